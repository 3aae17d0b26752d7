/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "planning/amount.h"

static void test_format(void **state)
{
    static const struct {
        double value;
        int decimals;
        const char *text;
    } cases[] = {
        {157812.4, 0, "157,812"},
        {0.0, 0, "0"},
        {999.0, 0, "999"},
        {1000.0, 0, "1,000"},
        {-1234567.0, 0, "-1,234,567"},
        {-0.3, 0, "0"},
        {16.005, 3, "16.005"},
        {1234.5, 1, "1,234.5"},
        {-999.96, 1, "-1,000.0"},
        {1e15, 0, "1e+15"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[FC_AMOUNT_TEXT_SIZE];

        fc_amount_format(text, cases[i].value, cases[i].decimals);
        assert_string_equal(text, cases[i].text);
    }
}

static void test_decimals_follow_the_size(void **state)
{
    (void)state;
    assert_int_equal(fc_amount_decimals(187792.0), 0);
    assert_int_equal(fc_amount_decimals(-100.0), 0);
    assert_int_equal(fc_amount_decimals(16.0), 1);
    assert_int_equal(fc_amount_decimals(1.0), 2);
    assert_int_equal(fc_amount_decimals(0.02), 3);
    assert_int_equal(fc_amount_decimals((double)INFINITY), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_format),
        cmocka_unit_test(test_decimals_follow_the_size),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
