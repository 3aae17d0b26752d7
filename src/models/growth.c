/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Growth curves (forecast/growth_curve.h) as a model, t = 1, 2, ... n:
 *
 *   y(t) = f(t; b) + e(t)      se(h)^2 = sigma^2 + g' V g
 *
 * by non-linear least squares, V the covariance of the estimates and g the
 * derivatives of f at t = n + h: to first order, what normal errors and normal
 * estimates make of the forecast. Paths are of the same order, one draw of the
 * estimates each, and draw sigma as well. Without a curve the one of least AICc
 * among those that the data determine. There is no season.
 *
 * Reference: Bates & Watts (1988), "Nonlinear Regression Analysis and Its
 * Applications", section 2.3.
 */
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "forecast/growth_curve.h"

#include "base/memory.h"
#include "base/number.h"
#include "models/equation.h"
#include "models/model_type.h"
#include "models/noise.h"
#include "regress/growth_shapes.h"
#include "stats/information.h"

/* Exponential growth is held here, long before numbers end. */
static const double largest = 1e100;

/* Observations beyond the parameters: AICc is defined then. */
enum { SPARE = 3 };

struct growth {
    const fc_growth_curve *curve;
    fc_nonlinear *fit;
    /* V = factor factor', a row a parameter */
    double factor[FC_GROWTH_PARAMETERS][FC_GROWTH_PARAMETERS];
};

static fc_status check(const struct fc_model_options *options, fc_error *err)
{
    if (options->text[0] == '\0'
        || fc_growth_curve_find(options->text) != NULL) {
        return FC_OK;
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "model 'growth': there is no curve '%.60s'; options: %s",
                   options->text, fc_model_growth.usage);
}

static size_t min_length(const struct fc_model_options *options, size_t season)
{
    const fc_growth_curve *curve = fc_growth_curve_find(options->text);

    (void)season;
    return (curve != NULL ? curve->p : FC_GROWTH_PARAMETERS) + SPARE;
}

static double log_likelihood_of(const fc_nonlinear *fit)
{
    double n = (double)fit->n;

    return -0.5 * n * (log(2.0 * M_PI * fit->rss / n) + 1.0);
}

/* The parameters and the variance. */
static double aicc_of(const fc_nonlinear *fit)
{
    double n = (double)fit->n;
    double k = (double)fit->p + 1.0;

    return fc_aicc(log_likelihood_of(fit), k, n);
}

static bool is_undetermined(fc_status status)
{
    return status == FC_ERR_CONVERGENCE || status == FC_ERR_SINGULAR;
}

/* Fit @p curve and keep it if it is better than what is there. */
static fc_status try_curve(struct growth *model, const fc_growth_curve *curve,
                           const fc_growth_data *data, fc_error *err)
{
    fc_nonlinear *fit = NULL;
    fc_status status = fc_growth_curve_fit(&fit, curve, data, err);

    if (status != FC_OK) {
        return status;
    }
    if (model->fit == NULL || aicc_of(fit) < aicc_of(model->fit)) {
        fc_nonlinear_free(model->fit);
        model->curve = curve;
        model->fit = fit;
    } else {
        fc_nonlinear_free(fit);
    }
    return FC_OK;
}

static fc_status best_curve(struct growth *model, const fc_growth_data *data,
                            fc_error *err)
{
    for (size_t i = 0; i < fc_growth_curve_count(); i++) {
        fc_status status = try_curve(model, fc_growth_curve_at(i), data, err);

        if (status != FC_OK && !is_undetermined(status)) {
            return status;
        }
    }
    if (model->fit == NULL) {
        return FC_FAIL(err, FC_ERR_CONVERGENCE,
                       "model 'growth': the data determine none of the curves");
    }
    return FC_OK;
}

