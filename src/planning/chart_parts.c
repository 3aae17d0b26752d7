/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/chart_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"

static bool axis_init(struct fc_label_axis *out, size_t count)
{
    out->count = count;
    out->x = fc_calloc(count, sizeof *out->x);
    out->texts = fc_calloc(count, sizeof *out->texts);
    out->labels = fc_calloc(count, sizeof *out->labels);
    if (out->x == NULL || out->texts == NULL || out->labels == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        out->x[i] = (double)i;
        out->labels[i] = out->texts[i];
    }
    return true;
}

bool fc_label_axis_of_periods(struct fc_label_axis *out, fc_period first,
                              size_t count, fc_calendar calendar)
{
    if (!axis_init(out, count)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        fc_period_format(out->texts[i], fc_period_add(first, (int64_t)i),
                         calendar);
    }
    return true;
}

bool fc_label_axis_of_steps(struct fc_label_axis *out, size_t count)
{
    if (!axis_init(out, count)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        (void)snprintf(out->texts[i], sizeof out->texts[i], "%zu", i + 1);
    }
    return true;
}

void fc_label_axis_release(struct fc_label_axis *axis)
{
    free(axis->x);
    free(axis->texts);
    free((void *)axis->labels);
}

double *fc_chart_room(size_t count)
{
    double *room = fc_calloc(count, sizeof *room);

    for (size_t i = 0; room != NULL && i < count; i++) {
        room[i] = fc_missing();
    }
    return room;
}

void fc_chart_add_shown(fc_chart *chart, const fc_chart_series *series)
{
    for (size_t i = 0; i < series->count; i++) {
        if (!isnan(series->y[i])) {
            fc_chart_add_series(chart, series);
            return;
        }
    }
}

void fc_chart_add_rule(fc_chart *chart, const char *name, const double x[2],
                       const double y[2])
{
    fc_chart_add_series(
        chart,
        &(fc_chart_series){
            .name = name, .mark = FC_MARK_RULE, .count = 2, .x = x, .y = y});
}
