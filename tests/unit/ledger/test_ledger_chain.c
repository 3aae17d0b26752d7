/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The chain: what is changed is found, what is killed or runs at the same time
 * leaves it whole, and what an earlier version wrote still holds.
 */
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "forecast/file.h"
#include "forecast/init.h"

#include "support/faults.h"
#include "support/folder.h"
#include "unit/planning/reports.h"
#include "vintages.h"

static fc_ledger_check verify(const char *path, const char *head)
{
    fc_ledger *ledger = NULL;
    fc_ledger_check check;

    assert_int_equal(fc_ledger_open(&ledger, path, FC_LEDGER_READ, NULL),
                     FC_OK);
    assert_int_equal(fc_ledger_verify(&check, ledger, head, NULL), FC_OK);
    fc_ledger_close(ledger);
    return check;
}

static void a_whole_chain_holds(void **state)
{
    char first[FC_LEDGER_SEAL_SIZE];
    char second[FC_LEDGER_SEAL_SIZE];
    fc_ledger_check check;

    (void)state;
    vintage_record("l.db", "snaive", "2023Q4", first);
    vintage_record("l.db", "naive", "2024Q2", second);
    check = verify("l.db", NULL);
    assert_true(check.holds);
    assert_int_equal(check.runs, 2);
    assert_string_equal(check.head, second);
    assert_true(verify("l.db", first).holds);
    assert_true(verify("l.db", second).holds);
    check = verify("l.db", "0123");
    assert_false(check.holds);
    assert_int_equal(check.first_bad, 0);
}

/* Whoever takes the triggers away can change what he likes. */
static void every_change_is_found(void **state)
{
#define WITHOUT(trigger) "DROP TRIGGER " trigger ";"
    static const struct {
        const char *sql;
        int64_t first_bad;
    } cases[] = {
        {WITHOUT("run_no_update") "UPDATE run SET spec = 'x' WHERE id = 2", 2},
        {WITHOUT("run_no_update") "UPDATE run SET source = 'x' WHERE id = 1",
         1},
        {WITHOUT("run_no_update") "UPDATE run SET plan = NULL WHERE 0", 0},
        {WITHOUT("step_no_update") "UPDATE step SET mean = mean + 1e-9 WHERE"
                                   " run = 3 AND step = 2",
         3},
        {WITHOUT("step_no_update") "UPDATE step SET guidance_low = NULL WHERE"
                                   " run = 1 AND step = 1",
         1},
        {WITHOUT("step_no_delete") "DELETE FROM step WHERE run = 2"
                                   " AND step = 4",
         2},
        {"INSERT INTO step SELECT run, 5, period, period_index, mean,"
         " guidance_low, guidance_high, quantiles FROM step WHERE run = 2"
         " AND step = 4",
         2},
        {WITHOUT("input_no_update") "UPDATE input SET start_index = 0 WHERE"
                                    " run = 2",
         2},
        {WITHOUT("content_no_update") "UPDATE content SET bytes = x'00' WHERE"
                                      " sha256 = (SELECT sha256 FROM input"
                                      " WHERE run = 3)",
         3},
        {WITHOUT("content_no_delete") "DELETE FROM content WHERE sha256 ="
                                      " (SELECT sha256 FROM input WHERE"
                                      " run = 2)",
         2},
        {WITHOUT("chain_no_update") "UPDATE chain SET seal = 'x' WHERE run = 2",
         2},
        {WITHOUT("chain_no_delete") "DELETE FROM chain WHERE run = 3", 3},
        {WITHOUT("run_no_delete") "DELETE FROM run WHERE id = 2", 2},
        {WITHOUT("run_no_delete") "DELETE FROM run WHERE id = 1", 1},
        {WITHOUT("run_no_delete") "DELETE FROM run WHERE id = 3", 3},
    };
    char head[FC_LEDGER_SEAL_SIZE];
    fc_bytes whole = {0};

    (void)state;
    vintage_record("whole.db", "snaive", "2023Q4", head);
    vintage_record("whole.db", "naive", "2024Q1", head);
    vintage_record("whole.db", "drift", "2024Q2", head);
    assert_int_equal(fc_file_read(&whole, "whole.db", NULL), FC_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_ledger_check check;

        assert_int_equal(fc_file_replace("l.db", whole.data, whole.size, NULL),
                         FC_OK);
        assert_int_equal(vintage_run_sql("l.db", cases[i].sql), SQLITE_OK);
        check = verify("l.db", NULL);
        if (check.holds != (cases[i].first_bad == 0)
            || check.first_bad != cases[i].first_bad) {
            fail_msg("%s: first bad %lld (%s)", cases[i].sql,
                     (long long)check.first_bad, check.why);
        }
    }
    fc_bytes_release(&whole);
}

