/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is recorded, listed, added from elsewhere, scored and compared. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/score.h"

#include "support/faults.h"
#include "support/folder.h"
#include "unit/planning/reports.h"
#include "vintages.h"

static void assert_near(double value, double expected)
{
    if (!(fabs(value - expected) <= 1e-12 * (1.0 + fabs(expected)))) {
        fail_msg("%.15g is not %.15g", value, expected);
    }
}

static fc_ledger *open_ledger(const char *path, fc_ledger_mode mode)
{
    fc_ledger *ledger = NULL;

    assert_int_equal(fc_ledger_open(&ledger, path, mode, NULL), FC_OK);
    return ledger;
}

static void a_run_is_shown_as_it_was_made(void **state)
{
    char head[FC_LEDGER_SEAL_SIZE];
    struct vintage vintage = {0};
    fc_ledger *ledger = NULL;
    fc_report *report = NULL;
    const fc_report_table *table = NULL;
    double median = 0.0;
    const double half = 0.5;

    (void)state;
    vintage_record("l.db", "drift", "2023Q4", head);
    assert_int_equal(vintage_make(&vintage, "drift", "2023Q4", NULL), FC_OK);
    ledger = open_ledger("l.db", FC_LEDGER_READ);
    assert_int_equal(fc_ledger_show(&report, ledger, 1, NULL), FC_OK);
    table = reports_table(report, "steps");
    assert_int_equal(fc_report_table_row_count(table), 4);
    for (size_t s = 0; s < 4; s++) {
        const fc_paths *paths = fc_projection_paths(vintage.projection);

        assert_near(reports_number(table, s, "value"), fc_paths_mean(paths, s));
        assert_int_equal(fc_paths_quantiles(&median, paths, s, &half, 1, NULL),
                         FC_OK);
        assert_near(reports_number(table, s, "q0.5"), median);
    }
    assert_string_equal(reports_text(table, 0, "period"), "2024Q1");
    assert_near(reports_number(table, 0, "guidance_high"), 2.0);
    assert_true(isnan(reports_number(table, 1, "guidance_high")));
    table = reports_table(report, "run");
    assert_string_equal(
        reports_text(table, reports_find(table, "field", "seal"), "value"),
        head);
    assert_string_equal(
        reports_text(table, reports_find(table, "field", "spec"), "value"),
        "drift");
    table = reports_table(report, "parameters");
    assert_near(reports_number(table, 0, "value"), (13.0 - 4.0) / 15.0);
    table = reports_table(report, "inputs");
    assert_near(reports_number(table, 0, "values"), 16.0);
    fc_report_free(report);
    assert_int_equal(fc_ledger_show(&report, ledger, 2, NULL),
                     FC_ERR_NOT_FOUND);
    fc_ledger_close(ledger);
    vintage_release(&vintage);
}

static void runs_are_listed_and_exported(void **state)
{
    char heads[2][FC_LEDGER_SEAL_SIZE];
    fc_ledger *ledger = NULL;
    fc_report *report = NULL;
    const fc_report_table *table = NULL;

    (void)state;
    vintage_record("l.db", "snaive", "2023Q4", heads[0]);
    vintage_record("l.db", "naive", "2024Q1", heads[1]);
    ledger = open_ledger("l.db", FC_LEDGER_READ);
    assert_int_equal(fc_ledger_list(&report, ledger, "s", NULL), FC_OK);
    table = reports_table(report, "runs");
    assert_int_equal(fc_report_table_row_count(table), 2);
    assert_string_equal(reports_text(table, 1, "seal"), heads[1]);
    assert_string_equal(reports_text(table, 1, "origin"), "2024Q1");
    assert_int_equal(
        fc_report_table_row_count(reports_table(report, "runs_shown")), 2);
    fc_report_free(report);
    assert_int_equal(fc_ledger_list(&report, ledger, "other", NULL), FC_OK);
    assert_int_equal(fc_report_table_row_count(reports_table(report, "runs")),
                     0);
    fc_report_free(report);
    assert_int_equal(fc_ledger_export(&report, ledger, NULL, NULL), FC_OK);
    table = reports_table(report, "export");
    assert_int_equal(fc_report_table_row_count(table), 8);
    assert_string_equal(reports_text(table, 7, "period"), "2025Q1");
    assert_string_equal(reports_text(table, 0, "seal"), heads[0]);
    assert_true(reports_number(table, 0, "q0.01")
                < reports_number(table, 0, "q0.99"));
    fc_report_free(report);
    fc_ledger_close(ledger);
}

