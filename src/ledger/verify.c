/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Does the chain hold? Every run is sealed anew from what the file holds of it;
 * every kept run of values is digested anew.
 */
#include <stdio.h>
#include <string.h>

#include "forecast/ledger.h"

#include "base/digest.h"
#include "ledger/chain.h"
#include "planning/columns.h"
#include "planning/lookup.h"

static void find_bad(fc_ledger_check *check, int64_t run, const char *why)
{
    if (check->first_bad == 0 || run < check->first_bad) {
        check->first_bad = run;
        (void)snprintf(check->why, sizeof check->why, "%s", why);
    }
    check->holds = false;
}

/* The run of @p row, behind the one whose seal is check->head. */
static fc_status check_run(fc_ledger_check *check, const struct fc_chain *chain,
                           sqlite3_stmt *row, fc_error *err)
{
    int64_t id = sqlite3_column_int64(row, 0);
    char seal[FC_LEDGER_SEAL_SIZE];
    fc_status status = fc_chain_compute(seal, chain, id, check->head, err);

    if (status != FC_OK) {
        return status;
    }
    check->runs++;
    if (id != (int64_t)check->runs) {
        find_bad(check, (int64_t)check->runs, "the run is missing");
    } else if (strcmp(seal, fc_store_column_text(row, 1)) != 0) {
        find_bad(check, id, "what it holds is not what was sealed");
    }
    memcpy(check->head, seal, sizeof check->head);
    return FC_OK;
}

/* Up to the first run that is bad: those behind it are chained to it. */
static fc_status check_runs(fc_ledger_check *check, const char *head,
                            bool *found, const fc_ledger *ledger, fc_error *err)
{
    struct fc_chain chain = {0};
    sqlite3_stmt *row = NULL;
    bool more = false;
    fc_status status = fc_chain_init(&chain, ledger, err);

    if (status == FC_OK) {
        status = fc_store_prepare(
            &row, ledger,
            "SELECT id, seal FROM run LEFT JOIN chain ON run = id ORDER BY id",
            err);
    }
    if (status == FC_OK) {
        status = fc_store_next(&more, ledger, row, err);
    }
    while (status == FC_OK && more && check->holds) {
        status = check_run(check, &chain, row, err);
        *found = *found || (head != NULL && strcmp(head, check->head) == 0);
        if (status == FC_OK) {
            status = fc_store_next(&more, ledger, row, err);
        }
    }
    (void)sqlite3_finalize(row);
    fc_chain_release(&chain);
    return status;
}

/* Rows of runs that are not there: the chain does not see them. */
static fc_status check_rest(fc_ledger_check *check, const fc_ledger *ledger,
                            fc_error *err)
{
    static const struct {
        const char *sql;
        const char *why;
    } rests[] = {
        {"SELECT min(run) FROM chain WHERE run NOT IN (SELECT id FROM run)",
         "there is a seal and no run"},
        {"SELECT min(run) FROM step WHERE run NOT IN (SELECT id FROM run)",
         "there are periods and no run"},
        {"SELECT min(run) FROM input WHERE run NOT IN (SELECT id FROM run)",
         "there are inputs and no run"},
        {"SELECT min(run) FROM input WHERE NOT EXISTS (SELECT 1 FROM content"
         " WHERE content.sha256 = input.sha256)",
         "the values it was made from are missing"},
    };
    fc_status status = FC_OK;

    for (size_t i = 0; i < sizeof rests / sizeof rests[0] && status == FC_OK;
         i++) {
        int64_t run = 0;

        status = fc_store_count(&run, ledger, rests[i].sql, err);
        if (status == FC_OK && run != 0) {
            find_bad(check, run, rests[i].why);
        }
    }
    return status;
}

/* The first run that was made from the values kept under @p sha256. */
static fc_status blame(fc_ledger_check *check, const char *sha256,
                       const fc_ledger *ledger, fc_error *err)
{
    sqlite3_stmt *row = NULL;
    bool more = false;
    fc_status status = fc_store_prepare(
        &row, ledger, "SELECT min(run) FROM input WHERE sha256 = ?1", err);

    if (status == FC_OK) {
        (void)sqlite3_bind_text(row, 1, sha256, -1, SQLITE_TRANSIENT);
        status = fc_store_next(&more, ledger, row, err);
    }
    if (status == FC_OK && more) {
        find_bad(check, sqlite3_column_int64(row, 0),
                 "the values it was made from have changed");
    }
    (void)sqlite3_finalize(row);
    return status;
}

