/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exponential smoothing, models/ets.h: the record.
 */
#include "models/ets.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/equation.h"
#include "models/noise.h"

enum { NAME_SIZE = 32 };

struct state {
    struct fc_ets model;
    char (*names)[NAME_SIZE]; /* of the seasons at the start */
};

static fc_status check(const struct fc_model_options *options, fc_error *err)
{
    struct fc_ets_request request;

    return fc_ets_request_parse(&request, options->text, err);
}

static struct fc_ets_request request_of(const struct fc_model_options *options)
{
    struct fc_ets_request out = {.error = 'Z', .trend = 'Z', .season = 'Z'};

    (void)fc_ets_request_parse(&out, options->text, NULL);
    return out;
}

static size_t min_length(const struct fc_model_options *options, size_t season)
{
    const struct fc_ets_request request = request_of(options);

    return fc_ets_fewest(&request, season);
}

/* What stands between y(t) = and the error. */
static void add_outlook(struct fc_equation *text,
                        const struct fc_ets_form *form)
{
    static const char *const trends[2][2] = {
        {"level(t-1) + growth(t-1)", "level(t-1) + phi growth(t-1)"},
        {"level(t-1) growth(t-1)", "level(t-1) growth(t-1)^phi"}};
    const char *level = form->trend == 'N'
                            ? "level(t-1)"
                            : trends[form->trend == 'M'][form->damped];
    bool sum = form->trend == 'A'
               && (form->season == 'M'
                   || (form->season == 'N' && form->error == 'M'));

    fc_equation_add(text, "%s%s%s", sum ? "[" : "", level, sum ? "]" : "");
    if (form->season != 'N') {
        fc_equation_add(text, "%s season(t-%zu)",
                        form->season == 'A' ? " +" : "", form->m);
    }
}

static fc_status write_equation(fc_fit *fit, fc_error *err)
{
    const struct fc_ets *model = &((const struct state *)fit->state)->model;
    const struct fc_ets_form *form = &model->form;
    bool wrapped = form->error == 'M' && form->season == 'A';
    struct fc_equation text = {0};

    fc_equation_add(&text, "ETS(%c,%c%s,%c): y(t) = %s", form->error,
                    form->trend, form->damped ? "d" : "", form->season,
                    wrapped ? "[" : "");
    add_outlook(&text, form);
    fc_equation_add(&text, "%s%s", wrapped ? "]" : "",
                    form->error == 'M' ? " (1 + e(t))" : " + e(t)");
    fc_equation_add_parameter(&text, "alpha", model->x[FC_ETS_ALPHA]);
    if (form->trend != 'N') {
        fc_equation_add_parameter(&text, "beta", model->x[FC_ETS_BETA]);
    }
    if (form->season != 'N') {
        fc_equation_add_parameter(&text, "gamma", model->x[FC_ETS_GAMMA]);
    }
    if (form->damped) {
        fc_equation_add_parameter(&text, "phi", model->x[FC_ETS_PHI]);
    }
    return fc_equation_finish(&text, fit, err);
}

