/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CSV after RFC 4180, with LF, or as Excel reads it: the first table for
 * machines, and if there is none the first table. Texts that a spreadsheet
 * would take for a formula get an apostrophe in front.
 */
#include <assert.h>
#include <string.h>

#include "output/cell_text.h"
#include "output/csv_text.h"
#include "output/sink.h"
#include "output/writers.h"

static const struct dialect {
    const char *name;
    const char *start; /* of the file: a byte order mark or nothing */
    const char *separator;
    const char *line_end;
    bool decimal_comma;
    bool keeps_months;
} dialects[] = {
    [FC_CSV_RFC4180] = {"rfc4180", "", ",", "\n", false, false},
    [FC_CSV_EXCEL_US] = {"excel-us", "\xEF\xBB\xBF", ",", "\r\n", false, true},
    [FC_CSV_EXCEL_EU] = {"excel-eu", "\xEF\xBB\xBF", ";", "\r\n", true, true},
    [FC_CSV_GOOGLE] = {"google", "", ",", "\n", false, false},
};

const char *fc_csv_dialect_name(fc_csv_dialect dialect)
{
    assert((size_t)dialect < sizeof dialects / sizeof dialects[0]);
    return dialects[dialect].name;
}

struct csv {
    struct fc_sink out;
    struct fc_sink field; /* the field at hand; kept for its memory */
    struct fc_csv_form form;
    const struct dialect *dialect;
};

static void put_text(struct csv *csv, const char *text)
{
    fc_csv_text(&csv->out, &csv->field, text, csv->form);
}

static void put_cell(struct csv *csv, const fc_cell *cell, int digits)
{
    char number[FC_CELL_TEXT_SIZE];

    switch (cell->type) {
    case FC_CELL_NUMBER:
        fc_cell_text_exact(number, cell, digits);
        if (csv->dialect->decimal_comma && strchr(number, '.') != NULL) {
            *strchr(number, '.') = ',';
        }
        fc_sink_text(&csv->out, number);
        return;
    case FC_CELL_TEXT:
        put_text(csv, cell->text);
        return;
    case FC_CELL_EMPTY:
        break;
    }
    put_text(csv, "");
}

static void put_separator(struct csv *csv, size_t column, size_t count)
{
    fc_sink_text(&csv->out, column + 1 < count ? csv->dialect->separator
                                               : csv->dialect->line_end);
}

static void put_table(struct csv *csv, const fc_report_table *table, int digits)
{
    size_t columns = fc_report_table_column_count(table);
    size_t rows = fc_report_table_row_count(table);

    csv->form = (struct fc_csv_form){
        .separator = csv->dialect->separator[0],
        .alone = columns == 1,
        .keeps_months = csv->dialect->keeps_months,
    };
    fc_sink_text(&csv->out, csv->dialect->start);
    for (size_t column = 0; column < columns; column++) {
        put_text(csv, fc_report_table_column(table, column)->name);
        put_separator(csv, column, columns);
    }
    for (size_t row = 0; row < rows; row++) {
        for (size_t column = 0; column < columns; column++) {
            fc_cell cell = fc_report_table_cell(table, row, column);

            put_cell(csv, &cell, digits);
            put_separator(csv, column, columns);
        }
    }
}

static const fc_report_table *machine_table(const fc_report *report)
{
    size_t count = fc_report_table_count(report);

    for (size_t i = 0; i < count; i++) {
        const fc_report_table *table = fc_report_table_at(report, i);

        if ((fc_report_table_audience(table) & FC_FOR_MACHINES) != 0) {
            return table;
        }
    }
    return count > 0 ? fc_report_table_at(report, 0) : NULL;
}

static fc_status csv_render(fc_bytes *out, const fc_report *report,
                            const fc_writer_options *options, fc_error *err)
{
    const fc_report_table *table = machine_table(report);
    fc_bytes field = {0};
    struct csv csv = {.out = {.bytes = out},
                      .field = {.bytes = &field},
                      .dialect = &dialects[options->dialect]};

    if (table == NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "this result has no table; CSV needs one, use json");
    }
    put_table(&csv, table, options->digits);
    fc_bytes_release(&field);
    return csv.out.status;
}

const fc_writer fc_writer_csv = {
    .name = "csv",
    .suffix = "csv",
    .summary = "comma-separated values: one table, every digit",
    .render = csv_render,
};
