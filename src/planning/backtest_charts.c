/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the models by horizon, as lines. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "planning/backtest_state.h"
#include "planning/chart_parts.h"

/* Percent mean nothing where values may be 0 or below. */
static bool is_relative(const struct fc_backtest_job *job)
{
    return isfinite(
        fc_cross_validation_scores(job->validation, job->order[0], 0)
            .accuracy.mape);
}

static fc_chart *add_chart(fc_report *report, const struct fc_backtest_job *job,
                           const struct fc_label_axis *axis)
{
    const char *unit = job->known->history->unit;
    char title[160];
    char y_title[160];

    (void)snprintf(title, sizeof title, "%.80s: error by horizon, %zu origins",
                   fc_report_title(report),
                   fc_cross_validation_origin_count(job->validation));
    (void)snprintf(y_title, sizeof y_title, "mean absolute error, %.60s", unit);
    return fc_report_add_chart(
        report,
        &(fc_chart_frame){.name = "errors",
                          .title = title,
                          .summary = "Mean absolute error of the best models "
                                     "at each step.",
                          .x_title = "steps ahead",
                          .y_title = is_relative(job)
                                         ? "mean absolute percentage error"
                                         : y_title,
                          .label_count = job->horizon,
                          .labels = axis->labels});
}

static void add_model(fc_chart *chart, const struct fc_backtest_job *job,
                      const struct fc_label_axis *axis, double *errors,
                      size_t model)
{
    bool relative = is_relative(job);
    char name[FC_MODEL_SPEC_SIZE];

    for (size_t s = 0; s < job->horizon; s++) {
        fc_accuracy accuracy =
            fc_cross_validation_scores(job->validation, model, s + 1).accuracy;

        errors[s] = relative ? accuracy.mape : accuracy.mae;
    }
    fc_cross_validation_model_name(name, job->validation, model);
    fc_chart_add_shown(chart, &(fc_chart_series){.name = name,
                                                 .mark = FC_MARK_LINE,
                                                 .count = job->horizon,
                                                 .x = axis->x,
                                                 .y = errors});
}

fc_status fc_backtest_write_charts(fc_report *report,
                                   const struct fc_backtest_job *job,
                                   fc_error *err)
{
    struct fc_label_axis axis = {0};
    double *errors = fc_chart_room(job->horizon);
    fc_status status = FC_OK;
    fc_chart *chart = NULL;

    if (!fc_label_axis_of_steps(&axis, job->horizon) || errors == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a chart");
    } else {
        chart = add_chart(report, job, &axis);
        for (size_t i = 0; i < job->models && i < FC_CHART_LINES; i++) {
            add_model(chart, job, &axis, errors, job->order[i]);
        }
    }
    fc_label_axis_release(&axis);
    free(errors);
    return status;
}
