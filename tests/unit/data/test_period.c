/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/period.h"

#include "data/calendar.h"

/* What a text means and how it is written, by frequency and fiscal year. */
static const struct {
    const char *text;
    fc_frequency expected;
    int fiscal_year_end;
    const char *written; /* NULL: refused */
    const char *last_day;
    fc_status status;
} cases[] = {
    {"2025", FC_YEARLY, 0, "2025", "2025-12-31", FC_OK},
    {"FY2025", FC_YEARLY, 12, "2025", "2025-12-31", FC_OK},
    {"FY2025", FC_YEARLY, 1, "FY2025", "2025-01-31", FC_OK},
    {"2025", FC_YEARLY, 6, "FY2025", "2025-06-30", FC_OK},
    {"2024-07-01", FC_YEARLY, 6, "FY2025", "2025-06-30", FC_OK},
    {"2025H1", FC_HALF_YEARLY, 0, "2025H1", "2025-06-30", FC_OK},
    {"2025h2", FC_FREQUENCY_NONE, 0, "2025H2", "2025-12-31", FC_OK},
    {"2025H1", FC_HALF_YEARLY, 6, "FY2025H2", "2025-06-30", FC_OK},
    {"FY2025H1", FC_HALF_YEARLY, 1, "FY2025H1", "2024-07-31", FC_OK},
    {"2025Q1", FC_QUARTERLY, 0, "2025Q1", "2025-03-31", FC_OK},
    {"2025-Q1", FC_QUARTERLY, 0, "2025Q1", "2025-03-31", FC_OK},
    {"2025q1", FC_FREQUENCY_NONE, 0, "2025Q1", "2025-03-31", FC_OK},
    {"2025 Q4", FC_QUARTERLY, 0, "2025Q4", "2025-12-31", FC_OK},
    {"2024-09-30", FC_QUARTERLY, 6, "2024Q3", "2024-09-30", FC_OK},
    {"FY2025Q1", FC_QUARTERLY, 6, "2024Q3", "2024-09-30", FC_OK},
    {"FY2025Q4", FC_QUARTERLY, 9, "2025Q3", "2025-09-30", FC_OK},
    {"FY2025Q1", FC_QUARTERLY, 1, "FY2025Q1", "2024-04-30", FC_OK},
    {"FY2025Q4", FC_QUARTERLY, 1, "FY2025Q4", "2025-01-31", FC_OK},
    {"2025-01-31", FC_QUARTERLY, 1, "FY2025Q4", "2025-01-31", FC_OK},
    {"2025-02-01", FC_QUARTERLY, 1, "FY2026Q1", "2025-04-30", FC_OK},
    {"fy2025q3", FC_QUARTERLY, 2, "FY2025Q3", "2024-11-30", FC_OK},
    {"2025-02", FC_QUARTERLY, 0, "2025Q1", "2025-03-31", FC_OK},
    {"2025-03", FC_MONTHLY, 0, "2025-03", "2025-03-31", FC_OK},
    {"2025M3", FC_FREQUENCY_NONE, 0, "2025-03", "2025-03-31", FC_OK},
    {"2024-02-29", FC_MONTHLY, 0, "2024-02", "2024-02-29", FC_OK},
    {"2100-02", FC_MONTHLY, 0, "2100-02", "2100-02-28", FC_OK},
    {"2000-02", FC_MONTHLY, 0, "2000-02", "2000-02-29", FC_OK},
    {"2025-W05", FC_WEEKLY, 0, "2025-W05", "2025-02-02", FC_OK},
    {"2025W5", FC_FREQUENCY_NONE, 0, "2025-W05", "2025-02-02", FC_OK},
    {"2020-W53", FC_WEEKLY, 0, "2020-W53", "2021-01-03", FC_OK},
    {"2021-01-03", FC_WEEKLY, 0, "2020-W53", "2021-01-03", FC_OK},
    {"2024-12-30", FC_WEEKLY, 0, "2025-W01", "2025-01-05", FC_OK},
    {"2025-03-31", FC_DAILY, 0, "2025-03-31", "2025-03-31", FC_OK},
    {"2025-03-31T23", FC_DAILY, 0, "2025-03-31", "2025-03-31", FC_OK},
    {"2025-03-31T14", FC_HOURLY, 0, "2025-03-31T14", "2025-03-31", FC_OK},
    {"2025-03-31 14:00", FC_HOURLY, 0, "2025-03-31T14", "2025-03-31", FC_OK},
    {"1969-12-31t23:00:00", FC_FREQUENCY_NONE, 0, "1969-12-31T23", "1969-12-31",
     FC_OK},
    {"0001-01-01", FC_DAILY, 0, "0001-01-01", "0001-01-01", FC_OK},
    {"9999-12-31", FC_WEEKLY, 0, "9999-W52", "10000-01-02", FC_OK},

    {"2025Q5", FC_QUARTERLY, 0, .status = FC_ERR_DATA},
    {"2025Q0", FC_QUARTERLY, 0, .status = FC_ERR_DATA},
    {"2025H3", FC_HALF_YEARLY, 0, .status = FC_ERR_DATA},
    {"2025-13", FC_MONTHLY, 0, .status = FC_ERR_DATA},
    {"2025-02-30", FC_DAILY, 0, .status = FC_ERR_DATA},
    {"1900-02-29", FC_DAILY, 0, .status = FC_ERR_DATA},
    {"2021-W53", FC_WEEKLY, 0, .status = FC_ERR_DATA},
    {"2025-W00", FC_WEEKLY, 0, .status = FC_ERR_DATA},
    {"2025-03-31T24", FC_HOURLY, 0, .status = FC_ERR_DATA},
    {"2025-03-31 14:30", FC_HOURLY, 0, .status = FC_ERR_DATA},
    {"0000", FC_YEARLY, 0, .status = FC_ERR_DATA},
    {"2025Q1", FC_MONTHLY, 0, .status = FC_ERR_DATA},
    {"2025-03", FC_DAILY, 0, .status = FC_ERR_DATA},
    {"2025", FC_QUARTERLY, 0, .status = FC_ERR_DATA},
    {"2025-W05", FC_MONTHLY, 0, .status = FC_ERR_DATA},
    {"2025Q1", FC_QUARTERLY, 1, .status = FC_ERR_DATA},
    {"2025H1", FC_HALF_YEARLY, 3, .status = FC_ERR_DATA},
    {"", FC_QUARTERLY, 0, .status = FC_ERR_FORMAT},
    {"25Q1", FC_QUARTERLY, 0, .status = FC_ERR_FORMAT},
    {"2025Q1 ", FC_QUARTERLY, 0, .status = FC_ERR_FORMAT},
    {"2025Q11", FC_QUARTERLY, 0, .status = FC_ERR_FORMAT},
    {"2025--Q1", FC_QUARTERLY, 0, .status = FC_ERR_FORMAT},
    {"20251", FC_YEARLY, 0, .status = FC_ERR_FORMAT},
    {"2025-3", FC_MONTHLY, 0, .status = FC_ERR_FORMAT},
    {"2025-003", FC_MONTHLY, 0, .status = FC_ERR_FORMAT},
    {"2025/03/31", FC_DAILY, 0, .status = FC_ERR_FORMAT},
    {"2025-03-31T", FC_HOURLY, 0, .status = FC_ERR_FORMAT},
    {"2025-03-31T14:0", FC_HOURLY, 0, .status = FC_ERR_FORMAT},
    {"2025-03-31T14:00:00:00", FC_HOURLY, 0, .status = FC_ERR_FORMAT},
    {"FY2025-03", FC_MONTHLY, 0, .status = FC_ERR_FORMAT},
    {"FY2025M03", FC_MONTHLY, 0, .status = FC_ERR_FORMAT},
    {"FY2025W03", FC_WEEKLY, 0, .status = FC_ERR_FORMAT},
    {"-2025", FC_YEARLY, 0, .status = FC_ERR_FORMAT},
};

