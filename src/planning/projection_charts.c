/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What there is to look at in a projection: the fan chart, and how the error
 * grows with the horizon. Numbers only; who draws decides how.
 */
#include "planning/projection_charts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "planning/amount.h"
#include "planning/chart_parts.h"

size_t fc_projection_shown_past(const fc_projection *projection)
{
    size_t season = fc_frequency_season(projection->origin.frequency);
    size_t wanted =
        4 * (projection->horizon > season ? projection->horizon : season);
    size_t known = projection->history->length;

    return wanted < known ? wanted : known;
}

/* Columns of one chart, each with a place for every label. */
enum column {
    ACTUAL,
    MEAN,
    LOWER_80,
    UPPER_80,
    LOWER_95,
    UPPER_95,
    RANGE_LOW,
    RANGE_HIGH,
    LATER,
    COLUMNS
};

struct fan {
    const fc_projection *projection;
    size_t past; /* labels that are history */
    struct fc_label_axis axis;
    double *room;
    double *values[COLUMNS]; /* parts of the room */
};

static void fan_release(struct fan *fan)
{
    fc_label_axis_release(&fan->axis);
    free(fan->room);
}

static bool fan_init(struct fan *fan, const fc_projection *projection)
{
    size_t past = fc_projection_shown_past(projection);
    size_t count = past + projection->horizon;

    fan->projection = projection;
    fan->past = past;
    fan->room = fc_chart_room(COLUMNS * count);
    for (size_t c = 0; fan->room != NULL && c < COLUMNS; c++) {
        fan->values[c] = fan->room + c * count;
    }
    return fc_label_axis_of_periods(
               &fan->axis, fc_period_add(projection->origin, 1 - (int64_t)past),
               count, projection->calendar)
           && fan->room != NULL;
}

static void fan_fill_past(struct fan *fan)
{
    const fc_projection *projection = fan->projection;
    fc_span known = fc_series_span(projection->history);

    for (size_t i = 0; i < fan->past; i++) {
        fc_period period = fc_period_add(projection->origin,
                                         (int64_t)i + 1 - (int64_t)fan->past);

        fan->values[ACTUAL][i] = fc_span_at(known, period);
    }
    /* The fan opens at the last actual. */
    for (enum column c = MEAN; c <= UPPER_95; c++) {
        fan->values[c][fan->past - 1] = fan->values[ACTUAL][fan->past - 1];
    }
}

static void fan_fill_future(struct fan *fan)
{
    const fc_projection *projection = fan->projection;

    for (size_t s = 0; s < projection->horizon; s++) {
        const struct fc_projected *row = &projection->steps[s];
        struct fc_range range = fc_projection_range(projection, row->period,
                                                    FC_RANGE_OPTION);
        size_t i = fan->past + s;

        fan->values[MEAN][i] = row->value.mean;
        for (size_t b = 0; b < FC_BOUNDS; b++) {
            fan->values[LOWER_80 + b][i] = row->value.bound[b];
        }
        if (range.known) {
            fan->values[RANGE_LOW][i] = range.low;
            fan->values[RANGE_HIGH][i] = range.high;
        }
        if (projection->later != NULL) {
            fan->values[LATER][i] = fc_span_at(
                fc_series_span(projection->later), row->period);
        }
    }
}

static void add(fc_chart *chart, const struct fan *fan, const char *name,
                fc_mark mark, enum column low, enum column high)
{
    fc_chart_add_shown(
        chart,
        &(fc_chart_series){.name = name,
                           .mark = mark,
                           .count = fan->axis.count,
                           .x = fan->axis.x,
                           .y = fan->values[low],
                           .high = high != low ? fan->values[high] : NULL});
}

enum { SUMMARY_SIZE = 480 };

/* For who cannot see the fan: where it ends. */
static void summarise(char summary[SUMMARY_SIZE], const struct fan *fan)
{
    const fc_projection *projection = fan->projection;
    const struct fc_outlook *last =
        &projection->steps[projection->horizon - 1].value;
    int decimals = fc_amount_decimals_of(fc_series_span(projection->history));
    char mean[FC_AMOUNT_TEXT_SIZE];
    char low[FC_AMOUNT_TEXT_SIZE];
    char high[FC_AMOUNT_TEXT_SIZE];

    fc_amount_format(mean, last->mean, decimals);
    fc_amount_format(low, last->bound[FC_LOWER_80], decimals);
    fc_amount_format(high, last->bound[FC_UPPER_80], decimals);
    (void)snprintf(summary, SUMMARY_SIZE,
                   "%.60s from %s to %s, and its forecast: %s in %s, with an "
                   "80 %% interval from %s to %s.",
                   projection->title, fan->axis.labels[0],
                   fan->axis.labels[fan->past - 1], mean,
                   fan->axis.labels[fan->axis.count - 1], low, high);
}

