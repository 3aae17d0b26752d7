/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rolling origin: every candidate, fitted anew at every origin to what was
 * known there.
 */
#include "select/backtest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "select/known.h"

/* A backtest in the making. */
struct run {
    fc_backtest *backtest;
    const fc_backtest_request *request;
    struct fc_known known;
    bool futures; /* a candidate uses a regressor */
    fc_error why; /* the latest failure of the first candidate */
};

static fc_status check_request(const fc_backtest_request *request,
                               fc_error *err)
{
    const fc_training *data = &request->data;

    if (request->horizon == 0 || request->spec_count == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a backtest needs a horizon and a candidate");
    }
    if (data->season == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "a season has at least 1 period");
    }
    if (request->first_origin > data->y.length) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the first origin is observation %zu, but there are "
                       "only %zu",
                       request->first_origin, data->y.length);
    }
    return FC_OK;
}

/* The fewest observations that a candidate needs. */
static fc_status find_fewest(size_t *out, const fc_backtest_request *request,
                             fc_error *err)
{
    size_t length = request->data.y.length;
    size_t fewest = SIZE_MAX;

    for (size_t i = 0; i < request->spec_count; i++) {
        size_t needed = fc_model_spec_min_length(&request->specs[i],
                                                 request->data.season);

        fewest = needed < fewest ? needed : fewest;
    }
    if (fewest > length || length == 0) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "too short: %zu of the at least %zu observations that "
                       "the simplest candidate needs",
                       length, fewest);
    }
    if (request->window > 0 && fewest > request->window) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "the window of %zu observations is too short: the "
                       "simplest candidate needs %zu",
                       request->window, fewest);
    }
    *out = fewest > 0 ? fewest : 1;
    return FC_OK;
}

/* What a forecast from less than nearly two seasons is like says little of
 * those that come later; what is shorter than that is only forecast. */
static size_t worth_it(size_t origin, const fc_training *data)
{
    size_t seasons = 2 * data->season - 1;

    if (origin < seasons) {
        origin = seasons < data->y.length ? seasons : data->y.length;
    }
    return origin;
}

/* The first origin worth a try. */
static fc_status find_base(size_t *out, const fc_backtest_request *request,
                           fc_error *err)
{
    size_t length = request->data.y.length;
    fc_status status = FC_OK;

    if (request->window > length) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "the window of %zu observations is longer than the "
                       "series, which has %zu",
                       request->window, length);
    }
    if (request->first_origin == 0 || request->window > 0) {
        status = find_fewest(out, request, err);
        *out = worth_it(*out, &request->data);
    }
    if (request->first_origin > 0) {
        *out = request->first_origin;
    }
    if (*out < request->window) {
        *out = request->window;
    }
    return status;
}

static bool uses_regressors(const fc_backtest_request *request)
{
    for (size_t i = 0; i < request->spec_count; i++) {
        if (fc_model_spec_uses_regressor(&request->specs[i], NULL)) {
            return true;
        }
    }
    return false;
}

/* The scale of the sample at each origin from the base on. */
static void fill_scales(fc_backtest *backtest, size_t season, size_t window)
{
    const double *y = backtest->y.values;

    for (size_t origin = backtest->base; origin <= backtest->y.length;
         origin++) {
        size_t length = window > 0 ? window : origin;

        backtest->scale[origin - backtest->base] = fc_naive_scale_compute(
            y + (origin - length), length, season);
    }
}

static fc_status allocate(fc_backtest **out, const fc_backtest_request *request,
                          size_t base, fc_error *err)
{
    fc_span y = request->data.y;
    size_t origins = y.length - base + 1;
    size_t rows = origins * request->spec_count;
    size_t kept = request->keep < origins ? request->keep : origins;
    fc_backtest *backtest = fc_calloc(1, sizeof *backtest);

    if (backtest != NULL && request->horizon <= SIZE_MAX / rows) {
        *backtest = (fc_backtest){
            .values = fc_calloc(y.length, sizeof(double)),
            .scale = fc_calloc(y.length - base + 1, sizeof(fc_naive_scale)),
            .specs = fc_calloc(request->spec_count, sizeof(fc_model_spec)),
            .spec_count = request->spec_count,
            .horizon = request->horizon,
            .base = base,
            .first = base,
            .forecasts = fc_calloc(rows * request->horizon, sizeof(double)),
            .centres = fc_calloc(rows * request->horizon, sizeof(double)),
            .spreads = fc_calloc(rows * request->horizon, sizeof(double)),
            .scales = fc_calloc(rows, sizeof(fc_transform)),
            .kept = fc_calloc(kept, sizeof(fc_fit *)),
            .kept_count = kept};
    }
    if (backtest == NULL || backtest->values == NULL || backtest->scale == NULL
        || backtest->specs == NULL || backtest->forecasts == NULL
        || backtest->centres == NULL || backtest->spreads == NULL
        || backtest->scales == NULL || backtest->kept == NULL) {
        fc_backtest_free(backtest);
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for the backtest of %zu candidates over "
                       "%zu steps; ask for a shorter horizon",
                       request->spec_count, request->horizon);
    }
    *out = backtest;
    return FC_OK;
}

/* A backtest that holds all but its forecasts. */
static fc_status prepare(fc_backtest **out, const fc_backtest_request *request,
                         fc_error *err)
{
    fc_span y = request->data.y;
    size_t base = 0;
    fc_backtest *backtest = NULL;
    fc_status status = find_base(&base, request, err);

    if (status == FC_OK) {
        status = allocate(&backtest, request, base, err);
    }
    if (status != FC_OK) {
        return status;
    }
    memcpy(backtest->values, y.values, y.length * sizeof *y.values);
    memcpy(backtest->specs, request->specs,
           request->spec_count * sizeof *request->specs);
    backtest->y = (fc_span){
        .start = y.start, .length = y.length, .values = backtest->values};
    fill_scales(backtest, request->data.season, request->window);
    *out = backtest;
    return FC_OK;
}

