/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Diagnostics of the chosen candidate by its one-step errors at past origins,
 * which the fit had not seen: over time, their autocorrelations, and their
 * quantiles against those of the normal law. In percent of the forecast where
 * everything is positive, else in the unit of the series.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/statistics.h"

#include "base/memory.h"
#include "base/number.h"
#include "planning/chart_parts.h"
#include "planning/projection_charts.h"

/* Fewer errors show no pattern. */
enum { fewest = 12, most_lags = 24 };

struct residuals {
    size_t count;
    bool relative;
    double *errors;
    double *x;      /* of the time panel */
    double *sorted; /* ascending */
    double *normal; /* quantiles that go with them */
    double *room;   /* what all of them point into */
    char (*texts)[FC_PERIOD_TEXT_SIZE];
    const char **labels;
};

static void residuals_release(struct residuals *of)
{
    free(of->room);
    free(of->texts);
    free((void *)of->labels);
}

static bool residuals_init(struct residuals *of, size_t capacity)
{
    of->room = fc_calloc(4 * capacity, sizeof *of->room);
    of->texts = fc_calloc(capacity, sizeof *of->texts);
    of->labels = fc_calloc(capacity, sizeof *of->labels);
    if (of->room == NULL || of->texts == NULL || of->labels == NULL) {
        return false;
    }
    of->errors = of->room;
    of->x = of->room + capacity;
    of->sorted = of->room + 2 * capacity;
    of->normal = of->room + 3 * capacity;
    return true;
}

static bool is_relative(const fc_projection *projection, size_t first,
                        size_t last)
{
    for (size_t origin = first; origin < last; origin++) {
        if (fc_backtest_actual(projection->backtest, origin, 0) <= 0.0
            || fc_backtest_forecast(projection->backtest, projection->chosen,
                                    origin, 0)
                   <= 0.0) {
            return false;
        }
    }
    return true;
}

static void collect(struct residuals *of, const fc_projection *projection,
                    size_t first, size_t last)
{
    fc_period start = fc_projection_used(projection).start;

    of->relative = is_relative(projection, first, last);
    for (size_t origin = first; origin < last; origin++) {
        double actual = fc_backtest_actual(projection->backtest, origin, 0);
        double forecast = fc_backtest_forecast(projection->backtest,
                                               projection->chosen, origin, 0);
        double error = of->relative ? 100.0 * (actual / forecast - 1.0)
                                    : actual - forecast;
        size_t i = of->count;

        if (isnan(error)) {
            continue;
        }
        of->errors[i] = error;
        of->x[i] = (double)i;
        fc_period_format(of->texts[i], fc_period_add(start, (int64_t)origin),
                         projection->calendar);
        of->labels[i] = of->texts[i];
        of->count++;
    }
}

static fc_chart *add_panel(fc_report *report, const char *title,
                           const char *x_title, const char *y_title)
{
    return fc_report_add_chart(
        report, &(fc_chart_frame){.name = "residuals",
                                  .title = title,
                                  .summary = "One-step errors at past origins.",
                                  .x_title = x_title,
                                  .y_title = y_title});
}

static void draw_time(fc_report *report, const struct residuals *of,
                      const fc_projection *projection)
{
    fc_chart *chart = fc_report_add_chart(
        report,
        &(fc_chart_frame){
            .name = "residuals",
            .title = "One-step errors at past origins",
            .summary = "One-step errors at past origins over time.",
            .y_title = of->relative ? "percent" : projection->history->unit,
            .label_count = of->count,
            .labels = of->labels,
            .label_step = fc_frequency_season(projection->origin.frequency)});

    fc_chart_add_rule(chart, NULL, (double[]){0.0, (double)of->count - 1.0},
                      (double[]){0.0, 0.0});
    fc_chart_add_series(chart, &(fc_chart_series){.mark = FC_MARK_BARS,
                                                  .count = of->count,
                                                  .x = of->x,
                                                  .y = of->errors});
}

static fc_status draw_correlations(fc_report *report,
                                   const struct residuals *of, fc_error *err)
{
    double values[most_lags + 1];
    double lags[most_lags + 1];
    size_t most = of->count / 3 < most_lags ? of->count / 3 : most_lags;
    double limit = fc_correlation_limit(of->count);
    fc_status status = fc_autocorrelation(values, of->errors, of->count, most,
                                          err);
    fc_chart *chart = NULL;

    if (status != FC_OK) {
        return status == FC_ERR_DATA ? FC_OK : status; /* no variation */
    }
    for (size_t lag = 0; lag <= most; lag++) {
        lags[lag] = (double)lag;
    }
    chart = add_panel(report, "Autocorrelation of the errors", "lag",
                      "correlation");
    fc_chart_add_series(chart, &(fc_chart_series){.mark = FC_MARK_BARS,
                                                  .count = most,
                                                  .x = lags + 1,
                                                  .y = values + 1});
    for (int sign = -1; sign <= 1; sign += 2) {
        fc_chart_add_rule(chart, NULL, (double[]){0.5, (double)most + 0.5},
                          (double[]){sign * limit, sign * limit});
    }
    return FC_OK;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* The line goes through the quartiles (R: stats::qqline). */
static void draw_quantiles(fc_report *report, struct residuals *of,
                           const fc_projection *projection)
{
    size_t n = of->count;
    size_t low = n / 4;
    size_t high = n - 1 - n / 4;
    double slope = 0.0;
    double ends[2];
    double line[2];
    fc_chart *chart = add_panel(
        report, "Normal quantiles of the errors", "quantile of the normal law",
        of->relative ? "percent" : projection->history->unit);

    memcpy(of->sorted, of->errors, n * sizeof *of->sorted);
    qsort(of->sorted, n, sizeof *of->sorted, compare);
    for (size_t i = 0; i < n; i++) {
        of->normal[i] = fc_normal_quantile(((double)i + 0.5) / (double)n);
    }
    slope = (of->sorted[high] - of->sorted[low])
            / (of->normal[high] - of->normal[low]);
    for (size_t end = 0; end < 2; end++) {
        ends[end] = of->normal[end * (n - 1)];
        line[end] = of->sorted[low] + slope * (ends[end] - of->normal[low]);
    }
    fc_chart_add_rule(chart, NULL, ends, line);
    fc_chart_add_series(chart, &(fc_chart_series){.mark = FC_MARK_POINTS,
                                                  .count = n,
                                                  .x = of->normal,
                                                  .y = of->sorted});
}

fc_status fc_projection_write_residuals(fc_report *report,
                                        const fc_projection *projection,
                                        fc_error *err)
{
    size_t first = fc_backtest_first_origin(projection->backtest);
    size_t last = fc_backtest_last_origin(projection->backtest);
    struct residuals of = {0};
    fc_status status = FC_OK;

    if (!residuals_init(&of, last > first ? last - first : 0)) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a chart");
    } else {
        collect(&of, projection, first, last);
    }
    if (status == FC_OK && of.count >= fewest) {
        draw_time(report, &of, projection);
        status = draw_correlations(report, &of, err);
        draw_quantiles(report, &of, projection);
    }
    residuals_release(&of);
    return status;
}
