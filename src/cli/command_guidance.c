/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "cli/as_of.h"
#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/projection_job.h"
#include "cli/source.h"
#include "cli/terminal.h"

/* Everything that the command holds; released together. */
struct job {
    const struct fc_request *request;
    char *command;
    fc_dataset *dataset;
    const fc_series *series; /* borrowed from the dataset */
    struct fc_progress_line progress;
    fc_report *report;
};

static fc_status open_job(struct job *job, fc_error *err)
{
    const struct fc_request *request = job->request;
    fc_status status = fc_projection_job_check_size(request, err);

    if (status == FC_OK) {
        status = fc_source_begin(&job->command, &job->dataset, &job->series,
                                 request, err);
    }
    return status;
}

static fc_status report(struct job *job, fc_error *err)
{
    const struct fc_request *request = job->request;
    fc_guidance_report_request guidance = {
        .dataset = job->dataset,
        .series = job->series->name,
        .guidance_path = request->guidance_file,
        .odds = request->odds,
        .horizon = (size_t)request->horizon,
        .origins = (size_t)request->origins,
        .draws = (size_t)request->draws,
        .seed = request->seed,
        .intervals = request->intervals,
        .command = job->command,
        .progress = fc_progress_line_update,
        .progress_context = &job->progress,
    };
    fc_status status = fc_as_of_read(&guidance.as_of, request, job->dataset,
                                     job->series, err);

    if (status == FC_OK) {
        fc_progress_line_start(&job->progress, request->quiet);
        status = fc_guidance_report(&job->report, &guidance, err);
        fc_progress_line_end(&job->progress);
    }
    return status;
}

fc_status fc_command_guidance(const struct fc_request *request, int *outcome,
                              fc_error *err)
{
    struct job job = {.request = request};
    fc_status status = open_job(&job, err);

    (void)outcome; /* the record checks nothing: `forecast check` does */
    if (status == FC_OK) {
        status = report(&job, err);
    }
    if (status == FC_OK) {
        const struct fc_delivery delivery = {.report = job.report};

        status = fc_deliver(request, &delivery, err);
    }
    fc_report_free(job.report);
    fc_dataset_free(job.dataset);
    free(job.command);
    return status;
}
