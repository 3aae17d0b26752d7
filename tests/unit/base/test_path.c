/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "forecast/status.h"

#include "base/path.h"
#include "support/faults.h"
#include "support/folder.h"

static void test_folder_and_name(void **state)
{
    static const struct {
        const char *path;
        const char *folder;
        const char *name;
    } cases[] = {
        {"b.csv", ".", "b.csv"},
        {"a/b.csv", "a", "b.csv"},
        {"/b.csv", "/", "b.csv"},
        {"/a/b.csv", "/a", "b.csv"},
        {"../a/b.csv", "../a", "b.csv"},
        {"./b.csv", ".", "b.csv"},
        {"", ".", ""},
        {"a/", "a", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *folder = fc_path_folder(cases[i].path);

        assert_non_null(folder);
        assert_string_equal(folder, cases[i].folder);
        assert_string_equal(fc_path_name(cases[i].path), cases[i].name);
        free(folder);
    }
}

static void test_join(void **state)
{
    static const struct {
        const char *folder;
        const char *path;
        const char *joined;
    } cases[] = {
        {"a", "b.csv", "a/b.csv"},   {".", "b.csv", "b.csv"},
        {"/", "b.csv", "/b.csv"},    {"a", "/b.csv", "/b.csv"},
        {"a/b", "../c", "a/b/../c"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *joined = fc_path_join(cases[i].folder, cases[i].path);

        assert_non_null(joined);
        assert_string_equal(joined, cases[i].joined);
        free(joined);
    }
}

/* In a folder with data/x.csv, results/ and a link to data. */
static void test_relative(void **state)
{
    static const struct {
        const char *name;
        const char *path;
        const char *folder;
        const char *relative;
    } cases[] = {
        {"beside", "data/x.csv", "data", "x.csv"},
        {"below", "data/x.csv", ".", "data/x.csv"},
        {"across", "data/x.csv", "results", "../data/x.csv"},
        {"above", "data/x.csv", "data/deep/down", "../../x.csv"},
        {"through a link", "link/x.csv", "results", "../data/x.csv"},
        {"from a link", "data/x.csv", "link", "x.csv"},
        {"a detour", "./results/../data//x.csv", "results", "../data/x.csv"},
        {"a common beginning", "data/x.csv", "dat", "../data/x.csv"},
        {"neither exists", "new/x.csv", "new/y/z", "../../x.csv"},
        {"a file as folder", "data/x.csv//y", "data", "x.csv/y"},
    };

    (void)state;
    assert_int_equal(mkdir("data", 0700), 0);
    assert_int_equal(mkdir("results", 0700), 0);
    assert_int_equal(symlink("data", "link"), 0);
    folder_write("data/x.csv", "");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *relative = fc_path_relative(cases[i].path, cases[i].folder);

        print_message("  %s\n", cases[i].name);
        assert_non_null(relative);
        assert_string_equal(relative, cases[i].relative);
        free(relative);
    }
}

static void test_relative_to_the_root(void **state)
{
    char *down = fc_path_relative("/no-such-folder/x", "/");
    char *up = fc_path_relative("/no-such-folder/x", "/nor-this");

    (void)state;
    assert_non_null(down);
    assert_non_null(up);
    assert_string_equal(down, "no-such-folder/x");
    assert_string_equal(up, "../no-such-folder/x");
    free(down);
    free(up);
}

static void test_same_file(void **state)
{
    (void)state;
    folder_write("x", "1");
    folder_write("y", "1");
    assert_int_equal(symlink("x", "link"), 0);
    assert_true(fc_path_is_same("x", "./x"));
    assert_true(fc_path_is_same("x", "link"));
    assert_false(fc_path_is_same("x", "y"));
    assert_false(fc_path_is_same("absent", "absent"));
}

static fc_status find_relative(void *context, fc_error *err)
{
    char *relative = fc_path_relative("new/x.csv", context);

    if (relative == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory");
    }
    free(relative);
    return FC_OK;
}

static void test_every_allocation_may_fail(void **state)
{
    char folder[] = "some/folder";

    (void)state;
    assert_true(faults_try_allocations(find_relative, folder) > 5);
}

#define IN_FOLDER(test) \
    cmocka_unit_test_setup_teardown(test, folder_enter, folder_leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_folder_and_name),
        cmocka_unit_test(test_join),
        IN_FOLDER(test_relative),
        cmocka_unit_test(test_relative_to_the_root),
        IN_FOLDER(test_same_file),
        IN_FOLDER(test_every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
