/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mean, naive, drift and theta against R: tests/reference/theta.R. Tolerances:
 * 1e-9 for what is computed the same way twice; 1e-6 for forecasts at an
 * optimum that both sides search for.
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

#include "base/number.h"
#include "models/theta.h"
#include "stats/decompose.h"
#include "support/reference.h"
#include "support/sample.h"

static const char *const reference = "theta.csv";

enum { most_steps = 18 };

struct limit {
    const char *name;
    double probability;
};

static const struct limit limits[] = {
    {"low80.", 0.1}, {"high80.", 0.9}, {"low95.", 0.025}, {"high95.", 0.975}};

/* Limits are quantiles of paths whose steps have the closed-form law. With
 * 4001 draws every one of these probabilities is that of a rank. */
static void check_limits(const char *name, const fc_fit *fit, size_t steps)
{
    const fc_draw_request request = {.steps = steps,
                                     .draws = 4001,
                                     .stream = "s",
                                     .seed = 1,
                                     .intervals = FC_INTERVALS_ANALYTIC};
    fc_paths *paths = NULL;

    assert_int_equal(fc_fit_draw(&paths, fit, &request, NULL), FC_OK);
    for (size_t h = 0; h < steps; h++) {
        for (size_t k = 0; k < 4; k++) {
            double value = 0.0;

            assert_int_equal(fc_paths_quantiles(&value, paths, h,
                                                &limits[k].probability, 1,
                                                NULL),
                             FC_OK);
            reference_assert_close(
                value,
                reference_numbered(reference, name, limits[k].name, h + 1),
                1e-9, 1.0);
        }
    }
    fc_paths_free(paths);
}

static void check_means(const char *name, const char *quantity,
                        const fc_fit *fit, size_t steps, double tolerance)
{
    double mean[most_steps];

    assert_int_equal(fc_fit_predict(mean, fit, steps, NULL, NULL), FC_OK);
    for (size_t h = 0; h < steps; h++) {
        reference_assert_close(
            mean[h], reference_numbered(reference, name, quantity, h + 1),
            tolerance, 0.0);
    }
}

static void test_lines_against_r(void **state)
{
    static const char *const models[] = {"mean", "naive", "drift"};
    static const char *const series[] = {"nile", "lynx", "air"};
    struct sample sample;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        sample_load(&sample, reference, series[i]);
        for (size_t k = 0; k < 3; k++) {
            fc_fit *fit = fit_to_sample(models[k], &sample);
            char name[32];

            (void)snprintf(name, sizeof name, "%s-%s", models[k], series[i]);
            check_means(name, "mean", fit, 6, 1e-9);
            check_limits(name, fit, 6);
            fc_fit_free(fit);
        }
    }
}

static void test_naive_on_scales_against_r(void **state)
{
    static const struct {
        const char *spec;
        const char *limits;
        const char *means;
    } cases[] = {
        {"log:naive", "naive-lambda0", "scale-lambda0"},
        {"boxcox:0:naive", "naive-lambda0", "scale-lambda0"},
        {"boxcox:0.3:naive", "naive-lambda0.3", "scale-lambda0.3"},
    };
    struct sample sample;

    (void)state;
    sample_load(&sample, reference, "lynx");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_fit *fit = fit_to_sample(cases[i].spec, &sample);

        check_means(cases[i].means, "mean", fit, 6, 1e-8);
        check_limits(cases[i].limits, fit, 6);
        fc_fit_free(fit);
    }
}

static void test_mean_with_gaps_against_r(void **state)
{
    struct sample sample;
    fc_fit *fit = NULL;

    (void)state;
    sample_load(&sample, reference, "nile");
    sample.y[9] = fc_missing();
    sample.y[39] = fc_missing();
    sample.y[40] = fc_missing();
    fit = fit_to_sample("mean", &sample);
    check_means("mean-gap", "mean", fit, 6, 1e-9);
    check_limits("mean-gap", fit, 6);
    fc_fit_free(fit);
}

/* 3, ?, 7, 6, ?, ?: changes 4 over two periods and -1 over one. */
static void test_walk_with_gaps(void **state)
{
    struct sample sample = {
        .y = {3.0, fc_missing(), 7.0, 6.0, fc_missing(), fc_missing()},
        .n = 6,
        .season = 1};
    double mean[2];
    double spread[2];
    fc_fit *fit = fit_to_sample("naive", &sample);

    (void)state;
    assert_int_equal(fc_fit_predict_spread(mean, spread, fit, 2, NULL, NULL),
                     FC_OK);
    /* (4^2 / 2 + 1) / 2 a period; two periods have passed since the 6. */
    assert_true(mean[0] == 6.0 && mean[1] == 6.0);
    reference_assert_close(spread[0], sqrt(4.5 * 3.0), 1e-14, 0.0);
    fc_fit_free(fit);
    fit = fit_to_sample("drift", &sample);
    assert_int_equal(fc_fit_predict_spread(mean, spread, fit, 2, NULL, NULL),
                     FC_OK);
    /* 1 a period: residuals (4 - 2) / sqrt 2 and -1 - 1, one degree left. */
    reference_assert_close(mean[0], 9.0, 1e-14, 0.0);
    reference_assert_close(spread[0], sqrt(6.0 * 3.0 + 6.0 / 3.0 * 9.0), 1e-14,
                           0.0);
    fc_fit_free(fit);
}

