/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/history_chart.h"

#include <stdio.h>
#include <stdlib.h>

#include "planning/chart_parts.h"
#include "planning/growth.h"

/* Growth long ago dwarfs that of today. */
enum { growth_years = 15 };

/* A panel of everything behind the first @p skipped periods. */
static void draw(fc_report *report, const struct fc_history_view *view,
                 const struct fc_label_axis *axis, size_t skipped,
                 fc_chart_series series, const char *what, const char *y_title)
{
    char title[160];
    fc_chart *chart = NULL;

    (void)snprintf(title, sizeof title, "%.80s, %s to %s", what,
                   axis->labels[skipped], axis->labels[axis->count - 1]);
    chart = fc_report_add_chart(
        report,
        &(fc_chart_frame){
            .name = "history",
            .title = title,
            .summary = "The values of the series and their "
                       "growth.",
            .y_title = y_title,
            .label_count = axis->count - skipped,
            .labels = axis->labels + skipped,
            .label_step = fc_frequency_season(view->span.start.frequency)});
    series.count = axis->count - skipped;
    series.x = axis->x;
    series.y += skipped;
    fc_chart_add_shown(chart, &series);
}

static void draw_growth(fc_report *report, const struct fc_history_view *view,
                        const struct fc_label_axis *axis, double *growth)
{
    bool on_year = view->year_length > 0;
    size_t lag = on_year ? view->year_length : 1;
    size_t shown = growth_years * lag;
    const double *values = view->span.values;

    for (size_t t = lag; t < axis->count; t++) {
        growth[t] = fc_growth_percent(values[t], values[t - lag]);
    }
    draw(report, view, axis,
         on_year && axis->count > shown ? axis->count - shown : 0,
         (fc_chart_series){.mark = FC_MARK_BARS, .y = growth},
         on_year ? "Growth on the year before" : "Growth on the period before",
         "percent");
}

fc_status fc_history_write_chart(fc_report *report,
                                 const struct fc_history_view *view,
                                 fc_error *err)
{
    size_t count = view->span.length;
    double *growth = fc_chart_room(count);
    struct fc_label_axis axis = {0};
    fc_status status = FC_OK;

    if (!fc_label_axis_of_periods(&axis, view->span.start, count,
                                  view->calendar)
        || growth == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a chart");
    } else {
        draw(report, view, &axis, 0,
             (fc_chart_series){.mark = FC_MARK_ACTUAL, .y = view->span.values},
             view->title, view->unit);
        draw_growth(report, view, &axis, growth);
    }
    fc_label_axis_release(&axis);
    free(growth);
    return status;
}
