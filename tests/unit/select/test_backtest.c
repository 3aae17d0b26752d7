/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"

#include "select/backtest.h"
#include "simulated.h"

enum { LENGTH = 80, HORIZON = 4, SPECS_MAX = 32 };

struct job {
    double y[LENGTH];
    double x[LENGTH];
    fc_regressor regressor;
    fc_model_spec specs[SPECS_MAX];
    fc_backtest_request request;
};

static void parse_specs(struct job *job, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(fc_model_spec_parse(&job->specs[i], texts[i], NULL),
                         FC_OK);
    }
    job->request.specs = job->specs;
    job->request.spec_count = count;
}

/* y driven by x, with the default candidates. */
static void make_job(struct job *job, size_t length)
{
    fc_training *data = &job->request.data;

    *job = (struct job){0};
    simulated_growth(job->x, length, 1);
    simulated_driven(job->y, job->x, length, 2);
    job->request.horizon = HORIZON;
    *data = simulated_training(job->y, length);
    job->regressor = (fc_regressor){
        .name = "x",
        .span = {.start = data->y.start, .length = length, .values = job->x}};
    data->regressor_count = 1;
    data->regressors = &job->regressor;
    assert_int_equal(fc_candidates_default(job->specs, SPECS_MAX,
                                           &job->request.spec_count, data,
                                           NULL),
                     FC_OK);
    job->request.specs = job->specs;
}

static fc_backtest *run(const struct job *job)
{
    fc_backtest *backtest = NULL;
    fc_error err = {0};

    if (fc_backtest_create(&backtest, &job->request, &err) != FC_OK) {
        fail_msg("%s", err.message);
    }
    return backtest;
}

/* Logarithms and back. */
static void assert_near(double value, double expected)
{
    assert_true(fabs(value - expected) <= 1e-12 * fabs(expected));
}

static void test_rows_are_forecasts_from_their_origin(void **state)
{
    static const char *const texts[] = {"snaive", "yoy:ols", "yoy:ols+x:1..2"};
    struct job job;
    fc_backtest *backtest = NULL;

    (void)state;
    make_job(&job, LENGTH);
    parse_specs(&job, texts, 3);
    backtest = run(&job);
    assert_int_equal(fc_backtest_spec_count(backtest), 3);
    assert_int_equal(fc_backtest_horizon(backtest), HORIZON);
    assert_int_equal(fc_backtest_last_origin(backtest), LENGTH);
    for (size_t origin = fc_backtest_first_origin(backtest); origin <= LENGTH;
         origin++) {
        fc_training known = job.request.data;
        fc_fit *fit = NULL;
        double mean[HORIZON];

        for (size_t h = 0; h < HORIZON; h++) {
            assert_near(fc_backtest_forecast(backtest, 0, origin, h),
                        job.y[origin - SIMULATED_SEASON + h]);
        }
        known.y = fc_span_head(known.y, origin);
        if (fc_fit_create(&fit, &job.specs[1], &known, NULL) != FC_OK) {
            assert_true(isnan(fc_backtest_forecast(backtest, 1, origin, 0)));
            continue;
        }
        assert_int_equal(fc_fit_predict(mean, fit, HORIZON, NULL, NULL), FC_OK);
        for (size_t h = 0; h < HORIZON; h++) {
            assert_true(fc_backtest_forecast(backtest, 1, origin, h)
                        == mean[h]);
        }
        fc_fit_free(fit);
    }
    fc_backtest_free(backtest);
}

static void test_actuals(void **state)
{
    static const char *const texts[] = {"snaive"};
    struct job job;
    fc_backtest *backtest = NULL;

    (void)state;
    make_job(&job, LENGTH);
    parse_specs(&job, texts, 1);
    backtest = run(&job);
    assert_true(fc_backtest_actual(backtest, 50, 0) == job.y[50]);
    assert_true(fc_backtest_actual(backtest, LENGTH - 1, 0)
                == job.y[LENGTH - 1]);
    assert_true(isnan(fc_backtest_actual(backtest, LENGTH - 1, 1)));
    assert_true(isnan(fc_backtest_actual(backtest, LENGTH, 0)));
    assert_true(isnan(fc_backtest_forecast(backtest, 1, 50, 0)));
    assert_true(isnan(fc_backtest_forecast(backtest, 0, 50, HORIZON)));
    assert_true(isnan(fc_backtest_forecast(backtest, 0, LENGTH + 1, 0)));
    assert_true(isnan(fc_backtest_forecast(backtest, 0, 0, 0)));
    assert_null(fc_backtest_spec_at(backtest, 1));
    fc_backtest_free(backtest);
}

