/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actuals into a wide file: cells, and rows behind the last. */
#include <stdio.h>

#include "base/memory.h"
#include "data/table_columns.h"
#include "planning/update_target.h"

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the update");
}

/* The number as this file writes numbers. */
void fc_update_write_number(char out[FC_UPDATE_NUMBER_SIZE],
                            const struct fc_update_targets *targets,
                            const struct fc_update_target *target)
{
    (void)snprintf(out, FC_UPDATE_NUMBER_SIZE, "%s", target->value->number);
    if (fc_update_table(targets)->options.decimal_comma) {
        for (char *c = out; *c != '\0'; c++) {
            *c = *c == '.' ? ',' : *c;
        }
    }
}

void fc_update_write_period(char out[FC_PERIOD_TEXT_SIZE],
                            const struct fc_update_targets *targets,
                            const struct fc_period_source *source,
                            int64_t index)
{
    const fc_table *table = fc_update_table(targets);
    struct fc_period_style style;

    fc_period_style_learn(&style, source->examples, source->count,
                          table->calendar);
    fc_period_style_format(out, &style, fc_period_add(table->start, index));
}

/* Are there dates in column @p column of the wide file, one a row? */
static bool has_dates(const fc_csv *csv, size_t column)
{
    fc_date date;

    for (size_t row = 0; row < csv->row_count; row++) {
        if (fc_date_parse(&date, fc_csv_field(csv, row, column), NULL)
            != FC_OK) {
            return false;
        }
    }
    return csv->row_count > 0;
}

/* The period, and the last day of it where the file has that. */
static fc_status fill_period(char text[FC_PERIOD_TEXT_SIZE],
                             const struct fc_update_targets *targets,
                             size_t column, int64_t index, fc_error *err)
{
    const fc_csv *csv = targets->update->files[FC_UPDATE_DATA].csv;
    struct fc_period_source source = {
        .examples = fc_calloc(csv->row_count, sizeof *source.examples),
        .count = csv->row_count};

    if (source.examples == NULL) {
        return out_of_memory(err);
    }
    for (size_t row = 0; row < source.count; row++) {
        source.examples[row] = (struct fc_period_example){
            .text = fc_csv_field(csv, row, column),
            .period = fc_period_add(fc_update_table(targets)->start,
                                    (int64_t)row)};
    }
    fc_update_write_period(text, targets, &source, index);
    free(source.examples);
    return FC_OK;
}

/* All cells of the new row @p index of a wide file. */
static fc_status add_wide_row(struct fc_update_targets *targets, int64_t index,
                              fc_error *err)
{
    struct fc_update_file *file = &targets->update->files[FC_UPDATE_DATA];
    const fc_csv *csv = file->csv;
    const char **cells = fc_calloc(csv->column_count, sizeof *cells);
    char(*numbers)[FC_UPDATE_NUMBER_SIZE] = fc_calloc(targets->count,
                                                      sizeof *numbers);
    char period[FC_PERIOD_TEXT_SIZE];
    char end[FC_PERIOD_TEXT_SIZE];
    size_t column = 0;
    fc_status status = cells != NULL && numbers != NULL ? FC_OK
                                                        : out_of_memory(err);

    if (status == FC_OK) {
        status = fc_table_find_period(
            &column, csv, fc_update_table(targets)->options.period_column, err);
    }
    if (status == FC_OK) {
        status = fill_period(period, targets, column, index, err);
        cells[column] = period;
    }
    if (status == FC_OK && fc_csv_find(&column, csv, "period_end")
        && cells[column] == NULL && has_dates(csv, column)) {
        status = fill_period(end, targets, column, index, err);
        cells[column] = end;
    }
    for (size_t i = 0; i < targets->count && status == FC_OK; i++) {
        const struct fc_update_target *target = &targets->items[i];

        if (target->index == index
            && fc_csv_find(&column, csv, target->series->name)) {
            fc_update_write_number(numbers[i], targets, target);
            cells[column] = numbers[i];
        }
    }
    if (status == FC_OK) {
        status = fc_csv_edit_add(&file->edit,
                                 fc_csv_line(csv, csv->row_count - 1), cells,
                                 csv->column_count, err);
    }
    free(numbers);
    free(cells);
    return status;
}

fc_status fc_update_write_wide(struct fc_update_targets *targets, fc_error *err)
{
    struct fc_update_file *file = &targets->update->files[FC_UPDATE_DATA];
    const fc_table *table = fc_update_table(targets);
    int64_t length = (int64_t)table->length;
    fc_status status = FC_OK;

    for (size_t i = 0; i < targets->count && status == FC_OK; i++) {
        const struct fc_update_target *target = &targets->items[i];
        size_t column = 0;
        char text[FC_UPDATE_NUMBER_SIZE];

        if (target->is_set && target->index < length) {
            status = fc_csv_require(&column, file->csv, target->series->name,
                                    err);
            fc_update_write_number(text, targets, target);
            if (status == FC_OK) {
                status = fc_csv_edit_set(
                    &file->edit, table->line[target->index], column, text, err);
            }
        }
    }
    /* Each goes behind the last old row, so the last new one first. */
    for (int64_t index = fc_update_row_count(targets, targets->count) - 1;
         index >= length && status == FC_OK; index--) {
        status = add_wide_row(targets, index, err);
    }
    return status;
}
