/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Mean, standard deviation and autocorrelation of a run of numbers, correct to
 * the last digits of a double however close together the numbers are.
 */
#ifndef FORECAST_MOMENTS_H
#define FORECAST_MOMENTS_H

#include <stddef.h>

#include "forecast/status.h"

FC_BEGIN_DECLS

/** Moments of a sample. */
typedef struct fc_moments {
    size_t n;               /**< number of observations */
    double mean;            /**< their mean */
    double sd;              /**< with n - 1; NaN if n is 1 */
    double autocorrelation; /**< at lag 1: sum of (x_t - mean)(x_t+1 - mean)
                                 over the sum of squares; NaN if all equal */
} fc_moments;

/**
 * @param values @p n of them, finite
 * @return FC_ERR_TOO_SHORT if n is 0, FC_ERR_NONFINITE (names the place; also
 *         if a square is too large for a double).
 */
FC_API fc_status fc_moments_compute(fc_moments *out, const double *values,
                                    size_t n, fc_error *err);

FC_END_DECLS

#endif
