/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/growth_curve.h"
#include "forecast/init.h"

#include "regress/growth_shapes.h"
#include "support/reference.h"

enum { most = 32 };

static const struct {
    const char *name;
    size_t n;
} references[] = {
    {"logistic", 16}, {"gompertz", 16},   {"exponential", 11},
    {"bass", 10},     {"bass-sales", 10},
};

/* R's nls() stops at a relative offset of 1e-7, which leaves its parameters
 * right to 1e-7 of their standard errors or so. */
static void test_agrees_with_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof references / sizeof references[0]; i++) {
        const char *name = references[i].name;
        double t[most];
        double y[most];
        fc_growth_data data = {.n = references[i].n, .t = t, .y = y};
        fc_nonlinear *fit = NULL;

        for (size_t k = 0; k < data.n; k++) {
            t[k] = reference_numbered("curves.csv", name, "t", k + 1);
            y[k] = reference_numbered("curves.csv", name, "y", k + 1);
        }
        assert_int_equal(
            fc_growth_curve_fit(&fit, fc_growth_curve_find(name), &data, NULL),
            FC_OK);
        for (size_t j = 0; j < fit->p; j++) {
            reference_assert_close(
                fit->parameters[j],
                reference_numbered("curves.csv", name, "b", j + 1), 1e-7, 0.0);
            reference_assert_close(
                fit->standard_errors[j],
                reference_numbered("curves.csv", name, "se", j + 1), 1e-6, 0.0);
        }
        reference_assert_close(
            fit->rss, reference_value("curves.csv", name, "rss"), 1e-10, 0.0);
        fc_nonlinear_free(fit);
    }
}

/* The derivatives of the curves against differences. */
static void test_gradients(void **state)
{
    static const double parameters[][FC_GROWTH_PARAMETERS] = {
        {100.0, 5.0, 1.5},  {100.0, 3.0, 0.7},  {10.0, 0.2},
        {500.0, 0.02, 0.4}, {500.0, 0.02, 0.4},
    };
    const double row[FC_GROWTH_COLUMNS] = {4.0, 3.0};

    (void)state;
    for (size_t i = 0; i < fc_growth_curve_count(); i++) {
        const fc_growth_curve *curve = fc_growth_curve_at(i);
        double exact[FC_GROWTH_PARAMETERS];

        curve->gradient(exact, parameters[i], row, NULL);
        for (size_t j = 0; j < curve->p; j++) {
            double b[FC_GROWTH_PARAMETERS];
            double h = 1e-5 * parameters[i][j];
            double difference = 0.0;

            memcpy(b, parameters[i], sizeof b);
            b[j] += h;
            difference = curve->value(b, row, NULL);
            b[j] -= 2.0 * h;
            difference -= curve->value(b, row, NULL);
            reference_assert_close(exact[j], difference / (2.0 * h), 1e-8, 0.0);
        }
    }
}

/* Every curve finds itself again from its own values, wherever the data lie on
 * it: the start must be sensible. */
