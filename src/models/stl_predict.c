/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The future of models/stl_model.h: what the inner model says, and the season.
 * Both are on the scale of the outer fit, so the inner type is asked, not the
 * front, which would go back to the unit of the series.
 */
#include <stdlib.h>

#include "base/memory.h"
#include "models/stl_model.h"

/* The seasons of step @p step, from 0. */
static double season_at(const struct fc_stl_model *model, size_t step)
{
    const double *last = model->last;
    double sum = 0.0;

    for (size_t i = 0; i < model->count; i++) {
        sum += last[step % model->seasons[i]];
        last += model->seasons[i];
    }
    return sum;
}

fc_status fc_stl_model_predict(const struct fc_point_forecast *out,
                               const fc_fit *fit, size_t steps,
                               const fc_future *future, fc_error *err)
{
    const struct fc_stl_model *model = fit->state;
    fc_status status = model->inner->spec.type->predict(out, model->inner,
                                                        steps, future, err);

    for (size_t h = 0; status == FC_OK && h < steps; h++) {
        out->mean[h] += season_at(model, h);
    }
    return status;
}

fc_status fc_stl_model_draw(fc_paths *paths, const fc_fit *fit,
                            const fc_draw_request *request, gsl_rng *random,
                            fc_error *err)
{
    const struct fc_stl_model *model = fit->state;
    fc_status status = model->inner->spec.type->draw(paths, model->inner,
                                                     request, random, err);

    for (size_t h = 0; status == FC_OK && h < paths->steps; h++) {
        double season = season_at(model, h);

        for (size_t d = 0; d < paths->draws; d++) {
            paths->values[d * paths->steps + h] += season;
        }
    }
    return status;
}

/* The parts of the inner model, and the season. */
static fc_status add_season(fc_explanation *out, const fc_fit *fit,
                            const fc_explanation *inner, fc_error *err)
{
    const struct fc_stl_model *model = fit->state;
    size_t count = inner->count; /* its last part is that of the front */
    const char **names = fc_calloc(count, sizeof *names);
    fc_status status = FC_OK;

    if (names == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for an explanation");
    }
    for (size_t k = 0; k + 1 < count; k++) {
        names[k] = inner->names[k];
    }
    names[count - 1] = "season";
    status = fc_explanation_allocate(out, fit, names, count, err);
    for (size_t h = 0; status == FC_OK && h < out->steps; h++) {
        double *parts = out->parts + h * out->count;

        for (size_t k = 0; k + 1 < count; k++) {
            parts[k] = inner->parts[h * count + k];
        }
        parts[count - 1] = season_at(model, h);
    }
    free(names);
    return status;
}

fc_status fc_stl_model_explain(fc_explanation *out, const fc_fit *fit,
                               const fc_future *future, fc_error *err)
{
    const struct fc_stl_model *model = fit->state;
    const fc_model_type *type = model->inner->spec.type;
    fc_explanation *inner = NULL;
    fc_status status = FC_OK;

    if (type->explain == NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model '%s' is no sum of terms, so there is nothing to "
                       "explain it by",
                       type->name);
    }
    if (model->count == 0) {
        return type->explain(out, model->inner, future, err);
    }
    inner = fc_calloc(1, sizeof *inner);
    if (inner == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for an explanation");
    }
    inner->steps = out->steps;
    status = type->explain(inner, model->inner, future, err);
    if (status == FC_OK) {
        status = add_season(out, fit, inner, err);
    }
    fc_explanation_free(inner);
    return status;
}

size_t fc_stl_model_coefficient_count(const fc_fit *fit)
{
    const struct fc_stl_model *model = fit->state;

    return fc_fit_coefficient_count(model->inner);
}

fc_coefficient fc_stl_model_coefficient_at(const fc_fit *fit, size_t index)
{
    const struct fc_stl_model *model = fit->state;

    return fc_fit_coefficient_at(model->inner, index);
}
