/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/message.h"
#include "cli/paths_report.h"
#include "cli/projection_job.h"
#include "cli/recorder.h"

static fc_status deliver(const struct fc_projection_job *job, fc_error *err)
{
    char *path = NULL;
    fc_report *report = NULL;
    fc_report *paths = NULL;
    fc_status status = fc_projection_report(&report, job->projection, err);

    if (status == FC_OK) {
        status = fc_deliver_default_path(&path, job->series->name, err);
    }
    if (status == FC_OK && job->request->paths != NULL) {
        status = fc_paths_report(&paths, fc_projection_paths(job->projection),
                                 job->dataset->table->calendar, err);
    }
    if (status == FC_OK) {
        struct fc_delivery delivery = {
            .report = report,
            .second = paths,
            .second_path = job->request->paths,
            .default_path = path,
            .input = job->dataset,
        };

        status = fc_deliver(job->request, &delivery, err);
    }
    fc_report_free(paths);
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

/* A candidate that the user named and that gave no forecast. The default
 * candidates are a choice of ours: that one does not suit is no failure. */
static bool model_fails(const struct fc_projection_job *job)
{
    const fc_model_spec *first = NULL;
    size_t count = fc_projection_failed(&first, job->projection);
    char text[FC_MODEL_SPEC_SIZE];

    if (job->request->spec_count == 0 || count == 0) {
        return false;
    }
    fc_model_spec_format(text, first);
    fc_message_print("model %s gives no forecast for this series; the other "
                     "results are written",
                     text);
    return true;
}

fc_status fc_command_forecast(const struct fc_request *request, int *outcome,
                              fc_error *err)
{
    struct fc_projection_job job = {.request = request};
    fc_status status = request->record ? fc_recorder_check(request, err)
                                       : FC_OK;

    if (status == FC_OK) {
        status = fc_projection_job_run(&job, err);
    }
    if (status == FC_OK) {
        status = deliver(&job, err);
    }
    if (status == FC_OK) {
        status = fc_projection_job_freeze(&job, err);
    }
    if (status == FC_OK && request->record) {
        status = fc_recorder_append(request, job.projection, err);
    }
    if (status == FC_OK && request->check) {
        *outcome = check_fails(&job) ? FC_EXIT_CHECK_FAILED : 0;
    }
    if (status == FC_OK && model_fails(&job)) {
        *outcome = FC_EXIT_MODEL_FAILED;
    }
    fc_projection_job_release(&job);
    return status;
}
