/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Projections of made-up series: every frequency, gaps, signs, no descriptor;
 * and a regressor that does help. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/projection.h"

#include "near.h"
#include "reports.h"
#include "support/folder.h"

enum { text_size = 32768 };

/* Noise that is the same everywhere: the 31-bit generator of Park & Miller
 * (1988), as a standard normal by the sum of twelve. */
static double noise(uint32_t *state)
{
    double sum = -6.0;

    for (int i = 0; i < 12; i++) {
        *state = (uint32_t)((uint64_t)*state * 16807U % 2147483647U);
        sum += (double)*state / 2147483647.0;
    }
    return sum;
}

/* Write s.csv with @p length periods from @p start on. */
struct recipe {
    const char *start;
    fc_frequency frequency;
    fc_calendar calendar;
    size_t length;
    size_t season;
    double level; /* below zero: values of both signs */
    size_t gap;   /* this value is blank; 0: none */
};

static void write_series(const struct recipe *recipe)
{
    char text[text_size] = "period,s\n";
    size_t used = strlen(text);
    uint32_t random = 12345;
    fc_period period = {0};

    assert_int_equal(fc_period_parse(&period, recipe->start, recipe->frequency,
                                     recipe->calendar, NULL),
                     FC_OK);
    for (size_t t = 0; t < recipe->length; t++) {
        double phase = 6.283185307179586 * (double)(t % recipe->season)
                       / (double)recipe->season;
        double value = recipe->level + 20.0 * sin(phase) + 0.3 * (double)t
                       + noise(&random);
        char label[FC_PERIOD_TEXT_SIZE];

        fc_period_format(label, fc_period_add(period, (int64_t)t),
                         recipe->calendar);
        if (recipe->gap > 0 && t == recipe->gap) {
            used += (size_t)snprintf(text + used, sizeof text - used, "%s,\n",
                                     label);
        } else {
            used += (size_t)snprintf(text + used, sizeof text - used,
                                     "%s,%.3f\n", label, value);
        }
        assert_true(used < sizeof text);
    }
    folder_write("s.csv", text);
}

static fc_report *project(const char *series, size_t horizon)
{
    fc_dataset *dataset = reports_open("s.csv");
    fc_projection *projection = NULL;
    fc_report *report = NULL;
    fc_error err = {0};
    const fc_projection_request request = {.dataset = dataset,
                                           .series = series,
                                           .horizon = horizon,
                                           .draws = 200,
                                           .origins = 8,
                                           .intervals = FC_INTERVALS_AUTO};

    if (fc_projection_create(&projection, &request, &err) != FC_OK
        || fc_projection_report(&report, projection, &err) != FC_OK) {
        fail_msg("%s", err.message);
    }
    fc_projection_free(projection);
    fc_dataset_free(dataset);
    return report;
}

static size_t count_kind(const fc_report *report, const char *kind)
{
    const fc_report_table *table = reports_table(report, "projection");
    size_t count = 0;

    for (size_t r = 0; r < fc_report_table_row_count(table); r++) {
        count += strcmp(reports_text(table, r, "kind"), kind) == 0;
    }
    return count;
}

