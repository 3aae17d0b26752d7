/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/backtest.h"
#include "forecast/init.h"

#include "simulated.h"

enum { LENGTH = 60, STEPS = 4, DRAWS = 200 };

struct data {
    double y[LENGTH];
    double x[LENGTH];
    fc_regressor regressor;
    fc_training training;
};

static void make_data(struct data *data)
{
    simulated_growth(data->y, LENGTH, 1);
    simulated_growth(data->x, LENGTH, 2);
    data->training = simulated_training(data->y, LENGTH);
    data->regressor = (fc_regressor){.name = "x",
                                     .span = {.start = data->training.y.start,
                                              .length = LENGTH,
                                              .values = data->x}};
    data->training.regressor_count = 1;
    data->training.regressors = &data->regressor;
}

static fc_future_set *project(const struct data *data, size_t origin,
                              size_t draws, uint64_t seed)
{
    fc_future_set *set = NULL;

    assert_int_equal(fc_future_set_create(&set, &data->training, origin, STEPS,
                                          draws, seed, NULL),
                     FC_OK);
    return set;
}

static const fc_paths *only_paths(const fc_future_set *set)
{
    const fc_future *future = fc_future_set_view(set);

    assert_int_equal(future->count, 1);
    assert_string_equal(future->names[0], "x");
    return future->paths[0];
}

/* The forecast of @p spec from @p length values of x behind the first @p skip.
 */
static void predict(double mean[STEPS], const char *text,
                    const struct data *data, size_t skip, size_t length)
{
    fc_training training = {
        .y = fc_span_window(data->regressor.span, skip, length),
        .season = SIMULATED_SEASON};
    fc_model_spec spec = {0};
    fc_fit *fit = NULL;

    assert_int_equal(fc_model_spec_parse(&spec, text, NULL), FC_OK);
    assert_int_equal(fc_fit_create(&fit, &spec, &training, NULL), FC_OK);
    assert_int_equal(fc_fit_predict(mean, fit, STEPS, NULL, NULL), FC_OK);
    fc_fit_free(fit);
}

static void test_mean_path(void **state)
{
    static const struct {
        const char *name;
        size_t missing; /* values of x that are missing at the front */
        const char *spec;
    } cases[] = {
        {"whole", 0, "yoy:robust+window=40"},
        {"unbroken stretch", 20, "yoy:robust+window=40"},
        {"ten values: too short for the regression", LENGTH - 10 - 10,
         "snaive-growth"},
        {"eight values", LENGTH - 10 - 8, "snaive"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t origin = LENGTH - 10;
        struct data data;
        fc_future_set *set = NULL;
        const fc_paths *paths = NULL;
        double mean[STEPS];

        print_message("  %s\n", cases[i].name);
        make_data(&data);
        if (cases[i].missing > 0) {
            data.x[cases[i].missing - 1] = (double)NAN;
        }
        predict(mean, cases[i].spec, &data, cases[i].missing,
                origin - cases[i].missing);
        set = project(&data, origin, 1, 0);
        paths = only_paths(set);
        assert_int_equal(paths->draws, 1);
        assert_int_equal(paths->steps, STEPS);
        assert_int_equal(
            fc_period_distance(data.training.y.start, paths->start), origin);
        assert_memory_equal(paths->values, mean, sizeof mean);
        fc_future_set_free(set);
    }
}

static void test_draws(void **state)
{
    struct data data;
    fc_future_set *a = NULL;
    fc_future_set *same = NULL;
    fc_future_set *other = NULL;
    size_t size = sizeof(double) * DRAWS * STEPS;

    (void)state;
    make_data(&data);
    a = project(&data, LENGTH, DRAWS, 5);
    same = project(&data, LENGTH, DRAWS, 5);
    other = project(&data, LENGTH, DRAWS, 6);
    assert_int_equal(only_paths(a)->draws, DRAWS);
    assert_memory_equal(only_paths(a)->values, only_paths(same)->values, size);
    assert_memory_not_equal(only_paths(a)->values, only_paths(other)->values,
                            size);
    fc_future_set_free(a);
    fc_future_set_free(same);
    fc_future_set_free(other);
}

static void test_values_beyond_the_origin_do_not_matter(void **state)
{
    struct data data;
    fc_future_set *before = NULL;
    fc_future_set *after = NULL;

    (void)state;
    make_data(&data);
    before = project(&data, 40, DRAWS, 5);
    for (size_t t = 40; t < LENGTH; t++) {
        data.x[t] = t % 2 == 0 ? (double)NAN : -1.0;
    }
    after = project(&data, 40, DRAWS, 5);
    assert_memory_equal(only_paths(before)->values, only_paths(after)->values,
                        sizeof(double) * DRAWS * STEPS);
    fc_future_set_free(before);
    fc_future_set_free(after);
}

static void test_unknown_at_the_origin(void **state)
{
    struct data data;
    fc_future_set *set = NULL;

    (void)state;
    make_data(&data);
    data.x[39] = (double)NAN;
    set = project(&data, 40, 1, 0);
    assert_int_equal(fc_future_set_view(set)->count, 0);
    fc_future_set_free(set);

    make_data(&data);
    data.regressor.span.length = 39;
    set = project(&data, 40, 1, 0);
    assert_int_equal(fc_future_set_view(set)->count, 0);
    fc_future_set_free(set);
}

static void test_refuses(void **state)
{
    struct data data;
    fc_future_set *set = NULL;
    fc_error err = {0};

    (void)state;
    make_data(&data);
    assert_int_equal(
        fc_future_set_create(&set, &data.training, LENGTH, 0, 1, 0, &err),
        FC_ERR_ARGUMENT);
    assert_int_equal(
        fc_future_set_create(&set, &data.training, LENGTH, STEPS, 0, 0, &err),
        FC_ERR_ARGUMENT);
    assert_null(set);
    assert_non_null(strstr(err.message, "at least 1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mean_path),
        cmocka_unit_test(test_draws),
        cmocka_unit_test(test_values_beyond_the_origin_do_not_matter),
        cmocka_unit_test(test_unknown_at_the_origin),
        cmocka_unit_test(test_refuses),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
