/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "regress/projector.h"

#include <assert.h>
#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* A column of unit length depends on the pivots before it if less than this is
 * new. Lower than where fc_regression_create() calls a design singular, since
 * columns that pass there must not be dropped here. */
static const double rank_tolerance = 1e-12;

fc_status fc_projector_create(fc_projector **out, size_t max_rows,
                              size_t max_columns, fc_error *err)
{
    fc_projector *projector = fc_calloc(1, sizeof *projector);

    *out = NULL;
    if (projector == NULL) {
        goto memory;
    }
    projector->max_rows = max_rows;
    projector->max_columns = max_columns;
    projector->qr = fc_reallocarray(NULL, max_rows,
                                    max_columns * sizeof *projector->qr);
    projector->tau = fc_calloc(max_columns, sizeof *projector->tau);
    projector->scratch = fc_calloc(max_rows + max_columns,
                                   sizeof *projector->scratch);
    projector->order = fc_calloc(max_columns, sizeof *projector->order);
    if (projector->qr == NULL || projector->tau == NULL
        || projector->scratch == NULL || projector->order == NULL) {
        goto memory;
    }
    *out = projector;
    return FC_OK;
memory:
    fc_projector_free(projector);
    return FC_FAIL(err, FC_ERR_MEMORY,
                   "out of memory for an auxiliary regression of %zu rows and "
                   "%zu columns",
                   max_rows, max_columns);
}

void fc_projector_free(fc_projector *projector)
{
    if (projector == NULL) {
        return;
    }
    free(projector->qr);
    free(projector->tau);
    free(projector->scratch);
    free(projector->order);
    free(projector);
}

void fc_projector_begin(fc_projector *projector, size_t rows)
{
    assert(rows > 0 && rows <= projector->max_rows);
    projector->rows = rows;
    projector->columns = 0;
    projector->rank = 0;
}

void fc_projector_add(fc_projector *projector, const double *values,
                      size_t stride)
{
    gsl_vector_const_view from = gsl_vector_const_view_array_with_stride(
        values, stride, projector->rows);
    gsl_vector_view to = gsl_vector_view_array_with_stride(
        projector->qr + projector->columns, projector->max_columns,
        projector->rows);
    double length = gsl_blas_dnrm2(&from.vector);

    assert(projector->columns < projector->max_columns);
    (void)gsl_vector_memcpy(&to.vector, &from.vector);
    if (length > 0.0) {
        (void)gsl_vector_scale(&to.vector, 1.0 / length);
    }
    projector->columns++;
}

/* The decomposition as GSL sees it. */
struct parts {
    gsl_matrix_view qr;
    gsl_vector_view tau;
};

static struct parts parts_of(const fc_projector *projector)
{
    size_t rows = projector->rows;
    size_t columns = projector->columns;

    return (struct parts){
        .qr = gsl_matrix_view_array_with_tda(projector->qr, rows, columns,
                                             projector->max_columns),
        .tau = gsl_vector_view_array(projector->tau,
                                     rows < columns ? rows : columns)};
}

fc_status fc_projector_finish(fc_projector *projector, fc_error *err)
{
    struct parts parts = parts_of(projector);
    gsl_permutation order = {.size = projector->columns,
                             .data = projector->order};
    gsl_vector_view norm = gsl_vector_view_array(projector->scratch,
                                                 projector->columns);
    int sign = 0;
    int code = gsl_linalg_QRPT_decomp(&parts.qr.matrix, &parts.tau.vector,
                                      &order, &sign, &norm.vector);

    if (code != GSL_SUCCESS) {
        return FC_FAIL(err, FC_ERR_INTERNAL,
                       "an auxiliary regression failed: %s",
                       gsl_strerror(code));
    }
    projector->rank = 0;
    for (size_t k = 0; k < parts.tau.vector.size; k++) {
        if (fabs(gsl_matrix_get(&parts.qr.matrix, k, k)) > rank_tolerance) {
            projector->rank = k + 1;
        }
    }
    return FC_OK;
}

double fc_projector_residuals(const fc_projector *projector, double *out,
                              const double *y)
{
    struct parts parts = parts_of(projector);
    gsl_vector_view v = gsl_vector_view_array(out, projector->rows);
    double length = 0.0;

    if (out != y) {
        memcpy(out, y, projector->rows * sizeof *out);
    }
    (void)gsl_linalg_QR_QTvec(&parts.qr.matrix, &parts.tau.vector, &v.vector);
    for (size_t k = 0; k < projector->rank; k++) {
        out[k] = 0.0;
    }
    length = gsl_blas_dnrm2(&v.vector);
    (void)gsl_linalg_QR_Qvec(&parts.qr.matrix, &parts.tau.vector, &v.vector);
    return length * length;
}

void fc_projector_direction(const fc_projector *projector, double *out,
                            size_t k)
{
    struct parts parts = parts_of(projector);
    gsl_vector_view v = gsl_vector_view_array(out, projector->rows);

    (void)gsl_vector_set_basis(&v.vector, k);
    (void)gsl_linalg_QR_Qvec(&parts.qr.matrix, &parts.tau.vector, &v.vector);
}

void fc_projector_leverage(fc_projector *projector, double *out)
{
    double *direction = projector->scratch;

    memset(out, 0, projector->rows * sizeof *out);
    for (size_t k = 0; k < projector->rank; k++) {
        fc_projector_direction(projector, direction, k);
        for (size_t i = 0; i < projector->rows; i++) {
            out[i] += direction[i] * direction[i];
        }
    }
}
