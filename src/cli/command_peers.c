/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/source.h"

fc_status fc_command_peers(const struct fc_request *request, int *outcome,
                           fc_error *err)
{
    fc_dataset *dataset = NULL;
    fc_report *report = NULL;
    fc_status status = fc_source_open(&dataset, request, err);

    (void)outcome; /* `forecast check` audits the file of peers */
    if (status == FC_OK) {
        status = fc_peers_report(&report, dataset, err);
    }
    if (status == FC_OK) {
        struct fc_delivery delivery = {.report = report};

        status = fc_deliver(request, &delivery, err);
    }
    fc_report_free(report);
    fc_dataset_free(dataset);
    return status;
}
