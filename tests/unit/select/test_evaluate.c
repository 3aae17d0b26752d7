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

enum { LENGTH = 112, HORIZON = 4, SPECS_MAX = 32, PLAIN_COUNT = 9 };

struct job {
    double y[LENGTH];
    double x[LENGTH];
    fc_regressor regressor;
    fc_model_spec specs[SPECS_MAX];
    fc_backtest_request request;
    fc_backtest *backtest;
};

/* y alone, or y with x that drives it or does not. */
enum job_kind { ALONE, DRIVEN, UNRELATED };

static void make_job(struct job *job, enum job_kind kind, size_t length,
                     uint64_t seed)
{
    fc_training *data = &job->request.data;

    *job = (struct job){.request = {.horizon = HORIZON}};
    simulated_growth(job->x, length, 100 + seed);
    if (kind == DRIVEN) {
        simulated_driven(job->y, job->x, length, seed);
    } else {
        simulated_growth(job->y, length, seed);
    }
    *data = simulated_training(job->y, length);
    job->regressor = (fc_regressor){
        .name = "x",
        .span = {.start = data->y.start, .length = length, .values = job->x}};
    data->regressors = &job->regressor;
    data->regressor_count = kind == ALONE ? 0 : 1;
    assert_int_equal(fc_candidates_default(job->specs, SPECS_MAX,
                                           &job->request.spec_count, data,
                                           NULL),
                     FC_OK);
    job->request.specs = job->specs;
}

static void run(struct job *job)
{
    fc_error err = {0};

    if (fc_backtest_create(&job->backtest, &job->request, &err) != FC_OK) {
        fail_msg("%s", err.message);
    }
}

static fc_evaluation *evaluate(const struct job *job,
                               const fc_evaluation_options *options)
{
    fc_evaluation *evaluation = NULL;
    fc_error err = {0};

    if (fc_evaluation_create(&evaluation, job->backtest, &job->request, options,
                             &err)
        != FC_OK) {
        fail_msg("%s", err.message);
    }
    return evaluation;
}

static size_t choice_of(const struct job *job)
{
    size_t chosen = 0;

    assert_int_equal(fc_backtest_choose(&chosen, job->backtest, LENGTH, NULL),
                     FC_OK);
    return chosen;
}

static void test_a_regressor_that_leads_is_chosen(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct job job;
        fc_comparison comparison = {0};

        print_message("  series %u\n", (unsigned)seed);
        make_job(&job, DRIVEN, LENGTH, seed);
        run(&job);
        assert_true(choice_of(&job) >= PLAIN_COUNT);
        assert_int_equal(fc_backtest_compare(&comparison, job.backtest, 0,
                                             choice_of(&job), 0, NULL),
                         FC_OK);
        assert_int_equal(comparison.origins, 40);
        assert_true(comparison.test.mean_difference > 0.0);
        assert_true(comparison.test.p_value < 0.05);
        fc_backtest_free(job.backtest);
    }
}

static void test_a_regressor_that_does_not_lead_is_not(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct job job;

        print_message("  series %u\n", (unsigned)seed);
        make_job(&job, UNRELATED, LENGTH, seed);
        run(&job);
        assert_true(choice_of(&job) < PLAIN_COUNT);
        fc_backtest_free(job.backtest);
    }
}

/* The evaluation scores the mean of the paths, the backtest the closed form:
 * with 2,000 draws the two are within a few hundredths of the error. */
static void assert_same_accuracy(fc_accuracy a, fc_accuracy b)
{
    assert_int_equal(a.n, b.n);
    assert_true(fabs(a.mape - b.mape) < 0.05 * b.mape);
    assert_true(fabs(a.rmse - b.rmse) < 0.05 * b.rmse);
    assert_true(fabs(a.mase - b.mase) < 0.05 * b.mase);
}