static void test_every_frequency(void **state)
{
    static const struct {
        const char *name;
        struct recipe recipe;
        size_t horizon;  /* asked for; 0: the default */
        size_t forecast; /* rows */
        size_t totals;
    } cases[] = {
        {"yearly", {"1980", FC_YEARLY, {0}, 40, 5, 100, 0}, 3, 3, 0},
        {"yearly, default", {"1980", FC_YEARLY, {0}, 40, 5, 100, 0}, 0, 1, 0},
        {"half-yearly",
         {"2000H1", FC_HALF_YEARLY, {0}, 40, 2, 100, 0},
         0,
         2,
         1},
        {"quarterly", {"2010Q1", FC_QUARTERLY, {0}, 50, 4, 100, 0}, 0, 4, 1},
        {"monthly", {"2015-01", FC_MONTHLY, {0}, 84, 12, 100, 0}, 0, 12, 1},
        {"monthly, two years",
         {"2015-01", FC_MONTHLY, {0}, 84, 12, 100, 0},
         24,
         24,
         2},
        {"weekly", {"2020-W01", FC_WEEKLY, {0}, 157, 52, 100, 0}, 8, 8, 0},
        {"daily", {"2024-01-01", FC_DAILY, {0}, 70, 7, 100, 0}, 0, 7, 0},
        {"hourly",
         {"2024-01-01T00", FC_HOURLY, {0}, 120, 24, 100, 0},
         0,
         24,
         0},
        {"both signs", {"2010Q1", FC_QUARTERLY, {0}, 50, 4, -5, 0}, 0, 4, 1},
        {"to June", {"2010Q1", FC_QUARTERLY, {6}, 50, 4, 100, 0}, 0, 4, 1},
        {"to January", {"FY2010Q1", FC_QUARTERLY, {1}, 50, 4, 100, 0}, 0, 4, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct recipe *recipe = &cases[i].recipe;
        fc_report *report = NULL;
        char text[128];

        print_message("  %s\n", cases[i].name);
        (void)snprintf(text, sizeof text,
                       "[dataset]\nfrequency = %s\nfiscal_year_end = %d\n",
                       fc_frequency_name(recipe->frequency),
                       recipe->calendar.fiscal_year_end > 0
                           ? recipe->calendar.fiscal_year_end
                           : 12);
        folder_write("s.ini", text);
        write_series(recipe);
        report = project("s", cases[i].horizon);
        assert_int_equal(count_kind(report, "actual"), recipe->length);
        assert_int_equal(count_kind(report, "forecast"), cases[i].forecast);
        assert_int_equal(count_kind(report, "total"), cases[i].totals);
        assert_null(fc_report_find_table(report, "verdict"));
        assert_null(fc_report_find_table(report, "regressors"));
        fc_report_free(report);
    }
}

static void test_fiscal_year_to_june(void **state)
{
    const struct recipe recipe = {"2010Q1", FC_QUARTERLY, {6}, 50, 4, 100, 0};
    fc_report *report = NULL;
    const fc_report_table *table = NULL;
    size_t row = 0;
    double known = 0.0;

    (void)state;
    folder_write("s.ini", "[dataset]\nfiscal_year_end = 6\n");
    write_series(&recipe); /* to 2022Q2, the end of fiscal 2022 */
    report = project("s", 6);
    table = reports_table(report, "projection");
    row = reports_find(table, "kind", "total");
    assert_string_equal(reports_text(table, row, "period"), "FY2023");
    assert_string_equal(reports_text(table, row, "period_end"), "2023-06-30");
    for (size_t i = 0; i < 4; i++) {
        known += reports_number(
            table, reports_find(table, "kind", "forecast") + i, "value");
    }
    assert_near(reports_number(table, row, "value"), known, 1e-9);
    fc_report_free(report);
}

static void test_gap(void **state)
{
    const struct recipe recipe = {"2010Q1", FC_QUARTERLY, {0}, 60, 4, 100, 9};
    fc_report *report = NULL;
    const fc_report_table *table = NULL;

    (void)state;
    write_series(&recipe);
    report = project("s", 4);
    table = reports_table(report, "projection");
    assert_int_equal(count_kind(report, "actual"), 60);
    assert_true(isnan(reports_number(table, 9, "value")));
    assert_true(reports_has_note(report, "steps over 1 missing of 60 periods"));
    fc_report_free(report);
}

/* Write s.csv with s at 50 + t, and 0.0001 instead where s is @p tiny; the
 * last @p early quarters of it are blank, those of the series t are not. */
static void write_early_end(size_t early, bool tiny)
{
    char text[text_size] = "period,s,t\n";
    size_t used = strlen(text);
    fc_period start = {0};

    assert_int_equal(
        fc_period_parse(&start, "2010Q1", FC_QUARTERLY, (fc_calendar){0}, NULL),
        FC_OK);
    for (size_t t = 0; t < 40; t++) {
        char label[FC_PERIOD_TEXT_SIZE];
        char value[32] = "";

        fc_period_format(label, fc_period_add(start, (int64_t)t),
                         (fc_calendar){0});
        if (t + early < 40) {
            (void)snprintf(value, sizeof value, "%g",
                           tiny && t % 3 == 0 ? 1e-30 : 50.0 + (double)t);
        }
        used += (size_t)snprintf(text + used, sizeof text - used, "%s,%s,%zu\n",
                                 label, value, t);
        assert_true(used < sizeof text);
    }
    folder_write("s.csv", text);
}

static void test_series_that_ends_early(void **state)
{
    fc_report *report = NULL;

    (void)state;
    write_early_end(3, false);
    report = project("s", 4);
    assert_true(reports_has_note(report,
                                 "s ends with 2019Q1, 3 quarters before the "
                                 "data do; the forecast starts there."));
    fc_report_free(report);

    write_early_end(0, false);
    report = project("s", 4);
    assert_false(reports_has_note(report, "before the data do"));
    fc_report_free(report);

    /* Regressors may be known ahead. */
    write_early_end(3, false);
    folder_write("s.ini", "[series.s]\nregressors = t\n");
    report = project("s", 4);
    assert_false(reports_has_note(report, "before the data do"));
    fc_report_free(report);
}

/* Errors of 1e33 per cent are given in the unit of the series. */
static void test_no_endless_percentages(void **state)
{
    fc_report *report = NULL;

    (void)state;
    write_early_end(0, true);
    report = project("s", 4);
    for (size_t i = 0; i < fc_report_note_count(report); i++) {
        assert_true(strlen(fc_report_note_at(report, i).text) < 400);
        assert_null(strstr(fc_report_note_at(report, i).text, "000000"));
    }
    assert_true(reports_has_note(report, "Evaluated at"));
    fc_report_free(report);
}

/* A straight line leaves no errors to learn from; then it bends. */
static void test_intervals_that_failed(void **state)
{
    const char *const words = "fewer than they should: take the intervals as "
                              "too narrow.";
    char text[text_size] = "period,s\n";
    size_t used = strlen(text);
    const struct recipe calm = {"2000Q1", FC_QUARTERLY, {0}, 80, 4, 100, 0};
    fc_report *report = NULL;

    (void)state;
    for (int t = 0; t < 40; t++) {
        used += (size_t)snprintf(text + used, sizeof text - used, "%dQ%d,%d\n",
                                 2010 + t / 4, 1 + t % 4,
                                 t < 30 ? 100 + t : 130 + (t - 30) * (t - 30));
    }
    folder_write("s.csv", text);
    report = project("s", 4);
    assert_true(reports_has_note(report, words));
    fc_report_free(report);

    write_series(&calm);
    report = project("s", 4);
    assert_false(reports_has_note(report, words));
    fc_report_free(report);
}

static void test_stock_has_no_total(void **state)
{
    const struct recipe recipe = {"2010Q1", FC_QUARTERLY, {0}, 40, 4, 100, 0};
    fc_report *report = NULL;

    (void)state;
    folder_write("s.ini", "[series.s]\nkind = stock\n");
    write_series(&recipe);
    report = project("s", 4);
    assert_int_equal(count_kind(report, "total"), 0);
    fc_report_free(report);
}

static void test_short_series(void **state)
{
    fc_dataset *dataset = NULL;
    fc_projection *projection = NULL;
    fc_report *report = NULL;
    fc_projection_request request = {
        .series = "s", .draws = 200, .intervals = FC_INTERVALS_AUTO};
    fc_model_spec spec = {0};
    fc_error err = {0};

    (void)state;
    /* Any value is forecast; what is asked for by name may need more. */
    folder_write("s.csv", "period,s\n2020Q1,4\n2020Q2,6\n2020Q3,5\n");
    report = project("s", 4);
    assert_int_equal(count_kind(report, "forecast"), 4);
    fc_report_free(report);
    dataset = reports_open("s.csv");
    request.dataset = dataset;
    assert_int_equal(fc_model_spec_parse(&spec, "snaive", NULL), FC_OK);
    request.specs = &spec;
    request.spec_count = 1;
    assert_int_equal(fc_projection_create(&projection, &request, &err),
                     FC_ERR_TOO_SHORT);
    assert_null(projection);
    assert_true(err.message[0] != '\0');
    fc_dataset_free(dataset);

    /* Long enough for a forecast, too short to know how good it is. */
    folder_write("s.csv", "period,s\n2020Q1,4\n2020Q2,6\n2020Q3,5\n2020Q4,9\n"
                          "2021Q1,5\n2021Q2,7\n2021Q3,6\n2021Q4,10\n");
    report = project("s", 4);
    assert_int_equal(count_kind(report, "forecast"), 4);
    assert_true(reports_has_note(report, "too short for a backtest"));
    assert_null(fc_report_find_table(report, "accuracy"));
    fc_report_free(report);
}

/* Growth that follows the regressor's growth a quarter before, and hardly
 * anything else. */
static void write_led_series(void)
{
    static char text[text_size] = "";
    size_t used = (size_t)snprintf(text, sizeof text, "period,s,x\n");
    uint32_t random = 4711;
    double x[101] = {0};
    double s[101] = {0};
    fc_period start = {0};

    assert_int_equal(
        fc_period_parse(&start, "2000Q1", FC_QUARTERLY, (fc_calendar){0}, NULL),
        FC_OK);
    for (size_t t = 0; t < 100; t++) {
        char label[FC_PERIOD_TEXT_SIZE];

        /* A year's change of x is new each quarter: its own past says little */
        x[t] = (t >= 4 ? x[t - 4] : 3.0) + 0.15 * noise(&random);
        s[t] = (t >= 4 ? s[t - 4] : 5.0 + 0.1 * (double)(t % 4))
               + (t >= 5 ? 0.8 * (x[t - 1] - x[t - 5]) : 0.0)
               + 0.005 * noise(&random);
        fc_period_format(label, fc_period_add(start, (int64_t)t),
                         (fc_calendar){0});
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "%s,%.6f,%.6f\n", label, exp(s[t]), exp(x[t]));
        assert_true(used < sizeof text);
    }
    folder_write("s.csv", text);
    folder_write("s.ini", "[series.s]\nregressors = x\n");
}

