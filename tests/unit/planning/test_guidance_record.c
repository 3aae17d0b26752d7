/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The record of the shipped ranges against base R
 * (tests/reference/guidance_record.R), and small cases by hand.
 */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/guidance_record.h"

#include "near.h"
#include "reports.h"
#include "support/faults.h"
#include "support/folder.h"
#include "support/reference.h"

/* R prints 12 digits. */
static const double printed = 1e-11;

static fc_report *record_of(const fc_guidance_report_request *request)
{
    fc_report *report = NULL;
    fc_error err = {0};

    if (fc_guidance_report(&report, request, &err) != FC_OK) {
        fail_msg("%s", err.message);
    }
    return report;
}

/* Row of a measure of the table summary; the row count if there is none. */
static size_t find_measure(const fc_report_table *table, const char *group,
                           const char *sample, const char *measure)
{
    size_t count = fc_report_table_row_count(table);

    for (size_t row = 0; row < count; row++) {
        if (strcmp(reports_text(table, row, "group"), group) == 0
            && strcmp(reports_text(table, row, "sample"), sample) == 0
            && strcmp(reports_text(table, row, "measure"), measure) == 0) {
            return row;
        }
    }
    return count;
}

static void check_measure(const fc_report_table *table, const char *name,
                          const char *group, const char *sample,
                          const char *measure)
{
    static const char file[] = "guidance_record.csv";
    size_t row = find_measure(table, group, sample, measure);
    char low[64];
    char high[64];

    print_message("  %s %s\n", name, measure);
    assert_true(row < fc_report_table_row_count(table));
    reference_assert_close(reports_number(table, row, "value"),
                           reference_value(file, name, measure), printed, 1.0);
    if (strcmp(measure, "position_sd") != 0) {
        (void)snprintf(low, sizeof low, "%s_low", measure);
        (void)snprintf(high, sizeof high, "%s_high", measure);
        reference_assert_close(reports_number(table, row, "low_95"),
                               reference_value(file, name, low), printed, 1.0);
        reference_assert_close(reports_number(table, row, "high_95"),
                               reference_value(file, name, high), printed, 1.0);
    }
    assert_true(reports_number(table, row, "n")
                == reference_value(file, name, "n"));
}

static const char *const in_percent[] = {
    "bias_midpoint_pct", "bias_high_pct", "mape_midpoint_pct",
    "mape_high_pct",     "width_pct",     "width_error_correlation"};
static const char *const always[] = {
    "inside_pct",  "above_pct",      "below_pct", "position_mean",
    "position_sd", "error_midpoint", "error_high"};

static void measures_are_those_of_r(void **state)
{
    static const struct {
        const char *name;
        const char *series;
        const char *group;
        const char *sample;
    } cases[] = {
        {"net_sales", "net_sales", "all", "all"},
        {"net_sales_confirmed", "net_sales", "all", "confirmed"},
        {"net_sales_FY2020", "net_sales", "FY2020", "all"},
        {"net_sales_FY2024", "net_sales", "FY2024", "all"},
        {"operating_income", "operating_income", "all", "all"},
        {"operating_income_confirmed", "operating_income", "all", "confirmed"},
    };
    fc_dataset *dataset = reports_open_amazon();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const fc_guidance_report_request request = {.dataset = dataset,
                                                    .series = cases[i].series};
        fc_report *report = record_of(&request);
        const fc_report_table *table = reports_table(report, "summary");
        bool positive = strcmp(cases[i].series, "net_sales") == 0;

        for (size_t k = 0; k < sizeof always / sizeof always[0]; k++) {
            check_measure(table, cases[i].name, cases[i].group, cases[i].sample,
                          always[k]);
        }
        for (size_t k = 0; k < sizeof in_percent / sizeof in_percent[0]; k++) {
            if (positive) {
                check_measure(table, cases[i].name, cases[i].group,
                              cases[i].sample, in_percent[k]);
            } else {
                assert_true(find_measure(table, cases[i].group, cases[i].sample,
                                         in_percent[k])
                            == fc_report_table_row_count(table));
            }
        }
        fc_report_free(report);
    }
    fc_dataset_free(dataset);
}

static fc_period quarter(const char *text)
{
    fc_period period = {0};

    assert_int_equal(
        fc_period_parse(&period, text, FC_QUARTERLY, (fc_calendar){0}, NULL),
        FC_OK);
    return period;
}

