/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/writer.h"

#include "sample.h"
#include "support/faults.h"

static void test_golden(void **state)
{
    (void)state;
    sample_assert_golden("json", sample_forecast, NULL, "forecast.json");
    sample_assert_golden("json", sample_nasty, NULL, "nasty.json");
}

/* Compare each cell of a table with what jansson reads. */
static void assert_rows(const json_t *rows, const fc_report_table *table)
{
    assert_int_equal(json_array_size(rows), fc_report_table_row_count(table));
    for (size_t row = 0; row < json_array_size(rows); row++) {
        const json_t *object = json_array_get(rows, row);

        for (size_t i = 0; i < fc_report_table_column_count(table); i++) {
            fc_cell cell = fc_report_table_cell(table, row, i);
            const json_t *value = json_object_get(
                object, fc_report_table_column(table, i)->name);

            assert_non_null(value);
            if (cell.type == FC_CELL_EMPTY) {
                assert_true(json_is_null(value));
            } else if (cell.type == FC_CELL_TEXT) {
                assert_string_equal(json_string_value(value), cell.text);
            } else if (cell.style == FC_STYLE_EXACT) {
                assert_true(json_number_value(value) == cell.number);
            } else {
                assert_true(json_is_number(value));
            }
        }
    }
}

static void assert_reads_back(sample_maker *maker)
{
    fc_report *report = NULL;
    fc_bytes bytes = {0};
    json_t *root = NULL;
    const json_t *tables = NULL;

    assert_int_equal(maker(&report, NULL), FC_OK);
    assert_int_equal(
        fc_writer_render(&bytes, fc_writer_find("json"), report, NULL, NULL),
        FC_OK);
    root = json_loadb(bytes.data, bytes.size, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    tables = json_object_get(root, "tables");
    assert_int_equal(json_object_size(tables), fc_report_table_count(report));
    for (size_t i = 0; i < fc_report_table_count(report); i++) {
        const fc_report_table *table = fc_report_table_at(report, i);

        assert_rows(json_object_get(tables, fc_report_table_name(table)),
                    table);
    }
    assert_int_equal(json_array_size(json_object_get(root, "notes")),
                     fc_report_note_count(report));
    assert_int_equal(json_object_size(json_object_get(root, "meta")),
                     fc_report_meta_count(report));
    json_decref(root);
    fc_report_free(report);
    fc_bytes_release(&bytes);
}

static void test_a_strict_reader_gets_every_cell_back(void **state)
{
    (void)state;
    assert_reads_back(sample_forecast);
    assert_reads_back(sample_nasty);
}

static void test_an_empty_report(void **state)
{
    fc_report *report = NULL;
    fc_bytes bytes = {0};

    (void)state;
    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    assert_int_equal(
        fc_writer_render(&bytes, fc_writer_find("json"), report, NULL, NULL),
        FC_OK);
    assert_string_equal(bytes.data, "{\n"
                                    "  \"title\": null,\n"
                                    "  \"meta\": {},\n"
                                    "  \"notes\": [],\n"
                                    "  \"tables\": {}\n"
                                    "}\n");
    fc_report_free(report);
    fc_bytes_release(&bytes);
}

static void test_every_allocation_may_fail(void **state)
{
    char writer[] = "json";

    (void)state;
    assert_true(faults_try_allocations(sample_render, writer) > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_a_strict_reader_gets_every_cell_back),
        cmocka_unit_test(test_an_empty_report),
        cmocka_unit_test(test_every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
