/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening, appending, and what the file refuses. */
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"

#include "support/faults.h"
#include "support/folder.h"
#include "vintages.h"

static void each_run_moves_the_head(void **state)
{
    char first[FC_LEDGER_SEAL_SIZE];
    char second[FC_LEDGER_SEAL_SIZE];

    (void)state;
    vintage_record("deep/down/l.db", "snaive", "2023Q4", first);
    vintage_record("deep/down/l.db", "snaive", "2023Q4", second);
    assert_int_equal(strlen(first), 64);
    assert_int_equal(strlen(second), 64);
    assert_string_not_equal(first, second);
}

/* What is recorded depends on nothing but the forecast. */
static void equal_ledgers_have_equal_heads(void **state)
{
    char a[FC_LEDGER_SEAL_SIZE];
    char b[FC_LEDGER_SEAL_SIZE];

    (void)state;
    vintage_record("a.db", "snaive", NULL, a);
    vintage_record("b.db", "snaive", NULL, b);
    assert_string_equal(a, b);
}

static void nothing_is_changed_or_deleted(void **state)
{
    static const char *const refused[] = {
        "UPDATE run SET spec = 'naive'",
        "UPDATE step SET mean = 1",
        "UPDATE input SET place = 7",
        "UPDATE content SET bytes = x''",
        "UPDATE chain SET seal = ''",
        "DELETE FROM run",
        "DELETE FROM step",
        "DELETE FROM input",
        "DELETE FROM content",
        "DELETE FROM chain",
        "INSERT OR REPLACE INTO chain VALUES (1, '')",
        "INSERT OR REPLACE INTO content SELECT sha256, x'' FROM content",
        "INSERT OR REPLACE INTO step SELECT * FROM step",
    };
    char head[FC_LEDGER_SEAL_SIZE];

    (void)state;
    vintage_record("l.db", "snaive", NULL, head);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        if ((vintage_run_sql("l.db", refused[i]) & 0xff) != SQLITE_CONSTRAINT) {
            fail_msg("not refused: %s", refused[i]);
        }
    }
}

static void unusable_files_are_told_apart(void **state)
{
    static const struct {
        const char *name;
        const char *content; /* NULL: no file */
        fc_status read;
        fc_status write;
    } cases[] = {
        {"missing.db", NULL, FC_ERR_READ, FC_OK},
        {"empty.db", "", FC_ERR_FORMAT, FC_OK},
        {"text.db", "series,value\n", FC_ERR_FORMAT, FC_ERR_FORMAT},
        {"folder.db/x.db", NULL, FC_ERR_READ, FC_OK},
        {":memory:", NULL, FC_ERR_READ, FC_OK},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_ledger *ledger = NULL;
        fc_error err = {0};

        if (cases[i].content != NULL) {
            folder_write(cases[i].name, cases[i].content);
        }
        assert_int_equal(
            fc_ledger_open(&ledger, cases[i].name, FC_LEDGER_READ, &err),
            cases[i].read);
        assert_null(ledger);
        assert_string_equal(err.source, cases[i].name);
        assert_int_equal(
            fc_ledger_open(&ledger, cases[i].name, FC_LEDGER_WRITE, &err),
            cases[i].write);
        fc_ledger_close(ledger);
    }
}

static void other_databases_and_later_versions_are_refused(void **state)
{
    static const struct {
        const char *sql;
        fc_status status;
    } cases[] = {
        {"PRAGMA user_version = 99", FC_ERR_DATA},
        {"PRAGMA application_id = 1", FC_ERR_FORMAT},
        {"PRAGMA user_version = 0", FC_ERR_FORMAT},
    };
    char head[FC_LEDGER_SEAL_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char name[] = "0.db";
        fc_ledger *ledger = NULL;

        name[0] = (char)('0' + i);
        vintage_record(name, "snaive", NULL, head);
        assert_int_equal(vintage_run_sql(name, cases[i].sql), SQLITE_OK);
        assert_int_equal(fc_ledger_open(&ledger, name, FC_LEDGER_READ, NULL),
                         cases[i].status);
        assert_int_equal(fc_ledger_open(&ledger, name, FC_LEDGER_WRITE, NULL),
                         cases[i].status);
    }
}

static void a_lock_that_is_held_is_a_status_of_its_own(void **state)
{
    char head[FC_LEDGER_SEAL_SIZE];
    struct vintage vintage = {0};
    fc_ledger *ledger = NULL;
    sqlite3 *other = NULL;

    (void)state;
    vintage_record("l.db", "snaive", NULL, head);
    assert_int_equal(sqlite3_open("l.db", &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(vintage_make(&vintage, "naive", NULL, NULL), FC_OK);
    assert_int_equal(fc_ledger_open(&ledger, "l.db", FC_LEDGER_WRITE, NULL),
                     FC_OK);
    fc_ledger_set_timeout(ledger, 0);
    assert_int_equal(
        fc_ledger_append(head, ledger, vintage.projection, NULL, NULL),
        FC_ERR_LOCKED);
    (void)sqlite3_close(other);
    assert_int_equal(
        fc_ledger_append(head, ledger, vintage.projection, NULL, NULL), FC_OK);
    fc_ledger_close(ledger);
    vintage_release(&vintage);
}

static fc_status append_job(void *context, fc_error *err)
{
    const struct vintage *vintage = context;
    char head[FC_LEDGER_SEAL_SIZE];
    fc_ledger *ledger = NULL;
    fc_status status = fc_ledger_open(&ledger, "faults.db", FC_LEDGER_WRITE,
                                      err);

    if (status == FC_OK) {
        status = fc_ledger_append(head, ledger, vintage->projection, NULL, err);
    }
    fc_ledger_close(ledger);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    struct vintage vintage = {0};

    (void)state;
    assert_int_equal(vintage_make(&vintage, "snaive", NULL, NULL), FC_OK);
    assert_true(faults_try_allocations(append_job, &vintage) > 5);
    vintage_release(&vintage);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_run_moves_the_head, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(equal_ledgers_have_equal_heads,
                                        folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(nothing_is_changed_or_deleted,
                                        folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(unusable_files_are_told_apart,
                                        folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(
            other_databases_and_later_versions_are_refused, folder_enter,
            folder_leave),
        cmocka_unit_test_setup_teardown(
            a_lock_that_is_held_is_a_status_of_its_own, folder_enter,
            folder_leave),
        cmocka_unit_test_setup_teardown(every_allocation_may_fail, folder_enter,
                                        folder_leave),
    };

    fc_init();
    return cmocka_run_group_tests_name("ledger", tests, NULL, NULL);
}
