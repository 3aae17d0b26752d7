/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The front of all models: specs, checks of the training, allocation, and the
 * gate that lets nothing out that is not finite.
 */
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/names.h"

#include "base/memory.h"
#include "base/random.h"
#include "models/model_type.h"

/* Squares and sums of what lies beyond would leave the range of numbers. */
static const double largest_value = 1e100;

static fc_status parse_options(struct fc_model_options *out,
                               const fc_model_spec *spec, fc_error *err)
{
    fc_status status = FC_OK;

    if (spec->type->check != NULL) {
        *out = (struct fc_model_options){.text = spec->options};
        return spec->type->check(spec->options, err);
    }
    status = fc_options_parse(out, spec->options, spec->type->accepts,
                              spec->type->name, spec->type->usage, err);
    out->text = spec->options;
    return status;
}

static fc_status unknown_type(const char *name, fc_error *err)
{
    enum { most = 64 }; /* names offered; the table is far shorter */
    const char *names[most] = {NULL};
    const char *nearest = NULL;
    size_t count = fc_model_type_count();

    count = count < most ? count : most;
    for (size_t i = 0; i < count; i++) {
        names[i] = fc_model_type_at(i)->name;
    }
    nearest = fc_name_nearest(name, names, count);
    if (nearest != NULL) {
        return FC_FAIL(err, FC_ERR_NOT_FOUND,
                       "there is no model '%s'; did you mean '%s'?", name,
                       nearest);
    }
    return FC_FAIL(err, FC_ERR_NOT_FOUND,
                   "there is no model '%.80s'; `forecast models` lists them",
                   name);
}

fc_status fc_model_spec_parse(fc_model_spec *out, const char *text,
                              fc_error *err)
{
    char name[FC_MODEL_SPEC_SIZE] = "";
    size_t length = strcspn(text, ":");
    fc_model_spec spec = {0};
    struct fc_model_options options;
    fc_status status = FC_OK;

    if (strlen(text) >= FC_MODEL_SPEC_SIZE) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model '%.40s...' is longer than %d characters", text,
                       FC_MODEL_SPEC_SIZE - 1);
    }
    memcpy(name, text, length);
    spec.type = fc_model_type_find(name);
    if (spec.type == NULL) {
        return unknown_type(name, err);
    }
    if (text[length] == ':' && text[length + 1] == '\0') {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model '%s': nothing follows the colon; leave it out",
                       name);
    }
    (void)snprintf(spec.options, sizeof spec.options, "%s",
                   text[length] == ':' ? text + length + 1 : "");
    status = parse_options(&options, &spec, err);
    if (status == FC_OK) {
        *out = spec;
    }
    return status;
}

void fc_model_spec_format(char text[FC_MODEL_SPEC_SIZE],
                          const fc_model_spec *spec)
{
    size_t length = strlen(spec->type->name);

    /* It was parsed from a text of this size, so it fits. */
    (void)snprintf(text, FC_MODEL_SPEC_SIZE, "%s", spec->type->name);
    if (spec->options[0] != '\0') {
        (void)snprintf(text + length, FC_MODEL_SPEC_SIZE - length, ":%.*s",
                       (int)(FC_MODEL_SPEC_SIZE - length - 2), spec->options);
    }
}

size_t fc_model_spec_min_length(const fc_model_spec *spec, size_t season)
{
    struct fc_model_options options;

    if (parse_options(&options, spec, NULL) != FC_OK) {
        return 0;
    }
    return spec->type->min_length(&options, season);
}

bool fc_model_spec_uses_regressor(const fc_model_spec *spec, const char *name)
{
    struct fc_model_options options;

    if (parse_options(&options, spec, NULL) != FC_OK) {
        return false;
    }
    for (size_t r = 0; name != NULL && r < options.regressor_count; r++) {
        if (strcmp(options.regressors[r].name, name) == 0) {
            return true;
        }
    }
    return name == NULL && options.regressor_count > 0;
}

static const fc_regressor *find_regressor(const fc_training *training,
                                          const char *name)
{
    for (size_t i = 0; i < training->regressor_count; i++) {
        if (strcmp(training->regressors[i].name, name) == 0) {
            return &training->regressors[i];
        }
    }
    return NULL;
}

static fc_status check_regressors(const struct fc_model_options *options,
                                  const fc_training *training, fc_error *err)
{
    for (size_t r = 0; r < options->regressor_count; r++) {
        const char *name = options->regressors[r].name;
        const fc_regressor *found = find_regressor(training, name);

        if (found == NULL) {
            return FC_FAIL(err, FC_ERR_NOT_FOUND,
                           "the data hold no regressor '%s'", name);
        }
        if (found->span.start.frequency != training->y.start.frequency
            || found->span.start.index != training->y.start.index) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "regressor '%s' does not start where the series "
                           "starts",
                           name);
        }
    }
    return FC_OK;
}

