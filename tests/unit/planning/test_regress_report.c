/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reports of regressions, against R where they hold numbers
 * (tests/reference/terms.R), and of a lead, on series made so that the answer
 * is known.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/regress.h"

#include "reports.h"
#include "support/faults.h"
#include "support/reference.h"

static fc_status regress(fc_report **out, const fc_dataset *dataset,
                         const char *response, const char *const *texts,
                         const fc_regression_options *options, fc_error *err)
{
    fc_term terms[8];
    fc_regress_request request = {
        .dataset = dataset,
        .sample = {.table = dataset->table,
                   .response = response,
                   .terms = terms,
                   .logged = true},
        .options = *options,
        .command = "forecast regress",
    };

    while (texts[request.sample.term_count] != NULL) {
        size_t i = request.sample.term_count++;
        fc_status status = fc_term_parse(&terms[i], texts[i], err);

        if (status != FC_OK) {
            return status;
        }
    }
    return fc_regress_report(out, &request, err);
}

static void tables_hold_what_r_says(void **state)
{
    static const char *const terms[] = {"trend", "season", "capex_net:0..4",
                                        NULL};
    const fc_regression_options options = {.estimator = FC_OLS};
    fc_dataset *dataset = reports_open_amazon();
    fc_report *report = NULL;
    const fc_report_table *table = NULL;

    (void)state;
    assert_int_equal(
        regress(&report, dataset, "net_sales", terms, &options, NULL), FC_OK);
    table = reports_table(report, "coefficients");
    assert_int_equal(fc_report_table_row_count(table), 10);
    for (size_t j = 0; j < 10; j++) {
        reference_assert_close(
            reports_number(table, j, "coefficient"),
            reference_numbered("terms.csv", "trend_season_lags", "b", j), 1e-8,
            0.0);
        reference_assert_close(
            reports_number(table, j, "std_error"),
            reference_numbered("terms.csv", "trend_season_lags", "se", j), 1e-8,
            0.0);
    }
    assert_string_equal(reports_text(table, 6, "term"), "log capex_net(t-1)");
    table = reports_table(report, "fit");
    reference_assert_close(
        reports_number(
            table, reports_find(table, "statistic", "residual sum of squares"),
            "value"),
        reference_value("terms.csv", "trend_season_lags", "rss"), 1e-8, 0.0);
    assert_true(reports_number(table,
                               reports_find(table, "statistic", "rows dropped"),
                               "value")
                == 22.0);
    assert_int_equal(
        fc_report_table_row_count(reports_table(report, "dropped")), 22);
    assert_int_equal(
        fc_report_table_row_count(reports_table(report, "residuals")), 90);
    assert_true(fc_report_table_row_count(reports_table(report, "diagnostics"))
                > 5);
    assert_true(reports_has_note(report, "16 rows dropped: 1997Q1 to 2000Q4"));
    assert_true(reports_has_note(report, "log net_sales = 5.471 + 0.04649"));
    fc_report_free(report);
    fc_dataset_free(dataset);
}

static const struct {
    const char *name;
    fc_regression_options options;
    const char *note;
} kinds[] = {
    {"newey-west",
     {.covariance = FC_COVARIANCE_NEWEY_WEST, .bandwidth = 3},
     "Newey-West errors with 3 lags"},
    {"hc3", {.covariance = FC_COVARIANCE_HC3}, "HC3 errors"},
    {"huber", {.estimator = FC_HUBER}, "robust regression (Huber)"},
    {"ridge", {.estimator = FC_RIDGE}, "ridge regression"},
};

/* The tests of least squares are not told of other estimators. */
static void tells_the_estimator(void **state)
{
    static const char *const terms[] = {"trend", "capex_net:0..8~geometric",
                                        NULL};
    fc_dataset *dataset = reports_open_amazon();

    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        fc_report *report = NULL;
        fc_error err = {0};
        bool ordinary = kinds[i].options.estimator == FC_OLS;

        if (regress(&report, dataset, "net_sales", terms, &kinds[i].options,
                    &err)
            != FC_OK) {
            fail_msg("%s: %s", kinds[i].name, err.message);
        }
        assert_true(reports_has_note(report, kinds[i].note));
        assert_true(reports_has_note(report, "each lag has 0."));
        assert_int_equal(
            fc_report_table_row_count(reports_table(report, "lag_weights")), 9);
        assert_int_equal(fc_report_find_table(report, "diagnostics") != NULL,
                         ordinary);
        fc_report_free(report);
    }
    fc_dataset_free(dataset);
}

