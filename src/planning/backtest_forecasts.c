/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every forecast of a backtest, with what it was scored by: the measures can be
 * computed anew from these rows. */
#include <math.h>

#include "planning/backtest_state.h"

/* The quantiles follow behind MEAN, in ascending order. */
enum {
    ORIGIN,
    STEP,
    PERIOD,
    MODEL,
    ACTUAL,
    MEAN,
    QUANTILES,
    CRPS = QUANTILES + FC_SCORE_QUANTILES,
    NAIVE_MAE,
    NAIVE_MSE,
    COLUMNS,
};

static const fc_column columns[COLUMNS] = {
    [ORIGIN] = {.name = "origin", .style = FC_STYLE_TEXT},
    [STEP] = {.name = "step", .style = FC_STYLE_INTEGER},
    [PERIOD] = {.name = "period", .style = FC_STYLE_TEXT},
    [MODEL] = {.name = "model", .style = FC_STYLE_TEXT},
    [ACTUAL] = {.name = "actual", .style = FC_STYLE_EXACT},
    [MEAN] = {.name = "mean", .style = FC_STYLE_COMPUTED},
    [QUANTILES] = {.name = "lower_95", .style = FC_STYLE_COMPUTED},
    {.name = "lower_80", .style = FC_STYLE_COMPUTED},
    {.name = "lower_50", .style = FC_STYLE_COMPUTED},
    {.name = "median", .style = FC_STYLE_COMPUTED},
    {.name = "upper_50", .style = FC_STYLE_COMPUTED},
    {.name = "upper_80", .style = FC_STYLE_COMPUTED},
    {.name = "upper_95", .style = FC_STYLE_COMPUTED},
    [CRPS] = {.name = "crps", .style = FC_STYLE_COMPUTED},
    [NAIVE_MAE] = {.name = "naive_mae", .style = FC_STYLE_COMPUTED},
    [NAIVE_MSE] = {.name = "naive_mse", .style = FC_STYLE_COMPUTED},
};

static void add_forecast(fc_report_table *table,
                         const struct fc_backtest_job *job, size_t model,
                         size_t index, size_t step)
{
    const fc_origin_forecast *forecast = fc_cross_validation_forecast(
        job->validation, model, index, step);
    size_t known = fc_cross_validation_origin_at(job->validation, index);
    fc_naive_scale scale = fc_cross_validation_scale_at(job->validation, index);
    fc_period first = fc_projection_used(job->known).start;
    char text[FC_MODEL_SPEC_SIZE];

    if (forecast == NULL || isnan(forecast->mean)) {
        return;
    }
    fc_report_table_add_row(table);
    fc_backtest_origin_format(text, job, index);
    fc_report_table_set_text(table, ORIGIN, text);
    fc_report_table_set_number(table, STEP, (double)(step + 1));
    fc_period_format(text, fc_period_add(first, (int64_t)(known + step)),
                     job->known->calendar);
    fc_report_table_set_text(table, PERIOD, text);
    fc_cross_validation_model_name(text, job->validation, model);
    fc_report_table_set_text(table, MODEL, text);
    fc_report_table_set_number(table, ACTUAL, forecast->actual);
    fc_report_table_set_number(table, MEAN, forecast->mean);
    for (size_t i = 0; i < FC_SCORE_QUANTILES; i++) {
        fc_report_table_set_number(table, QUANTILES + i, forecast->quantile[i]);
    }
    fc_report_table_set_number(table, CRPS, forecast->crps);
    fc_report_table_set_number(table, NAIVE_MAE, scale.mae);
    fc_report_table_set_number(table, NAIVE_MSE, scale.mse);
}

void fc_backtest_write_forecasts(fc_report *report,
                                 const struct fc_backtest_job *job)
{
    fc_report_table *table = fc_report_add_table(
        report, "forecasts", NULL, FC_FOR_MACHINES, columns, COLUMNS);
    size_t origins = fc_cross_validation_origin_count(job->validation);

    for (size_t i = 0; i < job->models; i++) {
        for (size_t index = 0; index < origins; index++) {
            for (size_t step = 0; step < job->horizon; step++) {
                add_forecast(table, job, job->order[i], index, step);
            }
        }
    }
}
