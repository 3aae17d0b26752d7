/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drift: the line through the first and the last value (R: forecast::rwf with
 * drift).
 *
 *   y(n+h) = y(n) + h c      se(h)^2 = h sigma^2 + h^2 se(c)^2
 *
 * Reference: Hyndman & Athanasopoulos, Forecasting: Principles and Practice
 * (3rd ed.), sections 5.2 and 5.5.
 */
#include "models/simple.h"

static size_t min_length(const struct fc_model_options *options, size_t season)
{
    (void)options;
    (void)season;
    return 3;
}

static fc_status fit_drift(fc_fit *fit, const struct fc_model_options *options,
                           const fc_training *training, fc_error *err)
{
    (void)options;
    return fc_simple_fit_walk(fit, training, true, NULL, err);
}

const fc_model_type fc_model_drift = {
    .name = "drift",
    .summary = "the last value plus the mean change",
    .usage = "",
    .advice = "a series without season that rises or falls about evenly",
    .takes_missing = true,
    .holds = true,
    .min_length = min_length,
    .fit = fit_drift,
    .predict = fc_simple_predict,
    .draw = fc_simple_draw,
    .explain = fc_simple_explain,
    .coefficient_count = fc_simple_coefficient_count,
    .coefficient_at = fc_simple_coefficient_at,
    .release = fc_simple_free,
};
