/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The front of all models: sample paths.
 */
#include <gsl/gsl_rng.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "models/model_type.h"

static const char *const intervals_names[] = {
    [FC_INTERVALS_SIMULATE] = "simulate",
    [FC_INTERVALS_ANALYTIC] = "analytic",
    [FC_INTERVALS_BOOTSTRAP] = "bootstrap",
    [FC_INTERVALS_AUTO] = "auto",
    [FC_INTERVALS_CONFORMAL] = "conformal",
};

const char *fc_intervals_name(fc_intervals intervals)
{
    return intervals_names[intervals];
}

bool fc_intervals_find(fc_intervals *out, const char *name)
{
    size_t count = sizeof intervals_names / sizeof *intervals_names;

    for (size_t i = 0; i < count; i++) {
        if (strcmp(name, intervals_names[i]) == 0) {
            *out = (fc_intervals)i;
            return true;
        }
    }
    return false;
}

/* Give every step its closed-form law. */
static fc_status set_marginals(fc_paths *paths, const fc_fit *fit,
                               const fc_future *future, fc_error *err)
{
    size_t steps = paths->steps;
    double *room = fc_calloc(steps, 3 * sizeof *room);
    fc_forecast_law law = {0};
    fc_status status = FC_OK;

    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for sample paths");
    }
    law = (fc_forecast_law){
        .mean = room, .centre = room + steps, .spread = room + 2 * steps};
    status = fc_fit_predict_law(&law, fit, steps, future, err);
    for (size_t h = 0; status == FC_OK && h < steps; h++) {
        struct fc_marginal marginal = {.centre = law.centre[h],
                                       .spread = law.spread[h]};

        status = fc_marginal_set(paths, h, fit, marginal, err);
    }
    free(room);
    return status;
}

fc_status fc_fit_fill(fc_paths *paths, const fc_fit *fit,
                      const fc_draw_request *request, gsl_rng *random,
                      fc_error *err)
{
    bool closed = request->intervals == FC_INTERVALS_ANALYTIC
                  && fc_fit_has_closed_law(fit);
    size_t count = paths->draws * paths->steps;
    fc_transform transform = fc_fit_transform(fit);
    fc_status status = fit->spec.type->draw(paths, fit, request, random, err);

    if (status == FC_OK && closed) {
        status = set_marginals(paths, fit, request->future, err);
    }
    if (status == FC_OK && (closed || fc_fit_is_transformed(fit))) {
        for (size_t i = 0; i < count; i++) {
            paths->values[i] = fc_transform_invert(&transform,
                                                   paths->values[i]);
        }
    }
    return status == FC_OK ? fc_fit_check_finite(fit, paths->values, count,
                                                 paths->steps, err)
                           : status;
}

/* The origin is the salt: origins of one series have streams of their own. */
static fc_status fill_paths(fc_paths *paths, const fc_fit *fit,
                            const fc_draw_request *request, fc_error *err)
{
    gsl_rng *random = NULL;
    fc_status status = fc_random_create(&random, request->stream,
                                        (uint64_t)fit->origin.index,
                                        request->seed, err);

    if (status != FC_OK) {
        return status;
    }
    status = fc_fit_fill(paths, fit, request, random, err);
    gsl_rng_free(random);
    return status;
}

fc_status fc_fit_draw(fc_paths **out, const fc_fit *fit,
                      const fc_draw_request *request, fc_error *err)
{
    fc_paths *paths = NULL;
    fc_status status = FC_OK;

    *out = NULL;
    if (request->steps == 0 || request->draws == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the horizon and the number of draws are at least 1");
    }
    status = fc_paths_create(&paths, fc_period_add(fit->origin, 1),
                             request->draws, request->steps, err);
    if (status != FC_OK) {
        return status;
    }
    status = fill_paths(paths, fit, request, err);
    if (status != FC_OK) {
        fc_paths_free(paths);
        return status;
    }
    *out = paths;
    return FC_OK;
}

fc_status fc_fit_simulate(fc_paths **out, const fc_fit *fit, size_t steps,
                          size_t draws, const fc_future *future,
                          const char *stream, uint64_t seed, fc_error *err)
{
    return fc_fit_draw(out, fit,
                       &(fc_draw_request){.steps = steps,
                                          .draws = draws,
                                          .future = future,
                                          .stream = stream,
                                          .seed = seed},
                       err);
}