static void as_of_shows_what_was_public(void **state)
{
    fc_dataset *dataset = reports_open_amazon();
    const fc_guidance_report_request request = {
        .dataset = dataset, .series = "net_sales", .as_of = quarter("2015Q4")};
    fc_report *report = record_of(&request);
    const fc_report_table *table = reports_table(report, "record");
    size_t last = fc_report_table_row_count(table) - 1;

    (void)state;
    assert_string_equal(reports_text(table, last, "period"), "2016Q1");
    assert_string_equal(reports_text(table, last, "verdict"), "open");
    assert_true(isnan(reports_number(table, last, "actual")));
    assert_string_equal(reports_text(table, last - 1, "verdict"), "inside");
    fc_report_free(report);
    fc_dataset_free(dataset);
}

/* The ranges of small cases; y is 100, 110, 120, 130, 111, 121 from 2020Q1. */
static void write_small(const char *ranges)
{
    char text[1024];

    (void)snprintf(text, sizeof text,
                   "series,period,low,high,growth_low_pct,growth_high_pct,"
                   "issued,role,check\n%s",
                   ranges);
    folder_write("d.ini", "[dataset]\nguidance = g.csv\n");
    folder_write("d.csv", "period,y\n2020Q1,100\n2020Q2,110\n2020Q3,120\n"
                          "2020Q4,130\n2021Q1,111\n2021Q2,121\n");
    folder_write("g.csv", text);
}

static void verdicts_and_positions(void **state)
{
    static const struct {
        const char *period;
        double position; /* NaN: none */
        const char *verdict;
    } expected[] = {
        {"2020Q3", 0.5, "inside"},        {"2020Q4", (double)NAN, "inside"},
        {"2021Q1", (double)NAN, "above"}, {"2021Q2", -0.1, "below"},
        {"2021Q3", (double)NAN, "open"},
    };
    fc_dataset *dataset = NULL;
    fc_report *report = NULL;
    const fc_report_table *table = NULL;

    (void)state;
    write_small("y,2020Q3,115,125,,,2020-07-01,release,\n"
                "y,2020Q3,105,115,,,2020-05-01,release,an earlier one\n"
                "y,2021Q3,130,140,,,2021-07-01,release,\n"
                "y,2021Q2,122,132,,,2021-04-01,release,\n"
                "y,2021Q1,,110,,,2021-01-01,release,one end\n"
                "y,2020Q4,130,130,,,2020-10-01,release,a point\n"
                "y,2021Q1,100,200,,,2021-01-01,task,not the company's\n");
    dataset = reports_open("d.csv");
    report = record_of(
        &(fc_guidance_report_request){.dataset = dataset, .series = "y"});
    table = reports_table(report, "record");
    assert_int_equal(fc_report_table_row_count(table), 5);
    for (size_t i = 0; i < 5; i++) {
        double position = reports_number(table, i, "position");

        print_message("  %s\n", expected[i].period);
        assert_string_equal(reports_text(table, i, "period"),
                            expected[i].period);
        assert_string_equal(reports_text(table, i, "verdict"),
                            expected[i].verdict);
        if (isnan(expected[i].position)) {
            assert_true(isnan(position));
        } else {
            assert_near(position, expected[i].position, 1e-12);
        }
    }
    assert_true(reports_has_note(report, "Of 4 guided quarters 50 %"));
    assert_true(reports_has_note(report, "An earlier range for the same"));
    fc_report_free(report);
    fc_dataset_free(dataset);
}

