/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cross-validation against tsCV() of R and against itself, and the scores of
 * distributions against closed forms: tests/reference/cross_validation.R.
 */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/cross_validation.h"
#include "forecast/init.h"

#include "simulated.h"
#include "support/faults.h"
#include "support/reference.h"

static const char *const reference = "cross_validation.csv";

/* The same sums in another order. */
static const double relative = 1e-10;

enum { MOST = 160, STEPS = 4, CHECKED = 12, MODELS = 4 };

struct sample {
    double y[MOST];
    fc_training training;
};

static void load(struct sample *out, const char *name, fc_frequency frequency,
                 size_t n)
{
    for (size_t t = 0; t < n; t++) {
        out->y[t] = reference_numbered(reference, name, "y", t + 1);
    }
    out->training = (fc_training){
        .y = {.start = {frequency, 600}, .length = n, .values = out->y},
        .season = fc_frequency_season(frequency)};
}

static void parse(fc_model_spec *specs, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(fc_model_spec_parse(&specs[i], texts[i], NULL), FC_OK);
    }
}

static fc_cross_validation *run(const fc_cross_validation_request *request)
{
    fc_cross_validation *validation = NULL;
    fc_error err = {0};

    if (fc_cross_validation_create(&validation, request, &err) != FC_OK) {
        fail_msg("%s", err.message);
    }
    return validation;
}

static void check_errors(const fc_cross_validation *validation, size_t model,
                         const char *name)
{
    for (size_t i = 0; i < CHECKED; i++) {
        size_t origin = fc_cross_validation_origin_at(validation, i);

        for (size_t step = 0; step < STEPS; step++) {
            const fc_origin_forecast *forecast = fc_cross_validation_forecast(
                validation, model, i, step);
            char quantity[48];

            (void)snprintf(quantity, sizeof quantity, "e%zu_%zu", origin,
                           step + 1);
            /* Errors are small differences of values about 600. */
            reference_assert_close(forecast->actual - forecast->mean,
                                   reference_value(reference, name, quantity),
                                   relative, 1.0);
        }
    }
}

static void test_errors_are_those_of_tscv(void **state)
{
    static const char *const texts[MODELS] = {"naive", "snaive", "mean",
                                              "drift"};
    static const struct {
        const char *name;
        fc_frequency frequency;
        size_t n;
    } cases[] = {{"AirPassengers", FC_MONTHLY, 144},
                 {"UKgas", FC_QUARTERLY, 108}};
    static const size_t windows[] = {0, 40};
    fc_model_spec specs[MODELS];

    (void)state;
    parse(specs, texts, MODELS);
    for (size_t i = 0; i < 4; i++) {
        struct sample sample;
        fc_cross_validation_request request = {.specs = specs,
                                               .spec_count = MODELS,
                                               .horizon = STEPS,
                                               .origins = CHECKED,
                                               .window = windows[i % 2],
                                               .draws = 100};
        fc_cross_validation *validation = NULL;

        load(&sample, cases[i / 2].name, cases[i / 2].frequency,
             cases[i / 2].n);
        request.data = sample.training;
        validation = run(&request);
        assert_int_equal(fc_cross_validation_origin_count(validation), CHECKED);
        assert_int_equal(fc_cross_validation_origin_at(validation, CHECKED - 1),
                         cases[i / 2].n - STEPS);
        for (size_t model = 0; model < MODELS; model++) {
            char name[64];

            (void)snprintf(name, sizeof name, "%s-%s-%zu", cases[i / 2].name,
                           texts[model], windows[i % 2]);
            print_message("  %s\n", name);
            check_errors(validation, model, name);
        }
        fc_cross_validation_free(validation);
    }
}

