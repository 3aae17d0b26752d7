/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios of the shipped dataset. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/chart.h"
#include "forecast/frozen_choice.h"
#include "forecast/projection.h"

#include "near.h"
#include "reports.h"
#include "support/faults.h"
#include "support/reference.h"

/* One projection, with scenarios from texts "NAME PLAN PLAN ..." */
struct job {
    fc_dataset *dataset;
    fc_scenario_list list;
    fc_model_spec specs[4];
    fc_projection *projection;
    fc_report *report;
};

struct wish {
    const char *series;       /* NULL: net_sales */
    const char *models[4];    /* none: yoy on four lags of capex, and snaive */
    const char *scenarios[4]; /* none: of the dataset */
    const char *as_of;        /* NULL: the latest */
    size_t horizon;           /* 0: 4 */
    size_t draws;             /* 0: 1,000 */
};

static void read_scenario(fc_scenario_list *list, const char *words)
{
    char text[200];
    char *name = NULL;
    char *rest = NULL;

    (void)snprintf(text, sizeof text, "%s", words);
    name = strtok_r(text, " ", &rest);
    for (char *word = strtok_r(NULL, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest)) {
        fc_plan plan = {.series = ""};

        assert_int_equal(fc_plan_parse(&plan, word, NULL), FC_OK);
        assert_int_equal(
            fc_scenario_list_add(list, name, "--plan", &plan, NULL, NULL),
            FC_OK);
    }
}

static size_t read_models(struct job *job, const struct wish *wish)
{
    static const char *const usual[4] = {"yoy:robust+window=40+capex_net:1..4",
                                         "snaive"};
    const char *const *models = wish->models[0] != NULL ? wish->models : usual;
    size_t count = 0;

    while (count < 4 && models[count] != NULL) {
        assert_int_equal(
            fc_model_spec_parse(&job->specs[count], models[count], NULL),
            FC_OK);
        count++;
    }
    return count;
}

static fc_status run(struct job *job, const struct wish *wish, fc_error *err)
{
    fc_projection_request request = {
        .series = wish->series != NULL ? wish->series : "net_sales",
        .horizon = wish->horizon > 0 ? wish->horizon : 4,
        .specs = job->specs,
        .draws = wish->draws > 0 ? wish->draws : 1000,
        .origins = 8,
        .scenarios = &job->list,
        .intervals = FC_INTERVALS_AUTO};
    fc_status status = FC_OK;

    *job = (struct job){.dataset = reports_open_amazon()};
    request.dataset = job->dataset;
    request.spec_count = read_models(job, wish);
    for (size_t i = 0; i < 4 && wish->scenarios[i] != NULL; i++) {
        read_scenario(&job->list, wish->scenarios[i]);
    }
    if (job->list.count == 0) {
        assert_int_equal(fc_scenario_list_read(
                             &job->list, job->dataset->scenarios_path, NULL),
                         FC_OK);
    }
    if (wish->as_of != NULL) {
        assert_int_equal(fc_period_parse(&request.as_of, wish->as_of,
                                         FC_QUARTERLY, (fc_calendar){0}, NULL),
                         FC_OK);
    }
    status = fc_projection_create(&job->projection, &request, err);
    if (status == FC_OK) {
        status = fc_projection_scenario_report(&job->report, job->projection,
                                               err);
    }
    return status;
}

static struct job make(const struct wish *wish)
{
    struct job job;
    fc_error err = {0};

    if (run(&job, wish, &err) != FC_OK) {
        fail_msg("%s", err.message);
    }
    return job;
}

static void release(struct job *job)
{
    fc_report_free(job->report);
    fc_projection_free(job->projection);
    fc_scenario_list_release(&job->list);
    fc_dataset_free(job->dataset);
}

/* The row of a scenario's forecast (or total) of a period. */
static size_t row_of(const fc_report_table *table, const char *scenario,
                     const char *period)
{
    for (size_t r = 0; r < fc_report_table_row_count(table); r++) {
        const char *kind = reports_text(table, r, "kind");

        if ((strcmp(kind, "forecast") == 0 || strcmp(kind, "total") == 0)
            && strcmp(reports_text(table, r, "scenario"), scenario) == 0
            && strcmp(reports_text(table, r, "period"), period) == 0) {
            return r;
        }
    }
    fail_msg("no row of %s for %s", scenario, period);
    return 0;
}

