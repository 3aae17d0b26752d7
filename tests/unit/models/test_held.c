/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fits that keep the parameters of an earlier one. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/model.h"

#include "support/faults.h"

enum { LENGTH = 48, EARLIER = 40, STEPS = 6 };

/* Twelve years of quarters that grow, with a season and some noise. */
static void fill(double y[LENGTH])
{
    static const double season[] = {1.0, 1.1, 0.9, 1.3};

    for (size_t t = 0; t < LENGTH; t++) {
        y[t] = 100.0 * pow(1.02, (double)t) * season[t % 4]
               * (1.0 + 0.04 * ((double)(t * 7 % 11) / 11.0 - 0.5));
    }
}

static fc_training training_of(const double *y, size_t first, size_t length)
{
    const fc_period start = {FC_QUARTERLY, 8000 + (int64_t)first};

    return (fc_training){
        .y = {.start = start, .length = length, .values = y + first},
        .season = 4};
}

static fc_fit *fit_spec(const char *text, const fc_training *training)
{
    fc_model_spec spec;
    fc_fit *fit = NULL;

    assert_int_equal(fc_model_spec_parse(&spec, text, NULL), FC_OK);
    assert_int_equal(fc_fit_create(&fit, &spec, training, NULL), FC_OK);
    return fit;
}

static const char *const holding[] = {
    "naive",
    "drift",
    "mean",
    "snaive",
    "snaive-drift",
    "snaive-growth",
    "log:naive",
    "boxcox:drift",
    "yoy",
    "yoy:robust+window=20",
    "tslm:trend+season",
    "theta",
    "theta:optimised",
    "theta:dynamic",
    "ets",
    "ets:MAdM",
    "arima",
    "arima:0,1,1/0,1,1",
    "arima:1,0,0+constant",
    "log:arima:0,1,1/0,1,1",
    "combine",
    "combine:theta/ets:AAN",
    "positive:combine",
};

enum { HOLDING = sizeof holding / sizeof holding[0] };

static void assert_forecasts(const fc_fit *a, const fc_fit *b, bool equal)
{
    double of_a[STEPS];
    double of_b[STEPS];
    double apart = 0.0;

    assert_int_equal(fc_fit_predict(of_a, a, STEPS, NULL, NULL), FC_OK);
    assert_int_equal(fc_fit_predict(of_b, b, STEPS, NULL, NULL), FC_OK);
    for (size_t h = 0; h < STEPS; h++) {
        apart = fmax(apart, fabs(of_a[h] / of_b[h] - 1.0));
    }
    /* states are run through the series again: rounding of 48 steps */
    if ((apart < 1e-9) != equal) {
        fail_msg("forecasts of %s are %g apart", fc_fit_equation(a), apart);
    }
}

/* On the same data nothing moves; on more data the forecast follows them. */
static void parameters_stay_and_states_follow(void **state)
{
    double y[LENGTH];
    fc_training earlier = {0};
    fc_training now = {0};

    (void)state;
    fill(y);
    earlier = training_of(y, 0, EARLIER);
    now = training_of(y, 0, LENGTH);
    for (size_t i = 0; i < HOLDING; i++) {
        fc_fit *old = fit_spec(holding[i], &earlier);
        fc_fit *same = NULL;
        fc_fit *held = NULL;

        assert_int_equal(fc_fit_create_held(&same, old, &earlier, NULL), FC_OK);
        assert_forecasts(same, old, true);
        assert_int_equal(fc_fit_create_held(&held, old, &now, NULL), FC_OK);
        assert_int_equal(fc_fit_coefficient_count(held),
                         fc_fit_coefficient_count(old));
        fc_fit_free(same);
        fc_fit_free(old); /* what was held is not needed any more */
        assert_true(isfinite(fc_fit_summarise(held).sigma));
        fc_fit_free(held);
    }
}

/* By hand: y(n+h) = y(n) + h b with the drift b of the earlier data. */
static void a_drift_keeps_its_slope(void **state)
{
    double y[LENGTH];
    double mean[STEPS];
    fc_training earlier = {0};
    fc_training now = {0};
    fc_fit *old = NULL;
    fc_fit *held = NULL;
    double slope = 0.0;

    (void)state;
    fill(y);
    earlier = training_of(y, 0, EARLIER);
    now = training_of(y, 0, LENGTH);
    slope = (y[EARLIER - 1] - y[0]) / (EARLIER - 1);
    old = fit_spec("drift", &earlier);
    assert_int_equal(fc_fit_create_held(&held, old, &now, NULL), FC_OK);
    assert_int_equal(fc_fit_predict(mean, held, STEPS, NULL, NULL), FC_OK);
    for (size_t h = 0; h < STEPS; h++) {
        assert_true(fabs(mean[h] - (y[LENGTH - 1] + (double)(h + 1) * slope))
                    < 1e-9);
    }
    fc_fit_free(held);
    fc_fit_free(old);
}