static void test_regressor_that_helps(void **state)
{
    fc_dataset *dataset = NULL;
    fc_projection *projection = NULL;
    fc_report *report = NULL;
    fc_projection_request request = {.series = "s",
                                     .horizon = 1,
                                     .draws = 200,
                                     .intervals = FC_INTERVALS_AUTO};
    fc_error err = {0};

    (void)state;
    write_led_series();
    dataset = reports_open("s.csv");
    request.dataset = dataset;
    if (fc_projection_create(&projection, &request, &err) != FC_OK
        || fc_projection_report(&report, projection, &err) != FC_OK) {
        fail_msg("%s", err.message);
    }
    assert_true(reports_has_note(report, "Adding x helps:"));
    assert_false(reports_has_note(report, "does not help"));
    fc_report_free(report);
    fc_projection_free(projection);
    fc_dataset_free(dataset);
}

static void test_regressor_without_values(void **state)
{
    const struct recipe recipe = {"2010Q1", FC_QUARTERLY, {0}, 40, 4, 100, 0};
    fc_dataset *dataset = NULL;
    fc_projection *projection = NULL;
    fc_report *report = NULL;
    fc_projection_request request = {.series = "s",
                                     .draws = 200,
                                     .origins = 4,
                                     .intervals = FC_INTERVALS_AUTO};

    (void)state;
    write_series(&recipe);
    folder_write("s.ini", "[series.s]\nregressors = x\n");
    {
        /* A column x that has values only from 2019Q1 on. */
        char text[text_size] = "period,s,x\n";
        size_t used = strlen(text);

        for (int t = 0; t < 40; t++) {
            used += (size_t)snprintf(text + used, sizeof text - used,
                                     t < 36 ? "%dQ%d,%d,\n" : "%dQ%d,%d,7\n",
                                     2010 + t / 4, t % 4 + 1,
                                     100 + t + 10 * (t % 4));
        }
        folder_write("s.csv", text);
    }
    dataset = reports_open("s.csv");
    request.dataset = dataset;
    assert_int_equal(fc_period_parse(&request.as_of, "2018Q4", FC_QUARTERLY,
                                     (fc_calendar){0}, NULL),
                     FC_OK);
    assert_int_equal(fc_projection_create(&projection, &request, NULL), FC_OK);
    assert_int_equal(fc_projection_report(&report, projection, NULL), FC_OK);
    assert_true(reports_has_note(report, "Regressor x has no value"));
    fc_report_free(report);
    fc_projection_free(projection);
    fc_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_frequency, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_fiscal_year_to_june, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_gap, folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(test_series_that_ends_early,
                                        folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(test_no_endless_percentages,
                                        folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(test_intervals_that_failed,
                                        folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(test_stock_has_no_total, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_short_series, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_regressor_that_helps, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_regressor_without_values,
                                        folder_enter, folder_leave),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