static double value_of(const struct job *job, const char *scenario,
                       const char *period, const char *column)
{
    const fc_report_table *table = reports_table(job->report, "projection");

    return reports_number(table, row_of(table, scenario, period), column);
}

/* The row of a difference. */
static double difference_of(const struct job *job, const char *scenario,
                            const char *period, const char *column)
{
    const fc_report_table *table = reports_table(job->report, "differences");

    for (size_t r = 0; r < fc_report_table_row_count(table); r++) {
        if (strcmp(reports_text(table, r, "scenario"), scenario) == 0
            && strcmp(reports_text(table, r, "period"), period) == 0) {
            return reports_number(table, r, column);
        }
    }
    fail_msg("no difference of %s for %s", scenario, period);
    return 0.0;
}

/* History, base, its year, each scenario and its year, references. */
static void test_order_of_rows(void **state)
{
    static const char *const blocks[][2] = {
        {"actual", "base"},       {"forecast", "base"},
        {"total", "base"},        {"forecast", "stated_plan"},
        {"total", "stated_plan"}, {"forecast", "run_rate"},
        {"total", "run_rate"},    {"forecast", "flat"},
        {"total", "flat"},        {"reference", "base"},
    };
    enum { BLOCKS = sizeof blocks / sizeof blocks[0] };
    static const size_t expected[BLOCKS] = {112, 4, 1, 4, 1, 4, 1, 4, 1, 4};
    struct job job = make(&(struct wish){0});
    const fc_report_table *table = reports_table(job.report, "projection");
    size_t counts[BLOCKS] = {0};
    size_t block = 0;

    (void)state;
    for (size_t r = 0; r < fc_report_table_row_count(table); r++) {
        while (
            block < BLOCKS
            && (strcmp(reports_text(table, r, "kind"), blocks[block][0]) != 0
                || strcmp(reports_text(table, r, "scenario"), blocks[block][1])
                       != 0)) {
            block++;
        }
        assert_true(block < BLOCKS);
        counts[block]++;
    }
    for (size_t i = 0; i < BLOCKS; i++) {
        assert_int_equal(counts[i], expected[i]);
    }
    release(&job);
}

static void test_differences(void **state)
{
    static const char *const names[] = {"stated_plan", "run_rate", "flat"};
    static const char *const periods[] = {"2025Q1", "2025Q2", "2025Q3",
                                          "2025Q4", "FY2025"};
    struct job job = make(&(struct wish){0});

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        for (size_t p = 0; p < 5; p++) {
            double change = difference_of(&job, names[i], periods[p],
                                          "difference");
            double low = difference_of(&job, names[i], periods[p], "lower_80");
            double high = difference_of(&job, names[i], periods[p], "upper_80");
            double width = value_of(&job, "base", periods[p], "upper_80")
                           - value_of(&job, "base", periods[p], "lower_80");

            reference_assert_close(
                change,
                value_of(&job, names[i], periods[p], "value")
                    - value_of(&job, "base", periods[p], "value"),
                1e-9, 1.0);
            if (p == 0) {
                /* The model reads only earlier quarters: exactly nothing. */
                assert_true(change == 0.0 && low == 0.0 && high == 0.0);
            } else {
                /* With other random numbers it would be as wide as the
                 * forecast, and wider. */
                assert_true(low < change && change < high);
                assert_true(high - low < width);
            }
        }
    }
    release(&job);
}

/* Least squares of statsmodels under the same path of capex. 1,000 draws that
 * come in pairs, and residuals in place of a normal law: half a per cent. */
static void test_against_statsmodels(void **state)
{
    static const char *const model = "tslm:trend+season+window=40"
                                     "+capex_net:0..4";
    struct job job = make(
        &(struct wish){.models = {model},
                       .draws = 10000,
                       .scenarios = {"stated capex_net:FY2025=100000"}});

    (void)state;
    for (size_t h = 1; h <= 4; h++) {
        char period[16];

        (void)snprintf(period, sizeof period, "2025Q%zu", h);
        reference_assert_close(
            value_of(&job, "stated", period, "value"),
            reference_numbered("scenario.csv", "ols_seasonal", "mean", h), 5e-3,
            1.0);
    }
    release(&job);
}

