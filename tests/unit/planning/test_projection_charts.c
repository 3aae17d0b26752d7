/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of a report show what its tables say. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/backtest_report.h"
#include "forecast/chart.h"
#include "forecast/guidance_record.h"
#include "forecast/history.h"
#include "forecast/projection.h"

#include "near.h"
#include "reports.h"
#include "support/faults.h"

static fc_report *report_of(const fc_dataset *dataset, const char *series,
                            const char *as_of)
{
    fc_model_spec spec = {0};
    fc_projection_request request = {.dataset = dataset,
                                     .series = series,
                                     .horizon = 4,
                                     .specs = &spec,
                                     .spec_count = 1,
                                     .draws = 200,
                                     .intervals = FC_INTERVALS_AUTO};
    fc_projection *projection = NULL;
    fc_report *report = NULL;
    fc_error err = {0};

    assert_int_equal(fc_model_spec_parse(&spec, "snaive", NULL), FC_OK);
    if (as_of != NULL) {
        assert_int_equal(fc_period_parse(&request.as_of, as_of, FC_QUARTERLY,
                                         dataset->table->calendar, NULL),
                         FC_OK);
    }
    if (fc_projection_create(&projection, &request, &err) != FC_OK
        || fc_projection_report(&report, projection, &err) != FC_OK) {
        fail_msg("%s", err.message);
    }
    fc_projection_free(projection);
    return report;
}

/* Panel @p index of the picture called @p name; NULL if there is none. */
static const fc_chart *find(const fc_report *report, const char *name,
                            size_t index)
{
    for (size_t i = 0; i < fc_report_chart_count(report); i++) {
        const fc_chart *chart = fc_report_chart_at(report, i);

        if (strcmp(fc_chart_get_frame(chart).name, name) == 0 && index-- == 0) {
            return chart;
        }
    }
    return NULL;
}

static fc_chart_series series_of(const fc_chart *chart, const char *name)
{
    for (size_t i = 0; i < fc_chart_series_count(chart); i++) {
        fc_chart_series series = fc_chart_series_at(chart, i);

        if (series.name != NULL && strcmp(series.name, name) == 0) {
            return series;
        }
    }
    fail_msg("no series '%s'", name);
    return (fc_chart_series){0};
}

static void test_the_fan_is_the_table(void **state)
{
    fc_dataset *dataset = reports_open_amazon();
    fc_report *report = report_of(dataset, "net_sales", NULL);
    const fc_report_table *table = reports_table(report, "projection");
    const fc_chart *chart = find(report, "forecast", 0);
    fc_chart_frame frame = fc_chart_get_frame(chart);
    fc_chart_series actual = series_of(chart, "actual");
    fc_chart_series mean = series_of(chart, "forecast");
    fc_chart_series inner = series_of(chart, "80 % interval");
    fc_chart_series range = series_of(chart, "guided range");

    (void)state;
    assert_int_equal(frame.label_count, 20); /* four years and the horizon */
    assert_string_equal(frame.labels[0], "2021Q1");
    assert_string_equal(frame.labels[19], "2025Q4");
    for (size_t i = 0; i < 16; i++) {
        size_t row = reports_row_of(table, "actual", frame.labels[i]);

        assert_near(actual.y[i], reports_number(table, row, "value"), 0.0);
    }
    for (size_t i = 16; i < 20; i++) {
        size_t row = reports_row_of(table, "forecast", frame.labels[i]);

        assert_true(isnan(actual.y[i]));
        assert_near(mean.y[i], reports_number(table, row, "value"), 0.0);
        assert_near(inner.y[i], reports_number(table, row, "lower_80"), 0.0);
        assert_near(inner.high[i], reports_number(table, row, "upper_80"), 0.0);
    }
    assert_near(range.y[16], 151000.0, 0.0); /* the range that is asked for */
    assert_near(range.high[16], 155000.0, 0.0);
    assert_true(isnan(range.y[17]));
    /* the fan opens at the last actual */
    assert_near(inner.y[15], actual.y[15], 0.0);
    fc_report_free(report);
    fc_dataset_free(dataset);
}

static void test_later_actuals_are_marked(void **state)
{
    fc_dataset *dataset = reports_open_amazon();
    fc_report *report = report_of(dataset, "net_sales", "2024Q1");
    const fc_chart *chart = find(report, "forecast", 0);
    fc_chart_series later = series_of(chart, "actual, not known then");

    (void)state;
    assert_int_equal(later.mark, FC_MARK_LATER);
    assert_near(later.y[16], 147977.0, 0.0); /* 2024Q2 */
    assert_near(later.y[18], 187792.0, 0.0);
    assert_true(isnan(later.y[15]) && isnan(later.y[19]));
    fc_report_free(report);
    fc_dataset_free(dataset);
}