/* Forecasts of 2024, each made when the quarter before was known: errors +1,
 * -1, +1, -2 against 8, 11, 9, 15. */
static const char consensus[] =
    "as_of,series,period,value,lower_80,upper_80,lower_95,upper_95\n"
    "2023Q4,s,2024Q1,9,7,10,6,11\n"
    "2024Q1,s,2024Q2,10,9,12,8,13\n"
    "2024Q2,s,2024Q3,10,9.5,11,8,12\n"
    "2024Q3,s,2024Q4,13,12,14,11,14.5\n";

static fc_status add_text(const char *text, size_t *runs, fc_error *err)
{
    const fc_calendar december = {0};
    fc_ledger *ledger = open_ledger("l.db", FC_LEDGER_WRITE);
    char head[FC_LEDGER_SEAL_SIZE];
    fc_outside *outside = NULL;
    fc_status status = fc_outside_parse(&outside, text, strlen(text), "in.csv",
                                        "consensus", december, err);

    if (status == FC_OK) {
        status = fc_ledger_add(runs, head, ledger, outside, err);
    }
    fc_outside_free(outside);
    fc_ledger_close(ledger);
    return status;
}

static void forecasts_of_others_are_read_or_refused(void **state)
{
    static const struct {
        const char *text;
        fc_status status;
        size_t line;
    } cases[] = {
        {"series,period,value\ns,2024Q1,9\ns,2024Q2,8\nt,2024-05,1\n", FC_OK,
         0},
        {"series,value\ns,9\n", FC_ERR_FORMAT, 1},
        {"series,period,value\n", FC_ERR_DATA, 0},
        {"series,period,value\ns,2024Q9,9\n", FC_ERR_DATA, 2},
        {"series,period,value\ns,2024Q1,\n", FC_ERR_DATA, 2},
        {"series,period,value\ns,2024Q1,nine\n", FC_ERR_FORMAT, 2},
        {"series,period,value\n,2024Q1,9\n", FC_ERR_DATA, 2},
        {"series,period,value\ns,2024Q1,9\ns,2024Q1,8\n", FC_ERR_DATA, 3},
        {"series,period,value,as_of\ns,2024Q1,9,2024Q1\n", FC_ERR_DATA, 2},
        {"series,period,value,as_of\ns,2024Q1,9,2023-12-20\n", FC_ERR_DATA, 2},
        {"series,period,value,lower_80,upper_80\ns,2024Q1,9,11,8\n",
         FC_ERR_DATA, 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_error err = {0};
        size_t runs = 0;

        if (add_text(cases[i].text, &runs, &err) != cases[i].status
            || err.line != cases[i].line) {
            fail_msg("case %zu: %s at line %zu", i, err.message, err.line);
        }
        assert_int_equal(runs > 0, cases[i].status == FC_OK);
    }
}

static fc_report *score(const char *path)
{
    struct vintage vintage = {0};
    fc_ledger *ledger = open_ledger(path, FC_LEDGER_READ);
    fc_report *report = NULL;

    assert_int_equal(vintage_make(&vintage, "naive", NULL, NULL), FC_OK);
    assert_int_equal(
        fc_ledger_score(&report, ledger, vintage.dataset, "s", NULL), FC_OK);
    fc_ledger_close(ledger);
    vintage_release(&vintage);
    return report;
}

/* All by hand. t(3), 97.5 % = 3.182446305284263 */
static void scores_are_those_of_a_textbook(void **state)
{
    fc_report *report = NULL;
    const fc_report_table *table = NULL;
    size_t runs = 0;
    size_t row = 0;

    (void)state;
    assert_int_equal(add_text(consensus, &runs, NULL), FC_OK);
    assert_int_equal(runs, 4);
    report = score("l.db");
    table = reports_table(report, "scores");
    assert_string_equal(reports_text(table, 0, "forecaster"), "consensus");
    assert_string_equal(reports_text(table, 0, "horizon"), "all");
    assert_near(reports_number(table, 0, "n"), 4.0);
    assert_near(reports_number(table, 0, "origins"), 4.0);
    assert_near(reports_number(table, 0, "bias"), -0.25);
    assert_near(reports_number(table, 0, "bias_low"),
                -0.25 - 0.75 * 3.182446305284263);
    assert_near(reports_number(table, 0, "mae"), 1.25);
    assert_near(reports_number(table, 0, "rmse"), sqrt(7.0 / 4.0));
    assert_near(reports_number(table, 0, "mase"),
                (12.0 / 13.0 + 13.0 / 14.0 + 14.0 / 16.0 + 2.0 * 15.0 / 17.0)
                    / 4.0);
    assert_near(reports_number(table, 0, "coverage_80"), 0.5);
    assert_near(reports_number(table, 0, "coverage_95"), 0.75);
    assert_true(isnan(reports_number(table, 0, "crps")));
    table = reports_table(report, "value_added");
    row = reports_find(table, "against", "seasonal naive");
    assert_near(reports_number(table, row, "mae_against"), 1.5);
    assert_near(reports_number(table, row, "gain"), 0.25);
    assert_near(reports_number(table, row, "gain_pct"), 100.0 * 0.25 / 1.5);
    assert_int_equal(reports_find(table, "against", "guidance midpoint"),
                     fc_report_table_row_count(table));
    fc_report_free(report);
}

/* Ours and theirs meet at the same origin and period. */
static void forecasters_are_held_against_each_other(void **state)
{
    char head[FC_LEDGER_SEAL_SIZE];
    fc_report *report = NULL;
    const fc_report_table *table = NULL;
    size_t runs = 0;

    (void)state;
    vintage_record("l.db", "naive", "2023Q4", head); /* 13: +5 +2 +4 -2 */
    vintage_record("l.db", "naive", "2023Q4", head); /* the same once more */
    assert_int_equal(add_text(consensus, &runs, NULL), FC_OK);
    report = score("l.db");
    table = reports_table(report, "scores");
    assert_int_equal(reports_find(table, "forecaster", "naive"), 0);
    assert_near(reports_number(table, 0, "n"), 4.0);
    assert_near(reports_number(table, 0, "origins"), 1.0);
    assert_near(reports_number(table, 1, "n"), 1.0); /* one period ahead */
    assert_true(reports_number(table, 0, "crps") > 0.0);
    table = reports_table(report, "value_added");
    {
        size_t row = reports_find(table, "against", "consensus");

        /* the one period that both forecast from 2023Q4 */
        assert_near(reports_number(table, row, "n"), 1.0);
        assert_near(reports_number(table, row, "mae_against"), 1.0);
        row = reports_find(table, "forecaster", "consensus");
        row += 2; /* behind the seasonal naive forecast: all, and step 1 */
        assert_string_equal(reports_text(table, row, "against"),
                            "guidance midpoint");
        assert_near(reports_number(table, row, "n"), 1.0);
        row = reports_find(table, "against", "guidance midpoint");
        assert_near(reports_number(table, row, "mae_against"), 8.0 - 1.5);
    }
    table = reports_table(report, "pit");
    assert_int_equal(fc_report_table_row_count(table), 10);
    assert_near(reports_number(table, 0, "expected"), 0.1);
    fc_report_free(report);
}

static void nothing_to_score_is_no_failure(void **state)
{
    char head[FC_LEDGER_SEAL_SIZE];
    fc_report *report = NULL;

    (void)state;
    vintage_record("l.db", "naive", NULL, head);
    report = score("l.db");
    assert_int_equal(fc_report_table_row_count(reports_table(report, "scores")),
                     0);
    assert_true(reports_has_note(report, "Nothing to score"));
    fc_report_free(report);
}

static const char *const steps[] = {
    "revised_history", "new_actuals", "estimation", "other_model",
    "guidance",        "plan",        "settings"};

static double sum_of_steps(const fc_report_table *table, size_t row)
{
    double sum = 0.0;

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        double step = reports_number(table, row, steps[i]);

        sum += isnan(step) ? 0.0 : step;
    }
    return sum;
}