/* The same without draws, which leaves the arithmetic alone. */
static void test_fit_against_statsmodels(void **state)
{
    static const struct {
        const char *name; /* of the case */
        const char *path; /* case of the planned quarters; NULL: flat, 77,657 */
    } cases[] = {{"ols_seasonal", "seasonal"}, {"ols_flat", NULL}};
    fc_dataset *dataset = reports_open_amazon();
    fc_span capex = fc_span_trim(
        fc_series_span(fc_table_find(dataset->table, "capex_net")));
    fc_span sales = fc_series_span(fc_table_find(dataset->table, "net_sales"));
    const fc_regressor regressor = {.name = "capex_net", .span = capex};
    fc_training training = {
        .season = 4, .regressor_count = 1, .regressors = &regressor};
    fc_model_spec spec = {0};
    fc_fit *fit = NULL;

    (void)state;
    training.y = fc_span_window(sales, sales.length - capex.length,
                                capex.length);
    assert_int_equal(
        fc_model_spec_parse(&spec, "tslm:trend+season+window=40+capex_net:0..4",
                            NULL),
        FC_OK);
    assert_int_equal(fc_fit_create(&fit, &spec, &training, NULL), FC_OK);
    for (size_t i = 0; i < 2; i++) {
        fc_future_set *set = NULL;
        fc_paths *plan = NULL;
        double mean[4];

        assert_int_equal(fc_paths_create(&plan,
                                         fc_period_add(fc_span_last(sales), 1),
                                         1, 4, NULL),
                         FC_OK);
        for (size_t q = 0; q < 4; q++) {
            plan->values[q] = cases[i].path != NULL ? reference_numbered(
                                  "scenario.csv", cases[i].path, "q", q + 1)
                                                    : 77657.0 / 4.0;
        }
        assert_int_equal(fc_future_set_create(&set, &training,
                                              training.y.length, 4, 1, 0, NULL),
                         FC_OK);
        assert_int_equal(fc_future_set_plan(set, "capex_net", plan, &training,
                                            training.y.length, 0, NULL),
                         FC_OK);
        assert_int_equal(
            fc_fit_predict(mean, fit, 4, fc_future_set_view(set), NULL), FC_OK);
        for (size_t h = 1; h <= 4; h++) {
            reference_assert_close(
                mean[h - 1],
                reference_numbered("scenario.csv", cases[i].name, "mean", h),
                1e-9, 1.0);
        }
        fc_future_set_free(set);
        fc_paths_free(plan);
    }
    fc_fit_free(fit);
    fc_dataset_free(dataset);
}

/* The path that the model sees, and growth on both bases. */
static void test_plan_tables(void **state)
{
    struct job job = make(&(struct wish){0});
    const fc_report_table *path = reports_table(job.report, "path_capex_net");
    const fc_report_table *plans = reports_table(job.report, "plans");
    const fc_report_table *bases = reports_table(job.report, "bases");

    (void)state;
    for (size_t q = 1; q <= 4; q++) {
        reference_assert_close(
            reports_number(path, q - 1, "value_stated_plan"),
            reference_numbered("scenario.csv", "seasonal", "q", q), 1e-9, 1.0);
    }
    assert_string_equal(reports_text(path, 4, "period"), "FY2025");
    reference_assert_close(reports_number(path, 4, "value_flat"), 77657, 1e-9,
                           1.0);
    assert_string_equal(reports_text(plans, 0, "against"), "capex_net");
    reference_assert_close(reports_number(plans, 0, "growth_pct"),
                           reference_value("scenario.csv", "growth", "net"),
                           1e-9, 1.0);
    assert_string_equal(reports_text(plans, 1, "against"), "capex");
    reference_assert_close(reports_number(plans, 1, "growth_pct"),
                           reference_value("scenario.csv", "growth", "gross"),
                           1e-9, 1.0);
    assert_string_equal(reports_text(bases, 1, "basis"),
                        "four times capex_net of 2024Q4");
    release(&job);
}