/* Growth of 2021Q1 is that on 100: of 2021Q2 on 110. */
static void lint_names_the_end_that_fits(void **state)
{
    static const struct {
        const char *ranges;
        const char *outcome; /* NULL: nothing is wrong */
        double computed;
        double fitting;
    } cases[] = {
        {"y,2021Q1,108,112,8,12,,release,\n", NULL, 0, 0},
        {"y,2021Q1,108,112,8,13,,release,\n", "differs", 12, 112.5},
        {"y,2021Q1,108,114.4,8,12,,release,\n", "differs", 14.4, 112.5},
        {"y,2021Q2,110,121,,12.3,,release,\n", "differs", 10, 123.5},
        {"y,2021Q1,108,112,8,13,,release,12.0 %\n"
         "y,2021Q1,108,113,8,13,,task,\n",
         "explained", 12, 113},
        /* Only the release may lie; nothing of its check explains it. */
        {"y,2021Q1,108,112,8,13,,release,\n"
         "y,2021Q1,108,113,8,13,,task,\n",
         "differs", 12, 113},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_dataset *dataset = NULL;
        fc_report *report = NULL;
        const fc_report_table *table = NULL;

        print_message("  %s", cases[i].ranges);
        write_small(cases[i].ranges);
        dataset = reports_open("d.csv");
        report = record_of(
            &(fc_guidance_report_request){.dataset = dataset, .series = "y"});
        table = reports_table(report, "lint");
        assert_int_equal(fc_report_table_row_count(table),
                         cases[i].outcome != NULL ? 1 : 0);
        if (cases[i].outcome != NULL) {
            assert_string_equal(reports_text(table, 0, "outcome"),
                                cases[i].outcome);
            assert_near(reports_number(table, 0, "computed"), cases[i].computed,
                        1e-9);
            assert_near(reports_number(table, 0, "fitting_end"),
                        cases[i].fitting, 1e-9);
        }
        fc_report_free(report);
        fc_dataset_free(dataset);
    }
}

/* The end of the shipped task row, without the release beside it. */
static void lint_of_the_truncated_range(void **state)
{
    fc_dataset *dataset = reports_open_amazon();
    fc_report *report = NULL;
    const fc_report_table *table = NULL;

    (void)state;
    folder_write("t.csv",
                 "series,period,low,high,growth_low_pct,growth_high_pct\n"
                 "net_sales,2025Q1,151000,155000,5,9\n");
    report = record_of(&(fc_guidance_report_request){
        .dataset = dataset, .series = "net_sales", .guidance_path = "t.csv"});
    table = reports_table(report, "lint");
    assert_int_equal(fc_report_table_row_count(table), 1);
    assert_near(reports_number(table, 0, "end"), 155000, 0.0);
    assert_near(reports_number(table, 0, "fitting_end"), 155500, 1e-6);
    assert_true(reports_has_note(report, "1 stated growth rate does not"));
    fc_report_free(report);
    fc_dataset_free(dataset);
}

