/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New and revised actuals: first what each may do, then the text. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "data/period_style.h"
#include "data/table_columns.h"
#include "planning/update_state.h"

/* One value and where it goes. */
struct target {
    const fc_update_value *value;
    const fc_series *series;
    int64_t index; /* of the period in the table */
    double number;
    bool is_set; /* the cell changes */
};

struct targets {
    struct fc_update *update;
    struct target *items;
    size_t count;
};

static const fc_table *table_of(const struct targets *targets)
{
    return targets->update->dataset->table;
}

static void name_period(char text[FC_PERIOD_TEXT_SIZE],
                        const struct targets *targets, int64_t index)
{
    const fc_table *table = table_of(targets);

    fc_period_format(text, fc_period_add(table->start, index), table->calendar);
}

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the update");
}

static fc_status read_target(struct target *out, const struct targets *targets,
                             const fc_update_value *value, fc_error *err)
{
    const fc_table *table = table_of(targets);
    fc_period period;
    fc_error why = {.status = FC_OK};
    fc_status status = fc_update_series(&out->series, targets->update,
                                        value->series, err);

    out->value = value;
    if (status == FC_OK) {
        status = fc_update_number(&out->number, value->number, err);
    }
    if (status != FC_OK) {
        return status;
    }
    if (fc_period_parse(&period, value->period, table->start.frequency,
                        table->calendar, &why)
        != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "%.60s:%.30s: %.320s",
                       value->series, value->period, why.message);
    }
    out->index = fc_period_distance(table->start, period);
    if (out->index < 0) {
        return FC_FAIL_AT(err, FC_ERR_DATA, table->source, 0, 0,
                          "%.30s lies in front of the first period; an update "
                          "adds behind the last",
                          value->period);
    }
    return FC_OK;
}

/* In the order of the periods, so that each may follow the one before it. */
static void place(struct targets *targets, const struct target *target)
{
    size_t i = targets->count++;

    for (; i > 0 && targets->items[i - 1].index > target->index; i--) {
        targets->items[i] = targets->items[i - 1];
    }
    targets->items[i] = *target;
}

static fc_status read_targets(struct targets *targets, fc_error *err)
{
    const fc_update_request *request = targets->update->request;
    fc_status status = FC_OK;

    for (size_t i = 0; i < request->value_count && status == FC_OK; i++) {
        struct target target = {0};

        status = read_target(&target, targets, &request->values[i], err);
        for (size_t k = 0; k < targets->count && status == FC_OK; k++) {
            if (targets->items[k].series == target.series
                && targets->items[k].index == target.index) {
                status = FC_FAIL(err, FC_ERR_ARGUMENT,
                                 "%.60s:%.30s is given twice; give it once",
                                 target.value->series, target.value->period);
            }
        }
        if (status == FC_OK) {
            place(targets, &target);
        }
    }
    return status;
}

static double present_value(const struct targets *targets,
                            const struct target *target)
{
    return target->index < (int64_t)table_of(targets)->length
               ? target->series->values[target->index]
               : (double)NAN;
}

/* The last period with a value of the series of target @p at, those of the
 * targets before it included; -1 if there is none. */
static int64_t last_known(const struct targets *targets, size_t at)
{
    const fc_series *series = targets->items[at].series;
    int64_t last = (int64_t)series->length - 1;

    while (last >= 0 && isnan(series->values[last])) {
        last--;
    }
    for (size_t i = 0; i < at; i++) {
        if (targets->items[i].series == series
            && targets->items[i].index > last) {
            last = targets->items[i].index;
        }
    }
    return last;
}

/* Rows of the table, with those that targets before @p at add. */
static int64_t row_count(const struct targets *targets, size_t at)
{
    int64_t count = (int64_t)table_of(targets)->length;

    for (size_t i = 0; i < at; i++) {
        if (targets->items[i].index >= count) {
            count = targets->items[i].index + 1;
        }
    }
    return count;
}

static fc_status judge_new(const struct targets *targets, size_t at,
                           fc_error *err)
{
    const struct target *target = &targets->items[at];
    int64_t last = last_known(targets, at);
    int64_t next = last >= 0 ? last + 1 : row_count(targets, at);
    char skipped[FC_PERIOD_TEXT_SIZE];

    if (target->value->revises) {
        return FC_FAIL_AT(err, FC_ERR_DATA, table_of(targets)->source, 0, 0,
                          "'%.60s' has no value for %.30s that could be "
                          "revised; add one with --add",
                          target->value->series, target->value->period);
    }
    if (target->index > next) {
        name_period(skipped, targets, next);
        return FC_FAIL_AT(err, FC_ERR_DATA, table_of(targets)->source, 0, 0,
                          "'%.60s' would skip %s; add that first, or in the "
                          "same update",
                          target->value->series, skipped);
    }
    return FC_OK;
}

