/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/file.h"
#include "forecast/stream.h"

#include "base/bytes.h"
#include "support/faults.h"
#include "support/folder.h"

static const char previous[] = "the previous result\n";

/* Made by `printf 'hello, gzip\n' | gzip -n9 | xxd -i` (gzip 1.12). */
static const unsigned char hello[] = {
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb,
    0x48, 0xcd, 0xc9, 0xc9, 0xd7, 0x51, 0x48, 0xaf, 0xca, 0x2c, 0xe0,
    0x02, 0x00, 0x86, 0x1f, 0x82, 0xa4, 0x0c, 0x00, 0x00, 0x00};

/* Read an input to its end in pieces of @p piece bytes. */
static fc_status read_rest(fc_bytes *out, fc_input *input, size_t piece,
                           fc_error *err)
{
    char buffer[4096];
    size_t got = 1;
    fc_status status = FC_OK;

    while (status == FC_OK && got > 0) {
        status = fc_input_read(&got, input, buffer, piece, err);
        if (status == FC_OK && fc_bytes_append(out, buffer, got) != FC_OK) {
            status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory");
        }
    }
    return status;
}

static fc_status read_file(fc_bytes *out, const char *path, fc_error *err)
{
    fc_input *input = NULL;
    fc_status status = fc_input_open(&input, path, err);

    if (status == FC_OK) {
        status = read_rest(out, input, 4096, err);
    }
    fc_input_free(input);
    return status;
}

static fc_status read_memory(fc_bytes *out, const void *data, size_t size,
                             size_t piece, fc_error *err)
{
    fc_input *input = NULL;
    fc_status status = fc_input_open_memory(&input, data, size, "test", err);

    if (status == FC_OK) {
        status = read_rest(out, input, piece, err);
    }
    fc_input_free(input);
    return status;
}

static void assert_reads(const void *data, size_t size, const char *text)
{
    static const size_t pieces[] = {1, 7, 4096};

    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        fc_bytes bytes = {0};

        assert_int_equal(read_memory(&bytes, data, size, pieces[i], NULL),
                         FC_OK);
        assert_int_equal(bytes.size, strlen(text));
        assert_memory_equal(bytes.size > 0 ? bytes.data : "", text, bytes.size);
        fc_bytes_release(&bytes);
    }
}

static void test_input_tells_the_format(void **state)
{
    unsigned char twice[2 * sizeof hello];

    (void)state;
    memcpy(twice, hello, sizeof hello);
    memcpy(twice + sizeof hello, hello, sizeof hello);
    assert_reads("", 0, "");
    assert_reads("\x1f", 1, "\x1f");
    assert_reads("plain\n", 6, "plain\n");
    assert_reads(hello, sizeof hello, "hello, gzip\n");
    assert_reads(twice, sizeof twice, "hello, gzip\nhello, gzip\n");
}

/* Cut anywhere, or with any byte of its data changed, gzip is refused. */
static void test_input_refuses_bad_gzip(void **state)
{
    (void)state;
    for (size_t size = 2; size < sizeof hello; size++) {
        fc_bytes bytes = {0};
        fc_error err = {0};

        assert_int_equal(read_memory(&bytes, hello, size, 4096, &err),
                         FC_ERR_READ);
        assert_non_null(strstr(err.message, "ends too early"));
        fc_bytes_release(&bytes);
    }
    for (size_t at = 10; at < sizeof hello; at++) {
        unsigned char bad[sizeof hello];
        fc_bytes bytes = {0};
        fc_error err = {0};

        memcpy(bad, hello, sizeof hello);
        bad[at] ^= 0x55;
        assert_int_equal(read_memory(&bytes, bad, sizeof bad, 4096, &err),
                         FC_ERR_READ);
        assert_non_null(strstr(err.message, "get it again"));
        fc_bytes_release(&bytes);
    }
}

static void test_input_names_what_cannot_be_read(void **state)
{
    fc_input *input = NULL;
    fc_error err = {0};

    (void)state;
    assert_int_equal(fc_input_open(&input, "nowhere", &err), FC_ERR_READ);
    assert_null(input);
    assert_string_equal(err.source, "nowhere");
    assert_int_equal(fc_input_open(&input, ".", &err), FC_ERR_READ);
    assert_null(input);
}

/* What a job writes: much more than any buffer holds. */
struct job {
    const char *path;
    bool gzip;
};

enum { LINES = 40000 };

static fc_status write_lines(void *context, fc_error *err)
{
    const struct job *job = context;
    fc_output *output = NULL;
    fc_status status = fc_output_create(&output, job->path, job->gzip, err);

    for (int i = 0; i < LINES && status == FC_OK; i++) {
        char line[32];
        int size = snprintf(line, sizeof line, "%d,%d\n", i, i * 7919 % 10007);

        status = fc_output_write(output, line, (size_t)size, err);
    }
    if (status == FC_OK) {
        status = fc_outputs_commit(&output, 1, err);
    }
    fc_output_free(output);
    return status;
}