/* Change everything behind the origin, y and x, beyond recognition. */
static void change_after(struct job *job, size_t origin)
{
    for (size_t t = origin; t < LENGTH; t++) {
        job->y[t] = -3.0 * job->y[t] + (double)t;
        job->x[t] = 7.0 / job->x[t];
    }
}

static void assert_same_until(const fc_backtest *a, const fc_backtest *b,
                              size_t last)
{
    size_t specs = fc_backtest_spec_count(a);

    assert_int_equal(fc_backtest_first_origin(a), fc_backtest_first_origin(b));
    for (size_t origin = fc_backtest_first_origin(a); origin <= last;
         origin++) {
        size_t chosen_a = 0;
        size_t chosen_b = 1;

        assert_memory_equal(fc_backtest_row(a, 0, origin),
                            fc_backtest_row(b, 0, origin),
                            specs * HORIZON * sizeof(double));
        assert_int_equal(fc_backtest_choose(&chosen_a, a, origin, NULL), FC_OK);
        assert_int_equal(fc_backtest_choose(&chosen_b, b, origin, NULL), FC_OK);
        assert_int_equal(chosen_a, chosen_b);
    }
}

static void test_nothing_looks_ahead(void **state)
{
    static const size_t origins[] = {30, 55, LENGTH - 1};
    struct job job;
    fc_backtest *untouched = NULL;

    (void)state;
    make_job(&job, LENGTH);
    untouched = run(&job);
    for (size_t i = 0; i < sizeof origins / sizeof origins[0]; i++) {
        struct job changed;
        fc_backtest *backtest = NULL;

        print_message("  changed after %zu observations\n", origins[i]);
        make_job(&changed, LENGTH);
        change_after(&changed, origins[i]);
        backtest = run(&changed);
        assert_same_until(untouched, backtest, origins[i]);
        fc_backtest_free(backtest);
    }
    fc_backtest_free(untouched);
}

static void test_longer_history_keeps_old_forecasts(void **state)
{
    struct job job;
    fc_backtest *whole = NULL;
    fc_backtest *part = NULL;

    (void)state;
    make_job(&job, LENGTH);
    whole = run(&job);
    job.request.data.y.length = 60; /* x still reaches further */
    part = run(&job);
    assert_same_until(whole, part, 60);
    fc_backtest_free(part);
    fc_backtest_free(whole);
}

static void test_same_bytes_twice(void **state)
{
    struct job job;
    fc_backtest *a = NULL;
    fc_backtest *b = NULL;

    (void)state;
    make_job(&job, LENGTH);
    a = run(&job);
    b = run(&job);
    assert_same_until(a, b, LENGTH);
    fc_backtest_free(a);
    fc_backtest_free(b);
}

static void note_progress(void *context, double share)
{
    double *latest = context;

    assert_true(share > *latest && share <= 1.0);
    *latest = share;
}

static void test_progress(void **state)
{
    static const char *const texts[] = {"snaive"};
    struct job job;
    double latest = 0.0;

    (void)state;
    make_job(&job, 20);
    parse_specs(&job, texts, 1);
    job.request.progress = note_progress;
    job.request.progress_context = &latest;
    fc_backtest_free(run(&job));
    assert_true(latest == 1.0);
}

static void test_first_origin(void **state)
{
    static const char *const texts[] = {"yoy:ols", "snaive"};
    struct job job;
    fc_backtest *backtest = NULL;
    size_t needed = 0;

    (void)state;
    make_job(&job, LENGTH);
    parse_specs(&job, texts, 2);
    needed = fc_model_spec_min_length(&job.specs[1], SIMULATED_SEASON);
    backtest = run(&job);
    /* The earliest at which any can be fitted. */
    assert_int_equal(fc_backtest_first_origin(backtest), needed);
    assert_true(isnan(fc_backtest_forecast(backtest, 0, needed, 0)));
    fc_backtest_free(backtest);

    job.request.first_origin = 70;
    backtest = run(&job);
    assert_int_equal(fc_backtest_first_origin(backtest), 70);
    fc_backtest_free(backtest);

    job.request.first_origin = 1; /* before any can be fitted */
    backtest = run(&job);
    assert_int_equal(fc_backtest_first_origin(backtest), needed);
    fc_backtest_free(backtest);
}