/* Parameters have units of their own, so their correlations are taken apart. */
static fc_status fill_factor(struct growth *model, fc_error *err)
{
    const fc_nonlinear *fit = model->fit;
    size_t p = fit->p;
    gsl_matrix *correlation = gsl_matrix_calloc(p, p);
    gsl_matrix *axes = gsl_matrix_alloc(p, p);
    gsl_vector *lengths = gsl_vector_alloc(p);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(p);
    fc_status status = FC_OK;

    if (correlation == NULL || axes == NULL || lengths == NULL
        || work == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    } else {
        for (size_t i = 0; i < p * p; i++) {
            double scale = fit->standard_errors[i / p]
                           * fit->standard_errors[i % p];

            gsl_matrix_set(correlation, i / p, i % p,
                           scale > 0.0 ? fit->covariance[i] / scale : 0.0);
        }
        (void)gsl_eigen_symmv(correlation, lengths, axes, work);
        for (size_t i = 0; i < p * p; i++) {
            double length = fmax(gsl_vector_get(lengths, i % p), 0.0);

            model->factor[i / p][i % p] = fit->standard_errors[i / p]
                                          * gsl_matrix_get(axes, i / p, i % p)
                                          * sqrt(length);
        }
    }
    gsl_matrix_free(correlation);
    gsl_matrix_free(axes);
    gsl_vector_free(lengths);
    if (work != NULL) {
        gsl_eigen_symmv_free(work);
    }
    return status;
}

static fc_status write_equation(fc_fit *fit, fc_error *err)
{
    const struct growth *model = fit->state;
    struct fc_equation text = {0};

    fc_equation_add(&text, "y(t) = %s(t)", model->curve->name);
    for (size_t i = 0; i < model->fit->p; i++) {
        fc_equation_add_parameter(&text, model->curve->names[i],
                                  model->fit->parameters[i]);
    }
    return fc_equation_finish(&text, fit, err);
}