/* A scenario does not depend on which others there are, nor on their order. */
static void test_alone_or_together(void **state)
{
    static const char a[] = "a capex_net:FY2025=100000~10";
    static const char b[] = "b capex_net:FY2025=80000~5";
    struct job alone = make(&(struct wish){.scenarios = {b}});
    struct job both = make(&(struct wish){.scenarios = {a, b}});
    struct job other = make(&(struct wish){.scenarios = {b, a}});

    (void)state;
    assert_true(value_of(&alone, "b", "FY2025", "upper_80")
                == value_of(&both, "b", "FY2025", "upper_80"));
    assert_true(value_of(&other, "b", "FY2025", "upper_80")
                == value_of(&both, "b", "FY2025", "upper_80"));
    assert_true(value_of(&alone, "base", "FY2025", "value")
                == value_of(&both, "base", "FY2025", "value"));
    assert_true(value_of(&other, "a", "FY2025", "value")
                == value_of(&both, "a", "FY2025", "value"));
    release(&alone);
    release(&both);
    release(&other);
}

/* An uncertain plan has the same centre and a wider effect. The difference to
 * base is wide as it is, so a model that reads capex at once is taken, and
 * scenarios are compared: both hold the same noise of the model. */
static void test_uncertain_plan(void **state)
{
    struct job job = make(
        &(struct wish){.models = {"yoy:robust+window=40+capex_net:0..1"},
                       .draws = 4000,
                       .scenarios = {"sure capex_net:FY2025=100000",
                                     "unsure capex_net:FY2025=100000~40"}});
    const fc_paths *sure = fc_projection_paths(
        fc_projection_scenario_at(job.projection, 0));
    const fc_paths *unsure = fc_projection_paths(
        fc_projection_scenario_at(job.projection, 1));
    double apart = 0.0;
    double mean = 0.0;

    (void)state;
    for (size_t d = 0; d < sure->draws; d++) {
        double change = unsure->values[d * 4 + 3] - sure->values[d * 4 + 3];

        mean += change / (double)sure->draws;
        apart += fabs(change) / (double)sure->draws;
    }
    assert_true(apart > 100.0);
    assert_true(fabs(mean) < 0.5 * apart);
    assert_string_equal(fc_projection_scenario_name(job.projection, 1),
                        "unsure");
    release(&job);
}

