/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The earlier model is forecast anew three times, each time with one thing more
 * as it is today; what a forecast moves from one time to the next is a step. So
 * the steps add up to the change, whatever their order, which is fixed.
 */
#include "planning/changes.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/frozen_choice.h"

#include "base/memory.h"
#include "base/number.h"
#include "planning/growth.h"
#include "planning/projection_state.h"

/* The forecasts of the earlier model: A, B and C of forecast/published.h. */
enum stage {
    REPRODUCED,
    REVISED,
    UPDATED,
    STAGES, /* how many */
};

struct stages {
    fc_projection *owned[STAGES];
    const fc_projection *at[STAGES]; /* the present one if there is no need */
};

const fc_model_spec *fc_changes_present_spec(const struct fc_changes *changes)
{
    return fc_fit_spec(changes->present->fit);
}

void fc_changes_release(struct fc_changes *changes)
{
    free(changes->rows);
}

/* One more forecast of the earlier model. */
struct rerun {
    const fc_model_spec *spec;
    fc_series *history; /* in place of the one in the dataset */
    size_t horizon;
    fc_period as_of;
};

/* The request of the present forecast, but for the model and what has no
 * bearing on the means. */
static fc_projection_request plain_request(const fc_projection_request *asked,
                                           const fc_dataset *dataset,
                                           const struct rerun *rerun)
{
    return (fc_projection_request){.dataset = dataset,
                                   .series = asked->series,
                                   .horizon = rerun->horizon,
                                   .specs = rerun->spec,
                                   .spec_count = 1,
                                   .draws = asked->draws,
                                   .seed = asked->seed,
                                   .origins = asked->origins,
                                   .intervals = asked->frozen != NULL
                                                    ? asked->frozen->intervals
                                                    : asked->intervals,
                                   .as_of = rerun->as_of};
}

/* A view of the dataset with another history, and without guidance. */
static fc_status forecast_anew(fc_projection **out, const struct rerun *rerun,
                               const fc_projection_request *asked,
                               fc_error *err)
{
    fc_dataset dataset = *asked->dataset;
    fc_table table = *asked->dataset->table;
    fc_projection_request request = plain_request(asked, &dataset, rerun);
    fc_status status = FC_OK;

    dataset.table = &table;
    dataset.guidance_path = NULL;
    table.series = fc_calloc(table.count, sizeof(fc_series *));
    if (table.series == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu series",
                       table.count);
    }
    for (size_t i = 0; i < table.count; i++) {
        fc_series *series = asked->dataset->table->series[i];
        bool replaced = rerun->history != NULL
                        && strcmp(series->name, asked->series) == 0;

        table.series[i] = replaced ? rerun->history : series;
    }
    status = fc_projection_create(out, &request, err);
    free(table.series);
    return status;
}

/* The history as it stands now, up to the earlier origin. */
static fc_status revised_history(fc_series **out, const struct fc_changes *all,
                                 fc_error *err)
{
    const fc_series *now = all->present->history;
    fc_span span = fc_span_until(fc_series_span(now),
                                 fc_published_origin(all->earlier));
    fc_status status = FC_OK;

    if (span.length == 0) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "the data have no value of its periods any more");
    }
    status = fc_series_create(out, now->name, now->unit, span.start,
                              span.values, span.length, err);
    if (status == FC_OK) {
        (*out)->kind = now->kind;
    }
    return status;
}

/* Draws depend on the horizon a little, and so do the means of a finite number
 * of them. With one origin all forecasts have one horizon, and what that moves
 * is part of the settings; else the published one is reproduced to its digits.
 */
static size_t horizon_of(const struct fc_changes *all)
{
    bool same = fc_published_origin(all->earlier).index
                == all->present->origin.index;

    return same ? all->present->horizon : all->earlier->horizon;
}

static fc_status forecast_revised(struct stages *stages, struct fc_changes *all,
                                  const fc_projection_request *asked,
                                  fc_error *err)
{
    struct rerun rerun = {.spec = &all->spec,
                          .horizon = horizon_of(all),
                          .as_of = all->earlier->as_of};
    fc_status status = revised_history(&rerun.history, all, err);

    if (status == FC_OK) {
        status = forecast_anew(&stages->owned[REVISED], &rerun, asked, err);
    }
    fc_series_free(rerun.history);
    return status;
}

static bool is_same_model(const struct fc_changes *all)
{
    char present[FC_MODEL_SPEC_SIZE];
    char earlier[FC_MODEL_SPEC_SIZE];

    fc_model_spec_format(present, fc_changes_present_spec(all));
    fc_model_spec_format(earlier, &all->spec);
    return strcmp(present, earlier) == 0;
}

static fc_status compute(struct stages *stages, struct fc_changes *all,
                         const fc_projection_request *asked, fc_error *err)
{
    struct rerun first = {.spec = &all->spec,
                          .history = all->earlier->history,
                          .horizon = horizon_of(all),
                          .as_of = all->earlier->as_of};
    struct rerun last = {.spec = &all->spec,
                         .horizon = all->present->horizon,
                         .as_of = asked->as_of};
    fc_status status = fc_model_spec_parse(&all->spec, all->earlier->model,
                                           err);

    if (status != FC_OK) {
        all->spec.type = NULL;
        return status;
    }
    status = forecast_anew(&stages->owned[REPRODUCED], &first, asked, err);
    if (status == FC_OK) {
        status = forecast_revised(stages, all, asked, err);
    }
    if (status == FC_OK && !is_same_model(all)) {
        status = forecast_anew(&stages->owned[UPDATED], &last, asked, err);
    }
    for (size_t i = 0; i < STAGES; i++) {
        stages->at[i] = stages->owned[i] != NULL ? stages->owned[i]
                                                 : stages->at[i];
    }
    return status;
}

