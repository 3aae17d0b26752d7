/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "stats/transform.h"

static void test_positive_means_all_that_is_known(void **state)
{
    double gap = fc_missing();
    const struct {
        const char *name;
        double values[3];
        bool positive;
    } cases[] = {
        {"all positive", {1.0, 2.0, 3.0}, true},
        {"a gap is no zero", {1.0, gap, 3.0}, true},
        {"a zero", {1.0, 0.0, 3.0}, false},
        {"a negative", {gap, -1.0, 3.0}, false},
        {"nothing known", {gap, gap, gap}, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (fc_known_positive(cases[i].values, 3) != cases[i].positive) {
            fail_msg("%s", cases[i].name);
        }
    }
    assert_false(fc_known_positive(NULL, 0));
}

static void test_difference_keeps_the_length(void **state)
{
    const double values[] = {1.0, 4.0, 9.0, 16.0};
    double out[4];

    (void)state;
    fc_difference(out, values, 4, 2);
    assert_true(isnan(out[0]) && isnan(out[1]));
    assert_true(fabs(out[2] - 8.0) < 1e-12 && fabs(out[3] - 12.0) < 1e-12);
}

static void test_exponential_is_bounded(void **state)
{
    (void)state;
    assert_true(fabs(fc_exp_bounded(1.0) - 2.718281828459045) < 1e-14);
    assert_true(fabs(fc_exp_bounded(1e6) / 1e150 - 1.0) < 1e-10);
    assert_true(fabs(fc_exp_bounded(-1e6) / 1e-150 - 1.0) < 1e-10);
    assert_true(isfinite(fc_exp_bounded((double)INFINITY)));
}

static void test_logs_only_when_asked(void **state)
{
    const double values[] = {1.0, 10.0};
    double out[2];

    (void)state;
    fc_log_values(out, values, 2, true);
    assert_true(fabs(out[1] - 2.302585092994046) < 1e-15);
    fc_log_values(out, values, 2, false);
    assert_true(fabs(out[1] - 10.0) < 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_positive_means_all_that_is_known),
        cmocka_unit_test(test_difference_keeps_the_length),
        cmocka_unit_test(test_exponential_is_bounded),
        cmocka_unit_test(test_logs_only_when_asked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
