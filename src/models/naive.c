/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Naive: the last value (R: forecast::naive).
 *
 *   y(n+h) = y(n)      se(h) = sigma sqrt(h)
 *
 * Reference: Hyndman & Athanasopoulos, Forecasting: Principles and Practice
 * (3rd ed.), sections 5.2 and 5.5.
 */
#include "models/simple.h"

static size_t min_length(const struct fc_model_options *options, size_t season)
{
    (void)options;
    (void)season;
    return 1;
}

static fc_status fit_naive(fc_fit *fit, const struct fc_model_options *options,
                           const fc_training *training, fc_error *err)
{
    (void)options;
    return fc_simple_fit_walk(fit, training, false, NULL, err);
}

const fc_model_type fc_model_naive = {
    .name = "naive",
    .summary = "the last value, repeated",
    .usage = "",
    .advice =
        "prices and other random walks; the yardstick where there is no season",
    .takes_missing = true,
    .holds = true,
    .min_length = min_length,
    .fit = fit_naive,
    .predict = fc_simple_predict,
    .draw = fc_simple_draw,
    .explain = fc_simple_explain,
    .coefficient_count = fc_simple_coefficient_count,
    .coefficient_at = fc_simple_coefficient_at,
    .release = fc_simple_free,
};
