/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Models of intermittent demand against R and statsforecast:
 * tests/reference/intermittent.R and intermittent.py, on six real series.
 * Tolerances: 1e-10 for what is computed the same way twice; 1e-5 for forecasts
 * at a constant that both sides search for, theirs to six digits.
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

#include "base/number.h"
#include "support/reference.h"

static const char *const data = "intermittent_data.csv";
static const char *const from_r = "intermittent.csv";
static const char *const from_python = "intermittent_py.csv";

static const char *const parts[] = {"P21064676", "P90597832", "P21016849",
                                    "P21063708", "P21033270", "P21031954"};
static const char *const models[] = {"croston", "sba", "tsb", "adida", "imapa"};

enum { most = 64, PART_COUNT = 6, MODEL_COUNT = 5 };

static size_t load(double y[most], const char *name)
{
    size_t n = (size_t)reference_value(data, name, "n");

    assert_true(n <= most);
    for (size_t t = 0; t < n; t++) {
        y[t] = reference_numbered(data, name, "y", t + 1);
    }
    return n;
}

static fc_status try_fit(fc_fit **fit, const char *text, const double *y,
                         size_t n, fc_error *err)
{
    const fc_training training = {
        .y = {.start = {FC_MONTHLY, 336}, .length = n, .values = y},
        .season = 12};
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

static double forecast_of(const char *text, const double *y, size_t n)
{
    double mean[2] = {0.0};
    fc_fit *fit = fit_of(text, y, n);

    assert_int_equal(fc_fit_predict(mean, fit, 2, NULL, NULL), FC_OK);
    assert_true(mean[0] == mean[1]);
    fc_fit_free(fit);
    return mean[0];
}

static void test_against_references(void **state)
{
    static const struct {
        const char *spec;
        const char *file;
        const char *quantity;
        double tolerance;
    } cases[] = {
        {"croston:0.1", from_r, "croston0.1", 1e-10},
        {"croston:0.3", from_r, "croston0.3", 1e-10},
        {"croston:0.1", from_python, "croston0.1", 1e-10},
        {"sba:0.1", from_python, "sba0.1", 1e-10},
        {"tsb:0.1,0.05", from_python, "tsb0.1", 1e-10},
        {"tsb:0.3,0.2", from_python, "tsb0.3", 1e-10},
        {"adida:0.1", from_python, "adida0.1", 1e-10},
        {"imapa:0.1", from_python, "imapa0.1", 1e-10},
        {"adida", from_python, "adida", 1e-5},
        {"imapa", from_python, "imapa", 1e-5},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (size_t k = 0; k < PART_COUNT; k++) {
            double y[most];
            size_t n = load(y, parts[k]);

            if (cases[i].tolerance > 1e-10 && k + 1 == PART_COUNT) {
                continue; /* two totals: every constant is as good */
            }
            reference_assert_close(
                forecast_of(cases[i].spec, y, n),
                reference_value(cases[i].file, parts[k], cases[i].quantity),
                cases[i].tolerance, 0.0);
        }
    }
}

/* The squared errors of one step that the forecasts at earlier origins leave,
 * from the period after the first demand on. */
static double squares_of(const char *text, const double *y, size_t n)
{
    const double pair[] = {y[0], y[0]}; /* forecast as its half would be */
    double squares = 0.0;
    bool seen = false;

    for (size_t t = 0; t < n; t++) {
        if (seen) {
            double error = y[t]
                           - (t == 1 ? forecast_of(text, pair, 2)
                                     : forecast_of(text, y, t));

            squares += error * error;
        }
        seen = seen || y[t] > 0.0;
    }
    return squares;
}

/* The estimated constant leaves no more than those around it. */
static void test_constants_are_optimal(void **state)
{
    static const char *const specs[] = {"croston", "sba"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        for (size_t k = 0; k < PART_COUNT; k++) {
            double y[most];
            size_t n = load(y, parts[k]);
            fc_fit *fit = fit_of(specs[i], y, n);
            double alpha = fc_fit_coefficient_at(fit, 2).value;
            double best = 0.0;
            char text[40];

            (void)snprintf(text, sizeof text, "%s:%.15g", specs[i], alpha);
            best = squares_of(text, y, n);
            assert_true(alpha >= 0.1 && alpha <= 0.3);
            for (int tenth = 10; tenth <= 30; tenth += 5) {
                (void)snprintf(text, sizeof text, "%s:0.%02d", specs[i], tenth);
                assert_true(best <= squares_of(text, y, n) * (1.0 + 1e-9));
            }
            fc_fit_free(fit);
        }
    }
}

/* Paths: the mean of the forecast to rounding, at every step; the share of
 * zeros within 4 standard errors of 10,000 draws; nothing below zero. The
 * spread within 5 %, since sizes are drawn. */
static void check_paths(const char *text, const double *y, size_t n,
                        fc_intervals intervals)
{
    enum { steps = 3, draws = 10000 };
    const fc_draw_request request = {.steps = steps,
                                     .draws = draws,
                                     .stream = "s",
                                     .seed = 5,
                                     .intervals = intervals};
    double mean[steps];
    double spread[steps];
    fc_fit *fit = fit_of(text, y, n);
    double probability = fc_fit_coefficient_at(fit, 1).value;
    fc_paths *paths = NULL;

    assert_false(fc_fit_has_closed_law(fit));
    assert_int_equal(
        fc_fit_predict_spread(mean, spread, fit, steps, NULL, NULL), FC_OK);
    assert_int_equal(fc_fit_draw(&paths, fit, &request, NULL), FC_OK);
    for (size_t h = 0; h < steps; h++) {
        double squares = 0.0;
        double some = 0.0;

        for (size_t d = 0; d < draws; d++) {
            double value = paths->values[d * steps + h];

            assert_true(value >= 0.0);
            squares += (value - mean[h]) * (value - mean[h]) / draws;
            some += value > 0.0 ? 1.0 / draws : 0.0;
        }
        reference_assert_close(fc_paths_mean(paths, h), mean[h], 1e-12, 0.0);
        assert_true(fabs(some - probability) <= 0.02);
        reference_assert_close(sqrt(squares), spread[h], 0.05, 0.0);
    }
    fc_paths_free(paths);
    fc_fit_free(fit);
}

static void test_paths_have_the_stated_law(void **state)
{
    (void)state;
    for (size_t i = 0; i < MODEL_COUNT; i++) {
        double y[most];
        size_t n = load(y, parts[1]);

        for (int kind = FC_INTERVALS_SIMULATE; kind <= FC_INTERVALS_BOOTSTRAP;
             kind++) {
            check_paths(models[i], y, n, (fc_intervals)kind);
        }
    }
}

/* A floor is nothing that these do not do already. */
static void test_floor_changes_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < MODEL_COUNT; i++) {
        double y[most];
        size_t n = load(y, parts[2]);
        char text[40];

        (void)snprintf(text, sizeof text, "positive:none:%s", models[i]);
        assert_true(forecast_of(text, y, n) == forecast_of(models[i], y, n));
    }
}

