/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/batch.h"
#include "forecast/init.h"

#include "base/bytes.h"
#include "support/faults.h"

enum { KEPT = 32, STEPS = 8, WIDTH = 6 };

/* What came out of a run. */
struct result {
    struct kept {
        char id[16];
        char model[FC_MODEL_SPEC_SIZE];
        char ds[FC_PERIOD_TEXT_SIZE]; /* of step 0 */
        size_t steps;
        double mean[STEPS];
        double bounds[STEPS * WIDTH];
    } kept[KEPT];
    size_t count;
    char failed[KEPT][16];
    fc_error why[KEPT];
    size_t failed_count;
};

static fc_status take(void *context, const fc_batch_forecast *forecast,
                      fc_error *err)
{
    struct result *result = context;
    struct kept *kept = &result->kept[result->count++];

    (void)err;
    assert_true(result->count <= KEPT && forecast->steps <= STEPS);
    (void)snprintf(kept->id, sizeof kept->id, "%s", forecast->series->id);
    (void)snprintf(kept->model, sizeof kept->model, "%s", forecast->model);
    fc_long_series_ds(kept->ds, forecast->series,
                      fc_period_add(forecast->origin, 1));
    kept->steps = forecast->steps;
    memcpy(kept->mean, forecast->mean, forecast->steps * sizeof(double));
    memcpy(kept->bounds, forecast->bounds,
           forecast->steps * 2 * forecast->level_count * sizeof(double));
    return FC_OK;
}

static fc_status give_up(void *context, const fc_long_series *series,
                         const fc_error *why, fc_error *err)
{
    struct result *result = context;

    (void)err;
    assert_true(result->failed_count < KEPT);
    (void)snprintf(result->failed[result->failed_count], 16, "%s", series->id);
    result->why[result->failed_count++] = *why;
    return FC_OK;
}

static fc_status run(struct result *result, const char *text,
                     fc_batch_request request, fc_error *err)
{
    fc_input *input = NULL;
    fc_status status = fc_input_open_memory(&input, text, strlen(text), "file",
                                            err);

    memset(result, 0, sizeof *result);
    request.take = take;
    request.fail = give_up;
    request.context = result;
    if (status == FC_OK) {
        status = fc_batch_run(input, &request, err);
    }
    fc_input_free(input);
    return status;
}

/* 40 quarters of series @p number: a trend, a season and something irregular.
 */
static void add_series(fc_bytes *text, int number)
{
    for (int t = 0; t < 40; t++) {
        double y = 100.0 + number + 2.0 * t + 10.0 * (t % 4)
                   + 3.0 * sin(1.7 * t * t + number);

        assert_int_equal(fc_bytes_printf(text, "s%d,%dQ%d,%.4f\n", number,
                                         2010 + t / 4, t % 4 + 1, y),
                         FC_OK);
    }
}

static void add_header(fc_bytes *text)
{
    assert_int_equal(fc_bytes_append_text(text, "unique_id,ds,y\n"), FC_OK);
}

static fc_model_spec spec_of(const char *text)
{
    fc_model_spec spec = {0};

    assert_int_equal(fc_model_spec_parse(&spec, text, NULL), FC_OK);
    return spec;
}

static const struct kept *find(const struct result *result, const char *id)
{
    for (size_t i = 0; i < result->count; i++) {
        if (strcmp(result->kept[i].id, id) == 0) {
            return &result->kept[i];
        }
    }
    fail_msg("series %s is missing", id);
    return NULL;
}

/* Order, company and position of a series do not matter. */
static void test_order_does_not_matter(void **state)
{
    static const int orders[][4] = {
        {0, 1, 2, 3}, {3, 1, 0, 2}, {2, 3, 1, 0}, {1, 1, 1, 1}};
    fc_model_spec yoy = spec_of("yoy:robust");
    struct result *first = calloc(1, sizeof *first);
    struct result *now = calloc(1, sizeof *now);

    (void)state;
    for (int automatic = 0; automatic <= 1; automatic++) {
        fc_batch_request request = {
            .specs = automatic ? NULL : &yoy,
            .spec_count = 1,
            .draws = 200,
            .seed = 7,
        };

        for (size_t o = 0; o < 4; o++) {
            fc_bytes text = {0};

            add_header(&text);
            for (size_t i = 0; i < (o < 3 ? 4 : 1); i++) {
                add_series(&text, orders[o][i]);
            }
            assert_int_equal(
                run(o == 0 ? first : now, text.data, request, NULL), FC_OK);
            for (size_t i = 0; o > 0 && i < now->count; i++) {
                assert_memory_equal(&now->kept[i], find(first, now->kept[i].id),
                                    sizeof now->kept[i]);
            }
            fc_bytes_release(&text);
        }
        assert_int_equal(first->count, 4);
        assert_int_equal(now->count, 1);
    }
    free(first);
    free(now);
}

