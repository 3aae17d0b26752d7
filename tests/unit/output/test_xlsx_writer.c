/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What only a program can bring about: faults, limits of the format, damage.
 * What a workbook holds is checked by scripts/check_spreadsheets.py.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "forecast/writer.h"

#include "output/xlsx_check.h"
#include "sample.h"
#include "support/faults.h"

static fc_status render(fc_bytes *out, const fc_report *report, fc_error *err)
{
    return fc_writer_render(out, fc_writer_find("xlsx"), report, NULL, err);
}

static void assert_whole(const fc_bytes *bytes, bool expected)
{
    bool whole = !expected;

    assert_int_equal(fc_xlsx_is_whole(&whole, bytes->data, bytes->size), FC_OK);
    assert_int_equal(whole, expected);
}

static void test_allocations(void **state)
{
    char writer[] = "xlsx";

    (void)state;
    assert_true(faults_try_allocations(sample_render, writer) > 10);
}

static void test_it_goes_to_files_only(void **state)
{
    (void)state;
    assert_true(fc_writer_find("xlsx")->binary);
    assert_ptr_equal(fc_writer_for_path("a.xlsx"), fc_writer_find("xlsx"));
}

/* Many equal rows: the sheet is large, and small in the archive. */
static fc_report *make_large(void)
{
    enum { rows = 5000 };
    static const fc_column column = {.name = "x", .style = FC_STYLE_EXACT};
    fc_report *report = NULL;
    fc_report_table *table = NULL;

    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    table = fc_report_add_table(report, "t", NULL, FC_FOR_ALL, &column, 1);
    for (size_t i = 0; i < rows; i++) {
        fc_report_table_add_row(table);
        fc_report_table_set_number(table, 0, 1.0);
    }
    return report;
}

/* With room for the archive and not for the sheet, libxlsxwriter does not
 * notice that its temporary file was cut short. */
static void test_no_room_for_temporary_files(void **state)
{
    static const rlim_t rooms[] = {0, 100, 3000, 40000, 100000};
    struct rlimit before;
    fc_report *report = make_large();

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    (void)signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++) {
        struct rlimit limit = {rooms[i], before.rlim_max};
        fc_bytes bytes = {0};
        fc_error err = {0};
        fc_status status = FC_OK;

        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        status = render(&bytes, report, &err);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        print_message("  room for %lu bytes\n", (unsigned long)rooms[i]);
        assert_int_equal(status, FC_ERR_WRITE);
        assert_non_null(strstr(err.message, "temporary"));
        fc_bytes_release(&bytes);
    }
    fc_report_free(report);
}

static void test_damage_is_seen(void **state)
{
    fc_report *report = NULL;
    fc_bytes bytes = {0};

    (void)state;
    assert_int_equal(sample_forecast(&report, NULL), FC_OK);
    assert_int_equal(render(&bytes, report, NULL), FC_OK);
    assert_whole(&bytes, true);
    for (size_t at = 64; at < bytes.size / 2; at += 97) {
        bytes.data[at] = (char)(bytes.data[at] ^ 0x55);
    }
    assert_whole(&bytes, false);
    for (size_t size = 0; size < bytes.size; size += 13) {
        const fc_bytes cut = {.data = bytes.data, .size = size};

        assert_whole(&cut, false);
    }
    fc_bytes_release(&bytes);
    fc_report_free(report);
}

/* Names of tables that would be no, or the same, names of sheets. */
static void test_names_of_tables(void **state)
{
    static const char *const names[] = {
        "a_b",
        "a b",
        "A:B",
        "a/b",
        "'quoted'",
        "[x]",
        "",
        "\xC3\xA4\xC3\xB6",
        "About",
        "History",
        "a name of a table that is longer than Excel allows, by far",
        "a name of a table that is longer than Excel allows, again",
    };
    static const fc_column column = {.name = "x", .style = FC_STYLE_EXACT};
    fc_report *report = NULL;
    fc_bytes bytes = {0};

    (void)state;
    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        fc_report_table *table = fc_report_add_table(report, names[i], NULL,
                                                     FC_FOR_ALL, &column, 1);

        fc_report_table_add_row(table);
        fc_report_table_set_number(table, 0, 1.0);
    }
    assert_int_equal(render(&bytes, report, NULL), FC_OK);
    assert_whole(&bytes, true);
    fc_bytes_release(&bytes);
    fc_report_free(report);
}

static void test_a_long_text_is_cut(void **state)
{
    enum { length = 40000 };
    static const fc_column column = {.name = "x", .style = FC_STYLE_TEXT};
    char *text = malloc(length + 1);
    fc_report *report = NULL;
    fc_report_table *table = NULL;
    fc_bytes bytes = {0};

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < length; i++) { /* two bytes a character */
        text[i] = i % 2 == 0 ? '\xC3' : '\xA4';
    }
    text[length] = '\0';
    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    table = fc_report_add_table(report, "t", NULL, FC_FOR_ALL, &column, 1);
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, text);
    assert_int_equal(render(&bytes, report, NULL), FC_OK);
    assert_whole(&bytes, true);
    fc_bytes_release(&bytes);
    fc_report_free(report);
    free(text);
}

static void test_too_many_columns(void **state)
{
    enum { count = 16385, size = 8 };
    fc_column *columns = calloc(count, sizeof *columns);
    char(*names)[size] = calloc(count, size);
    fc_report *report = NULL;
    fc_report_table *table = NULL;
    fc_bytes bytes = {0};
    fc_error err = {0};

    (void)state;
    assert_non_null(columns);
    assert_non_null(names);
    for (size_t i = 0; i < count; i++) {
        (void)snprintf(names[i], size, "c%zu", i % 100000);
        columns[i] = (fc_column){.name = names[i], .style = FC_STYLE_EXACT};
    }
    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    table = fc_report_add_table(report, "t", NULL, FC_FOR_ALL, columns, count);
    fc_report_table_add_row(table);
    assert_int_equal(render(&bytes, report, &err), FC_ERR_ARGUMENT);
    assert_non_null(strstr(err.message, "16,384"));
    fc_bytes_release(&bytes);
    fc_report_free(report);
    free(names);
    free(columns);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_allocations),
        cmocka_unit_test(test_it_goes_to_files_only),
        cmocka_unit_test(test_no_room_for_temporary_files),
        cmocka_unit_test(test_damage_is_seen),
        cmocka_unit_test(test_names_of_tables),
        cmocka_unit_test(test_a_long_text_is_cut),
        cmocka_unit_test(test_too_many_columns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
