/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the ledger as rows of a report. */
#ifndef FC_LEDGER_VIEW_H
#define FC_LEDGER_VIEW_H

#include "base/number.h"
#include "ledger/run.h"
#include "planning/columns.h"

/** A question: ?1 of its text is a series or NULL, ?2 a run. */
struct fc_view_query {
    const char *sql;
    const char *series;
    int64_t run;
    /** Sets the cells of a new row. */
    void (*add)(fc_report_table *table, sqlite3_stmt *row);
};

/** Append a row to @p table for each row that the query gives; *count, which
 * may be NULL, says how many. */
fc_status fc_view_rows(size_t *count, fc_report_table *table,
                       const fc_ledger *ledger,
                       const struct fc_view_query *query, fc_error *err);

/** Add: the columns as they are. */
void fc_view_add_all(fc_report_table *table, sqlite3_stmt *row);

/** Add: the columns before the first blob as they are, then the quantiles that
 * it holds. */
void fc_view_add_step(fc_report_table *table, sqlite3_stmt *row);

/** Room for the names q0.01, q0.025, ... */
struct fc_view_names {
    char text[FC_LEDGER_LEVELS][FC_NUMBER_TEXT_SIZE + 1];
};

/** The columns of the quantiles; they borrow from @p names. */
void fc_view_name_quantiles(fc_column *columns, struct fc_view_names *names);

/** Hand out @p report if all went well, else free it. */
fc_status fc_view_finish(fc_report **out, fc_report *report, fc_status status,
                         fc_error *err);

#endif