static void test_output_comes_back(void **state)
{
    struct job plain = {.path = "folder/plain"};
    struct job packed = {.path = "packed.gz", .gzip = true};
    struct job again = {.path = "again.gz", .gzip = true};
    fc_bytes a = {0};
    fc_bytes b = {0};
    fc_bytes raw = {0};
    fc_bytes raw_again = {0};

    (void)state;
    assert_int_equal(write_lines(&plain, NULL), FC_OK);
    assert_int_equal(write_lines(&packed, NULL), FC_OK);
    assert_int_equal(write_lines(&again, NULL), FC_OK);
    assert_int_equal(read_file(&a, plain.path, NULL), FC_OK);
    assert_int_equal(read_file(&b, packed.path, NULL), FC_OK);
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.data, b.data, a.size);
    assert_int_equal(fc_file_read(&raw, packed.path, NULL), FC_OK);
    assert_int_equal(fc_file_read(&raw_again, again.path, NULL), FC_OK);
    assert_true(raw.size < a.size / 2);
    assert_int_equal(raw.size, raw_again.size);
    assert_memory_equal(raw.data, raw_again.data, raw.size);
    assert_int_equal(folder_count("."), 3);
    fc_bytes_release(&a);
    fc_bytes_release(&b);
    fc_bytes_release(&raw);
    fc_bytes_release(&raw_again);
}

/* Not committed, nothing happened. */
static void test_output_given_up(void **state)
{
    fc_output *output = NULL;

    (void)state;
    folder_write("out", previous);
    assert_int_equal(fc_output_create(&output, "out", false, NULL), FC_OK);
    assert_int_equal(fc_output_write(output, "x", 1, NULL), FC_OK);
    assert_non_null(strstr(fc_output_temporary(output), "out.tmp-"));
    assert_int_equal(folder_count("."), 2);
    fc_output_free(output);
    folder_assert_holds("out", previous);
    assert_int_equal(folder_count("."), 1);
}

/* Each write, fsync, close and rename fails once: the previous file is whole
 * and nothing stays beside it. */
static void test_output_survives_failing_calls(void **state)
{
    static const int calls = FAULTS_OPEN | FAULTS_WRITE | FAULTS_FSYNC
                             | FAULTS_CLOSE | FAULTS_RENAME | FAULTS_FCHMOD;

    (void)state;
    for (int gzip = 0; gzip <= 1; gzip++) {
        struct job job = {.path = "out", .gzip = gzip != 0};
        long failed = 0;
        long stride = gzip != 0 ? 1 : 997;
        bool reached = true;

        for (long index = 0; reached; index += index < 3 ? 1 : stride) {
            fc_error err = {0};
            fc_status status = FC_OK;

            folder_write("out", previous);
            faults_fail(calls, index, EIO);
            status = write_lines(&job, &err);
            reached = faults_count() > index;
            faults_disarm();
            if (status != FC_OK && strstr(err.message, "synced") == NULL) {
                assert_int_equal(status, FC_ERR_WRITE);
                folder_assert_holds("out", previous);
                failed++;
            }
            assert_int_equal(folder_count("."), 1);
        }
        assert_true(failed > 5);
    }
}

static void test_output_on_a_full_disk(void **state)
{
    struct job job = {.path = "out"};

    (void)state;
    folder_write("out", previous);
    for (size_t room = 0; room < 100000; room += 33333) {
        fc_error err = {0};

        faults_fill_disk(room);
        assert_int_equal(write_lines(&job, &err), FC_ERR_WRITE);
        faults_disarm();
        assert_non_null(strstr(err.message, "No space left"));
        folder_assert_holds("out", previous);
        assert_int_equal(folder_count("."), 1);
    }
}

static fc_status read_gzip(void *context, fc_error *err)
{
    fc_bytes bytes = {0};
    fc_status status = read_file(&bytes, context, err);

    fc_bytes_release(&bytes);
    return status;
}

static void test_streams_survive_failing_allocations(void **state)
{
    struct job job = {.path = "out.gz", .gzip = true};
    char path[] = "out.gz";

    (void)state;
    assert_true(faults_try_allocations(write_lines, &job) > 0);
    assert_true(faults_try_allocations(read_gzip, path) > 0);
}

static void test_input_survives_failing_reads(void **state)
{
    struct job job = {.path = "out.gz", .gzip = true};
    char path[] = "out.gz";
    fc_error err = {0};

    (void)state;
    assert_int_equal(write_lines(&job, NULL), FC_OK);
    for (long index = 0; index < 2; index++) {
        faults_fail(FAULTS_READ, index, EIO);
        assert_int_equal(read_gzip(path, &err), FC_ERR_READ);
        faults_fail(FAULTS_READ, index, EINTR);
        assert_int_equal(read_gzip(path, &err), FC_OK);
        faults_disarm();
    }
}

#define IN_FOLDER(test) \
    cmocka_unit_test_setup_teardown(test, folder_enter, folder_leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_input_tells_the_format),
        cmocka_unit_test(test_input_refuses_bad_gzip),
        IN_FOLDER(test_input_names_what_cannot_be_read),
        IN_FOLDER(test_output_comes_back),
        IN_FOLDER(test_output_given_up),
        IN_FOLDER(test_output_survives_failing_calls),
        IN_FOLDER(test_output_on_a_full_disk),
        IN_FOLDER(test_streams_survive_failing_allocations),
        IN_FOLDER(test_input_survives_failing_reads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
