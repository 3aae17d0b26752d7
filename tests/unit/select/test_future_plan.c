/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan in the place of the projection of a regressor. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/backtest.h"

#include "simulated.h"
#include "support/reference.h"

enum { LENGTH = 60, STEPS = 8, DRAWS = 200 };

struct data {
    double x[LENGTH + STEPS];
    fc_regressor regressor;
    fc_training training;
};

static void make_data(struct data *data)
{
    simulated_growth(data->x, LENGTH, 2);
    data->training = simulated_training(data->x, LENGTH);
    data->regressor = (fc_regressor){.name = "x", .span = data->training.y};
    data->training.regressor_count = 1;
    data->training.regressors = &data->regressor;
}

/* A plan of the steps at which @p planned is one. */
static fc_paths *make_plan(const char *planned, size_t draws, double value)
{
    fc_paths *plan = NULL;

    assert_int_equal(fc_paths_create(&plan, (fc_period){FC_QUARTERLY, 0}, draws,
                                     STEPS, NULL),
                     FC_OK);
    for (size_t i = 0; i < draws * STEPS; i++) {
        plan->values[i] = planned[i % STEPS] == '1'
                              ? value * (draws > 1 && i / STEPS % 2 ? 0.5 : 1.0)
                              : (double)NAN;
    }
    return plan;
}

static fc_future_set *make_set(const struct data *data, size_t draws,
                               const fc_paths *plan)
{
    fc_future_set *set = NULL;

    assert_int_equal(fc_future_set_create(&set, &data->training, LENGTH, STEPS,
                                          draws, 7, NULL),
                     FC_OK);
    if (plan != NULL) {
        assert_int_equal(fc_future_set_plan(set, "x", plan, &data->training,
                                            LENGTH, 7, NULL),
                         FC_OK);
    }
    return set;
}

static double at(const fc_future_set *set, size_t draw, size_t step)
{
    const fc_paths *paths = fc_future_set_view(set)->paths[0];

    return paths->values[draw * STEPS + step];
}

/* Before a plan the projection stays, and the plan is what it says. */
static void test_before_and_planned(void **state)
{
    struct data data;
    fc_paths *plan = make_plan("00110000", 1, 500.0);
    fc_future_set *plain = NULL;
    fc_future_set *set = NULL;

    (void)state;
    make_data(&data);
    plain = make_set(&data, DRAWS, NULL);
    set = make_set(&data, DRAWS, plan);
    for (size_t d = 0; d < DRAWS; d++) {
        assert_true(at(set, d, 0) == at(plain, d, 0));
        assert_true(at(set, d, 1) == at(plain, d, 1));
        assert_true(at(set, d, 2) == 500.0 && at(set, d, 3) == 500.0);
        assert_true(at(set, d, 4) != at(plain, d, 4));
    }
    fc_future_set_free(plain);
    fc_future_set_free(set);
    fc_paths_free(plan);
}

/* Behind it the mean is that of the projection of the values and the plan. */
static void test_behind(void **state)
{
    struct data data;
    fc_paths *plan = make_plan("11110000", 1, 0.0);
    double mean[STEPS];
    fc_future_set *set = NULL;
    fc_model_spec spec = {0};
    fc_fit *fit = NULL;
    fc_training longer;

    (void)state;
    make_data(&data);
    for (size_t s = 0; s < 4; s++) {
        plan->values[s] = 1.3 * data.x[LENGTH - 4 + s];
        data.x[LENGTH + s] = plan->values[s];
    }
    set = make_set(&data, 1, plan);
    longer = simulated_training(data.x, LENGTH + 4);
    assert_int_equal(fc_model_spec_parse(&spec, "yoy:robust+window=40", NULL),
                     FC_OK);
    assert_int_equal(fc_fit_create(&fit, &spec, &longer, NULL), FC_OK);
    assert_int_equal(fc_fit_predict(mean, fit, 4, NULL, NULL), FC_OK);
    for (size_t s = 0; s < 4; s++) {
        reference_assert_close(at(set, 0, 4 + s), mean[s], 1e-12, 1.0);
    }
    fc_fit_free(fit);
    fc_future_set_free(set);
    fc_paths_free(plan);
}

/* A draw above the mean of the plan stays so behind it, in proportion: here
 * draws are 1 and 0.5 times the value, so 4/3 and 2/3 of the mean. The noise is
 * that of a certain plan, as the same seed gives it. */
static void test_draws_carry(void **state)
{
    struct data data;
    fc_paths *uncertain = make_plan("11110000", DRAWS, 400.0);
    fc_paths *certain = make_plan("11110000", 1, 300.0); /* the mean */
    fc_future_set *wide = NULL;
    fc_future_set *narrow = NULL;

    (void)state;
    make_data(&data);
    wide = make_set(&data, DRAWS, uncertain);
    narrow = make_set(&data, DRAWS, certain);
    for (size_t d = 0; d < DRAWS; d++) {
        for (size_t s = 4; s < STEPS; s++) {
            reference_assert_close(at(wide, d, s) / at(narrow, d, s),
                                   d % 2 == 0 ? 4.0 / 3.0 : 2.0 / 3.0, 1e-9,
                                   1.0);
        }
    }
    fc_future_set_free(wide);
    fc_future_set_free(narrow);
    fc_paths_free(uncertain);
    fc_paths_free(certain);
}

static void test_errors(void **state)
{
    struct data data;
    fc_paths *plan = make_plan("11110000", 1, 1.0);
    fc_paths *other = make_plan("11110000", 2, 1.0);
    fc_future_set *set = NULL;
    fc_error err = {0};

    (void)state;
    make_data(&data);
    set = make_set(&data, DRAWS, NULL);
    assert_int_equal(
        fc_future_set_plan(set, "z", plan, &data.training, LENGTH, 7, &err),
        FC_ERR_DATA);
    assert_non_null(strstr(err.message, "'z' has no value at the origin"));
    assert_int_equal(
        fc_future_set_plan(set, "x", other, &data.training, LENGTH, 7, &err),
        FC_ERR_ARGUMENT);
    assert_non_null(strstr(err.message, "8 steps and 2 draws"));
    fc_future_set_free(set);
    fc_paths_free(plan);
    fc_paths_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_before_and_planned),
        cmocka_unit_test(test_behind),
        cmocka_unit_test(test_draws_carry),
        cmocka_unit_test(test_errors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
