/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Periods and calendars.
 *
 *  - A period is a frequency and an index. Periods of one frequency are
 *    consecutive: arithmetic on periods is arithmetic on the index, never on
 *    days. Dates exist only at the edges (reading, printing).
 *  - A calendar says in which month a fiscal year ends. Quarters and half-years
 *    end in the months that the fiscal year implies (a year to January has
 *    quarters to April, July, October, January). Fiscal years are named by the
 *    calendar year they end in.
 *  - Where quarters coincide with calendar quarters (fiscal years ending in
 *    March, June, September, December) 2025Q1 is January to March and
 *    FY2025Q1 the first quarter of fiscal 2025. Otherwise only the FY form or
 *    a date names a quarter.
 *  - Weeks start on Monday (ISO 8601); the season of weekly data is 52 weeks.
 */
#ifndef FORECAST_PERIOD_H
#define FORECAST_PERIOD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forecast/api.h"
#include "forecast/status.h"

FC_BEGIN_DECLS

/** How many periods make a year, and how they are counted. */
typedef enum fc_frequency {
    FC_FREQUENCY_NONE = 0, /**< not known yet */
    FC_YEARLY,
    FC_HALF_YEARLY,
    FC_QUARTERLY,
    FC_MONTHLY,
    FC_WEEKLY,
    FC_DAILY,
    FC_HOURLY,
} fc_frequency;

/** One period of one frequency. */
typedef struct fc_period {
    fc_frequency frequency; /**< NONE: no period */
    int64_t index; /**< counts periods; consecutive periods differ by one */
} fc_period;

/** When fiscal years end. Zero is the calendar year. */
typedef struct fc_calendar {
    int fiscal_year_end; /**< month, 1 to 12; 0 means December */
} fc_calendar;

/** A day of the proleptic Gregorian calendar. */
typedef struct fc_date {
    int year;  /**< 0: no date */
    int month; /**< 1 to 12 */
    int day;   /**< 1 to 31 */
} fc_date;

/** Room for any period or date text, with the terminating NUL. */
enum { FC_PERIOD_TEXT_SIZE = 24 };

/** "quarterly" and so on; never NULL. */
FC_API const char *fc_frequency_name(fc_frequency frequency);

/** The noun of one period: "quarter" and so on; never NULL. */
FC_API const char *fc_frequency_noun(fc_frequency frequency);

/** Frequency by its name ("quarterly", "Q", "quarter"); NONE if unknown. */
FC_API fc_frequency fc_frequency_find(const char *name);

/**
 * Season length m in periods: 1, 2, 4, 12, 52, 7 (days in a week), 24 (hours
 * in a day); 1 for NONE.
 */
FC_API size_t fc_frequency_season(fc_frequency frequency);

/**
 * Parse one period: 2025, 2025H1, 2025Q1, 2025-Q1, 2025M03, 2025-03, 2025-W05,
 * 2025-03-31, 2025-03-31T14, 2025-03-31 14:00, FY2025, FY2025H1, FY2025Q1.
 * @param expected the frequency the text must have; a date names the period
 *        that contains it, and so does a month where longer periods are
 *        expected. With FC_FREQUENCY_NONE the frequency is what the text itself
 *        says (a plain date is a day). A plain year is the fiscal year of that
 *        name. Letters may be small, and a blank or '-' may stand before them.
 * @return FC_ERR_FORMAT with the accepted forms, FC_ERR_DATA when the period
 *         is of another frequency or does not exist (2025Q5, 2025-02-30).
 */
FC_API fc_status fc_period_parse(fc_period *out, const char *text,
                                 fc_frequency expected, fc_calendar calendar,
                                 fc_error *err);

/**
 * Write the usual text of @p period: 2025, 2025H1, 2025Q1, 2025-03, 2025-W05,
 * 2025-03-31, 2025-03-31T14; FY forms where the calendar asks for them (years
 * and half-years of a fiscal year that does not end in December, quarters that
 * are not calendar quarters). fc_period_parse() reads it back.
 */
FC_API void fc_period_format(char text[FC_PERIOD_TEXT_SIZE], fc_period period,
                             fc_calendar calendar);

/**
 * @p period moved by @p steps periods; indices end at a thousand million either
 * way.
 */
FC_API fc_period fc_period_add(fc_period period, int64_t steps);

/** Number of periods from @p from to @p to; frequencies must be equal. */
FC_API int64_t fc_period_distance(fc_period from, fc_period to);

/** The period of @p frequency (not NONE) that contains @p date; for hours the
 * first hour of the day. */
FC_API fc_period fc_period_of_date(fc_date date, fc_frequency frequency,
                                   fc_calendar calendar);

/** Last day of the period. */
FC_API fc_date fc_period_last_day(fc_period period, fc_calendar calendar);

/** The fiscal year in which the period ends. */
FC_API int fc_period_fiscal_year(fc_period period, fc_calendar calendar);

/**
 * Position of the period in its fiscal year, from 1 (for weeks, days and hours:
 * counted from the first period that ends in the fiscal year).
 */
FC_API int64_t fc_period_fiscal_position(fc_period period,
                                         fc_calendar calendar);

/** First and last period of @p frequency that end in fiscal year @p year. */
FC_API void fc_fiscal_year_periods(fc_period *first, fc_period *last, int year,
                                   fc_frequency frequency,
                                   fc_calendar calendar);

/** Write @p date as 2025-03-31. */
FC_API void fc_date_format(char text[FC_PERIOD_TEXT_SIZE], fc_date date);

/** Parse 2025-03-31; FC_ERR_FORMAT or FC_ERR_DATA. */
FC_API fc_status fc_date_parse(fc_date *out, const char *text, fc_error *err);

/** Negative, 0 or positive as @p a is before, equal to or after @p b. */
FC_API int fc_date_compare(fc_date a, fc_date b);

FC_END_DECLS

#endif
