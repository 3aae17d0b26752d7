/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Least squares of any number of rows. Rows wait in a block; a full block goes
 * into GSL's tall-skinny QR decomposition, which keeps R (p * p), Q'y (p) and
 * the length of what the fit leaves of y. To finish, these stand for the rows
 * that went in: least squares of
 *
 *   R            Q'y
 *   0 ... 0      length of the residuals so far
 *   rows that still wait
 *
 * has the coefficients, the covariance and the sum of squares of all rows.
 *
 * References: GSL manual 2.7, "Large dense linear systems". Demmel, Grigori,
 * Hoemmen & Langou (2012), SIAM Journal on Scientific Computing 34.
 */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multilarge.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "regress/regression.h"

/* Rows of a block, at least this many and more than there are columns. */
static const size_t least_block = 256;

struct fc_regression_accumulator {
    size_t p;
    size_t n;       /* rows so far */
    size_t waiting; /* of them in the block */
    size_t block;
    char **names;
    double *first;  /* p: the first row */
    bool *varies;   /* p: some row differs from the first */
    double *values; /* block * p */
    double *y;      /* block */
    double *room;   /* block * (p + 1): GSL overwrites what it is given */
    gsl_multilarge_linear_workspace *tsqr;
};

void fc_regression_accumulator_free(fc_regression_accumulator *accumulator)
{
    if (accumulator == NULL) {
        return;
    }
    for (size_t j = 0; accumulator->names != NULL && j < accumulator->p; j++) {
        free(accumulator->names[j]);
    }
    free(accumulator->names);
    free(accumulator->first);
    free(accumulator->varies);
    free(accumulator->values);
    free(accumulator->y);
    free(accumulator->room);
    if (accumulator->tsqr != NULL) {
        gsl_multilarge_linear_free(accumulator->tsqr);
    }
    free(accumulator);
}

static bool allocate(fc_regression_accumulator *accumulator,
                     const char *const *names)
{
    size_t p = accumulator->p;
    size_t block = accumulator->block;
    bool named = true;

    accumulator->names = fc_calloc(p, sizeof *accumulator->names);
    accumulator->first = fc_calloc(p, sizeof(double));
    accumulator->varies = fc_calloc(p, sizeof(bool));
    accumulator->values = fc_calloc(block * p, sizeof(double));
    accumulator->y = fc_calloc(block, sizeof(double));
    accumulator->room = fc_calloc(block * (p + 1), sizeof(double));
    accumulator->tsqr = gsl_multilarge_linear_alloc(gsl_multilarge_linear_tsqr,
                                                    p);
    for (size_t j = 0; accumulator->names != NULL && j < p; j++) {
        accumulator->names[j] = fc_text_copy(names[j]);
        named = named && accumulator->names[j] != NULL;
    }
    return named && accumulator->names != NULL && accumulator->first != NULL
           && accumulator->varies != NULL && accumulator->values != NULL
           && accumulator->y != NULL && accumulator->room != NULL
           && accumulator->tsqr != NULL;
}

fc_status fc_regression_accumulator_create(fc_regression_accumulator **out,
                                           const char *const *names,
                                           size_t columns, fc_error *err)
{
    fc_regression_accumulator *accumulator = NULL;

    *out = NULL;
    if (columns == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a regression needs at least one column");
    }
    accumulator = fc_calloc(1, sizeof *accumulator);
    if (accumulator != NULL) {
        accumulator->p = columns;
        accumulator->block = columns < least_block ? least_block : columns + 1;
    }
    if (accumulator == NULL || !allocate(accumulator, names)) {
        fc_regression_accumulator_free(accumulator);
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for a regression of %zu columns",
                       columns);
    }
    *out = accumulator;
    return FC_OK;
}

static fc_status check_rows(const fc_regression_accumulator *accumulator,
                            const double *values, const double *y, size_t count,
                            fc_error *err)
{
    size_t p = accumulator->p;

    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < p; j++) {
            if (!isfinite(values[i * p + j])) {
                return FC_FAIL(err, FC_ERR_NONFINITE,
                               "column '%s', row %zu: not a finite number",
                               accumulator->names[j], accumulator->n + i + 1);
            }
        }
        if (!isfinite(y[i])) {
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "the response, row %zu: not a finite number",
                           accumulator->n + i + 1);
        }
    }
    return FC_OK;
}

static void add_row(fc_regression_accumulator *accumulator,
                    const double *values, double y)
{
    size_t p = accumulator->p;

    if (accumulator->n == 0) {
        memcpy(accumulator->first, values, p * sizeof(double));
    }
    for (size_t j = 0; j < p; j++) {
        accumulator->varies[j] = accumulator->varies[j]
                                 || values[j] < accumulator->first[j]
                                 || values[j] > accumulator->first[j];
    }
    memcpy(accumulator->values + accumulator->waiting * p, values,
           p * sizeof(double));
    accumulator->y[accumulator->waiting] = y;
    accumulator->waiting++;
    accumulator->n++;
}

static fc_status absorb(fc_regression_accumulator *accumulator, fc_error *err)
{
    size_t rows = accumulator->waiting;
    size_t p = accumulator->p;
    double *y = accumulator->room + rows * p;
    gsl_matrix_view x_view = gsl_matrix_view_array(accumulator->room, rows, p);
    gsl_vector_view y_view = gsl_vector_view_array(y, rows);
    int code = GSL_SUCCESS;

    memcpy(accumulator->room, accumulator->values, rows * p * sizeof(double));
    memcpy(y, accumulator->y, rows * sizeof(double));
    code = gsl_multilarge_linear_accumulate(&x_view.matrix, &y_view.vector,
                                            accumulator->tsqr);
    if (code != GSL_SUCCESS) {
        return FC_FAIL(err, FC_ERR_CONVERGENCE,
                       "least squares in blocks failed: %s",
                       gsl_strerror(code));
    }
    accumulator->waiting = 0;
    return FC_OK;
}

