/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Growth curves as a model against R's nls(): tests/reference/growth.R. 1e-6
 * for forecasts and standard errors at an optimum that both sides search for,
 * both to more digits than that.
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
#include "forecast/model.h"

#include "support/faults.h"
#include "support/reference.h"

static const char *const reference = "growth.csv";
static const char *const series[] = {"uspop", "airmiles"};
static const char *const curves[] = {"logistic", "gompertz", "exponential"};

enum { most = 40, steps = 6 };

static fc_status try_fit(fc_fit **fit, const char *text, const double *y,
                         size_t n, fc_error *err)
{
    const fc_training training = {
        .y = {.start = {FC_YEARLY, 1900}, .length = n, .values = y},
        .season = 1};
    fc_model_spec spec = {0};

    assert_int_equal(fc_model_spec_parse(&spec, text, err), FC_OK);
    return fc_fit_create(fit, &spec, &training, err);
}

static fc_fit *fit_of(const char *text, const double *y, size_t n)
{
    fc_fit *fit = NULL;
    fc_error err = {0};

    if (try_fit(&fit, text, y, n, &err) != FC_OK) {
        fail_msg("%s: %s", text, err.message);
    }
    return fit;
}

static size_t load(double y[most], const char *name)
{
    size_t n = (size_t)reference_value(reference, name, "n");

    for (size_t t = 0; t < n; t++) {
        y[t] = reference_numbered(reference, name, "y", t + 1);
    }
    return n;
}

static void test_against_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < 6; i++) {
        double y[most];
        double mean[steps];
        double spread[steps];
        size_t n = load(y, series[i / 3]);
        char text[40];
        char name[40];
        fc_fit *fit = NULL;

        (void)snprintf(text, sizeof text, "growth:%s", curves[i % 3]);
        (void)snprintf(name, sizeof name, "%s-%s", curves[i % 3],
                       series[i / 3]);
        fit = fit_of(text, y, n);
        assert_int_equal(
            fc_fit_predict_spread(mean, spread, fit, steps, NULL, NULL), FC_OK);
        for (size_t h = 0; h < steps; h++) {
            reference_assert_close(
                mean[h], reference_numbered(reference, name, "mean", h + 1),
                1e-6, 0.0);
            reference_assert_close(
                spread[h], reference_numbered(reference, name, "se", h + 1),
                1e-6, 0.0);
        }
        reference_assert_close(fc_fit_summarise(fit).log_likelihood,
                               reference_value(reference, name, "loglik"), 1e-8,
                               0.0);
        reference_assert_close(fc_fit_summarise(fit).aicc,
                               reference_value(reference, name, "aicc"), 1e-8,
                               0.0);
        fc_fit_free(fit);
    }
}

/* Without a curve none has a smaller AICc. */
static void test_choice(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        double y[most];
        size_t n = load(y, series[i]);
        fc_fit *fit = fit_of("growth", y, n);

        for (size_t k = 0; k < 3; k++) {
            char name[40];

            (void)snprintf(name, sizeof name, "%s-%s", curves[k], series[i]);
            assert_true(fc_fit_summarise(fit).aicc
                        <= reference_value(reference, name, "aicc") + 1e-6);
        }
        fc_fit_free(fit);
    }
}

/* A Bass curve without errors comes back, and goes on; sales add up to it. */
static void test_bass(void **state)
{
    enum { length = 20 };
    double total[length + steps];
    double sales[length + steps];
    double mean[steps];

    (void)state;
    for (size_t t = 0; t < length + steps; t++) {
        double e = exp(-0.43 * (double)(t + 1));

        total[t] = 1000.0 * (1.0 - e) / (1.0 + 0.4 / 0.03 * e);
        sales[t] = total[t] - (t > 0 ? total[t - 1] : 0.0);
    }
    for (int k = 0; k < 2; k++) {
        const double *y = k == 0 ? total : sales;
        fc_fit *fit = fit_of(k == 0 ? "growth:bass" : "growth:bass-sales", y,
                             length);

        assert_int_equal(fc_fit_predict(mean, fit, steps, NULL, NULL), FC_OK);
        for (size_t h = 0; h < steps; h++) {
            reference_assert_close(mean[h], y[length + h], 1e-6, 1.0);
        }
        assert_string_equal(fc_fit_coefficient_at(fit, 0).name, "market");
        reference_assert_close(fc_fit_coefficient_at(fit, 0).value, 1000.0,
                               1e-6, 0.0);
        fc_fit_free(fit);
    }
}

