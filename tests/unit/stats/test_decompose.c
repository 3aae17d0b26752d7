/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seasonal indices and the test for a season, against R (reference/theta.R),
 * and the search for a minimum. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forecast/init.h"

#include "stats/adjustment.h"
#include "stats/decompose.h"
#include "stats/minimise.h"
#include "support/reference.h"

static const char *const reference = "theta.csv";

enum { most = 512 };

static size_t load(double *y, const char *name)
{
    size_t n = (size_t)reference_value(reference, name, "n");

    assert_true(n <= most);
    for (size_t t = 0; t < n; t++) {
        y[t] = reference_numbered(reference, name, "y", t + 1);
    }
    return n;
}

static void test_indices_against_r(void **state)
{
    static const struct {
        const char *series;
        const char *name;
        size_t season;
        size_t steps;
    } cases[] = {
        {"air", "theta-air", 12, 18},
        {"gas", "theta-gas", 4, 8},
        {"wine", "theta-wine", 12, 18},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double y[most];
        double index[12];
        size_t n = load(y, cases[i].series);

        assert_true(fc_is_seasonal(y, n, cases[i].season));
        fc_seasonal_indices(index, y, n, cases[i].season, true);
        for (size_t h = 0; h < cases[i].steps; h++) {
            reference_assert_close(
                index[(n + h) % cases[i].season],
                reference_numbered(reference, cases[i].name, "index", h + 1),
                1e-12, 0.0);
        }
    }
}

/* y = t + pattern: the moving average of a straight line is the line. */
static void test_additive_indices_of_a_line(void **state)
{
    static const double pattern[] = {3.0, -1.0, -2.0};
    double y[12];
    double index[3];

    (void)state;
    for (size_t t = 0; t < 12; t++) {
        y[t] = (double)t + pattern[t % 3];
    }
    fc_seasonal_indices(index, y, 12, 3, false);
    for (size_t s = 0; s < 3; s++) {
        reference_assert_close(index[s], pattern[s], 1e-14, 1.0);
    }
}

static void test_no_season(void **state)
{
    double y[most];
    double even[24] = {0.0};
    size_t n = load(y, "nile");

    (void)state;
    assert_false(fc_is_seasonal(y, n, 1));
    assert_false(fc_is_seasonal(y, n, 12));
    assert_false(fc_is_seasonal(even, 24, 4));
    n = load(y, "air");
    assert_false(fc_is_seasonal(y, 24, 12)); /* two seasons tell nothing */
    assert_false(fc_is_seasonal(y, 36, 12)); /* R: 0.87 */
    assert_true(fc_is_seasonal(y, 100, 12)); /* R: 1.85 */
}

static double valleys(double x, void *context)
{
    (void)context;
    return cos(6.0 * x) + 0.1 * (x - 2.0) * (x - 2.0);
}

static double slope_of(double x, void *context)
{
    return *(const double *)context * x;
}

static void test_minimum(void **state)
{
    static const double grid[] = {0.0,  0.25, 0.5,  0.75, 1.0,  1.25, 1.5,
                                  1.75, 2.0,  2.25, 2.5,  2.75, 3.0};
    struct fc_curve_1d curve = {.value = valleys};
    double x = 0.0;
    double slope = 0.0;

    (void)state;
    assert_int_equal(fc_minimise(&x, &curve, grid, 13, NULL), FC_OK);
    /* R: optimize(f, c(1, 2), tol = 1e-12)$minimum */
    reference_assert_close(x, 1.57316769, 1e-7, 0.0);
    /* At an end, and where nothing is lower than anything else. */
    curve = (struct fc_curve_1d){.value = slope_of, .context = &slope};
    for (int sign = -1; sign <= 1; sign++) {
        slope = (double)sign;
        assert_int_equal(fc_minimise(&x, &curve, grid, 13, NULL), FC_OK);
        reference_assert_close(x, sign < 0 ? 3.0 : 0.0, 1e-8, 1.0);
    }
}

/* A season that is zero cannot be divided by: the season is added instead.
 * Whatever was taken out comes back. */
static void test_adjustment(void **state)
{
    static const struct {
        double low; /* what stands in every fourth period */
        bool multiplicative;
    } cases[] = {{3.0, true}, {0.0, false}, {-3.0, false}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fc_adjustment season = {0};
        double y[24];

        for (size_t t = 0; t < 24; t++) {
            y[t] = t % 4 == 0 ? cases[i].low : 10.0 + (double)t;
        }
        assert_int_equal(fc_adjustment_find(&season, y, 24, 4, true, NULL),
                         FC_OK);
        assert_true(fc_adjustment_is_seasonal(&season));
        assert_int_equal(season.multiplicative, cases[i].multiplicative);
        reference_assert_close(fc_adjustment_factor(&season, 6),
                               cases[i].multiplicative ? season.index[2] : 1.0,
                               0.0, 0.0);
        for (size_t t = 0; t < 24; t++) {
            double rest = fc_adjustment_take_out(&season, y[t], t);

            assert_true(fabs(rest - y[t]) > 1e-3);
            reference_assert_close(fc_adjustment_put(&season, rest, t), y[t],
                                   1e-12, 1.0);
        }
        fc_adjustment_release(&season);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_indices_against_r),
        cmocka_unit_test(test_additive_indices_of_a_line),
        cmocka_unit_test(test_no_season),
        cmocka_unit_test(test_adjustment),
        cmocka_unit_test(test_minimum),
    };

    fc_init(); /* an end of the range is no bracket to GSL */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
