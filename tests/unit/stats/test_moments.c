/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NIST's problems are in tests/unit/planning/test_certificate.c. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/moments.h"

#include "support/reference.h"

static void test_values(void **state)
{
    /* n - 1 in the variance; autocorrelation (-1.5 -0.5 0.5 1.5): 1.25 / 5 */
    static const double values[] = {1.0, 2.0, 3.0, 4.0};
    fc_moments moments = {0};

    (void)state;
    assert_int_equal(fc_moments_compute(&moments, values, 4, NULL), FC_OK);
    assert_int_equal(moments.n, 4);
    reference_assert_close(moments.mean, 2.5, 0.0, 0.0);
    reference_assert_close(moments.sd, sqrt(5.0 / 3.0), 1e-15, 0.0);
    reference_assert_close(moments.autocorrelation, 0.25, 0.0, 0.0);
}

/* A double alone would leave nothing of the deviations 0.25 from 2^50. */
static void test_a_large_mean_costs_nothing(void **state)
{
    double values[1000];
    fc_moments moments = {0};

    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        values[i] = 1125899906842624.0 + (i % 2 == 0 ? 0.25 : -0.25);
    }
    assert_int_equal(fc_moments_compute(&moments, values, 1000, NULL), FC_OK);
    reference_assert_close(moments.mean, 1125899906842624.0, 0.0, 0.0);
    reference_assert_close(moments.sd, 0.25 * sqrt(1000.0 / 999.0), 1e-15, 0.0);
    reference_assert_close(moments.autocorrelation, -0.999, 1e-15, 0.0);
}

static void test_what_has_no_value_is_missing(void **state)
{
    static const double values[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    fc_moments moments = {0};

    (void)state;
    assert_int_equal(fc_moments_compute(&moments, values, 1, NULL), FC_OK);
    assert_true(isnan(moments.sd));
    assert_true(isnan(moments.autocorrelation));
    assert_int_equal(fc_moments_compute(&moments, values, 7, NULL), FC_OK);
    reference_assert_close(moments.mean, 0.1, 0.0, 0.0);
    reference_assert_close(moments.sd, 0.0, 0.0, 0.0);
    assert_true(isnan(moments.autocorrelation));
}

static void test_unusable_values_are_refused(void **state)
{
    static const double infinite[] = {1.0, (double)INFINITY};
    static const double huge[] = {1e300, -1e300};
    fc_moments moments = {0};
    fc_error err = {0};

    (void)state;
    assert_int_equal(fc_moments_compute(&moments, infinite, 0, &err),
                     FC_ERR_TOO_SHORT);
    assert_int_equal(fc_moments_compute(&moments, infinite, 2, &err),
                     FC_ERR_NONFINITE);
    assert_non_null(strstr(err.message, "value 2"));
    assert_int_equal(fc_moments_compute(&moments, huge, 2, &err),
                     FC_ERR_NONFINITE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_a_large_mean_costs_nothing),
        cmocka_unit_test(test_what_has_no_value_is_missing),
        cmocka_unit_test(test_unusable_values_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
