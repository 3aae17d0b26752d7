/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Projections of the regressors: the future that a forecast with regressors
 * needs and that nobody knew at its origin.
 */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "select/candidates.h"
#include "select/future_set.h"

static fc_status predict_path(fc_paths **out, const fc_fit *fit,
                              const struct fc_future_projection *projection,
                              fc_error *err)
{
    fc_period start = fc_period_add(fc_span_last(projection->span), 1);
    fc_paths *paths = NULL;
    fc_status status = fc_paths_create(&paths, start, 1, projection->steps,
                                       err);

    if (status != FC_OK) {
        return status;
    }
    status = fc_fit_predict(paths->values, fit, projection->steps, NULL, err);
    if (status != FC_OK) {
        fc_paths_free(paths);
        return status;
    }
    *out = paths;
    return FC_OK;
}

static fc_status project_with(fc_paths **out, const fc_model_spec *spec,
                              const struct fc_future_projection *projection,
                              fc_error *err)
{
    fc_training training = {.y = projection->span,
                            .season = projection->season};
    fc_fit *fit = NULL;
    fc_status status = fc_fit_create(&fit, spec, &training, err);

    if (status != FC_OK) {
        return status;
    }
    if (projection->draws == 1) {
        status = predict_path(out, fit, projection, err);
    } else {
        status = fc_fit_simulate(out, fit, projection->steps, projection->draws,
                                 NULL, projection->stream, projection->seed,
                                 err);
    }
    fc_fit_free(fit);
    return status;
}

fc_status fc_future_project(fc_paths **out,
                            const struct fc_future_projection *projection,
                            fc_error *err)
{
    fc_model_spec specs[FC_PROJECTION_COUNT];
    fc_error why = {0};
    fc_status status = fc_projections_default(specs, projection->season, err);

    if (status != FC_OK) {
        return status;
    }
    for (size_t i = 0; i < FC_PROJECTION_COUNT; i++) {
        status = project_with(out, &specs[i], projection, &why);
        if (status == FC_ERR_MEMORY) {
            return FC_FAIL(err, status, "%s", why.message);
        }
        if (status == FC_OK) {
            return FC_OK;
        }
    }
    return FC_OK;
}

fc_span fc_future_known(fc_span span, size_t origin)
{
    if (span.length < origin || origin == 0 || isnan(span.values[origin - 1])) {
        return fc_span_head(span, 0);
    }
    return fc_span_latest_unbroken(fc_span_head(span, origin));
}

static fc_status add_projection(fc_future_set *set, const fc_regressor *of,
                                const struct fc_future_projection *projection,
                                fc_error *err)
{
    fc_paths *paths = NULL;
    fc_status status = FC_OK;

    if (projection->span.length > 0) {
        status = fc_future_project(&paths, projection, err);
    }
    if (paths != NULL) {
        set->names[set->future.count] = of->name;
        set->views[set->future.count] = paths;
        set->paths[set->future.count] = paths;
        set->future.count++;
    }
    return status;
}

/* Room for the futures of @p capacity regressors. */
static fc_status set_create(fc_future_set **out, size_t capacity, fc_error *err)
{
    fc_future_set *set = fc_calloc(1, sizeof *set);

    if (set != NULL) {
        set->names = fc_calloc(capacity, sizeof *set->names);
        set->views = fc_calloc(capacity, sizeof *set->views);
        set->paths = fc_calloc(capacity, sizeof *set->paths);
    }
    if (set == NULL || set->names == NULL || set->views == NULL
        || set->paths == NULL) {
        fc_future_set_free(set);
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for the future of %zu regressors",
                       capacity);
    }
    set->future = (fc_future){
        .count = 0, .names = set->names, .paths = set->views};
    *out = set;
    return FC_OK;
}

fc_status fc_future_set_create(fc_future_set **out, const fc_training *data,
                               size_t origin, size_t steps, size_t draws,
                               uint64_t seed, fc_error *err)
{
    fc_future_set *set = NULL;
    fc_status status = FC_OK;

    *out = NULL;
    if (steps == 0 || draws == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the horizon and the number of draws are at least 1");
    }
    status = set_create(&set, data->regressor_count, err);
    for (size_t i = 0; i < data->regressor_count && status == FC_OK; i++) {
        const fc_regressor *regressor = &data->regressors[i];
        struct fc_future_projection projection = {
            .span = fc_future_known(regressor->span, origin),
            .season = data->season,
            .stream = regressor->name,
            .steps = steps,
            .draws = draws,
            .seed = seed};

        status = add_projection(set, regressor, &projection, err);
    }
    if (status != FC_OK) {
        fc_future_set_free(set);
        return status;
    }
    *out = set;
    return FC_OK;
}

const fc_future *fc_future_set_view(const fc_future_set *set)
{
    return &set->future;
}

void fc_future_set_free(fc_future_set *set)
{
    if (set == NULL) {
        return;
    }
    for (size_t i = 0; i < set->future.count; i++) {
        fc_paths_free(set->paths[i]);
    }
    free(set->names);
    free(set->views);
    free(set->paths);
    free(set);
}
