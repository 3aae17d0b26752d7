/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fit that is shared says what one made for itself says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"

#include "models/fit_cache.h"
#include "support/faults.h"
#include "support/reference.h"
#include "support/sample.h"

enum { LENGTH = 40, SEASON = 4, STEPS = 5 };

static double gas[LENGTH];

static int load(void **state)
{
    (void)state;
    fc_init();
    for (size_t t = 0; t < LENGTH; t++) {
        gas[t] = reference_numbered("theta.csv", "gas", "y", t + 1);
    }
    return 0;
}

static fc_training training_of(size_t first, size_t length,
                               struct fc_fit_cache *cache)
{
    return (fc_training){.y = {.start = {FC_QUARTERLY, 8000 + (int64_t)first},
                               .length = length,
                               .values = gas + first},
                         .season = SEASON,
                         .cache = cache};
}

static void assert_same_words(const fc_fit *a, const fc_fit *b)
{
    double means[2][STEPS];
    double spreads[2][STEPS];

    assert_int_equal(
        fc_fit_predict_spread(means[0], spreads[0], a, STEPS, NULL, NULL),
        FC_OK);
    assert_int_equal(
        fc_fit_predict_spread(means[1], spreads[1], b, STEPS, NULL, NULL),
        FC_OK);
    assert_memory_equal(means[0], means[1], sizeof means[0]);
    assert_memory_equal(spreads[0], spreads[1], sizeof spreads[0]);
    assert_string_equal(fc_fit_equation(a), fc_fit_equation(b));
}

/* Members before and behind the combinations that have them. */
static void test_shared_fits_say_the_same(void **state)
{
    static const char *const texts[] = {
        "snaive",
        "combine:snaive/yoy:robust/log:theta",
        "combine:median+log:theta/arima:0,1,1/snaive",
        "log:combine:theta/snaive",
        "yoy:robust",
        "arima:0,1,1",
        "log:theta",
    };
    struct fc_fit_cache cache = {0};
    const fc_training shared = training_of(0, LENGTH, &cache);
    const fc_training alone = training_of(0, LENGTH, NULL);

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        fc_fit *a = fit_to(texts[i], &shared);
        fc_fit *b = fit_to(texts[i], &alone);

        assert_same_words(a, b);
        fc_fit_free(a);
        fc_fit_free(b);
    }
    /* snaive, yoy:robust, log:theta, arima, log:snaive and combinations. */
    assert_int_equal(cache.count, 8);
    fc_fit_cache_clear(&cache);
}

static const struct {
    const char *name;
    const char *spec;
    size_t first;
    size_t length;
    bool shared;
} cases[] = {
    {"the same", "theta", 0, LENGTH, true},
    {"other options", "theta:dynamic", 0, LENGTH, false},
    {"other scale", "log:theta", 0, LENGTH, false},
    {"a floor", "positive:theta", 0, LENGTH, false},
    {"other model", "snaive", 0, LENGTH, false},
    {"a value less", "theta", 0, LENGTH - 1, false},
    {"begins later", "theta", 1, LENGTH - 1, false},
};

static void test_only_the_same_is_shared(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fc_fit_cache cache = {0};
        const fc_training first = training_of(0, LENGTH, &cache);
        const fc_training second = training_of(cases[i].first, cases[i].length,
                                               &cache);
        fc_fit *a = fit_to("theta", &first);
        fc_fit *b = fit_to(cases[i].spec, &second);

        if ((a == b) != cases[i].shared) {
            fail_msg("%s", cases[i].name);
        }
        fc_fit_cache_clear(&cache);
        fc_fit_free(a);
        assert_non_null(strchr(fc_fit_equation(b), '=')); /* still whole */
        fc_fit_free(b);
    }
}

static void test_regressions_on_others_are_not_shared(void **state)
{
    struct fc_fit_cache cache = {0};
    fc_training training = training_of(0, LENGTH, &cache);
    double x[LENGTH];
    const fc_regressor regressor = {
        .name = "x",
        .span = {.start = training.y.start, .length = LENGTH, .values = x}};
    fc_fit *a = NULL;
    fc_fit *b = NULL;

    (void)state;
    for (size_t t = 0; t < LENGTH; t++) {
        x[t] = gas[LENGTH - 1 - t]; /* another series */
    }
    training.regressor_count = 1;
    training.regressors = &regressor;
    a = fit_to("yoy:ols+x:1..1", &training);
    b = fit_to("yoy:ols+x:1..1", &training);
    assert_ptr_not_equal(a, b);
    assert_int_equal(cache.count, 0);
    fc_fit_free(a);
    fc_fit_free(b);
}

static void test_a_full_cache_is_no_error(void **state)
{
    struct fc_fit_cache cache = {0};

    (void)state;
    for (size_t i = 0; i < FC_FIT_CACHE_MOST + 2; i++) {
        const fc_training training = training_of(0, LENGTH - i % 30, &cache);

        fc_fit_free(fit_to(i % 3 == 0   ? "naive"
                           : i % 3 == 1 ? "mean"
                                        : "drift",
                           &training));
        assert_true(cache.count <= FC_FIT_CACHE_MOST);
    }
    fc_fit_cache_clear(&cache);
    assert_int_equal(cache.count, 0);
}

static fc_status fit_twice(void *context, fc_error *err)
{
    struct fc_fit_cache cache = {0};
    const fc_training training = training_of(0, LENGTH, &cache);
    fc_status status = FC_OK;

    for (size_t i = 0; i < 2 && status == FC_OK; i++) {
        const fc_model_spec *specs = context;
        fc_fit *fit = NULL;

        status = fc_fit_create(&fit, &specs[i], &training, err);
        fc_fit_free(fit);
    }
    fc_fit_cache_clear(&cache);
    return status;
}

static void test_out_of_memory_is_a_status(void **state)
{
    fc_model_spec specs[2];

    (void)state;
    assert_int_equal(
        fc_model_spec_parse(&specs[0], "combine:snaive/log:drift", NULL),
        FC_OK);
    assert_int_equal(
        fc_model_spec_parse(&specs[1], "combine:log:drift/naive", NULL), FC_OK);
    assert_true(faults_try_allocations(fit_twice, specs) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shared_fits_say_the_same),
        cmocka_unit_test(test_only_the_same_is_shared),
        cmocka_unit_test(test_regressions_on_others_are_not_shared),
        cmocka_unit_test(test_a_full_cache_is_no_error),
        cmocka_unit_test(test_out_of_memory_is_a_status),
    };

    return cmocka_run_group_tests(tests, load, NULL);
}
