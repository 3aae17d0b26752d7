/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/backtest_report.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/init.h"

#include "base/memory.h"
#include "planning/backtest_state.h"
#include "planning/lookup.h"
#include "planning/projection_data.h"

const fc_model_rank *fc_backtest_rank(const struct fc_backtest_job *job,
                                      size_t model, size_t step)
{
    return &job->ranks[step * job->models + model];
}

void fc_backtest_origin_format(char text[FC_PERIOD_TEXT_SIZE],
                               const struct fc_backtest_job *job, size_t index)
{
    size_t known = fc_cross_validation_origin_at(job->validation, index);
    fc_span used = fc_projection_used(job->known);

    /* Origin o knows o observations: its last one is o - 1 behind the first. */
    fc_period_format(text, fc_period_add(used.start, (int64_t)known - 1),
                     job->known->calendar);
}

/* What a projection of the series would begin with. */
static fc_status read_data(struct fc_backtest_job *job,
                           fc_projection_data *data, fc_error *err)
{
    const fc_backtest_report_request *request = job->request;
    const fc_projection_request projection = {
        .dataset = request->dataset,
        .series = request->series,
        .horizon = request->horizon,
        .specs = request->specs,
        .spec_count = request->spec_count,
        .transform = request->transform,
        .as_of = request->as_of,
    };

    job->known = fc_calloc(1, sizeof *job->known);
    if (job->known == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a backtest");
    }
    job->known->calendar = request->dataset->table->calendar;
    return fc_projection_data_init(data, job->known, &projection, err);
}

static bool uses_regressors(const fc_projection_data *data)
{
    for (size_t i = 0; i < data->spec_count; i++) {
        if (fc_model_spec_uses_regressor(&data->specs[i], NULL)) {
            return true;
        }
    }
    return false;
}

static fc_status validate(struct fc_backtest_job *job,
                          const fc_projection_data *data, fc_error *err)
{
    const fc_backtest_report_request *request = job->request;
    const fc_cross_validation_request validation = {
        .data = data->training,
        .specs = data->specs,
        .spec_count = data->spec_count,
        .automatic = request->specs == NULL,
        .horizon = job->known->horizon,
        .origins = request->origins,
        .stride = request->stride,
        .window = request->window,
        .draws = request->draws,
        .seed = request->seed,
        .stream = job->known->history->name,
        .intervals = request->intervals,
        .progress = request->progress,
        .progress_context = request->progress_context,
    };

    job->regressors = uses_regressors(data);
    job->horizon = validation.horizon;
    return fc_cross_validation_create(&job->validation, &validation, err);
}

/* Who is best, over all steps and at each. That nothing can be compared is a
 * finding, not a failure. */
static fc_status compare(struct fc_backtest_job *job, fc_error *err)
{
    size_t models = fc_cross_validation_model_count(job->validation);
    fc_error why = {.status = FC_OK};
    fc_status status = FC_OK;

    job->models = models;
    job->order = fc_calloc(models, sizeof *job->order);
    job->ranks = fc_calloc((1 + job->horizon) * models, sizeof *job->ranks);
    if (job->order == NULL || job->ranks == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu models",
                       models);
    }
    for (size_t step = 0; step <= job->horizon && status == FC_OK; step++) {
        status = fc_cross_validation_compare(&job->ranking,
                                             &job->ranks[step * models],
                                             job->validation, step, &why);
    }
    if (status == FC_ERR_MEMORY) {
        return FC_FAIL(err, status, "%s", why.message);
    }
    return FC_OK;
}

/* By loss, then by name; one without a loss comes last. */
static bool comes_before(const struct fc_backtest_job *job, size_t a, size_t b)
{
    double loss_a = fc_backtest_rank(job, a, 0)->loss;
    double loss_b = fc_backtest_rank(job, b, 0)->loss;
    char name_a[FC_MODEL_SPEC_SIZE];
    char name_b[FC_MODEL_SPEC_SIZE];

    if (isfinite(loss_a) != isfinite(loss_b)) {
        return isfinite(loss_a) != 0;
    }
    if (isfinite(loss_a) && loss_a != loss_b) {
        return loss_a < loss_b;
    }
    fc_cross_validation_model_name(name_a, job->validation, a);
    fc_cross_validation_model_name(name_b, job->validation, b);
    return strcmp(name_a, name_b) < 0;
}

static void sort_models(struct fc_backtest_job *job)
{
    for (size_t i = 0; i < job->models; i++) {
        size_t at = i;

        for (; at > 0 && comes_before(job, i, job->order[at - 1]); at--) {
            job->order[at] = job->order[at - 1];
        }
        job->order[at] = i;
    }
}

