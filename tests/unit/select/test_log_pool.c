/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logarithmic pools against quadrature, and the weight that is learned. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "select/log_pool.h"
#include "support/reference.h"

static const char file[] = "informed.csv";

/* The grid has 802 knots and cuts off 2 in 10,000 of each tail. */
static const double tolerance = 2e-3;

struct pool_case {
    const char *name;
    struct fc_student first;
    struct fc_student second;
    double weight;
};

static const double root_of_0_6 = 0.7745966692414834;

static const struct pool_case cases[] = {
    {"near", {0.4, 0.2}, {0.1, 0.5}, 0.8},
    {"apart", {1.0, 0.1}, {-1.0, 0.4}, 0.5},
    {"plain", {0.0, 1.0}, {0.3, 0.7}, 0.0},
    {"narrow", {0.2, 0.01}, {0.1, 2.0}, 0.9},
};

static void test_quantiles(void **state)
{
    static struct fc_log_pool pool;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct pool_case *c = &cases[i];

        fc_log_pool_fill(&pool, &c->first, &c->second, c->weight);
        for (size_t p = 10; p <= 90; p += 40) {
            double expected = reference_numbered(file, c->name, "q", p);
            double got = fc_log_pool_quantile(&pool, (double)p / 100.0);

            /* in terms of the narrower law's scale */
            assert_true(fabs(got - expected)
                        <= tolerance * fmax(c->first.scale, fabs(expected)));
        }
        assert_true(fabs(pool.probability[FC_POOL_KNOTS - 1] - 1.0) < 1e-12);
    }
}

/* A past of one: its scores differ by those of the two laws and the pools. */
static void test_score(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct pool_case *c = &cases[i];
        struct fc_pool_past past = {0};
        size_t at = (size_t)lround(c->weight * (FC_POOL_WEIGHTS - 1));
        double at_zero = 0.0;

        fc_pool_past_add(&past, &c->first, &c->second, 0.25);
        assert_int_equal(past.count, 1);
        reference_assert_close(past.sum[at],
                               reference_value(file, c->name, "score"),
                               tolerance, 1.0);
        /* weight 0 is the second law itself */
        at_zero = exp(past.sum[0]);
        assert_true(at_zero > 0.0 && at_zero < 1.0 / c->second.scale);
    }
}

static void test_weight(void **state)
{
    static const double given[][5] = {
        {0.5, 0.2, 0.1, 0.6, 0.45},
        {0.4, 0.2, 0.6, 0.5, 0.2},
        {0.3, 0.25, -0.2, 0.5, 0.5},
        {0.6, 0.2, 0.5, 0.6, 0.55},
    };
    struct fc_pool_past past = {0};

    (void)state;
    assert_true(fabs(fc_pool_past_weight(&past) - 0.5) < 1e-12);
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        const struct fc_student first = {given[i][0], given[i][1]};
        const struct fc_student second = {given[i][2], given[i][3]};

        fc_pool_past_add(&past, &first, &second, given[i][4]);
    }
    reference_assert_close(fc_pool_past_weight(&past),
                           reference_value(file, "past", "weight"), tolerance,
                           1.0);
}

/* The better law wins in the long run, whichever it is. */
static void test_weight_turns(void **state)
{
    const struct fc_student sharp = {0.0, 0.1};
    const struct fc_student wide = {0.0, 2.0};
    struct fc_pool_past first = {0};
    struct fc_pool_past second = {0};

    (void)state;
    for (int i = 0; i < 60; i++) {
        double actual = 0.002 * (double)(i - 30);

        fc_pool_past_add(&first, &sharp, &wide, actual);
        fc_pool_past_add(&second, &wide, &sharp, actual);
    }
    assert_true(fc_pool_past_weight(&first) > 0.95);
    assert_true(
        fabs(fc_pool_past_weight(&first) + fc_pool_past_weight(&second) - 1.0)
        < 1e-9);
}

static void test_scale(void **state)
{
    (void)state;
    assert_true(fabs(fc_student_scale(1.0) - root_of_0_6) < 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quantiles), cmocka_unit_test(test_score),
        cmocka_unit_test(test_weight),    cmocka_unit_test(test_weight_turns),
        cmocka_unit_test(test_scale),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
