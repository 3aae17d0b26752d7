/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NIST's problems are in tests/unit/planning/test_certificate.c. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/nonlinear.h"

#include "support/faults.h"
#include "support/reference.h"

enum { rows = 12 };

/* R: datasets::Puromycin, treated cells; Bates & Watts (1988), p. 269. */
static const double concentration[rows] = {0.02, 0.02, 0.06, 0.06, 0.11, 0.11,
                                           0.22, 0.22, 0.56, 0.56, 1.10, 1.10};
static const double velocity[rows] = {76.0,  47.0,  97.0,  107.0, 123.0, 139.0,
                                      159.0, 152.0, 191.0, 201.0, 207.0, 200.0};

static double michaelis_menten(const double *b, const double *x,
                               const void *context)
{
    (void)context;
    return b[0] * x[0] / (b[1] + x[0]);
}

static void michaelis_menten_gradient(double *out, const double *b,
                                      const double *x, const void *context)
{
    double bottom = b[1] + x[0];

    (void)context;
    out[0] = x[0] / bottom;
    out[1] = -b[0] * x[0] / (bottom * bottom);
}

static const double start[2] = {205.0, 0.08};

static fc_nonlinear_problem puromycin(void)
{
    return (fc_nonlinear_problem){
        .model = {.p = 2, .value = michaelis_menten},
        .n = rows,
        .columns = 1,
        .x = concentration,
        .y = velocity,
        .start = start,
    };
}

/* R's nls() stops at a relative offset of 1e-7; what that leaves is far below
 * the tolerances. */
static void test_puromycin(void **state)
{
    fc_nonlinear_problem problem = puromycin();
    fc_nonlinear *fit = NULL;

    (void)state;
    assert_int_equal(fc_nonlinear_fit(&fit, &problem, NULL), FC_OK);
    for (size_t j = 0; j < 2; j++) {
        reference_assert_close(
            fit->parameters[j],
            reference_numbered("curves.csv", "puromycin", "b", j + 1), 1e-7,
            0.0);
        reference_assert_close(
            fit->standard_errors[j],
            reference_numbered("curves.csv", "puromycin", "se", j + 1), 1e-6,
            0.0);
    }
    reference_assert_close(fit->rss,
                           reference_value("curves.csv", "puromycin", "rss"),
                           1e-12, 0.0);
    reference_assert_close(fit->sigma, sqrt(fit->rss / 10.0), 1e-15, 0.0);
    reference_assert_close(
        fit->t[1], fit->parameters[1] / fit->standard_errors[1], 1e-15, 0.0);
    reference_assert_close(
        fit->residuals[3],
        velocity[3]
            - michaelis_menten(fit->parameters, concentration + 3, NULL),
        0.0, 0.0);
    assert_string_equal(fit->names[1], "b2");
    assert_int_equal(fit->end, FC_END_MINIMUM);
    assert_true(fit->offset < 1e-9);
    assert_true(fit->iterations > 0);
    fc_nonlinear_free(fit);
    fc_nonlinear_free(NULL);
}

static void test_derivatives_given_or_found(void **state)
{
    static const char *const names[] = {"limit", "half"};
    fc_nonlinear_problem problem = puromycin();
    fc_nonlinear *found = NULL;
    fc_nonlinear *given = NULL;

    (void)state;
    assert_int_equal(fc_nonlinear_fit(&found, &problem, NULL), FC_OK);
    problem.model.gradient = michaelis_menten_gradient;
    problem.model.names = names;
    assert_int_equal(fc_nonlinear_fit(&given, &problem, NULL), FC_OK);
    for (size_t j = 0; j < 2; j++) {
        reference_assert_close(found->parameters[j], given->parameters[j],
                               1e-12, 0.0);
        reference_assert_close(found->standard_errors[j],
                               given->standard_errors[j], 1e-11, 0.0);
    }
    assert_string_equal(given->names[0], "limit");
    fc_nonlinear_free(found);
    fc_nonlinear_free(given);
}

