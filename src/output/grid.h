/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The texts of a table for people and the widths of its columns. A table that
 * is too wide gets its columns of text narrowed: their cells are broken at
 * blanks. Numbers and words are never broken, so that a table may stay wider
 * than the terminal.
 */
#ifndef FC_OUTPUT_GRID_H
#define FC_OUTPUT_GRID_H

#include "forecast/writer.h"

struct fc_grid {
    size_t row_count; /**< with the header, which is row 0 */
    size_t column_count;
    char **cells; /**< row_count * column_count, owned */
    size_t *widths;
    bool *is_text; /**< column_count: left aligned, may be broken */
};

/** Between two columns. */
enum { FC_GRID_GAP = 2 };

/**
 * Take the texts of @p table, narrowed to @p width characters where possible.
 * @return FC_ERR_MEMORY; release *out after success only.
 */
fc_status fc_grid_init(struct fc_grid *out, const fc_report_table *table,
                       const fc_writer_options *options, size_t width);
void fc_grid_release(struct fc_grid *grid);

/** Characters of a row. */
size_t fc_grid_width(const struct fc_grid *grid);

/**
 * Bytes of @p text that go into the next line of a column: as many words as
 * fit, at least one.
 */
size_t fc_grid_line(const char *text, size_t width);

#endif