static fc_status describe(fc_fit *fit, fc_error *err)
{
    struct state *state = fit->state;

    state->names = fc_calloc(state->model.form.m, sizeof *state->names);
    if (state->names == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    for (size_t s = 0; s < state->model.form.m; s++) {
        (void)snprintf(state->names[s], NAME_SIZE, "season(%zu)", s + 1);
    }
    return write_equation(fit, err);
}

/* The states of the start are parameters, too. */
static fc_status hold(struct fc_ets *out, const struct state *held, fc_span y,
                      fc_error *err)
{
    const struct fc_ets *old = &held->model;
    fc_status status = fc_ets_set(out, &old->form, old->x, old->parameters, y,
                                  err);

    out->sigma = old->sigma;
    out->degrees = old->degrees;
    return status;
}

static fc_status fit_ets(fc_fit *fit, const struct fc_model_options *options,
                         const fc_training *training, fc_error *err)
{
    struct fc_ets_request request = request_of(options);
    struct state *state = fc_calloc(1, sizeof *state);
    const struct fc_ets *model = NULL;
    fc_status status = FC_OK;

    fit->state = state;
    if (state == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    request.additive = fc_fit_is_bent(fit);
    status = fit->held != NULL
                 ? hold(&state->model, fit->held->state, training->y, err)
                 : fc_ets_choose(&state->model, &request, training->y,
                                 training->season, err);
    if (status != FC_OK) {
        return status;
    }
    model = &state->model;
    fit->law.kind = fc_ets_has_moments(&model->form) ? FC_LAW_NORMAL
                                                     : FC_LAW_NONE;
    fit->summary = (fc_fit_summary){
        .observations = model->known,
        .parameters = model->parameters + 1,
        .sigma = model->sigma,
        .log_likelihood = model->log_likelihood,
        .aicc = fc_ets_information(FC_ETS_AICC, model->log_likelihood,
                                   model->parameters, model->known),
        .r_squared = fc_missing(),
    };
    return describe(fit, err);
}

static fc_status predict(const struct fc_point_forecast *out, const fc_fit *fit,
                         size_t steps, const fc_future *future, fc_error *err)
{
    const struct state *state = fit->state;

    (void)future;
    return fc_ets_moments(out->mean, out->spread, &state->model, steps, err);
}

static fc_status draw(fc_paths *paths, const fc_fit *fit,
                      const fc_draw_request *request, gsl_rng *random,
                      fc_error *err)
{
    const struct fc_ets *model = &((const struct state *)fit->state)->model;
    const struct fc_noise_source source = {
        .sigma = model->sigma,
        .degrees = model->degrees,
        .residuals = model->residuals,
        .count = model->n,
        .bootstrap = request->intervals == FC_INTERVALS_BOOTSTRAP,
        .bent = fc_fit_is_bent(fit),
    };
    struct fc_noise noise = {0};
    double *room = fc_calloc(FC_ETS_SEASON + model->form.m, sizeof *room);
    fc_status status = fc_noise_init(&noise, &source, paths->steps, err);

    if (status == FC_OK && room == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for sample paths");
    }
    for (size_t d = 0; status == FC_OK && d < paths->draws; d++) {
        fc_noise_draw(&noise, d, random);
        fc_ets_continue(paths->values + d * paths->steps, room, model,
                        noise.error, paths->steps);
    }
    free(room);
    fc_noise_release(&noise);
    return status;
}

/* The level that the trend leads to, step by step. */
static double next_level(const struct fc_ets *model, double level,
                         double *growth)
{
    double phi = model->x[FC_ETS_PHI];

    if (model->form.trend == 'M') {
        *growth = pow(*growth, phi);
        return level * *growth;
    }
    *growth *= phi;
    return level + *growth;
}

static fc_status explain(fc_explanation *out, const fc_fit *fit,
                         const fc_future *future, fc_error *err)
{
    const struct fc_ets *model = &((const struct state *)fit->state)->model;
    const char *names[3] = {"level"};
    bool trend = model->form.trend != 'N';
    size_t count = 1;
    double *mean = fc_calloc(out->steps, sizeof *mean);
    double level = model->last[FC_ETS_LEVEL];
    double growth = model->last[FC_ETS_GROWTH];
    fc_status status = FC_OK;

    (void)future;
    if (mean == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for an explanation");
    }
    if (trend) {
        names[count++] = "trend";
    }
    if (model->form.season != 'N') {
        names[count++] = "season";
    }
    status = fc_explanation_allocate(out, fit, names, count, err);
    if (status == FC_OK) {
        status = fc_ets_moments(mean, NULL, model, out->steps, err);
    }
    for (size_t h = 0; status == FC_OK && h < out->steps; h++) {
        double *parts = out->parts + h * out->count;

        level = next_level(model, level, &growth);
        parts[0] = model->last[FC_ETS_LEVEL];
        if (trend) {
            parts[1] = level - parts[0];
        }
        if (model->form.season != 'N') {
            parts[count - 1] = mean[h] - level;
        }
    }
    free(mean);
    return status;
}

/* Where coefficient @p index stands in x. */
static size_t place_of(const struct fc_ets_form *form, size_t index)
{
    const bool has[] = {
        true, form->trend != 'N', form->season != 'N', form->damped,
        true, form->trend != 'N'};

    for (size_t place = 0; place < FC_ETS_SEASON; place++) {
        if (has[place] && index-- == 0) {
            return place;
        }
    }
    return FC_ETS_SEASON + index;
}

static size_t coefficient_count(const fc_fit *fit)
{
    const struct fc_ets_form *form =
        &((const struct state *)fit->state)->model.form;

    /* Level and growth, whether free or not, and the first season, too, which
     * follows from the others. */
    return fc_ets_parameter_count(form, FC_ETS_BOUNDS_BOTH)
           + (form->season != 'N' ? 1 : 0);
}

static fc_coefficient coefficient_at(const fc_fit *fit, size_t index)
{
    static const char *const names[] = {"alpha", "beta",     "gamma",
                                        "phi",   "level(0)", "growth(0)"};
    static const char *const meanings[] = {
        "weight of the latest error in the level",
        "weight of the latest error in the growth",
        "weight of the latest error in the season",
        "what is left of the growth after each period",
        "level before the first period",
        "growth before the first period",
        "season of the first year"};
    const struct state *state = fit->state;
    size_t place = place_of(&state->model.form, index);
    bool season = place >= FC_ETS_SEASON;

    return fc_coefficient_plain(
        season ? state->names[place - FC_ETS_SEASON] : names[place],
        state->model.x[place], meanings[season ? FC_ETS_SEASON : place]);
}

static void release(void *content)
{
    struct state *state = content;

    if (state != NULL) {
        fc_ets_release(&state->model);
        free(state->names);
        free(state);
    }
}

const fc_model_type fc_model_ets = {
    .name = "ets",
    .summary = "exponential smoothing: level, trend and season that move",
    .usage = "error, trend, season of A M N Z, d: damped (ZZZ); +narrow, "
             "+both, +usual, +admissible; +ic=aicc, +ic=aic, +ic=bic",
    .advice = "most series of sales; chooses its form itself",
    .takes_missing = true,
    .check = check,
    .holds = true,
    .min_length = min_length,
    .fit = fit_ets,
    .predict = predict,
    .draw = draw,
    .explain = explain,
    .coefficient_count = coefficient_count,
    .coefficient_at = coefficient_at,
    .release = release,
};
