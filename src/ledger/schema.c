/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A version is never edited once a program that writes it is out: what comes
 * later is a step of its own, and leaves the sealed columns of older runs as
 * they are. `run.form` says which columns a seal covers (chain.c).
 */
#include "ledger/schema.h"

#include <stdio.h>

/* Nothing is changed and nothing goes. INSERT OR REPLACE deletes without a
 * trigger, so it is refused before it begins. */
#define APPEND_ONLY(table, key)                                     \
    "CREATE TRIGGER " table "_no_update BEFORE UPDATE ON " table    \
    " BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;" \
    "CREATE TRIGGER " table "_no_delete BEFORE DELETE ON " table    \
    " BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;" \
    "CREATE TRIGGER " table "_no_replace BEFORE INSERT ON " table   \
    " WHEN EXISTS (SELECT 1 FROM " table " WHERE " key ")"          \
    " BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;"

static const char version_1[] =
    "CREATE TABLE run ("
    " id INTEGER PRIMARY KEY,"
    " form INTEGER NOT NULL,"
    " series TEXT NOT NULL,"
    " unit TEXT NOT NULL,"
    " kind TEXT NOT NULL,"
    " frequency TEXT NOT NULL,"
    " fiscal_year_end INTEGER NOT NULL,"
    " as_of TEXT NOT NULL,"
    " origin TEXT NOT NULL,"
    " origin_index INTEGER NOT NULL,"
    " horizon INTEGER NOT NULL,"
    " model TEXT NOT NULL,"
    " spec TEXT NOT NULL,"
    " parameters TEXT NOT NULL,"
    " equation TEXT NOT NULL,"
    " intervals TEXT NOT NULL,"
    " seed TEXT NOT NULL,"
    " draws INTEGER NOT NULL,"
    " version TEXT NOT NULL,"
    " command TEXT NOT NULL,"
    " input TEXT NOT NULL,"
    " input_sha256 TEXT NOT NULL,"
    " job TEXT NOT NULL,"
    " scenario TEXT NOT NULL,"
    " plan TEXT NOT NULL);"
    "CREATE TABLE step ("
    " run INTEGER NOT NULL,"
    " step INTEGER NOT NULL,"
    " period TEXT NOT NULL,"
    " period_index INTEGER NOT NULL,"
    " mean REAL NOT NULL,"
    " guidance_low REAL,"
    " guidance_high REAL,"
    " quantiles BLOB NOT NULL,"
    " PRIMARY KEY (run, step)) WITHOUT ROWID;"
    "CREATE TABLE input ("
    " run INTEGER NOT NULL,"
    " place INTEGER NOT NULL,"
    " series TEXT NOT NULL,"
    " kind TEXT NOT NULL,"
    " start TEXT NOT NULL,"
    " start_index INTEGER NOT NULL,"
    " sha256 TEXT NOT NULL,"
    " PRIMARY KEY (run, place)) WITHOUT ROWID;"
    "CREATE TABLE content ("
    " sha256 TEXT PRIMARY KEY,"
    " bytes BLOB NOT NULL);"
    "CREATE TABLE chain ("
    " run INTEGER PRIMARY KEY,"
    " seal TEXT NOT NULL);" APPEND_ONLY("run", "id = NEW.id")
        APPEND_ONLY("step", "run = NEW.run AND step = NEW.step")
            APPEND_ONLY("input", "run = NEW.run AND place = NEW.place")
                APPEND_ONLY("content", "sha256 = NEW.sha256")
                    APPEND_ONLY("chain", "run = NEW.run");

/* Forecasts of others: whose. And the order in which runs are scored. */
static const char version_2[] =
    "ALTER TABLE run ADD COLUMN source TEXT NOT NULL DEFAULT '';"
    "CREATE INDEX run_order ON run (series, source, spec, scenario,"
    " origin_index, id);";

/* Step i leads from version i to i + 1. */
static const char *const steps[FC_LEDGER_VERSION] = {version_1, version_2};

static fc_status foreign(const fc_ledger *ledger, fc_error *err)
{
    return FC_FAIL_AT(err, FC_ERR_FORMAT, ledger->path, 0, 0,
                      "the file is no ledger; name another with --ledger");
}

fc_status fc_schema_version(int64_t *out, const fc_ledger *ledger,
                            fc_error *err)
{
    int64_t application = 0;
    int64_t tables = 0;
    fc_status status = fc_store_count(&application, ledger,
                                      "PRAGMA application_id", err);

    if (status == FC_OK) {
        status = fc_store_count(out, ledger, "PRAGMA user_version", err);
    }
    if (status == FC_OK) {
        status = fc_store_count(&tables, ledger,
                                "SELECT count(*) FROM sqlite_master", err);
    }
    if (status != FC_OK) {
        return status;
    }
    if (application == 0 && *out == 0 && tables == 0) {
        return FC_OK; /* empty: a ledger to be */
    }
    if (application != FC_LEDGER_APPLICATION || *out < 1) {
        return foreign(ledger, err);
    }
    if (*out > FC_LEDGER_VERSION) {
        return FC_FAIL_AT(err, FC_ERR_DATA, ledger->path, 0, 0,
                          "the ledger is of version %lld, this program knows "
                          "up to %d; use a later forecast",
                          (long long)*out, FC_LEDGER_VERSION);
    }
    return FC_OK;
}

static fc_status take_steps(const fc_ledger *ledger, int64_t version,
                            fc_error *err)
{
    char sql[96];
    fc_status status = FC_OK;

    for (int64_t i = version; i < FC_LEDGER_VERSION && status == FC_OK; i++) {
        status = fc_store_run(ledger, steps[i], err);
    }
    (void)snprintf(sql, sizeof sql,
                   "PRAGMA application_id = %lld; PRAGMA user_version = %d",
                   (long long)FC_LEDGER_APPLICATION, FC_LEDGER_VERSION);
    return status == FC_OK ? fc_store_run(ledger, sql, err) : status;
}

fc_status fc_schema_update(const fc_ledger *ledger, fc_error *err)
{
    int64_t version = 0;
    fc_status status = fc_store_begin(ledger, err);

    if (status != FC_OK) {
        return status;
    }
    /* Another process may have been faster. */
    status = fc_schema_version(&version, ledger, err);
    if (status == FC_OK && version < FC_LEDGER_VERSION) {
        status = take_steps(ledger, version, err);
    }
    return fc_store_end(ledger, status, err);
}
