/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forecast/backtest.h"
#include "forecast/init.h"

#include "simulated.h"

enum { LENGTH = 80, BREAK = 60, HORIZON = 3 };

static fc_backtest *backtest_of(const double *y)
{
    fc_backtest_request request = {.data = simulated_training(y, LENGTH),
                                   .spec_count = 1,
                                   .horizon = HORIZON};
    fc_model_spec spec;
    fc_backtest *backtest = NULL;

    assert_int_equal(fc_model_spec_parse(&spec, "yoy:ols", NULL), FC_OK);
    request.specs = &spec;
    assert_int_equal(fc_backtest_create(&backtest, &request, NULL), FC_OK);
    return backtest;
}

static void factors_of(double factor[HORIZON], const double *y, size_t origin)
{
    fc_backtest *backtest = backtest_of(y);

    fc_backtest_calibration(factor, backtest, 0, origin);
    fc_backtest_free(backtest);
}

/* From BREAK on the values jump by a quarter, up and down in no order that a
 * lag could learn. */
static void make_wild(double *y)
{
    static const int signs[LENGTH - BREAK] = {
        1, -1, -1, 1, 1, 1, -1, 1, -1, -1, 1, -1, 1, 1, -1, -1, -1, 1, 1, -1};

    for (size_t t = BREAK; t < LENGTH; t++) {
        y[t] *= exp(0.25 * signs[t - BREAK]);
    }
}

static void test_a_calm_past_hardly_moves_the_spread(void **state)
{
    double y[LENGTH];
    double factor[HORIZON];

    (void)state;
    simulated_growth(y, LENGTH, 3);
    factors_of(factor, y, LENGTH);
    for (size_t step = 0; step < HORIZON; step++) {
        assert_true(factor[step] >= 0.7 && factor[step] < 1.3);
    }
}

static void test_wild_errors_widen_it(void **state)
{
    double y[LENGTH];
    double factor[HORIZON];

    (void)state;
    simulated_growth(y, LENGTH, 3);
    make_wild(y);
    factors_of(factor, y, LENGTH);
    for (size_t step = 0; step < HORIZON; step++) {
        assert_true(factor[step] > 1.5 && factor[step] < 5.0);
    }
}

/* What happens at or after the origin does not change its factors. */
static void test_only_the_past_counts(void **state)
{
    double calm[LENGTH];
    double wild[LENGTH];
    double a[HORIZON];
    double b[HORIZON];

    (void)state;
    simulated_growth(calm, LENGTH, 3);
    simulated_growth(wild, LENGTH, 3);
    make_wild(wild);
    factors_of(a, calm, BREAK);
    factors_of(b, wild, BREAK);
    assert_memory_equal(a, b, sizeof a);
    factors_of(a, calm, BREAK + 1);
    factors_of(b, wild, BREAK + 1);
    assert_true(b[0] > a[0]); /* step 1 of the origin before is known */
    assert_true(b[1] > a[1]); /* and step 2 of the one before that */
}

static void test_without_past_the_factors_are_one(void **state)
{
    double y[LENGTH];
    double factor[HORIZON];
    fc_backtest *backtest = NULL;

    (void)state;
    simulated_growth(y, LENGTH, 3);
    backtest = backtest_of(y);
    fc_backtest_calibration(factor, backtest, 0,
                            fc_backtest_first_origin(backtest));
    for (size_t step = 0; step < HORIZON; step++) {
        assert_true(factor[step] == 1.0);
    }
    fc_backtest_free(backtest);
}

static fc_paths *small_paths(void)
{
    static const double values[] = {4.0, 1.0, 1.0, 2.0, 2.0, 8.0, 8.0, 4.0};
    fc_paths *paths = NULL;
    fc_period start = {.frequency = FC_QUARTERLY, .index = 0};

    assert_int_equal(fc_paths_create(&paths, start, 4, 2, NULL), FC_OK);
    for (size_t i = 0; i < 8; i++) {
        paths->values[i] = values[i];
    }
    return paths;
}

static void test_paths_keep_mean_and_ranks(void **state)
{
    static const double factor[] = {2.0, 1.0};
    /* Step 0 holds 4, 1, 2, 8. On levels: mean 3.75, twice the distance. On
     * logarithms the centre is c = sqrt(8): above it c + 2 (y - c), below it
     * y y / c, all scaled to the mean 3.75. */
    static const double levels[] = {4.25, -1.75, 0.25, 12.25};
    const double c = sqrt(8.0);
    const double logs[] = {8.0 - c, 1.0 / c, 4.0 / c, 16.0 - c};
    const double scale = 3.75 * 4.0 / (24.0 - 2.0 * c + 5.0 / c);

    (void)state;
    for (int logged = 0; logged < 2; logged++) {
        fc_paths *paths = small_paths();

        const fc_transform on = {.scale = logged == 1 ? FC_SCALE_LOG
                                                      : FC_SCALE_LEVEL};

        fc_paths_calibrate(paths, factor, &on);
        for (size_t d = 0; d < 4; d++) {
            double expected = logged == 1 ? logs[d] * scale : levels[d];

            assert_true(fabs(paths->values[2 * d] - expected) < 1e-12);
        }
        assert_true(paths->values[1] == 1.0 && paths->values[5] == 8.0);
        assert_true(fabs(fc_paths_mean(paths, 0) - 3.75) < 1e-12);
        fc_paths_free(paths);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_calm_past_hardly_moves_the_spread),
        cmocka_unit_test(test_wild_errors_widen_it),
        cmocka_unit_test(test_only_the_past_counts),
        cmocka_unit_test(test_without_past_the_factors_are_one),
        cmocka_unit_test(test_paths_keep_mean_and_ranks),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
