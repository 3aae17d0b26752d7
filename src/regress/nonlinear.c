/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/nonlinear.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "regress/gauss_newton.h"
#include "regress/trust_region.h"

/* At a minimum the relative offset is below this (Bates & Watts ask for 1e-3),
 * or the offset is below this share of the length of y: rounding errors. */
static const double small_offset = 1e-6;
static const double rounding_offset = 16.0 * DBL_EPSILON;

void fc_nonlinear_free(fc_nonlinear *fit)
{
    if (fit == NULL) {
        return;
    }
    for (size_t j = 0; fit->names != NULL && j < fit->p; j++) {
        free(fit->names[j]);
    }
    free(fit->names);
    free(fit->parameters);
    free(fit->covariance);
    free(fit->standard_errors);
    free(fit->t);
    free(fit->residuals);
    free(fit);
}

static char *name_of(const fc_nonlinear_model *model, size_t j)
{
    char text[24];

    if (model->names != NULL) {
        return fc_text_copy(model->names[j]);
    }
    (void)snprintf(text, sizeof text, "b%zu", j + 1);
    return fc_text_copy(text);
}

static fc_status allocate(fc_nonlinear **out,
                          const fc_nonlinear_problem *problem, fc_error *err)
{
    size_t p = problem->model.p;
    fc_nonlinear *fit = fc_calloc(1, sizeof *fit);
    bool complete = fit != NULL;

    if (fit != NULL) {
        fit->n = problem->n;
        fit->p = p;
        fit->names = fc_calloc(p, sizeof *fit->names);
        fit->parameters = fc_calloc(p, sizeof(double));
        fit->covariance = fc_calloc(p * p, sizeof(double));
        fit->standard_errors = fc_calloc(p, sizeof(double));
        fit->t = fc_calloc(p, sizeof(double));
        fit->residuals = fc_calloc(fit->n, sizeof(double));
        complete = fit->names != NULL && fit->parameters != NULL
                   && fit->covariance != NULL && fit->standard_errors != NULL
                   && fit->t != NULL && fit->residuals != NULL;
    }
    for (size_t j = 0; complete && j < p; j++) {
        fit->names[j] = name_of(&problem->model, j);
        complete = fit->names[j] != NULL;
    }
    if (!complete) {
        fc_nonlinear_free(fit);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a curve");
    }
    *out = fit;
    return FC_OK;
}

static fc_status check_finite(const double *values, size_t count,
                              const char *what, fc_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(values[i])) {
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "%s, value %zu: not a finite number", what, i + 1);
        }
    }
    return FC_OK;
}

static fc_status check(const fc_nonlinear_problem *problem, fc_error *err)
{
    size_t p = problem->model.p;
    fc_status status = FC_OK;

    if (p == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "the curve has no parameters");
    }
    if (problem->n <= p) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "%zu observations are not enough for %zu parameters; "
                       "more observations than parameters are needed",
                       problem->n, p);
    }
    status = check_finite(problem->start, p, "the start", err);
    if (status == FC_OK) {
        status = check_finite(problem->y, problem->n, "the response", err);
    }
    if (status == FC_OK) {
        status = check_finite(problem->x, problem->n * problem->columns,
                              "the regressors", err);
    }
    return status;
}

/* The model must be finite at the start. Uses room for n numbers. */
static fc_status check_start(const fc_curve *curve, double *room, fc_error *err)
{
    const fc_nonlinear_problem *problem = curve->problem;

    fc_curve_errors(curve, room, problem->start);
    for (size_t i = 0; i < problem->n; i++) {
        if (!isfinite(room[i])) {
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "the curve at the start, row %zu: not a finite "
                           "number; choose another start",
                           i + 1);
        }
    }
    return FC_OK;
}

static double length_of(const double *values, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum = hypot(sum, values[i]);
    }
    return sum;
}

/* Is this a minimum? */
static bool has_arrived(fc_nonlinear *fit, const fc_gauss_newton *work)
{
    const double *y = work->curve->problem->y;
    double p = (double)fit->p;
    double chance = sqrt(p * work->rss / ((double)fit->n - p));

    if (!work->regular) {
        return false;
    }
    fit->offset = chance > 0.0 ? work->offset / chance : fc_missing();
    fit->end = fit->offset <= small_offset ? FC_END_MINIMUM : FC_END_EXACT;
    return fit->end == FC_END_MINIMUM
           || work->offset <= rounding_offset * length_of(y, fit->n);
}

static fc_status no_minimum(const fc_nonlinear *fit,
                            const fc_gauss_newton *work, fc_error *err)
{
    if (isfinite(work->offset) && !work->regular) {
        return FC_FAIL(err, FC_ERR_SINGULAR,
                       "the data do not determine parameter '%.60s': changing "
                       "it changes nothing that others cannot undo; fix it or "
                       "choose another start",
                       fit->names[fc_gauss_newton_loosest(work)]);
    }
    return FC_FAIL(err, FC_ERR_CONVERGENCE,
                   "no minimum was found from this start in %zu iterations of "
                   "%zu methods; choose a start nearer to the data",
                   fit->iterations, fc_trust_region_count());
}

static fc_status search(fc_nonlinear *fit, fc_gauss_newton *work, fc_error *err)
{
    for (size_t method = 0; method < fc_trust_region_count(); method++) {
        fc_status status = FC_OK;

        memcpy(fit->parameters, work->curve->problem->start,
               fit->p * sizeof(double));
        status = fc_trust_region_search(fit->parameters, &fit->iterations,
                                        work->curve, method, err);
        if (status != FC_OK) {
            return status;
        }
        fc_gauss_newton_refine(work, fit->parameters, &fit->iterations);
        if (has_arrived(fit, work)) {
            fit->method = fc_trust_region_name(method);
            return FC_OK;
        }
    }
    return no_minimum(fit, work, err);
}

static void fill(fc_nonlinear *fit, const fc_gauss_newton *work)
{
    size_t p = fit->p;
    double variance = work->rss / (double)(fit->n - p);

    fit->rss = work->rss;
    fit->sigma = sqrt(variance);
    for (size_t i = 0; i < fit->n; i++) {
        fit->residuals[i] = -gsl_vector_get(work->errors, i);
    }
    fc_gauss_newton_inverse(work, fit->covariance);
    for (size_t k = 0; k < p * p; k++) {
        fit->covariance[k] *= variance;
    }
    for (size_t j = 0; j < p; j++) {
        double se = sqrt(fit->covariance[j * p + j]);

        fit->standard_errors[j] = se;
        fit->t[j] = se > 0.0 ? fit->parameters[j] / se : fc_missing();
    }
}

fc_status fc_nonlinear_fit(fc_nonlinear **out,
                           const fc_nonlinear_problem *problem, fc_error *err)
{
    fc_nonlinear *fit = NULL;
    fc_curve curve = {0};
    fc_gauss_newton work = {0};
    fc_status status = check(problem, err);

    *out = NULL;
    if (status == FC_OK) {
        status = allocate(&fit, problem, err);
    }
    if (status == FC_OK) {
        status = fc_curve_init(&curve, problem, err);
    }
    if (status == FC_OK) {
        status = fc_gauss_newton_init(&work, &curve, err);
    }
    if (status == FC_OK) {
        status = check_start(&curve, work.errors->data, err);
    }
    if (status == FC_OK) {
        status = search(fit, &work, err);
    }
    if (status == FC_OK) {
        fill(fit, &work);
        *out = fit;
        fit = NULL;
    }
    fc_nonlinear_free(fit);
    fc_gauss_newton_release(&work);
    fc_curve_release(&curve);
    return status;
}
