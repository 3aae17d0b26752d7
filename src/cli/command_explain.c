/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/overlap.h"
#include "cli/projection_job.h"

/* The file that --against names: `last` is where `forecast` writes by itself.
 * The caller frees *owned. */
static fc_status find_earlier(const char **path, char **owned,
                              const struct fc_projection_job *job,
                              fc_error *err)
{
    fc_status status = FC_OK;

    *path = job->request->against;
    if (strcmp(*path, "last") == 0) {
        status = fc_deliver_default_path(owned, job->series->name, err);
        *path = *owned;
    }
    return status;
}

/* Nothing to compare with is the one failure that `forecast` itself mends. */
static fc_status read_earlier(fc_published **out,
                              const struct fc_projection_job *job,
                              const char *path, fc_error *err)
{
    fc_error why = {.status = FC_OK};
    fc_status status = fc_published_read(out, path, job->series,
                                         job->dataset->table->calendar, &why);

    if (status == FC_ERR_READ && path != job->request->against) {
        return FC_FAIL_AT(err, status, why.source, 0, 0,
                          "%.300s; 'forecast' writes it, --against FILE reads "
                          "another",
                          why.message);
    }
    if (status != FC_OK && err != NULL) {
        *err = why;
    }
    return status;
}

/* The explanation must not take the place of what it explains. */
static fc_status spare_earlier(const struct fc_request *request,
                               const char *path, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < request->output_count && status == FC_OK; i++) {
        status = fc_overlap_refuse(request->outputs[i], "--output", path, err);
    }
    return status;
}

static fc_status explain_changes(fc_report **out,
                                 const struct fc_projection_job *job,
                                 fc_error *err)
{
    const char *path = NULL;
    char *owned = NULL;
    fc_published *earlier = NULL;
    fc_status status = find_earlier(&path, &owned, job, err);

    if (status == FC_OK) {
        status = spare_earlier(job->request, path, err);
    }
    if (status == FC_OK) {
        status = read_earlier(&earlier, job, path, err);
    }
    if (status == FC_OK) {
        status = fc_projection_changes(out, job->projection, earlier,
                                       &job->asked, err);
    }
    fc_published_free(earlier);
    free(owned);
    return status;
}

fc_status fc_command_explain(const struct fc_request *request, int *outcome,
                             fc_error *err)
{
    struct fc_projection_job job = {.request = request};
    fc_report *report = NULL;
    fc_status status = fc_projection_job_run(&job, err);

    (void)outcome; /* an explanation checks nothing */
    if (status == FC_OK) {
        status = request->against != NULL
                     ? explain_changes(&report, &job, err)
                     : fc_projection_explain(&report, job.projection, err);
    }
    if (status == FC_OK) {
        const struct fc_delivery delivery = {.report = report};

        status = fc_deliver(request, &delivery, err);
    }
    if (status == FC_OK) {
        status = fc_projection_job_freeze(&job, err);
    }
    fc_report_free(report);
    fc_projection_job_release(&job);
    return status;
}
