/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_STATS_CORRELATION_H
#define FC_STATS_CORRELATION_H

#include "forecast/statistics.h"

/**
 * The longest lag can be seen in @p n values, all of @p x are finite and they
 * are not all equal.
 * @param mean of the values
 * @return as fc_autocorrelation()
 */
fc_status fc_correlation_check(double *mean, const double *x, size_t n,
                               size_t max_lag, fc_error *err);

/** The sum over t of (x(t + lag) - x_mean) (y(t) - y_mean), divided by n. */
double fc_cross_covariance(const double *x, double x_mean, const double *y,
                           double y_mean, size_t n, size_t lag);

#endif
