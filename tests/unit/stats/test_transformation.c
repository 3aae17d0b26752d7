/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transformations and the choice of lambda, against R (reference/theta.R). */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/transformation.h"

#include "base/number.h"
#include "support/reference.h"

static const char *const reference = "theta.csv";

enum { most = 512 };

static void test_texts(void **state)
{
    static const struct {
        const char *text;
        const char *written;
    } cases[] = {
        {"none", "none"},
        {"log", "log"},
        {"boxcox", "boxcox"},
        {"boxcox:guerrero", "boxcox"},
        {"boxcox:likelihood", "boxcox:likelihood"},
        {"boxcox:0.30", "boxcox:0.3"},
        {"boxcox:2", "boxcox:2"},
        {"boxcox:-0", "boxcox:0"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_transform_spec spec = {.positive = true};
        char text[FC_TRANSFORM_TEXT_SIZE];

        assert_int_equal(fc_transform_parse(&spec, cases[i].text, NULL), FC_OK);
        assert_true(spec.positive);
        fc_transform_format(text, &spec);
        assert_string_equal(text, cases[i].written);
    }
}

static void test_unusable_texts(void **state)
{
    static const struct {
        const char *text;
        const char *message;
    } cases[] = {
        {"", "is no transformation"},
        {"logs", "is no transformation"},
        {"log:2", "is no transformation"},
        {"boxcoxx", "is no transformation"},
        {"boxcox:", "is no lambda"},
        {"boxcox:-0.5", "from 0 (logarithms) to 2"},
        {"boxcox:2.1", "is no lambda"},
        {"boxcox:nan", "is no lambda"},
        {"boxcox:0.3x", "is no lambda"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_transform_spec spec = {.scale = FC_SCALE_LOG};
        fc_error err = {0};

        assert_int_equal(fc_transform_parse(&spec, cases[i].text, &err),
                         FC_ERR_ARGUMENT);
        assert_non_null(strstr(err.message, cases[i].message));
        assert_int_equal(spec.scale, FC_SCALE_LOG);
    }
}

static void test_there_and_back(void **state)
{
    static const double values[] = {1e-9, 0.2, 1.0, 17.0, 1e12};
    static const fc_transform scales[] = {
        {.scale = FC_SCALE_OWN},
        {.scale = FC_SCALE_LEVEL},
        {.scale = FC_SCALE_LOG},
        {.scale = FC_SCALE_BOX_COX, .lambda = 0.0},
        {.scale = FC_SCALE_BOX_COX, .lambda = 1e-8},
        {.scale = FC_SCALE_BOX_COX, .lambda = 0.3},
        {.scale = FC_SCALE_BOX_COX, .lambda = 1.0},
        {.scale = FC_SCALE_BOX_COX, .lambda = 2.0},
        {.scale = FC_SCALE_BOX_COX, .lambda = -0.5},
    };

    (void)state;
    for (size_t k = 0; k < sizeof scales / sizeof scales[0]; k++) {
        for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
            double w = fc_transform_apply(&scales[k], values[i]);
            double room = scales[k].lambda > 0.0 ? 1.0 : values[i];

            /* Near zero a positive lambda flattens: an absolute error. A
             * negative one flattens far out. */
            if (scales[k].lambda >= 0.0 || values[i] < 100.0) {
                reference_assert_close(fc_transform_invert(&scales[k], w),
                                       values[i], 1e-9, room);
            }
        }
    }
}

static void test_values_below_zero(void **state)
{
    const fc_transform root = {.scale = FC_SCALE_BOX_COX, .lambda = 0.5};
    const fc_transform inverse = {.scale = FC_SCALE_BOX_COX, .lambda = -0.5};
    const fc_transform logs = {.scale = FC_SCALE_LOG};
    const fc_transform floored = {.scale = FC_SCALE_LEVEL, .floor = true};

    (void)state;
    reference_assert_close(fc_transform_apply(&root, -4.0), -6.0, 1e-15, 0.0);
    reference_assert_close(fc_transform_invert(&root, -6.0), -4.0, 1e-15, 0.0);
    assert_true(isnan(fc_transform_apply(&logs, 0.0)));
    assert_true(isnan(fc_transform_apply(&inverse, -1.0)));
    assert_true(fc_transform_invert(&floored, -3.0) == 0.0);
    assert_true(fc_transform_invert(&floored, 3.0) == 3.0);
    /* What comes back is held in the range of numbers. */
    assert_true(fc_transform_invert(&logs, 1e6) < 1e151);
    assert_true(fc_transform_invert(&inverse, 2.5) == 1e150);
    assert_true(fc_transform_apply(&logs, fc_missing()) != 0.0);
}

/* The mean of the transformed normal law: R's integrate() of the inverse. */
static void test_mean_against_r(void **state)
{
    static const struct {
        const char *name;
        double lambda;
    } cases[] = {{"scale-lambda0", 0.0}, {"scale-lambda0.3", 0.3}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const fc_transform scale = {.scale = FC_SCALE_BOX_COX,
                                    .lambda = cases[i].lambda};

        for (size_t h = 1; h <= 6; h++) {
            double mu = reference_numbered(reference, cases[i].name, "mu", h);
            double s = reference_numbered(reference, cases[i].name, "s", h);

            /* The inverse has a kink where R's law passes zero. */
            reference_assert_close(
                fc_transform_mean(&scale, mu, s),
                reference_numbered(reference, cases[i].name, "mean", h), 1e-8,
                0.0);
        }
    }
}

static void test_mean_above_a_floor(void **state)
{
    const fc_transform floored = {.scale = FC_SCALE_LEVEL, .floor = true};
    /* R: integrate(function(x) x * dnorm(x, -1, 2), 0, Inf) */
    static const double below = 0.395593114803;

    (void)state;
    reference_assert_close(fc_transform_mean(&floored, -1.0, 2.0), below, 1e-8,
                           0.0);
    reference_assert_close(fc_transform_mean(&floored, 50.0, 2.0), 50.0, 1e-12,
                           0.0);
    assert_true(fc_transform_mean(&floored, -1.0, 0.0) == 0.0);
}

static size_t load(double *y, size_t *season, const char *name)
{
    size_t n = (size_t)reference_value(reference, name, "n");

    *season = (size_t)reference_value(reference, name, "season");
    assert_true(n <= most);
    for (size_t t = 0; t < n; t++) {
        y[t] = reference_numbered(reference, name, "y", t + 1);
    }
    return n;
}

static void test_lambda_against_r(void **state)
{
    static const char *const names[] = {"air", "gas", "lynx", "nile", "wine"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        static const fc_lambda_range wide = {-1.0, 2.0};
        static const fc_lambda_range narrow = {0.0, 2.0};
        char name[32];
        double y[most];
        size_t season = 0;
        size_t n = load(y, &season, names[i]);
        double lambda = 0.0;

        (void)snprintf(name, sizeof name, "lambda-%s", names[i]);
        assert_int_equal(fc_lambda_choose(&lambda,
                                          &(fc_seasonal_values){y, n, season},
                                          FC_LAMBDA_GUERRERO, wide, NULL),
                         FC_OK);
        reference_assert_close(
            lambda, reference_value(reference, name, "guerrero"), 1e-4, 1.0);
        reference_assert_close(
            lambda, reference_value(reference, name, "exact"), 1e-7, 1.0);
        assert_int_equal(fc_lambda_choose(&lambda,
                                          &(fc_seasonal_values){y, n, season},
                                          FC_LAMBDA_GUERRERO, narrow, NULL),
                         FC_OK);
        reference_assert_close(
            lambda, reference_value(reference, name, "guerrero_from0"), 1e-4,
            1.0);
        assert_int_equal(fc_lambda_choose(&lambda,
                                          &(fc_seasonal_values){y, n, season},
                                          FC_LAMBDA_LIKELIHOOD, wide, NULL),
                         FC_OK);
        reference_assert_close(
            lambda, reference_value(reference, name, "loglik"), 1e-12, 1.0);
        assert_int_equal(fc_lambda_choose(&lambda,
                                          &(fc_seasonal_values){y, n, season},
                                          FC_LAMBDA_LIKELIHOOD, narrow, NULL),
                         FC_OK);
        reference_assert_close(lambda,
                               reference_value(reference, name, "loglik_from0"),
                               1e-12, 1.0);
    }
}

static void test_lambda_of_little(void **state)
{
    static const double even[] = {3, 3, 3, 3, 3, 3, 3, 3, 3, 3};
    static const double gap[] = {3, 4,           (double)NAN, 7, 5,  8,
                                 9, (double)NAN, 12,          9, 14, 11};
    static const fc_lambda_range range = {0.0, 2.0};
    double lambda = 0.0;

    (void)state;
    for (int choice = FC_LAMBDA_GUERRERO; choice <= FC_LAMBDA_LIKELIHOOD;
         choice++) {
        assert_int_equal(
            fc_lambda_choose(&lambda, &(fc_seasonal_values){gap, 8, 4},
                             (fc_lambda_choice)choice, range, NULL),
            FC_OK);
        assert_true(lambda == 1.0); /* two seasons */
        assert_int_equal(
            fc_lambda_choose(&lambda, &(fc_seasonal_values){gap, 12, 4},
                             (fc_lambda_choice)choice, range, NULL),
            FC_OK);
        assert_true(lambda >= 0.0 && lambda <= 2.0);
    }
    assert_int_equal(fc_lambda_choose(&lambda,
                                      &(fc_seasonal_values){even, 10, 1},
                                      FC_LAMBDA_GUERRERO, range, NULL),
                     FC_OK);
    assert_true(lambda == 1.0); /* nothing varies */
}

static void test_settling(void **state)
{
    static const double mixed[] = {4.0, 0.0, (double)NAN, -2.0, 3.0};
    static const struct {
        fc_transform_spec spec;
        size_t n;
        const char *message; /* NULL: it settles */
    } cases[] = {
        {{.scale = FC_SCALE_LEVEL}, 5, NULL},
        {{.scale = FC_SCALE_LOG}, 1, NULL},
        {{.scale = FC_SCALE_LOG}, 2, "observation 2 is 0: it has no logarithm"},
        {{.scale = FC_SCALE_BOX_COX, .choice = FC_LAMBDA_GIVEN, .lambda = 0.5},
         5,
         NULL},
        {{.scale = FC_SCALE_BOX_COX, .choice = FC_LAMBDA_GIVEN},
         5,
         "no logarithm"},
        {{.scale = FC_SCALE_BOX_COX}, 5, "chosen on positive values only"},
        {{.positive = true}, 3, NULL},
        {{.positive = true}, 5, "observation 4 is -2: a series with values"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_transform transform = {.lambda = -7.0};
        fc_error err = {0};
        fc_status status = fc_transform_settle(
            &transform, &cases[i].spec,
            &(fc_seasonal_values){mixed, cases[i].n, 1}, &err);

        if (cases[i].message == NULL) {
            assert_int_equal(status, FC_OK);
            assert_int_equal(transform.floor, cases[i].spec.positive);
        } else {
            assert_int_equal(status, FC_ERR_DATA);
            assert_non_null(strstr(err.message, cases[i].message));
            assert_true(transform.lambda == -7.0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_unusable_texts),
        cmocka_unit_test(test_there_and_back),
        cmocka_unit_test(test_values_below_zero),
        cmocka_unit_test(test_mean_against_r),
        cmocka_unit_test(test_mean_above_a_floor),
        cmocka_unit_test(test_lambda_against_r),
        cmocka_unit_test(test_lambda_of_little),
        cmocka_unit_test(test_settling),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
