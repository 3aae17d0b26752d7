/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "forecast/init.h"

#include "regress/sup_law.h"
#include "support/reference.h"

static const char *const reference = "diagnostics_py.csv";

enum { CASES = 12 };

static void test_agrees_with_mpmath(void **state)
{
    (void)state;
    for (int i = 0; i < CASES; i++) {
        char name[16];
        double p = 0.0;

        (void)snprintf(name, sizeof name, "sup%d", i);
        assert_int_equal(
            fc_sup_law_tail(
                &p, reference_value(reference, name, "statistic"),
                (size_t)reference_value(reference, name, "dimension"),
                reference_value(reference, name, "span"), NULL),
            FC_OK);
        print_message("  %s: %.12g\n", name, p);
        reference_assert_close(p, reference_value(reference, name, "p"), 1e-9,
                               1.0);
    }
}

/* Critical values of Andrews (1993, table I, 15 per cent trimming). They come
 * from a simulation on a grid, which misses the peaks between its points, so
 * that the true tails are a little larger. */
static void test_critical_values_of_andrews(void **state)
{
    static const struct {
        size_t dimension;
        double level;
        double critical;
    } cases[] = {{1, 0.10, 7.17},  {1, 0.05, 8.85},  {1, 0.01, 12.35},
                 {2, 0.05, 11.79}, {3, 0.05, 14.15}, {4, 0.05, 16.45},
                 {5, 0.05, 18.35}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double p = 0.0;

        assert_int_equal(fc_sup_law_tail(&p, cases[i].critical,
                                         cases[i].dimension,
                                         2.0 * log(0.85 / 0.15), NULL),
                         FC_OK);
        print_message("  %zu: %g at %g\n", cases[i].dimension, p,
                      cases[i].level);
        assert_true(fabs(p - cases[i].level) < 0.1 * cases[i].level);
    }
}

/* One row alone: chi-squared. A short span comes close to that, from above. */
static void test_short_spans(void **state)
{
    (void)state;
    for (size_t dimension = 1; dimension <= 12; dimension++) {
        double statistic = 2.0 * (double)dimension;
        double plain = gsl_cdf_chisq_Q(statistic, (double)dimension);
        double none = 0.0;
        double little = 0.0;
        double more = 0.0;

        assert_int_equal(
            fc_sup_law_tail(&none, statistic, dimension, 0.0, NULL), FC_OK);
        assert_int_equal(
            fc_sup_law_tail(&little, statistic, dimension, 0.05, NULL), FC_OK);
        assert_int_equal(
            fc_sup_law_tail(&more, statistic, dimension, 1.0, NULL), FC_OK);
        reference_assert_close(none, plain, 1e-14, 0.0);
        assert_true(little > plain && more > little && more < 1.0);
    }
}

/* From 1 to 0 and never outside, for all that a scan may ask. */
static void test_falls_with_the_statistic(void **state)
{
    static const double spans[] = {0.1, 1.0, 3.469, 8.0};

    (void)state;
    for (size_t dimension = 1; dimension <= 40; dimension += 3) {
        for (size_t k = 0; k < sizeof spans / sizeof spans[0]; k++) {
            double before = 1.0;

            for (double statistic = 0.0; statistic < 300.0;
                 statistic += 0.7 + statistic / 5.0) {
                double p = -1.0;

                assert_int_equal(
                    fc_sup_law_tail(&p, statistic, dimension, spans[k], NULL),
                    FC_OK);
                if (!(p >= 0.0 && p <= before + 1e-8)) {
                    fail_msg("%zu columns, span %g, %g: %.12g after %.12g",
                             dimension, spans[k], statistic, p, before);
                }
                before = p;
            }
            assert_true(before < 1e-12);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agrees_with_mpmath),
        cmocka_unit_test(test_critical_values_of_andrews),
        cmocka_unit_test(test_short_spans),
        cmocka_unit_test(test_falls_with_the_statistic),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
