/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Naive 2: the naive method on the seasonally adjusted series, the yardstick of
 * the M competitions.
 *
 *   z(t) = y(t) / s(t)      z(n+h) = z(n)      y(n+h) = z(n) s(n+h)
 *
 * The season is taken out if n >= 3 m and the test at 90 % sees it
 * (stats/decompose.h), by classical multiplicative decomposition whatever the
 * sign of the values, as in M4; additive where an index would be 0 or below,
 * and on a scale that a transformation chose.
 *
 * Reference: Makridakis, Spiliotis & Assimakopoulos, The M4 Competition:
 * 100,000 time series and 61 forecasting methods, International Journal of
 * Forecasting 36 (2020), with the published code of its benchmarks.
 */
#include <stdlib.h>

#include "base/memory.h"
#include "models/simple.h"
#include "stats/decompose.h"

/* Seasons needed before the test is asked. */
static const size_t seasons_needed = 3;

static size_t min_length(const struct fc_model_options *options, size_t season)
{
    (void)options;
    (void)season; /* a season that cannot be seen is none */
    return 2;
}

/* The walk of the series without the season of @p season, which goes into the
 * state. */
static fc_status fit_adjusted(fc_fit *fit, const fc_training *training,
                              struct fc_adjustment *season, fc_error *err)
{
    fc_training adjusted = *training;
    double *values = fc_calloc(training->y.length, sizeof *values);
    fc_status status = FC_OK;

    if (values == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    for (size_t t = 0; t < training->y.length; t++) {
        values[t] = fc_adjustment_take_out(season, training->y.values[t], t);
    }
    adjusted.y.values = values;
    status = fc_simple_fit_walk(fit, &adjusted, false, season, err);
    free(values);
    return status;
}

static fc_status fit_naive2(fc_fit *fit, const struct fc_model_options *options,
                            const fc_training *training, fc_error *err)
{
    const double *y = training->y.values;
    size_t n = training->y.length;
    size_t m = training->season;
    struct fc_adjustment season = {0};
    fc_status status = FC_OK;

    (void)options;
    if (n >= seasons_needed * m && fc_is_seasonal(y, n, m)) {
        status = fc_adjustment_find(&season, y, n, m, !fc_fit_is_bent(fit),
                                    err);
    }
    if (status == FC_OK) {
        status = fit_adjusted(fit, training, &season, err);
    }
    fc_adjustment_release(&season);
    return status;
}

const fc_model_type fc_model_naive2 = {
    .name = "naive2",
    .summary = "naive on the seasonally adjusted series",
    .usage = "",
    .advice = "the yardstick of the M competitions",
    .min_length = min_length,
    .fit = fit_naive2,
    .predict = fc_simple_predict,
    .draw = fc_simple_draw,
    .explain = fc_simple_explain,
    .coefficient_count = fc_simple_coefficient_count,
    .coefficient_at = fc_simple_coefficient_at,
    .release = fc_simple_free,
};
