/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choice on backtests made by hand, so that every loss is known. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"

#include "select/backtest.h"

enum { FIRST = 10, LENGTH_MAX = 120, SPECS_MAX = 3 };

/* Relative error of a candidate at an origin; NaN: no forecast. */
typedef double error_rule(size_t origin);

static double one_percent(size_t origin)
{
    (void)origin;
    return 0.01;
}

static double two_percent(size_t origin)
{
    (void)origin;
    return 0.02;
}

static double five_percent(size_t origin)
{
    (void)origin;
    return 0.05;
}

/* Better than five per cent on average, but by chance alone. */
static double erratic(size_t origin)
{
    return origin % 2 == 0 ? 0.0 : 0.085;
}

static double not_yet(size_t origin)
{
    return origin < 40 ? (double)NAN : 0.05;
}

static double not_at_50(size_t origin)
{
    return origin == 50 ? (double)NAN : 0.01;
}

/* Far better long ago, a little worse in the forty origins before 100. */
static double once_better(size_t origin)
{
    return origin < 60 ? 0.0 : 0.051;
}

static double wild(size_t origin)
{
    return origin == 20 ? -1.5 : 0.01; /* a forecast below zero */
}

struct hand {
    fc_backtest backtest;
    double values[LENGTH_MAX];
    fc_naive_scale scale[LENGTH_MAX];
    double forecasts[LENGTH_MAX * SPECS_MAX];
};

/* One step ahead; every actual is @p level. */
static void make(struct hand *hand, error_rule *const *rules, size_t specs,
                 size_t length, double level)
{
    hand->backtest = (fc_backtest){
        .y = {.length = length, .values = hand->values},
        .scale = hand->scale,
        .spec_count = specs,
        .horizon = 1,
        .base = FIRST,
        .first = FIRST,
        .forecasts = hand->forecasts};
    for (size_t t = 0; t < length; t++) {
        hand->values[t] = level;
    }
    for (size_t origin = FIRST; origin <= length; origin++) {
        hand->scale[origin - FIRST].mae = fabs(level) / 100.0;
        for (size_t i = 0; i < specs; i++) {
            fc_backtest_row(&hand->backtest, i,
                            origin)[0] = level * (1.0 + rules[i](origin));
        }
    }
}

static void test_rule(void **state)
{
    static const struct {
        const char *name;
        error_rule *rules[SPECS_MAX];
        size_t specs;
        size_t origin;
        size_t chosen;
    } cases[] = {
        {"no rival", {five_percent}, 1, 50, 0},
        {"nothing known yet", {five_percent, one_percent}, 2, FIRST, 0},
        {"seven origins prove nothing",
         {five_percent, one_percent},
         2,
         FIRST + 7,
         0},
        {"eight origins may", {five_percent, one_percent}, 2, FIRST + 8, 1},
        {"a worse rival", {one_percent, five_percent}, 2, 50, 0},
        {"an equal rival", {five_percent, five_percent}, 2, 50, 0},
        {"lower, but by chance", {five_percent, erratic}, 2, 50, 0},
        {"the largest gain",
         {five_percent, two_percent, one_percent},
         3,
         50,
         2},
        {"the largest gain, in any order",
         {five_percent, one_percent, two_percent},
         3,
         50,
         1},
        {"the first has no forecast yet: the next is the incumbent",
         {not_yet, five_percent, erratic},
         3,
         39,
         1},
        {"the first came late: common origins only",
         {not_yet, five_percent, one_percent},
         3,
         45,
         0},
        {"a rival without a forecast there",
         {five_percent, not_at_50},
         2,
         50,
         0},
        {"a rival with one missing before",
         {five_percent, not_at_50},
         2,
         51,
         1},
        {"only the latest forty count", {five_percent, once_better}, 2, 100, 0},
        {"before that it would have won",
         {five_percent, once_better},
         2,
         60,
         1},
    };
    static struct hand hand;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t chosen = 99;

        print_message("  %s\n", cases[i].name);
        make(&hand, cases[i].rules, cases[i].specs, 110, 200.0);
        assert_int_equal(
            fc_backtest_choose(&chosen, &hand.backtest, cases[i].origin, NULL),
            FC_OK);
        assert_int_equal(chosen, cases[i].chosen);
    }
}

