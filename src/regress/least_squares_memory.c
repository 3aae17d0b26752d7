/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/memory.h"
#include "regress/least_squares.h"

static bool allocate(fc_least_squares *work)
{
    size_t n = work->max_rows;
    size_t p = work->max_columns;

    work->coefficients = fc_calloc(p, sizeof(double));
    work->residuals = fc_calloc(n, sizeof(double));
    work->weights = fc_calloc(n, sizeof(double));
    work->leverage = fc_calloc(n, sizeof(double));
    work->directions = fc_calloc(p * p, sizeof(double));
    work->shape = fc_calloc(p * p, sizeof(double));
    work->basis = fc_calloc(n * p, sizeof(double));
    work->basis_low = fc_calloc(n * p, sizeof(double));
    work->columns = fc_calloc(n * p, sizeof(double));
    work->columns_low = fc_calloc(n * p, sizeof(double));
    work->response = fc_calloc(n, sizeof(double));
    work->scaled_weights = fc_calloc(n, sizeof(double));
    work->exponents = fc_calloc(p, sizeof(int));
    work->lengths = fc_calloc(p, sizeof(double));
    work->errors = fc_calloc(n, sizeof(fc_dd));
    work->solution = fc_calloc(p, sizeof(fc_dd));
    work->gradient = fc_calloc(p, sizeof(fc_dd));
    return work->coefficients != NULL && work->residuals != NULL
           && work->weights != NULL && work->leverage != NULL
           && work->directions != NULL && work->shape != NULL
           && work->basis != NULL && work->basis_low != NULL
           && work->columns != NULL && work->columns_low != NULL
           && work->response != NULL && work->scaled_weights != NULL
           && work->exponents != NULL && work->lengths != NULL
           && work->errors != NULL && work->solution != NULL
           && work->gradient != NULL;
}

static bool allocate_gsl(fc_least_squares *work)
{
    size_t n = work->max_rows;
    size_t p = work->max_columns;

    work->factor = gsl_matrix_alloc(n, p);
    work->small = gsl_matrix_alloc(p, p);
    work->smaller = gsl_matrix_alloc(p, p);
    work->tau = gsl_vector_alloc(p);
    work->step = gsl_vector_alloc(p);
    work->svd = gsl_multifit_linear_alloc(n, p);
    return work->factor != NULL && work->small != NULL && work->smaller != NULL
           && work->tau != NULL && work->step != NULL && work->svd != NULL;
}

fc_status fc_least_squares_create(fc_least_squares **out, size_t max_rows,
                                  size_t max_columns, fc_error *err)
{
    fc_least_squares *work = fc_calloc(1, sizeof *work);

    *out = NULL;
    if (work != NULL) {
        work->max_rows = max_rows;
        work->max_columns = max_columns;
    }
    if (work == NULL || !allocate(work) || !allocate_gsl(work)) {
        fc_least_squares_free(work);
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for a regression of %zu rows and %zu "
                       "columns",
                       max_rows, max_columns);
    }
    *out = work;
    return FC_OK;
}

void fc_least_squares_free(fc_least_squares *work)
{
    if (work == NULL) {
        return;
    }
    if (work->svd != NULL) {
        gsl_multifit_linear_free(work->svd);
    }
    if (work->robust != NULL) {
        gsl_multifit_robust_free(work->robust);
    }
    gsl_matrix_free(work->factor);
    gsl_matrix_free(work->small);
    gsl_matrix_free(work->smaller);
    gsl_vector_free(work->tau);
    gsl_vector_free(work->step);
    free(work->coefficients);
    free(work->residuals);
    free(work->weights);
    free(work->leverage);
    free(work->directions);
    free(work->shape);
    free(work->basis);
    free(work->basis_low);
    free(work->columns);
    free(work->columns_low);
    free(work->response);
    free(work->scaled_weights);
    free(work->exponents);
    free(work->lengths);
    free(work->errors);
    free(work->solution);
    free(work->gradient);
    free(work);
}
