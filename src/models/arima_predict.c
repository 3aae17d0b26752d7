/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The future of an ARIMA model: the regression on what is known or drawn of the
 * regressors, and the state moving on. Without an innovation it gives the
 * means, and its covariance the spreads, as in R's predict(); a path adds the
 * innovation of each period, which the state then learns from. Parameters are
 * taken as known; the paths draw the error variance as well.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/arima.h"
#include "models/linear_rows.h"
#include "models/noise.h"

/* What the steps and draws share. */
struct outlook {
    const struct fc_arima *model;
    size_t steps;
    struct fc_linear_rows rows;
    struct fc_arima_state state; /* a copy that moves */
    double *variance;            /* steps: of the innovations */
    double *gain;                /* steps * size; NULL for means */
};

static void outlook_release(struct outlook *all)
{
    fc_linear_rows_release(&all->rows);
    fc_arima_state_release(&all->state);
    free(all->variance);
    free(all->gain);
}

static void restart(struct outlook *all)
{
    memcpy(all->state.a, all->model->state.a, all->state.size * sizeof(double));
}

static fc_status copy_state(struct outlook *all, fc_error *err)
{
    const struct fc_arima_state *from = &all->model->state;
    struct fc_arima_state *to = &all->state;
    fc_status status = fc_arima_state_init(to, from->r, from->lags, 1, err);

    if (status == FC_OK) {
        memcpy(to->phi, from->phi, from->r * sizeof(double));
        memcpy(to->theta, from->theta, from->r * sizeof(double));
        memcpy(to->delta, from->delta, from->lags * sizeof(double));
        memcpy(to->covariance, from->covariance,
               from->size * from->size * sizeof(double));
        restart(all);
    }
    return status;
}

static fc_status outlook_init(struct outlook *out, const fc_fit *fit,
                              size_t steps, const fc_future *future,
                              fc_error *err)
{
    const struct fc_arima *model = fit->state;
    fc_status status = FC_OK;

    *out = (struct outlook){.model = model, .steps = steps};
    status = fc_linear_rows_init(&out->rows, model->columns, steps, future,
                                 err);
    if (status == FC_OK) {
        status = copy_state(out, err);
    }
    if (status == FC_OK) {
        out->variance = fc_calloc(steps, sizeof(double));
        if (out->variance == NULL) {
            status = FC_FAIL(err, FC_ERR_MEMORY,
                             "out of memory for a forecast");
        }
    }
    return status;
}

/* Term @p j of the regression at step @p h, the constant last. */
static double part(const struct outlook *all, size_t h, size_t j)
{
    const struct fc_arima *model = all->model;
    size_t p = model->columns->p;
    bool drift = model->orders.d + model->orders.seasonal_d > 0;

    if (j < p) {
        return model->b[j] * all->rows.values[h * p + j];
    }
    return model->b[j] * (drift ? (double)(model->n + h + 1) : 1.0);
}

static double regression(const struct outlook *all, size_t h)
{
    double sum = all->model->centre;

    for (size_t j = 0; j < all->model->count; j++) {
        sum += part(all, h, j);
    }
    return sum;
}

/* The ARIMA part of each step, without innovations. */
static void run_means(double *out, struct outlook *all)
{
    for (size_t h = 0; h < all->steps; h++) {
        out[h] = fc_arima_state_value(&all->state, all->state.a);
        fc_arima_state_move(&all->state, all->state.a);
    }
}

static void run_spreads(double *out, struct outlook *all)
{
    for (size_t h = 0; h < all->steps; h++) {
        double variance = fc_arima_state_variance(&all->state);

        out[h] = all->model->sigma * sqrt(fmax(variance, 0.0));
        fc_arima_state_spread(&all->state);
    }
}

/* Add the mean over the draws of the future of what @p term gives. */
static fc_status add_regression(double *out, struct outlook *all, fc_error *err)
{
    for (size_t d = 0; d < all->rows.draws; d++) {
        fc_status status = fc_linear_rows_fill(&all->rows, d, err);

        if (status != FC_OK) {
            return status;
        }
        for (size_t h = 0; h < all->steps; h++) {
            out[h] += regression(all, h) / (double)all->rows.draws;
        }
    }
    return FC_OK;
}

fc_status fc_arima_predict(const struct fc_point_forecast *out,
                           const fc_fit *fit, size_t steps,
                           const fc_future *future, fc_error *err)
{
    struct outlook all;
    fc_status status = outlook_init(&all, fit, steps, future, err);

    if (status == FC_OK) {
        run_means(out->mean, &all);
        status = add_regression(out->mean, &all, err);
    }
    if (status == FC_OK && out->spread != NULL) {
        run_spreads(out->spread, &all);
    }
    outlook_release(&all);
    return status;
}

