/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The season taken out by STL and put back, any model in between:
 * models/adjusted.h, with the season of the series.
 */
#include "models/adjusted.h"

static fc_status parse(struct fc_adjustment *out, const char *text,
                       size_t season, fc_error *err)
{
    *out = (struct fc_adjustment){.count = 1, .seasons = {season}};
    return fc_adjustment_parse(out, text, fc_model_stl.name, err);
}

static fc_status check(const char *options, fc_error *err)
{
    struct fc_adjustment adjustment;

    return parse(&adjustment, options, 1, err);
}

/* A season that cannot be seen is none. */
static size_t min_length(const struct fc_model_options *options, size_t season)
{
    struct fc_adjustment adjustment;

    (void)season;
    return parse(&adjustment, options->text, 1, NULL) == FC_OK
               ? fc_model_spec_min_length(&adjustment.inner, 1)
               : 1;
}

static fc_status fit_stl(fc_fit *fit, const struct fc_model_options *options,
                         const fc_training *training, fc_error *err)
{
    struct fc_adjustment adjustment;
    fc_status status = parse(&adjustment, options->text, training->season, err);

    return status == FC_OK ? fc_adjusted_fit(fit, &adjustment, training, err)
                           : status;
}

const fc_model_type fc_model_stl = {
    .name = "stl",
    .summary = "the season taken out by STL, forecast by another model, put "
               "back",
    .usage = "[robust+]MODEL, which sees no season (theta)",
    .advice = "a season that changes slowly, or a long one",
    .check = check,
    .min_length = min_length,
    .fit = fit_stl,
    .predict = fc_adjusted_predict,
    .simulate = fc_adjusted_simulate,
    .bootstrap = fc_adjusted_bootstrap,
    .explain = fc_adjusted_explain,
    .coefficient_count = fc_adjusted_coefficient_count,
    .coefficient_at = fc_adjusted_coefficient_at,
    .release = fc_adjusted_free,
};
