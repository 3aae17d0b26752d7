/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * batch: rows in, rows out. The forecasts go to standard output or into a file
 * that is replaced when all are there; so do the failures.
 */
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/message.h"
#include "cli/overlap.h"
#include "cli/terminal.h"

enum {
    FLUSH_SIZE = 65536, /* bytes gathered before they are written */
    REASONS_SHOWN = 20, /* on standard error */
    SLOT_ROWS = 0,      /* of fc_terminal_remove_on_end() */
    SLOT_FAILURES = 1,
};

/* Where rows go. */
struct outlet {
    fc_bytes bytes;
    fc_output *file; /* NULL: standard output */
    size_t slot;
    bool closed; /* nobody reads standard output any more */
};

struct job {
    const struct fc_request *request;
    fc_input *input;
    struct outlet rows;
    struct outlet failures; /* used with --errors */
    size_t done;
    size_t failed;
};

static fc_status open_outlet(struct outlet *outlet, const char *path,
                             fc_error *err)
{
    fc_status status = fc_output_create(&outlet->file, path,
                                        fc_stream_is_gzip(path), err);

    if (status == FC_OK) {
        fc_terminal_remove_on_end(outlet->slot,
                                  fc_output_temporary(outlet->file));
    }
    return status;
}

static fc_status flush(struct outlet *outlet, fc_error *err)
{
    size_t size = outlet->bytes.size;

    outlet->bytes.size = 0;
    if (size == 0) {
        return FC_OK;
    }
    if (outlet->file != NULL) {
        return fc_output_write(outlet->file, outlet->bytes.data, size, err);
    }
    return fc_terminal_put(outlet->bytes.data, size, &outlet->closed, err);
}

static fc_status flush_if_full(struct outlet *outlet, fc_error *err)
{
    return outlet->bytes.size >= FLUSH_SIZE ? flush(outlet, err) : FC_OK;
}

/* Both files at once: the failures belong to the forecasts. */
static fc_status commit(struct outlet *rows, struct outlet *failures,
                        fc_error *err)
{
    fc_output *outputs[2] = {NULL, NULL};
    size_t count = 0;
    fc_status status = rows->closed ? FC_OK : flush(rows, err);

    if (status == FC_OK && failures->file != NULL) {
        status = flush(failures, err);
        outputs[count++] = failures->file;
    }
    if (rows->file != NULL) {
        outputs[count++] = rows->file;
    }
    return status == FC_OK ? fc_outputs_commit(outputs, count, err) : status;
}

static void release_outlet(struct outlet *outlet)
{
    fc_terminal_remove_on_end(outlet->slot, NULL); /* the name goes now */
    fc_output_free(outlet->file);
    fc_bytes_release(&outlet->bytes);
}

/* An fc_batch_take. That nobody reads any more ends the run; see run(). */
static fc_status take(void *context, const fc_batch_forecast *forecast,
                      fc_error *err)
{
    struct job *job = context;
    fc_status status = fc_batch_write_rows(&job->rows.bytes, forecast,
                                           (int)job->request->digits, err);

    job->done++;
    if (status == FC_OK) {
        status = flush_if_full(&job->rows, err);
    }
    return status == FC_OK && job->rows.closed ? FC_ERR_WRITE : status;
}

static void show_failure(const struct job *job, const fc_long_series *series,
                         const fc_error *why)
{
    fc_error shown = *why;

    if (job->request->quiet || job->failed > REASONS_SHOWN) {
        return;
    }
    if (shown.source[0] != '\0') {
        fc_message_error(shown.status, &shown);
    } else {
        fc_message_print("%.200s: %s", series->id, shown.message);
    }
}

/* An fc_batch_fail. */
static fc_status fail(void *context, const fc_long_series *series,
                      const fc_error *why, fc_error *err)
{
    struct job *job = context;
    fc_status status = FC_OK;

    job->failed++;
    if (job->failures.file == NULL) {
        show_failure(job, series, why);
        return FC_OK;
    }
    status = fc_batch_write_failure(&job->failures.bytes, series, why, err);
    return status == FC_OK ? flush_if_full(&job->failures, err) : status;
}

