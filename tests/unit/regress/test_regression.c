/* SPDX-License-Identifier: GPL-3.0-or-later */
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

enum { rows = 8 };

static const double ones[rows] = {1, 1, 1, 1, 1, 1, 1, 1};
static const double zeros[rows] = {0};
static const double x[rows] = {1, 2, 3, 4, 5, 6, 7, 8};
static const double twice_x[rows] = {2, 4, 6, 8, 10, 12, 14, 16};
static const double z[rows] = {3, 1, 4, 1, 5, 9, 2, 6};
static const double y[rows] = {2.1, 2.9, 4.2, 4.8, 6.1, 7.2, 7.8, 9.1};

struct column {
    const char *name;
    const double *values;
};

static fc_design *design_of(const struct column *columns, size_t count,
                            size_t n)
{
    fc_design *design = NULL;

    assert_int_equal(fc_design_create(&design, n, count, NULL), FC_OK);
    for (size_t j = 0; j < count; j++) {
        assert_int_equal(
            fc_design_add(design, columns[j].name, columns[j].values, NULL),
            FC_OK);
    }
    return design;
}

static void test_dependent_column_is_named(void **state)
{
    const struct {
        const char *name;
        struct column columns[3];
        const char *blamed;
    } cases[] = {
        {"a multiple",
         {{"one", ones}, {"x", x}, {"twice", twice_x}},
         "'twice'"},
        {"a second constant",
         {{"x", x}, {"one", ones}, {"two", ones}},
         "'two'"},
        {"the first of two",
         {{"one", ones}, {"again", ones}, {"x", x}},
         "'again'"},
        {"zero at the start",
         {{"none", zeros}, {"one", ones}, {"x", x}},
         "'none' is zero"},
        {"zero later", {{"one", ones}, {"none", zeros}, {"x", x}}, "'none'"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int e = FC_OLS; e <= FC_BISQUARE; e++) {
            fc_design *design = design_of(cases[i].columns, 3, rows);
            fc_regression *fit = NULL;
            fc_error err = {0};

            assert_int_equal(
                fc_regression_create(&fit, design, y, (fc_estimator)e, &err),
                FC_ERR_SINGULAR);
            assert_null(fit);
            if (strstr(err.message, cases[i].blamed) == NULL) {
                fail_msg("%s: %s", cases[i].name, err.message);
            }
            fc_design_free(design);
        }
    }
}

/* The scale of a column is of no consequence for the rank. */
static void test_scales_do_not_look_dependent(void **state)
{
    const double scales[] = {1e-12, 1e-6, 1.0, 1e6, 1e12};

    (void)state;
    for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
        double scaled[rows];
        double response[rows];
        fc_design *design = NULL;
        fc_regression *fit = NULL;

        for (size_t t = 0; t < rows; t++) {
            scaled[t] = z[t] * scales[i];
            response[t] = y[t] / scales[i];
        }
        design = design_of(
            (struct column[]){{"one", ones}, {"x", x}, {"z", scaled}}, 3, rows);
        assert_int_equal(
            fc_regression_create(&fit, design, response, FC_BISQUARE, NULL),
            FC_OK);
        assert_true(fit->r_squared > 0.99 && fit->r_squared < 1.0);
        fc_regression_free(fit);
        fc_design_free(design);
    }
}

static void test_too_few_rows(void **state)
{
    const struct column columns[] = {{"one", ones}, {"x", x}};

    (void)state;
    for (size_t n = 1; n <= 3; n++) {
        fc_design *design = design_of(columns, 2, n);
        fc_regression *fit = NULL;
        fc_error err = {0};
        fc_status status = fc_regression_create(&fit, design, y, FC_OLS, &err);

        assert_int_equal(status, n <= 2 ? FC_ERR_TOO_SHORT : FC_OK);
        if (status != FC_OK) {
            assert_non_null(strstr(err.message, "at least 3"));
        }
        fc_regression_free(fit);
        fc_design_free(design);
    }
}

static void test_unusable_response(void **state)
{
    const double bad[] = {(double)NAN, (double)INFINITY};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        fc_design *design = design_of((struct column[]){{"one", ones}}, 1,
                                      rows);
        double response[rows];
        fc_regression *fit = NULL;
        fc_error err = {0};

        memcpy(response, y, sizeof response);
        response[4] = bad[i];
        assert_int_equal(
            fc_regression_create(&fit, design, response, FC_OLS, &err),
            FC_ERR_NONFINITE);
        assert_non_null(strstr(err.message, "row 5"));
        fc_design_free(design);
    }
}

