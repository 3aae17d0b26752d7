/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sample autocorrelations and the tests made of them. */
#include "stats/correlation.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/test_result.h"

/* Values that differ by less than this share of their size are equal. */
static const double rounding = 1e-14;

fc_status fc_correlation_check(double *mean, const double *x, size_t n,
                               size_t max_lag, fc_error *err)
{
    fc_status status = fc_check_values(x, n, err);
    double lowest = 0.0;
    double highest = 0.0;

    if (status != FC_OK) {
        return status;
    }
    if (max_lag >= n) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "lag %zu cannot be seen in %zu values; the longest is "
                       "%zu",
                       max_lag, n, n > 0 ? n - 1 : 0);
    }
    gsl_stats_minmax(&lowest, &highest, x, 1, n);
    if (highest - lowest <= rounding * fmax(fabs(lowest), fabs(highest))) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "all %zu values are equal: there is no correlation", n);
    }
    *mean = gsl_stats_mean(x, 1, n);
    return FC_OK;
}

double fc_cross_covariance(const double *x, double x_mean, const double *y,
                           double y_mean, size_t n, size_t lag)
{
    double sum = 0.0;

    for (size_t t = 0; t + lag < n; t++) {
        sum += (x[t + lag] - x_mean) * (y[t] - y_mean);
    }
    return sum / (double)n;
}

fc_status fc_autocorrelation(double *out, const double *values, size_t n,
                             size_t max_lag, fc_error *err)
{
    double mean = 0.0;
    double variance = 0.0;
    fc_status status = fc_correlation_check(&mean, values, n, max_lag, err);

    if (status != FC_OK) {
        return status;
    }
    variance = fc_cross_covariance(values, mean, values, mean, n, 0);
    for (size_t lag = 0; lag <= max_lag; lag++) {
        out[lag] = fc_cross_covariance(values, mean, values, mean, n, lag)
                   / variance;
    }
    return FC_OK;
}

double fc_normal_quantile(double probability)
{
    return gsl_cdf_ugaussian_Pinv(probability);
}

double fc_correlation_limit(size_t n)
{
    return fc_normal_quantile(0.975) / sqrt((double)n);
}

/* Box & Pierce: n sum r(k)^2; Ljung & Box: n (n + 2) sum r(k)^2 / (n - k). */
static double portmanteau(const double *r, size_t n, size_t lags,
                          fc_portmanteau kind)
{
    double size = (double)n;
    double sum = 0.0;

    for (size_t k = 1; k <= lags; k++) {
        double weight = kind == FC_LJUNG_BOX ? (size + 2.0) / (size - (double)k)
                                             : 1.0;

        sum += weight * r[k] * r[k];
    }
    return size * sum;
}

fc_status fc_portmanteau_test(fc_test *out, const double *values, size_t n,
                              size_t lags, size_t fitted, fc_portmanteau kind,
                              fc_error *err)
{
    fc_test test = {.distribution = FC_CHI_SQUARED,
                    .df1 = (double)lags - (double)fitted};
    double *r = NULL;
    fc_status status = FC_OK;

    if (lags <= fitted || lags >= n) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "%zu lags cannot be tested in %zu values after %zu "
                       "fitted parameters; choose more than %zu and fewer than "
                       "%zu",
                       lags, n, fitted, fitted, n);
    }
    r = fc_calloc(lags + 1, sizeof *r);
    if (r == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu lags", lags);
    }
    status = fc_autocorrelation(r, values, n, lags, err);
    if (status == FC_OK) {
        (void)snprintf(test.name, sizeof test.name, "%s, lags 1 to %zu",
                       kind == FC_LJUNG_BOX ? "Ljung-Box" : "Box-Pierce", lags);
        (void)snprintf(test.null_hypothesis, sizeof test.null_hypothesis,
                       "no autocorrelation at lags 1 to %zu", lags);
        (void)snprintf(test.alternative, sizeof test.alternative,
                       "some autocorrelation at lags 1 to %zu", lags);
        test.statistic = portmanteau(r, n, lags, kind);
        status = fc_test_finish(out, test, err);
    }
    free(r);
    return status;
}