static fc_report *diff(int64_t a, int64_t b)
{
    fc_ledger *ledger = open_ledger("l.db", FC_LEDGER_READ);
    fc_report *report = NULL;

    assert_int_equal(fc_ledger_diff(&report, ledger, a, b, NULL), FC_OK);
    fc_ledger_close(ledger);
    return report;
}

/* By hand: the drift goes from 9/15 a quarter at 13 to 4/16 at 8. */
static void a_change_is_the_sum_of_its_steps(void **state)
{
    char head[FC_LEDGER_SEAL_SIZE];
    fc_report *report = NULL;
    const fc_report_table *table = NULL;

    (void)state;
    vintage_record("l.db", "drift", "2023Q4", head);
    vintage_record("l.db", "drift", "2024Q1", head);
    vintage_record("l.db", "ets:ANN", "2024Q1", head);
    vintage_record("l.db", "ces", "2024Q1", head);
    report = diff(1, 2);
    table = reports_table(report, "diff");
    assert_int_equal(fc_report_table_row_count(table), 3);
    assert_string_equal(reports_text(table, 0, "period"), "2024Q2");
    for (size_t row = 0; row < 3; row++) {
        double ahead = (double)(row + 1);

        assert_near(sum_of_steps(table, row),
                    reports_number(table, row, "change"));
        assert_near(reports_number(table, row, "revised_history"), 0.0);
        /* paths have the mean of the model only in the limit: the errors of
         * antithetic pairs cancel to rounding */
        assert_true(fabs(reports_number(table, row, "new_actuals")
                         - (8.0 + 0.6 * ahead - 13.0 - 0.6 * (ahead + 1.0)))
                    < 1e-9);
        assert_true(fabs(reports_number(table, row, "estimation")
                         - (0.25 - 0.6) * ahead)
                    < 1e-9);
        assert_near(reports_number(table, row, "other_model"), 0.0);
        assert_near(reports_number(table, row, "settings"), 0.0);
    }
    fc_report_free(report);
    report = diff(1, 4);
    table = reports_table(report, "diff");
    assert_true(fabs(reports_number(table, 0, "other_model")) > 0.01);
    assert_near(sum_of_steps(table, 0), reports_number(table, 0, "change"));
    fc_report_free(report);
}

