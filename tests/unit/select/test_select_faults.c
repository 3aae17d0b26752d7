/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every allocation of a backtest, a choice and an evaluation fails once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forecast/backtest.h"
#include "forecast/init.h"

#include "simulated.h"
#include "support/faults.h"

enum { LENGTH = 40, HORIZON = 2, SPECS = 4 };

struct job {
    fc_backtest_request request;
    fc_evaluation_options options;
};

static fc_status use(const fc_backtest *backtest, const struct job *job,
                     fc_error *err)
{
    fc_comparison comparison = {0};
    fc_evaluation *evaluation = NULL;
    fc_status status = fc_backtest_compare(&comparison, backtest, 0, 1, 0, err);

    if (status == FC_OK) {
        status = fc_evaluation_create(&evaluation, backtest, &job->request,
                                      &job->options, err);
    }
    fc_evaluation_free(evaluation);
    return status;
}

static fc_status whole_job(void *context, fc_error *err)
{
    const struct job *job = context;
    fc_backtest *backtest = NULL;
    fc_status status = fc_backtest_create(&backtest, &job->request, err);

    if (status == FC_OK) {
        status = use(backtest, job, err);
    }
    fc_backtest_free(backtest);
    return status;
}

static void test_out_of_memory_is_a_status(void **state)
{
    static const char *const texts[SPECS] = {
        "combine:snaive/drift", "yoy:ols+x:1..1", "snaive", "yoy:robust"};
    double y[LENGTH];
    double x[LENGTH];
    fc_model_spec specs[SPECS];
    fc_regressor regressor = {.name = "x"};
    struct job job = {.options = {.origins = 1,
                                  .draws = 4,
                                  .intervals = FC_INTERVALS_CONFORMAL}};
    long allocations = 0;

    (void)state;
    simulated_growth(x, LENGTH, 1);
    simulated_driven(y, x, LENGTH, 1);
    job.request = (fc_backtest_request){.data = simulated_training(y, LENGTH),
                                        .specs = specs,
                                        .spec_count = SPECS,
                                        .horizon = HORIZON,
                                        .first_origin = LENGTH - 5,
                                        .keep = 2};
    regressor.span = job.request.data.y;
    regressor.span.values = x;
    job.request.data.regressor_count = 1;
    job.request.data.regressors = &regressor;
    for (size_t i = 0; i < SPECS; i++) {
        assert_int_equal(fc_model_spec_parse(&specs[i], texts[i], NULL), FC_OK);
    }
    allocations = faults_try_allocations(whole_job, &job);
    print_message("  %ld allocations\n", allocations);
    assert_true(allocations > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_out_of_memory_is_a_status),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
