/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Making a cross-validation: a backtest for the point forecasts, then the
 * sample paths of every candidate at every origin.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "data/order_statistics.h"
#include "select/cross_validation.h"
#include "select/origin_sampler.h"

/* A cross-validation in the making. */
struct run {
    fc_cross_validation *validation;
    const fc_cross_validation_request *request;
    fc_backtest_request backtest;
    struct fc_origin_sampler sampler;
    size_t *ranks;  /* owned: draws; 0, 1, 2 ... */
    double *sorted; /* owned: draws; those of one step */
};

static size_t or_default(size_t value, size_t otherwise)
{
    return value > 0 ? value : otherwise;
}

static fc_status check_specs(const fc_cross_validation_request *request,
                             fc_error *err)
{
    char one[FC_MODEL_SPEC_SIZE];
    char other[FC_MODEL_SPEC_SIZE];

    for (size_t i = 0; i < request->spec_count; i++) {
        fc_model_spec_format(one, &request->specs[i]);
        for (size_t k = 0; k < i; k++) {
            fc_model_spec_format(other, &request->specs[k]);
            if (strcmp(one, other) == 0) {
                return FC_FAIL(err, FC_ERR_ARGUMENT,
                               "model %s stands twice among those to compare; "
                               "give it once",
                               one);
            }
        }
    }
    return FC_OK;
}

/* The earliest origin that anything looks at: the choice and the calibration at
 * the first one evaluated look back so far. 0: all there are. */
static size_t earliest_origin(const fc_cross_validation_request *request)
{
    size_t origins = or_default(request->origins, FC_ORIGINS_DEFAULT);
    size_t stride = or_default(request->stride, 1);
    size_t length = request->data.y.length;
    size_t behind = FC_ORIGINS_DEFAULT + 2 * request->horizon;

    if (origins > length / stride || length - origins * stride <= behind) {
        return 0;
    }
    return length - origins * stride - behind;
}

static fc_status run_backtest(struct run *run, fc_error *err)
{
    const fc_cross_validation_request *request = run->request;

    run->backtest = (fc_backtest_request){
        .data = request->data,
        .specs = request->specs,
        .spec_count = request->spec_count,
        .horizon = request->horizon,
        .first_origin = earliest_origin(request),
        .window = request->window,
        .progress = request->progress,
        .progress_context = request->progress_context};
    return fc_backtest_create(&run->validation->backtest, &run->backtest, err);
}

static fc_status allocate(struct run *run, size_t origins, fc_error *err)
{
    fc_cross_validation *self = run->validation;
    size_t specs = run->request->spec_count;
    size_t horizon = run->request->horizon;
    size_t draws = run->sampler.what.draws;

    self->origin = fc_calloc(origins, sizeof *self->origin);
    self->chosen = fc_calloc(origins, sizeof *self->chosen);
    self->absences = fc_calloc(specs, sizeof *self->absences);
    self->forecasts = fc_calloc(origins * specs * horizon,
                                sizeof *self->forecasts);
    run->ranks = fc_calloc(draws, sizeof *run->ranks);
    run->sorted = fc_calloc(draws, sizeof *run->sorted);
    if (self->origin == NULL || self->chosen == NULL || self->absences == NULL
        || self->forecasts == NULL || run->ranks == NULL
        || run->sorted == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for the forecasts of %zu models from %zu "
                       "origins",
                       specs, origins);
    }
    for (size_t i = 0; i < draws; i++) {
        run->ranks[i] = i;
    }
    self->origins = origins;
    return FC_OK;
}

/* An origin that knows no more than a season has nothing to scale errors by: it
 * counts only where there is no later one. */
static size_t first_origin(const struct run *run, size_t last)
{
    size_t first = run->validation->backtest->first;
    size_t scaled = run->request->data.season + 1;

    return scaled > first && scaled <= last ? scaled : first;
}

/* The latest origins, one stride apart, back to the first one. */
static fc_status find_origins(struct run *run, fc_error *err)
{
    fc_cross_validation *self = run->validation;
    size_t most = or_default(run->request->origins, FC_ORIGINS_DEFAULT);
    size_t last = 0;
    size_t count = 0;
    fc_status status = fc_backtest_find_complete(&last, self->backtest, err);

    if (status != FC_OK) {
        return status;
    }
    count = (last - first_origin(run, last)) / self->stride + 1;
    status = allocate(run, count < most ? count : most, err);
    for (size_t i = 0; i < self->origins; i++) {
        self->origin[i] = last - (self->origins - 1 - i) * self->stride;
    }
    return status;
}

/* False if a draw is not finite: then there is no distribution. */
static bool sort_step(struct run *run, const fc_paths *paths, size_t step)
{
    for (size_t d = 0; d < paths->draws; d++) {
        run->sorted[d] = paths->values[d * paths->steps + step];
        if (!isfinite(run->sorted[d])) {
            return false;
        }
    }
    fc_order_statistics(run->sorted, paths->draws, run->ranks, paths->draws);
    return true;
}

