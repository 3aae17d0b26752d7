/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Intervals of three kinds and behind transformations: closed forms, paths and
 * residuals agree where they must, and totals follow.
 */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/model.h"

#include "support/reference.h"

enum { length = 120, steps = 8, many_draws = 20001 };

static const char *const specs[] = {
    "mean",
    "naive",
    "drift",
    "theta",
    "theta:dynamic",
    "theta:optimised",
    "snaive",
    "snaive-drift",
    "log:naive",
    "log:theta",
    "none:tslm",
    "tslm",
    "boxcox:0.4:drift",
    "boxcox:theta",
    "log:mean",
    "positive:naive",
    "naive2",
    "ces",
    "ces:full",
    "log:ces:simple",
    "stl:theta",
    "log:stl:drift",
    "mstl:2,4:naive",
};

enum { SPEC_COUNT = sizeof specs / sizeof specs[0] };

static fc_fit *fit_of(const char *text)
{
    double y[length];
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    const fc_training training = {
        .y = {.start = {FC_QUARTERLY, 8000}, .length = length, .values = y},
        .season = 4};
    fc_model_spec spec = {0};
    fc_fit *fit = NULL;
    fc_error err = {0};

    for (size_t t = 0; t < length; t++) {
        y[t] = 50.0 + 0.4 * (double)t + (t % 4 == 3 ? 12.0 : 0.0)
               + gsl_ran_gaussian(random, 3.0);
    }
    gsl_rng_free(random);
    assert_int_equal(fc_model_spec_parse(&spec, text, &err), FC_OK);
    if (fc_fit_create(&fit, &spec, &training, &err) != FC_OK) {
        fail_msg("%s: %s", text, err.message);
    }
    return fit;
}

static fc_paths *draw(const fc_fit *fit, fc_intervals intervals)
{
    const fc_draw_request request = {.steps = steps,
                                     .draws = many_draws,
                                     .stream = "s",
                                     .seed = 7,
                                     .intervals = intervals};
    fc_paths *paths = NULL;

    assert_int_equal(fc_fit_draw(&paths, fit, &request, NULL), FC_OK);
    return paths;
}

static double quantile(const fc_paths *paths, size_t step, double probability)
{
    double value = 0.0;

    assert_int_equal(
        fc_paths_quantiles(&value, paths, step, &probability, 1, NULL), FC_OK);
    return value;
}

/* 10 and 90 % of the closed form: the centre and 1.28 spreads, taken back. */
static void test_analytic_is_the_closed_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < SPEC_COUNT; i++) {
        double room[3][steps];
        const fc_forecast_law law = {room[0], room[1], room[2]};
        fc_fit *fit = fit_of(specs[i]);
        fc_transform scale = fc_fit_transform(fit);
        fc_paths *paths = draw(fit, FC_INTERVALS_ANALYTIC);
        bool student = i == 0 || i == 14; /* the mean */
        double z = student ? gsl_cdf_tdist_Pinv(0.9, length - 1)
                           : gsl_cdf_ugaussian_Pinv(0.9);

        assert_true(fc_fit_has_closed_law(fit));
        assert_int_equal(fc_fit_predict_law(&law, fit, steps, NULL, NULL),
                         FC_OK);
        for (size_t h = 0; h < steps; h++) {
            double low = fc_transform_invert(&scale,
                                             room[1][h] - z * room[2][h]);
            double high = fc_transform_invert(&scale,
                                              room[1][h] + z * room[2][h]);

            reference_assert_close(quantile(paths, h, 0.1), low, 1e-9, 0.0);
            reference_assert_close(quantile(paths, h, 0.9), high, 1e-9, 0.0);
            reference_assert_close(quantile(paths, h, 0.5),
                                   fc_transform_invert(&scale, room[1][h]),
                                   1e-9, 0.0);
            /* Student's t on logarithms lies a little above the normal law. */
            reference_assert_close(fc_paths_mean(paths, h), room[0][h], 1e-3,
                                   0.0);
        }
        fc_paths_free(paths);
        fc_fit_free(fit);
    }
}

/* The regressions draw residuals unless there are too few. */
static bool draws_residuals(const char *text)
{
    return strstr(text, "snaive") != NULL || strstr(text, "tslm") != NULL;
}

/* The paths of every kind have the mean of the forecast and, near enough, the
 * quantiles of the closed form: within 3 % of the width if errors are normal
 * (chance, and sigma is drawn), within 15 % if they are 120 residuals, whose
 * deciles have a standard error of 6 % of the width. */
static void test_kinds_agree(void **state)
{
    (void)state;
    for (size_t i = 0; i < SPEC_COUNT; i++) {
        double mean[steps];
        fc_fit *fit = fit_of(specs[i]);
        fc_paths *closed = draw(fit, FC_INTERVALS_ANALYTIC);

        assert_int_equal(fc_fit_predict(mean, fit, steps, NULL, NULL), FC_OK);
        for (int kind = 0; kind < 2; kind++) {
            bool residuals = kind == 1 || draws_residuals(specs[i]);
            double share = residuals ? 0.15 : 0.03;
            fc_paths *paths = draw(fit, kind == 0 ? FC_INTERVALS_SIMULATE
                                                  : FC_INTERVALS_BOOTSTRAP);

            for (size_t h = 0; h < steps; h++) {
                double width = quantile(closed, h, 0.9)
                               - quantile(closed, h, 0.1);

                reference_assert_close(fc_paths_mean(paths, h), mean[h], 0.004,
                                       0.0);
                assert_true(
                    fabs(quantile(paths, h, 0.1) - quantile(closed, h, 0.1))
                    < share * width);
                assert_true(
                    fabs(quantile(paths, h, 0.9) - quantile(closed, h, 0.9))
                    < share * width);
            }
            fc_paths_free(paths);
        }
        fc_paths_free(closed);
        fc_fit_free(fit);
    }
}