static void refuses_what_is_no_record(void **state)
{
    static const struct {
        const char *ranges;
        fc_status status;
        size_t line;
        const char *message;
    } cases[] = {
        {"z,2021Q1,1,2,,,,release,\n", FC_ERR_DATA, 0, "no range"},
        {"y,2021Q1,100,110,,,,task,\n", FC_ERR_DATA, 0, "no range"},
        {"y,2020Q2,100,110,,,,release,\ny,2021Q1,0.1,0.12,,,,release,\n",
         FC_ERR_DATA, 3, "another unit"},
        {"y,2021Q1,100000,110000,,,,task,\ny,2020Q3,100,110,,,,release,\n",
         FC_ERR_DATA, 2, "another unit"},
        {"y,2021Q1,110,100,,,,release,\n", FC_ERR_DATA, 2, "swap them"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_dataset *dataset = NULL;
        fc_report *report = NULL;
        fc_error err = {0};

        print_message("  %s", cases[i].ranges);
        write_small(cases[i].ranges);
        dataset = reports_open("d.csv");
        assert_int_equal(
            fc_guidance_report(&report,
                               &(fc_guidance_report_request){.dataset = dataset,
                                                             .series = "y"},
                               &err),
            cases[i].status);
        assert_null(report);
        assert_int_equal(err.line, cases[i].line);
        assert_non_null(strstr(err.message, cases[i].message));
        assert_non_null(strstr(err.source, "g.csv"));
        fc_dataset_free(dataset);
    }
}

static fc_status whole_report(void *context, fc_error *err)
{
    const fc_guidance_report_request request = {.dataset = context,
                                                .series = "operating_income"};
    fc_report *report = NULL;
    fc_status status = fc_guidance_report(&report, &request, err);

    fc_report_free(report);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    fc_dataset *dataset = reports_open_amazon();

    (void)state;
    assert_true(faults_try_allocations(whole_report, dataset) > 50);
    fc_dataset_free(dataset);
}

/* Sum of a column weighted with n over the bins of an event. */
static double weigh(const fc_report_table *table, const char *event,
                    const char *column)
{
    double sum = 0.0;

    for (size_t row = 0; row < fc_report_table_row_count(table); row++) {
        if (strcmp(reports_text(table, row, "event"), event) == 0) {
            sum += reports_number(table, row, "n")
                   * reports_number(table, row, column);
        }
    }
    return sum;
}

/* Ranges with a verdict for the periods that the origins 2014Q1 to 2023Q4 are
 * one ahead of. */
static double count_verdicts(const fc_report_table *record, const char *verdict)
{
    size_t first = reports_find(record, "period", "2014Q2");
    double count = 0.0;

    for (size_t i = 0; i < 40; i++) {
        count += strcmp(reports_text(record, first + i, "verdict"), verdict)
                 == 0;
    }
    assert_string_equal(reports_text(record, first + 39, "period"), "2024Q1");
    return count;
}

/* The odds of one range add up to 1, and what came of them is what the record
 * says. */
static void odds_agree_with_the_record(void **state)
{
    static const char *const verdicts[] = {"below", "inside", "above"};
    fc_dataset *dataset = reports_open_amazon();
    fc_report *report = record_of(
        &(fc_guidance_report_request){.dataset = dataset,
                                      .series = "net_sales",
                                      .draws = 200,
                                      .intervals = FC_INTERVALS_AUTO,
                                      .odds = true});
    const fc_report_table *curve = reports_table(report, "calibration");
    const fc_report_table *brier = reports_table(report, "brier");
    const fc_report_table *record = reports_table(report, "record");
    size_t row = reports_find(brier, "event", "growth");
    double shares[3] = {0};

    (void)state;
    assert_near(weigh(curve, "guided", "stated"), 40.0, 1e-9);
    assert_near(weigh(curve, "guided", "observed"), 40.0, 1e-9);
    for (size_t i = 0; i < 3; i++) {
        shares[i] = count_verdicts(record, verdicts[i]) / 40.0;
        assert_near(weigh(curve, verdicts[i], "observed"), 40.0 * shares[i],
                    1e-9);
    }
    assert_near(reports_number(brier, row, "n"), 40 * 4 * 9, 0.0);
    assert_near(reports_number(brier, row, "origins"), 40, 0.0);
    assert_true(reports_number(brier, row, "skill") > 0.1);
    assert_near(reports_number(brier, reports_find(brier, "event", "guided"),
                               "reference"),
                (shares[0] * (1.0 - shares[0]) + shares[1] * (1.0 - shares[1])
                 + shares[2] * (1.0 - shares[2]))
                    / 3.0,
                1e-12);
    assert_near(reports_number(brier, row, "reliability")
                    - reports_number(brier, row, "resolution")
                    + reports_number(brier, row, "uncertainty")
                    + reports_number(brier, row, "within_bins"),
                reports_number(brier, row, "brier"), 1e-12);
    fc_report_free(report);
    fc_dataset_free(dataset);
}

static fc_status with_odds(fc_dataset *dataset, fc_error *err)
{
    const fc_guidance_report_request request = {.dataset = dataset,
                                                .series = "net_sales",
                                                .as_of = quarter("2001Q4"),
                                                .draws = 100,
                                                .odds = true};
    fc_report *report = NULL;
    fc_status status = fc_guidance_report(&report, &request, err);

    fc_report_free(report);
    return status;
}

/* Of the many allocations of a backtest a sample, the last ones included. A
 * model may survive its own failure, as it would elsewhere. */
static void allocations_of_the_odds_may_fail(void **state)
{
    fc_dataset *dataset = reports_open_amazon();
    long count = 0;
    size_t failed = 0;

    (void)state;
    faults_fail(FAULTS_ALLOCATION, -1, 0);
    assert_int_equal(with_odds(dataset, NULL), FC_OK);
    count = faults_count();
    for (long i = 0; i < 60; i++) {
        long index = i < 30 ? count - 1 - i : (i - 30) * (count / 30);
        fc_error err = {0};
        fc_status status = FC_OK;

        faults_fail(FAULTS_ALLOCATION, index, ENOMEM);
        status = with_odds(dataset, &err);
        faults_disarm();
        assert_true(status == FC_OK || status == FC_ERR_MEMORY);
        failed += status == FC_ERR_MEMORY;
    }
    assert_true(failed >= 30);
    fc_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_are_those_of_r),
        cmocka_unit_test(as_of_shows_what_was_public),
        cmocka_unit_test_setup_teardown(verdicts_and_positions, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(lint_names_the_end_that_fits,
                                        folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(lint_of_the_truncated_range,
                                        folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(refuses_what_is_no_record, folder_enter,
                                        folder_leave),
        cmocka_unit_test(odds_agree_with_the_record),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(allocations_of_the_odds_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
