/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "regress/tested.h"

#include <gsl/gsl_blas.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* Residuals below this share of y are rounding errors: the fit is exact. */
static const double exact_tolerance = 1e-13;

double fc_rounding_norm(const double *y, size_t n)
{
    gsl_vector_const_view view = gsl_vector_const_view_array(y, n);

    return exact_tolerance * gsl_blas_dnrm2(&view.vector);
}

static fc_status check_rows(const fc_linear_problem *problem, fc_error *err)
{
    size_t n = fc_design_rows(problem->design);
    size_t p = fc_design_columns(problem->design);

    if (p == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "the design has no columns");
    }
    if (n <= p) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "%zu rows are too few to test a regression on %zu "
                       "columns",
                       n, p);
    }
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(problem->y[i])) {
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "the response, row %zu: not a finite number", i + 1);
        }
        if (problem->weights != NULL
            && (!isfinite(problem->weights[i])
                || !(problem->weights[i] > 0.0))) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "the weight of row %zu is not a positive number; "
                           "leave the row out",
                           i + 1);
        }
    }
    return FC_OK;
}

static fc_status allocate(fc_tested *tested, size_t extra, fc_error *err)
{
    size_t n = tested->n;

    tested->x = fc_reallocarray(NULL, n, tested->p * sizeof *tested->x);
    tested->y = fc_calloc(n, sizeof *tested->y);
    tested->roots = fc_calloc(n, sizeof *tested->roots);
    tested->residuals = fc_calloc(n, sizeof *tested->residuals);
    if (tested->x == NULL || tested->y == NULL || tested->roots == NULL
        || tested->residuals == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for the test of a regression of %zu rows",
                       n);
    }
    return fc_projector_create(&tested->projector, n, tested->p + extra, err);
}

static void copy_rows(fc_tested *tested, const fc_linear_problem *problem)
{
    for (size_t i = 0; i < tested->n; i++) {
        const double *row = fc_design_row(problem->design, i);
        double root = problem->weights == NULL ? 1.0
                                               : sqrt(problem->weights[i]);

        tested->roots[i] = root;
        tested->y[i] = root * problem->y[i];
        for (size_t j = 0; j < tested->p; j++) {
            tested->x[i * tested->p + j] = root * row[j];
        }
    }
}

void fc_tested_project(fc_tested *tested, size_t from, size_t to)
{
    fc_projector_begin(tested->projector, to - from);
    for (size_t j = 0; j < tested->p; j++) {
        fc_projector_add(tested->projector, tested->x + from * tested->p + j,
                         tested->p);
    }
}

static fc_status fit(fc_tested *tested, fc_error *err)
{
    double *rest = tested->residuals;
    double constant_left = 0.0;
    fc_status status = FC_OK;

    fc_tested_project(tested, 0, tested->n);
    status = fc_projector_finish(tested->projector, err);
    if (status != FC_OK) {
        return status;
    }
    if (tested->projector->rank < tested->p) {
        return FC_FAIL(err, FC_ERR_SINGULAR,
                       "%zu of the %zu columns depend on the others; leave "
                       "them out",
                       tested->p - tested->projector->rank, tested->p);
    }
    constant_left = fc_projector_residuals(tested->projector, rest,
                                           tested->roots);
    tested->constant = sqrt(constant_left)
                       <= 1e2 * fc_rounding_norm(tested->roots, tested->n);
    tested->rss = fc_projector_residuals(tested->projector, rest, tested->y);
    if (!isfinite(tested->rss)) {
        return FC_FAIL(err, FC_ERR_NONFINITE,
                       "the sum of squares is too large a number; rescale the "
                       "data");
    }
    if (sqrt(tested->rss) <= fc_rounding_norm(tested->y, tested->n)) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "the regression fits exactly: there are no errors to "
                       "test");
    }
    return FC_OK;
}

fc_status fc_tested_create(fc_tested **out, const fc_linear_problem *problem,
                           size_t extra, fc_error *err)
{
    fc_status status = check_rows(problem, err);
    fc_tested *tested = NULL;

    *out = NULL;
    if (status != FC_OK) {
        return status;
    }
    tested = fc_calloc(1, sizeof *tested);
    if (tested == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for the test of a regression");
    }
    tested->n = fc_design_rows(problem->design);
    tested->p = fc_design_columns(problem->design);
    status = allocate(tested, extra, err);
    if (status == FC_OK) {
        copy_rows(tested, problem);
        status = fit(tested, err);
    }
    if (status != FC_OK) {
        fc_tested_free(tested);
        return status;
    }
    *out = tested;
    return FC_OK;
}

void fc_tested_free(fc_tested *tested)
{
    if (tested == NULL) {
        return;
    }
    free(tested->x);
    free(tested->y);
    free(tested->roots);
    free(tested->residuals);
    fc_projector_free(tested->projector);
    free(tested);
}

fc_status fc_tested_room(const fc_tested *tested, size_t columns,
                         const char *test, fc_error *err)
{
    if (tested->n > columns) {
        return FC_OK;
    }
    return FC_FAIL(err, FC_ERR_TOO_SHORT,
                   "%zu rows are too few for the test %s; it needs more than "
                   "%zu",
                   tested->n, test, columns);
}