fc_status fc_regression_accumulator_add(fc_regression_accumulator *accumulator,
                                        const double *values, const double *y,
                                        size_t count, fc_error *err)
{
    fc_status status = check_rows(accumulator, values, y, count, err);

    for (size_t i = 0; status == FC_OK && i < count; i++) {
        if (accumulator->waiting == accumulator->block) {
            status = absorb(accumulator, err);
        }
        if (status == FC_OK) {
            add_row(accumulator, values + i * accumulator->p, y[i]);
        }
    }
    return status;
}

/* The rows that stand for those in the decomposition; @p y likewise. */
static fc_status condense(fc_design *design, double *y,
                          const fc_regression_accumulator *accumulator,
                          fc_error *err)
{
    size_t p = accumulator->p;
    gsl_multilarge_linear_workspace *tsqr = accumulator->tsqr;
    const gsl_matrix *r = gsl_multilarge_linear_matrix_ptr(tsqr);
    const gsl_vector *rhs = gsl_multilarge_linear_rhs_ptr(tsqr);
    gsl_vector *c = gsl_vector_alloc(p);
    double rest = 0.0;
    double size = 0.0;
    int code = GSL_ENOMEM;

    if (c != NULL) {
        code = gsl_multilarge_linear_solve(0.0, c, &rest, &size, tsqr);
        gsl_vector_free(c);
    }
    if (code != GSL_SUCCESS) {
        return FC_FAIL(err, FC_ERR_CONVERGENCE,
                       "least squares in blocks failed: %s",
                       gsl_strerror(code));
    }
    for (size_t i = 0; i < p; i++) {
        y[i] = gsl_vector_get(rhs, i);
        for (size_t j = i; j < p; j++) {
            design->values[i * p + j] = gsl_matrix_get(r, i, j);
        }
    }
    y[p] = rest;
    return FC_OK;
}

/* Fills @p design, empty, and @p y, both zero and as large as needed. */
static fc_status gather(fc_design *design, double *y,
                        const fc_regression_accumulator *accumulator,
                        fc_error *err)
{
    size_t p = accumulator->p;
    size_t waiting = accumulator->waiting;
    size_t condensed = design->rows - waiting;
    fc_status status = FC_OK;

    for (size_t j = 0; status == FC_OK && j < p; j++) {
        status = fc_design_add(design, accumulator->names[j], y, err); /* 0 */
    }
    if (status == FC_OK && condensed > 0) {
        status = condense(design, y, accumulator, err);
    }
    memcpy(design->values + condensed * p, accumulator->values,
           waiting * p * sizeof(double));
    memcpy(y + condensed, accumulator->y, waiting * sizeof(double));
    return status;
}

static size_t find_constant(const fc_regression_accumulator *accumulator)
{
    size_t j = 0;

    while (j < accumulator->p
           && (accumulator->varies[j] || accumulator->first[j] == 0.0)) {
        j++;
    }
    return j;
}

static fc_status check_size(const fc_regression_accumulator *accumulator,
                            fc_error *err)
{
    const fc_problem problem = {.p = accumulator->p,
                                .observations = accumulator->n};

    return fc_problem_check_size(&problem, err);
}

/* The fit of the gathered rows. */
static fc_status fit(fc_regression *regression, const fc_design *design,
                     const double *y,
                     const fc_regression_accumulator *accumulator,
                     fc_error *err)
{
    const fc_regression_options options = {0};
    const fc_problem problem = {.design = design,
                                .n = design->rows,
                                .p = design->columns,
                                .y = y,
                                .constant = find_constant(accumulator),
                                .observations = accumulator->n};
    fc_least_squares *solver = NULL;
    fc_status status = fc_least_squares_create(&solver, problem.n, problem.p,
                                               err);

    if (status == FC_OK) {
        status = fc_regression_solve(regression, solver, &problem, &options,
                                     err);
    }
    fc_least_squares_free(solver);
    return status;
}

fc_status fc_regression_accumulator_finish(
    fc_regression **out, const fc_regression_accumulator *accumulator,
    fc_error *err)
{
    size_t p = accumulator->p;
    bool condensed = accumulator->n > accumulator->waiting;
    size_t rows = accumulator->waiting + (condensed ? p + 1 : 0);
    fc_design *design = NULL;
    fc_regression *regression = NULL;
    double *y = NULL;
    fc_status status = check_size(accumulator, err);

    *out = NULL;
    if (status != FC_OK) {
        return status;
    }
    y = fc_calloc(rows, sizeof *y);
    if (y == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a regression");
    }
    status = fc_design_create(&design, rows, p, err);
    if (status == FC_OK) {
        status = gather(design, y, accumulator, err);
    }
    if (status == FC_OK) {
        status = fc_regression_allocate(&regression, 0, p, err);
    }
    if (status == FC_OK) {
        status = fc_regression_name(regression, design, err);
    }
    if (status == FC_OK) {
        status = fit(regression, design, y, accumulator, err);
    }
    fc_design_free(design);
    free(y);
    if (status != FC_OK) {
        fc_regression_free(regression);
        return status;
    }
    *out = regression;
    return FC_OK;
}
