/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New guidance and plans: rows of two files of the same kind. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "planning/update_state.h"

enum { CELL_CAPACITY = 12 };

/* A row to be: names of columns and their texts. */
struct record {
    enum fc_update_part part;
    const char *names[CELL_CAPACITY];
    const char *texts[CELL_CAPACITY];
    size_t count;
    size_t key_count;   /* the first ones name the record: series, period */
    size_t value_count; /* the next ones are its numbers */
    char issued[FC_PERIOD_TEXT_SIZE];
    char after[140];
};

static void put(struct record *record, const char *name, const char *text)
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
static const char *cell(const fc_csv *csv, size_t row, const char *name)
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
                          const struct record *record, const fc_csv *csv,
                          size_t row)
{
    return strcmp(cell(csv, row, "series"), record->texts[0]) == 0
           && is_same_period(update, cell(csv, row, "period"), record->texts[1])
           && strcmp(cell(csv, row, "role"), "task") != 0;
}

static bool has_same_values(const struct record *record, const fc_csv *csv,
                            size_t row)
{
    for (size_t i = 0; i < record->value_count; i++) {
        size_t at = record->key_count + i;

        if (!is_same_number(cell(csv, row, record->names[at]),
                            record->texts[at])) {
            return false;
        }
    }
    return true;
}

/* The latest row about the same thing; row_count if there is none. */
static size_t find_row(const struct fc_update *update,
                       const struct record *record, const fc_csv *csv)
{
    size_t found = csv->row_count;

    for (size_t row = 0; row < csv->row_count; row++) {
        if (is_about_same(update, record, csv, row)
            && (found == csv->row_count
                || strcmp(cell(csv, row, "issued"), cell(csv, found, "issued"))
                       >= 0)) {
            found = row;
        }
    }
    return found;
}

static fc_status set_cells(struct fc_update_file *file,
                           const struct record *record, size_t row,
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
                         const struct record *record, fc_error *err)
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
static void describe_before(char *out, size_t size, const struct record *record,
                            const fc_csv *csv, size_t row)
{
    const char *first = cell(csv, row, record->names[record->key_count]);

    if (record->value_count > 1) {
        (void)snprintf(out, size, "%.60s:%.60s", first,
                       cell(csv, row, record->names[record->key_count + 1]));
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

static fc_status apply(struct fc_update *update, const struct record *record,
                       fc_error *err)
{
    struct fc_update_file *file = &update->files[record->part];
    size_t row = find_row(update, record, file->csv);
    bool is_known = row < file->csv->row_count;
    bool is_equal = is_known && has_same_values(record, file->csv, row);
    bool is_correction =
        is_known && !is_equal
        && strcmp(cell(file->csv, row, "issued"), record->issued) == 0;
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

static fc_status open_part(struct fc_update *update, enum fc_update_part part,
                           const char *path, const char *key, fc_error *err)
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

/* A spreadsheet would take it for a formula. */
static fc_status check_text(const char *text, fc_error *err)
{
    if (text != NULL
        && (strpbrk(text, "\r\n") != NULL
            || (text[0] != '\0' && strchr("=+-@", text[0]) != NULL))) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "'%.60s' has several lines or begins as a formula does; "
                       "write it otherwise",
                       text);
    }
    return FC_OK;
}

static void begin_record(struct record *record, const struct fc_update *update,
                         enum fc_update_part part, const char *series,
                         const char *period)
{
    *record = (struct record){.part = part, .key_count = 2};
    put(record, "series", series);
    put(record, "period", period);
    fc_date_format(record->issued, update->request->issued);
}

static void end_record(struct record *record, const struct fc_update *update)
{
    put(record, "issued", record->issued);
    put(record, "source", update->request->source);
}

/* The usual text of the period of a range; that behind the last actual if none
 * is given. */
static fc_status range_period(char text[FC_PERIOD_TEXT_SIZE],
                              const struct fc_update *update,
                              const fc_update_range *range, fc_error *err)
{
    const fc_table *table = update->dataset->table;
    const fc_series *series = NULL;
    fc_period period = {.frequency = FC_FREQUENCY_NONE};
    fc_error why = {.status = FC_OK};
    fc_status status = fc_update_series(&series, update, range->series, err);

    if (status != FC_OK) {
        return status;
    }
    if (range->period[0] == '\0') {
        fc_span span = fc_span_trim(fc_series_span(series));

        period = span.length > 0 ? fc_period_add(fc_span_last(span), 1)
                                 : table->start;
        for (size_t i = 0; i < update->change_count; i++) {
            fc_period added;

            if (update->changes[i].part == FC_UPDATE_DATA
                && strcmp(update->changes[i].series, series->name) == 0
                && fc_period_parse(&added, update->changes[i].period,
                                   table->start.frequency, table->calendar,
                                   NULL)
                       == FC_OK
                && added.index >= period.index) {
                period = fc_period_add(added, 1);
            }
        }
    } else if (fc_period_parse(&period, range->period, table->start.frequency,
                               table->calendar, &why)
               != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "guidance for '%.30s': %.320s",
                       range->period, why.message);
    }
    fc_period_format(text, period, table->calendar);
    return FC_OK;
}

