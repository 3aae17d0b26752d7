/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_PLANNING_HISTORY_CHART_H
#define FC_PLANNING_HISTORY_CHART_H

#include "forecast/chart.h"
#include "forecast/series.h"

/** What is drawn of a series. */
struct fc_history_view {
    const char *title;
    const char *unit;
    fc_span span;
    fc_calendar calendar;
    size_t year_length; /**< periods; 0: no whole number */
};

/** Chart history: the values, and below them growth on the year before or,
 * where there is none, on the period before. FC_ERR_MEMORY. */
fc_status fc_history_write_chart(fc_report *report,
                                 const struct fc_history_view *view,
                                 fc_error *err);

#endif
