/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/period_axis.h"

#include "data/calendar.h"
#include "data/period_text.h"

/* Quarters of 52 and 53-week years end up to a week after the month they are
 * named for. */
enum { week_of_grace = 7 };

size_t fc_axis_row(const struct fc_axis *axis, size_t index)
{
    return axis->rows != NULL ? axis->rows[index] : index;
}

const char *fc_axis_text(const struct fc_axis *axis, size_t index)
{
    return fc_csv_field(axis->csv, fc_axis_row(axis, index), axis->column);
}

size_t fc_axis_line(const struct fc_axis *axis, size_t index)
{
    return fc_csv_line(axis->csv, fc_axis_row(axis, index));
}

fc_status fc_axis_read(const struct fc_axis *axis, fc_calendar calendar,
                       fc_error *err)
{
    for (size_t i = 0; i < axis->count; i++) {
        const char *text = fc_axis_text(axis, i);
        fc_error why = {0};
        fc_status status = fc_period_parse(&axis->periods[i], text,
                                           FC_FREQUENCY_NONE, calendar, &why);
        fc_frequency first = axis->periods[0].frequency;

        if (text[0] == '\0') {
            return FC_FAIL_AT(err, FC_ERR_DATA, axis->csv->source,
                              fc_axis_line(axis, i), axis->column + 1,
                              "the row has no period; add it, or delete the "
                              "row");
        }
        if (status != FC_OK) {
            return FC_FAIL_AT(err, status, axis->csv->source,
                              fc_axis_line(axis, i), axis->column + 1, "%s",
                              why.message);
        }
        if (axis->periods[i].frequency != first) {
            return FC_FAIL_AT(
                err, FC_ERR_DATA, axis->csv->source, fc_axis_line(axis, i),
                axis->column + 1,
                "mixed frequencies: '%.40s' is a %s, '%.40s' in line %zu a %s; "
                "keep one frequency in a file",
                text, fc_frequency_noun(axis->periods[i].frequency),
                fc_axis_text(axis, 0), fc_axis_line(axis, 0),
                fc_frequency_noun(first));
        }
    }
    return FC_OK;
}

int64_t fc_axis_day(fc_period period)
{
    fc_date date = fc_period_last_day(period, (fc_calendar){0});

    if (period.frequency == FC_MONTHLY) {
        date.day = 1;
    }
    return fc_day_number(date);
}

/* The period of a date that closes it up to @p days_back days late. */
static fc_period place(fc_period read, int64_t days_back,
                       fc_frequency frequency, fc_calendar calendar)
{
    return fc_period_of_date(fc_day_date(fc_axis_day(read) - days_back),
                             frequency, calendar);
}

static bool are_consecutive(const struct fc_axis *axis, int64_t days_back,
                            fc_frequency frequency, fc_calendar calendar)
{
    for (size_t i = 1; i < axis->count; i++) {
        fc_period before = place(axis->periods[i - 1], days_back, frequency,
                                 calendar);
        fc_period now = place(axis->periods[i], days_back, frequency, calendar);

        if (now.index != before.index + 1) {
            return false;
        }
    }
    return true;
}

static void place_dates(const struct fc_axis *axis, fc_frequency frequency,
                        fc_calendar calendar)
{
    int64_t days_back = 0;

    if (frequency < FC_MONTHLY && !are_consecutive(axis, 0, frequency, calendar)
        && are_consecutive(axis, week_of_grace, frequency, calendar)) {
        days_back = week_of_grace;
    }
    for (size_t i = 0; i < axis->count; i++) {
        axis->periods[i] = place(axis->periods[i], days_back, frequency,
                                 calendar);
    }
}

static bool runs_backwards(const struct fc_axis *axis)
{
    for (size_t i = 1; i < axis->count; i++) {
        if (axis->periods[i].index >= axis->periods[i - 1].index) {
            return false;
        }
    }
    return true;
}

/* The row at @p i is not later than the one before it; rows before it are
 * consecutive. */
