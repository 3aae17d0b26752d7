/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The edges, for every model of the table: what it forecasts and what it
 * refuses, with the sentence. Season 4. What is forecast is forecast at the
 * horizons 1 and 1000 with every kind of interval.
 */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
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
#include "models/model_type.h"

enum { season = 4, length = 48, far_horizon = 1000 };

/* What a model refuses beside what is too short; NULL: nothing. */
struct edges {
    const char *spec;
    size_t fewest;       /* observations */
    const char *missing; /* a series with gaps */
    const char *flat;    /* a series that never changes */
};

#define NO_GAPS "takes no missing values; observation 11 is missing"

static const struct edges table[] = {
    {"yoy", 11, NO_GAPS,
     "column 'yoy log growth(t-1)' is zero in all 43 rows; leave it out"},
    {"tslm", 9, NO_GAPS, NULL},
    {"snaive", 7, NO_GAPS, NULL},
    {"snaive-drift", 8, NO_GAPS, NULL},
    {"snaive-growth", 9, NO_GAPS, NULL},
    {"mean", 2, NULL, NULL},
    {"naive", 1, NULL, NULL},
    {"naive2", 2, NO_GAPS, NULL},
    {"drift", 3, NULL, NULL},
    {"theta", 4, NO_GAPS, NULL},
    {"theta:optimised", 5, NO_GAPS, NULL},
    {"theta:dynamic", 7, NO_GAPS, NULL},
    {"combine:theta/naive", 1, NULL, NULL},
    {"combine", 1, NULL, NULL},
    {"combine:growing", 6, NULL, NULL},
    {"ets", 4, NULL, NULL},
    {"ets:ANN", 4, NULL, NULL},
    {"ets:AAdA", 10, NULL, NULL},
    {"ets:ZZA", 8, NULL, NULL},
    {"ets:ANN+admissible", 5, NULL, NULL},
    {"ets:AAN+both", 7, NULL, NULL},
    {"ets:MAdM", 10, NULL, NULL},
    {"ets:MMM+usual", 11, NULL, NULL},
    {"ets:AMdN", 6, NULL, NULL},
    {"ets:AAM", 9, NULL, NULL},
    {"ets:MMdA", 10, NULL, NULL},
    {"arima", 3, NULL, NULL},
    {"arima:full", 3, NULL, NULL},
    {"arima:0,1,1/0,1,1", 9, NULL, NULL},
    {"arima:2,0,1/1,0,0", 7, NULL, NULL},
    {"arima:0,1,1+constant", 5, NULL, NULL},
    {"arima:1,2,1", 6, NULL, NULL},
    {"croston", 2, NULL, NULL},
    {"sba", 2, NULL, NULL},
    {"tsb", 2, NULL, NULL},
    {"adida", 2, NULL, NULL},
    {"imapa", 2, NULL, NULL},
    {"ces", 6, NO_GAPS, NULL},
    {"ces:simple", 8, NO_GAPS, NULL},
    {"ces:full", 8, NO_GAPS, NULL},
    {"growth:exponential", 5, NO_GAPS,
     "all observations are equal: there is no growth"},
    {"growth", 6, NO_GAPS, "all observations are equal: there is no growth"},
    {"tbats", 4, NO_GAPS, NULL},
    {"tbats:season=none+trend=damped", 7, NO_GAPS, NULL},
    {"stl", 4, NO_GAPS, NULL},
    {"stl:drift", 3, NO_GAPS, NULL},
    {"stl:arima:0,1,1", 4, NO_GAPS, NULL},
    {"mstl", 4, NO_GAPS, NULL},
    {"mstl:2,4", 4, NO_GAPS, NULL},
    {"mstl:4,12:naive", 1, NO_GAPS, NULL},
};

enum { TABLE_COUNT = sizeof table / sizeof table[0] };

/* These multiply, and take nothing at or below zero. */
static const char *const multiplicative[] = {"ets:MAdM", "ets:MMM+usual",
                                             "ets:AMdN", "ets:AAM", "ets:MMdA"};