static fc_status work(struct fc_backtest_job *job, fc_error *err)
{
    const fc_backtest_report_request *request = job->request;
    fc_projection_data data = {0};
    fc_error why = {.status = FC_OK};
    fc_status status = read_data(job, &data, err);

    if (status == FC_OK) {
        status = validate(job, &data, &why);
        if (status != FC_OK) {
            fc_error_set_at(err, status, request->dataset->table->source, 0, 0,
                            "%s: %.400s", request->series, why.message);
        }
    }
    fc_projection_data_release(&data);
    if (status == FC_OK) {
        status = compare(job, err);
    }
    if (status == FC_OK) {
        sort_models(job);
    }
    return status;
}

static void write_meta(fc_report *report, const struct fc_backtest_job *job)
{
    const fc_backtest_report_request *request = job->request;
    const fc_table *table = request->dataset->table;
    const fc_series *history = job->known->history;
    char text[FC_PERIOD_TEXT_SIZE];

    fc_report_add_meta(report, "version", "%s", fc_version());
    if (request->command != NULL) {
        fc_report_add_meta(report, "command", "%s", request->command);
    }
    fc_report_add_meta(report, "series", "%s", history->name);
    fc_report_add_meta(report, "unit", "%s", history->unit);
    fc_report_add_meta(report, "input", "%s", table->source);
    fc_report_add_meta(report, "input_sha256", "%s", table->sha256);
    fc_period_format(text, job->known->as_of, job->known->calendar);
    fc_report_add_meta(report, "as_of", "%s", text);
    fc_report_add_meta(report, "horizon", "%zu", job->horizon);
    fc_report_add_meta(report, "origins", "%zu",
                       fc_cross_validation_origin_count(job->validation));
    fc_report_add_meta(report, "step", "%zu",
                       request->stride > 0 ? request->stride : (size_t)1);
    if (request->window > 0) {
        fc_report_add_meta(report, "window", "%zu", request->window);
    }
    fc_report_add_meta(report, "draws", "%zu",
                       request->draws > 0 ? request->draws
                                          : (size_t)FC_EVALUATION_DRAWS);
    fc_report_add_meta(report, "seed", "%" PRIu64, request->seed);
    fc_report_add_meta(report, "loss", "%s",
                       job->ranking.logs ? "absolute log error"
                                         : "absolute scaled error");
}

static fc_status report_measures(fc_report **out,
                                 const struct fc_backtest_job *job,
                                 fc_error *err)
{
    const fc_series_info *info = fc_dataset_info(job->request->dataset,
                                                 job->request->series);
    fc_report *report = NULL;
    fc_status status = fc_report_create(
        &report, info != NULL ? info->title : job->request->series, err);

    if (status != FC_OK) {
        return status;
    }
    fc_backtest_write_measures(report, job);
    fc_backtest_write_people(report, job);
    fc_backtest_write_notes(report, job);
    write_meta(report, job);
    status = fc_backtest_write_charts(report, job, err);
    if (status != FC_OK) {
        fc_report_free(report);
        return status;
    }
    return fc_report_close(out, report, err);
}

static fc_status report_forecasts(fc_report **out,
                                  const struct fc_backtest_job *job,
                                  fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = fc_report_create(&report, NULL, err);

    if (status != FC_OK) {
        return status;
    }
    fc_backtest_write_forecasts(report, job);
    return fc_report_close(out, report, err);
}

static size_t count_failed(const struct fc_backtest_job *job)
{
    size_t count = 0;

    for (size_t i = 0; i < job->models; i++) {
        count += fc_cross_validation_scores(job->validation, i, 0).origins == 0;
    }
    return count;
}

static void release(struct fc_backtest_job *job)
{
    fc_cross_validation_free(job->validation);
    fc_projection_free(job->known);
    free(job->order);
    free(job->ranks);
}

fc_status fc_backtest_report(fc_backtest_outcome *out,
                             const fc_backtest_report_request *request,
                             fc_error *err)
{
    struct fc_backtest_job job = {.request = request};
    fc_backtest_outcome outcome = {.failed = 0};
    fc_status status = work(&job, err);

    *out = outcome;
    if (status == FC_OK) {
        status = report_measures(&outcome.measures, &job, err);
    }
    if (status == FC_OK) {
        status = report_forecasts(&outcome.forecasts, &job, err);
    }
    if (status == FC_OK) {
        outcome.failed = count_failed(&job);
        *out = outcome;
    } else {
        fc_backtest_outcome_release(&outcome);
    }
    release(&job);
    return status;
}

void fc_backtest_outcome_release(fc_backtest_outcome *outcome)
{
    fc_report_free(outcome->measures);
    fc_report_free(outcome->forecasts);
    *outcome = (fc_backtest_outcome){.failed = 0};
}