/* A model that cannot keep its parameters has one step for two. */
static void steps_that_are_one_are_said_to_be(void **state)
{
    char head[FC_LEDGER_SEAL_SIZE];
    fc_report *report = NULL;
    const fc_report_table *table = NULL;

    (void)state;
    vintage_record("l.db", "ces", "2023Q4", head);
    vintage_record("l.db", "ces", "2024Q1", head);
    report = diff(1, 2);
    table = reports_table(report, "diff");
    assert_true(isnan(reports_number(table, 0, "estimation")));
    assert_near(sum_of_steps(table, 0), reports_number(table, 0, "change"));
    assert_true(reports_has_note(report, "cannot keep its parameters"));
    fc_report_free(report);
}

static void runs_that_cannot_be_compared_are_refused(void **state)
{
    static const struct {
        int64_t a;
        int64_t b;
        fc_status status;
    } cases[] = {
        {2, 1, FC_ERR_ARGUMENT},  {1, 9, FC_ERR_NOT_FOUND},
        {0, 1, FC_ERR_NOT_FOUND}, {3, 2, FC_ERR_ARGUMENT},
        {1, 4, FC_ERR_ARGUMENT},
    };
    char head[FC_LEDGER_SEAL_SIZE];
    fc_ledger *ledger = NULL;
    size_t runs = 0;

    (void)state;
    vintage_record("l.db", "drift", "2022Q4", head);
    vintage_record("l.db", "drift", "2023Q2", head);
    assert_int_equal(add_text("series,period,value\ns,2024Q1,9\n", &runs, NULL),
                     FC_OK);
    vintage_record("l.db", "drift", "2024Q1", head);
    ledger = open_ledger("l.db", FC_LEDGER_READ);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_report *report = NULL;

        assert_int_equal(
            fc_ledger_diff(&report, ledger, cases[i].a, cases[i].b, NULL),
            cases[i].status);
        assert_null(report);
    }
    fc_ledger_close(ledger);
}