static bool multiplies(const char *spec)
{
    for (size_t i = 0; i < sizeof multiplicative / sizeof multiplicative[0];
         i++) {
        if (strcmp(spec, multiplicative[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Demand is not below zero, and is forecast as it is. */
static bool is_of_demand(const char *text)
{
    fc_model_spec spec = {0};

    assert_int_equal(fc_model_spec_parse(&spec, text, NULL), FC_OK);
    return spec.type->never_negative;
}

/* What a model says of a zero, and of a value below; NULL: nothing. */
static const char *zero_refusal(const char *spec)
{
    return multiplies(spec) ? "needs values above zero" : NULL;
}

static const char *negative_refusal(const char *spec)
{
    return is_of_demand(spec) ? "is for demand" : zero_refusal(spec);
}

static fc_status fit_to(fc_fit **fit, const char *text, const double *y,
                        size_t n, fc_error *err)
{
    const fc_training training = {
        .y = {.start = {FC_QUARTERLY, 8000}, .length = n, .values = y},
        .season = season};
    fc_model_spec spec = {0};

    assert_int_equal(fc_model_spec_parse(&spec, text, err), FC_OK);
    return fc_fit_create(fit, &spec, &training, err);
}

/* Growth with a season and noise, at a scale. */
static void fill(double y[length], double scale)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);

    for (size_t t = 0; t < length; t++) {
        y[t] = scale
               * exp(0.02 * (double)t + (t % season == 3 ? 0.3 : 0.0)
                     + gsl_ran_gaussian(random, 0.03));
    }
    gsl_rng_free(random);
}

static void check_forecast(const char *text, const fc_fit *fit, size_t steps)
{
    double mean[far_horizon];
    double spread[far_horizon];
    fc_error err = {0};

    if (fc_fit_predict_spread(mean, spread, fit, steps, NULL, &err) != FC_OK) {
        fail_msg("%s: %s", text, err.message);
    }
    for (size_t h = 0; h < steps; h++) {
        assert_true(isfinite(mean[h]) && spread[h] >= 0.0);
    }
    for (int kind = FC_INTERVALS_SIMULATE; kind <= FC_INTERVALS_BOOTSTRAP;
         kind++) {
        const fc_draw_request request = {.steps = steps,
                                         .draws = 6,
                                         .stream = "s",
                                         .intervals = (fc_intervals)kind};
        fc_paths *paths = NULL;

        if (fc_fit_draw(&paths, fit, &request, &err) != FC_OK) {
            fail_msg("%s: %s", text, err.message);
        }
        for (size_t h = 0; h < steps; h++) {
            assert_true(isfinite(fc_paths_mean(paths, h)));
        }
        fc_paths_free(paths);
    }
}

/* Forecast, or refuse with @p sentence. */
static void check(const char *text, const double *y, size_t n,
                  const char *sentence)
{
    fc_fit *fit = NULL;
    fc_error err = {0};
    fc_status status = fit_to(&fit, text, y, n, &err);

    if (sentence != NULL) {
        if (status == FC_OK) {
            fail_msg("%s, %zu observations: forecast", text, n);
        }
        assert_null(fit);
        if (strstr(err.message, sentence) == NULL) {
            fail_msg("%s: '%s' does not say '%s'", text, err.message, sentence);
        }
        return;
    }
    if (status != FC_OK) {
        fail_msg("%s, %zu observations: %s", text, n, err.message);
    }
    check_forecast(text, fit, 1);
    check_forecast(text, fit, far_horizon);
    fc_fit_free(fit);
}

static void test_every_model_is_in_the_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < fc_model_type_count(); i++) {
        const char *name = fc_model_type_name(fc_model_type_at(i));
        bool there = false;

        for (size_t k = 0; k < TABLE_COUNT; k++) {
            there = there
                    || strncmp(table[k].spec, name, strcspn(table[k].spec, ":"))
                           == 0;
        }
        if (!there) {
            fail_msg("put model '%s' into the table", name);
        }
    }
}

/* 1, 2, m and 2m - 1 observations. */
static void test_short_series(void **state)
{
    static const size_t lengths[] = {1, 2, season, 2 * season - 1};
    double y[length];

    (void)state;
    fill(y, 100.0);
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        for (size_t k = 0; k < 4; k++) {
            char sentence[160];

            (void)snprintf(sentence, sizeof sentence,
                           "model '%s' needs at least %zu observations; there "
                           "are %zu",
                           table[i].spec, table[i].fewest, lengths[k]);
            check(table[i].spec, y, lengths[k],
                  lengths[k] < table[i].fewest ? sentence : NULL);
        }
    }
}

