/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows in blocks give the regression of all rows. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/regression.h"

#include "support/faults.h"
#include "support/reference.h"

enum { p = 3, most_rows = 1500 };

static const char *const names[p] = {"one", "trend", "wave"};

static double values[most_rows * p];
static double y[most_rows];

static int fill(void **state)
{
    (void)state;
    for (size_t i = 0; i < most_rows; i++) {
        double t = (double)i;

        values[i * p] = 1.0;
        values[i * p + 1] = 1000.0 + t;
        values[i * p + 2] = sin(0.7 * t);
        y[i] = 5.0 + 0.25 * t - 3.0 * sin(0.7 * t) + cos(t * t);
    }
    return 0;
}

static fc_regression *fit_at_once(size_t rows, size_t first_column)
{
    double column[most_rows];
    fc_design *design = NULL;
    fc_regression *fit = NULL;

    assert_int_equal(fc_design_create(&design, rows, p, NULL), FC_OK);
    for (size_t j = first_column; j < p; j++) {
        for (size_t i = 0; i < rows; i++) {
            column[i] = values[i * p + j];
        }
        assert_int_equal(fc_design_add(design, names[j], column, NULL), FC_OK);
    }
    assert_int_equal(fc_regression_fit(&fit, design, y, NULL, NULL), FC_OK);
    fc_design_free(design);
    return fit;
}

static void assert_same(const fc_regression *fit, const fc_regression *whole)
{
    const double pairs[][2] = {
        {fit->sigma, whole->sigma},
        {fit->rss, whole->rss},
        {fit->r_squared, whole->r_squared},
        {fit->adjusted_r_squared, whole->adjusted_r_squared},
        {fit->f_statistic, whole->f_statistic},
        {fit->log_likelihood, whole->log_likelihood},
        {fit->aicc, whole->aicc},
        {fit->bic, whole->bic},
        {fit->condition_number, whole->condition_number},
        {fit->degrees_of_freedom, whole->degrees_of_freedom},
    };

    assert_int_equal(fit->n, whole->n);
    assert_true(fit->has_constant == whole->has_constant);
    assert_null(fit->residuals);
    for (size_t k = 0; k < sizeof pairs / sizeof pairs[0]; k++) {
        reference_assert_close(pairs[k][0], pairs[k][1], 1e-10, 0.0);
    }
    for (size_t j = 0; j < fit->p; j++) {
        assert_string_equal(fit->names[j], whole->names[j]);
        reference_assert_close(fit->coefficients[j], whole->coefficients[j],
                               1e-11, 0.0);
        reference_assert_close(fit->standard_errors[j],
                               whole->standard_errors[j], 1e-11, 0.0);
        if (!isnan(whole->vif[j])) {
            reference_assert_close(fit->vif[j], whole->vif[j], 1e-10, 0.0);
        }
    }
}

/* Blocks of 256 rows: less than one, exactly one, several and a rest. Rows come
 * in lots of 100; the first results do not disturb the later ones. */
static void test_same_as_at_once(void **state)
{
    static const size_t stops[] = {7, 100, 256, 257, 300, 512, 1500};
    fc_regression_accumulator *accumulator = NULL;
    size_t done = 0;

    (void)state;
    assert_int_equal(
        fc_regression_accumulator_create(&accumulator, names, p, NULL), FC_OK);
    for (size_t k = 0; k < sizeof stops / sizeof stops[0]; k++) {
        fc_regression *whole = fit_at_once(stops[k], 0);
        fc_regression *fit = NULL;

        while (done < stops[k]) {
            size_t lot = stops[k] - done < 100 ? stops[k] - done : 100;

            assert_int_equal(fc_regression_accumulator_add(accumulator,
                                                           values + done * p,
                                                           y + done, lot, NULL),
                             FC_OK);
            done += lot;
        }
        assert_int_equal(
            fc_regression_accumulator_finish(&fit, accumulator, NULL), FC_OK);
        assert_same(fit, whole);
        fc_regression_free(fit);
        fc_regression_free(whole);
    }
    fc_regression_accumulator_free(accumulator);
    fc_regression_accumulator_free(NULL);
}

static void test_without_constant(void **state)
{
    fc_regression_accumulator *accumulator = NULL;
    fc_regression *whole = fit_at_once(most_rows, 1);
    fc_regression *fit = NULL;

    (void)state;
    assert_int_equal(
        fc_regression_accumulator_create(&accumulator, names + 1, p - 1, NULL),
        FC_OK);
    for (size_t i = 0; i < most_rows; i++) {
        assert_int_equal(fc_regression_accumulator_add(
                             accumulator, values + i * p + 1, y + i, 1, NULL),
                         FC_OK);
    }
    assert_int_equal(fc_regression_accumulator_finish(&fit, accumulator, NULL),
                     FC_OK);
    assert_false(fit->has_constant);
    assert_same(fit, whole);
    fc_regression_free(fit);
    fc_regression_free(whole);
    fc_regression_accumulator_free(accumulator);
}

static void test_errors(void **state)
{
    double bad[2 * p] = {1.0, 2.0, 3.0, 1.0, (double)NAN, 1.0};
    double bad_y[2] = {1.0, (double)INFINITY};
    static double twice[600 * p];
    fc_regression_accumulator *accumulator = NULL;
    fc_regression *fit = NULL;
    fc_error err = {0};

    (void)state;
    assert_int_equal(
        fc_regression_accumulator_create(&accumulator, names, 0, &err),
        FC_ERR_ARGUMENT);
    assert_null(accumulator);
    assert_int_equal(
        fc_regression_accumulator_create(&accumulator, names, p, &err), FC_OK);
    assert_int_equal(fc_regression_accumulator_finish(&fit, accumulator, &err),
                     FC_ERR_TOO_SHORT);
    assert_int_equal(
        fc_regression_accumulator_add(accumulator, bad, y, 2, &err),
        FC_ERR_NONFINITE);
    assert_non_null(strstr(err.message, "'trend', row 2"));
    assert_int_equal(
        fc_regression_accumulator_add(accumulator, values, bad_y, 2, &err),
        FC_ERR_NONFINITE);
    for (size_t i = 0; i < 600; i++) {
        twice[i * p] = 1.0;
        twice[i * p + 1] = (double)(i % 50);
        twice[i * p + 2] = 2.0 * (double)(i % 50);
    }
    assert_int_equal(
        fc_regression_accumulator_add(accumulator, twice, y, 600, &err), FC_OK);
    assert_int_equal(fc_regression_accumulator_finish(&fit, accumulator, &err),
                     FC_ERR_SINGULAR);
    assert_non_null(strstr(err.message, "'wave'"));
    assert_non_null(strstr(err.message, "600 rows"));
    assert_null(fit);
    fc_regression_accumulator_free(accumulator);
}

static fc_status whole_job(void *context, fc_error *err)
{
    fc_regression_accumulator *accumulator = NULL;
    fc_regression *fit = NULL;
    fc_status status = fc_regression_accumulator_create(&accumulator, names, p,
                                                        err);

    (void)context;
    if (status == FC_OK) {
        status = fc_regression_accumulator_add(accumulator, values, y, 300,
                                               err);
    }
    if (status == FC_OK) {
        status = fc_regression_accumulator_finish(&fit, accumulator, err);
    }
    fc_regression_free(fit);
    fc_regression_accumulator_free(accumulator);
    return status;
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(faults_try_allocations(whole_job, NULL) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_as_at_once),
        cmocka_unit_test(test_without_constant),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_every_allocation_may_fail),
    };

    fc_init();
    return cmocka_run_group_tests(tests, fill, NULL);
}
