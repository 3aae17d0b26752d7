/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Complex exponential smoothing, models/ces.h. Without a form the one of least
 * AICc, with the smoothing constants and the variance as its parameters.
 *
 * Errors add up in the forecast with weights that are what an error of one does
 * to later forecasts; the spread is that of their sum, parameters taken as
 * known. The paths draw the variance of the errors as well.
 */
#include "models/ces.h"

#include <gsl/gsl_math.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/equation.h"
#include "models/noise.h"
#include "stats/information.h"

static const char *const kinds[FC_CES_KINDS] = {"none", "simple", "partial",
                                                "full"};

/* FC_CES_KINDS if it is none. */
static enum fc_ces_kind kind_of(const char *options)
{
    size_t kind = 0;

    while (kind < FC_CES_KINDS && strcmp(options, kinds[kind]) != 0) {
        kind++;
    }
    return (enum fc_ces_kind)kind;
}

static fc_status check(const struct fc_model_options *options, fc_error *err)
{
    if (options->text[0] == '\0' || kind_of(options->text) != FC_CES_KINDS) {
        return FC_OK;
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "model 'ces': option '%.60s' is unknown; options: %s",
                   options->text, fc_model_ces.usage);
}

/* Two degrees of freedom, the fewest with which sigma says anything of
 * intervals; of a season two. */
static size_t fewest(enum fc_ces_kind kind, size_t season)
{
    size_t needed = fc_ces_weight_count(kind) + FC_CES_START + 2;

    return kind != FC_CES_NONE && 2 * season > needed ? 2 * season : needed;
}

static size_t min_length(const struct fc_model_options *options, size_t season)
{
    enum fc_ces_kind kind = kind_of(options->text);

    if (kind == FC_CES_KINDS || season == 1) {
        return fewest(FC_CES_NONE, 1);
    }
    return fewest(kind, season);
}

static double log_likelihood_of(const struct fc_ces *model)
{
    double n = (double)model->n;

    return -0.5 * n * (log(2.0 * M_PI * model->squares / n) + 1.0);
}

/* The constants and the variance. */
static double aicc_of(const struct fc_ces *model)
{
    double n = (double)model->n;
    double k = (double)fc_ces_weight_count(model->form.kind) + 1.0;

    return fc_aicc(log_likelihood_of(model), k, n);
}

/* Fit one form and keep it if it is better than what is there. */
static fc_status try_form(struct fc_ces *best, struct fc_ces_work *work,
                          const struct fc_ces_form *form, fc_error *err)
{
    double weight[FC_CES_WEIGHTS];
    struct fc_ces one = {0};
    fc_status status = fc_ces_search(weight, work, form, err);

    if (status == FC_OK) {
        status = fc_ces_set(&one, work, form, weight, err);
    }
    if (status == FC_OK
        && (best->residuals == NULL || aicc_of(&one) < aicc_of(best))) {
        struct fc_ces worse = *best;

        *best = one;
        one = worse;
    }
    fc_ces_release(&one);
    return status;
}

static fc_status fit_forms(struct fc_ces *model, enum fc_ces_kind asked,
                           const fc_training *training, fc_error *err)
{
    size_t n = training->y.length;
    size_t m = training->season;
    struct fc_ces_work work = {0};
    fc_status status = fc_ces_work_init(&work, training->y.values, n, m, err);

    for (size_t k = 0; status == FC_OK && k < FC_CES_KINDS; k++) {
        const struct fc_ces_form form = {.kind = (enum fc_ces_kind)k,
                                         .m = k == FC_CES_NONE ? 1 : m};
        bool possible = k == FC_CES_NONE
                        || (m > 1 && n >= fewest(form.kind, m));
        bool wanted = asked == FC_CES_KINDS || asked == form.kind
                      || (m == 1 && k == FC_CES_NONE);

        if (possible && wanted) {
            status = try_form(model, &work, &form, err);
        }
    }
    fc_ces_work_release(&work);
    return status;
}

static fc_status write_equation(fc_fit *fit, fc_error *err)
{
    static const char *const means[FC_CES_KINDS] = {"level(t-1)", "level(t-m)",
                                                    "level(t-1) + season(t-m)",
                                                    "level(t-1) + season(t-m)"};
    static const char *const before[FC_CES_WEIGHTS] = {", alpha = ", " + i ",
                                                       ", beta = ", " + i "};
    const struct fc_ces *model = fit->state;
    size_t count = fc_ces_weight_count(model->form.kind);
    struct fc_equation text = {0};

    fc_equation_add(&text, "y(t) = %s", means[model->form.kind]);
    for (size_t i = 0; i < count; i++) {
        fc_equation_add_number(&text, before[i], model->weight[i]);
    }
    return fc_equation_finish(&text, fit, err);
}

