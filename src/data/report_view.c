/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a report. */
#include <assert.h>
#include <string.h>

#include "data/report_state.h"

const char *fc_report_title(const fc_report *report)
{
    return report->title;
}

size_t fc_report_table_count(const fc_report *report)
{
    return report->table_count;
}

const fc_report_table *fc_report_table_at(const fc_report *report, size_t index)
{
    assert(index < report->table_count);
    return report->tables[index];
}

const fc_report_table *fc_report_find_table(const fc_report *report,
                                            const char *name)
{
    for (size_t i = 0; i < report->table_count; i++) {
        if (strcmp(report->tables[i]->name, name) == 0) {
            return report->tables[i];
        }
    }
    return NULL;
}

const char *fc_report_table_name(const fc_report_table *table)
{
    return table->name;
}

const char *fc_report_table_title(const fc_report_table *table)
{
    return table->title;
}

fc_audience fc_report_table_audience(const fc_report_table *table)
{
    return table->audience;
}

size_t fc_report_table_column_count(const fc_report_table *table)
{
    return table->column_count;
}

const fc_column *fc_report_table_column(const fc_report_table *table,
                                        size_t column)
{
    assert(column < table->column_count);
    return &table->columns[column].view;
}

size_t fc_report_table_row_count(const fc_report_table *table)
{
    return table->row_count;
}

fc_cell fc_report_table_cell(const fc_report_table *table, size_t row,
                             size_t column)
{
    const struct cell *cell = NULL;

    assert(row < table->row_count && column < table->column_count);
    cell = &table->cells[row * table->column_count + column];
    return (fc_cell){.type = cell->type,
                     .style = cell->style,
                     .number = cell->number,
                     .text = cell->text};
}

size_t fc_report_note_count(const fc_report *report)
{
    return report->note_count;
}

fc_note fc_report_note_at(const fc_report *report, size_t index)
{
    assert(index < report->note_count);
    return (fc_note){.kind = report->notes[index].kind,
                     .text = report->notes[index].text};
}

const char *fc_note_kind_name(fc_note_kind kind)
{
    switch (kind) {
    case FC_NOTE_HEADLINE:
        return "headline";
    case FC_NOTE_WARNING:
        return "warning";
    case FC_NOTE_PLAIN:
        break;
    }
    return "note";
}

size_t fc_report_meta_count(const fc_report *report)
{
    return report->meta_count;
}

const char *fc_report_meta_key(const fc_report *report, size_t index)
{
    assert(index < report->meta_count);
    return report->meta[index].key;
}

const char *fc_report_meta_value(const fc_report *report, size_t index)
{
    assert(index < report->meta_count);
    return report->meta[index].value;
}
