/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The season taken out by STL and put back, any model in between:
 * models/stl_model.h, with the season of the series.
 */
#include "models/stl_model.h"

static fc_status parse(struct fc_stl_plan *out, const char *text, size_t season,
                       fc_error *err)
{
    *out = (struct fc_stl_plan){.count = 1, .seasons = {season}};
    return fc_stl_plan_parse(out, text, fc_model_stl.name, err);
}

static fc_status check(const char *options, fc_error *err)
{
    struct fc_stl_plan plan;

    return parse(&plan, options, 1, err);
}

/* A season that cannot be seen is none. */
static size_t min_length(const struct fc_model_options *options, size_t season)
{
    struct fc_stl_plan plan;

    (void)season;
    return parse(&plan, options->text, 1, NULL) == FC_OK
               ? fc_model_spec_min_length(&plan.inner, 1)
               : 1;
}

static fc_status fit_stl(fc_fit *fit, const struct fc_model_options *options,
                         const fc_training *training, fc_error *err)
{
    struct fc_stl_plan plan;
    fc_status status = parse(&plan, options->text, training->season, err);

    return status == FC_OK ? fc_stl_model_fit(fit, &plan, training, err)
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
    .predict = fc_stl_model_predict,
    .draw = fc_stl_model_draw,
    .explain = fc_stl_model_explain,
    .coefficient_count = fc_stl_model_coefficient_count,
    .coefficient_at = fc_stl_model_coefficient_at,
    .release = fc_stl_model_free,
};
