/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/projection_job.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/as_of.h"
#include "cli/deliver.h"
#include "cli/option_reconcile.h"
#include "cli/scenarios.h"
#include "cli/source.h"
#include "cli/terminal.h"
#include "cli/today.h"

void fc_projection_job_release(struct fc_projection_job *job)
{
    fc_projection_free(job->projection);
    free(job->command);
    fc_frozen_choice_release(&job->frozen);
    fc_scenario_list_release(&job->scenarios);
    fc_dataset_free(job->dataset);
}

/* 400 MB of sample paths: more is a slip of the finger. */
static const uint64_t value_limit = 50000000;

fc_status fc_projection_job_check_size(const struct fc_request *request,
                                       fc_error *err)
{
    if (request->horizon > 0
        && request->draws > value_limit / request->horizon) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "--draws times --horizon is above %llu; lower one",
                       (unsigned long long)value_limit);
    }
    return FC_OK;
}

static fc_status read_range(fc_projection_request *projection,
                            const struct fc_projection_job *job, fc_error *err)
{
    const struct fc_range_argument *range = &job->request->range;
    fc_error why = {.status = FC_OK};

    if (range->series[0] != '\0'
        && strcmp(range->series, job->series->name) != 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "--guidance is for '%.60s', but the forecast is of "
                       "'%.60s'",
                       range->series, job->series->name);
    }
    if (range->period[0] != '\0'
        && fc_period_parse(&projection->range_period, range->period,
                           job->series->start.frequency,
                           job->dataset->table->calendar, &why)
               != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "--guidance '%.30s': %.320s",
                       range->period, why.message);
    }
    projection->has_range = true;
    projection->range_low = range->low;
    projection->range_high = range->high;
    return FC_OK;
}

/* --set-aside FIRST:LAST */
static fc_status read_aside(fc_projection_request *projection,
                            const struct fc_projection_job *job, fc_error *err)
{
    const char *text = job->request->aside;
    const char *colon = strchr(text, ':');
    fc_frequency frequency = job->series->start.frequency;
    fc_calendar calendar = job->dataset->table->calendar;
    char first[FC_PERIOD_TEXT_SIZE] = "";
    fc_error why = {.status = FC_OK};

    if (!job->request->use_guidance) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "--set-aside is about what guidance is worth; give it "
                       "with --use-guidance");
    }
    if (colon == NULL || (size_t)(colon - text) >= sizeof first) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "--set-aside '%.60s': give two periods, FIRST:LAST",
                       text);
    }
    memcpy(first, text, (size_t)(colon - text));
    if (fc_period_parse(&projection->aside_first, first, frequency, calendar,
                        &why)
            != FC_OK
        || fc_period_parse(&projection->aside_last, colon + 1, frequency,
                           calendar, &why)
               != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "--set-aside '%.60s': %.320s",
                       text, why.message);
    }
    return FC_OK;
}

/* The choice of an earlier run, if --spec names a file that is there. */
static fc_status read_frozen(struct fc_projection_job *job, fc_error *err)
{
    const struct fc_request *request = job->request;
    struct stat info;
    fc_status status = FC_OK;

    if (request->spec == NULL
        || (stat(request->spec, &info) != 0 && errno == ENOENT)) {
        return FC_OK;
    }
    status = fc_frozen_choice_read(&job->frozen, request->spec, job->series,
                                   job->dataset->table->calendar, err);
    if (status == FC_OK && request->has_intervals
        && request->intervals != job->frozen.intervals) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "'%.160s' holds the kind of interval '%s'; leave out "
                       "--intervals, or delete the file to choose anew",
                       request->spec, fc_intervals_name(job->frozen.intervals));
    }
    return status;
}

static bool is_frozen(const struct fc_projection_job *job)
{
    return job->frozen.source != NULL;
}

fc_status fc_projection_job_freeze(const struct fc_projection_job *job,
                                   fc_error *err)
{
    fc_bytes bytes = {0};
    fc_status status = FC_OK;

    if (job->request->spec == NULL || is_frozen(job)) {
        return FC_OK;
    }
    status = fc_projection_freeze(&bytes, job->projection, err);
    if (status == FC_OK) {
        status = fc_deliver_bytes(job->request, job->request->spec, &bytes,
                                  err);
    }
    fc_bytes_release(&bytes);
    return status;
}

static fc_status project(struct fc_projection_job *job, fc_error *err)
{
    const struct fc_request *request = job->request;
    fc_projection_request *projection = &job->asked;
    fc_status status = FC_OK;

    *projection = (fc_projection_request){
        .dataset = job->dataset,
        .series = job->series->name,
        .horizon = (size_t)request->horizon,
        .specs = request->spec_count > 0 ? request->specs : NULL,
        .spec_count = request->spec_count,
        .draws = (size_t)request->draws,
        .seed = request->seed,
        .origins = (size_t)request->origins,
        .transform = request->transform,
        .intervals = is_frozen(job) ? job->frozen.intervals
                                    : request->intervals,
        .frozen = is_frozen(job) ? &job->frozen : NULL,
        .guidance_path = request->guidance_file,
        .use_guidance = request->use_guidance,
        .quantiles = request->quantiles.items,
        .quantile_count = request->quantiles.count,
        .scenarios = &job->scenarios,
        .split = request->split,
        .reconcile = request->reconcile.method,
        .temporal = request->reconcile.temporal,
        .targets = job->targets,
        .target_count = request->target_count,
        .command = job->command,
        .progress = fc_progress_line_update,
        .progress_context = &job->progress,
    };

    status = fc_as_of_read(&projection->as_of, request, job->dataset,
                           job->series, err);
    if (status == FC_OK && request->has_range) {
        status = read_range(projection, job, err);
    }
    if (status == FC_OK && request->aside != NULL) {
        status = read_aside(projection, job, err);
    }
    if (status == FC_OK) {
        status = fc_option_read_targets(job->targets, request, job->series,
                                        job->dataset->table->calendar, err);
    }
    if (status == FC_OK) {
        fc_progress_line_start(&job->progress, request->quiet);
        status = fc_projection_create(&job->projection, projection, err);
        fc_progress_line_end(&job->progress);
    }
    return status;
}

fc_status fc_projection_job_run(struct fc_projection_job *job, fc_error *err)
{
    const struct fc_request *request = job->request;
    fc_status status = fc_projection_job_check_size(request, err);

    if (status == FC_OK) {
        status = fc_source_begin(&job->command, &job->dataset, &job->series,
                                 request, err);
    }
    if (status == FC_OK) {
        status = fc_today_check_age(request, job->dataset, job->series, err);
    }
    if (status == FC_OK) {
        status = read_frozen(job, err);
    }
    if (status == FC_OK) {
        status = fc_scenarios_gather(&job->scenarios, request, job->dataset,
                                     err);
    }
    if (status == FC_OK) {
        status = project(job, err);
    }
    return status;
}

bool fc_projection_job_model_failed(char text[FC_MODEL_SPEC_SIZE],
                                    const struct fc_projection_job *job)
{
    const fc_model_spec *first = NULL;
    size_t count = fc_projection_failed(&first, job->projection);

    if (job->request->spec_count == 0 || count == 0) {
        return false;
    }
    fc_model_spec_format(text, first);
    return true;
}
