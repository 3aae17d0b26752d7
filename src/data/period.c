/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an index counts.
 *
 *  - Periods of n months (1, 3, 6, 12): period i ends in the month with number
 *    n i + phase, where the phase, 1 to n, is the fiscal year's last month
 *    counted modulo n. So the index of a quarter is 4 * year + 0..3 of the
 *    calendar quarter it ends in, and the index of a year is the fiscal year.
 *  - Weeks, days and hours count from the one that holds 1970-01-01.
 */
#include "forecast/period.h"

#include <assert.h>
#include <strings.h>

#include "data/calendar.h"

enum { most_aliases = 5 };

static const struct {
    const char *name;
    const char *noun;
    size_t season;
    int months; /* in one period; 0 if it is shorter than a month */
    const char *aliases[most_aliases];
} frequencies[] = {
    [FC_FREQUENCY_NONE] = {.name = "unknown", .noun = "period", .season = 1},
    [FC_YEARLY] = {.name = "yearly",
                   .noun = "year",
                   .season = 1,
                   .months = 12,
                   .aliases = {"annual", "annually", "Y", "A"}},
    [FC_HALF_YEARLY] = {.name = "half-yearly",
                        .noun = "half-year",
                        .season = 2,
                        .months = 6,
                        .aliases = {"half_yearly", "semiannual", "half"}},
    [FC_QUARTERLY] = {.name = "quarterly",
                      .noun = "quarter",
                      .season = 4,
                      .months = 3,
                      .aliases = {"Q"}},
    [FC_MONTHLY] = {.name = "monthly",
                    .noun = "month",
                    .season = 12,
                    .months = 1,
                    .aliases = {"M"}},
    [FC_WEEKLY] = {.name = "weekly",
                   .noun = "week",
                   .season = 52,
                   .aliases = {"W"}},
    [FC_DAILY] = {.name = "daily",
                  .noun = "day",
                  .season = 7,
                  .aliases = {"D"}},
    [FC_HOURLY] = {.name = "hourly", .noun = "hour", .season = 24},
};

enum { frequency_count = sizeof frequencies / sizeof frequencies[0] };

/* Indices stay far inside what years of type int can name. */
static const int64_t index_limit = 1000000000;

const char *fc_frequency_name(fc_frequency frequency)
{
    return frequencies[frequency].name;
}

const char *fc_frequency_noun(fc_frequency frequency)
{
    return frequencies[frequency].noun;
}

static bool is_called(size_t frequency, const char *name)
{
    const char *const *aliases = frequencies[frequency].aliases;

    if (strcasecmp(name, frequencies[frequency].name) == 0
        || strcasecmp(name, frequencies[frequency].noun) == 0) {
        return true;
    }
    for (size_t i = 0; i < most_aliases && aliases[i] != NULL; i++) {
        if (strcasecmp(name, aliases[i]) == 0) {
            return true;
        }
    }
    return false;
}

fc_frequency fc_frequency_find(const char *name)
{
    for (size_t i = FC_YEARLY; i < frequency_count; i++) {
        if (is_called(i, name)) {
            return (fc_frequency)i;
        }
    }
    return FC_FREQUENCY_NONE;
}

size_t fc_frequency_season(fc_frequency frequency)
{
    return frequencies[frequency].season;
}

static int64_t months_of(fc_frequency frequency)
{
    return frequencies[frequency].months;
}

static int64_t phase_of(fc_frequency frequency, fc_calendar calendar)
{
    return (fc_calendar_end_month(calendar) - 1) % months_of(frequency) + 1;
}

fc_period fc_period_add(fc_period period, int64_t steps)
{
    int64_t room_up = index_limit - period.index;
    int64_t room_down = -index_limit - period.index;

    if (steps > room_up) {
        steps = room_up;
    } else if (steps < room_down) {
        steps = room_down;
    }
    period.index += steps;
    return period;
}

int64_t fc_period_distance(fc_period from, fc_period to)
{
    assert(from.frequency == to.frequency);
    return to.index - from.index;
}

fc_period fc_period_of_date(fc_date date, fc_frequency frequency,
                            fc_calendar calendar)
{
    fc_period period = {.frequency = frequency};
    int64_t month = 12 * (int64_t)date.year + date.month;

    assert(frequency != FC_FREQUENCY_NONE);
    if (months_of(frequency) > 0) {
        /* The first end at or after the month: round up. */
        period.index = -fc_floor_divide(phase_of(frequency, calendar) - month,
                                        months_of(frequency));
    } else if (frequency == FC_WEEKLY) {
        period.index = fc_floor_divide(fc_day_number(date) + 3, 7);
    } else {
        period.index = fc_day_number(date) * (frequency == FC_HOURLY ? 24 : 1);
    }
    return period;
}

fc_date fc_period_last_day(fc_period period, fc_calendar calendar)
{
    int64_t months = months_of(period.frequency);
    int64_t end = 0;
    int64_t year = 0;
    int month = 0;

    assert(period.frequency != FC_FREQUENCY_NONE);
    if (period.frequency == FC_WEEKLY) {
        return fc_day_date(7 * period.index + 3);
    }
    if (period.frequency == FC_DAILY) {
        return fc_day_date(period.index);
    }
    if (period.frequency == FC_HOURLY) {
        return fc_day_date(fc_floor_divide(period.index, 24));
    }
    end = months * period.index + phase_of(period.frequency, calendar);
    year = fc_floor_divide(end - 1, 12);
    month = (int)(end - 12 * year);
    return (fc_date){.year = (int)year,
                     .month = month,
                     .day = fc_days_in_month(year, month)};
}

int fc_period_fiscal_year(fc_period period, fc_calendar calendar)
{
    fc_date last = fc_period_last_day(period, calendar);

    return last.year + (last.month > fc_calendar_end_month(calendar));
}

static fc_date first_day_of_fiscal_year(int year, fc_calendar calendar)
{
    int end = fc_calendar_end_month(calendar);

    return (fc_date){
        .year = end == 12 ? year : year - 1, .month = end % 12 + 1, .day = 1};
}

/* The period that holds the first day of a fiscal year ends in that year. */
static fc_period first_in_fiscal_year(int year, fc_frequency frequency,
                                      fc_calendar calendar)
{
    return fc_period_of_date(first_day_of_fiscal_year(year, calendar),
                             frequency, calendar);
}

int64_t fc_period_fiscal_position(fc_period period, fc_calendar calendar)
{
    int year = fc_period_fiscal_year(period, calendar);
    fc_period first = first_in_fiscal_year(year, period.frequency, calendar);

    return fc_period_distance(first, period) + 1;
}

void fc_fiscal_year_periods(fc_period *first, fc_period *last, int year,
                            fc_frequency frequency, fc_calendar calendar)
{
    *first = first_in_fiscal_year(year, frequency, calendar);
    *last = fc_period_add(first_in_fiscal_year(year + 1, frequency, calendar),
                          -1);
}
