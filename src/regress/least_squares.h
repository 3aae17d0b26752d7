/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Working memory for least squares and its latest result.
 *
 *  - One object serves many regressions: nothing is allocated for a design of
 *    at most the rows and columns it was made for, except that GSL ties the
 *    memory of a robust fit to its exact size, so another size renews that
 * part.
 *  - The result is valid until the next fit.
 */
#ifndef FC_REGRESS_LEAST_SQUARES_H
#define FC_REGRESS_LEAST_SQUARES_H

#include <gsl/gsl_multifit.h>

#include "regress/design.h"

typedef struct fc_least_squares {
    size_t max_rows;
    size_t max_columns;

    /* The latest result: n rows, p columns. */
    size_t n;
    size_t p;
    bool exact;           /* the residuals are rounding errors */
    size_t iterations;    /* 0 unless robust */
    double sigma;         /* residual standard error */
    double *coefficients; /* p */
    double *covariance;   /* p * p */
    double *residuals;    /* n */
    double *weights;      /* n */
    double *leverage;     /* n */

    gsl_multifit_linear_workspace *svd;
    gsl_multifit_robust_workspace *robust; /* NULL until the first such fit */
    double *ordinary_covariance; /* max_columns^2: the covariance of the
                                    ordinary fit */
    double *basis;               /* max_rows * max_columns, for the rank */
} fc_least_squares;

fc_status fc_least_squares_create(fc_least_squares **out, size_t max_rows,
                                  size_t max_columns, fc_error *err);
/** NULL is fine. */
void fc_least_squares_free(fc_least_squares *work);

/**
 * Fit @p y (finite) on @p design, which must fit into @p work.
 * @return as fc_regression_create()
 */
fc_status fc_least_squares_fit(fc_least_squares *work, const fc_design *design,
                               const double *y, fc_estimator estimator,
                               fc_error *err);

#endif
