/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/period_text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "data/calendar.h"

/* What a text says, before it is known whether such a period exists. */
struct reading {
    fc_frequency frequency;
    bool fiscal; /* the FY form */
    int year;
    int part; /* half, quarter, month or week; 0 for a year */
    int day;
    int hour;
    bool part_of_hour; /* minutes or seconds that are not zero */
};

/* Read @p least to @p most digits; NULL stays NULL and means failure. */
static const char *read_number(int *out, const char *at, int least, int most)
{
    int digits = 0;
    int value = 0;

    while (at != NULL && digits < most && isdigit((unsigned char)at[digits])) {
        value = 10 * value + (at[digits] - '0');
        digits++;
    }
    if (at == NULL || digits < least) {
        return NULL;
    }
    *out = value;
    return at + digits;
}

/* ":00" or ":00:00" behind the hour. */
static const char *read_minutes(struct reading *out, const char *at)
{
    for (int i = 0; i < 2 && at != NULL && *at == ':'; i++) {
        int value = 0;

        at = read_number(&value, at + 1, 2, 2);
        out->part_of_hour = out->part_of_hour || value != 0;
    }
    return at;
}

/* What follows "2025-": a month, a day, an hour. */
static const char *read_date(struct reading *out, const char *at)
{
    out->frequency = FC_MONTHLY;
    at = read_number(&out->part, at, 2, 2);
    if (at == NULL || *at != '-') {
        return at;
    }
    out->frequency = FC_DAILY;
    at = read_number(&out->day, at + 1, 2, 2);
    if (at == NULL || (*at != 'T' && *at != 't' && *at != ' ')) {
        return at;
    }
    out->frequency = FC_HOURLY;
    return read_minutes(out, read_number(&out->hour, at + 1, 2, 2));
}

/* A letter and a number: H1, Q1, M03, W05. */
static const char *read_part(struct reading *out, const char *at)
{
    static const struct {
        char letter;
        fc_frequency frequency;
        int digits;
    } parts[] = {{'H', FC_HALF_YEARLY, 1},
                 {'Q', FC_QUARTERLY, 1},
                 {'M', FC_MONTHLY, 2},
                 {'W', FC_WEEKLY, 2}};

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (toupper((unsigned char)*at) == parts[i].letter) {
            out->frequency = parts[i].frequency;
            return read_number(&out->part, at + 1, 1, parts[i].digits);
        }
    }
    return NULL;
}

static bool read_text(struct reading *out, const char *text)
{
    const char *at = text;

    *out = (struct reading){.frequency = FC_YEARLY};
    if (strncasecmp(at, "FY", 2) == 0) {
        out->fiscal = true;
        at += 2;
    }
    at = read_number(&out->year, at, 4, 4);
    if (at == NULL || *at == '\0') {
        return at != NULL;
    }
    if (*at == '-' && isdigit((unsigned char)at[1]) && !out->fiscal) {
        at = read_date(out, at + 1);
    } else {
        at = read_part(out, *at == '-' || *at == ' ' ? at + 1 : at);
    }
    if (out->fiscal && out->frequency > FC_QUARTERLY) {
        return false;
    }
    return at != NULL && *at == '\0';
}

/* ISO 8601: the first week of a year is the one with 4 January. */
static fc_period first_week(int year)
{
    return fc_period_of_date((fc_date){.year = year, .month = 1, .day = 4},
                             FC_WEEKLY, (fc_calendar){0});
}

static bool part_exists(const struct reading *reading)
{
    switch (reading->frequency) {
    case FC_YEARLY:
        return true;
    case FC_HALF_YEARLY:
        return reading->part >= 1 && reading->part <= 2;
    case FC_QUARTERLY:
        return reading->part >= 1 && reading->part <= 4;
    case FC_WEEKLY:
        return reading->part >= 1
               && reading->part <= fc_period_distance(
                      first_week(reading->year), first_week(reading->year + 1));
    case FC_MONTHLY:
        return reading->part >= 1 && reading->part <= 12;
    case FC_DAILY:
    case FC_HOURLY:
        return reading->hour <= 23
               && fc_date_exists((fc_date){.year = reading->year,
                                           .month = reading->part,
                                           .day = reading->day});
    case FC_FREQUENCY_NONE:
        break;
    }
    return false;
}

static fc_status read_period(struct reading *out, const char *text,
                             fc_error *err)
{
    if (!read_text(out, text)) {
        return FC_FAIL(err, FC_ERR_FORMAT,
                       "'%.40s' is not a period; write 2025, 2025H1, 2025Q1, "
                       "2025-03, 2025-W05, 2025-03-31, 2025-03-31T14, FY2025, "
                       "FY2025H1 or FY2025Q1",
                       text);
    }
    if (out->year < 1 || !part_exists(out)) {
        return FC_FAIL(err, FC_ERR_DATA, "%s '%.40s' does not exist",
                       fc_frequency_noun(out->frequency), text);
    }
    if (out->part_of_hour) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "'%.40s' is not a full hour; the shortest period is an "
                       "hour, sum or average the values by hour",
                       text);
    }
    return FC_OK;
}

fc_frequency fc_period_text_form(const char *text)
{
    struct reading reading = {0};

    return read_text(&reading, text) ? reading.frequency : FC_FREQUENCY_NONE;
}

bool fc_period_text_can_name(fc_frequency text, fc_frequency expected)
{
    if (text == FC_MONTHLY) {
        return expected < FC_MONTHLY;
    }
    return (text == FC_DAILY || text == FC_HOURLY) && expected < text;
}

static fc_date first_date(const struct reading *reading)
{
    return (fc_date){.year = reading->year,
                     .month = reading->part,
                     .day = reading->day > 0 ? reading->day : 1};
}

