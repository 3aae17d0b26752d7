/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run was told, as text and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ledger/told.h"
#include "planning/projection_scenario.h"
#include "support/faults.h"

/* Two scenarios; the plans of the first do not stand together. */
static void test_there_and_back(void **state)
{
    struct fc_plan_line lines[] = {
        {.scenario = 0, .text = "capex:FY2025=130~5"},
        {.scenario = 1, .text = "capex:FY2025=90"},
        {.scenario = 0, .text = "staff:2025Q1=+10%"},
    };
    const struct fc_projected_scenarios scenarios = {
        .split = FC_SPLIT_FLAT, .line_count = 3, .lines = lines};
    fc_scenario_list list = {0};
    fc_plan_split split = FC_SPLIT_SEASONAL;
    char *text = NULL;

    (void)state;
    assert_int_equal(fc_told_format(&text, &scenarios, 0, NULL), FC_OK);
    assert_string_equal(text,
                        "capex:FY2025=130~5; staff:2025Q1=+10%; split=flat");
    assert_int_equal(fc_told_parse(&list, &split, text, NULL), FC_OK);
    assert_int_equal(split, FC_SPLIT_FLAT);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].plan_count, 2);
    assert_string_equal(list.items[0].plans[0].series, "capex");
    assert_true(list.items[0].plans[0].value == 130.0);
    assert_true(list.items[0].plans[0].sd_pct == 5.0);
    assert_string_equal(list.items[0].plans[1].series, "staff");
    assert_true(list.items[0].plans[1].is_growth);
    fc_scenario_list_release(&list);
    free(text);
}

static void test_no_plans(void **state)
{
    fc_scenario_list list = {0};
    fc_plan_split split = FC_SPLIT_SEASONAL;

    (void)state;
    assert_int_equal(fc_told_parse(&list, &split, "", NULL), FC_OK);
    assert_int_equal(list.count, 0);
    fc_scenario_list_release(&list);
}

/* A ledger may be of a later program, or have been tampered with. */
static void test_bad_plans(void **state)
{
    static const char *const texts[] = {"capex", "split=sideways",
                                        "capex:FY2025=1; ; split=flat",
                                        "capex:FY2025=1;split=flat"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        fc_scenario_list list = {0};
        fc_plan_split split = FC_SPLIT_SEASONAL;
        fc_error err = {0};

        assert_int_equal(fc_told_parse(&list, &split, texts[i], &err),
                         FC_ERR_DATA);
        assert_non_null(strstr(err.message, "is no plan"));
        fc_scenario_list_release(&list);
    }
}

struct guidance_case {
    const char *spec;
    const char *parameters;
    bool informed;
    const char *left;
};

/* A regressor may be called guidance, too. */
static const struct guidance_case guidance_cases[] = {
    {"theta+guidance", "[[\"alpha\",0.3],[\"guidance_weight\",0.7]]", true,
     "theta"},
    {"tslm:trend+guidance", "[[\"guidance\",0.3]]", false,
     "tslm:trend+guidance"},
    {"tslm:trend+guidance+guidance", "[[\"guidance_weight\",0.3]]", true,
     "tslm:trend+guidance"},
    {"theta", "[[\"guidance_weight\",0.3]]", false, "theta"},
    {"", "[]", false, ""},
};

static void test_guidance(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof guidance_cases / sizeof guidance_cases[0];
         i++) {
        const struct guidance_case *c = &guidance_cases[i];
        char spec[64] = "";

        memcpy(spec, c->spec, strlen(c->spec));
        assert_int_equal(fc_told_guidance(spec, c->parameters), c->informed);
        assert_string_equal(spec, c->left);
    }
}

static fc_status there_and_back(void *context, fc_error *err)
{
    fc_scenario_list list = {0};
    fc_plan_split split = FC_SPLIT_SEASONAL;
    char *text = NULL;
    fc_status status = fc_told_format(&text, context, 0, err);

    if (status == FC_OK) {
        status = fc_told_parse(&list, &split, text, err);
    }
    fc_scenario_list_release(&list);
    free(text);
    return status;
}

static void test_memory(void **state)
{
    struct fc_plan_line lines[] = {{.text = "capex:FY2025=130"},
                                   {.text = "staff:2025Q1=10"}};
    struct fc_projected_scenarios scenarios = {.line_count = 2, .lines = lines};

    (void)state;
    assert_true(faults_try_allocations(there_and_back, &scenarios) > 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_there_and_back), cmocka_unit_test(test_no_plans),
        cmocka_unit_test(test_bad_plans),      cmocka_unit_test(test_guidance),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
