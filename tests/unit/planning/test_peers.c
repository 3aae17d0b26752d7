/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shipped companies against base R (tests/reference/peers.R) and against
 * the fiscal years of their own reports, which are rows of the file of their
 * own.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/peers.h"

#include "near.h"
#include "reports.h"
#include "support/faults.h"
#include "support/folder.h"
#include "support/reference.h"

/* R prints 15 digits. */
static const double printed = 1e-13;

static fc_report *peers_of(const fc_dataset *dataset)
{
    fc_report *report = NULL;
    fc_error err = {0};

    if (fc_peers_report(&report, dataset, &err) != FC_OK) {
        fail_msg("%s", err.message);
    }
    return report;
}

static void companies_are_those_of_r(void **state)
{
    static const char *const companies[] = {"Amazon", "Alphabet", "Meta",
                                            "Microsoft"};
    static const char *const columns[] = {"capex",
                                          "growth_pct",
                                          "trailing_year",
                                          "trailing_growth_pct",
                                          "run_rate",
                                          "share_of_revenue_pct",
                                          "plan_low",
                                          "plan_high",
                                          "plan_low_on_year_pct",
                                          "plan_high_on_year_pct",
                                          "plan_low_on_run_rate_pct",
                                          "plan_high_on_run_rate_pct"};
    fc_dataset *dataset = reports_open_amazon();
    fc_report *report = peers_of(dataset);
    const fc_report_table *table = reports_table(report, "peers");

    (void)state;
    assert_int_equal(fc_report_table_row_count(table), 4);
    for (size_t row = 0; row < 4; row++) {
        assert_string_equal(reports_text(table, row, "company"),
                            companies[row]);
        assert_string_equal(reports_text(table, row, "quarter"), "2024Q4");
        assert_string_equal(reports_text(table, row, "plan_year"), "FY2025");
        for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
            print_message("  %s %s\n", companies[row], columns[i]);
            reference_assert_close(
                reports_number(table, row, columns[i]),
                reference_value("peers.csv", companies[row], columns[i]),
                printed, 1.0);
        }
    }
    fc_report_free(report);
    fc_dataset_free(dataset);
}

/* As printed in the annual reports. */
static void years_are_those_of_the_reports(void **state)
{
    static const struct {
        const char *company;
        const char *year;
        const char *ends;
        double capex;
        double revenue; /* the quarters of Meta add up to 1 less */
    } cases[] = {
        {"Microsoft", "FY2024", "2024Q2", 44477, 245122},
        {"Microsoft", "FY2016", "2016Q2", 8343, 85320},
        {"Alphabet", "FY2023", "2023Q4", 32251, 307394},
        {"Meta", "FY2024", "2024Q4", 37256, 164500},
        {"Amazon", "FY2024", "2024Q4", 82999, 637959},
    };
    fc_dataset *dataset = reports_open_amazon();
    fc_report *report = peers_of(dataset);
    const fc_report_table *table = reports_table(report, "years");

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t row = reports_find(table, "company", cases[i].company);

        print_message("  %s %s\n", cases[i].company, cases[i].year);
        while (strcmp(reports_text(table, row, "fiscal_year"), cases[i].year)
               != 0) {
            row++;
        }
        assert_string_equal(reports_text(table, row, "company"),
                            cases[i].company);
        assert_string_equal(reports_text(table, row, "ends"), cases[i].ends);
        assert_near(reports_number(table, row, "capex"), cases[i].capex, 0.0);
        assert_near(reports_number(table, row, "revenue"), cases[i].revenue,
                    0.0);
    }
    fc_report_free(report);
    fc_dataset_free(dataset);
}

/* Of a year that has begun, what is reported stands beside the plan. */
static void plans_show_what_is_reported(void **state)
{
    fc_dataset *dataset = reports_open_amazon();
    fc_report *report = peers_of(dataset);
    const fc_report_table *table = reports_table(report, "plans");
    size_t row = reports_find(table, "company", "Microsoft");

    (void)state;
    assert_int_equal(fc_report_table_row_count(table), 6);
    assert_string_equal(reports_text(table, row, "ends"), "2025Q2");
    assert_near(reports_number(table, row, "value"), 80000, 0.0);
    assert_near(reports_number(table, row, "last_year"), 44477, 0.0);
    assert_near(reports_number(table, row, "reported"), 14923 + 15804, 0.0);
    fc_report_free(report);
    fc_dataset_free(dataset);
}

