/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_randist.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forecast/init.h"

#include "base/random.h"
#include "select/conformal.h"
#include "simulated.h"

static fc_paths *paths_of(const double *values, size_t draws)
{
    fc_paths *paths = NULL;
    fc_period start = {.frequency = FC_QUARTERLY, .index = 0};

    assert_int_equal(fc_paths_create(&paths, start, draws, 1, NULL), FC_OK);
    for (size_t d = 0; d < draws; d++) {
        paths->values[d] = values[d];
    }
    return paths;
}

static double remap(fc_paths *paths, const struct fc_step_past *past,
                    fc_scale scale)
{
    struct fc_conformal room = {0};
    const fc_transform on = {.scale = scale};
    double factor = 0.0;

    assert_int_equal(fc_conformal_init(&room, paths->draws, NULL), FC_OK);
    factor = fc_conformal_remap(&room, paths, 0, past, &on);
    fc_conformal_release(&room);
    return factor;
}

/*
 * By hand. Two draws, 8 and 12: mean 10, standard deviation 2, z = -1, 1. One
 * error of size 1.5, k = 1: E has P(|z| <= 1.5) = 1/2, so that its quantiles at
 * 1/4 and 3/4 are -1.5 and 1.5. The mixture has weights 10 and 2 of 12, an atom
 * 10/24 or 2/24: at -1.5, -1, 1, 1.5 with the middles of their masses at 1/24,
 * 7/24, 17/24, 23/24. Its quantile at 1/4 = 6/24 is -1.5 + 5/6 * 0.5 = -13/12.
 */
static void test_two_draws_by_hand(void **state)
{
    static const double values[] = {12.0, 8.0};
    const struct fc_step_past past = {
        .factor = 1.0, .own = 1, .count = 1, .sizes = {1.5}};
    fc_paths *paths = paths_of(values, 2);
    double factor = remap(paths, &past, FC_SCALE_LEVEL);

    (void)state;
    assert_true(fabs(paths->values[0] - (10.0 + 2.0 * 13.0 / 12.0)) < 1e-12);
    assert_true(fabs(paths->values[1] - (10.0 - 2.0 * 13.0 / 12.0)) < 1e-12);
    assert_true(fabs(factor - 13.0 / 12.0) < 1e-12);
    fc_paths_free(paths);
}

/*
 * The rank n + 1 counts: beyond the largest of n = 39 errors, all of size 1, E
 * has 1/40, even up to 5; of the mixture with weights 10 and 40 that is 2 %, 1
 * % a side. The model, two clusters at -1 and 1, has nothing there, so that the
 * quantile at 0.995 is 3, the middle of 1 and 5.
 */
static void test_beyond_the_largest_error(void **state)
{
    enum { DRAWS = 4000 };
    static double values[DRAWS];
    struct fc_step_past past = {.factor = 1.0, .own = 39, .count = 39};
    const double probability = 0.995;
    double quantile = 0.0;
    fc_paths *paths = NULL;

    (void)state;
    for (size_t i = 0; i < past.count; i++) {
        past.sizes[i] = 1.0;
    }
    for (size_t d = 0; d < DRAWS; d++) {
        values[d] = (d % 2 == 0 ? -1.0 : 1.0) + 1e-9 * (double)d;
    }
    paths = paths_of(values, DRAWS);
    (void)remap(paths, &past, FC_SCALE_LEVEL);
    assert_int_equal(
        fc_paths_quantiles(&quantile, paths, 0, &probability, 1, NULL), FC_OK);
    /* One draw is 1/40 of that mass: 0.1 of the distance. */
    assert_true(fabs(quantile - 3.0) < 0.11);
    fc_paths_free(paths);
}

static struct fc_step_past heavy_past(double factor)
{
    struct fc_step_past past = {.factor = factor, .own = 10, .count = 10};

    for (size_t i = 0; i < past.count; i++) {
        past.sizes[i] = 0.1 * pow(1.5, (double)i);
    }
    return past;
}

static void draw_values(double *values, size_t draws, fc_scale scale)
{
    gsl_rng *random = NULL;

    assert_int_equal(fc_random_create(&random, "conformal", 0, 5, NULL), FC_OK);
    for (size_t d = 0; d < draws; d++) {
        double z = gsl_ran_ugaussian(random);

        values[d] = scale == FC_SCALE_LOG ? exp(4.0 + 0.6 * z) : 3.0 + 2.0 * z;
    }
    values[1] = values[0]; /* equal values, to stay equal */
    gsl_rng_free(random);
}

