/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changing cells of a CSV text and adding rows to it, with every other byte as
 * it was: order of columns, text of numbers, quotes, line ends, the last line
 * with or without one.
 *
 * Rows go by the physical line they start on, as fc_csv_line() gives it for
 * the same text; setting cells leaves the lines as they are, so the rows to add
 * come last and from the bottom up.
 */
#ifndef FC_DATA_CSV_EDIT_H
#define FC_DATA_CSV_EDIT_H

#include "forecast/file.h"

struct fc_csv_edit {
    fc_bytes text;
    char delimiter;
};

/** Begin with a copy of @p size bytes. Release it after a failure, too. */
fc_status fc_csv_edit_begin(struct fc_csv_edit *out, const char *text,
                            size_t size, char delimiter, fc_error *err);
void fc_csv_edit_release(struct fc_csv_edit *edit);

/** Put @p text into column @p column (from 0) of the row on @p line; quoted if
 * it has to be, or was. @p text holds no line end. */
fc_status fc_csv_edit_set(struct fc_csv_edit *edit, size_t line, size_t column,
                          const char *text, fc_error *err);

/** Add a row of @p count cells behind the one on @p line; NULL is an empty
 * cell. Cells are quoted where those of that row are. */
fc_status fc_csv_edit_add(struct fc_csv_edit *edit, size_t line,
                          const char *const *cells, size_t count,
                          fc_error *err);

#endif
