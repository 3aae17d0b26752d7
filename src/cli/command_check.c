/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/message.h"
#include "cli/report_join.h"
#include "cli/source.h"

typedef fc_status audit(fc_report **report, fc_audit_result *result,
                        const fc_dataset *dataset, fc_error *err);

/* Run one audit and put its tables and counts with the others. */
static fc_status add_audit(fc_report *all, fc_audit_result *sum, audit *run,
                           const fc_dataset *dataset, fc_error *err)
{
    fc_report *report = NULL;
    fc_audit_result result = {0};
    fc_status status = run(&report, &result, dataset, err);

    if (status == FC_OK) {
        fc_report_join(all, report);
        sum->checks += result.checks;
        sum->failures += result.failures;
    }
    fc_report_free(report);
    return status;
}

/* Does the descriptor name anything to hold the series against? */
static bool has_evidence(const fc_dataset *dataset)
{
    return dataset->hierarchy_path != NULL || dataset->totals_path != NULL
           || dataset->guidance_path != NULL || dataset->facts_path != NULL
           || dataset->sources_path != NULL;
}

/* What the descriptor names is audited; the series themselves, when the user
 * points at them or there is nothing else. */
static fc_status audit_all(fc_report *report, fc_audit_result *sum,
                           const fc_dataset *dataset,
                           const struct fc_request *request, fc_error *err)
{
    bool evident = has_evidence(dataset);
    bool pointed = request->data != NULL || request->series != NULL;
    fc_status status = FC_OK;

    if (evident) {
        status = add_audit(report, sum, fc_audit_dataset, dataset, err);
    }
    if (status == FC_OK && (pointed || !evident)) {
        status = add_audit(report, sum, fc_audit_series, dataset, err);
    }
    return status == FC_OK ? fc_report_finish(report, err) : status;
}

fc_status fc_command_check(const struct fc_request *request, int *outcome,
                           fc_error *err)
{
    fc_dataset *dataset = NULL;
    fc_report *report = NULL;
    fc_audit_result sum = {0};
    fc_status status = fc_source_open(&dataset, request, err);

    if (status == FC_OK && request->series != NULL) {
        const fc_series *series = NULL;

        status = fc_source_series(&series, dataset, request, err);
    }
    if (status == FC_OK) {
        status = fc_report_create(&report, NULL, err);
    }
    if (status == FC_OK) {
        status = audit_all(report, &sum, dataset, request, err);
    }
    if (status == FC_OK) {
        struct fc_delivery delivery = {.report = report};

        status = fc_deliver(request, &delivery, err);
    }
    if (status == FC_OK && sum.failures > 0) {
        fc_message_print("%zu of %zu checks failed", sum.failures, sum.checks);
        *outcome = FC_EXIT_CHECK_FAILED;
    }
    fc_report_free(report);
    fc_dataset_free(dataset);
    return status;
}
