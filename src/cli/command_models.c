/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"
#include "cli/deliver.h"

enum { COLUMN_NAME, COLUMN_SUMMARY, COLUMN_USAGE, COLUMN_ADVICE, COLUMN_COUNT };

static const fc_column columns[COLUMN_COUNT] = {
    [COLUMN_NAME] = {.name = "model", .title = "Model"},
    [COLUMN_SUMMARY] = {.name = "summary", .title = "What it does"},
    [COLUMN_USAGE] = {.name = "options", .title = "Options behind a colon"},
    [COLUMN_ADVICE] = {.name = "advice", .title = "When to use it"},
};

static fc_status list_models(fc_report **out, fc_error *err)
{
    fc_report *report = NULL;
    fc_report_table *table = NULL;
    fc_status status = fc_report_create(&report, "Models", err);

    if (status != FC_OK) {
        return status;
    }
    table = fc_report_add_table(report, "models", NULL, FC_FOR_ALL, columns,
                                COLUMN_COUNT);
    for (size_t i = 0; i < fc_model_type_count(); i++) {
        const fc_model_type *type = fc_model_type_at(i);

        fc_report_table_add_row(table);
        fc_report_table_set_text(table, COLUMN_NAME, fc_model_type_name(type));
        fc_report_table_set_text(table, COLUMN_SUMMARY,
                                 fc_model_type_summary(type));
        fc_report_table_set_text(table, COLUMN_USAGE,
                                 fc_model_type_usage(type));
        fc_report_table_set_text(table, COLUMN_ADVICE,
                                 fc_model_type_advice(type));
    }
    status = fc_report_finish(report, err);
    if (status == FC_OK) {
        *out = report;
    } else {
        fc_report_free(report);
    }
    return status;
}

fc_status fc_command_models(const struct fc_request *request, int *outcome,
                            fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = list_models(&report, err);

    (void)outcome; /* the list checks nothing */
    if (status == FC_OK) {
        struct fc_delivery delivery = {.report = report};

        status = fc_deliver(request, &delivery, err);
    }
    fc_report_free(report);
    return status;
}
