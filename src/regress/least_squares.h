/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Working memory of the estimators and their latest result.
 *
 *  - One object serves many regressions: nothing is allocated for a problem of
 *    at most the rows and columns it was made for, except that GSL ties the
 *    memory of a robust fit to its exact size and kind, so another one renews
 *    that part, and that ridge regression allocates.
 *  - The result is valid until the next fit.
 */
#ifndef FC_REGRESS_LEAST_SQUARES_H
#define FC_REGRESS_LEAST_SQUARES_H

#include <gsl/gsl_multifit.h>

#include "base/double_double.h"
#include "regress/design.h"

/** Rows first_row, first_row + 1, ... of a design; y and weights start there.
 */
typedef struct fc_problem {
    const fc_design *design;
    size_t first_row;
    size_t n;
    size_t p;
    const double *y;
    const double *weights; /* NULL: all 1 */
    size_t constant;       /* the first column that is constant; p: none */
    size_t observations;   /* that the rows stand for: n unless condensed */
} fc_problem;

typedef struct fc_least_squares {
    size_t max_rows;
    size_t max_columns;

    /* The latest result: n rows, p columns. */
    size_t n;
    size_t p;
    bool exact;              /* the residuals are rounding errors */
    size_t iterations;       /* 0 unless robust */
    double rss;              /* (weighted) sum of squared residuals */
    double sigma;            /* residual standard error */
    double degrees;          /* of freedom that the residuals have */
    double lambda;           /* of ridge regression */
    double condition_number; /* of the columns scaled to length 1 */
    double *coefficients;    /* p */
    double *residuals;       /* n */
    double *weights;         /* n */
    double *leverage;        /* n */
    /* The covariance of the coefficients is sigma^2 directions * shape *
     * directions', shape being well conditioned. */
    double *directions; /* p * p */
    double *shape;      /* p * p */

    /* n * p: the columns times directions: nearly orthonormal. Row i of it
     * stands for row i of the design where sums are formed over the rows. Not
     * for ridge. */
    double *basis;

    double *basis_low;                  /* what to add to the basis; free to use
once the fit is done */
    double *columns;                    /* n * p: scaled by powers of two */
    double *columns_low;                /* what to add to them */
    double *response;                   /* n: likewise scaled; free to use
                                           once the fit is done */
    double *scaled_weights;             /* n: likewise */
    int *exponents;                     /* p: of the scales of the columns */
    double *lengths;                    /* p: of the scaled columns */
    fc_dd *errors;                      /* n: of the scaled response */
    fc_dd *solution;                    /* p: in the basis */
    fc_dd *gradient;                    /* p */
    gsl_matrix *factor;                 /* max_rows * max_columns */
    gsl_matrix *small;                  /* max_columns^2 */
    gsl_matrix *smaller;                /* max_columns^2 */
    gsl_vector *tau;                    /* max_columns */
    gsl_vector *step;                   /* max_columns */
    gsl_multifit_linear_workspace *svd; /* of the robust iteration */
    gsl_multifit_robust_workspace *robust; /* NULL until the first such fit */
    const gsl_multifit_robust_type *robust_type;
} fc_least_squares;

fc_status fc_least_squares_create(fc_least_squares **out, size_t max_rows,
                                  size_t max_columns, fc_error *err);
/** NULL is fine. */
void fc_least_squares_free(fc_least_squares *work);

/**
 * Ordinary or weighted least squares; the problem must fit into @p work.
 * @return as fc_regression_fit()
 */
fc_status fc_least_squares_fit(fc_least_squares *work,
                               const fc_problem *problem, fc_error *err);

/** M-estimation; without weights. Errors as fc_least_squares_fit(). */
fc_status fc_robust_fit(fc_least_squares *work, const fc_problem *problem,
                        fc_estimator estimator, fc_error *err);

/** Ridge regression; without weights. Errors as fc_regression_fit(). */
fc_status fc_ridge_fit(fc_least_squares *work, const fc_problem *problem,
                       const fc_regression_options *options, fc_error *err);

/** FC_ERR_TOO_SHORT unless there are more rows than columns. */
fc_status fc_problem_check_size(const fc_problem *problem, fc_error *err);

#endif