static void test_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_calendar calendar = {cases[i].fiscal_year_end};
        fc_period period = {0};
        fc_error err = {0};
        char text[FC_PERIOD_TEXT_SIZE];

        print_message("  '%s', fiscal year to month %d\n", cases[i].text,
                      cases[i].fiscal_year_end);
        assert_int_equal(fc_period_parse(&period, cases[i].text,
                                         cases[i].expected, calendar, &err),
                         cases[i].status);
        if (cases[i].status != FC_OK) {
            assert_int_equal(period.frequency, FC_FREQUENCY_NONE);
            assert_true(strlen(err.message) > 0);
            continue;
        }
        fc_period_format(text, period, calendar);
        assert_string_equal(text, cases[i].written);
        fc_date_format(text, fc_period_last_day(period, calendar));
        assert_string_equal(text, cases[i].last_day);
    }
}

static const struct {
    const char *text;
    fc_frequency expected;
    int fiscal_year_end;
    const char *message;
} messages[] = {
    {"Q1", FC_QUARTERLY, 0,
     "'Q1' is not a period; write 2025, 2025H1, 2025Q1, 2025-03, 2025-W05, "
     "2025-03-31, 2025-03-31T14, FY2025, FY2025H1 or FY2025Q1"},
    {"2025Q5", FC_QUARTERLY, 0, "quarter '2025Q5' does not exist"},
    {"2025-02-30", FC_DAILY, 0, "day '2025-02-30' does not exist"},
    {"2025Q1", FC_MONTHLY, 0,
     "'2025Q1' is a quarter; monthly periods are expected"},
    {"2025Q1", FC_QUARTERLY, 1,
     "'2025Q1' is no quarter of a fiscal year that ends in January; write "
     "FY2025Q1 if the fiscal year is meant, or a date"},
};

