/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/dataset.h"
#include "forecast/file.h"
#include "forecast/sec_files.h"

#include "base/bytes.h"
#include "support/faults.h"
#include "support/folder.h"

/* Read before the test, so that only the writing fails. */
static fc_sec_facts *facts;
static fc_sec_table *table;

static int set_up(void **state)
{
    (void)state;
    return fc_sec_facts_read(&facts, FC_TEST_DATA "/sec_small.json", NULL)
                       == FC_OK
                   && fc_sec_table_create(&table, facts, NULL, NULL) == FC_OK
               ? 0
               : -1;
}

static int tear_down(void **state)
{
    (void)state;
    fc_sec_table_free(table);
    fc_sec_facts_free(facts);
    return 0;
}

/* A faults_job. */
static fc_status write_files(void *context, fc_error *err)
{
    const bool *force = context;
    fc_report *report = NULL;
    fc_status status = fc_sec_report(&report, table, err);

    if (status == FC_OK) {
        status = fc_sec_files_write("out.csv", table, report, *force, err);
    }
    fc_report_free(report);
    return status;
}

static fc_status write_now(bool force)
{
    return write_files(&force, NULL);
}

static void test_reads_back(void **state)
{
    fc_dataset *dataset = NULL;
    const fc_series *sales = NULL;

    (void)state;
    assert_int_equal(write_now(false), FC_OK);
    assert_int_equal(folder_count("."), 3);
    assert_int_equal(fc_dataset_open(&dataset, "out.csv", NULL, NULL), FC_OK);
    assert_string_equal(dataset->title, "Example Stores, Inc.");
    assert_int_equal(dataset->table->calendar.fiscal_year_end, 1);
    assert_int_equal(dataset->table->count, 4);
    sales = fc_table_find(dataset->table, "net_sales");
    assert_string_equal(sales->unit, FC_SEC_UNIT);
    assert_int_equal(sales->kind, FC_FLOW);
    assert_true(sales->values[0] == 1000.123456);
    assert_int_equal(fc_table_find(dataset->table, "cash")->kind, FC_STOCK);
    fc_dataset_free(dataset);
}

static void test_occupied(void **state)
{
    (void)state;
    assert_int_equal(write_now(false), FC_OK);
    assert_int_equal(write_now(false), FC_OK); /* its own */
    folder_write("out.csv", "period,net_sales\n2020Q1,1\n");
    assert_int_equal(write_now(false), FC_ERR_OCCUPIED);
    folder_assert_holds("out.csv", "period,net_sales\n2020Q1,1\n");
    assert_int_equal(write_now(true), FC_OK);
    folder_write("out.provenance.json", "{");
    assert_int_equal(write_now(false), FC_ERR_OCCUPIED);
}

/* Append a field to each line: the header, one row, the others. */
static void add_column(const char *name, size_t row, const char *value)
{
    fc_bytes old = {0};
    fc_bytes new = {0};
    size_t line = 0;

    assert_int_equal(fc_file_read(&old, "out.csv", NULL), FC_OK);
    for (const char *at = old.data; *at != '\0'; line++) {
        size_t length = strcspn(at, "\n");

        assert_int_equal(fc_bytes_append(&new, at, length), FC_OK);
        assert_int_equal(fc_bytes_printf(&new, ",%s\n",
                                         line == 0         ? name
                                         : line == row + 1 ? value
                                                           : ""),
                         FC_OK);
        at += length + 1;
    }
    folder_write("out.csv", new.data);
    fc_bytes_release(&new);
    fc_bytes_release(&old);
}

static void append_line(const char *line)
{
    fc_bytes bytes = {0};

    assert_int_equal(fc_file_read(&bytes, "out.csv", NULL), FC_OK);
    assert_int_equal(fc_bytes_append_text(&bytes, line), FC_OK);
    folder_write("out.csv", bytes.data);
    fc_bytes_release(&bytes);
}

static void assert_has(const char *part, bool has)
{
    fc_bytes bytes = {0};

    assert_int_equal(fc_file_read(&bytes, "out.csv", NULL), FC_OK);
    assert_int_equal(strstr(bytes.data, part) != NULL, has);
    fc_bytes_release(&bytes);
}

/* Columns that someone has added stay, whatever the import does. */
static void test_carries_columns(void **state)
{
    (void)state;
    assert_int_equal(write_now(false), FC_OK);
    add_column("segment", 0, "-7.50");
    add_column("remark", 1, "\"a \"\"b\"\", c\"");
    append_line("FY2021Q1,2021-05-01,,,,,9,\n");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(write_now(false), FC_OK);
        assert_has("cash,segment,remark\nFY2017Q1,", true);
        assert_has(",300,-7.50,\nFY2017Q2,", true);
        assert_has(",280,,\"a \"\"b\"\", c\"\n", true);
        assert_has(",510,,\nFY2021Q1,2021-05-01,,,,,9,\n", true);
    }
    append_line("FY2021Q2,2021-07-31,1,,,,,\n"); /* into a column of ours */
    assert_int_equal(write_now(false), FC_ERR_OCCUPIED);
    assert_int_equal(write_now(true), FC_OK);
    assert_has("FY2021Q1,2021-05-01,,,,,9,\n", true);
    assert_has("FY2021Q2", false);
}

