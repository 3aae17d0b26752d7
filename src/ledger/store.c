/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/store.h"

#include <limits.h>
#include <math.h>
#include <string.h>

struct fc_store_value fc_store_integer(int64_t value)
{
    return (struct fc_store_value){.type = FC_STORE_INTEGER, .integer = value};
}

struct fc_store_value fc_store_real(double value)
{
    return (struct fc_store_value){.type = FC_STORE_REAL, .real = value};
}

struct fc_store_value fc_store_text(const char *text)
{
    return (struct fc_store_value){.type = FC_STORE_TEXT, .data = text};
}

struct fc_store_value fc_store_blob(const void *data, size_t size)
{
    return (struct fc_store_value){
        .type = FC_STORE_BLOB, .data = data, .size = size};
}

/* What to do about a file that cannot be used as asked. */
static fc_status unusable(const fc_ledger *ledger, fc_error *err)
{
    fc_status status = ledger->mode == FC_LEDGER_WRITE ? FC_ERR_WRITE
                                                       : FC_ERR_READ;

    return FC_FAIL_AT(err, status, ledger->path, 0, 0,
                      "the ledger cannot be %s: %.200s",
                      status == FC_ERR_WRITE ? "written" : "read",
                      sqlite3_errmsg(ledger->db));
}

fc_status fc_store_failure(const fc_ledger *ledger, int code, fc_error *err)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return FC_FAIL_AT(err, FC_ERR_LOCKED, ledger->path, 0, 0,
                          "the ledger is in use by another process; try again "
                          "when it has ended");
    case SQLITE_NOMEM:
        return FC_FAIL_AT(err, FC_ERR_MEMORY, ledger->path, 0, 0,
                          "out of memory for the ledger");
    case SQLITE_NOTADB:
        return FC_FAIL_AT(err, FC_ERR_FORMAT, ledger->path, 0, 0,
                          "the file is no ledger; name another with --ledger");
    case SQLITE_CORRUPT:
        return FC_FAIL_AT(err, FC_ERR_FORMAT, ledger->path, 0, 0,
                          "the ledger is damaged (%.200s); put a copy in its "
                          "place",
                          sqlite3_errmsg(ledger->db));
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_AUTH:
        return unusable(ledger, err);
    case SQLITE_CONSTRAINT:
    case SQLITE_ERROR:
    case SQLITE_SCHEMA:
    case SQLITE_MISMATCH:
        return FC_FAIL_AT(err, FC_ERR_FORMAT, ledger->path, 0, 0,
                          "the ledger has not the form of one (%.200s); put a "
                          "copy in its place",
                          sqlite3_errmsg(ledger->db));
    default:
        return FC_FAIL_AT(err, FC_ERR_INTERNAL, ledger->path, 0, 0,
                          "SQLite: %.300s", sqlite3_errmsg(ledger->db));
    }
}

fc_status fc_store_run(const fc_ledger *ledger, const char *sql, fc_error *err)
{
    int code = sqlite3_exec(ledger->db, sql, NULL, NULL, NULL);

    return code == SQLITE_OK ? FC_OK : fc_store_failure(ledger, code, err);
}

fc_status fc_store_prepare(sqlite3_stmt **out, const fc_ledger *ledger,
                           const char *sql, fc_error *err)
{
    int code = sqlite3_prepare_v2(ledger->db, sql, -1, out, NULL);

    return code == SQLITE_OK ? FC_OK : fc_store_failure(ledger, code, err);
}

fc_status fc_store_next(bool *row, const fc_ledger *ledger,
                        sqlite3_stmt *statement, fc_error *err)
{
    int code = sqlite3_step(statement);

    *row = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE
               ? FC_OK
               : fc_store_failure(ledger, code, err);
}

static int bind(sqlite3_stmt *statement, int place,
                const struct fc_store_value *value)
{
    switch (value->type) {
    case FC_STORE_INTEGER:
        return sqlite3_bind_int64(statement, place, value->integer);
    case FC_STORE_REAL:
        return isnan(value->real)
                   ? sqlite3_bind_null(statement, place)
                   : sqlite3_bind_double(statement, place, value->real);
    case FC_STORE_TEXT:
        return sqlite3_bind_text(statement, place, value->data, -1,
                                 SQLITE_STATIC);
    case FC_STORE_BLOB:
        return sqlite3_bind_blob64(statement, place, value->data, value->size,
                                   SQLITE_STATIC);
    case FC_STORE_NULL:
        break;
    }
    return sqlite3_bind_null(statement, place);
}

fc_status fc_store_insert(const fc_ledger *ledger, const char *sql,
                          const struct fc_store_value *values, size_t count,
                          fc_error *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    fc_status status = fc_store_prepare(&statement, ledger, sql, err);

    for (size_t i = 0; i < count && status == FC_OK; i++) {
        int code = bind(statement, (int)i + 1, &values[i]);

        status = code == SQLITE_OK ? FC_OK
                                   : fc_store_failure(ledger, code, err);
    }
    if (status == FC_OK) {
        status = fc_store_next(&row, ledger, statement, err);
    }
    (void)sqlite3_finalize(statement); /* says again what step has said */
    return status;
}

fc_status fc_store_count(int64_t *out, const fc_ledger *ledger, const char *sql,
                         fc_error *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    fc_status status = fc_store_prepare(&statement, ledger, sql, err);

    *out = 0;
    if (status == FC_OK) {
        status = fc_store_next(&row, ledger, statement, err);
    }
    if (row) {
        *out = sqlite3_column_int64(statement, 0);
    }
    (void)sqlite3_finalize(statement);
    return status;
}

fc_status fc_store_begin(const fc_ledger *ledger, fc_error *err)
{
    return fc_store_run(ledger, "BEGIN IMMEDIATE", err);
}

fc_status fc_store_end(const fc_ledger *ledger, fc_status status, fc_error *err)
{
    if (status == FC_OK) {
        status = fc_store_run(ledger, "COMMIT", err);
    }
    if (status != FC_OK && sqlite3_get_autocommit(ledger->db) == 0) {
        /* What failed has been told; SQLite undoes the rest on closing. */
        (void)sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
    }
    return status;
}

const char *fc_store_column_text(sqlite3_stmt *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement, column);

    return text != NULL ? (const char *)text : "";
}
