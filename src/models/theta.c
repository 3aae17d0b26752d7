/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The theta method, models/theta.h: the season taken out before and put back
 * after. A season is there if the test of Assimakopoulos & Nikolopoulos says so
 * (90 %); it is taken out by classical decomposition, multiplicative for
 * positive values, else additive, as on any scale that a transformation chose.
 *
 * The spread is that of the line times the index, parameters taken as known;
 * the paths draw the variance of the errors as well.
 */
#include "models/theta.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/equation.h"
#include "models/noise.h"
#include "stats/decompose.h"
#include "stats/transform.h"

static const struct {
    const char *name;
    enum fc_theta_kind kind;
} kinds[] = {
    {"", FC_THETA_STANDARD},
    {"optimised", FC_THETA_OPTIMISED},
    {"dynamic", FC_THETA_DYNAMIC},
};

enum { KIND_COUNT = sizeof kinds / sizeof kinds[0] };

static fc_status check(const struct fc_model_options *options, fc_error *err)
{
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (strcmp(options->text, kinds[i].name) == 0) {
            return FC_OK;
        }
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "model 'theta': option '%.60s' is unknown; options: %s",
                   options->text, fc_model_theta.usage);
}

static enum fc_theta_kind kind_of(const struct fc_model_options *options)
{
    size_t i = 0;

    while (i + 1 < KIND_COUNT && strcmp(options->text, kinds[i].name) != 0) {
        i++;
    }
    return kinds[i].kind;
}

static size_t min_length(const struct fc_model_options *options, size_t season)
{
    (void)season; /* a season that cannot be seen is none */
    return fc_theta_line_fewest(kind_of(options));
}

static fc_status find_season(struct fc_theta *model, const fc_training *data,
                             bool bent, fc_error *err)
{
    const double *y = data->y.values;
    size_t n = data->y.length;

    if (!fc_is_seasonal(y, n, data->season)) {
        return FC_OK;
    }
    return fc_adjustment_find(&model->season, y, n, data->season,
                              !bent && fc_known_positive(y, n), err);
}

/* The drift of a period, far ahead. */
static double slope(const struct fc_theta_line *line)
{
    return (line->kind == FC_THETA_STANDARD ? 0.5 : line->parameters.k)
           * line->trend.b;
}

static fc_status write_equation(fc_fit *fit, fc_error *err)
{
    const struct fc_theta *model = fit->state;
    const struct fc_theta_line *line = &model->line;
    bool multiplicative = model->season.multiplicative;
    struct fc_equation text = {0};

    fc_equation_add(&text, "y(t) = %slevel(t-1)", multiplicative ? "[" : "");
    fc_equation_add_number(&text, slope(line) < 0.0 ? " - " : " + ",
                           fabs(slope(line)));
    if (fc_adjustment_is_seasonal(&model->season)) {
        fc_equation_add(&text, multiplicative ? "] season(t)" : " + season(t)");
    }
    fc_equation_add_parameter(&text, "alpha", line->parameters.alpha);
    return fc_equation_finish(&text, fit, err);
}

