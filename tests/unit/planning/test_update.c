/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/update.h"

#include "support/faults.h"
#include "support/folder.h"

static const char data_before[] = "period,sales,costs\n"
                                  "2024Q1,1.0,5\n"
                                  "2024Q2,2,\n";
static const char data_after[] = "period,sales,costs\n"
                                 "2024Q1,1.5,5\n"
                                 "2024Q2,2,6\n"
                                 "2024Q3,3.0,\n";
static const char guidance_before[] = "series,period,low,high,issued\n"
                                      "sales,2024Q3,2,4,2024-07-01\n";
static const char guidance_after[] = "series,period,low,high,issued\n"
                                     "sales,2024Q3,2,4,2024-07-01\n"
                                     "sales,2024Q4,4,5,2024-10-01\n";
static const char plans_before[] = "series,period,value,issued\n";
static const char plans_after[] = "series,period,value,issued\n"
                                  "costs,FY2024,30,2024-10-01\n";

/* Each file, as it was and as it is to be. */
static const struct {
    const char *path;
    const char *before;
    const char *after;
} files[] = {
    {"s.csv", data_before, data_after},
    {"g.csv", guidance_before, guidance_after},
    {"p.csv", plans_before, plans_after},
};

static const fc_update_value values[] = {
    {.series = "sales", .period = "2024Q3", .number = "3.0"},
    {.series = "costs", .period = "2024Q2", .number = "6"},
    {.series = "sales", .period = "2024Q1", .number = "1.5", .revises = true},
};
static const fc_update_value plan = {
    .series = "costs", .period = "FY2024", .number = "30"};
static const fc_update_range range = {
    .series = "sales", .period = "", .low = "4", .high = "5"};
static const fc_update_request request = {
    .path = "s.csv",
    .values = values,
    .value_count = 3,
    .ranges = &range,
    .range_count = 1,
    .plans = &plan,
    .plan_count = 1,
    .issued = {.year = 2024, .month = 10, .day = 1},
};

static void write_files(void)
{
    folder_write("s.ini", "[dataset]\nguidance = g.csv\nplans = p.csv\n");
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        folder_write(files[i].path, files[i].before);
    }
}

static fc_status do_update(void *context, fc_error *err)
{
    fc_update *update = NULL;
    fc_report *report = NULL;
    fc_status status = fc_update_prepare(&update, &request, err);

    (void)context;
    if (status == FC_OK) {
        status = fc_update_report(&report, update, err);
    }
    if (status == FC_OK) {
        status = fc_update_write(update, err);
    }
    fc_report_free(report);
    fc_update_free(update);
    return status;
}

static void test_all(void **state)
{
    fc_update *update = NULL;

    (void)state;
    write_files();
    assert_int_equal(do_update(NULL, NULL), FC_OK);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        folder_assert_holds(files[i].path, files[i].after);
    }
    folder_assert_holds("s.csv.bak", data_before);
    folder_assert_holds("g.csv.bak", guidance_before);
    folder_assert_holds("p.csv.bak", plans_before);

    assert_int_equal(fc_update_prepare(&update, &request, NULL), FC_OK);
    assert_int_equal(fc_update_file_count(update), 0); /* all is there */
    assert_null(fc_update_file(update, 0));
    fc_update_free(update);
    fc_update_free(NULL);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    write_files();
    assert_true(faults_try_allocations(do_update, NULL) > 50);
}

/* A full disk and every failing call: all files as they were. */
static void test_disk(void **state)
{
    static const int calls[] = {FAULTS_WRITE, FAULTS_FSYNC};

    (void)state;
    for (size_t kind = 0; kind < sizeof calls / sizeof calls[0]; kind++) {
        for (long index = 0; index < 6; index++) {
            fc_error err = {.status = FC_OK};

            write_files();
            faults_fail(calls[kind], index, ENOSPC);
            assert_int_equal(do_update(NULL, &err), FC_ERR_WRITE);
            faults_disarm();
            for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
                folder_assert_holds(files[i].path, files[i].before);
            }
            assert_int_equal(folder_count("."), 4); /* nothing else */
        }
    }
}

static bool holds(const char *path, const char *text)
{
    fc_bytes bytes = {0};
    bool same = fc_file_read(&bytes, path, NULL) == FC_OK
                && bytes.size == strlen(text)
                && memcmp(bytes.data, text, bytes.size) == 0;

    fc_bytes_release(&bytes);
    return same;
}

/* Killed at any moment: each file is the one or the other, and the same update
 * completes it. */
static void test_killed(void **state)
{
    int exit_status = FAULTS_KILLED;
    long moments = 0;

    (void)state;
    for (; exit_status == FAULTS_KILLED; moments++) {
        write_files();
        faults_kill(FAULTS_SYSTEM, moments);
        exit_status = faults_run_child(do_update, NULL);
        faults_disarm();
        for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
            assert_true(holds(files[i].path, files[i].before)
                        || holds(files[i].path, files[i].after));
        }
        assert_int_equal(do_update(NULL, NULL), FC_OK);
        for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
            folder_assert_holds(files[i].path, files[i].after);
        }
        folder_assert_holds("s.csv.bak", data_before);
    }
    assert_int_equal(exit_status, 0);
    assert_true(moments > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_all, folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(test_out_of_memory, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_disk, folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(test_killed, folder_enter,
                                        folder_leave),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
