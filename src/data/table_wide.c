/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wide layout: a period column and a column a series. */
#include <stdlib.h>
#include <strings.h>

#include "base/memory.h"
#include "data/period_axis.h"
#include "data/table_build.h"

/* What the cells of a column look like. */
struct column_look {
    size_t count[FC_CELL_KINDS];
    size_t first_refused; /* row of the first cell that is styled or text */
};

struct builder {
    fc_table *table;
    const fc_csv *csv;
    const fc_table_options *options;
    size_t period;  /* column */
    double *values; /* of one column */
    bool has_numbers;
};

static fc_status out_of_memory(const fc_csv *csv, fc_error *err)
{
    return FC_FAIL_AT(err, FC_ERR_MEMORY, csv->source, 0, 0,
                      "out of memory for %zu rows of %zu columns",
                      csv->row_count, csv->column_count);
}

static fc_status read_periods(struct builder *builder, fc_error *err)
{
    fc_table *table = builder->table;
    struct fc_axis axis = {
        .csv = builder->csv,
        .column = builder->period,
        .count = builder->csv->row_count,
        .periods = fc_calloc(builder->csv->row_count, sizeof *axis.periods)};
    fc_frequency frequency = builder->options->frequency;
    fc_status status = FC_OK;

    table->calendar = builder->options->calendar;
    table->line = fc_calloc(axis.count, sizeof *table->line);
    if (axis.periods == NULL || table->line == NULL) {
        status = out_of_memory(builder->csv, err);
    } else {
        status = fc_axis_read(&axis, table->calendar, err);
    }
    if (status == FC_OK) {
        status = fc_axis_frequency(&frequency, &table->calendar, &axis, err);
    }
    if (status == FC_OK) {
        status = fc_axis_place(&axis, frequency, table->calendar, err);
    }
    if (status == FC_OK) {
        table->start = axis.periods[0];
        table->length = axis.count;
        for (size_t i = 0; i < axis.count; i++) {
            table->line[i] = fc_axis_line(&axis, i);
        }
    }
    free(axis.periods);
    return status;
}

/* Read a column into builder->values. */
static void look_at(struct column_look *look, const struct builder *builder,
                    size_t column)
{
    *look = (struct column_look){0};
    for (size_t row = 0; row < builder->csv->row_count; row++) {
        enum fc_cell_kind kind = fc_table_cell_kind(
            &builder->values[row], fc_csv_field(builder->csv, row, column),
            builder->options);

        if (kind >= FC_CELL_STYLED && look->count[FC_CELL_STYLED] == 0
            && look->count[FC_CELL_TEXT] == 0) {
            look->first_refused = row;
        }
        look->count[kind]++;
    }
}

static size_t count_numbers(const struct column_look *look)
{
    return look->count[FC_CELL_NUMBER] + look->count[FC_CELL_STYLED];
}

/* Notes and names are no series, though one of them may be a bare number; a
 * series may have a slip of the pen in it, which must not make it vanish, and
 * may have no value yet. */
static bool is_text(const struct column_look *look)
{
    return look->count[FC_CELL_TEXT] > count_numbers(look);
}

static fc_status add_series(struct builder *builder, const char *name,
                            fc_error *err)
{
    fc_table *table = builder->table;
    fc_status status = fc_series_create(&table->series[table->count], name,
                                        NULL, table->start, builder->values,
                                        table->length, err);

    if (status == FC_OK) {
        table->count++;
    }
    return status;
}

static fc_status skip_column(struct builder *builder, const char *name,
                             fc_error *err)
{
    fc_table *table = builder->table;
    char *copy = fc_text_copy(name);

    if (copy == NULL) {
        return out_of_memory(builder->csv, err);
    }
    table->skipped[table->skipped_count] = copy;
    table->skipped_count++;
    return FC_OK;
}

static fc_status add_column(struct builder *builder, size_t column,
                            fc_error *err)
{
    const char *name = fc_csv_name(builder->csv, column);
    struct column_look look = {0};

    look_at(&look, builder, column);
    if (name[0] == '\0') {
        if (look.count[FC_CELL_MISSING] == builder->csv->row_count) {
            return FC_OK; /* delimiters at the ends of the lines */
        }
        return FC_FAIL_AT(err, FC_ERR_FORMAT, builder->csv->source,
                          builder->csv->header_line, column + 1,
                          "column %zu has no name; give it one", column + 1);
    }
    if (is_text(&look)) {
        return skip_column(builder, name, err);
    }
    if (look.count[FC_CELL_STYLED] > 0 || look.count[FC_CELL_TEXT] > 0) {
        return fc_table_refuse_cell(builder->csv, look.first_refused, column,
                                    builder->options, err);
    }
    builder->has_numbers = builder->has_numbers || count_numbers(&look) > 0;
    return add_series(builder, name, err);
}

static fc_status add_columns(struct builder *builder, fc_error *err)
{
    const fc_csv *csv = builder->csv;
    fc_status status = FC_OK;

    for (size_t i = 0; i < csv->column_count && status == FC_OK; i++) {
        if (i != builder->period
            && strcasecmp(fc_csv_name(csv, i), "period_end") != 0) {
            status = add_column(builder, i, err);
        }
    }
    if (status == FC_OK && !builder->has_numbers) {
        return FC_FAIL_AT(err, FC_ERR_DATA, csv->source, csv->header_line, 0,
                          "no column holds numbers; a table needs a column of "
                          "values beside the periods");
    }
    return status;
}

fc_status fc_table_fill_wide(fc_table *table, const fc_csv *csv,
                             const fc_table_options *options, fc_error *err)
{
    struct builder builder = {.table = table, .csv = csv, .options = options};
    fc_status status = fc_table_find_period(&builder.period, csv,
                                            options->period_column, err);

    if (status == FC_OK) {
        status = read_periods(&builder, err);
    }
    if (status != FC_OK) {
        return status;
    }
    table->series = fc_calloc(csv->column_count, sizeof(fc_series *));
    table->skipped = fc_calloc(csv->column_count, sizeof(char *));
    builder.values = fc_calloc(csv->row_count, sizeof *builder.values);
    status = table->series != NULL && table->skipped != NULL
                     && builder.values != NULL
                 ? add_columns(&builder, err)
                 : out_of_memory(csv, err);
    free(builder.values);
    return status;
}