static void smoothing_keeps_alpha(void **state)
{
    double y[LENGTH];
    double mean[1];
    fc_training earlier = {0};
    fc_training now = {0};
    fc_fit *old = NULL;
    fc_fit *held = NULL;
    double alpha = 0.0;
    double level = 0.0;

    (void)state;
    fill(y);
    earlier = training_of(y, 0, EARLIER);
    now = training_of(y, 0, LENGTH);
    old = fit_spec("ets:ANN", &earlier);
    alpha = fc_fit_coefficient_at(old, 0).value;
    level = fc_fit_coefficient_at(old, 1).value;
    for (size_t t = 0; t < LENGTH; t++) {
        level += alpha * (y[t] - level);
    }
    assert_int_equal(fc_fit_create_held(&held, old, &now, NULL), FC_OK);
    assert_int_equal(fc_fit_predict(mean, held, 1, NULL, NULL), FC_OK);
    assert_true(fabs(mean[0] / level - 1.0) < 1e-12);
    fc_fit_free(held);
    fc_fit_free(old);
}

static void what_cannot_be_held_is_said(void **state)
{
    double y[LENGTH];
    fc_training earlier = {0};
    fc_training later = {0};
    fc_fit *old = NULL;
    fc_fit *held = NULL;
    fc_error err = {0};

    (void)state;
    fill(y);
    earlier = training_of(y, 0, EARLIER);
    later = training_of(y, 1, LENGTH - 1);
    old = fit_spec("ces", &earlier);
    assert_int_equal(fc_fit_create_held(&held, old, &earlier, &err),
                     FC_ERR_ARGUMENT);
    assert_string_equal(err.message, "model 'ces' cannot keep its parameters");
    fc_fit_free(old);
    old = fit_spec("combine:theta/ces", &earlier);
    assert_int_equal(fc_fit_create_held(&held, old, &earlier, NULL),
                     FC_ERR_ARGUMENT);
    fc_fit_free(old);
    old = fit_spec("ets:ANN", &earlier);
    assert_int_equal(fc_fit_create_held(&held, old, &later, NULL),
                     FC_ERR_ARGUMENT);
    assert_null(held);
    fc_fit_free(old);
}

/* A model says that it holds if and only if it does. */
static void the_table_says_who_holds(void **state)
{
    double y[LENGTH];
    fc_training training = {0};

    (void)state;
    fill(y);
    training = training_of(y, 0, LENGTH);
    for (size_t i = 0; i < fc_model_type_count(); i++) {
        const fc_model_type *type = fc_model_type_at(i);
        fc_model_spec spec;
        fc_fit *fit = NULL;
        fc_fit *held = NULL;

        if (fc_model_spec_parse(&spec, fc_model_type_name(type), NULL) != FC_OK
            || fc_fit_create(&fit, &spec, &training, NULL) != FC_OK) {
            continue; /* needs options, or another kind of series */
        }
        assert_int_equal(fc_fit_create_held(&held, fit, &training, NULL)
                             == FC_OK,
                         fc_model_type_abilities(type).holds);
        fc_fit_free(held);
        fc_fit_free(fit);
    }
}

struct hold_job {
    const fc_fit *old;
    fc_training training;
};

static fc_status hold_again(void *context, fc_error *err)
{
    const struct hold_job *job = context;
    fc_fit *fit = NULL;
    fc_status status = fc_fit_create_held(&fit, job->old, &job->training, err);

    fc_fit_free(fit);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    static const char *const specs[] = {"drift",
                                        "yoy",
                                        "theta",
                                        "ets:AAA",
                                        "arima:0,1,1/0,1,1",
                                        "combine:theta/yoy"};
    double y[LENGTH];
    fc_training earlier = {0};

    (void)state;
    fill(y);
    earlier = training_of(y, 0, EARLIER);
    for (size_t i = 0; i < sizeof specs / sizeof specs[0]; i++) {
        fc_fit *old = fit_spec(specs[i], &earlier);
        struct hold_job job = {.old = old,
                               .training = training_of(y, 0, LENGTH)};

        assert_true(faults_try_allocations(hold_again, &job) > 1);
        fc_fit_free(old);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(parameters_stay_and_states_follow),
        cmocka_unit_test(a_drift_keeps_its_slope),
        cmocka_unit_test(smoothing_keeps_alpha),
        cmocka_unit_test(what_cannot_be_held_is_said),
        cmocka_unit_test(the_table_says_who_holds),
        cmocka_unit_test(every_allocation_may_fail),
    };

    fc_init();
    return cmocka_run_group_tests_name("held", tests, NULL, NULL);
}
