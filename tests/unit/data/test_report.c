/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/report.h"

#include "support/faults.h"

static const fc_column columns[] = {
    {.name = "period", .title = "Period"},
    {.name = "value", .style = FC_STYLE_EXACT, .decimals = 1, .suffix = "%"},
};
enum { PERIOD, VALUE, COLUMN_COUNT };

static fc_report_table *add_sales(fc_report *report)
{
    return fc_report_add_table(report, "sales", "Net sales", FC_FOR_ALL,
                               columns, COLUMN_COUNT);
}

/* Enough rows, notes and keys to make every array grow. */
static fc_status build(void *context, fc_error *err)
{
    fc_report *report = NULL;
    fc_report_table *table = NULL;
    fc_status status = fc_report_create(&report, "Title", err);

    (void)context;
    if (status != FC_OK) {
        return status;
    }
    for (int i = 0; i < 20; i++) {
        char name[8];

        (void)snprintf(name, sizeof name, "t%d", i);
        (void)fc_report_add_table(report, name, NULL, FC_FOR_ALL, columns, 2);
        fc_report_add_note(report, FC_NOTE_PLAIN, "note %d", i);
        fc_report_add_meta(report, name, "value %d", i);
    }
    table = add_sales(report);
    for (int i = 0; i < 20; i++) {
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, PERIOD, "2024Q1");
        fc_report_table_set_text(table, PERIOD, "2024Q2");
        fc_report_table_set_number(table, VALUE, i);
    }
    status = fc_report_finish(report, err);
    fc_report_free(report);
    return status;
}

static void test_what_goes_in_comes_out(void **state)
{
    fc_report *report = NULL;
    fc_report_table *table = NULL;

    (void)state;
    assert_int_equal(fc_report_create(&report, "Amazon", NULL), FC_OK);
    table = add_sales(report);
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, PERIOD, "2024Q4");
    fc_report_table_set_number(table, VALUE, 187792.0);
    fc_report_table_add_row(table);
    fc_report_table_set_styled(table, VALUE, 0.5, FC_STYLE_PROBABILITY);
    fc_report_add_note(report, FC_NOTE_HEADLINE, "Sales were %d.", 187792);
    fc_report_add_meta(report, "seed", "%d", 1);
    assert_int_equal(fc_report_finish(report, NULL), FC_OK);

    assert_string_equal(fc_report_title(report), "Amazon");
    assert_int_equal(fc_report_table_count(report), 1);
    assert_ptr_equal(fc_report_table_at(report, 0), table);
    assert_ptr_equal(fc_report_find_table(report, "sales"), table);
    assert_null(fc_report_find_table(report, "costs"));
    assert_string_equal(fc_report_table_name(table), "sales");
    assert_string_equal(fc_report_table_title(table), "Net sales");
    assert_int_equal(fc_report_table_audience(table), FC_FOR_ALL);
    assert_int_equal(fc_report_table_column_count(table), COLUMN_COUNT);
    assert_string_equal(fc_report_table_column(table, PERIOD)->title, "Period");
    assert_null(fc_report_table_column(table, PERIOD)->suffix);
    assert_null(fc_report_table_column(table, VALUE)->title);
    assert_string_equal(fc_report_table_column(table, VALUE)->suffix, "%");
    assert_int_equal(fc_report_table_column(table, VALUE)->decimals, 1);
    assert_int_equal(fc_report_table_row_count(table), 2);
    assert_string_equal(fc_report_table_cell(table, 0, PERIOD).text, "2024Q4");
    assert_true(fc_report_table_cell(table, 0, VALUE).number == 187792.0);
    assert_int_equal(fc_report_table_cell(table, 0, VALUE).style,
                     FC_STYLE_EXACT);
    assert_int_equal(fc_report_table_cell(table, 1, PERIOD).type,
                     FC_CELL_EMPTY);
    assert_int_equal(fc_report_table_cell(table, 1, VALUE).style,
                     FC_STYLE_PROBABILITY);
    assert_int_equal(fc_report_note_count(report), 1);
    assert_int_equal(fc_report_note_at(report, 0).kind, FC_NOTE_HEADLINE);
    assert_string_equal(fc_report_note_at(report, 0).text,
                        "Sales were 187792.");
    assert_int_equal(fc_report_meta_count(report), 1);
    assert_string_equal(fc_report_meta_key(report, 0), "seed");
    assert_string_equal(fc_report_meta_value(report, 0), "1");
    fc_report_free(report);
}

