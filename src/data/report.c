/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/report.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "data/report_state.h"

bool fc_report_has_failed(const fc_report *report)
{
    return report->failure.status != FC_OK;
}

void fc_report_run_out(fc_report *report)
{
    if (!fc_report_has_failed(report)) {
        (void)FC_FAIL(&report->failure, FC_ERR_MEMORY,
                      "out of memory for the report");
    }
}

void *fc_report_with_room(void *items, size_t count, size_t *capacity,
                          size_t size)
{
    size_t wanted = *capacity > 0 ? 2 * *capacity : 8;
    void *grown = items;

    if (count == *capacity) {
        grown = fc_reallocarray(items, wanted, size);
        *capacity = grown != NULL ? wanted : *capacity;
    }
    return grown;
}

fc_status fc_report_create(fc_report **out, const char *title, fc_error *err)
{
    fc_report *report = fc_calloc(1, sizeof *report);
    char *copy = title != NULL ? fc_utf8_copy(title) : NULL;

    *out = NULL;
    if (report == NULL || (title != NULL && copy == NULL)) {
        free(report);
        free(copy);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the report");
    }
    report->title = copy;
    *out = report;
    return FC_OK;
}

static void table_free(fc_report_table *table)
{
    if (table == NULL) {
        return;
    }
    for (size_t i = 0; table->columns != NULL && i < table->column_count; i++) {
        free(table->columns[i].name);
        free(table->columns[i].title);
        free(table->columns[i].suffix);
    }
    for (size_t i = 0; i < table->row_count * table->column_count; i++) {
        free(table->cells[i].text);
    }
    free(table->columns);
    free(table->cells);
    free(table->name);
    free(table->title);
    free(table);
}

void fc_report_free(fc_report *report)
{
    if (report == NULL) {
        return;
    }
    for (size_t i = 0; i < report->table_count; i++) {
        table_free(report->tables[i]);
    }
    for (size_t i = 0; i < report->chart_count; i++) {
        fc_chart_free(report->charts[i]);
    }
    for (size_t i = 0; i < report->note_count; i++) {
        free(report->notes[i].text);
    }
    for (size_t i = 0; i < report->meta_count; i++) {
        free(report->meta[i].key);
        free(report->meta[i].value);
    }
    free(report->tables);
    free(report->charts);
    free(report->notes);
    free(report->meta);
    free(report->title);
    free(report);
}

fc_status fc_report_finish(const fc_report *report, fc_error *err)
{
    if (fc_report_has_failed(report)) {
        return FC_FAIL(err, report->failure.status, "%s",
                       report->failure.message);
    }
    return FC_OK;
}

bool fc_report_copy_text(char **out, const char *text)
{
    *out = text != NULL ? fc_utf8_copy(text) : NULL;
    return *out != NULL || text == NULL;
}

static bool copy_column(struct column *out, const fc_column *column)
{
    bool copied = fc_report_copy_text(&out->name, column->name)
                  && fc_report_copy_text(&out->title, column->title)
                  && fc_report_copy_text(&out->suffix, column->suffix);

    out->view = *column;
    out->view.name = out->name;
    out->view.title = out->title;
    out->view.suffix = out->suffix;
    return copied;
}

/* Names are the keys of JSON: a second column or table would hide the first. */
static bool names_are_unique(fc_report *report, const char *table,
                             const fc_column *columns, size_t column_count)
{
    if (fc_report_find_table(report, table) != NULL) {
        (void)FC_FAIL(&report->failure, FC_ERR_ARGUMENT,
                      "the report has two tables called '%s'", table);
        return false;
    }
    for (size_t i = 0; i < column_count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (strcmp(columns[i].name, columns[j].name) == 0) {
                (void)FC_FAIL(&report->failure, FC_ERR_ARGUMENT,
                              "table '%s' has two columns called '%s'", table,
                              columns[i].name);
                return false;
            }
        }
    }
    return true;
}

static fc_report_table *table_create(const char *name, const char *title,
                                     const fc_column *columns, size_t count)
{
    fc_report_table *table = fc_calloc(1, sizeof *table);
    bool copied = false;

    if (table == NULL) {
        return NULL;
    }
    table->columns = fc_calloc(count, sizeof *table->columns);
    table->column_count = count;
    copied = table->columns != NULL && fc_report_copy_text(&table->name, name)
             && fc_report_copy_text(&table->title, title);
    for (size_t i = 0; copied && i < count; i++) {
        copied = copy_column(&table->columns[i], &columns[i]);
    }
    if (!copied) {
        table_free(table);
        return NULL;
    }
    return table;
}

fc_report_table *fc_report_add_table(fc_report *report, const char *name,
                                     const char *title, fc_audience audience,
                                     const fc_column *columns,
                                     size_t column_count)
{
    fc_report_table **tables = NULL;
    fc_report_table *table = NULL;

    assert(column_count > 0);
    if (fc_report_has_failed(report)
        || !names_are_unique(report, name, columns, column_count)) {
        return NULL;
    }
    tables = fc_report_with_room(report->tables, report->table_count,
                                 &report->table_capacity,
                                 sizeof(fc_report_table *));
    report->tables = tables != NULL ? tables : report->tables;
    table = table_create(name, title, columns, column_count);
    if (tables == NULL || table == NULL) {
        table_free(table);
        fc_report_run_out(report);
        return NULL;
    }
    table->report = report;
    table->audience = audience;
    tables[report->table_count++] = table;
    return table;
}

