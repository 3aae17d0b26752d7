/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "support/faults.h"

static void test_nothing_is_still_memory(void **state)
{
    void *none = fc_calloc(0, sizeof(double));
    void *grown = fc_reallocarray(NULL, 0, sizeof(double));

    (void)state;
    assert_non_null(none);
    assert_non_null(grown);
    free(none);
    free(grown);
}

static void test_calloc_gives_zeros(void **state)
{
    double *values = fc_calloc(3, sizeof(double));

    (void)state;
    assert_non_null(values);
    assert_true(values[0] == 0.0 && values[1] == 0.0 && values[2] == 0.0);
    free(values);
}

static void test_products_that_overflow_are_refused(void **state)
{
    char *kept = fc_text_copy("kept");

    (void)state;
    assert_non_null(kept);
    assert_null(fc_reallocarray(kept, SIZE_MAX / 2, 3));
    assert_string_equal(kept, "kept");
    free(kept);
}

static void test_text_copies(void **state)
{
    char *whole = fc_text_copy("net_sales");
    char *part = fc_text_copy_n("net_sales", 3);
    char *none = fc_text_copy_n("net_sales", 0);

    (void)state;
    assert_string_equal(whole, "net_sales");
    assert_string_equal(part, "net");
    assert_string_equal(none, "");
    assert_null(fc_text_copy_n("x", SIZE_MAX));
    free(whole);
    free(part);
    free(none);
}

static void test_out_of_memory_is_null(void **state)
{
    /* Inlined and with its result unused, the call would be optimised away. */
    void *volatile memory = NULL;

    (void)state;
    faults_fail(FAULTS_ALLOCATION, 0, 0);
    memory = fc_calloc(1, 1);
    assert_null(memory);
    faults_fail(FAULTS_ALLOCATION, 0, 0);
    assert_null(fc_reallocarray(NULL, 1, 1));
    faults_fail(FAULTS_ALLOCATION, 0, 0);
    assert_null(fc_text_copy("x"));
    faults_disarm();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_still_memory),
        cmocka_unit_test(test_calloc_gives_zeros),
        cmocka_unit_test(test_products_that_overflow_are_refused),
        cmocka_unit_test(test_text_copies),
        cmocka_unit_test(test_out_of_memory_is_null),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