static void test_keeps_the_descriptor_of_columns(void **state)
{
    (void)state;
    assert_int_equal(write_now(false), FC_OK);
    add_column("segment", 0, "1");
    folder_write("out.ini", "; Written by forecast import, and more\n");
    assert_int_equal(write_now(false), FC_OK);
    folder_assert_holds("out.ini", "; Written by forecast import, and more\n");
}

/* A column of the name of one that an import makes now, but did not then. */
static void test_clash(void **state)
{
    /* the digest of the file without its last column */
    static const char other[] =
        "{\"meta\": {\"data_sha256\": \""
        "8374871d492e29b3c50efc2d066f39ab5c5bfa9bd64c494f817a7d6d3d2ead21\"}, "
        "\"tables\": {\"series\": [{\"series\": \"net_sales\"}]}}";
    fc_error err = {.status = FC_OK};
    bool force = false;

    (void)state;
    folder_write("out.csv", "period,net_sales,cash\nFY2017Q1,1,5\n");
    folder_write("out.provenance.json", other);
    assert_int_equal(write_files(&force, &err), FC_ERR_OCCUPIED);
    assert_non_null(strstr(err.message, "'cash' was added"));
    assert_int_equal(write_now(true), FC_OK);
    assert_has(",cash\nFY2017Q1,2016-04-30,1000.123456,40,20,300\n", true);
}

static void test_no_table(void **state)
{
    static const char *const texts[] = {"", "a,b\n1\n", "\"", "x\n1\n"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_int_equal(write_now(true), FC_OK);
        folder_write("out.csv", texts[i]);
        assert_int_equal(write_now(false), FC_ERR_OCCUPIED);
        folder_assert_holds("out.csv", texts[i]);
    }
}

static void test_carry_out_of_memory(void **state)
{
    bool force = false;

    (void)state;
    assert_int_equal(write_now(false), FC_OK);
    add_column("segment", 0, "1");
    assert_true(faults_try_allocations(write_files, &force) > 20);
    assert_has(",300,1\n", true);
}

static void test_descriptor(void **state)
{
    static const char mine[] = "[dataset]\ntitle = Mine\n";

    (void)state;
    folder_write("out.ini", mine);
    assert_int_equal(write_now(false), FC_OK);
    folder_assert_holds("out.ini", mine);
    folder_write("out.ini", "; Written by forecast import sec, once\n");
    assert_int_equal(write_now(false), FC_OK);
    folder_write("out.ini", ""); /* empty: someone made it so */
    assert_int_equal(write_now(false), FC_OK);
    folder_assert_holds("out.ini", "");
}

/* Whatever fails, no part of a file and no temporary one stays. */
static void test_failing_system_calls(void **state)
{
    fc_status status = FC_ERR_WRITE;
    long index = 0;

    (void)state;
    for (; status != FC_OK && index < 200; index++) {
        folder_write("out.csv", "previous\n");
        faults_fail(FAULTS_WRITE | FAULTS_FSYNC | FAULTS_FCHMOD, index, EIO);
        status = write_now(true);
        faults_disarm();
        assert_true(status == FC_OK || status == FC_ERR_WRITE);
        if (status != FC_OK && folder_count(".") == 1) {
            folder_assert_holds("out.csv", "previous\n");
        }
        assert_true(folder_count(".") == 1 || folder_count(".") == 3);
    }
    assert_in_range(index, 7, 199); /* three writes and three syncs at least */
}

static void test_full_disk(void **state)
{
    (void)state;
    folder_write("out.csv", "previous\n");
    faults_fill_disk(4096);
    assert_int_equal(write_now(true), FC_ERR_WRITE);
    faults_disarm();
    folder_assert_holds("out.csv", "previous\n");
    assert_int_equal(folder_count("."), 1);
}

static void test_out_of_memory(void **state)
{
    bool force = true;

    (void)state;
    assert_true(faults_try_allocations(write_files, &force) > 20);
}

static void test_provenance_path(void **state)
{
    static const struct {
        const char *csv;
        const char *path;
    } cases[] = {{"a/b.csv", "a/b.provenance.json"},
                 {"b", "b.provenance.json"},
                 {"b.csv.csv", "b.csv.provenance.json"}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *path = NULL;

        assert_int_equal(fc_sec_provenance_path(&path, cases[i].csv, NULL),
                         FC_OK);
        assert_string_equal(path, cases[i].path);
        free(path);
    }
}

#define IN_FOLDER(test) \
    cmocka_unit_test_setup_teardown((test), folder_enter, folder_leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_reads_back),
        IN_FOLDER(test_occupied),
        IN_FOLDER(test_carries_columns),
        IN_FOLDER(test_keeps_the_descriptor_of_columns),
        IN_FOLDER(test_clash),
        IN_FOLDER(test_no_table),
        IN_FOLDER(test_carry_out_of_memory),
        IN_FOLDER(test_descriptor),
        IN_FOLDER(test_failing_system_calls),
        IN_FOLDER(test_full_disk),
        IN_FOLDER(test_out_of_memory),
        cmocka_unit_test(test_provenance_path),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
