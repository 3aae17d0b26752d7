/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of a regression, what they refuse, predictions. */
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

enum { rows = 24 };

static double ones[rows];
static double trend[rows];
static double wave[rows];
static double y[rows];
static double weights[rows];

static int fill(void **state)
{
    (void)state;
    for (size_t i = 0; i < rows; i++) {
        ones[i] = 1.0;
        trend[i] = (double)i;
        wave[i] = cos(1.3 * (double)(i * i));
        y[i] = 2.0 + 0.5 * trend[i] + 4.0 * sin(2.1 * (double)i);
        weights[i] = 1.0 + (double)(i % 3);
    }
    return 0;
}

static fc_design *design_of(const double *const *columns, size_t count)
{
    static const char *const names[] = {"one", "a", "b"};
    fc_design *design = NULL;

    assert_int_equal(fc_design_create(&design, rows, count, NULL), FC_OK);
    for (size_t j = 0; j < count; j++) {
        assert_int_equal(fc_design_add(design, names[j], columns[j], NULL),
                         FC_OK);
    }
    return design;
}

static void test_options_that_do_not_go_together(void **state)
{
    const double *const columns[] = {ones, trend, wave};
    double negative[rows];
    const struct {
        fc_regression_options options;
        const char *says;
    } cases[] = {
        {{.estimator = FC_BISQUARE, .covariance = FC_COVARIANCE_HC0},
         "belong to least squares"},
        {{.estimator = FC_HUBER, .weights = weights},
         "belong to least squares"},
        {{.estimator = FC_RIDGE, .covariance = FC_COVARIANCE_NEWEY_WEST},
         "belong to least squares"},
        {{.bandwidth = 2}, "Newey-West errors only"},
        {{.covariance = FC_COVARIANCE_NEWEY_WEST, .bandwidth = rows},
         "24 lags are too many for 24 rows"},
        {{.estimator = FC_RIDGE, .ridge = FC_RIDGE_FIXED}, "above 0"},
        {{.estimator = FC_RIDGE,
          .ridge = FC_RIDGE_FIXED,
          .lambda = (double)NAN},
         "above 0"},
        {{.weights = negative}, "weight of row 3"},
        {{.first_row = rows}, "rows 25 to"},
        {{.first_row = 5, .rows = 20}, "rows 6 to 25"},
    };
    fc_design *design = design_of(columns, 3);

    (void)state;
    memcpy(negative, weights, sizeof negative);
    negative[2] = -1.0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_regression *fit = NULL;
        fc_error err = {0};

        assert_int_equal(
            fc_regression_fit(&fit, design, y, &cases[i].options, &err),
            FC_ERR_ARGUMENT);
        assert_null(fit);
        if (strstr(err.message, cases[i].says) == NULL) {
            fail_msg("'%s' does not say '%s'", err.message, cases[i].says);
        }
    }
    fc_design_free(design);
}

/* A window of the rows is the regression of a design with those rows alone. */
static void test_window_of_rows(void **state)
{
    const double *const columns[] = {ones, trend, wave};
    const size_t first = 6;
    const fc_regression_options options = {
        .weights = weights,
        .first_row = first,
        .rows = 12,
        .covariance = FC_COVARIANCE_NEWEY_WEST};
    const fc_regression_options alone = {
        .weights = weights + first, .covariance = FC_COVARIANCE_NEWEY_WEST};
    fc_design *all = design_of(columns, 3);
    fc_design *part = NULL;
    fc_regression *fit = NULL;
    fc_regression *expected = NULL;

    (void)state;
    assert_int_equal(fc_design_create(&part, 12, 3, NULL), FC_OK);
    for (size_t j = 0; j < 3; j++) {
        assert_int_equal(fc_design_add(part, "x", columns[j] + first, NULL),
                         FC_OK);
    }
    assert_int_equal(fc_regression_fit(&fit, all, y, &options, NULL), FC_OK);
    assert_int_equal(
        fc_regression_fit(&expected, part, y + first, &alone, NULL), FC_OK);
    assert_int_equal(fit->n, 12);
    assert_int_equal(fit->bandwidth, expected->bandwidth);
    for (size_t j = 0; j < 3; j++) {
        reference_assert_close(fit->coefficients[j], expected->coefficients[j],
                               0.0, 0.0);
        reference_assert_close(fit->standard_errors[j],
                               expected->standard_errors[j], 0.0, 0.0);
    }
    fc_regression_free(fit);
    fc_regression_free(expected);
    fc_design_free(all);
    fc_design_free(part);
}