static void test_flat_series(void **state)
{
    double y[length] = {0.0};

    (void)state;
    for (int constant = 0; constant < 2; constant++) {
        for (size_t t = 0; t < length; t++) {
            y[t] = 5.0 * constant;
        }
        for (size_t i = 0; i < TABLE_COUNT; i++) {
            const char *sentence = table[i].flat;

            if (strcmp(table[i].spec, "yoy") == 0 && constant == 0) {
                sentence = "column 'yoy change(t-1)' is zero in all 43 rows";
            }
            if (constant == 0 && zero_refusal(table[i].spec) != NULL) {
                sentence = zero_refusal(table[i].spec);
            }
            check(table[i].spec, y, length, sentence);
        }
    }
}

/* One value missing, and 30 %. */
static void test_gaps(void **state)
{
    double y[length];

    (void)state;
    fill(y, 100.0);
    y[10] = fc_missing();
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        check(table[i].spec, y, length, table[i].missing);
    }
    for (size_t t = 13; t < length; t += t % 2 == 0 ? 3 : 2) {
        y[t] = fc_missing();
    }
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        check(table[i].spec, y, length, table[i].missing);
    }
}

static void test_odd_values(void **state)
{
    static const double scales[] = {1e-9, 1.0, 1e12, -1.0, -1e12};
    double y[length];

    (void)state;
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        for (size_t k = 0; k < sizeof scales / sizeof scales[0]; k++) {
            const char *spec = table[i].spec;
            const char *below = scales[k] < 0.0 ? negative_refusal(spec) : NULL;

            fill(y, scales[k]);
            check(spec, y, length, below);
            y[20] *= exp(100.0 * 0.03); /* 100 sigma of the noise */
            check(spec, y, length, below);
            y[30] = 0.0;
            check(spec, y, length, below != NULL ? below : zero_refusal(spec));
        }
    }
}

/* What comes first refuses. */
static const char *first(const char *scale, const char *model)
{
    return scale != NULL ? scale : model;
}

/* The same behind every transformation; logarithms refuse what has none. */
static void test_transformed(void **state)
{
    static const struct {
        const char *prefix;
        const char *zero;     /* what it says of a zero */
        const char *negative; /* of a value below */
        bool bends;
    } scales[] = {
        {"none:", NULL, NULL, false},
        {"log:", "observation 31 is 0: it has no logarithm",
         "observation 31 is -1: it has no logarithm", true},
        {"boxcox:", "lambda is chosen on positive values only",
         "lambda is chosen on positive values only", true},
        {"boxcox:likelihood:", "lambda is chosen on positive values only",
         "lambda is chosen on positive values only", true},
        {"boxcox:0.5:", NULL, NULL, true},
        {"positive:", NULL,
         "observation 31 is -1: a series with values below zero cannot be "
         "forecast with a floor at zero",
         false},
        {"positive:boxcox:0.5:", NULL, "with a floor at zero", true},
    };
    double y[length];
    char text[FC_MODEL_SPEC_SIZE];

    (void)state;
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        for (size_t k = 0; k < sizeof scales / sizeof scales[0]; k++) {
            const char *spec = table[i].spec;
            const char *bent = is_of_demand(spec) && scales[k].bends
                                   ? "takes demand as it is"
                                   : NULL;

            (void)snprintf(text, sizeof text, "%s%s", scales[k].prefix, spec);
            fill(y, 100.0);
            check(text, y, length, bent);
            y[30] = 0.0;
            check(text, y, length,
                  first(scales[k].zero, first(bent, zero_refusal(spec))));
            y[30] = -1.0;
            check(
                text, y, length,
                first(scales[k].negative, first(bent, negative_refusal(spec))));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_model_is_in_the_table),
        cmocka_unit_test(test_short_series),
        cmocka_unit_test(test_flat_series),
        cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_odd_values),
        cmocka_unit_test(test_transformed),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
