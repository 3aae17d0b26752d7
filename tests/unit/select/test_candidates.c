/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/backtest.h"

#include "select/candidates.h"

enum { CAPACITY = 32, LISTED = 22 };

static const struct {
    const char *name;
    size_t season;
    size_t regressor_count;
    const char *specs[LISTED];
} cases[] = {
    {.name = "quarters with a regressor",
     .season = 4,
     .regressor_count = 1,
     .specs = {"combine", "combine:growing", "yoy:robust+window=40",
               "yoy:robust", "yoy:ols+window=40", "yoy:ols", "snaive-growth",
               "snaive-drift", "snaive", "tslm:trend+season",
               "tslm:trend+season+window=40",
               "yoy:robust+window=40+capex_net:1..4",
               "yoy:robust+capex_net:1..4", "yoy:ols+window=40+capex_net:1..4",
               "yoy:ols+capex_net:1..4",
               "tslm:trend+season+window=40+capex_net:1..4"}},
    {.name = "months",
     .season = 12,
     .specs = {"combine", "combine:growing", "yoy:robust+window=120",
               "yoy:robust", "yoy:ols+window=120", "yoy:ols", "snaive-growth",
               "snaive-drift", "snaive", "tslm:trend+season",
               "tslm:trend+season+window=120"}},
    {.name = "years: no season",
     .season = 1,
     .regressor_count = 2,
     .specs = {"combine",
               "combine:growing",
               "yoy:robust+window=40",
               "yoy:robust",
               "yoy:ols+window=40",
               "yoy:ols",
               "snaive-growth",
               "snaive-drift",
               "snaive",
               "tslm:trend",
               "tslm:trend+window=40",
               "yoy:robust+window=40+capex_net:1..4",
               "yoy:robust+capex_net:1..4",
               "yoy:ols+window=40+capex_net:1..4",
               "yoy:ols+capex_net:1..4",
               "tslm:trend+window=40+capex_net:1..4",
               "yoy:robust+window=40+rate:1..4",
               "yoy:robust+rate:1..4",
               "yoy:ols+window=40+rate:1..4",
               "yoy:ols+rate:1..4",
               "tslm:trend+window=40+rate:1..4"}},
};

static const fc_regressor regressors[] = {{.name = "capex_net"},
                                          {.name = "rate"}};

static void test_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_training data = {.season = cases[i].season,
                            .regressor_count = cases[i].regressor_count,
                            .regressors = regressors};
        fc_model_spec specs[CAPACITY];
        size_t count = 0;

        print_message("  %s\n", cases[i].name);
        assert_int_equal(
            fc_candidates_default(specs, CAPACITY, &count, &data, NULL), FC_OK);
        for (size_t k = 0; k < count; k++) {
            char text[FC_MODEL_SPEC_SIZE];

            fc_model_spec_format(text, &specs[k]);
            assert_non_null(cases[i].specs[k]);
            assert_string_equal(text, cases[i].specs[k]);
        }
        assert_null(cases[i].specs[count]);
    }
}

static void test_capacity(void **state)
{
    fc_training data = {.season = 4};
    fc_model_spec specs[3] = {{0}};
    size_t count = 0;

    (void)state;
    assert_int_equal(fc_candidates_default(specs, 2, &count, &data, NULL),
                     FC_OK);
    assert_int_equal(count, 11);
    assert_non_null(specs[1].type);
    assert_null(specs[2].type);
}

static void test_regressor_that_no_spec_can_name(void **state)
{
    static const struct {
        const char *name;
        const char *message;
    } names[] = {
        {"a_name_that_is_so_long_that_the_text_of_a_spec_cannot_hold_it_since_"
         "that_has_room_for_one_hundred_and_sixty_characters_and_not_more_and_"
         "this_one_has_more_than_that",
         "shorter name"},
        {"capex+net", "capex"},
        {"y", "lags of the series itself"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        fc_regressor regressor = {.name = names[i].name};
        fc_training data = {
            .season = 4, .regressor_count = 1, .regressors = &regressor};
        fc_model_spec specs[CAPACITY];
        size_t count = 7;
        fc_error err = {0};

        assert_int_equal(
            fc_candidates_default(specs, CAPACITY, &count, &data, &err),
            FC_ERR_ARGUMENT);
        assert_non_null(strstr(err.message, names[i].message));
        assert_int_equal(count, 0);
    }
}

static void test_projections(void **state)
{
    static const char *const expected[FC_PROJECTION_COUNT] = {
        "yoy:robust+window=40", "snaive-growth", "snaive"};
    fc_model_spec specs[FC_PROJECTION_COUNT];

    (void)state;
    assert_int_equal(fc_projections_default(specs, 4, NULL), FC_OK);
    for (size_t i = 0; i < FC_PROJECTION_COUNT; i++) {
        char text[FC_MODEL_SPEC_SIZE];

        fc_model_spec_format(text, &specs[i]);
        assert_string_equal(text, expected[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_capacity),
        cmocka_unit_test(test_regressor_that_no_spec_can_name),
        cmocka_unit_test(test_projections),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
