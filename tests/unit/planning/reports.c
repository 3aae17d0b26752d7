/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"

fc_dataset *reports_open(const char *path)
{
    fc_dataset *dataset = NULL;
    fc_error err = {0};

    fc_init();
    if (fc_dataset_open(&dataset, path, NULL, &err) != FC_OK) {
        fail_msg("%s:%zu: %s", err.source, err.line, err.message);
    }
    return dataset;
}

fc_dataset *reports_open_amazon(void)
{
    return reports_open(FC_DATASETS "/amazon/amazon_quarterly.csv");
}

const fc_report_table *reports_table(const fc_report *report, const char *name)
{
    const fc_report_table *table = fc_report_find_table(report, name);

    if (table == NULL) {
        fail_msg("there is no table '%s'", name);
    }
    return table;
}

size_t reports_column(const fc_report_table *table, const char *column)
{
    size_t count = fc_report_table_column_count(table);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(fc_report_table_column(table, i)->name, column) == 0) {
            return i;
        }
    }
    fail_msg("there is no column '%s'", column);
    return count;
}

size_t reports_find(const fc_report_table *table, const char *column,
                    const char *text)
{
    size_t rows = fc_report_table_row_count(table);
    size_t row = 0;

    while (row < rows && strcmp(reports_text(table, row, column), text) != 0) {
        row++;
    }
    return row;
}

double reports_number(const fc_report_table *table, size_t row,
                      const char *column)
{
    fc_cell cell = {0};

    assert_true(row < fc_report_table_row_count(table));
    cell = fc_report_table_cell(table, row, reports_column(table, column));
    return cell.type == FC_CELL_NUMBER ? cell.number : (double)NAN;
}

const char *reports_text(const fc_report_table *table, size_t row,
                         const char *column)
{
    fc_cell cell = {0};

    assert_true(row < fc_report_table_row_count(table));
    cell = fc_report_table_cell(table, row, reports_column(table, column));
    return cell.type == FC_CELL_TEXT ? cell.text : "";
}

bool reports_has_note(const fc_report *report, const char *text)
{
    for (size_t i = 0; i < fc_report_note_count(report); i++) {
        if (strstr(fc_report_note_at(report, i).text, text) != NULL) {
            return true;
        }
    }
    return false;
}

size_t reports_row_of(const fc_report_table *table, const char *kind,
                      const char *period)
{
    for (size_t r = 0; r < fc_report_table_row_count(table); r++) {
        if (strcmp(reports_text(table, r, "kind"), kind) == 0
            && strcmp(reports_text(table, r, "period"), period) == 0) {
            return r;
        }
    }
    fail_msg("no %s row for %s", kind, period);
    return 0;
}
