/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/writer.h"

#include "sample.h"
#include "support/faults.h"
#include "support/folder.h"

static void render(fc_bytes *out, const fc_writer *writer)
{
    fc_report *report = NULL;

    assert_int_equal(sample_nasty(&report, NULL), FC_OK);
    assert_int_equal(fc_writer_render(out, writer, report, NULL, NULL), FC_OK);
    fc_report_free(report);
}

static void test_every_writer_is_complete_and_found(void **state)
{
    (void)state;
    assert_true(fc_writer_count() >= 3);
    for (size_t i = 0; i < fc_writer_count(); i++) {
        const fc_writer *writer = fc_writer_at(i);

        assert_non_null(writer->name);
        assert_non_null(writer->summary);
        assert_non_null(writer->render);
        assert_ptr_equal(fc_writer_find(writer->name), writer);
    }
    assert_null(fc_writer_find("CSV"));
    assert_null(fc_writer_find(""));
}

static void test_for_path(void **state)
{
    static const struct {
        const char *path;
        const char *writer;
    } cases[] = {
        {"x.csv", "csv"},   {"a.b/x.json", "json"}, {"x.csv.json", "json"},
        {"x.xlsx", "xlsx"}, {"a.csv/x", NULL},      {"x", NULL},
        {"x.", NULL},       {"x.CSV", NULL},        {".csv", "csv"},
        {"", NULL},         {"x.table", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const fc_writer *writer = fc_writer_for_path(cases[i].path);

        print_message("  '%s'\n", cases[i].path);
        assert_ptr_equal(writer, cases[i].writer != NULL
                                     ? fc_writer_find(cases[i].writer)
                                     : NULL);
    }
}

/* Equal reports give equal bytes, whatever the writer. */
static void test_rendering_is_reproducible(void **state)
{
    (void)state;
    for (size_t i = 0; i < fc_writer_count(); i++) {
        fc_bytes bytes[2] = {{0}};

        for (size_t j = 0; j < 2; j++) {
            render(&bytes[j], fc_writer_at(i));
        }
        assert_int_equal(bytes[0].size, bytes[1].size);
        assert_memory_equal(bytes[0].data, bytes[1].data, bytes[0].size);
        fc_bytes_release(&bytes[0]);
        fc_bytes_release(&bytes[1]);
    }
}

static void test_impossible_digits_are_refused(void **state)
{
    static const int digits[] = {-1, 18};
    fc_report *report = NULL;

    (void)state;
    assert_int_equal(sample_forecast(&report, NULL), FC_OK);
    for (size_t i = 0; i < 2; i++) {
        fc_writer_options options = {.digits = digits[i]};
        fc_bytes bytes = {0};
        fc_error err = {0};

        assert_int_equal(
            fc_writer_render(&bytes, fc_writer_at(0), report, &options, &err),
            FC_ERR_ARGUMENT);
        assert_non_null(strstr(err.message, "1 to 17"));
        fc_bytes_release(&bytes);
    }
    fc_report_free(report);
}

static void test_a_failed_report_is_not_rendered(void **state)
{
    static const fc_column column = {.name = "x", .style = FC_STYLE_EXACT};

    (void)state;
    for (size_t i = 0; i < fc_writer_count(); i++) {
        fc_report *report = NULL;
        fc_report_table *table = NULL;
        fc_bytes bytes = {0};
        fc_error err = {0};

        assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
        table = fc_report_add_table(report, "t", NULL, FC_FOR_ALL, &column, 1);
        fc_report_table_add_row(table);
        fc_report_table_set_number(table, 0, (double)INFINITY);
        assert_int_equal(
            fc_writer_render(&bytes, fc_writer_at(i), report, NULL, &err),
            FC_ERR_NONFINITE);
        assert_non_null(strstr(err.message, "infinite"));
        assert_int_equal(bytes.size, 0);
        fc_bytes_release(&bytes);
        fc_report_free(report);
    }
}

static const char path[] = "out";
static const char previous[] = "the previous result\n";

/* A faults_job: the bytes @p context replace the file. */
static fc_status write_file(void *context, fc_error *err)
{
    const fc_bytes *bytes = context;

    return fc_file_replace(path, bytes->data, bytes->size, err);
}

/* Every call fails once, then the process is killed at every call: the file
 * holds the previous result or the whole new one. */
static void assert_file_stays_whole(const fc_writer *writer)
{
    fc_bytes whole = {0};
    size_t kept = 0;
    bool reached = true;

    render(&whole, writer);
    for (long index = 0; reached; index++) {
        fc_bytes now = {0};
        int ended = 0;

        folder_write(path, previous);
        faults_fail(FAULTS_SYSTEM & ~FAULTS_UNLINK, index, EIO);
        (void)write_file(&whole, NULL);
        faults_kill(FAULTS_SYSTEM, index);
        ended = faults_run_child(write_file, &whole);
        faults_disarm();
        reached = ended == FAULTS_KILLED;
        assert_int_equal(fc_file_read(&now, path, NULL), FC_OK);
        if (strcmp(now.data, previous) == 0) {
            kept++;
        } else {
            assert_int_equal(now.size, whole.size);
            assert_memory_equal(now.data, whole.data, whole.size);
        }
        fc_bytes_release(&now);
    }
    /* open, write, fchmod, fsync, close, rename come first. */
    assert_int_equal(kept, 6);
    fc_bytes_release(&whole);
}

static void test_a_file_stays_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < fc_writer_count(); i++) {
        print_message("  %s\n", fc_writer_at(i)->name);
        assert_file_stays_whole(fc_writer_at(i));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_writer_is_complete_and_found),
        cmocka_unit_test(test_for_path),
        cmocka_unit_test(test_rendering_is_reproducible),
        cmocka_unit_test(test_impossible_digits_are_refused),
        cmocka_unit_test(test_a_failed_report_is_not_rendered),
        cmocka_unit_test_setup_teardown(test_a_file_stays_whole, folder_enter,
                                        folder_leave),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