/* With one candidate there is nothing to choose: the rows must agree. */
static void test_rows_agree_with_accuracy(void **state)
{
    static const size_t origins[] = {0, 7, 1000};
    struct job job;

    (void)state;
    make_job(&job, ALONE, LENGTH, 1);
    job.request.spec_count = 1;
    run(&job);
    for (size_t i = 0; i < sizeof origins / sizeof origins[0]; i++) {
        fc_evaluation_options options = {.origins = origins[i],
                                         .draws = 2000,
                                         .intervals = FC_INTERVALS_AUTO};
        fc_evaluation *evaluation = evaluate(&job, &options);
        size_t first = fc_backtest_first_origin(job.backtest);
        size_t all = LENGTH - HORIZON - first + 1;
        size_t expected = origins[i] == 0 ? 40 : origins[i];

        expected = expected < all ? expected : all;
        assert_int_equal(evaluation->origins, expected);
        assert_int_equal(evaluation->origin[expected - 1], LENGTH - HORIZON);
        assert_int_equal(evaluation->overall_80.n, expected * HORIZON);
        assert_same_accuracy(
            evaluation->overall,
            fc_backtest_accuracy(job.backtest, 0, 0, origins[i]));
        for (size_t h = 0; h < HORIZON; h++) {
            assert_int_equal(evaluation->chosen[h], 0);
            assert_same_accuracy(
                evaluation->by_step[h],
                fc_backtest_accuracy(job.backtest, 0, h + 1, origins[i]));
        }
        fc_evaluation_free(evaluation);
    }
    fc_backtest_free(job.backtest);
}

static void test_coverage_adds_up(void **state)
{
    struct job job;
    fc_evaluation_options options = {.draws = 200,
                                     .intervals = FC_INTERVALS_AUTO};
    fc_evaluation *evaluation = NULL;
    size_t hits_80 = 0;
    size_t hits_95 = 0;

    (void)state;
    make_job(&job, DRIVEN, LENGTH, 1);
    run(&job);
    evaluation = evaluate(&job, &options);
    for (size_t h = 0; h < HORIZON; h++) {
        assert_int_equal(evaluation->coverage_80[h].n, 40);
        assert_true(evaluation->coverage_80[h].hits
                    <= evaluation->coverage_95[h].hits);
        hits_80 += evaluation->coverage_80[h].hits;
        hits_95 += evaluation->coverage_95[h].hits;
    }
    assert_int_equal(evaluation->overall_80.hits, hits_80);
    assert_int_equal(evaluation->overall_95.hits, hits_95);
    for (size_t i = 0; i < evaluation->origins; i++) {
        size_t chosen = 99;

        assert_int_equal(fc_backtest_choose(&chosen, job.backtest,
                                            evaluation->origin[i], NULL),
                         FC_OK);
        assert_int_equal(chosen, evaluation->chosen[i]);
    }
    fc_evaluation_free(evaluation);
    fc_backtest_free(job.backtest);
}

/*
 * Twelve series of the law that the first candidate assumes, 40 origins each.
 * Of 480 independent cases the standard error of a rate of 80 % is 1.8 points,
 * of 95 % 1.0; those of one series share their estimates. Allowed: three
 * standard errors and a point for intervals from 35 to 40 rows.
 */
static void test_coverage_is_near_nominal(void **state)
{
    enum { SERIES = 12, ORIGINS = 40 };
    size_t hits_80 = 0;
    size_t hits_95 = 0;
    double rate_80 = 0.0;
    double rate_95 = 0.0;

    (void)state;
    for (uint64_t seed = 1; seed <= SERIES; seed++) {
        fc_evaluation_options options = {
            .draws = 400, .seed = 1, .intervals = FC_INTERVALS_AUTO};
        fc_evaluation *evaluation = NULL;
        struct job job;

        make_job(&job, ALONE, LENGTH, seed);
        job.request.spec_count = 1;
        run(&job);
        evaluation = evaluate(&job, &options);
        hits_80 += evaluation->coverage_80[0].hits;
        hits_95 += evaluation->coverage_95[0].hits;
        fc_evaluation_free(evaluation);
        fc_backtest_free(job.backtest);
    }
    rate_80 = (double)hits_80 / (SERIES * ORIGINS);
    rate_95 = (double)hits_95 / (SERIES * ORIGINS);
    print_message("  %.3f of 0.80, %.3f of 0.95\n", rate_80, rate_95);
    assert_true(fabs(rate_80 - 0.80) < 0.065);
    assert_true(fabs(rate_95 - 0.95) < 0.040);
}

