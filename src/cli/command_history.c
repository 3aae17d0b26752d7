/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/source.h"

fc_status fc_command_history(const struct fc_request *request, int *outcome,
                             fc_error *err)
{
    fc_dataset *dataset = NULL;
    const fc_series *series = NULL;
    fc_report *report = NULL;
    fc_status status = fc_source_open(&dataset, request, err);

    (void)outcome; /* history checks nothing */
    if (status == FC_OK) {
        status = fc_source_series(&series, dataset, request, err);
    }
    if (status == FC_OK) {
        status = fc_history_report(&report, dataset, series->name, err);
    }
    if (status == FC_OK) {
        struct fc_delivery delivery = {.report = report};

        status = fc_deliver(request, &delivery, err);
    }
    fc_report_free(report);
    fc_dataset_free(dataset);
    return status;
}

fc_status fc_command_series(const struct fc_request *request, int *outcome,
                            fc_error *err)
{
    fc_dataset *dataset = NULL;
    fc_report *report = NULL;
    fc_status status = fc_source_open(&dataset, request, err);

    (void)outcome; /* the list checks nothing */
    if (status == FC_OK) {
        status = fc_series_list_report(&report, dataset, err);
    }
    if (status == FC_OK) {
        struct fc_delivery delivery = {.report = report};

        status = fc_deliver(request, &delivery, err);
    }
    fc_report_free(report);
    fc_dataset_free(dataset);
    return status;
}
