/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/discover.h"
#include "cli/message.h"
#include "cli/terminal.h"
#include "cli/text_list.h"

/* Health: what the program is made of and what it finds. */

enum { COLUMN_PART, COLUMN_DETAIL, COLUMN_STATE, COLUMN_COUNT };

static const fc_column columns[COLUMN_COUNT] = {
    [COLUMN_PART] = {.name = "part", .title = "Part"},
    [COLUMN_DETAIL] = {.name = "detail", .title = "Detail"},
    [COLUMN_STATE] = {.name = "state", .title = "State"},
};

static void add_row(fc_report_table *table, const char *part,
                    const char *detail, const char *state)
{
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, COLUMN_PART, part);
    fc_report_table_set_text(table, COLUMN_DETAIL, detail);
    fc_report_table_set_text(table, COLUMN_STATE, state);
}

/* Audit one dataset; true if it is sound. Why it cannot be read is in its row.
 */
static bool add_dataset(fc_report_table *table, const char *path)
{
    fc_dataset *dataset = NULL;
    fc_report *audit = NULL;
    fc_audit_result result = {0};
    fc_error err = {0};
    char detail[900];
    fc_status status = fc_dataset_open(&dataset, path, NULL, &err);
    bool sound = false;

    if (status == FC_OK) {
        status = fc_audit_dataset(&audit, &result, dataset, &err);
    }
    if (status == FC_OK) {
        sound = result.failures == 0;
        (void)snprintf(detail, sizeof detail, "%.300s: %zu of %zu checks pass",
                       path, result.checks - result.failures, result.checks);
    } else {
        (void)snprintf(detail, sizeof detail, "%.300s: %s", path, err.message);
    }
    add_row(table, "dataset", detail, sound ? "ok" : "not ok");
    fc_report_free(audit);
    fc_dataset_free(dataset);
    return sound;
}

static void add_versions(fc_report_table *table)
{
    add_row(table, "forecast", fc_version(), "ok");
    for (size_t i = 0; i < fc_library_count(); i++) {
        fc_library library = fc_library_at(i);

        add_row(table, library.name, library.version, "ok");
    }
}

/* The folders and what is in them; *sound if there is a dataset and all pass.
 */
static fc_status add_data(fc_report_table *table, bool *sound, fc_error *err)
{
    struct fc_text_list folders = {0};
    struct fc_text_list datasets = {0};
    fc_status status = fc_discover_folders(&folders, err);

    if (status == FC_OK) {
        status = fc_discover_datasets(&datasets, &folders, err);
    }
    *sound = datasets.count > 0;
    for (size_t i = 0; i < folders.count && status == FC_OK; i++) {
        add_row(table, "data folder", folders.items[i],
                fc_discover_is_folder(folders.items[i]) ? "found" : "absent");
    }
    for (size_t i = 0; i < datasets.count && status == FC_OK; i++) {
        *sound = add_dataset(table, datasets.items[i]) && *sound;
    }
    fc_text_list_release(&folders);
    fc_text_list_release(&datasets);
    return status;
}

static fc_status check_health(const struct fc_request *request, int *outcome,
                              fc_error *err)
{
    fc_report *report = NULL;
    fc_report_table *table = NULL;
    bool sound = false;
    fc_status status = fc_report_create(&report, NULL, err);

    if (status != FC_OK) {
        return status;
    }
    table = fc_report_add_table(report, "health", NULL, FC_FOR_ALL, columns,
                                COLUMN_COUNT);
    add_versions(table);
    status = add_data(table, &sound, err);
    if (status == FC_OK) {
        status = fc_report_finish(report, err);
    }
    if (status == FC_OK) {
        struct fc_delivery delivery = {.report = report};

        status = fc_deliver(request, &delivery, err);
    }
    if (status == FC_OK && !sound) {
        fc_message_print("there is no dataset, or one that is not sound; see "
                         "forecast check");
        *outcome = FC_EXIT_CHECK_FAILED;
    }
    fc_report_free(report);
    return status;
}

/* The certificate. */

/* The contract's form: NAME coef se rsd, one line a problem. */
static fc_status print_digits(const fc_report *report, fc_error *err)
{
    const fc_report_table *table = fc_report_find_table(report, "certificate");
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    fc_status status = FC_OK;

    if (out == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the digits");
    }
    for (size_t row = 0; row < fc_report_table_row_count(table); row++) {
        (void)fprintf(out, "%s %.1f %.1f %.1f\n",
                      fc_report_table_cell(table, row, 0).text,
                      fc_report_table_cell(table, row, 1).number,
                      fc_report_table_cell(table, row, 2).number,
                      fc_report_table_cell(table, row, 3).number);
    }
    if (fclose(out) != 0) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the digits");
    } else {
        status = fc_terminal_write(text, size, err);
    }
    free(text);
    return status;
}

static fc_status deliver_digits(const struct fc_request *request,
                                const fc_report *report, fc_error *err)
{
    struct fc_delivery delivery = {.report = report};

    if (request->format != NULL || request->no_file
        || request->output_count > 0) {
        return fc_deliver(request, &delivery, err);
    }
    fc_message_warnings(report);
    return print_digits(report, err);
}

static fc_status check_digits(const struct fc_request *request, int *outcome,
                              fc_error *err)
{
    char *folder = NULL;
    fc_report *report = NULL;
    fc_certificate_result result = {0};
    fc_status status = fc_discover_folder(&folder, "nist", err);

    if (status == FC_OK) {
        status = fc_certificate_nist(&report, &result, folder, err);
    }
    if (status == FC_OK) {
        status = deliver_digits(request, report, err);
    }
    if (status == FC_OK && result.failures > 0) {
        fc_message_print("%zu of %zu problems have fewer digits than they must",
                         result.failures, result.problems);
        *outcome = FC_EXIT_CHECK_FAILED;
    }
    fc_report_free(report);
    free(folder);
    return status;
}

fc_status fc_command_doctor(const struct fc_request *request, int *outcome,
                            fc_error *err)
{
    return request->nist ? check_digits(request, outcome, err)
                         : check_health(request, outcome, err);
}
