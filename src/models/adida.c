/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Aggregate, forecast, disaggregate: totals over as many periods as lie between
 * two demands on average, counted from the last period backwards, smoothed
 * exponentially from the first total on, and spread evenly over the periods:
 *
 *   y(n+h) = l / k,    l the level of the totals over k periods
 *
 * k is the mean interval, rounded (halves to even); alpha is that of least
 * squared errors of the totals.
 *
 * Reference: Nikolopoulos, Syntetos, Boylan, Petropoulos & Assimakopoulos
 * (2011), "An aggregate-disaggregate intermittent demand approach (ADIDA) to
 * forecasting", Journal of the Operational Research Society 62(3).
 */
#include "models/intermittent.h"

static fc_status estimate(struct fc_intermittent *model,
                          const struct fc_demand *demand, fc_error *err)
{
    double forecast = 0.0;
    fc_status status = fc_demand_aggregate(&forecast, &model->constant[0],
                                           demand, fc_demand_interval(demand),
                                           err);

    fc_intermittent_take(model, demand, forecast);
    return status;
}

static const struct fc_intermittent_method method = {
    .constants = 1,
    .reported = 1,
    .names = {"alpha"},
    .meanings = {"weight of the latest total in the level"},
    .estimate = estimate,
};

const fc_model_type fc_model_adida = {
    .name = "adida",
    .summary = "totals over the mean interval of demands, smoothed",
    .usage = "a smoothing constant, as 0.1 (none: estimated, 0.1 to 0.3)",
    .advice = "rare demand; totals matter",
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
