/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparison by step on a backtest made by hand, against R's dm.test(). */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"

#include "select/backtest.h"
#include "support/reference.h"

static const char *const reference = "select.csv";

enum {
    FIRST = 10,
    ORIGINS = 30,
    STEPS = 4,
    LENGTH = FIRST + ORIGINS - 1 + STEPS,
    SPECS = 2
};

struct hand {
    fc_backtest backtest;
    double values[LENGTH];
    fc_naive_scale scale[LENGTH];
    double forecasts[(LENGTH + 1) * SPECS * STEPS];
};

/* Absolute log errors as in tests/reference/select.R. */
static double loss(size_t spec, size_t origin, size_t step)
{
    size_t i = origin - FIRST + 1;

    return spec == 0 ? 0.012 * (double)step
                           + (double)((7 * i + 3 * step) % 11) / 100.0
                     : (double)((5 * i + 2 * step) % 13) / 100.0;
}

/* Origins without an actual for all steps have wild forecasts. */
static void make(struct hand *hand)
{
    *hand = (struct hand){
        .backtest = {.y = {.length = LENGTH, .values = hand->values},
                     .scale = hand->scale,
                     .spec_count = SPECS,
                     .horizon = STEPS,
                     .base = FIRST,
                     .first = FIRST,
                     .forecasts = hand->forecasts}};
    for (size_t t = 0; t < LENGTH; t++) {
        hand->values[t] = 100.0;
        hand->scale[t].mae = 1.0;
    }
    for (size_t origin = FIRST; origin <= LENGTH; origin++) {
        for (size_t spec = 0; spec < SPECS; spec++) {
            double *row = fc_backtest_row(&hand->backtest, spec, origin);

            for (size_t step = 1; step <= STEPS; step++) {
                double sign = (origin + step) % 2 == 0 ? 1.0 : -1.0;

                row[step - 1] = origin < FIRST + ORIGINS
                                    ? 100.0
                                          * exp(sign * loss(spec, origin, step))
                                    : 1e6 * (double)(spec + 1);
            }
        }
    }
}

static void test_agrees_with_r(void **state)
{
    static struct hand hand;

    (void)state;
    make(&hand);
    for (size_t step = 1; step <= STEPS; step++) {
        fc_comparison_options options = {.step = step};
        fc_comparison comparison = {0};
        char name[32];

        (void)snprintf(name, sizeof name, "dm-step-%zu", step);
        print_message("  %s\n", name);
        assert_int_equal(fc_backtest_compare_step(&comparison, &hand.backtest,
                                                  0, 1, &options, NULL),
                         FC_OK);
        assert_int_equal(comparison.origins, ORIGINS);
        assert_int_equal(comparison.a.n, ORIGINS);
        reference_assert_close(
            comparison.test.mean_difference,
            reference_value(reference, name, "mean_difference"), 1e-10, 1e-3);
        reference_assert_close(comparison.test.statistic,
                               reference_value(reference, name, "statistic"),
                               1e-8, 0.0);
        reference_assert_close(comparison.test.p_value,
                               reference_value(reference, name, "p_value"),
                               1e-8, 0.0);
    }
}

/* Accuracy at the step, not over all of them; b turned around is minus a. */
static void test_what_is_compared(void **state)
{
    static struct hand hand;
    fc_comparison_options options = {.step = 3, .origins = 12};
    fc_comparison there = {0};
    fc_comparison back = {0};
    fc_accuracy expected = {0};

    (void)state;
    make(&hand);
    assert_int_equal(
        fc_backtest_compare_step(&there, &hand.backtest, 0, 1, &options, NULL),
        FC_OK);
    assert_int_equal(
        fc_backtest_compare_step(&back, &hand.backtest, 1, 0, &options, NULL),
        FC_OK);
    expected = fc_backtest_accuracy(&hand.backtest, 0, 3, 12);
    assert_int_equal(there.origins, 12);
    reference_assert_close(there.a.mape, expected.mape, 1e-12, 0.0);
    reference_assert_close(back.b.mape, expected.mape, 1e-12, 0.0);
    reference_assert_close(there.test.statistic, -back.test.statistic, 1e-12,
                           0.0);
    reference_assert_close(there.test.p_value, back.test.p_value, 1e-12, 0.0);
    expected = fc_backtest_accuracy(&hand.backtest, 0, 1, 12);
    reference_assert_close(there.a_first.mape, expected.mape, 1e-12, 0.0);
}

static void test_what_cannot_be_compared(void **state)
{
    static const struct {
        const char *name;
        size_t step;
        size_t origins;
        fc_status status;
    } cases[] = {
        {"no step", 0, 0, FC_ERR_ARGUMENT},
        {"beyond the horizon", STEPS + 1, 0, FC_ERR_ARGUMENT},
        {"three origins", 1, 3, FC_ERR_TOO_SHORT},
        {"four origins", 1, 4, FC_OK},
        {"as many origins as steps", 4, 4, FC_ERR_TOO_SHORT},
    };
    static struct hand hand;

    (void)state;
    make(&hand);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_comparison_options options = {.step = cases[i].step,
                                         .origins = cases[i].origins};
        fc_comparison comparison = {.origins = 99};
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        assert_int_equal(fc_backtest_compare_step(&comparison, &hand.backtest,
                                                  0, 1, &options, &err),
                         cases[i].status);
        if (cases[i].status != FC_OK) {
            assert_true(strlen(err.message) > 20);
            assert_int_equal(comparison.origins, 99);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agrees_with_r),
        cmocka_unit_test(test_what_is_compared),
        cmocka_unit_test(test_what_cannot_be_compared),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
