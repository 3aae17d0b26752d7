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
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/noise.h"
#include "stats/transform.h"

/* Digits of numbers in texts. */
static const int text_digits = 4;

/* A season has to be seen twice. */
static const double seasons_needed = 2.0;

static fc_status check(const char *options, fc_error *err)
{
    struct fc_tbats_request request;

    return fc_tbats_parse(&request, options, err);
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

static void append_number(char *text, double value)
{
    char number[FC_NUMBER_TEXT_SIZE];

    fc_number_format_significant(number, value, text_digits);
    (void)strcat(text, number);
}

/* "TBATS(0.37, {1,1}, 0.98, {<12,5>})", as in the paper and in R. */
static fc_status write_equation(fc_fit *fit, fc_error *err)
{
    const struct fc_tbats *model = fit->state;
    const struct fc_tbats_form *form = &model->form;
    char text[(3 + 2 * FC_TBATS_SEASONS_MAX) * FC_NUMBER_TEXT_SIZE] = "TBATS(";

    append_number(text, form->box_cox ? model->parameters.lambda : 1.0);
    (void)strcat(text, ", {");
    append_number(text, (double)form->p);
    (void)strcat(text, ",");
    append_number(text, (double)form->q);
    (void)strcat(text, "}, ");
    if (form->trend) {
        append_number(text, model->step.phi);
    } else {
        (void)strcat(text, "-");
    }
    for (size_t i = 0; i < form->seasons; i++) {
        (void)strcat(text, i == 0 ? ", {<" : ", <");
        append_number(text, form->period[i]);
        (void)strcat(text, ",");
        append_number(text, (double)form->k[i]);
        (void)strcat(text, ">");
    }
    (void)strcat(text, form->seasons > 0 ? "})" : ")");
    fit->equation = fc_text_copy(text);
    if (fit->equation == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    return FC_OK;
}

static double corrected_aic(const struct fc_tbats *model)
{
    double n = (double)model->n;
    double k = (double)model->free_count + 1.0;

    if (!(n > k + 1.0)) {
        return fc_missing();
    }
    return -2.0 * model->log_likelihood + 2.0 * k
           + 2.0 * k * (k + 1.0) / (n - k - 1.0);
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
        .aicc = perfect ? fc_missing() : corrected_aic(model),
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
    return write_equation(fit, err);
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

static fc_status draw(fc_paths *paths, const fc_fit *fit, bool bootstrap,
                      gsl_rng *random, fc_error *err)
{
    const struct fc_tbats *model = fit->state;
    const struct fc_noise_source source = {
        .sigma = model->sigma,
        .degrees = model->degrees,
        .residuals = model->residuals,
        .count = model->n,
        .bootstrap = bootstrap,
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

static fc_status simulate(fc_paths *paths, const fc_fit *fit,
                          const fc_future *future, gsl_rng *random,
                          fc_error *err)
{
    (void)future;
    return draw(paths, fit, false, random, err);
}

static fc_status bootstrap(fc_paths *paths, const fc_fit *fit,
                           const fc_future *future, gsl_rng *random,
                           fc_error *err)
{
    (void)future;
    return draw(paths, fit, true, random, err);
}

enum { NAME_SIZE = 48, MOST_PARTS = FC_TBATS_SEASONS_MAX + 3 };

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

static const char *const gamma_names[FC_TBATS_SEASONS_MAX][2] = {
    {"gamma1", "gamma2"},
    {"gamma1 of season 2", "gamma2 of season 2"},
    {"gamma1 of season 3", "gamma2 of season 3"},
    {"gamma1 of season 4", "gamma2 of season 4"},
};
static const char *const ar_names[FC_TBATS_ORDER_MAX] = {"ar1", "ar2", "ar3",
                                                         "ar4", "ar5"};
static const char *const ma_names[FC_TBATS_ORDER_MAX] = {"ma1", "ma2", "ma3",
                                                         "ma4", "ma5"};

/* Coefficients in the order of the search; their number. */
static size_t list_coefficients(fc_coefficient *out,
                                const struct fc_tbats *model)
{
    const struct fc_tbats_form *form = &model->form;
    const struct fc_tbats_parameters *values = &model->parameters;
    size_t count = 0;

    if (form->box_cox) {
        out[count++] = (fc_coefficient){.name = "lambda",
                                        .value = values->lambda,
                                        .meaning = "power of Box & Cox"};
    }
    out[count++] = (fc_coefficient){
        .name = "alpha",
        .value = values->alpha,
        .meaning = "weight of an error in the level"};
    if (form->trend) {
        out[count++] = (fc_coefficient){
            .name = "beta",
            .value = values->beta,
            .meaning = "weight of an error in the trend"};
    }
    if (form->damped) {
        out[count++] = (fc_coefficient){
            .name = "phi",
            .value = values->phi,
            .meaning = "what is left of the trend a period later"};
    }
    for (size_t i = 0; i < 2 * form->seasons; i++) {
        out[count++] = (fc_coefficient){
            .name = gamma_names[i / 2][i % 2],
            .value = i % 2 == 0 ? values->gamma1[i / 2] : values->gamma2[i / 2],
            .meaning = "weight of an error in the season"};
    }
    for (size_t i = 0; i < form->p; i++) {
        out[count++] = (fc_coefficient){.name = ar_names[i],
                                        .value = values->ar[i],
                                        .meaning = "weight of an earlier "
                                                   "deviation"};
    }
    for (size_t i = 0; i < form->q; i++) {
        out[count++] = (fc_coefficient){
            .name = ma_names[i],
            .value = values->ma[i],
            .meaning = "weight of an earlier error"};
    }
    return count;
}

enum {
    MOST_COEFFICIENTS = 4 + 2 * FC_TBATS_SEASONS_MAX + 2 * FC_TBATS_ORDER_MAX
};

static size_t coefficient_count(const fc_fit *fit)
{
    fc_coefficient all[MOST_COEFFICIENTS];

    return list_coefficients(all, fit->state);
}

static fc_coefficient coefficient_at(const fc_fit *fit, size_t index)
{
    fc_coefficient all[MOST_COEFFICIENTS];

    (void)list_coefficients(all, fit->state);
    all[index].standard_error = fc_missing();
    all[index].t = fc_missing();
    return all[index];
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
    .simulate = simulate,
    .bootstrap = bootstrap,
    .explain = explain,
    .coefficient_count = coefficient_count,
    .coefficient_at = coefficient_at,
    .release = release,
};
