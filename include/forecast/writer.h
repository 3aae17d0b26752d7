/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Writers turn a finished report into bytes. They compute nothing.
 */
#ifndef FORECAST_WRITER_H
#define FORECAST_WRITER_H

#include <stdbool.h>

#include "forecast/file.h"
#include "forecast/report.h"

FC_BEGIN_DECLS

/**
 * CSV as programs read it when they open a file without asking. The fields and
 * their order are the same in all.
 *
 *  - RFC 4180: comma, decimal point, LF. What scripts read.
 *  - Excel where the decimal sign is a point: the same with a byte order mark,
 *    without which Excel takes UTF-8 for the code page of the machine, and
 * CRLF.
 *  - Excel where it is a comma (most of Europe): semicolon, decimal comma, byte
 *    order mark, CRLF.
 *  - Google Sheets: comma, decimal point, LF, no mark; as RFC 4180.
 *
 * The two for Excel write a month ("2025-03") as the formula ="2025-03", which
 * shows that text; Excel would turn the text itself into a day.
 */
typedef enum fc_csv_dialect {
    FC_CSV_RFC4180 = 0,
    FC_CSV_EXCEL_US,
    FC_CSV_EXCEL_EU,
    FC_CSV_GOOGLE,
} fc_csv_dialect;
enum { FC_CSV_DIALECT_COUNT = FC_CSV_GOOGLE + 1 };

/** "rfc4180", "excel-us", "excel-eu", "google". */
FC_API const char *fc_csv_dialect_name(fc_csv_dialect dialect);

/**
 * How to show numbers and lines. Zero in any field means the default.
 *
 *  - table: for people; the tables with that audience, headline notes first,
 *    the others last, warnings marked. Never cuts a number to fit the width.
 *  - csv: the first table for machines, or else the first, in a dialect.
 *    Texts that a spreadsheet would run as a formula get an apostrophe.
 *  - json: {"title", "meta": {key: text}, "notes": [{"kind", "text"}],
 *    "tables": {name: [{column: value or null}]}}, numbers with the digits of
 *    the CSV, kind one of headline, note and warning.
 *  - chart: for a terminal; the charts of one name in characters.
 *  - html: one page that needs nothing else, with all charts (drawn by gnuplot)
 *    and the tables for people.
 *  - svg, pdf, png: the charts of one name as a picture, drawn by gnuplot.
 *  - xlsx: a workbook with a sheet for each table for machines, the rows of a
 *    projection on Forecast, History and Reference, notes and provenance on
 *    About. Numbers are those of the CSV. Needs room for temporary files.
 */
typedef struct fc_writer_options {
    size_t width; /**< terminal columns for the table writer; 0: 80 */
    bool color;   /**< the table writer may use ANSI colours */
    bool ascii;   /**< no character outside ASCII */
    int digits;   /**< significant digits of COMPUTED numbers, 1 to 17; 0: 10
                     in files, the decimals of the column for people */
    const char *chart;      /**< the charts to draw, by their name
                                 (forecast/chart.h); NULL: the first */
    fc_csv_dialect dialect; /**< of csv */
} fc_writer_options;

/** One output format; a constant of the program. Called through
 * fc_writer_render(). */
typedef struct fc_writer {
    const char *name;    /**< as in --format and --help */
    const char *suffix;  /**< file suffix without the dot; NULL: none */
    const char *summary; /**< one line */
    bool binary;         /**< bytes for a file, not for a terminal or pipe */
    fc_status (*render)(fc_bytes *out, const fc_report *report,
                        const fc_writer_options *options,
                        fc_error *err); /**< see fc_writer_render() */
} fc_writer;

/** Number of writers. */
FC_API size_t fc_writer_count(void);
/** Writer @p index, which must exist, in the order of the table. */
FC_API const fc_writer *fc_writer_at(size_t index);
/** The writer called @p name, or NULL. */
FC_API const fc_writer *fc_writer_find(const char *name);
/** The writer for the suffix of @p path ("x.csv"), or NULL. */
FC_API const fc_writer *fc_writer_for_path(const char *path);

/**
 * Render a report to memory. *out must be zeroed; the caller frees it with
 * fc_bytes_release(), after a failure too.
 * @param options NULL: all defaults
 * @return FC_ERR_MEMORY, FC_ERR_ARGUMENT for impossible options or a report
 *         without what the format needs, FC_ERR_WRITE if xlsx has no room for
 *         its temporary files, or the failure of the report.
 */
FC_API fc_status fc_writer_render(fc_bytes *out, const fc_writer *writer,
                                  const fc_report *report,
                                  const fc_writer_options *options,
                                  fc_error *err);

FC_END_DECLS

#endif