static void test_messages(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof messages / sizeof messages[0]; i++) {
        fc_calendar calendar = {messages[i].fiscal_year_end};
        fc_period period = {0};
        fc_error err = {0};

        assert_int_not_equal(fc_period_parse(&period, messages[i].text,
                                             messages[i].expected, calendar,
                                             &err),
                             FC_OK);
        assert_string_equal(err.message, messages[i].message);
    }
}

/* Thousands of consecutive periods, every frequency, every fiscal year: the
 * text reads back, the last day names the period, days follow each other, and
 * position and year count as they should. */
static void check_period(fc_period period, fc_calendar calendar)
{
    fc_period again = {0};
    fc_period first = {0};
    fc_period last = {0};
    int year = fc_period_fiscal_year(period, calendar);
    char text[FC_PERIOD_TEXT_SIZE];

    fc_period_format(text, period, calendar);
    assert_int_equal(
        fc_period_parse(&again, text, period.frequency, calendar, NULL), FC_OK);
    assert_int_equal(again.index, period.index);
    if (period.frequency != FC_HOURLY) {
        again = fc_period_of_date(fc_period_last_day(period, calendar),
                                  period.frequency, calendar);
        assert_int_equal(again.index, period.index);
    }
    fc_fiscal_year_periods(&first, &last, year, period.frequency, calendar);
    assert_true(first.index <= period.index && period.index <= last.index);
    assert_int_equal(fc_period_fiscal_position(period, calendar),
                     period.index - first.index + 1);
    assert_int_equal(fc_period_fiscal_year(first, calendar), year);
    assert_int_equal(fc_period_fiscal_year(last, calendar), year);
    assert_int_equal(fc_period_fiscal_year(fc_period_add(first, -1), calendar),
                     year - 1);
}

static void test_every_calendar(void **state)
{
    /* Index of a period around 1985; 3000 periods from there. */
    static const int64_t starts[] = {
        [FC_YEARLY] = 1000,   [FC_HALF_YEARLY] = 2900, [FC_QUARTERLY] = 7000,
        [FC_MONTHLY] = 23000, [FC_WEEKLY] = 700,       [FC_DAILY] = 10500,
        [FC_HOURLY] = -700};
    static const size_t in_year[] = {[FC_YEARLY] = 1,
                                     [FC_HALF_YEARLY] = 2,
                                     [FC_QUARTERLY] = 4,
                                     [FC_MONTHLY] = 12};

    (void)state;
    for (fc_frequency f = FC_YEARLY; f <= FC_HOURLY; f++) {
        for (int end = 0; end <= 12; end++) {
            fc_calendar calendar = {end};
            fc_period period = {f, starts[f]};

            for (int i = 0; i < 3000; i++) {
                check_period(period, calendar);
                period = fc_period_add(period, 1);
            }
            if (f <= FC_MONTHLY) {
                fc_period first = {0};
                fc_period last = {0};

                fc_fiscal_year_periods(&first, &last, 2024, f, calendar);
                assert_int_equal(fc_period_distance(first, last) + 1,
                                 in_year[f]);
            }
        }
    }
}

/* 400 years of days, each the one after the last. */
static void test_days_follow(void **state)
{
    int64_t first = fc_day_number((fc_date){1799, 12, 31});
    fc_date before = fc_day_date(first - 1);

    (void)state;
    for (int64_t day = first; day <= first + 146097; day++) {
        fc_date date = fc_day_date(day);

        assert_true(fc_date_exists(date));
        assert_int_equal(fc_day_number(date), day);
        assert_int_equal(fc_date_compare(before, date), -1);
        assert_true(
            date.day == before.day + 1
            || (date.day == 1
                && before.day == fc_days_in_month(before.year, before.month)));
        before = date;
    }
}

