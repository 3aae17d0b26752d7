/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Croston's method with the correction of Syntetos & Boylan: the ratio of two
 * smoothed levels is above the mean demand on average, so
 *
 *   y(n+h) = (1 - alpha / 2) l(n) / p(n)
 *
 * with the levels of croston.c. The correction belongs to the inverse of the
 * interval, so it is the probability of demand that it makes smaller.
 *
 * Reference: Syntetos & Boylan (2005), "The accuracy of intermittent demand
 * estimates", International Journal of Forecasting 21(2).
 */
#include "models/intermittent.h"

/* What is taken off the probability, times alpha. */
static const double bias = 0.5;

static fc_status estimate(struct fc_intermittent *model,
                          const struct fc_demand *demand, fc_error *err)
{
    return fc_croston_estimate(model, demand, bias, err);
}

static const struct fc_intermittent_method method = {
    .constants = 1,
    .reported = 1,
    .names = {"alpha"},
    .meanings = {"weight of the latest demand in size and interval"},
    .estimate = estimate,
};

const fc_model_type fc_model_sba = {
    .name = "sba",
    .summary = "Croston's method, corrected for its bias",
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
