/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Complex exponential smoothing against statsforecast: tests/reference/ces.py.
 * At its constants 1e-9: the same arithmetic in another order, over three
 * passes. At the optimum ours must not be above that of its search, which stops
 * after four digits.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"

#include "models/ces.h"
#include "support/reference.h"
#include "support/sample.h"

static const char *const reference = "ces.csv";
static const char *const data = "theta.csv";

enum { steps = 18 };

static const struct {
    const char *series;
    const char *name;
    const char *spec;
    enum fc_ces_kind kind;
    bool inside; /* the optimum of the reference is allowed here */
} cases[] = {
    {"air", "air-none", "ces:none", FC_CES_NONE, true},
    {"air", "air-simple", "ces:simple", FC_CES_SIMPLE, false},
    {"air", "air-partial", "ces:partial", FC_CES_PARTIAL, true},
    {"air", "air-full", "ces:full", FC_CES_FULL, false},
    {"gas", "gas-none", "ces:none", FC_CES_NONE, true},
    {"gas", "gas-simple", "ces:simple", FC_CES_SIMPLE, false},
    {"gas", "gas-partial", "ces:partial", FC_CES_PARTIAL, false},
    {"gas", "gas-full", "ces:full", FC_CES_FULL, false},
    {"nile", "nile-none", "ces:none", FC_CES_NONE, true},
};

enum { CASE_COUNT = sizeof cases / sizeof cases[0] };

/* The constants at which the reference was made. */
static const double given[FC_CES_KINDS][FC_CES_WEIGHTS] = {
    [FC_CES_NONE] = {1.2, 1.01},
    [FC_CES_SIMPLE] = {1.1, 0.95},
    [FC_CES_PARTIAL] = {1.3, 1.02, 0.2},
    [FC_CES_FULL] = {1.25, 1.01, 1.3, 0.97},
};

static void test_at_given_constants(void **state)
{
    (void)state;
    for (size_t i = 0; i < CASE_COUNT; i++) {
        struct sample sample;
        struct fc_ces_work work;
        struct fc_ces model;
        struct fc_ces_state states[12 + steps];
        double mean[steps];
        struct fc_ces_form form = {.kind = cases[i].kind};

        sample_load(&sample, data, cases[i].series);
        form.m = form.kind == FC_CES_NONE ? 1 : sample.season;
        assert_int_equal(
            fc_ces_work_init(&work, sample.y, sample.n, sample.season, NULL),
            FC_OK);
        assert_int_equal(
            fc_ces_set(&model, &work, &form, given[form.kind], NULL), FC_OK);
        memcpy(states, model.last, form.m * sizeof *states);
        fc_ces_run_on(mean, states, &model, NULL, steps);
        reference_assert_close(
            (double)sample.n * log(model.squares),
            reference_value(reference, cases[i].name, "likelihood"), 1e-9, 0.0);
        for (size_t h = 0; h < steps; h++) {
            reference_assert_close(
                mean[h],
                reference_numbered(reference, cases[i].name, "mean", h + 1),
                1e-9, 0.0);
        }
        fc_ces_release(&model);
        fc_ces_work_release(&work);
    }
}

static void test_at_the_optimum(void **state)
{
    (void)state;
    for (size_t i = 0; i < CASE_COUNT; i++) {
        struct sample sample;
        fc_fit *fit = NULL;
        const struct fc_ces *model = NULL;
        double ours = 0.0;
        double theirs = reference_value(reference, cases[i].name, "optimum");

        if (!cases[i].inside) {
            continue; /* its bounds are wider */
        }
        sample_load(&sample, data, cases[i].series);
        fit = fit_to_sample(cases[i].spec, &sample);
        model = fit->state;
        ours = (double)sample.n * log(model->squares);
        if (ours > theirs + 1e-6) {
            fail_msg("%s: %.10g is above %.10g at %g %g %g %g", cases[i].name,
                     ours, theirs, model->weight[0], model->weight[1],
                     model->weight[2], model->weight[3]);
        }
        fc_fit_free(fit);
    }
}

/* Without a form the one of least AICc. */
static void test_choice(void **state)
{
    static const char *const specs[] = {"ces:none", "ces:simple", "ces:partial",
                                        "ces:full"};
    struct sample sample;
    double least = (double)INFINITY;
    fc_fit *fit = NULL;

    (void)state;
    sample_load(&sample, data, "gas");
    for (size_t k = 0; k < 4; k++) {
        fit = fit_to_sample(specs[k], &sample);
        least = fmin(least, fc_fit_summarise(fit).aicc);
        fc_fit_free(fit);
    }
    fit = fit_to_sample("ces", &sample);
    assert_true(fc_fit_summarise(fit).aicc == least);
    fc_fit_free(fit);
    /* A season that cannot be seen is none. */
    sample.n = 2 * sample.season - 1;
    fit = fit_to_sample("ces", &sample);
    assert_int_equal(fc_fit_coefficient_count(fit), 2);
    assert_non_null(strstr(fc_fit_equation(fit), "y(t) = level(t-1), alpha"));
    fc_fit_free(fit);
}

/* The closed-form spread is that of paths with an error of one sigma. */
static void test_spread_is_that_of_paths(void **state)
{
    (void)state;
    for (size_t i = 4; i < 8; i++) {
        struct sample sample;
        struct fc_ces_state states[12 + steps];
        double mean[steps];
        double spread[steps];
        double path[steps];
        double squares[steps] = {0.0};
        fc_fit *fit = NULL;
        const struct fc_ces *model = NULL;

        sample_load(&sample, data, cases[i].series);
        fit = fit_to_sample(cases[i].spec, &sample);
        model = fit->state;
        assert_int_equal(
            fc_fit_predict_spread(mean, spread, fit, steps, NULL, NULL), FC_OK);
        for (size_t k = 0; k < steps; k++) {
            double errors[steps] = {0.0};

            errors[k] = model->sigma;
            memcpy(states, model->last, model->form.m * sizeof *states);
            fc_ces_run_on(path, states, model, errors, steps);
            for (size_t h = 0; h < steps; h++) {
                squares[h] += (path[h] - mean[h]) * (path[h] - mean[h]);
            }
        }
        for (size_t h = 0; h < steps; h++) {
            reference_assert_close(spread[h], sqrt(squares[h]), 1e-9, 0.0);
        }
        fc_fit_free(fit);
    }
}

static void test_parts_and_refusals(void **state)
{
    fc_model_spec spec = {0};
    fc_error err = {0};

    (void)state;
    for (size_t i = 4; i < 8; i++) {
        struct sample sample;
        fc_explanation *parts = NULL;
        fc_fit *fit = NULL;

        sample_load(&sample, data, cases[i].series);
        fit = fit_to_sample(cases[i].spec, &sample);
        assert_int_equal(fc_fit_explain(&parts, fit, 6, NULL, NULL, NULL),
                         FC_OK);
        for (size_t h = 0; h < 6; h++) {
            /* What the front adds to close the sum is rounding. */
            assert_true(fabs(parts->parts[(h + 1) * parts->count - 1]) < 1e-9);
        }
        fc_explanation_free(parts);
        fc_fit_free(fit);
    }
    assert_int_equal(fc_model_spec_parse(&spec, "ces:auto", &err),
                     FC_ERR_ARGUMENT);
    assert_non_null(strstr(err.message, "option 'auto' is unknown; options: "
                                        "none, simple"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_at_given_constants),
        cmocka_unit_test(test_at_the_optimum),
        cmocka_unit_test(test_choice),
        cmocka_unit_test(test_spread_is_that_of_paths),
        cmocka_unit_test(test_parts_and_refusals),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