static fc_status check_training(const fc_model_spec *spec,
                                const struct fc_model_options *options,
                                const fc_training *training, fc_error *err)
{
    fc_span y = training->y;
    size_t needed = 0;

    if (training->season == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "a season has at least 1 period");
    }
    needed = spec->type->min_length(options, training->season);
    if (y.length < needed) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "model '%s%s%s' needs at least %zu observations; there "
                       "are %zu",
                       spec->type->name, spec->options[0] != '\0' ? ":" : "",
                       spec->options, needed, y.length);
    }
    for (size_t t = 0; t < y.length; t++) {
        if (isnan(y.values[t])) {
            return FC_FAIL(err, FC_ERR_DATA,
                           "model '%s' takes no missing values; observation "
                           "%zu is missing",
                           spec->type->name, t + 1);
        }
        if (fabs(y.values[t]) > largest_value
            || (fabs(y.values[t]) < 1.0 / largest_value
                && fabs(y.values[t]) > 0.0)) {
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "observation %zu is %g: too far from 1 to compute "
                           "with; choose another unit",
                           t + 1, y.values[t]);
        }
    }
    return check_regressors(options, training, err);
}

fc_status fc_fit_create(fc_fit **out, const fc_model_spec *spec,
                        const fc_training *training, fc_error *err)
{
    struct fc_model_options options;
    fc_fit *fit = NULL;
    fc_status status = FC_OK;

    *out = NULL;
    status = parse_options(&options, spec, err);
    if (status == FC_OK) {
        status = check_training(spec, &options, training, err);
    }
    if (status != FC_OK) {
        return status;
    }
    fit = fc_calloc(1, sizeof *fit);
    if (fit == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    fit->spec = *spec;
    fit->origin = fc_span_last(training->y);
    status = spec->type->fit(fit, &options, training, err);
    if (status != FC_OK) {
        fc_fit_free(fit);
        return status;
    }
    *out = fit;
    return FC_OK;
}

void fc_fit_free(fc_fit *fit)
{
    if (fit == NULL) {
        return;
    }
    fit->spec.type->release(fit->state);
    free(fit->equation);
    free(fit);
}

const fc_model_spec *fc_fit_spec(const fc_fit *fit)
{
    return &fit->spec;
}

fc_fit_summary fc_fit_summarise(const fc_fit *fit)
{
    return fit->summary;
}

size_t fc_fit_coefficient_count(const fc_fit *fit)
{
    return fit->spec.type->coefficient_count(fit);
}

fc_coefficient fc_fit_coefficient_at(const fc_fit *fit, size_t index)
{
    return fit->spec.type->coefficient_at(fit, index);
}

const char *fc_fit_equation(const fc_fit *fit)
{
    return fit->equation;
}

/* The gate: what is not finite does not get out. */
static fc_status check_finite(const double *values, size_t count, size_t steps,
                              const fc_fit *fit, fc_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(values[i])) {
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "model '%s': the forecast of step %zu is not a "
                           "finite number",
                           fit->spec.type->name, i % steps + 1);
        }
    }
    return FC_OK;
}

fc_status fc_fit_predict(double *mean, const fc_fit *fit, size_t steps,
                         const fc_future *future, fc_error *err)
{
    return fc_fit_predict_spread(mean, NULL, fit, steps, future, err);
}

fc_status fc_fit_predict_spread(double *mean, double *spread, const fc_fit *fit,
                                size_t steps, const fc_future *future,
                                fc_error *err)
{
    struct fc_point_forecast out = {.mean = mean, .spread = spread};
    fc_status status = FC_OK;

    if (steps == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "the horizon is at least 1");
    }
    status = fit->spec.type->predict(&out, fit, steps, future, err);
    if (status == FC_OK) {
        status = check_finite(mean, steps, steps, fit, err);
    }
    if (status == FC_OK && spread != NULL) {
        status = check_finite(spread, steps, steps, fit, err);
    }
    return status;
}

/* The origin is the salt: origins of one series have streams of their own. */
static fc_status fill_paths(fc_paths *paths, const fc_fit *fit,
                            const fc_future *future, const char *stream,
                            uint64_t seed, fc_error *err)
{
    gsl_rng *random = NULL;
    fc_status status = fc_random_create(&random, stream,
                                        (uint64_t)fit->origin.index, seed, err);

    if (status != FC_OK) {
        return status;
    }
    status = fit->spec.type->simulate(paths, fit, future, random, err);
    gsl_rng_free(random);
    if (status != FC_OK) {
        return status;
    }
    return check_finite(paths->values, paths->draws * paths->steps,
                        paths->steps, fit, err);
}

fc_status fc_fit_simulate(fc_paths **out, const fc_fit *fit, size_t steps,
                          size_t draws, const fc_future *future,
                          const char *stream, uint64_t seed, fc_error *err)
{
    fc_paths *paths = NULL;
    fc_status status = FC_OK;

    *out = NULL;
    if (steps == 0 || draws == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the horizon and the number of draws are at least 1");
    }
    status = fc_paths_create(&paths, fc_period_add(fit->origin, 1), draws,
                             steps, err);
    if (status != FC_OK) {
        return status;
    }
    status = fill_paths(paths, fit, future, stream, seed, err);
    if (status != FC_OK) {
        fc_paths_free(paths);
        return status;
    }
    *out = paths;
    return FC_OK;
}