/* One model: its own mean, and the quantiles of its own draws. */
static void test_one_model_is_that_of_the_library(void **state)
{
    static const double levels[] = {50.0, 90.0, 99.0};
    static const double probabilities[] = {0.25, 0.75,  0.05,
                                           0.95, 0.005, 0.995};
    fc_model_spec snaive = spec_of("snaive");
    fc_bytes text = {0};
    struct result *result = calloc(1, sizeof *result);
    fc_fit *fit = NULL;
    fc_paths *paths = NULL;
    double y[40];
    double mean[3];

    (void)state;
    add_header(&text);
    add_series(&text, 5);
    assert_int_equal(run(result, text.data,
                         (fc_batch_request){.specs = &snaive,
                                            .spec_count = 1,
                                            .horizon = 3,
                                            .levels = levels,
                                            .level_count = 3,
                                            .draws = 500,
                                            .seed = 11},
                         NULL),
                     FC_OK);
    for (int t = 0; t < 40; t++) {
        char number[32];

        (void)snprintf(number, sizeof number, "%.4f",
                       105.0 + 2.0 * t + 10.0 * (t % 4)
                           + 3.0 * sin(1.7 * t * t + 5));
        y[t] = strtod(number, NULL);
    }
    fc_training training = {
        .y = {.start = {FC_QUARTERLY, 4 * 2010}, .length = 40, .values = y},
        .season = 4};

    assert_int_equal(fc_fit_create(&fit, &snaive, &training, NULL), FC_OK);
    assert_int_equal(fc_fit_predict(mean, fit, 3, NULL, NULL), FC_OK);
    assert_int_equal(fc_fit_simulate(&paths, fit, 3, 500, NULL, "s5", 11, NULL),
                     FC_OK);
    assert_int_equal(result->count, 1);
    assert_string_equal(result->kept[0].model, "snaive");
    assert_string_equal(result->kept[0].ds, "2020Q1");
    for (size_t s = 0; s < 3; s++) {
        double bounds[6];

        assert_int_equal(
            fc_paths_quantiles(bounds, paths, s, probabilities, 6, NULL),
            FC_OK);
        assert_true(result->kept[0].mean[s] == mean[s]);
        for (size_t i = 0; i < 6; i++) {
            assert_true(fabs(result->kept[0].bounds[6 * s + i] - bounds[i])
                        <= 1e-12 * fabs(bounds[i]));
        }
    }
    fc_fit_free(fit);
    fc_paths_free(paths);
    fc_bytes_release(&text);
    free(result);
}

static const struct {
    const char *name;
    const char *rows;
    fc_status why;
    const char *message;
} failing[] = {
    {"too short", "bad,2020Q1,1\nbad,2020Q2,2\n", FC_ERR_TOO_SHORT,
     "needs at least"},
    {"no value", "bad,2020Q1,\nbad,2020Q2,\n", FC_ERR_DATA,
     "no row has a value"},
    {"not a number", "bad,2020Q1,?\n", FC_ERR_DATA, "not a finite number"},
    {"a gap", "bad,2020Q1,1\nbad,2020Q4,1\n", FC_ERR_DATA, "add the row"},
    {"huge",
     "bad,2020Q1,1e200\nbad,2020Q2,1\nbad,2020Q3,1\nbad,2020Q4,1\n"
     "bad,2021Q1,1\nbad,2021Q2,1\nbad,2021Q3,1\nbad,2021Q4,1\n",
     FC_ERR_NONFINITE, "choose another unit"},
};