static void test_curves_find_themselves(void **state)
{
    static const struct {
        const char *name;
        size_t n;
        double b[FC_GROWTH_PARAMETERS];
    } cases[] = {
        {"logistic", 12, {5e5, 6.0, 2.0}},
        {"logistic", 12, {1e-3, 12.0, 3.0}},
        {"logistic", 30, {8e9, 40.0, 6.0}},
        {"logistic", 12, {70.0, 4.0, -1.0}},
        {"gompertz", 20, {900.0, 8.0, 0.8}},
        {"gompertz", 20, {2.0, 0.1, 1.2}},
        {"exponential", 9, {3.0, 0.4}},
        {"exponential", 9, {-4e6, -1.1}},
        {"bass", 15, {1e6, 0.03, 0.38}},
        {"bass", 30, {20.0, 1e-3, 0.2}},
        {"bass-sales", 15, {1e6, 0.03, 0.38}},
        {"bass-sales", 12, {40.0, 0.2, 0.05}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const fc_growth_curve *curve = fc_growth_curve_find(cases[i].name);
        double y[most];
        fc_growth_data data = {.n = cases[i].n, .y = y};
        fc_nonlinear *fit = NULL;

        for (size_t k = 0; k < data.n; k++) {
            y[k] = fc_growth_curve_value(curve, cases[i].b, (double)(k + 1),
                                         (double)k);
        }
        assert_int_equal(fc_growth_curve_fit(&fit, curve, &data, NULL), FC_OK);
        for (size_t j = 0; j < fit->p; j++) {
            reference_assert_close(fit->parameters[j], cases[i].b[j], 1e-8,
                                   0.0);
        }
        fc_nonlinear_free(fit);
    }
}

static void test_unusable_data_are_refused(void **state)
{
    const double t[] = {1.0, 2.0, 1.5, 4.0, 5.0};
    const double zero[] = {0.0, 1.0, 2.0, 3.0, 4.0};
    const double y[] = {1.0, 2.0, 3.0, 5.0, 8.0};
    const double missing[] = {1.0, 2.0, (double)NAN, 5.0, 8.0};
    const fc_growth_curve *logistic = fc_growth_curve_find("logistic");
    const fc_growth_curve *bass = fc_growth_curve_find("bass");
    fc_nonlinear *fit = NULL;
    fc_error err = {0};

    (void)state;
    assert_int_equal(
        fc_growth_curve_fit(&fit, logistic,
                            &(fc_growth_data){.n = 5, .t = t, .y = y}, &err),
        FC_ERR_DATA);
    assert_non_null(strstr(err.message, "observation 3"));
    assert_int_equal(
        fc_growth_curve_fit(&fit, bass,
                            &(fc_growth_data){.n = 5, .t = zero, .y = y}, &err),
        FC_ERR_DATA);
    assert_int_equal(
        fc_growth_curve_fit(&fit, logistic,
                            &(fc_growth_data){.n = 5, .y = missing}, &err),
        FC_ERR_NONFINITE);
    assert_int_equal(fc_growth_curve_fit(&fit, logistic,
                                         &(fc_growth_data){.n = 3, .y = y},
                                         &err),
                     FC_ERR_TOO_SHORT);
    assert_null(fit);
    assert_null(fc_growth_curve_find("linear"));
}

/* Growth that does not slow down says nothing of its end. */
static void test_no_bend_is_said(void **state)
{
    double y[12];
    fc_growth_data data = {.n = 12, .y = y};
    fc_nonlinear *fit = NULL;
    fc_error err = {0};

    (void)state;
    for (size_t i = 0; i < 12; i++) {
        y[i] = exp(0.3 * (double)i) * (i % 2 == 0 ? 1.01 : 0.99);
    }
    assert_int_equal(
        fc_growth_curve_fit(&fit, fc_growth_curve_find("bass"), &data, &err),
        FC_ERR_CONVERGENCE);
    assert_non_null(strstr(err.message, "do not determine a bass curve"));
    assert_null(fit);
    assert_int_equal(fc_growth_curve_fit(&fit, fc_growth_curve_find("gompertz"),
                                         &data, &err),
                     FC_OK);
    assert_true(fit->standard_errors[0] > fit->parameters[0]);
    fc_nonlinear_free(fit);
}

static void test_no_growth_is_said(void **state)
{
    static const double y[] = {7.0, 7.0, 7.0, 7.0, 7.0};
    fc_nonlinear *fit = NULL;

    (void)state;
    for (size_t i = 0; i < fc_growth_curve_count(); i++) {
        assert_int_equal(fc_growth_curve_fit(&fit, fc_growth_curve_at(i),
                                             &(fc_growth_data){.n = 5, .y = y},
                                             NULL),
                         FC_ERR_DATA);
        assert_null(fit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agrees_with_r),
        cmocka_unit_test(test_gradients),
        cmocka_unit_test(test_curves_find_themselves),
        cmocka_unit_test(test_unusable_data_are_refused),
        cmocka_unit_test(test_no_bend_is_said),
        cmocka_unit_test(test_no_growth_is_said),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