static fc_status judge_present(const struct targets *targets,
                               const struct target *target, double present,
                               fc_error *err)
{
    const fc_table *table = table_of(targets);

    if (target->value->revises) {
        return FC_OK;
    }
    return FC_FAIL_AT(err, FC_ERR_DATA, table->source,
                      table->line != NULL ? table->line[target->index] : 0, 0,
                      "'%.60s' is %.10g in %.30s already; to change it write "
                      "--revise instead of --add",
                      target->value->series, present, target->value->period);
}

static fc_status note(const struct targets *targets,
                      const struct target *target, double present,
                      const char *what, fc_error *err)
{
    char period[FC_PERIOD_TEXT_SIZE];
    char before[40];
    char after[64];

    name_period(period, targets, target->index);
    (void)snprintf(before, sizeof before, "%.10g", present);
    (void)snprintf(after, sizeof after, "%s", target->value->number);
    return fc_update_note(
        targets->update,
        &(struct fc_update_told){.part = FC_UPDATE_DATA,
                                 .series = target->series->name,
                                 .period = period,
                                 .before = isnan(present) ? NULL : before,
                                 .after = after,
                                 .what = what},
        err);
}

static fc_status judge(struct targets *targets, size_t at, fc_error *err)
{
    struct target *target = &targets->items[at];
    double present = present_value(targets, target);
    const char *what = "added";
    fc_status status = FC_OK;

    if (isnan(present)) {
        status = judge_new(targets, at, err);
    } else if (fabs(present - target->number) > 0.0) {
        status = judge_present(targets, target, present, err);
        what = "revised";
    } else {
        return note(targets, target, present, "unchanged", err);
    }
    target->is_set = true;
    return status == FC_OK ? note(targets, target, present, what, err) : status;
}

/* The number as this file writes numbers. */
static void write_number(char out[64], const struct targets *targets,
                         const struct target *target)
{
    (void)snprintf(out, 64, "%s", target->value->number);
    if (table_of(targets)->options.decimal_comma) {
        for (char *c = out; *c != '\0'; c++) {
            *c = *c == '.' ? ',' : *c;
        }
    }
}

/* A column of periods, whose style a new cell takes up. */
struct style_source {
    struct fc_period_example *examples;
    size_t count;
};

static void write_period(char out[FC_PERIOD_TEXT_SIZE],
                         const struct targets *targets,
                         const struct style_source *source, int64_t index)
{
    const fc_table *table = table_of(targets);
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
                             const struct targets *targets, size_t column,
                             int64_t index, fc_error *err)
{
    const fc_csv *csv = targets->update->files[FC_UPDATE_DATA].csv;
    struct style_source source = {
        .examples = fc_calloc(csv->row_count, sizeof *source.examples),
        .count = csv->row_count};

    if (source.examples == NULL) {
        return out_of_memory(err);
    }
    for (size_t row = 0; row < source.count; row++) {
        source.examples[row] = (struct fc_period_example){
            .text = fc_csv_field(csv, row, column),
            .period = fc_period_add(table_of(targets)->start, (int64_t)row)};
    }
    write_period(text, targets, &source, index);
    free(source.examples);
    return FC_OK;
}

