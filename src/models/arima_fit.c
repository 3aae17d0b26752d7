/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the options to a fit: the columns, the orders, the estimate, and the
 * state in which the future begins.
 *
 * The error variance of forecasts is the sum of squares divided by the errors
 * less the coefficients, as auto.arima() reports it; the likelihood has the
 * maximum likelihood one, divided by the errors.
 */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/arima.h"
#include "stats/information.h"

void fc_arima_free(void *state)
{
    struct fc_arima *model = state;

    if (model == NULL) {
        return;
    }
    fc_linear_free(model->columns);
    fc_arima_state_release(&model->state);
    free(model->b);
    free(model->residuals);
    free(model->standard_errors);
    free(model);
}

/* The regressors as columns, with what is known of their future. */
static fc_status make_columns(struct fc_linear **out,
                              const struct fc_model_options *options,
                              const fc_training *training, fc_error *err)
{
    struct fc_model_options plain = *options;
    struct fc_linear_plan plan = {
        .plain = true,
        .count = fc_options_regressor_columns(options),
    };
    struct fc_linear_term *terms = fc_calloc(plan.count, sizeof *terms);
    fc_status status = FC_OK;

    *out = NULL;
    if (terms == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    plain.scaled = true;
    (void)fc_linear_add_regressor_terms(terms, options);
    plan.terms = terms;
    status = fc_linear_create(out, &plan, &plain, training, err);
    free(terms);
    return status;
}

/* Orders as given; without a season its orders mean nothing. */
static struct fc_arima_orders given_orders(
    const struct fc_model_options *options, size_t season)
{
    bool seasonal = season > 1;
    size_t seasonal_d = seasonal ? options->seasonal[1] : 0;

    return (struct fc_arima_orders){
        .arma = {.p = options->orders[0],
                 .q = options->orders[2],
                 .seasonal_p = seasonal ? options->seasonal[0] : 0,
                 .seasonal_q = seasonal ? options->seasonal[2] : 0,
                 .m = season},
        .d = options->orders[1],
        .seasonal_d = seasonal_d,
        .constant = options->constant
                    || (!options->noconstant
                        && options->orders[1] + seasonal_d == 0),
    };
}

/* A regressor that the others make up, or that differencing leaves nothing
 * of. */
static fc_status check_rank(const struct fc_arima *model,
                            struct fc_arima_work *work, fc_error *err)
{
    size_t bad = fc_arima_singular_column(work, model->orders.constant);

    if (bad == 0) {
        return FC_OK;
    }
    if (bad <= model->columns->p) {
        return FC_FAIL(err, FC_ERR_SINGULAR,
                       "column '%s' says nothing that differencing and the "
                       "columns before it leave open; leave it out",
                       model->columns->names[bad - 1]);
    }
    return FC_FAIL(err, FC_ERR_SINGULAR,
                   "the constant says nothing beside the regressors; add "
                   "noconstant");
}

/* Moving averages end up invertible: roots inside the unit circle change places
 * with their mirror images. */
static fc_status make_invertible(struct fc_arima *model,
                                 struct fc_arima_work *work, fc_error *err)
{
    const struct fc_arma_orders *arma = &model->orders.arma;
    struct fc_arima_value mirrored = model->value;
    double *ma = mirrored.parameters + arma->p;
    fc_status status = fc_arma_reflect(ma, arma->q, err);

    if (status == FC_OK) {
        status = fc_arma_reflect(ma + arma->q + arma->seasonal_p,
                                 arma->seasonal_q, err);
    }
    if (status == FC_OK
        && fc_arima_evaluate(&mirrored, work->residual, work, &model->orders,
                             FC_ARIMA_EXACT)) {
        model->value = mirrored;
    }
    return status;
}

/* The parameters: @p fixed, else the best ones. */
static fc_status find_parameters(struct fc_arima *model,
                                 struct fc_arima_work *work,
                                 const double *fixed, fc_error *err)
{
    struct fc_arima_value *value = &model->value;

    if (fixed != NULL) {
        memcpy(value->parameters, fixed,
               fc_arma_parameter_count(&model->orders.arma) * sizeof *fixed);
        return FC_OK;
    }
    if (!model->flat
        && !fc_arima_estimate(value, work, &model->orders, false)) {
        return FC_FAIL(err, FC_ERR_CONVERGENCE,
                       "model 'arima': the likelihood has no maximum that can "
                       "be found; choose smaller orders");
    }
    return make_invertible(model, work, err);
}

static fc_status estimate(struct fc_arima *model, struct fc_arima_work *work,
                          const double *fixed, fc_error *err)
{
    const struct fc_arima_data *data = work->data;
    struct fc_arima_value *value = &model->value;
    struct fc_arima_value plain = {0};
    fc_status status = check_rank(model, work, err);

    if (status != FC_OK) {
        return status;
    }
    if (!fc_arima_evaluate(&plain, work->residual, work, &model->orders,
                           FC_ARIMA_EXACT)) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "model 'arima': too few observations are left beside "
                       "the missing ones");
    }
    model->flat = fc_arima_exhausted(&plain, data);
    status = find_parameters(model, work, fixed, err);
    if (status != FC_OK) {
        return status;
    }
    (void)fc_arima_evaluate(value, work->residual, work, &model->orders,
                            FC_ARIMA_EXACT);
    memcpy(model->b, work->b, model->count * sizeof(double));
    return fc_arima_standard_errors(model->standard_errors, work,
                                    &model->orders, value, err);
}