static fc_status fit_growth(fc_fit *fit, const struct fc_model_options *options,
                            const fc_training *training, fc_error *err)
{
    const fc_growth_curve *asked = fc_growth_curve_find(options->text);
    const fc_growth_data data = {.n = training->y.length,
                                 .y = training->y.values};
    struct growth *model = fc_calloc(1, sizeof *model);
    bool exact = false;
    fc_status status = FC_OK;

    fit->state = model;
    if (model == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    status = asked != NULL ? try_curve(model, asked, &data, err)
                           : best_curve(model, &data, err);
    if (status == FC_OK) {
        status = fill_factor(model, err);
    }
    if (status != FC_OK) {
        return status;
    }
    exact = !(model->fit->rss > 0.0);
    fit->law.kind = FC_LAW_NORMAL;
    fit->summary = (fc_fit_summary){
        .observations = model->fit->n,
        .parameters = model->fit->p + 1,
        .sigma = model->fit->sigma,
        .log_likelihood = exact ? fc_missing() : log_likelihood_of(model->fit),
        .aicc = exact ? fc_missing() : aicc_of(model->fit),
        .r_squared = fc_missing(),
    };
    return write_equation(fit, err);
}

static double held(double value)
{
    return fmax(-largest, fmin(largest, value));
}

/* The curve at step @p h (from 0). */
static double value_at(const struct growth *model, size_t h)
{
    double t = (double)(model->fit->n + h + 1);

    return held(fc_growth_curve_value(model->curve, model->fit->parameters, t,
                                      t - 1.0));
}

/* What one standard draw along each axis of the estimates does to it. Far out,
 * where a derivative is no number, the curve has arrived at its limit. */
static void fill_effects(double effects[FC_GROWTH_PARAMETERS],
                         const struct growth *model, size_t h)
{
    double t = (double)(model->fit->n + h + 1);
    const double row[FC_GROWTH_COLUMNS] = {
        [FC_GROWTH_NOW] = t, [FC_GROWTH_BEFORE] = t - 1.0};
    double gradient[FC_GROWTH_PARAMETERS] = {0.0};

    model->curve->gradient(gradient, model->fit->parameters, row, NULL);
    for (size_t k = 0; k < FC_GROWTH_PARAMETERS; k++) {
        effects[k] = 0.0;
        for (size_t i = 0; i < model->fit->p; i++) {
            double slope = isnan(gradient[i]) ? 0.0 : held(gradient[i]);

            effects[k] += slope * model->factor[i][k];
        }
        effects[k] = held(effects[k]);
    }
}

static fc_status predict(const struct fc_point_forecast *out, const fc_fit *fit,
                         size_t steps, const fc_future *future, fc_error *err)
{
    const struct growth *model = fit->state;

    (void)future;
    (void)err;
    for (size_t h = 0; h < steps; h++) {
        out->mean[h] = value_at(model, h);
        if (out->spread != NULL) {
            double effects[FC_GROWTH_PARAMETERS];

            fill_effects(effects, model, h);
            out->spread[h] = model->fit->sigma;
            for (size_t k = 0; k < FC_GROWTH_PARAMETERS; k++) {
                out->spread[h] = hypot(out->spread[h], effects[k]);
            }
        }
    }
    return FC_OK;
}

/* Centres and effects of all steps, computed once. */
static double *steps_of(const struct growth *model, size_t steps)
{
    size_t width = 1 + FC_GROWTH_PARAMETERS;
    double *rows = fc_calloc(steps, width * sizeof *rows);

    for (size_t h = 0; rows != NULL && h < steps; h++) {
        rows[h * width] = value_at(model, h);
        fill_effects(rows + h * width + 1, model, h);
    }
    return rows;
}

static void fill_path(double *values, const double *rows,
                      const struct fc_noise *noise, const double *along)
{
    for (size_t h = 0; h < noise->steps; h++) {
        values[h] = *rows++ + noise->error[h];
        for (size_t k = 0; k < FC_GROWTH_PARAMETERS; k++) {
            values[h] += *rows++ * noise->scale * along[k];
        }
    }
}

static fc_status draw(fc_paths *paths, const fc_fit *fit,
                      const fc_draw_request *request, gsl_rng *random,
                      fc_error *err)
{
    const struct growth *model = fit->state;
    const struct fc_noise_source source = {
        .sigma = model->fit->sigma,
        .degrees = (double)(model->fit->n - model->fit->p),
        .residuals = model->fit->residuals,
        .count = model->fit->n,
        .bootstrap = request->intervals == FC_INTERVALS_BOOTSTRAP,
        .bent = fc_fit_is_bent(fit),
    };
    struct fc_noise noise = {0};
    double along[FC_GROWTH_PARAMETERS] = {0.0};
    double *rows = steps_of(model, paths->steps);
    fc_status status = fc_noise_init(&noise, &source, paths->steps, err);

    if (status == FC_OK && rows == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for sample paths");
    }
    for (size_t d = 0; status == FC_OK && d < paths->draws; d++) {
        fc_noise_draw(&noise, d, random);
        for (size_t k = 0; k < FC_GROWTH_PARAMETERS; k++) {
            along[k] = d % 2 == 0 ? gsl_ran_gaussian_ziggurat(random, 1.0)
                                  : -along[k];
        }
        fill_path(paths->values + d * paths->steps, rows, &noise, along);
    }
    free(rows);
    fc_noise_release(&noise);
    return status;
}

static fc_status explain(fc_explanation *out, const fc_fit *fit,
                         const fc_future *future, fc_error *err)
{
    static const char *const names[] = {"curve"};
    fc_status status = fc_explanation_allocate(out, fit, names, 1, err);

    (void)future;
    for (size_t h = 0; status == FC_OK && h < out->steps; h++) {
        out->parts[h * out->count] = value_at(fit->state, h);
    }
    return status;
}

static size_t coefficient_count(const fc_fit *fit)
{
    const struct growth *model = fit->state;

    return model->fit->p;
}

static fc_coefficient coefficient_at(const fc_fit *fit, size_t index)
{
    const struct growth *model = fit->state;

    return (fc_coefficient){
        .name = model->curve->names[index],
        .value = model->fit->parameters[index],
        .standard_error = model->fit->standard_errors[index],
        .t = model->fit->t[index],
    };
}

static void release(void *state)
{
    struct growth *model = state;

    if (model != NULL) {
        fc_nonlinear_free(model->fit);
        free(model);
    }
}

const fc_model_type fc_model_growth = {
    .name = "growth",
    .summary = "a growth curve in time; no season",
    .usage = "logistic, gompertz, exponential, bass (cumulative) or "
             "bass-sales (none: by AICc)",
    .advice = "a new product or market on its way to saturation",
    .check = check,
    .min_length = min_length,
    .fit = fit_growth,
    .predict = predict,
    .draw = draw,
    .explain = explain,
    .coefficient_count = coefficient_count,
    .coefficient_at = coefficient_at,
    .release = release,
};
