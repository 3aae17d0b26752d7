/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/message.h"
#include "cli/projection_job.h"
#include "cli/recorder.h"

static fc_status deliver(struct fc_projection_job *job, fc_alert_facts *facts,
                         fc_error *err)
{
    char *path = NULL;
    fc_report *report = NULL;
    fc_status status = fc_projection_report(&report, job->projection, err);

    if (status == FC_OK) {
        status = fc_deliver_default_path(&path, job->series->name, err);
    }
    if (status == FC_OK) {
        fc_projection_job_facts(facts, job, report, path);
        status = fc_projection_job_deliver(job, report, path, err);
    }
    fc_report_free(report);
    free(path);
    return status;
}

/* --check: everything is written, the exit status tells the verdict. */
static bool verdict_fails(const fc_projection *projection, const char *scenario)
{
    const char *verdict = fc_projection_verdict(projection);

    if (verdict != NULL && strcmp(verdict, "inside") == 0) {
        return false;
    }
    if (verdict == NULL) {
        fc_message_print("check: no forecast period has guidance; give it with "
                         "--guidance LOW:HIGH");
    } else {
        fc_message_print("check: the forecast%s%s is %s the guided range",
                         scenario != NULL ? " of scenario " : "",
                         scenario != NULL ? scenario : "", verdict);
    }
    return true;
}

/* The forecast without a plan, and that of every scenario. */
static bool check_fails(const struct fc_projection_job *job)
{
    size_t count = fc_projection_scenario_count(job->projection);
    bool fails = verdict_fails(job->projection, NULL);

    for (size_t i = 0; i < count && !fails; i++) {
        fails = verdict_fails(fc_projection_scenario_at(job->projection, i),
                              fc_projection_scenario_name(job->projection, i));
    }
    return fails;
}

static bool model_fails(const struct fc_projection_job *job)
{
    char text[FC_MODEL_SPEC_SIZE];

    if (!fc_projection_job_model_failed(text, job)) {
        return false;
    }
    fc_message_print("model %s gives no forecast for this series; the other "
                     "results are written",
                     text);
    return true;
}

/* --alert: say which hold. */
static bool alerts_fire(const struct fc_request *request,
                        const fc_alert_facts *facts)
{
    const struct fc_unattended *asked = &request->unattended;
    bool any = false;

    for (size_t i = 0; i < asked->alert_count; i++) {
        if (fc_alert_fires(&asked->alerts[i], facts)) {
            fc_message_print("alert: %s", asked->alert_texts[i]);
            any = true;
        } else if (!fc_alert_is_known(&asked->alerts[i], facts)
                   && !request->quiet) {
            fc_message_print("note: alert %s: this forecast has no such figure",
                             asked->alert_texts[i]);
        }
    }
    return any;
}

/* --record */
static fc_status record(const struct fc_projection_job *job, fc_error *err)
{
    char head[FC_LEDGER_SEAL_SIZE];
    fc_status status = fc_recorder_append(head, job->request, job->projection,
                                          NULL, err);

    if (status == FC_OK) {
        fc_recorder_tell(job->request,
                         1 + fc_projection_scenario_count(job->projection),
                         head);
    }
    return status;
}

fc_status fc_command_forecast(const struct fc_request *request, int *outcome,
                              fc_error *err)
{
    struct fc_projection_job job = {.request = request};
    fc_alert_facts facts = {.period = ""};
    fc_status status = request->record ? fc_recorder_check(request, err)
                                       : FC_OK;

    if (status == FC_OK) {
        status = fc_projection_job_run(&job, err);
    }
    if (status == FC_OK) {
        status = deliver(&job, &facts, err);
    }
    if (status == FC_OK) {
        status = fc_projection_job_freeze(&job, err);
    }
    if (status == FC_OK && request->record) {
        status = record(&job, err);
    }
    if (status == FC_OK && request->check) {
        *outcome = check_fails(&job) ? FC_EXIT_CHECK_FAILED : 0;
    }
    if (status == FC_OK && alerts_fire(request, &facts)) {
        *outcome = FC_EXIT_CHECK_FAILED;
    }
    if (status == FC_OK && model_fails(&job)) {
        *outcome = FC_EXIT_MODEL_FAILED;
    }
    fc_projection_job_release(&job);
    return status;
}
