/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stats/autoregression.h"

/* Radii from the characteristic polynomial, by hand: AR(1) |phi|; AR(2) with
 * complex roots sqrt(-phi2); factors (1 - a B)(1 - b B) give phi1 = a + b,
 * phi2 = -a b; phi at lag 4 alone gives phi^(1/4). */
static const struct {
    const char *name;
    size_t order;
    double phi[4];
    double radius;
} cases[] = {
    {"white noise", 1, {0.0}, 0.0},
    {"AR(1)", 1, {0.8}, 0.8},
    {"negative AR(1)", 1, {-0.97}, 0.97},
    {"random walk", 1, {1.0}, 1.0},
    {"explosive", 1, {1.7}, 1.7},
    {"complex pair", 2, {1.2, -0.81}, 0.9},
    {"real roots 0.9 and 0.5", 2, {1.4, -0.45}, 0.9},
    {"real roots 1.1 and 0.5", 2, {1.6, -0.55}, 1.1},
    {"lag 4 alone", 4, {0.0, 0.0, 0.0, 0.6561}, 0.9},
};

static void test_radius_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bool below = cases[i].radius == 0.0
                     || fc_ar_within(cases[i].phi, cases[i].order,
                                     cases[i].radius * 0.999);
        bool above = fc_ar_within(cases[i].phi, cases[i].order,
                                  cases[i].radius * 1.001 + 1e-9);

        if ((cases[i].radius > 0.0 && below) || !above) {
            fail_msg("%s: the radius is not %g", cases[i].name,
                     cases[i].radius);
        }
    }
}

static void test_pull_scales_the_radius(void **state)
{
    const double limit = 0.95;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double phi[4];
        double s = cases[i].radius > 0.0 ? limit / cases[i].radius : 1.0;
        bool moved = false;

        memcpy(phi, cases[i].phi, sizeof phi);
        moved = fc_ar_pull(phi, cases[i].order, limit);
        assert_int_equal(moved, cases[i].radius > limit);
        for (size_t l = 0; l < cases[i].order; l++) {
            double expected = cases[i].phi[l]
                              * (moved ? pow(s, (double)(l + 1)) : 1.0);

            if (!(fabs(phi[l] - expected) < 1e-9)) {
                fail_msg("%s: phi %zu is %g, not %g", cases[i].name, l + 1,
                         phi[l], expected);
            }
        }
        assert_true(fc_ar_within(phi, cases[i].order, limit));
    }
}

static void test_order_zero_is_stationary(void **state)
{
    (void)state;
    assert_true(fc_ar_within(NULL, 0, 0.5));
    assert_false(fc_ar_pull(NULL, 0, 0.5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_radius_is_found),
        cmocka_unit_test(test_pull_scales_the_radius),
        cmocka_unit_test(test_order_zero_is_stationary),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
