/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is fitted once for several uses says what separate fits say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"

#include "select/backtest.h"
#include "simulated.h"

enum { LENGTH = 48, HORIZON = 3, SPECS = 4, KEPT = 6, MORE_THAN_ALL = 1000 };

struct job {
    double y[LENGTH];
    fc_model_spec specs[SPECS];
    fc_backtest_request request;
};

static void make_job(struct job *job, size_t keep)
{
    static const char *const texts[SPECS] = {
        "combine:yoy:robust/theta/snaive", "combine:median+theta/snaive/drift",
        "yoy:robust", "theta"};

    *job = (struct job){
        .request = {.horizon = HORIZON, .spec_count = SPECS, .keep = keep}};
    simulated_growth(job->y, LENGTH, 3);
    job->request.data = simulated_training(job->y, LENGTH);
    job->request.specs = job->specs;
    for (size_t i = 0; i < SPECS; i++) {
        assert_int_equal(fc_model_spec_parse(&job->specs[i], texts[i], NULL),
                         FC_OK);
    }
}

static fc_backtest *backtest_of(const fc_backtest_request *request)
{
    fc_backtest *backtest = NULL;
    fc_error err = {0};

    if (fc_backtest_create(&backtest, request, &err) != FC_OK) {
        fail_msg("%s", err.message);
    }
    return backtest;
}

static void test_candidates_forecast_as_if_alone(void **state)
{
    struct job job;
    fc_backtest *together = NULL;

    (void)state;
    make_job(&job, 0);
    together = backtest_of(&job.request);
    for (size_t i = 0; i < SPECS; i++) {
        struct job one;
        fc_backtest *alone = NULL;

        make_job(&one, 0);
        one.request.specs = &job.specs[i];
        one.request.spec_count = 1;
        alone = backtest_of(&one.request);
        for (size_t origin = alone->first; origin <= LENGTH; origin++) {
            assert_memory_equal(fc_backtest_row(together, i, origin),
                                fc_backtest_row(alone, 0, origin),
                                HORIZON * sizeof(double));
        }
        fc_backtest_free(alone);
    }
    fc_backtest_free(together);
}

static void test_the_latest_fits_are_kept(void **state)
{
    struct job job;
    fc_backtest *backtest = NULL;

    (void)state;
    make_job(&job, KEPT);
    backtest = backtest_of(&job.request);
    for (size_t origin = backtest->first; origin <= LENGTH; origin++) {
        fc_fit **kept = fc_backtest_kept(backtest, origin);

        assert_int_equal(kept != NULL, origin + KEPT > LENGTH);
        if (kept != NULL) {
            assert_string_equal(fc_fit_spec(*kept)->options,
                                job.specs[0].options);
        }
    }
    fc_backtest_free(backtest);
}

static fc_evaluation *evaluation_of(size_t keep)
{
    const fc_evaluation_options options = {.draws = 50, .stream = "s"};
    struct job job;
    fc_backtest *backtest = NULL;
    fc_evaluation *evaluation = NULL;

    make_job(&job, keep);
    backtest = backtest_of(&job.request);
    assert_int_equal(fc_evaluation_create(&evaluation, backtest, &job.request,
                                          &options, NULL),
                     FC_OK);
    fc_backtest_free(backtest);
    return evaluation;
}

static void test_an_evaluation_does_not_depend_on_them(void **state)
{
    static const size_t keeps[] = {KEPT, LENGTH, MORE_THAN_ALL};
    fc_evaluation *none = evaluation_of(0);

    (void)state;
    for (size_t i = 0; i < sizeof keeps / sizeof *keeps; i++) {
        fc_evaluation *some = evaluation_of(keeps[i]);

        assert_int_equal(some->origins, none->origins);
        for (size_t step = 0; step < HORIZON; step++) {
            assert_true(some->by_step[step].mae == none->by_step[step].mae);
            assert_true(some->coverage_80[step].hits
                        == none->coverage_80[step].hits);
            assert_true(some->coverage_95[step].hits
                        == none->coverage_95[step].hits);
        }
        fc_evaluation_free(some);
    }
    fc_evaluation_free(none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_candidates_forecast_as_if_alone),
        cmocka_unit_test(test_the_latest_fits_are_kept),
        cmocka_unit_test(test_an_evaluation_does_not_depend_on_them),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
