/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bench: models against each other on the series of a competition.
 */
#include <time.h>

#include "cli/command.h"
#include "cli/competition_files.h"
#include "cli/deliver.h"
#include "cli/message.h"
#include "cli/overlap.h"
#include "cli/terminal.h"

enum {
    ENTRANTS_DEFAULT = 8, /* room for the models that compete unless named */
    REASONS_SHOWN = 20,   /* on standard error */
};

struct job {
    const struct fc_request *request;
    struct fc_competition_files files;
    fc_model_spec entrants[ENTRANTS_DEFAULT];
    fc_competition result;
};

static double processor_time(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static fc_status check_output(const struct job *job, const char *path,
                              const char *what, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; path != NULL && i < job->files.count && status == FC_OK;
         i++) {
        status = fc_overlap_refuse(path, what, job->files.items[i].train, err);
        if (status == FC_OK) {
            status = fc_overlap_refuse(path, what, job->files.items[i].test,
                                       err);
        }
    }
    return status;
}

static fc_status check_outputs(const struct job *job, fc_error *err)
{
    const struct fc_request *request = job->request;
    fc_status status = fc_overlap_check(request, NULL, NULL, err);

    for (size_t i = 0; i < request->output_count && status == FC_OK; i++) {
        status = check_output(job, request->outputs[i], "--output", err);
    }
    if (status == FC_OK) {
        status = check_output(job, request->errors, "--errors", err);
    }
    if (status == FC_OK) {
        status = check_output(job, request->forecasts, "--forecasts", err);
    }
    return status;
}

static fc_status open_job(struct job *job, fc_error *err)
{
    const struct fc_request *request = job->request;
    fc_status status = FC_OK;

    if (request->folder == NULL || request->set == NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "which series? Give --path DIR and --set NAME");
    }
    status = fc_competition_files_find(&job->files, request->folder,
                                       request->set, err);
    return status == FC_OK ? check_outputs(job, err) : status;
}

static fc_status compete(struct job *job, fc_error *err)
{
    const struct fc_request *request = job->request;
    struct fc_progress_line line;
    size_t drawn = request->draws > 0 ? (size_t)request->draws
                                      : FC_BATCH_DRAWS_DEFAULT;
    fc_competition_request competition = {
        .set = request->set,
        .files = job->files.items,
        .file_count = job->files.count,
        .specs = request->specs,
        .spec_count = request->spec_count,
        .stride = (size_t)request->stride,
        .draws = request->no_draws ? 0 : drawn,
        .seed = request->seed,
        .intervals = request->intervals,
        .keeps_forecasts = request->forecasts != NULL,
        .clock = request->timed ? processor_time : NULL,
        .progress = fc_progress_line_update,
        .progress_context = &line,
    };
    fc_status status = FC_OK;

    if (competition.spec_count == 0) {
        competition.specs = job->entrants;
        competition.spec_count = fc_competition_default(job->entrants,
                                                        ENTRANTS_DEFAULT);
    }
    fc_progress_line_start(&line, request->quiet);
    status = fc_competition_run(&job->result, &competition, err);
    fc_progress_line_end(&line);
    return status;
}

static fc_status write_rows(const char *path, const fc_report *report,
                            const struct fc_request *request, fc_error *err)
{
    const fc_writer_options options = {.digits = (int)request->digits};
    fc_bytes bytes = {0};
    fc_output *output = NULL;
    fc_status status = fc_writer_render(&bytes, fc_writer_find("csv"), report,
                                        &options, err);

    if (status == FC_OK) {
        status = fc_output_create(&output, path, fc_stream_is_gzip(path), err);
    }
    if (status == FC_OK) {
        status = fc_output_write(output, bytes.data, bytes.size, err);
    }
    if (status == FC_OK) {
        status = fc_outputs_commit(&output, 1, err);
    }
    fc_output_free(output);
    fc_bytes_release(&bytes);
    return status;
}

static fc_status deliver(const struct job *job, fc_error *err)
{
    const struct fc_request *request = job->request;
    const struct fc_delivery delivery = {.report = job->result.report};
    fc_status status = FC_OK;

    if (request->forecasts != NULL) {
        status = write_rows(request->forecasts, job->result.forecasts, request,
                            err);
    }
    if (status == FC_OK && request->errors != NULL) {
        status = write_rows(request->errors, job->result.failures, request,
                            err);
    }
    return status == FC_OK ? fc_deliver(request, &delivery, err) : status;
}

/* The first of them with their reasons, as a batch does. */
static void show_failures(const fc_report *failures)
{
    const fc_report_table *rows = fc_report_table_at(failures, 0);
    size_t count = fc_report_table_row_count(rows);

    for (size_t i = 0; i < count && i < REASONS_SHOWN; i++) {
        fc_message_print("%.200s: %s", fc_report_table_cell(rows, i, 2).text,
                         fc_report_table_cell(rows, i, 3).text);
    }
    if (count > REASONS_SHOWN) {
        fc_message_print("and %zu more; --errors FILE lists all",
                         count - REASONS_SHOWN);
    }
}

static void sum_up(const struct job *job)
{
    const struct fc_request *request = job->request;
    const char *file = request->errors;

    if (request->quiet || job->result.failed == 0) {
        return;
    }
    if (file == NULL) {
        show_failures(job->result.failures);
    }
    fc_message_print("%zu of %zu forecasts could not be made%s%s",
                     job->result.failed, job->result.tried,
                     file != NULL ? "; see " : "", file != NULL ? file : "");
}

fc_status fc_command_bench(const struct fc_request *request, int *outcome,
                           fc_error *err)
{
    struct job job = {.request = request};
    fc_status status = open_job(&job, err);

    if (status == FC_OK) {
        status = compete(&job, err);
    }
    if (status == FC_OK) {
        status = deliver(&job, err);
    }
    if (status == FC_OK) {
        sum_up(&job);
        *outcome = job.result.failed > 0 ? FC_EXIT_MODEL_FAILED : 0;
    }
    fc_competition_release(&job.result);
    fc_competition_files_release(&job.files);
    return status;
}