/* An exact fit has sigma zero but for rounding, no t and no likelihood. */
static void test_exact_fits(void **state)
{
    (void)state;
    for (int e = FC_OLS; e <= FC_BISQUARE; e++) {
        fc_design *design = design_of(
            (struct column[]){{"one", ones}, {"x", x}}, 2, rows);
        fc_regression *fit = NULL;

        assert_int_equal(
            fc_regression_create(&fit, design, twice_x, (fc_estimator)e, NULL),
            FC_OK);
        reference_assert_close(fit->coefficients[1], 2.0, 1e-12, 0.0);
        reference_assert_close(fit->coefficients[0], 0.0, 1e-12, 1.0);
        assert_true(fit->sigma < 1e-12);
        assert_true(isnan(fit->log_likelihood) && isnan(fit->aicc));
        for (size_t i = 0; i < rows; i++) {
            reference_assert_close(fit->weights[i], 1.0, 1e-12, 0.0);
        }
        fc_regression_free(fit);
        fc_design_free(design);
    }
}

static void test_constant_response(void **state)
{
    fc_design *design = design_of((struct column[]){{"one", ones}}, 1, rows);
    fc_regression *fit = NULL;

    (void)state;
    assert_int_equal(
        fc_regression_create(&fit, design, ones, FC_BISQUARE, NULL), FC_OK);
    reference_assert_close(fit->coefficients[0], 1.0, 1e-14, 0.0);
    assert_true(isnan(fit->r_squared));
    fc_regression_free(fit);
    assert_int_equal(
        fc_regression_create(&fit, design, zeros, FC_BISQUARE, NULL), FC_OK);
    assert_true(isnan(fit->t[0]));
    fc_regression_free(fit);
    fc_design_free(design);
}

/* Without a constant R squared is about zero: 1 - sum e^2 / sum y^2. */
static void test_r_squared_without_constant(void **state)
{
    fc_design *design = design_of((struct column[]){{"x", x}}, 1, rows);
    fc_regression *fit = NULL;
    double rss = 0.0;
    double total = 0.0;

    (void)state;
    assert_int_equal(fc_regression_create(&fit, design, y, FC_OLS, NULL),
                     FC_OK);
    for (size_t i = 0; i < rows; i++) {
        double e = y[i] - fit->coefficients[0] * x[i];

        rss += e * e;
        total += y[i] * y[i];
    }
    reference_assert_close(fit->r_squared, 1.0 - rss / total, 1e-12, 0.0);
    fc_regression_free(fit);
    fc_design_free(design);
}

/* Leverage of a straight line: 1/n + (x - mean)^2 / Sxx. */
static void test_leverage_of_a_line(void **state)
{
    fc_design *design = design_of((struct column[]){{"one", ones}, {"x", x}}, 2,
                                  rows);
    fc_regression *fit = NULL;

    (void)state;
    assert_int_equal(fc_regression_create(&fit, design, y, FC_OLS, NULL),
                     FC_OK);
    for (size_t i = 0; i < rows; i++) {
        reference_assert_close(fit->leverage[i],
                               0.125 + (x[i] - 4.5) * (x[i] - 4.5) / 42.0,
                               1e-12, 0.0);
    }
    fc_regression_free(fit);
    fc_design_free(design);
}

static fc_status whole_job(void *context, fc_error *err)
{
    fc_estimator estimator = *(fc_estimator *)context;
    fc_design *design = NULL;
    fc_regression *fit = NULL;
    fc_status status = fc_design_create(&design, rows, 2, err);

    if (status == FC_OK) {
        status = fc_design_add(design, "one", ones, err);
    }
    if (status == FC_OK) {
        status = fc_design_add(design, "x", x, err);
    }
    if (status == FC_OK) {
        status = fc_regression_create(&fit, design, y, estimator, err);
    }
    fc_regression_free(fit);
    fc_design_free(design);
    return status;
}

static void test_every_allocation_may_fail(void **state)
{
    fc_estimator estimators[] = {FC_OLS, FC_BISQUARE};

    (void)state;
    assert_true(faults_try_allocations(whole_job, &estimators[0]) > 10);
    assert_true(faults_try_allocations(whole_job, &estimators[1]) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dependent_column_is_named),
        cmocka_unit_test(test_scales_do_not_look_dependent),
        cmocka_unit_test(test_too_few_rows),
        cmocka_unit_test(test_unusable_response),
        cmocka_unit_test(test_exact_fits),
        cmocka_unit_test(test_constant_response),
        cmocka_unit_test(test_r_squared_without_constant),
        cmocka_unit_test(test_leverage_of_a_line),
        cmocka_unit_test(test_every_allocation_may_fail),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
