/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forecasts of seasonally adjusted series against R's stlf():
 * tests/reference/stl.R. To 1e-9 for what is computed the same way twice, to
 * 1e-5 for ARIMA, whose likelihood both sides search, to 1e-3 for ETS, where
 * R's search stops after three or four digits.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/explanation.h"
#include "forecast/init.h"

#include "models/stl_model.h"
#include "support/faults.h"
#include "support/reference.h"
#include "support/sample.h"

static const char *const reference = "stl.csv";

enum { most_steps = 40 };

static fc_status fit_first(fc_fit **out, const char *text,
                           const struct sample *sample, size_t n, fc_error *err)
{
    fc_training training = sample_training(sample);
    fc_model_spec spec = {0};
    fc_status status = fc_model_spec_parse(&spec, text, err);

    training.y.length = n;
    return status == FC_OK ? fc_fit_create(out, &spec, &training, err) : status;
}

static void test_against_r(void **state)
{
    static const struct {
        const char *name;
        const char *series;
        const char *spec;
        size_t steps;
        double tolerance;
    } cases[] = {
        {"naive-ukgas", "ukgas", "stl:naive", 10, 1e-9},
        {"rwdrift-ukgas", "ukgas", "stl:drift", 10, 1e-9},
        {"naive-wine", "wine", "stl:naive", 30, 1e-9},
        {"rwdrift-wine", "wine", "stl:drift", 30, 1e-9},
        {"rwdrift-wine", "wine", "mstl:12:drift", 30, 1e-9},
        {"robust-drift-gas", "gas", "stl:robust+drift", 14, 1e-9},
        {"log-drift-air", "air", "log:stl:drift", 14, 1e-9},
        {"arima011-air", "air", "stl:arima:0,1,1", 14, 1e-5},
        {"arima210-wine", "wine", "stl:arima:2,1,0", 14, 1e-5},
        {"ann-wine", "wine", "stl:ets:ANN+both", 14, 1e-3},
        {"ann-ukgas", "ukgas", "stl:ets:ANN+both", 14, 1e-3},
        {"drift-taylor", "taylor", "mstl:48,336:drift", 40, 1e-9},
        /* The third season is too long to be seen. */
        {"drift-taylor", "taylor", "mstl:48,336,999:drift", 40, 1e-9},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sample sample;
        double mean[most_steps];
        double centre[most_steps];
        double spread[most_steps];
        const fc_forecast_law law = {mean, centre, spread};
        fc_fit *fit = NULL;

        sample_load(&sample, reference, cases[i].series);
        sample.n = (size_t)reference_value(reference, cases[i].name, "n");
        fit = fit_to_sample(cases[i].spec, &sample);
        assert_int_equal(
            fc_fit_predict_law(&law, fit, cases[i].steps, NULL, NULL), FC_OK);
        for (size_t h = 0; h < cases[i].steps; h++) {
            reference_assert_close(
                centre[h],
                reference_numbered(reference, cases[i].name, "centre", h + 1),
                cases[i].tolerance, 0.0);
            reference_assert_close(
                spread[h],
                reference_numbered(reference, cases[i].name, "spread", h + 1),
                cases[i].tolerance, 0.0);
        }
        fc_fit_free(fit);
    }
}

/* Paths are those of the inner model for the adjusted series, with its season,
 * on any scale and for every kind of interval. */
static void test_paths(void **state)
{
    static const char *const specs[] = {"stl:drift", "log:stl:theta"};
    struct sample sample;

    (void)state;
    sample_load(&sample, reference, "air");
    for (size_t i = 0; i < 2; i++) {
        fc_fit *fit = fit_to_sample(specs[i], &sample);
        const struct fc_stl_model *model = fit->state;

        for (int kind = 0; kind <= FC_INTERVALS_BOOTSTRAP; kind++) {
            const fc_draw_request request = {.steps = 14,
                                             .draws = 50,
                                             .stream = "s",
                                             .intervals = (fc_intervals)kind};
            fc_transform scale = fc_fit_transform(fit);
            fc_paths *paths = NULL;
            fc_paths *inner = NULL;
            fc_fit plain = *model->inner;

            plain.transform = (fc_transform){0};
            assert_int_equal(fc_fit_draw(&paths, fit, &request, NULL), FC_OK);
            assert_int_equal(fc_fit_draw(&inner, &plain, &request, NULL),
                             FC_OK);
            for (size_t k = 0; k < request.draws * request.steps; k++) {
                reference_assert_close(
                    fc_transform_apply(&scale, paths->values[k]),
                    inner->values[k] + model->last[k % request.steps % 12],
                    1e-9, 0.0);
            }
            fc_paths_free(inner);
            fc_paths_free(paths);
        }
        fc_fit_free(fit);
    }
}

