/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The front of all models: checks of the training, allocation, the scale on
 * which a model works, and the gate that lets nothing out that is not finite.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/fit_cache.h"

/* Squares and sums of what lies beyond would leave the range of numbers. */
static const double largest_value = 1e100;

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
    size_t known = y.length - fc_span_missing(y);
    size_t needed = 0;

    if (training->season == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "a season has at least 1 period");
    }
    needed = spec->type->min_length(options, training->season);
    if (known < needed) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "model '%s%s%s' needs at least %zu observations; there "
                       "are %zu",
                       spec->type->name, spec->options[0] != '\0' ? ":" : "",
                       spec->options, needed, known);
    }
    for (size_t t = 0; t < y.length; t++) {
        if (isnan(y.values[t]) && !spec->type->takes_missing) {
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

/* The model sees the series on the scale that the spec asks for. */
static fc_status fit_on_scale(fc_fit *fit,
                              const struct fc_model_options *options,
                              const fc_training *training, fc_error *err)
{
    fc_training seen = *training;
    double *values = NULL;
    fc_status status = fc_fit_change_scale(fit, &values, &seen, err);

    if (values != NULL) {
        seen.cache = NULL; /* they are gone after the call */
    }
    if (status == FC_OK) {
        status = fit->spec.type->fit(fit, options, &seen, err);
    }
    if (status == FC_OK) {
        fit->summary.logged = fit->summary.logged
                              || fit->transform.scale == FC_SCALE_LOG;
    }
    free(values);
    return status;
}

/* Check, and make room for a fit. */
static fc_status start_fit(fc_fit **out, struct fc_model_options *options,
                           const fc_model_spec *spec,
                           const fc_training *training, fc_error *err)
{
    fc_fit *fit = NULL;
    fc_status status = fc_model_options_of(options, spec, err);

    if (status == FC_OK) {
        status = check_training(spec, options, training, err);
    }
    if (status != FC_OK) {
        return status;
    }
    fit = fc_calloc(1, sizeof *fit);
    if (fit == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    fit->spec = *spec;
    fit->start = training->y.start;
    fit->origin = fc_span_last(training->y);
    *out = fit;
    return FC_OK;
}

/* Hand out what was fitted, or nothing. */
static fc_status finish_fit(fc_fit **out, fc_fit *fit, fc_status status)
{
    if (status != FC_OK) {
        fc_fit_free(fit);
        return status;
    }
    fit->held = NULL; /* it need not live as long */
    *out = fit;
    return FC_OK;
}

fc_status fc_fit_create_held(fc_fit **out, const fc_fit *old,
                             const fc_training *training, fc_error *err)
{
    const fc_model_type *type = old->spec.type;
    struct fc_model_options options;
    fc_fit *fit = NULL;
    fc_status status = FC_OK;

    *out = NULL;
    if (!type->holds) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model '%s' cannot keep its parameters", type->name);
    }
    if (fc_period_distance(old->start, training->y.start) != 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model '%s' keeps its parameters only for a history "
                       "that begins where the earlier one did",
                       type->name);
    }
    status = start_fit(&fit, &options, &old->spec, training, err);
    if (status == FC_OK) {
        fit->held = old;
        status = fit_on_scale(fit, &options, training, err);
    }
    return finish_fit(out, fit, status);
}

fc_status fc_fit_create(fc_fit **out, const fc_model_spec *spec,
                        const fc_training *training, fc_error *err)
{
    struct fc_model_options options;
    fc_fit *fit = NULL;
    fc_status status = FC_OK;

    *out = fc_fit_cache_find(training, spec);
    if (*out != NULL) {
        return FC_OK;
    }
    status = start_fit(&fit, &options, spec, training, err);
    if (status == FC_OK) {
        status = fit_on_scale(fit, &options, training, err);
    }
    status = finish_fit(out, fit, status);
    if (status == FC_OK) {
        fc_fit_cache_add(training, fit, &options);
    }
    return status;
}

fc_status fc_fit_create_inside(fc_fit **out, const fc_model_spec *spec,
                               const fc_training *training, const fc_fit *outer,
                               fc_error *err)
{
    struct fc_model_options options;
    fc_training seen = *training;
    fc_fit *fit = NULL;
    fc_status status = start_fit(&fit, &options, spec, training, err);

    *out = NULL;
    seen.cache = NULL; /* the values are gone after the call */
    if (status == FC_OK) {
        fit->transform = outer->transform;
        status = spec->type->fit(fit, &options, &seen, err);
    }
    return finish_fit(out, fit, status);
}

void fc_fit_free(fc_fit *fit)
{
    if (fit == NULL) {
        return;
    }
    if (fit->others > 0) {
        fit->others--;
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

fc_coefficient fc_coefficient_plain(const char *name, double value,
                                    const char *meaning)
{
    return (fc_coefficient){.name = name,
                            .value = value,
                            .standard_error = fc_missing(),
                            .t = fc_missing(),
                            .meaning = meaning};
}

const char *fc_fit_equation(const fc_fit *fit)
{
    return fit->equation;
}

fc_status fc_fit_check_finite(const fc_fit *fit, const double *values,
                              size_t count, size_t steps, fc_error *err)
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
    return fc_fit_predict_law(&(fc_forecast_law){.mean = mean}, fit, steps,
                              future, err);
}

fc_status fc_fit_predict_spread(double *mean, double *spread, const fc_fit *fit,
                                size_t steps, const fc_future *future,
                                fc_error *err)
{
    return fc_fit_predict_law(
        &(fc_forecast_law){.mean = mean, .spread = spread}, fit, steps, future,
        err);
}

/* Take what the model says back to the scale of the series, and tell centres
 * apart from means. */
static void take_back(const fc_forecast_law *out, const fc_fit *fit,
                      const double *spread, size_t steps)
{
    for (size_t h = 0; h < steps; h++) {
        double centre = out->mean[h];

        if (fc_fit_is_transformed(fit)) {
            out->mean[h] = fc_transform_mean(&fit->transform, centre,
                                             spread[h]);
        } else if (fit->summary.logged && out->centre != NULL) {
            centre = log(out->mean[h]) - 0.5 * spread[h] * spread[h];
        }
        if (out->centre != NULL) {
            out->centre[h] = centre;
        }
    }
}

fc_status fc_fit_predict_law(const fc_forecast_law *out, const fc_fit *fit,
                             size_t steps, const fc_future *future,
                             fc_error *err)
{
    struct fc_point_forecast point = {.mean = out->mean, .spread = out->spread};
    bool needed = out->centre != NULL || fc_fit_is_transformed(fit);
    double *room = NULL;
    fc_status status = FC_OK;

    if (steps == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "the horizon is at least 1");
    }
    if (point.spread == NULL && needed) {
        room = fc_calloc(steps, sizeof *room);
        point.spread = room;
        if (room == NULL) {
            return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a forecast");
        }
    }
    status = fit->spec.type->predict(&point, fit, steps, future, err);
    if (status == FC_OK) {
        take_back(out, fit, point.spread, steps);
        status = fc_fit_check_finite(fit, out->mean, steps, steps, err);
    }
    if (status == FC_OK && point.spread != NULL) {
        status = fc_fit_check_finite(fit, point.spread, steps, steps, err);
    }
    free(room);
    return status;
}
