/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sample paths against closed forms. The Monte Carlo error of a standard
 * deviation from n draws is about 1 / sqrt(2 n) of it, that of a 5 % quantile
 * 2.1 / sqrt(n) of the standard deviation; with 40,000 draws 0.4 % and 1 %.
 * The series are long, so that Student's t and the normal law, and the
 * residuals and their law, are close: 4 % covers all of it.
 */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
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
#include "support/sample.h"

enum { length = 600, draws = 40000 };

static const double tolerance = 0.04;

/* A seasonal series whose year-on-year change is an AR(1) about @p drift with
 * errors of @p sigma; levels, or their exponentials. The errors are the normal
 * scores in random order, so that their law is normal even in one sample. */
static void make_series(double *y, size_t n, double phi, double drift,
                        double sigma, bool exponential)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    double change = drift;
    double w[length];
    double errors[length];

    for (size_t t = 0; t < n; t++) {
        errors[t] = sigma
                    * gsl_cdf_ugaussian_Pinv(((double)t + 0.5) / (double)n);
    }
    gsl_ran_shuffle(random, errors, n, sizeof errors[0]);
    for (size_t t = 0; t < n; t++) {
        change = drift + phi * (change - drift) + errors[t];
        w[t] = t < 4 ? 0.2 * (double)t : w[t - 4] + change;
        y[t] = exponential ? exp(w[t]) : w[t] - 1.0;
    }
    gsl_rng_free(random);
}

static fc_fit *fit_of(const char *text, const double *y, size_t n,
                      size_t season)
{
    const fc_training training = {
        .y = {.start = {FC_QUARTERLY, 8000}, .length = n, .values = y},
        .season = season};

    return fit_to(text, &training);
}

static fc_paths *paths_of(const fc_fit *fit, size_t steps, size_t count,
                          const char *stream, uint64_t seed)
{
    fc_paths *paths = NULL;

    assert_int_equal(
        fc_fit_simulate(&paths, fit, steps, count, NULL, stream, seed, NULL),
        FC_OK);
    return paths;
}

/* Standard deviation over the draws, of logarithms if asked. */
static double spread(const fc_paths *paths, size_t step, bool logged)
{
    double mean = 0.0;
    double squares = 0.0;

    for (size_t d = 0; d < paths->draws; d++) {
        double value = paths->values[d * paths->steps + step];

        value = logged ? log(value) : value;
        mean += value / (double)paths->draws;
        squares += value * value / (double)paths->draws;
    }
    return sqrt(squares - mean * mean);
}

/* FPP3, table 5.2: sigma sqrt(k + 1) for the seasonal naive, and its normal
 * quantiles about the last season. */
static void test_seasonal_naive_is_fpp3(void **state)
{
    double y[length];
    fc_fit *fit = NULL;
    fc_paths *paths = NULL;
    double sigma = 0.0;

    (void)state;
    make_series(y, length, 0.0, 0.0, 1.0, false);
    fit = fit_of("snaive", y, length, 4);
    sigma = fc_fit_summarise(fit).sigma;
    reference_assert_close(sigma, 1.0, 0.1, 0.0);
    paths = paths_of(fit, 12, draws, "x", 1);
    for (size_t h = 0; h < 12; h++) {
        double expected = sigma * sqrt((double)(h / 4) + 1.0);
        const double p[] = {0.025, 0.1, 0.5, 0.9, 0.975};
        const double z[] = {-1.96, -1.2816, 0.0, 1.2816, 1.96};
        double q[5];

        reference_assert_close(spread(paths, h, false), expected, tolerance,
                               0.0);
        assert_int_equal(fc_paths_quantiles(q, paths, h, p, 5, NULL), FC_OK);
        for (size_t i = 0; i < 5; i++) {
            assert_true(fabs(q[i] - y[length - 4 + h % 4] - z[i] * expected)
                        < 0.08 * expected);
        }
    }
    fc_paths_free(paths);
    fc_fit_free(fit);
}

