/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Growth curves in time t, fitted by non-linear least squares:
 *
 *  logistic         asymptote / (1 + exp((midpoint - t) / scale))
 *  gompertz         asymptote exp(-displacement ratio^t)
 *  exponential      level exp(rate t)
 *  bass             market F(t), cumulative adopters since t = 0
 *  bass-sales       market (F(t) - F(before)), those since the row before
 *
 *  F(t) = (1 - exp(-(p + q) t)) / (1 + (q / p) exp(-(p + q) t))
 *  with p the coefficient of innovation, q that of imitation.
 *
 * The first parameter multiplies a shape of the other two. The start is the
 * best of a grid of shapes, the first parameter by least squares: inflection
 * (exponential: none) at nine places from one length of the data before them to
 * one behind, speed 1/2, 1, 2, ... 64 over that length, growing and (not for
 * Bass) declining.
 *
 * References: Bass (1969), "A new product growth for model consumer durables",
 * Management Science 15(5). Srinivasan & Mason (1986), "Nonlinear least squares
 * estimation of new product diffusion models", Marketing Science 5(2), for
 * sales as differences of F. R: stats::SSlogis, stats::SSgompertz.
 */
#ifndef FORECAST_GROWTH_CURVE_H
#define FORECAST_GROWTH_CURVE_H

#include <stddef.h>

#include "forecast/nonlinear.h"

FC_BEGIN_DECLS

/** Parameters of every growth curve at most. */
enum { FC_GROWTH_PARAMETERS = 3 };

/** Kinds of growth curves. */
typedef struct fc_growth_curve fc_growth_curve;

/** How many curves there are. */
FC_API size_t fc_growth_curve_count(void);
/** Static; @p index below the count. */
FC_API const fc_growth_curve *fc_growth_curve_at(size_t index);
/** The curve called @p name, or NULL. */
FC_API const fc_growth_curve *fc_growth_curve_find(const char *name);
/** Static, as fc_growth_curve_find() takes it. */
FC_API const char *fc_growth_curve_name(const fc_growth_curve *curve);
/** Static, one line. */
FC_API const char *fc_growth_curve_summary(const fc_growth_curve *curve);

/** Observations to fit a curve to. Borrowed. */
typedef struct fc_growth_data {
    size_t n;        /**< number of observations */
    const double *t; /**< not falling; NULL: 1, 2, ... n. For Bass, since the
                          launch, hence positive, and rising. */
    const double *y; /**< n, finite */
} fc_growth_data;

/**
 * Fit @p curve; the parameters have the names above.
 * @return FC_ERR_DATA if t is not as above or all of y is equal,
 *         FC_ERR_CONVERGENCE or FC_ERR_SINGULAR if the data do not determine
 *         the curve (no bend yet: look at the standard errors, too), else as
 *         fc_nonlinear_fit(). The caller frees *out with fc_nonlinear_free().
 */
FC_API fc_status fc_growth_curve_fit(fc_nonlinear **out,
                                     const fc_growth_curve *curve,
                                     const fc_growth_data *data, fc_error *err);

/** The curve at @p t; @p before is the end of the period before, of use to
 * bass-sales alone. */
FC_API double fc_growth_curve_value(const fc_growth_curve *curve,
                                    const double *parameters, double t,
                                    double before);

FC_END_DECLS

#endif
