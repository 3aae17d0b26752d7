/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/view.h"

#include "ledger/values.h"
#include "planning/lookup.h"

/* Fill the last row of @p table from the first @p count columns of @p row. */
static void set_columns(fc_report_table *table, sqlite3_stmt *row, int count)
{
    for (int i = 0; i < count; i++) {
        int type = sqlite3_column_type(row, i);

        if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
            fc_report_table_set_number(table, (size_t)i,
                                       sqlite3_column_double(row, i));
        } else if (type == SQLITE_TEXT) {
            fc_report_table_set_text(table, (size_t)i,
                                     fc_store_column_text(row, i));
        }
    }
}

void fc_view_add_all(fc_report_table *table, sqlite3_stmt *row)
{
    set_columns(table, row, sqlite3_column_count(row));
}

void fc_view_add_step(fc_report_table *table, sqlite3_stmt *row)
{
    double quantiles[FC_LEDGER_LEVELS];
    int blob = 0;

    while (blob < sqlite3_column_count(row)
           && sqlite3_column_type(row, blob) != SQLITE_BLOB) {
        blob++;
    }
    set_columns(table, row, blob);
    if (!fc_run_quantiles(quantiles, row, blob)) {
        return; /* verify tells what is wrong with them */
    }
    for (size_t q = 0; q < FC_LEDGER_LEVELS; q++) {
        fc_report_table_set_number(table, (size_t)blob + q, quantiles[q]);
    }
}

fc_status fc_view_rows(size_t *count, fc_report_table *table,
                       const fc_ledger *ledger,
                       const struct fc_view_query *query, fc_error *err)
{
    sqlite3_stmt *row = NULL;
    bool more = false;
    size_t rows = 0;
    fc_status status = fc_store_prepare(&row, ledger, query->sql, err);

    if (status == FC_OK) {
        /* of what a query does not ask for SQLite says so, and goes on */
        (void)sqlite3_bind_text(row, 1, query->series, -1, SQLITE_STATIC);
        (void)sqlite3_bind_int64(row, 2, query->run);
        status = fc_store_next(&more, ledger, row, err);
    }
    while (status == FC_OK && more) {
        fc_report_table_add_row(table);
        query->add(table, row);
        rows++;
        status = fc_store_next(&more, ledger, row, err);
    }
    (void)sqlite3_finalize(row);
    if (count != NULL) {
        *count = rows;
    }
    return status;
}

void fc_view_name_quantiles(fc_column *columns, struct fc_view_names *names)
{
    for (size_t q = 0; q < FC_LEDGER_LEVELS; q++) {
        names->text[q][0] = 'q';
        fc_number_format_exact(names->text[q] + 1, fc_ledger_levels[q]);
        columns[q] = (fc_column){
            .name = names->text[q], .style = FC_STYLE_COMPUTED, .decimals = -1};
    }
}

fc_status fc_view_finish(fc_report **out, fc_report *report, fc_status status,
                         fc_error *err)
{
    if (status != FC_OK) {
        fc_report_free(report);
        return status;
    }
    return fc_report_close(out, report, err);
}
