/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/calendar.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

int64_t fc_floor_divide(int64_t numerator, int64_t denominator)
{
    int64_t quotient = numerator / denominator;

    return quotient - (numerator % denominator < 0);
}

/* Years are counted from March, so that the leap day is the last of its year;
 * 400 such years have 146,097 days and begin again with the same weekday. */
enum { days_in_era = 146097, years_in_era = 400 };

/* Day number of 0000-03-01, where the first era begins. */
static const int64_t first_era_day = -719468;

int64_t fc_day_number(fc_date date)
{
    int64_t year = (int64_t)date.year - (date.month <= 2);
    int64_t era = fc_floor_divide(year, years_in_era);
    int64_t year_of_era = year - era * years_in_era;
    int64_t month_from_march = (date.month + 9) % 12;
    int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;

    return first_era_day + era * days_in_era + year_of_era * 365
           + year_of_era / 4 - year_of_era / 100 + day_of_year;
}

fc_date fc_day_date(int64_t day)
{
    int64_t era = fc_floor_divide(day - first_era_day, days_in_era);
    int64_t day_of_era = day - first_era_day - era * days_in_era;
    int64_t leap_free = day_of_era - day_of_era / 1460 + day_of_era / 36524
                        - day_of_era / (days_in_era - 1);
    int64_t year_of_era = leap_free / 365;
    int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;
    int month = (int)((month_from_march + 2) % 12) + 1;

    return (fc_date){
        .year = (int)(era * years_in_era + year_of_era + (month <= 2)),
        .month = month,
        .day = (int)(day_of_year - (153 * month_from_march + 2) / 5) + 1,
    };
}

int fc_days_in_month(int64_t year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    assert(month >= 1 && month <= 12);
    return days[month - 1] + (month == 2 && leap);
}

int fc_weekday(int64_t day)
{
    int64_t since_monday = day + 3; /* 1970-01-01 was a Thursday */

    return (int)(since_monday - 7 * fc_floor_divide(since_monday, 7));
}

bool fc_date_exists(fc_date date)
{
    return date.year >= 1 && date.year <= 9999 && date.month >= 1
           && date.month <= 12 && date.day >= 1
           && date.day <= fc_days_in_month(date.year, date.month);
}

int fc_calendar_end_month(fc_calendar calendar)
{
    assert(calendar.fiscal_year_end >= 0 && calendar.fiscal_year_end <= 12);
    return calendar.fiscal_year_end > 0 ? calendar.fiscal_year_end : 12;
}

const char *fc_month_name(int month)
{
    static const char *const names[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};

    assert(month >= 1 && month <= 12);
    return names[month - 1];
}

void fc_date_format(char text[FC_PERIOD_TEXT_SIZE], fc_date date)
{
    (void)snprintf(text, FC_PERIOD_TEXT_SIZE, "%04d-%02d-%02d", date.year,
                   date.month, date.day);
}

int fc_date_compare(fc_date a, fc_date b)
{
    int64_t difference = fc_day_number(a) - fc_day_number(b);

    return (difference > 0) - (difference < 0);
}
