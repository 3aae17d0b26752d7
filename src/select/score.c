/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Accuracy measures (Hyndman & Athanasopoulos, Forecasting: Principles and
 * Practice, 3rd ed., section 5.8) and the coverage of intervals (Clopper &
 * Pearson 1934, Biometrika 26, 404-413: the exact binomial interval).
 */
#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "select/accuracy.h"

/* Share of the two tails of the interval for a coverage rate: 95 %. */
static const double tail = 0.025;

/* A zero spoils the sum: see mean_of(). */
double fc_accuracy_ratio(double size, double base)
{
    return base > 0.0 ? size / base : (double)INFINITY;
}

void fc_accuracy_add(struct fc_accuracy_sums *sums, double forecast,
                     double actual, fc_naive_scale scale)
{
    double error = forecast - actual;
    double size = fabs(error);

    if (!isfinite(error)) {
        return;
    }
    sums->n++;
    sums->error += error;
    sums->absolute += size;
    sums->squared += error * error;
    sums->percentage += fc_accuracy_ratio(100.0 * size, fabs(actual));
    if (size > 0.0) {
        sums->symmetric += 200.0 * size / (fabs(forecast) + fabs(actual));
    }
    sums->scaled += fc_accuracy_ratio(size, scale.mae);
    sums->scaled_squares += fc_accuracy_ratio(error * error, scale.mse);
}

/* A sum that an actual or a scale of zero has spoilt is no measure. */
static double mean_of(double sum, size_t n)
{
    return n > 0 && isfinite(sum) ? sum / (double)n : (double)NAN;
}

fc_accuracy fc_accuracy_of(const struct fc_accuracy_sums *sums)
{
    return (fc_accuracy){.n = sums->n,
                         .bias = mean_of(sums->error, sums->n),
                         .mae = mean_of(sums->absolute, sums->n),
                         .rmse = sqrt(mean_of(sums->squared, sums->n)),
                         .mape = mean_of(sums->percentage, sums->n),
                         .smape = mean_of(sums->symmetric, sums->n),
                         .mase = mean_of(sums->scaled, sums->n),
                         .rmsse = sqrt(mean_of(sums->scaled_squares, sums->n))};
}

fc_accuracy fc_accuracy_compute(const double *forecast, const double *actual,
                                const fc_naive_scale *scale, size_t n)
{
    const fc_naive_scale none = {.mae = (double)NAN, .mse = (double)NAN};
    struct fc_accuracy_sums sums = {0};

    for (size_t i = 0; i < n; i++) {
        fc_accuracy_add(&sums, forecast[i], actual[i],
                        scale != NULL ? scale[i] : none);
    }
    return fc_accuracy_of(&sums);
}

fc_coverage fc_coverage_compute(double nominal, size_t hits, size_t n)
{
    double k = (double)hits;
    double rest = (double)(n - hits);

    assert(hits <= n);
    return (fc_coverage){
        .nominal = nominal,
        .n = n,
        .hits = hits,
        .rate = n > 0 ? k / (double)n : (double)NAN,
        .low = hits > 0 ? gsl_cdf_beta_Pinv(tail, k, rest + 1.0) : 0.0,
        .high = hits < n ? gsl_cdf_beta_Pinv(1.0 - tail, k + 1.0, rest) : 1.0};
}

fc_naive_scale fc_naive_scale_compute(const double *y, size_t n, size_t season)
{
    double absolute = 0.0;
    double squared = 0.0;
    double count = 0.0;

    for (size_t t = season; t < n; t++) {
        double error = y[t] - y[t - season];

        if (!isnan(error)) {
            absolute += fabs(error);
            squared += error * error;
            count += 1.0;
        }
    }
    if (!(count > 0.0)) { /* not a season is known */
        return (fc_naive_scale){.mae = (double)NAN, .mse = (double)NAN};
    }
    return (fc_naive_scale){.mae = absolute / count, .mse = squared / count};
}
