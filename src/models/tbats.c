/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * TBATS, models/tbats.h, as a model of the table.
 *
 * A Box-Cox transformation that the model chooses becomes that of the fit, so
 * that means and paths come back as behind "boxcox:LAMBDA:". A scale that
 * stands before the model is taken as it is.
 *
 * The spread takes parameters and states as known; the paths draw the variance
 * of the errors as well.
 */
#include "models/tbats.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/noise.h"
#include "stats/information.h"
#include "stats/transform.h"

/* A season has to be seen twice. */
static const double seasons_needed = 2.0;

static fc_status check(const struct fc_model_options *options, fc_error *err)
{
    struct fc_tbats_request request;

    return fc_tbats_parse(&request, options->text, err);
}

static struct fc_tbats_request request_of(
    const struct fc_model_options *options)
{
    struct fc_tbats_request request = {0};

    (void)fc_tbats_parse(&request, options->text, NULL); /* check() has */
    return request;
}

static size_t min_length(const struct fc_model_options *options, size_t season)
{
    struct fc_tbats_request request = request_of(options);

    (void)season; /* one that cannot be seen is none */
    return fc_tbats_fewest(&request);
}

/* What the data and the front leave open. */
static fc_status complete(struct fc_tbats_request *request,
                          const struct fc_model_options *options,
                          const fc_training *training, fc_error *err)
{
    double season = (double)training->season;

    if (options->scaled && request->form.box_cox) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model 'tbats': boxcox=yes behind a transformation; "
                       "leave one of them out");
    }
    if (request->form.box_cox
        && !fc_known_positive(training->y.values, training->y.length)) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "model 'tbats': boxcox=yes needs values above zero");
    }
    if (options->scaled) {
        request->box_cox_given = true;
    }
    if (!request->season_given && training->season > 1
        && (double)training->y.length >= seasons_needed * season) {
        request->form.seasons = 1;
        request->form.period[0] = season;
    }
    return FC_OK;
}

static void summarise(fc_fit *fit)
{
    const struct fc_tbats *model = fit->state;
    bool perfect = !(model->squares > 0.0);

    fit->law.kind = FC_LAW_NORMAL;
    fit->summary = (fc_fit_summary){
        .observations = model->n,
        .parameters = model->free_count + 1,
        .sigma = model->sigma,
        .log_likelihood = perfect ? fc_missing() : model->log_likelihood,
        .aicc = perfect ? fc_missing()
                        : fc_aicc(model->log_likelihood,
                                  (double)model->free_count + 1.0,
                                  (double)model->n),
        .r_squared = fc_missing(),
    };
    if (model->form.box_cox) {
        fit->transform.scale = FC_SCALE_BOX_COX;
        fit->transform.lambda = model->parameters.lambda;
    }
}

