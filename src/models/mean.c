/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The mean of the series (R: forecast::meanf).
 *
 *   y(n+h) = mean(y) + e(h)      se(h) = s sqrt(1 + 1/n)
 *
 * with Student's t of n - 1 degrees of freedom.
 *
 * Reference: Hyndman & Athanasopoulos, Forecasting: Principles and Practice
 * (3rd ed.), sections 5.2 and 5.5.
 */
#include <math.h>

#include "models/simple.h"

static size_t min_length(const struct fc_model_options *options, size_t season)
{
    (void)options;
    (void)season;
    return 2;
}

static fc_status fit_mean(fc_fit *fit, const struct fc_model_options *options,
                          const fc_training *training, fc_error *err)
{
    struct fc_simple *model = NULL;
    const double *y = training->y.values;
    double squares = 0.0;
    double n = 0.0;
    fc_status status = fc_simple_create(&model, fit, training, err);

    (void)options;
    if (status != FC_OK) {
        return status;
    }
    for (size_t t = 0; t < training->y.length; t++) {
        if (!isnan(y[t])) {
            double step = y[t] - model->level;

            n += 1.0;
            model->level += step / n;
            squares += step * (y[t] - model->level);
        }
    }
    for (size_t t = 0; t < training->y.length; t++) {
        model->residuals[t] = y[t] - model->level;
    }
    model->degrees = n - 1.0;
    model->sigma = sqrt(squares / (n - 1.0));
    model->level_error = model->sigma / sqrt(n);
    fit->law = (struct fc_law){.kind = FC_LAW_STUDENT, .degrees = n - 1.0};
    return fc_simple_finish(fit, err);
}

const fc_model_type fc_model_mean = {
    .name = "mean",
    .summary = "the mean of the series",
    .usage = "",
    .advice = "a steady level: no trend, no season, no drift of the level",
    .takes_missing = true,
    .holds = true,
    .min_length = min_length,
    .fit = fit_mean,
    .predict = fc_simple_predict,
    .draw = fc_simple_draw,
    .explain = fc_simple_explain,
    .coefficient_count = fc_simple_coefficient_count,
    .coefficient_at = fc_simple_coefficient_at,
    .release = fc_simple_free,
};
