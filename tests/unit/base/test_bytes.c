/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "support/faults.h"

static void test_appenders_join_up(void **state)
{
    fc_bytes bytes = {0};

    (void)state;
    assert_int_equal(fc_bytes_append(&bytes, "ab\0c", 4), FC_OK);
    assert_int_equal(fc_bytes_append_text(&bytes, "de"), FC_OK);
    assert_int_equal(fc_bytes_append_repeat(&bytes, '-', 3), FC_OK);
    assert_int_equal(fc_bytes_printf(&bytes, "%s=%d", "x", 7), FC_OK);
    assert_int_equal(bytes.size, 12);
    assert_memory_equal(bytes.data, "ab\0cde---x=7", 13);
    fc_bytes_release(&bytes);
    assert_null(bytes.data);
    assert_int_equal(bytes.size, 0);
}

static void test_empty_bytes_end_with_nul(void **state)
{
    fc_bytes bytes = {0};

    (void)state;
    assert_int_equal(fc_bytes_append(&bytes, NULL, 0), FC_OK);
    assert_non_null(bytes.data);
    assert_string_equal(bytes.data, "");
    fc_bytes_release(&bytes);
    fc_bytes_release(&bytes); /* twice is fine */
}

/* Every size around a doubling keeps the content and its NUL. */
static void test_growth_keeps_the_content(void **state)
{
    (void)state;
    for (size_t size = 4090; size < 4100; size++) {
        fc_bytes bytes = {0};

        assert_int_equal(fc_bytes_append_text(&bytes, "head"), FC_OK);
        assert_int_equal(fc_bytes_append_repeat(&bytes, 'x', size), FC_OK);
        assert_int_equal(fc_bytes_printf(&bytes, "%s", "tail"), FC_OK);
        assert_int_equal(bytes.size, size + 8);
        assert_memory_equal(bytes.data, "headxxxx", 8);
        assert_string_equal(bytes.data + 4 + size, "tail");
        fc_bytes_release(&bytes);
    }
}

static void test_sizes_beyond_memory_are_refused(void **state)
{
    fc_bytes bytes = {0};

    (void)state;
    assert_int_equal(fc_bytes_append_text(&bytes, "kept"), FC_OK);
    assert_int_equal(fc_bytes_append_repeat(&bytes, 'x', SIZE_MAX - 2),
                     FC_ERR_MEMORY);
    assert_string_equal(bytes.data, "kept");
    fc_bytes_release(&bytes);
}

/* After a failed call the bytes are as before. */
static void test_failing_allocations_keep_the_content(void **state)
{
    fc_bytes bytes = {0};

    (void)state;
    assert_int_equal(fc_bytes_append_repeat(&bytes, 'x', 4000), FC_OK);
    faults_fail(FAULTS_ALLOCATION, 0, 0);
    assert_int_equal(fc_bytes_append_repeat(&bytes, 'y', 5000), FC_ERR_MEMORY);
    faults_fail(FAULTS_ALLOCATION, 0, 0);
    assert_int_equal(fc_bytes_printf(&bytes, "%5000d", 1), FC_ERR_MEMORY);
    faults_disarm();
    assert_int_equal(bytes.size, 4000);
    assert_int_equal(strlen(bytes.data), 4000);
    fc_bytes_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_appenders_join_up),
        cmocka_unit_test(test_empty_bytes_end_with_nul),
        cmocka_unit_test(test_growth_keeps_the_content),
        cmocka_unit_test(test_sizes_beyond_memory_are_refused),
        cmocka_unit_test(test_failing_allocations_keep_the_content),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
