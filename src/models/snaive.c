/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Seasonal naive: every period repeats the same season of the last year.
 *
 *   w(t) = w(t-m) + e(t)      w = log y if all y are positive, else y
 *   mean of y(n+h) = y(n+h-m(k+1)),   se(h) = sigma sqrt(k + 1),
 *
 * k the whole seasons before h, and sigma^2 the mean of e^2. On logarithms the
 * paths are scaled so that their mean, not their median, is the last season:
 * the forecast is the same as without logarithms, and the intervals of a
 * positive series stay positive.
 *
 * Reference: Hyndman & Athanasopoulos, Forecasting: Principles and Practice
 * (3rd ed.), sections 5.2 and 5.5.
 */
#include "models/linear.h"

/* Errors needed: the variance of Student's t exists from three degrees on. */
static const size_t spare = 3;

static size_t min_length(const struct fc_model_options *options, size_t season)
{
    (void)options;
    return season + spare;
}

static fc_status fit_snaive(fc_fit *fit, const struct fc_model_options *options,
                            const fc_training *training, fc_error *err)
{
    struct fc_linear_plan plan = {
        .differenced = true, .keeps_level = true, .spare = spare};

    return fc_linear_fit(fit, &plan, options, training, err);
}

const fc_model_type fc_model_snaive = {
    .name = "snaive",
    .summary = "seasonal naive: repeat the last year",
    .usage = "",
    .advice =
        "the yardstick of a seasonal series: what another model must beat",
    .holds = true,
    .min_length = min_length,
    .fit = fit_snaive,
    .predict = fc_linear_predict,
    .draw = fc_linear_draw,
    .explain = fc_linear_explain,
    .coefficient_count = fc_linear_coefficient_count,
    .coefficient_at = fc_linear_coefficient_at,
    .release = fc_linear_free,
};
