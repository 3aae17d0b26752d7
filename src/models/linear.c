/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/linear.h"

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_sort_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/linear_rows.h"

/* What a robust fit gives no weight at all (from 4.685 scales on) is an error
 * of the data or a shock of its own kind: paths meet it as a shock of five
 * robust standard deviations, not in full, or one typing error would carry the
 * mean out of every interval. */
static const double largest_residual = 5.0;

/* Median absolute deviation of the standard normal law. */
static const double normal_mad = 0.6744897501960817;

/* Fewer residuals than this say little about the shape of their law. */
static const size_t bootstrap_rows = 20;

/* Fewer residuals are no picture of their law, even if they are asked for. */
static const size_t fewest_residuals = 3;

/* Residuals whose spread is less than this share of sigma are all the same
 * (a series that grows evenly): nothing to draw from. */
static const double flat_share = 1e-8;

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
}

/* The rows of the regression: times at which all is known. */
struct sample {
    size_t rows;
    size_t *times;   /* rows, ascending */
    double *z;       /* rows */
    double *columns; /* p columns of rows values each */
};

static void sample_release(struct sample *sample)
{
    free(sample->times);
    free(sample->z);
    free(sample->columns);
}

static bool known_at(const struct fc_linear *model, size_t t)
{
    bool known = !isnan(model->z[t]);

    for (size_t j = 0; known && j < model->p; j++) {
        known = !isnan(fc_linear_sample_value(model, &model->terms[j], t));
    }
    return known;
}

/* The latest rows, at most a window of them. */
static fc_status find_times(struct sample *sample,
                            const struct fc_linear *model,
                            const struct fc_linear_plan *plan, fc_error *err)
{
    size_t limit = plan->window > 0 ? plan->window : model->length;
    size_t needed = model->p + plan->spare;

    for (size_t t = model->length; t > 0 && sample->rows < limit; t--) {
        if (known_at(model, t - 1)) {
            sample->times[sample->rows++] = t - 1;
        }
    }
    for (size_t i = 0; i < sample->rows / 2; i++) {
        size_t swap = sample->times[i];

        sample->times[i] = sample->times[sample->rows - 1 - i];
        sample->times[sample->rows - 1 - i] = swap;
    }
    if (plan->window > 0 && plan->window < needed) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "window=%zu is too small: the model needs at least %zu "
                       "rows",
                       plan->window, needed);
    }
    if (sample->rows < needed) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "only %zu rows have all lags and regressors; the model "
                       "needs at least %zu",
                       sample->rows, needed);
    }
    return FC_OK;
}

static fc_status sample_init(struct sample *out, const struct fc_linear *model,
                             const struct fc_linear_plan *plan, fc_error *err)
{
    fc_status status = FC_OK;

    *out = (struct sample){
        .times = fc_calloc(model->length, sizeof(size_t)),
        .z = fc_calloc(model->length, sizeof(double)),
        .columns = fc_calloc(model->length * model->p, sizeof(double)),
    };
    if (out->times == NULL || out->z == NULL || out->columns == NULL) {
        return out_of_memory(err);
    }
    status = find_times(out, model, plan, err);
    for (size_t i = 0; status == FC_OK && i < out->rows; i++) {
        size_t t = out->times[i];

        out->z[i] = model->z[t];
        for (size_t j = 0; j < model->p; j++) {
            out->columns[j * out->rows + i] = fc_linear_sample_value(
                model, &model->terms[j], t);
        }
    }
    return status;
}

static double weighted_mean(const double *values, const double *weights,
                            size_t n)
{
    double sum = 0.0;
    double total = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += weights[i] * values[i];
        total += weights[i];
    }
    return sum / total;
}