/* A cut at the end is found by whoever has noted the head. */
static void a_shorter_chain_is_found_by_its_head(void **state)
{
    char first[FC_LEDGER_SEAL_SIZE];
    char second[FC_LEDGER_SEAL_SIZE];
    fc_bytes shorter = {0};

    (void)state;
    vintage_record("l.db", "snaive", "2023Q4", first);
    assert_int_equal(fc_file_read(&shorter, "l.db", NULL), FC_OK);
    vintage_record("l.db", "naive", "2024Q2", second);
    assert_int_equal(fc_file_replace("l.db", shorter.data, shorter.size, NULL),
                     FC_OK);
    assert_true(verify("l.db", NULL).holds);
    assert_true(verify("l.db", first).holds);
    assert_false(verify("l.db", second).holds);
    fc_bytes_release(&shorter);
}

/* Bytes that are cut off. */
static void a_cut_file_is_found(void **state)
{
    char head[FC_LEDGER_SEAL_SIZE];
    fc_bytes whole = {0};

    (void)state;
    vintage_record("whole.db", "snaive", "2023Q4", head);
    assert_int_equal(fc_file_read(&whole, "whole.db", NULL), FC_OK);
    for (size_t at = 0; at < whole.size; at += 1777) {
        fc_ledger *ledger = NULL;
        fc_ledger_check check = {.holds = false};
        fc_status status = FC_OK;

        assert_int_equal(fc_file_replace("cut.db", whole.data, at, NULL),
                         FC_OK);
        status = fc_ledger_open(&ledger, "cut.db", FC_LEDGER_READ, NULL);
        if (status == FC_OK) {
            status = fc_ledger_verify(&check, ledger, NULL, NULL);
        }
        assert_int_equal(status, FC_ERR_FORMAT);
        fc_ledger_close(ledger);
    }
    fc_bytes_release(&whole);
}

/* Bytes that are written over: never a crash, never a chain that holds with
 * another head. (Some bytes say nothing, as those that are not used.) */
static void an_overwritten_file_is_found(void **state)
{
    char head[FC_LEDGER_SEAL_SIZE];
    fc_bytes whole = {0};
    size_t found = 0;
    size_t tried = 0;

    (void)state;
    vintage_record("whole.db", "snaive", "2023Q4", head);
    assert_int_equal(fc_file_read(&whole, "whole.db", NULL), FC_OK);
    for (size_t at = 5; at < whole.size; at += 397) {
        fc_ledger *ledger = NULL;
        fc_ledger_check check = {.holds = false};

        whole.data[at] = (char)(whole.data[at] ^ 0x55);
        assert_int_equal(
            fc_file_replace("over.db", whole.data, whole.size, NULL), FC_OK);
        whole.data[at] = (char)(whole.data[at] ^ 0x55);
        if (fc_ledger_open(&ledger, "over.db", FC_LEDGER_READ, NULL) == FC_OK
            && fc_ledger_verify(&check, ledger, NULL, NULL) == FC_OK
            && check.holds) {
            assert_string_equal(check.head, head);
        } else {
            found++;
        }
        tried++;
        fc_ledger_close(ledger);
    }
    assert_true(found > tried / 10);
    fc_bytes_release(&whole);
}