/* u(t) = y(t) - b'x(t) into @p u, and differenced into @p w. */
static void take_out(double *u, double *w, const struct fc_arima *model,
                     const struct fc_arima_data *data)
{
    for (int scale = 0; scale < 2; scale++) {
        size_t n = scale == 0 ? data->n : data->rows;
        const double *columns = scale == 0 ? data->levels : data->changes;
        double *out = scale == 0 ? u : w;

        for (size_t t = 0; t < n; t++) {
            out[t] = columns[t];
            for (size_t j = 0; j < model->count; j++) {
                out[t] -= model->b[j] * columns[(j + 1) * n + t];
            }
        }
    }
}

/* Without gaps the ARMA part is filtered alone, and the latest values are
 * known: no diffuse start is needed. */
static fc_status finish_whole(struct fc_arima *model,
                              const struct fc_arma *arma, const double *u,
                              const double *w, size_t rows, fc_error *err)
{
    struct fc_arima_state small = {0};
    struct fc_arima_state *state = &model->state;
    double log_determinant = 0.0;
    fc_status status = fc_arima_state_init(&small, arma->r, 0, 1, err);

    if (status == FC_OK) {
        fc_arima_state_start(&small, arma, 1);
        (void)fc_arima_state_filter(model->residuals, &log_determinant, &small,
                                    w, rows, 1);
        for (size_t i = 0; i < small.size; i++) {
            state->a[i] = small.a[i];
            for (size_t j = 0; j < state->size; j++) {
                state->covariance[i * state->size + j] =
                    j < small.size ? small.covariance[i * small.size + j] : 0.0;
            }
        }
        for (size_t i = small.size; i < state->size; i++) {
            for (size_t j = 0; j < state->size; j++) {
                state->covariance[i * state->size + j] = 0.0;
            }
            state->a[i] = u[model->n - 1 - (i - small.size)];
        }
    }
    fc_arima_state_release(&small);
    return status;
}