/* A dummy of one row. */
static void test_leverage_of_one(void **state)
{
    double dummy[rows] = {[7] = 1.0};
    const double *const columns[] = {ones, dummy, wave};
    const fc_covariance_kind refused[] = {FC_COVARIANCE_HC2, FC_COVARIANCE_HC3};
    fc_design *design = design_of(columns, 3);
    fc_regression *fit = NULL;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        fc_error err = {0};

        assert_int_equal(fc_regression_fit(
                             &fit, design, y,
                             &(fc_regression_options){.covariance = refused[i]},
                             &err),
                         FC_ERR_SINGULAR);
        assert_non_null(strstr(err.message, "row 8 alone"));
    }
    assert_int_equal(
        fc_regression_fit(
            &fit, design, y,
            &(fc_regression_options){.covariance = FC_COVARIANCE_HC1}, NULL),
        FC_OK);
    fc_regression_free(fit);
    fc_design_free(design);
}

/* What least squares refuses, ridge regression shares out. */
static void test_ridge_of_equal_columns(void **state)
{
    const double *const columns[] = {ones, trend, trend};
    static const fc_ridge_choice choices[] = {FC_RIDGE_GCV, FC_RIDGE_L_CURVE};
    fc_design *design = design_of(columns, 3);

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        fc_regression *fit = NULL;

        assert_int_equal(
            fc_regression_fit(&fit, design, y,
                              &(fc_regression_options){.estimator = FC_RIDGE,
                                                       .ridge = choices[i]},
                              NULL),
            FC_OK);
        assert_true(fit->lambda > 0.0);
        reference_assert_close(fit->coefficients[1], fit->coefficients[2], 1e-6,
                               0.0);
        assert_true(fit->effective_degrees > 1.0
                    && fit->effective_degrees < 2.0 + 1e-9);
        assert_true(isnan(fit->p_values[1]) && isnan(fit->f_statistic));
        fc_regression_free(fit);
    }
    fc_design_free(design);
}

static void test_ridge_refuses(void **state)
{
    const double zeros[rows] = {0};
    const double *const nothing[] = {ones};
    const double *const flat[] = {ones, trend, zeros};
    const fc_regression_options options = {.estimator = FC_RIDGE};
    fc_design *design = design_of(nothing, 1);
    fc_regression *fit = NULL;
    fc_error err = {0};

    (void)state;
    assert_int_equal(fc_regression_fit(&fit, design, y, &options, &err),
                     FC_ERR_ARGUMENT);
    fc_design_free(design);
    design = design_of(flat, 3);
    assert_int_equal(fc_regression_fit(&fit, design, y, &options, &err),
                     FC_ERR_SINGULAR);
    assert_non_null(strstr(err.message, "'b'"));
    assert_null(fit);
    fc_design_free(design);
}

/* At the rows of the design the variance of the mean is sigma^2 times the
 * leverage, also where the columns are nearly dependent. */
static void test_prediction_of_a_polynomial(void **state)
{
    double x[rows];
    fc_design *design = NULL;
    fc_regression *fit = NULL;
    fc_prediction at = {0};

    (void)state;
    assert_int_equal(fc_design_create(&design, rows, 9, NULL), FC_OK);
    assert_int_equal(fc_design_add(design, "one", ones, NULL), FC_OK);
    for (size_t i = 0; i < rows; i++) {
        x[i] = 3.0 + 0.2 * (double)i;
    }
    for (unsigned k = 1; k < 9; k++) {
        assert_int_equal(fc_design_add_power(design, "x", x, k, NULL), FC_OK);
    }
    assert_int_equal(fc_regression_fit(&fit, design, y, NULL, NULL), FC_OK);
    assert_true(fit->condition_number > 1e7);
    for (size_t i = 0; i < rows; i++) {
        double variance = fit->sigma * fit->sigma * fit->leverage[i];

        assert_int_equal(fc_regression_predict(
                             &at, fit, fc_design_row(design, i), 0.95, NULL),
                         FC_OK);
        reference_assert_close(at.mean, fit->fitted[i], 1e-5, 1.0);
        reference_assert_close(at.mean_error, sqrt(variance), 1e-5, 0.0);
        reference_assert_close(at.error, hypot(fit->sigma, at.mean_error),
                               1e-12, 0.0);
    }
    fc_regression_free(fit);
    fc_design_free(design);
}