/* L of V = L L', zero if V is. */
static fc_status factorise(struct fc_linear *model,
                           const fc_regression *regression, fc_error *err)
{
    size_t p = model->p;
    gsl_matrix_view factor = gsl_matrix_view_array(model->factor, p, p);

    if (!(regression->sigma > 0.0)) {
        return FC_OK;
    }
    memcpy(model->factor, regression->covariance, p * p * sizeof(double));
    if (gsl_linalg_cholesky_decomp1(&factor.matrix) != 0) {
        return FC_FAIL(err, FC_ERR_SINGULAR,
                       "the columns of the regression are too much alike to "
                       "tell their coefficients apart");
    }
    return FC_OK;
}

static fc_status take_regression(struct fc_linear *model,
                                 const struct sample *sample,
                                 const fc_regression *regression, fc_error *err)
{
    size_t n = sample->rows;

    memcpy(model->b, regression->coefficients, model->p * sizeof(double));
    memcpy(model->standard_errors, regression->standard_errors,
           model->p * sizeof(double));
    model->mean_z = weighted_mean(sample->z, regression->weights, n);
    for (size_t j = 0; j < model->p; j++) {
        model->means[j] = weighted_mean(sample->columns + j * n,
                                        regression->weights, n);
    }
    (void)fc_linear_pull(model, model->b);
    return factorise(model, regression, err);
}

static fc_status estimate(struct fc_linear *model, const struct sample *sample,
                          fc_estimator estimator, fc_fit_summary *summary,
                          fc_error *err)
{
    fc_design *design = NULL;
    fc_regression *regression = NULL;
    fc_status status = fc_design_create(&design, sample->rows, model->p, err);

    for (size_t j = 0; status == FC_OK && j < model->p; j++) {
        status = fc_design_add(design, model->names[j],
                               sample->columns + j * sample->rows, err);
    }
    if (status == FC_OK) {
        status = fc_regression_create(&regression, design, sample->z, estimator,
                                      err);
    }
    if (status == FC_OK) {
        summary->log_likelihood = regression->log_likelihood;
        summary->aicc = regression->aicc;
        if (estimator == FC_OLS) { /* a robust fit has no share of variance */
            summary->r_squared = regression->r_squared;
        }
        status = take_regression(model, sample, regression, err);
    }
    fc_regression_free(regression);
    fc_design_free(design);
    return status;
}

static void fill_residuals(double *out, const struct fc_linear *model,
                           const struct sample *sample)
{
    for (size_t i = 0; i < sample->rows; i++) {
        out[i] = sample->z[i];
        for (size_t j = 0; j < model->p; j++) {
            out[i] -= model->b[j] * sample->columns[j * sample->rows + i];
        }
    }
}

/* Bring the residuals of a robust fit within `largest_residual` robust standard
 * deviations. @p scratch holds n values. */
static void bound_residuals(double *residuals, size_t n, double *scratch)
{
    double bound = 0.0;

    for (size_t i = 0; i < n; i++) {
        scratch[i] = fabs(residuals[i]);
    }
    gsl_sort(scratch, 1, n);
    bound = largest_residual * scratch[n / 2] / normal_mad;
    for (size_t i = 0; bound > 0.0 && i < n; i++) {
        residuals[i] = fmax(-bound, fmin(bound, residuals[i]));
    }
}

/* Residuals, sigma and what the paths draw from. */
static fc_status take_errors(struct fc_linear *model,
                             const struct fc_linear_plan *plan,
                             struct sample *sample, fc_error *err)
{
    size_t n = sample->rows;
    double mean = 0.0;
    double squares = 0.0;
    double spread = 0.0;

    model->errors = fc_calloc(n, sizeof(double));
    if (model->errors == NULL) {
        return out_of_memory(err);
    }
    fill_residuals(model->errors, model, sample);
    if (model->estimated && plan->estimator != FC_OLS) {
        bound_residuals(model->errors, n, sample->z); /* z has served */
    }
    for (size_t i = 0; i < n; i++) {
        mean += model->errors[i] / (double)n;
        squares += model->errors[i] * model->errors[i];
    }
    model->rows = n;
    model->free_degrees = (double)(n - (model->estimated ? model->p : 0));
    model->sigma = sqrt(squares / model->free_degrees);
    for (size_t i = 0; i < n; i++) {
        spread += (model->errors[i] - mean) * (model->errors[i] - mean);
    }
    spread = sqrt(spread / (double)n);
    model->varied = n >= fewest_residuals && spread > flat_share * model->sigma;
    model->bootstrap = model->varied && n >= bootstrap_rows;
    for (size_t i = 0; model->varied && i < n; i++) {
        model->errors[i] = (model->errors[i] - mean) * (model->sigma / spread);
    }
    gsl_sort(model->errors, 1, n);
    return FC_OK;
}