fc_fit **fc_backtest_kept(const fc_backtest *backtest, size_t origin)
{
    size_t back = backtest->y.length - origin;

    return back < backtest->kept_count ? &backtest->kept[back] : NULL;
}

static fc_status fit_and_predict(const struct run *run, size_t spec,
                                 size_t origin, const fc_future *future,
                                 fc_error *err)
{
    const fc_backtest *backtest = run->backtest;
    size_t row = fc_backtest_row_index(backtest, spec, origin);
    fc_fit **keeper = spec == 0 ? fc_backtest_kept(backtest, origin) : NULL;
    size_t horizon = backtest->horizon;
    const fc_forecast_law law = {.mean = &backtest->forecasts[row * horizon],
                                 .centre = &backtest->centres[row * horizon],
                                 .spread = &backtest->spreads[row * horizon]};
    fc_fit *fit = NULL;
    fc_status status = fc_known_fit(&fit, &run->known, &backtest->specs[spec],
                                    err);

    if (status != FC_OK) {
        return status;
    }
    backtest->scales[row] = fc_fit_transform(fit);
    status = fc_fit_predict_law(&law, fit, horizon, future, err);
    if (keeper != NULL) {
        *keeper = fit;
    } else {
        fc_fit_free(fit);
    }
    return status;
}

/* A candidate that cannot be fitted is no error; want of memory is. */
static fc_status run_spec(struct run *run, size_t spec, size_t origin,
                          const fc_future *future, fc_error *err)
{
    const fc_backtest *backtest = run->backtest;
    size_t row = fc_backtest_row_index(backtest, spec, origin);
    fc_error why = {0};
    fc_status status = fit_and_predict(run, spec, origin, future, &why);

    if (status == FC_ERR_MEMORY) {
        return FC_FAIL(err, status, "%s", why.message);
    }
    if (status != FC_OK) {
        for (size_t step = 0; step < backtest->horizon; step++) {
            backtest->forecasts[row * backtest->horizon + step] = (double)NAN;
        }
        run->why = spec == 0 ? why : run->why;
    }
    return FC_OK;
}

static fc_status run_origin(struct run *run, size_t origin, fc_error *err)
{
    const fc_backtest *backtest = run->backtest;
    fc_future_set *set = NULL;
    fc_status status = FC_OK;

    fc_known_cut(&run->known, &run->request->data, origin);
    if (run->futures) {
        const fc_training *known = &run->known.training;

        status = fc_future_set_create(&set, known, known->y.length,
                                      backtest->horizon, 1, 0, err);
    }
    for (size_t i = 0; i < backtest->spec_count && status == FC_OK; i++) {
        status = run_spec(run, i, origin,
                          set != NULL ? fc_future_set_view(set) : NULL, err);
    }
    fc_future_set_free(set);
    return status;
}

static fc_status run_origins(struct run *run, fc_error *err)
{
    const fc_backtest_request *request = run->request;
    size_t base = run->backtest->base;
    size_t last = run->backtest->y.length;
    fc_status status = FC_OK;

    for (size_t origin = base; origin <= last && status == FC_OK; origin++) {
        status = run_origin(run, origin, err);
        if (request->progress != NULL) {
            request->progress(request->progress_context,
                              (double)(origin - base + 1)
                                  / (double)(last - base + 1));
        }
    }
    return status;
}

static bool any_forecast(const fc_backtest *backtest, size_t origin)
{
    for (size_t i = 0; i < backtest->spec_count; i++) {
        if (fc_backtest_has(backtest, i, origin)) {
            return true;
        }
    }
    return false;
}

/* Origins at which nothing could be fitted yet do not count. */
static fc_status find_first(struct run *run, fc_error *err)
{
    fc_backtest *backtest = run->backtest;

    while (backtest->first <= backtest->y.length
           && !any_forecast(backtest, backtest->first)) {
        backtest->first++;
    }
    if (backtest->first > backtest->y.length) {
        return FC_FAIL(err, run->why.status,
                       "no candidate could be fitted; the first: %s",
                       run->why.message);
    }
    return FC_OK;
}

fc_status fc_backtest_create(fc_backtest **out,
                             const fc_backtest_request *request, fc_error *err)
{
    struct run run = {.request = request};
    fc_status status = check_request(request, err);

    *out = NULL;
    if (status == FC_OK) {
        status = prepare(&run.backtest, request, err);
    }
    if (status == FC_OK) {
        run.futures = uses_regressors(request);
        status = fc_known_init(&run.known, &request->data, request->window,
                               err);
    }
    if (status == FC_OK) {
        status = run_origins(&run, err);
    }
    if (status == FC_OK) {
        status = find_first(&run, err);
    }
    fc_known_release(&run.known);
    if (status != FC_OK) {
        fc_backtest_free(run.backtest);
        return status;
    }
    *out = run.backtest;
    return FC_OK;
}

void fc_backtest_free(fc_backtest *backtest)
{
    if (backtest != NULL) {
        for (size_t i = 0; backtest->kept != NULL && i < backtest->kept_count;
             i++) {
            fc_fit_free(backtest->kept[i]);
        }
        free(backtest->kept);
        free(backtest->values);
        free(backtest->scale);
        free(backtest->specs);
        free(backtest->forecasts);
        free(backtest->centres);
        free(backtest->spreads);
        free(backtest->scales);
        free(backtest);
    }
}
