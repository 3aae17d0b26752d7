/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every allocation of every report fails once; nothing leaks or lies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forecast/audit.h"
#include "forecast/history.h"
#include "forecast/init.h"
#include "forecast/projection.h"

#include "support/faults.h"
#include "support/folder.h"

static int set_up(void **state)
{
    if (folder_enter(state) != 0) {
        return -1;
    }
    fc_init();
    folder_write("s.ini", "[dataset]\nguidance = g.csv\nhierarchy = h.csv\n"
                          "totals = t.csv\nsources = o.csv\nfacts = f.csv\n"
                          "[series.s]\nregressors = x\n");
    folder_write("s.csv",
                 "period,s,x\n2021Q1,4,2\n2021Q2,6,3\n2021Q3,5,4\n2021Q4,9,4\n"
                 "2022Q1,5,3\n2022Q2,7,3\n2022Q3,6,5\n2022Q4,9,4\n"
                 "2023Q1,6,3\n2023Q2,9,4\n2023Q3,7,5\n2023Q4,12,6\n"
                 "2024Q1,7,4\n2024Q2,9,4\n2024Q3,8,6\n2024Q4,13,7\n");
    folder_write("g.csv", "series,period,low,high,growth_low_pct\n"
                          "s,2025Q1,7,9,0\n");
    folder_write("h.csv", "parent,child\ns,x\n");
    folder_write("t.csv", "fiscal_year,column,value\nFY2024,s,37\n");
    folder_write("o.csv", "period,column,value\n2024Q4,s,13\n");
    folder_write("f.csv", "claim,metric,period,value,unit\n"
                          "thirteen,s,2024Q4,13,\n");
    return 0;
}

static fc_status audit(void *dataset, fc_error *err)
{
    fc_audit_result result = {0};
    fc_report *report = NULL;
    fc_status status = fc_audit_dataset(&report, &result, dataset, err);

    fc_report_free(report);
    return status;
}

static fc_status quick(void *dataset, fc_error *err)
{
    fc_audit_result result = {0};
    fc_report *report = NULL;
    fc_status status = fc_audit_series(&report, &result, dataset, err);

    fc_report_free(report);
    return status;
}

static fc_status history(void *dataset, fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = fc_history_report(&report, dataset, "s", err);

    fc_report_free(report);
    return status;
}

static fc_status list(void *dataset, fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = fc_series_list_report(&report, dataset, err);

    fc_report_free(report);
    return status;
}

/* Two candidates and few draws: the job runs some hundred times. */
static fc_status project(void *dataset, fc_error *err)
{
    static const double quantile = 0.5;
    fc_model_spec specs[2] = {0};
    fc_projection_request request = {.dataset = dataset,
                                     .series = "s",
                                     .horizon = 4,
                                     .specs = specs,
                                     .spec_count = 2,
                                     .draws = 20,
                                     .origins = 4,
                                     .intervals = FC_INTERVALS_CONFORMAL,
                                     .quantiles = &quantile,
                                     .quantile_count = 1};
    fc_projection *projection = NULL;
    fc_report *report = NULL;
    fc_status status = fc_model_spec_parse(&specs[0], "snaive", err);

    if (status == FC_OK) {
        status = fc_model_spec_parse(&specs[1], "snaive-drift", err);
    }
    if (status == FC_OK) {
        status = fc_projection_create(&projection, &request, err);
    }
    if (status == FC_OK) {
        status = fc_projection_report(&report, projection, err);
    }
    fc_report_free(report);
    report = NULL;
    if (status == FC_OK) {
        status = fc_projection_explain(&report, projection, err);
    }
    fc_report_free(report);
    fc_projection_free(projection);
    return status;
}

/* A plan for a year, uncertain, and one behind it that leaves a gap. */
static fc_status project_scenario(void *dataset, fc_error *err)
{
    static const char text[] = "scenario,series,period,value,sd_pct\n"
                               "a,x,FY2025,30,5\nb,x,2025Q2,6,\n";
    fc_model_spec spec = {0};
    fc_scenario_list list = {0};
    fc_projection_request request = {.dataset = dataset,
                                     .series = "s",
                                     .horizon = 5,
                                     .specs = &spec,
                                     .spec_count = 1,
                                     .draws = 20,
                                     .origins = 2,
                                     .intervals = FC_INTERVALS_AUTO,
                                     .scenarios = &list};
    fc_projection *projection = NULL;
    fc_report *report = NULL;
    fc_status status = fc_model_spec_parse(&spec, "tslm:trend+x:0..1", err);

    if (status == FC_OK) {
        status = fc_scenario_list_parse(&list, text, sizeof text - 1, "s.csv",
                                        err);
    }
    if (status == FC_OK) {
        status = fc_projection_create(&projection, &request, err);
    }
    if (status == FC_OK) {
        status = fc_projection_scenario_report(&report, projection, err);
    }
    fc_report_free(report);
    fc_projection_free(projection);
    fc_scenario_list_release(&list);
    return status;
}

static void test_every_allocation(void **state)
{
    static const struct {
        const char *name;
        faults_job *job;
    } cases[] = {{"audit", audit},     {"quick", quick},
                 {"list", list},       {"history", history},
                 {"project", project}, {"scenario", project_scenario}};
    fc_dataset *dataset = NULL;

    (void)state;
    assert_int_equal(fc_dataset_open(&dataset, "s.csv", NULL, NULL), FC_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        print_message("  %s\n", cases[i].name);
        assert_true(faults_try_allocations(cases[i].job, dataset) > 10);
    }
    fc_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_allocation, set_up,
                                        folder_leave),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
