/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "cli/as_of.h"
#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/message.h"
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
    fc_backtest_outcome outcome;
};

/* What --reconcile has no use for. */
static fc_status check_reconcile(const struct fc_request *request,
                                 fc_error *err)
{
    if (request->reconcile.temporal) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "backtest --reconcile compares the series of a "
                       "hierarchy; temporal is an option of forecast alone");
    }
    if (request->reconcile.method != FC_RECONCILE_NONE
        && request->forecasts != NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "--forecasts does not go with --reconcile; use --output "
                       "for the errors");
    }
    return FC_OK;
}

static fc_status open_job(struct job *job, fc_error *err)
{
    const struct fc_request *request = job->request;
    fc_status status = fc_projection_job_check_size(request, err);

    if (status == FC_OK) {
        status = check_reconcile(request, err);
    }
    if (status == FC_OK) {
        status = fc_source_begin(&job->command, &job->dataset, &job->series,
                                 request, err);
    }
    return status;
}

static fc_status backtest(struct job *job, fc_error *err)
{
    const struct fc_request *request = job->request;
    fc_backtest_report_request backtest = {
        .dataset = job->dataset,
        .series = job->series->name,
        .horizon = (size_t)request->horizon,
        .specs = request->spec_count > 0 ? request->specs : NULL,
        .spec_count = request->spec_count,
        .origins = (size_t)request->origins,
        .stride = (size_t)request->stride,
        .window = (size_t)request->window,
        .draws = (size_t)request->draws,
        .seed = request->seed,
        .transform = request->transform,
        .intervals = request->intervals,
        .command = job->command,
        .progress = fc_progress_line_update,
        .progress_context = &job->progress,
    };
    fc_status status = fc_as_of_read(&backtest.as_of, request, job->dataset,
                                     job->series, err);

    if (status == FC_OK) {
        fc_progress_line_start(&job->progress, request->quiet);
        status = request->reconcile.method != FC_RECONCILE_NONE
                     ? fc_reconcile_report(&job->outcome.measures, &backtest,
                                           request->reconcile.method, err)
                     : fc_backtest_report(&job->outcome, &backtest, err);
        fc_progress_line_end(&job->progress);
    }
    return status;
}

static fc_status deliver(const struct job *job, fc_error *err)
{
    const struct fc_request *request = job->request;
    const struct fc_delivery delivery = {
        .report = job->outcome.measures,
        .second = request->forecasts != NULL ? job->outcome.forecasts : NULL,
        .second_path = request->forecasts,
    };

    return fc_deliver(request, &delivery, err);
}

/* That a default candidate does not suit is no failure: it was our choice. */
static bool model_fails(const struct job *job)
{
    size_t failed = job->outcome.failed;

    if (job->request->spec_count == 0 || failed == 0) {
        return false;
    }
    fc_message_print("%zu of %zu models could not be fitted at any origin; the "
                     "other results are written",
                     failed, job->request->spec_count);
    return true;
}

fc_status fc_command_backtest(const struct fc_request *request, int *outcome,
                              fc_error *err)
{
    struct job job = {.request = request};
    fc_status status = open_job(&job, err);

    if (status == FC_OK) {
        status = backtest(&job, err);
    }
    if (status == FC_OK) {
        status = deliver(&job, err);
    }
    if (status == FC_OK && model_fails(&job)) {
        *outcome = FC_EXIT_MODEL_FAILED;
    }
    fc_backtest_outcome_release(&job.outcome);
    fc_dataset_free(job.dataset);
    free(job.command);
    return status;
}
