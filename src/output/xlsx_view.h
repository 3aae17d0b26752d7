/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table of the report as a sheet: some of its rows and columns, with formulas
 * where a cell follows from others.
 */
#ifndef FC_OUTPUT_XLSX_VIEW_H
#define FC_OUTPUT_XLSX_VIEW_H

#include <stdbool.h>

#include "output/xlsx_book.h"

/** What formulas need of a row. */
struct fc_xlsx_fact {
    int day;    /**< year, month, day as digits; 0: not known */
    bool total; /**< of a fiscal year */
    double value;
};

struct fc_xlsx_view {
    struct fc_xlsx_sheet sheet;
    const fc_report_table *table;
    size_t *rows; /**< of the table; row i of the view is row i + 1 on the sheet
                   */
    size_t row_count;
    size_t *columns; /**< of the table; at the same place on the sheet */
    size_t column_count;
    struct fc_xlsx_fact *facts;        /**< one a row */
    const struct fc_xlsx_view *before; /**< where earlier rows stand, or NULL */
};

/** Which rows of a table a view shows. */
typedef bool fc_xlsx_filter(const fc_report_table *table, size_t row);

/**
 * The rows of @p table that pass @p filter (NULL: all). A view with a filter
 * leaves out blank columns and those that say the same in every row of who made
 * the forecast, which is on the sheet About.
 * @return FC_OK or FC_ERR_MEMORY; release it in either case
 */
fc_status fc_xlsx_view_create(struct fc_xlsx_view *out,
                              const fc_report_table *table,
                              fc_xlsx_filter *filter);
void fc_xlsx_view_release(struct fc_xlsx_view *view);

/** Add the sheet @p name and write the view to it. */
void fc_xlsx_view_write(struct fc_xlsx_view *view, struct fc_xlsx *file,
                        const char *name, bool filtered);

/** The column of @p table called @p name, or the number of its columns. */
size_t fc_xlsx_find_column(const fc_report_table *table, const char *name);

/** Where the column called @p name stands on the sheet; false: nowhere. */
bool fc_xlsx_view_place(const struct fc_xlsx_view *view, const char *name,
                        size_t *out);

/** The text of the cell in column @p name, or "". */
const char *fc_xlsx_text(const fc_report_table *table, size_t row,
                         const char *name);

/**
 * The formula of a cell that follows from others by a rule of xlsx_formula.c:
 * growth, verdict, total. Only one that gives the value that stands there.
 */
bool fc_xlsx_formula(char out[FC_XLSX_FORMULA_SIZE],
                     const struct fc_xlsx_view *view, size_t row,
                     size_t column);

#endif
