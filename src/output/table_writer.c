/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For people: title, the answer, the tables, the notes. A table is wider than
 * the terminal rather than cut: a number without its last digits is wrong.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "output/cell_text.h"
#include "output/plain_text.h"
#include "output/sink.h"
#include "output/wrap.h"
#include "output/writers.h"

/* Blanks before a table, and between its columns. */
static const size_t margin = 2;
static const size_t gap = 2;

static const char bold[] = "\x1b[1m";
static const char plain[] = "\x1b[0m";
static const char green[] = "\x1b[32m";
static const char yellow[] = "\x1b[33m";
static const char red[] = "\x1b[31m";

/* Cells that are a verdict. */
static const struct {
    const char *text;
    const char *color;
} verdicts[] = {
    {"inside", green},     {"below", yellow}, {"above", red},
    {"reproduced", green}, {"differs", red},
};

struct page {
    struct fc_sink out;
    const fc_writer_options *options;
};

/* The texts of a table, its header first, and how wide its columns are. */
struct grid {
    size_t row_count; /* with the header */
    size_t column_count;
    char **cells;
    size_t *widths;
};

static void put_colored(struct page *page, const char *color, const char *text)
{
    if (page->options->color && color != NULL) {
        fc_sink_text(&page->out, color);
        fc_sink_text(&page->out, text);
        fc_sink_text(&page->out, plain);
    } else {
        fc_sink_text(&page->out, text);
    }
}

static const char *verdict_color(const char *text)
{
    for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++) {
        if (strcmp(verdicts[i].text, text) == 0) {
            return verdicts[i].color;
        }
    }
    return NULL;
}

/* A blank line between sections. */
static void put_section_break(struct page *page)
{
    if (page->out.status == FC_OK && page->out.bytes->size > 0) {
        fc_sink_text(&page->out, "\n");
    }
}

static void put_heading(struct page *page, const char *text)
{
    struct fc_plain form = {.ascii = page->options->ascii};
    char *shown = fc_plain_text(text, form);

    if (shown == NULL) {
        page->out.status = FC_ERR_MEMORY;
        return;
    }
    put_colored(page, bold, shown);
    fc_sink_text(&page->out, "\n");
    free(shown);
}

static void put_note(struct page *page, fc_note note)
{
    static const char warning[] = "Warning:";
    struct fc_plain form = {.ascii = page->options->ascii, .lines = true};
    struct fc_wrap wrap = {.width = page->options->width};
    char *shown = fc_plain_text(note.text, form);

    if (shown == NULL) {
        page->out.status = FC_ERR_MEMORY;
        return;
    }
    if (note.kind == FC_NOTE_WARNING) {
        put_colored(page, yellow, warning);
        fc_sink_text(&page->out, " ");
        wrap.start = sizeof warning;
    }
    if (note.kind != FC_NOTE_HEADLINE) {
        wrap.indent = margin;
    }
    fc_wrap_text(&page->out, shown, wrap);
    fc_sink_text(&page->out, "\n");
    free(shown);
}

static void put_notes(struct page *page, const fc_report *report,
                      fc_note_kind kind)
{
    bool is_first = true;

    for (size_t i = 0; i < fc_report_note_count(report); i++) {
        fc_note note = fc_report_note_at(report, i);

        if (note.kind == kind) {
            if (is_first) {
                put_section_break(page);
            }
            put_note(page, note);
            is_first = false;
        }
    }
}

static void grid_release(struct grid *grid)
{
    for (size_t i = 0;
         grid->cells != NULL && i < grid->row_count * grid->column_count; i++) {
        free(grid->cells[i]);
    }
    free(grid->cells);
    free(grid->widths);
}

static char *cell_text(const fc_cell *cell, const fc_column *column,
                       const fc_writer_options *options)
{
    struct fc_plain form = {.ascii = options->ascii};
    char number[FC_CELL_TEXT_SIZE];
    const char *suffix = column->suffix != NULL ? column->suffix : "";
    fc_bytes text = {0};
    struct fc_sink joined = {.bytes = &text};
    char *shown = NULL;

    if (cell->type != FC_CELL_NUMBER) {
        return fc_plain_text(cell->type == FC_CELL_TEXT ? cell->text : "",
                             form);
    }
    fc_cell_text_rounded(number, cell, column, options->digits);
    fc_sink_text(&joined, number);
    fc_sink_text(&joined, suffix);
    shown = joined.status == FC_OK ? fc_plain_text(text.data, form) : NULL;
    fc_bytes_release(&text);
    return shown;
}

