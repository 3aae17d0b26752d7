/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Linear regression on trend, season and regressors.
 *
 *   w(t) = a + b t + s(season of t) + sum over r, j of beta(r,j) v(r,t-j) +
 * e(t)
 *
 * w = log y if all y are positive, else y; v = log x if all known x are
 * positive, else x. t counts from 1 at the start of y. s is zero in the first
 * season of the year. Rows with a missing regressor are left out.
 *
 * Reference: Hyndman & Athanasopoulos, Forecasting: Principles and Practice
 * (3rd ed.), chapter 7.
 */
#include <stdlib.h>

#include "base/memory.h"
#include "models/linear.h"

/* Rows needed beyond the number of coefficients. */
static const size_t spare = 4;

/* Trend and season unless the options name terms. */
static struct fc_model_options with_defaults(
    const struct fc_model_options *options)
{
    struct fc_model_options all = *options;

    if (!all.trend && !all.season && all.regressor_count == 0) {
        all.trend = true;
        all.season = true;
    }
    return all;
}

static size_t columns(const struct fc_model_options *options, size_t season)
{
    size_t count = 1 + fc_options_regressor_columns(options);

    count += options->trend ? 1U : 0U;
    count += options->season ? season - 1 : 0U;
    return count;
}

static size_t min_length(const struct fc_model_options *options, size_t season)
{
    struct fc_model_options all = with_defaults(options);

    return fc_options_regressor_reach(&all) + columns(&all, season) + spare;
}

static void fill_terms(struct fc_linear_term *terms,
                       const struct fc_model_options *options, size_t season)
{
    size_t count = 0;

    terms[count++] = (struct fc_linear_term){.kind = FC_LINEAR_CONSTANT};
    if (options->trend) {
        terms[count++] = (struct fc_linear_term){.kind = FC_LINEAR_TREND};
    }
    for (size_t s = 2; options->season && s <= season; s++) {
        terms[count++] = (struct fc_linear_term){.kind = FC_LINEAR_SEASON,
                                                 .lag = s};
    }
    (void)fc_linear_add_regressor_terms(terms + count, options);
}

static fc_status fit_tslm(fc_fit *fit, const struct fc_model_options *options,
                          const fc_training *training, fc_error *err)
{
    struct fc_model_options all = with_defaults(options);
    struct fc_linear_plan plan = {
        .count = columns(&all, training->season),
        .estimator = options->robust ? FC_BISQUARE : FC_OLS,
        .window = options->window,
        .spare = spare,
    };
    struct fc_linear_term *terms = fc_calloc(plan.count, sizeof *terms);
    fc_status status = FC_OK;

    if (terms == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    fill_terms(terms, &all, training->season);
    plan.terms = terms;
    status = fc_linear_fit(fit, &plan, options, training, err);
    free(terms);
    return status;
}

const fc_model_type fc_model_tslm = {
    .name = "tslm",
    .summary = "regression on trend and season",
    .usage = "trend, season (default: both), REGRESSOR:LAGS, ols (default) or "
             "robust, window=ROWS (all); joined by +, lags as in 1..4 or 1,4",
    .advice =
        "a steady trend and a season that keeps its shape; other series help",
    .accepts = FC_ACCEPT_ESTIMATOR | FC_ACCEPT_WINDOW | FC_ACCEPT_TREND_SEASON
               | FC_ACCEPT_REGRESSORS,
    .holds = true,
    .min_length = min_length,
    .fit = fit_tslm,
    .predict = fc_linear_predict,
    .draw = fc_linear_draw,
    .explain = fc_linear_explain,
    .coefficient_count = fc_linear_coefficient_count,
    .coefficient_at = fc_linear_coefficient_at,
    .release = fc_linear_free,
};
