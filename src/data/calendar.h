/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days and dates of the proleptic Gregorian calendar. A day number counts days
 * since 1970-01-01. Months are counted on through the years by a month number,
 * 12 * year + month, so that the month after December is just one more.
 */
#ifndef FC_DATA_CALENDAR_H
#define FC_DATA_CALENDAR_H

#include <stdint.h>

#include "forecast/period.h"

/** Division that rounds down, also for negative numerators. */
int64_t fc_floor_divide(int64_t numerator, int64_t denominator);

/** Day number of a date that exists. */
int64_t fc_day_number(fc_date date);

/** Date of a day number. */
fc_date fc_day_date(int64_t day);

/** 28 to 31. */
int fc_days_in_month(int64_t year, int month);

/** 0 is Monday, 6 is Sunday. */
int fc_weekday(int64_t day);

/** Does the date exist (year 1 to 9999)? */
bool fc_date_exists(fc_date date);

/** Month 1 to 12 in which fiscal years end. */
int fc_calendar_end_month(fc_calendar calendar);

/** English name of month 1 to 12. */
const char *fc_month_name(int month);

#endif
