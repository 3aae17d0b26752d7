/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/report_join.h"

#include <stdlib.h>

static void copy_cell(fc_report_table *to, const fc_report_table *from,
                      size_t row, size_t column)
{
    fc_cell cell = fc_report_table_cell(from, row, column);

    if (cell.type == FC_CELL_TEXT) {
        fc_report_table_set_text(to, column, cell.text);
    } else if (cell.type == FC_CELL_NUMBER) {
        fc_report_table_set_styled(to, column, cell.number, cell.style);
    }
}

static void copy_table(fc_report *whole, const fc_report_table *from)
{
    size_t columns = fc_report_table_column_count(from);
    fc_column *described = calloc(columns + 1, sizeof *described);
    fc_report_table *to = NULL;

    for (size_t i = 0; i < columns && described != NULL; i++) {
        described[i] = *fc_report_table_column(from, i);
    }
    /* Without memory for the columns the report has none for the table. */
    to = fc_report_add_table(whole, fc_report_table_name(from),
                             fc_report_table_title(from),
                             fc_report_table_audience(from), described,
                             described != NULL ? columns : 0);
    for (size_t row = 0; row < fc_report_table_row_count(from); row++) {
        fc_report_table_add_row(to);
        for (size_t i = 0; i < columns && described != NULL; i++) {
            copy_cell(to, from, row, i);
        }
    }
    free(described);
}

static void copy_chart(fc_report *whole, const fc_chart *from)
{
    const fc_chart_frame frame = fc_chart_get_frame(from);
    fc_chart *to = fc_report_add_chart(whole, &frame);

    for (size_t i = 0; i < fc_chart_series_count(from); i++) {
        const fc_chart_series series = fc_chart_series_at(from, i);

        fc_chart_add_series(to, &series);
    }
}

void fc_report_join_tables(fc_report *whole, const fc_report *part)
{
    for (size_t i = 0; i < fc_report_table_count(part); i++) {
        const fc_report_table *table = fc_report_table_at(part, i);

        if (fc_report_find_table(whole, fc_report_table_name(table)) == NULL) {
            copy_table(whole, table);
        }
    }
    for (size_t i = 0; i < fc_report_chart_count(part); i++) {
        copy_chart(whole, fc_report_chart_at(part, i));
    }
}

void fc_report_join(fc_report *whole, const fc_report *part)
{
    fc_report_join_tables(whole, part);
    for (size_t i = 0; i < fc_report_note_count(part); i++) {
        fc_note note = fc_report_note_at(part, i);

        fc_report_add_note(whole, note.kind, "%s", note.text);
    }
    for (size_t i = 0; i < fc_report_meta_count(part); i++) {
        fc_report_add_meta(whole, fc_report_meta_key(part, i), "%s",
                           fc_report_meta_value(part, i));
    }
}
