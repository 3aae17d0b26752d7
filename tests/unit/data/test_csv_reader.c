/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "data/csv_reader.h"
#include "support/faults.h"
#include "support/folder.h"

#define MARK "\xEF\xBB\xBF"

/* Rows as "line: field|field", the header as "line: name|name". */
static void describe(fc_bytes *out, const fc_csv *csv)
{
    assert_int_equal(fc_bytes_printf(out, "%zu:", csv->header_line), FC_OK);
    for (size_t i = 0; i < csv->column_count; i++) {
        assert_int_equal(fc_bytes_printf(out, "%s%s", i > 0 ? "|" : " ",
                                         fc_csv_name(csv, i)),
                         FC_OK);
    }
    for (size_t row = 0; row < csv->row_count; row++) {
        assert_int_equal(fc_bytes_printf(out, "; %zu:", fc_csv_line(csv, row)),
                         FC_OK);
        for (size_t i = 0; i < csv->column_count; i++) {
            assert_int_equal(fc_bytes_printf(out, "%s%s", i > 0 ? "|" : " ",
                                             fc_csv_field(csv, row, i)),
                             FC_OK);
        }
    }
}

static const struct {
    const char *name;
    const char *text;
    const char *rows;
} good[] = {
    {"plain", "a,b\n1,2\n3,4\n", "1: a|b; 2: 1|2; 3: 3|4"},
    {"no line end at the end", "a,b\n1,2", "1: a|b; 2: 1|2"},
    {"header only", "a,b", "1: a|b"},
    {"CRLF", "a,b\r\n1,2\r\n\r\n3,4\r\n", "1: a|b; 2: 1|2; 4: 3|4"},
    {"lone CR", "a,b\r1,2\r3,4", "1: a|b; 2: 1|2; 3: 3|4"},
    {"byte-order mark", MARK "a,b\n1,2\n", "1: a|b; 2: 1|2"},
    {"mark before a quote", MARK "\"a\",b\n1,2\n", "1: a|b; 2: 1|2"},
    {"blank lines count", "\n \na,b\n\n\t \n1,2\n", "3: a|b; 6: 1|2"},
    {"blanks around fields", " a , b\n 1,2 \n", "1: a|b; 2: 1|2"},
    {"blanks in quotes", "a,b\n\" 1 \",2\n", "1: a|b; 2:  1 |2"},
    {"empty fields", "a,b\n,\n", "1: a|b; 2: |"},
    {"quotes", "a,b\n\"x \"\"y\"\", z\",2\n", "1: a|b; 2: x \"y\", z|2"},
    {"line ends in quotes", "\"a\n1\",b\n\"2\r\n\n3\",4\n5,6\n",
     "1: a\n1|b; 3: 2\r\n\n3|4; 6: 5|6"},
    {"semicolons", "a;b,c;d\n1;2;3\n", "1: a|b,c|d; 2: 1|2|3"},
    {"tabs", "a\tb\n1\t\n", "1: a|b; 2: 1|"},
    {"rows of nothing but tabs", "a\tb\n\t\n", "1: a|b; 2: |"},
    {"delimiters in quotes do not count", "\"a;;\",b\n1,2\n",
     "1: a;;|b; 2: 1|2"},
    {"commas win a tie", "a,b;c\n1,2\n", "1: a|b;c; 2: 1|2"},
    {"one column", "a\n1\n", "1: a; 2: 1"},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        fc_csv *csv = NULL;
        fc_bytes rows = {0};

        print_message("  %s\n", good[i].name);
        assert_int_equal(fc_csv_parse(&csv, good[i].text, strlen(good[i].text),
                                      "a.csv", 0, NULL),
                         FC_OK);
        describe(&rows, csv);
        assert_string_equal(rows.data, good[i].rows);
        fc_bytes_release(&rows);
        fc_csv_free(csv);
    }
}