/* What @p projection says of a period: the actual, the mean, or NaN. */
static double value_of(const fc_projection *projection,
                       const struct fc_change *row)
{
    fc_span known = fc_series_span(projection->history);
    int64_t step = fc_period_distance(projection->origin, row->period) - 1;

    if (row->is_total) {
        for (size_t i = 0; i < projection->total_count; i++) {
            if (projection->totals[i].year == row->year) {
                return projection->totals[i].value.mean;
            }
        }
        return fc_year_of(known, projection->history->kind, row->year,
                          projection->calendar)
            .total;
    }
    if (step < 0) {
        return fc_span_at(known, row->period);
    }
    return (uint64_t)step < projection->horizon
               ? projection->steps[step].value.mean
               : fc_missing();
}

/* Without stages the change is one step: to the actual, or to the model. */
static void leave_whole(struct fc_change *row)
{
    for (size_t i = 0; i < FC_CHANGE_STEPS; i++) {
        row->step[i] = fc_missing();
    }
    row->step[row->is_known ? FC_CHANGE_ACTUALS : FC_CHANGE_MODEL] =
        row->present - row->earlier;
}

static void split(struct fc_change *row, const struct stages *stages)
{
    double before = row->earlier;

    for (size_t i = 0; i < STAGES; i++) {
        double value = value_of(stages->at[i], row);

        if (isnan(value)) {
            leave_whole(row);
            return;
        }
        row->step[i] = value - before;
        before = value;
    }
    row->step[FC_CHANGE_MODEL] = row->present - before;
}

/* Append @p row if the present forecast covers it. */
static void add_row(struct fc_changes *all, struct fc_change row,
                    const struct stages *stages)
{
    row.is_known = fc_period_distance(row.period, all->present->origin) >= 0;
    row.present = value_of(all->present, &row);
    if (isnan(row.present)) {
        all->uncovered += !row.is_total;
        return;
    }
    if (all->is_split) {
        split(&row, stages);
    } else {
        leave_whole(&row);
    }
    all->rows[all->count++] = row;
}

static fc_status add_rows(struct fc_changes *all, const struct stages *stages,
                          fc_error *err)
{
    const fc_published *earlier = all->earlier;
    fc_span known = fc_series_span(all->present->history);
    fc_period origin = fc_published_origin(earlier);

    all->rows = fc_calloc(earlier->horizon + earlier->total_count,
                          sizeof *all->rows);
    if (all->rows == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu changes",
                       earlier->horizon + earlier->total_count);
    }
    for (size_t h = 0; h < earlier->horizon; h++) {
        struct fc_change row = {.period = fc_period_add(origin, (int64_t)h + 1),
                                .earlier = earlier->forecast[h]};

        add_row(all, row, stages);
    }
    for (size_t i = 0; i < earlier->total_count; i++) {
        fc_year year = fc_year_of(known, all->present->history->kind,
                                  earlier->totals[i].year,
                                  all->present->calendar);
        struct fc_change row = {.is_total = true,
                                .period = year.last,
                                .year = year.year,
                                .earlier = earlier->totals[i].value};

        add_row(all, row, stages);
    }
    if (all->count == 0) {
        return FC_FAIL_AT(err, FC_ERR_DATA, earlier->source, 0, 0,
                          "no period is forecast both there and here; give a "
                          "longer --horizon");
    }
    return FC_OK;
}

/* Time does not run backwards. */
static fc_status check_origins(const struct fc_changes *all, fc_error *err)
{
    fc_period origin = fc_published_origin(all->earlier);
    fc_calendar calendar = all->present->calendar;
    char then[FC_PERIOD_TEXT_SIZE];
    char now[FC_PERIOD_TEXT_SIZE];

    if (fc_period_distance(origin, all->present->origin) >= 0) {
        return FC_OK;
    }
    fc_period_format(then, origin, calendar);
    fc_period_format(now, all->present->origin, calendar);
    return FC_FAIL_AT(err, FC_ERR_DATA, all->earlier->source, 0, 0,
                      "this forecast knows actuals up to %s, the present one "
                      "up to %s only; give an earlier file or a later --as-of",
                      then, now);
}

fc_status fc_changes_init(struct fc_changes *out, const fc_projection *present,
                          const fc_published *earlier,
                          const fc_projection_request *request, fc_error *err)
{
    struct stages stages = {.at = {present, present, present}};
    fc_error why = {0};
    fc_status status = FC_OK;

    out->present = present;
    out->earlier = earlier;
    status = check_origins(out, err);
    if (status != FC_OK) {
        return status;
    }
    status = compute(&stages, out, request, &why);
    out->is_split = status == FC_OK;
    (void)snprintf(out->why, sizeof out->why, "%s", why.message);
    if (status == FC_ERR_MEMORY) {
        status = FC_FAIL(err, status, "%s", out->why);
    } else {
        status = add_rows(out, &stages, err);
    }
    for (size_t i = 0; i < STAGES; i++) {
        fc_projection_free(stages.owned[i]);
    }
    return status;
}