/* Closed forms change the values of a step, not their order: the draw that was
 * the third lowest still is. */
static void test_ranks_stay(void **state)
{
    static size_t before[many_draws];
    static size_t after[many_draws];
    fc_fit *fit = fit_of("theta:dynamic");
    fc_paths *drawn = draw(fit, FC_INTERVALS_SIMULATE);
    fc_paths *closed = draw(fit, FC_INTERVALS_ANALYTIC);

    (void)state;
    for (size_t h = 0; h < steps; h++) {
        gsl_sort_index(before, drawn->values + h, steps, many_draws);
        gsl_sort_index(after, closed->values + h, steps, many_draws);
        assert_memory_equal(before, after, sizeof before);
    }
    fc_paths_free(drawn);
    fc_paths_free(closed);
    fc_fit_free(fit);
}

/* The sum of a random walk over four steps has variance sigma^2 (1 + 4 + 9 +
 * 16): the closed-form marginals keep what the paths know of it. */
static void test_totals_follow(void **state)
{
    double mean[steps];
    double spread[steps];
    fc_fit *fit = fit_of("naive");
    fc_paths *paths = draw(fit, FC_INTERVALS_ANALYTIC);
    fc_paths *total = NULL;
    double z = gsl_cdf_ugaussian_Pinv(0.9);

    (void)state;
    assert_int_equal(
        fc_fit_predict_spread(mean, spread, fit, steps, NULL, NULL), FC_OK);
    assert_int_equal(fc_paths_total(&total, paths, 0, 3, 0.0, NULL), FC_OK);
    reference_assert_close(quantile(total, 0, 0.9) - quantile(total, 0, 0.1),
                           2.0 * z * spread[0] * sqrt(30.0), 0.03, 0.0);
    fc_paths_free(total);
    fc_paths_free(paths);
    fc_fit_free(fit);
}

/* A floor: nothing below zero, and the mean is that of what is left. */
static void test_floor(void **state)
{
    static const double y[] = {4.0, 1.0, 0.0, 3.0, 2.0, 0.0, 1.0, 3.0,
                               0.0, 2.0, 4.0, 1.0, 0.0, 2.0, 1.0, 0.0};
    const fc_training training = {
        .y = {.start = {FC_MONTHLY, 0}, .length = 16, .values = y},
        .season = 1};
    const fc_draw_request request = {.steps = 2, .draws = 20000, .stream = "s"};
    double mean[2];
    fc_model_spec spec = {0};
    fc_fit *fit = NULL;
    fc_paths *paths = NULL;

    (void)state;
    assert_int_equal(fc_model_spec_parse(&spec, "positive:naive", NULL), FC_OK);
    assert_int_equal(fc_fit_create(&fit, &spec, &training, NULL), FC_OK);
    assert_int_equal(fc_fit_predict(mean, fit, 2, NULL, NULL), FC_OK);
    assert_int_equal(fc_fit_draw(&paths, fit, &request, NULL), FC_OK);
    for (size_t d = 0; d < request.draws * 2; d++) {
        assert_true(paths->values[d] >= 0.0);
    }
    assert_true(quantile(paths, 0, 0.25) == 0.0);
    for (size_t h = 0; h < 2; h++) {
        /* sigma is drawn as well: 15 degrees of freedom widen by 4 %. */
        reference_assert_close(fc_paths_mean(paths, h), mean[h], 0.08, 0.0);
    }
    fc_paths_free(paths);
    fc_fit_free(fit);
}

/* A growth regression with a regressor has no closed form: paths it is. */
static void test_no_closed_form(void **state)
{
    fc_fit *fit = fit_of("tslm");
    fc_paths *paths = NULL;
    double y[40];
    double x[44];
    const fc_period start = {FC_QUARTERLY, 8000};
    const fc_regressor regressor = {"x", {start, 44, x}};
    const fc_training training = {.y = {start, 40, y},
                                  .season = 4,
                                  .regressor_count = 1,
                                  .regressors = &regressor};
    fc_draw_request request = {.steps = 4, .draws = 10, .stream = "s"};
    fc_paths *same = NULL;
    fc_model_spec spec = {0};

    (void)state;
    assert_true(fc_fit_has_closed_law(fit));
    fc_fit_free(fit);
    for (size_t t = 0; t < 44; t++) {
        x[t] = 3.0 + sin((double)t);
        y[t < 40 ? t : 0] = 2.0 * x[t] + cos(3.0 * (double)t);
    }
    assert_int_equal(fc_model_spec_parse(&spec, "tslm:x:0", NULL), FC_OK);
    assert_int_equal(fc_fit_create(&fit, &spec, &training, NULL), FC_OK);
    assert_false(fc_fit_has_closed_law(fit));
    assert_int_equal(fc_fit_draw(&paths, fit, &request, NULL), FC_OK);
    request.intervals = FC_INTERVALS_ANALYTIC;
    assert_int_equal(fc_fit_draw(&same, fit, &request, NULL), FC_OK);
    assert_memory_equal(paths->values, same->values, 40 * sizeof(double));
    fc_paths_free(paths);
    fc_paths_free(same);
    fc_fit_free(fit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_analytic_is_the_closed_form),
        cmocka_unit_test(test_kinds_agree),
        cmocka_unit_test(test_ranks_stay),
        cmocka_unit_test(test_totals_follow),
        cmocka_unit_test(test_floor),
        cmocka_unit_test(test_no_closed_form),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