/* The text ends with the first NUL unless a size is given. */
static const struct {
    const char *name;
    const char *text;
    size_t size;
    size_t line;
    size_t column;
    const char *message;
} bad[] = {
    {"nothing", "", 0, 0, 0, "is empty; a header and rows are needed"},
    {"blank lines only", "\n\n  \n", 0, 0, 0,
     "is empty; a header and rows are needed"},
    {"a field too few", "a,b\n1,2\n3\n", 0, 3, 0,
     "the row has 1 field, the header has 2; add or remove delimiters (',')"},
    {"a field too many", "a;b\n\n1;2;3\n", 0, 3, 0,
     "the row has 3 fields, the header has 2; add or remove delimiters (';')"},
    {"a quote in a field", "a,b\n1,2\n3,4\" wide\n", 0, 3, 2,
     "a quote stands inside the field; put the whole field in quotes and "
     "double the quotes within"},
    {"text after a quote", "a,b\n\"1\"x,2\n", 0, 2, 1,
     "a quote stands inside the field; put the whole field in quotes and "
     "double the quotes within"},
    {"an open quote", "a,b\n1,2\n3,\"4\n5,6\n", 0, 3, 2,
     "the quote that opens the field is never closed; close it"},
    {"the same after a quoted line end", "a,b\n\"1\n\",2\n3,\"4", 0, 4, 2,
     "the quote that opens the field is never closed; close it"},
    {"a name twice", "a,b,a\n1,2,3\n", 0, 1, 3,
     "the header has 'a' twice, in columns 1 and 3; rename one of them"},
    {"a NUL", "a,b\n1,\0002\n", 9, 2, 0,
     "byte 3 of the line is NUL, so this is no text file; save it as CSV in "
     "UTF-8"},
    {"Latin-1", "a,b\n1,2\ncaf\xE9,4\n", 0, 3, 0,
     "byte 4 of the line (0xE9) is not UTF-8; save the file in UTF-8"},
    {"a character cut short at the end", "a,b\n1,\xE2\x82", 0, 2, 0,
     "byte 3 of the line (0xE2) is not UTF-8; save the file in UTF-8"},
    {"UTF-16",
     "\xFF\xFE"
     "a\0,\0b\0\n\0",
     10, 1, 0,
     "byte 1 of the line (0xFF) is not UTF-8; save the file in UTF-8"},
};

static void test_errors(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        fc_csv *csv = NULL;
        fc_error err = {0};
        size_t size = bad[i].size > 0 ? bad[i].size : strlen(bad[i].text);

        print_message("  %s\n", bad[i].name);
        assert_int_equal(
            fc_csv_parse(&csv, bad[i].text, size, "a.csv", 0, &err),
            FC_ERR_FORMAT);
        assert_null(csv);
        assert_string_equal(err.source, "a.csv");
        assert_string_equal(err.message, bad[i].message);
        assert_int_equal(err.line, bad[i].line);
        assert_int_equal(err.column, bad[i].column);
    }
}

/* A text of @p count times @p part between @p head and @p tail. */
static void assert_limit(const char *head, const char *part, size_t count,
                         const char *tail, size_t line, const char *message)
{
    fc_bytes text = {0};
    fc_csv *csv = NULL;
    fc_error err = {0};

    assert_int_equal(fc_bytes_append_text(&text, head), FC_OK);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(fc_bytes_append_text(&text, part), FC_OK);
    }
    assert_int_equal(fc_bytes_append_text(&text, tail), FC_OK);
    if (message == NULL) {
        assert_int_equal(
            fc_csv_parse(&csv, text.data, text.size, "a.csv", 0, &err), FC_OK);
    } else {
        assert_int_equal(
            fc_csv_parse(&csv, text.data, text.size, "a.csv", 0, &err),
            FC_ERR_FORMAT);
        assert_string_equal(err.message, message);
        assert_int_equal(err.line, line);
    }
    fc_csv_free(csv);
    fc_bytes_release(&text);
}

