/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scores of forecasts that are known by quantiles, and intervals of means. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/score.h"

#include "support/reference.h"

static const char file[] = "quantile_score.csv";

/* Both integrate polynomials exactly; R's integrate() is asked for 1e-12. */
static const double tolerance = 1e-9;

enum { LEVELS = 17 };

static const double levels[LEVELS] = {0.01, 0.025, 0.05, 0.1,   0.2, 0.25,
                                      0.3,  0.4,   0.5,  0.6,   0.7, 0.75,
                                      0.8,  0.9,   0.95, 0.975, 0.99};

static const struct {
    const char *law;
    size_t count;
} laws[] = {{"normal", 8}, {"gamma", 5}, {"sales", 4}};

struct law_case {
    char name[32];
    double actual;
    double quantiles[LEVELS];
};

static struct law_case load(const char *law, size_t number)
{
    struct law_case out = {.actual = 0.0};

    (void)snprintf(out.name, sizeof out.name, "%s%zu", law, number);
    out.actual = reference_value(file, out.name, "actual");
    for (size_t q = 0; q < LEVELS; q++) {
        out.quantiles[q] = reference_numbered(file, out.name, "q", q + 1);
    }
    return out;
}

static void crps_and_pit_match_their_definitions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof laws / sizeof laws[0]; i++) {
        for (size_t n = 1; n <= laws[i].count; n++) {
            struct law_case one = load(laws[i].law, n);

            reference_assert_close(
                fc_crps_of_quantiles(one.quantiles, levels, LEVELS, one.actual),
                reference_value(file, one.name, "crps"), tolerance, 1.0);
            reference_assert_close(
                fc_pit_of_quantiles(one.quantiles, levels, LEVELS, one.actual),
                reference_value(file, one.name, "pit"), tolerance, 1.0);
        }
    }
}

/* What the header promises of 17 quantiles. */
static void crps_is_near_that_of_the_normal_law(void **state)
{
    (void)state;
    for (size_t n = 2; n <= 7; n++) {
        struct law_case one = load("normal", n);

        reference_assert_close(
            fc_crps_of_quantiles(one.quantiles, levels, LEVELS, one.actual),
            reference_value(file, one.name, "normal_crps"), 0.009, 0.0);
    }
}

/* A point forecast has the absolute error, below and above. */
static void one_point_has_its_absolute_error(void **state)
{
    const double point = 3.0;
    const double half = 0.5;
    const double same[] = {3.0, 3.0, 3.0};
    const double thirds[] = {0.2, 0.5, 0.9};

    (void)state;
    assert_true(fabs(fc_crps_of_quantiles(&point, &half, 1, 5.0) - 2.0)
                < 1e-15);
    assert_true(fabs(fc_crps_of_quantiles(same, thirds, 3, 1.5) - 1.5) < 1e-15);
    assert_true(fc_crps_of_quantiles(same, thirds, 3, 3.0) == 0.0);
    assert_true(fc_pit_of_quantiles(same, thirds, 3, 3.0) == 0.9);
    assert_true(fc_pit_of_quantiles(same, thirds, 3, 2.9) == 0.1);
    assert_true(fc_pit_of_quantiles(same, thirds, 3, 3.1) == 0.95);
}

static void intervals_of_means_match_r(void **state)
{
    static const struct {
        size_t n;
        size_t horizon;
    } cases[] = {{40, 1}, {40, 4}, {12, 2}, {9, 3}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double values[40];
        char name[32];
        fc_mean_interval interval;

        for (size_t t = 1; t <= cases[i].n; t++) {
            values[t - 1] = 1.5 + sin(0.4 * (double)t)
                            + (double)(t * 7 % 11) / 11.0;
        }
        (void)snprintf(name, sizeof name, "mean_n%zu_h%zu", cases[i].n,
                       cases[i].horizon);
        interval = fc_mean_interval_compute(values, cases[i].n,
                                            cases[i].horizon);
        assert_int_equal(interval.n, cases[i].n);
        reference_assert_close(
            interval.mean, reference_value(file, name, "mean"), tolerance, 1.0);
        reference_assert_close(interval.low, reference_value(file, name, "low"),
                               tolerance, 1.0);
        reference_assert_close(
            interval.high, reference_value(file, name, "high"), tolerance, 1.0);
        if (cases[i].horizon == 1) {
            reference_assert_close(interval.low,
                                   reference_value(file, name, "t_low"),
                                   tolerance, 1.0);
        }
    }
}

static void few_values_have_no_interval(void **state)
{
    const double values[] = {1.0, 2.0, 3.0, 4.0};
    const double same[] = {2.0, 2.0, 2.0, 2.0, 2.0};

    (void)state;
    assert_true(isnan(fc_mean_interval_compute(values, 0, 1).mean));
    assert_true(fc_mean_interval_compute(values, 3, 1).mean == 2.0);
    assert_true(isnan(fc_mean_interval_compute(values, 3, 1).low));
    assert_true(isnan(fc_mean_interval_compute(values, 4, 4).high));
    assert_true(fc_mean_interval_compute(same, 5, 1).low == 2.0);
    assert_true(fc_mean_interval_compute(same, 5, 2).high == 2.0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(crps_and_pit_match_their_definitions),
        cmocka_unit_test(crps_is_near_that_of_the_normal_law),
        cmocka_unit_test(one_point_has_its_absolute_error),
        cmocka_unit_test(intervals_of_means_match_r),
        cmocka_unit_test(few_values_have_no_interval),
    };

    fc_init();
    return cmocka_run_group_tests_name("quantile_score", tests, NULL, NULL);
}
