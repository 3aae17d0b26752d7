/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decompositions against R and statsmodels: tests/reference/stl.R. The same
 * sums in another order, so to 1e-9 of the values decomposed. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "forecast/init.h"

#include "stats/mstl.h"
#include "stats/stl.h"
#include "support/faults.h"
#include "support/reference.h"

static const char *const reference = "stl.csv";
static const double tolerance = 1e-9;

enum { most = 1200, most_seasons = 2, usual_step = 5, long_step = 25 };

static size_t load(double y[most], const char *name)
{
    size_t n = (size_t)reference_value(reference, name, "n");

    assert_true(n <= most);
    for (size_t t = 0; t < n; t++) {
        y[t] = reference_numbered(reference, name, "y", t + 1);
    }
    return n;
}

/* Every step-th value, by the measure @p floor. */
static void check(const char *name, const char *quantity, const double *values,
                  size_t n, size_t step, double floor)
{
    for (size_t t = 0; t < n; t += step) {
        reference_assert_close(
            values[t], reference_numbered(reference, name, quantity, t + 1),
            tolerance, floor);
    }
}

struct one_case {
    const char *name;
    const char *series;
    struct fc_stl_options options;
    size_t step;
};

static const struct one_case cases[] = {
    {"periodic-air",
     "air",
     {.season = 12, .seasonal = {0}, .trend = {0, 1, 0}, .low = {0, 1, 0}},
     usual_step},
    /* The degree of a periodic season is no matter. */
    {"periodic-robust-ukgas",
     "ukgas",
     {.season = 4,
      .seasonal = {0, 1, 0},
      .trend = {0, 1, 0},
      .low = {0, 1, 0},
      .robust = true},
     usual_step},
    {"window7-air",
     "air",
     {.season = 12,
      .seasonal = {7, 0, 0},
      .trend = {0, 1, 0},
      .low = {0, 1, 0}},
     usual_step},
    {"even-wine",
     "wine",
     {.season = 12,
      .seasonal = {8, 0, 0},
      .trend = {20, 1, 0},
      .low = {14, 1, 0}},
     usual_step},
    {"lines-wine",
     "wine",
     {.season = 12,
      .seasonal = {13, 1, 0},
      .trend = {0, 1, 0},
      .low = {0, 0, 0}},
     usual_step},
    {"levels-gas",
     "gas",
     {.season = 12,
      .seasonal = {9, 0, 0},
      .trend = {0, 0, 0},
      .low = {0, 0, 0}},
     usual_step},
    {"robust-gas",
     "gas",
     {.season = 12,
      .seasonal = {11, 0, 0},
      .trend = {0, 1, 0},
      .low = {0, 1, 0},
      .robust = true},
     usual_step},
    {"robust-lines-ukgas",
     "ukgas",
     {.season = 4,
      .seasonal = {7, 1, 0},
      .trend = {0, 1, 0},
      .low = {0, 1, 0},
      .inner = 2,
      .outer = 5},
     usual_step},
    {"jumps-air",
     "air",
     {.season = 12,
      .seasonal = {15, 0, 1},
      .trend = {31, 1, 7},
      .low = {0, 1, 3},
      .inner = 4},
     usual_step},
    {"long-taylor",
     "taylor",
     {.season = 336,
      .seasonal = {11, 0, 0},
      .trend = {0, 1, 0},
      .low = {0, 1, 0}},
     long_step},
    {"statsmodels-wine",
     "wine",
     {.season = 12,
      .seasonal = {13, 1, 1},
      .trend = {0, 1, 1},
      .low = {0, 1, 1},
      .inner = 2,
      .outer = 15},
     usual_step},
};

static void test_one_season(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct one_case *one = &cases[i];
        double y[most];
        double season[most];
        double trend[most];
        double remainder[most];
        double weights[most];
        const struct fc_stl_parts parts = {season, trend, remainder, weights};
        size_t n = (size_t)reference_value(reference, one->name, "n");

        assert_true(load(y, one->series) >= n);
        assert_int_equal(fc_stl(&parts, y, n, &one->options, NULL), FC_OK);
        check(one->name, "season", season, n, one->step, y[0]);
        check(one->name, "trend", trend, n, one->step, y[0]);
        check(one->name, "remainder", remainder, n, one->step, y[0]);
        check(one->name, "weight", weights, n, one->step, 1.0);
    }
}

static void test_defaults_of_r(void **state)
{
    const struct fc_stl_options options = fc_stl_defaults(12, 7);

    (void)state;
    assert_int_equal(options.season, 12);
    assert_int_equal(options.seasonal.window, 7);
    assert_int_equal(options.seasonal.degree, 0);
    assert_int_equal(options.trend.degree, 1);
    assert_int_equal(options.low.degree, 1);
    assert_false(options.robust);
    assert_int_equal(options.trend.window + options.low.window + options.inner
                         + options.outer,
                     0);
}