/* The state of the first period to come, and residuals. */
static fc_status finish(struct fc_arima *model, struct fc_arima_work *work,
                        fc_error *err)
{
    const struct fc_arima_data *data = work->data;
    struct fc_arma *arma = &work->arma;
    struct fc_arima_state *state = &model->state;
    size_t lags = data->d + data->seasonal_d * data->m;
    double log_determinant = 0.0;
    double *u = fc_calloc(data->n, sizeof *u);
    double *w = fc_calloc(data->n, sizeof *w);
    fc_status status = FC_OK;

    fc_arma_expand(arma, &model->orders.arma, model->value.parameters);
    (void)fc_arma_stationary_state(arma);
    model->residuals = fc_calloc(data->n, sizeof(double));
    if (u == NULL || w == NULL || model->residuals == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    if (status == FC_OK) {
        status = fc_arima_state_init(state, arma->r, lags, 1, err);
    }
    if (status == FC_OK) {
        fc_arima_delta(state->delta, data->d, data->seasonal_d, data->m);
        fc_arima_state_start(state, arma, 1);
        take_out(u, w, model, data);
    }
    if (status == FC_OK && data->known < data->n) {
        (void)fc_arima_state_filter(model->residuals, &log_determinant, state,
                                    u, data->n, 1);
    } else if (status == FC_OK) {
        status = finish_whole(model, arma, u, w, data->rows, err);
    }
    free(u);
    free(w);
    return status;
}

static void summarise(fc_fit *fit, const struct fc_arima_data *data)
{
    struct fc_arima *model = fit->state;
    const struct fc_arima_value *value = &model->value;
    size_t coefficients = fc_arma_parameter_count(&model->orders.arma)
                          + model->count;
    double used = (double)(data->known - data->d - data->seasonal_d * data->m);
    double parameters = (double)(coefficients + 1);

    model->centre = data->centre;
    model->degrees = fmax(used - (double)coefficients, 1.0);
    model->sigma2 = value->squares / (double)value->rows;
    model->sigma = sqrt(value->squares / model->degrees);
    model->log_likelihood = model->flat ? fc_missing()
                                        : fc_arima_log_likelihood(value, used);
    fit->law.kind = FC_LAW_NORMAL;
    fit->summary = (fc_fit_summary){
        .observations = data->known,
        .parameters = coefficients + 1,
        .sigma = model->sigma,
        .log_likelihood = model->log_likelihood,
        .aicc = fc_aicc(model->log_likelihood, parameters, used),
        .r_squared = fc_missing(),
    };
}

/* Coefficients of regressors and the constant would follow the data: they come
 * from the likelihood with the others given. */
static void hold(struct fc_arima *model, const struct fc_arima *old)
{
    bool level = model->orders.constant && model->orders.d == 0
                 && model->orders.seasonal_d == 0;

    memcpy(model->b, old->b, model->count * sizeof(double));
    if (level) { /* it counts from what was taken off y */
        model->b[model->count - 1] += old->centre - model->centre;
    }
    model->sigma2 = old->sigma2;
    model->sigma = old->sigma;
    model->degrees = old->degrees;
}

static fc_status fit_orders(fc_fit *fit, struct fc_arima_data *data,
                            const double *fixed, fc_error *err)
{
    struct fc_arima *model = fit->state;
    struct fc_arima_work work = {0};
    fc_status status = FC_OK;

    if (!fc_arima_data_difference(data, model->orders.d,
                                  model->orders.seasonal_d)) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "model 'arima': differencing leaves no observation");
    }
    model->n = data->n;
    model->count = fc_arima_columns(data, model->orders.constant) - 1;
    model->b = fc_calloc(model->count, sizeof(double));
    model->standard_errors = fc_calloc(
        fc_arma_parameter_count(&model->orders.arma) + model->count,
        sizeof(double));
    if (model->b == NULL || model->standard_errors == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    status = fc_arima_work_init(&work, data, &model->orders.arma, err);
    if (status == FC_OK) {
        status = estimate(model, &work, fixed, err);
    }
    if (status == FC_OK) {
        summarise(fit, data);
        if (fit->held != NULL) {
            hold(model, fit->held->state);
        }
        status = finish(model, &work, err);
    }
    fc_arima_work_release(&work);
    return status;
}

fc_status fc_arima_fit(fc_fit *fit, const struct fc_model_options *options,
                       const fc_training *training, fc_error *err)
{
    const struct fc_arima *old = fit->held != NULL ? fit->held->state : NULL;

    return fc_arima_set(fit, old != NULL ? old->value.parameters : NULL,
                        options, training, err);
}

fc_status fc_arima_set(fc_fit *fit, const double *fixed,
                       const struct fc_model_options *options,
                       const fc_training *training, fc_error *err)
{
    struct fc_arima *model = fc_calloc(1, sizeof *model);
    struct fc_arima_data data = {0};
    fc_status status = FC_OK;

    fit->state = model;
    if (model == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    status = make_columns(&model->columns, options, training, err);
    if (status == FC_OK) {
        status = fc_arima_data_init(&data, model->columns, training, err);
    }
    if (status == FC_OK && fit->held != NULL) {
        const struct fc_arima *old = fit->held->state;

        assert(old != NULL);
        model->orders = old->orders;
    } else if (status == FC_OK && options->ordered) {
        model->orders = given_orders(options, training->season);
    } else if (status == FC_OK) {
        status = fc_arima_choose(&model->orders, model->value.parameters, &data,
                                 options, err);
    }
    if (status == FC_OK) {
        status = fit_orders(fit, &data, fixed, err);
    }
    fc_arima_data_release(&data);
    return status == FC_OK ? fc_arima_write_equation(fit, err) : status;
}
