/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One workspace serves many regressions. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/regression.h"

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

static void assert_same(const double *a, const double *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        reference_assert_close(a[i], b[i], 0.0, 0.0);
    }
}

/* A refit agrees with a fit in fresh memory to the last bit. */
static void check_refit(fc_regression_workspace *work, size_t rows,
                        size_t columns, const fc_regression_options *options)
{
    double y[most_rows];
    fc_design *design = make_design(rows, columns);
    fc_regression *fresh = NULL;
    const fc_regression *fit = NULL;

    make_response(y, rows);
    assert_int_equal(fc_regression_fit(&fresh, design, y, options, NULL),
                     FC_OK);
    faults_fail(FAULTS_ALLOCATION, 0, 12);
    assert_int_equal(
        fc_regression_workspace_fit(&fit, work, design, y, options, NULL),
        FC_OK);
    assert_int_equal(faults_count(), 0);
    faults_disarm();
    assert_non_null(fit);
    assert_int_equal(fit->n, rows);
    assert_int_equal(fit->p, columns);
    assert_string_equal(fit->names[0], "one");
    assert_same(fit->coefficients, fresh->coefficients, columns);
    assert_same(fit->standard_errors, fresh->standard_errors, columns);
    assert_same(fit->covariance, fresh->covariance, columns * columns);
    assert_same(fit->weights, fresh->weights, rows);
    assert_same(fit->leverage, fresh->leverage, rows);
    assert_same(fit->residuals, fresh->residuals, rows);
    reference_assert_close(fit->sigma, fresh->sigma, 0.0, 0.0);
    assert_int_equal(fit->iterations, fresh->iterations);
    fc_regression_free(fresh);
    fc_design_free(design);
}

/* Sizes up and down, estimators in turn; none allocates of its own. */
static void test_workspace_is_reused(void **state)
{
    static const size_t sizes[][2] = {{30, 3}, {12, 2}, {29, 3}, {30, 3},
                                      {7, 1},  {30, 2}, {30, 2}};
    const fc_regression_options turns[] = {
        {.estimator = FC_BISQUARE},
        {.estimator = FC_OLS},
        {.estimator = FC_HUBER},
        {.covariance = FC_COVARIANCE_HC3},
        {.covariance = FC_COVARIANCE_NEWEY_WEST},
    };
    fc_regression_workspace *work = NULL;

    (void)state;
    assert_int_equal(
        fc_regression_workspace_create(&work, most_rows, most_columns, NULL),
        FC_OK);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        for (size_t k = 0; k < sizeof turns / sizeof turns[0]; k++) {
            check_refit(work, sizes[i][0], sizes[i][1], &turns[k]);
        }
    }
    fc_regression_workspace_free(work);
    fc_regression_workspace_free(NULL);
}

/* A failed fit leaves the workspace usable, and one that does not fit is
 * refused. */
static void test_workspace_survives_a_failure(void **state)
{
    const double y[4] = {1.0, 2.0, 4.0, 3.0};
    const double ones[4] = {1.0, 1.0, 1.0, 1.0};
    const fc_regression_options bisquare = {.estimator = FC_BISQUARE};
    fc_design *singular = NULL;
    fc_design *wide = make_design(20, 3);
    fc_regression_workspace *work = NULL;
    const fc_regression *fit = NULL;

    (void)state;
    assert_int_equal(fc_regression_workspace_create(&work, 20, 2, NULL), FC_OK);
    assert_int_equal(fc_design_create(&singular, 4, 2, NULL), FC_OK);
    assert_int_equal(fc_design_add(singular, "one", ones, NULL), FC_OK);
    assert_int_equal(fc_design_add(singular, "two", ones, NULL), FC_OK);
    assert_int_equal(
        fc_regression_workspace_fit(&fit, work, singular, y, &bisquare, NULL),
        FC_ERR_SINGULAR);
    assert_null(fit);
    assert_int_equal(fc_regression_workspace_fit(
                         &fit, work, wide, fc_design_row(wide, 0), NULL, NULL),
                     FC_ERR_ARGUMENT);
    assert_null(fit);
    check_refit(work, 20, 2, &bisquare);
    fc_regression_workspace_free(work);
    assert_int_equal(fc_regression_workspace_create(&work, 0, 2, NULL),
                     FC_ERR_ARGUMENT);
    assert_null(work);
    fc_design_free(singular);
    fc_design_free(wide);
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
