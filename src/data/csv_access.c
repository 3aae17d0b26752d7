/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking into a CSV text that has been read. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "forecast/names.h"

#include "base/memory.h"
#include "data/csv_stream.h"

void fc_csv_free(fc_csv *csv)
{
    if (csv != NULL) {
        free(csv->source);
        fc_bytes_release(&csv->text);
        free(csv->offset);
        free(csv->line);
        free(csv);
    }
}

const char *fc_csv_name(const fc_csv *csv, size_t column)
{
    return csv->text.data + csv->offset[column];
}

const char *fc_csv_field(const fc_csv *csv, size_t row, size_t column)
{
    return csv->text.data + csv->offset[(row + 1) * csv->column_count + column];
}

size_t fc_csv_line(const fc_csv *csv, size_t row)
{
    return csv->line[row];
}

void fc_csv_drop(fc_csv *csv, size_t rows)
{
    size_t columns = csv->column_count;
    size_t gone = rows * columns;
    size_t left = (csv->row_count - rows) * columns;
    uint32_t first = csv->row_count > 0 ? csv->offset[columns] : 0;
    uint32_t cut = 0;

    if (rows == csv->row_count) {
        csv->text.size = csv->row_count > 0 ? first : csv->text.size;
        csv->row_count = 0;
        return;
    }
    cut = csv->offset[columns + gone] - first;
    memmove(csv->text.data + first, csv->text.data + first + cut,
            csv->text.size - first - cut);
    csv->text.size -= cut;
    for (size_t i = columns; i < columns + left; i++) {
        csv->offset[i] = csv->offset[i + gone] - cut;
    }
    memmove(csv->line, csv->line + rows,
            (csv->row_count - rows) * sizeof *csv->line);
    csv->row_count -= rows;
}

bool fc_csv_find(size_t *column, const fc_csv *csv, const char *name)
{
    for (size_t i = 0; i < csv->column_count; i++) {
        if (strcasecmp(fc_csv_name(csv, i), name) == 0) {
            *column = i;
            return true;
        }
    }
    return false;
}

/* The column name nearest to @p name; NULL if there is none (or no memory to
 * look: it is only a hint). */
static const char *nearest_name(const fc_csv *csv, const char *name)
{
    const char **names = fc_calloc(csv->column_count, sizeof *names);
    const char *nearest = NULL;

    if (names != NULL) {
        for (size_t i = 0; i < csv->column_count; i++) {
            names[i] = fc_csv_name(csv, i);
        }
        nearest = fc_name_nearest(name, names, csv->column_count);
    }
    free(names);
    return nearest;
}

fc_status fc_csv_require(size_t *column, const fc_csv *csv, const char *name,
                         fc_error *err)
{
    const char *nearest = NULL;

    if (fc_csv_find(column, csv, name)) {
        return FC_OK;
    }
    nearest = nearest_name(csv, name);
    if (nearest != NULL) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, csv->source, csv->header_line, 0,
                          "the header has no column '%s'; is '%.64s' meant?",
                          name, nearest);
    }
    return FC_FAIL_AT(err, FC_ERR_FORMAT, csv->source, csv->header_line, 0,
                      "the header has no column '%s'; add it", name);
}