static void test_measures_are_those_of_r(void **state)
{
    static const char *const texts[] = {"snaive"};
    struct sample sample;
    fc_model_spec spec;
    fc_cross_validation_request request = {
        .specs = &spec, .spec_count = 1, .horizon = STEPS, .origins = 1};
    fc_cross_validation *validation = NULL;
    fc_scores scores;
    fc_naive_scale scale;

    (void)state;
    parse(&spec, texts, 1);
    load(&sample, "UKgas", FC_QUARTERLY, 104);
    request.data = sample.training;
    validation = run(&request);
    scores = fc_cross_validation_scores(validation, 0, 0);
    scale = fc_cross_validation_scale_at(validation, 0);
    assert_int_equal(scores.origins, 1);
    assert_int_equal(scores.accuracy.n, STEPS);
    reference_assert_close(scores.accuracy.rmse,
                           reference_value(reference, "accuracy", "rmse"),
                           relative, 1.0);
    reference_assert_close(scores.accuracy.mae,
                           reference_value(reference, "accuracy", "mae"),
                           relative, 1.0);
    reference_assert_close(scores.accuracy.mape,
                           reference_value(reference, "accuracy", "mape"),
                           relative, 1.0);
    reference_assert_close(scores.accuracy.mase,
                           reference_value(reference, "accuracy", "mase"),
                           relative, 1.0);
    reference_assert_close(scores.accuracy.rmsse,
                           reference_value(reference, "accuracy", "rmsse"),
                           relative, 1.0);
    reference_assert_close(scale.mae,
                           reference_value(reference, "accuracy", "naive_mae"),
                           relative, 1.0);
    reference_assert_close(scale.mse,
                           reference_value(reference, "accuracy", "naive_mse"),
                           relative, 1.0);
    fc_cross_validation_free(validation);
}

/* Midpoint quantiles of the normal law in place of draws: the sum is off by the
 * share of the tails between them, about 1 / n. */
static void test_crps_of_the_normal_law(void **state)
{
    enum { N = 20000 };
    static const struct {
        const char *quantity;
        double z;
    } cases[] = {{"z-3", -3.0}, {"z-0.5", -0.5}, {"z0", 0.0}, {"z1.25", 1.25}};
    static double x[N];

    (void)state;
    for (size_t i = 0; i < N; i++) {
        x[i] = 10.0 + 2.0 * gsl_cdf_ugaussian_Pinv(((double)i + 0.5) / N);
    }
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        reference_assert_close(
            fc_crps_compute(x, N, 10.0 + 2.0 * cases[i].z),
            reference_value(reference, "crps-normal", cases[i].quantity), 1e-4,
            1.0);
    }
}

static void test_crps_is_fair(void **state)
{
    enum { N = 50 };
    static const struct {
        const char *quantity;
        double actual;
    } cases[] = {{"inside", 0.7}, {"below", -5.0}, {"above", 11.0}};
    static const double one = 3.0;
    double x[N];

    (void)state;
    for (size_t i = 0; i < N; i++) {
        double value = 3.0 * sin((double)i + 1.0);
        size_t at = i;

        for (; at > 0 && x[at - 1] > value; at--) {
            x[at] = x[at - 1];
        }
        x[at] = value;
    }
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        reference_assert_close(
            fc_crps_compute(x, N, cases[i].actual),
            reference_value(reference, "crps-fair", cases[i].quantity),
            relative, 1.0);
    }
    assert_true(fc_crps_compute(&one, 1, 5.0) == 2.0);
}

/* Quantile losses average, over all probabilities, to half the CRPS: midpoints
 * of a sample of 2,000 uniform quantiles, for which it is y^2 - y + 1/3. */
static void test_quantile_loss_averages_to_the_crps(void **state)
{
    enum { N = 2000 };
    double sum = 0.0;

    (void)state;
    for (size_t i = 0; i < N; i++) {
        double p = ((double)i + 0.5) / N;

        sum += fc_quantile_loss(p, p, 0.3) / N;
    }
    reference_assert_close(2.0 * sum, 0.3 * 0.3 - 0.3 + 1.0 / 3.0, 1e-6, 1.0);
    assert_true(fc_quantile_loss(4.0, 0.25, 8.0) == 1.0);
    assert_true(fc_quantile_loss(8.0, 0.25, 4.0) == 3.0);
    assert_true(fc_quantile_loss(8.0, 0.25, 8.0) == 0.0);
}

static void test_interval_score_by_hand(void **state)
{
    (void)state;
    /* 2 / 0.05 is 40: a miss by 1 costs 40. */
    reference_assert_close(fc_interval_score(10.0, 20.0, 0.95, 15.0), 10.0,
                           relative, 1.0);
    reference_assert_close(fc_interval_score(10.0, 20.0, 0.95, 9.0), 50.0,
                           relative, 1.0);
    reference_assert_close(fc_interval_score(10.0, 20.0, 0.95, 22.0), 90.0,
                           relative, 1.0);
}

