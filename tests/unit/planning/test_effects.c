/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plans, reconciliation and guidance in one forecast: their order, that they
 * leave alone what they have no say in, and that base and scenarios keep their
 * common random numbers through all of them.
 */
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/projection.h"

#include "near.h"
#include "reports.h"
#include "support/faults.h"
#include "support/folder.h"

enum { QUARTERS = 40, DRAWS = 200, STEPS = 4, text_size = 4096 };

/* The same everywhere, between -1 and 1. */
static double wobble(size_t t)
{
    return (double)(t * 7919 % 101) / 50.0 - 1.0;
}

/* t = a + b; x goes before both by a quarter; t lands three quarters of the way
 * up its range, give or take. */
static void write_files(void)
{
    char data[text_size];
    char ranges[text_size];
    size_t used = (size_t)snprintf(data, sizeof data, "period,t,a,b,x\n");
    size_t said = (size_t)snprintf(ranges, sizeof ranges,
                                   "series,period,low,high,role\n");

    for (size_t t = 0; t <= QUARTERS; t++) {
        double x = 20.0 + 0.5 * (double)t + 2.0 * wobble(t);
        double a = 60.0 + (double)t + 5.0 * wobble(t + 1);
        double b = 30.0 + 0.4 * (double)t + 3.0 * wobble(t + 5);
        double low = a + b - 7.5 - wobble(t + 3);

        if (t < QUARTERS) {
            used += (size_t)snprintf(
                data + used, sizeof data - used,
                "%zuQ%zu,%.3f,%.3f,%.3f,%.3f\n", 2015 + t / 4, t % 4 + 1,
                round(1e3 * a) / 1e3 + round(1e3 * b) / 1e3, a, b, x);
        }
        if (t >= 20) {
            said += (size_t)snprintf(ranges + said, sizeof ranges - said,
                                     "t,%zuQ%zu,%.3f,%.3f,release\n",
                                     2015 + t / 4, t % 4 + 1, low, low + 10.0);
        }
    }
    folder_write("g.csv", data);
    folder_write("guidance.csv", ranges);
    folder_write("h.csv", "parent,child\nt,a\nt,b\n");
    folder_write("g.ini", "[dataset]\nfrequency = quarterly\n"
                          "guidance = guidance.csv\nhierarchy = h.csv\n");
}

static int set_up(void **state)
{
    if (folder_enter(state) != 0) {
        return -1;
    }
    fc_init();
    write_files();
    return 0;
}

/* What is asked for; zero is the forecast alone. */
struct wish {
    const char *series;   /* NULL: t */
    const char *model;    /* NULL: a regression on x of the quarter before */
    size_t origins;       /* 0: 4 */
    const char *plans[3]; /* a scenario each: "one", "two", "three" */
    bool guidance;
    bool reconciled;
    bool calibrated;
    bool temporal;
};

static void add_plans(fc_scenario_list *list, const struct wish *wish)
{
    static const char *const names[3] = {"one", "two", "three"};

    for (size_t i = 0; i < 3 && wish->plans[i] != NULL; i++) {
        fc_plan plan = {.series = ""};

        assert_int_equal(fc_plan_parse(&plan, wish->plans[i], NULL), FC_OK);
        assert_int_equal(
            fc_scenario_list_add(list, names[i], "--plan", &plan, NULL, NULL),
            FC_OK);
    }
}

static fc_status create(fc_projection **out, const struct wish *wish,
                        const fc_dataset *dataset,
                        const fc_scenario_list *scenarios, fc_error *err)
{
    fc_model_spec spec;
    const fc_projection_request request = {
        .dataset = dataset,
        .series = wish->series != NULL ? wish->series : "t",
        .horizon = STEPS,
        .specs = &spec,
        .spec_count = 1,
        .draws = DRAWS,
        .origins = wish->origins > 0 ? wish->origins : 4,
        .transform = {.scale = FC_SCALE_LEVEL},
        .intervals = wish->calibrated ? FC_INTERVALS_AUTO
                                      : FC_INTERVALS_SIMULATE,
        .use_guidance = wish->guidance,
        .scenarios = scenarios,
        .reconcile = wish->reconciled || wish->temporal ? FC_RECONCILE_WLS
                                                        : FC_RECONCILE_NONE,
        .temporal = wish->temporal};

    assert_int_equal(
        fc_model_spec_parse(
            &spec, wish->model != NULL ? wish->model : "tslm:trend+x:1", NULL),
        FC_OK);
    return fc_projection_create(out, &request, err);
}

