/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "cli/command.h"
#include "cli/command_line.h"
#include "cli/deliver.h"
#include "cli/source.h"

/* Everything that the command holds; released together. */
struct job {
    const struct fc_request *request;
    char *command;
    fc_dataset *dataset;
    const fc_series *response; /* borrowed from the dataset */
    fc_period from;
    fc_period to;
    fc_period breaks[FC_BREAK_CAPACITY];
    fc_report *report;
};

static fc_status read_period(fc_period *out, const struct job *job,
                             const char *option, const char *text,
                             fc_error *err)
{
    fc_error why = {.status = FC_OK};

    if (text == NULL) {
        return FC_OK;
    }
    if (fc_period_parse(out, text, job->response->start.frequency,
                        job->dataset->table->calendar, &why)
        != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "--%s '%.60s': %.320s", option,
                       text, why.message);
    }
    return FC_OK;
}

static size_t difference(const struct job *job)
{
    const struct fc_request *request = job->request;

    return request->seasonal_difference
               ? fc_frequency_season(job->response->start.frequency)
               : (size_t)request->difference;
}

static fc_status regress(struct job *job, fc_error *err)
{
    const struct fc_request *request = job->request;
    const fc_regress_request regress = {
        .dataset = job->dataset,
        .sample =
            {
                .table = job->dataset->table,
                .response = job->response->name,
                .terms = request->terms,
                .term_count = request->term_count,
                .no_constant = request->no_constant,
                .logged = request->logged,
                .difference = difference(job),
                .weights = request->weights,
                .from = job->from,
                .to = job->to,
            },
        .options = request->regression,
        .command = job->command,
    };

    return fc_regress_report(&job->report, &regress, err);
}

/* --lead has a regression of its own. */
static fc_status find_lead(struct job *job, fc_error *err)
{
    const struct fc_request *request = job->request;
    const fc_lead_request lead = {
        .dataset = job->dataset,
        .response = job->response->name,
        .leader = request->lead,
        .lags = (size_t)request->lags,
        .from = job->from,
        .to = job->to,
        .horizon = (size_t)request->horizon,
        .breaks = job->breaks,
        .break_count = request->break_count,
        .command = job->command,
    };

    return fc_lead_report(&job->report, &lead, err);
}

static fc_status check_options(const struct fc_request *request, fc_error *err)
{
    bool shaped = request->term_count > 0 || request->logged
                  || request->no_constant || request->seasonal_difference
                  || request->difference > 0 || request->weights != NULL
                  || request->regression.estimator != FC_OLS
                  || request->regression.covariance != FC_COVARIANCE_CLASSICAL;

    if (request->lead != NULL && shaped) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "--lead has a regression of its own; give it only --y, "
                       "--lags, --horizon, --break, --from and --to");
    }
    if (request->lead == NULL
        && (request->lags > 0 || request->horizon > 0
            || request->break_count > 0)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "--lags, --horizon and --break belong to --lead SERIES");
    }
    return FC_OK;
}

static fc_status open_job(struct job *job, fc_error *err)
{
    const struct fc_request *request = job->request;
    fc_status status = fc_command_line(&job->command, request->words,
                                       request->word_count, err);

    if (status == FC_OK) {
        status = fc_source_open(&job->dataset, request, err);
    }
    if (status == FC_OK) {
        status = fc_source_series(&job->response, job->dataset, request, err);
    }
    if (status == FC_OK) {
        status = read_period(&job->from, job, "from", request->from, err);
    }
    if (status == FC_OK) {
        status = read_period(&job->to, job, "to", request->to, err);
    }
    for (size_t i = 0; status == FC_OK && i < request->break_count; i++) {
        status = read_period(&job->breaks[i], job, "break", request->breaks[i],
                             err);
    }
    return status;
}

fc_status fc_command_regress(const struct fc_request *request, int *outcome,
                             fc_error *err)
{
    struct job job = {.request = request};
    fc_status status = check_options(request, err);

    (void)outcome; /* a regression checks nothing */
    if (status == FC_OK) {
        status = open_job(&job, err);
    }
    if (status == FC_OK) {
        status = request->lead != NULL ? find_lead(&job, err)
                                       : regress(&job, err);
    }
    if (status == FC_OK) {
        const struct fc_delivery delivery = {.report = job.report};

        status = fc_deliver(request, &delivery, err);
    }
    fc_report_free(job.report);
    fc_dataset_free(job.dataset);
    free(job.command);
    return status;
}
