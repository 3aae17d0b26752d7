/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "planning/amount.h"
#include "planning/shares.h"

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

static void test_decimals_of_a_series(void **state)
{
    static const struct {
        const char *name;
        double values[3];
        int decimals;
    } cases[] = {
        {"90 to 110", {90, 110, 100}, 1},
        {"98.9 to 100.3", {98.9, 99, 100.3}, 2},
        {"whole, below 200", {300, 150, 250}, 1},
        {"whole, above 200", {300, 900, 500}, 0},
        {"fractions, above 200", {300.5, 900, 500}, 1},
        {"fractions, above 1,000", {300.5, 1900, 500}, 0},
        {"large", {16.005, (double)NAN, 187792}, 0},
        {"one value again and again", {500, 500, 500}, 0},
        {"nothing in the end", {5000, 9000, 0}, 0},
        {"little in the end", {5000, 9000, 3.2}, 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        print_message("  %s\n", cases[i].name);
        assert_int_equal(fc_amount_decimals_of(
                             (fc_span){.values = cases[i].values, .length = 3}),
                         cases[i].decimals);
    }
}

static void test_percentages_for_people(void **state)
{
    static const struct {
        double percent;
        const char *text;
    } cases[] = {
        {12.34, "12.3 %"},      {999.9, "999.9 %"}, {1000.0, "over 1,000 %"},
        {1e39, "over 1,000 %"}, {-25.0, "-25.0 %"}, {-1e9, "under -1,000 %"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[FC_AMOUNT_TEXT_SIZE];

        fc_percent_format(text, cases[i].percent, 1);
        assert_string_equal(text, cases[i].text);
    }
}

static void test_shares_add_up(void **state)
{
    static const struct {
        fc_odds odds;
        int units;
        fc_odds rounded;
    } cases[] = {
        {{0.335, 0.335, 0.33}, 100, {0.34, 0.33, 0.33}},
        {{0.333, 0.333, 0.334}, 100, {0.33, 0.33, 0.34}},
        {{0.002, 0.003, 0.995}, 100, {0.0, 0.0, 1.0}},
        {{0.23335, 0.43335, 0.3333}, 10000, {0.2334, 0.4333, 0.3333}},
        {{0.25, 0.25, 0.5}, 10000, {0.25, 0.25, 0.5}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_odds got = fc_shares_round(cases[i].odds, cases[i].units);

        assert_true(fabs(got.below - cases[i].rounded.below) < 1e-12);
        assert_true(fabs(got.inside - cases[i].rounded.inside) < 1e-12);
        assert_true(fabs(got.above - cases[i].rounded.above) < 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_format),
        cmocka_unit_test(test_decimals_follow_the_size),
        cmocka_unit_test(test_decimals_of_a_series),
        cmocka_unit_test(test_percentages_for_people),
        cmocka_unit_test(test_shares_add_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
