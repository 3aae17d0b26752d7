/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One job of a configuration: a forecast that is asked for by settings instead
 * of a command line.
 */
#ifndef FC_CLI_JOB_H
#define FC_CLI_JOB_H

#include "cli/config.h"
#include "cli/log.h"
#include "cli/message.h"
#include "cli/projection_job.h"

struct fc_job {
    const char *name;
    struct fc_words words;
    char *output; /**< made here if the settings name none */
    char **argv;  /**< "forecast" and the words */
    struct fc_request request;

    struct fc_projection_job work;
    fc_report *report;
    fc_alert_facts facts;
    char series[FC_ARGUMENT_NAME_SIZE]; /**< once it is known */
    char head[FC_LEDGER_SEAL_SIZE]; /**< of the ledger; "" if not recorded */
    double seconds;
    fc_status status; /**< of computing, then of delivering */
    fc_error err;
    int outcome;                   /**< exit status of the job */
    char message[FC_MESSAGE_SIZE]; /**< what is not well; "" if all is */
};

/** The jobs of one run. */
struct fc_job_list {
    struct fc_job *items;
    size_t count;
};

/**
 * Make the jobs that the run asks for from the first file, and see that no two
 * of them write one file.
 * @return FC_ERR_ARGUMENT, FC_ERR_FORMAT. Release the list after a failure,
 *         too.
 */
fc_status fc_job_list_make(struct fc_job_list *out,
                           const struct fc_request *request, fc_error *err);
void fc_job_list_release(struct fc_job_list *list);

/** Read and project. Several jobs may do so at the same time. */
void fc_job_compute(struct fc_job *job);

/** Free what a finished job held; name, facts and message stay. */
void fc_job_release(struct fc_job *job);

/** Write the results, judge the alerts, write the log. One job at a time. */
void fc_job_finish(struct fc_job *job, struct fc_log *log);

#endif
