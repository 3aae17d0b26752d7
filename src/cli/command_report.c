/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All about a forecast on one page: the forecast, what it is made of, and the
 * record of the guidance that it is held against.
 */
#include <string.h>

#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/projection_job.h"
#include "cli/report_join.h"

static bool has_page(const struct fc_request *request)
{
    for (size_t i = 0; i < request->output_count; i++) {
        if (strcmp(fc_writer_for_path(request->outputs[i])->name, "html")
            == 0) {
            return true;
        }
    }
    return false;
}

/* A model that is no sum of terms has no parts to show. */
static fc_status add_parts(fc_report *report, const fc_projection *projection,
                           fc_error *err)
{
    fc_report *parts = NULL;
    fc_error why = {.status = FC_OK};
    fc_status status = fc_projection_explain(&parts, projection, &why);

    if (status == FC_ERR_ARGUMENT) {
        return FC_OK;
    }
    if (status == FC_OK) {
        fc_report_join_tables(report, parts);
        status = fc_report_finish(report, &why);
    }
    fc_report_free(parts);
    return status == FC_OK ? status : FC_FAIL(err, status, "%s", why.message);
}

/* Without guidance for the series there is no record to show. */
static fc_status add_record(fc_report *report,
                            const struct fc_projection_job *job, fc_error *err)
{
    const fc_guidance_report_request request = {
        .dataset = job->dataset,
        .series = job->series->name,
        .guidance_path = job->asked.guidance_path,
        .as_of = job->asked.as_of};
    fc_report *record = NULL;
    fc_error why = {.status = FC_OK};
    fc_status status = fc_guidance_report(&record, &request, &why);

    if (status == FC_ERR_ARGUMENT || status == FC_ERR_DATA) {
        return FC_OK;
    }
    if (status == FC_OK) {
        fc_report_join(report, record);
        status = fc_report_finish(report, &why);
    }
    fc_report_free(record);
    return status == FC_OK ? status : FC_FAIL(err, status, "%s", why.message);
}

static fc_status deliver(const struct fc_projection_job *job, fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = fc_projection_report(&report, job->projection, err);

    if (status == FC_OK) {
        status = add_parts(report, job->projection, err);
    }
    if (status == FC_OK) {
        status = add_record(report, job, err);
    }
    if (status == FC_OK) {
        const struct fc_delivery delivery = {.report = report,
                                             .input = job->dataset};

        status = fc_deliver(job->request, &delivery, err);
    }
    fc_report_free(report);
    return status;
}

fc_status fc_command_report(const struct fc_request *request, int *outcome,
                            fc_error *err)
{
    struct fc_projection_job job = {.request = request};
    fc_status status = FC_OK;

    (void)outcome; /* a page checks nothing */
    if (!has_page(request)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "where shall the page go? give -o FILE.html");
    }
    status = fc_projection_job_run(&job, err);
    if (status == FC_OK) {
        status = deliver(&job, err);
    }
    fc_projection_job_release(&job);
    return status;
}