/* The season in `old` is one of periods from the same start on. */
static fc_status hold_season(struct fc_theta *model, const struct fc_theta *old,
                             fc_error *err)
{
    size_t season = old->season.season;

    if (!fc_adjustment_is_seasonal(&old->season)) {
        return FC_OK;
    }
    model->season = old->season;
    model->season.index = fc_calloc(season, sizeof(double));
    if (model->season.index == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    memcpy(model->season.index, old->season.index, season * sizeof(double));
    return FC_OK;
}

/* The line of the dynamic model follows the data, those of the others are
 * parameters. */
static fc_status hold_line(struct fc_theta_line *out,
                           const struct fc_theta_line *old, const double *y,
                           size_t n, fc_error *err)
{
    fc_status status = fc_theta_line_set(out, old->kind, old->parameters, y, n,
                                         err);

    out->sigma = old->sigma;
    out->degrees = old->degrees;
    if (old->kind != FC_THETA_DYNAMIC) {
        out->trend = old->trend;
    }
    return status;
}

static fc_status fit_line(struct fc_theta *model, const struct fc_theta *old,
                          enum fc_theta_kind kind, fc_span y, fc_error *err)
{
    double *adjusted = fc_calloc(y.length, sizeof *adjusted);
    fc_status status = FC_OK;

    if (adjusted == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    for (size_t t = 0; t < y.length; t++) {
        adjusted[t] = fc_adjustment_take_out(&model->season, y.values[t], t);
    }
    status = old != NULL
                 ? hold_line(&model->line, &old->line, adjusted, y.length, err)
                 : fc_theta_line_fit(&model->line, kind, adjusted, y.length,
                                     err);
    free(adjusted);
    return status;
}

static fc_status fit_theta(fc_fit *fit, const struct fc_model_options *options,
                           const fc_training *training, fc_error *err)
{
    struct fc_theta *model = fc_calloc(1, sizeof *model);
    const struct fc_theta *old = fit->held != NULL ? fit->held->state : NULL;
    fc_status status = FC_OK;

    fit->state = model;
    if (model == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    status = old != NULL
                 ? hold_season(model, old, err)
                 : find_season(model, training, fc_fit_is_bent(fit), err);
    if (status == FC_OK) {
        status = fit_line(model, old, kind_of(options), training->y, err);
    }
    if (status != FC_OK) {
        return status;
    }
    fit->law.kind = FC_LAW_NORMAL;
    fit->summary = (fc_fit_summary){
        .observations = training->y.length,
        .parameters = model->line.kind == FC_THETA_STANDARD ? 3 : 4,
        .sigma = model->line.sigma,
        .log_likelihood = fc_missing(),
        .aicc = fc_missing(),
        .r_squared = fc_missing(),
    };
    return write_equation(fit, err);
}

static fc_status predict(const struct fc_point_forecast *out, const fc_fit *fit,
                         size_t steps, const fc_future *future, fc_error *err)
{
    const struct fc_theta *model = fit->state;
    double *room = NULL;

    (void)future;
    fc_theta_line_run(out->mean, &model->line, NULL, steps);
    for (size_t h = 0; h < steps; h++) {
        out->mean[h] = fc_adjustment_put(&model->season, out->mean[h],
                                         model->line.n + h);
    }
    if (out->spread == NULL) {
        return FC_OK;
    }
    room = fc_calloc(steps, sizeof *room);
    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a forecast");
    }
    fc_theta_line_spread(out->spread, room, &model->line, steps);
    for (size_t h = 0; h < steps; h++) {
        out->spread[h] *= fc_adjustment_factor(&model->season,
                                               model->line.n + h);
    }
    free(room);
    return FC_OK;
}

static fc_status draw(fc_paths *paths, const fc_fit *fit,
                      const fc_draw_request *request, gsl_rng *random,
                      fc_error *err)
{
    const struct fc_theta *model = fit->state;
    const struct fc_noise_source source = {
        .sigma = model->line.sigma,
        .degrees = model->line.degrees,
        .residuals = model->line.residuals,
        .count = model->line.n,
        .bootstrap = request->intervals == FC_INTERVALS_BOOTSTRAP,
        .bent = fc_fit_is_bent(fit),
    };
    struct fc_noise noise = {0};
    fc_status status = fc_noise_init(&noise, &source, paths->steps, err);

    for (size_t d = 0; status == FC_OK && d < paths->draws; d++) {
        double *values = paths->values + d * paths->steps;

        fc_noise_draw(&noise, d, random);
        fc_theta_line_run(values, &model->line, noise.error, paths->steps);
        for (size_t h = 0; h < paths->steps; h++) {
            values[h] = fc_adjustment_put(&model->season, values[h],
                                          model->line.n + h);
        }
    }
    fc_noise_release(&noise);
    return status;
}

static fc_status explain(fc_explanation *out, const fc_fit *fit,
                         const fc_future *future, fc_error *err)
{
    static const char *const names[] = {"level", "trend", "season"};
    const struct fc_theta *model = fit->state;
    size_t count = fc_adjustment_is_seasonal(&model->season) ? 3 : 2;
    double *values = fc_calloc(out->steps, sizeof *values);
    fc_status status = FC_OK;

    (void)future;
    if (values == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for an explanation");
    }
    status = fc_explanation_allocate(out, fit, names, count, err);
    fc_theta_line_run(values, &model->line, NULL, out->steps);
    for (size_t h = 0; status == FC_OK && h < out->steps; h++) {
        double *parts = out->parts + h * out->count;

        parts[0] = model->line.level;
        parts[1] = values[h] - model->line.level;
        if (count == 3) {
            parts[2] = fc_adjustment_put(&model->season, values[h],
                                         model->line.n + h)
                       - values[h];
        }
    }
    free(values);
    return status;
}

static size_t coefficient_count(const fc_fit *fit)
{
    const struct fc_theta *model = fit->state;

    return model->line.kind == FC_THETA_STANDARD ? 2 : 3;
}

static fc_coefficient coefficient_at(const fc_fit *fit, size_t index)
{
    static const char *const names[] = {"alpha", "drift", "theta"};
    static const char *const meanings[] = {
        "weight of the latest value in the level", "what each period adds",
        "how far the line of the level is bent away from the trend"};
    const struct fc_theta *model = fit->state;
    const struct fc_theta_line *line = &model->line;
    const double values[] = {line->parameters.alpha, slope(line),
                             1.0 / (1.0 - line->parameters.k)};

    return fc_coefficient_plain(names[index], values[index], meanings[index]);
}

static void release(void *state)
{
    struct fc_theta *model = state;

    if (model != NULL) {
        fc_theta_line_release(&model->line);
        fc_adjustment_release(&model->season);
        free(model);
    }
}

const fc_model_type fc_model_theta = {
    .name = "theta",
    .summary = "half of the trend and a smoothed level; season if there is one",
    .usage = "optimised or dynamic (neither: the standard method)",
    .advice =
        "a series too short or too noisy for more; a sound choice for many",
    .check = check,
    .holds = true,
    .min_length = min_length,
    .fit = fit_theta,
    .predict = predict,
    .draw = draw,
    .explain = explain,
    .coefficient_count = coefficient_count,
    .coefficient_at = coefficient_at,
    .release = release,
};
