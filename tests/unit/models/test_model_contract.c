/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What holds for every model of the table: hard series, shortest series, long
 * horizons, missing values, every allocation failing once.
 */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/model.h"

#include "base/number.h"
#include "models/model_type.h"
#include "support/faults.h"

enum { most = 400, far_horizon = 1000 };

/* Options beside the defaults that deserve the same treatment. */
static const char *const specs[] = {
    "snaive",
    "snaive-drift",
    "snaive-growth",
    "yoy",
    "yoy:ols",
    "yoy:y:1,4",
    "tslm",
    "tslm:trend",
    "tslm:robust",
    "mean",
    "naive",
    "naive2",
    "drift",
    "theta",
    "theta:optimised",
    "theta:dynamic",
    "tbats",
    "tbats:season=3.5,9.25+k=1,2+trend=linear+boxcox=no+arma=1,1",
    "none:snaive",
    "boxcox:0.5:theta",
    "ets",
    "ets:ANN",
    "ets:AAdA",
    "ets:AZZ+admissible",
    "ets:AAA+both",
    "ets:ZNZ+usual+ic=bic",
    "arima",
    "arima:0,1,1/0,1,1",
    "arima:2,0,1+noconstant",
    "arima:1,1,0/1,0,1+constant",
    /* of demand */
    "croston",
    "sba",
    "sba:0.2",
    "tsb",
    "tsb:0.1,0.05",
    "adida",
    "imapa",
    /* of levels */
    "ces",
    "ces:none",
    "ces:simple",
    "ces:partial",
    "ces:full",
    "growth",
    "growth:logistic",
    "growth:exponential",
    "growth:bass-sales",
    /* on a scale */
    "stl",
    "stl:naive",
    "stl:robust+drift",
    "mstl:4,12:theta:optimised",
    "combine:theta/naive",
    "combine:median+snaive/drift/log:theta",
};

enum { spec_count = sizeof specs / sizeof specs[0] };

static const size_t seasons[] = {1, 4, 12, 52};

/* The year of period t, from 0, and a seasonal pattern. */
static double year(size_t t, size_t m)
{
    return floor((double)t / (double)m);
}

static double pattern(size_t t, size_t m)
{
    return sin(6.283185307179586 * (double)(t % m) / (double)m);
}

static double constant(size_t t, size_t m, gsl_rng *random)
{
    (void)t;
    (void)m;
    (void)random;
    return 5.0;
}

static double zero(size_t t, size_t m, gsl_rng *random)
{
    return 0.0 * constant(t, m, random);
}

static double even_growth(size_t t, size_t m, gsl_rng *random)
{
    (void)random;
    return exp(0.05 * year(t, m) + 0.3 * pattern(t, m));
}

static double noisy_growth(size_t t, size_t m, gsl_rng *random)
{
    return even_growth(t, m, random) * exp(gsl_ran_gaussian(random, 0.05));
}

static double with_outlier(size_t t, size_t m, gsl_rng *random)
{
    return noisy_growth(t, m, random) * (t == 2 * m + 3 ? exp(5.0) : 1.0);
}

static double negative(size_t t, size_t m, gsl_rng *random)
{
    return -noisy_growth(t, m, random);
}

static double around_zero(size_t t, size_t m, gsl_rng *random)
{
    return pattern(t, m) + gsl_ran_gaussian(random, 0.5);
}

static double mostly_zero(size_t t, size_t m, gsl_rng *random)
{
    (void)m;
    return t % 7 == 0 ? gsl_ran_gaussian(random, 1.0) : 0.0;
}

static double fast_growth(size_t t, size_t m, gsl_rng *random)
{
    return exp(0.7 * (double)t / (double)m + gsl_ran_gaussian(random, 0.3));
}

/* Regressions of a change that never changes have no rank, demand is not below
 * zero; all else fits. */
static const struct {
    const char *name;
    double (*value)(size_t t, size_t m, gsl_rng *random);
    bool growth_is_singular;
    bool below_zero; /* no demand */
} hard[] = {
    {"constant", constant, true, false},
    {"zero", zero, true, false},
    {"even growth", even_growth, true, false},
    {"noisy growth", noisy_growth, false, false},
    {"an outlier of 100 sigma", with_outlier, false, false},
    {"negative", negative, false, true},
    {"around zero", around_zero, false, true},
    {"mostly zero", mostly_zero, false, true},
    {"fast growth", fast_growth, false, false},
};

