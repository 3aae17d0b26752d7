/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/batch.h"

#include <stdlib.h>

#include "base/memory.h"
#include "select/candidates.h"
#include "select/known.h"

static const double default_levels[] = {80.0, 95.0};

struct batch {
    const fc_batch_request *request;
    const double *levels;
    size_t level_count;
    double probabilities[2 * FC_BATCH_LEVEL_CAPACITY];
    size_t draws;
    size_t stride;
    size_t met;  /* series so far */
    size_t room; /* steps that the arrays have room for */
    double *mean;
    double *bounds;
    fc_step_calibration *calibration;
    fc_model_spec automatic; /* the default */
};

/* What is known of one series on its way to a forecast. */
struct job {
    const fc_long_series *series;
    fc_training training;
    size_t steps;
    fc_model_spec spec;    /* the one to fit */
    fc_backtest *backtest; /* NULL: there was no choice */
    size_t chosen;         /* candidate of the backtest */
    double seconds;
};

static fc_status make_room(struct batch *self, size_t steps, fc_error *err)
{
    size_t width = 2 * self->level_count;

    if (steps <= self->room) {
        return FC_OK;
    }
    free(self->mean);
    free(self->bounds);
    free(self->calibration);
    self->room = 0;
    self->mean = fc_calloc(steps, sizeof(double));
    self->bounds = fc_calloc(steps * width, sizeof(double));
    self->calibration = fc_calloc(steps, sizeof *self->calibration);
    if (self->mean == NULL || self->bounds == NULL
        || self->calibration == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu steps",
                       steps);
    }
    self->room = steps;
    return FC_OK;
}

static fc_status choose(struct batch *self, struct job *job, fc_error *err)
{
    fc_backtest_request request = {.data = job->training,
                                   .specs = self->request->specs,
                                   .spec_count = self->request->spec_count,
                                   .horizon = job->steps};
    fc_status status = fc_backtest_create(&job->backtest, &request, err);

    if (status == FC_OK) {
        status = fc_backtest_choose(&job->chosen, job->backtest,
                                    job->training.y.length, err);
    }
    if (status == FC_OK) {
        job->spec = *fc_backtest_spec_at(job->backtest, job->chosen);
    }
    return status;
}

/* Errors are known of what was chosen by them; else the law is the model's. */
static fc_status calibrate(struct batch *self, const struct job *job,
                           fc_paths *paths, const fc_fit *fit, fc_error *err)
{
    const fc_calibration_request request = {
        .spec = job->chosen,
        .origin = job->training.y.length,
        .intervals = self->request->intervals,
        .scale = fc_fit_transform(fit)};

    if (job->backtest == NULL) {
        return FC_OK;
    }
    return fc_backtest_calibrate(paths, self->calibration, job->backtest,
                                 &request, err);
}

static fc_status find_bounds(struct batch *self, const struct job *job,
                             const fc_fit *fit, fc_error *err)
{
    const fc_draw_request request = {.steps = job->steps,
                                     .draws = self->draws,
                                     .stream = job->series->id,
                                     .seed = self->request->seed,
                                     .intervals = self->request->intervals};
    size_t width = 2 * self->level_count;
    fc_paths *paths = NULL;
    fc_status status = fc_fit_draw(&paths, fit, &request, err);

    if (status == FC_OK) {
        status = calibrate(self, job, paths, fit, err);
    }
    for (size_t s = 0; s < job->steps && status == FC_OK; s++) {
        status = fc_paths_quantiles(self->bounds + s * width, paths, s,
                                    self->probabilities, width, err);
    }
    fc_paths_free(paths);
    return status;
}

static fc_status compute(struct batch *self, struct job *job, fc_error *err)
{
    fc_training usable = {0};
    fc_fit *fit = NULL;
    fc_status status = make_room(self, job->steps, err);

    if (self->request->specs == NULL) {
        job->spec = self->automatic;
    } else if (self->request->spec_count == 1) {
        job->spec = self->request->specs[0];
    } else if (status == FC_OK) {
        status = choose(self, job, err);
    }
    if (status == FC_OK) {
        usable = fc_training_usable(&job->training, &job->spec, NULL);
        status = fc_fit_create(&fit, &job->spec, &usable, err);
    }
    if (status == FC_OK) {
        status = fc_fit_predict(self->mean, fit, job->steps, NULL, err);
    }
    if (status == FC_OK && self->level_count > 0) {
        status = find_bounds(self, job, fit, err);
    }
    fc_fit_free(fit);
    fc_backtest_free(job->backtest);
    return status;
}

static fc_status compute_timed(struct batch *self, struct job *job,
                               fc_error *err)
{
    double (*clock)(void) = self->request->clock;
    double started = clock != NULL ? clock() : 0.0;
    fc_status status = compute(self, job, err);

    job->seconds = clock != NULL ? clock() - started : 0.0;
    return status;
}

