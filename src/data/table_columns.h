/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the columns of a table by their names. */
#ifndef FC_DATA_TABLE_COLUMNS_H
#define FC_DATA_TABLE_COLUMNS_H

#include "data/csv_reader.h"

/** Where the parts of a long table stand. */
struct fc_long_columns {
    size_t series;
    size_t period;
    size_t value;
    size_t unit; /**< the number of columns if there is none */
};

/** Does the header have the columns of the long layout? */
bool fc_table_find_long(struct fc_long_columns *out, const fc_csv *csv,
                        const char *period_column);

/**
 * The column of the periods: the one named, else period, ds, date and their
 * like, else the first one if it begins with a period that is no plain number.
 */
fc_status fc_table_find_period(size_t *column, const fc_csv *csv,
                               const char *period_column, fc_error *err);

#endif