/* The mean of the paths is the point forecast, for every model and scale. */
static void test_mean_of_paths_is_the_forecast(void **state)
{
    static const char *const specs[] = {
        "snaive",    "snaive-drift", "snaive-growth",
        "yoy",       "yoy:ols",      "yoy:ols+window=200",
        "yoy:y:1,4", "tslm",         "tslm:trend",
    };

    (void)state;
    for (size_t i = 0; i < sizeof specs / sizeof specs[0]; i++) {
        for (int exponential = 0; exponential <= 1; exponential++) {
            double y[length];
            double mean[8];
            fc_fit *fit = NULL;
            fc_paths *paths = NULL;

            make_series(y, length, 0.6, 0.01, 0.04, exponential != 0);
            fit = fit_of(specs[i], y, length, 4);
            assert_int_equal(fc_fit_predict(mean, fit, 8, NULL, NULL), FC_OK);
            paths = paths_of(fit, 8, draws, "x", 1);
            for (size_t h = 0; h < 8; h++) {
                double error = spread(paths, h, false);

                /* Antithetic draws: far below the 4 / sqrt(draws) of plain
                 * ones; what is left is curvature, of exp and of
                 * the recursion in its coefficients (the delta method). */
                if (!(fabs(fc_paths_mean(paths, h) - mean[h]) < 0.03 * error)) {
                    fail_msg("%s step %zu: %g is not %g (sd %g)", specs[i], h,
                             fc_paths_mean(paths, h), mean[h], error);
                }
            }
            fc_paths_free(paths);
            fc_fit_free(fit);
        }
    }
}

/* AR(1) in the year-on-year change with known parameters: within a year the
 * variance is that of the AR(1), sigma^2 (1 - phi^(2h)) / (1 - phi^2). */
static void test_spread_of_growth_regression(void **state)
{
    double y[length];
    fc_fit *fit = NULL;
    fc_paths *paths = NULL;
    double phi = 0.0;
    double sigma = 0.0;

    (void)state;
    make_series(y, length, 0.6, 0.02, 0.03, true);
    fit = fit_of("yoy:ols", y, length, 4);
    phi = fc_fit_coefficient_at(fit, 1).value;
    sigma = fc_fit_summarise(fit).sigma;
    paths = paths_of(fit, 4, draws, "x", 1);
    for (size_t h = 0; h < 4; h++) {
        double variance = sigma * sigma
                          * (1.0 - pow(phi, 2.0 * (double)(h + 1)))
                          / (1.0 - phi * phi);

        reference_assert_close(spread(paths, h, true), sqrt(variance),
                               tolerance, 0.0);
    }
    fc_paths_free(paths);
    fc_fit_free(fit);
}

/* With few rows the coefficients are uncertain: for the mean of n normal
 * changes the spread of a forecast is sigma* sqrt(1 + 1/n), sigma* with the
 * variance sigma^2 (n - 1) / (n - 3) of Student's t. */
static void test_parameters_are_uncertain(void **state)
{
    enum { n = 14 };
    double y[n + 4];
    fc_fit *fit = NULL;
    fc_paths *paths = NULL;
    double sigma = 0.0;

    (void)state;
    make_series(y, n + 4, 0.0, 0.0, 1.0, false);
    fit = fit_of("snaive-drift", y, n + 4, 4);
    assert_int_equal(fc_fit_summarise(fit).observations, n);
    sigma = fc_fit_summarise(fit).sigma;
    paths = paths_of(fit, 1, draws, "x", 1);
    reference_assert_close(
        spread(paths, 0, false),
        sigma * sqrt((1.0 + 1.0 / n) * (n - 1.0) / (n - 3.0)), tolerance, 0.0);
    fc_paths_free(paths);
    fc_fit_free(fit);
}

/* Draws 2i and 2i+1 mirror each other: for a model linear in its noise their
 * mean is the forecast (residuals that are symmetric about their mean). */
