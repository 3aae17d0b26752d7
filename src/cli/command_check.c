/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/message.h"
#include "cli/report_join.h"
#include "cli/source.h"

typedef fc_status audit(fc_report **report, fc_audit_result *result,
                        const fc_dataset *dataset, fc_error *err);

/* The counts of the two audits, which the report states one by one, too. */
struct counts {
    fc_audit_result evidence;
    fc_audit_result series;
};

/* Run one audit and put its tables with the others. */
static fc_status add_audit(fc_report *all, fc_audit_result *result, audit *run,
                           const fc_dataset *dataset, fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = run(&report, result, dataset, err);

    if (status == FC_OK) {
        fc_report_join(all, report);
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
static fc_status audit_all(fc_report *report, struct counts *counts,
                           const fc_dataset *dataset,
                           const struct fc_request *request, fc_error *err)
{
    bool evident = has_evidence(dataset);
    bool pointed = request->data != NULL || request->series != NULL;
    fc_status status = FC_OK;

    if (evident) {
        status = add_audit(report, &counts->evidence, fc_audit_dataset, dataset,
                           err);
    }
    if (status == FC_OK && (pointed || !evident)) {
        status = add_audit(report, &counts->series, fc_audit_series, dataset,
                           err);
    }
    return status == FC_OK ? fc_report_finish(report, err) : status;
}

static bool say_failures(const struct counts *counts)
{
    if (counts->evidence.failures > 0) {
        fc_message_print("%zu of %zu checks failed", counts->evidence.failures,
                         counts->evidence.checks);
    }
    if (counts->series.failures > 0) {
        fc_message_print("%zu of %zu series cannot be forecast",
                         counts->series.failures, counts->series.checks);
    }
    return counts->evidence.failures + counts->series.failures > 0;
}

fc_status fc_command_check(const struct fc_request *request, int *outcome,
                           fc_error *err)
{
    fc_dataset *dataset = NULL;
    fc_report *report = NULL;
    struct counts counts = {0};
    fc_status status = fc_source_open(&dataset, request, err);

    if (status == FC_OK && request->series != NULL) {
        const fc_series *series = NULL;

        status = fc_source_series(&series, dataset, request, err);
    }
    if (status == FC_OK) {
        status = fc_report_create(&report, NULL, err);
    }
    if (status == FC_OK) {
        status = audit_all(report, &counts, dataset, request, err);
    }
    if (status == FC_OK) {
        struct fc_delivery delivery = {.report = report};

        status = fc_deliver(request, &delivery, err);
    }
    if (status == FC_OK && say_failures(&counts)) {
        *outcome = FC_EXIT_CHECK_FAILED;
    }
    fc_report_free(report);
    fc_dataset_free(dataset);
    return status;
}
