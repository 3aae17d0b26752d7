/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/recorder.h"
#include "cli/source.h"

fc_status fc_command_score(const struct fc_request *request, int *outcome,
                           fc_error *err)
{
    fc_ledger *ledger = NULL;
    fc_dataset *dataset = NULL;
    fc_report *report = NULL;
    fc_status status = fc_ledger_open(&ledger, fc_recorder_path(request),
                                      FC_LEDGER_READ, err);

    (void)outcome; /* scores check nothing */
    if (status == FC_OK) {
        status = fc_source_open(&dataset, request, err);
    }
    if (status == FC_OK) {
        status = fc_ledger_score(&report, ledger, dataset, request->series,
                                 err);
    }
    if (status == FC_OK) {
        const struct fc_delivery delivery = {.report = report};

        status = fc_deliver(request, &delivery, err);
    }
    fc_report_free(report);
    fc_dataset_free(dataset);
    fc_ledger_close(ledger);
    return status;
}
