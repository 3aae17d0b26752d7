/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/score.h"

/* Reference numbers: tests/reference/select.csv, made by select.R with R 4.2.2
 * and package forecast 8.20. Sums of at most 40 terms in another order, and
 * distribution functions of other libraries, agree to this. */
static const double relative = 1e-10;

static void assert_near(double value, double expected)
{
    double allowed = relative * (1.0 + fabs(expected));

    if (!(fabs(value - expected) <= allowed)) {
        fail_msg("%.15g is not near %.15g", value, expected);
    }
}

/* As in select.R: position i counts from 1. */
static double sawtooth(size_t i, size_t step, size_t modulus)
{
    return (double)(i * step % modulus) / (double)modulus;
}

enum { LOSSES_MAX = 40 };

static void sawtooth_losses(double *a, double *b, size_t n)
{
    for (size_t i = 1; i <= n; i++) {
        a[i - 1] = 0.1 + sawtooth(i, 7, 11);
        b[i - 1] = sawtooth(i, 5, 13);
    }
}

static void alternating_losses(double *a, double *b, size_t n)
{
    for (size_t i = 1; i <= n; i++) {
        a[i - 1] = 1.0 + (i % 2 == 0 ? 0.5 : -0.5) + sawtooth(i, 3, 7) / 8.0;
        b[i - 1] = 0.9;
    }
}

static void test_dm_matches_r(void **state)
{
    static const struct {
        const char *name;
        void (*losses)(double *a, double *b, size_t n);
        size_t n;
        size_t horizon;
        double mean_difference;
        double statistic;
        double p_value;
    } cases[] = {
        {"one step", sawtooth_losses, 40, 1, 0.110839160839161,
         1.82732963999221, 0.0753094803285418},
        {"four steps", sawtooth_losses, 40, 4, 0.110839160839161,
         2.11244441879566, 0.0411035782389553},
        {"fewest for four steps", sawtooth_losses, 5, 4, 0.0552447552447552,
         0.121566662520557, 0.909104632053222},
        {"Bartlett, three steps", sawtooth_losses, 8, 3, 0.107867132867133,
         1.10795823156968, 0.304491749996651},
        {"Bartlett, two steps", alternating_losses, 20, 2, 0.15625,
         5.55931245857649, 2.31553884666999e-05},
        {"Bartlett, four steps", alternating_losses, 21, 4, 0.129761904761905,
         4.26422471017516, 0.000379281073737015},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double a[LOSSES_MAX];
        double b[LOSSES_MAX];
        fc_dm_test test = {0};
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        cases[i].losses(a, b, cases[i].n);
        assert_int_equal(
            fc_dm_test_compute(&test, a, b, cases[i].n, cases[i].horizon, &err),
            FC_OK);
        assert_int_equal(test.n, cases[i].n);
        assert_near(test.mean_difference, cases[i].mean_difference);
        assert_near(test.statistic, cases[i].statistic);
        assert_near(test.p_value, cases[i].p_value);
    }
}

static void test_dm_has_no_side(void **state)
{
    double a[LOSSES_MAX];
    double b[LOSSES_MAX];
    fc_dm_test forth = {0};
    fc_dm_test back = {0};

    (void)state;
    sawtooth_losses(a, b, LOSSES_MAX);
    assert_int_equal(fc_dm_test_compute(&forth, a, b, LOSSES_MAX, 4, NULL),
                     FC_OK);
    assert_int_equal(fc_dm_test_compute(&back, b, a, LOSSES_MAX, 4, NULL),
                     FC_OK);
    assert_near(back.statistic, -forth.statistic);
    assert_near(back.p_value, forth.p_value);
}

static void test_dm_without_variance(void **state)
{
    static const double one[] = {1.0, 2.0, 3.0, 4.0};
    static const double more[] = {1.5, 2.5, 3.5, 4.5};
    /* 0.1 + 0.2 against 0.3: the same but for rounding. */
    const double rounded[] = {1.0 + (0.1 + 0.2 - 0.3) * 2.0, 2.0 + 4.5e-16, 3.0,
                              4.0};
    fc_dm_test test = {0};

    (void)state;
    assert_int_equal(fc_dm_test_compute(&test, one, one, 4, 1, NULL), FC_OK);
    assert_true(test.statistic == 0.0);
    assert_true(test.p_value == 1.0);

    assert_int_equal(fc_dm_test_compute(&test, one, rounded, 4, 1, NULL),
                     FC_OK);
    assert_true(test.p_value == 1.0);

    assert_int_equal(fc_dm_test_compute(&test, more, one, 4, 1, NULL), FC_OK);
    assert_true(isinf(test.statistic) && test.statistic > 0.0);
    assert_true(test.p_value == 0.0);
    assert_true(test.mean_difference == 0.5);
}

static void test_dm_refuses(void **state)
{
    static const struct {
        const char *name;
        size_t n;
        size_t horizon;
        fc_status status;
        const char *message;
    } cases[] = {
        {"too few for anything", 3, 1, FC_ERR_TOO_SHORT, "at least 4"},
        {"as many as steps", 8, 8, FC_ERR_TOO_SHORT, "at least 9"},
        {"no horizon", 8, 0, FC_ERR_ARGUMENT, "horizon"},
        {"a loss that is no number", 12, 1, FC_ERR_NONFINITE, "loss 12"},
    };
    double a[LOSSES_MAX];
    double b[LOSSES_MAX];

    (void)state;
    sawtooth_losses(a, b, LOSSES_MAX);
    a[11] = (double)NAN;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_dm_test test = {0};
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        assert_int_equal(
            fc_dm_test_compute(&test, a, b, cases[i].n, cases[i].horizon, &err),
            cases[i].status);
        assert_non_null(strstr(err.message, cases[i].message));
    }
}