static void fan_draw(fc_report *report, const struct fan *fan)
{
    const fc_projection *projection = fan->projection;
    char title[160];
    char unit[160];
    char summary[SUMMARY_SIZE];
    fc_chart *chart = NULL;

    (void)snprintf(title, sizeof title, "%.80s: forecast from %s",
                   projection->title, fan->axis.labels[fan->past - 1]);
    (void)snprintf(unit, sizeof unit, "%.60s%s%.60s", projection->title,
                   projection->history->unit[0] != '\0' ? ", " : "",
                   projection->history->unit);
    summarise(summary, fan);
    chart = fc_report_add_chart(
        report, &(fc_chart_frame){.name = "forecast",
                                  .title = title,
                                  .summary = summary,
                                  .y_title = unit,
                                  .label_count = fan->axis.count,
                                  .labels = fan->axis.labels,
                                  .label_step = fc_frequency_season(
                                      projection->origin.frequency)});
    add(chart, fan, "95 % interval", FC_MARK_OUTER, LOWER_95, UPPER_95);
    add(chart, fan, "80 % interval", FC_MARK_INNER, LOWER_80, UPPER_80);
    add(chart, fan, "guided range", FC_MARK_RANGE, RANGE_LOW, RANGE_HIGH);
    add(chart, fan, "forecast", FC_MARK_FORECAST, MEAN, MEAN);
    add(chart, fan, "actual", FC_MARK_ACTUAL, ACTUAL, ACTUAL);
    add(chart, fan, "actual, not known then", FC_MARK_LATER, LATER, LATER);
}

static fc_status add_fan(fc_report *report, const fc_projection *projection,
                         fc_error *err)
{
    struct fan fan = {0};
    fc_status status = FC_OK;

    if (!fan_init(&fan, projection)) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a chart");
    } else {
        fan_fill_past(&fan);
        fan_fill_future(&fan);
        fan_draw(report, &fan);
    }
    fan_release(&fan);
    return status;
}

static void draw_errors(fc_report *report, const fc_projection *projection,
                        const struct fc_label_axis *axis, const double *errors)
{
    char title[120];
    fc_chart *chart = NULL;

    (void)snprintf(title, sizeof title,
                   "Error by horizon, chosen anew at each of %zu origins",
                   projection->evaluation->origins);
    chart = fc_report_add_chart(
        report, &(fc_chart_frame){
                    .name = "errors",
                    .title = title,
                    .summary = "Mean absolute percentage error of each step.",
                    .x_title = "steps ahead",
                    .y_title = "mean absolute percentage error",
                    .label_count = axis->count,
                    .labels = axis->labels});
    fc_chart_add_series(chart, &(fc_chart_series){.mark = FC_MARK_BARS,
                                                  .count = axis->count,
                                                  .x = axis->x,
                                                  .y = errors});
}

/* The mean absolute percentage error of each step. */
static fc_status add_errors(fc_report *report, const fc_projection *projection,
                            fc_error *err)
{
    struct fc_label_axis axis = {0};
    double *errors = fc_chart_room(projection->horizon);
    fc_status status = FC_OK;

    if (!fc_label_axis_of_steps(&axis, projection->horizon) || errors == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a chart");
    } else {
        for (size_t s = 0; s < projection->horizon; s++) {
            errors[s] = projection->evaluation->by_step[s].mape;
        }
        draw_errors(report, projection, &axis, errors);
    }
    fc_label_axis_release(&axis);
    free(errors);
    return status;
}

fc_status fc_projection_write_charts(fc_report *report,
                                     const fc_projection *projection,
                                     fc_error *err)
{
    fc_status status = add_fan(report, projection, err);

    if (status == FC_OK) {
        status = fc_projection_write_scenario_charts(report, projection, err);
    }
    if (status == FC_OK && projection->evaluation != NULL) {
        status = add_errors(report, projection, err);
    }
    if (status == FC_OK) {
        status = fc_projection_write_components(report, projection, err);
    }
    if (status == FC_OK) {
        status = fc_projection_write_residuals(report, projection, err);
    }
    return status;
}