/* Noise that is the same everywhere: the sum of twelve numbers of a linear
 * congruential generator (Numerical Recipes, "quick and dirty"). */
static double noise(uint32_t *seed)
{
    double sum = -6.0;

    for (int i = 0; i < 12; i++) {
        *seed = *seed * 1664525U + 1013904223U;
        sum += (double)*seed / 4294967296.0;
    }
    return sum;
}

/* Quarters of x and of y, whose yearly growth follows that of x a quarter
 * before with weight @p weight. */
static fc_dataset *simulate(double weight, size_t length)
{
    static char text[20000];
    double x[200];
    double y[200];
    double before = 0.0;
    uint32_t seed = 7;
    size_t used = (size_t)snprintf(text, sizeof text, "period,y_,x\n");
    fc_dataset *dataset = NULL;

    for (size_t t = 0; t < length; t++) {
        double growth = 0.5 * before + 0.05 * noise(&seed);
        double follow = 0.05 + weight * before + 0.01 * noise(&seed);

        x[t] = t < 4 ? 100.0 + (double)t : x[t - 4] * exp(growth);
        y[t] = t < 4 ? 200.0 + (double)t : y[t - 4] * exp(follow);
        before = growth;
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "%zuQ%zu,%.10g,%.10g\n", 1990 + t / 4,
                                 t % 4 + 1, y[t], x[t]);
    }
    assert_int_equal(
        fc_dataset_parse(&dataset, text, used, "simulated", NULL, NULL), FC_OK);
    return dataset;
}

static const struct {
    const char *name;
    double weight;
    size_t length;
    const char *headline;
} leads[] = {
    {"a lead", 0.6, 120, "It leads, and forecasts gain from it."},
    {"none", 0.0, 120, "It is not shown to lead."},
    {"a lead in a short history", 0.6, 15, "too short to tell"},
};

static fc_status lead(fc_report **out, const fc_dataset *dataset,
                      const char *response, const char *leader, size_t lags,
                      fc_error *err)
{
    const fc_period breaks[] = {{FC_QUARTERLY, 4 * 2005}};
    const fc_lead_request request = {.dataset = dataset,
                                     .response = response,
                                     .leader = leader,
                                     .lags = lags,
                                     .breaks = breaks,
                                     .break_count = 1};

    return fc_lead_report(out, &request, err);
}

static void finds_the_lead_that_is_there(void **state)
{
    (void)state;
    fc_init();
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++) {
        fc_dataset *dataset = simulate(leads[i].weight, leads[i].length);
        fc_report *report = NULL;
        fc_error err = {0};

        if (lead(&report, dataset, "y_", "x", 2, &err) != FC_OK) {
            fail_msg("%s: %s", leads[i].name, err.message);
        }
        if (!reports_has_note(report, leads[i].headline)) {
            fail_msg("%s: %s", leads[i].name,
                     fc_report_note_at(report, 0).text);
        }
        fc_report_free(report);
        fc_dataset_free(dataset);
    }
}

/* The numbers of the report are those of the simulation. */
static void reports_the_size_of_the_lead(void **state)
{
    fc_dataset *dataset = simulate(0.6, 120);
    fc_report *report = NULL;
    const fc_report_table *table = NULL;
    size_t row = 0;

    (void)state;
    assert_int_equal(lead(&report, dataset, "y_", "x", 2, NULL), FC_OK);
    table = reports_table(report, "coefficients");
    row = reports_find(table, "term", "yoy log x(t-1)");
    /* Three standard errors are about 0.05. */
    assert_true(fabs(reports_number(table, row, "coefficient") - 0.6) < 0.1);
    table = reports_table(report, "correlations");
    assert_int_equal(fc_report_table_row_count(table), 5);
    assert_true(reports_number(table, 0, "lead") == 2.0);
    assert_true(reports_number(table, 1, "prewhitened") > 0.7);
    assert_true(fabs(reports_number(table, 4, "prewhitened")) < 0.3);
    table = reports_table(report, "granger");
    assert_int_equal(fc_report_table_row_count(table), 4);
    assert_true(reports_number(table, 0, "p_value") < 1e-6);
    assert_true(reports_number(table, 1, "p_value") > 0.01);
    table = reports_table(report, "stability");
    assert_true(reports_number(table, 0, "p_value") > 0.01);
    assert_true(reports_number(table, 1, "p_value") > 0.01);
    table = reports_table(report, "out_of_sample");
    assert_int_equal(fc_report_table_row_count(table), 8);
    assert_true(reports_number(table, 0, "mape_with_pct")
                < 0.8 * reports_number(table, 0, "mape_without_pct"));
    assert_true(reports_number(table, 0, "p_adjusted")
                >= reports_number(table, 0, "p_value"));
    fc_report_free(report);
    fc_dataset_free(dataset);
}

