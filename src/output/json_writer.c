/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON: one document with everything a report holds, a row a line.
 *
 * jansson escapes the texts. It prints every real with one fixed number of
 * digits, too many for 0.1 or too few for 1/3, so numbers and the (fixed)
 * structure are written here: the digits are those of the CSV.
 */
#include "output/cell_text.h"
#include "output/json_text.h"
#include "output/sink.h"
#include "output/writers.h"

static void put_key(struct fc_sink *out, const char *key)
{
    fc_json_text(out, key);
    fc_sink_text(out, ": ");
}

static void put_optional(struct fc_sink *out, const char *text)
{
    if (text != NULL) {
        fc_json_text(out, text);
    } else {
        fc_sink_text(out, "null");
    }
}

/* Between the items of a list that is written a line each; and before its end.
 */
static void put_break(struct fc_sink *out, size_t index, size_t indent)
{
    fc_sink_text(out, index > 0 ? ",\n" : "\n");
    fc_sink_repeat(out, ' ', indent);
}

static void put_end(struct fc_sink *out, size_t count, size_t indent,
                    const char *bracket)
{
    if (count > 0) {
        fc_sink_text(out, "\n");
        fc_sink_repeat(out, ' ', indent);
    }
    fc_sink_text(out, bracket);
}

static void put_meta(struct fc_sink *out, const fc_report *report)
{
    size_t count = fc_report_meta_count(report);

    fc_sink_text(out, "{");
    for (size_t i = 0; i < count; i++) {
        put_break(out, i, 4);
        put_key(out, fc_report_meta_key(report, i));
        fc_json_text(out, fc_report_meta_value(report, i));
    }
    put_end(out, count, 2, "}");
}

static void put_notes(struct fc_sink *out, const fc_report *report)
{
    size_t count = fc_report_note_count(report);

    fc_sink_text(out, "[");
    for (size_t i = 0; i < count; i++) {
        fc_note note = fc_report_note_at(report, i);

        put_break(out, i, 4);
        fc_sink_text(out, "{\"kind\": ");
        fc_json_text(out, fc_note_kind_name(note.kind));
        fc_sink_text(out, ", \"text\": ");
        fc_json_text(out, note.text);
        fc_sink_text(out, "}");
    }
    put_end(out, count, 2, "]");
}

static void put_cell(struct fc_sink *out, const fc_cell *cell, int digits)
{
    char number[FC_CELL_TEXT_SIZE];

    if (cell->type == FC_CELL_NUMBER) {
        fc_cell_text_exact(number, cell, digits);
        fc_sink_text(out, number);
    } else {
        put_optional(out, cell->type == FC_CELL_TEXT ? cell->text : NULL);
    }
}

static void put_rows(struct fc_sink *out, const fc_report_table *table,
                     int digits)
{
    size_t rows = fc_report_table_row_count(table);
    size_t columns = fc_report_table_column_count(table);

    fc_sink_text(out, "[");
    for (size_t row = 0; row < rows; row++) {
        put_break(out, row, 6);
        for (size_t column = 0; column < columns; column++) {
            fc_cell cell = fc_report_table_cell(table, row, column);

            fc_sink_text(out, column > 0 ? ", " : "{");
            put_key(out, fc_report_table_column(table, column)->name);
            put_cell(out, &cell, digits);
        }
        fc_sink_text(out, "}");
    }
    put_end(out, rows, 4, "]");
}

static void put_tables(struct fc_sink *out, const fc_report *report, int digits)
{
    size_t count = fc_report_table_count(report);

    fc_sink_text(out, "{");
    for (size_t i = 0; i < count; i++) {
        const fc_report_table *table = fc_report_table_at(report, i);

        put_break(out, i, 4);
        put_key(out, fc_report_table_name(table));
        put_rows(out, table, digits);
    }
    put_end(out, count, 2, "}");
}

static fc_status json_render(fc_bytes *bytes, const fc_report *report,
                             const fc_writer_options *options, fc_error *err)
{
    struct fc_sink out = {.bytes = bytes};

    (void)err; /* fc_writer_render() says that memory is out */
    fc_sink_text(&out, "{\n  \"title\": ");
    put_optional(&out, fc_report_title(report));
    fc_sink_text(&out, ",\n  \"meta\": ");
    put_meta(&out, report);
    fc_sink_text(&out, ",\n  \"notes\": ");
    put_notes(&out, report);
    fc_sink_text(&out, ",\n  \"tables\": ");
    put_tables(&out, report, options->digits);
    fc_sink_text(&out, "\n}\n");
    return out.status;
}

const fc_writer fc_writer_json = {
    .name = "json",
    .suffix = "json",
    .summary = "one document: all tables, notes and provenance",
    .render = json_render,
};
