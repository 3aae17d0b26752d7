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

static const struct fc_stl_method method = {.parse = parse};

const fc_model_type fc_model_stl = {
    .name = "stl",
    .summary = "the season taken out by STL, forecast by another model, put "
               "back",
    .usage = "[robust+]MODEL, which sees no season (theta)",
    .advice = "a season that changes slowly, or a long one",
    .check = fc_stl_model_check,
    .method = &method,
    .min_length = fc_stl_model_min_length,
    .fit = fc_stl_model_fit,
    .predict = fc_stl_model_predict,
    .draw = fc_stl_model_draw,
    .explain = fc_stl_model_explain,
    .coefficient_count = fc_stl_model_coefficient_count,
    .coefficient_at = fc_stl_model_coefficient_at,
    .release = fc_stl_model_free,
};
