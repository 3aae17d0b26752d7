/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/model.h"

#include "models/options.h"

static const struct {
    const char *text;
    fc_status status;
    const char *message; /* part of it, for failures */
} cases[] = {
    {.text = "arima"},
    {.text = "arima:0,1,1"},
    {.text = "arima:0,1,1/0,1,1"},
    {.text = "arima:12,3,12/4,2,4+noconstant"},
    {.text = "arima:1,1,0+constant+capex:0..2"},
    {.text = "arima:full+ic=bic+capex:1"},
    {.text = "log:arima:noconstant"},
    {.text = "arima:0,1",
     .status = FC_ERR_ARGUMENT,
     .message = "option '0,1' is no order: write p,d,q"},
    {.text = "arima:0,1,1/0,1",
     .status = FC_ERR_ARGUMENT,
     .message = "is no order"},
    {.text = "arima:13,0,0",
     .status = FC_ERR_ARGUMENT,
     .message = "p and q up to 12"},
    {.text = "arima:0,1,1+1,1,0",
     .status = FC_ERR_ARGUMENT,
     .message = "stands twice"},
    {.text = "arima:constant+noconstant",
     .status = FC_ERR_ARGUMENT,
     .message = "asks for a constant and for none"},
    {.text = "arima:0,1,1/0,1,1+constant",
     .status = FC_ERR_ARGUMENT,
     .message = "differenced twice there is none"},
    {.text = "arima:0,1,1+full",
     .status = FC_ERR_ARGUMENT,
     .message = "gives orders, so none are chosen"},
    {.text = "arima:ic=hq",
     .status = FC_ERR_ARGUMENT,
     .message = "needs aicc, aic or bic"},
    {.text = "arima:robust",
     .status = FC_ERR_ARGUMENT,
     .message = "option 'robust' is unknown"},
    {.text = "yoy:0,1,1",
     .status = FC_ERR_ARGUMENT,
     .message = "option '0,1,1' is unknown"},
    {.text = "stl"},
    {.text = "stl:theta:dynamic"},
    {.text = "stl:robust+arima:0,1,1"},
    {.text = "stl:robust+"},
    {.text = "mstl"},
    {.text = "log:mstl:24,168,8766"},
    {.text = "mstl:48,336:robust+drift"},
    {.text = "stl:thta",
     .status = FC_ERR_NOT_FOUND,
     .message = "did you mean 'theta'"},
    {.text = "stl:stl:naive",
     .status = FC_ERR_ARGUMENT,
     .message = "'stl' is no such model"},
    {.text = "mstl:4:mstl:12",
     .status = FC_ERR_ARGUMENT,
     .message = "'mstl' is no such model"},
    {.text = "stl:log:naive",
     .status = FC_ERR_ARGUMENT,
     .message = "a transformation stands before 'stl'"},
    {.text = "stl:yoy:x:1",
     .status = FC_ERR_ARGUMENT,
     .message = "uses other series"},
    {.text = "mstl:naive",
     .status = FC_ERR_ARGUMENT,
     .message = "'naive' does not begin with seasons"},
    {.text = "mstl:12,4:naive",
     .status = FC_ERR_ARGUMENT,
     .message = "1 to 6 rising numbers"},
    {.text = "mstl:4,12naive",
     .status = FC_ERR_ARGUMENT,
     .message = "does not begin with seasons"},
    {.text = "mstl:2,3,4,5,6,7,8",
     .status = FC_ERR_ARGUMENT,
     .message = "does not begin with seasons"},
    {.text = "mstl:4,99999999999999999999",
     .status = FC_ERR_ARGUMENT,
     .message = "from 2 to 1000000"},
    {.text = "mstl:4:",
     .status = FC_ERR_ARGUMENT,
     .message = "nothing follows the last colon"},
    {.text = "snaive"},
    {.text = "snaive-drift"},
    {.text = "snaive-growth"},
    {.text = "yoy"},
    {.text = "yoy:robust+window=40"},
    {.text = "yoy:ols+y:1,4+capex_net:1..4"},
    {.text = "yoy:x:0,2+z:0..63"},
    {.text = "tslm"},
    {.text = "tslm:trend+season+capex_net:1..4"},
    {.text = "tslm:robust"},
    {.text = "combine"},
    {.text = "combine:growing"},
    {.text = "combine:theta/log:naive/tslm:trend+season"},
    {.text = "combine:median+theta/naive/drift"},
    {"", FC_ERR_NOT_FOUND, "no model ''"},
    {"combine:median+", FC_ERR_NOT_FOUND, "no model ''"},
    {"combine:theta/thta", FC_ERR_NOT_FOUND, "did you mean 'theta'"},
    {"combine:theta/naive/", FC_ERR_NOT_FOUND, "no model 'naive/'"},
    {"combine:theta/combine:naive", FC_ERR_ARGUMENT, "is no member of another"},
    {"combine:theta/yoy:x:1", FC_ERR_ARGUMENT, "uses other series"},
    {"combine:mean/mean/mean/mean/mean/mean/mean/mean/mean", FC_ERR_ARGUMENT,
     "more than 8 members"},
    {"snave", FC_ERR_NOT_FOUND, "did you mean 'snaive'"},
    {"zzzzzzzz", FC_ERR_NOT_FOUND, "no model 'zzzzzzzz'"},
    {"yoy:", FC_ERR_ARGUMENT, "nothing follows the colon"},
    {"snaive:robust", FC_ERR_ARGUMENT, "options: none"},
    {"snaive:window=4", FC_ERR_ARGUMENT, "'window=4' is unknown"},
    {"snaive:x:1", FC_ERR_ARGUMENT, "no regressors"},
    {"yoy:robst", FC_ERR_ARGUMENT, "'robst' is unknown"},
    {"yoy:trend", FC_ERR_ARGUMENT, "'trend' is unknown"},
    {"yoy:robust+robust", FC_ERR_ARGUMENT, "twice"},
    {"yoy:robust+ols", FC_ERR_ARGUMENT, "two estimators"},
    {"yoy:robust+", FC_ERR_ARGUMENT, "is unknown"},
    {"yoy:+robust", FC_ERR_ARGUMENT, "is unknown"},
    {"yoy:window=", FC_ERR_ARGUMENT, "number of rows"},
    {"yoy:window=0", FC_ERR_ARGUMENT, "number of rows"},
    {"yoy:window=-4", FC_ERR_ARGUMENT, "number of rows"},
    {"yoy:window=4x", FC_ERR_ARGUMENT, "number of rows"},
    {"yoy:window=99999999999999999999", FC_ERR_ARGUMENT, "number of rows"},
    {"yoy:window=40+window=40", FC_ERR_ARGUMENT, "twice"},
    {"yoy:y:0", FC_ERR_ARGUMENT, "lag 0"},
    {"yoy:y:1+y:4", FC_ERR_ARGUMENT, "twice"},
    {"yoy:y:", FC_ERR_ARGUMENT, "needs lags"},
    {"yoy:y:1,", FC_ERR_ARGUMENT, "needs lags"},
    {"yoy:y:1,,4", FC_ERR_ARGUMENT, "needs lags"},
    {"yoy:y:1,1", FC_ERR_ARGUMENT, "each once"},
    {"yoy:y:1..4,3", FC_ERR_ARGUMENT, "each once"},
    {"yoy:y:4..1", FC_ERR_ARGUMENT, "needs lags"},
    {"yoy:y:1...4", FC_ERR_ARGUMENT, "needs lags"},
    {"yoy:y:1.4", FC_ERR_ARGUMENT, "needs lags"},
    {"yoy:y:64", FC_ERR_ARGUMENT, "0 to 63"},
    {"yoy:x:1..99999999999999999999", FC_ERR_ARGUMENT, "0 to 63"},
    {"yoy:x:a", FC_ERR_ARGUMENT, "needs lags"},
    {"yoy::1", FC_ERR_ARGUMENT, "name of a series"},
    {"yoy:x:1+x:2", FC_ERR_ARGUMENT, "twice"},
    {"yoy:a:1+b:1+c:1+d:1+e:1+f:1+g:1+h:1+i:1", FC_ERR_ARGUMENT, "too many"},
    {"tslm:y:1", FC_ERR_ARGUMENT, "no own lags"},
};