static void test_values_that_are_not_positive(void **state)
{
    error_rule *const rules[] = {five_percent, one_percent, wild};
    static struct hand hand;
    size_t chosen = 99;

    (void)state;
    /* Losses by scaled errors choose alike. */
    make(&hand, rules, 2, 60, -200.0);
    assert_int_equal(fc_backtest_choose(&chosen, &hand.backtest, 50, NULL),
                     FC_OK);
    assert_int_equal(chosen, 1);

    /* A forecast below zero costs its candidate, not the others. */
    make(&hand, rules, 3, 60, 200.0);
    assert_int_equal(fc_backtest_choose(&chosen, &hand.backtest, 50, NULL),
                     FC_OK);
    assert_int_equal(chosen, 1);

    /* Nothing to scale by: no origin counts. */
    make(&hand, rules, 2, 60, -200.0);
    for (size_t i = 0; i < LENGTH_MAX; i++) {
        hand.scale[i].mae = (double)NAN;
    }
    assert_int_equal(fc_backtest_choose(&chosen, &hand.backtest, 50, NULL),
                     FC_OK);
    assert_int_equal(chosen, 0);
}

/* What happens at the origin or later has no part in the choice there. */
static void test_future_values_do_not_matter(void **state)
{
    error_rule *const rules[] = {five_percent, one_percent};
    static struct hand hand;
    size_t chosen = 99;

    (void)state;
    make(&hand, rules, 2, 60, 200.0);
    for (size_t t = 50; t < 60; t++) {
        hand.values[t] = -1e6;
    }
    hand.forecasts[(50 - FIRST) * 2 + 1] = -1.0;
    assert_int_equal(fc_backtest_choose(&chosen, &hand.backtest, 50, NULL),
                     FC_OK);
    assert_int_equal(chosen, 1);
}

static void test_nothing_to_choose(void **state)
{
    error_rule *const rules[] = {not_yet, not_yet};
    static const size_t origins[] = {0, FIRST - 1, FIRST, 39, 61};
    static struct hand hand;

    (void)state;
    make(&hand, rules, 2, 60, 200.0);
    for (size_t i = 0; i < sizeof origins / sizeof origins[0]; i++) {
        size_t chosen = 99;
        fc_error err = {0};

        assert_int_equal(
            fc_backtest_choose(&chosen, &hand.backtest, origins[i], &err),
            FC_ERR_NOT_FOUND);
        assert_non_null(strstr(err.message, "no candidate"));
        assert_int_equal(chosen, 99);
    }
}

/* Sums of twenty terms: equal but for rounding. */
static void assert_near(double value, double expected)
{
    assert_true(fabs(value - expected) < 1e-12 * (1.0 + fabs(expected)));
}

static void test_comparison(void **state)
{
    error_rule *const rules[] = {not_yet, one_percent, erratic};
    static struct hand hand;
    fc_comparison comparison = {0};
    fc_error err = {0};

    (void)state;
    make(&hand, rules, 3, 60, 200.0);
    assert_int_equal(
        fc_backtest_compare(&comparison, &hand.backtest, 0, 1, 0, &err), FC_OK);
    assert_int_equal(comparison.origins, 20); /* 40 to 59 */
    assert_int_equal(comparison.b.n, 20);
    assert_near(comparison.a.mape, 5.0);
    assert_near(comparison.b.mape, 1.0);
    assert_near(comparison.a_first.mape, 5.0);
    assert_near(comparison.test.mean_difference, log(1.05 / 1.01));
    assert_true(comparison.test.p_value < 0.05);

    assert_int_equal(
        fc_backtest_compare(&comparison, &hand.backtest, 1, 2, 12, &err),
        FC_OK);
    assert_int_equal(comparison.origins, 12);

    assert_int_equal(
        fc_backtest_compare(&comparison, &hand.backtest, 0, 1, 3, &err),
        FC_ERR_TOO_SHORT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rule),
        cmocka_unit_test(test_values_that_are_not_positive),
        cmocka_unit_test(test_future_values_do_not_matter),
        cmocka_unit_test(test_nothing_to_choose),
        cmocka_unit_test(test_comparison),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