/* Residuals of rounding errors are an end of their own. */
static void test_exact_data(void **state)
{
    double y[rows];
    fc_nonlinear_problem problem = puromycin();
    fc_nonlinear *fit = NULL;
    const double truth[2] = {180.0, 0.1};

    (void)state;
    for (size_t i = 0; i < rows; i++) {
        y[i] = michaelis_menten(truth, concentration + i, NULL);
    }
    problem.y = y;
    assert_int_equal(fc_nonlinear_fit(&fit, &problem, NULL), FC_OK);
    reference_assert_close(fit->parameters[0], 180.0, 1e-14, 0.0);
    reference_assert_close(fit->parameters[1], 0.1, 1e-14, 0.0);
    assert_true(fit->rss < 1e-24);
    fc_nonlinear_free(fit);
}

/* b1 and b2 stand for the same thing. */
static double twice(const double *b, const double *x, const void *context)
{
    (void)context;
    return (b[0] + b[1]) * x[0];
}

/* Falls for ever: no minimum. */
static double slide(const double *b, const double *x, const void *context)
{
    (void)context;
    return 300.0 + exp(-b[0]) + 0.0 * x[0];
}

static double undefined(const double *b, const double *x, const void *context)
{
    (void)context;
    return b[0] * sqrt(b[1] - x[0]);
}

static void test_failures_are_explained(void **state)
{
    static const double missing[rows] = {[7] = (double)NAN};
    fc_nonlinear_problem problem = puromycin();
    fc_nonlinear *fit = NULL;
    fc_error err = {0};

    (void)state;
    problem.model.value = twice;
    assert_int_equal(fc_nonlinear_fit(&fit, &problem, &err), FC_ERR_SINGULAR);
    assert_non_null(strstr(err.message, "parameter 'b"));
    problem.model.value = slide;
    problem.model.p = 1;
    assert_int_not_equal(fc_nonlinear_fit(&fit, &problem, &err), FC_OK);
    problem.model.value = undefined;
    problem.model.p = 2;
    assert_int_equal(fc_nonlinear_fit(&fit, &problem, &err), FC_ERR_NONFINITE);
    assert_non_null(strstr(err.message, "row 5"));
    problem = puromycin();
    problem.y = missing;
    assert_int_equal(fc_nonlinear_fit(&fit, &problem, &err), FC_ERR_NONFINITE);
    assert_non_null(strstr(err.message, "response, value 8"));
    problem = puromycin();
    problem.n = 2;
    assert_int_equal(fc_nonlinear_fit(&fit, &problem, &err), FC_ERR_TOO_SHORT);
    problem.model.p = 0;
    assert_int_equal(fc_nonlinear_fit(&fit, &problem, &err), FC_ERR_ARGUMENT);
    assert_null(fit);
}

/* The minimum is at the edge of the domain's inside: steps that lead out are
 * taken back. */
static void test_steps_out_of_the_domain(void **state)
{
    double x[rows];
    double y[rows];
    const double far[2] = {1.0, 40.0};
    const double truth[2] = {3.0, 12.5};
    fc_nonlinear_problem problem = {
        .model = {.p = 2, .value = undefined},
        .n = rows,
        .columns = 1,
        .x = x,
        .y = y,
        .start = far,
    };
    fc_nonlinear *fit = NULL;

    (void)state;
    for (size_t i = 0; i < rows; i++) {
        x[i] = (double)(i + 1);
        y[i] = undefined(truth, x + i, NULL);
    }
    assert_int_equal(fc_nonlinear_fit(&fit, &problem, NULL), FC_OK);
    reference_assert_close(fit->parameters[1], 12.5, 1e-10, 0.0);
    fc_nonlinear_free(fit);
}

static fc_status fit_puromycin(void *context, fc_error *err)
{
    fc_nonlinear_problem problem = puromycin();
    fc_nonlinear *fit = NULL;
    fc_status status = fc_nonlinear_fit(&fit, &problem, err);

    (void)context;
    fc_nonlinear_free(fit);
    return status;
}

static void test_memory_runs_out(void **state)
{
    (void)state;
    assert_true(faults_try_allocations(fit_puromycin, NULL) > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_puromycin),
        cmocka_unit_test(test_derivatives_given_or_found),
        cmocka_unit_test(test_exact_data),
        cmocka_unit_test(test_failures_are_explained),
        cmocka_unit_test(test_steps_out_of_the_domain),
        cmocka_unit_test(test_memory_runs_out),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