static bool is_of_demand(const char *text)
{
    fc_model_spec spec = {0};

    assert_int_equal(fc_model_spec_parse(&spec, text, NULL), FC_OK);
    return spec.type->never_negative;
}

/* A curve refuses what does not bend as it does, with a sentence. */
static bool is_refused_curve(const char *text, fc_status status,
                             const fc_error *err)
{
    return strncmp(text, "growth", 6) == 0
           && (status == FC_ERR_DATA || status == FC_ERR_SINGULAR
               || status == FC_ERR_CONVERGENCE)
           && strlen(err->message) > 20;
}

static fc_status expected_of(const char *text, size_t series)
{
    if (strncmp(text, "yoy", 3) == 0 && hard[series].growth_is_singular) {
        return FC_ERR_SINGULAR;
    }
    return is_of_demand(text) && hard[series].below_zero ? FC_ERR_DATA : FC_OK;
}

static const double scales[] = {1e-9, 1.0, 1e12};

static void fill(double *y, size_t n, size_t m, size_t series, double scale)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);

    for (size_t t = 0; t < n; t++) {
        y[t] = scale * hard[series].value(t, m, random);
    }
    gsl_rng_free(random);
}

static fc_status fit_spec(fc_fit **fit, const char *text, const double *y,
                          size_t n, size_t m, fc_error *err)
{
    const fc_training training = {
        .y = {.start = {FC_QUARTERLY, -3}, .length = n, .values = y},
        .season = m};
    fc_model_spec spec = {0};

    assert_int_equal(fc_model_spec_parse(&spec, text, err), FC_OK);
    return fc_fit_create(fit, &spec, &training, err);
}

static void check_forecasts(const fc_fit *fit, size_t steps)
{
    double mean[far_horizon];
    fc_paths *paths = NULL;
    fc_error err = {0};

    if (fc_fit_predict(mean, fit, steps, NULL, &err) != FC_OK
        || fc_fit_simulate(&paths, fit, steps, 11, NULL, "s", 1, &err)
               != FC_OK) {
        fail_msg("%s: %s", fc_fit_equation(fit), err.message);
    }
    for (size_t h = 0; h < steps; h++) {
        assert_true(isfinite(mean[h]));
        assert_true(isfinite(fc_paths_mean(paths, h)));
    }
    fc_paths_free(paths);
}

static void check_hard_series(const char *text, size_t series, size_t m,
                              double scale)
{
    double y[most];
    size_t n = 6 * m + 20;
    fc_fit *fit = NULL;
    fc_error err = {0};
    fc_status expected = expected_of(text, series);
    fc_status status = FC_OK;

    fill(y, n, m, series, scale);
    status = fit_spec(&fit, text, y, n, m, &err);
    if (is_refused_curve(text, status, &err)) {
        assert_null(fit);
        return;
    }
    if (status != expected) {
        fail_msg("%s, %s, season %zu, scale %g: %s", text, hard[series].name, m,
                 scale, err.message);
    }
    if (expected == FC_OK) {
        check_forecasts(fit, 1);
        check_forecasts(fit, far_horizon);
        assert_true(strlen(fc_fit_equation(fit)) > 5);
        assert_true(isfinite(fc_fit_summarise(fit).sigma));
    } else {
        assert_null(fit);
    }
    fc_fit_free(fit);
}

static void test_hard_series(void **state)
{
    (void)state;
    for (size_t s = 0; s < spec_count; s++) {
        for (size_t i = 0; i < sizeof hard / sizeof hard[0]; i++) {
            for (size_t k = 0; k < 4; k++) {
                /* Every spec meets every scale, with some of the series. */
                check_hard_series(specs[s], i, seasons[k],
                                  scales[(s + i + k) % 3]);
            }
        }
    }
}

/* The point forecast follows the scale of the series: nothing in a model knows
 * units. Compared at a tolerance far above rounding, far below any change. */
static void test_forecasts_scale(void **state)
{
    (void)state;
    for (size_t s = 0; s < spec_count; s++) {
        double y[most];
        double mean[2][4];

        for (size_t k = 0; k < 2; k++) {
            fc_fit *fit = NULL;

            fill(y, 60, 4, 3, k == 0 ? 1.0 : 1e12);
            assert_int_equal(fit_spec(&fit, specs[s], y, 60, 4, NULL), FC_OK);
            assert_int_equal(fc_fit_predict(mean[k], fit, 4, NULL, NULL),
                             FC_OK);
            fc_fit_free(fit);
        }
        for (size_t h = 0; h < 4; h++) {
            assert_true(fabs(mean[1][h] / mean[0][h] / 1e12 - 1.0) < 1e-5);
        }
    }
}