static fc_status fit_tbats(fc_fit *fit, const struct fc_model_options *options,
                           const fc_training *training, fc_error *err)
{
    struct fc_tbats_request request = request_of(options);
    struct fc_tbats *model = fc_calloc(1, sizeof *model);
    fc_status status = FC_OK;

    fit->state = model;
    if (model == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    status = complete(&request, options, training, err);
    if (status == FC_OK) {
        status = fc_tbats_fit(model, &request, training->y.values,
                              training->y.length, err);
    }
    if (status != FC_OK) {
        return status;
    }
    summarise(fit);
    return fc_tbats_describe(fit, err);
}

static fc_status predict(const struct fc_point_forecast *out, const fc_fit *fit,
                         size_t steps, const fc_future *future, fc_error *err)
{
    const struct fc_tbats *model = fit->state;

    (void)future;
    (void)err;
    fc_tbats_run(out->mean, model, NULL, steps);
    if (out->spread != NULL) {
        fc_tbats_spread(out->spread, model, steps);
    }
    return FC_OK;
}

static fc_status draw(fc_paths *paths, const fc_fit *fit,
                      const fc_draw_request *request, gsl_rng *random,
                      fc_error *err)
{
    const struct fc_tbats *model = fit->state;
    const struct fc_noise_source source = {
        .sigma = model->sigma,
        .degrees = model->degrees,
        .residuals = model->residuals,
        .count = model->n,
        .bootstrap = request->intervals == FC_INTERVALS_BOOTSTRAP,
        .bent = fc_fit_is_bent(fit),
    };
    struct fc_noise noise = {0};
    fc_status status = fc_noise_init(&noise, &source, paths->steps, err);

    for (size_t d = 0; status == FC_OK && d < paths->draws; d++) {
        fc_noise_draw(&noise, d, random);
        fc_tbats_run(paths->values + d * paths->steps, model, noise.error,
                     paths->steps);
    }
    fc_noise_release(&noise);
    return status;
}

enum { NAME_SIZE = 64, MOST_PARTS = FC_TBATS_SEASONS_MAX + 3 };

/* Names of the parts of a forecast, ARMA last; their count. */
static size_t name_parts(char names[MOST_PARTS][NAME_SIZE],
                         const struct fc_tbats_form *form)
{
    char period[FC_NUMBER_TEXT_SIZE];
    size_t count = 0;

    (void)snprintf(names[count++], NAME_SIZE, "level");
    if (form->trend) {
        (void)snprintf(names[count++], NAME_SIZE, "trend");
    }
    for (size_t i = 0; i < form->seasons; i++) {
        fc_number_format_significant(period, form->period[i], 6);
        (void)snprintf(names[count++], NAME_SIZE, "season%s%s",
                       form->seasons > 1 ? " of " : "",
                       form->seasons > 1 ? period : "");
    }
    if (form->p + form->q > 0) {
        (void)snprintf(names[count++], NAME_SIZE, "ARMA errors");
    }
    return count;
}

static void fill_parts(fc_explanation *out, const struct fc_tbats *model,
                       const double *parts, const double *mean)
{
    size_t count = fc_tbats_part_count(model);
    bool arma = model->form.p + model->form.q > 0;

    for (size_t h = 0; h < out->steps; h++) {
        double *to = out->parts + h * out->count;
        double rest = mean[h];

        for (size_t k = 0; k < count; k++) {
            to[k] = parts[h * count + k];
            rest -= to[k];
        }
        if (arma) {
            to[count] = rest;
        }
    }
}

static fc_status explain(fc_explanation *out, const fc_fit *fit,
                         const fc_future *future, fc_error *err)
{
    const struct fc_tbats *model = fit->state;
    char names[MOST_PARTS][NAME_SIZE];
    const char *pointers[MOST_PARTS] = {NULL};
    size_t count = name_parts(names, &model->form);
    size_t parts = fc_tbats_part_count(model);
    double *room = fc_calloc(out->steps, (parts + 1) * sizeof *room);
    fc_status status = FC_OK;

    (void)future;
    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for an explanation");
    }
    for (size_t k = 0; k < count; k++) {
        pointers[k] = names[k];
    }
    status = fc_explanation_allocate(out, fit, pointers, count, err);
    if (status == FC_OK) {
        fc_tbats_parts(room, model, out->steps);
        fc_tbats_run(room + out->steps * parts, model, NULL, out->steps);
        fill_parts(out, model, room, room + out->steps * parts);
    }
    free(room);
    return status;
}

static void release(void *state)
{
    struct fc_tbats *model = state;

    if (model != NULL) {
        fc_tbats_release(model);
        free(model);
    }
}

const fc_model_type fc_model_tbats = {
    .name = "tbats",
    .summary = "exponential smoothing with Box-Cox, ARMA errors and seasons "
               "of sines, chosen by AIC",
    .usage = "season=P,... or none; k=K,...; trend=none, linear or damped; "
             "boxcox=yes or no; arma=P,Q or none (else chosen)",
    .advice = "several seasons, or one that is long or no whole number",
    .check = check,
    .min_length = min_length,
    .fit = fit_tbats,
    .predict = predict,
    .draw = draw,
    .explain = explain,
    .coefficient_count = fc_tbats_coefficient_count,
    .coefficient_at = fc_tbats_coefficient_at,
    .release = release,
};
