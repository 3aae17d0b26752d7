/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "forecast/names.h"

#include "base/memory.h"
#include "base/number.h"
#include "planning/columns.h"
#include "planning/update_state.h"

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the update");
}

fc_status fc_update_open(struct fc_update_file *out, const char *path,
                         char delimiter, fc_error *err)
{
    fc_status status = fc_file_read(&out->bytes, path, err);
    const char *text = NULL;

    if (status != FC_OK) {
        return status;
    }
    text = out->bytes.data != NULL ? out->bytes.data : "";
    out->path = fc_text_copy(path);
    if (out->path == NULL) {
        return out_of_memory(err);
    }
    status = fc_csv_parse(&out->csv, text, out->bytes.size, path, delimiter,
                          err);
    return status == FC_OK ? fc_csv_edit_begin(
               &out->edit, text, out->bytes.size, out->csv->delimiter, err)
                           : status;
}

static void release_change(struct fc_update_change *change)
{
    free(change->series);
    free(change->period);
    free(change->before);
    free(change->after);
}

fc_status fc_update_note(struct fc_update *update,
                         const struct fc_update_told *told, fc_error *err)
{
    struct fc_update_change *grown = fc_reallocarray(
        update->changes, update->change_count + 1, sizeof *grown);
    struct fc_update_change change = {.part = told->part, .what = told->what};

    if (grown == NULL) {
        return out_of_memory(err);
    }
    update->changes = grown;
    change.series = fc_text_copy(told->series);
    change.period = fc_text_copy(told->period);
    change.before = told->before != NULL ? fc_text_copy(told->before) : NULL;
    change.after = fc_text_copy(told->after);
    grown[update->change_count++] = change;
    return change.series != NULL && change.period != NULL
                   && change.after != NULL
                   && (change.before != NULL) == (told->before != NULL)
               ? FC_OK
               : out_of_memory(err);
}

fc_status fc_update_series(const fc_series **out,
                           const struct fc_update *update, const char *name,
                           fc_error *err)
{
    const fc_table *table = update->dataset->table;
    const char **names = NULL;
    const char *nearest = NULL;
    fc_status status = FC_OK;

    *out = fc_table_find(table, name);
    if (*out != NULL) {
        return FC_OK;
    }
    names = fc_calloc(table->count, sizeof *names);
    if (names == NULL) {
        return out_of_memory(err);
    }
    for (size_t i = 0; i < table->count; i++) {
        names[i] = table->series[i]->name;
    }
    nearest = fc_name_nearest(name, names, table->count);
    status = FC_FAIL_AT(err, FC_ERR_NOT_FOUND, table->source, 0, 0,
                        nearest != NULL
                            ? "there is no series '%.60s'; did you mean "
                              "'%.60s'?"
                            : "there is no series '%.60s'; forecast series "
                              "lists them%s",
                        name, nearest != NULL ? nearest : "");
    free(names);
    return status;
}

fc_status fc_update_number(double *out, const char *text, fc_error *err)
{
    return fc_number_parse(out, text)
               ? FC_OK
               : FC_FAIL(err, FC_ERR_ARGUMENT,
                         "'%.60s' is not a plain number, as 155667 or 1.5e3",
                         text);
}

static fc_status prepare(struct fc_update *update, fc_error *err)
{
    const fc_update_request *request = update->request;
    fc_status status = fc_dataset_open(&update->dataset, request->path,
                                       request->options, err);

    if (status == FC_OK && request->value_count > 0) {
        status = fc_update_values(update, err);
    }
    if (status == FC_OK) {
        status = fc_update_records(update, err);
    }
    return status == FC_OK ? fc_update_check(update, err) : status;
}

fc_status fc_update_prepare(fc_update **out, const fc_update_request *request,
                            fc_error *err)
{
    fc_update *update = fc_calloc(1, sizeof *update);
    fc_status status = FC_OK;

    *out = NULL;
    if (update == NULL) {
        return out_of_memory(err);
    }
    update->request = request;
    status = prepare(update, err);
    update->request = NULL;
    if (status != FC_OK) {
        fc_update_free(update);
        return status;
    }
    *out = update;
    return FC_OK;
}