/* Without a candidate that uses what is planned regressions are added. */
static void test_added_candidates(void **state)
{
    static const struct {
        const char *plan;
        const char *part; /* of the model */
    } cases[] = {
        {"p capex_net:FY2025=100000", "+capex_net:0..4"},
        /* not listed as a regressor of net_sales */
        {"p operating_income:FY2025=+10%", "+operating_income:0..4"},
        {"p FY2025=100000 operating_income:2025Q2=20000",
         "+capex_net:0..4+operating_income:0..4"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct job job = make(&(struct wish){.models = {"theta", "snaive"},
                                             .scenarios = {cases[i].plan}});
        const fc_report_table *table = reports_table(job.report, "projection");
        const char *model = reports_text(table, row_of(table, "p", "2025Q1"),
                                         "model");

        print_message("  %s: %s\n", cases[i].plan, model);
        assert_non_null(strstr(model, cases[i].part));
        assert_true(reports_has_note(job.report, "Without a plan theta"));
        assert_true(
            reports_has_note(job.report, "The default forecast, of theta, is"));
        release(&job);
    }
}

/* The best of several that use it. */
static void test_best_candidate(void **state)
{
    struct job job = make(&(struct wish){
        .models = {"tslm:trend+season+window=40+capex_net:0..4", "snaive",
                   "yoy:robust+window=40+capex_net:1..4"},
        .scenarios = {"p capex_net:FY2025=100000"}});
    const fc_report_table *table = reports_table(job.report, "projection");

    (void)state;
    assert_string_equal(
        reports_text(table, row_of(table, "p", "2025Q1"), "model"),
        "yoy:robust+window=40+capex_net:1..4");
    assert_string_equal(
        reports_text(table, row_of(table, "base", "2025Q1"), "model"),
        "yoy:robust+window=40+capex_net:1..4");
    release(&job);
}

static void test_as_of(void **state)
{
    struct job job = make(&(struct wish){.as_of = "2024Q2", .horizon = 6});

    (void)state;
    assert_int_equal(fc_projection_scenario_count(job.projection), 2);
    assert_string_equal(fc_projection_scenario_name(job.projection, 0),
                        "run_rate");
    assert_true(reports_has_note(job.report, "1 of 3 scenarios left out"));
    release(&job);
    /* Issued in the quarter behind: public right after the results. */
    job = make(&(struct wish){.as_of = "2024Q4"});
    assert_int_equal(fc_projection_scenario_count(job.projection), 3);
    release(&job);
    /* Two quarters of the year are reported, and count. */
    job = make(&(struct wish){.as_of = "2024Q2",
                              .scenarios = {"p capex_net:FY2024=80000"}});
    assert_near(reports_number(reports_table(job.report, "path_capex_net"), 0,
                               "value_p"),
                reference_value("scenario.csv", "seasonal_reported", "q3"),
                1e-6);
    release(&job);
}

static void test_errors(void **state)
{
    static const struct {
        struct wish wish;
        fc_status status;
        const char *message; /* a part of it */
    } cases[] = {
        {{.scenarios = {"p capx_net:FY2025=1e5"}},
         FC_ERR_DATA,
         "there is no series 'capx_net'; did you mean 'capex_net'?"},
        {{.scenarios = {"p net_sales:FY2025=7e5"}},
         FC_ERR_DATA,
         "net_sales is what is forecast"},
        {{.scenarios = {"p capex_net:FY2026=1e5"}},
         FC_ERR_DATA,
         "lies behind the forecast, which ends with 2025Q4; raise --horizon"},
        {{.scenarios = {"p capex_net:FY2025=100"}},
         FC_ERR_DATA,
         "give it in USD million"},
        {{.scenarios = {"p FY2025=1e5"}, .series = "aws", .models = {"snaive"}},
         FC_ERR_DATA,
         "of which series? aws has 0 regressors"},
        {{.as_of = "2024Q3", .scenarios = {"p capex_net:FY2024=5e4"}},
         FC_ERR_DATA,
         "less than the 51,606 that are reported"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct job job;
        fc_error err = {0};

        print_message("  %s\n", cases[i].wish.scenarios[0]);
        assert_int_equal(run(&job, &cases[i].wish, &err), cases[i].status);
        assert_string_equal(err.source, "--plan");
        assert_non_null(strstr(err.message, cases[i].message));
        assert_null(job.projection);
        release(&job);
    }
}

/* The plans on record: the first of those issued last. */
static void test_record(void **state)
{
    struct job job = {.dataset = reports_open_amazon()};
    fc_projection_request request = {.dataset = job.dataset,
                                     .series = "net_sales",
                                     .horizon = 4,
                                     .draws = 200,
                                     .origins = 8,
                                     .scenarios = &job.list,
                                     .specs = job.specs};
    fc_error err = {0};

    (void)state;
    request.spec_count = read_models(&job, &(struct wish){0});
    assert_int_equal(fc_scenario_list_read_plans(
                         &job.list, job.dataset->plans_path, "plans", NULL),
                     FC_OK);
    assert_int_equal(fc_projection_create(&job.projection, &request, &err),
                     FC_OK);
    assert_int_equal(
        fc_projection_scenario_report(&job.report, job.projection, &err),
        FC_OK);
    assert_int_equal(
        fc_report_table_row_count(reports_table(job.report, "plans")), 2);
    assert_near(reports_number(reports_table(job.report, "plans"), 0, "value"),
                100000, 0.0);
    release(&job);
}

/* A frozen model that does not use what is planned stays as it is. */
static void test_frozen(void **state)
{
    struct job job = {.dataset = reports_open_amazon()};
    char source[] = "choice.json";
    fc_frozen_choice frozen = {.source = source,
                               .intervals = FC_INTERVALS_AUTO};
    fc_projection_request request = {.dataset = job.dataset,
                                     .series = "net_sales",
                                     .horizon = 4,
                                     .draws = 200,
                                     .origins = 8,
                                     .scenarios = &job.list,
                                     .frozen = &frozen,
                                     .specs = job.specs};
    fc_error err = {0};

    (void)state;
    request.spec_count = read_models(&job, &(struct wish){0});
    assert_int_equal(fc_period_parse(&frozen.origin, "2024Q4", FC_QUARTERLY,
                                     (fc_calendar){0}, NULL),
                     FC_OK);
    read_scenario(&job.list, "p capex_net:FY2025=100000");
    frozen.spec = job.specs[1];
    assert_int_equal(fc_projection_create(&job.projection, &request, &err),
                     FC_ERR_ARGUMENT);
    assert_non_null(strstr(err.message, "does not use what is planned"));
    frozen.spec = job.specs[0];
    assert_int_equal(fc_projection_create(&job.projection, &request, &err),
                     FC_OK);
    release(&job);
}

/* Without scenarios there is nothing to report. */
static void test_none(void **state)
{
    struct job job = {.dataset = reports_open_amazon()};
    fc_projection_request request = {.dataset = job.dataset,
                                     .series = "net_sales",
                                     .horizon = 4,
                                     .draws = 200,
                                     .origins = 8,
                                     .specs = job.specs};
    fc_error err = {0};

    (void)state;
    request.spec_count = read_models(&job, &(struct wish){0});
    assert_int_equal(fc_projection_create(&job.projection, &request, NULL),
                     FC_OK);
    assert_int_equal(fc_projection_scenario_count(job.projection), 0);
    assert_int_equal(
        fc_projection_scenario_report(&job.report, job.projection, &err),
        FC_ERR_ARGUMENT);
    release(&job);
}

static const double *line_of(const fc_chart *chart, const char *name)
{
    for (size_t i = 0; i < fc_chart_series_count(chart); i++) {
        fc_chart_series series = fc_chart_series_at(chart, i);

        if (strcmp(series.name, name) == 0) {
            return series.y;
        }
    }
    fail_msg("no line '%s'", name);
    return NULL;
}

/* The first chart shows the forecasts, the second the plan. */
static void test_charts(void **state)
{
    struct job job = make(
        &(struct wish){.scenarios = {"plan capex_net:FY2025=100000"}});
    const fc_report_table *path = reports_table(job.report, "path_capex_net");
    const fc_chart *top = fc_report_chart_at(job.report, 0);
    const fc_chart *plans = fc_report_chart_at(job.report, 1);
    fc_chart_frame frame = fc_chart_get_frame(top);
    double year = 0.0;

    (void)state;
    assert_int_equal(fc_report_chart_count(job.report), 2);
    assert_int_equal(frame.label_count, 20);
    assert_int_equal(fc_chart_series_count(top), 4);
    assert_int_equal(fc_chart_series_count(plans), 3); /* no interval */
    for (size_t i = 16; i < 20; i++) {
        assert_near(line_of(top, "base")[i],
                    value_of(&job, "base", frame.labels[i], "value"), 0.0);
        assert_near(line_of(top, "plan")[i],
                    value_of(&job, "plan", frame.labels[i], "value"), 0.0);
        assert_near(line_of(plans, "base")[i],
                    reports_number(path, i - 16, "value_base"), 0.0);
        year += line_of(plans, "plan")[i];
    }
    assert_near(year, 100000.0, 1e-6);
    /* all lines begin at the last actual */
    assert_near(line_of(top, "plan")[15], 187792.0, 0.0);
    assert_near(line_of(plans, "plan")[15], line_of(plans, "actual")[15], 0.0);
    release(&job);
}

static fc_status report_again(void *context, fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = fc_projection_scenario_report(&report, context, err);

    fc_report_free(report);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    struct job job = make(&(struct wish){.draws = 100});

    (void)state;
    assert_true(faults_try_allocations(report_again, job.projection) > 50);
    release(&job);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_of_rows),
        cmocka_unit_test(test_differences),
        cmocka_unit_test(test_against_statsmodels),
        cmocka_unit_test(test_fit_against_statsmodels),
        cmocka_unit_test(test_plan_tables),
        cmocka_unit_test(test_alone_or_together),
        cmocka_unit_test(test_uncertain_plan),
        cmocka_unit_test(test_added_candidates),
        cmocka_unit_test(test_best_candidate),
        cmocka_unit_test(test_as_of),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_record),
        cmocka_unit_test(test_frozen),
        cmocka_unit_test(test_charts),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(test_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
