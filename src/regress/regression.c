/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "regress/regression.h"

#include <math.h>
#include <string.h>

#include "regress/covariance.h"
#include "regress/inference.h"

static void copy_rows(fc_regression *regression, const fc_least_squares *fit,
                      const fc_problem *problem)
{
    size_t size = fit->n * sizeof(double);

    memcpy(regression->residuals, fit->residuals, size);
    memcpy(regression->weights, fit->weights, size);
    memcpy(regression->leverage, fit->leverage, size);
    for (size_t i = 0; i < fit->n; i++) {
        regression->fitted[i] = problem->y[i] - fit->residuals[i];
    }
}

static void copy_fit(fc_regression *regression, const fc_least_squares *fit,
                     const fc_problem *problem,
                     const fc_regression_options *options)
{
    size_t p = fit->p;

    regression->estimator = options->estimator;
    regression->n = problem->observations;
    regression->p = p;
    regression->covariance_kind = options->covariance;
    regression->has_constant = problem->constant < p;
    memcpy(regression->coefficients, fit->coefficients, p * sizeof(double));
    memcpy(regression->directions, fit->directions, p * p * sizeof(double));
    regression->sigma = fit->sigma;
    regression->rss = fit->rss;
    regression->degrees_of_freedom = fit->degrees;
    regression->effective_degrees = (double)problem->observations
                                    - fit->degrees;
    regression->condition_number = fit->condition_number;
    regression->lambda = fit->lambda;
    regression->iterations = fit->iterations;
    if (regression->residuals != NULL) {
        copy_rows(regression, fit, problem);
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

static fc_status estimate(fc_least_squares *solver, const fc_problem *problem,
                          const fc_regression_options *options, fc_error *err)
{
    switch (options->estimator) {
    case FC_OLS:
        break;
    case FC_BISQUARE:
    case FC_HUBER:
    case FC_CAUCHY:
    case FC_FAIR:
    case FC_WELSCH:
        return fc_robust_fit(solver, problem, options->estimator, err);
    case FC_RIDGE:
        return fc_ridge_fit(solver, problem, options, err);
    }
    return fc_least_squares_fit(solver, problem, err);
}

fc_status fc_regression_solve(fc_regression *regression,
                              fc_least_squares *solver,
                              const fc_problem *problem,
                              const fc_regression_options *options,
                              fc_error *err)
{
    size_t bandwidth = options->bandwidth;
    fc_status status = estimate(solver, problem, options, err);

    if (status == FC_OK) {
        status = fc_covariance_find(regression->spread, &bandwidth, solver,
                                    problem, options->covariance, err);
    }
    if (status == FC_OK) {
        copy_fit(regression, solver, problem, options);
        regression->bandwidth = bandwidth;
        fc_inference_fill(regression, solver, problem);
        status = check_finite(regression, err);
    }
    return status;
}

static fc_status check_response(const fc_problem *problem, fc_error *err)
{
    for (size_t i = 0; i < problem->n; i++) {
        if (!isfinite(problem->y[i])) {
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "the response, row %zu: not a finite number",
                           problem->first_row + i + 1);
        }
        if (problem->weights != NULL
            && !(isfinite(problem->weights[i]) && problem->weights[i] > 0.0)) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "the weight of row %zu is not a positive number; "
                           "leave the row out",
                           problem->first_row + i + 1);
        }
    }
    return FC_OK;
}

static fc_status check_options(const fc_regression_options *options,
                               fc_error *err)
{
    bool newey_west = options->covariance == FC_COVARIANCE_NEWEY_WEST;

    if (options->estimator != FC_OLS
        && (options->covariance != FC_COVARIANCE_CLASSICAL
            || options->weights != NULL)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "weights, HC and Newey-West errors belong to least "
                       "squares; robust and ridge regression have their own");
    }
    if (options->bandwidth > 0 && !newey_west) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a bandwidth belongs to Newey-West errors only");
    }
    if (options->ridge == FC_RIDGE_FIXED
        && !(isfinite(options->lambda) && options->lambda > 0.0)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the lambda of ridge regression must be above 0; "
                       "without a penalty it is least squares");
    }
    return FC_OK;
}

static fc_status find_problem(fc_problem *out, const fc_design *design,
                              const double *y,
                              const fc_regression_options *options,
                              fc_error *err)
{
    size_t first = options->first_row;
    fc_problem problem = {
        .design = design, .first_row = first, .p = design->columns};

    if (design->columns == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "the design has no columns");
    }
    if (first >= design->rows || options->rows > design->rows - first) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "rows %zu to %zu are not inside the design of %zu rows",
                       first + 1, first + options->rows, design->rows);
    }
    problem.n = options->rows > 0 ? options->rows : design->rows - first;
    problem.observations = problem.n;
    problem.y = y + first;
    problem.weights = options->weights == NULL ? NULL
                                               : options->weights + first;
    while (
        problem.constant < problem.p
        && !fc_design_is_constant(design, problem.constant, first, problem.n)) {
        problem.constant++;
    }
    *out = problem;
    return check_response(out, err);
}

fc_status fc_regression_prepare(fc_problem *problem, const fc_design *design,
                                const double *y,
                                const fc_regression_options *options,
                                fc_error *err)
{
    fc_status status = check_options(options, err);

    return status == FC_OK ? find_problem(problem, design, y, options, err)
                           : status;
}

fc_status fc_regression_fit(fc_regression **out, const fc_design *design,
                            const double *y,
                            const fc_regression_options *options, fc_error *err)
{
    const fc_regression_options defaults = {0};
    const fc_regression_options *given = options != NULL ? options : &defaults;
    fc_problem problem = {0};
    fc_regression *regression = NULL;
    fc_least_squares *solver = NULL;
    fc_status status = fc_regression_prepare(&problem, design, y, given, err);

    *out = NULL;
    if (status == FC_OK) {
        status = fc_least_squares_create(&solver, problem.n, problem.p, err);
    }
    if (status == FC_OK) {
        status = fc_regression_allocate(&regression, problem.n, problem.p, err);
    }
    if (status == FC_OK) {
        status = fc_regression_name(regression, design, err);
    }
    if (status == FC_OK) {
        status = fc_regression_solve(regression, solver, &problem, given, err);
    }
    fc_least_squares_free(solver);
    if (status != FC_OK) {
        fc_regression_free(regression);
        return status;
    }
    *out = regression;
    return FC_OK;
}

fc_status fc_regression_create(fc_regression **out, const fc_design *design,
                               const double *y, fc_estimator estimator,
                               fc_error *err)
{
    const fc_regression_options options = {.estimator = estimator};

    return fc_regression_fit(out, design, y, &options, err);
}
