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
#include "stats/transform.h"

/* Fewer residuals than this say little about the shape of their law. */
static const size_t bootstrap_rows = 20;

/* Residuals whose spread is less than this share of sigma are all the same
 * (a series that grows evenly): nothing to draw from. */
static const double flat_share = 1e-8;

size_t fc_linear_add_regressor_terms(struct fc_linear_term *terms,
                                     const struct fc_model_options *options)
{
    size_t count = 0;

    for (size_t r = 0; r < options->regressor_count; r++) {
        for (size_t lag = 0; lag <= FC_LAG_MAX; lag++) {
            if (fc_lag_set_has(options->regressors[r].lags, lag)) {
                terms[count++] = (struct fc_linear_term){
                    .kind = FC_LINEAR_REGRESSOR, .lag = lag, .regressor = r};
            }
        }
    }
    return count;
}

void fc_linear_free(void *state)
{
    struct fc_linear *model = state;

    if (model == NULL) {
        return;
    }
    for (size_t j = 0; model->names != NULL && j < model->p; j++) {
        free(model->names[j]);
    }
    for (size_t r = 0; r < model->regressor_count; r++) {
        free(model->regressors[r].name);
        free(model->regressors[r].levels);
    }
    free(model->w);
    free(model->z);
    free(model->terms);
    free(model->names);
    free(model->b);
    free(model->standard_errors);
    free(model->factor);
    free(model->means);
    free(model->errors);
    free(model->regressors);
    free(model);
}

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
}

static bool load_series(struct fc_linear *model, const fc_training *training)
{
    fc_span y = training->y;
    int64_t m = (int64_t)training->season;
    int64_t phase = (y.start.index % m + m) % m;

    model->frequency = y.start.frequency;
    model->season = training->season;
    model->first_phase = (size_t)phase;
    model->length = y.length;
    model->logged = fc_known_positive(y.values, y.length);
    model->w = fc_calloc(y.length, sizeof(double));
    model->z = fc_calloc(y.length, sizeof(double));
    if (model->w == NULL || model->z == NULL) {
        return false;
    }
    fc_log_values(model->w, y.values, y.length, model->logged);
    memcpy(model->z, model->w, y.length * sizeof(double));
    if (model->differenced) {
        fc_difference(model->z, model->w, y.length, model->season);
    }
    return true;
}

static bool load_regressor(struct fc_linear_regressor *out, const char *name,
                           const fc_training *training)
{
    size_t i = 0;
    fc_span span;

    while (strcmp(training->regressors[i].name, name) != 0) {
        i++; /* the front has seen that it is there */
    }
    span = training->regressors[i].span;
    out->name = fc_text_copy(name);
    out->levels = fc_calloc(span.length, sizeof(double));
    if (out->name == NULL || out->levels == NULL) {
        return false;
    }
    out->logged = fc_known_positive(span.values, span.length);
    out->length = span.length;
    fc_log_values(out->levels, span.values, span.length, out->logged);
    return true;
}

static bool load_terms(struct fc_linear *model,
                       const struct fc_linear_plan *plan)
{
    size_t p = plan->count;

    model->terms = fc_calloc(p, sizeof *model->terms);
    model->names = fc_calloc(p, sizeof *model->names);
    model->b = fc_calloc(p, sizeof(double));
    model->standard_errors = fc_calloc(p, sizeof(double));
    model->factor = fc_calloc(p * p, sizeof(double));
    model->means = fc_calloc(p, sizeof(double));
    if (model->terms == NULL || model->names == NULL || model->b == NULL
        || model->standard_errors == NULL || model->factor == NULL
        || model->means == NULL) {
        return false;
    }
    model->p = p;
    for (size_t j = 0; j < p; j++) {
        char name[FC_LINEAR_NAME_SIZE] = "";

        model->terms[j] = plan->terms[j];
        fc_linear_term_name(name, model, &plan->terms[j]);
        model->names[j] = fc_text_copy(name);
        if (model->names[j] == NULL) {
            return false;
        }
        if (plan->terms[j].kind == FC_LINEAR_OWN_LAG
            && plan->terms[j].lag > model->order) {
            model->order = plan->terms[j].lag;
        }
    }
    return true;
}

