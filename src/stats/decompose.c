/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Classical decomposition: Hyndman & Athanasopoulos, Forecasting: Principles
 * and Practice (3rd ed.), section 3.4. The test: Assimakopoulos & Nikolopoulos,
 * The theta model, International Journal of Forecasting 16 (2000), section 3.
 */
#include "stats/decompose.h"

#include <math.h>

#include "stats/correlation.h"

/* 95 % point of the normal law: 90 % on two sides. */
static const double normal_95 = 1.6448536269514722;

/* The centred moving average at @p t: `season` values, or for an even season
 * one more of which the two ends count half. */
static double moving_average(const double *y, size_t t, size_t season)
{
    size_t half = season / 2;
    double sum = 0.0;

    for (size_t i = t - half; i <= t + half; i++) {
        bool end = i == t - half || i == t + half;

        sum += season % 2 == 0 && end ? 0.5 * y[i] : y[i];
    }
    return sum / (double)season;
}

void fc_seasonal_indices(double *index, const double *y, size_t n,
                         size_t season, bool multiplicative)
{
    size_t half = season / 2;
    double mean = 0.0;

    for (size_t s = 0; s < season; s++) {
        double count = 0.0;

        index[s] = 0.0;
        for (size_t t = s; t + half < n; t += season) {
            if (t >= half) {
                double trend = moving_average(y, t, season);

                index[s] += multiplicative ? y[t] / trend : y[t] - trend;
                count += 1.0;
            }
        }
        index[s] /= count;
        mean += index[s] / (double)season;
    }
    for (size_t s = 0; s < season; s++) {
        index[s] = multiplicative ? index[s] / mean : index[s] - mean;
    }
}

bool fc_is_seasonal(const double *y, size_t n, size_t season)
{
    double mean = 0.0;
    double variance = 0.0;
    double squares = 0.0;
    double r = 0.0;

    if (season < 2 || n <= 2 * season
        || fc_correlation_check(&mean, y, n, season, NULL) != FC_OK) {
        return false;
    }
    variance = fc_cross_covariance(y, mean, y, mean, n, 0);
    for (size_t lag = 1; lag < season; lag++) {
        r = fc_cross_covariance(y, mean, y, mean, n, lag) / variance;
        squares += r * r;
    }
    r = fc_cross_covariance(y, mean, y, mean, n, season) / variance;
    return fabs(r) > normal_95 * sqrt((1.0 + 2.0 * squares) / (double)n);
}