/* Fill one column of the grid; false when out of memory. */
static bool fill_column(struct grid *grid, const fc_report_table *table,
                        size_t index, const fc_writer_options *options)
{
    struct fc_plain form = {.ascii = options->ascii};
    const fc_column *column = fc_report_table_column(table, index);
    const char *heading = column->title != NULL ? column->title : column->name;

    for (size_t row = 0; row < grid->row_count; row++) {
        char **cell = &grid->cells[row * grid->column_count + index];
        size_t width = 0;

        if (row == 0) {
            *cell = fc_plain_text(heading, form);
        } else {
            fc_cell value = fc_report_table_cell(table, row - 1, index);

            *cell = cell_text(&value, column, options);
        }
        if (*cell == NULL) {
            return false;
        }
        width = fc_utf8_count(*cell);
        if (width > grid->widths[index]) {
            grid->widths[index] = width;
        }
    }
    return true;
}

static fc_status grid_init(struct grid *out, const fc_report_table *table,
                           const fc_writer_options *options)
{
    struct grid grid = {.row_count = fc_report_table_row_count(table) + 1,
                        .column_count = fc_report_table_column_count(table)};
    bool filled = false;

    grid.cells = fc_calloc(grid.row_count * grid.column_count, sizeof(char *));
    grid.widths = fc_calloc(grid.column_count, sizeof(size_t));
    filled = grid.cells != NULL && grid.widths != NULL;
    for (size_t i = 0; filled && i < grid.column_count; i++) {
        filled = fill_column(&grid, table, i, options);
    }
    if (!filled) {
        grid_release(&grid);
        return FC_ERR_MEMORY;
    }
    *out = grid;
    return FC_OK;
}

static void put_row(struct page *page, const struct grid *grid,
                    const fc_report_table *table, size_t row)
{
    size_t owed = margin; /* blanks; none are written at the end of a line */

    for (size_t i = 0; i < grid->column_count; i++) {
        const char *text = grid->cells[row * grid->column_count + i];
        size_t padding = grid->widths[i] - fc_utf8_count(text);
        bool is_right = fc_report_table_column(table, i)->style
                        != FC_STYLE_TEXT;

        owed += is_right ? padding : 0;
        if (text[0] != '\0') {
            fc_sink_repeat(&page->out, ' ', owed);
            put_colored(page, row > 0 ? verdict_color(text) : NULL, text);
            owed = 0;
        }
        owed += (is_right ? 0 : padding) + gap;
    }
    fc_sink_text(&page->out, "\n");
}

static void put_rule(struct page *page, const struct grid *grid)
{
    size_t width = gap * (grid->column_count - 1);

    for (size_t i = 0; i < grid->column_count; i++) {
        width += grid->widths[i];
    }
    fc_sink_repeat(&page->out, ' ', margin);
    for (size_t i = 0; i < width; i++) {
        fc_sink_text(&page->out, page->options->ascii ? "-" : "\u2500");
    }
    fc_sink_text(&page->out, "\n");
}

static void put_table(struct page *page, const fc_report_table *table)
{
    const char *title = fc_report_table_title(table);
    struct grid grid = {0};

    put_section_break(page);
    if (title != NULL) {
        put_heading(page, title);
    }
    if (grid_init(&grid, table, page->options) != FC_OK) {
        page->out.status = FC_ERR_MEMORY;
        return;
    }
    put_row(page, &grid, table, 0);
    put_rule(page, &grid);
    for (size_t row = 1; row < grid.row_count; row++) {
        put_row(page, &grid, table, row);
    }
    if (grid.row_count == 1) {
        fc_sink_repeat(&page->out, ' ', margin);
        fc_sink_text(&page->out, "(none)\n");
    }
    grid_release(&grid);
}

static fc_status table_render(fc_bytes *bytes, const fc_report *report,
                              const fc_writer_options *options, fc_error *err)
{
    struct page page = {.out = {.bytes = bytes}, .options = options};

    (void)err; /* fc_writer_render() says that memory is out */
    if (fc_report_title(report) != NULL) {
        put_heading(&page, fc_report_title(report));
    }
    put_notes(&page, report, FC_NOTE_HEADLINE);
    for (size_t i = 0; i < fc_report_table_count(report); i++) {
        const fc_report_table *table = fc_report_table_at(report, i);

        if ((fc_report_table_audience(table) & FC_FOR_PEOPLE) != 0) {
            put_table(&page, table);
        }
    }
    put_notes(&page, report, FC_NOTE_PLAIN);
    put_notes(&page, report, FC_NOTE_WARNING);
    return page.out.status;
}

const fc_writer fc_writer_table = {
    .name = "table",
    .suffix = NULL,
    .summary = "aligned tables and sentences for people",
    .render = table_render,
};
