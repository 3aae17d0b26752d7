/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From CSV to table: what the wide and the long layout share. */
#ifndef FC_DATA_TABLE_BUILD_H
#define FC_DATA_TABLE_BUILD_H

#include "forecast/table.h"

#include "data/csv_reader.h"
#include "data/table_columns.h"

/**
 * Refuse a file without a header: its first row is a period and numbers, so
 * that the first observation would be taken for names.
 */
fc_status fc_table_check_header(const fc_csv *csv,
                                const fc_table_options *options, fc_error *err);

enum fc_cell_kind {
    FC_CELL_NUMBER,
    FC_CELL_MISSING,
    FC_CELL_STYLED, /**< a number in a style that was not declared */
    FC_CELL_TEXT,
    FC_CELL_KINDS, /**< number of kinds */
};

/** What a cell holds; its value in *out, NaN unless it is a number. */
enum fc_cell_kind fc_table_cell_kind(double *out, const char *text,
                                     const fc_table_options *options);

/** The error about a cell that is styled or text. */
fc_status fc_table_refuse_cell(const fc_csv *csv, size_t row, size_t column,
                               const fc_table_options *options, fc_error *err);

/** Fill a table (source and digest are set) from each layout. */
fc_status fc_table_fill_wide(fc_table *table, const fc_csv *csv,
                             const fc_table_options *options, fc_error *err);
fc_status fc_table_fill_long(fc_table *table, const fc_csv *csv,
                             const struct fc_long_columns *columns,
                             const fc_table_options *options, fc_error *err);

#endif
