/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/chart.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "data/report_state.h"

/* A series that owns what the public one borrows. */
struct series {
    char *name;
    fc_mark mark;
    size_t count;
    double *x;
    double *y;
    double *high;
};

struct fc_chart {
    fc_report *report; /* where a failure sticks */
    char *name;
    char *title;
    char *summary;
    char *x_title;
    char *y_title;
    size_t label_count;
    size_t label_step;
    char **labels;
    size_t series_count;
    size_t series_capacity;
    struct series *series;
};

static void series_release(struct series *series)
{
    free(series->name);
    free(series->x);
    free(series->y);
    free(series->high);
}

void fc_chart_free(fc_chart *chart)
{
    if (chart == NULL) {
        return;
    }
    for (size_t i = 0; i < chart->series_count; i++) {
        series_release(&chart->series[i]);
    }
    for (size_t i = 0; chart->labels != NULL && i < chart->label_count; i++) {
        free(chart->labels[i]);
    }
    free(chart->series);
    free(chart->labels);
    free(chart->name);
    free(chart->title);
    free(chart->summary);
    free(chart->x_title);
    free(chart->y_title);
    free(chart);
}

static bool copy_labels(fc_chart *chart, const fc_chart_frame *frame)
{
    chart->labels = fc_calloc(frame->label_count, sizeof *chart->labels);
    if (chart->labels == NULL) {
        return false;
    }
    chart->label_count = frame->label_count;
    for (size_t i = 0; i < frame->label_count; i++) {
        chart->labels[i] = fc_utf8_copy(frame->labels[i]);
        if (chart->labels[i] == NULL) {
            return false;
        }
    }
    return true;
}

static fc_chart *chart_create(fc_report *report, const fc_chart_frame *frame)
{
    fc_chart *chart = fc_calloc(1, sizeof *chart);

    if (chart == NULL) {
        return NULL;
    }
    chart->report = report;
    chart->label_step = frame->label_step;
    if (!fc_report_copy_text(&chart->name, frame->name)
        || !fc_report_copy_text(&chart->title, frame->title)
        || !fc_report_copy_text(&chart->summary, frame->summary)
        || !fc_report_copy_text(&chart->x_title, frame->x_title)
        || !fc_report_copy_text(&chart->y_title, frame->y_title)
        || !copy_labels(chart, frame)) {
        fc_chart_free(chart);
        return NULL;
    }
    return chart;
}

fc_chart *fc_report_add_chart(fc_report *report, const fc_chart_frame *frame)
{
    fc_chart **charts = NULL;
    fc_chart *chart = NULL;

    if (fc_report_has_failed(report)) {
        return NULL;
    }
    charts = fc_report_with_room(report->charts, report->chart_count,
                                 &report->chart_capacity, sizeof(fc_chart *));
    report->charts = charts != NULL ? charts : report->charts;
    chart = chart_create(report, frame);
    if (charts == NULL || chart == NULL) {
        fc_chart_free(chart);
        fc_report_run_out(report);
        return NULL;
    }
    charts[report->chart_count++] = chart;
    return chart;
}

static bool copy_values(double **out, const double *values, size_t count)
{
    if (values == NULL) {
        *out = NULL;
        return true;
    }
    *out = fc_calloc(count, sizeof **out);
    if (*out != NULL && count > 0) {
        memcpy(*out, values, count * sizeof *values);
    }
    return *out != NULL;
}

static bool all_finite(const double *values, size_t count)
{
    for (size_t i = 0; values != NULL && i < count; i++) {
        if (isinf(values[i])) {
            return false;
        }
    }
    return true;
}

static bool copy_series(struct series *out, const fc_chart_series *series)
{
    out->mark = series->mark;
    out->count = series->count;
    return fc_report_copy_text(&out->name, series->name)
           && copy_values(&out->x, series->x, series->count)
           && copy_values(&out->y, series->y, series->count)
           && copy_values(&out->high, series->high, series->count);
}

void fc_chart_add_series(fc_chart *chart, const fc_chart_series *series)
{
    struct series *grown = NULL;
    struct series copy = {0};

    if (chart == NULL || fc_report_has_failed(chart->report)) {
        return;
    }
    if (!all_finite(series->y, series->count)
        || !all_finite(series->high, series->count)) {
        (void)FC_FAIL(&chart->report->failure, FC_ERR_NONFINITE,
                      "a value of chart '%s' is infinite", chart->name);
        return;
    }
    grown = fc_report_with_room(chart->series, chart->series_count,
                                &chart->series_capacity, sizeof *grown);
    chart->series = grown != NULL ? grown : chart->series;
    if (grown == NULL || !copy_series(&copy, series)) {
        series_release(&copy);
        fc_report_run_out(chart->report);
        return;
    }
    grown[chart->series_count++] = copy;
}

size_t fc_report_chart_count(const fc_report *report)
{
    return report->chart_count;
}

const fc_chart *fc_report_chart_at(const fc_report *report, size_t index)
{
    assert(index < report->chart_count);
    return report->charts[index];
}

fc_chart_frame fc_chart_get_frame(const fc_chart *chart)
{
    return (fc_chart_frame){.name = chart->name,
                            .title = chart->title,
                            .summary = chart->summary,
                            .x_title = chart->x_title,
                            .y_title = chart->y_title,
                            .label_count = chart->label_count,
                            .label_step = chart->label_step,
                            .labels = (const char *const *)chart->labels};
}

size_t fc_chart_series_count(const fc_chart *chart)
{
    return chart->series_count;
}

fc_chart_series fc_chart_series_at(const fc_chart *chart, size_t index)
{
    const struct series *series = NULL;

    assert(index < chart->series_count);
    series = &chart->series[index];
    return (fc_chart_series){.name = series->name,
                             .mark = series->mark,
                             .count = series->count,
                             .x = series->x,
                             .y = series->y,
                             .high = series->high};
}

size_t fc_chart_line_number(const fc_chart *chart, size_t index)
{
    size_t number = 0;

    for (size_t i = 0; i < index; i++) {
        number += fc_chart_series_at(chart, i).mark == FC_MARK_LINE ? 1 : 0;
    }
    return number;
}
