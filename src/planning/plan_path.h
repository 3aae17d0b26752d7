/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the plans of one series to its path, period by period.
 *
 * A plan for a period stands as it is. The plan V of a fiscal year is spread
 * over the periods of the year that are neither reported (sum R) nor planned
 * themselves (sum P): they get (V - R - P) w(i) / sum of their w, i the place
 * in the year of n periods, with
 *
 *   seasonal   w(i) = mean over the latest complete years (three at most) of
 *              the share of period i in its year; flat if there is none
 *   front      w(i) = n - i + 1
 *   back       w(i) = i
 *   flat       w(i) = 1
 *
 * and for `runrate` the k periods get L + j d, j = 1..k, L the value before the
 * first of them and d = (V - R - P - k L) 2 / (k (k + 1)).
 */
#ifndef FC_PLANNING_PLAN_PATH_H
#define FC_PLANNING_PLAN_PATH_H

#include "forecast/scenario.h"
#include "forecast/series.h"

/** A plan, understood. */
struct fc_plan_row {
    const fc_plan *plan; /**< borrowed */
    const char *basis;   /**< borrowed */
    fc_period first;     /**< of the year; of a period: the period */
    fc_period last;
    bool is_year;
    int year;        /**< of a year */
    double value;    /**< growth worked out */
    double before;   /**< the year before; NaN: not known */
    double reported; /**< part of the year that is reported */
    double spread;   /**< part that this plan fills */
    bool flat;       /**< no complete year to split by */
};

/** What is planned of one series. */
struct fc_plan_path {
    const fc_series *series; /**< borrowed */
    const char *source;      /**< borrowed: where the plans are from */
    fc_span known;           /**< reported, borrowed from the series */
    fc_calendar calendar;
    fc_plan_split split;
    bool is_record; /**< plans for what is reported by now are left out */
    size_t row_count;
    struct fc_plan_row *rows; /**< in the order in which they apply */
    fc_period start;          /**< first period that is not reported */
    size_t length;            /**< up to the last planned period */
    double *values;           /**< length; NaN: not planned */
    size_t *row;              /**< length: the plan that the value is from */
};

/**
 * Understand the rows and work out the values. @p path has all but start,
 * length, values and row; of its rows plan and basis are set.
 * @return FC_ERR_DATA with the place for a period that is none of the series or
 *         reported, a second plan for a period, a plan below what is reported,
 *         another unit, or growth without a year before; FC_ERR_MEMORY. Release
 *         it after a failure, too.
 */
fc_status fc_plan_path_init(struct fc_plan_path *path, fc_error *err);
void fc_plan_path_release(struct fc_plan_path *path);

/** The planned value of @p period; NaN: none. */
double fc_plan_path_at(const struct fc_plan_path *path, fc_period period);

/** Standard deviation of row @p row's part of the path, relative to it. */
double fc_plan_row_deviation(const struct fc_plan_row *row);

#endif
