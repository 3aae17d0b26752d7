/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Seasonal naive grown by the last year-on-year rate.
 *
 *   w(t) = w(t-m) + z(t),   z(t) = z(t-1) + e(t)
 *
 * with w = log y if all y are positive, else y: the growth from year to year
 * is a random walk, so the last one holds for all horizons.
 */
#include "models/linear.h"

/* As for the seasonal naive. */
static const size_t spare = 3;

static size_t min_length(const struct fc_model_options *options, size_t season)
{
    (void)options;
    return season + 2 + spare;
}

static fc_status fit_growth(fc_fit *fit, const struct fc_model_options *options,
                            const fc_training *training, fc_error *err)
{
    static const struct fc_linear_term last = {.kind = FC_LINEAR_OWN_LAG,
                                               .lag = 1};
    static const double unchanged = 1.0;
    struct fc_linear_plan plan = {.differenced = true,
                                  .count = 1,
                                  .terms = &last,
                                  .fixed = &unchanged,
                                  .spare = spare};

    return fc_linear_fit(fit, &plan, options, training, err);
}

const fc_model_type fc_model_snaive_growth = {
    .name = "snaive-growth",
    .summary = "seasonal naive grown by the last year-on-year rate",
    .usage = "",
    .advice =
        "a seasonal series, some periods ahead, whose growth changes slowly",
    .holds = true,
    .min_length = min_length,
    .fit = fit_growth,
    .predict = fc_linear_predict,
    .draw = fc_linear_draw,
    .explain = fc_linear_explain,
    .coefficient_count = fc_linear_coefficient_count,
    .coefficient_at = fc_linear_coefficient_at,
    .release = fc_linear_free,
};
