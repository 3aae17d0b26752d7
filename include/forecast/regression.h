/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Linear regression on named columns: ordinary and weighted least squares,
 * robust M-estimation, ridge regression, and least squares of any number of
 * rows in blocks.
 *
 *  - A design is a matrix with a name for every column. Rows are observations.
 *  - A rank-deficient column is an error that names the column.
 *  - A regression is immutable and independent of its design.
 *  - Least squares is refined in twice the precision of a double, so that
 *    coefficients and standard errors lose no digits to columns that are
 *    nearly dependent. docs/methods.md says how.
 *  - Same numbers in, same bits out.
 */
#ifndef FORECAST_REGRESSION_H
#define FORECAST_REGRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

FC_BEGIN_DECLS

/* Designs. */

/** The columns of a regression. */
typedef struct fc_design fc_design;

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
/**
 * Append a power of @p values. It is formed, and used by least squares, with
 * about 31 digits, so that polynomials of high degree keep their precision.
 * @param exponent 1 to 100
 * @return as fc_design_add()
 */
FC_API fc_status fc_design_add_power(fc_design *design, const char *name,
                                     const double *values, unsigned exponent,
                                     fc_error *err);
/** Number of rows. */
FC_API size_t fc_design_rows(const fc_design *design);
/** Number of columns appended so far. */
FC_API size_t fc_design_columns(const fc_design *design);
/** Name of a column, or NULL. Borrowed from the design. */
FC_API const char *fc_design_column_name(const fc_design *design,
                                         size_t column);
/** The value at @p row and @p column, both from 0 and inside. */
FC_API double fc_design_value(const fc_design *design, size_t row,
                              size_t column);
/** The values of one row, fc_design_columns() of them, inside the design. */
FC_API const double *fc_design_row(const fc_design *design, size_t row);

/* Regressions. */

/** How a regression is estimated. */
typedef enum fc_estimator {
    FC_OLS,      /**< least squares, weighted if weights are given */
    FC_BISQUARE, /**< robust: iteratively reweighted, Tukey's bisquare */
    FC_HUBER,    /**< robust, Huber's weights */
    FC_CAUCHY,   /**< robust, Cauchy's weights */
    FC_FAIR,     /**< robust, the "fair" weights */
    FC_WELSCH,   /**< robust, Welsch's weights */
    FC_RIDGE,    /**< penalised by the squared length of the coefficients */
} fc_estimator;

/** Errors of the coefficients of least squares. */
typedef enum fc_covariance_kind {
    FC_COVARIANCE_CLASSICAL,  /**< independent errors of one variance */
    FC_COVARIANCE_HC0,        /**< of any variances; White (1980) */
    FC_COVARIANCE_HC1,        /**< times n / (n - p) */
    FC_COVARIANCE_HC2,        /**< squares over 1 - leverage */
    FC_COVARIANCE_HC3,        /**< squares over (1 - leverage)^2 */
    FC_COVARIANCE_NEWEY_WEST, /**< and autocorrelated, Bartlett's kernel; rows
                                   are consecutive in time */
} fc_covariance_kind;

/** How the penalty of ridge regression is chosen. */
typedef enum fc_ridge_choice {
    FC_RIDGE_GCV,     /**< least generalised cross-validation */
    FC_RIDGE_L_CURVE, /**< corner of size against error */
    FC_RIDGE_FIXED,   /**< given */
} fc_ridge_choice;

/** Zero is the default: ordinary least squares of all rows. */
typedef struct fc_regression_options {
    fc_estimator estimator; /**< 0: least squares */
    const double *weights;  /**< FC_OLS: positive, one a row of the design,
                                 inverse to the variances; NULL: all 1 */
    fc_covariance_kind covariance; /**< FC_OLS only */
    size_t bandwidth; /**< Newey-West: lags; 0 chooses (Newey & West 1994) */
    fc_ridge_choice ridge; /**< FC_RIDGE */
    double lambda;         /**< FC_RIDGE_FIXED: above 0; the multiplier of the
                                squared length of the coefficients of columns
                                standardised with divisor n */
    size_t first_row;      /**< use this row of the design ... */
    size_t rows;           /**< ... and those after it, this many; 0 for all.
                                y and weights start with the design. */
} fc_regression_options;

/**
 * The result of a regression; owns its arrays. p columns, n rows. A value that
 * has no meaning for the estimator is NaN.
 */
