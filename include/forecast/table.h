/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * A table: the series of one CSV file, aligned.
 *
 *  - All series of a table have the same frequency, start and length.
 *  - Wide layout: a period column and a column a series. Long layout: columns
 *    series (or unique_id), period (or ds) and value (or y). Columns
 *    `period_end` and columns of text are not series; a named column of blank
 *    cells is a series without values.
 *  - A blank cell (or NA, NaN, N/A, `#N/A`, null, -) is a missing value.
 * Missing rows, duplicates, disorder and mixed frequencies are errors with file
 * and line.
 *  - Dates name the periods that contain them; their distances tell the
 *    frequency. Dates that close a quarter, half-year or year of 52 or 53 weeks
 *    may lie up to a week after the month it is named for. Yearly dates that
 *    are ends of one month say where fiscal years end; of quarters that are not
 *    those of the calendar year this has to be said (calendar).
 *  - "1,234", "$1,234", "(25)", "12%" and "1.2B" are numbers only when declared
 *    (fc_table_options); otherwise an error with line and column. 12% is 12,
 *    the unit being per cent.
 */
#ifndef FORECAST_TABLE_H
#define FORECAST_TABLE_H

#include "forecast/series.h"

FC_BEGIN_DECLS

/** How series stand in a file. */
typedef enum fc_layout {
    FC_LAYOUT_AUTO = 0, /**< decided by the header */
    FC_LAYOUT_WIDE,
    FC_LAYOUT_LONG,
} fc_layout;

/** How to read a CSV file. Zero in any field means the default. */
typedef struct fc_table_options {
    fc_frequency frequency;    /**< NONE: from the periods themselves */
    fc_calendar calendar;      /**< of the fiscal year */
    fc_layout layout;          /**< wide or long */
    char delimiter;            /**< 0: comma, semicolon or tab, by the header */
    bool decimal_comma;        /**< 1.234,5 is one thousand two hundred ... */
    bool formatted_numbers;    /**< accept $ 1,234 (25) and separators */
    bool scale_suffixes;       /**< accept k, M, B, bn, T after a number */
    const char *period_column; /**< NULL: period, ds, date, quarter ... */
} fc_table_options;

/** Owns its series. */
typedef struct fc_table {
    char *source;             /**< file name as given, or "<stdin>" */
    char sha256[65];          /**< of the bytes read, lower-case hexadecimal */
    fc_table_options options; /**< as it was read */
    char *period_column;      /**< the one in the options; NULL if none */
    fc_calendar calendar;     /**< as declared, or as the dates say */
    fc_period start;          /**< first period of every series */
    size_t length;            /**< periods in every series */
    size_t count;             /**< number of series */
    fc_series **series;       /**< in the order of the file */
    size_t *line;         /**< wide layout: line of each period; else NULL */
    size_t skipped_count; /**< columns of text */
    char **skipped; /**< wide layout: columns of text, which are no series */
} fc_table;

/**
 * Read a CSV file. UTF-8 (a byte-order mark is skipped), LF or CRLF.
 * @param options NULL: all defaults
 * @return FC_ERR_READ, FC_ERR_FORMAT, FC_ERR_DATA (with line and column),
 *         FC_ERR_MEMORY. The caller frees *out with fc_table_free().
 */
FC_API fc_status fc_table_read(fc_table **out, const char *path,
                               const fc_table_options *options, fc_error *err);

/** As fc_table_read(), from @p size bytes of memory; @p source names them. */
FC_API fc_status fc_table_parse(fc_table **out, const char *text, size_t size,
                                const char *source,
                                const fc_table_options *options, fc_error *err);

/** Free a table and its series; NULL is fine. */
FC_API void fc_table_free(fc_table *table);

/** The series called @p name, or NULL. Borrowed from the table. */
FC_API const fc_series *fc_table_find(const fc_table *table, const char *name);

FC_END_DECLS

#endif
