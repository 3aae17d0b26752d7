/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Croston's method (R: forecast::croston): sizes z of demand and intervals q
 * between demands, each smoothed when there is demand,
 *
 *   l(t) = l(t-1) + alpha (z(t) - l(t-1))     p(t) = p(t-1) + alpha (q(t) -
 * p(t-1)) y(n+h) = l(n) / p(n)
 *
 * starting at the first of each. alpha is the one of least squared errors of
 * l / p in the periods from the first demand on.
 *
 * Reference: Croston (1972), "Forecasting and stock control for intermittent
 * demands", Operational Research Quarterly 23(3).
 */
#include "models/intermittent.h"

static fc_status estimate(struct fc_intermittent *model,
                          const struct fc_demand *demand, fc_error *err)
{
    return fc_croston_estimate(model, demand, 0.0, err);
}

static const struct fc_intermittent_method method = {
    .constants = 1,
    .reported = 1,
    .names = {"alpha"},
    .meanings = {"weight of the latest demand in size and interval"},
    .estimate = estimate,
};

const fc_model_type fc_model_croston = {
    .name = "croston",
    .summary = "mean size over mean interval of demands, both smoothed",
    .usage = "a smoothing constant, as 0.1 (none: estimated, 0.1 to 0.3)",
    .advice = "rare demand that goes on",
    .takes_missing = true,
    .lacks_law = true,
    .never_negative = true,
    .check = fc_intermittent_check,
    .method = &method,
    .min_length = fc_intermittent_min_length,
    .fit = fc_intermittent_fit,
    .predict = fc_intermittent_predict,
    .draw = fc_intermittent_draw,
    .explain = fc_intermittent_explain,
    .coefficient_count = fc_intermittent_coefficient_count,
    .coefficient_at = fc_intermittent_coefficient_at,
    .release = fc_intermittent_free,
};