/* All cells of the new row @p index of a wide file. */
static fc_status add_wide_row(struct targets *targets, int64_t index,
                              fc_error *err)
{
    struct fc_update_file *file = &targets->update->files[FC_UPDATE_DATA];
    const fc_csv *csv = file->csv;
    const char **cells = fc_calloc(csv->column_count, sizeof *cells);
    char(*numbers)[64] = fc_calloc(targets->count, sizeof *numbers);
    char period[FC_PERIOD_TEXT_SIZE];
    char end[FC_PERIOD_TEXT_SIZE];
    size_t column = 0;
    fc_status status = cells != NULL && numbers != NULL ? FC_OK
                                                        : out_of_memory(err);

    if (status == FC_OK) {
        status = fc_table_find_period(
            &column, csv, table_of(targets)->options.period_column, err);
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
        const struct target *target = &targets->items[i];

        if (target->index == index
            && fc_csv_find(&column, csv, target->series->name)) {
            write_number(numbers[i], targets, target);
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

static fc_status write_wide(struct targets *targets, fc_error *err)
{
    struct fc_update_file *file = &targets->update->files[FC_UPDATE_DATA];
    const fc_table *table = table_of(targets);
    int64_t length = (int64_t)table->length;
    fc_status status = FC_OK;

    for (size_t i = 0; i < targets->count && status == FC_OK; i++) {
        const struct target *target = &targets->items[i];
        size_t column = 0;
        char text[64];

        if (target->is_set && target->index < length) {
            status = fc_csv_require(&column, file->csv, target->series->name,
                                    err);
            write_number(text, targets, target);
            if (status == FC_OK) {
                status = fc_csv_edit_set(
                    &file->edit, table->line[target->index], column, text, err);
            }
        }
    }
    /* Each goes behind the last old row, so the last new one first. */
    for (int64_t index = row_count(targets, targets->count) - 1;
         index >= length && status == FC_OK; index--) {
        status = add_wide_row(targets, index, err);
    }
    return status;
}

/* Rows of one series in a long file. */
struct long_rows {
    struct fc_long_columns columns;
    struct style_source style;
    size_t last;  /* row of its last period */
    size_t found; /* row of the period looked for */
    bool is_found;
};

static fc_status find_rows(struct long_rows *out, const struct targets *targets,
                           const struct target *target, fc_error *err)
{
    const fc_csv *csv = targets->update->files[FC_UPDATE_DATA].csv;
    const fc_table *table = table_of(targets);

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

static fc_status add_long_row(struct targets *targets,
                              const struct target *target,
                              const struct long_rows *rows, fc_error *err)
{
    struct fc_update_file *file = &targets->update->files[FC_UPDATE_DATA];
    const fc_csv *csv = file->csv;
    const char **cells = fc_calloc(csv->column_count, sizeof *cells);
    char period[FC_PERIOD_TEXT_SIZE];
    char number[64];
    fc_status status = FC_OK;

    if (cells == NULL) {
        return out_of_memory(err);
    }
    write_period(period, targets, &rows->style, target->index);
    write_number(number, targets, target);
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
static fc_status write_long_target(struct targets *targets,
                                   const struct target *target, bool adding,
                                   fc_error *err)
{
    struct fc_update_file *file = &targets->update->files[FC_UPDATE_DATA];
    struct long_rows rows;
    char number[64];
    fc_status status = find_rows(&rows, targets, target, err);

    write_number(number, targets, target);
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
static size_t last_row(const struct targets *targets, const fc_series *series)
{
    const fc_csv *csv = targets->update->files[FC_UPDATE_DATA].csv;
    struct fc_long_columns columns;
    size_t last = 0;

    (void)fc_table_find_long(&columns, csv,
                             table_of(targets)->options.period_column);
    for (size_t row = 0; row < csv->row_count; row++) {
        if (strcmp(fc_csv_field(csv, row, columns.series), series->name) == 0) {
            last = row;
        }
    }
    return last;
}

/* The target to be added that stands lowest in the file and is not done yet;
 * of one series the last period first. NULL when all are done. */
static struct target *lowest(struct targets *targets)
{
    struct target *found = NULL;

    for (size_t i = 0; i < targets->count; i++) {
        struct target *target = &targets->items[i];

        if (target->is_set
            && (found == NULL
                || last_row(targets, target->series)
                       >= last_row(targets, found->series))) {
            found = target;
        }
    }
    return found;
}

static fc_status write_long(struct targets *targets, fc_error *err)
{
    struct target *target = NULL;
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

fc_status fc_update_values(struct fc_update *update, fc_error *err)
{
    struct targets targets = {.update = update};
    struct fc_update_file *file = &update->files[FC_UPDATE_DATA];
    const fc_table *table = update->dataset->table;
    fc_status status = fc_update_open(file, table->source,
                                      table->options.delimiter, err);

    targets.items = fc_calloc(update->request->value_count,
                              sizeof *targets.items);
    if (status == FC_OK && targets.items == NULL) {
        status = out_of_memory(err);
    }
    if (status == FC_OK) {
        status = read_targets(&targets, err);
    }
    for (size_t i = 0; i < targets.count && status == FC_OK; i++) {
        status = judge(&targets, i, err);
        file->changes = file->changes || targets.items[i].is_set;
    }
    if (status == FC_OK && file->changes) {
        status = table->line != NULL ? write_wide(&targets, err)
                                     : write_long(&targets, err);
    }
    free(targets.items);
    return status;
}
