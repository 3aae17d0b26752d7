/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/projection_means.h"

#include <stdlib.h>

#include "base/memory.h"
#include "planning/projection_data.h"

static fc_status make_fit(fc_fit **out, const fc_training *training,
                          const fc_model_spec *spec, const fc_fit *held,
                          fc_error *err)
{
    fc_regressor *room = fc_calloc(training->regressor_count, sizeof *room);
    fc_training usable = {0};
    fc_status status = FC_OK;

    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for regressors");
    }
    usable = fc_training_usable(training, spec, room);
    status = held != NULL ? fc_fit_create_held(out, held, &usable, err)
                          : fc_fit_create(out, spec, &usable, err);
    free(room);
    return status;
}

static fc_status draw_means(double *means, const fc_fit *fit,
                            const fc_training *training, const char *series,
                            const fc_projection_request *request, fc_error *err)
{
    fc_draw_request draw = {.steps = request->horizon,
                            .draws = request->draws,
                            .stream = series,
                            .seed = request->seed,
                            .intervals = request->intervals};
    fc_future_set *set = NULL;
    fc_paths *paths = NULL;
    fc_status status = FC_OK;

    if (fc_model_spec_uses_regressor(fc_fit_spec(fit), NULL)) {
        status = fc_future_set_create(&set, training, training->y.length,
                                      draw.steps, draw.draws, draw.seed, err);
        draw.future = set != NULL ? fc_future_set_view(set) : NULL;
    }
    if (status == FC_OK) {
        status = fc_fit_draw(&paths, fit, &draw, err);
    }
    for (size_t s = 0; status == FC_OK && s < draw.steps; s++) {
        means[s] = fc_paths_mean(paths, s);
    }
    fc_paths_free(paths);
    fc_future_set_free(set);
    return status;
}

fc_status fc_projection_means(double *means, fc_fit **fit,
                              const fc_projection_request *request,
                              const fc_fit *held, fc_error *err)
{
    fc_projection *projection = fc_calloc(1, sizeof *projection);
    fc_projection_data data = {0};
    fc_status status = FC_OK;

    *fit = NULL;
    if (projection == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a projection");
    }
    projection->calendar = request->dataset->table->calendar;
    status = fc_projection_data_init(&data, projection, request, err);
    if (status == FC_OK) {
        status = make_fit(fit, &data.training, &data.specs[0], held, err);
    }
    if (status == FC_OK) {
        status = draw_means(means, *fit, &data.training,
                            projection->history->name, request, err);
    }
    fc_projection_data_release(&data);
    fc_projection_free(projection);
    return status;
}