static void test_limits(void **state)
{
    static const char long_field[] =
        "the field is longer than 65536 bytes; is a quote never closed?";

    (void)state;
    assert_limit("a,b\n1,", "x", FC_CSV_FIELD_LIMIT, "\n", 0, NULL);
    assert_limit("a,b\n1,", "x", FC_CSV_FIELD_LIMIT + 1, "\n", 2, long_field);
    assert_limit("a,b\n1,\"2\n", "3,4\n", 50000, "", 2, long_field);
    assert_limit("a\n", "", FC_CSV_COLUMN_LIMIT, "", 0, NULL);
    assert_limit("a\n", ",", FC_CSV_COLUMN_LIMIT, "\n", 2,
                 "the row has more than 10000 fields; split the file by "
                 "columns");
    assert_limit("a\n", "1\n", FC_CSV_ROW_LIMIT, "", 0, NULL);
    assert_limit("a\n", "1\n", FC_CSV_ROW_LIMIT + 1, "", FC_CSV_ROW_LIMIT + 2,
                 "the file has more than 2000000 rows; split it");
}

static void test_columns(void **state)
{
    static const char text[] = "Period,net_sales\n2024Q1,1\n";
    fc_csv *csv = NULL;
    fc_error err = {0};
    size_t column = 9;

    (void)state;
    assert_int_equal(fc_csv_parse(&csv, text, strlen(text), "a.csv", 0, &err),
                     FC_OK);
    assert_true(fc_csv_find(&column, csv, "period"));
    assert_int_equal(column, 0);
    assert_false(fc_csv_find(&column, csv, "unit"));
    assert_int_equal(fc_csv_require(&column, csv, "net_sales", &err), FC_OK);
    assert_int_equal(column, 1);
    assert_int_equal(fc_csv_require(&column, csv, "net_sale", &err),
                     FC_ERR_FORMAT);
    assert_string_equal(
        err.message,
        "the header has no column 'net_sale'; is 'net_sales' meant?");
    assert_int_equal(err.line, 1);
    assert_int_equal(fc_csv_require(&column, csv, "unit", &err), FC_ERR_FORMAT);
    assert_string_equal(err.message, "the header has no column 'unit'; add it");
    fc_csv_free(csv);
    fc_csv_free(NULL);
}

static void test_files(void **state)
{
    fc_csv *csv = NULL;
    fc_error err = {0};

    (void)state;
    folder_write("a.csv", "\n\"a\nb\",c\n1,2\n3\n");
    folder_write("header.csv", "a,b");
    assert_int_equal(fc_csv_read(&csv, "a.csv", 0, &err), FC_ERR_FORMAT);
    assert_int_equal(err.line, 5);
    assert_int_equal(fc_csv_read_header(&csv, "a.csv", 0, &err), FC_OK);
    assert_string_equal(fc_csv_name(csv, 0), "a\nb");
    assert_int_equal(csv->column_count, 2);
    fc_csv_free(csv);
    assert_int_equal(fc_csv_read_header(&csv, "header.csv", 0, &err), FC_OK);
    assert_int_equal(csv->column_count, 2);
    fc_csv_free(csv);
    assert_int_equal(fc_csv_read_header(&csv, "none.csv", 0, &err),
                     FC_ERR_READ);
    assert_string_equal(err.source, "none.csv");
    assert_int_equal(fc_csv_read(&csv, ".", 0, &err), FC_ERR_READ);
    assert_null(csv);
}

static fc_status read_header(void *context, fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = fc_csv_read_header(&csv, "a.csv", 0, err);

    (void)context;
    fc_csv_free(csv);
    return status;
}

static fc_status read_all(void *context, fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = fc_csv_read(&csv, "a.csv", 0, err);

    (void)context;
    fc_csv_free(csv);
    return status;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    folder_write("a.csv", "a,b\n1,2\n3,\"4\n4\"\n");
    assert_true(faults_try_allocations(read_all, NULL) > 5);
    assert_true(faults_try_allocations(read_header, NULL) >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_columns),
        cmocka_unit_test_setup_teardown(test_files, folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(test_out_of_memory, folder_enter,
                                        folder_leave),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
