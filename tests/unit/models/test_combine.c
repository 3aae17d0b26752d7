/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Combinations against their definition: means, medians and quantiles of what
 * the members say on their own. The series is R's UKgas.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/explanation.h"
#include "forecast/init.h"
#include "forecast/model.h"

#include "base/number.h"
#include "support/faults.h"
#include "support/reference.h"

enum { length = 108, season = 4, steps = 8, draws = 200, most_members = 3 };

static double gas[length];

static int load(void **state)
{
    (void)state;
    fc_init();
    for (size_t t = 0; t < length; t++) {
        gas[t] = reference_numbered("theta.csv", "gas", "y", t + 1);
    }
    return 0;
}

static fc_status fit_first(fc_fit **out, const char *text, size_t n,
                           fc_error *err)
{
    const fc_training training = {
        .y = {.start = {FC_QUARTERLY, 8000}, .length = n, .values = gas},
        .season = season};
    fc_model_spec spec;
    fc_status status = fc_model_spec_parse(&spec, text, err);

    return status == FC_OK ? fc_fit_create(out, &spec, &training, err) : status;
}

static fc_fit *fit_of(const char *text)
{
    fc_fit *fit = NULL;
    fc_error err = {0};

    if (fit_first(&fit, text, length, &err) != FC_OK) {
        fail_msg("%s: %s", text, err.message);
    }
    return fit;
}

static fc_paths *paths_of(const fc_fit *fit, fc_intervals intervals)
{
    const fc_draw_request request = {.steps = steps,
                                     .draws = draws,
                                     .stream = "UKgas",
                                     .seed = 7,
                                     .intervals = intervals};
    fc_paths *paths = NULL;

    assert_int_equal(fc_fit_draw(&paths, fit, &request, NULL), FC_OK);
    return paths;
}

static const struct {
    const char *spec;
    size_t count;
    const char *members[most_members];
    bool median;
} cases[] = {
    {"combine:theta", 1, {"theta"}, false},
    {"combine:theta/naive", 2, {"theta", "naive"}, false},
    {"combine:theta/log:theta:dynamic/drift",
     3,
     {"theta", "log:theta:dynamic", "drift"},
     false},
    {"combine:median+theta/theta:optimised/theta:dynamic",
     3,
     {"theta", "theta:optimised", "theta:dynamic"},
     true},
    {"log:combine:theta/naive", 2, {"log:theta", "log:naive"}, false},
    {"combine:growing",
     3,
     {"yoy:robust+window=40", "ets:AAdZ", "log:arima:0,1,1/0,1,1"},
     false},
};

enum { CASE_COUNT = sizeof cases / sizeof cases[0] };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

static double expected(double *values, size_t count, bool median)
{
    double sum = 0.0;

    qsort(values, count, sizeof *values, ascending);
    for (size_t k = 0; k < count; k++) {
        sum += values[k];
    }
    return median ? values[count / 2] : sum / (double)count;
}

static void near(double a, double b)
{
    if (!(fabs(a - b) <= 1e-10 * fabs(b))) { /* rounding of a few sums */
        fail_msg("%.17g is not %.17g", a, b);
    }
}

static void test_means(void **state)
{
    (void)state;
    for (size_t i = 0; i < CASE_COUNT; i++) {
        fc_fit *fit = fit_of(cases[i].spec);
        double member[most_members][steps];
        double mean[steps];

        assert_int_equal(fc_fit_predict(mean, fit, steps, NULL, NULL), FC_OK);
        for (size_t k = 0; k < cases[i].count; k++) {
            fc_fit *alone = fit_of(cases[i].members[k]);

            assert_int_equal(
                fc_fit_predict(member[k], alone, steps, NULL, NULL), FC_OK);
            fc_fit_free(alone);
        }
        for (size_t h = 0; h < steps; h++) {
            double values[most_members];

            for (size_t k = 0; k < cases[i].count; k++) {
                values[k] = member[k][h];
            }
            near(mean[h], expected(values, cases[i].count, cases[i].median));
        }
        fc_fit_free(fit);
    }
}

/* Every quantile of a step is the mean of the members' ones; a median is that
 * law, shifted. */
static void test_quantiles(void **state)
{
    static const double at[] = {0.025, 0.1, 0.5, 0.9, 0.975};

    (void)state;
    for (size_t i = 0; i < CASE_COUNT; i++) {
        for (int kind = 0; kind < 2; kind++) {
            fc_intervals intervals = kind == 0 ? FC_INTERVALS_SIMULATE
                                               : FC_INTERVALS_BOOTSTRAP;
            fc_fit *fit = fit_of(cases[i].spec);
            fc_paths *paths = paths_of(fit, intervals);
            double sum[steps][5] = {0};
            double means[steps][most_members];

            for (size_t k = 0; k < cases[i].count; k++) {
                fc_fit *alone = fit_of(cases[i].members[k]);
                fc_paths *own = paths_of(alone, intervals);

                for (size_t h = 0; h < steps; h++) {
                    double q[5];

                    assert_int_equal(fc_paths_quantiles(q, own, h, at, 5, NULL),
                                     FC_OK);
                    for (size_t j = 0; j < 5; j++) {
                        sum[h][j] += q[j] / (double)cases[i].count;
                    }
                    means[h][k] = fc_paths_mean(own, h);
                }
                fc_paths_free(own);
                fc_fit_free(alone);
            }
            for (size_t h = 0; h < steps; h++) {
                double q[5];
                double shift = expected(means[h], cases[i].count, false);

                shift = expected(means[h], cases[i].count, cases[i].median)
                        - shift;
                assert_int_equal(fc_paths_quantiles(q, paths, h, at, 5, NULL),
                                 FC_OK);
                for (size_t j = 0; j < 5; j++) {
                    near(q[j], sum[h][j] + shift);
                }
            }
            fc_paths_free(paths);
            fc_fit_free(fit);
        }
    }
}

