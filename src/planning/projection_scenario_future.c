/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The future of the regressors under the plans of a scenario. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "planning/growth.h"
#include "planning/projection_scenario.h"
#include "stats/lognormal.h"

static bool is_certain(const struct fc_plan_path *path)
{
    for (size_t i = 0; i < path->row_count; i++) {
        if (path->rows[i].plan->sd_pct > 0.0) {
            return false;
        }
    }
    return true;
}

/* One factor a draw for each plan: the periods of a year move together. */
static fc_status make_factors(double *out, const struct fc_plan_path *path,
                              size_t row, const fc_projection *projection,
                              fc_error *err)
{
    char stream[FC_PLAN_SERIES_SIZE + sizeof "plan of "];
    const struct fc_plan_row *plan = &path->rows[row];
    uint64_t salt = 2 * (uint64_t)plan->last.index + plan->is_year;

    (void)snprintf(stream, sizeof stream, "plan of %.*s",
                   FC_PLAN_SERIES_SIZE - 1, path->series->name);
    return fc_lognormal_factors(out, projection->draws,
                                fc_plan_row_deviation(plan), stream, salt,
                                projection->seed, err);
}

static void fill_certain(fc_paths *paths, const struct fc_plan_path *path)
{
    for (size_t s = 0; s < paths->steps; s++) {
        fc_period period = fc_period_add(paths->start, (int64_t)s);
        double known = fc_span_at(path->known, period);
        double value = isnan(known) ? fc_plan_path_at(path, period) : known;

        for (size_t d = 0; d < paths->draws; d++) {
            paths->values[d * paths->steps + s] = value;
        }
    }
}

/* Multiply the periods of plan @p row. */
static void scatter(fc_paths *paths, const struct fc_plan_path *path,
                    size_t row, const double *factors)
{
    for (size_t s = 0; s < paths->steps; s++) {
        int64_t at = fc_period_distance(
            path->start, fc_period_add(paths->start, (int64_t)s));

        if (at < 0 || (uint64_t)at >= path->length || isnan(path->values[at])
            || path->row[at] != row) {
            continue;
        }
        for (size_t d = 0; d < paths->draws; d++) {
            paths->values[d * paths->steps + s] *= factors[d];
        }
    }
}

/* The planned steps of one series; NaN where there is no plan. */
static fc_status plan_paths(fc_paths **out, const struct fc_plan_path *path,
                            const fc_projection *projection, fc_error *err)
{
    size_t draws = is_certain(path) ? 1 : projection->draws;
    double *factors = NULL;
    fc_status status = fc_paths_create(out, fc_projection_period(projection, 0),
                                       draws, projection->horizon, err);

    if (status != FC_OK) {
        return status;
    }
    fill_certain(*out, path);
    if (draws == 1) {
        return FC_OK;
    }
    factors = fc_calloc(draws, sizeof *factors);
    if (factors == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a plan");
    }
    for (size_t i = 0; i < path->row_count && status == FC_OK; i++) {
        if (path->rows[i].plan->sd_pct > 0.0) {
            status = make_factors(factors, path, i, projection, err);
            if (status == FC_OK) {
                scatter(*out, path, i, factors);
            }
        }
    }
    free(factors);
    return status;
}

static fc_status apply_plan(fc_future_set *set,
                            const struct fc_scenario_maker *maker,
                            const struct fc_plan_path *path, fc_error *err)
{
    fc_paths *paths = NULL;
    fc_status status = plan_paths(&paths, path, maker->projection, err);

    if (status == FC_OK) {
        status = fc_future_set_plan(set, path->series->name, paths,
                                    maker->training, maker->training->y.length,
                                    maker->projection->seed, err);
    }
    fc_paths_free(paths);
    return status;
}

/* The mean of a regressor in @p period: as reported, else of its draws. */
static double mean_at(const struct fc_scenario_maker *maker,
                      const fc_series *series, const fc_paths *paths,
                      fc_period period)
{
    fc_span span = fc_series_span(series);
    int64_t step = fc_period_distance(paths->start, period);
    double known = 0.0;

    if (maker->projection->as_of_asked) {
        span = fc_span_until(span, maker->projection->as_of);
    }
    known = fc_span_at(span, period);
    return isnan(known) && step >= 0 && (uint64_t)step < paths->steps
               ? fc_paths_mean(paths, (size_t)step)
               : known;
}

/* Steps, then the fiscal years that the horizon completes; a level has none. */
static void fill_means(double *out, const struct fc_scenario_maker *maker,
                       const fc_series *series, const fc_paths *paths)
{
    const fc_projection *projection = maker->projection;

    for (size_t s = 0; s < projection->horizon; s++) {
        *out++ = mean_at(maker, series, paths,
                         fc_projection_period(projection, s));
    }
    for (size_t t = 0; t < projection->total_count; t++) {
        fc_year year = fc_year_of(fc_series_span(series), FC_FLOW,
                                  projection->totals[t].year,
                                  projection->calendar);
        double sum = series->kind == FC_STOCK ? fc_missing() : 0.0;

        for (size_t i = 0; i < year.periods; i++) {
            sum += mean_at(maker, series, paths,
                           fc_period_add(year.first, (int64_t)i));
        }
        *out++ = sum;
    }
}

fc_status fc_projection_keep_regressors(double **out,
                                        const struct fc_scenario_maker *maker,
                                        const fc_future *future, fc_error *err)
{
    const struct fc_projection_plans *plans = maker->plans;
    size_t rows = maker->projection->horizon + maker->projection->total_count;
    double *means = fc_calloc(plans->series_count * rows, sizeof *means);

    *out = means;
    if (means == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for scenarios");
    }
    for (size_t j = 0; j < plans->series_count; j++) {
        for (size_t i = 0; i < future->count; i++) {
            if (strcmp(future->names[i], plans->series[j]->name) == 0) {
                fill_means(means + j * rows, maker, plans->series[j],
                           future->paths[i]);
            }
        }
    }
    return FC_OK;
}

fc_status fc_projection_make_future(fc_future_set **out,
                                    const struct fc_scenario_maker *maker,
                                    size_t index, fc_error *err)
{
    const fc_projection *projection = maker->projection;
    const struct fc_projection_plans *plans = maker->plans;
    fc_status status = fc_future_set_create(
        out, maker->training, maker->training->y.length, projection->horizon,
        projection->draws, projection->seed, err);

    for (size_t j = 0;
         status == FC_OK && index < plans->count && j < plans->series_count;
         j++) {
        const struct fc_plan_path *path = fc_projection_plans_path(plans, index,
                                                                   j);

        if (path->row_count > 0) {
            status = apply_plan(*out, maker, path, err);
        }
    }
    return status;
}
