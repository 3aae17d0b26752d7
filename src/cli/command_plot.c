/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/projection_job.h"

fc_status fc_command_plot(const struct fc_request *request, int *outcome,
                          fc_error *err)
{
    struct fc_projection_job job = {.request = request};
    fc_report *report = NULL;
    fc_status status = fc_projection_job_run(&job, err);

    (void)outcome; /* a picture checks nothing */
    if (status == FC_OK) {
        status = fc_projection_report(&report, job.projection, err);
    }
    if (status == FC_OK) {
        const struct fc_delivery delivery = {
            .report = report, .input = job.dataset, .chart = request->operand};

        status = fc_deliver(request, &delivery, err);
    }
    fc_report_free(report);
    fc_projection_job_release(&job);
    return status;
}
