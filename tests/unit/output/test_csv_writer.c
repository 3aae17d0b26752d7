/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <csv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/writer.h"

#include "sample.h"
#include "support/faults.h"

static void test_golden(void **state)
{
    (void)state;
    sample_assert_golden("csv", sample_forecast, NULL, "forecast.csv");
    sample_assert_golden("csv", sample_nasty, NULL, "nasty.csv");
}

/* The texts of the first column and the number of fields, as libcsv reads
 * them in its strict mode. */
struct reading {
    size_t field;
    size_t row;
    char *first[32];
    size_t fields;
};

static void take_field(void *data, size_t size, void *context)
{
    struct reading *reading = context;

    if (reading->field++ == 0 && reading->row < 32) {
        reading->first[reading->row] = calloc(size + 1, 1);
        assert_non_null(reading->first[reading->row]);
        memcpy(reading->first[reading->row], data, size);
    }
    reading->fields++;
}

static void take_row(int end, void *context)
{
    struct reading *reading = context;

    (void)end;
    reading->field = 0;
    reading->row++;
}

static void test_a_strict_reader_gets_every_text_back(void **state)
{
    static const char *const expected[] = {"text",
                                           "plain",
                                           "comma, \"quoted\"",
                                           "two\nlines\r\nof \ttext",
                                           " blanks around ",
                                           "'=1+2",
                                           "'+cmd|' /C calc'!A0",
                                           "'-5",
                                           "'@sum",
                                           "'\ttab",
                                           "'\rreturn"};
    struct reading reading = {0};
    struct csv_parser parser;
    fc_report *report = NULL;
    fc_bytes bytes = {0};

    (void)state;
    assert_int_equal(sample_nasty(&report, NULL), FC_OK);
    assert_int_equal(
        fc_writer_render(&bytes, fc_writer_find("csv"), report, NULL, NULL),
        FC_OK);
    assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
    assert_int_equal(csv_parse(&parser, bytes.data, bytes.size, take_field,
                               take_row, &reading),
                     bytes.size);
    assert_int_equal(csv_fini(&parser, take_field, take_row, &reading), 0);
    assert_int_equal(reading.row, 18);
    assert_int_equal(reading.fields, 18 * 5);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_string_equal(reading.first[i], expected[i]);
    }
    for (size_t i = 0; i < reading.row; i++) {
        free(reading.first[i]);
    }
    csv_free(&parser);
    fc_report_free(report);
    fc_bytes_release(&bytes);
}

static void assert_renders(fc_report *report, const fc_writer_options *options,
                           const char *expected)
{
    fc_bytes bytes = {0};

    assert_int_equal(
        fc_writer_render(&bytes, fc_writer_find("csv"), report, options, NULL),
        FC_OK);
    assert_string_equal(bytes.data, expected);
    fc_bytes_release(&bytes);
}

/* A blank line would be skipped by readers, and with it the row. */
static void test_an_empty_cell_alone_is_quoted(void **state)
{
    static const fc_column column = {.name = "x", .style = FC_STYLE_EXACT};
    fc_report *report = NULL;
    fc_report_table *table = NULL;

    (void)state;
    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    table = fc_report_add_table(report, "t", NULL, FC_FOR_ALL, &column, 1);
    fc_report_table_add_row(table);
    fc_report_table_add_row(table);
    fc_report_table_set_number(table, 0, 1.0);
    assert_renders(report, NULL, "x\n\"\"\n1\n");
    fc_report_free(report);
}

static void test_without_a_machine_table_the_first(void **state)
{
    static const fc_column a = {.name = "a"};
    static const fc_column b = {.name = "b"};
    fc_report *report = NULL;

    (void)state;
    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    (void)fc_report_add_table(report, "1", NULL, FC_FOR_PEOPLE, &a, 1);
    (void)fc_report_add_table(report, "2", NULL, FC_FOR_PEOPLE, &b, 1);
    assert_renders(report, NULL, "a\n");
    fc_report_free(report);
}

static void test_without_a_table_it_refuses(void **state)
{
    fc_report *report = NULL;
    fc_bytes bytes = {0};
    fc_error err = {0};

    (void)state;
    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    assert_int_equal(
        fc_writer_render(&bytes, fc_writer_find("csv"), report, NULL, &err),
        FC_ERR_ARGUMENT);
    assert_non_null(strstr(err.message, "no table"));
    fc_report_free(report);
    fc_bytes_release(&bytes);
}

