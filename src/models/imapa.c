/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The mean of the forecasts of adida.c over totals of 1, 2, ... k periods, k
 * the mean interval of demands; each with an alpha of its own unless it is
 * given.
 *
 * Reference: Petropoulos & Kourentzes (2015), "Forecast combinations for
 * intermittent demand", Journal of the Operational Research Society 66(6).
 */
#include "models/intermittent.h"

static fc_status estimate(struct fc_intermittent *model,
                          const struct fc_demand *demand, fc_error *err)
{
    size_t levels = fc_demand_interval(demand);
    double sum = 0.0;
    fc_status status = FC_OK;

    for (size_t k = 1; status == FC_OK && k <= levels; k++) {
        double alpha = model->constant[0];
        double forecast = 0.0;

        status = fc_demand_aggregate(&forecast, &alpha, demand, k, err);
        sum += forecast;
    }
    fc_intermittent_take(model, demand, sum / (double)levels);
    return status;
}

static const struct fc_intermittent_method method = {
    .constants = 1,
    .estimate = estimate,
};

const fc_model_type fc_model_imapa = {
    .name = "imapa",
    .summary =
        "mean of smoothed totals over 1 to k periods, k the mean interval",
    .usage = "a smoothing constant, as 0.1 (none: estimated, 0.1 to 0.3)",
    .advice = "rare demand, many series: the safest of these",
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
