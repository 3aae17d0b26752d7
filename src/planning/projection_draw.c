/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the chosen candidate to its calibrated paths: the fit, the draws, what
 * they are made of, and how wide past errors ask them to be.
 */
#include <stdlib.h>

#include "base/memory.h"
#include "planning/projection_state.h"

fc_status fc_projection_calibrate(fc_projection *projection, fc_error *err)
{
    const fc_calibration_request request = {
        .spec = projection->chosen,
        .origin = fc_backtest_last_origin(projection->backtest),
        .intervals = projection->intervals,
        .scale = fc_fit_transform(projection->fit)};

    projection->calibration = fc_calloc(projection->horizon,
                                        sizeof *projection->calibration);
    if (projection->calibration == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu steps",
                       projection->horizon);
    }
    return fc_backtest_calibrate(projection->paths, projection->calibration,
                                 projection->backtest, &request, err);
}

/* What the means of the paths are made of. */
static fc_status explain(fc_projection *projection, const fc_future *future,
                         fc_error *err)
{
    double *mean = fc_calloc(projection->horizon, sizeof(double));
    fc_status status = FC_OK;

    if (mean == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu steps",
                       projection->horizon);
    }
    for (size_t s = 0; s < projection->horizon; s++) {
        mean[s] = fc_paths_mean(projection->paths, s);
    }
    status = fc_fit_explain(&projection->explanation, projection->fit,
                            projection->horizon, mean, future, err);
    free(mean);
    return status == FC_ERR_ARGUMENT ? FC_OK : status; /* no sum of terms */
}

fc_status fc_projection_fit(fc_projection *projection,
                            const fc_model_spec *spec, const fc_fit *held,
                            const fc_training *training, fc_error *err)
{
    fc_regressor *room = fc_calloc(training->regressor_count, sizeof *room);
    fc_training usable = {0};
    fc_status status = FC_OK;

    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for regressors");
    }
    usable = fc_training_usable(training, spec, room);
    projection->fitted = usable.y.length;
    status = held != NULL
                 ? fc_fit_create_held(&projection->fit, held, &usable, err)
                 : fc_fit_create(&projection->fit, spec, &usable, err);
    free(room);
    return status;
}

static fc_status fit_chosen(fc_projection *projection,
                            const fc_training *training, fc_error *err)
{
    const fc_model_spec *spec = fc_backtest_spec_at(projection->backtest,
                                                    projection->chosen);
    fc_error why = {0};
    fc_status status = fc_projection_fit(projection, spec, NULL, training,
                                         &why);

    if (status != FC_OK && projection->frozen_by != NULL) {
        return FC_FAIL(err, status,
                       "the model frozen by %.100s gives no forecast (%.200s); "
                       "delete that file to choose anew",
                       projection->frozen_by, why.message);
    }
    return status == FC_OK ? status : FC_FAIL(err, status, "%s", why.message);
}

fc_status fc_projection_draw_paths(fc_projection *projection,
                                   const fc_future *future, fc_error *err)
{
    const fc_draw_request request = {.steps = projection->horizon,
                                     .draws = projection->draws,
                                     .future = future,
                                     .stream = projection->history->name,
                                     .seed = projection->seed,
                                     .intervals = projection->intervals};

    return fc_fit_draw(&projection->paths, projection->fit, &request, err);
}

fc_status fc_projection_draw_fit(fc_future_set **out, fc_projection *projection,
                                 const fc_training *training, fc_error *err)
{
    fc_status status = FC_OK;

    *out = NULL;
    if (fc_model_spec_uses_regressor(fc_fit_spec(projection->fit), NULL)) {
        status = fc_future_set_create(out, training, training->y.length,
                                      projection->horizon, projection->draws,
                                      projection->seed, err);
    }
    return status == FC_OK ? fc_projection_draw_paths(
               projection, *out != NULL ? fc_future_set_view(*out) : NULL, err)
                           : status;
}

fc_status fc_projection_draw(fc_projection *projection,
                             const fc_training *training, fc_error *err)
{
    fc_future_set *set = NULL;
    fc_status status = fit_chosen(projection, training, err);

    if (status == FC_OK) {
        status = fc_projection_draw_fit(&set, projection, training, err);
    }
    if (status == FC_OK) {
        status = explain(projection,
                         set != NULL ? fc_future_set_view(set) : NULL, err);
    }
    fc_future_set_free(set);
    return status == FC_OK ? fc_projection_calibrate(projection, err) : status;
}
