/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file behind a ledger: an SQLite connection, its statements and errors.
 */
#ifndef FC_LEDGER_STORE_H
#define FC_LEDGER_STORE_H

#include <sqlite3.h>
#include <stdbool.h>

#include "forecast/ledger.h"

struct fc_ledger {
    sqlite3 *db;
    char *path; /* as given */
    fc_ledger_mode mode;
};

/** A value to bind; zero is NULL. */
struct fc_store_value {
    enum {
        FC_STORE_NULL,
        FC_STORE_INTEGER,
        FC_STORE_REAL, /* NaN is stored as NULL */
        FC_STORE_TEXT, /* NULL is fine */
        FC_STORE_BLOB,
    } type;
    int64_t integer;
    double real;
    const void *data; /* of a text or a blob; borrowed until the insert */
    size_t size;      /* of a blob */
};

struct fc_store_value fc_store_integer(int64_t value);
struct fc_store_value fc_store_real(double value);
struct fc_store_value fc_store_text(const char *text);
struct fc_store_value fc_store_blob(const void *data, size_t size);

/** The status that SQLite's @p code stands for, with a sentence. */
fc_status fc_store_failure(const fc_ledger *ledger, int code, fc_error *err);

/** Run statements that give no rows. */
fc_status fc_store_run(const fc_ledger *ledger, const char *sql, fc_error *err);

/** The caller ends *out with sqlite3_finalize(). */
fc_status fc_store_prepare(sqlite3_stmt **out, const fc_ledger *ledger,
                           const char *sql, fc_error *err);

/** Go to the next row; *row is false behind the last one. */
fc_status fc_store_next(bool *row, const fc_ledger *ledger,
                        sqlite3_stmt *statement, fc_error *err);

/** Bind @p count values to the statement @p sql, which gives no rows, and run
 * it. */
fc_status fc_store_insert(const fc_ledger *ledger, const char *sql,
                          const struct fc_store_value *values, size_t count,
                          fc_error *err);

/** The first column of the first row of @p sql; 0 without one. */
fc_status fc_store_count(int64_t *out, const fc_ledger *ledger, const char *sql,
                         fc_error *err);

/** Begin a transaction that may write: nobody else writes until it ends. */
fc_status fc_store_begin(const fc_ledger *ledger, fc_error *err);

/** Commit if @p status is FC_OK, else take all of it back. */
fc_status fc_store_end(const fc_ledger *ledger, fc_status status,
                       fc_error *err);

/** Text of a column; "" for NULL. Borrowed until the next step. */
const char *fc_store_column_text(sqlite3_stmt *statement, int column);

#endif