/* No demand, one demand alone, two periods, and demand in every period. */
static void test_edges(void **state)
{
    static const struct {
        const char *name;
        double y[6];
        size_t n;
        double forecast[MODEL_COUNT]; /* in the order of the models */
    } cases[] = {
        {"no demand", {0.0, 0.0, 0.0}, 3, {0.0, 0.0, 0.0, 0.0, 0.0}},
        {"two periods", {4.0, 4.0}, 2, {4.0, 4.0 * 0.95, 4.0, 4.0, 4.0}},
        /* tsb: 4 (0.9) 0.9 at 0.1; the mean interval is 1 period */
        {"one demand, then none",
         {4.0, 0.0, 0.0},
         3,
         {4.0, 3.8, 4.0 * 0.9 * 0.9, 4.0 * 0.81, 4.0 * 0.81}},
        {"every period", {2.0, 2.0, 2.0}, 3, {2.0, 1.9, 2.0, 2.0, 2.0}},
        {"a gap is left out",
         {3.0, (double)NAN, 3.0, (double)NAN, 3.0},
         5,
         {3.0, 2.85, 3.0, 3.0, 3.0}},
    };
    static const char *const fixed[] = {"croston:0.1", "sba:0.1", "tsb:0.1,0.1",
                                        "adida:0.1", "imapa:0.1"};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (size_t k = 0; k < MODEL_COUNT; k++) {
            double forecast = forecast_of(fixed[k], cases[i].y, cases[i].n);

            if (fabs(forecast - cases[i].forecast[k]) > 1e-12) {
                fail_msg("%s, %s: %.15g", cases[i].name, fixed[k], forecast);
            }
        }
    }
}

static void test_what_is_refused(void **state)
{
    static const struct {
        const char *spec;
        const char *sentence;
    } cases[] = {
        {"croston", "observation 2 is -1: model 'croston' is for demand, which "
                    "is not below zero"},
        {"imapa", "model 'imapa' is for demand"},
        {"boxcox:0.5:tsb", "model 'tsb' takes demand as it is; leave the "
                           "transformation out"},
    };
    static const struct {
        const char *spec;
        const char *sentence;
    } options[] = {
        {"croston:2", "model 'croston': '2' is not a smoothing constant above "
                      "0 and up to 1"},
        {"sba:0", "'0' is not a smoothing constant"},
        {"adida:0.1,0.2", "'0.1,0.2' is not a smoothing constant"},
        {"tsb:0.1", "'0.1' is not two smoothing constants, as in 0.1,0.05,"},
        {"tsb:0.1,", "is not two smoothing constants"},
        {"tsb:0.1,0.2,0.3", "is not two smoothing constants"},
        {"imapa:mean", "'mean' is not a smoothing constant"},
    };
    static const double y[] = {3.0, -1.0, 0.0, 2.0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_fit *fit = NULL;
        fc_error err = {0};

        assert_int_not_equal(try_fit(&fit, cases[i].spec, y, 4, &err), FC_OK);
        assert_non_null(strstr(err.message, cases[i].sentence));
    }
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        fc_model_spec spec = {0};
        fc_error err = {0};

        assert_int_equal(fc_model_spec_parse(&spec, options[i].spec, &err),
                         FC_ERR_ARGUMENT);
        assert_non_null(strstr(err.message, options[i].sentence));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_references),
        cmocka_unit_test(test_constants_are_optimal),
        cmocka_unit_test(test_paths_have_the_stated_law),
        cmocka_unit_test(test_floor_changes_nothing),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_what_is_refused),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