static void assert_same_evaluation(const fc_evaluation *a,
                                   const fc_evaluation *b)
{
    assert_int_equal(a->origins, b->origins);
    assert_memory_equal(a->chosen, b->chosen, a->origins * sizeof *a->chosen);
    assert_memory_equal(a->by_step, b->by_step, HORIZON * sizeof *a->by_step);
    assert_memory_equal(a->coverage_80, b->coverage_80,
                        HORIZON * sizeof *a->coverage_80);
    assert_memory_equal(&a->overall, &b->overall, sizeof a->overall);
    assert_memory_equal(&a->overall_95, &b->overall_95, sizeof a->overall_95);
}

static void test_same_bytes_twice(void **state)
{
    struct job job;
    fc_evaluation_options options = {.draws = 200,
                                     .seed = 9,
                                     .stream = "sales",
                                     .intervals = FC_INTERVALS_AUTO};
    fc_evaluation *a = NULL;
    fc_evaluation *b = NULL;

    (void)state;
    make_job(&job, DRIVEN, LENGTH, 1);
    run(&job);
    a = evaluate(&job, &options);
    b = evaluate(&job, &options);
    assert_same_evaluation(a, b);
    fc_evaluation_free(a);
    fc_evaluation_free(b);
    fc_backtest_free(job.backtest);
}

/* One origin alone draws what it draws among others. */
static void test_draws_do_not_depend_on_other_origins(void **state)
{
    struct job job;
    fc_evaluation_options options = {
        .draws = 50, .stream = "sales", .intervals = FC_INTERVALS_AUTO};
    size_t counted = 0;
    fc_evaluation *together = NULL;

    (void)state;
    make_job(&job, ALONE, LENGTH, 2);
    job.request.spec_count = 1;
    run(&job);
    options.origins = 12;
    together = evaluate(&job, &options);
    options.origins = 1;
    for (size_t back = 0; back < 12; back++) {
        struct job part;
        fc_evaluation *alone = NULL;

        make_job(&part, ALONE, LENGTH, 2);
        part.request.spec_count = 1;
        part.request.data.y.length = LENGTH - back;
        run(&part);
        alone = evaluate(&part, &options);
        assert_int_equal(alone->origin[0], LENGTH - HORIZON - back);
        counted += alone->overall_80.hits;
        fc_evaluation_free(alone);
        fc_backtest_free(part.backtest);
    }
    assert_int_equal(counted, together->overall_80.hits);
    fc_evaluation_free(together);
    fc_backtest_free(job.backtest);
}

static void test_short_series(void **state)
{
    static const struct {
        const char *name;
        size_t length;
        fc_status status;
        size_t origins;
        const char *message;
    } cases[] = {
        {"no origin with all steps known", 10, FC_ERR_TOO_SHORT, 0,
         "10 observations leave none to check a forecast of 4 steps with; at "
         "least 11 are needed"},
        {"one origin", 11, FC_OK, 1, ""},
        {"five years", 20, FC_OK, 10, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct job job;
        fc_evaluation_options options = {.draws = 50};
        fc_evaluation *evaluation = NULL;
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        make_job(&job, ALONE, cases[i].length, 1);
        run(&job);
        assert_int_equal(fc_evaluation_create(&evaluation, job.backtest,
                                              &job.request, &options, &err),
                         cases[i].status);
        assert_string_equal(err.message, cases[i].message);
        if (cases[i].status == FC_OK) {
            assert_int_equal(evaluation->origins, cases[i].origins);
        } else {
            assert_null(evaluation);
        }
        fc_evaluation_free(evaluation);
        fc_backtest_free(job.backtest);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_regressor_that_leads_is_chosen),
        cmocka_unit_test(test_a_regressor_that_does_not_lead_is_not),
        cmocka_unit_test(test_rows_agree_with_accuracy),
        cmocka_unit_test(test_coverage_adds_up),
        cmocka_unit_test(test_coverage_is_near_nominal),
        cmocka_unit_test(test_same_bytes_twice),
        cmocka_unit_test(test_draws_do_not_depend_on_other_origins),
        cmocka_unit_test(test_short_series),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
