/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/diff_stage.h"

#include <stdlib.h>

#include "base/memory.h"
#include "planning/projection_means.h"

void fc_diff_forget(struct fc_diff_forecast *forecast)
{
    free(forecast->means);
    fc_fit_free(forecast->fit);
    *forecast = (struct fc_diff_forecast){0};
}

/* The first input is the series, the others are its regressors. */
static fc_status forecast_dataset(struct fc_diff_forecast *out,
                                  const struct fc_diff_stage *stage,
                                  const fc_dataset *dataset, fc_error *err)
{
    const fc_projection_request request = {
        .dataset = dataset,
        .series = stage->origin->series,
        .horizon = stage->origin->horizon,
        .specs = stage->spec,
        .spec_count = 1,
        .draws = stage->setting->draws,
        .seed = stage->setting->seed,
        .intervals = stage->setting->intervals,
        .scenarios = stage->scenarios,
        .split = stage->split,
    };

    out->means = fc_calloc(request.horizon, sizeof(double));
    if (out->means == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu periods",
                       request.horizon);
    }
    return fc_projection_means(out->means, &out->fit, &request, stage->held,
                               err);
}

fc_status fc_diff_forecast(struct fc_diff_forecast *out,
                           const struct fc_diff_stage *stage, fc_error *err)
{
    char source[] = "ledger";
    fc_series **series = fc_calloc(stage->input_count, sizeof(fc_series *));
    char **names = fc_calloc(stage->input_count, sizeof(char *));
    fc_series_info info = {.name = stage->origin->series,
                           .title = stage->origin->series,
                           .regressor_count = stage->input_count - 1};
    fc_table table = {.source = source,
                      .calendar = stage->setting->calendar,
                      .count = stage->input_count,
                      .series = series};
    const fc_dataset dataset = {
        .table = &table, .info_count = 1, .info = &info};
    fc_status status = FC_OK;

    if (series == NULL || names == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for inputs");
    } else {
        for (size_t i = 0; i < stage->input_count; i++) {
            series[i] = stage->inputs[i];
            names[i] = stage->inputs[i]->name;
        }
        info.regressors = names + 1;
        status = forecast_dataset(out, stage, &dataset, err);
    }
    free(series);
    free(names);
    return status;
}