typedef struct fc_regression {
    fc_estimator estimator;    /**< how it was fitted */
    size_t n;                  /**< rows */
    size_t p;                  /**< columns */
    char **names;              /**< of the columns, p */
    double *coefficients;      /**< p */
    double *covariance;        /**< p * p, row-major, of the coefficients */
    double *standard_errors;   /**< p: roots of the diagonal */
    double *t;                 /**< p: coefficient over standard error; NaN if
                                    the latter is 0 */
    double *residuals;         /**< n: y minus fitted */
    double *weights;           /**< n: given or final weights; all 1 for OLS */
    double *leverage;          /**< n: diagonal of the hat matrix */
    double sigma;              /**< residual standard error */
    double r_squared;          /**< about the mean if a column is constant, else
                                    about 0; NaN if y has no variation */
    double adjusted_r_squared; /**< for the number of columns */
    double log_likelihood; /**< Gaussian, at the maximum; NaN if not OLS or if
                                the fit is exact */
    double aicc;       /**< p + 1 parameters; NaN likewise or if n is small */
    size_t iterations; /**< of the robust fit; 0 for others */

    fc_covariance_kind covariance_kind; /**< of the standard errors */
    bool has_constant;                  /**< a column is constant */
    double *fitted;                     /**< n */
    double *p_values; /**< p: of t, two-sided, Student's t with
                           degrees_of_freedom */
    double *vif;      /**< p: variance inflation, about the mean if a column
                           is constant, which then has NaN */
    double rss;       /**< sum of (weighted) squared residuals */
    double degrees_of_freedom; /**< n - p; ridge: n - effective_degrees */
    double effective_degrees;  /**< p; ridge: trace of the hat matrix */
    double f_statistic;   /**< all coefficients but that of the constant are 0;
                               a Wald test if the covariance is not classical */
    double f_numerator;   /**< its degrees of freedom; 0 if nothing is tested */
    double f_denominator; /**< its degrees of freedom, below */
    double f_p_value;     /**< of the F test */
    double aic;           /**< as aicc */
    double bic;           /**< as aicc */
    double condition_number; /**< of the columns scaled to length 1 */
    size_t bandwidth;        /**< lags of Newey-West; 0 for others */
    double lambda;           /**< of ridge; 0 for others */

    /** p * p each: covariance = directions * spread * directions', with
     * spread well conditioned, for variances without cancellation. */
    double *directions;
    double *spread; /**< p * p, as above */
} fc_regression;

/**
 * Regress @p y on the columns of @p design.
 * @param y one value a row of the design, finite
 * @param options NULL for the defaults
 * @return FC_ERR_TOO_SHORT if rows <= columns, FC_ERR_SINGULAR naming the
 *         first column that depends on those before it (less than 1e-10 of its
 *         length is new), FC_ERR_CONVERGENCE, FC_ERR_NONFINITE,
 *         FC_ERR_ARGUMENT for options that do not go together. The caller
 *         frees *out with fc_regression_free(). Sources: docs/methods.md.
 */
FC_API fc_status fc_regression_fit(fc_regression **out, const fc_design *design,
                                   const double *y,
                                   const fc_regression_options *options,
                                   fc_error *err);
/** fc_regression_fit() with @p estimator and all else default. */
FC_API fc_status fc_regression_create(fc_regression **out,
                                      const fc_design *design, const double *y,
                                      fc_estimator estimator, fc_error *err);
/** NULL is fine. */
FC_API void fc_regression_free(fc_regression *regression);

/* Predictions. */

/** A prediction for one row of regressors. */
typedef struct fc_prediction {
    double mean;       /**< row times coefficients */
    double mean_error; /**< its standard error: the coefficients' alone */
    double error;      /**< standard error of a new observation */
    double mean_lower; /**< interval of the mean, Student's t */
    double mean_upper; /**< upper bound of the mean */
    double lower;      /**< interval of a new observation (of weight 1) */
    double upper;      /**< upper bound of an observation */
} fc_prediction;

/**
 * Predict at @p row (p values in the order of the columns) with intervals of
 * probability @p level (such as 0.95), which contain the uncertainty of the
 * coefficients.
 * @return FC_ERR_ARGUMENT unless 0 < level < 1, FC_ERR_NONFINITE
 */
FC_API fc_status fc_regression_predict(fc_prediction *out,
                                       const fc_regression *regression,
                                       const double *row, double level,
                                       fc_error *err);

/* Many regressions in the same memory. */

/** Memory that several regressions share. */
typedef struct fc_regression_workspace fc_regression_workspace;

/** Memory for regressions of at most @p rows rows and @p columns columns. */
FC_API fc_status fc_regression_workspace_create(fc_regression_workspace **out,
                                                size_t rows, size_t columns,
                                                fc_error *err);
/** NULL is fine. */
FC_API void fc_regression_workspace_free(fc_regression_workspace *workspace);
/**
 * As fc_regression_fit(), but the result belongs to @p workspace, is valid
 * until its next fit, and has the names of @p design, not copies. Least squares
 * allocates nothing. A robust fit renews memory only if its size or kind
 * differs from that of the robust fit before it; inside, GSL's iteration
 * allocates a little, as does ridge regression.
 */
FC_API fc_status fc_regression_workspace_fit(
    const fc_regression **out, fc_regression_workspace *workspace,
    const fc_design *design, const double *y,
    const fc_regression_options *options, fc_error *err);

/* Any number of rows, in blocks. */

/** A regression that takes its rows one at a time. */
typedef struct fc_regression_accumulator fc_regression_accumulator;

/** An accumulator of rows of @p columns values; @p names are copied. */
FC_API fc_status fc_regression_accumulator_create(
    fc_regression_accumulator **out, const char *const *names, size_t columns,
    fc_error *err);
/** NULL is fine. */
FC_API void fc_regression_accumulator_free(
    fc_regression_accumulator *accumulator);
/**
 * Add @p count rows: @p values row by row, @p y one a row, all finite. Memory
 * does not grow with the rows. After an error no row of the call counts.
 */
FC_API fc_status fc_regression_accumulator_add(
    fc_regression_accumulator *accumulator, const double *values,
    const double *y, size_t count, fc_error *err);
/**
 * The regression of all rows so far; more may be added afterwards. Classical
 * covariance; residuals, fitted, weights and leverage are NULL. Errors as
 * fc_regression_fit().
 */
FC_API fc_status fc_regression_accumulator_finish(
    fc_regression **out, const fc_regression_accumulator *accumulator,
    fc_error *err);

FC_END_DECLS

#endif
