/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forecast/history.h"

#include "near.h"
#include "planning/growth.h"

static fc_period quarter(const char *text, fc_calendar calendar)
{
    fc_period period = {0};

    assert_int_equal(
        fc_period_parse(&period, text, FC_QUARTERLY, calendar, NULL), FC_OK);
    return period;
}

static void test_growth_needs_a_positive_base(void **state)
{
    (void)state;
    assert_near(fc_growth_percent(110.0, 100.0), 10.0, 1e-12);
    assert_near(fc_growth_percent(-50.0, 100.0), -150.0, 1e-12);
    assert_true(isnan(fc_growth_percent(1.0, 0.0)));
    assert_true(isnan(fc_growth_percent(1.0, -2.0)));
    assert_true(isnan(fc_growth_percent(1.0, (double)NAN)));
}

static void test_cagr(void **state)
{
    (void)state;
    /* 88,988 to 637,959 in ten years: 7.169 times, 21.77 % a year. */
    assert_near(fc_growth_cagr(88988.0, 637959.0, 10.0), 0.2177, 5e-5);
    assert_near(fc_growth_cagr(2.0, 8.0, 2.0), 1.0, 1e-12);
    assert_true(isnan(fc_growth_cagr(-2.0, 8.0, 2.0)));
    assert_true(isnan(fc_growth_cagr(2.0, 8.0, 0.0)));
}

static void test_year_to_june(void **state)
{
    static const double values[] = {1, 2, 4, 8, 16, 32};
    fc_calendar june = {.fiscal_year_end = 6};
    fc_span span = {
        .start = quarter("2023Q2", june), .length = 6, .values = values};
    /* Fiscal 2024 runs from 2023Q3 to 2024Q2. */
    fc_year year = fc_year_of(span, FC_FLOW, 2024, june);

    (void)state;
    assert_int_equal(year.periods, 4);
    assert_near(year.total, 2 + 4 + 8 + 16, 0.0);
    year = fc_year_of(span, FC_STOCK, 2024, june);
    assert_near(year.total, 16, 0.0);
    assert_true(isnan(fc_year_of(span, FC_FLOW, 2025, june).total));
    assert_true(isnan(fc_year_of(span, FC_FLOW, 2023, june).total));
}

static void test_days_make_no_whole_year(void **state)
{
    (void)state;
    assert_int_equal(fc_year_length(FC_QUARTERLY), 4);
    assert_int_equal(fc_year_length(FC_MONTHLY), 12);
    assert_int_equal(fc_year_length(FC_YEARLY), 1);
    assert_int_equal(fc_year_length(FC_DAILY), 0);
    assert_int_equal(fc_year_length(FC_HOURLY), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_growth_needs_a_positive_base),
        cmocka_unit_test(test_cagr),
        cmocka_unit_test(test_year_to_june),
        cmocka_unit_test(test_days_make_no_whole_year),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