/* No file is written over the input or another one. */
static fc_status check_files(const struct fc_request *request, fc_error *err)
{
    bool from_file = request->data != NULL && strcmp(request->data, "-") != 0;
    const char *input = from_file ? request->data : "/dev/stdin";
    fc_status status = fc_overlap_check(request, NULL, NULL, err);

    if (status == FC_OK && request->output_count > 0) {
        status = fc_overlap_refuse(request->outputs[0], "--output", input, err);
    }
    if (status == FC_OK && request->errors != NULL) {
        status = fc_overlap_refuse(request->errors, "--errors", input, err);
    }
    return status;
}

static fc_status check_options(const struct fc_request *request, fc_error *err)
{
    if (request->data == NULL && isatty(STDIN_FILENO) != 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "which data? Give --data FILE, or a pipe");
    }
    return check_files(request, err);
}

/* The input first: a file that cannot be read leaves nothing behind. */
static fc_status open_job(struct job *job, fc_error *err)
{
    const struct fc_request *request = job->request;
    const struct fc_level_list *levels = &request->levels;
    fc_status status = fc_input_open(
        &job->input, request->data != NULL ? request->data : "-", err);

    if (status == FC_OK && request->output_count > 0) {
        status = open_outlet(&job->rows, request->outputs[0], err);
    }
    if (status == FC_OK && request->errors != NULL) {
        status = open_outlet(&job->failures, request->errors, err);
    }
    if (status == FC_OK) {
        status = fc_batch_write_header(&job->rows.bytes,
                                       levels->count > 0 ? levels->items : NULL,
                                       levels->count, err);
    }
    if (status == FC_OK && request->errors != NULL) {
        status = fc_batch_write_failure_header(&job->failures.bytes, err);
    }
    return status;
}

static fc_status run(struct job *job, fc_error *err)
{
    const struct fc_request *request = job->request;
    const struct fc_level_list *levels = &request->levels;
    const fc_batch_request batch = {
        .reading = {.table = request->table, .season = (size_t)request->season},
        .specs = request->spec_count > 0 ? request->specs : NULL,
        .spec_count = request->spec_count,
        .horizon = (size_t)request->horizon,
        .levels = levels->count > 0 ? levels->items : NULL,
        .level_count = levels->count,
        .draws = (size_t)request->draws,
        .seed = request->seed,
        .intervals = request->intervals,
        .take = take,
        .fail = fail,
        .context = job,
    };
    fc_status status = fc_batch_run(job->input, &batch, err);

    if (status != FC_OK && job->rows.closed) {
        status = FC_OK; /* head has seen enough */
    }
    return status == FC_OK ? commit(&job->rows, &job->failures, err) : status;
}

/* What standard error says in the end. */
static void sum_up(const struct job *job)
{
    const struct fc_request *request = job->request;

    if (request->quiet) {
        return;
    }
    if (request->errors == NULL && job->failed > REASONS_SHOWN) {
        fc_message_print("and %zu more; --errors FILE lists all",
                         job->failed - REASONS_SHOWN);
    }
    if (job->failed > 0) {
        fc_message_print("%zu of %zu series could not be forecast%s%s",
                         job->failed, job->done + job->failed,
                         request->errors != NULL ? "; see " : "",
                         request->errors != NULL ? request->errors : "");
    }
}

fc_status fc_command_batch(const struct fc_request *request, int *outcome,
                           fc_error *err)
{
    struct job job = {.request = request,
                      .rows = {.slot = SLOT_ROWS},
                      .failures = {.slot = SLOT_FAILURES}};
    fc_status status = check_options(request, err);

    if (status == FC_OK) {
        status = open_job(&job, err);
    }
    if (status == FC_OK) {
        status = run(&job, err);
    }
    if (status == FC_OK) {
        sum_up(&job);
        *outcome = job.failed > 0 ? FC_EXIT_MODEL_FAILED : 0;
    }
    release_outlet(&job.rows);
    release_outlet(&job.failures);
    fc_input_free(job.input);
    return status;
}