static fc_status load(struct fc_linear *model,
                      const struct fc_linear_plan *plan,
                      const struct fc_model_options *options,
                      const fc_training *training, fc_error *err)
{
    model->differenced = plan->differenced;
    model->keeps_level = plan->keeps_level;
    model->estimated = plan->fixed == NULL && plan->count > 0;
    model->regressors = fc_calloc(options->regressor_count,
                                  sizeof *model->regressors);
    if (model->regressors == NULL || !load_series(model, training)) {
        return out_of_memory(err);
    }
    for (size_t r = 0; r < options->regressor_count; r++) {
        model->regressor_count++;
        if (!load_regressor(&model->regressors[r], options->regressors[r].name,
                            training)) {
            return out_of_memory(err);
        }
    }
    return load_terms(model, plan) ? FC_OK : out_of_memory(err);
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
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
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
        summary->sigma = regression->sigma;
        summary->log_likelihood = regression->log_likelihood;
        summary->aicc = regression->aicc;
        summary->r_squared = regression->r_squared;
        status = take_regression(model, sample, regression, err);
    }
    fc_regression_free(regression);
    fc_design_free(design);
    return status;
}

/* Residuals, sigma and what the paths draw from. */
static fc_status take_errors(struct fc_linear *model,
                             const struct sample *sample, fc_error *err)
{
    size_t n = sample->rows;
    double mean = 0.0;
    double squares = 0.0;
    double spread = 0.0;

    model->errors = fc_calloc(n, sizeof(double));
    if (model->errors == NULL) {
        return out_of_memory(err);
    }
    for (size_t i = 0; i < n; i++) {
        double e = sample->z[i];

        for (size_t j = 0; j < model->p; j++) {
            e -= model->b[j] * sample->columns[j * n + i];
        }
        model->errors[i] = e;
        mean += e / (double)n;
        squares += e * e;
    }
    model->rows = n;
    model->free_degrees = (double)(n - (model->estimated ? model->p : 0));
    model->sigma = sqrt(squares / model->free_degrees);
    for (size_t i = 0; i < n; i++) {
        spread += (model->errors[i] - mean) * (model->errors[i] - mean);
    }
    spread = sqrt(spread / (double)n);
    model->bootstrap = n >= bootstrap_rows
                       && spread > flat_share * model->sigma;
    for (size_t i = 0; model->bootstrap && i < n; i++) {
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

static fc_status fit_sample(fc_fit *fit, struct fc_linear *model,
                            const struct fc_linear_plan *plan,
                            const struct sample *sample, fc_error *err)
{
    fc_status status = FC_OK;

    fit->summary = (fc_fit_summary){.log_likelihood = fc_missing(),
                                    .aicc = fc_missing(),
                                    .r_squared = fc_missing()};
    if (model->estimated) {
        status = estimate(model, sample, plan->estimator, &fit->summary, err);
    } else {
        for (size_t j = 0; j < model->p; j++) {
            model->b[j] = plan->fixed[j];
        }
    }
    if (status == FC_OK) {
        status = take_errors(model, sample, err);
    }
    if (status != FC_OK) {
        return status;
    }
    if (!model->estimated) {
        fit->summary.sigma = model->sigma;
    }
    summarise(&fit->summary, model);
    fit->equation = fc_linear_equation(model);
    return fit->equation != NULL ? FC_OK : out_of_memory(err);
}

fc_status fc_linear_fit(fc_fit *fit, const struct fc_linear_plan *plan,
                        const struct fc_model_options *options,
                        const fc_training *training, fc_error *err)
{
    struct fc_linear *model = fc_calloc(1, sizeof *model);
    struct sample sample = {0};
    fc_status status = FC_OK;

    if (model == NULL) {
        return out_of_memory(err);
    }
    fit->state = model;
    status = load(model, plan, options, training, err);
    if (status == FC_OK) {
        status = sample_init(&sample, model, plan, err);
    }
    if (status == FC_OK) {
        status = fit_sample(fit, model, plan, &sample, err);
    }
    sample_release(&sample);
    return status;
}