/* tests/data/ledger_version_1.db was written by the first version. */
static void an_older_file_holds_and_goes_on(void **state)
{
    static const char old_head[] =
        "3de5df35864734a65dffaddda69db87acd72660fb1432494e0f84cd1d8390c5a";
    char head[FC_LEDGER_SEAL_SIZE];
    fc_bytes old = {0};
    fc_bytes after = {0};
    fc_ledger_check check;

    (void)state;
    assert_int_equal(
        fc_file_read(&old, FC_TEST_DATA "/ledger_version_1.db", NULL), FC_OK);
    assert_int_equal(fc_file_replace("l.db", old.data, old.size, NULL), FC_OK);
    check = verify("l.db", NULL);
    assert_true(check.holds);
    assert_int_equal(check.runs, 2);
    assert_string_equal(check.head, old_head);
    assert_int_equal(fc_file_read(&after, "l.db", NULL), FC_OK);
    assert_int_equal(after.size, old.size); /* reading left it alone */
    assert_memory_equal(after.data, old.data, old.size);
    vintage_record("l.db", "snaive", NULL, head);
    check = verify("l.db", old_head);
    assert_true(check.holds);
    assert_int_equal(check.runs, 3);
    assert_string_equal(check.head, head);
    /* a run of the first form has no source that could be slipped in */
    assert_int_equal(vintage_run_sql("l.db", "DROP TRIGGER run_no_update;"
                                             "UPDATE run SET source = 'x'"
                                             " WHERE id = 2"),
                     SQLITE_OK);
    assert_int_equal(verify("l.db", NULL).first_bad, 2);
    fc_bytes_release(&old);
    fc_bytes_release(&after);
}

/* A disk that is full: no file may grow beyond what it has. */
static void a_full_disk_leaves_the_file_as_it_was(void **state)
{
    char head[FC_LEDGER_SEAL_SIZE];
    char none[FC_LEDGER_SEAL_SIZE];
    struct vintage vintage = {0};
    fc_ledger *ledger = NULL;
    struct rlimit unlimited;
    struct rlimit full;
    fc_status status = FC_OK;

    (void)state;
    vintage_record("l.db", "snaive", NULL, head);
    assert_int_equal(vintage_make(&vintage, "drift", NULL, NULL), FC_OK);
    assert_int_equal(fc_ledger_open(&ledger, "l.db", FC_LEDGER_WRITE, NULL),
                     FC_OK);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &unlimited), 0);
    full = unlimited;
    full.rlim_cur = 4096;
    (void)signal(SIGXFSZ, SIG_IGN); /* the write fails instead */
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
    status = fc_ledger_append(none, ledger, vintage.projection, NULL, NULL);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &unlimited), 0);
    (void)signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(status, FC_ERR_WRITE);
    fc_ledger_close(ledger);
    assert_true(verify("l.db", head).holds);
    assert_int_equal(verify("l.db", head).runs, 1);
    vintage_release(&vintage);
}

/* Append again and again, and tell through @p out each head that append has
 * returned with. */
static void append_for_ever(const struct vintage *vintage, int out, int count)
{
    for (int i = 0; i < count; i++) {
        char head[FC_LEDGER_SEAL_SIZE];
        fc_ledger *ledger = NULL;

        if (fc_ledger_open(&ledger, "l.db", FC_LEDGER_WRITE, NULL) != FC_OK
            || fc_ledger_append(head, ledger, vintage->projection, NULL, NULL)
                   != FC_OK
            || write(out, head, sizeof head) != (ssize_t)sizeof head) {
            _exit(1);
        }
        fc_ledger_close(ledger);
    }
    _exit(0);
}

static pid_t start(const struct vintage *vintage, int out, int count)
{
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        append_for_ever(vintage, out, count);
    }
    return child;
}

/* Wait for at most @p most heads; *last is the latest of them, or as it was.
 * Returns how many there were. */
static size_t told_heads(int in, size_t most, char last[FC_LEDGER_SEAL_SIZE])
{
    size_t count = 0;

    while (count < most
           && read(in, last, FC_LEDGER_SEAL_SIZE) == FC_LEDGER_SEAL_SIZE) {
        count++;
    }
    return count;
}

enum { KILLS = 40 };

/* Killed at any moment behind none, one or two runs: the chain holds, and what
 * append had returned from is in it. Where in a run the kill falls depends on
 * the machine; the waiting does not. */
static void a_killed_recorder_loses_nothing(void **state)
{
    struct vintage vintage = {0};
    char last[FC_LEDGER_SEAL_SIZE] = "";
    uint32_t seed = 20240229;
    size_t told = 0;

    (void)state;
    assert_int_equal(vintage_make(&vintage, "snaive", NULL, NULL), FC_OK);
    for (int i = 0; i < KILLS; i++) {
        int ends[2];
        struct timespec delay = {0};
        pid_t child = 0;

        seed = seed * 1664525u + 1013904223u;
        delay.tv_nsec = (long)(seed >> 8) % 30000000;
        assert_int_equal(pipe(ends), 0);
        child = start(&vintage, ends[1], 1000);
        (void)close(ends[1]);
        told += told_heads(ends[0], (size_t)i % 3, last);
        (void)nanosleep(&delay, NULL);
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, NULL, 0), child);
        told += told_heads(ends[0], SIZE_MAX, last);
        (void)close(ends[0]);
        if (last[0] != '\0') {
            assert_true(verify("l.db", last).holds);
        }
    }
    assert_true(told >= KILLS - 1);
    assert_true(verify("l.db", NULL).runs >= told);
    vintage_release(&vintage);
}