static void test_the_rest_goes_on(void **state)
{
    fc_model_spec snaive = spec_of("snaive");
    struct result *result = calloc(1, sizeof *result);

    (void)state;
    for (size_t i = 0; i < sizeof failing / sizeof failing[0]; i++) {
        fc_bytes text = {0};

        print_message("  %s\n", failing[i].name);
        add_header(&text);
        add_series(&text, 1);
        assert_int_equal(fc_bytes_append_text(&text, failing[i].rows), FC_OK);
        add_series(&text, 2);
        assert_int_equal(
            run(result, text.data,
                (fc_batch_request){.specs = &snaive, .spec_count = 1}, NULL),
            FC_OK);
        assert_int_equal(result->count, 2);
        assert_int_equal(result->failed_count, 1);
        assert_string_equal(result->failed[0], "bad");
        assert_int_equal(result->why[0].status, failing[i].why);
        assert_non_null(strstr(result->why[0].message, failing[i].message));
        fc_bytes_release(&text);
    }
    free(result);
}

/* Behind the last value, from the latest unbroken stretch. */
static void test_missing_values(void **state)
{
    fc_model_spec snaive = spec_of("snaive");
    struct result *result = calloc(1, sizeof *result);
    fc_bytes text = {0};

    (void)state;
    add_header(&text);
    assert_int_equal(fc_bytes_append_text(&text, "a,1,1000\na,2,\n"), FC_OK);
    for (int t = 3; t < 15; t++) {
        assert_int_equal(fc_bytes_printf(&text, "a,%d,%d\n", t, 50 + t % 3),
                         FC_OK);
    }
    assert_int_equal(fc_bytes_append_text(&text, "a,15,\na,16,NA\n"), FC_OK);
    assert_int_equal(run(result, text.data,
                         (fc_batch_request){.specs = &snaive,
                                            .spec_count = 1,
                                            .reading = {.season = 3}},
                         NULL),
                     FC_OK);
    assert_int_equal(result->count, 1);
    assert_string_equal(result->kept[0].ds, "15");
    assert_int_equal(result->kept[0].steps, 3);
    for (size_t s = 0; s < 3; s++) {
        assert_true(fabs(result->kept[0].mean[s] - (double)(50 + s)) < 1e-9);
    }
    fc_bytes_release(&text);
    free(result);
}

static void test_bad_requests(void **state)
{
    static const double zero[] = {0.0};
    static const double hundred[] = {80.0, 100.0};
    static const double many[FC_BATCH_LEVEL_CAPACITY + 1] = {1.0};
    fc_model_spec regressors = spec_of("tslm:trend+capex:1..4");
    const struct {
        fc_batch_request request;
        const char *message;
    } cases[] = {
        {{.levels = zero, .level_count = 1}, "0 is no level"},
        {{.levels = hundred, .level_count = 2}, "100 is no level"},
        {{.levels = many, .level_count = FC_BATCH_LEVEL_CAPACITY + 1},
         "at most 16"},
        {{.specs = &regressors, .spec_count = 1}, "uses other series"},
    };
    struct result *result = calloc(1, sizeof *result);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_error err = {0};

        assert_int_equal(
            run(result, "unique_id,ds,y\na,1,1\n", cases[i].request, &err),
            FC_ERR_ARGUMENT);
        assert_non_null(strstr(err.message, cases[i].message));
    }
    free(result);
}

struct job {
    const char *text;
    fc_model_spec spec;
    struct result *result;
};

static fc_status run_job(void *context, fc_error *err)
{
    struct job *job = context;

    return run(
        job->result, job->text,
        (fc_batch_request){.specs = &job->spec, .spec_count = 1, .draws = 10},
        err);
}

static void test_failing_allocations(void **state)
{
    fc_bytes text = {0};
    struct job job = {.spec = spec_of("snaive"),
                      .result = calloc(1, sizeof *job.result)};

    (void)state;
    add_header(&text);
    add_series(&text, 1);
    add_series(&text, 2);
    job.text = text.data;
    assert_true(faults_try_allocations(run_job, &job) > 20);
    fc_bytes_release(&text);
    free(job.result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_does_not_matter),
        cmocka_unit_test(test_one_model_is_that_of_the_library),
        cmocka_unit_test(test_the_rest_goes_on),
        cmocka_unit_test(test_missing_values),
        cmocka_unit_test(test_bad_requests),
        cmocka_unit_test(test_failing_allocations),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
