/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Seasonal naive with drift: the last year, changed by the mean change from
 * year to year.
 *
 *   w(t) = w(t-m) + c + e(t)      w = log y if all y are positive, else y
 *
 * c is the mean of all w(t) - w(t-m). With m = 1 it is the drift method of
 * Hyndman & Athanasopoulos (3rd ed.), section 5.2, on the scale of w.
 */
#include "models/linear.h"

/* As for the seasonal naive. */
static const size_t spare = 3;

static size_t min_length(const struct fc_model_options *options, size_t season)
{
    (void)options;
    return season + 1 + spare;
}

static fc_status fit_drift(fc_fit *fit, const struct fc_model_options *options,
                           const fc_training *training, fc_error *err)
{
    static const struct fc_linear_term drift = {.kind = FC_LINEAR_CONSTANT};
    struct fc_linear_plan plan = {.differenced = true,
                                  .count = 1,
                                  .terms = &drift,
                                  .estimator = FC_OLS,
                                  .spare = spare};

    return fc_linear_fit(fit, &plan, options, training, err);
}

const fc_model_type fc_model_snaive_drift = {
    .name = "snaive-drift",
    .summary = "seasonal naive with drift: the last year plus the mean change",
    .usage = "",
    .advice =
        "a seasonal series that grows by about the same amount every year",
    .holds = true,
    .min_length = min_length,
    .fit = fit_drift,
    .predict = fc_linear_predict,
    .draw = fc_linear_draw,
    .explain = fc_linear_explain,
    .coefficient_count = fc_linear_coefficient_count,
    .coefficient_at = fc_linear_coefficient_at,
    .release = fc_linear_free,
};