static void test_specs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_model_spec spec = {0};
        fc_error err = {0};
        char text[FC_MODEL_SPEC_SIZE];
        fc_status status = fc_model_spec_parse(&spec, cases[i].text, &err);

        if (status != cases[i].status) {
            fail_msg("%s: %s", cases[i].text, err.message);
        }
        if (status != FC_OK) {
            if (strstr(err.message, cases[i].message) == NULL) {
                fail_msg("%s: %s", cases[i].text, err.message);
            }
            assert_null(spec.type);
            continue;
        }
        fc_model_spec_format(text, &spec);
        assert_string_equal(text, cases[i].text);
    }
}

static void test_overlong_spec(void **state)
{
    char text[FC_MODEL_SPEC_SIZE + 1];
    fc_model_spec spec = {0};

    (void)state;
    memset(text, 'a', sizeof text);
    text[FC_MODEL_SPEC_SIZE] = '\0';
    assert_int_equal(fc_model_spec_parse(&spec, text, NULL), FC_ERR_ARGUMENT);
    /* The longest name of a regressor, and the longest spec. */
    memcpy(text, "yoy:", 4);
    text[4 + FC_OPTION_NAME_SIZE - 1] = '\0';
    strcat(text, ":1");
    assert_int_equal(fc_model_spec_parse(&spec, text, NULL), FC_OK);
    assert_true(fc_model_spec_uses_regressor(&spec, NULL));
    memset(text, 'a', sizeof text);
    memcpy(text, "yoy:", 4);
    text[4 + FC_OPTION_NAME_SIZE] = '\0';
    strcat(text, ":1");
    assert_int_equal(fc_model_spec_parse(&spec, text, NULL), FC_ERR_ARGUMENT);
}

