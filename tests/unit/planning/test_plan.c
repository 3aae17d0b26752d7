/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a plan, and files of scenarios and plans. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/scenario.h"

#include "near.h"
#include "support/faults.h"

static void test_parse(void **state)
{
    static const struct {
        const char *text;
        const char *series;
        const char *period;
        double value;
        bool is_growth;
        double sd_pct;
    } cases[] = {
        {"capex_net:FY2025=100000", "capex_net", "FY2025", 100000, false, 0},
        {"capex:2025Q1=24000", "capex", "2025Q1", 24000, false, 0},
        {"FY2025=1e5", "", "FY2025", 1e5, false, 0},
        {"x:FY2025=+20%", "x", "FY2025", 20, true, 0},
        {"x:FY2025=-5.5%", "x", "FY2025", -5.5, true, 0},
        {"x:FY2025=-5.5", "x", "FY2025", -5.5, false, 0},
        {"x:FY2025=100~7.5", "x", "FY2025", 100, false, 7.5},
        {"x:FY2025=+20%~5", "x", "FY2025", 20, true, 5},
        {"a=b:2025=3", "a=b", "2025", 3, false, 0},
        {"2025-03-31 14:00=3", "", "2025-03-31 14:00", 3, false, 0},
        {"x:2025-03-31 14:00=3", "x", "2025-03-31 14:00", 3, false, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_plan plan = {.series = ""};
        fc_plan again = {.series = ""};
        char text[FC_PLAN_TEXT_SIZE];

        print_message("  %s\n", cases[i].text);
        assert_int_equal(fc_plan_parse(&plan, cases[i].text, NULL), FC_OK);
        assert_string_equal(plan.series, cases[i].series);
        assert_string_equal(plan.period, cases[i].period);
        assert_near(plan.value, cases[i].value, 0.0);
        assert_int_equal(plan.is_growth, cases[i].is_growth);
        assert_near(plan.sd_pct, cases[i].sd_pct, 0.0);
        fc_plan_format(text, &plan);
        assert_int_equal(fc_plan_parse(&again, text, NULL), FC_OK);
        assert_memory_equal(&again, &plan, sizeof plan);
    }
}

static void test_parse_errors(void **state)
{
    static const char long_name[] =
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx:FY2025=1";
    static const struct {
        const char *text;
        const char *message; /* a part of it */
    } cases[] = {
        {"", "not a plan"},
        {"100000", "not a plan"},
        {"=100000", "no period in front of the equals sign"},
        {"x:=100000", "no period in front of the equals sign"},
        {":FY2025=100000", "no series in front of the colon"},
        {"capex=100000", "'capex' is no period"},
        {"capex:2025Q5=100000", "'2025Q5' is no period"},
        {"FY2025=", "'' is no plan"},
        {"FY2025=much", "'much' is no plan"},
        {"FY2025=nan", "'nan' is no plan"},
        {"FY2025=1 000", "'1 000' is no plan"},
        {"FY2025=20%", "with its sign as in +20%"},
        {"FY2025=-101%", "below -100 %"},
        {"FY2025=1~", "'' is no standard deviation"},
        {"FY2025=1~-1", "'-1' is no standard deviation"},
        {"FY2025=1~101", "'101' is no standard deviation"},
        {"FY2025=1~5%", "'5%' is no standard deviation"},
        {"a period that is far too long=1", "too long"},
        {long_name, "too long"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_plan plan = {.series = "untouched"};
        fc_error err = {0};

        print_message("  %s\n", cases[i].text);
        assert_int_equal(fc_plan_parse(&plan, cases[i].text, &err),
                         FC_ERR_ARGUMENT);
        assert_non_null(strstr(err.message, cases[i].message));
        assert_string_equal(plan.series, "untouched");
    }
}

static void test_splits(void **state)
{
    static const char *const names[] = {"seasonal", "runrate", "front", "back",
                                        "flat"};
    fc_plan_split split = FC_SPLIT_FLAT;

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        assert_true(fc_plan_split_find(&split, names[i]));
        assert_int_equal(split, i);
        assert_string_equal(fc_plan_split_name(split), names[i]);
    }
    assert_false(fc_plan_split_find(&split, "even"));
    assert_int_equal(split, FC_SPLIT_FLAT);
}

static const char scenarios_text[] =
    "scenario,series,period,value,sd_pct,basis,issued\n"
    "high,capex,FY2025,120,5,gross,2025-02-06\n"
    "low,capex,FY2025,-10%,,,\n"
    "high,capex,FY2026,+5%,,,\n";

static fc_status parse(fc_scenario_list *list, const char *text, fc_error *err)
{
    return fc_scenario_list_parse(list, text, strlen(text), "s.csv", err);
}

static void test_read(void **state)
{
    fc_scenario_list list = {0};

    (void)state;
    assert_int_equal(parse(&list, scenarios_text, NULL), FC_OK);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].name, "high");
    assert_string_equal(list.items[0].source, "s.csv");
    assert_false(list.items[0].is_record);
    assert_int_equal(list.items[0].plan_count, 2);
    assert_near(list.items[0].plans[0].sd_pct, 5, 0.0);
    assert_int_equal(list.items[0].plans[0].issued.year, 2025);
    assert_int_equal(list.items[0].plans[0].line, 2);
    assert_string_equal(list.items[0].basis[0], "gross");
    assert_string_equal(list.items[0].basis[1], "");
    assert_int_equal(list.items[0].plans[1].line, 4);
    assert_true(list.items[0].plans[1].is_growth);
    assert_string_equal(list.items[1].name, "low");
    assert_near(list.items[1].plans[0].value, -10, 0.0);
    fc_scenario_list_release(&list);
    assert_int_equal(list.count, 0);
    fc_scenario_list_release(&list);
    fc_scenario_list_release(NULL);
}

