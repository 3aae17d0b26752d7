/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "forecast/file.h"

#include "support/faults.h"
#include "support/folder.h"

static const char previous[] = "the previous result\n";
static const char next[] = "the next result, which is longer than before\n";

static fc_status replace_result(void *context, fc_error *err)
{
    return fc_file_replace(context, next, strlen(next), err);
}

static fc_status read_result(void *context, fc_error *err)
{
    fc_bytes bytes = {0};
    fc_status status = fc_file_read(&bytes, context, err);

    fc_bytes_release(&bytes);
    return status;
}

static void test_read_returns_the_bytes(void **state)
{
    static const char *const texts[] = {"", "a", "two\nlines\n"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        fc_bytes bytes = {0};

        folder_write("in", texts[i]);
        assert_int_equal(fc_file_read(&bytes, "in", NULL), FC_OK);
        assert_int_equal(bytes.size, strlen(texts[i]));
        assert_string_equal(bytes.data, texts[i]);
        fc_bytes_release(&bytes);
        assert_null(bytes.data);
    }
}

static void test_read_refuses(void **state)
{
    static const struct {
        const char *name;
        const char *path;
        const char *reason;
    } cases[] = {
        {"a missing file", "absent.csv", "No such file"},
        {"a folder", ".", "Is a directory"},
        {"a file as folder", "in/x.csv", "Not a directory"},
        {"no name", "", "No such file"},
    };

    (void)state;
    folder_write("in", "x");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_bytes bytes = {0};
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        assert_int_equal(fc_file_read(&bytes, cases[i].path, &err),
                         FC_ERR_READ);
        assert_int_equal(err.status, FC_ERR_READ);
        assert_string_equal(err.source, cases[i].path);
        assert_non_null(strstr(err.message, cases[i].reason));
        fc_bytes_release(&bytes);
    }
}

static void test_read_refuses_what_is_too_large(void **state)
{
    fc_bytes bytes = {0};
    fc_error err = {0};
    int fd = open("large", O_WRONLY | O_CREAT, 0600);

    (void)state;
    assert_int_equal(ftruncate(fd, (off_t)fc_file_size_limit + 1), 0);
    assert_int_equal(close(fd), 0);
    assert_int_equal(fc_file_read(&bytes, "large", &err), FC_ERR_READ);
    assert_non_null(strstr(err.message, "256 MiB"));
    fc_bytes_release(&bytes);
}

static void test_read_survives_faults(void **state)
{
    char path[] = "in";
    fc_error err = {0};

    (void)state;
    folder_write(path, previous);
    assert_true(faults_try_allocations(read_result, path) > 0);

    faults_fail(FAULTS_READ, 0, EIO);
    assert_int_equal(read_result(path, &err), FC_ERR_READ);
    faults_disarm();
    assert_non_null(strstr(err.message, "Input/output error"));

    faults_fail(FAULTS_READ, 0, EINTR); /* a signal is no error */
    assert_int_equal(read_result(path, NULL), FC_OK);
    faults_disarm();
}

static void test_replace_makes_the_file(void **state)
{
    (void)state;
    assert_int_equal(fc_file_replace("out", "abc", 3, NULL), FC_OK);
    folder_assert_holds("out", "abc");
    assert_int_equal(fc_file_replace("out", next, strlen(next), NULL), FC_OK);
    folder_assert_holds("out", next);
    assert_int_equal(fc_file_replace("out", "", 0, NULL), FC_OK);
    folder_assert_holds("out", "");
    assert_int_equal(folder_count("."), 1);
}

static void test_replace_makes_folders(void **state)
{
    (void)state;
    assert_int_equal(fc_file_replace("a/b//c.csv", "x", 1, NULL), FC_OK);
    folder_assert_holds("a/b/c.csv", "x");
    assert_int_equal(folder_count("a/b"), 1);
}

static void test_replace_keeps_the_mode(void **state)
{
    struct stat info;

    (void)state;
    folder_write("out", previous);
    assert_int_equal(chmod("out", 0640), 0);
    assert_int_equal(fc_file_replace("out", "x", 1, NULL), FC_OK);
    assert_int_equal(stat("out", &info), 0);
    assert_int_equal(info.st_mode & 07777, 0640);
}

