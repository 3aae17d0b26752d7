/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Models against R: tests/reference/models.R, on Amazon's quarterly figures.
 * Tolerances: 1e-9 for what is computed the same way twice; 1e-5 for variances,
 * since R's derivatives there are finite differences.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/model.h"
#include "forecast/table.h"

#include "models/linear.h"
#include "models/linear_rows.h"
#include "models/linear_variance.h"
#include "support/reference.h"
#include "support/sample.h"

static const char *const reference = "models.csv";

enum { most_steps = 12 };

static fc_table *table;

static int read_table(void **state)
{
    (void)state;
    return fc_table_read(&table, FC_DATASETS "/amazon/amazon_quarterly.csv",
                         NULL, NULL)
                   == FC_OK
               ? 0
               : -1;
}

static int free_table(void **state)
{
    (void)state;
    fc_table_free(table);
    return 0;
}

static fc_span column(const char *name)
{
    const fc_series *series = fc_table_find(table, name);

    assert_non_null(series);
    return fc_series_span(series);
}

struct forecast {
    double w[most_steps];    /* without the variance */
    double v[most_steps];    /* its variance */
    double mean[most_steps]; /* as the user sees it */
};

static void forecast_fit(struct forecast *out, const fc_fit *fit, size_t steps,
                         const fc_future *future)
{
    const struct fc_linear *model = fit->state;
    struct fc_linear_rows rows = {0};
    struct fc_linear_path path = {0};
    struct fc_linear_variance variance = {0};

    assert_int_equal(fc_fit_predict(out->mean, fit, steps, future, NULL),
                     FC_OK);
    assert_int_equal(fc_linear_rows_init(&rows, model, steps, future, NULL),
                     FC_OK);
    assert_int_equal(fc_linear_path_init(&path, model, steps, NULL), FC_OK);
    assert_int_equal(fc_linear_variance_init(&variance, model, steps, NULL),
                     FC_OK);
    assert_int_equal(fc_linear_rows_fill(&rows, 0, NULL), FC_OK);
    fc_linear_path_run(&path, model, model->b, rows.values, NULL, steps);
    fc_linear_variance_run(&variance, model, &path, rows.values);
    for (size_t h = 0; h < steps; h++) {
        out->w[h] = path.w[path.history + h];
        out->v[h] = variance.v[h];
    }
    fc_linear_variance_release(&variance);
    fc_linear_path_release(&path);
    fc_linear_rows_release(&rows);
}

static void check_regression(const char *name, const fc_fit *fit)
{
    fc_fit_summary summary = fc_fit_summarise(fit);

    for (size_t j = 0; j < fc_fit_coefficient_count(fit); j++) {
        fc_coefficient c = fc_fit_coefficient_at(fit, j);
        double b = reference_numbered(reference, name, "b", j + 1);
        double se = reference_numbered(reference, name, "se", j + 1);

        reference_assert_close(c.value, b, 1e-9, 1e-3);
        reference_assert_close(c.standard_error, se, 1e-9, 0.0);
        reference_assert_close(c.t, b / se, 1e-8, 1e-3);
    }
    reference_assert_close(
        summary.sigma, reference_value(reference, name, "sigma"), 1e-9, 0.0);
    reference_assert_close(summary.r_squared,
                           reference_value(reference, name, "r_squared"), 1e-9,
                           0.0);
    reference_assert_close(summary.log_likelihood,
                           reference_value(reference, name, "log_likelihood"),
                           1e-9, 0.0);
    reference_assert_close(summary.aicc,
                           reference_value(reference, name, "aicc"), 1e-9, 0.0);
    assert_int_equal(summary.observations,
                     (size_t)reference_value(reference, name, "rows"));
}

static void check_forecast(const char *name, const struct forecast *forecast,
                           size_t steps)
{
    for (size_t h = 0; h < steps; h++) {
        reference_assert_close(forecast->w[h],
                               reference_numbered(reference, name, "w", h + 1),
                               1e-9, 0.0);
        reference_assert_close(forecast->v[h],
                               reference_numbered(reference, name, "v", h + 1),
                               1e-5, 0.0);
        reference_assert_close(
            forecast->mean[h],
            reference_numbered(reference, name, "mean", h + 1), 1e-6, 0.0);
    }
}

static const struct {
    const char *name;
    const char *spec;
    const char *series;
} growth[] = {
    {"yoy-ols", "yoy:ols", "net_sales"},
    {"yoy-window", "yoy:ols+window=40", "net_sales"},
    {"yoy-level", "yoy:ols", "operating_income"},
};

static void test_yoy_against_lm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof growth / sizeof growth[0]; i++) {
        fc_training training = {
            .y = fc_span_latest_unbroken(column(growth[i].series)),
            .season = 4};
        fc_fit *fit = fit_to(growth[i].spec, &training);
        struct forecast forecast;

        check_regression(growth[i].name, fit);
        forecast_fit(&forecast, fit, 8, NULL);
        check_forecast(growth[i].name, &forecast, 8);
        fc_fit_free(fit);
    }
}