static fc_status refuse_repeat(const struct fc_axis *axis, size_t i,
                               fc_error *err)
{
    const char *source = axis->csv->source;
    size_t column = axis->column + 1;
    int64_t place = fc_period_distance(axis->periods[0], axis->periods[i]);

    if (place >= 0) {
        return FC_FAIL_AT(
            err, FC_ERR_DATA, source, fc_axis_line(axis, i), column,
            "'%.40s' stands in line %zu already; keep one of the "
            "two rows",
            fc_axis_text(axis, i), fc_axis_line(axis, (size_t)place));
    }
    if (runs_backwards(axis)) {
        return FC_FAIL_AT(err, FC_ERR_DATA, source, fc_axis_line(axis, i),
                          column,
                          "the rows run from the newest period to the oldest; "
                          "sort them by period, oldest first");
    }
    return FC_FAIL_AT(err, FC_ERR_DATA, source, fc_axis_line(axis, i), column,
                      "'%.40s' comes after '%.40s'; sort the rows by period, "
                      "oldest first",
                      fc_axis_text(axis, i), fc_axis_text(axis, i - 1));
}

/* Friday is followed by Monday. */
static bool skips_weekend(const struct fc_axis *axis, size_t i)
{
    return axis->periods[i].frequency == FC_DAILY
           && fc_weekday(axis->periods[i - 1].index) == 4
           && axis->periods[i].index == axis->periods[i - 1].index + 3;
}

/* A row is missing before the one at @p i. */
static fc_status refuse_gap(const struct fc_axis *axis, size_t i,
                            fc_calendar calendar, fc_error *err)
{
    const char *source = axis->csv->source;
    size_t line = fc_axis_line(axis, i);
    size_t column = axis->column + 1;
    fc_period expected = fc_period_add(axis->periods[i - 1], 1);
    char expected_text[FC_PERIOD_TEXT_SIZE];

    fc_period_format(expected_text, expected, calendar);
    if (skips_weekend(axis, i)) {
        return FC_FAIL_AT(err, FC_ERR_DATA, source, line, column,
                          "the weekend before '%.40s' has no rows; business "
                          "days are no frequency: sum or average by week or "
                          "month, or add the weekends with blank cells",
                          fc_axis_text(axis, i));
    }
    for (size_t k = i + 1; k < axis->count; k++) {
        if (axis->periods[k].index == expected.index) {
            return FC_FAIL_AT(err, FC_ERR_DATA, source, line, column,
                              "expected %s, found '%.40s'; %s comes later, in "
                              "line %zu: sort the rows by period, oldest first",
                              expected_text, fc_axis_text(axis, i),
                              expected_text, fc_axis_line(axis, k));
        }
    }
    return FC_FAIL_AT(err, FC_ERR_DATA, source, line, column,
                      "expected %s, found '%.40s'; add the row, leave its "
                      "cells blank if the value is missing",
                      expected_text, fc_axis_text(axis, i));
}

static fc_status check_order(const struct fc_axis *axis, fc_calendar calendar,
                             fc_error *err)
{
    for (size_t i = 1; i < axis->count; i++) {
        int64_t step = axis->periods[i].index - axis->periods[i - 1].index;

        if (step <= 0) {
            return refuse_repeat(axis, i, err);
        }
        if (step > 1) {
            return refuse_gap(axis, i, calendar, err);
        }
    }
    return FC_OK;
}

fc_status fc_axis_place(const struct fc_axis *axis, fc_frequency frequency,
                        fc_calendar calendar, fc_error *err)
{
    fc_frequency form = axis->periods[0].frequency;

    if (form != frequency && !fc_period_text_can_name(form, frequency)) {
        return FC_FAIL_AT(err, FC_ERR_DATA, axis->csv->source,
                          fc_axis_line(axis, 0), axis->column + 1,
                          "'%.40s' is a %s; %s periods are expected",
                          fc_axis_text(axis, 0), fc_frequency_noun(form),
                          fc_frequency_name(frequency));
    }
    if (form != frequency) {
        place_dates(axis, frequency, calendar);
    }
    return check_order(axis, calendar, err);
}
