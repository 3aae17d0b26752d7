/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the charts of reports are put together from. */
#ifndef FC_PLANNING_CHART_PARTS_H
#define FC_PLANNING_CHART_PARTS_H

#include "forecast/chart.h"
#include "forecast/period.h"

/** A horizontal axis with labels. */
struct fc_label_axis {
    size_t count;
    double *x; /**< 0, 1, ... */
    char (*texts)[FC_PERIOD_TEXT_SIZE];
    const char **labels; /**< the texts */
};

/** @p count periods from @p first on; false: out of memory. Released by the
 * caller, after a failure too. */
bool fc_label_axis_of_periods(struct fc_label_axis *out, fc_period first,
                              size_t count, fc_calendar calendar);
/** Steps ahead: 1, 2, ... @p count; likewise. */
bool fc_label_axis_of_steps(struct fc_label_axis *out, size_t count);
void fc_label_axis_release(struct fc_label_axis *axis);

/** Room for @p count values, all of them missing; NULL: out of memory. The
 * caller frees it. */
double *fc_chart_room(size_t count);

/** Add a series unless there is nothing of it to show: then it gets no line in
 * the key. */
void fc_chart_add_shown(fc_chart *chart, const fc_chart_series *series);

/** Add a rule from one point to another; @p name may be NULL. */
void fc_chart_add_rule(fc_chart *chart, const char *name, const double x[2],
                       const double y[2]);

#endif
