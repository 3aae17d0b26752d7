/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/regression.h"

#include "support/reference.h"

static const char *const reference = "robust.csv";

enum { abbey_rows = 31, loss_rows = 21, random_rows = 40 };

/* R package MASS, data set abbey. */
static const double abbey[abbey_rows] = {
    5.2, 6.5, 6.9, 7,    7,  7,  7.4, 8,  8,  8,  8,  8.5, 9,  9,  10, 11,
    11,  12,  12,  13.7, 14, 14, 14,  16, 17, 17, 18, 24,  28, 34, 125};

/* R package datasets, data set stackloss (Brownlee 1965). */
static const double air[loss_rows] = {80, 80, 75, 62, 62, 62, 62,
                                      62, 58, 58, 58, 58, 58, 58,
                                      50, 50, 50, 50, 50, 56, 70};
static const double water[loss_rows] = {27, 27, 25, 24, 22, 23, 24,
                                        24, 23, 18, 18, 17, 18, 19,
                                        18, 18, 19, 19, 20, 20, 20};
static const double acid[loss_rows] = {89, 88, 90, 87, 87, 87, 93,
                                       93, 87, 80, 89, 88, 82, 93,
                                       89, 86, 72, 79, 80, 82, 91};
static const double loss[loss_rows] = {42, 37, 37, 28, 18, 18, 19,
                                       20, 15, 14, 14, 13, 11, 12,
                                       8,  7,  8,  8,  9,  15, 15};

static fc_regression *regress(const double *const *columns, size_t count,
                              size_t rows, const double *y)
{
    double ones[64];
    fc_design *design = NULL;
    fc_regression *fit = NULL;

    for (size_t i = 0; i < rows; i++) {
        ones[i] = 1.0;
    }
    assert_int_equal(fc_design_create(&design, rows, count + 1, NULL), FC_OK);
    assert_int_equal(fc_design_add(design, "one", ones, NULL), FC_OK);
    for (size_t j = 0; j < count; j++) {
        assert_int_equal(fc_design_add(design, "x", columns[j], NULL), FC_OK);
    }
    assert_int_equal(fc_regression_create(&fit, design, y, FC_BISQUARE, NULL),
                     FC_OK);
    fc_design_free(design);
    return fit;
}

/* One column of equal leverage: rlm()'s estimator and this one are the same,
 * up to the tolerance at which GSL stops (1.5e-8 a step). */
static void test_location_agrees_with_rlm(void **state)
{
    fc_regression *fit = regress(NULL, 0, abbey_rows, abbey);

    (void)state;
    reference_assert_close(fit->coefficients[0],
                           reference_value(reference, "abbey", "b1"), 1e-7,
                           0.0);
    for (size_t i = 0; i < abbey_rows; i++) {
        reference_assert_close(
            fit->weights[i], reference_numbered(reference, "abbey", "w", i + 1),
            1e-6, 1.0);
    }
    assert_true(fit->iterations > 1 && fit->iterations < 100);
    fc_regression_free(fit);
}

/* Several columns: rlm() has another scale (tests/reference/robust.R says how),
 * so its coefficients agree within two standard errors only; those of the
 * definition agree to the tolerance at which GSL stops. */
static void test_stackloss(void **state)
{
    const double *const columns[] = {air, water, acid};
    fc_regression *fit = regress(columns, 3, loss_rows, loss);

    (void)state;
    for (size_t j = 0; j < 4; j++) {
        double se = reference_numbered(reference, "stackloss", "se", j + 1);
        double b = reference_numbered(reference, "stackloss", "b", j + 1);

        assert_true(fabs(fit->coefficients[j] - b) < 2.0 * se);
        reference_assert_close(
            fit->coefficients[j],
            reference_numbered(reference, "stackloss-leverage", "b", j + 1),
            1e-6, 0.0);
    }
    for (size_t i = 0; i < loss_rows; i++) {
        reference_assert_close(
            fit->weights[i],
            reference_numbered(reference, "stackloss-leverage", "w", i + 1),
            1e-6, 1.0);
    }
    fc_regression_free(fit);
}

/* With the final weights the fit solves the weighted normal equations. */
static void assert_normal_equations(const fc_regression *fit,
                                    const double *const *columns, size_t count)
{
    for (size_t j = 0; j <= count; j++) {
        double sum = 0.0;
        double size = 0.0;

        for (size_t i = 0; i < fit->n; i++) {
            double value = j == 0 ? 1.0 : columns[j - 1][i];

            sum += fit->weights[i] * fit->residuals[i] * value;
            size += fabs(fit->residuals[i] * value);
        }
        assert_true(fabs(sum) <= 1e-9 * size);
    }
}

/* Random problems, among them those where GSL's own iteration circles: all
 * settle, at a solution of the weighted normal equations. */
static void test_every_fit_settles(void **state)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    size_t beyond_gsl = 0;

    (void)state;
    for (size_t trial = 0; trial < 1000; trial++) {
        double a[random_rows];
        double b[random_rows];
        double y[random_rows];
        const double *const columns[] = {a, b};
        size_t rows = 10 + gsl_rng_uniform_int(random, random_rows - 10);
        fc_regression *fit = NULL;

        for (size_t i = 0; i < rows; i++) {
            a[i] = gsl_ran_gaussian(random, 1.0);
            b[i] = gsl_ran_gaussian(random, 1.0);
            y[i] = gsl_ran_tdist(random, 2.0);
        }
        fit = regress(columns, 2, rows, y);
        assert_normal_equations(fit, columns, 2);
        beyond_gsl += fit->iterations > 100 ? 1 : 0;
        fc_regression_free(fit);
    }
    assert_true(beyond_gsl > 0);
    gsl_rng_free(random);
}

/* More than half of the rows on the line: the robust scale is zero. */
static void test_most_rows_exact(void **state)
{
    double x[20];
    double y[20];
    const double *const columns[] = {x};
    fc_regression *fit = NULL;

    (void)state;
    for (size_t i = 0; i < 20; i++) {
        x[i] = (double)i;
        y[i] = 3.0 + 0.5 * x[i] + (i == 7 ? 100.0 : 0.0);
    }
    fit = regress(columns, 1, 20, y);
    reference_assert_close(fit->coefficients[0], 3.0, 1e-6, 0.0);
    reference_assert_close(fit->coefficients[1], 0.5, 1e-6, 0.0);
    assert_true(fit->weights[7] < 1e-12);
    assert_true(isfinite(fit->sigma));
    fc_regression_free(fit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_location_agrees_with_rlm),
        cmocka_unit_test(test_stackloss),
        cmocka_unit_test(test_every_fit_settles),
        cmocka_unit_test(test_most_rows_exact),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
