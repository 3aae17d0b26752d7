/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The record of guidance to look at. Ranges are shown relative to their
 * middle, so that the first and the last can be read in one picture.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "planning/chart_parts.h"
#include "planning/guidance_record.h"

enum { LOW, HIGH, ACTUAL, POSITION, COLUMNS };

struct drawing {
    const struct fc_guidance_record *record;
    struct fc_label_axis axis; /* from the first to the last guided period */
    double *room;
};

static double *column(const struct drawing *drawing, size_t index)
{
    return drawing->room + index * drawing->axis.count;
}

/* Distance from the middle of the range: percent of it, or units. */
static double from_middle(const struct drawing *drawing,
                          const struct fc_guided *item, double value)
{
    return drawing->record->percent ? 100.0 * (value / item->middle - 1.0)
                                    : value - item->middle;
}

static void fill(struct drawing *drawing)
{
    const struct fc_guidance_record *record = drawing->record;

    for (size_t i = 0; i < record->count; i++) {
        const struct fc_guided *item = &record->items[i];
        size_t at = (size_t)fc_period_distance(record->items[0].range->period,
                                               item->range->period);

        column(drawing, LOW)[at] = from_middle(drawing, item, item->range->low);
        column(drawing, HIGH)[at] = from_middle(drawing, item,
                                                item->range->high);
        column(drawing, ACTUAL)[at] = from_middle(drawing, item, item->actual);
        column(drawing, POSITION)[at] = fc_guidance_position(
            item->range->low, item->range->high, item->actual);
    }
}

static void add(fc_chart *chart, const struct drawing *drawing,
                const char *name, fc_mark mark, size_t low, size_t high)
{
    fc_chart_add_shown(
        chart,
        &(fc_chart_series){.name = name,
                           .mark = mark,
                           .count = drawing->axis.count,
                           .x = drawing->axis.x,
                           .y = column(drawing, low),
                           .high = high != low ? column(drawing, high) : NULL});
}

static void add_level(fc_chart *chart, const struct drawing *drawing,
                      const char *name, double level)
{
    fc_chart_add_rule(chart, name,
                      (double[]){0.0, (double)drawing->axis.count - 1.0},
                      (double[]){level, level});
}

static fc_chart *add_chart(fc_report *report, const struct drawing *drawing,
                           fc_chart_frame frame)
{
    frame.label_count = drawing->axis.count;
    frame.labels = drawing->axis.labels;
    frame.label_step = fc_frequency_season(
        drawing->record->series->start.frequency);
    return fc_report_add_chart(report, &frame);
}

static void draw_record(fc_report *report, const struct drawing *drawing,
                        const char *title)
{
    const char *unit = drawing->record->series->unit;
    char heading[160];
    char y_title[160];
    fc_chart *chart = NULL;

    (void)snprintf(heading, sizeof heading,
                   "%.80s: guided ranges and what came", title);
    (void)snprintf(y_title, sizeof y_title, "from the midpoint%s%.60s",
                   drawing->record->percent || unit[0] == '\0' ? "" : ", ",
                   drawing->record->percent ? ", percent" : unit);
    chart = add_chart(
        report, drawing,
        (fc_chart_frame){.name = "record",
                         .title = heading,
                         .summary = "Guided ranges and the actuals, as "
                                    "distances from the midpoint of the range.",
                         .y_title = y_title});
    add(chart, drawing, "guided range", FC_MARK_RANGE, LOW, HIGH);
    add_level(chart, drawing, "midpoint", 0.0);
    add(chart, drawing, "actual", FC_MARK_ACTUAL, ACTUAL, ACTUAL);
}

static void draw_position(fc_report *report, const struct drawing *drawing,
                          const char *title)
{
    char heading[160];
    fc_chart *chart = NULL;

    (void)snprintf(heading, sizeof heading,
                   "%.80s: position of the actual in the guided range", title);
    chart = add_chart(
        report, drawing,
        (fc_chart_frame){.name = "position",
                         .title = heading,
                         .summary = "Where the actual lay in the guided range: "
                                    "0 is the low end, 1 the high end.",
                         .y_title = "0: low end, 1: high end"});
    add_level(chart, drawing, "ends of the range", 0.0);
    add_level(chart, drawing, NULL, 1.0);
    add(chart, drawing, "actual", FC_MARK_ACTUAL, POSITION, POSITION);
}

fc_status fc_guidance_write_charts(fc_report *report,
                                   const struct fc_guidance_record *record,
                                   const char *title, fc_error *err)
{
    struct drawing drawing = {.record = record};
    fc_period first = record->items[0].range->period;
    size_t count = (size_t)fc_period_distance(
                       first, record->items[record->count - 1].range->period)
                   + 1;
    fc_status status = FC_OK;

    drawing.room = fc_chart_room(COLUMNS * count);
    if (!fc_label_axis_of_periods(&drawing.axis, first, count, record->calendar)
        || drawing.room == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a chart");
    } else {
        fill(&drawing);
        draw_record(report, &drawing, title);
        draw_position(report, &drawing, title);
    }
    fc_label_axis_release(&drawing.axis);
    free(drawing.room);
    return status;
}