static double width_of(const char *text)
{
    static const double at[] = {0.025, 0.975};
    fc_fit *fit = fit_of(text);
    fc_paths *paths = paths_of(fit, FC_INTERVALS_SIMULATE);
    double q[2];

    assert_int_equal(fc_paths_quantiles(q, paths, steps - 1, at, 2, NULL),
                     FC_OK);
    fc_paths_free(paths);
    fc_fit_free(fit);
    return q[1] - q[0];
}

/* The drift method knows no season, and its law is far wider here: within a
 * mean it counts in full, within a median as 2.5 times the middle one. */
static void test_a_wide_member(void **state)
{
    double middle = width_of("theta:optimised");
    double theta = width_of("theta");
    double drift = width_of("drift");
    double sum = fmin(theta, middle) + fmax(theta, middle);

    (void)state;
    middle = fmax(theta, middle); /* of the three */
    assert_true(drift > 2.5 * middle);
    near(width_of("combine:theta/theta:optimised/drift"), (sum + drift) / 3.0);
    near(width_of("combine:median+theta/theta:optimised/drift"),
         (sum + 2.5 * middle) / 3.0);
}

/* Seven observations are enough for theta and too few for snaive-drift. */
static void test_members_left_out(void **state)
{
    fc_fit *fit = NULL;
    fc_error err = {0};

    (void)state;
    assert_int_equal(
        fit_first(&fit, "combine:snaive-drift/theta", season + 3, &err), FC_OK);
    assert_int_equal(fc_fit_coefficient_count(fit), 1);
    assert_string_equal(fc_fit_equation(fit), "y(t) = the forecast of theta");
    fc_fit_free(fit);
    assert_int_equal(
        fit_first(&fit, "combine:snaive-drift/theta", season - 1, &err),
        FC_ERR_TOO_SHORT);
    assert_null(fit);
}

static void test_a_scale_twice(void **state)
{
    fc_fit *fit = NULL;
    fc_error err = {0};

    (void)state;
    assert_int_equal(
        fit_first(&fit, "log:combine:theta/log:naive", length, &err),
        FC_ERR_ARGUMENT);
    assert_non_null(strstr(err.message, "before its member 'naive'"));
}

/* Members' parts add up to the forecast, nothing is left over. */
static void test_explanation(void **state)
{
    fc_fit *fit = fit_of("combine:theta/snaive");
    fc_explanation *all = NULL;

    (void)state;
    assert_int_equal(fc_fit_explain(&all, fit, steps, NULL, NULL, NULL), FC_OK);
    assert_int_equal(all->count, 3);
    assert_string_equal(all->names[0], "theta");
    assert_string_equal(all->names[1], "snaive");
    for (size_t h = 0; h < steps; h++) {
        near(all->effects[h * 3] + all->effects[h * 3 + 1], all->forecast[h]);
        assert_true(fabs(all->effects[h * 3 + 2]) < 1e-9);
    }
    fc_explanation_free(all);
    fc_fit_free(fit);
}

/* Of a median the member in the middle makes the forecast. */
static void test_explanation_of_a_median(void **state)
{
    fc_fit *fit = fit_of("combine:median+theta/snaive/drift");
    fc_explanation *all = NULL;

    (void)state;
    assert_int_equal(fc_fit_explain(&all, fit, steps, NULL, NULL, NULL), FC_OK);
    for (size_t h = 0; h < steps; h++) {
        const double *parts = all->parts + h * all->count;
        size_t taken = 0;

        for (size_t k = 0; k < 3; k++) {
            taken += parts[k] != 0.0;
        }
        assert_int_equal(taken, 1);
        near(parts[0] + parts[1] + parts[2], all->forecast[h]);
    }
    fc_explanation_free(all);
    fc_fit_free(fit);
}

static fc_status whole_job(void *context, fc_error *err)
{
    const fc_draw_request request = {
        .steps = steps, .draws = 10, .stream = "s"};
    fc_fit *fit = NULL;
    fc_paths *paths = NULL;
    fc_explanation *all = NULL;
    fc_status status = fit_first(&fit, context, 40, err);

    if (status == FC_OK) {
        status = fc_fit_draw(&paths, fit, &request, err);
    }
    if (status == FC_OK) {
        status = fc_fit_explain(&all, fit, steps, NULL, NULL, err);
    }
    fc_explanation_free(all);
    fc_paths_free(paths);
    fc_fit_free(fit);
    return status;
}

static void test_out_of_memory(void **state)
{
    char text[] = "combine:median+theta/naive";

    (void)state;
    assert_true(faults_try_allocations(whole_job, text) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_means),
        cmocka_unit_test(test_quantiles),
        cmocka_unit_test(test_a_wide_member),
        cmocka_unit_test(test_members_left_out),
        cmocka_unit_test(test_a_scale_twice),
        cmocka_unit_test(test_explanation),
        cmocka_unit_test(test_explanation_of_a_median),
        cmocka_unit_test(test_out_of_memory),
    };

    return cmocka_run_group_tests(tests, load, NULL);
}