static void test_read_plans(void **state)
{
    static const char text[] = "series,period,value,basis,source\n"
                               "capex,FY2025,120,gross,news\n";
    fc_scenario_list list = {0};

    (void)state;
    assert_int_equal(fc_scenario_list_parse_plans(&list, text, strlen(text),
                                                  "p.csv", "plans", NULL),
                     FC_OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].name, "plans");
    assert_true(list.items[0].is_record);
    fc_scenario_list_release(&list);
}

static void test_file_errors(void **state)
{
    static const struct {
        const char *name;
        const char *text;
        fc_status status;
        size_t line;
        const char *message; /* a part of it */
    } cases[] = {
        {"empty", "", FC_ERR_FORMAT, 0, ""},
        {"no column", "scenario,series,period\na,x,FY2025\n", FC_ERR_FORMAT, 1,
         "value"},
        {"no row", "scenario,series,period,value\n", FC_ERR_DATA, 0, "no plan"},
        {"no name", "scenario,series,period,value\n,x,FY2025,1\n", FC_ERR_DATA,
         2, "a name"},
        {"base", "scenario,series,period,value\nbase,x,FY2025,1\n", FC_ERR_DATA,
         2, "'base' is the forecast without a plan"},
        {"no series", "scenario,series,period,value\na,,FY2025,1\n",
         FC_ERR_DATA, 2, "names no series"},
        {"no period", "scenario,series,period,value\na,x,,1\n", FC_ERR_DATA, 2,
         "for no period"},
        {"no value", "scenario,series,period,value\na,x,FY2025,\n",
         FC_ERR_FORMAT, 2, "'' is no plan"},
        {"bad value", "scenario,series,period,value\na,x,FY2025,lots\n",
         FC_ERR_FORMAT, 2, "'lots' is no plan"},
        {"bad deviation",
         "scenario,series,period,value,sd_pct\na,x,FY2025,1,-5\n", FC_ERR_DATA,
         2, "standard deviation"},
        {"deviation no number",
         "scenario,series,period,value,sd_pct\na,x,FY2025,1,big\n",
         FC_ERR_FORMAT, 2, "not a number"},
        {"bad date", "scenario,series,period,value,issued\na,x,FY2025,1,then\n",
         FC_ERR_FORMAT, 2, "then"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_scenario_list list = {0};
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        assert_int_equal(parse(&list, cases[i].text, &err), cases[i].status);
        assert_string_equal(err.source, "s.csv");
        assert_int_equal(err.line, cases[i].line);
        assert_non_null(strstr(err.message, cases[i].message));
        fc_scenario_list_release(&list);
    }
}

static void test_too_many(void **state)
{
    const fc_plan plan = {.series = "x", .period = "FY2025", .value = 1.0};
    fc_scenario_list list = {0};
    fc_error err = {0};
    char name[] = "a";

    (void)state;
    for (size_t i = 0; i < FC_SCENARIO_CAPACITY; i++) {
        assert_int_equal(
            fc_scenario_list_add(&list, name, "s.csv", &plan, NULL, NULL),
            FC_OK);
        name[0]++;
    }
    assert_int_equal(
        fc_scenario_list_add(&list, name, "s.csv", &plan, NULL, &err),
        FC_ERR_DATA);
    assert_non_null(strstr(err.message, "more than 16 scenarios"));
    /* A name of another source is another scenario. */
    assert_int_equal(
        fc_scenario_list_add(&list, "a", "--plan", &plan, NULL, &err),
        FC_ERR_DATA);
    assert_non_null(strstr(err.message, "a scenario 'a' of s.csv already"));
    fc_scenario_list_release(&list);
}

static fc_status read_all(void *context, fc_error *err)
{
    fc_scenario_list list = {0};
    fc_status status = parse(&list, scenarios_text, err);

    (void)context;
    fc_scenario_list_release(&list);
    return status;
}

static void test_every_allocation(void **state)
{
    (void)state;
    assert_true(faults_try_allocations(read_all, NULL) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_parse_errors),
        cmocka_unit_test(test_splits),
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_read_plans),
        cmocka_unit_test(test_file_errors),
        cmocka_unit_test(test_too_many),
        cmocka_unit_test(test_every_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