static void test_holm_is_that_of_r(void **state)
{
    static const double p[] = {0.01, 0.04, (double)NAN, 0.03, 0.005, 0.6};
    static const size_t number[] = {1, 2, 0, 3, 4, 5};
    double adjusted[6];

    (void)state;
    fc_holm_adjust(adjusted, p, 6);
    for (size_t i = 0; i < 6; i++) {
        if (number[i] == 0) {
            assert_true(isnan(adjusted[i]));
        } else {
            reference_assert_close(
                adjusted[i],
                reference_numbered(reference, "holm", "p", number[i]), relative,
                1.0);
        }
    }
}

static fc_cross_validation_request request_of(struct sample *sample,
                                              const fc_model_spec *specs,
                                              size_t count)
{
    load(sample, "UKgas", FC_QUARTERLY, 108);
    return (fc_cross_validation_request){.data = sample->training,
                                         .specs = specs,
                                         .spec_count = count,
                                         .horizon = STEPS,
                                         .origins = CHECKED,
                                         .draws = 200,
                                         .seed = 7,
                                         .stream = "gas"};
}

static void assert_same_scores(const fc_scores *a, const fc_scores *b)
{
    assert_int_equal(a->n, b->n);
    assert_true(a->accuracy.mae == b->accuracy.mae);
    assert_true(a->crps == b->crps);
    assert_true(a->msis == b->msis);
    assert_true(a->pinball == b->pinball);
    assert_int_equal(a->coverage_95.hits, b->coverage_95.hits);
}

static void test_order_of_models_does_not_matter(void **state)
{
    static const char *const texts[] = {"theta", "snaive", "yoy"};
    static const char *const turned[] = {"yoy", "theta", "snaive"};
    static const size_t place[] = {1, 2, 0}; /* of texts in turned */
    struct sample sample;
    fc_model_spec specs[2][3];
    fc_cross_validation *one = NULL;
    fc_cross_validation *other = NULL;
    fc_cross_validation_request request;
    fc_model_rank ranks[2][3];
    fc_ranking ranking[2];

    (void)state;
    parse(specs[0], texts, 3);
    parse(specs[1], turned, 3);
    request = request_of(&sample, specs[0], 3);
    one = run(&request);
    request.specs = specs[1];
    other = run(&request);
    assert_int_equal(
        fc_cross_validation_compare(&ranking[0], ranks[0], one, 0, NULL),
        FC_OK);
    assert_int_equal(
        fc_cross_validation_compare(&ranking[1], ranks[1], other, 0, NULL),
        FC_OK);
    assert_int_equal(place[ranking[0].best], ranking[1].best);
    for (size_t i = 0; i < 3; i++) {
        fc_scores a = fc_cross_validation_scores(one, i, 0);
        fc_scores b = fc_cross_validation_scores(other, place[i], 0);

        assert_same_scores(&a, &b);
        assert_true(ranks[0][i].loss == ranks[1][place[i]].loss);
        assert_true(ranks[0][i].test.p_value
                    == ranks[1][place[i]].test.p_value);
    }
    fc_cross_validation_free(one);
    fc_cross_validation_free(other);
}

/* The origins of --step are those of every one, thinned out. */
static void test_stride_thins_the_origins_out(void **state)
{
    static const char *const texts[] = {"yoy"};
    struct sample sample;
    fc_model_spec spec;
    fc_cross_validation *all = NULL;
    fc_cross_validation *some = NULL;
    fc_cross_validation_request request;

    (void)state;
    parse(&spec, texts, 1);
    request = request_of(&sample, &spec, 1);
    all = run(&request);
    request.stride = 4;
    request.origins = 3;
    some = run(&request);
    assert_int_equal(fc_cross_validation_origin_count(some), 3);
    for (size_t i = 0; i < 3; i++) {
        size_t same = CHECKED - 1 - 4 * (2 - i);

        assert_int_equal(fc_cross_validation_origin_at(some, i),
                         fc_cross_validation_origin_at(all, same));
        for (size_t step = 0; step < STEPS; step++) {
            assert_memory_equal(
                fc_cross_validation_forecast(some, 0, i, step),
                fc_cross_validation_forecast(all, 0, same, step),
                sizeof(fc_origin_forecast));
        }
    }
    fc_cross_validation_free(all);
    fc_cross_validation_free(some);
}

