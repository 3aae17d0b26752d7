/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_PLANNING_PLAN_SPLIT_H
#define FC_PLANNING_PLAN_SPLIT_H

#include "forecast/plan.h"
#include "forecast/series.h"

/** Periods ahead that a plan may reach. */
enum { FC_PLAN_REACH = 10000 };

/** What of a year is to be split; plan_path.h has the formulas. */
struct fc_split_request {
    fc_plan_split split;
    fc_span known; /**< the series as reported */
    fc_calendar calendar;
    int year;
    size_t length;        /**< periods of the year */
    const size_t *places; /**< those to fill, from 0, ascending */
    size_t count;         /**< how many, at least 1 */
    double total;         /**< what they add up to */
    double last;          /**< the value before the first of them */
};

/**
 * One value a place into @p values. False if there was no complete year to
 * split by, so that all are equal.
 */
bool fc_plan_split_compute(double *values,
                           const struct fc_split_request *request);

#endif