/* Trend, season and remainder make the series: (1 + s)(1 + r) t. */
static void test_components_make_the_series(void **state)
{
    fc_dataset *dataset = reports_open_amazon();
    fc_report *report = report_of(dataset, "net_sales", NULL);
    fc_chart_series actual = series_of(find(report, "components", 0), "actual");
    fc_chart_series trend = series_of(find(report, "components", 0), "trend");
    fc_chart_series season = fc_chart_series_at(find(report, "components", 1),
                                                0);
    fc_chart_series rest = fc_chart_series_at(find(report, "components", 2), 0);

    (void)state;
    assert_int_equal(actual.count, 112);
    for (size_t i = 0; i < actual.count; i++) {
        assert_near(trend.y[i] * (1.0 + season.y[i] / 100.0)
                        * (1.0 + rest.y[i] / 100.0),
                    actual.y[i], 1e-9 * actual.y[i]);
    }
    assert_null(find(report, "components", 3));
    fc_report_free(report);
    fc_dataset_free(dataset);
}

/* Seasonal naive: the error of a quarter is its growth on the year before. */
static void test_residuals_are_one_step_errors(void **state)
{
    fc_dataset *dataset = reports_open_amazon();
    fc_report *report = report_of(dataset, "net_sales", NULL);
    const fc_chart *chart = find(report, "residuals", 0);
    fc_chart_frame frame = fc_chart_get_frame(chart);
    fc_chart_series errors = fc_chart_series_at(chart, 1);
    fc_chart_series quantiles = fc_chart_series_at(find(report, "residuals", 2),
                                                   1);
    size_t last = errors.count - 1;

    (void)state;
    assert_string_equal(frame.labels[last], "2024Q4");
    assert_near(errors.y[last], 100.0 * (187792.0 / 169961.0 - 1.0), 1e-9);
    assert_int_equal(quantiles.count, errors.count);
    for (size_t i = 1; i < quantiles.count; i++) {
        assert_true(quantiles.y[i] >= quantiles.y[i - 1]);
        assert_true(quantiles.x[i] > quantiles.x[i - 1]);
    }
    /* R: qnorm(0.5 / 105) */
    assert_int_equal(quantiles.count, 105);
    assert_near(quantiles.x[0], -2.592656, 1e-6);
    fc_report_free(report);
    fc_dataset_free(dataset);
}

static void test_history(void **state)
{
    fc_dataset *dataset = reports_open_amazon();
    fc_report *report = NULL;
    fc_chart_series values = {0};
    fc_chart_series growth = {0};
    fc_chart_frame frame = {0};

    (void)state;
    assert_int_equal(fc_history_report(&report, dataset, "net_sales", NULL),
                     FC_OK);
    values = fc_chart_series_at(find(report, "history", 0), 0);
    growth = fc_chart_series_at(find(report, "history", 1), 0);
    frame = fc_chart_get_frame(find(report, "history", 1));
    assert_int_equal(values.count, 112);
    assert_near(values.y[111], 187792.0, 0.0);
    /* the latest fifteen years */
    assert_int_equal(growth.count, 60);
    assert_string_equal(frame.labels[0], "2010Q1");
    assert_string_equal(frame.labels[59], "2024Q4");
    assert_near(growth.y[59], 100.0 * (187792.0 / 169961.0 - 1.0), 1e-9);
    fc_report_free(report);
    fc_dataset_free(dataset);
}

/* 2025Q1 is open; 2024Q4 was guided to 181,500-188,500 and came at 187,792. */
static void test_guidance(void **state)
{
    fc_dataset *dataset = reports_open_amazon();
    const fc_guidance_report_request request = {.dataset = dataset,
                                                .series = "net_sales"};
    fc_report *report = NULL;
    fc_chart_series range = {0};
    fc_chart_series actual = {0};
    fc_chart_series position = {0};

    (void)state;
    assert_int_equal(fc_guidance_report(&report, &request, NULL), FC_OK);
    range = series_of(find(report, "record", 0), "guided range");
    actual = series_of(find(report, "record", 0), "actual");
    position = series_of(find(report, "position", 0), "actual");
    assert_int_equal(range.count, 98); /* 2000Q4 to 2025Q1 */
    assert_near(range.y[96], 100.0 * (181500.0 / 185000.0 - 1.0), 1e-9);
    assert_near(range.high[96], 100.0 * (188500.0 / 185000.0 - 1.0), 1e-9);
    assert_near(actual.y[96], 100.0 * (187792.0 / 185000.0 - 1.0), 1e-9);
    assert_near(position.y[96], 6292.0 / 7000.0, 1e-12);
    assert_true(isnan(range.y[1])); /* 2001Q1 was not guided */
    assert_true(!isnan(range.y[97]));
    assert_true(isnan(actual.y[97]) && isnan(position.y[97]));
    assert_null(find(report, "reliability", 0));
    fc_report_free(report);
    fc_dataset_free(dataset);
}