/* Fewest observations: season, lags, coefficients and what is left for the
 * residuals, counted by hand. */
static const struct {
    const char *text;
    size_t season;
    size_t length;
} lengths[] = {
    {"snaive", 4, 7},
    {"snaive", 1, 4},
    {"snaive-drift", 4, 8},
    {"snaive-growth", 4, 9},
    {"yoy", 4, 4 + 1 + 2 + 4},
    {"yoy", 1, 1 + 1 + 2 + 4},
    {"yoy:y:1,4", 12, 12 + 4 + 3 + 4},
    {"yoy:x:1..6", 4, 4 + 6 + 8 + 4},
    {"tslm", 4, 5 + 4},
    {"tslm", 1, 2 + 4},
    {"tslm:trend", 4, 2 + 4},
    {"tslm:x:0,2", 4, 2 + 3 + 4},
};

static void test_minimum_lengths(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        fc_model_spec spec = {0};

        assert_int_equal(fc_model_spec_parse(&spec, lengths[i].text, NULL),
                         FC_OK);
        assert_int_equal(fc_model_spec_min_length(&spec, lengths[i].season),
                         lengths[i].length);
    }
}

static void test_regressors_of_a_spec(void **state)
{
    fc_model_spec spec = {0};

    (void)state;
    assert_int_equal(fc_model_spec_parse(&spec, "yoy:capex:1..4+fuel:0", NULL),
                     FC_OK);
    assert_true(fc_model_spec_uses_regressor(&spec, NULL));
    assert_true(fc_model_spec_uses_regressor(&spec, "capex"));
    assert_true(fc_model_spec_uses_regressor(&spec, "fuel"));
    assert_false(fc_model_spec_uses_regressor(&spec, "cap"));
    assert_int_equal(fc_model_spec_parse(&spec, "yoy:y:1,4", NULL), FC_OK);
    assert_false(fc_model_spec_uses_regressor(&spec, NULL));
    assert_false(fc_model_spec_uses_regressor(&spec, "y"));
}

static void test_registry_is_complete(void **state)
{
    (void)state;
    assert_true(fc_model_type_count() >= 5);
    assert_null(fc_model_type_at(fc_model_type_count()));
    assert_null(fc_model_type_find("nothing"));
    for (size_t i = 0; i < fc_model_type_count(); i++) {
        const fc_model_type *type = fc_model_type_at(i);

        assert_ptr_equal(fc_model_type_find(fc_model_type_name(type)), type);
        assert_true(strlen(fc_model_type_summary(type)) > 10);
        assert_true(strlen(fc_model_type_advice(type)) > 10);
        assert_non_null(fc_model_type_usage(type));
        assert_null(strchr(fc_model_type_summary(type), '\n'));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_specs),
        cmocka_unit_test(test_overlong_spec),
        cmocka_unit_test(test_minimum_lengths),
        cmocka_unit_test(test_regressors_of_a_spec),
        cmocka_unit_test(test_registry_is_complete),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