/* The comparison of two is that of fc_backtest_compare(). */
static void test_the_test_is_that_of_the_backtest(void **state)
{
    static const char *const texts[] = {"snaive-growth", "snaive"};
    struct sample sample;
    fc_model_spec specs[2];
    fc_cross_validation *validation = NULL;
    fc_cross_validation_request request;
    fc_backtest_request backtest_request = {0};
    fc_backtest *backtest = NULL;
    fc_comparison comparison;
    fc_model_rank ranks[2];
    fc_ranking ranking;

    (void)state;
    parse(specs, texts, 2);
    request = request_of(&sample, specs, 2);
    validation = run(&request);
    backtest_request = (fc_backtest_request){.data = sample.training,
                                             .specs = specs,
                                             .spec_count = 2,
                                             .horizon = STEPS};
    assert_int_equal(fc_backtest_create(&backtest, &backtest_request, NULL),
                     FC_OK);
    for (size_t step = 0; step <= STEPS; step++) {
        const fc_comparison_options options = {.step = step,
                                               .origins = CHECKED};
        size_t other = 0;

        assert_int_equal(fc_cross_validation_compare(&ranking, ranks,
                                                     validation, step, NULL),
                         FC_OK);
        other = 1 - ranking.best;
        assert_int_equal(
            step == 0 ? fc_backtest_compare(&comparison, backtest, other,
                                            ranking.best, CHECKED, NULL)
                      : fc_backtest_compare_step(&comparison, backtest, other,
                                                 ranking.best, &options, NULL),
            FC_OK);
        assert_int_equal(ranking.origins, CHECKED);
        /* The two go through time in opposite directions. */
        reference_assert_close(ranks[other].test.statistic,
                               comparison.test.statistic, relative, 1.0);
        reference_assert_close(ranks[other].p_adjusted, comparison.test.p_value,
                               relative, 1.0);
        assert_true(ranks[ranking.best].test.n == 0);
        assert_true(isnan(ranks[ranking.best].p_adjusted));
    }
    fc_backtest_free(backtest);
    fc_cross_validation_free(validation);
}

/* A third of the origins is not enough to take part. */
static void test_a_model_that_is_seldom_there(void **state)
{
    static const char *const texts[] = {"snaive", "yoy:ols"};
    static const struct {
        size_t length; /* of the series */
        bool compared;
    } cases[] = {{27, true}, {16, false}};
    fc_model_spec specs[2];

    (void)state;
    parse(specs, texts, 2);
    for (size_t i = 0; i < 2; i++) {
        struct sample sample;
        fc_cross_validation_request request = request_of(&sample, specs, 2);
        fc_cross_validation *validation = NULL;
        fc_scores scores;
        fc_model_rank ranks[2];
        fc_ranking ranking;
        size_t index = 99;

        request.data.y.length = cases[i].length;
        request.origins = 40;
        validation = run(&request);
        scores = fc_cross_validation_scores(validation, 1, 0);
        assert_true(scores.origins > 0);
        assert_true(scores.origins
                    < fc_cross_validation_origin_count(validation));
        assert_int_equal(scores.accuracy.n, STEPS * scores.origins);
        assert_int_equal(
            fc_cross_validation_compare(&ranking, ranks, validation, 0, NULL),
            FC_OK);
        assert_int_equal(ranks[1].compared, cases[i].compared);
        assert_int_equal(ranking.origins,
                         cases[i].compared
                             ? scores.origins
                             : fc_cross_validation_origin_count(validation));
        assert_non_null(
            strstr(fc_cross_validation_failure(&index, validation, 1),
                   "needs at least"));
        assert_int_equal(index, fc_cross_validation_origin_count(validation)
                                    - scores.origins - 1);
        assert_null(fc_cross_validation_failure(&index, validation, 0));
        fc_cross_validation_free(validation);
    }
}