static void test_replace_follows_a_link(void **state)
{
    struct stat info;

    (void)state;
    assert_int_equal(mkdir("real", 0700), 0);
    folder_write("real/target", previous);
    assert_int_equal(symlink("real/target", "link"), 0);
    assert_int_equal(fc_file_replace("link", "x", 1, NULL), FC_OK);
    folder_assert_holds("real/target", "x");
    assert_int_equal(lstat("link", &info), 0);
    assert_true(S_ISLNK(info.st_mode));
}

static void test_replace_follows_a_dangling_link(void **state)
{
    struct stat info;

    (void)state;
    assert_int_equal(mkdir("real", 0700), 0);
    assert_int_equal(symlink("real/second", "first"), 0);
    assert_int_equal(symlink("target", "real/second"), 0);
    assert_int_equal(fc_file_replace("first", "x", 1, NULL), FC_OK);
    folder_assert_holds("real/target", "x");
    assert_int_equal(lstat("first", &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    assert_int_equal(lstat("real/second", &info), 0);
    assert_true(S_ISLNK(info.st_mode));
}

static void test_replace_refuses_a_circle_of_links(void **state)
{
    fc_error err = {0};

    (void)state;
    assert_int_equal(symlink("second", "first"), 0);
    assert_int_equal(symlink("first", "second"), 0);
    assert_int_equal(fc_file_replace("first", "x", 1, &err), FC_ERR_WRITE);
    assert_non_null(strstr(err.message, "Too many levels"));
    assert_int_equal(folder_count("."), 2);
}

/* Devices and pipes are written to; a rename would put a file in their place.
 */
static void test_replace_writes_into_a_pipe(void **state)
{
    char got[8] = {0};
    struct stat info;
    int reader = -1;

    (void)state;
    assert_int_equal(mkfifo("pipe", 0600), 0);
    reader = open("pipe", O_RDONLY | O_NONBLOCK);
    assert_int_equal(fc_file_replace("pipe", "abc", 3, NULL), FC_OK);
    assert_int_equal(read(reader, got, sizeof got), 3);
    assert_string_equal(got, "abc");
    assert_int_equal(close(reader), 0);
    assert_int_equal(stat("pipe", &info), 0);
    assert_true(S_ISFIFO(info.st_mode));
}

static void test_replace_refuses(void **state)
{
    static const struct {
        const char *name;
        const char *path;
        const char *source;
        const char *reason;
    } cases[] = {
        {"no name", "", "", "empty"},
        {"a folder", "folder", "folder", "Is a directory"},
        {"a file as folder", "in/x", "in/x", "Not a directory"},
        {"a file far up", "in/y/x", "in/y", "Not a directory"},
    };

    (void)state;
    folder_write("in", previous);
    assert_int_equal(mkdir("folder", 0700), 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        assert_int_equal(fc_file_replace(cases[i].path, "x", 1, &err),
                         FC_ERR_WRITE);
        assert_string_equal(err.source, cases[i].source);
        assert_non_null(strstr(err.message, cases[i].reason));
    }
    assert_int_equal(folder_count("."), 2);
}

/* The superuser may write anywhere: do it as nobody. */
static fc_status replace_as_nobody(void *context, fc_error *err)
{
    enum { nobody = 65534 };

    if (geteuid() == 0 && setuid(nobody) != 0) {
        return FC_OK; /* the test expects a failure */
    }
    return replace_result(context, err);
}

static void test_replace_in_a_read_only_folder(void **state)
{
    char path[] = "closed/out";

    (void)state;
    assert_int_equal(mkdir("closed", 0755), 0);
    folder_write(path, previous);
    assert_int_equal(chmod("closed", 0555), 0);
    assert_int_equal(faults_run_child(replace_as_nobody, path), 1);
    folder_assert_holds(path, previous);
    assert_int_equal(folder_count("closed"), 1);
}

/* Some folders may be written to and not listed, hence not opened to sync. */
static void test_replace_in_an_unreadable_folder(void **state)
{
    char path[] = "dropbox/out";

    (void)state;
    assert_int_equal(mkdir("dropbox", 0755), 0);
    assert_int_equal(chmod("dropbox", 0333), 0);
    assert_int_equal(faults_run_child(replace_as_nobody, path), 0);
    folder_assert_holds(path, next);
}

static void test_replace_survives_failing_allocations(void **state)
{
    char path[] = "out";

    (void)state;
    assert_true(faults_try_allocations(replace_result, path) > 0);
    folder_assert_holds(path, next);
}

/* Each system call fails once. Whatever happens, the file is whole: it holds
 * the new bytes only if nothing but the sync of its folder failed. */
static void test_replace_survives_failing_calls(void **state)
{
    char path[] = "folder/out";
    size_t kept = 0;
    long index = 0;
    bool reached = true;

    (void)state;
    while (reached) {
        fc_error err = {0};
        fc_status status = FC_OK;

        assert_int_equal(
            fc_file_replace(path, previous, strlen(previous), NULL), FC_OK);
        faults_fail(FAULTS_SYSTEM & ~FAULTS_UNLINK, index, EIO);
        status = replace_result(path, &err);
        reached = faults_count() > index;
        faults_disarm();
        assert_int_equal(folder_count("folder"), 1);
        if (status == FC_OK || strstr(err.message, "synced") != NULL) {
            folder_assert_holds(path, next);
        } else {
            assert_int_equal(status, FC_ERR_WRITE);
            assert_non_null(strstr(err.message, "Input/output error"));
            folder_assert_holds(path, previous);
            kept++;
        }
        index++;
    }
    /* mkdir, open, write, fchmod, fsync, close, rename come first. */
    assert_int_equal(kept, 7);
}

static void test_replace_on_a_full_disk(void **state)
{
    char path[] = "out";

    (void)state;
    folder_write(path, previous);
    for (size_t room = 0; room <= strlen(next); room++) {
        bool fits = room == strlen(next);
        fc_error err = {0};
        fc_status status = FC_OK;

        faults_fill_disk(room);
        status = replace_result(path, &err);
        faults_disarm();
        assert_int_equal(status, fits ? FC_OK : FC_ERR_WRITE);
        folder_assert_holds(path, fits ? next : previous);
        assert_int_equal(folder_count("."), 1);
        assert_true(fits || strstr(err.message, "No space left") != NULL);
    }
}

static void test_replace_is_not_disturbed_by_signals(void **state)
{
    char path[] = "out";

    (void)state;
    faults_fail(FAULTS_WRITE, 0, EINTR);
    assert_int_equal(replace_result(path, NULL), FC_OK);
    faults_disarm();
    folder_assert_holds(path, next);
}

/* Killed at any system call, the previous or the next result is there, whole;
 * and the next run succeeds beside what the killed one left. */
static void test_replace_survives_a_kill(void **state)
{
    char path[] = "folder/out";
    size_t kept = 0;
    long index = 0;
    int ended = FAULTS_KILLED;

    (void)state;
    while (ended == FAULTS_KILLED) {
        fc_bytes now = {0};

        assert_int_equal(
            fc_file_replace(path, previous, strlen(previous), NULL), FC_OK);
        faults_kill(FAULTS_SYSTEM, index);
        ended = faults_run_child(replace_result, path);
        faults_disarm();
        assert_int_equal(fc_file_read(&now, path, NULL), FC_OK);
        kept += strcmp(now.data, previous) == 0;
        assert_true(strcmp(now.data, previous) == 0
                    || strcmp(now.data, next) == 0);
        fc_bytes_release(&now);
        index++;
    }
    assert_int_equal(ended, 0);
    /* mkdir, open, write, fchmod, fsync, close, rename come first. */
    assert_int_equal(kept, 7);
}

/* The case that matters most, by name. */
static void test_replace_killed_before_the_rename(void **state)
{
    char path[] = "out";

    (void)state;
    folder_write(path, previous);
    faults_kill(FAULTS_RENAME, 0);
    assert_int_equal(faults_run_child(replace_result, path), FAULTS_KILLED);
    faults_disarm();
    folder_assert_holds(path, previous);
    assert_int_equal(folder_count("."), 2); /* and the temporary file */
    assert_int_equal(replace_result(path, NULL), FC_OK);
    folder_assert_holds(path, next);
}

/* Two files that belong together; the sidecar is named first. */
static fc_status replace_pair(void *context, fc_error *err)
{
    const fc_file_content files[] = {
        {.path = "folder/sidecar", .data = next, .size = strlen(next)},
        {.path = "folder/result", .data = next, .size = strlen(next)},
    };

    (void)context;
    return fc_files_replace(files, 2, err);
}

static void reset_pair(void)
{
    static const fc_file_content files[] = {
        {.path = "folder/sidecar", previous, sizeof previous - 1},
        {.path = "folder/result", previous, sizeof previous - 1},
    };

    assert_int_equal(fc_files_replace(files, 2, NULL), FC_OK);
}

static bool holds_next(const char *path)
{
    fc_bytes now = {0};
    bool is_next = false;

    assert_int_equal(fc_file_read(&now, path, NULL), FC_OK);
    is_next = strcmp(now.data, next) == 0;
    assert_true(is_next || strcmp(now.data, previous) == 0);
    fc_bytes_release(&now);
    return is_next;
}

/* Where a pair stands after a fault: old, new, or between the two renames. */
struct standing {
    size_t old;
    size_t between;
    size_t replaced;
};

static void count_pair(struct standing *standing)
{
    bool sidecar = holds_next("folder/sidecar");
    bool result = holds_next("folder/result");

    assert_false(result && !sidecar);
    standing->old += !sidecar;
    standing->between += sidecar && !result;
    standing->replaced += result;
}

/* mkdir, open, write, fchmod, fsync, close for each of the two come before the
 * renames. */
enum { calls_before_renames = 12 };

static void test_replace_pair_survives_failing_calls(void **state)
{
    struct standing standing = {0};
    long index = 0;
    bool reached = true;

    (void)state;
    while (reached) {
        fc_status status = FC_OK;

        reset_pair();
        faults_fail(FAULTS_SYSTEM & ~FAULTS_UNLINK, index, EIO);
        status = replace_pair(NULL, NULL);
        reached = faults_count() > index;
        faults_disarm();
        assert_int_equal(folder_count("folder"), 2);
        assert_true(status == FC_OK || reached);
        count_pair(&standing);
        index++;
    }
    assert_int_equal(standing.old, calls_before_renames + 1);
    assert_int_equal(standing.between, 1); /* the second rename is refused */
    assert_true(standing.replaced > 0);
}

static void test_replace_pair_survives_a_kill(void **state)
{
    struct standing standing = {0};
    long index = 0;
    int ended = FAULTS_KILLED;

    (void)state;
    while (ended == FAULTS_KILLED) {
        reset_pair();
        faults_kill(FAULTS_SYSTEM, index);
        ended = faults_run_child(replace_pair, NULL);
        faults_disarm();
        count_pair(&standing);
        index++;
    }
    assert_int_equal(ended, 0);
    assert_int_equal(standing.old, calls_before_renames + 1);
    assert_int_equal(standing.between, 1); /* killed between the renames */
    assert_true(standing.replaced > 0);
}

static void test_replace_pair_on_a_full_disk(void **state)
{
    size_t needed = 2 * strlen(next);

    (void)state;
    for (size_t room = 0; room <= needed; room++) {
        fc_status status = FC_OK;

        reset_pair();
        faults_fill_disk(room);
        status = replace_pair(NULL, NULL);
        faults_disarm();
        assert_int_equal(status, room == needed ? FC_OK : FC_ERR_WRITE);
        assert_int_equal(holds_next("folder/sidecar"), room == needed);
        assert_int_equal(holds_next("folder/result"), room == needed);
        assert_int_equal(folder_count("folder"), 2);
    }
}

static void test_replace_pair_survives_failing_allocations(void **state)
{
    (void)state;
    reset_pair();
    assert_true(faults_try_allocations(replace_pair, NULL) > 0);
    assert_true(holds_next("folder/result"));
}

static void test_same(void **state)
{
    static const struct {
        const char *name;
        const char *a;
        const char *b;
        bool same;
    } cases[] = {
        {"the same name", "data/x", "data/x", true},
        {"another spelling", "data/x", "./data//../data/x", true},
        {"a symbolic link", "data/x", "soft", true},
        {"a hard link", "data/x", "hard", true},
        {"a linked folder", "data/x", "linked/x", true},
        {"not there yet", "new/a/x", "new//a/./b/../x", true},
        {"not there yet, by a linked folder", "data/y", "linked/y", true},
        {"a dangling link and its target", "dangling", "data/z", true},
        {"from the root", "/fc-absent/../fc-new", "/fc-a/../../fc-new", true},
        {"two files", "data/x", "data/other", false},
        {"one of them new", "data/x", "data/y", false},
        {"both new", "data/y", "data/w", false},
        {"one name in two folders", "x", "data/x", false},
        {"a circle of links", "circle", "data/x", false},
        {"a device", "/dev/null", "/dev/null", false},
    };

    (void)state;
    assert_int_equal(mkdir("data", 0700), 0);
    folder_write("data/x", "1");
    folder_write("data/other", "1");
    assert_int_equal(symlink("data/x", "soft"), 0);
    assert_int_equal(link("data/x", "hard"), 0);
    assert_int_equal(symlink("data", "linked"), 0);
    assert_int_equal(symlink("data/z", "dangling"), 0);
    assert_int_equal(symlink("circle", "circle"), 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bool same = !cases[i].same;

        print_message("  %s\n", cases[i].name);
        assert_int_equal(fc_file_is_same(&same, cases[i].a, cases[i].b, NULL),
                         FC_OK);
        assert_int_equal(same, cases[i].same);
        assert_int_equal(fc_file_is_same(&same, cases[i].b, cases[i].a, NULL),
                         FC_OK);
        assert_int_equal(same, cases[i].same);
    }
}

static fc_status compare_new_files(void *context, fc_error *err)
{
    bool same = false;

    (void)context;
    return fc_file_is_same(&same, "new/x", "dangling", err);
}

static void test_same_survives_failing_allocations(void **state)
{
    (void)state;
    assert_int_equal(symlink("new/y", "dangling"), 0);
    assert_true(faults_try_allocations(compare_new_files, NULL) > 0);
}

#define IN_FOLDER(test) \
    cmocka_unit_test_setup_teardown(test, folder_enter, folder_leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_read_returns_the_bytes),
        IN_FOLDER(test_read_refuses),
        IN_FOLDER(test_read_refuses_what_is_too_large),
        IN_FOLDER(test_read_survives_faults),
        IN_FOLDER(test_replace_makes_the_file),
        IN_FOLDER(test_replace_makes_folders),
        IN_FOLDER(test_replace_keeps_the_mode),
        IN_FOLDER(test_replace_follows_a_link),
        IN_FOLDER(test_replace_follows_a_dangling_link),
        IN_FOLDER(test_replace_refuses_a_circle_of_links),
        IN_FOLDER(test_replace_writes_into_a_pipe),
        IN_FOLDER(test_replace_refuses),
        IN_FOLDER(test_replace_in_a_read_only_folder),
        IN_FOLDER(test_replace_in_an_unreadable_folder),
        IN_FOLDER(test_replace_survives_failing_allocations),
        IN_FOLDER(test_replace_survives_failing_calls),
        IN_FOLDER(test_replace_on_a_full_disk),
        IN_FOLDER(test_replace_is_not_disturbed_by_signals),
        IN_FOLDER(test_replace_survives_a_kill),
        IN_FOLDER(test_replace_killed_before_the_rename),
        IN_FOLDER(test_replace_pair_survives_failing_calls),
        IN_FOLDER(test_replace_pair_survives_a_kill),
        IN_FOLDER(test_replace_pair_on_a_full_disk),
        IN_FOLDER(test_replace_pair_survives_failing_allocations),
        IN_FOLDER(test_same),
        IN_FOLDER(test_same_survives_failing_allocations),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