static fc_projection *project(const struct wish *wish)
{
    fc_dataset *dataset = reports_open("g.csv");
    fc_scenario_list list = {0};
    fc_projection *projection = NULL;
    fc_error err = {0};

    add_plans(&list, wish);
    if (create(&projection, wish, dataset, &list, &err) != FC_OK) {
        fail_msg("%s", err.message);
    }
    fc_scenario_list_release(&list);
    fc_dataset_free(dataset);
    return projection;
}

static const fc_paths *paths_of(const fc_projection *projection, size_t view)
{
    return fc_projection_paths(fc_projection_scenario_at(projection, view));
}

static void check_equal(const fc_paths *a, const fc_paths *b)
{
    assert_int_equal(a->draws * a->steps, b->draws * b->steps);
    assert_memory_equal(a->values, b->values,
                        a->draws * a->steps * sizeof *a->values);
}

/* A plan for the last quarter, of which the model never hears, is base to the
 * last bit, whatever else is done to both. */
static void test_scenario_equal_to_base(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 8; i++) {
        const struct wish wish = {.plans = {"x:2025Q4=90"},
                                  .guidance = (i & 1) != 0,
                                  .reconciled = (i & 2) != 0,
                                  .calibrated = (i & 4) != 0};
        fc_projection *projection = project(&wish);
        fc_report *report = NULL;
        const fc_report_table *table = NULL;

        check_equal(fc_projection_paths(projection), paths_of(projection, 0));
        assert_int_equal(fc_projection_report(&report, projection, NULL),
                         FC_OK);
        table = reports_table(report, "differences");
        for (size_t row = 0; row < fc_report_table_row_count(table); row++) {
            assert_true(reports_number(table, row, "difference") == 0.0);
            assert_true(reports_number(table, row, "lower_95") == 0.0);
            assert_true(reports_number(table, row, "upper_95") == 0.0);
        }
        fc_report_free(report);
        fc_projection_free(projection);
    }
}

/* The regression is linear in log x: certain plans in equal ratios move a draw
 * by equal amounts, each draw by its own; the reconciliation, which is linear,
 * too, leaves that so if all of them are moved and mapped alike. */
static void test_common_random_numbers(void **state)
{
    const struct wish wish = {
        .plans = {"x:2025Q1=40", "x:2025Q1=60", "x:2025Q1=90"},
        .reconciled = true,
        .calibrated = true};
    fc_projection *projection = project(&wish);
    const double *one = paths_of(projection, 0)->values;
    const double *two = paths_of(projection, 1)->values;
    const double *three = paths_of(projection, 2)->values;

    (void)state;
    for (size_t d = 0; d < DRAWS; d++) {
        size_t at = d * STEPS + 1;

        assert_true(fabs(two[at] - one[at]) > 1e-6);
        /* rounding of sums of numbers of about 100 */
        assert_near(three[at] - two[at], two[at] - one[at], 1e-9);
    }
    fc_projection_free(projection);
}

/* The other series of the hierarchy follow the plan, too: what is asked of each
 * adds up draw by draw in every scenario. */