static void test_refuses(void **state)
{
    static const struct {
        const char *name;
        const char *spec;
        size_t length;
        size_t horizon;
        size_t season;
        size_t first_origin;
        fc_status status;
        const char *message;
    } cases[] = {
        {"no horizon", "snaive", 40, 0, 4, 0, FC_ERR_ARGUMENT, "horizon"},
        {"no season", "snaive", 40, 4, 0, 0, FC_ERR_ARGUMENT, "season"},
        {"too short", "snaive", 3, 4, 4, 0, FC_ERR_TOO_SHORT,
         "too short: 3 of the at least 7 observations that the simplest "
         "candidate needs"},
        {"nothing", "snaive", 0, 4, 4, 0, FC_ERR_TOO_SHORT,
         "too short: 0 of the at least 7"},
        {"a first origin behind the end", "snaive", 40, 4, 4, 41,
         FC_ERR_ARGUMENT, "observation 41"},
        {"an unknown regressor", "yoy:ols+price:1..4", 40, 4, 4, 0,
         FC_ERR_NOT_FOUND, "'price'"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct job job;
        fc_backtest *backtest = NULL;
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        make_job(&job, LENGTH);
        parse_specs(&job, &cases[i].spec, 1);
        job.request.data.y.length = cases[i].length;
        job.request.data.season = cases[i].season;
        job.request.horizon = cases[i].horizon;
        job.request.first_origin = cases[i].first_origin;
        assert_int_equal(fc_backtest_create(&backtest, &job.request, &err),
                         cases[i].status);
        assert_null(backtest);
        assert_int_equal(err.status, cases[i].status);
        assert_non_null(strstr(err.message, cases[i].message));
    }
}

/* Observation 41 is missing. The seasonal naive method begins anew behind it,
 * the naive one steps over it; errors of what is not known do not count. */
static void test_gaps(void **state)
{
    static const char *const texts[] = {"snaive", "naive"};
    struct job job;
    fc_backtest *backtest = NULL;
    size_t again = 41 + 7; /* what snaive needs */
    double scale = 0.0;

    (void)state;
    make_job(&job, LENGTH);
    parse_specs(&job, texts, 2);
    job.y[40] = (double)NAN;
    backtest = run(&job);
    assert_near(fc_backtest_forecast(backtest, 0, 40, 3), job.y[39]);
    for (size_t origin = 41; origin < again; origin++) {
        assert_true(isnan(fc_backtest_forecast(backtest, 0, origin, 0)));
        assert_near(fc_backtest_forecast(backtest, 1, origin, 0),
                    job.y[origin == 41 ? 39 : origin - 1]);
    }
    assert_near(fc_backtest_forecast(backtest, 0, again, 0), job.y[again - 4]);
    assert_true(isnan(fc_backtest_actual(backtest, 40, 0)));
    assert_int_equal(fc_backtest_accuracy(backtest, 1, 1, 10).n, 10);
    assert_int_equal(fc_backtest_accuracy(backtest, 1, 1, 40).n, 39);
    for (size_t t = 4; t < LENGTH; t++) {
        scale += t == 40 || t == 44 ? 0.0 : fabs(job.y[t] - job.y[t - 4]);
    }
    assert_near(fc_backtest_scale(backtest, LENGTH).mae,
                scale / (LENGTH - 6.0));
    fc_backtest_free(backtest);
}

static void test_accuracy_takes_complete_origins(void **state)
{
    static const char *const texts[] = {"snaive"};
    struct job job;
    fc_backtest *backtest = NULL;
    fc_accuracy last = {0};
    double naive = 0.0;

    (void)state;
    make_job(&job, LENGTH);
    parse_specs(&job, texts, 1);
    backtest = run(&job);
    assert_int_equal(fc_backtest_accuracy(backtest, 0, 0, 0).n, 40 * HORIZON);
    assert_int_equal(fc_backtest_accuracy(backtest, 0, 1, 0).n, 40);
    assert_int_equal(fc_backtest_accuracy(backtest, 0, 0, 1000).n,
                     (LENGTH - HORIZON - fc_backtest_first_origin(backtest) + 1)
                         * HORIZON);

    /* One origin: it has four observations behind it. */
    last = fc_backtest_accuracy(backtest, 0, 2, 1);
    assert_int_equal(last.n, 1);
    assert_near(last.bias, job.y[LENGTH - 7] - job.y[LENGTH - 3]);
    for (size_t t = SIMULATED_SEASON; t < LENGTH - HORIZON; t++) {
        naive += fabs(job.y[t] - job.y[t - SIMULATED_SEASON]);
    }
    naive /= (double)(LENGTH - HORIZON - SIMULATED_SEASON);
    assert_true(fabs(last.mase - fabs(last.bias) / naive) < 1e-12);
    fc_backtest_free(backtest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_are_forecasts_from_their_origin),
        cmocka_unit_test(test_actuals),
        cmocka_unit_test(test_nothing_looks_ahead),
        cmocka_unit_test(test_longer_history_keeps_old_forecasts),
        cmocka_unit_test(test_same_bytes_twice),
        cmocka_unit_test(test_progress),
        cmocka_unit_test(test_first_origin),
        cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_accuracy_takes_complete_origins),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