/* A transaction whose pages have begun to go out, and an end without warning:
 * what SQLite calls a hot journal. */
static void die_in_a_transaction(void)
{
    sqlite3 *db = NULL;

    if (sqlite3_open("l.db", &db) == SQLITE_OK
        && sqlite3_exec(db,
                        "PRAGMA cache_size = 1; BEGIN; CREATE TABLE big (x);"
                        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT "
                        "i + 1 FROM n WHERE i < 500)"
                        "INSERT INTO big SELECT randomblob(1000) FROM n",
                        NULL, NULL, NULL)
               == SQLITE_OK) {
        _exit(0);
    }
    _exit(1);
}

static void a_reader_takes_back_what_was_begun(void **state)
{
    char head[FC_LEDGER_SEAL_SIZE];
    pid_t child = 0;
    int how = 0;

    (void)state;
    vintage_record("l.db", "snaive", NULL, head);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        die_in_a_transaction();
    }
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_int_equal(how, 0);
    assert_int_equal(access("l.db-journal", F_OK), 0); /* it is hot */
    assert_true(verify("l.db", head).holds);
    assert_int_equal(verify("l.db", NULL).runs, 1);
}

static void recorders_at_the_same_time_take_turns(void **state)
{
    enum { RECORDERS = 3, EACH = 15 };
    struct vintage vintage = {0};
    pid_t children[RECORDERS];
    fc_ledger_check check;
    int ends[2];
    char last[FC_LEDGER_SEAL_SIZE] = "";

    (void)state;
    assert_int_equal(vintage_make(&vintage, "snaive", NULL, NULL), FC_OK);
    assert_int_equal(pipe(ends), 0);
    for (int i = 0; i < RECORDERS; i++) {
        children[i] = start(&vintage, ends[1], EACH);
    }
    (void)close(ends[1]);
    for (int i = 0; i < RECORDERS; i++) {
        int status = 0;

        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    assert_int_equal(told_heads(ends[0], SIZE_MAX, last), RECORDERS * EACH);
    (void)close(ends[0]);
    check = verify("l.db", NULL);
    assert_true(check.holds);
    assert_int_equal(check.runs, RECORDERS * EACH);
    vintage_release(&vintage);
}

static fc_status verify_job(void *context, fc_error *err)
{
    const char *path = context;
    fc_ledger *ledger = NULL;
    fc_ledger_check check;
    fc_report *report = NULL;
    fc_status status = fc_ledger_open(&ledger, path, FC_LEDGER_READ, err);

    if (status == FC_OK) {
        status = fc_ledger_verify(&check, ledger, NULL, err);
    }
    if (status == FC_OK) {
        status = fc_ledger_check_report(&report, &check, err);
    }
    fc_report_free(report);
    fc_ledger_close(ledger);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    static char name[] = "l.db";
    char head[FC_LEDGER_SEAL_SIZE];

    (void)state;
    vintage_record(name, "snaive", NULL, head);
    assert_true(faults_try_allocations(verify_job, name) > 5);
}

#define IN_FOLDER(test) \
    cmocka_unit_test_setup_teardown(test, folder_enter, folder_leave)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        IN_FOLDER(a_whole_chain_holds),
        IN_FOLDER(every_change_is_found),
        IN_FOLDER(a_shorter_chain_is_found_by_its_head),
        IN_FOLDER(a_cut_file_is_found),
        IN_FOLDER(an_overwritten_file_is_found),
        IN_FOLDER(an_older_file_holds_and_goes_on),
        IN_FOLDER(a_full_disk_leaves_the_file_as_it_was),
        IN_FOLDER(a_killed_recorder_loses_nothing),
        IN_FOLDER(a_reader_takes_back_what_was_begun),
        IN_FOLDER(recorders_at_the_same_time_take_turns),
        IN_FOLDER(every_allocation_may_fail),
    };

    fc_init();
    return cmocka_run_group_tests_name("ledger_chain", tests, NULL, NULL);
}