void fc_update_free(fc_update *update)
{
    if (update == NULL) {
        return;
    }
    for (size_t i = 0; i < FC_UPDATE_PARTS; i++) {
        free(update->files[i].path);
        fc_bytes_release(&update->files[i].bytes);
        fc_csv_free(update->files[i].csv);
        fc_csv_edit_release(&update->files[i].edit);
    }
    for (size_t i = 0; i < update->change_count; i++) {
        release_change(&update->changes[i]);
    }
    free(update->changes);
    fc_dataset_free(update->dataset);
    free(update);
}

size_t fc_update_file_count(const fc_update *update)
{
    size_t count = 0;

    for (size_t i = 0; i < FC_UPDATE_PARTS; i++) {
        count += update->files[i].changes;
    }
    return count;
}

const char *fc_update_file(const fc_update *update, size_t index)
{
    size_t i = 0;

    for (; i < FC_UPDATE_PARTS; i++) {
        if (update->files[i].changes && index-- == 0) {
            break;
        }
    }
    return i < FC_UPDATE_PARTS ? update->files[i].path : NULL;
}

fc_status fc_update_report(fc_report **out, const fc_update *update,
                           fc_error *err)
{
    static const char *const parts[] = {"data", "guidance", "plans"};
    static const fc_column columns[] = {
        FC_TEXT_COLUMN("file", "File"),     FC_TEXT_COLUMN("series", "Series"),
        FC_TEXT_COLUMN("period", "Period"), FC_TEXT_COLUMN("before", "Before"),
        FC_TEXT_COLUMN("after", "After"),   FC_TEXT_COLUMN("change", "Change"),
    };
    fc_report_table *table = NULL;
    fc_status status = fc_report_create(out, NULL, err);

    if (status != FC_OK) {
        return status;
    }
    table = fc_report_add_table(*out, "changes", NULL, FC_FOR_ALL, columns,
                                sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < update->change_count; i++) {
        const struct fc_update_change *change = &update->changes[i];

        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, parts[change->part]);
        fc_report_table_set_text(table, 1, change->series);
        fc_report_table_set_text(table, 2, change->period);
        fc_report_table_set_text(table, 3, change->before);
        fc_report_table_set_text(table, 4, change->after);
        fc_report_table_set_text(table, 5, change->what);
    }
    status = fc_report_finish(*out, err);
    if (status != FC_OK) {
        fc_report_free(*out);
        *out = NULL;
    }
    return status;
}

/* "FILE.bak"; NULL without memory. */
static char *backup_path(const char *path)
{
    size_t room = strlen(path) + sizeof ".bak";
    char *out = fc_calloc(room, 1);

    if (out != NULL) {
        (void)snprintf(out, room, "%s.bak", path);
    }
    return out;
}

/* The previous versions come first, and the data last: they are what one looks
 * at to see whether an update was done. */
fc_status fc_update_write(const fc_update *update, fc_error *err)
{
    fc_file_content contents[2 * FC_UPDATE_PARTS];
    char *backups[FC_UPDATE_PARTS] = {NULL};
    size_t count = 0;
    fc_status status = FC_OK;

    for (size_t i = 0; i < FC_UPDATE_PARTS && status == FC_OK; i++) {
        const struct fc_update_file *file = &update->files[i];

        if (!file->changes) {
            continue;
        }
        backups[i] = backup_path(file->path);
        status = backups[i] != NULL ? FC_OK : out_of_memory(err);
        contents[count++] = (fc_file_content){.path = backups[i],
                                              .data = file->bytes.data,
                                              .size = file->bytes.size};
    }
    for (size_t i = FC_UPDATE_PARTS; i-- > 0;) {
        const struct fc_update_file *file = &update->files[i];

        if (file->changes) {
            contents[count++] = (fc_file_content){.path = file->path,
                                                  .data = file->edit.text.data,
                                                  .size = file->edit.text.size};
        }
    }
    if (status == FC_OK && count > 0) {
        status = fc_files_replace(contents, count, err);
    }
    for (size_t i = 0; i < FC_UPDATE_PARTS; i++) {
        free(backups[i]);
    }
    return status;
}
