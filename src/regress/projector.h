/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Projection on the space that columns span: residuals, leverage and rank, all
 * that tests need of an auxiliary regression. Columns may depend on each other:
 * the space is what counts.
 *
 *   fc_projector_begin(); fc_projector_add() ...; fc_projector_finish();
 *   then any number of fc_projector_residuals() and the like.
 *
 * One object serves many problems of at most its size; nothing is allocated
 * after fc_projector_create().
 */
#ifndef FC_REGRESS_PROJECTOR_H
#define FC_REGRESS_PROJECTOR_H

#include <stddef.h>

#include "forecast/status.h"

typedef struct fc_projector {
    size_t max_rows;
    size_t max_columns;
    size_t rows;
    size_t columns;
    size_t rank;     /* after fc_projector_finish() */
    double *qr;      /* rows * max_columns, row-major: columns, then QR */
    double *tau;     /* Householder coefficients */
    double *scratch; /* max_rows + max_columns */
    size_t *order;   /* max_columns: permutation of the pivots */
} fc_projector;

fc_status fc_projector_create(fc_projector **out, size_t max_rows,
                              size_t max_columns, fc_error *err);
/** NULL is fine. */
void fc_projector_free(fc_projector *projector);

/** Forget all columns; the next ones have @p rows rows. */
void fc_projector_begin(fc_projector *projector, size_t rows);

/** Append a column: values[0], values[stride], ..., scaled to unit length. */
void fc_projector_add(fc_projector *projector, const double *values,
                      size_t stride);

/** Decompose the columns (Householder QR with column pivots) and set the rank.
 */
fc_status fc_projector_finish(fc_projector *projector, fc_error *err);

/**
 * out = y less its projection; both may be the same array.
 * @return the sum of its squares
 */
double fc_projector_residuals(const fc_projector *projector, double *out,
                              const double *y);

/** The diagonal of the projection matrix: @p out has one value a row. */
void fc_projector_leverage(fc_projector *projector, double *out);

/**
 * Unit vector @p k of an orthonormal basis of all rows: those below the rank
 * span the columns, the others what is left of them.
 */
void fc_projector_direction(const fc_projector *projector, double *out,
                            size_t k);

#endif