static fc_status fit_ces(fc_fit *fit, const struct fc_model_options *options,
                         const fc_training *training, fc_error *err)
{
    struct fc_ces *model = fc_calloc(1, sizeof *model);
    fc_status status = FC_OK;
    bool exact = false;

    fit->state = model;
    if (model == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    status = fit_forms(model, kind_of(options->text), training, err);
    if (status != FC_OK) {
        return status;
    }
    exact = !(model->squares > 0.0);
    fit->law.kind = FC_LAW_NORMAL;
    fit->summary = (fc_fit_summary){
        .observations = model->n,
        .parameters = fc_ces_weight_count(model->form.kind) + 1,
        .sigma = model->sigma,
        .log_likelihood = exact ? fc_missing() : log_likelihood_of(model),
        .aicc = exact ? fc_missing() : aicc_of(model),
        .r_squared = fc_missing(),
    };
    return write_equation(fit, err);
}

/* Room for m states and those of @p steps forecasts. */
static struct fc_ces_state *states_of(const struct fc_ces *model, size_t steps)
{
    return fc_calloc(model->form.m + steps, sizeof(struct fc_ces_state));
}

/* From states of zero an error of one in the first step leaves its weights. */
static void fill_spread(double *spread, struct fc_ces_state *states,
                        const struct fc_ces *model, size_t steps)
{
    double squares = 0.0;

    memset(states, 0, (model->form.m + 1) * sizeof *states);
    fc_ces_update(states, model->form.m, &model->form, model->weight, 1.0);
    for (size_t h = 0; h < steps; h++) {
        size_t i = model->form.m + h;
        double weight = 1.0;

        if (h > 0) {
            weight = fc_ces_mean(&model->form, states, i);
            fc_ces_update(states, i, &model->form, model->weight, 0.0);
        }
        squares += weight * weight;
        spread[h] = model->sigma * sqrt(squares);
    }
}

static fc_status predict(const struct fc_point_forecast *out, const fc_fit *fit,
                         size_t steps, const fc_future *future, fc_error *err)
{
    const struct fc_ces *model = fit->state;
    struct fc_ces_state *states = states_of(model, steps);

    (void)future;
    if (states == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a forecast");
    }
    memcpy(states, model->last, model->form.m * sizeof *states);
    fc_ces_run_on(out->mean, states, model, NULL, steps);
    if (out->spread != NULL) {
        fill_spread(out->spread, states, model, steps);
    }
    free(states);
    return FC_OK;
}

static fc_status draw(fc_paths *paths, const fc_fit *fit,
                      const fc_draw_request *request, gsl_rng *random,
                      fc_error *err)
{
    const struct fc_ces *model = fit->state;
    const struct fc_noise_source source = {
        .sigma = model->sigma,
        .degrees = model->degrees,
        .residuals = model->residuals,
        .count = model->n,
        .bootstrap = request->intervals == FC_INTERVALS_BOOTSTRAP,
        .bent = fc_fit_is_bent(fit),
    };
    struct fc_noise noise = {0};
    struct fc_ces_state *states = states_of(model, paths->steps);
    fc_status status = fc_noise_init(&noise, &source, paths->steps, err);

    if (status == FC_OK && states == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for sample paths");
    }
    for (size_t d = 0; status == FC_OK && d < paths->draws; d++) {
        fc_noise_draw(&noise, d, random);
        memcpy(states, model->last, model->form.m * sizeof *states);
        fc_ces_run_on(paths->values + d * paths->steps, states, model,
                      noise.error, paths->steps);
    }
    free(states);
    fc_noise_release(&noise);
    return status;
}

/* The level of the simple form is the mean of its last season. */
static double level_of(const struct fc_ces *model)
{
    double sum = 0.0;

    if (model->form.kind != FC_CES_SIMPLE) {
        return model->last[model->form.m - 1].l;
    }
    for (size_t i = 0; i < model->form.m; i++) {
        sum += model->last[i].l;
    }
    return sum / (double)model->form.m;
}

static fc_status explain(fc_explanation *out, const fc_fit *fit,
                         const fc_future *future, fc_error *err)
{
    static const char *const plain[] = {"level", "trend", "season"};
    static const char *const simple[] = {"level", "season"};
    const struct fc_ces *model = fit->state;
    enum fc_ces_kind kind = model->form.kind;
    size_t m = model->form.m;
    struct fc_ces_state *states = states_of(model, out->steps);
    double level = level_of(model);
    fc_status status = fc_explanation_allocate(
        out, fit, kind == FC_CES_SIMPLE ? simple : plain,
        kind > FC_CES_SIMPLE ? 3 : 2, err);

    (void)future;
    if (status == FC_OK && states == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY,
                         "out of memory for an explanation");
    }
    if (states != NULL) {
        memcpy(states, model->last, m * sizeof *states);
    }
    for (size_t h = 0; status == FC_OK && h < out->steps; h++) {
        double *parts = out->parts + h * out->count;

        parts[0] = level;
        parts[1] = (kind == FC_CES_SIMPLE ? states[h].l : states[m + h - 1].l)
                   - level;
        if (kind > FC_CES_SIMPLE) {
            parts[2] = states[h].s;
        }
        fc_ces_update(states, m + h, &model->form, model->weight, 0.0);
    }
    free(states);
    return status;
}

static size_t coefficient_count(const fc_fit *fit)
{
    const struct fc_ces *model = fit->state;

    return fc_ces_weight_count(model->form.kind);
}

static fc_coefficient coefficient_at(const fc_fit *fit, size_t index)
{
    static const char *const names[] = {"alpha0", "alpha1", "beta0", "beta1"};
    static const char *const meanings[] = {
        "smoothing of the level, real part",
        "smoothing of the level, imaginary part: 1 keeps forecasts level",
        "smoothing of the season (full: real part)",
        "smoothing of the season, imaginary part"};
    const struct fc_ces *model = fit->state;

    return fc_coefficient_plain(names[index], model->weight[index],
                                meanings[index]);
}

static void release(void *state)
{
    struct fc_ces *model = state;

    if (model != NULL) {
        fc_ces_release(model);
        free(model);
    }
}

const fc_model_type fc_model_ces = {
    .name = "ces",
    .summary = "complex exponential smoothing; level, trend and season in one",
    .usage = "none, simple, partial or full season (neither: by AICc)",
    .advice = "series whose trend comes and goes",
    .check = check,
    .min_length = min_length,
    .fit = fit_ces,
    .predict = predict,
    .draw = draw,
    .explain = explain,
    .coefficient_count = coefficient_count,
    .coefficient_at = coefficient_at,
    .release = release,
};