static void test_mean_and_ranks_stay(void **state)
{
    enum { DRAWS = 301 };
    static const struct {
        const char *name;
        fc_scale scale;
        double factor;
    } cases[] = {
        {"levels", FC_SCALE_LEVEL, 1.0},
        {"levels, narrowed", FC_SCALE_LEVEL, 0.7},
        {"logarithms", FC_SCALE_LOG, 1.0},
        {"logarithms, widened", FC_SCALE_LOG, 1.8},
    };
    double before[DRAWS];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct fc_step_past past = heavy_past(cases[i].factor);
        fc_paths *paths = NULL;
        double mean = 0.0;

        print_message("  %s\n", cases[i].name);
        draw_values(before, DRAWS, cases[i].scale);
        paths = paths_of(before, DRAWS);
        mean = fc_paths_mean(paths, 0);
        (void)remap(paths, &past, cases[i].scale);
        assert_true(fabs(fc_paths_mean(paths, 0) / mean - 1.0) < 1e-12);
        assert_true(paths->values[2] != before[2]);
        for (size_t a = 0; a < DRAWS; a++) {
            assert_true(cases[i].scale == FC_SCALE_LEVEL
                        || paths->values[a] > 0.0);
            for (size_t b = 0; b < a; b++) {
                assert_true((paths->values[a] < paths->values[b])
                            == (before[a] < before[b]));
                assert_true((paths->values[a] == paths->values[b])
                            == (before[a] == before[b]));
            }
        }
        fc_paths_free(paths);
    }
}

/* Without a spread there is nothing to re-map. */
static void test_a_point_stays(void **state)
{
    static const double values[] = {7.0, 7.0, 7.0};
    const struct fc_step_past past = heavy_past(1.0);
    fc_paths *paths = paths_of(values, 3);

    (void)state;
    assert_true(remap(paths, &past, FC_SCALE_LEVEL) == 1.0);
    assert_memory_equal(paths->values, values, sizeof values);
    fc_paths_free(paths);
}

/* White noise around 100: Student's t with 3 degrees of freedom, or normal with
 * a standard deviation that triples after 60 of them. */
enum noise { HEAVY_TAILS, GROWN_SPREAD };

enum { LENGTH = 142, BREAK = 60, HORIZON = 3 };

struct past_job {
    double y[LENGTH];
    fc_model_spec spec;
    fc_backtest_request request;
    fc_backtest *backtest;
};

static void open_job(struct past_job *job, enum noise noise, uint64_t seed)
{
    gsl_rng *random = NULL;

    *job = (struct past_job){.backtest = NULL};
    assert_int_equal(fc_random_create(&random, "noise", 0, seed, NULL), FC_OK);
    for (size_t t = 0; t < LENGTH; t++) {
        double e = noise == HEAVY_TAILS ? gsl_ran_tdist(random, 3.0)
                                        : gsl_ran_ugaussian(random);

        job->y[t] = 100.0
                    + (noise == GROWN_SPREAD && t >= BREAK ? 3.0 : 1.0) * e;
    }
    gsl_rng_free(random);
    assert_int_equal(fc_model_spec_parse(&job->spec, "mean", NULL), FC_OK);
    job->request = (fc_backtest_request){
        .data = simulated_training(job->y, LENGTH),
        .specs = &job->spec,
        .spec_count = 1,
        .horizon = HORIZON};
    assert_int_equal(fc_backtest_create(&job->backtest, &job->request, NULL),
                     FC_OK);
}

/* Paths of the model at an origin; calibrated if there are @p steps. */
static fc_paths *draw(fc_step_calibration *steps, const struct past_job *job,
                      size_t origin, fc_intervals intervals)
{
    const fc_training known = simulated_training(job->y, origin);
    fc_calibration_request request = {.origin = origin, .intervals = intervals};
    fc_fit *fit = NULL;
    fc_paths *paths = NULL;

    assert_int_equal(fc_fit_create(&fit, &job->spec, &known, NULL), FC_OK);
    assert_int_equal(
        fc_fit_simulate(&paths, fit, HORIZON, 200, NULL, "s", 0, NULL), FC_OK);
    request.scale = fc_fit_transform(fit);
    if (steps != NULL) {
        assert_int_equal(
            fc_backtest_calibrate(paths, steps, job->backtest, &request, NULL),
            FC_OK);
    }
    fc_fit_free(fit);
    return paths;
}

static bool same_step(const fc_paths *a, const fc_paths *b, size_t step)
{
    bool same = true;

    for (size_t d = 0; d < a->draws; d++) {
        same = same
               && a->values[d * a->steps + step]
                      == b->values[d * b->steps + step];
    }
    return same;
}

/* Nine origins know step 1, eight step 2, seven step 3: that one is as auto. */
static void test_too_few_errors(void **state)
{
    struct past_job job;
    fc_step_calibration steps[HORIZON];
    fc_step_calibration scaled[HORIZON];
    fc_paths *conformal = NULL;
    fc_paths *automatic = NULL;
    size_t origin = 0;

    (void)state;
    open_job(&job, HEAVY_TAILS, 1);
    origin = fc_backtest_first_origin(job.backtest) + 9;
    conformal = draw(steps, &job, origin, FC_INTERVALS_CONFORMAL);
    automatic = draw(scaled, &job, origin, FC_INTERVALS_AUTO);
    for (size_t s = 0; s < HORIZON; s++) {
        assert_int_equal(steps[s].errors, 9 - s);
        assert_int_equal(steps[s].conformal, s < 2);
        assert_int_equal(same_step(conformal, automatic, s), s == 2);
        assert_false(scaled[s].conformal);
    }
    assert_true(steps[2].factor == scaled[2].factor);
    fc_paths_free(conformal);
    fc_paths_free(automatic);
    fc_backtest_free(job.backtest);
}