static fc_status prepare(const struct batch *self, struct job *job,
                         fc_error *err)
{
    const fc_long_series *series = job->series;
    fc_span known = fc_span_trim(series->span);

    if (known.length == 0) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "no row has a value; add observations, or leave the "
                       "series out");
    }
    known = fc_known_latest(known);
    job->training = (fc_training){.y = known, .season = series->season};
    job->steps = self->request->horizon > 0 ? self->request->horizon
                                            : series->season;
    return FC_OK;
}

static fc_status hand_over(const struct batch *self, const struct job *job,
                           fc_error *err)
{
    char model[FC_MODEL_SPEC_SIZE];
    fc_batch_forecast forecast = {.series = job->series,
                                  .origin = fc_span_last(job->training.y),
                                  .model = model,
                                  .steps = job->steps,
                                  .mean = self->mean,
                                  .level_count = self->level_count,
                                  .levels = self->levels,
                                  .bounds = self->bounds,
                                  .seconds = job->seconds};

    fc_model_spec_format(model, &job->spec);
    return self->request->take(self->request->context, &forecast, err);
}

/* An fc_long_handler. */
static fc_status take_series(void *context, const fc_long_series *series,
                             const fc_error *failure, fc_error *err)
{
    struct batch *self = context;
    struct job job = {.series = series};
    fc_error why = {.status = FC_OK};
    fc_status status = FC_OK;

    if (self->met++ % self->stride != 0) {
        return FC_OK;
    }
    if (failure == NULL) {
        status = prepare(self, &job, &why);
        if (status == FC_OK) {
            status = compute_timed(self, &job, &why);
        }
        if (status == FC_OK) {
            return hand_over(self, &job, err);
        }
    }
    if (status == FC_ERR_MEMORY || status == FC_ERR_INTERNAL) {
        return FC_FAIL(err, status, "%s", why.message);
    }
    return self->request->fail(self->request->context, series,
                               failure != NULL ? failure : &why, err);
}

static fc_status set_levels(struct batch *self, fc_error *err)
{
    const fc_batch_request *request = self->request;

    self->levels = request->levels;
    self->level_count = request->level_count;
    if (request->levels == NULL) {
        self->levels = default_levels;
        self->level_count = sizeof default_levels / sizeof default_levels[0];
    }
    if (self->level_count > FC_BATCH_LEVEL_CAPACITY) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "%zu levels are too many; ask for at most %d",
                       self->level_count, FC_BATCH_LEVEL_CAPACITY);
    }
    for (size_t i = 0; i < self->level_count; i++) {
        double level = self->levels[i];

        if (!(level > 0.0 && level < 100.0)) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "%g is no level; give a number between 0 and 100",
                           level);
        }
        self->probabilities[2 * i] = (100.0 - level) / 200.0;
        self->probabilities[2 * i + 1] = (100.0 + level) / 200.0;
    }
    return FC_OK;
}

static fc_status check_specs(const fc_batch_request *request, fc_error *err)
{
    char text[FC_MODEL_SPEC_SIZE];

    for (size_t i = 0; request->specs != NULL && i < request->spec_count; i++) {
        if (fc_model_spec_uses_regressor(&request->specs[i], NULL)) {
            fc_model_spec_format(text, &request->specs[i]);
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "model '%.160s' uses other series, which a batch "
                           "does not have; forecast such series one by one",
                           text);
        }
    }
    return FC_OK;
}

/* Conformal intervals are made of past errors, which only a choice looks at. */
static fc_status check_intervals(const fc_batch_request *request, fc_error *err)
{
    if (request->intervals == FC_INTERVALS_CONFORMAL
        && (request->specs == NULL || request->spec_count < 2)) {
        return FC_FAIL(
            err, FC_ERR_ARGUMENT,
            "conformal intervals need past errors, which a batch has "
            "only where it chooses: give two models or more");
    }
    return FC_OK;
}

fc_status fc_batch_run(fc_input *input, const fc_batch_request *request,
                       fc_error *err)
{
    struct batch *self = fc_calloc(1, sizeof *self);
    fc_status status = FC_OK;

    if (self == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a batch");
    }
    self->request = request;
    self->draws = request->draws > 0 ? request->draws : FC_BATCH_DRAWS_DEFAULT;
    self->stride = request->stride > 0 ? request->stride : 1;
    status = set_levels(self, err);
    if (status == FC_OK) {
        status = check_specs(request, err);
    }
    if (status == FC_OK) {
        status = check_intervals(request, err);
    }
    if (status == FC_OK) {
        status = fc_candidate_first(&self->automatic, err);
    }
    if (status == FC_OK) {
        status = fc_long_read(input, &request->reading, take_series, self, err);
    }
    free(self->mean);
    free(self->bounds);
    free(self->calibration);
    free(self);
    return status;
}
