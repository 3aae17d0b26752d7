/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cross-correlation of two series, plain and after prewhitening.
 *
 * Reference: Box, Jenkins, Reinsel & Ljung, Time Series Analysis (5th ed.),
 * sections 12.1 and 12.2.
 */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/autoregression.h"
#include "stats/correlation.h"
#include "stats/test_result.h"

fc_status fc_cross_correlation(double *out, const double *x, const double *y,
                               size_t n, size_t max_lag, fc_error *err)
{
    double x_mean = 0.0;
    double y_mean = 0.0;
    double scale = 0.0;
    fc_status status = fc_correlation_check(&x_mean, x, n, max_lag, err);

    if (status == FC_OK) {
        status = fc_correlation_check(&y_mean, y, n, max_lag, err);
    }
    if (status != FC_OK) {
        return status;
    }
    scale = sqrt(fc_cross_covariance(x, x_mean, x, x_mean, n, 0))
            * sqrt(fc_cross_covariance(y, y_mean, y, y_mean, n, 0));
    for (size_t k = 0; k <= max_lag; k++) {
        out[max_lag + k] = fc_cross_covariance(x, x_mean, y, y_mean, n, k)
                           / scale;
        out[max_lag - k] = fc_cross_covariance(y, y_mean, x, x_mean, n, k)
                           / scale;
    }
    return FC_OK;
}

/* out(t) = z(t) - sum phi(l) z(t - l); n - order values. The mean is left in:
 * the correlation takes it out. */
static void filter(double *out, const double *z, size_t n, const double *phi,
                   size_t order)
{
    for (size_t t = order; t < n; t++) {
        double value = z[t];

        for (size_t l = 1; l <= order; l++) {
            value -= phi[l - 1] * z[t - l];
        }
        out[t - order] = value;
    }
}

fc_status fc_prewhitened_correlation(double *out, const double *x,
                                     const double *y, size_t n, size_t max_lag,
                                     size_t order, fc_error *err)
{
    double r[FC_AR_ORDER_MAX];
    double phi[FC_AR_ORDER_MAX];
    double *white_x = NULL;
    double *white_y = NULL;
    fc_status status = FC_OK;

    if (order >= FC_AR_ORDER_MAX || order >= n) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "an autoregression of order %zu cannot be fitted to "
                       "%zu values; the highest order is %d",
                       order, n, FC_AR_ORDER_MAX - 1);
    }
    status = fc_check_values(y, n, err);
    if (status == FC_OK) {
        status = fc_autocorrelation(r, x, n, order, err);
    }
    if (status != FC_OK) {
        return status;
    }
    fc_ar_yule_walker(phi, r, order);
    white_x = fc_calloc(n, sizeof *white_x);
    white_y = fc_calloc(n, sizeof *white_y);
    if (white_x == NULL || white_y == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu values", n);
    } else {
        filter(white_x, x, n, phi, order);
        filter(white_y, y, n, phi, order);
        status = fc_cross_correlation(out, white_x, white_y, n - order, max_lag,
                                      err);
    }
    free(white_x);
    free(white_y);
    return status;
}