/* The gains of each step: what the state learns from its innovation. */
static fc_status make_gains(struct outlook *all, fc_error *err)
{
    size_t size = all->state.size;

    all->gain = fc_calloc(all->steps * size, sizeof(double));
    if (all->gain == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for sample paths");
    }
    for (size_t h = 0; h < all->steps; h++) {
        all->variance[h] = fc_arima_state_variance(&all->state);
        memcpy(all->gain + h * size, all->state.gain, size * sizeof(double));
        fc_arima_state_learn(&all->state, all->variance[h]);
        fc_arima_state_spread(&all->state);
    }
    return FC_OK;
}

static void run_path(double *out, struct outlook *all, const double *errors)
{
    struct fc_arima_state *state = &all->state;

    restart(all);
    for (size_t h = 0; h < all->steps; h++) {
        double scale = sqrt(all->variance[h]);
        const double *gain = all->gain + h * state->size;

        out[h] = fc_arima_state_value(state, state->a) + scale * errors[h]
                 + regression(all, h);
        for (size_t i = 0; i < state->size; i++) {
            state->a[i] += gain[i] * errors[h] / scale;
        }
        fc_arima_state_move(state, state->a);
    }
}

static fc_status run_paths(fc_paths *paths, struct outlook *all,
                           struct fc_noise *noise, gsl_rng *random,
                           fc_error *err)
{
    fc_status status = fc_linear_rows_fill(&all->rows, 0, err);

    for (size_t d = 0; status == FC_OK && d < paths->draws; d++) {
        if (all->rows.draws > 1) {
            status = fc_linear_rows_fill(&all->rows, d, err);
        }
        fc_noise_draw(noise, d, random);
        run_path(paths->values + d * paths->steps, all, noise->error);
    }
    return status;
}

fc_status fc_arima_draw(fc_paths *paths, const fc_fit *fit,
                        const fc_draw_request *request, gsl_rng *random,
                        fc_error *err)
{
    const struct fc_arima *model = fit->state;
    const struct fc_noise_source source = {
        .sigma = model->sigma,
        .degrees = model->degrees,
        .residuals = model->residuals,
        .count = model->value.rows,
        .bootstrap = request->intervals == FC_INTERVALS_BOOTSTRAP,
        .bent = fc_fit_is_bent(fit),
    };
    struct outlook all;
    struct fc_noise noise = {0};
    fc_status status = outlook_init(&all, fit, paths->steps, request->future,
                                    err);

    if (status == FC_OK) {
        status = make_gains(&all, err);
    }
    if (status == FC_OK) {
        status = fc_noise_init(&noise, &source, paths->steps, err);
    }
    if (status == FC_OK) {
        status = run_paths(paths, &all, &noise, random, err);
    }
    fc_noise_release(&noise);
    outlook_release(&all);
    return status;
}

/* The parts: the terms of the regression, then what the past of the errors
 * says. */
static fc_status name_parts(fc_explanation *out, const fc_fit *fit,
                            fc_error *err)
{
    const struct fc_arima *model = fit->state;
    const char **names = fc_calloc(model->count + 1, sizeof *names);
    fc_status status = FC_OK;

    if (names == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for an explanation");
    }
    for (size_t j = 0; j < model->count; j++) {
        names[j] = j < model->columns->p ? model->columns->names[j]
                   : model->orders.d + model->orders.seasonal_d > 0 ? "drift"
                                                                    : "mean";
    }
    names[model->count] = "own past";
    status = fc_explanation_allocate(out, fit, names, model->count + 1, err);
    free(names);
    return status;
}

static fc_status add_parts(fc_explanation *out, struct outlook *all,
                           fc_error *err)
{
    size_t count = all->model->count;

    for (size_t d = 0; d < all->rows.draws; d++) {
        fc_status status = fc_linear_rows_fill(&all->rows, d, err);

        for (size_t h = 0; status == FC_OK && h < out->steps; h++) {
            for (size_t j = 0; j < count; j++) {
                out->parts[h * out->count + j] += part(all, h, j)
                                                  / (double)all->rows.draws;
            }
        }
        if (status != FC_OK) {
            return status;
        }
    }
    for (size_t h = 0; h < out->steps; h++) {
        out->parts[h * out->count + count] = all->model->centre
                                             + fc_arima_state_value(
                                                 &all->state, all->state.a);
        fc_arima_state_move(&all->state, all->state.a);
    }
    return FC_OK;
}

fc_status fc_arima_explain(fc_explanation *out, const fc_fit *fit,
                           const fc_future *future, fc_error *err)
{
    struct outlook all;
    fc_status status = outlook_init(&all, fit, out->steps, future, err);

    if (status == FC_OK) {
        status = name_parts(out, fit, err);
    }
    if (status == FC_OK) {
        status = add_parts(out, &all, err);
    }
    outlook_release(&all);
    return status;
}
