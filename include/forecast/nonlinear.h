/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Non-linear least squares: the parameters of a model of your own that leave
 * the least sum of squared residuals.
 *
 *  - The model is a function of the parameters and of one row of regressors.
 *    Its derivatives may be given; otherwise they are computed to about 12
 *    digits by extrapolated differences.
 *  - Trust-region methods are tried in a fixed order until one ends at a
 *    minimum (the Gauss-Newton step from there is negligible). The minimum is
 *    then refined to the last digits that the model's own rounding leaves.
 *  - The result is deterministic, immutable and independent of its input.
 */
#ifndef FORECAST_NONLINEAR_H
#define FORECAST_NONLINEAR_H

#include <stddef.h>

#include "forecast/status.h"

FC_BEGIN_DECLS

/** A family of curves. */
typedef struct fc_nonlinear_model {
    size_t p;                 /**< parameters */
    const char *const *names; /**< of the parameters; NULL: b1, b2, ... */
    /** The curve at one @p row of regressors. NaN or infinity says that the
     * parameters are outside of the model's domain. */
    double (*value)(const double *parameters, const double *row,
                    const void *context);
    /** Its derivatives with respect to the p parameters; NULL: differences. */
    void (*gradient)(double *out, const double *parameters, const double *row,
                     const void *context);
    const void *context; /**< handed to both functions */
} fc_nonlinear_model;

/** A model, the data to fit it to and where to start. Borrowed. */
typedef struct fc_nonlinear_problem {
    fc_nonlinear_model model; /**< what is fitted */
    size_t n;                 /**< rows */
    size_t columns;      /**< regressors a row; 0 if the model needs none */
    const double *x;     /**< n * columns, row-major */
    const double *y;     /**< n */
    const double *start; /**< p */
    size_t iterations;   /**< most of one method; 0: 1000 */
} fc_nonlinear_problem;

/** How the search ended. */
typedef enum fc_nonlinear_end {
    FC_END_MINIMUM, /**< at a minimum: offset is below 1e-6 */
    FC_END_EXACT,   /**< the residuals are rounding errors */
} fc_nonlinear_end;

/** The result of a fit; owns its arrays. */
typedef struct fc_nonlinear {
    size_t n;                /**< number of observations */
    size_t p;                /**< number of parameters */
    char **names;            /**< p */
    double *parameters;      /**< p */
    double *covariance;      /**< p * p: sigma^2 (J'J)^-1 */
    double *standard_errors; /**< p: roots of its diagonal */
    double *t;               /**< p: parameter over standard error; NaN if the
                                  latter is 0 */
    double *residuals;       /**< n: y minus fitted */
    double rss;              /**< residual sum of squares */
    double sigma;            /**< residual standard error, n - p degrees */
    size_t iterations;       /**< of all methods tried, refinement included */
    const char *method;      /**< that arrived, static text */
    fc_nonlinear_end end;    /**< why the search ended */
    double offset; /**< relative offset of Bates & Watts: what another step
                        would remove of the residuals, over what chance puts
                        there; NaN if rss is 0 */
} fc_nonlinear;

/**
 * Fit a model. The start need not be close; it must be inside of the domain.
 * @return FC_ERR_TOO_SHORT if n <= p, FC_ERR_NONFINITE (data, or the model at
 *         the start, with the row), FC_ERR_SINGULAR if a parameter has no
 *         effect at the start (names it), FC_ERR_CONVERGENCE, FC_ERR_MEMORY.
 *         The caller frees *out with fc_nonlinear_free().
 * Source: GSL reference manual 2.7, "Nonlinear Least-Squares Fitting"; Bates &
 * Watts (1988), "Nonlinear Regression Analysis and Its Applications".
 */
FC_API fc_status fc_nonlinear_fit(fc_nonlinear **out,
                                  const fc_nonlinear_problem *problem,
                                  fc_error *err);
/** NULL is fine. */
FC_API void fc_nonlinear_free(fc_nonlinear *fit);

FC_END_DECLS

#endif
