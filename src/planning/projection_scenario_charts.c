/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scenarios to look at: the forecast without a plan and with each, and below
 * them the planned series as the model sees them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "planning/chart_parts.h"
#include "planning/projection_charts.h"
#include "planning/projection_scenario.h"

/* Columns of a panel; behind them one for each scenario. */
enum { LOWER, UPPER, ACTUAL, BASE, FIRST_SCENARIO };

/* One panel after the other is made in the same room. */
struct panel {
    const fc_projection *projection;
    struct fc_label_axis axis;
    size_t past; /* labels that are history */
    double *room;
};

static double *column(const struct panel *panel, size_t index)
{
    return panel->room + index * panel->axis.count;
}

static bool panel_init(struct panel *panel, const fc_projection *projection)
{
    size_t columns = FIRST_SCENARIO + projection->scenarios->count;

    panel->projection = projection;
    panel->past = fc_projection_shown_past(projection);
    panel->room = fc_chart_room(columns * (panel->past + projection->horizon));
    return fc_label_axis_of_periods(
               &panel->axis,
               fc_period_add(projection->origin, 1 - (int64_t)panel->past),
               panel->past + projection->horizon, projection->calendar)
           && panel->room != NULL;
}

static void panel_clear(struct panel *panel)
{
    size_t columns = FIRST_SCENARIO + panel->projection->scenarios->count;

    for (size_t i = 0; i < columns * panel->axis.count; i++) {
        panel->room[i] = fc_missing();
    }
}

/* What is known of @p series; all lines begin at its last value. */
static void fill_past(struct panel *panel, const fc_series *series)
{
    const fc_projection *projection = panel->projection;
    size_t last = panel->past - 1;

    for (size_t i = 0; i < panel->past; i++) {
        column(panel, ACTUAL)[i] = fc_span_at(
            fc_series_span(series),
            fc_period_add(projection->origin, (int64_t)i - (int64_t)last));
    }
    for (size_t c = BASE; c < FIRST_SCENARIO + projection->scenarios->count;
         c++) {
        column(panel, c)[last] = column(panel, ACTUAL)[last];
    }
}

static void fill_forecasts(struct panel *panel)
{
    const fc_projection *projection = panel->projection;
    const struct fc_projected_scenarios *scenarios = projection->scenarios;
    size_t last = panel->past - 1;

    column(panel, LOWER)[last] = column(panel, ACTUAL)[last];
    column(panel, UPPER)[last] = column(panel, ACTUAL)[last];
    for (size_t s = 0; s < projection->horizon; s++) {
        const struct fc_outlook *base = &projection->steps[s].value;
        size_t at = panel->past + s;

        column(panel, LOWER)[at] = base->bound[FC_LOWER_80];
        column(panel, UPPER)[at] = base->bound[FC_UPPER_80];
        column(panel, BASE)[at] = base->mean;
        for (size_t i = 0; i < scenarios->count; i++) {
            column(panel, FIRST_SCENARIO + i)[at] =
                scenarios->items[i].view.steps[s].value.mean;
        }
    }
}

static void fill_plans(struct panel *panel, size_t series)
{
    const fc_projection *projection = panel->projection;
    const struct fc_projected_scenarios *scenarios = projection->scenarios;
    size_t first = series * (projection->horizon + projection->total_count);

    for (size_t s = 0; s < projection->horizon; s++) {
        column(panel, BASE)[panel->past + s] = scenarios->regressors[first + s];
        for (size_t i = 0; i < scenarios->count; i++) {
            column(panel, FIRST_SCENARIO + i)[panel->past + s] =
                scenarios->items[i].regressors[first + s];
        }
    }
}

static void add(fc_chart *chart, const struct panel *panel, const char *name,
                fc_mark mark, size_t index)
{
    fc_chart_add_shown(chart, &(fc_chart_series){.name = name,
                                                 .mark = mark,
                                                 .count = panel->axis.count,
                                                 .x = panel->axis.x,
                                                 .y = column(panel, index)});
}

static void draw(fc_report *report, const struct panel *panel,
                 const char *title, const char *name, const char *unit)
{
    const fc_projection *projection = panel->projection;
    char y_title[160];
    fc_chart *chart = NULL;

    (void)snprintf(y_title, sizeof y_title, "%.60s%s%.60s", name,
                   unit[0] != '\0' ? ", " : "", unit);
    chart = fc_report_add_chart(
        report, &(fc_chart_frame){.name = "scenarios",
                                  .title = title,
                                  .summary = "The forecast without a plan and "
                                             "with each, and what is planned.",
                                  .y_title = y_title,
                                  .label_count = panel->axis.count,
                                  .labels = panel->axis.labels,
                                  .label_step = fc_frequency_season(
                                      projection->origin.frequency)});
    fc_chart_add_shown(chart,
                       &(fc_chart_series){.name = "80 % interval of base",
                                          .mark = FC_MARK_INNER,
                                          .count = panel->axis.count,
                                          .x = panel->axis.x,
                                          .y = column(panel, LOWER),
                                          .high = column(panel, UPPER)});
    for (size_t i = 0; i < projection->scenarios->count; i++) {
        add(chart, panel, projection->scenarios->items[i].name, FC_MARK_LINE,
            FIRST_SCENARIO + i);
    }
    add(chart, panel, "base", FC_MARK_FORECAST, BASE);
    add(chart, panel, "actual", FC_MARK_ACTUAL, ACTUAL);
}

static const fc_series *find_input(const fc_projection *projection,
                                   const char *name)
{
    for (size_t i = 0; i < projection->input_count; i++) {
        if (strcmp(projection->inputs[i]->name, name) == 0) {
            return projection->inputs[i];
        }
    }
    return NULL;
}

static void draw_forecasts(fc_report *report, struct panel *panel)
{
    const fc_projection *projection = panel->projection;
    char title[160];

    (void)snprintf(title, sizeof title, "%.80s: scenarios from %s",
                   projection->title, panel->axis.labels[panel->past - 1]);
    fill_past(panel, projection->history);
    fill_forecasts(panel);
    draw(report, panel, title, projection->title, projection->history->unit);
}

static void draw_plans(fc_report *report, struct panel *panel, size_t series)
{
    const char *name = panel->projection->scenarios->series[series].name;
    const fc_series *input = find_input(panel->projection, name);
    char title[160];

    if (input == NULL) {
        return;
    }
    (void)snprintf(title, sizeof title, "%.80s, projected and as planned",
                   name);
    panel_clear(panel);
    fill_past(panel, input);
    fill_plans(panel, series);
    draw(report, panel, title, name, input->unit);
}

fc_status fc_projection_write_scenario_charts(fc_report *report,
                                              const fc_projection *projection,
                                              fc_error *err)
{
    struct panel panel = {0};
    fc_status status = FC_OK;

    if (projection->scenarios == NULL) {
        return FC_OK;
    }
    if (!panel_init(&panel, projection)) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a chart");
    } else {
        draw_forecasts(report, &panel);
        for (size_t j = 0; j < projection->scenarios->series_count; j++) {
            draw_plans(report, &panel, j);
        }
    }
    fc_label_axis_release(&panel.axis);
    free(panel.room);
    return status;
}
