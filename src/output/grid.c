/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output/grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "output/cell_text.h"
#include "output/plain_text.h"
#include "output/sink.h"
#include "output/wrap.h"

void fc_grid_release(struct fc_grid *grid)
{
    for (size_t i = 0;
         grid->cells != NULL && i < grid->row_count * grid->column_count; i++) {
        free(grid->cells[i]);
    }
    free(grid->cells);
    free(grid->widths);
    free(grid->is_text);
    *grid = (struct fc_grid){0};
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
static bool fill_column(struct fc_grid *grid, const fc_report_table *table,
                        size_t index, const fc_writer_options *options)
{
    struct fc_plain form = {.ascii = options->ascii};
    const fc_column *column = fc_report_table_column(table, index);
    const char *heading = column->title != NULL ? column->title : column->name;

    grid->is_text[index] = column->style == FC_STYLE_TEXT;
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

size_t fc_grid_line(const char *text, size_t width)
{
    size_t size = strcspn(text, " ");
    size_t used = fc_wrap_characters(text, size);

    while (text[size] != '\0') {
        size_t blanks = strspn(text + size, " ");
        size_t word = strcspn(text + size + blanks, " ");

        used += blanks + fc_wrap_characters(text + size + blanks, word);
        if (word == 0 || used > width) {
            break;
        }
        size += blanks + word;
    }
    return size;
}

/* A column this wide is not narrowed: "1 to 4" on two lines reads badly, and
 * little is gained. */
static const size_t narrow = 16;

/* The least width of a column of text; no word is broken. */
static size_t least_width(const struct fc_grid *grid, size_t column)
{
    size_t natural = grid->widths[column];
    size_t least = natural < narrow ? natural : narrow;

    for (size_t row = 0; row < grid->row_count; row++) {
        const char *text = grid->cells[row * grid->column_count + column];

        while (*(text += strspn(text, " ")) != '\0') {
            size_t size = strcspn(text, " ");
            size_t width = fc_wrap_characters(text, size);

            least = width > least ? width : least;
            text += size;
        }
    }
    return least;
}

size_t fc_grid_width(const struct fc_grid *grid)
{
    size_t width = FC_GRID_GAP * (grid->column_count - 1);

    for (size_t i = 0; i < grid->column_count; i++) {
        width += grid->widths[i];
    }
    return width;
}

/* Narrow the widest column of text, one character at a time, until the table
 * fits or nothing gives. */
static void fit(struct fc_grid *grid, size_t *least, size_t width)
{
    for (size_t i = 0; i < grid->column_count; i++) {
        least[i] = grid->is_text[i] ? least_width(grid, i) : grid->widths[i];
    }
    for (size_t total = fc_grid_width(grid); total > width; total--) {
        size_t widest = grid->column_count;

        for (size_t i = 0; i < grid->column_count; i++) {
            if (grid->widths[i] > least[i]
                && (widest == grid->column_count
                    || grid->widths[i] > grid->widths[widest])) {
                widest = i;
            }
        }
        if (widest == grid->column_count) {
            return;
        }
        grid->widths[widest]--;
    }
}

/* After fitting a column may be wider than its lines: a long word may stand
 * alone. */
static void tighten(struct fc_grid *grid)
{
    for (size_t i = 0; i < grid->column_count; i++) {
        size_t widest = 0;

        for (size_t row = 0; row < grid->row_count; row++) {
            const char *text = grid->cells[row * grid->column_count + i];

            while (*(text += strspn(text, " ")) != '\0') {
                size_t size = fc_grid_line(text, grid->widths[i]);
                size_t width = fc_wrap_characters(text, size);

                widest = width > widest ? width : widest;
                text += size;
            }
        }
        if (grid->is_text[i]) {
            grid->widths[i] = widest;
        }
    }
}

fc_status fc_grid_init(struct fc_grid *out, const fc_report_table *table,
                       const fc_writer_options *options, size_t width)
{
    struct fc_grid grid = {.row_count = fc_report_table_row_count(table) + 1,
                           .column_count = fc_report_table_column_count(table)};
    size_t *least = fc_calloc(grid.column_count, sizeof *least);
    bool filled = false;

    grid.cells = fc_calloc(grid.row_count * grid.column_count, sizeof(char *));
    grid.widths = fc_calloc(grid.column_count, sizeof(size_t));
    grid.is_text = fc_calloc(grid.column_count, sizeof(bool));
    filled = least != NULL && grid.cells != NULL && grid.widths != NULL
             && grid.is_text != NULL;
    for (size_t i = 0; filled && i < grid.column_count; i++) {
        filled = fill_column(&grid, table, i, options);
    }
    if (filled && fc_grid_width(&grid) > width) {
        fit(&grid, least, width);
        tighten(&grid);
    }
    free(least);
    if (!filled) {
        fc_grid_release(&grid);
        return FC_ERR_MEMORY;
    }
    *out = grid;
    return FC_OK;
}