static bool has_guidance(const fc_csv *csv, const char *series)
{
    for (size_t row = 0; row < csv->row_count; row++) {
        if (strcmp(cell(csv, row, "series"), series) == 0) {
            return true;
        }
    }
    return false;
}

/* The series of a range that names none: the one among the new actuals that has
 * had guidance before. */
static fc_status find_series(const char **out, const struct fc_update *update,
                             fc_error *err)
{
    const fc_update_request *request = update->request;
    const fc_csv *csv = update->files[FC_UPDATE_GUIDANCE].csv;

    *out = NULL;
    for (size_t i = 0; i < request->value_count; i++) {
        const char *name = request->values[i].series;

        if ((*out != NULL && strcmp(*out, name) == 0)
            || !has_guidance(csv, name)) {
            continue;
        }
        if (*out != NULL) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "guidance of which series, '%.60s' or '%.60s'? "
                           "Write it in front: SERIES:PERIOD=LOW:HIGH",
                           *out, name);
        }
        *out = name;
    }
    return *out != NULL ? FC_OK
                        : FC_FAIL(err, FC_ERR_ARGUMENT,
                                  "guidance of which series? Write it in "
                                  "front: SERIES:PERIOD=LOW:HIGH");
}

static fc_status apply_named_range(struct fc_update *update,
                                   const fc_update_range *range, fc_error *err)
{
    struct record record;
    char period[FC_PERIOD_TEXT_SIZE];
    double low = 0.0;
    double high = 0.0;
    fc_status status = range_period(period, update, range, err);

    if (status == FC_OK) {
        status = fc_update_number(&low, range->low, err);
    }
    if (status == FC_OK) {
        status = fc_update_number(&high, range->high, err);
    }
    if (status != FC_OK) {
        return status;
    }
    begin_record(&record, update, FC_UPDATE_GUIDANCE, range->series, period);
    put(&record, "low", range->low);
    put(&record, "high", range->high);
    record.value_count = 2;
    (void)snprintf(record.after, sizeof record.after, "%.60s:%.60s", range->low,
                   range->high);
    put(&record, "role", "release");
    end_record(&record, update);
    return apply(update, &record, err);
}

static fc_status apply_range(struct fc_update *update,
                             const fc_update_range *range, fc_error *err)
{
    fc_update_range named = *range;
    fc_status status = open_part(update, FC_UPDATE_GUIDANCE,
                                 update->dataset->guidance_path, "guidance",
                                 err);

    if (status == FC_OK && named.series == NULL) {
        status = find_series(&named.series, update, err);
    }
    return status == FC_OK ? apply_named_range(update, &named, err) : status;
}

/* A plan is for a period of its series or for a fiscal year. */
static fc_status plan_period(const struct fc_update *update,
                             const fc_update_value *plan, fc_error *err)
{
    const fc_table *table = update->dataset->table;
    const fc_series *series = NULL;
    fc_period period;
    fc_error why = {.status = FC_OK};
    fc_status status = fc_update_series(&series, update, plan->series, err);

    if (status != FC_OK
        || fc_period_parse(&period, plan->period, FC_YEARLY, table->calendar,
                           NULL)
               == FC_OK) {
        return status;
    }
    if (fc_period_parse(&period, plan->period, table->start.frequency,
                        table->calendar, &why)
        != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "plan for '%.30s': %.320s",
                       plan->period, why.message);
    }
    return FC_OK;
}

static fc_status apply_plan(struct fc_update *update,
                            const fc_update_value *plan, fc_error *err)
{
    struct record record;
    double number = 0.0;
    fc_status status = plan_period(update, plan, err);

    if (status == FC_OK) {
        status = fc_update_number(&number, plan->number, err);
    }
    if (status == FC_OK) {
        status = open_part(update, FC_UPDATE_PLANS, update->dataset->plans_path,
                           "plans", err);
    }
    if (status != FC_OK) {
        return status;
    }
    begin_record(&record, update, FC_UPDATE_PLANS, plan->series, plan->period);
    put(&record, "value", plan->number);
    record.value_count = 1;
    (void)snprintf(record.after, sizeof record.after, "%.60s", plan->number);
    put(&record, "basis", update->request->basis);
    end_record(&record, update);
    return apply(update, &record, err);
}

fc_status fc_update_records(struct fc_update *update, fc_error *err)
{
    const fc_update_request *request = update->request;
    fc_status status = check_text(request->source, err);

    if (status == FC_OK) {
        status = check_text(request->basis, err);
    }
    for (size_t i = 0; i < request->range_count && status == FC_OK; i++) {
        status = apply_range(update, &request->ranges[i], err);
    }
    for (size_t i = 0; i < request->plan_count && status == FC_OK; i++) {
        status = apply_plan(update, &request->plans[i], err);
    }
    return status;
}