/* Without a season that can be seen: the inner model, as it is. */
static void test_no_season(void **state)
{
    static const char *const specs[] = {"stl:theta:dynamic",
                                        "mstl:12,50:theta:dynamic"};
    struct sample sample;
    double alone[3];
    double mean[3];
    fc_fit *fit = NULL;

    (void)state;
    sample_load(&sample, reference, "air");
    sample.n = 24; /* not more than two years */
    sample.season = 1;
    fit = fit_to_sample("theta:dynamic", &sample);
    assert_int_equal(fc_fit_predict(alone, fit, 3, NULL, NULL), FC_OK);
    fc_fit_free(fit);
    sample.season = 12;
    for (size_t i = 0; i < 2; i++) {
        fc_explanation *all = NULL;

        fit = fit_to_sample(specs[i], &sample);
        assert_int_equal(fc_fit_predict(mean, fit, 3, NULL, NULL), FC_OK);
        assert_memory_equal(mean, alone, sizeof mean);
        assert_ptr_equal(strstr(fc_fit_equation(fit), "no season; y(t) = "),
                         fc_fit_equation(fit));
        assert_int_equal(fc_fit_explain(&all, fit, 3, NULL, NULL, NULL), FC_OK);
        assert_int_equal(all->count, 3);
        fc_explanation_free(all);
        fc_fit_free(fit);
    }
}

/* The parts are those of the inner model and the season. What the front adds
 * is known: nothing, or on logarithms half the variance. */
static void test_explanation(void **state)
{
    static const char *const specs[] = {"mstl", "log:mstl:12:drift"};
    struct sample sample;

    (void)state;
    sample_load(&sample, reference, "air");
    for (size_t i = 0; i < 2; i++) {
        fc_fit *fit = fit_to_sample(specs[i], &sample);
        const struct fc_stl_model *model = fit->state;
        double mean[14];
        double spread[14];
        fc_explanation *all = NULL;

        assert_int_equal(
            fc_fit_predict_spread(mean, spread, fit, 14, NULL, NULL), FC_OK);
        assert_int_equal(fc_fit_explain(&all, fit, 14, NULL, NULL, NULL),
                         FC_OK);
        assert_int_equal(all->count, 4);
        assert_string_equal(all->names[2], "season");
        for (size_t h = 0; h < 14; h++) {
            const double *parts = all->parts + h * 4;
            double lift = i == 0 ? 0.0 : 0.5 * spread[h] * spread[h];

            assert_true(parts[2] == model->last[h % 12]);
            reference_assert_close(parts[3], lift, 1e-9,
                                   i == 0 ? mean[h] : 1.0);
        }
        fc_explanation_free(all);
        fc_fit_free(fit);
    }
}

/* The words and numbers are those of the inner model; a likelihood of adjusted
 * values is none of the series. */
static void test_description(void **state)
{
    struct sample sample;
    fc_fit *fit = NULL;

    (void)state;
    sample_load(&sample, reference, "air");
    fit = fit_to_sample("stl:arima:0,1,1", &sample);
    assert_int_equal(fc_fit_coefficient_count(fit), 1);
    assert_non_null(
        strstr(fc_fit_equation(fit), "season(t) + what is left, which is "));
    assert_true(isnan(fc_fit_summarise(fit).aicc));
    assert_true(fc_fit_summarise(fit).sigma > 0.0);
    assert_true(fc_fit_has_closed_law(fit));
    fc_fit_free(fit);
}

static fc_status whole_job(void *context, fc_error *err)
{
    const struct sample *sample = context;
    const fc_draw_request request = {.steps = 3, .draws = 4, .stream = "s"};
    fc_fit *fit = NULL;
    fc_paths *paths = NULL;
    fc_explanation *all = NULL;
    fc_status status = fit_first(&fit, "mstl:4,12:theta", sample, sample->n,
                                 err);

    if (status == FC_OK) {
        status = fc_fit_draw(&paths, fit, &request, err);
    }
    if (status == FC_OK) {
        status = fc_fit_explain(&all, fit, 3, NULL, NULL, err);
    }
    fc_explanation_free(all);
    fc_paths_free(paths);
    fc_fit_free(fit);
    return status;
}

static void test_every_allocation_may_fail(void **state)
{
    struct sample sample;

    (void)state;
    sample_load(&sample, reference, "air");
    assert_true(faults_try_allocations(whole_job, &sample) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_r),
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_no_season),
        cmocka_unit_test(test_explanation),
        cmocka_unit_test(test_description),
        cmocka_unit_test(test_every_allocation_may_fail),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
