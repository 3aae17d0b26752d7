/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/projection_means.h"

#include "base/memory.h"
#include "planning/projection_data.h"
#include "planning/projection_scenario.h"

/* Under the first scenario, if there is one. */
static fc_status draw(fc_projection *projection, const fc_projection_data *data,
                      fc_error *err)
{
    const struct fc_scenario_maker maker = {.projection = projection,
                                            .plans = &data->plans,
                                            .training = &data->training};
    fc_future_set *set = NULL;
    fc_status status = FC_OK;

    if (data->plans.count == 0) {
        status = fc_projection_draw_fit(&set, projection, &data->training, err);
    } else {
        status = fc_projection_make_future(&set, &maker, 0, err);
        if (status == FC_OK) {
            status = fc_projection_draw_paths(projection,
                                              fc_future_set_view(set), err);
        }
    }
    fc_future_set_free(set);
    return status;
}

/* The projection as far as its paths; the request is kept as far as these need
 * it. */
static fc_status project(fc_projection *projection,
                         const fc_projection_request *request,
                         const fc_fit *held, fc_error *err)
{
    fc_projection_data data = {0};
    fc_status status = FC_OK;

    projection->calendar = request->dataset->table->calendar;
    projection->draws = request->draws;
    projection->seed = request->seed;
    projection->intervals = request->intervals;
    status = fc_projection_data_init(&data, projection, request, err);
    if (status == FC_OK) {
        status = fc_projection_fit(projection, &data.specs[0], held,
                                   &data.training, err);
    }
    if (status == FC_OK) {
        status = draw(projection, &data, err);
    }
    fc_projection_data_release(&data);
    return status;
}

fc_status fc_projection_means(double *means, fc_fit **fit,
                              const fc_projection_request *request,
                              const fc_fit *held, fc_error *err)
{
    fc_projection *projection = fc_calloc(1, sizeof *projection);
    fc_status status = FC_OK;

    *fit = NULL;
    if (projection == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a projection");
    }
    status = project(projection, request, held, err);
    if (status == FC_OK) {
        for (size_t s = 0; s < projection->horizon; s++) {
            means[s] = fc_paths_mean(projection->paths, s);
        }
        *fit = projection->fit;
        projection->fit = NULL;
    }
    fc_projection_free(projection);
    return status;
}
