/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The long layout: a row an observation. Rows of one series need not stand
 * together, but are in order; the series start and end where they like and are
 * filled up with missing values to one common range.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "data/period_axis.h"
#include "data/table_build.h"

/* Values in a table: 160 MB. */
static const uint64_t value_limit = 20000000;

struct entry {
    const char *name; /* of the series */
    size_t row;
};

/* The observations of one series, in the order of the file. */
struct group {
    const char *name;
    struct fc_axis axis;
};

struct builder {
    fc_table *table;
    const fc_csv *csv;
    const fc_table_options *options;
    const struct fc_long_columns *columns;
    struct entry *entries; /* of all rows, sorted by series */
    size_t *rows;          /* the same rows, without the names */
    fc_period *periods;    /* of those rows */
    struct group *groups;  /* in the order of the file */
    size_t group_count;
    double *values; /* of one series over the common range */
};

static fc_status out_of_memory(const fc_csv *csv, fc_error *err)
{
    return FC_FAIL_AT(err, FC_ERR_MEMORY, csv->source, 0, 0,
                      "out of memory for %zu observations", csv->row_count);
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    int order = strcmp(x->name, y->name);

    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static int compare_groups(const void *a, const void *b)
{
    size_t x = ((const struct group *)a)->axis.rows[0];
    size_t y = ((const struct group *)b)->axis.rows[0];

    return (x > y) - (x < y);
}

static fc_status sort_rows(struct builder *builder, fc_error *err)
{
    const fc_csv *csv = builder->csv;
    size_t column = builder->columns->series;

    for (size_t i = 0; i < csv->row_count; i++) {
        const char *name = fc_csv_field(csv, i, column);

        if (name[0] == '\0') {
            return FC_FAIL_AT(err, FC_ERR_DATA, csv->source,
                              fc_csv_line(csv, i), column + 1,
                              "the row does not name its series; name it, or "
                              "delete the row");
        }
        builder->entries[i] = (struct entry){.name = name, .row = i};
    }
    qsort(builder->entries, csv->row_count, sizeof *builder->entries,
          compare_entries);
    return FC_OK;
}

static void group_rows(struct builder *builder)
{
    struct group *group = NULL;

    for (size_t i = 0; i < builder->csv->row_count; i++) {
        const struct entry *entry = &builder->entries[i];

        builder->rows[i] = entry->row;
        if (group == NULL || strcmp(group->name, entry->name) != 0) {
            group = &builder->groups[builder->group_count];
            builder->group_count++;
            *group = (struct group){.name = entry->name,
                                    .axis = {.csv = builder->csv,
                                             .column = builder->columns->period,
                                             .rows = builder->rows + i,
                                             .periods = builder->periods + i}};
        }
        group->axis.count++;
    }
    qsort(builder->groups, builder->group_count, sizeof *builder->groups,
          compare_groups);
}

static const struct fc_axis *longest_axis(const struct builder *builder)
{
    const struct fc_axis *longest = &builder->groups[0].axis;

    for (size_t i = 1; i < builder->group_count; i++) {
        const struct fc_axis *axis = &builder->groups[i].axis;

        longest = axis->count > longest->count ? axis : longest;
    }
    return longest;
}

static fc_status read_periods(struct builder *builder, fc_error *err)
{
    fc_table *table = builder->table;
    fc_frequency frequency = builder->options->frequency;
    fc_status status = FC_OK;

    table->calendar = builder->options->calendar;
    for (size_t i = 0; i < builder->group_count && status == FC_OK; i++) {
        status = fc_axis_read(&builder->groups[i].axis, table->calendar, err);
    }
    if (status == FC_OK) {
        status = fc_axis_frequency(&frequency, &table->calendar,
                                   longest_axis(builder), err);
    }
    for (size_t i = 0; i < builder->group_count && status == FC_OK; i++) {
        status = fc_axis_place(&builder->groups[i].axis, frequency,
                               table->calendar, err);
    }
    return status;
}

/* The common range runs from the first start to the last end. */
static fc_status find_range(struct builder *builder, fc_error *err)
{
    fc_period start = builder->groups[0].axis.periods[0];
    fc_period last = start;
    uint64_t length = 0;

    assert(builder->group_count > 0); /* a file without rows is refused */
    for (size_t i = 0; i < builder->group_count; i++) {
        const struct fc_axis *axis = &builder->groups[i].axis;
        fc_period first = axis->periods[0];
        fc_period end = axis->periods[axis->count - 1];

        start = first.index < start.index ? first : start;
        last = end.index > last.index ? end : last;
    }
    length = (uint64_t)fc_period_distance(start, last) + 1;
    if (length > value_limit / builder->group_count) {
        return FC_FAIL_AT(err, FC_ERR_DATA, builder->csv->source, 0, 0,
                          "%zu series over %llu periods are too many values; "
                          "split the file",
                          builder->group_count, (unsigned long long)length);
    }
    builder->table->start = start;
    builder->table->length = (size_t)length;
    return FC_OK;
}

static fc_status read_values(struct builder *builder, const struct group *group,
                             fc_error *err)
{
    const fc_csv *csv = builder->csv;
    int64_t first = fc_period_distance(builder->table->start,
                                       group->axis.periods[0]);

    for (size_t t = 0; t < builder->table->length; t++) {
        builder->values[t] = fc_missing();
    }
    for (size_t i = 0; i < group->axis.count; i++) {
        size_t row = fc_axis_row(&group->axis, i);
        size_t column = builder->columns->value;
        enum fc_cell_kind kind = fc_table_cell_kind(
            &builder->values[(size_t)first + i], fc_csv_field(csv, row, column),
            builder->options);

        if (kind != FC_CELL_NUMBER && kind != FC_CELL_MISSING) {
            return fc_table_refuse_cell(csv, row, column, builder->options,
                                        err);
        }
    }
    return FC_OK;
}

/* The unit that the rows of a series agree on; "" if none names one. */
static fc_status find_unit(const char **out, const struct builder *builder,
                           const struct group *group, fc_error *err)
{
    size_t column = builder->columns->unit;
    const char *unit = "";

    for (size_t i = 0;
         i < group->axis.count && column < builder->csv->column_count; i++) {
        size_t row = fc_axis_row(&group->axis, i);
        const char *text = fc_csv_field(builder->csv, row, column);

        if (text[0] == '\0' || strcmp(text, unit) == 0) {
            continue;
        }
        if (unit[0] != '\0') {
            return FC_FAIL_AT(err, FC_ERR_DATA, builder->csv->source,
                              fc_csv_line(builder->csv, row), column + 1,
                              "the unit of '%.64s' changes from '%.32s' to "
                              "'%.32s'; a series has one unit",
                              group->name, unit, text);
        }
        unit = text;
    }
    *out = unit;
    return FC_OK;
}

static fc_status add_series(struct builder *builder, const struct group *group,
                            fc_error *err)
{
    fc_table *table = builder->table;
    const char *unit = NULL;
    fc_status status = find_unit(&unit, builder, group, err);

    if (status == FC_OK) {
        status = read_values(builder, group, err);
    }
    if (status == FC_OK) {
        status = fc_series_create(&table->series[table->count], group->name,
                                  unit, table->start, builder->values,
                                  table->length, err);
    }
    if (status == FC_OK) {
        table->count++;
    }
    return status;
}

static fc_status add_all_series(struct builder *builder, fc_error *err)
{
    fc_status status = FC_OK;

    builder->values = fc_calloc(builder->table->length,
                                sizeof *builder->values);
    builder->table->series = fc_calloc(builder->group_count,
                                       sizeof(fc_series *));
    if (builder->values == NULL || builder->table->series == NULL) {
        return out_of_memory(builder->csv, err);
    }
    for (size_t i = 0; i < builder->group_count && status == FC_OK; i++) {
        status = add_series(builder, &builder->groups[i], err);
    }
    return status;
}

static fc_status fill(struct builder *builder, fc_error *err)
{
    fc_status status = sort_rows(builder, err);

    if (status == FC_OK) {
        group_rows(builder);
        status = read_periods(builder, err);
    }
    if (status == FC_OK) {
        status = find_range(builder, err);
    }
    return status == FC_OK ? add_all_series(builder, err) : status;
}

fc_status fc_table_fill_long(fc_table *table, const fc_csv *csv,
                             const struct fc_long_columns *columns,
                             const fc_table_options *options, fc_error *err)
{
    struct builder builder = {
        .table = table,
        .csv = csv,
        .options = options,
        .columns = columns,
        .entries = fc_calloc(csv->row_count, sizeof *builder.entries),
        .rows = fc_calloc(csv->row_count, sizeof *builder.rows),
        .periods = fc_calloc(csv->row_count, sizeof *builder.periods),
        .groups = fc_calloc(csv->row_count, sizeof *builder.groups)};
    fc_status status = FC_OK;

    if (builder.entries == NULL || builder.rows == NULL
        || builder.periods == NULL || builder.groups == NULL) {
        status = out_of_memory(csv, err);
    } else {
        status = fill(&builder, err);
    }
    free(builder.entries);
    free(builder.rows);
    free(builder.periods);
    free(builder.groups);
    free(builder.values);
    return status;
}