struct theta_case {
    const char *series;
    size_t steps;
};

static const struct theta_case theta_cases[] = {
    {"air", 18}, {"gas", 8}, {"lynx", 6}, {"nile", 6}, {"wine", 18}};

enum { THETA_COUNT = sizeof theta_cases / sizeof theta_cases[0] };

/* At R's alpha and l(0): the same forecast. Its sigma, and where there is no
 * season its limits (R's do not know that the season scales errors too). */
static void check_at_parameters_of_r(const struct theta_case *one)
{
    struct fc_theta_line line;
    struct fc_theta_parameters parameters = {0};
    struct sample sample;
    double index[12] = {1.0};
    double mean[most_steps];
    double spread[most_steps];
    double room[most_steps];
    char name[32];

    sample_load(&sample, reference, one->series);
    (void)snprintf(name, sizeof name, "theta-%s", one->series);
    if (sample.season > 1) {
        fc_seasonal_indices(index, sample.y, sample.n, sample.season, true);
    }
    for (size_t t = 0; t < sample.n; t++) {
        sample.y[t] /= index[t % sample.season];
    }
    parameters.alpha = reference_value(reference, name, "alpha");
    parameters.level = reference_value(reference, name, "l0");
    assert_int_equal(fc_theta_line_set(&line, FC_THETA_STANDARD, parameters,
                                       sample.y, sample.n, NULL),
                     FC_OK);
    reference_assert_close(
        line.sigma, reference_value(reference, name, "sigma"), 1e-9, 0.0);
    fc_theta_line_run(mean, &line, NULL, one->steps);
    fc_theta_line_spread(spread, room, &line, one->steps);
    for (size_t h = 0; h < one->steps; h++) {
        double high = reference_numbered(reference, name, "high95.", h + 1);
        double low = reference_numbered(reference, name, "low95.", h + 1);

        reference_assert_close(
            mean[h] * index[(sample.n + h) % sample.season],
            reference_numbered(reference, name, "mean", h + 1), 1e-9, 0.0);
        reference_assert_close(2.0 * 1.959963984540054 * spread[h], high - low,
                               1e-9, 0.0);
    }
    fc_theta_line_release(&line);
}

static void test_theta_at_parameters_of_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < THETA_COUNT; i++) {
        check_at_parameters_of_r(&theta_cases[i]);
    }
}

/* At our optimum: not worse than R's, and the forecast of the exact optimum. */
static void test_theta_at_the_optimum(void **state)
{
    (void)state;
    for (size_t i = 0; i < THETA_COUNT; i++) {
        struct sample sample;
        fc_fit *fit = NULL;
        const struct fc_theta *model = NULL;
        double squares = 0.0;
        char name[32];

        sample_load(&sample, reference, theta_cases[i].series);
        (void)snprintf(name, sizeof name, "theta-%s", theta_cases[i].series);
        fit = fit_to_sample("theta", &sample);
        model = fit->state;
        squares = pow(model->line.sigma, 2.0) * model->line.degrees;
        assert_true(squares
                    <= reference_value(reference, name, "sse") * (1.0 + 1e-12));
        reference_assert_close(
            squares, reference_value(reference, name, "exact_sse"), 1e-9, 0.0);
        check_means(name, "exact", fit, theta_cases[i].steps, 1e-6);
        fc_fit_free(fit);
    }
}

