/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stats/lognormal.h"

enum { COUNT = 100000 };

static double factors[COUNT];
static double others[COUNT];

static void test_moments(void **state)
{
    static const double deviations[] = {0.01, 0.05, 0.3};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        double sum = 0.0;
        double squares = 0.0;
        double deviation = deviations[i];

        assert_int_equal(
            fc_lognormal_factors(factors, COUNT, deviation, "x", 1, 0, NULL),
            FC_OK);
        for (size_t d = 0; d < COUNT; d++) {
            assert_true(factors[d] > 0.0);
            sum += factors[d];
            squares += (factors[d] - 1.0) * (factors[d] - 1.0);
        }
        /* Four standard errors of independent draws; pairs have less. */
        assert_true(fabs(sum / COUNT - 1.0) < 4.0 * deviation / sqrt(COUNT));
        assert_true(fabs(sqrt(squares / COUNT) / deviation - 1.0) < 0.03);
    }
}

/* The logarithms of a pair lie as far above and below their centre. */
static void test_pairs(void **state)
{
    double centre = -0.5 * log1p(0.2 * 0.2);

    (void)state;
    assert_int_equal(fc_lognormal_factors(factors, 101, 0.2, "x", 1, 0, NULL),
                     FC_OK);
    for (size_t d = 0; d < 100; d += 2) {
        assert_true(fabs(log(factors[d]) + log(factors[d + 1]) - 2.0 * centre)
                    < 1e-12);
    }
}

static void test_streams(void **state)
{
    static const struct {
        const char *stream;
        uint64_t salt;
        uint64_t seed;
        bool same;
    } cases[] = {{"x", 1, 0, true},
                 {"y", 1, 0, false},
                 {"x", 2, 0, false},
                 {"x", 1, 1, false}};

    (void)state;
    assert_int_equal(fc_lognormal_factors(factors, 10, 0.2, "x", 1, 0, NULL),
                     FC_OK);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(fc_lognormal_factors(others, 10, 0.2, cases[i].stream,
                                              cases[i].salt, cases[i].seed,
                                              NULL),
                         FC_OK);
        assert_int_equal(others[0] == factors[0], cases[i].same);
    }
    /* No deviation: exactly one. */
    assert_int_equal(fc_lognormal_factors(others, 10, 0.0, "x", 1, 0, NULL),
                     FC_OK);
    assert_true(others[0] == 1.0 && others[9] == 1.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moments),
        cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_streams),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