/* Halves and quarters of the calendar year are periods of this calendar when
 * the fiscal year's own end in the same months. */
static bool is_calendar_part(fc_frequency frequency, fc_calendar calendar)
{
    int months = frequency == FC_HALF_YEARLY ? 6 : 3;

    return fc_calendar_end_month(calendar) % months == 0;
}

/* The period whose own form the text has. */
static fc_period own_period(const struct reading *reading, fc_calendar calendar)
{
    fc_period period = {.frequency = reading->frequency};
    fc_period last = period;

    if (reading->frequency == FC_WEEKLY) {
        return fc_period_add(first_week(reading->year), reading->part - 1);
    }
    if (reading->frequency >= FC_MONTHLY) {
        return fc_period_add(fc_period_of_date(first_date(reading),
                                               reading->frequency, calendar),
                             reading->hour);
    }
    if (reading->frequency == FC_YEARLY) {
        period.index = reading->year;
        return period;
    }
    if (!reading->fiscal) {
        calendar = (fc_calendar){0};
    }
    fc_fiscal_year_periods(&period, &last, reading->year, reading->frequency,
                           calendar);
    return fc_period_add(period, reading->part - 1);
}

static fc_status place_period(fc_period *out, const char *text,
                              const struct reading *reading,
                              fc_frequency expected, fc_calendar calendar,
                              fc_error *err)
{
    fc_frequency own = reading->frequency;

    if (own != expected && !fc_period_text_can_name(own, expected)) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "'%.40s' is a %s; %s periods are expected", text,
                       fc_frequency_noun(own), fc_frequency_name(expected));
    }
    if (own != expected) {
        *out = fc_period_of_date(first_date(reading), expected, calendar);
        return FC_OK;
    }
    if ((own == FC_QUARTERLY || own == FC_HALF_YEARLY) && !reading->fiscal
        && !is_calendar_part(own, calendar)) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "'%.40s' is no %s of a fiscal year that ends in %s; "
                       "write FY%.40s if the fiscal year is meant, or a date",
                       text, fc_frequency_noun(own),
                       fc_month_name(fc_calendar_end_month(calendar)), text);
    }
    *out = own_period(reading, calendar);
    return FC_OK;
}

fc_status fc_period_parse(fc_period *out, const char *text,
                          fc_frequency expected, fc_calendar calendar,
                          fc_error *err)
{
    struct reading reading = {0};
    fc_status status = read_period(&reading, text, err);

    if (status != FC_OK) {
        return status;
    }
    if (expected == FC_FREQUENCY_NONE) {
        expected = reading.frequency;
    }
    return place_period(out, text, &reading, expected, calendar, err);
}

fc_status fc_date_parse(fc_date *out, const char *text, fc_error *err)
{
    struct reading reading = {0};

    if (!read_text(&reading, text) || reading.frequency != FC_DAILY) {
        return FC_FAIL(err, FC_ERR_FORMAT,
                       "'%.40s' is not a date; write it as 2025-03-31", text);
    }
    if (!part_exists(&reading)) {
        return FC_FAIL(err, FC_ERR_DATA, "day '%.40s' does not exist", text);
    }
    *out = first_date(&reading);
    return FC_OK;
}

static void format_week(char text[FC_PERIOD_TEXT_SIZE], fc_period period)
{
    /* The year of a week is that of its Thursday. */
    fc_date thursday = fc_day_date(7 * period.index);

    (void)snprintf(text, FC_PERIOD_TEXT_SIZE, "%04d-W%02d", thursday.year,
                   (int)fc_period_distance(first_week(thursday.year), period)
                       + 1);
}

/* Halves and quarters, of the calendar year or of the fiscal year. */
static void format_part(char text[FC_PERIOD_TEXT_SIZE], fc_period period,
                        fc_calendar calendar)
{
    bool half = period.frequency == FC_HALF_YEARLY;
    int end = fc_calendar_end_month(calendar);
    bool fiscal = half ? end != 12 : end % 3 != 0;

    if (!fiscal) {
        calendar = (fc_calendar){0};
    }
    (void)snprintf(text, FC_PERIOD_TEXT_SIZE, "%s%04d%c%d", fiscal ? "FY" : "",
                   fc_period_fiscal_year(period, calendar), half ? 'H' : 'Q',
                   (int)fc_period_fiscal_position(period, calendar));
}

void fc_period_format(char text[FC_PERIOD_TEXT_SIZE], fc_period period,
                      fc_calendar calendar)
{
    fc_date last = {0};
    bool fiscal = fc_calendar_end_month(calendar) != 12;

    if (period.frequency == FC_FREQUENCY_NONE) {
        (void)snprintf(text, FC_PERIOD_TEXT_SIZE, "?");
        return;
    }
    last = fc_period_last_day(period, calendar);
    switch (period.frequency) {
    case FC_YEARLY:
        (void)snprintf(text, FC_PERIOD_TEXT_SIZE, "%s%04d", fiscal ? "FY" : "",
                       (int)period.index);
        break;
    case FC_HALF_YEARLY:
    case FC_QUARTERLY:
        format_part(text, period, calendar);
        break;
    case FC_MONTHLY:
        (void)snprintf(text, FC_PERIOD_TEXT_SIZE, "%04d-%02d", last.year,
                       last.month);
        break;
    case FC_WEEKLY:
        format_week(text, period);
        break;
    case FC_HOURLY:
        (void)snprintf(
            text, FC_PERIOD_TEXT_SIZE, "%04d-%02d-%02dT%02d", last.year,
            last.month, last.day,
            (int)(period.index - 24 * fc_floor_divide(period.index, 24)));
        break;
    case FC_DAILY:
    case FC_FREQUENCY_NONE:
        fc_date_format(text, last);
        break;
    }
}