static void test_digits(void **state)
{
    static const fc_column columns[] = {
        {.name = "c", .style = FC_STYLE_COMPUTED},
        {.name = "e", .style = FC_STYLE_EXACT}};
    static const fc_writer_options four = {.digits = 4};
    fc_report *report = NULL;
    fc_report_table *table = NULL;

    (void)state;
    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    table = fc_report_add_table(report, "t", NULL, FC_FOR_ALL, columns, 2);
    fc_report_table_add_row(table);
    fc_report_table_set_number(table, 0, 154999.6172839506);
    fc_report_table_set_number(table, 1, 154999.6172839506);
    assert_renders(report, NULL, "c,e\n154999.6173,154999.6172839506\n");
    assert_renders(report, &four, "c,e\n155000,154999.6172839506\n");
    fc_report_free(report);
}

static void test_every_allocation_may_fail(void **state)
{
    char writer[] = "csv";

    (void)state;
    assert_true(faults_try_allocations(sample_render, writer) > 50);
}

/* A number, and texts that need quotes in one dialect and not in another. */
static fc_status make_row(fc_report **out)
{
    static const char *const texts[] = {"a;b", "c,d", "2025-03", "2025Q1",
                                        "=x"};
    static const fc_column columns[] = {
        {.name = "n", .style = FC_STYLE_EXACT},
        {.name = "t1"},
        {.name = "t2"},
        {.name = "month"},
        {.name = "quarter"},
        {.name = "formula"},
    };
    fc_report_table *table = NULL;
    fc_status status = fc_report_create(out, NULL, NULL);

    if (status != FC_OK) {
        return status;
    }
    table = fc_report_add_table(*out, "t", NULL, FC_FOR_ALL, columns, 6);
    fc_report_table_add_row(table);
    fc_report_table_set_number(table, 0, -1.5);
    for (size_t i = 0; i < 5; i++) {
        fc_report_table_set_text(table, i + 1, texts[i]);
    }
    return fc_report_finish(*out, NULL);
}

static void test_dialects(void **state)
{
    static const struct {
        fc_csv_dialect dialect;
        const char *name;
        const char *expected;
    } cases[] = {
        {FC_CSV_RFC4180, "rfc4180",
         "n,t1,t2,month,quarter,formula\n"
         "-1.5,a;b,\"c,d\",2025-03,2025Q1,'=x\n"},
        {FC_CSV_GOOGLE, "google",
         "n,t1,t2,month,quarter,formula\n"
         "-1.5,a;b,\"c,d\",2025-03,2025Q1,'=x\n"},
        {FC_CSV_EXCEL_US, "excel-us",
         "\xEF\xBB\xBFn,t1,t2,month,quarter,formula\r\n"
         "-1.5,a;b,\"c,d\",\"=\"\"2025-03\"\"\",2025Q1,'=x\r\n"},
        {FC_CSV_EXCEL_EU, "excel-eu",
         "\xEF\xBB\xBFn;t1;t2;month;quarter;formula\r\n"
         "-1,5;\"a;b\";c,d;\"=\"\"2025-03\"\"\";2025Q1;'=x\r\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const fc_writer_options options = {.dialect = cases[i].dialect};
        fc_report *report = NULL;
        fc_bytes bytes = {0};

        print_message("  %s\n", cases[i].name);
        assert_string_equal(fc_csv_dialect_name(cases[i].dialect),
                            cases[i].name);
        assert_int_equal(make_row(&report), FC_OK);
        assert_int_equal(fc_writer_render(&bytes, fc_writer_find("csv"), report,
                                          &options, NULL),
                         FC_OK);
        assert_string_equal(bytes.data, cases[i].expected);
        fc_bytes_release(&bytes);
        fc_report_free(report);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dialects),
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_a_strict_reader_gets_every_text_back),
        cmocka_unit_test(test_an_empty_cell_alone_is_quoted),
        cmocka_unit_test(test_without_a_machine_table_the_first),
        cmocka_unit_test(test_without_a_table_it_refuses),
        cmocka_unit_test(test_digits),
        cmocka_unit_test(test_every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
