/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frequency of dates, from their distances. */
#include "data/calendar.h"
#include "data/period_axis.h"

/* Hours between neighbours, whichever comes first. */
static int64_t hours_between(fc_period a, fc_period b)
{
    int64_t hours = a.frequency == FC_HOURLY
                        ? b.index - a.index
                        : 24 * (fc_axis_day(b) - fc_axis_day(a));

    return hours < 0 ? -hours : hours;
}

/* Quarters, halves and years of 52 and 53 weeks are among those found. */
static fc_frequency frequency_of_step(int64_t hours)
{
    static const struct {
        fc_frequency frequency;
        int64_t least; /* hours */
        int64_t most;
    } steps[] = {{FC_HOURLY, 1, 1},
                 {FC_DAILY, 24, 24},
                 {FC_WEEKLY, 7 * 24, 7 * 24},
                 {FC_MONTHLY, 28 * 24, 31 * 24},
                 {FC_QUARTERLY, 12 * 7 * 24, 14 * 7 * 24},
                 {FC_HALF_YEARLY, 25 * 7 * 24, 27 * 7 * 24},
                 {FC_YEARLY, 51 * 7 * 24, 53 * 7 * 24}};

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (hours >= steps[i].least && hours <= steps[i].most) {
            return steps[i].frequency;
        }
    }
    return FC_FREQUENCY_NONE;
}

static fc_status find_frequency(fc_frequency *frequency,
                                const struct fc_axis *axis, fc_error *err)
{
    size_t votes[FC_HOURLY + 1] = {0};
    size_t unknown = 0; /* first index after an odd step */
    fc_frequency best = FC_FREQUENCY_NONE;

    for (size_t i = 1; i < axis->count; i++) {
        int64_t hours = hours_between(axis->periods[i - 1], axis->periods[i]);
        fc_frequency step = frequency_of_step(hours);

        votes[step] += step != FC_FREQUENCY_NONE;
        if (step == FC_FREQUENCY_NONE && hours > 0 && unknown == 0) {
            unknown = i;
        }
    }
    for (size_t k = FC_YEARLY; k <= FC_HOURLY; k++) {
        best = votes[k] > 0 && votes[k] >= votes[best] ? (fc_frequency)k : best;
    }
    if (best == FC_FREQUENCY_NONE && unknown > 0) {
        return FC_FAIL_AT(
            err, FC_ERR_DATA, axis->csv->source, fc_axis_line(axis, unknown),
            axis->column + 1,
            "'%.40s' is %lld days after '%.40s', which is no frequency; add "
            "the missing rows or name the frequency (--frequency)",
            fc_axis_text(axis, unknown),
            (long long)hours_between(axis->periods[unknown - 1],
                                     axis->periods[unknown])
                / 24,
            fc_axis_text(axis, unknown - 1));
    }
    *frequency = best != FC_FREQUENCY_NONE ? best : axis->periods[0].frequency;
    return FC_OK;
}

/* The month, counted modulo @p months from 1, whose last day every date is; 0
 * if they are no such days. */
static int common_end_month(const struct fc_axis *axis, int months)
{
    int common = 0;

    for (size_t i = 0; i < axis->count; i++) {
        fc_date date = fc_day_date(fc_axis_day(axis->periods[i]));
        int month = (date.month - 1) % months + 1;

        if (date.day != fc_days_in_month(date.year, date.month)
            || (common != 0 && month != common)) {
            return 0;
        }
        common = month;
    }
    return common;
}

static fc_status check_phase(const struct fc_axis *axis, fc_frequency frequency,
                             int end, fc_error *err)
{
    if (frequency == FC_HALF_YEARLY) {
        return FC_FAIL_AT(err, FC_ERR_DATA, axis->csv->source,
                          fc_axis_line(axis, 0), axis->column + 1,
                          "the half-years end in %s and %s, the calendar's in "
                          "June and December; say which ends the fiscal year "
                          "(--fiscal-year-end %d or %d)",
                          fc_month_name(end), fc_month_name(end + 6), end,
                          end + 6);
    }
    return FC_FAIL_AT(err, FC_ERR_DATA, axis->csv->source,
                      fc_axis_line(axis, 0), axis->column + 1,
                      "the quarters end in %s, %s, %s and %s, not with the "
                      "calendar's; say which month ends the fiscal year "
                      "(--fiscal-year-end %d, %d, %d or %d)",
                      fc_month_name(end), fc_month_name(end + 3),
                      fc_month_name(end + 6), fc_month_name(end + 9), end,
                      end + 3, end + 6, end + 9);
}

fc_status fc_axis_frequency(fc_frequency *frequency, fc_calendar *calendar,
                            const struct fc_axis *axis, fc_error *err)
{
    fc_frequency form = axis->periods[0].frequency;
    int months = 0;
    int end = 0;

    if (*frequency == FC_FREQUENCY_NONE) {
        fc_status status = FC_OK;

        if (form < FC_MONTHLY || form == FC_WEEKLY) {
            *frequency = form;
            return FC_OK;
        }
        status = find_frequency(frequency, axis, err);
        if (status != FC_OK) {
            return status;
        }
    }
    if (calendar->fiscal_year_end != 0 || form < FC_DAILY
        || *frequency >= FC_MONTHLY) {
        return FC_OK;
    }
    months = 12 / (int)fc_frequency_season(*frequency);
    end = common_end_month(axis, months);
    if (end == 0 || end == months) {
        return FC_OK;
    }
    if (*frequency == FC_YEARLY) {
        calendar->fiscal_year_end = end;
        return FC_OK;
    }
    return check_phase(axis, *frequency, end, err);
}