/* Paths have the mean and the spread of the closed form: 20,000 antithetic
 * draws leave 1 % of the spread to chance, and the drawn sigma of 16 degrees
 * makes it 7 % wider. */
static void test_paths_agree(void **state)
{
    enum { draws = 20000 };
    const fc_draw_request request = {
        .steps = steps, .draws = draws, .stream = "s", .seed = 3};
    double y[most];
    double mean[steps];
    double spread[steps];
    size_t n = load(y, "uspop");
    fc_fit *fit = fit_of("growth:logistic", y, n);
    fc_paths *paths = NULL;

    (void)state;
    assert_int_equal(
        fc_fit_predict_spread(mean, spread, fit, steps, NULL, NULL), FC_OK);
    assert_int_equal(fc_fit_draw(&paths, fit, &request, NULL), FC_OK);
    for (size_t h = 0; h < steps; h++) {
        double squares = 0.0;

        for (size_t d = 0; d < draws; d++) {
            double error = paths->values[d * steps + h] - mean[h];

            squares += error * error / draws;
        }
        reference_assert_close(fc_paths_mean(paths, h), mean[h], 1e-10, 0.0);
        reference_assert_close(sqrt(squares), spread[h] * sqrt(16.0 / 14.0),
                               0.03, 0.0);
    }
    fc_paths_free(paths);
    fc_fit_free(fit);
}

/* Hundreds of periods on everything is still a finite number. */
static void test_far_ahead(void **state)
{
    enum { far = 1000 };
    double y[most];
    double mean[far];
    double spread[far];

    (void)state;
    for (size_t i = 0; i < 6; i++) {
        size_t n = load(y, series[i / 3]);
        char text[40];
        fc_fit *fit = NULL;

        (void)snprintf(text, sizeof text, "growth:%s", curves[i % 3]);
        fit = fit_of(text, y, n);
        assert_int_equal(
            fc_fit_predict_spread(mean, spread, fit, far, NULL, NULL), FC_OK);
        assert_true(isfinite(mean[far - 1]) && isfinite(spread[far - 1]));
        fc_fit_free(fit);
    }
}

static void test_what_is_refused(void **state)
{
    static const double flat[] = {3, 3, 3, 3, 3, 3, 3, 3};
    static const double line[] = {1, -1, 1, -1, 1, -1, 1, -1, 1, -1};
    fc_model_spec spec = {0};
    fc_fit *fit = NULL;
    fc_error err = {0};

    (void)state;
    assert_int_equal(try_fit(&fit, "growth", flat, 8, &err), FC_ERR_DATA);
    assert_non_null(strstr(err.message, "there is no growth"));
    assert_int_not_equal(try_fit(&fit, "growth:bass", line, 10, &err), FC_OK);
    assert_non_null(strstr(err.message, "do not determine a bass curve"));
    assert_int_equal(try_fit(&fit, "growth", line, 5, &err), FC_ERR_TOO_SHORT);
    assert_int_equal(fc_model_spec_parse(&spec, "growth:weibull", &err),
                     FC_ERR_ARGUMENT);
    assert_non_null(strstr(err.message, "there is no curve 'weibull'; options: "
                                        "logistic"));
}

static fc_status whole_job(void *context, fc_error *err)
{
    const double *y = context;
    const fc_training training = {
        .y = {.start = {FC_YEARLY, 1900}, .length = 19, .values = y},
        .season = 1};
    const fc_draw_request request = {
        .steps = 2, .draws = 4, .stream = "s", .seed = 3};
    fc_model_spec spec = {0};
    fc_fit *fit = NULL;
    fc_paths *paths = NULL;
    fc_status status = fc_model_spec_parse(&spec, "growth:logistic", err);

    if (status == FC_OK) {
        status = fc_fit_create(&fit, &spec, &training, err);
    }
    if (status == FC_OK) {
        status = fc_fit_draw(&paths, fit, &request, err);
    }
    fc_paths_free(paths);
    fc_fit_free(fit);
    return status;
}

static void test_every_allocation_may_fail(void **state)
{
    double y[most];

    (void)state;
    (void)load(y, "uspop");
    assert_true(faults_try_allocations(whole_job, y) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_r),
        cmocka_unit_test(test_choice),
        cmocka_unit_test(test_bass),
        cmocka_unit_test(test_paths_agree),
        cmocka_unit_test(test_far_ahead),
        cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_every_allocation_may_fail),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
