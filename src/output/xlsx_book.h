/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A workbook under construction, over libxlsxwriter. As with a report, the
 * first failure sticks and later calls do nothing, so that building needs no
 * check after each call.
 */
#ifndef FC_OUTPUT_XLSX_BOOK_H
#define FC_OUTPUT_XLSX_BOOK_H

#include <stddef.h>
#include <xlsxwriter.h>

#include "forecast/report.h"

/** Excel's longest name of a sheet, with the terminating NUL. */
enum { FC_XLSX_NAME_SIZE = 32 };

/** Room for a formula. */
enum { FC_XLSX_FORMULA_SIZE = 256 };

struct fc_xlsx {
    lxw_workbook *book;
    fc_status status;    /**< of the first call that failed */
    int digits;          /**< as in fc_writer_options */
    const char *footer;  /**< printed left below each page */
    lxw_format *heading; /**< of columns */
    lxw_format *text;
    lxw_format *wrapped; /**< long texts */
    lxw_format *date;
};

struct fc_xlsx_sheet {
    struct fc_xlsx *file;
    lxw_worksheet *sheet;
    char name[FC_XLSX_NAME_SIZE];
};

/** What stands in a cell: its formula, if it has one, beside its value. */
struct fc_xlsx_cell {
    fc_cell cell;
    const char *formula; /**< NULL: none */
};

/** Start; release with lxw_workbook_free() or end with workbook_close(). */
void fc_xlsx_open(struct fc_xlsx *file, const char *path);

/** Keep what libxlsxwriter says, if it is a failure: FC_ERR_MEMORY,
 * FC_ERR_ARGUMENT for a table that is too large, else FC_ERR_WRITE. */
void fc_xlsx_check(struct fc_xlsx *file, lxw_error error);

/**
 * Add a sheet. Its name is @p wanted as Excel allows it: letters, digits
 * and blanks, at most 31, and unlike all others: a number is appended.
 */
void fc_xlsx_add_sheet(struct fc_xlsx_sheet *out, struct fc_xlsx *file,
                       const char *wanted);

/** A format of numbers, such as "#,##0.0". NULL after a failure. */
lxw_format *fc_xlsx_number_format(struct fc_xlsx *file, const char *format);

/** A heading in the first row. */
void fc_xlsx_put_heading(struct fc_xlsx_sheet *sheet, size_t column,
                         const char *heading);

/** The number as CSV has it, by its style. */
double fc_xlsx_number(const struct fc_xlsx *file, const fc_cell *cell);

/**
 * A cell. A text that is a date (2025-03-31) becomes one, a text that is a
 * number becomes a number, any other stays the text it is, whatever it begins
 * with.
 * @param format of numbers
 * @return characters that the cell shows
 */
size_t fc_xlsx_put(struct fc_xlsx_sheet *sheet, size_t row, size_t column,
                   const struct fc_xlsx_cell *cell, lxw_format *format,
                   int decimals);

/** Width of a column that shows @p characters in its longest cell. */
void fc_xlsx_set_width(struct fc_xlsx_sheet *sheet, size_t column,
                       size_t characters);

/** Give a range of the sheet, without its headings, a name in the book. */
void fc_xlsx_name_range(const struct fc_xlsx_sheet *sheet, const char *name,
                        size_t first_column, size_t last_column, size_t rows);

/** Headings that stay in sight and are printed on each page; landscape, as wide
 * as a page; a filter over @p columns and @p rows if @p filtered. */
void fc_xlsx_finish_sheet(struct fc_xlsx_sheet *sheet, size_t columns,
                          size_t rows, bool filtered);

#endif
