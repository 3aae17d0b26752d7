/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening and closing. A rollback journal (journal_mode DELETE): a write-ahead
 * log needs shared memory, which a network drive does not give, and a ledger is
 * written a few times a day. synchronous EXTRA is FULL with the folder synced,
 * too, when the journal goes: what append has returned from survives a loss of
 * power.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/folder.h"
#include "base/memory.h"
#include "ledger/schema.h"
#include "ledger/store.h"

static const char settings[] = "PRAGMA journal_mode = DELETE;"
                               "PRAGMA synchronous = EXTRA;"
                               "PRAGMA trusted_schema = OFF;"
                               "PRAGMA cell_size_check = ON";

void fc_ledger_close(fc_ledger *ledger)
{
    if (ledger == NULL) {
        return;
    }
    (void)sqlite3_close(ledger->db); /* no statement is left open */
    free(ledger->path);
    free(ledger);
}

void fc_ledger_set_timeout(fc_ledger *ledger, int milliseconds)
{
    (void)sqlite3_busy_timeout(ledger->db, milliseconds);
}

/* SQLite gives a meaning to some names, as ":memory:"; not to "./:memory:". */
static fc_status connect(fc_ledger *ledger, const char *path, int flags,
                         fc_error *err)
{
    fc_bytes name = {0};
    fc_status status = fc_bytes_printf(&name, "%s%s",
                                       path[0] == '/' ? "" : "./", path);
    int code = SQLITE_NOMEM;

    if (status == FC_OK && (flags & SQLITE_OPEN_CREATE) != 0) {
        status = fc_folders_make_above(name.data, err);
    }
    if (status == FC_OK) {
        code = sqlite3_open_v2(name.data, &ledger->db, flags, NULL);
        status = code == SQLITE_OK ? FC_OK
                                   : fc_store_failure(ledger, code, err);
    } else if (status == FC_ERR_MEMORY) {
        status = FC_FAIL(err, status, "out of memory for a ledger");
    }
    fc_bytes_release(&name);
    return status;
}

/* Also what is only read is opened for writing, where the file allows that:
 * after a recorder that was killed in the middle the first reader takes back
 * what it had begun, and a connection that cannot write is refused until then.
 * Statements change nothing (query_only). */
static fc_status open_file(fc_ledger *ledger, const char *path, fc_error *err)
{
    int flags = SQLITE_OPEN_READWRITE
                | (ledger->mode == FC_LEDGER_WRITE ? SQLITE_OPEN_CREATE : 0);
    fc_status status = FC_OK;

    if (ledger->mode == FC_LEDGER_READ && access(path, F_OK) != 0) {
        return FC_FAIL_AT(err, FC_ERR_READ, path, 0, 0,
                          "there is no ledger; forecast --record makes one");
    }
    status = connect(ledger, path, flags, err);
    if (status == FC_OK) {
        (void)sqlite3_extended_result_codes(ledger->db, 1);
        (void)sqlite3_db_config(ledger->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        fc_ledger_set_timeout(ledger, FC_LEDGER_TIMEOUT);
    }
    return status == FC_OK && ledger->mode == FC_LEDGER_READ
               ? fc_store_run(ledger, "PRAGMA query_only = ON", err)
               : status;
}

/* An older file that is only read stays as it is: a copy in memory is brought
 * to the present version. */
static fc_status update_copy(fc_ledger *ledger, fc_error *err)
{
    sqlite3 *copy = NULL;
    sqlite3_backup *backup = NULL;
    int code = sqlite3_open(":memory:", &copy);

    if (code == SQLITE_OK) {
        backup = sqlite3_backup_init(copy, "main", ledger->db, "main");
        (void)sqlite3_backup_step(backup, -1); /* finish tells, NULL is fine */
        code = backup != NULL ? sqlite3_backup_finish(backup)
                              : sqlite3_errcode(copy);
    }
    if (code != SQLITE_OK) {
        (void)sqlite3_close(copy);
        return fc_store_failure(ledger, code, err);
    }
    (void)sqlite3_close(ledger->db);
    ledger->db = copy;
    return fc_schema_update(ledger, err);
}

static fc_status prepare(fc_ledger *ledger, fc_error *err)
{
    int64_t version = 0;
    fc_status status = fc_schema_version(&version, ledger, err);

    if (status != FC_OK) {
        return status;
    }
    if (ledger->mode == FC_LEDGER_WRITE) {
        status = fc_store_run(ledger, settings, err);
        return status == FC_OK && version < FC_LEDGER_VERSION
                   ? fc_schema_update(ledger, err)
                   : status;
    }
    if (version == 0) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, ledger->path, 0, 0,
                          "the file is empty; forecast --record fills it");
    }
    return version < FC_LEDGER_VERSION ? update_copy(ledger, err) : FC_OK;
}

fc_status fc_ledger_open(fc_ledger **out, const char *path, fc_ledger_mode mode,
                         fc_error *err)
{
    fc_ledger *ledger = fc_calloc(1, sizeof *ledger);
    fc_status status = FC_OK;

    *out = NULL;
    if (ledger == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a ledger");
    }
    ledger->mode = mode;
    ledger->path = fc_text_copy(path);
    if (ledger->path == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a ledger");
    }
    if (status == FC_OK) {
        status = open_file(ledger, path, err);
    }
    if (status == FC_OK) {
        status = prepare(ledger, err);
    }
    if (status != FC_OK) {
        fc_ledger_close(ledger);
        return status;
    }
    *out = ledger;
    return FC_OK;
}