static void test_scenarios_add_up(void **state)
{
    struct wish wish = {.plans = {"x:2025Q1=40", "x:2025Q2=+50%~5"},
                        .reconciled = true,
                        .calibrated = true};
    const char *const names[] = {"t", "a", "b"};
    fc_projection *of[3];

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        wish.series = names[i];
        of[i] = project(&wish);
    }
    for (size_t v = 0; v < 2; v++) {
        const double *t = paths_of(of[0], v)->values;
        const double *a = paths_of(of[1], v)->values;
        const double *b = paths_of(of[2], v)->values;

        for (size_t i = 0; i < (size_t)DRAWS * STEPS; i++) {
            assert_near(t[i], a[i] + b[i], 1e-9); /* rounding, as above */
        }
    }
    for (size_t i = 0; i < 3; i++) {
        fc_projection_free(of[i]);
    }
}

static double mean_of_step(const fc_projection *projection, const char *model,
                           const char *kind, const char *scenario)
{
    fc_report *report = NULL;
    const fc_report_table *table = NULL;
    double value = (double)NAN;

    assert_int_equal(fc_projection_report(&report, projection, NULL), FC_OK);
    table = reports_table(report, "projection");
    for (size_t row = fc_report_table_row_count(table); row-- > 0;) {
        if (strcmp(reports_text(table, row, "kind"), kind) == 0
            && strcmp(reports_text(table, row, "model"), model) == 0
            && strcmp(reports_text(table, row, "scenario"), scenario) == 0) {
            value = reports_number(table, row, "value");
        }
    }
    fc_report_free(report);
    return value;
}

/* Guidance moves a scenario towards the range as it moves base, and what it was
 * without stands on rows of its own, as it is without --use-guidance. */
static void test_guided_scenarios(void **state)
{
    const char *const model = "none:tslm:trend+x:1";
    const char *const informed = "none:tslm:trend+x:1+guidance";
    struct wish wish = {.plans = {"x:2025Q1=60"}, .calibrated = true};
    fc_projection *plain = project(&wish);
    fc_projection *both = NULL;
    double middle = 100.0 + 46.0; /* roughly: the trend of a and b at 40 */

    (void)state;
    wish.guidance = true;
    both = project(&wish);
    assert_near(mean_of_step(both, model, "reference", "one"),
                mean_of_step(plain, model, "forecast", "one"), 0.0);
    assert_near(mean_of_step(both, model, "reference", "base"),
                mean_of_step(plain, model, "forecast", "base"), 0.0);
    assert_true(fabs(mean_of_step(both, informed, "forecast", "one") - middle)
                < 20.0);
    assert_true(isnan(mean_of_step(plain, informed, "forecast", "one")));
    fc_projection_free(plain);
    fc_projection_free(both);
}

/* What reconciliation moved adds up, whatever guidance does behind it. */
static void test_what_moved_adds_up(void **state)
{
    const struct wish wish = {.model = "snaive",
                              .guidance = true,
                              .reconciled = true,
                              .calibrated = true};
    fc_projection *projection = project(&wish);
    const fc_report_table *table = NULL;
    fc_report *report = NULL;

    (void)state;
    assert_int_equal(fc_projection_report(&report, projection, NULL), FC_OK);
    table = reports_table(report, "hierarchy");
    assert_true(fc_report_table_row_count(table) >= 3 * STEPS);
    for (size_t row = 0; row < fc_report_table_row_count(table); row += 3) {
        assert_string_equal(reports_text(table, row, "series"), "t");
        assert_near(reports_number(table, row, "after"),
                    reports_number(table, row + 1, "after")
                        + reports_number(table, row + 2, "after"),
                    1e-9);
    }
    fc_report_free(report);
    fc_projection_free(projection);
}

struct order {
    struct wish wish;
    const char *effects; /* NULL: nothing to tell */
};

static const struct order orders[] = {
    {{.model = "drift", .calibrated = true}, NULL},
    {{.plans = {"x:2025Q1=40"}}, "plans, forecast"},
    {{.model = "drift", .reconciled = true}, "forecast, reconciliation"},
    {{.model = "drift", .guidance = true}, "forecast, guidance"},
    {{.plans = {"x:2025Q1=40"}, .guidance = true, .calibrated = true},
     "plans, forecast, calibration, guidance"},
    {{.plans = {"x:2025Q1=40"},
      .guidance = true,
      .reconciled = true,
      .calibrated = true},
     "plans, forecast, calibration, reconciliation, guidance"},
};