static void test_yoy_with_regressor_against_lm(void **state)
{
    double values[] = {27000.0, 28000.0, 29000.0, 1e9};
    const fc_paths paths = {.draws = 1, .steps = 4, .values = values};
    const fc_paths *const all[] = {&paths};
    const char *const names[] = {"capex_net"};
    const fc_future future = {.count = 1, .names = names, .paths = all};
    const fc_regressor capex = {.name = "capex_net",
                                .span = column("capex_net")};
    const fc_training training = {.y = column("net_sales"),
                                  .season = 4,
                                  .regressor_count = 1,
                                  .regressors = &capex};
    fc_fit *fit = fit_to("yoy:ols+window=40+capex_net:1..4", &training);
    struct forecast forecast;

    (void)state;
    check_regression("yoy-capex", fit);
    forecast_fit(&forecast, fit, 4, &future);
    check_forecast("yoy-capex", &forecast, 4);
    fc_fit_free(fit);
}

static void test_tslm_against_r(void **state)
{
    fc_training training = {.y = column("net_sales"), .season = 4};
    fc_fit *fit = fit_to("tslm", &training);
    struct forecast forecast;

    (void)state;
    check_regression("tslm", fit);
    forecast_fit(&forecast, fit, 8, NULL);
    for (size_t h = 0; h < 8; h++) {
        reference_assert_close(
            forecast.w[h], reference_numbered(reference, "tslm", "w", h + 1),
            1e-9, 0.0);
        reference_assert_close(
            forecast.mean[h],
            reference_numbered(reference, "tslm", "mean", h + 1), 1e-9, 0.0);
    }
    fc_fit_free(fit);
}

/* Limits w -+ z sqrt(v) as R's, at two levels. */
static void check_limits(const char *name, const struct forecast *forecast,
                         bool logged, size_t steps)
{
    static const struct {
        const char *quantity;
        double z;
    } limits[] = {
        {"low80.", -1.2815515655446004},
        {"high80.", 1.2815515655446004},
        {"low95.", -1.959963984540054},
        {"high95.", 1.959963984540054},
    };

    for (size_t h = 0; h < steps; h++) {
        reference_assert_close(
            forecast->mean[h],
            reference_numbered(reference, name, "mean", h + 1), 1e-12, 0.0);
        for (size_t k = 0; k < 4; k++) {
            double limit = forecast->w[h] + limits[k].z * sqrt(forecast->v[h]);

            reference_assert_close(
                logged ? exp(limit) : limit,
                reference_numbered(reference, name, limits[k].quantity, h + 1),
                1e-9, 1.0);
        }
    }
}

static void test_naive_against_r(void **state)
{
    static const struct {
        const char *name;
        const char *spec;
        const char *series;
        size_t season;
        size_t steps;
        bool logged;
    } cases[] = {
        {"snaive-level", "snaive", "operating_income", 4, 12, false},
        {"snaive-log", "snaive", "net_sales", 4, 12, true},
        {"drift", "snaive-drift", "operating_income", 1, 8, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_training training = {
            .y = fc_span_latest_unbroken(column(cases[i].series)),
            .season = cases[i].season};
        fc_fit *fit = fit_to(cases[i].spec, &training);
        struct forecast forecast;

        assert_int_equal(fc_fit_summarise(fit).logged, cases[i].logged);
        forecast_fit(&forecast, fit, cases[i].steps, NULL);
        check_limits(cases[i].name, &forecast, cases[i].logged, cases[i].steps);
        fc_fit_free(fit);
    }
}

/* The last rate, applied to the last year: arithmetic anyone can follow. */
static void test_growth_holds_the_last_rate(void **state)
{
    fc_span y = column("net_sales");
    fc_training training = {.y = y, .season = 4};
    fc_fit *fit = fit_to("snaive-growth", &training);
    struct forecast forecast;
    double rate = log(y.values[y.length - 1] / y.values[y.length - 5]);

    (void)state;
    forecast_fit(&forecast, fit, 8, NULL);
    for (size_t h = 0; h < 8; h++) {
        double last = y.values[y.length - 4 + h % 4];
        double years = h < 4 ? 1.0 : 2.0;

        reference_assert_close(forecast.w[h], log(last) + years * rate, 1e-12,
                               0.0);
    }
    fc_fit_free(fit);
}

static void test_equations(void **state)
{
    static const struct {
        const char *spec;
        const char *series;
        size_t season;
        const char *equation;
    } cases[] = {
        {"snaive", "net_sales", 4, "y(t) = y(t-4)"},
        {"snaive-growth", "net_sales", 4,
         "yoy log growth(t) = yoy log growth(t-1)"},
        {"snaive-growth", "operating_income", 4,
         "yoy change(t) = yoy change(t-1)"},
        {"snaive-growth", "net_sales", 1, "log growth(t) = log growth(t-1)"},
        {"snaive-growth", "net_sales", 5,
         "seasonal log growth(t) = seasonal log growth(t-1)"},
        {"yoy:ols", "net_sales", 4,
         "yoy log growth(t) = 0.02826 + 0.8636 yoy log growth(t-1)"},
        {"tslm:trend", "operating_income", 1, "y(t) = -2690 + 94.81 trend"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_training training = {
            .y = fc_span_latest_unbroken(column(cases[i].series)),
            .season = cases[i].season};
        fc_fit *fit = fit_to(cases[i].spec, &training);

        assert_string_equal(fc_fit_equation(fit), cases[i].equation);
        fc_fit_free(fit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_yoy_against_lm),
        cmocka_unit_test(test_yoy_with_regressor_against_lm),
        cmocka_unit_test(test_tslm_against_r),
        cmocka_unit_test(test_naive_against_r),
        cmocka_unit_test(test_growth_holds_the_last_rate),
        cmocka_unit_test(test_equations),
    };

    fc_init();
    return cmocka_run_group_tests(tests, read_table, free_table);
}