static void test_accuracy_matches_r(void **state)
{
    /* The series of select.R: 20 to train, 8 to test, seasonal naive. */
    double y[28];
    double forecast[8];
    fc_naive_scale scale[8];
    double naive = 0.0;
    fc_accuracy accuracy = {0};

    (void)state;
    for (size_t i = 1; i <= 28; i++) {
        y[i - 1] = 100.0 + 2.0 * (double)i + 30.0 * sawtooth(i, 3, 4)
                   + 10.0 * sawtooth(i, 5, 9);
    }
    for (size_t t = 4; t < 20; t++) {
        naive += fabs(y[t] - y[t - 4]) / 16.0;
    }
    for (size_t h = 0; h < 8; h++) {
        forecast[h] = y[16 + h % 4];
        scale[h].mae = naive;
    }
    accuracy = fc_accuracy_compute(forecast, y + 20, scale, 8);
    assert_int_equal(accuracy.n, 8);
    assert_near(accuracy.bias, -14.0833333333333);
    assert_near(accuracy.rmse, 14.9205715972989);
    assert_near(accuracy.mae, 14.0833333333333);
    assert_near(accuracy.mape, 8.46541965263816);
    assert_near(accuracy.mase, 1.82374100719424);
}

static void test_accuracy_by_hand(void **state)
{
    static const double forecast[] = {110.0, 90.0, 0.0, (double)NAN, 5.0};
    static const double actual[] = {100.0, 100.0, 0.0, 1.0, (double)NAN};
    fc_accuracy accuracy = fc_accuracy_compute(forecast, actual, NULL, 2);

    (void)state;
    /* 200 * 10 / 210 and 200 * 10 / 190 */
    assert_near(accuracy.smape, (2000.0 / 210.0 + 2000.0 / 190.0) / 2.0);
    assert_near(accuracy.mape, 10.0);
    assert_near(accuracy.bias, 0.0);
    assert_true(isnan(accuracy.mase));

    /* Pairs with a missing side are left out; an actual of 0 has no MAPE. */
    accuracy = fc_accuracy_compute(forecast, actual, NULL, 5);
    assert_int_equal(accuracy.n, 3);
    assert_near(accuracy.mae, 20.0 / 3.0);
    assert_true(isnan(accuracy.mape));
    assert_true(isfinite(accuracy.smape));
}

static void test_accuracy_that_does_not_exist(void **state)
{
    static const double one[] = {1.0, 2.0};
    static const double other[] = {2.0, 3.0};
    static const fc_naive_scale scale[] = {{1.0, 4.0}, {0.0, 0.0}};
    fc_accuracy none = fc_accuracy_compute(one, other, NULL, 0);

    (void)state;
    assert_int_equal(none.n, 0);
    assert_true(isnan(none.bias) && isnan(none.mae) && isnan(none.rmse));
    assert_true(isnan(none.mape) && isnan(none.smape) && isnan(none.mase));
    assert_true(isnan(fc_accuracy_compute(one, other, scale, 2).mase));
    assert_near(fc_accuracy_compute(one, other, scale, 1).mase, 1.0);
}

static void test_coverage_matches_r(void **state)
{
    static const struct {
        size_t hits;
        size_t n;
        double low;
        double high;
    } cases[] = {
        {0, 40, 0.0, 0.0880973028788024},
        {1, 40, 0.000632744932049419, 0.131585858482766},
        {32, 40, 0.643521981320765, 0.909477590600009},
        {40, 40, 0.911902697121198, 1.0},
        {128, 160, 0.729553430015052, 0.858995573201711},
        {1, 1, 0.025, 1.0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_coverage coverage = fc_coverage_compute(0.80, cases[i].hits,
                                                   cases[i].n);

        print_message("  %zu of %zu\n", cases[i].hits, cases[i].n);
        assert_true(coverage.nominal == 0.80);
        assert_near(coverage.rate, (double)cases[i].hits / (double)cases[i].n);
        assert_near(coverage.low, cases[i].low);
        assert_near(coverage.high, cases[i].high);
    }
}

static void test_coverage_of_nothing(void **state)
{
    fc_coverage coverage = fc_coverage_compute(0.95, 0, 0);

    (void)state;
    assert_true(isnan(coverage.rate));
    assert_true(coverage.low == 0.0 && coverage.high == 1.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dm_matches_r),
        cmocka_unit_test(test_dm_has_no_side),
        cmocka_unit_test(test_dm_without_variance),
        cmocka_unit_test(test_dm_refuses),
        cmocka_unit_test(test_accuracy_matches_r),
        cmocka_unit_test(test_accuracy_by_hand),
        cmocka_unit_test(test_accuracy_that_does_not_exist),
        cmocka_unit_test(test_coverage_matches_r),
        cmocka_unit_test(test_coverage_of_nothing),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