static const char *effects_of(const fc_report *report)
{
    for (size_t i = 0; i < fc_report_meta_count(report); i++) {
        if (strcmp(fc_report_meta_key(report, i), "effects") == 0) {
            return fc_report_meta_value(report, i);
        }
    }
    return NULL;
}

static void test_order_of_effects(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        fc_projection *projection = project(&orders[i].wish);
        fc_report *report = NULL;

        assert_int_equal(fc_projection_report(&report, projection, NULL),
                         FC_OK);
        if (orders[i].effects == NULL) {
            assert_null(effects_of(report));
        } else {
            assert_string_equal(effects_of(report), orders[i].effects);
        }
        fc_report_free(report);
        fc_projection_free(projection);
    }
}

/* All of it, or one sentence. */
struct attempt {
    const struct wish *wish;
    const fc_dataset *dataset;
    const fc_scenario_list *list;
};

static fc_status attempt(void *context, fc_error *err)
{
    const struct attempt *what = context;
    fc_projection *projection = NULL;
    fc_report *report = NULL;
    fc_status status = create(&projection, what->wish, what->dataset,
                              what->list, err);

    if (status == FC_OK) {
        status = fc_projection_report(&report, projection, err);
    }
    fc_report_free(report);
    fc_projection_free(projection);
    return status;
}

static void test_refuses(void **state)
{
    const struct wish wishes[] = {
        {.plans = {"x:2025Q1=40"}, .temporal = true},
        {.plans = {"b:2025Q1=40"},
         .model = "tslm:trend+b:1",
         .reconciled = true},
    };
    const char *const words[] = {"forecasts of longer periods know of no plan",
                                 "b, of the same hierarchy"};
    fc_dataset *dataset = reports_open("g.csv");

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        fc_scenario_list list = {0};
        struct attempt what = {&wishes[i], dataset, &list};
        fc_error err = {0};

        add_plans(&list, &wishes[i]);
        assert_int_not_equal(attempt(&what, &err), FC_OK);
        if (strstr(err.message, words[i]) == NULL) {
            fail_msg("%s", err.message);
        }
        fc_scenario_list_release(&list);
    }
    fc_dataset_free(dataset);
}

/* Thousands of allocations, most of them of the fits, which have tests of their
 * own: each of a few hundred spread over all of them fails once. */
static void test_memory(void **state)
{
    const struct wish wish = {.plans = {"x:2025Q1=40"},
                              .origins = 1,
                              .guidance = true,
                              .reconciled = true,
                              .calibrated = true};
    fc_dataset *dataset = reports_open("g.csv");
    fc_scenario_list list = {0};
    struct attempt what = {&wish, dataset, &list};
    long count = 0;

    (void)state;
    add_plans(&list, &wish);
    faults_fail(FAULTS_ALLOCATION, LONG_MAX, ENOMEM);
    assert_int_equal(attempt(&what, NULL), FC_OK);
    count = faults_count();
    faults_disarm();
    assert_true(count > 1000);
    for (long i = 0; i < count; i += count / 200) {
        fc_error err = {0};
        fc_status status = FC_OK;

        faults_fail(FAULTS_ALLOCATION, i, ENOMEM);
        status = attempt(&what, &err);
        faults_disarm();
        assert_int_equal(status, FC_ERR_MEMORY);
        assert_string_not_equal(err.message, "");
    }
    fc_scenario_list_release(&list);
    fc_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scenario_equal_to_base),
        cmocka_unit_test(test_common_random_numbers),
        cmocka_unit_test(test_scenarios_add_up),
        cmocka_unit_test(test_guided_scenarios),
        cmocka_unit_test(test_what_moved_adds_up),
        cmocka_unit_test(test_order_of_effects),
        cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, set_up, folder_leave);
}