/* Rows "week,DATE,WEEK" and "day_number,DATE,NUMBER" of R. */
static void check_reference(const char *line, int *weeks, int *days)
{
    char what[16];
    char date_text[16];
    char value[16];
    char text[FC_PERIOD_TEXT_SIZE];
    fc_date date = {0};

    if (sscanf(line, "%15[^,],%15[^,],%15s", what, date_text, value) != 3) {
        return;
    }
    if (strcmp(what, "week") == 0) {
        assert_int_equal(fc_date_parse(&date, date_text, NULL), FC_OK);
        fc_period_format(text,
                         fc_period_of_date(date, FC_WEEKLY, (fc_calendar){0}),
                         (fc_calendar){0});
        assert_string_equal(text, value);
        (*weeks)++;
    } else if (strcmp(what, "day_number") == 0) {
        assert_int_equal(fc_date_parse(&date, date_text, NULL), FC_OK);
        assert_int_equal(fc_day_number(date), strtol(value, NULL, 10));
        (*days)++;
    }
}

static void test_weeks_of_r(void **state)
{
    FILE *file = fopen(FC_TEST_REFERENCE "/data.csv", "r");
    char line[256];
    int weeks = 0;
    int days = 0;

    (void)state;
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        check_reference(line, &weeks, &days);
    }
    (void)fclose(file);
    assert_int_equal(weeks, 71 * 8);
    assert_int_equal(days, 401);
}

static void test_dates(void **state)
{
    static const char *const wrong[] = {
        "2025-3-31", "2025-03", "2025Q1", "2025-03-31T14", "", "2025-03-31 "};
    fc_date date = {0};
    fc_error err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(fc_date_parse(&date, wrong[i], &err), FC_ERR_FORMAT);
    }
    assert_int_equal(fc_date_parse(&date, "2025-02-29", &err), FC_ERR_DATA);
    assert_int_equal(fc_date_parse(&date, "2024-02-29", &err), FC_OK);
    assert_int_equal(date.day, 29);
    assert_int_equal(fc_date_compare(date, date), 0);
    assert_int_equal(fc_date_compare((fc_date){2024, 3, 1}, date), 1);
}

static void test_far_away(void **state)
{
    fc_period now = {FC_QUARTERLY, 8100};
    fc_period far = fc_period_add(now, INT64_MAX);
    fc_period early = fc_period_add(far, INT64_MIN);
    char text[FC_PERIOD_TEXT_SIZE];

    (void)state;
    fc_period_format(text, far, (fc_calendar){1});
    fc_period_format(text, early, (fc_calendar){1});
    assert_int_equal(fc_period_add(far, 1).index, far.index);
    assert_int_equal(early.index, -far.index);
    assert_int_equal(fc_period_add(now, 5).index, 8105);
    assert_int_equal(fc_period_add(now, -5).index, 8095);
}

static void test_frequency_names(void **state)
{
    static const struct {
        const char *name;
        fc_frequency frequency;
    } names[] = {{"quarterly", FC_QUARTERLY},
                 {"Q", FC_QUARTERLY},
                 {"quarter", FC_QUARTERLY},
                 {"annual", FC_YEARLY},
                 {"Yearly", FC_YEARLY},
                 {"half-yearly", FC_HALF_YEARLY},
                 {"m", FC_MONTHLY},
                 {"week", FC_WEEKLY},
                 {"daily", FC_DAILY},
                 {"hour", FC_HOURLY},
                 {"fortnightly", FC_FREQUENCY_NONE},
                 {"", FC_FREQUENCY_NONE},
                 {"unknown", FC_FREQUENCY_NONE}};
    static const size_t seasons[] = {1, 1, 2, 4, 12, 52, 7, 24};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_int_equal(fc_frequency_find(names[i].name), names[i].frequency);
    }
    for (fc_frequency f = FC_FREQUENCY_NONE; f <= FC_HOURLY; f++) {
        assert_int_equal(fc_frequency_season(f), seasons[f]);
        assert_int_equal(fc_frequency_find(fc_frequency_name(f)), f);
        assert_int_equal(fc_frequency_find(fc_frequency_noun(f)), f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_messages),
        cmocka_unit_test(test_every_calendar),
        cmocka_unit_test(test_days_follow),
        cmocka_unit_test(test_weeks_of_r),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_far_away),
        cmocka_unit_test(test_frequency_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
