/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/chart.h"

#include "support/faults.h"

static const char *const labels[] = {"2024Q3", "2024Q4", "2025Q1"};

static const fc_chart_frame frame = {.name = "forecast",
                                     .title = "Orders",
                                     .summary = "Orders rise.",
                                     .y_title = "pieces",
                                     .label_count = 3,
                                     .labels = labels,
                                     .label_step = 4};

static fc_status build(fc_report **out, double value, fc_error *err)
{
    const double x[] = {0.0, 1.0, 2.0};
    double y[] = {5.0, (double)NAN, value};
    const double high[] = {6.0, 7.0, 8.0};
    fc_status status = fc_report_create(out, "Orders", err);
    fc_chart *chart = NULL;

    if (status != FC_OK) {
        return status;
    }
    chart = fc_report_add_chart(*out, &frame);
    fc_chart_add_series(chart, &(fc_chart_series){.name = "80 %",
                                                  .mark = FC_MARK_INNER,
                                                  .count = 3,
                                                  .x = x,
                                                  .y = y,
                                                  .high = high});
    fc_chart_add_series(
        chart, &(fc_chart_series){
                   .mark = FC_MARK_RULE, .count = 2, .x = x, .y = high});
    y[0] = -1.0; /* the chart has its own copy */
    return fc_report_finish(*out, err);
}

static void test_what_goes_in_comes_out(void **state)
{
    fc_report *report = NULL;
    const fc_chart *chart = NULL;
    fc_chart_frame got = {0};
    fc_chart_series series = {0};

    (void)state;
    assert_int_equal(build(&report, 9.0, NULL), FC_OK);
    assert_int_equal(fc_report_chart_count(report), 1);
    chart = fc_report_chart_at(report, 0);
    got = fc_chart_get_frame(chart);
    assert_string_equal(got.name, "forecast");
    assert_string_equal(got.summary, "Orders rise.");
    assert_null(got.x_title);
    assert_int_equal(got.label_count, 3);
    assert_int_equal(got.label_step, 4);
    assert_string_equal(got.labels[2], "2025Q1");
    assert_int_equal(fc_chart_series_count(chart), 2);
    series = fc_chart_series_at(chart, 0);
    assert_string_equal(series.name, "80 %");
    assert_true(series.y[0] == 5.0 && isnan(series.y[1]));
    assert_true(series.high[2] == 8.0);
    series = fc_chart_series_at(chart, 1);
    assert_null(series.name);
    assert_null(series.high);
    assert_int_equal(series.count, 2);
    fc_report_free(report);
}

static void test_an_infinite_value_is_a_failure(void **state)
{
    fc_report *report = NULL;
    fc_error err = {0};

    (void)state;
    assert_int_equal(build(&report, HUGE_VAL, &err), FC_ERR_NONFINITE);
    assert_non_null(strstr(err.message, "forecast"));
    assert_null(fc_report_add_chart(report, &frame));
    fc_chart_add_series(NULL, &(fc_chart_series){.count = 0});
    fc_report_free(report);
}

static fc_status build_and_free(void *context, fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = build(&report, 9.0, err);

    (void)context;
    fc_report_free(report);
    return status;
}

static void test_memory_runs_out(void **state)
{
    (void)state;
    assert_true(faults_try_allocations(build_and_free, NULL) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_goes_in_comes_out),
        cmocka_unit_test(test_an_infinite_value_is_a_failure),
        cmocka_unit_test(test_memory_runs_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
