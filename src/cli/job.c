/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/job.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/recorder.h"
#include "cli/today.h"

void fc_job_compute(struct fc_job *job)
{
    double begun = fc_today_seconds();

    job->work.request = &job->request;
    job->status = job->request.record
                      ? fc_recorder_check(&job->request, &job->err)
                      : FC_OK;
    if (job->status == FC_OK) {
        job->status = fc_projection_job_run(&job->work, &job->err);
    }
    if (job->status == FC_OK) {
        job->status = fc_projection_report(&job->report, job->work.projection,
                                           &job->err);
    }
    if (job->work.series != NULL) {
        (void)snprintf(job->series, sizeof job->series, "%s",
                       job->work.series->name);
    }
    job->seconds = fc_today_seconds() - begun;
}

void fc_job_release(struct fc_job *job)
{
    fc_report_free(job->report);
    job->report = NULL;
    fc_projection_job_release(&job->work);
    job->work = (struct fc_projection_job){0};
}

/* In a job what a user would be told as a slip of the command line is wrong
 * input: nobody sits there. */
static int exit_code(fc_status status)
{
    int code = fc_message_exit_code(status);

    return code == 2                ? FC_EXIT_INPUT
           : code == FC_EXIT_LOCKED ? FC_EXIT_OUTPUT /* the ledger's */
                                    : code;
}

static void describe_result(struct fc_log_line *line, const struct fc_job *job)
{
    const fc_alert_facts *facts = &job->facts;

    fc_log_add(line, "series", "%s", job->series);
    fc_log_add(line, "period", "%s", facts->period);
    if (!isnan(facts->number[FC_ALERT_VALUE])) {
        fc_log_add_number(line, "value", "%.10g",
                          facts->number[FC_ALERT_VALUE]);
    }
    if (!isnan(facts->number[FC_ALERT_YOY])) {
        fc_log_add_number(line, "yoy_pct", "%.2f", facts->number[FC_ALERT_YOY]);
    }
    if (facts->verdict[0] != '\0') {
        fc_log_add(line, "verdict", "%s", facts->verdict);
        fc_log_add_number(line, "p_inside", "%.4f",
                          facts->number[FC_ALERT_P_INSIDE]);
    }
    if (job->head[0] != '\0') {
        fc_log_add(line, "head", "%s", job->head);
    }
    for (size_t i = 0; i < job->request.output_count; i++) {
        fc_log_add(line, "output", "%s", job->request.outputs[i]);
    }
}

static void log_result(const struct fc_job *job, struct fc_log *log)
{
    struct fc_log_line line = {
        .level = job->outcome == 0                      ? FC_LOG_INFO
                 : job->outcome == FC_EXIT_CHECK_FAILED ? FC_LOG_WARNING
                                                        : FC_LOG_ERROR,
    };

    fc_log_add(&line, "job", "%s", job->name);
    fc_log_add_number(&line, "exit", "%d", job->outcome);
    if (job->status == FC_OK) {
        describe_result(&line, job);
    }
    fc_log_add_number(&line, "seconds", "%.2f", job->seconds);
    fc_log_add(&line, "msg", "%s",
               job->message[0] != '\0' ? job->message : "done");
    fc_log_write(log, &line);
}

static void log_unknown_alert(const struct fc_job *job, size_t index,
                              struct fc_log *log)
{
    struct fc_log_line line = {.level = FC_LOG_INFO};

    fc_log_add(&line, "job", "%s", job->name);
    fc_log_add(&line, "alert", "%s",
               job->request.unattended.alert_texts[index]);
    fc_log_add(&line, "msg", "this forecast has no such figure");
    fc_log_write(log, &line);
}

/* The figure behind an alert, for the message. */
static void write_figure(char *out, size_t size, const fc_alert *alert,
                         const fc_alert_facts *facts)
{
    if (alert->name == FC_ALERT_VERDICT) {
        (void)snprintf(out, size, "%s", facts->verdict);
    } else {
        (void)snprintf(out, size, "%.6g", facts->number[alert->name]);
    }
}

static void judge_alerts(struct fc_job *job, struct fc_log *log)
{
    const struct fc_unattended *asked = &job->request.unattended;

    for (size_t i = 0; i < asked->alert_count; i++) {
        size_t used = strlen(job->message);
        char figure[40];

        if (!fc_alert_is_known(&asked->alerts[i], &job->facts)) {
            log_unknown_alert(job, i, log);
        }
        if (!fc_alert_fires(&asked->alerts[i], &job->facts)) {
            continue;
        }
        write_figure(figure, sizeof figure, &asked->alerts[i], &job->facts);
        (void)snprintf(job->message + used, sizeof job->message - used,
                       "%salert %.100s: it is %s", used > 0 ? "; " : "",
                       asked->alert_texts[i], figure);
        job->outcome = FC_EXIT_CHECK_FAILED;
    }
}

static void note_failed_model(struct fc_job *job)
{
    char text[FC_MODEL_SPEC_SIZE];
    size_t used = strlen(job->message);

    if (fc_projection_job_model_failed(text, &job->work)) {
        (void)snprintf(job->message + used, sizeof job->message - used,
                       "%smodel %s gives no forecast for this series",
                       used > 0 ? "; " : "", text);
        job->outcome = FC_EXIT_MODEL_FAILED;
    }
}

void fc_job_finish(struct fc_job *job, struct fc_log *log)
{
    if (job->status == FC_OK) {
        fc_projection_job_facts(&job->facts, &job->work, job->report, NULL);
        job->status = fc_projection_job_deliver(&job->work, job->report, NULL,
                                                &job->err);
    }
    if (job->status == FC_OK) {
        job->status = fc_projection_job_freeze(&job->work, &job->err);
    }
    if (job->status == FC_OK && job->request.record) {
        job->status = fc_recorder_append(job->head, &job->request,
                                         job->work.projection, job->name,
                                         &job->err);
    }
    if (job->status == FC_OK) {
        judge_alerts(job, log);
        note_failed_model(job);
    } else {
        job->outcome = exit_code(job->status);
        fc_message_format(job->message, job->status, &job->err);
    }
    fc_message_filter(job->message);
    log_result(job, log);
}