static void test_optimised_and_dynamic(void **state)
{
    static const struct {
        const char *spec;
        const char *series;
        const char *name;
    } cases[] = {
        {"theta:optimised", "nile", "optimised-nile"},
        {"theta:dynamic", "nile", "dynamic-nile"},
        {"theta:optimised", "airmiles", "optimised-airmiles"},
        {"theta:dynamic", "airmiles", "dynamic-airmiles"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sample sample;
        fc_fit *fit = NULL;
        const struct fc_theta *model = NULL;
        double squares = 0.0;

        sample_load(&sample, reference, cases[i].series);
        fit = fit_to_sample(cases[i].spec, &sample);
        model = fit->state;
        squares = pow(model->line.sigma, 2.0) * model->line.degrees;
        /* R's search ends where it ends: ours must not be above it. */
        assert_true(squares <= reference_value(reference, cases[i].name, "sse")
                                   * (1.0 + 1e-9));
        check_means(cases[i].name, "mean", fit, 6, 1e-6);
        fc_fit_free(fit);
    }
}

/* The closed-form spread is that of the paths, for a given sigma. */
static void test_spread_is_that_of_paths(void **state)
{
    enum { steps = 5 };
    double base[steps];
    double out[steps];
    double spread[steps];
    double room[steps];
    struct sample sample;

    (void)state;
    sample_load(&sample, reference, "airmiles");
    for (int kind = FC_THETA_STANDARD; kind <= FC_THETA_DYNAMIC; kind++) {
        const struct fc_theta_parameters parameters = {
            .alpha = 0.4, .level = 500.0, .k = 0.7};
        double sum[steps] = {0.0};
        struct fc_theta_line line;

        assert_int_equal(fc_theta_line_set(&line, (enum fc_theta_kind)kind,
                                           parameters, sample.y, sample.n,
                                           NULL),
                         FC_OK);
        fc_theta_line_run(base, &line, NULL, steps);
        for (size_t i = 0; i < steps; i++) {
            double errors[steps] = {0.0};

            errors[i] = line.sigma;
            fc_theta_line_run(out, &line, errors, steps);
            for (size_t h = 0; h < steps; h++) {
                sum[h] += (out[h] - base[h]) * (out[h] - base[h]);
            }
        }
        fc_theta_line_spread(spread, room, &line, steps);
        for (size_t h = 0; h < steps; h++) {
            reference_assert_close(spread[h], sqrt(sum[h]), 1e-9, 0.0);
        }
        fc_theta_line_release(&line);
    }
}

static void test_seasons(void **state)
{
    struct sample sample;
    fc_fit *fit = NULL;
    double positive[12];
    double shifted[12];

    (void)state;
    sample_load(&sample, reference, "air");
    fit = fit_to_sample("theta", &sample);
    assert_true(((const struct fc_theta *)fit->state)->season.multiplicative);
    assert_non_null(strstr(fc_fit_equation(fit), "] season(t)"));
    fc_fit_free(fit);
    /* On logarithms and below zero a season is added. */
    fit = fit_to_sample("log:theta", &sample);
    assert_false(((const struct fc_theta *)fit->state)->season.multiplicative);
    assert_int_equal(((const struct fc_theta *)fit->state)->season.season, 12);
    fc_fit_free(fit);
    for (size_t t = 0; t < sample.n; t++) {
        sample.y[t] -= 1000.0;
    }
    fit = fit_to_sample("theta", &sample);
    assert_int_equal(fc_fit_predict(shifted, fit, 12, NULL, NULL), FC_OK);
    fc_fit_free(fit);
    for (size_t t = 0; t < sample.n; t++) {
        sample.y[t] -= 5000.0;
    }
    fit = fit_to_sample("theta", &sample);
    assert_int_equal(fc_fit_predict(positive, fit, 12, NULL, NULL), FC_OK);
    for (size_t h = 0; h < 12; h++) {
        reference_assert_close(positive[h] + 5000.0, shifted[h], 1e-6, 0.0);
    }
    fc_fit_free(fit);
}

static void test_coefficients(void **state)
{
    struct sample sample;
    fc_fit *fit = NULL;

    (void)state;
    sample_load(&sample, reference, "airmiles");
    fit = fit_to_sample("theta:optimised", &sample);
    assert_int_equal(fc_fit_coefficient_count(fit), 3);
    assert_string_equal(fc_fit_coefficient_at(fit, 2).name, "theta");
    /* Flat around the optimum: to the digits of R's search. */
    reference_assert_close(
        fc_fit_coefficient_at(fit, 2).value,
        reference_value(reference, "optimised-airmiles", "theta"), 1e-3, 0.0);
    fc_fit_free(fit);
    fit = fit_to_sample("drift", &sample);
    assert_int_equal(fc_fit_coefficient_count(fit), 1);
    reference_assert_close(fc_fit_coefficient_at(fit, 0).value,
                           (sample.y[23] - sample.y[0]) / 23.0, 1e-12, 0.0);
    fc_fit_free(fit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_against_r),
        cmocka_unit_test(test_naive_on_scales_against_r),
        cmocka_unit_test(test_mean_with_gaps_against_r),
        cmocka_unit_test(test_walk_with_gaps),
        cmocka_unit_test(test_theta_at_parameters_of_r),
        cmocka_unit_test(test_theta_at_the_optimum),
        cmocka_unit_test(test_optimised_and_dynamic),
        cmocka_unit_test(test_spread_is_that_of_paths),
        cmocka_unit_test(test_seasons),
        cmocka_unit_test(test_coefficients),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
