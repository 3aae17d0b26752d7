/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/job_pool.h"
#include "cli/lock.h"
#include "cli/run_files.h"
#include "cli/summary.h"
#include "cli/today.h"

/* Go to the folder of the configuration: its file names are meant from there,
 * wherever cron starts us. */
static fc_status enter_folder(const char *config, fc_error *err)
{
    const char *slash = strrchr(config, '/');
    char reason[128] = "";
    char *folder = NULL;
    int result = 0;

    if (slash == NULL) {
        return FC_OK;
    }
    folder = strndup(config, slash > config ? (size_t)(slash - config) : 1);
    if (folder == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a file name");
    }
    result = chdir(folder);
    free(folder);
    if (result != 0) {
        (void)strerror_r(errno, reason, sizeof reason);
        return FC_FAIL_AT(err, FC_ERR_READ, config, 0, 0,
                          "its folder cannot be entered: %s", reason);
    }
    return FC_OK;
}

/* Which of two exit statuses is worse: 1, 7, 3, 4, 5, in this order. */
static int worse(int a, int b)
{
    static const int order[] = {FC_EXIT_INTERNAL, FC_EXIT_OUTPUT, FC_EXIT_INPUT,
                                FC_EXIT_MODEL_FAILED, FC_EXIT_CHECK_FAILED};

    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        if (a == order[i] || b == order[i]) {
            return order[i];
        }
    }
    return a != 0 ? a : b;
}

static int worst_of(const struct fc_job_list *list)
{
    int worst = 0;

    for (size_t i = 0; i < list->count; i++) {
        worst = worse(worst, list->items[i].outcome);
    }
    return worst;
}

static void log_failure(struct fc_log *log, fc_status status,
                        const fc_error *why, int *outcome)
{
    struct fc_log_line line = {.level = FC_LOG_ERROR};
    char text[FC_MESSAGE_SIZE];

    fc_message_format(text, status, why);
    fc_message_filter(text);
    *outcome = worse(*outcome, fc_message_exit_code(status));
    fc_log_add_number(&line, "exit", "%d", fc_message_exit_code(status));
    fc_log_add(&line, "msg", "%s", text);
    fc_log_write(log, &line);
}

static void log_end(struct fc_log *log, const struct fc_job_list *list,
                    double begun, int outcome)
{
    struct fc_log_line line = {.level = FC_LOG_INFO};
    size_t well = 0;

    for (size_t i = 0; i < list->count; i++) {
        well += list->items[i].outcome == 0;
    }
    fc_log_add_number(&line, "exit", "%d", outcome);
    fc_log_add_number(&line, "jobs", "%zu", list->count);
    fc_log_add_number(&line, "well", "%zu", well);
    fc_log_add_number(&line, "seconds", "%.2f", fc_today_seconds() - begun);
    fc_log_add(&line, "msg", "end of run");
    fc_log_write(log, &line);
}

/* With the lock held. */
static void run_jobs(const struct fc_request *request, struct fc_log *log,
                     int *outcome)
{
    const char *summary = request->unattended.summary;
    double begun = fc_today_seconds();
    fc_error err = {.status = FC_OK};
    struct fc_job_list list = {0};
    fc_status status = fc_job_list_make(&list, request, &err);

    if (status == FC_OK) {
        status = fc_job_pool_run(&list, log, &err);
    }
    if (status == FC_OK) {
        *outcome = worse(*outcome, worst_of(&list));
        if (summary != NULL) {
            status = fc_summary_write(summary, &list, &err);
        }
    }
    if (status != FC_OK) {
        log_failure(log, status, &err, outcome);
    }
    log_end(log, &list, begun, *outcome);
    fc_job_list_release(&list);
}

static void run_locked(const struct fc_request *request, struct fc_log *log,
                       int *outcome)
{
    const char *path = fc_run_lock(request);
    struct fc_log_line line = {.level = FC_LOG_WARNING};
    fc_error err = {.status = FC_OK};
    struct fc_lock lock = {.fd = -1};
    char text[FC_MESSAGE_SIZE];
    bool held = false;
    long holder = 0;
    fc_status status = fc_lock_take(
        &lock, path, request->unattended.lock_timeout, &held, &holder, &err);

    if (status != FC_OK) {
        log_failure(log, status, &err, outcome);
    } else if (held) {
        fc_lock_describe(text, sizeof text, path, holder);
        fc_message_filter(text);
        *outcome = FC_EXIT_LOCKED;
        fc_log_add_number(&line, "exit", "%d", FC_EXIT_LOCKED);
        fc_log_add(&line, "msg", "%s", text);
        fc_log_write(log, &line);
    } else {
        run_jobs(request, log, outcome);
    }
    fc_lock_release(&lock);
}

fc_status fc_command_run(const struct fc_request *request, int *outcome,
                         fc_error *err)
{
    fc_error why = {.status = FC_OK};
    struct fc_log log = {.fd = -1};
    fc_status status = FC_OK;

    if (request->config->file_count == 0) {
        return FC_FAIL(err, FC_ERR_READ,
                       "there is no configuration; write forecast.ini here, or "
                       "name one with --config FILE");
    }
    status = enter_folder(request->config->files[0]->source, err);
    if (status == FC_OK) {
        status = fc_run_check_files(request, err);
    }
    if (status != FC_OK) {
        return status;
    }
    /* A log that cannot be opened is no reason to lose the forecasts. */
    status = fc_log_open(&log, request, &why);
    if (status != FC_OK) {
        log_failure(&log, status, &why, outcome);
    }
    run_locked(request, &log, outcome);
    if (log.failed) {
        *outcome = worse(*outcome, FC_EXIT_OUTPUT);
    }
    fc_log_close(&log);
    return FC_OK;
}