/* At the minimum it fits, one below it says how many are needed. */
static void test_shortest_series(void **state)
{
    (void)state;
    for (size_t s = 0; s < spec_count; s++) {
        for (size_t k = 0; k < 4; k++) {
            double y[most];
            size_t m = seasons[k];
            fc_model_spec spec = {0};
            fc_fit *fit = NULL;
            fc_error err = {0};
            fc_status status = FC_OK;
            size_t n = 0;

            assert_int_equal(fc_model_spec_parse(&spec, specs[s], NULL), FC_OK);
            n = fc_model_spec_min_length(&spec, m);
            assert_true(n > 0 && n < most);
            fill(y, n, m, 3, 1.0);
            status = fit_spec(&fit, specs[s], y, n, m, &err);
            if (status == FC_OK) {
                check_forecasts(fit, far_horizon);
            } else if (!is_refused_curve(specs[s], status, &err)) {
                fail_msg("%s, season %zu: %s", specs[s], m, err.message);
            }
            fc_fit_free(fit);
            assert_int_equal(fit_spec(&fit, specs[s], y, n - 1, m, &err),
                             FC_ERR_TOO_SHORT);
            assert_null(fit);
            assert_non_null(strstr(err.message, "needs at least"));
        }
    }
}

static bool takes_missing(const char *text)
{
    fc_model_spec spec = {0};

    assert_int_equal(fc_model_spec_parse(&spec, text, NULL), FC_OK);
    return spec.type->takes_missing;
}

static void test_unusable_training(void **state)
{
    (void)state;
    for (size_t s = 0; s < spec_count; s++) {
        double y[most];
        fc_fit *fit = NULL;
        fc_error err = {0};

        fill(y, 60, 4, 3, 1.0);
        assert_int_equal(fit_spec(&fit, specs[s], y, 60, 0, &err),
                         FC_ERR_ARGUMENT);
        assert_int_equal(fit_spec(&fit, specs[s], y, 0, 4, &err),
                         FC_ERR_TOO_SHORT);
        y[30] = fc_missing();
        if (takes_missing(specs[s])) {
            assert_int_equal(fit_spec(&fit, specs[s], y, 60, 4, &err), FC_OK);
            fc_fit_free(fit);
        } else {
            assert_int_equal(fit_spec(&fit, specs[s], y, 60, 4, &err),
                             FC_ERR_DATA);
            assert_non_null(strstr(err.message, "observation 31 is missing"));
        }
        y[30] = (double)INFINITY;
        assert_int_equal(fit_spec(&fit, specs[s], y, 60, 4, &err),
                         FC_ERR_NONFINITE);
        assert_null(fit);
    }
}

/* What the record says of closed forms is what its fits have. */
static void test_closed_law(void **state)
{
    (void)state;
    for (size_t i = 0; i < fc_model_type_count(); i++) {
        const fc_model_type *type = fc_model_type_at(i);
        double y[60];
        fc_fit *fit = NULL;

        fill(y, 60, 4, 3, 1.0);
        print_message("  %s\n", fc_model_type_name(type));
        assert_int_equal(
            fit_spec(&fit, fc_model_type_name(type), y, 60, 4, NULL), FC_OK);
        assert_int_equal(fc_fit_has_closed_law(fit),
                         fc_model_type_abilities(type).has_closed_law);
        fc_fit_free(fit);
    }
}

static void test_unusable_horizons(void **state)
{
    double y[60];
    double mean[1];
    fc_fit *fit = NULL;
    fc_paths *paths = NULL;

    (void)state;
    fill(y, 60, 4, 3, 1.0);
    assert_int_equal(fit_spec(&fit, "yoy", y, 60, 4, NULL), FC_OK);
    assert_int_equal(fc_fit_predict(mean, fit, 0, NULL, NULL), FC_ERR_ARGUMENT);
    assert_int_equal(fc_fit_simulate(&paths, fit, 0, 1, NULL, "s", 1, NULL),
                     FC_ERR_ARGUMENT);
    assert_int_equal(fc_fit_simulate(&paths, fit, 1, 0, NULL, "s", 1, NULL),
                     FC_ERR_ARGUMENT);
    assert_null(paths);
    fc_fit_free(fit);
    fc_fit_free(NULL);
}

