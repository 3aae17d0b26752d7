/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "cli/command.h"
#include "cli/deliver.h"

enum { COLUMN_NAME, COLUMN_SUMMARY, COLUMN_USAGE, COLUMN_ADVICE, COLUMN_COUNT };

static const fc_column columns[COLUMN_COUNT] = {
    [COLUMN_NAME] = {.name = "model"},
    [COLUMN_SUMMARY] = {.name = "summary"},
    [COLUMN_USAGE] = {.name = "options"},
    [COLUMN_ADVICE] = {.name = "advice"},
};

/* Machines get all of it, people what they choose by: options, a line of their
 * own each, stand with the single model. */
static void list_models(fc_report *report)
{
    static const fc_column choice[] = {
        {.name = "model", .title = "Model"},
        {.name = "summary", .title = "What it does"},
        {.name = "advice", .title = "When to use it"},
    };
    fc_report_table *all = fc_report_add_table(
        report, "models", NULL, FC_FOR_MACHINES, columns, COLUMN_COUNT);
    fc_report_table *table = fc_report_add_table(
        report, "choice", NULL, FC_FOR_PEOPLE, choice,
        sizeof choice / sizeof choice[0]);

    for (size_t i = 0; i < fc_model_type_count(); i++) {
        const fc_model_type *type = fc_model_type_at(i);
        const char *name = fc_model_type_name(type);

        fc_report_table_add_row(all);
        fc_report_table_set_text(all, COLUMN_NAME, name);
        fc_report_table_set_text(all, COLUMN_SUMMARY,
                                 fc_model_type_summary(type));
        fc_report_table_set_text(all, COLUMN_USAGE, fc_model_type_usage(type));
        fc_report_table_set_text(all, COLUMN_ADVICE,
                                 fc_model_type_advice(type));
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, name);
        fc_report_table_set_text(table, 1, fc_model_type_summary(type));
        fc_report_table_set_text(table, 2, fc_model_type_advice(type));
    }
    fc_report_add_note(report, FC_NOTE_PLAIN,
                       "forecast models NAME tells all about one, its options "
                       "too.");
}

static void add_fact(fc_report_table *table, const char *what,
                     const char *words)
{
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, what);
    fc_report_table_set_text(table, 1, words);
}

/* "7 quarters, 15 months; 4 values without a season". */
static void add_shortest(fc_report_table *table, const fc_model_spec *spec)
{
    char text[120];

    (void)snprintf(text, sizeof text,
                   "%zu quarters, %zu months; %zu values without a season",
                   fc_model_spec_min_length(spec, 4),
                   fc_model_spec_min_length(spec, 12),
                   fc_model_spec_min_length(spec, 1));
    add_fact(table, "shortest series", text);
}

static void describe_model(fc_report *report, const fc_model_spec *spec)
{
    static const fc_column facts[] = {
        {.name = "property", .title = "Property"},
        {.name = "value", .title = "In words"},
    };
    const fc_model_type *type = spec->type;
    const fc_model_abilities can = fc_model_type_abilities(type);
    const char *usage = fc_model_type_usage(type);
    char text[FC_MODEL_SPEC_SIZE];
    fc_report_table *table = fc_report_add_table(report, "model", NULL,
                                                 FC_FOR_ALL, facts, 2);

    fc_model_spec_format(text, spec);
    add_fact(table, "model", text);
    add_fact(table, "what it does", fc_model_type_summary(type));
    add_fact(table, "when to use it", fc_model_type_advice(type));
    add_fact(table, "options behind a colon",
             usage[0] != '\0' ? usage : "none");
    add_shortest(table, spec);
    add_fact(table, "missing values",
             can.takes_missing
                 ? "taken"
                 : "not taken; the latest unbroken stretch is used");
    add_fact(table, "other series", can.takes_regressors ? "taken" : "none");
    add_fact(table, "intervals",
             can.has_closed_law
                 ? (can.takes_regressors
                        ? "simulate, bootstrap; analytic without other series"
                        : "simulate, bootstrap, analytic")
                 : "simulate, bootstrap");
}

static fc_status fill(fc_report *report, const char *name, fc_error *err)
{
    fc_model_spec spec = {.type = NULL};
    fc_status status = FC_OK;

    if (name == NULL) {
        list_models(report);
        return FC_OK;
    }
    status = fc_model_spec_parse(&spec, name, err);
    if (status == FC_OK) {
        describe_model(report, &spec);
    }
    return status;
}

fc_status fc_command_models(const struct fc_request *request, int *outcome,
                            fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = fc_report_create(
        &report, request->operand == NULL ? "Models" : "Model", err);

    (void)outcome; /* the list checks nothing */
    if (status == FC_OK) {
        status = fill(report, request->operand, err);
    }
    if (status == FC_OK) {
        status = fc_report_finish(report, err);
    }
    if (status == FC_OK) {
        struct fc_delivery delivery = {.report = report};

        status = fc_deliver(request, &delivery, err);
    }
    fc_report_free(report);
    return status;
}