/* The curve shows what the table says of the same event. */
static void test_odds(void **state)
{
    fc_dataset *dataset = reports_open_amazon();
    const fc_guidance_report_request request = {.dataset = dataset,
                                                .series = "net_sales",
                                                .odds = true,
                                                .horizon = 4,
                                                .origins = 6,
                                                .draws = 100};
    fc_report *report = NULL;
    const fc_report_table *table = NULL;
    fc_chart_series curve = {0};
    fc_chart_series whiskers = {0};
    size_t row = 0;

    (void)state;
    assert_int_equal(fc_guidance_report(&report, &request, NULL), FC_OK);
    table = reports_table(report, "calibration");
    row = reports_find(table, "event", "growth");
    curve = series_of(find(report, "reliability", 0), "growth on the year");
    whiskers = fc_chart_series_at(find(report, "reliability", 0), 3);
    assert_int_equal(whiskers.mark, FC_MARK_WHISKERS);
    assert_int_equal(row + curve.count, fc_report_table_row_count(table));
    for (size_t i = 0; i < curve.count; i++) {
        assert_near(curve.x[i], reports_number(table, row + i, "stated"), 0.0);
        assert_near(curve.y[i], reports_number(table, row + i, "observed"),
                    0.0);
        assert_near(whiskers.y[i], reports_number(table, row + i, "low_95"),
                    0.0);
        assert_near(whiskers.high[i], reports_number(table, row + i, "high_95"),
                    0.0);
    }
    fc_report_free(report);
    fc_dataset_free(dataset);
}

/* The lines are the models, the best first, with the errors of the table. */
static void test_backtest(void **state)
{
    static const char *const models[] = {"naive", "snaive"};
    fc_dataset *dataset = reports_open_amazon();
    fc_model_spec specs[2] = {0};
    const fc_backtest_report_request request = {.dataset = dataset,
                                                .series = "net_sales",
                                                .horizon = 4,
                                                .specs = specs,
                                                .spec_count = 2,
                                                .origins = 6,
                                                .draws = 100};
    fc_backtest_outcome outcome = {0};
    const fc_report_table *table = NULL;
    const fc_chart *chart = NULL;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(fc_model_spec_parse(&specs[i], models[i], NULL),
                         FC_OK);
    }
    assert_int_equal(fc_backtest_report(&outcome, &request, NULL), FC_OK);
    table = reports_table(outcome.measures, "measures");
    chart = find(outcome.measures, "errors", 0);
    assert_int_equal(fc_chart_series_count(chart), 2);
    for (size_t i = 0; i < 2; i++) {
        fc_chart_series line = fc_chart_series_at(chart, i);
        size_t row = reports_find(table, "model", line.name);

        assert_int_equal(line.mark, FC_MARK_LINE);
        assert_int_equal(fc_chart_line_number(chart, i), i);
        for (size_t s = 0; s < 4; s++) { /* after the row of all steps */
            assert_near(line.y[s],
                        reports_number(table, row + 1 + s, "mape_pct"), 0.0);
        }
    }
    fc_backtest_outcome_release(&outcome);
    fc_dataset_free(dataset);
}

static fc_status history_report(void *context, fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = fc_history_report(&report, context, "aws", err);

    fc_report_free(report);
    return status;
}

static fc_status backtest_report(void *context, fc_error *err)
{
    fc_model_spec spec = {0};
    const fc_backtest_report_request request = {.dataset = context,
                                                .series = "aws",
                                                .horizon = 2,
                                                .specs = &spec,
                                                .spec_count = 1,
                                                .origins = 1,
                                                .draws = 10};
    fc_backtest_outcome outcome = {0};
    fc_status status = fc_model_spec_parse(&spec, "naive", err);

    if (status == FC_OK) {
        status = fc_backtest_report(&outcome, &request, err);
    }
    fc_backtest_outcome_release(&outcome);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    fc_dataset *dataset = reports_open_amazon();

    (void)state;
    assert_true(faults_try_allocations(history_report, dataset) > 50);
    assert_true(faults_try_allocations(backtest_report, dataset) > 50);
    fc_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_fan_is_the_table),
        cmocka_unit_test(test_later_actuals_are_marked),
        cmocka_unit_test(test_components_make_the_series),
        cmocka_unit_test(test_residuals_are_one_step_errors),
        cmocka_unit_test(test_history),
        cmocka_unit_test(test_guidance),
        cmocka_unit_test(test_odds),
        cmocka_unit_test(test_backtest),
        cmocka_unit_test(every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
