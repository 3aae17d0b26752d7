/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "forecast/diagnostics.h"
#include "forecast/regress.h"

#include "base/memory.h"
#include "planning/lookup.h"
#include "planning/regress_state.h"

/* Names of the rows for the diagnostics: their periods. */
struct row_names {
    char (*texts)[FC_PERIOD_TEXT_SIZE];
    const char **views;
};

static fc_status name_rows(struct row_names *out,
                           const struct fc_regress_job *job, fc_error *err)
{
    size_t rows = job->sample->rows;

    out->texts = fc_calloc(rows, sizeof *out->texts);
    out->views = fc_calloc(rows, sizeof *out->views);
    if (out->texts == NULL || out->views == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu rows", rows);
    }
    for (size_t i = 0; i < rows; i++) {
        fc_period_format(out->texts[i], job->sample->periods[i], job->calendar);
        out->views[i] = out->texts[i];
    }
    return FC_OK;
}

/* The tests are those of least squares; robust and ridge regression have
 * others. */
static fc_status write_diagnostics(struct fc_regress_job *job, fc_error *err)
{
    const fc_linear_problem problem = {.design = job->sample->design,
                                       .y = job->sample->y,
                                       .weights = job->sample->weights};
    struct row_names names = {0};
    fc_status status = FC_OK;

    if (job->fit->estimator != FC_OLS) {
        return FC_OK;
    }
    status = name_rows(&names, job, err);
    if (status == FC_OK) {
        const fc_diagnostics_options options = {.row_names = names.views};

        status = fc_diagnostics_report(job->report, &problem, &options, err);
    }
    free(names.texts);
    free(names.views);
    return status;
}

static fc_status fit(struct fc_regress_job *job, fc_error *err)
{
    const fc_regress_request *request = job->request;
    fc_regression_options options = request->options;
    fc_status status = fc_sample_create(&job->sample, &request->sample, err);

    if (status != FC_OK) {
        return status;
    }
    options.weights = job->sample->weights;
    options.first_row = 0;
    options.rows = 0;
    return fc_regression_fit(&job->fit, job->sample->design, job->sample->y,
                             &options, err);
}

static fc_status write_report(struct fc_regress_job *job, fc_error *err)
{
    const char *response = job->request->sample.response;
    const fc_series_info *info = fc_dataset_info(job->request->dataset,
                                                 response);
    fc_status status = fc_report_create(
        &job->report, info != NULL ? info->title : response, err);

    if (status != FC_OK) {
        return status;
    }
    fc_regress_write_tables(job);
    status = write_diagnostics(job, err);
    if (status == FC_OK) {
        status = fc_regress_write_notes(job, err);
    }
    return status;
}

fc_status fc_regress_report(fc_report **out, const fc_regress_request *request,
                            fc_error *err)
{
    struct fc_regress_job job = {
        .request = request,
        .calendar = request->dataset->table->calendar,
    };
    fc_status status = fit(&job, err);

    *out = NULL;
    if (status == FC_OK) {
        status = write_report(&job, err);
    }
    fc_regression_free(job.fit);
    fc_sample_free(job.sample);
    if (status != FC_OK) {
        fc_report_free(job.report);
        return status;
    }
    return fc_report_close(out, job.report, err);
}