/* What lies before the window does not count, not even as a base of growth. */
static void looks_at_nothing_before_the_window(void **state)
{
    static const char *const tables[] = {"correlations", "granger",
                                         "coefficients", "stability",
                                         "out_of_sample"};
    fc_dataset *dataset = simulate(0.6, 120);
    const fc_lead_request request = {.dataset = dataset,
                                     .response = "y_",
                                     .leader = "x",
                                     .lags = 2,
                                     .from = {FC_QUARTERLY, 4 * 2000}};
    fc_report *reports[2] = {NULL};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(fc_lead_report(&reports[i], &request, NULL), FC_OK);
        for (size_t t = 0; t < 40; t++) { /* the years before 2000 */
            dataset->table->series[0]->values[t] *= 1.0 + (double)(t % 3);
        }
    }
    for (size_t k = 0; k < sizeof tables / sizeof tables[0]; k++) {
        const fc_report_table *a = reports_table(reports[0], tables[k]);
        const fc_report_table *b = reports_table(reports[1], tables[k]);

        for (size_t row = 0; row < fc_report_table_row_count(a); row++) {
            fc_cell before = fc_report_table_cell(a, row, 2);
            fc_cell after = fc_report_table_cell(b, row, 2);

            assert_true(before.type == after.type
                        && before.number == after.number);
        }
    }
    fc_report_free(reports[0]);
    fc_report_free(reports[1]);
    fc_dataset_free(dataset);
}

static void refuses_what_cannot_lead(void **state)
{
    static const struct {
        const char *leader;
        size_t lags;
        fc_status status;
        const char *message;
    } cases[] = {
        {"y_", 2, FC_ERR_ARGUMENT, "cannot lead itself"},
        {"xx", 2, FC_ERR_NOT_FOUND, "did you mean 'x'"},
        {"x", 64, FC_ERR_ARGUMENT, "at most 63 lags"},
        {"x", 40, FC_ERR_TOO_SHORT, "too few"},
    };
    fc_dataset *dataset = simulate(0.6, 60);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_report *report = NULL;
        fc_error err = {0};

        assert_int_equal(
            lead(&report, dataset, "y_", cases[i].leader, cases[i].lags, &err),
            cases[i].status);
        if (strstr(err.message, cases[i].message) == NULL) {
            fail_msg("%s", err.message);
        }
        assert_null(report);
    }
    fc_dataset_free(dataset);
}

static fc_status whole_regression(void *context, fc_error *err)
{
    static const char *const terms[] = {"trend", "x:0..1~almon1", NULL};
    const fc_regression_options options = {.estimator = FC_OLS};
    fc_report *report = NULL;
    fc_status status = regress(&report, context, "y_", terms, &options, err);

    fc_report_free(report);
    return status;
}

static fc_status whole_lead(void *context, fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = lead(&report, context, "y_", "x", 1, err);

    fc_report_free(report);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    fc_dataset *dataset = simulate(0.6, 18);

    (void)state;
    assert_true(faults_try_allocations(whole_regression, dataset) > 50);
    assert_true(faults_try_allocations(whole_lead, dataset) > 50);
    fc_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_hold_what_r_says),
        cmocka_unit_test(tells_the_estimator),
        cmocka_unit_test(finds_the_lead_that_is_there),
        cmocka_unit_test(reports_the_size_of_the_lead),
        cmocka_unit_test(looks_at_nothing_before_the_window),
        cmocka_unit_test(refuses_what_cannot_lead),
        cmocka_unit_test(every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
