/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history in its components: trend, season and remainder by STL (Cleveland
 * et al. 1990), on logarithms where all values are positive, so that season and
 * remainder are percentages of the trend.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "planning/chart_parts.h"
#include "planning/projection_charts.h"
#include "stats/stl.h"

struct components {
    size_t count;
    bool logged;
    double *y; /* on the scale of the decomposition */
    struct fc_stl_parts parts;
    double *room; /* what all of them point into */
    struct fc_label_axis axis;
};

static bool has_components(fc_span y, size_t season)
{
    for (size_t i = 0; i < y.length; i++) {
        if (isnan(y.values[i])) {
            return false;
        }
    }
    return season > 1 && y.length > 2 * season;
}

static bool all_positive(fc_span y)
{
    for (size_t i = 0; i < y.length; i++) {
        if (!(y.values[i] > 0.0)) {
            return false;
        }
    }
    return true;
}

static bool components_init(struct components *out, fc_span y,
                            fc_calendar calendar)
{
    size_t n = y.length;

    out->count = n;
    out->logged = all_positive(y);
    out->room = fc_calloc(4 * n, sizeof *out->room);
    if (!fc_label_axis_of_periods(&out->axis, y.start, n, calendar)
        || out->room == NULL) {
        return false;
    }
    out->y = out->room;
    out->parts = (struct fc_stl_parts){.season = out->room + n,
                                       .trend = out->room + 2 * n,
                                       .remainder = out->room + 3 * n};
    for (size_t i = 0; i < n; i++) {
        out->y[i] = out->logged ? log(y.values[i]) : y.values[i];
    }
    return true;
}

/* Back from logarithms: the level in its unit, what is added to it in percent
 * of it. */
static void to_units(struct components *of)
{
    for (size_t i = 0; of->logged && i < of->count; i++) {
        of->y[i] = exp(of->y[i]);
        of->parts.trend[i] = exp(of->parts.trend[i]);
        of->parts.season[i] = 100.0 * expm1(of->parts.season[i]);
        of->parts.remainder[i] = 100.0 * expm1(of->parts.remainder[i]);
    }
}

static fc_chart *add_panel(fc_report *report, const struct components *of,
                           const fc_projection *projection, const char *title,
                           const char *unit)
{
    return fc_report_add_chart(
        report,
        &(fc_chart_frame){
            .name = "components",
            .title = title,
            .summary = "Trend, season and remainder by STL.",
            .y_title = unit,
            .label_count = of->count,
            .labels = of->axis.labels,
            .label_step = fc_frequency_season(projection->origin.frequency)});
}

static void add(fc_chart *chart, const struct components *of, const char *name,
                fc_mark mark, const double *values)
{
    fc_chart_add_series(chart, &(fc_chart_series){.name = name,
                                                  .mark = mark,
                                                  .count = of->count,
                                                  .x = of->axis.x,
                                                  .y = values});
}

static void draw(fc_report *report, const struct components *of,
                 const fc_projection *projection)
{
    const char *unit = projection->history->unit;
    const char *relative = of->logged ? "percent of the trend" : unit;
    fc_chart *chart = add_panel(report, of, projection, "Trend", unit);

    add(chart, of, "actual", FC_MARK_ACTUAL, of->y);
    add(chart, of, "trend", FC_MARK_TREND, of->parts.trend);
    chart = add_panel(report, of, projection, "Season", relative);
    add(chart, of, NULL, FC_MARK_BARS, of->parts.season);
    chart = add_panel(report, of, projection, "Remainder", relative);
    add(chart, of, NULL, FC_MARK_BARS, of->parts.remainder);
}

static fc_status work(fc_report *report, struct components *of,
                      const fc_projection *projection, fc_error *err)
{
    fc_span y = fc_projection_used(projection);
    size_t season = fc_frequency_season(projection->origin.frequency);
    /* R's default for a season that may change */
    struct fc_stl_options options = fc_stl_defaults(season, 11);
    fc_status status = FC_OK;

    if (!components_init(of, y, projection->calendar)) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a chart");
    }
    if (status == FC_OK) {
        status = fc_stl(&of->parts, of->y, of->count, &options, err);
    }
    if (status == FC_OK) {
        to_units(of);
        draw(report, of, projection);
    }
    return status;
}

fc_status fc_projection_write_components(fc_report *report,
                                         const fc_projection *projection,
                                         fc_error *err)
{
    struct components of = {0};
    fc_status status = FC_OK;

    if (!has_components(fc_projection_used(projection),
                        fc_frequency_season(projection->origin.frequency))) {
        return FC_OK;
    }
    status = work(report, &of, projection, err);
    fc_label_axis_release(&of.axis);
    free(of.room);
    return status;
}