static void test_several_seasons(void **state)
{
    static const struct {
        const char *name;
        const char *series;
        size_t count;
        size_t seasons[most_seasons];
        bool robust;
        size_t step;
    } many[] = {
        {"mstl-air", "air", 1, {12, 0}, false, usual_step},
        {"mstl-robust-wine", "wine", 1, {12, 0}, true, usual_step},
        {"mstl-taylor", "taylor", 2, {48, 336}, false, long_step},
        {"mstl-robust-taylor", "taylor", 2, {48, 336}, true, long_step},
    };

    (void)state;
    for (size_t i = 0; i < sizeof many / sizeof many[0]; i++) {
        double y[most] = {0};
        double seasons[most_seasons * most] = {0};
        double trend[most] = {0};
        double remainder[most] = {0};
        const struct fc_mstl_parts parts = {seasons, trend, remainder};
        const struct fc_mstl_options options = {many[i].count, many[i].seasons,
                                                many[i].robust};
        size_t n = (size_t)reference_value(reference, many[i].name, "n");

        assert_true(load(y, many[i].series) >= n);
        assert_int_equal(fc_mstl(&parts, y, n, &options, NULL), FC_OK);
        check(many[i].name, "trend", trend, n, many[i].step, y[0]);
        check(many[i].name, "remainder", remainder, n, many[i].step, y[0]);
        for (size_t k = 0; k < many[i].count; k++) {
            char quantity[40];

            (void)snprintf(quantity, sizeof quantity, "season%zu-", k + 1);
            check(many[i].name, quantity, seasons + k * n, n, many[i].step,
                  y[0]);
        }
    }
}

/* What follows its season to the digit: all weights are 1 or, where rounding
 * leaves a remainder among zeros, 0; nothing is lost. */
static void test_no_remainder(void **state)
{
    static const double levels[] = {0.0, 5.0};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        double y[40];
        double season[40];
        double trend[40];
        double remainder[40];
        const struct fc_stl_parts parts = {
            .season = season, .trend = trend, .remainder = remainder};
        struct fc_stl_options options = fc_stl_defaults(4, 7);

        options.robust = true;
        for (size_t t = 0; t < 40; t++) {
            y[t] = levels[i] * (double)(t % 4);
        }
        assert_int_equal(fc_stl(&parts, y, 40, &options, NULL), FC_OK);
        for (size_t t = 0; t < 40; t++) {
            assert_true(fabs(remainder[t]) < 1e-12);
            assert_true(fabs(trend[t] - 1.5 * levels[i]) < 1e-12);
        }
    }
}

static void test_what_cannot_be_decomposed(void **state)
{
    static const size_t falling[] = {12, 4};
    static const size_t long_one[] = {20};
    double y[40] = {0.0};
    double room[4][80];
    const struct fc_stl_parts parts = {room[0], room[1], room[2], NULL};
    const struct fc_mstl_parts several = {room[0], room[1], room[2]};
    struct fc_stl_options options = fc_stl_defaults(20, 7);
    struct fc_mstl_options both = {2, falling, false};
    fc_error err = {0};

    (void)state;
    assert_int_equal(fc_stl(&parts, y, 40, &options, &err), FC_ERR_TOO_SHORT);
    assert_string_equal(
        err.message, "40 values are not more than two seasons of 20 periods");
    options.season = SIZE_MAX;
    assert_int_equal(fc_stl(&parts, y, 40, &options, NULL), FC_ERR_TOO_SHORT);
    options.season = 1;
    assert_int_equal(fc_stl(&parts, y, 40, &options, NULL), FC_ERR_ARGUMENT);
    options.season = 19;
    assert_int_equal(fc_stl(&parts, y, 40, &options, NULL), FC_OK);
    options.low.degree = 2;
    assert_int_equal(fc_stl(&parts, y, 40, &options, NULL), FC_ERR_ARGUMENT);
    assert_int_equal(fc_mstl(&several, y, 40, &both, NULL), FC_ERR_ARGUMENT);
    both = (struct fc_mstl_options){0, falling, false};
    assert_int_equal(fc_mstl(&several, y, 40, &both, NULL), FC_ERR_ARGUMENT);
    both = (struct fc_mstl_options){FC_MSTL_MOST + 1, falling, false};
    assert_int_equal(fc_mstl(&several, y, 40, &both, NULL), FC_ERR_ARGUMENT);
    both = (struct fc_mstl_options){1, long_one, false};
    assert_int_equal(fc_mstl(&several, y, 40, &both, NULL), FC_ERR_TOO_SHORT);
}

static fc_status whole_job(void *context, fc_error *err)
{
    static const size_t seasons[] = {4, 12};
    const double *y = context;
    double room[4][80];
    const struct fc_mstl_parts parts = {room[0], room[2], room[3]};
    const struct fc_mstl_options options = {2, seasons, false};

    return fc_mstl(&parts, y, 40, &options, err);
}

static void test_every_allocation_may_fail(void **state)
{
    double y[40];

    (void)state;
    for (size_t t = 0; t < 40; t++) {
        y[t] = sin((double)(t * t % 17));
    }
    assert_int_equal(faults_try_allocations(whole_job, y), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_season),
        cmocka_unit_test(test_defaults_of_r),
        cmocka_unit_test(test_several_seasons),
        cmocka_unit_test(test_no_remainder),
        cmocka_unit_test(test_what_cannot_be_decomposed),
        cmocka_unit_test(test_every_allocation_may_fail),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