static fc_status check_content(fc_ledger_check *check, const fc_ledger *ledger,
                               fc_error *err)
{
    sqlite3_stmt *row = NULL;
    bool more = false;
    fc_status status = fc_store_prepare(
        &row, ledger, "SELECT sha256, bytes FROM content", err);

    if (status == FC_OK) {
        status = fc_store_next(&more, ledger, row, err);
    }
    while (status == FC_OK && more) {
        const void *bytes = sqlite3_column_blob(row, 1);
        char sha256[65];

        fc_digest_sha256(sha256, bytes != NULL ? bytes : "",
                         (size_t)sqlite3_column_bytes(row, 1));
        if (strcmp(sha256, fc_store_column_text(row, 0)) != 0) {
            status = blame(check, fc_store_column_text(row, 0), ledger, err);
        }
        if (status == FC_OK) {
            status = fc_store_next(&more, ledger, row, err);
        }
    }
    (void)sqlite3_finalize(row);
    return status;
}

/* What SQLite itself finds: a page that is cut off or written over. */
static fc_status check_pages(const fc_ledger *ledger, fc_error *err)
{
    sqlite3_stmt *row = NULL;
    bool more = false;
    fc_status status = fc_store_prepare(&row, ledger, "PRAGMA quick_check(1)",
                                        err);

    if (status == FC_OK) {
        status = fc_store_next(&more, ledger, row, err);
    }
    if (status == FC_OK && more
        && strcmp(fc_store_column_text(row, 0), "ok") != 0) {
        status = FC_FAIL_AT(err, FC_ERR_FORMAT, ledger->path, 0, 0,
                            "the ledger is damaged (%.200s); put a copy in its "
                            "place",
                            fc_store_column_text(row, 0));
    }
    (void)sqlite3_finalize(row);
    return status;
}

fc_status fc_ledger_verify(fc_ledger_check *out, const fc_ledger *ledger,
                           const char *head, fc_error *err)
{
    bool found = false;
    fc_status status = check_pages(ledger, err);

    *out = (fc_ledger_check){.holds = true};
    fc_chain_begin(out->head);
    if (status == FC_OK) {
        status = check_runs(out, head, &found, ledger, err);
    }
    if (status == FC_OK) {
        status = check_rest(out, ledger, err);
    }
    if (status == FC_OK) {
        status = check_content(out, ledger, err);
    }
    if (status == FC_OK && out->holds && head != NULL && !found) {
        out->holds = false;
        (void)snprintf(out->why, sizeof out->why,
                       "the head is none of this chain: runs are gone from its "
                       "end, or it is that of another ledger");
    }
    return status;
}

fc_status fc_ledger_check_report(fc_report **out, const fc_ledger_check *check,
                                 fc_error *err)
{
    static const fc_column columns[] = {
        FC_TEXT_COLUMN("holds", NULL),
        {.name = "runs", .style = FC_STYLE_INTEGER},
        FC_TEXT_COLUMN("head", NULL),
        {.name = "first_bad", .style = FC_STYLE_INTEGER},
        FC_TEXT_COLUMN("why", NULL),
    };
    fc_report *report = NULL;
    fc_report_table *table = NULL;
    fc_status status = fc_report_create(&report, NULL, err);

    *out = NULL;
    if (status != FC_OK) {
        return status;
    }
    table = fc_report_add_table(report, "verify", NULL, FC_FOR_MACHINES,
                                columns, sizeof columns / sizeof columns[0]);
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, check->holds ? "yes" : "no");
    fc_report_table_set_number(table, 1, (double)check->runs);
    fc_report_table_set_text(table, 2, check->head);
    if (check->first_bad != 0) {
        fc_report_table_set_number(table, 3, (double)check->first_bad);
    }
    fc_report_table_set_text(table, 4, check->why);
    if (check->holds) {
        fc_report_add_note(report, FC_NOTE_HEADLINE,
                           "The chain holds: %zu run%s, head %s.", check->runs,
                           check->runs == 1 ? "" : "s", check->head);
    } else {
        fc_report_add_note(report, FC_NOTE_HEADLINE,
                           "The chain does not hold.");
    }
    return fc_report_close(out, report, err);
}