static void test_small_windows(void **state)
{
    double y[60];
    fc_fit *fit = NULL;
    fc_error err = {0};

    (void)state;
    fill(y, 60, 4, 3, 1.0);
    assert_int_equal(fit_spec(&fit, "yoy:window=5", y, 60, 4, &err),
                     FC_ERR_ARGUMENT);
    assert_non_null(strstr(err.message, "at least 6 rows"));
    assert_int_equal(fit_spec(&fit, "yoy:window=6", y, 60, 4, &err), FC_OK);
    assert_int_equal(fc_fit_summarise(fit).observations, 6);
    fc_fit_free(fit);
    assert_int_equal(fit_spec(&fit, "yoy:window=1000", y, 60, 4, &err), FC_OK);
    assert_int_equal(fc_fit_summarise(fit).observations, 55);
    fc_fit_free(fit);
}

/* One period ten times too large hardly moves a robust forecast. */
static void test_robust_resists(void **state)
{
    double clean[60];
    double dirty[60];
    double mean[2];
    fc_fit *fit = NULL;

    (void)state;
    fill(clean, 60, 4, 3, 1.0);
    memcpy(dirty, clean, sizeof dirty);
    dirty[30] *= exp(5.0);
    for (int k = 0; k < 2; k++) {
        assert_int_equal(
            fit_spec(&fit, "yoy", k == 0 ? clean : dirty, 60, 4, NULL), FC_OK);
        mean[k] = fc_fit_coefficient_at(fit, 1).value;
        fc_fit_free(fit);
    }
    assert_true(fabs(mean[1] - mean[0]) < 0.1);
}

struct job {
    const char *spec;
    double y[60];
    double x[62];
};

static fc_status whole_job(void *context, fc_error *err)
{
    struct job *job = context;
    const fc_period start = {FC_QUARTERLY, 8000};
    const fc_regressor regressor = {"x", {start, 62, job->x}};
    const fc_training training = {.y = {start, 60, job->y},
                                  .season = 4,
                                  .regressor_count = 1,
                                  .regressors = &regressor};
    double mean[2];
    fc_model_spec spec = {0};
    fc_fit *fit = NULL;
    fc_paths *paths = NULL;
    fc_status status = fc_model_spec_parse(&spec, job->spec, err);

    if (status == FC_OK) {
        status = fc_fit_create(&fit, &spec, &training, err);
    }
    if (status == FC_OK) {
        status = fc_fit_predict(mean, fit, 2, NULL, err);
    }
    if (status == FC_OK) {
        status = fc_fit_simulate(&paths, fit, 2, 4, NULL, "s", 1, err);
    }
    fc_paths_free(paths);
    for (int kind = FC_INTERVALS_ANALYTIC;
         status == FC_OK && kind <= FC_INTERVALS_BOOTSTRAP; kind++) {
        const fc_draw_request request = {.steps = 2,
                                         .draws = 4,
                                         .stream = "s",
                                         .intervals = (fc_intervals)kind};

        status = fc_fit_draw(&paths, fit, &request, err);
        fc_paths_free(paths);
    }
    fc_fit_free(fit);
    return status;
}

static void test_every_allocation_may_fail(void **state)
{
    static const char *const jobs[] = {
        "snaive",
        "snaive-growth",
        "yoy:x:0..1",
        "tslm:robust+trend+season+x:1",
        "drift",
        "arima",
        "arima:1,1,1/0,1,1+x:0..1",
        "sba",
        "tsb",
        "imapa",
        "ces",
        /* on a scale */
        "stl:arima:0,1,1",
        "boxcox:theta",
        "tbats",
        "boxcox:likelihood:theta:dynamic",
        "ets",
        "ets:MMN",
    };

    (void)state;
    for (size_t i = 0; i < sizeof jobs / sizeof jobs[0]; i++) {
        struct job job = {.spec = jobs[i]};

        fill(job.y, 60, 4, 3, 1.0);
        fill(job.x, 62, 4, 7, 1.0); /* other noise than that of y */
        assert_true(faults_try_allocations(whole_job, &job) > 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hard_series),
        cmocka_unit_test(test_forecasts_scale),
        cmocka_unit_test(test_shortest_series),
        cmocka_unit_test(test_unusable_training),
        cmocka_unit_test(test_closed_law),
        cmocka_unit_test(test_unusable_horizons),
        cmocka_unit_test(test_small_windows),
        cmocka_unit_test(test_robust_resists),
        cmocka_unit_test(test_every_allocation_may_fail),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
