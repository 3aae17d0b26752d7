/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/regression.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "regress/least_squares.h"

/* C17 has no M_PI. */
static const double two_pi = 6.283185307179586;

void fc_regression_free(fc_regression *regression)
{
    if (regression == NULL) {
        return;
    }
    for (size_t j = 0; regression->names != NULL && j < regression->p; j++) {
        free(regression->names[j]);
    }
    free(regression->names);
    free(regression->coefficients);
    free(regression->covariance);
    free(regression->standard_errors);
    free(regression->t);
    free(regression->residuals);
    free(regression->weights);
    free(regression->leverage);
    free(regression);
}

static bool allocate(fc_regression *regression, const fc_design *design)
{
    size_t n = design->rows;
    size_t p = design->columns;
    bool named = true;

    regression->n = n;
    regression->p = p;
    regression->names = fc_calloc(p, sizeof *regression->names);
    regression->coefficients = fc_calloc(p, sizeof(double));
    regression->covariance = fc_calloc(p * p, sizeof(double));
    regression->standard_errors = fc_calloc(p, sizeof(double));
    regression->t = fc_calloc(p, sizeof(double));
    regression->residuals = fc_calloc(n, sizeof(double));
    regression->weights = fc_calloc(n, sizeof(double));
    regression->leverage = fc_calloc(n, sizeof(double));
    for (size_t j = 0; regression->names != NULL && j < p; j++) {
        regression->names[j] = fc_text_copy(design->names[j]);
        named = named && regression->names[j] != NULL;
    }
    return named && regression->names != NULL
           && regression->coefficients != NULL && regression->covariance != NULL
           && regression->standard_errors != NULL && regression->t != NULL
           && regression->residuals != NULL && regression->weights != NULL
           && regression->leverage != NULL;
}

static void copy_fit(fc_regression *regression, const fc_least_squares *fit)
{
    size_t n = fit->n;
    size_t p = fit->p;

    memcpy(regression->coefficients, fit->coefficients, p * sizeof(double));
    memcpy(regression->covariance, fit->covariance, p * p * sizeof(double));
    memcpy(regression->residuals, fit->residuals, n * sizeof(double));
    memcpy(regression->weights, fit->weights, n * sizeof(double));
    memcpy(regression->leverage, fit->leverage, n * sizeof(double));
    regression->sigma = fit->sigma;
    regression->iterations = fit->iterations;
    for (size_t j = 0; j < p; j++) {
        double se = sqrt(fit->covariance[j * p + j]);

        regression->standard_errors[j] = se;
        regression->t[j] = se > 0.0 ? fit->coefficients[j] / se : fc_missing();
    }
}

static bool has_constant(const fc_design *design)
{
    for (size_t j = 0; j < design->columns; j++) {
        if (fc_design_is_constant(design, j, 0, design->rows)) {
            return true;
        }
    }
    return false;
}

/* About the mean in two passes, else about zero. */
static double total_sum_of_squares(const double *y, size_t n, bool centred)
{
    double mean = 0.0;
    double sum = 0.0;

    for (size_t i = 0; centred && i < n; i++) {
        mean += (y[i] - mean) / (double)(i + 1);
    }
    for (size_t i = 0; i < n; i++) {
        sum += (y[i] - mean) * (y[i] - mean);
    }
    return sum;
}

static void fill_r_squared(fc_regression *regression, const double *y,
                           bool constant)
{
    double n = (double)regression->n;
    double free_degrees = (double)(regression->n - regression->p);
    double total = total_sum_of_squares(y, regression->n, constant);
    double rest = regression->sigma * regression->sigma * free_degrees;

    regression->r_squared = fc_missing();
    regression->adjusted_r_squared = fc_missing();
    if (total > 0.0) {
        regression->r_squared = 1.0 - rest / total;
        regression->adjusted_r_squared =
            1.0 - (rest / free_degrees) / (total / (n - (constant ? 1 : 0)));
    }
}

/* An exact fit has no likelihood: it would be infinite. */
static void fill_likelihood(fc_regression *regression, bool exact)
{
    double n = (double)regression->n;
    double k = (double)(regression->p + 1);
    double rss = regression->sigma * regression->sigma
                 * (n - (double)regression->p);

    regression->log_likelihood = fc_missing();
    regression->aicc = fc_missing();
    if (regression->estimator != FC_OLS || exact || !(rss > 0.0)) {
        return;
    }
    regression->log_likelihood = -0.5 * n * (log(two_pi * rss / n) + 1.0);
    if (n - k - 1.0 > 0.0) {
        regression->aicc = -2.0 * regression->log_likelihood + 2.0 * k
                           + 2.0 * k * (k + 1.0) / (n - k - 1.0);
    }
}

static fc_status check_finite(const fc_regression *regression, fc_error *err)
{
    bool finite = isfinite(regression->sigma);

    for (size_t j = 0; j < regression->p; j++) {
        finite = finite && isfinite(regression->coefficients[j])
                 && isfinite(regression->standard_errors[j]);
    }
    if (!finite) {
        return FC_FAIL(err, FC_ERR_NONFINITE,
                       "the regression left the range of numbers; rescale "
                       "the columns");
    }
    return FC_OK;
}

static fc_status check_response(const double *y, size_t n, fc_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(y[i])) {
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "the response, row %zu: not a finite number", i + 1);
        }
    }
    return FC_OK;
}

static fc_status fit_into(fc_regression *regression, const fc_design *design,
                          const double *y, fc_error *err)
{
    fc_least_squares *work = NULL;
    fc_status status = fc_least_squares_create(&work, design->rows,
                                               design->columns, err);

    if (status == FC_OK) {
        status = fc_least_squares_fit(work, design, y, regression->estimator,
                                      err);
    }
    if (status == FC_OK) {
        copy_fit(regression, work);
        fill_r_squared(regression, y, has_constant(design));
        fill_likelihood(regression, work->exact);
        status = check_finite(regression, err);
    }
    fc_least_squares_free(work);
    return status;
}

fc_status fc_regression_create(fc_regression **out, const fc_design *design,
                               const double *y, fc_estimator estimator,
                               fc_error *err)
{
    fc_regression *regression = NULL;
    fc_status status = check_response(y, design->rows, err);

    *out = NULL;
    if (status != FC_OK) {
        return status;
    }
    if (design->columns == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "the design has no columns");
    }
    regression = fc_calloc(1, sizeof *regression);
    if (regression == NULL || !allocate(regression, design)) {
        fc_regression_free(regression);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a regression");
    }
    regression->estimator = estimator;
    status = fit_into(regression, design, y, err);
    if (status != FC_OK) {
        fc_regression_free(regression);
        return status;
    }
    *out = regression;
    return FC_OK;
}