static void test_other_kinds_stay(void **state)
{
    static const struct {
        fc_intervals intervals;
        bool stay;
    } cases[] = {{FC_INTERVALS_SIMULATE, true},
                 {FC_INTERVALS_ANALYTIC, true},
                 {FC_INTERVALS_BOOTSTRAP, true},
                 {FC_INTERVALS_AUTO, false},
                 {FC_INTERVALS_CONFORMAL, false}};
    struct past_job job;
    fc_paths *drawn = NULL;

    (void)state;
    open_job(&job, GROWN_SPREAD, 1);
    drawn = draw(NULL, &job, LENGTH, FC_INTERVALS_SIMULATE);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_step_calibration steps[HORIZON];
        fc_paths *paths = draw(steps, &job, LENGTH, cases[i].intervals);

        for (size_t s = 0; s < HORIZON; s++) {
            assert_int_equal(same_step(drawn, paths, s), cases[i].stay);
            assert_int_equal(steps[s].factor == 1.0, cases[i].stay);
            assert_int_equal(steps[s].errors, cases[i].stay ? 0 : 40);
        }
        fc_paths_free(paths);
    }
    fc_paths_free(drawn);
    fc_backtest_free(job.backtest);
}

/* Few errors of a step take those of its neighbours; n stays its own. */
static void test_neighbours_pool(void **state)
{
    struct past_job job;
    struct fc_step_past past;
    size_t first = 0;

    (void)state;
    open_job(&job, HEAVY_TAILS, 1);
    first = fc_backtest_first_origin(job.backtest);
    fc_step_past_collect(&past, job.backtest, 0, first + 15, 1);
    assert_int_equal(past.own, 14);
    assert_int_equal(past.count, 15 + 14 + 13);
    fc_step_past_collect(&past, job.backtest, 0, first + 15, 0);
    assert_int_equal(past.count, 15 + 14);
    fc_step_past_collect(&past, job.backtest, 0, first + 21, 1);
    assert_int_equal(past.own, 20);
    assert_int_equal(past.count, 20);
    for (size_t i = 1; i < past.count; i++) {
        assert_true(past.sizes[i] >= past.sizes[i - 1]);
    }
    fc_backtest_free(job.backtest);
}

struct rates {
    double in_80;
    double in_95;
};

/* Coverage of the first step over the latest 40 origins of each series. */
static struct rates cover(enum noise noise, fc_intervals intervals)
{
    enum { SERIES = 20 };
    struct rates rates = {0.0, 0.0};

    for (uint64_t seed = 1; seed <= SERIES; seed++) {
        const fc_evaluation_options options = {.draws = 400,
                                               .intervals = intervals};
        struct past_job job;
        fc_evaluation *evaluation = NULL;

        open_job(&job, noise, seed);
        assert_int_equal(fc_evaluation_create(&evaluation, job.backtest,
                                              &job.request, &options, NULL),
                         FC_OK);
        rates.in_80 += evaluation->coverage_80[0].rate / SERIES;
        rates.in_95 += evaluation->coverage_95[0].rate / SERIES;
        fc_evaluation_free(evaluation);
        fc_backtest_free(job.backtest);
    }
    return rates;
}

/*
 * 800 intervals of 20 series: the standard error of a rate of 80 % is 1.4
 * points, of 95 % 0.8. Allowed: three of them. The model alone misses: its 80 %
 * are too wide for heavy tails, and too narrow for a spread that has grown.
 */
static void test_coverage(void **state)
{
    static const struct {
        const char *name;
        enum noise noise;
        double worse; /* side on which the 80 % of the model alone err */
    } cases[] = {
        {"heavy tails", HEAVY_TAILS, 1.0},
        {"grown spread", GROWN_SPREAD, -1.0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct rates own = cover(cases[i].noise, FC_INTERVALS_SIMULATE);
        struct rates conformal = cover(cases[i].noise, FC_INTERVALS_CONFORMAL);

        print_message("  %s: %.3f and %.3f; the model alone %.3f and %.3f\n",
                      cases[i].name, conformal.in_80, conformal.in_95,
                      own.in_80, own.in_95);
        assert_true(cases[i].worse * (own.in_80 - 0.80) > 0.042);
        assert_true(fabs(conformal.in_80 - 0.80) < 0.042);
        assert_true(fabs(conformal.in_95 - 0.95) < 0.024);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_draws_by_hand),
        cmocka_unit_test(test_beyond_the_largest_error),
        cmocka_unit_test(test_mean_and_ranks_stay),
        cmocka_unit_test(test_a_point_stays),
        cmocka_unit_test(test_too_few_errors),
        cmocka_unit_test(test_other_kinds_stay),
        cmocka_unit_test(test_neighbours_pool),
        cmocka_unit_test(test_coverage),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
