/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Kwiatkowski, Phillips, Schmidt & Shin, Journal of Econometrics 54 (1992):
 *
 *   KPSS = sum of S(t)^2 / (n^2 s^2),   S(t) = e(1) + ... + e(t)
 *   s^2 = (sum of e(t)^2 + 2 sum over l of (1 - l / (L + 1)) sum e(t) e(t-l)) /
 * n
 *
 * e is what the level or the line leaves.
 */
#include "forecast/unit_root.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "stats/test_result.h"

enum { FEWEST_VALUES = 3, CRITICAL_COUNT = 4 };

/* Values that differ by less than this, relative to themselves, are equal. */
static const double flat = 1.5e-8;

static const double level_of_test = 0.05;

static const double probability[CRITICAL_COUNT] = {0.1, 0.05, 0.025, 0.01};
static const double critical_level[CRITICAL_COUNT] = {0.347, 0.463, 0.574,
                                                      0.739};
static const double critical_trend[CRITICAL_COUNT] = {0.119, 0.146, 0.176,
                                                      0.216};

static double p_value(double statistic, const double *critical)
{
    if (!(statistic > critical[0])) {
        return probability[0];
    }
    for (size_t i = 1; i < CRITICAL_COUNT; i++) {
        if (statistic <= critical[i]) {
            double share = (statistic - critical[i - 1])
                           / (critical[i] - critical[i - 1]);

            return probability[i - 1]
                   + share * (probability[i] - probability[i - 1]);
        }
    }
    return probability[CRITICAL_COUNT - 1];
}

/* What the level or the line through @p values leaves. */
static void residuals(double *out, const double *values, size_t n, bool trend)
{
    double middle = 0.5 * ((double)n - 1.0);
    double mean = 0.0;
    double product = 0.0;
    double squares = 0.0;

    for (size_t t = 0; t < n; t++) {
        mean += (values[t] - mean) / (double)(t + 1);
    }
    for (size_t t = 0; trend && t < n; t++) {
        product += ((double)t - middle) * (values[t] - mean);
        squares += ((double)t - middle) * ((double)t - middle);
    }
    for (size_t t = 0; t < n; t++) {
        double line = trend ? product / squares * ((double)t - middle) : 0.0;

        out[t] = values[t] - mean - line;
    }
}

static double long_run_variance(const double *e, size_t n, size_t lags)
{
    double sum = 0.0;

    for (size_t l = 0; l <= lags; l++) {
        double weight = l == 0 ? 1.0
                               : 2.0 * (1.0 - (double)l / (double)(lags + 1));
        double product = 0.0;

        for (size_t t = l; t < n; t++) {
            product += e[t] * e[t - l];
        }
        sum += weight * product;
    }
    return sum / (double)n;
}

static double statistic_of(const double *e, size_t n, size_t lags)
{
    double sum = 0.0;
    double squares = 0.0;
    double variance = 0.0;

    for (size_t t = 0; t < n; t++) {
        sum += e[t];
        squares += sum * sum;
    }
    variance = long_run_variance(e, n, lags);
    return variance > 0.0 ? squares / ((double)n * (double)n * variance)
                          : fc_missing();
}

fc_status fc_kpss_test(fc_test *out, const double *values, size_t n, bool trend,
                       size_t lags, fc_error *err)
{
    fc_test test = {.alternative = "a unit root",
                    .distribution = FC_CRAMER_VON_MISES};
    double *e = NULL;
    fc_status status = FC_OK;

    if (n < FEWEST_VALUES) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "a test for a unit root needs at least %d values; there "
                       "are %zu",
                       FEWEST_VALUES, n);
    }
    if (lags >= n) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "%zu lags are too many for %zu values", lags, n);
    }
    status = fc_check_values(values, n, err);
    if (status != FC_OK) {
        return status;
    }
    e = fc_calloc(n, sizeof *e);
    if (e == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a test");
    }
    residuals(e, values, n, trend);
    test.statistic = statistic_of(e, n, lags);
    free(e);
    if (!isfinite(test.statistic) || test.statistic < 0.0) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "the values do not vary, so there is nothing to test");
    }
    (void)snprintf(test.name, sizeof test.name, "KPSS, %zu lags", lags);
    (void)snprintf(test.null_hypothesis, sizeof test.null_hypothesis,
                   "the series is stationary around a %s",
                   trend ? "line" : "level");
    test.p_value = p_value(test.statistic,
                           trend ? critical_trend : critical_level);
    *out = test;
    return FC_OK;
}

static bool is_flat(const double *values, size_t n)
{
    double low = values[0];
    double high = values[0];

    for (size_t t = 1; t < n; t++) {
        low = fmin(low, values[t]);
        high = fmax(high, values[t]);
    }
    return !(high - low > flat * fmax(fabs(low), fabs(high)));
}

/* True if the test can be made and speaks against stationarity. */
static bool needs_difference(double *e, const double *values, size_t n)
{
    size_t lags = (size_t)(3.0 * sqrt((double)n) / 13.0);
    double statistic = 0.0;

    if (n < FEWEST_VALUES || is_flat(values, n)) {
        return false;
    }
    residuals(e, values, n, false);
    statistic = statistic_of(e, n, lags);
    return isfinite(statistic)
           && p_value(statistic, critical_level) < level_of_test;
}

fc_status fc_difference_count(size_t *out, const double *values, size_t n,
                              size_t most, fc_error *err)
{
    double *room = fc_calloc(2 * n, sizeof *room);
    size_t known = 0;
    size_t count = 0;

    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a test");
    }
    for (size_t t = 0; t < n; t++) {
        if (!isnan(values[t])) {
            room[known++] = values[t];
        }
    }
    while (count < most && needs_difference(room + n, room, known)) {
        known--;
        for (size_t t = 0; t < known; t++) {
            room[t] = room[t + 1] - room[t];
        }
        count++;
    }
    free(room);
    *out = count;
    return FC_OK;
}