void fc_report_table_add_row(fc_report_table *table)
{
    struct cell *cells = NULL;

    if (table == NULL || fc_report_has_failed(table->report)) {
        return;
    }
    cells = fc_report_with_room(table->cells, table->row_count,
                                &table->row_capacity,
                                table->column_count * sizeof *cells);
    if (cells == NULL) {
        fc_report_run_out(table->report);
        return;
    }
    memset(cells + table->row_count * table->column_count, 0,
           table->column_count * sizeof *cells);
    table->cells = cells;
    table->row_count++;
}

/* The cell to set, emptied; NULL after a failure. */
static struct cell *last_row_cell(fc_report_table *table, size_t column)
{
    struct cell *cell = NULL;

    if (table == NULL || fc_report_has_failed(table->report)) {
        return NULL;
    }
    assert(table->row_count > 0 && column < table->column_count);
    cell = &table->cells[(table->row_count - 1) * table->column_count + column];
    free(cell->text);
    *cell = (struct cell){.type = FC_CELL_EMPTY};
    return cell;
}

void fc_report_table_set_styled(fc_report_table *table, size_t column,
                                double value, fc_column_style style)
{
    struct cell *cell = last_row_cell(table, column);

    if (cell == NULL || isnan(value)) {
        return;
    }
    if (isinf(value)) {
        (void)FC_FAIL(&table->report->failure, FC_ERR_NONFINITE,
                      "'%s' in row %zu of table '%s' is infinite",
                      table->columns[column].name, table->row_count,
                      table->name);
        return;
    }
    *cell = (struct cell){
        .type = FC_CELL_NUMBER, .style = style, .number = value};
}

void fc_report_table_set_number(fc_report_table *table, size_t column,
                                double value)
{
    if (table != NULL) {
        assert(column < table->column_count);
        fc_report_table_set_styled(table, column, value,
                                   table->columns[column].view.style);
    }
}

void fc_report_table_set_text(fc_report_table *table, size_t column,
                              const char *text)
{
    struct cell *cell = last_row_cell(table, column);

    if (cell == NULL || text == NULL) {
        return;
    }
    cell->text = fc_utf8_copy(text);
    cell->type = FC_CELL_TEXT;
    if (cell->text == NULL) {
        *cell = (struct cell){.type = FC_CELL_EMPTY};
        fc_report_run_out(table->report);
    }
}

/* Formatted UTF-8, or NULL when out of memory. */
static __attribute__((format(printf, 1, 0))) char *print_text(
    const char *format, va_list arguments)
{
    char *repaired = NULL;
    char *text = NULL;
    va_list again;
    int length = 0;

    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    text = length >= 0 ? fc_calloc((size_t)length + 1, 1) : NULL;
    if (text != NULL) {
        (void)vsnprintf(text, (size_t)length + 1, format, arguments);
        repaired = fc_utf8_copy(text);
    }
    free(text);
    return repaired;
}

void fc_report_add_note(fc_report *report, fc_note_kind kind,
                        const char *format, ...)
{
    struct note *notes = NULL;
    char *text = NULL;
    va_list arguments;

    if (fc_report_has_failed(report)) {
        return;
    }
    notes = fc_report_with_room(report->notes, report->note_count,
                                &report->note_capacity, sizeof *notes);
    report->notes = notes != NULL ? notes : report->notes;
    va_start(arguments, format);
    text = print_text(format, arguments);
    va_end(arguments);
    if (notes == NULL || text == NULL) {
        free(text);
        fc_report_run_out(report);
        return;
    }
    notes[report->note_count++] = (struct note){.kind = kind, .text = text};
}

/* Where @p key is, or where a new one goes; NULL when out of memory. */
static struct meta *meta_slot(fc_report *report, const char *key)
{
    struct meta *meta = NULL;

    for (size_t i = 0; i < report->meta_count; i++) {
        if (strcmp(report->meta[i].key, key) == 0) {
            return &report->meta[i];
        }
    }
    meta = fc_report_with_room(report->meta, report->meta_count,
                               &report->meta_capacity, sizeof *meta);
    if (meta == NULL) {
        return NULL;
    }
    report->meta = meta;
    meta[report->meta_count] = (struct meta){.key = fc_utf8_copy(key),
                                             .value = NULL};
    if (meta[report->meta_count].key == NULL) {
        return NULL;
    }
    return &meta[report->meta_count++];
}

void fc_report_add_meta(fc_report *report, const char *key, const char *format,
                        ...)
{
    struct meta *slot = fc_report_has_failed(report) ? NULL
                                                     : meta_slot(report, key);
    char *value = NULL;
    va_list arguments;

    if (slot != NULL) {
        va_start(arguments, format);
        value = print_text(format, arguments);
        va_end(arguments);
    }
    if (slot == NULL || value == NULL) {
        fc_report_run_out(report);
        return;
    }
    free(slot->value);
    slot->value = value;
}