static void test_pairs_are_antithetic(void **state)
{
    double y[20];
    double mean[3];
    fc_fit *fit = NULL;
    fc_paths *paths = NULL;

    (void)state;
    make_series(y, 20, 0.0, 0.0, 1.0, false);
    fit = fit_of("snaive-drift", y, 20, 4);
    assert_int_equal(fc_fit_predict(mean, fit, 3, NULL, NULL), FC_OK);
    paths = paths_of(fit, 3, 100, "x", 1);
    for (size_t d = 0; d + 1 < 100; d += 2) {
        for (size_t h = 0; h < 3; h++) {
            double a = paths->values[d * 3 + h];
            double b = paths->values[(d + 1) * 3 + h];

            reference_assert_close(0.5 * (a + b), mean[h], 1e-9, 1.0);
            assert_true(fabs(a - b) > 1e-9);
        }
    }
    fc_paths_free(paths);
    fc_fit_free(fit);
}

/* Name, seed and origin determine the draws; asking for more draws or steps
 * does not need to, so it is not asserted. */
static void test_streams(void **state)
{
    double y[60];
    fc_fit *fit = NULL;
    fc_fit *later = NULL;
    fc_paths *first = NULL;

    (void)state;
    make_series(y, 60, 0.5, 0.01, 0.1, true);
    fit = fit_of("yoy", y, 60, 4);
    later = fit_of("yoy", y, 59, 4);
    first = paths_of(fit, 4, 100, "sales", 7);
    assert_int_equal(first->start.index, 8060);
    for (int i = 0; i < 4; i++) {
        fc_paths *other = paths_of(i == 3 ? later : fit, 4, 100,
                                   i == 1 ? "costs" : "sales", i == 2 ? 8 : 7);
        int same = memcmp(first->values, other->values, 400 * sizeof(double))
                   == 0;

        assert_int_equal(same, i == 0);
        fc_paths_free(other);
    }
    fc_paths_free(first);
    fc_fit_free(later);
    fc_fit_free(fit);
}

/* A positive series has positive paths, whatever the spread. */
static void test_positive_stays_positive(void **state)
{
    static const char *const specs[] = {"snaive", "snaive-drift",
                                        "snaive-growth", "yoy", "tslm"};
    double y[80];

    (void)state;
    make_series(y, 80, 0.3, 0.0, 1.5, true);
    for (size_t i = 0; i < sizeof specs / sizeof specs[0]; i++) {
        fc_fit *fit = fit_of(specs[i], y, 80, 4);
        fc_paths *paths = paths_of(fit, 8, 1000, "x", 1);

        for (size_t k = 0; k < 8000; k++) {
            assert_true(paths->values[k] > 0.0);
        }
        fc_paths_free(paths);
        fc_fit_free(fit);
    }
}

/* An explosive change is pulled to a radius of 0.99, so a long horizon ends at
 * a bounded rate of growth. */
static void test_explosive_estimates_are_pulled_in(void **state)
{
    double y[60];
    double mean[1000];
    double change = 0.01;
    fc_fit *fit = NULL;

    (void)state;
    for (size_t t = 0; t < 60; t++) {
        change = 1.05 * change + (t % 3 == 0 ? 0.002 : -0.001);
        y[t] = (t < 4 ? 0.0 : y[t - 4] + change) - (t == 0 ? 1.0 : 0.0);
    }
    fit = fit_of("yoy:ols", y, 60, 4);
    reference_assert_close(fc_fit_coefficient_at(fit, 1).value, 0.99, 1e-9,
                           0.0);
    assert_int_equal(fc_fit_predict(mean, fit, 1000, NULL, NULL), FC_OK);
    for (size_t h = 999; h > 900; h--) {
        double now = mean[h] - mean[h - 4];
        double before = mean[h - 4] - mean[h - 8];

        assert_true(fabs(now - before) < 1e-3 * fabs(now));
    }
    fc_fit_free(fit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_seasonal_naive_is_fpp3),
        cmocka_unit_test(test_mean_of_paths_is_the_forecast),
        cmocka_unit_test(test_spread_of_growth_regression),
        cmocka_unit_test(test_parameters_are_uncertain),
        cmocka_unit_test(test_pairs_are_antithetic),
        cmocka_unit_test(test_streams),
        cmocka_unit_test(test_positive_stays_positive),
        cmocka_unit_test(test_explosive_estimates_are_pulled_in),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
