/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Linear regression on named columns: ordinary least squares by singular value
 * decomposition and robust M-estimation (Tukey's bisquare), both on GSL.
 *
 *  - A design is a matrix with a name for every column. Rows are observations.
 *  - A rank-deficient column is an error that names the column.
 *  - A regression is immutable and independent of its design.
 */
#ifndef FORECAST_REGRESSION_H
#define FORECAST_REGRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

FC_BEGIN_DECLS

typedef struct fc_design fc_design;

typedef enum fc_estimator {
    FC_OLS,      /**< ordinary least squares */
    FC_BISQUARE, /**< robust: iteratively reweighted, Tukey's bisquare */
} fc_estimator;

/** An empty design of @p rows rows and room for @p columns columns. */
FC_API fc_status fc_design_create(fc_design **out, size_t rows, size_t columns,
                                  fc_error *err);
/** NULL is fine. */
FC_API void fc_design_free(fc_design *design);
/**
 * Append a column: a copy of @p values (one a row, finite) under @p name.
 * @return FC_ERR_ARGUMENT when the design is full, FC_ERR_NONFINITE (names
 *         column and row).
 */
FC_API fc_status fc_design_add(fc_design *design, const char *name,
                               const double *values, fc_error *err);
FC_API size_t fc_design_rows(const fc_design *design);
FC_API size_t fc_design_columns(const fc_design *design);
FC_API const char *fc_design_column_name(const fc_design *design,
                                         size_t column);

/** The result of a regression; owns its arrays. p columns, n rows. */
typedef struct fc_regression {
    fc_estimator estimator;
    size_t n;                /**< rows */
    size_t p;                /**< columns */
    char **names;            /**< of the columns, p */
    double *coefficients;    /**< p */
    double *covariance;      /**< p * p, row-major, of the coefficients */
    double *standard_errors; /**< p: roots of the diagonal */
    double *t;               /**< p: coefficient over standard error; NaN if
                                  the latter is 0 */
    double *residuals;       /**< n: y minus fitted */
    double *weights;         /**< n: final weights; all 1 for OLS */
    double *leverage;        /**< n: diagonal of the hat matrix */
    double sigma;            /**< residual standard error, n - p degrees */
    double r_squared;        /**< about the mean if a column is constant, else
                                  about 0; NaN if y has no variation */
    double adjusted_r_squared;
    double log_likelihood; /**< Gaussian, at the maximum; NaN if not OLS or if
                                the fit is exact */
    double aicc;       /**< p + 1 parameters; NaN likewise or if n is small */
    size_t iterations; /**< of the robust fit; 0 for OLS */
} fc_regression;

/**
 * Regress @p y on the columns of @p design.
 * @param y one value a row, finite
 * @return FC_ERR_TOO_SHORT if rows <= columns, FC_ERR_SINGULAR naming the
 *         first column that depends on those before it (less than 1e-10 of its
 *         length is new), FC_ERR_CONVERGENCE, FC_ERR_NONFINITE. The caller
 * frees *out with fc_regression_free(). Source: GSL reference manual 2.7,
 * "Linear Least-Squares Fitting": multi- parameter regression; robust linear
 * regression (standard errors after DuMouchel & O'Brien 1989).
 */
FC_API fc_status fc_regression_create(fc_regression **out,
                                      const fc_design *design, const double *y,
                                      fc_estimator estimator, fc_error *err);
/** NULL is fine. */
FC_API void fc_regression_free(fc_regression *regression);

FC_END_DECLS

#endif
