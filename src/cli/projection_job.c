/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/projection_job.h"

#include <stdlib.h>
#include <string.h>

#include "cli/command_line.h"
#include "cli/source.h"
#include "cli/terminal.h"

void fc_projection_job_release(struct fc_projection_job *job)
{
    fc_projection_free(job->projection);
    free(job->command);
    fc_dataset_free(job->dataset);
}

/* 400 MB of sample paths: more is a slip of the finger. */
static const uint64_t value_limit = 50000000;

static fc_status check_size(const struct fc_request *request, fc_error *err)
{
    if (request->horizon > 0
        && request->draws > value_limit / request->horizon) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "--draws times --horizon is above %llu; lower one",
                       (unsigned long long)value_limit);
    }
    return FC_OK;
}

/* --as-of takes a period of the series. A day, or a shorter period, is another
 * question: what stood in public then depends on release dates. */
static fc_status read_as_of(fc_period *out, const struct fc_projection_job *job,
                            fc_error *err)
{
    const char *text = job->request->as_of;
    fc_frequency frequency = job->series->start.frequency;
    fc_calendar calendar = job->dataset->table->calendar;
    fc_error why = {.status = FC_OK};
    fc_period own = {.frequency = FC_FREQUENCY_NONE};

    if (fc_period_parse(&own, text, FC_FREQUENCY_NONE, calendar, &why)
        != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "--as-of '%.60s': %.320s", text,
                       why.message);
    }
    if (own.frequency == FC_DAILY && frequency != FC_DAILY) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "--as-of '%.60s': a date needs release dates, which "
                       "this dataset does not have; give the last %s that was "
                       "reported",
                       text, fc_frequency_noun(frequency));
    }
    if (own.frequency != frequency) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "--as-of '%.60s': this is a %s; give the last %s that "
                       "was reported",
                       text, fc_frequency_noun(own.frequency),
                       fc_frequency_noun(frequency));
    }
    *out = own;
    return FC_OK;
}

/* Nobody can know what comes after the data, and nothing stands before. */
static fc_status check_as_of(fc_period as_of,
                             const struct fc_projection_job *job, fc_error *err)
{
    fc_calendar calendar = job->dataset->table->calendar;
    fc_span known = fc_span_trim(fc_series_span(job->series));
    char first[FC_PERIOD_TEXT_SIZE];
    char last[FC_PERIOD_TEXT_SIZE];

    if (known.length == 0) {
        return FC_OK; /* the projection says what is wrong */
    }
    if (fc_period_distance(known.start, as_of) >= 0
        && fc_period_distance(as_of, fc_span_last(known)) >= 0) {
        return FC_OK;
    }
    fc_period_format(first, known.start, calendar);
    fc_period_format(last, fc_span_last(known), calendar);
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "--as-of '%.60s': '%.60s' is known from %s to %s; give a "
                   "%s in between",
                   job->request->as_of, job->series->name, first, last,
                   fc_frequency_noun(as_of.frequency));
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
        .intervals = request->intervals,
        .guidance_path = request->guidance_file,
        .quantiles = request->quantiles.items,
        .quantile_count = request->quantiles.count,
        .command = job->command,
        .progress = fc_progress_line_update,
        .progress_context = &job->progress,
    };

    if (request->as_of != NULL) {
        status = read_as_of(&projection->as_of, job, err);
    }
    if (status == FC_OK && request->as_of != NULL) {
        status = check_as_of(projection->as_of, job, err);
    }
    if (status == FC_OK && request->has_range) {
        status = read_range(projection, job, err);
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
    fc_status status = check_size(request, err);

    if (status == FC_OK) {
        status = fc_command_line(&job->command, request->words,
                                 request->word_count, err);
    }
    if (status == FC_OK) {
        status = fc_source_open(&job->dataset, request, err);
    }
    if (status == FC_OK) {
        status = fc_source_series(&job->series, job->dataset, request, err);
    }
    if (status == FC_OK) {
        status = project(job, err);
    }
    return status;
}
