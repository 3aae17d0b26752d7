/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A whole CSV text as a header and rows of fields (RFC 4180, read by libcsv).
 *
 *  - Every row has as many fields as the header; blank lines are skipped.
 *  - Fields are NUL-terminated UTF-8. Blanks around unquoted fields are gone.
 *  - Lines are physical lines from 1, as an editor shows them; columns are
 *    fields from 1 in messages and from 0 in calls.
 *  - Quotes must be closed and must enclose the whole field.
 *  - Sizes are bounded: see the limits below.
 *
 * Typical use:
 *
 *   status = fc_csv_read(&csv, path, 0, err);
 *   status = fc_csv_require(&period, csv, "period", err);
 *   for (size_t row = 0; row < csv->row_count; row++) {
 *       ... fc_csv_field(csv, row, period) ... fc_csv_line(csv, row) ...
 *   }
 *   fc_csv_free(csv);
 */
#ifndef FC_DATA_CSV_READER_H
#define FC_DATA_CSV_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "forecast/file.h"

enum {
    FC_CSV_FIELD_LIMIT = 65536,    /**< bytes in a field */
    FC_CSV_COLUMN_LIMIT = 10000,   /**< fields in a row */
    FC_CSV_ROW_LIMIT = 2000000,    /**< rows below the header */
    FC_CSV_TOTAL_LIMIT = 20000000, /**< fields in a file */
};

typedef struct fc_csv {
    char *source;        /**< file name as given */
    char delimiter;      /**< as given or found */
    size_t column_count; /**< fields of the header and of each row */
    size_t row_count;    /**< rows below the header */
    size_t header_line;
    fc_bytes text;    /* all fields, each with its NUL */
    uint32_t *offset; /* of each field in the text, header first */
    uint32_t *line;   /* of each row, header excluded */
} fc_csv;

/**
 * Read a CSV file ("-" is standard input).
 * @param delimiter 0: comma, semicolon or tab, whichever the header has most
 * @return FC_ERR_READ, FC_ERR_FORMAT with the line, FC_ERR_MEMORY. The caller
 *         frees *out with fc_csv_free().
 */
fc_status fc_csv_read(fc_csv **out, const char *path, char delimiter,
                      fc_error *err);

/** As fc_csv_read(), from memory; @p source names it in messages. */
fc_status fc_csv_parse(fc_csv **out, const char *text, size_t size,
                       const char *source, char delimiter, fc_error *err);

/** As fc_csv_read(), but of the header alone where that is enough to go by: the
 * rows may be missing. */
fc_status fc_csv_read_header(fc_csv **out, const char *path, char delimiter,
                             fc_error *err);

/** NULL is fine. */
void fc_csv_free(fc_csv *csv);

/** Name of a column, as written in the header. */
const char *fc_csv_name(const fc_csv *csv, size_t column);

/** Text of a field; "" if it is blank. */
const char *fc_csv_field(const fc_csv *csv, size_t row, size_t column);

/** Line on which a row starts. */
size_t fc_csv_line(const fc_csv *csv, size_t row);

/** Look for a column by name (upper and lower case are equal). */
bool fc_csv_find(size_t *column, const fc_csv *csv, const char *name);

/** As fc_csv_find(); FC_ERR_FORMAT with the nearest name if there is none. */
fc_status fc_csv_require(size_t *column, const fc_csv *csv, const char *name,
                         fc_error *err);

#endif
