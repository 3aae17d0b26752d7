/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The periods of consecutive observations, read from a column of a CSV file.
 * Three steps: read the texts, find the frequency, place the periods. They are
 * apart because the series of a long file share one frequency.
 */
#ifndef FC_DATA_PERIOD_AXIS_H
#define FC_DATA_PERIOD_AXIS_H

#include "forecast/period.h"

#include "data/csv_reader.h"

struct fc_axis {
    const fc_csv *csv;
    size_t column;      /**< of the periods */
    size_t count;       /**< number of observations */
    const size_t *rows; /**< row of each observation, in the order of the file;
                             NULL: rows 0 to count - 1 */
    fc_period *periods; /**< of each observation */
};

/** Row of the CSV that holds observation @p index. */
size_t fc_axis_row(const struct fc_axis *axis, size_t index);

/** Text of the period of observation @p index. */
const char *fc_axis_text(const struct fc_axis *axis, size_t index);

/** Line of observation @p index. */
size_t fc_axis_line(const struct fc_axis *axis, size_t index);

/** Day number of a period read from a date: its day; a month's first. */
int64_t fc_axis_day(fc_period period);

/**
 * Read the text of each period as what it says itself (a plain date is a day);
 * all must have the same form.
 */
fc_status fc_axis_read(const struct fc_axis *axis, fc_calendar calendar,
                       fc_error *err);

/**
 * Find the frequency of periods just read: what their form says, for dates the
 * most frequent distance of neighbours.
 *
 * Yearly dates that are all ends of one month say in which month the fiscal
 * year ends, and *calendar is set if it was not. Ends of quarters or half-years
 * that are none of the calendar year leave several months possible; that is
 * FC_ERR_DATA with the choices, since a guess would shift every annual total.
 * @param frequency NONE to find it; otherwise it is kept
 */
fc_status fc_axis_frequency(fc_frequency *frequency, fc_calendar *calendar,
                            const struct fc_axis *axis, fc_error *err);

/**
 * Turn what was read into consecutive periods of @p frequency. Dates may lie up
 * to a week after the period they close (years of 52 and 53 weeks).
 * @return FC_ERR_DATA with the line for a missing row, a duplicate, disorder,
 *         business days
 */
fc_status fc_axis_place(const struct fc_axis *axis, fc_frequency frequency,
                        fc_calendar calendar, fc_error *err);

#endif