static void test_predictions_that_are_refused(void **state)
{
    const double *const columns[] = {ones, trend};
    const double far[] = {1.0, 1e308};
    const double levels[] = {0.0, 1.0, -0.5, (double)NAN};
    fc_design *design = design_of(columns, 2);
    fc_regression *fit = NULL;
    fc_prediction at = {0};

    (void)state;
    assert_int_equal(fc_regression_fit(&fit, design, y, NULL, NULL), FC_OK);
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        assert_int_equal(fc_regression_predict(&at, fit, ones, levels[i], NULL),
                         FC_ERR_ARGUMENT);
    }
    assert_int_equal(fc_regression_predict(&at, fit, far, 0.9, NULL),
                     FC_ERR_NONFINITE);
    fc_regression_free(fit);
    fc_design_free(design);
}

/* Columns, response and weights of any size that numbers have. */
static void test_scales(void **state)
{
    static const double scales[] = {1e-150, 1e-20, 1.0, 1e20, 1e150};
    const double *const columns[] = {ones, trend, wave};
    fc_design *plain = design_of(columns, 3);
    fc_regression *expected = NULL;

    (void)state;
    assert_int_equal(fc_regression_fit(&expected, plain, y, NULL, NULL), FC_OK);
    for (size_t k = 0; k < sizeof scales / sizeof scales[0]; k++) {
        double column[rows];
        double response[rows];
        double heavy[rows];
        const double *const scaled[] = {ones, column, wave};
        fc_design *design = NULL;
        fc_regression *fit = NULL;

        for (size_t i = 0; i < rows; i++) {
            column[i] = trend[i] * scales[k];
            response[i] = y[i] / scales[k];
            heavy[i] = scales[k];
        }
        design = design_of(scaled, 3);
        assert_int_equal(
            fc_regression_fit(&fit, design, y,
                              &(fc_regression_options){.weights = heavy}, NULL),
            FC_OK);
        reference_assert_close(fit->coefficients[1] * scales[k],
                               expected->coefficients[1], 1e-12, 0.0);
        reference_assert_close(fit->vif[1], expected->vif[1], 1e-12, 0.0);
        reference_assert_close(fit->f_statistic, expected->f_statistic, 1e-12,
                               0.0);
        fc_regression_free(fit);
        assert_int_equal(fc_regression_fit(&fit, plain, response, NULL, NULL),
                         FC_OK);
        reference_assert_close(fit->coefficients[1] * scales[k],
                               expected->coefficients[1], 1e-12, 0.0);
        fc_regression_free(fit);
        fc_design_free(design);
    }
    fc_regression_free(expected);
    fc_design_free(plain);
}

static fc_status whole_job(void *context, fc_error *err)
{
    static const char *const names[] = {"one", "trend", "wave"};
    const double *const columns[] = {ones, trend, wave};
    fc_design *design = NULL;
    fc_regression_workspace *workspace = NULL;
    const fc_regression *fit = NULL;
    fc_status status = fc_design_create(&design, rows, 3, err);

    for (size_t j = 0; status == FC_OK && j < 3; j++) {
        status = fc_design_add_power(design, names[j], columns[j], 1, err);
    }
    if (status == FC_OK) {
        status = fc_regression_workspace_create(&workspace, rows, 3, err);
    }
    if (status == FC_OK) {
        status = fc_regression_workspace_fit(&fit, workspace, design, y,
                                             context, err);
    }
    fc_regression_workspace_free(workspace);
    fc_design_free(design);
    return status;
}

static void test_every_allocation_may_fail(void **state)
{
    fc_regression_options kinds[] = {
        {.covariance = FC_COVARIANCE_NEWEY_WEST},
        {.estimator = FC_WELSCH},
        {.estimator = FC_RIDGE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        assert_true(faults_try_allocations(whole_job, &kinds[i]) > 20);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_options_that_do_not_go_together),
        cmocka_unit_test(test_window_of_rows),
        cmocka_unit_test(test_leverage_of_one),
        cmocka_unit_test(test_ridge_of_equal_columns),
        cmocka_unit_test(test_ridge_refuses),
        cmocka_unit_test(test_prediction_of_a_polynomial),
        cmocka_unit_test(test_predictions_that_are_refused),
        cmocka_unit_test(test_scales),
        cmocka_unit_test(test_every_allocation_may_fail),
    };

    fc_init();
    return cmocka_run_group_tests(tests, fill, NULL);
}