static void summarise(fc_fit_summary *summary, const struct fc_linear *model)
{
    summary->observations = model->rows;
    summary->parameters = (model->estimated ? model->p : 0) + 1;
    summary->logged = model->logged;
}

/* Two states have the same terms if their models do: the same spec at the same
 * season. Whether values are logged is decided by the data. */
static fc_status hold(struct fc_linear *model, const struct fc_linear *old,
                      fc_error *err)
{
    size_t p = model->p;

    if (old->logged != model->logged || old->p != p) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the earlier parameters are on another scale: the "
                       "values have become positive, or are no longer");
    }
    memcpy(model->b, old->b, p * sizeof(double));
    memcpy(model->standard_errors, old->standard_errors, p * sizeof(double));
    memcpy(model->means, old->means, p * sizeof(double));
    memcpy(model->factor, old->factor, p * p * sizeof(double));
    model->mean_z = old->mean_z;
    model->sigma = old->sigma;
    model->free_degrees = old->free_degrees;
    model->varied = old->varied;
    model->bootstrap = old->bootstrap;
    model->rows = old->rows;
    model->errors = fc_calloc(old->rows, sizeof(double));
    if (model->errors == NULL) {
        return out_of_memory(err);
    }
    memcpy(model->errors, old->errors, old->rows * sizeof(double));
    return FC_OK;
}

static fc_status find_coefficients(fc_fit *fit, struct fc_linear *model,
                                   const struct fc_linear_plan *plan,
                                   struct sample *sample, fc_error *err)
{
    fc_status status = FC_OK;

    if (fit->held != NULL) {
        return hold(model, fit->held->state, err);
    }
    if (model->estimated) {
        status = estimate(model, sample, plan->estimator, &fit->summary, err);
    } else {
        for (size_t j = 0; j < model->p; j++) {
            model->b[j] = plan->fixed[j];
        }
    }
    return status == FC_OK ? take_errors(model, plan, sample, err) : status;
}

static fc_status fit_sample(fc_fit *fit, struct fc_linear *model,
                            const struct fc_linear_plan *plan,
                            struct sample *sample, fc_error *err)
{
    fc_status status = FC_OK;

    fit->summary = (fc_fit_summary){.log_likelihood = fc_missing(),
                                    .aicc = fc_missing(),
                                    .r_squared = fc_missing()};
    status = find_coefficients(fit, model, plan, sample, err);
    if (status != FC_OK) {
        return status;
    }
    fit->summary.sigma = model->sigma;
    summarise(&fit->summary, model);
    /* Where regressors are uncertain the law of the forecast is theirs too. */
    fit->law.kind = model->regressor_count == 0 ? FC_LAW_NORMAL : FC_LAW_NONE;
    if (!fc_linear_add_words(model)) {
        return out_of_memory(err);
    }
    return fc_linear_write_equation(fit, err);
}

fc_status fc_linear_fit(fc_fit *fit, const struct fc_linear_plan *plan,
                        const struct fc_model_options *options,
                        const fc_training *training, fc_error *err)
{
    struct fc_linear *model = NULL;
    struct sample sample = {0};
    fc_status status = fc_linear_create(&model, plan, options, training, err);

    if (status == FC_OK) {
        fit->state = model;
        status = sample_init(&sample, model, plan, err);
    }
    if (status == FC_OK) {
        status = fit_sample(fit, model, plan, &sample, err);
    }
    sample_release(&sample);
    return status;
}
