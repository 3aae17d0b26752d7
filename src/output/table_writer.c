/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For people: title, the answer, the tables, the notes. Long texts are broken
 * to fit the terminal; beyond that a table is wider than the terminal rather
 * than cut: a number without its last digits is wrong.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "output/grid.h"
#include "output/plain_text.h"
#include "output/sink.h"
#include "output/wrap.h"
#include "output/writers.h"

/* Blanks before a table. */
static const size_t margin = 2;

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

static void put_colored(struct page *page, const char *color, const char *text,
                        size_t size)
{
    bool colored = page->options->color && color != NULL;

    fc_sink_text(&page->out, colored ? color : "");
    fc_sink_append(&page->out, text, size);
    fc_sink_text(&page->out, colored ? plain : "");
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
    put_colored(page, bold, shown, strlen(shown));
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
        put_colored(page, yellow, warning, strlen(warning));
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

/* The next line of a row: @p rest points to what is left of each cell. Returns
 * whether anything is left for another line. */
static bool put_line(struct page *page, const struct fc_grid *grid,
                     const char **rest, bool is_heading)
{
    size_t owed = margin; /* blanks; none are written at the end of a line */
    bool is_left = false;

    for (size_t i = 0; i < grid->column_count; i++) {
        const char *text = rest[i];
        size_t size = grid->is_text[i] ? fc_grid_line(text, grid->widths[i])
                                       : strlen(text);
        size_t width = fc_utf8_count(text) - fc_utf8_count(text + size);
        size_t padding = grid->widths[i] - width;

        owed += grid->is_text[i] ? 0 : padding;
        if (size > 0) {
            fc_sink_repeat(&page->out, ' ', owed);
            put_colored(page, is_heading ? NULL : verdict_color(text), text,
                        size);
            owed = 0;
        }
        owed += (grid->is_text[i] ? padding : 0) + FC_GRID_GAP;
        rest[i] = text + size + strspn(text + size, " ");
        is_left = is_left || *rest[i] != '\0';
    }
    fc_sink_text(&page->out, "\n");
    return is_left;
}

static void put_row(struct page *page, const struct fc_grid *grid,
                    const char **rest, size_t row)
{
    for (size_t i = 0; i < grid->column_count; i++) {
        rest[i] = grid->cells[row * grid->column_count + i];
    }
    while (put_line(page, grid, rest, row == 0)) {
    }
}

static void put_rule(struct page *page, const struct fc_grid *grid)
{
    fc_sink_repeat(&page->out, ' ', margin);
    for (size_t i = 0; i < fc_grid_width(grid); i++) {
        fc_sink_text(&page->out, page->options->ascii ? "-" : "\u2500");
    }
    fc_sink_text(&page->out, "\n");
}

static void put_grid(struct page *page, const struct fc_grid *grid)
{
    const char **rest = fc_calloc(grid->column_count, sizeof *rest);

    if (rest == NULL) {
        page->out.status = FC_ERR_MEMORY;
        return;
    }
    put_row(page, grid, rest, 0);
    put_rule(page, grid);
    for (size_t row = 1; row < grid->row_count; row++) {
        put_row(page, grid, rest, row);
    }
    if (grid->row_count == 1) {
        fc_sink_repeat(&page->out, ' ', margin);
        fc_sink_text(&page->out, "(none)\n");
    }
    free(rest);
}

static void put_table(struct page *page, const fc_report_table *table)
{
    const char *title = fc_report_table_title(table);
    size_t width = page->options->width;
    struct fc_grid grid = {0};

    put_section_break(page);
    if (title != NULL) {
        put_heading(page, title);
    }
    if (fc_grid_init(&grid, table, page->options,
                     width > margin ? width - margin : 0)
        != FC_OK) {
        page->out.status = FC_ERR_MEMORY;
        return;
    }
    put_grid(page, &grid);
    fc_grid_release(&grid);
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
