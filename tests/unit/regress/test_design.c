/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "regress/design.h"

static void test_columns_have_names(void **state)
{
    const double ones[] = {1.0, 1.0, 1.0};
    const double x[] = {1.0, 2.0, 4.0};
    fc_design *design = NULL;

    (void)state;
    assert_int_equal(fc_design_create(&design, 3, 2, NULL), FC_OK);
    assert_int_equal(fc_design_add(design, "constant", ones, NULL), FC_OK);
    assert_int_equal(fc_design_add(design, "x", x, NULL), FC_OK);
    assert_int_equal(fc_design_rows(design), 3);
    assert_int_equal(fc_design_columns(design), 2);
    assert_string_equal(fc_design_column_name(design, 1), "x");
    assert_null(fc_design_column_name(design, 2));
    assert_true(fc_design_is_constant(design, 0, 0, fc_design_rows(design)));
    assert_false(fc_design_is_constant(design, 1, 0, fc_design_rows(design)));
    fc_design_free(design);
}

static void test_unusable_columns_are_refused(void **state)
{
    double values[] = {1.0, 2.0, 3.0};
    fc_design *design = NULL;
    fc_error err = {0};

    (void)state;
    assert_int_equal(fc_design_create(&design, 3, 1, &err), FC_OK);
    values[1] = (double)NAN;
    assert_int_equal(fc_design_add(design, "sales", values, &err),
                     FC_ERR_NONFINITE);
    assert_non_null(strstr(err.message, "'sales', row 2"));
    values[1] = (double)INFINITY;
    assert_int_equal(fc_design_add(design, "sales", values, &err),
                     FC_ERR_NONFINITE);
    assert_int_equal(fc_design_columns(design), 0);
    values[1] = 2.0;
    assert_int_equal(fc_design_add(design, "sales", values, &err), FC_OK);
    assert_int_equal(fc_design_add(design, "more", values, &err),
                     FC_ERR_ARGUMENT);
    fc_design_free(design);
}

/* 0.1^3 as a double and what it lacks: together the cube of the double nearest
 * to 0.1 to 31 digits. */
static void test_powers(void **state)
{
    const double x[] = {0.1, -2.0};
    const double large[] = {1e200, 1.0};
    fc_design *design = NULL;
    fc_error err = {0};

    (void)state;
    assert_int_equal(fc_design_create(&design, 2, 3, NULL), FC_OK);
    assert_int_equal(fc_design_add(design, "x", x, NULL), FC_OK);
    assert_int_equal(fc_design_add_power(design, "x^3", x, 3, NULL), FC_OK);
    assert_true(fabs(fc_design_value(design, 0, 1) - 1e-3) < 1e-18);
    assert_true(fabs(fc_design_value(design, 1, 1) + 8.0) < 1e-15);
    assert_ptr_equal(fc_design_row(design, 1) + 1, &design->values[4]);
    assert_true(fabs(design->low[1]) > 0.0 && fabs(design->low[1]) < 1.2e-19);
    assert_true(fabs(design->low[4]) < 1e-300);
    assert_int_equal(fc_design_add_power(design, "x^0", x, 0, &err),
                     FC_ERR_ARGUMENT);
    assert_int_equal(fc_design_add_power(design, "x^101", x, 101, &err),
                     FC_ERR_ARGUMENT);
    assert_int_equal(fc_design_add_power(design, "x^2", large, 2, &err),
                     FC_ERR_NONFINITE);
    assert_non_null(strstr(err.message, "'x^2', row 1"));
    assert_int_equal(fc_design_columns(design), 2);
    fc_design_free(design);
}

static void test_empty_designs_are_refused(void **state)
{
    fc_design *design = NULL;

    (void)state;
    assert_int_equal(fc_design_create(&design, 0, 1, NULL), FC_ERR_ARGUMENT);
    assert_null(design);
    assert_int_equal(fc_design_create(&design, 1, 0, NULL), FC_ERR_ARGUMENT);
    assert_null(design);
    assert_int_equal(fc_design_create(&design, SIZE_MAX, 2, NULL),
                     FC_ERR_MEMORY);
    assert_null(design);
    fc_design_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns_have_names),
        cmocka_unit_test(test_unusable_columns_are_refused),
        cmocka_unit_test(test_powers),
        cmocka_unit_test(test_empty_designs_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