/* Everything that reads, once. */
static fc_status read_job(void *context, fc_error *err)
{
    const struct vintage *vintage = context;
    fc_ledger *ledger = NULL;
    fc_report *report[5] = {NULL};
    fc_status status = fc_ledger_open(&ledger, "l.db", FC_LEDGER_READ, err);

    if (status == FC_OK) {
        status = fc_ledger_list(&report[0], ledger, NULL, err);
    }
    if (status == FC_OK) {
        status = fc_ledger_show(&report[1], ledger, 1, err);
    }
    if (status == FC_OK) {
        status = fc_ledger_export(&report[2], ledger, NULL, err);
    }
    if (status == FC_OK) {
        status = fc_ledger_score(&report[3], ledger, vintage->dataset, NULL,
                                 err);
    }
    if (status == FC_OK) {
        status = fc_ledger_diff(&report[4], ledger, 1, 2, err);
    }
    for (size_t i = 0; i < 5; i++) {
        fc_report_free(report[i]);
    }
    fc_ledger_close(ledger);
    return status;
}

static fc_status add_job(void *context, fc_error *err)
{
    const fc_calendar december = {0};
    char head[FC_LEDGER_SEAL_SIZE];
    size_t runs = 0;
    fc_outside *outside = NULL;
    fc_ledger *ledger = NULL;
    fc_status status = fc_outside_read(&outside, "in.csv", "x", december, err);

    (void)context;
    if (status == FC_OK) {
        status = fc_ledger_open(&ledger, "l.db", FC_LEDGER_WRITE, err);
    }
    if (status == FC_OK) {
        status = fc_ledger_add(&runs, head, ledger, outside, err);
    }
    fc_ledger_close(ledger);
    fc_outside_free(outside);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    char head[FC_LEDGER_SEAL_SIZE];
    struct vintage vintage = {0};

    (void)state;
    vintage_record("l.db", "drift", "2023Q4", head);
    vintage_record("l.db", "drift", "2024Q1", head);
    assert_int_equal(vintage_make(&vintage, "drift", NULL, NULL), FC_OK);
    assert_true(faults_try_allocations(read_job, &vintage) > 50);
    folder_write("in.csv", consensus);
    assert_true(faults_try_allocations(add_job, NULL) > 10);
    vintage_release(&vintage);
}

#define IN_FOLDER(test) \
    cmocka_unit_test_setup_teardown(test, folder_enter, folder_leave)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        IN_FOLDER(a_run_is_shown_as_it_was_made),
        IN_FOLDER(runs_are_listed_and_exported),
        IN_FOLDER(forecasts_of_others_are_read_or_refused),
        IN_FOLDER(scores_are_those_of_a_textbook),
        IN_FOLDER(forecasters_are_held_against_each_other),
        IN_FOLDER(nothing_to_score_is_no_failure),
        IN_FOLDER(a_change_is_the_sum_of_its_steps),
        IN_FOLDER(steps_that_are_one_are_said_to_be),
        IN_FOLDER(runs_that_cannot_be_compared_are_refused),
        IN_FOLDER(every_allocation_may_fail),
    };

    fc_init();
    return cmocka_run_group_tests_name("ledger_views", tests, NULL, NULL);
}