/* The automatic choice says at each origin what its candidate says. */
static void test_the_automatic_choice(void **state)
{
    static const char *const texts[] = {"snaive", "yoy", "theta"};
    struct sample sample;
    fc_model_spec specs[3];
    fc_cross_validation *validation = NULL;
    fc_cross_validation_request request;
    char name[FC_MODEL_SPEC_SIZE];

    (void)state;
    parse(specs, texts, 3);
    request = request_of(&sample, specs, 3);
    request.automatic = true;
    validation = run(&request);
    assert_int_equal(fc_cross_validation_model_count(validation), 4);
    fc_cross_validation_model_name(name, validation, 3);
    assert_string_equal(name, "auto");
    for (size_t i = 0; i < CHECKED; i++) {
        size_t chosen = fc_cross_validation_chosen_at(validation, i);

        assert_true(chosen < 3);
        assert_ptr_equal(
            fc_cross_validation_forecast(validation, 3, i, 1),
            fc_cross_validation_forecast(validation, chosen, i, 1));
    }
    fc_cross_validation_free(validation);
}

static void test_what_is_refused(void **state)
{
    static const char *const texts[] = {"snaive", "theta", "snaive"};
    static const struct {
        const char *name;
        size_t specs;
        size_t length;
        size_t window;
        fc_status status;
        const char *message;
    } cases[] = {
        {"a model twice", 3, 108, 0, FC_ERR_ARGUMENT, "snaive stands twice"},
        {"a short window", 1, 108, 3, FC_ERR_TOO_SHORT, "window of 3"},
        {"a long window", 2, 108, 109, FC_ERR_TOO_SHORT, "longer than"},
        {"nothing to check with", 1, 9, 0, FC_ERR_TOO_SHORT, "leave none"},
    };
    fc_model_spec specs[3];

    (void)state;
    parse(specs, texts, 3);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sample sample;
        fc_cross_validation_request request = request_of(&sample, specs,
                                                         cases[i].specs);
        fc_cross_validation *validation = NULL;
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        request.data.y.length = cases[i].length;
        request.window = cases[i].window;
        assert_int_equal(
            fc_cross_validation_create(&validation, &request, &err),
            cases[i].status);
        assert_null(validation);
        assert_non_null(strstr(err.message, cases[i].message));
    }
}

static fc_status whole_job(void *context, fc_error *err)
{
    const fc_cross_validation_request *request = context;
    fc_cross_validation *validation = NULL;
    fc_model_rank ranks[3];
    fc_ranking ranking;
    fc_status status = fc_cross_validation_create(&validation, request, err);

    if (status == FC_OK) {
        status = fc_cross_validation_compare(&ranking, ranks, validation, 1,
                                             err);
    }
    fc_cross_validation_free(validation);
    return status;
}

static void test_out_of_memory_is_a_status(void **state)
{
    enum { LENGTH = 40 };
    static const char *const texts[] = {"yoy:ols+x:1..1", "snaive"};
    double y[LENGTH];
    double x[LENGTH];
    fc_model_spec specs[2];
    fc_regressor regressor = {.name = "x"};
    fc_cross_validation_request request = {.specs = specs,
                                           .spec_count = 2,
                                           .automatic = true,
                                           .horizon = 2,
                                           .origins = 4,
                                           .window = 34,
                                           .draws = 4};
    long allocations = 0;

    (void)state;
    parse(specs, texts, 2);
    simulated_growth(x, LENGTH, 1);
    simulated_driven(y, x, LENGTH, 1);
    request.data = simulated_training(y, LENGTH);
    regressor.span = request.data.y;
    regressor.span.values = x;
    request.data.regressor_count = 1;
    request.data.regressors = &regressor;
    allocations = faults_try_allocations(whole_job, &request);
    print_message("  %ld allocations\n", allocations);
    assert_true(allocations > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_errors_are_those_of_tscv),
        cmocka_unit_test(test_measures_are_those_of_r),
        cmocka_unit_test(test_crps_of_the_normal_law),
        cmocka_unit_test(test_crps_is_fair),
        cmocka_unit_test(test_quantile_loss_averages_to_the_crps),
        cmocka_unit_test(test_interval_score_by_hand),
        cmocka_unit_test(test_holm_is_that_of_r),
        cmocka_unit_test(test_order_of_models_does_not_matter),
        cmocka_unit_test(test_stride_thins_the_origins_out),
        cmocka_unit_test(test_the_test_is_that_of_the_backtest),
        cmocka_unit_test(test_a_model_that_is_seldom_there),
        cmocka_unit_test(test_the_automatic_choice),
        cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_out_of_memory_is_a_status),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
