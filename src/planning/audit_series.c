/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A quick verdict on any file.
 *
 *  - Outliers: changes on the year before (of logarithms if all values are
 *    positive) that lie more than 5 robust standard deviations from their
 *    median. A spike shows twice, at t and with the other sign a year later;
 *    the echo is left out.
 *  - Break: the largest shift in the mean of these changes at any point of
 *    the middle 70 %, squared and over its long-run variance (Bartlett weights
 *    over two years), against the 1 % critical value of Andrews (1993), Table
 *    I, one parameter, trimming 15 %: 12.35.
 *  - Models: those that the latest unbroken stretch is long enough for.
 */
#include "planning/audit_series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const double outlier_limit = 5.0;
static const double break_limit = 12.35;
static const double trimming = 0.15;

/* Fewer changes say nothing of outliers and breaks. */
enum { fewest_changes = 12 };

/* Median absolute deviation to standard deviation, for normal errors. */
static const double mad_to_sigma = 1.4826;

static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;

    return (a > b) - (a < b);
}

/* Sorts @p values. */
static double median(double *values, size_t n)
{
    qsort(values, n, sizeof *values, ascending);
    return n % 2 == 1 ? values[n / 2]
                      : 0.5 * (values[n / 2 - 1] + values[n / 2]);
}

/* Median and robust deviation; @p work has room for n. */
static void locate(double *centre, double *sigma, const double *values,
                   size_t n, double *work)
{
    memcpy(work, values, n * sizeof *values);
    *centre = median(work, n);
    for (size_t i = 0; i < n; i++) {
        work[i] = fabs(values[i] - *centre);
    }
    *sigma = mad_to_sigma * median(work, n);
}

static void find_outliers(fc_series_check *check, const double *change,
                          double *work)
{
    size_t n = check->changes;
    double centre = 0.0;
    double sigma = 0.0;

    locate(&centre, &sigma, change, n, work);
    for (size_t i = 0; i < n && sigma > 0.0; i++) {
        double now = (change[i] - centre) / sigma;
        double before = i >= check->lag
                            ? (change[i - check->lag] - centre) / sigma
                            : 0.0;
        bool echo = fabs(before) > outlier_limit && now * before < 0.0;

        if (fabs(now) <= outlier_limit || echo) {
            continue;
        }
        if (check->outliers < FC_OUTLIERS_KEPT) {
            check->outlier[check->outliers] = fc_period_add(
                check->used.start, (int64_t)(i + check->lag));
        }
        check->outliers++;
    }
}

static double mean_of(const double *values, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += values[i];
    }
    return sum / (double)n;
}

/* Long-run variance of @p residual: changes on the year before overlap. */
static double long_run_variance(const double *residual, size_t n, size_t lags)
{
    double sum = 0.0;

    for (size_t k = 0; k <= lags && k < n; k++) {
        double weight = k == 0 ? 1.0
                               : 2.0 * (1.0 - (double)k / (double)(lags + 1));
        double product = 0.0;

        for (size_t i = k; i < n; i++) {
            product += residual[i] * residual[i - k];
        }
        sum += weight * product / (double)n;
    }
    return sum;
}

/* The Wald statistic of a shift behind the first @p split changes. */
static double shift_statistic(const double *change, size_t n, size_t split,
                              size_t lags, double *work)
{
    double first = mean_of(change, split);
    double second = mean_of(change + split, n - split);
    double variance = 0.0;

    for (size_t i = 0; i < n; i++) {
        work[i] = change[i] - (i < split ? first : second);
    }
    variance = long_run_variance(work, n, lags)
               * (1.0 / (double)split + 1.0 / (double)(n - split));
    return variance > 0.0 ? (second - first) * (second - first) / variance
                          : 0.0;
}

static void find_break(fc_series_check *check, const double *change,
                       double *work)
{
    size_t n = check->changes;
    size_t edge = (size_t)ceil(trimming * (double)n);
    double largest = break_limit;

    for (size_t split = edge; split <= n - edge; split++) {
        double statistic = shift_statistic(change, n, split, 2 * check->lag,
                                           work);

        if (statistic > largest) {
            largest = statistic;
            check->has_break = true;
            check->break_period = fc_period_add(check->used.start,
                                                (int64_t)(split + check->lag));
            check->break_statistic = statistic;
        }
    }
}

size_t fc_series_check_offers(const fc_series_check *check,
                              const fc_model_spec *spec)
{
    return fc_model_spec_takes_missing(spec)
               ? check->known.length - fc_span_missing(check->known)
               : check->used.length;
}

static void find_models(fc_series_check *check)
{
    size_t season = fc_frequency_season(check->used.start.frequency);

    for (size_t i = 0; i < fc_model_type_count(); i++) {
        fc_model_spec spec = {.type = fc_model_type_at(i)};

        check->usable += fc_series_check_offers(check, &spec)
                         >= fc_model_spec_min_length(&spec, season);
    }
}

fc_status fc_series_check_compute(fc_series_check *out, const fc_series *series,
                                  fc_error *err)
{
    fc_series_check check = {.known = fc_span_trim(fc_series_span(series))};
    double *change = NULL;
    double *work = NULL;
    bool logs = false;

    check.used = fc_span_latest_unbroken(check.known);
    check.lag = fc_frequency_season(series->start.frequency);
    check.changes = check.used.length > check.lag
                        ? check.used.length - check.lag
                        : 0;
    find_models(&check);
    if (check.changes < fewest_changes) {
        *out = check;
        return FC_OK;
    }
    change = fc_calloc(check.changes, sizeof *change);
    work = fc_calloc(check.changes, sizeof *work);
    if (change == NULL || work == NULL) {
        free(change);
        free(work);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for series '%.64s'",
                       series->name);
    }
    logs = fc_span_all_positive(check.used);
    for (size_t i = 0; i < check.changes; i++) {
        double now = check.used.values[i + check.lag];
        double before = check.used.values[i];

        change[i] = logs ? log(now / before) : now - before;
    }
    find_outliers(&check, change, work);
    find_break(&check, change, work);
    free(change);
    free(work);
    *out = check;
    return FC_OK;
}
