/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "forecast/paths.h"

#include "support/faults.h"
#include "support/reference.h"

static const fc_period start = {.frequency = FC_QUARTERLY, .index = 8100};

/* Paths of one step that hold a data set of R (tests/reference/data.R). */
static fc_paths *reference_paths(const char *name)
{
    size_t draws = (size_t)reference_value("data.csv", name, "n");
    fc_paths *paths = NULL;

    assert_int_equal(fc_paths_create(&paths, start, draws, 1, NULL), FC_OK);
    for (size_t i = 0; i < draws; i++) {
        paths->values[i] = reference_numbered("data.csv", name, "x", i + 1);
    }
    return paths;
}

/* R computes each quantile from two order statistics: rounding is all. */
static const double rounding = 1e-14;

static void test_quantiles_of_r(void **state)
{
    static const char *const names[] = {"rivers", "waiting"};
    static const double probabilities[] = {0.0, 0.025, 0.1,   0.25,  1.0 / 3,
                                           0.5, 0.9,   0.975, 0.999, 1.0};

    (void)state;
    for (size_t k = 0; k < 2; k++) {
        fc_paths *paths = reference_paths(names[k]);
        double quantiles[10];

        assert_int_equal(
            fc_paths_quantiles(quantiles, paths, 0, probabilities, 10, NULL),
            FC_OK);
        for (size_t i = 0; i < 10; i++) {
            char quantity[32];

            (void)snprintf(quantity, sizeof quantity, "q%g", probabilities[i]);
            print_message("  %s %s\n", names[k], quantity);
            reference_assert_close(
                quantiles[i], reference_value("data.csv", names[k], quantity),
                rounding, 0.0);
        }
        reference_assert_close(fc_paths_mean(paths, 0),
                               reference_value("data.csv", names[k], "mean"),
                               rounding, 0.0);
        fc_paths_free(paths);
    }
}

static void test_refused_quantiles(void **state)
{
    static const double wrong[] = {-0.1, 1.1, (double)NAN};
    fc_paths *paths = NULL;
    fc_error err = {0};
    double out = 7.0;
    double half = 0.5;

    (void)state;
    assert_int_equal(fc_paths_create(&paths, start, 3, 2, NULL), FC_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(fc_paths_quantiles(&out, paths, 0, &wrong[i], 1, &err),
                         FC_ERR_ARGUMENT);
    }
    paths->values[3] = (double)NAN; /* draw 2, step 2 */
    assert_int_equal(fc_paths_quantiles(&out, paths, 1, &half, 1, &err),
                     FC_ERR_NONFINITE);
    assert_string_equal(err.message, "draw 2 of step 2 is not a number");
    assert_true(out == 7.0);
    assert_int_equal(fc_paths_quantiles(&out, paths, 0, &half, 1, &err), FC_OK);
    fc_paths_free(paths);
}

static void test_sizes(void **state)
{
    fc_paths *paths = NULL;

    (void)state;
    assert_int_equal(fc_paths_create(&paths, start, 0, 1, NULL),
                     FC_ERR_ARGUMENT);
    assert_int_equal(fc_paths_create(&paths, start, 1, 0, NULL),
                     FC_ERR_ARGUMENT);
    assert_int_equal(fc_paths_create(&paths, start, SIZE_MAX, SIZE_MAX, NULL),
                     FC_ERR_MEMORY);
    assert_null(paths);
    fc_paths_free(NULL);
}

static void test_totals(void **state)
{
    fc_paths *paths = NULL;
    fc_paths *total = NULL;

    (void)state;
    assert_int_equal(fc_paths_create(&paths, start, 2, 3, NULL), FC_OK);
    for (size_t i = 0; i < 6; i++) {
        paths->values[i] = (double)(i + 1); /* 1 2 3, 4 5 6 */
    }
    assert_int_equal(fc_paths_total(&total, paths, 1, 2, 100.0, NULL), FC_OK);
    assert_int_equal(total->draws, 2);
    assert_int_equal(total->steps, 1);
    assert_int_equal(total->start.index, start.index + 1);
    assert_true(total->values[0] == 105.0);
    assert_true(total->values[1] == 111.0);
    fc_paths_free(total);
    fc_paths_free(paths);
}

static const struct {
    const char *name;
    double low;
    double high;
    double counts[3]; /* of the draws 1, 2, 3, 4 */
} odds_cases[] = {
    {"between the draws", 1.5, 3.5, {1, 2, 1}},
    {"ends belong to the inside", 2.0, 3.0, {1, 2, 1}},
    {"all above", -1.0, 0.0, {0, 0, 4}},
    {"all below", 10.0, 11.0, {4, 0, 0}},
    {"all inside", 0.0, 5.0, {0, 4, 0}},
    {"a point", 4.0, 4.0, {3, 1, 0}},
};

static void test_odds(void **state)
{
    fc_paths *paths = NULL;

    (void)state;
    assert_int_equal(fc_paths_create(&paths, start, 4, 1, NULL), FC_OK);
    for (size_t i = 0; i < 4; i++) {
        paths->values[i] = (double)(i + 1);
    }
    for (size_t i = 0; i < sizeof odds_cases / sizeof odds_cases[0]; i++) {
        const double *counts = odds_cases[i].counts;
        fc_odds odds = fc_paths_odds(paths, 0, odds_cases[i].low,
                                     odds_cases[i].high);

        print_message("  %s\n", odds_cases[i].name);
        reference_assert_close(odds.below, (counts[0] + 0.5) / 5.5, rounding,
                               0.0);
        reference_assert_close(odds.inside, (counts[1] + 0.5) / 5.5, rounding,
                               0.0);
        reference_assert_close(odds.above, (counts[2] + 0.5) / 5.5, rounding,
                               0.0);
        assert_true(odds.below > 0.0 && odds.below < 1.0);
        reference_assert_close(odds.below + odds.inside + odds.above, 1.0,
                               rounding, 0.0);
    }
    fc_paths_free(paths);
}

/* The value itself counts as reached; no odds are 0 or 1. */
static void test_reach(void **state)
{
    static const struct {
        double value;
        double count;
    } cases[] = {{0.0, 4.0}, {2.0, 3.0}, {2.5, 2.0}, {4.0, 1.0}, {5.0, 0.0}};
    fc_paths *paths = NULL;

    (void)state;
    assert_int_equal(fc_paths_create(&paths, start, 4, 2, NULL), FC_OK);
    for (size_t i = 0; i < 4; i++) {
        paths->values[2 * i + 1] = (double)(i + 1);
    }
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        reference_assert_close(fc_paths_reach(paths, 1, cases[i].value),
                               (cases[i].count + 0.5) / 5.0, rounding, 0.0);
    }
    fc_paths_free(paths);
}

static fc_status total_and_quantile(void *context, fc_error *err)
{
    double median = 0.5;
    fc_paths *paths = NULL;
    fc_paths *total = NULL;
    fc_status status = fc_paths_create(&paths, start, 10, 2, err);

    (void)context;
    if (status == FC_OK) {
        status = fc_paths_total(&total, paths, 0, 1, 0.0, err);
    }
    if (status == FC_OK) {
        status = fc_paths_quantiles(&median, total, 0, &median, 1, err);
    }
    fc_paths_free(total);
    fc_paths_free(paths);
    return status;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    assert_int_equal(faults_try_allocations(total_and_quantile, NULL), 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quantiles_of_r),
        cmocka_unit_test(test_refused_quantiles),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_totals),
        cmocka_unit_test(test_odds),
        cmocka_unit_test(test_reach),
        cmocka_unit_test(test_out_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
