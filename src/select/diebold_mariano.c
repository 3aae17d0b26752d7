/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The test of Diebold & Mariano for equal accuracy of two forecasts.
 *
 *   d(t) = a(t) - b(t)                the difference of the losses
 *   V    = (g(0) + 2 sum w(k) g(k)) / n,  k = 1 .. h - 1
 *   S    = mean(d) / sqrt(V) * sqrt((n + 1 - 2h + h (h - 1) / n) / n)
 *
 * g(k) is the autocovariance of d at lag k (divided by n), w(k) is 1, or the
 * Bartlett weight 1 - k / h if the plain sum is not positive. S is compared
 * with Student's t of n - 1 degrees.
 *
 * References: Diebold & Mariano (1995), Journal of Business and Economic
 * Statistics 13, 253-263; Harvey, Leybourne & Newbold (1997), International
 * Journal of Forecasting 13, 281-291.
 */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

#include "forecast/score.h"

enum { FEWEST_LOSSES = 4 };

/* Losses that differ by less than this share of their size differ in rounding
 * alone: about a thousand units in the last place of a double. */
static const double rounding = 1e-12;

struct losses {
    const double *a;
    const double *b;
    size_t n;
    double mean; /* of a - b */
};

/* Without b: of a alone. */
static double difference(const struct losses *losses, size_t t)
{
    return losses->b != NULL ? losses->a[t] - losses->b[t] : losses->a[t];
}

static double autocovariance(const struct losses *losses, size_t lag)
{
    double sum = 0.0;

    for (size_t t = lag; t < losses->n; t++) {
        sum += (difference(losses, t) - losses->mean)
               * (difference(losses, t - lag) - losses->mean);
    }
    return sum / (double)losses->n;
}

/* V times n. */
static double long_run_variance(const struct losses *losses, size_t horizon,
                                bool bartlett)
{
    double variance = autocovariance(losses, 0);

    for (size_t lag = 1; lag < horizon; lag++) {
        double weight = bartlett ? 1.0 - (double)lag / (double)horizon : 1.0;

        variance += 2.0 * weight * autocovariance(losses, lag);
    }
    return variance;
}

static double harvey_correction(size_t count, size_t horizon)
{
    double n = (double)count;
    double h = (double)horizon;

    return sqrt((n + 1.0 - 2.0 * h + h * (h - 1.0) / n) / n);
}

static fc_status check_losses(const double *a, const double *b, size_t n,
                              size_t horizon, fc_error *err)
{
    if (horizon == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "the horizon must be at least 1");
    }
    if (n < FEWEST_LOSSES || n <= horizon) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "%zu common origins are too few to compare two "
                       "forecasts of %zu steps; at least %zu are needed",
                       n, horizon,
                       horizon < FEWEST_LOSSES ? (size_t)FEWEST_LOSSES
                                               : horizon + 1);
    }
    for (size_t t = 0; t < n; t++) {
        if (!isfinite(a[t]) || !isfinite(b[t])) {
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "loss %zu of the comparison is not a finite number",
                           t + 1);
        }
    }
    return FC_OK;
}

static bool equal_but_for_rounding(const struct losses *losses)
{
    double apart = 0.0;
    double size = 0.0;

    for (size_t t = 0; t < losses->n; t++) {
        apart += fabs(difference(losses, t));
        size += fabs(losses->a[t]) + fabs(losses->b[t]);
    }
    return apart <= rounding * size;
}

/* Of the mean, for a statistic that is compared with Student's t; 0 if every
 * difference is the same. */
static double standard_error(const struct losses *losses, size_t horizon)
{
    double variance = long_run_variance(losses, horizon, false);

    if (!(variance > 0.0)) {
        variance = long_run_variance(losses, horizon, true);
    }
    if (!(variance > 0.0)) {
        return 0.0;
    }
    return sqrt(variance / (double)losses->n)
           / harvey_correction(losses->n, horizon);
}

/* The statistic; infinite if every difference is the same and not zero. */
static double statistic_of(const struct losses *losses, size_t horizon)
{
    double error = standard_error(losses, horizon);

    return error > 0.0 ? losses->mean / error
                       : copysign((double)INFINITY, losses->mean);
}

static double mean_difference(const struct losses *losses)
{
    double mean = 0.0;

    for (size_t t = 0; t < losses->n; t++) {
        mean += difference(losses, t) / (double)losses->n;
    }
    return mean;
}

fc_status fc_dm_test_compute(fc_dm_test *out, const double *loss_a,
                             const double *loss_b, size_t n, size_t horizon,
                             fc_error *err)
{
    struct losses losses = {.a = loss_a, .b = loss_b, .n = n};
    fc_status status = check_losses(loss_a, loss_b, n, horizon, err);
    double statistic = 0.0;

    *out = (fc_dm_test){.p_value = 1.0};
    if (status != FC_OK) {
        return status;
    }
    losses.mean = mean_difference(&losses);
    if (!equal_but_for_rounding(&losses)) {
        statistic = statistic_of(&losses, horizon);
    }
    *out = (fc_dm_test){
        .n = n,
        .mean_difference = losses.mean,
        .statistic = statistic,
        .p_value = isfinite(statistic)
                       ? 2.0 * gsl_cdf_tdist_Q(fabs(statistic), (double)n - 1.0)
                       : 0.0};
    return FC_OK;
}

fc_mean_interval fc_mean_interval_compute(const double *values, size_t n,
                                          size_t horizon)
{
    struct losses losses = {.a = values, .n = n};
    fc_mean_interval out = {.n = n, .low = (double)NAN, .high = (double)NAN};
    double reach = 0.0;

    losses.mean = mean_difference(&losses);
    out.mean = n > 0 ? losses.mean : (double)NAN;
    if (n < FEWEST_LOSSES || n <= horizon) {
        return out;
    }
    reach = gsl_cdf_tdist_Pinv(0.975, (double)n - 1.0)
            * standard_error(&losses, horizon);
    out.low = out.mean - reach;
    out.high = out.mean + reach;
    return out;
}
