/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fit of models/stl_model.h: seasons taken out, the inner model fitted.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/equation.h"
#include "models/stl_model.h"

static const char robust_word[] = "robust+";
static const char default_inner[] = "theta";

static fc_status check_inner(const fc_model_spec *inner, const char *name,
                             fc_error *err)
{
    if (inner->transform.scale != FC_SCALE_OWN || inner->transform.positive) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model '%s': a transformation stands before '%s', not "
                       "before the model inside",
                       name, name);
    }
    if (inner->type->fit == fc_stl_model_fit) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model '%s': the model inside forecasts a series "
                       "without a season; '%s' is no such model",
                       name, inner->type->name);
    }
    if (fc_model_spec_uses_regressor(inner, NULL)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model '%s': the model inside uses other series, which "
                       "it does not have there",
                       name);
    }
    return FC_OK;
}

fc_status fc_stl_plan_parse(struct fc_stl_plan *out, const char *text,
                            const char *name, fc_error *err)
{
    fc_status status = FC_OK;

    if (strncmp(text, robust_word, strlen(robust_word)) == 0) {
        out->robust = true;
        text += strlen(robust_word);
    }
    status = fc_model_spec_parse(&out->inner,
                                 text[0] != '\0' ? text : default_inner, err);
    if (status == FC_OK) {
        status = check_inner(&out->inner, name, err);
    }
    /* The inner model takes what it gets: it sees the scale chosen outside. */
    out->inner.transform.scale = FC_SCALE_LEVEL;
    return status;
}

/* Keep the last season of each kind. */
static fc_status keep_last(struct fc_stl_model *model, const double *seasons,
                           size_t n, fc_error *err)
{
    double *last = NULL;
    size_t total = 0;

    for (size_t i = 0; i < model->count; i++) {
        total += model->seasons[i];
    }
    last = fc_calloc(total, sizeof *last);
    model->last = last;
    if (last == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    for (size_t i = 0; i < model->count; i++) {
        size_t m = model->seasons[i];

        memcpy(last, seasons + (i + 1) * n - m, m * sizeof *last);
        last += m;
    }
    return FC_OK;
}

/* Take the seasons out of @p values, if there are any. */
static fc_status adjust(struct fc_stl_model *model, double *values, size_t n,
                        bool robust, fc_error *err)
{
    size_t count = model->count;
    double *room = NULL;
    const struct fc_mstl_options options = {
        .count = count, .seasons = model->seasons, .robust = robust};
    fc_status status = FC_OK;

    if (count == 0) {
        return FC_OK;
    }
    room = fc_calloc((count + 2) * n, sizeof *room);
    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    status = fc_mstl(
        &(struct fc_mstl_parts){.seasons = room,
                                .trend = room + count * n,
                                .remainder = room + (count + 1) * n},
        values, n, &options, err);
    for (size_t t = 0; status == FC_OK && t < count * n; t++) {
        values[t % n] -= room[t];
    }
    if (status == FC_OK) {
        status = keep_last(model, room, n, err);
    }
    free(room);
    return status;
}

static fc_status write_equation(fc_fit *fit, fc_error *err)
{
    const struct fc_stl_model *model = fit->state;
    struct fc_equation text = {0};

    fc_equation_add(&text, "%s%s",
                    model->count > 0 ? "y(t) = season(t) + what is left, "
                                       "which is "
                                     : "no season; ",
                    fc_fit_equation(model->inner));
    return fc_equation_finish(&text, fit, err);
}

/* The likelihood of the adjusted values is not that of y. */
static void summarise(fc_fit *fit)
{
    const struct fc_stl_model *model = fit->state;

    fit->law = model->inner->law;
    fit->summary = fc_fit_summarise(model->inner);
    fit->summary.log_likelihood = fc_missing();
    fit->summary.aicc = fc_missing();
    fit->summary.r_squared = fc_missing();
}

static fc_status fit_inner(fc_fit *fit, const struct fc_stl_plan *plan,
                           const fc_training *training, fc_error *err)
{
    struct fc_stl_model *model = fit->state;
    size_t n = training->y.length;
    double *values = fc_calloc(n, sizeof *values);
    fc_training seen = *training;
    fc_status status = FC_OK;

    if (values == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    memcpy(values, training->y.values, n * sizeof *values);
    status = adjust(model, values, n, plan->robust, err);
    seen.y.values = values;
    seen.season = 1;
    seen.regressor_count = 0;
    if (status == FC_OK) {
        status = fc_fit_create_inside(&model->inner, &plan->inner, &seen, fit,
                                      err);
    }
    free(values);
    return status;
}

static fc_status plan_of(struct fc_stl_plan *out,
                         const struct fc_model_options *options, size_t season,
                         fc_error *err)
{
    const struct fc_stl_method *method = options->type->method;

    return method->parse(out, options->text, season, err);
}

fc_status fc_stl_model_check(const struct fc_model_options *options,
                             fc_error *err)
{
    struct fc_stl_plan plan;

    return plan_of(&plan, options, 1, err);
}

/* A season that cannot be seen is none. */
size_t fc_stl_model_min_length(const struct fc_model_options *options,
                               size_t season)
{
    struct fc_stl_plan plan;

    (void)season;
    return plan_of(&plan, options, 1, NULL) == FC_OK
               ? fc_model_spec_min_length(&plan.inner, 1)
               : 1;
}

/* The seasons that are seen more than twice. */
static void take_seasons(struct fc_stl_model *model,
                         const struct fc_stl_plan *plan, size_t n)
{
    for (size_t i = 0; i < plan->count; i++) {
        size_t m = plan->seasons[i];

        if (m > 1 && m < n && n - m > m) {
            model->seasons[model->count] = m;
            model->count++;
        }
    }
}

fc_status fc_stl_model_fit(fc_fit *fit, const struct fc_model_options *options,
                           const fc_training *training, fc_error *err)
{
    struct fc_stl_model *model = fc_calloc(1, sizeof *model);
    struct fc_stl_plan plan;
    fc_status status = plan_of(&plan, options, training->season, err);

    fit->state = model;
    if (model == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    if (status == FC_OK) {
        take_seasons(model, &plan, training->y.length);
        status = fit_inner(fit, &plan, training, err);
    }
    if (status != FC_OK) {
        return status;
    }
    summarise(fit);
    return write_equation(fit, err);
}

void fc_stl_model_free(void *state)
{
    struct fc_stl_model *model = state;

    if (model != NULL) {
        fc_fit_free(model->inner);
        free(model->last);
        free(model);
    }
}
