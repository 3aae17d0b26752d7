/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "forecast/audit.h"

#include "near.h"
#include "planning/audit_series.h"
#include "reports.h"
#include "support/folder.h"

enum { length = 80 };

/* Quarters of steady growth with a season and small deterministic noise. */
static void steady(double values[length])
{
    for (int t = 0; t < length; t++) {
        double noise = 0.01 * sin(12.9898 * t) + 0.01 * cos(78.233 * t);

        values[t] = 100.0 * exp(0.02 * t + 0.1 * (t % 4) + noise);
    }
}

static fc_series_check check_of(fc_series **series, const double *values,
                                size_t n)
{
    fc_series_check check = {0};
    fc_period start = {.frequency = FC_QUARTERLY};

    assert_int_equal(
        fc_period_parse(&start, "2000Q1", FC_QUARTERLY, (fc_calendar){0}, NULL),
        FC_OK);
    assert_int_equal(
        fc_series_create(series, "s", NULL, start, values, n, NULL), FC_OK);
    assert_int_equal(fc_series_check_compute(&check, *series, NULL), FC_OK);
    return check;
}

static void test_nothing_to_find(void **state)
{
    double values[length];
    fc_series *series = NULL;
    fc_series_check check;

    (void)state;
    steady(values);
    check = check_of(&series, values, length);
    assert_int_equal(check.outliers, 0);
    assert_false(check.has_break);
    assert_true(check.usable == fc_model_type_count());
    fc_series_free(series);
}

static void test_spike_is_named_once(void **state)
{
    double values[length];
    fc_series *series = NULL;
    fc_series_check check;

    (void)state;
    steady(values);
    values[40] *= 1.5; /* 2010Q1 */
    check = check_of(&series, values, length);
    assert_int_equal(check.outliers, 1);
    assert_int_equal(fc_period_distance(series->start, check.outlier[0]), 40);
    fc_series_free(series);
}

static void test_slump_in_growth_is_a_break(void **state)
{
    double values[length];
    fc_series *series = NULL;
    fc_series_check check;
    int64_t at = 0;

    (void)state;
    steady(values);
    for (int t = 40; t < length; t++) {
        values[t] *= exp(-0.02 * (t - 40)); /* growth stops */
    }
    check = check_of(&series, values, length);
    assert_true(check.has_break);
    at = fc_period_distance(series->start, check.break_period);
    assert_true(at >= 38 && at <= 46);
    fc_series_free(series);
}

static void test_too_short_to_say(void **state)
{
    static const double values[] = {1, -2, (double)NAN, 4};
    fc_series *series = NULL;
    fc_series_check check = check_of(&series, values, 4);
    fc_model_spec spec = {0};

    (void)state;
    assert_int_equal(check.known.length, 4);
    assert_int_equal(check.used.length, 1);
    assert_int_equal(check.changes, 0);
    assert_int_equal(fc_model_spec_parse(&spec, "naive", NULL), FC_OK);
    assert_int_equal(fc_series_check_offers(&check, &spec), 3);
    assert_int_equal(fc_model_spec_parse(&spec, "snaive", NULL), FC_OK);
    assert_int_equal(fc_series_check_offers(&check, &spec), 1);
    assert_true(check.usable > 0 && check.usable < fc_model_type_count());
    fc_series_free(series);
}

static void test_report(void **state)
{
    fc_audit_result result = {0};
    fc_report *report = NULL;
    fc_dataset *dataset = NULL;
    const fc_report_table *table = NULL;

    (void)state;
    folder_write("a.csv", "period,good,gap,short\n2018,1,1,\n2019,2,,\n"
                          "2020,4,3,\n2021,7,4,\n2022,11,5,\n"
                          "2023,16,8,\n2024,22,9,1\n");
    dataset = reports_open("a.csv");
    assert_int_equal(fc_audit_series(&report, &result, dataset, NULL), FC_OK);
    assert_int_equal(result.checks, 3);
    assert_int_equal(result.failures, 0); /* naive takes `short` */
    table = reports_table(report, "series");
    assert_near(reports_number(table, 1, "gaps"), 1, 0.0);
    assert_near(reports_number(table, 1, "missing_pct"), 100.0 / 7.0, 1e-9);
    assert_string_equal(reports_text(table, 0, "last"), "2024");
    table = reports_table(report, "models_too_long");
    assert_true(reports_find(table, "series", "short")
                < fc_report_table_row_count(table));
    fc_report_free(report);
    fc_dataset_free(dataset);
}

/* One that ends before the others is named; one without values is no fault. */
static void test_ends_of_series(void **state)
{
    fc_audit_result result = {0};
    fc_report *report = NULL;
    fc_dataset *dataset = NULL;

    (void)state;
    folder_write("a.csv", "period,full,early,none\n2018,1,1,\n2019,2,2,\n"
                          "2020,4,3,\n2021,7,4,\n2022,11,5,\n"
                          "2023,16,,\n2024,22,,\n");
    dataset = reports_open("a.csv");
    assert_int_equal(fc_audit_series(&report, &result, dataset, NULL), FC_OK);
    assert_int_equal(result.checks, 3);
    assert_int_equal(result.failures, 0);
    assert_true(reports_has_note(report, "3 series, 2 of them"));
    assert_true(reports_has_note(
        report, "early ends with 2022, 2 years before the data do."));
    assert_false(reports_has_note(report, "full ends"));
    assert_false(reports_has_note(report, "none ends"));
    fc_report_free(report);
    fc_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_to_find),
        cmocka_unit_test(test_spike_is_named_once),
        cmocka_unit_test(test_slump_in_growth_is_a_break),
        cmocka_unit_test(test_too_short_to_say),
        cmocka_unit_test_setup_teardown(test_report, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_ends_of_series, folder_enter,
                                        folder_leave),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
