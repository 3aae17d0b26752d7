/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One workspace serves many regressions. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forecast/init.h"

#include "regress/least_squares.h"
#include "support/faults.h"
#include "support/reference.h"

enum { most_rows = 30, most_columns = 3 };

static double value(size_t i, size_t j)
{
    return j == 0 ? 1.0 : sin((double)(i * i * j) + (double)j);
}

static fc_design *make_design(size_t rows, size_t columns)
{
    static const char *const names[most_columns] = {"one", "a", "b"};
    fc_design *design = NULL;

    assert_int_equal(fc_design_create(&design, rows, columns, NULL), FC_OK);
    for (size_t j = 0; j < columns; j++) {
        double column[most_rows];

        for (size_t i = 0; i < rows; i++) {
            column[i] = value(i, j);
        }
        assert_int_equal(fc_design_add(design, names[j], column, NULL), FC_OK);
    }
    return design;
}

static void make_response(double *y, size_t rows)
{
    for (size_t i = 0; i < rows; i++) {
        y[i] = 1.0 + 2.0 * value(i, 1) + cos(3.0 * (double)i)
               + (i == 5 ? 20.0 : 0.0);
    }
}

/* A refit agrees with a fit in fresh memory to the last bit. */
static void check_refit(fc_least_squares *work, size_t rows, size_t columns,
                        fc_estimator estimator)
{
    double y[most_rows];
    fc_design *design = make_design(rows, columns);
    fc_regression *fresh = NULL;

    make_response(y, rows);
    assert_int_equal(fc_regression_create(&fresh, design, y, estimator, NULL),
                     FC_OK);
    faults_fail(FAULTS_ALLOCATION, 0, 12);
    assert_int_equal(fc_least_squares_fit(work, design, y, estimator, NULL),
                     FC_OK);
    faults_disarm();
    for (size_t j = 0; j < columns; j++) {
        reference_assert_close(work->coefficients[j], fresh->coefficients[j],
                               0.0, 0.0);
    }
    for (size_t i = 0; i < rows; i++) {
        reference_assert_close(work->weights[i], fresh->weights[i], 0.0, 0.0);
        reference_assert_close(work->leverage[i], fresh->leverage[i], 0.0, 0.0);
    }
    reference_assert_close(work->sigma, fresh->sigma, 0.0, 0.0);
    assert_int_equal(work->iterations, fresh->iterations);
    fc_regression_free(fresh);
    fc_design_free(design);
}

/* Sizes up and down, estimators in turn; none allocates of its own. */
static void test_workspace_is_reused(void **state)
{
    static const size_t sizes[][2] = {{30, 3}, {12, 2}, {29, 3}, {30, 3},
                                      {7, 1},  {30, 2}, {30, 2}};
    fc_least_squares *work = NULL;

    (void)state;
    assert_int_equal(
        fc_least_squares_create(&work, most_rows, most_columns, NULL), FC_OK);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        check_refit(work, sizes[i][0], sizes[i][1], FC_BISQUARE);
        check_refit(work, sizes[i][0], sizes[i][1], FC_OLS);
    }
    fc_least_squares_free(work);
    fc_least_squares_free(NULL);
}

/* A failed fit leaves the workspace usable. */
static void test_workspace_survives_a_failure(void **state)
{
    const double y[4] = {1.0, 2.0, 4.0, 3.0};
    const double ones[4] = {1.0, 1.0, 1.0, 1.0};
    fc_design *singular = NULL;
    fc_least_squares *work = NULL;

    (void)state;
    assert_int_equal(
        fc_least_squares_create(&work, most_rows, most_columns, NULL), FC_OK);
    assert_int_equal(fc_design_create(&singular, 4, 2, NULL), FC_OK);
    assert_int_equal(fc_design_add(singular, "one", ones, NULL), FC_OK);
    assert_int_equal(fc_design_add(singular, "two", ones, NULL), FC_OK);
    assert_int_equal(fc_least_squares_fit(work, singular, y, FC_BISQUARE, NULL),
                     FC_ERR_SINGULAR);
    check_refit(work, 20, 3, FC_BISQUARE);
    fc_design_free(singular);
    fc_least_squares_free(work);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_workspace_is_reused),
        cmocka_unit_test(test_workspace_survives_a_failure),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
