/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actuals into a long file: a row a value, behind the last one of its series.
 */
#include <string.h>

#include "base/memory.h"
#include "data/table_columns.h"
#include "planning/update_target.h"

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the update");
}

/* Rows of one series in a long file. */
struct long_rows {
    struct fc_long_columns columns;
    struct fc_period_source style;
    size_t last;  /* row of its last period */
    size_t found; /* row of the period looked for */
    bool is_found;
};

static fc_status find_rows(struct long_rows *out,
                           const struct fc_update_targets *targets,
                           const struct fc_update_target *target, fc_error *err)
{
    const fc_csv *csv = targets->update->files[FC_UPDATE_DATA].csv;
    const fc_table *table = fc_update_table(targets);

    *out = (struct long_rows){.last = csv->row_count};
    out->style.examples = fc_calloc(csv->row_count,
                                    sizeof *out->style.examples);
    if (out->style.examples == NULL) {
        return out_of_memory(err);
    }
    (void)fc_table_find_long(&out->columns, csv, table->options.period_column);
    for (size_t row = 0; row < csv->row_count; row++) {
        const char *text = fc_csv_field(csv, row, out->columns.period);
        struct fc_period_example *example =
            &out->style.examples[out->style.count];

        if (strcmp(fc_csv_field(csv, row, out->columns.series),
                   target->series->name)
                != 0
            || fc_period_parse(&example->period, text, table->start.frequency,
                               table->calendar, NULL)
                   != FC_OK) {
            continue;
        }
        example->text = text;
        out->last = row;
        if (fc_period_distance(table->start, example->period)
            == target->index) {
            out->found = row;
            out->is_found = true;
        }
        out->style.count++;
    }
    return FC_OK;
}

static fc_status add_long_row(struct fc_update_targets *targets,
                              const struct fc_update_target *target,
                              const struct long_rows *rows, fc_error *err)
{
    struct fc_update_file *file = &targets->update->files[FC_UPDATE_DATA];
    const fc_csv *csv = file->csv;
    const char **cells = fc_calloc(csv->column_count, sizeof *cells);
    char period[FC_PERIOD_TEXT_SIZE];
    char number[FC_UPDATE_NUMBER_SIZE];
    fc_status status = FC_OK;

    if (cells == NULL) {
        return out_of_memory(err);
    }
    fc_update_write_period(period, targets, &rows->style, target->index);
    fc_update_write_number(number, targets, target);
    cells[rows->columns.series] = target->series->name;
    cells[rows->columns.period] = period;
    cells[rows->columns.value] = number;
    if (rows->columns.unit < csv->column_count) {
        cells[rows->columns.unit] = fc_csv_field(csv, rows->last,
                                                 rows->columns.unit);
    }
    status = fc_csv_edit_add(&file->edit, fc_csv_line(csv, rows->last), cells,
                             csv->column_count, err);
    free(cells);
    return status;
}

/* A row that is there; else one behind the last of its series. */
static fc_status write_long_target(struct fc_update_targets *targets,
                                   const struct fc_update_target *target,
                                   bool adding, fc_error *err)
{
    struct fc_update_file *file = &targets->update->files[FC_UPDATE_DATA];
    struct long_rows rows;
    char number[FC_UPDATE_NUMBER_SIZE];
    fc_status status = find_rows(&rows, targets, target, err);

    fc_update_write_number(number, targets, target);
    if (status == FC_OK && rows.is_found && !adding) {
        status = fc_csv_edit_set(&file->edit,
                                 fc_csv_line(file->csv, rows.found),
                                 rows.columns.value, number, err);
    } else if (status == FC_OK && !rows.is_found && adding) {
        status = add_long_row(targets, target, &rows, err);
    }
    free(rows.style.examples);
    return status;
}

/* Row of the last period of a series in a long file. */
static size_t last_row(const struct fc_update_targets *targets,
                       const fc_series *series)
{
    const fc_csv *csv = targets->update->files[FC_UPDATE_DATA].csv;
    struct fc_long_columns columns;
    size_t last = 0;

    (void)fc_table_find_long(&columns, csv,
                             fc_update_table(targets)->options.period_column);
    for (size_t row = 0; row < csv->row_count; row++) {
        if (strcmp(fc_csv_field(csv, row, columns.series), series->name) == 0) {
            last = row;
        }
    }
    return last;
}

/* The target to be added that stands lowest in the file and is not done yet;
 * of one series the last period first. NULL when all are done. */
static struct fc_update_target *lowest(struct fc_update_targets *targets)
{
    struct fc_update_target *found = NULL;

    for (size_t i = 0; i < targets->count; i++) {
        struct fc_update_target *target = &targets->items[i];

        if (target->is_set
            && (found == NULL
                || last_row(targets, target->series)
                       >= last_row(targets, found->series))) {
            found = target;
        }
    }
    return found;
}

fc_status fc_update_write_long(struct fc_update_targets *targets, fc_error *err)
{
    struct fc_update_target *target = NULL;
    fc_status status = FC_OK;

    for (size_t i = 0; i < targets->count && status == FC_OK; i++) {
        if (targets->items[i].is_set) {
            status = write_long_target(targets, &targets->items[i], false, err);
        }
    }
    while (status == FC_OK && (target = lowest(targets)) != NULL) {
        status = write_long_target(targets, target, true, err);
        target->is_set = false;
    }
    return status;
}