static void test_texts_are_copies(void **state)
{
    char name[] = "sales";
    char text[] = "2024Q4";
    fc_column column = {.name = name};
    fc_report *report = NULL;
    fc_report_table *table = NULL;

    (void)state;
    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    assert_null(fc_report_title(report));
    table = fc_report_add_table(report, name, NULL, FC_FOR_ALL, &column, 1);
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, text);
    name[0] = 'X';
    text[0] = 'X';
    assert_string_equal(fc_report_table_name(table), "sales");
    assert_string_equal(fc_report_table_column(table, 0)->name, "sales");
    assert_string_equal(fc_report_table_cell(table, 0, 0).text, "2024Q4");
    fc_report_free(report);
}

/* A cell may be set again, and emptied. */
static void test_the_last_setting_counts(void **state)
{
    fc_report *report = NULL;
    fc_report_table *table = NULL;

    (void)state;
    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    table = add_sales(report);
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, VALUE, "old");
    fc_report_table_set_number(table, VALUE, 1.0);
    assert_int_equal(fc_report_table_cell(table, 0, VALUE).type,
                     FC_CELL_NUMBER);
    fc_report_table_set_number(table, VALUE, (double)NAN);
    assert_int_equal(fc_report_table_cell(table, 0, VALUE).type, FC_CELL_EMPTY);
    fc_report_table_set_text(table, VALUE, "old");
    fc_report_table_set_text(table, VALUE, NULL);
    assert_int_equal(fc_report_table_cell(table, 0, VALUE).type, FC_CELL_EMPTY);
    fc_report_add_meta(report, "model", "%s", "naive");
    fc_report_add_meta(report, "seed", "1");
    fc_report_add_meta(report, "model", "%s", "theta");
    assert_int_equal(fc_report_meta_count(report), 2);
    assert_string_equal(fc_report_meta_key(report, 0), "model");
    assert_string_equal(fc_report_meta_value(report, 0), "theta");
    fc_report_free(report);
}

static void test_texts_become_utf8(void **state)
{
    fc_report *report = NULL;

    (void)state;
    assert_int_equal(fc_report_create(&report, "Z\xFCrich", NULL), FC_OK);
    assert_string_equal(fc_report_title(report), "Z\xEF\xBF\xBDrich");
    fc_report_add_note(report, FC_NOTE_PLAIN, "%s", "\xFF");
    assert_string_equal(fc_report_note_at(report, 0).text, "\xEF\xBF\xBD");
    fc_report_free(report);
}

/* An infinite number, two tables or columns of one name: the first failure
 * sticks, and all later calls are harmless. */
static void test_the_first_failure_sticks(void **state)
{
    static const fc_column twins[] = {{.name = "a"}, {.name = "a"}};
    enum { INFINITE, TABLES, COLUMNS, CASE_COUNT };
    static const struct {
        fc_status status;
        const char *message;
    } expected[CASE_COUNT] = {
        [INFINITE] = {FC_ERR_NONFINITE,
                      "'value' in row 1 of table 'sales' is infinite"},
        [TABLES] = {FC_ERR_ARGUMENT,
                    "the report has two tables called 'sales'"},
        [COLUMNS] = {FC_ERR_ARGUMENT,
                     "table 'twins' has two columns called 'a'"},
    };

    (void)state;
    for (int i = 0; i < CASE_COUNT; i++) {
        fc_report *report = NULL;
        fc_report_table *table = NULL;
        fc_error err = {0};

        assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
        table = add_sales(report);
        fc_report_table_add_row(table);
        if (i == INFINITE) {
            fc_report_table_set_number(table, VALUE, (double)INFINITY);
        } else if (i == TABLES) {
            assert_null(add_sales(report));
        } else {
            assert_null(fc_report_add_table(report, "twins", NULL, FC_FOR_ALL,
                                            twins, 2));
        }
        table = fc_report_add_table(report, "more", NULL, FC_FOR_ALL, columns,
                                    COLUMN_COUNT);
        assert_null(table);
        fc_report_table_add_row(table);
        fc_report_table_set_number(table, VALUE, (double)-INFINITY);
        fc_report_table_set_text(table, PERIOD, "x");
        fc_report_add_note(report, FC_NOTE_PLAIN, "x");
        fc_report_add_meta(report, "x", "x");
        assert_int_equal(fc_report_finish(report, &err), expected[i].status);
        assert_string_equal(err.message, expected[i].message);
        assert_int_equal(fc_report_note_count(report), 0);
        fc_report_free(report);
    }
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(faults_try_allocations(build, NULL) > 100);
}

static void test_free_takes_null(void **state)
{
    (void)state;
    fc_report_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_goes_in_comes_out),
        cmocka_unit_test(test_texts_are_copies),
        cmocka_unit_test(test_the_last_setting_counts),
        cmocka_unit_test(test_texts_become_utf8),
        cmocka_unit_test(test_the_first_failure_sticks),
        cmocka_unit_test(test_every_allocation_may_fail),
        cmocka_unit_test(test_free_takes_null),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
