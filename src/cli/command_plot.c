/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A forecast to look at: a chart, or a page of all of them. */
#include <string.h>

#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/projection_job.h"

/* Project, and deliver the result as @p chart or, without one, as it is. */
static fc_status deliver(const struct fc_request *request, const char *chart,
                         fc_error *err)
{
    struct fc_projection_job job = {.request = request};
    fc_report *report = NULL;
    fc_status status = fc_projection_job_run(&job, err);

    if (status == FC_OK) {
        status = fc_projection_report(&report, job.projection, err);
    }
    if (status == FC_OK) {
        struct fc_delivery delivery = {
            .report = report, .input = job.dataset, .chart = chart};

        status = fc_deliver(request, &delivery, err);
    }
    fc_report_free(report);
    fc_projection_job_release(&job);
    return status;
}

fc_status fc_command_plot(const struct fc_request *request, int *outcome,
                          fc_error *err)
{
    (void)outcome; /* a picture checks nothing */
    return deliver(request, request->operand, err);
}

fc_status fc_command_report(const struct fc_request *request, int *outcome,
                            fc_error *err)
{
    (void)outcome;
    for (size_t i = 0; i < request->output_count; i++) {
        if (strcmp(fc_writer_for_path(request->outputs[i])->name, "html")
            == 0) {
            return deliver(request, NULL, err);
        }
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "where shall the page go? give -o FILE.html");
}
