/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a guidance or plans file: found, corrected, or added. */
#include "planning/update_record.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"

void fc_update_put(struct fc_update_record *record, const char *name,
                   const char *text)
{
    if (text != NULL) {
        record->names[record->count] = name;
        record->texts[record->count++] = text;
    }
}

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the update");
}

/* "" of a column that the file does not have. */
const char *fc_update_cell(const fc_csv *csv, size_t row, const char *name)
{
    size_t column = 0;

    return fc_csv_find(&column, csv, name) ? fc_csv_field(csv, row, column)
                                           : "";
}

static bool is_same_period(const struct fc_update *update, const char *a,
                           const char *b)
{
    fc_calendar calendar = update->dataset->table->calendar;
    fc_period first;
    fc_period second;

    return fc_period_parse(&first, a, FC_FREQUENCY_NONE, calendar, NULL)
               == FC_OK
           && fc_period_parse(&second, b, FC_FREQUENCY_NONE, calendar, NULL)
                  == FC_OK
           && first.frequency == second.frequency
           && first.index == second.index;
}

static bool is_same_number(const char *a, const char *b)
{
    double first = 0.0;
    double second = 0.0;

    return fc_number_parse(&first, a) && fc_number_parse(&second, b)
           && !(fabs(first - second) > 0.0);
}

/* Ranges of the role `task` are questions, not what the company said. */
static bool is_about_same(const struct fc_update *update,
                          const struct fc_update_record *record,
                          const fc_csv *csv, size_t row)
{
    return strcmp(fc_update_cell(csv, row, "series"), record->texts[0]) == 0
           && is_same_period(update, fc_update_cell(csv, row, "period"),
                             record->texts[1])
           && strcmp(fc_update_cell(csv, row, "role"), "task") != 0;
}

static bool has_same_values(const struct fc_update_record *record,
                            const fc_csv *csv, size_t row)
{
    for (size_t i = 0; i < record->value_count; i++) {
        size_t at = record->key_count + i;

        if (!is_same_number(fc_update_cell(csv, row, record->names[at]),
                            record->texts[at])) {
            return false;
        }
    }
    return true;
}

/* The latest row about the same thing; row_count if there is none. */
static size_t find_row(const struct fc_update *update,
                       const struct fc_update_record *record, const fc_csv *csv)
{
    size_t found = csv->row_count;

    for (size_t row = 0; row < csv->row_count; row++) {
        if (is_about_same(update, record, csv, row)
            && (found == csv->row_count
                || strcmp(fc_update_cell(csv, row, "issued"),
                          fc_update_cell(csv, found, "issued"))
                       >= 0)) {
            found = row;
        }
    }
    return found;
}

static fc_status set_cells(struct fc_update_file *file,
                           const struct fc_update_record *record, size_t row,
                           fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = record->key_count; i < record->count && status == FC_OK;
         i++) {
        size_t column = 0;

        if (fc_csv_find(&column, file->csv, record->names[i])) {
            status = fc_csv_edit_set(&file->edit, fc_csv_line(file->csv, row),
                                     column, record->texts[i], err);
        }
    }
    return status;
}

/* The row goes to the end of the file: the order of rows is that of arrival. */
static fc_status add_row(struct fc_update_file *file,
                         const struct fc_update_record *record, fc_error *err)
{
    const fc_csv *csv = file->csv;
    const char **cells = fc_calloc(csv->column_count, sizeof *cells);
    size_t line = csv->row_count > 0 ? fc_csv_line(csv, csv->row_count - 1)
                                     : csv->header_line;
    fc_status status = FC_OK;

    if (cells == NULL) {
        return out_of_memory(err);
    }
    for (size_t i = 0; i < record->count; i++) {
        size_t column = 0;

        if (fc_csv_find(&column, csv, record->names[i])) {
            cells[column] = record->texts[i];
        }
    }
    status = fc_csv_edit_add(&file->edit, line, cells, csv->column_count, err);
    free(cells);
    return status;
}

/* What was said before, for the report. */
static void describe_before(char *out, size_t size,
                            const struct fc_update_record *record,
                            const fc_csv *csv, size_t row)
{
    const char *first = fc_update_cell(csv, row,
                                       record->names[record->key_count]);

    if (record->value_count > 1) {
        (void)snprintf(
            out, size, "%.60s:%.60s", first,
            fc_update_cell(csv, row, record->names[record->key_count + 1]));
    } else {
        (void)snprintf(out, size, "%.60s", first);
    }
}

/* Read the file again after each record: the next one may be about the row that
 * was just added. */
static fc_status reread(struct fc_update_file *file, fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = fc_csv_parse(&csv, file->edit.text.data,
                                    file->edit.text.size, file->path,
                                    file->edit.delimiter, err);

    if (status == FC_OK) {
        fc_csv_free(file->csv);
        file->csv = csv;
        file->changes = true;
    }
    return status;
}

fc_status fc_update_apply(struct fc_update *update,
                          const struct fc_update_record *record, fc_error *err)
{
    struct fc_update_file *file = &update->files[record->part];
    size_t row = find_row(update, record, file->csv);
    bool is_known = row < file->csv->row_count;
    bool is_equal = is_known && has_same_values(record, file->csv, row);
    bool is_correction = is_known && !is_equal
                         && strcmp(fc_update_cell(file->csv, row, "issued"),
                                   record->issued)
                                == 0;
    char before[140] = "";
    fc_status status = FC_OK;

    if (is_known) {
        describe_before(before, sizeof before, record, file->csv, row);
    }
    status = fc_update_note(
        update,
        &(struct fc_update_told){.part = record->part,
                                 .series = record->texts[0],
                                 .period = record->texts[1],
                                 .before = is_known ? before : NULL,
                                 .after = record->after,
                                 .what = is_equal   ? "unchanged"
                                         : is_known ? "revised"
                                                    : "added"},
        err);
    if (status != FC_OK || is_equal) {
        return status;
    }
    status = is_correction ? set_cells(file, record, row, err)
                           : add_row(file, record, err);
    return status == FC_OK ? reread(file, err) : status;
}

fc_status fc_update_open_part(struct fc_update *update,
                              enum fc_update_part part, const char *path,
                              const char *key, fc_error *err)
{
    const fc_dataset *dataset = update->dataset;

    if (update->files[part].path != NULL) {
        return FC_OK;
    }
    if (path != NULL) {
        return fc_update_open(&update->files[part], path, 0, err);
    }
    if (dataset->descriptor_path == NULL) {
        return FC_FAIL_AT(err, FC_ERR_NOT_FOUND, dataset->table->source, 0, 0,
                          "there is no descriptor that names a file of %s; "
                          "write one with forecast init",
                          key);
    }
    return FC_FAIL_AT(err, FC_ERR_NOT_FOUND, dataset->descriptor_path, 0, 0,
                      "it names no file of %s; write '%s = FILE' below "
                      "[dataset]",
                      key, key);
}