static void write_small(const char *keys, const char *rows)
{
    char text[512];

    (void)snprintf(text, sizeof text, "[dataset]\n%s", keys);
    folder_write("d.ini", text);
    folder_write("d.csv", "period,y\n2024Q1,1\n2024Q2,2\n");
    (void)snprintf(text, sizeof text, "company,period,metric,value\n%s", rows);
    folder_write("p.csv", text);
}

static void refuses_what_are_no_peers(void **state)
{
    static const struct {
        const char *keys;
        const char *rows;
        fc_status status;
        const char *message;
    } cases[] = {
        {"title = t\n", "", FC_ERR_ARGUMENT, "no file of peers"},
        {"peers = p.csv\n", "", FC_ERR_DATA, "metric 'capex'"},
        {"peers = p.csv\n", "A,2024Q1,revenue,5\n", FC_ERR_DATA,
         "metric 'capex'"},
        {"peers = p.csv\n", "A,2024Q1,capex,five\n", FC_ERR_FORMAT,
         "not a number"},
        {"peers = q.csv\n", "", FC_ERR_READ, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_dataset *dataset = NULL;
        fc_report *report = NULL;
        fc_error err = {0};

        print_message("  %s%s\n", cases[i].keys, cases[i].rows);
        write_small(cases[i].keys, cases[i].rows);
        dataset = reports_open("d.csv");
        assert_int_equal(fc_peers_report(&report, dataset, &err),
                         cases[i].status);
        assert_null(report);
        assert_non_null(strstr(err.message, cases[i].message));
        fc_dataset_free(dataset);
    }
}

/* A hole, a company with nothing but a plan, one without revenue. */
static void shows_what_is_known(void **state)
{
    fc_dataset *dataset = NULL;
    fc_report *report = NULL;
    const fc_report_table *table = NULL;

    (void)state;
    write_small("peers = p.csv\n",
                "B,2023Q1,capex,1\nB,2023Q2,capex,2\nB,2023Q4,capex,4\n"
                "A,FY2025,capex_plan,9\n");
    dataset = reports_open("d.csv");
    report = peers_of(dataset);
    table = reports_table(report, "peers");
    assert_int_equal(fc_report_table_row_count(table), 2);
    assert_string_equal(reports_text(table, 0, "company"), "A");
    assert_near(reports_number(table, 0, "plan_low"), 9, 0.0);
    assert_true(isnan(reports_number(table, 0, "capex")));
    assert_true(isnan(reports_number(table, 0, "plan_low_on_year_pct")));
    assert_near(reports_number(table, 1, "run_rate"), 16, 0.0);
    assert_true(isnan(reports_number(table, 1, "trailing_year")));
    assert_true(isnan(reports_number(table, 1, "share_of_revenue_pct")));
    assert_int_equal(fc_report_table_row_count(reports_table(report, "years")),
                     0);
    fc_report_free(report);
    fc_dataset_free(dataset);
}

static fc_status whole_report(void *context, fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = fc_peers_report(&report, context, err);

    fc_report_free(report);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    fc_dataset *dataset = NULL;

    (void)state;
    write_small("peers = p.csv\ncompany = Z\n[series.y]\nmetric = capex\n",
                "A,2023Q1,capex,1\nA,2023Q1,revenue,2\n"
                "A,FY2025,capex_plan,9\n");
    dataset = reports_open("d.csv");
    assert_true(faults_try_allocations(whole_report, dataset) > 20);
    fc_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(companies_are_those_of_r),
        cmocka_unit_test(years_are_those_of_the_reports),
        cmocka_unit_test(plans_show_what_is_reported),
        cmocka_unit_test_setup_teardown(refuses_what_are_no_peers, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(shows_what_is_known, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(every_allocation_may_fail, folder_enter,
                                        folder_leave),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