static void score_step(struct run *run, fc_origin_forecast *out,
                       const fc_paths *paths, size_t step)
{
    if (!sort_step(run, paths, step)) {
        return;
    }
    for (size_t i = 0; i < FC_SCORE_QUANTILES; i++) {
        out->quantile[i] = fc_sorted_quantile(run->sorted, paths->draws,
                                              fc_score_probability(i));
    }
    out->crps = fc_crps_compute(run->sorted, paths->draws, out->actual);
}

static void set_points(fc_origin_forecast *row, const fc_backtest *backtest,
                       size_t spec, size_t origin)
{
    for (size_t step = 0; step < backtest->horizon; step++) {
        row[step] = (fc_origin_forecast){
            .actual = fc_backtest_actual(backtest, origin, step),
            .mean = fc_backtest_forecast(backtest, spec, origin, step),
            .crps = (double)NAN};
        for (size_t i = 0; i < FC_SCORE_QUANTILES; i++) {
            row[step].quantile[i] = (double)NAN;
        }
    }
}

/* A candidate whose paths cannot be drawn has its point forecasts alone. */
static fc_status run_spec(struct run *run, size_t spec, size_t index,
                          fc_error *err)
{
    fc_cross_validation *self = run->validation;
    fc_origin_forecast *row = fc_cross_validation_row(self, spec, index);
    bool forecast = fc_backtest_has(self->backtest, spec, self->origin[index]);
    fc_paths *paths = NULL;
    fc_error why = {.status = FC_OK};
    fc_status status = fc_origin_sampler_draw(&paths, &run->sampler, spec,
                                              &why);

    if (status == FC_ERR_MEMORY) {
        return FC_FAIL(err, status, "%s", why.message);
    }
    set_points(row, self->backtest, spec, self->origin[index]);
    for (size_t s = 0; status == FC_OK && forecast && s < paths->steps; s++) {
        score_step(run, &row[s], paths, s);
    }
    if (!forecast) {
        self->absences[spec] = (struct fc_absence){
            .is = true, .index = index, .why = why};
    }
    fc_paths_free(paths);
    return FC_OK;
}

static fc_status choose(struct run *run, size_t index, fc_error *err)
{
    fc_cross_validation *self = run->validation;
    fc_status status = FC_ERR_NOT_FOUND;

    if (self->automatic) {
        status = fc_backtest_choose(&self->chosen[index], self->backtest,
                                    self->origin[index], err);
    }
    if (status == FC_ERR_NOT_FOUND) {
        self->chosen[index] = self->backtest->spec_count;
        status = FC_OK;
    }
    return status;
}

static fc_status run_origins(struct run *run, fc_error *err)
{
    const fc_cross_validation *self = run->validation;
    const fc_cross_validation_request *request = run->request;
    fc_status status = FC_OK;

    for (size_t i = 0; i < self->origins && status == FC_OK; i++) {
        fc_origin_sampler_move(&run->sampler, self->origin[i]);
        for (size_t spec = 0; spec < request->spec_count && status == FC_OK;
             spec++) {
            status = run_spec(run, spec, i, err);
        }
        if (status == FC_OK) {
            status = choose(run, i, err);
        }
        if (request->progress != NULL) {
            request->progress(request->progress_context,
                              (double)(i + 1) / (double)self->origins);
        }
    }
    return status;
}

static fc_status open_run(struct run *run,
                          const fc_cross_validation_request *request,
                          fc_error *err)
{
    const struct fc_sampling what = {
        .draws = or_default(request->draws, FC_EVALUATION_DRAWS),
        .seed = request->seed,
        .stream = request->stream != NULL ? request->stream : "",
        .intervals = request->intervals};
    fc_status status = check_specs(request, err);

    if (status == FC_OK) {
        status = run_backtest(run, err);
    }
    if (status == FC_OK) {
        status = fc_origin_sampler_init(&run->sampler,
                                        run->validation->backtest,
                                        &run->backtest, &what, err);
    }
    return status;
}

fc_status fc_cross_validation_create(fc_cross_validation **out,
                                     const fc_cross_validation_request *request,
                                     fc_error *err)
{
    struct run run = {.request = request,
                      .validation = fc_calloc(1, sizeof *run.validation)};
    fc_status status = FC_OK;

    *out = NULL;
    if (run.validation == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a backtest");
    }
    run.validation->automatic = request->automatic;
    run.validation->stride = or_default(request->stride, 1);
    status = open_run(&run, request, err);
    if (status == FC_OK) {
        status = find_origins(&run, err);
    }
    if (status == FC_OK) {
        status = run_origins(&run, err);
    }
    fc_origin_sampler_release(&run.sampler);
    free(run.ranks);
    free(run.sorted);
    if (status != FC_OK) {
        fc_cross_validation_free(run.validation);
        return status;
    }
    *out = run.validation;
    return FC_OK;
}

void fc_cross_validation_free(fc_cross_validation *validation)
{
    if (validation != NULL) {
        fc_backtest_free(validation->backtest);
        free(validation->origin);
        free(validation->chosen);
        free(validation->forecasts);
        free(validation->absences);
        free(validation);
    }
}
