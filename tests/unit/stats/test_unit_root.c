/* SPDX-License-Identifier: GPL-3.0-or-later */
/* KPSS, differences and the strength of the season against R:
 * tests/reference/arima.R. The same sums twice, so to 1e-9. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/unit_root.h"

#include "stats/seasonal_strength.h"
#include "support/reference.h"

static const char *const reference = "arima.csv";

enum { most = 512 };

static size_t load(double y[most], const char *name)
{
    size_t n = (size_t)reference_value(reference, name, "n");

    assert_true(n <= most);
    for (size_t t = 0; t < n; t++) {
        y[t] = reference_numbered(reference, name, "y", t + 1);
    }
    return n;
}

static void test_kpss(void **state)
{
    static const char *const names[] = {"nile", "lynx", "air"};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        double y[most];
        size_t n = load(y, names[i]);
        size_t lags = (size_t)reference_value(reference, names[i], "lags");

        for (int trend = 0; trend < 2; trend++) {
            fc_test test = {0};

            for (size_t l = 0; l <= 4; l += 4) {
                char quantity[24];

                (void)snprintf(quantity, sizeof quantity, "kpss-%s-%zu",
                               trend > 0 ? "tau" : "mu", l);
                assert_int_equal(fc_kpss_test(&test, y, n, trend > 0, l, NULL),
                                 FC_OK);
                reference_assert_close(
                    test.statistic,
                    reference_value(reference, names[i], quantity), 1e-9, 0.0);
            }
            assert_int_equal(fc_kpss_test(&test, y, n, trend > 0, lags, NULL),
                             FC_OK);
            reference_assert_close(
                test.p_value,
                reference_value(reference, names[i],
                                trend > 0 ? "p-Trend" : "p-Level"),
                1e-9, 0.0);
        }
    }
}

static void test_what_cannot_be_tested(void **state)
{
    const double flat[] = {2.0, 2.0, 2.0, 2.0};
    const double gap[] = {1.0, (double)NAN, 3.0, 2.0};
    fc_test test = {0};

    (void)state;
    assert_int_equal(fc_kpss_test(&test, flat, 4, false, 0, NULL), FC_ERR_DATA);
    assert_int_equal(fc_kpss_test(&test, gap, 4, false, 0, NULL),
                     FC_ERR_NONFINITE);
    assert_int_equal(fc_kpss_test(&test, flat, 2, false, 0, NULL),
                     FC_ERR_TOO_SHORT);
    assert_int_equal(fc_kpss_test(&test, flat, 4, false, 4, NULL),
                     FC_ERR_ARGUMENT);
}

static void test_differences(void **state)
{
    static const char *const names[] = {"nile", "lynx", "air",
                                        "wine", "gas",  "ukgas"};
    const double flat[] = {2.0, 2.0, 2.0, 2.0};
    size_t count = 9;

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        double y[most];
        size_t n = load(y, names[i]);

        assert_int_equal(fc_difference_count(&count, y, n, 2, NULL), FC_OK);
        assert_int_equal(count,
                         (int)reference_value(reference, names[i], "ndiffs"));
    }
    assert_int_equal(fc_difference_count(&count, flat, 4, 2, NULL), FC_OK);
    assert_int_equal(count, 0);
    assert_int_equal(fc_difference_count(&count, flat, 0, 2, NULL), FC_OK);
    assert_int_equal(count, 0);
}

static void test_strength(void **state)
{
    static const char *const names[] = {"air", "wine", "gas", "ukgas"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        double y[most];
        double strength = 0.0;
        size_t n = load(y, names[i]);

        assert_int_equal(
            fc_seasonal_strength(
                &strength, y, n,
                (size_t)reference_value(reference, names[i], "season"), NULL),
            FC_OK);
        reference_assert_close(strength,
                               reference_value(reference, names[i], "strength"),
                               1e-9, 0.0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kpss),
        cmocka_unit_test(test_what_cannot_be_tested),
        cmocka_unit_test(test_differences),
        cmocka_unit_test(test_strength),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
