/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasts that guidance informs, of made-up companies and the shipped one. */
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
#include "support/faults.h"
#include "support/folder.h"

enum { text_size = 16384, QUARTERS = 48 };

/* A company that lands three quarters of the way up its range, give or take. */
struct company {
    double level;  /* of the first quarter */
    double growth; /* a quarter, of the level */
    double width;  /* of the range; 0: a point */
    size_t ranges; /* the latest so many quarters were guided */
    double slip;   /* the last actual is off by this */
    size_t skip;   /* the data begin so many quarters late */
};

/* The same everywhere, between -1 and 1. */
static double wobble(size_t t)
{
    return (double)(t * 7919 % 101) / 50.0 - 1.0;
}

static double actual_of(const struct company *company, size_t t)
{
    double season = t % 4 == 3 ? 1.2 : 1.0;
    double drift = company->growth * (double)t;

    return company->level * season + drift
           + 0.02 * fabs(company->level) * wobble(t) * (1.0 + (double)t / 20.0);
}

static void write_company(const struct company *company)
{
    static char data[text_size];
    static char ranges[text_size];
    size_t used = (size_t)snprintf(data, sizeof data, "period,s\n");
    size_t said = (size_t)snprintf(ranges, sizeof ranges,
                                   "series,period,low,high,role\n");

    for (size_t t = company->skip; t <= QUARTERS; t++) {
        size_t year = 2010 + t / 4;
        double actual = actual_of(company, t);
        double low = actual - (0.75 + 0.15 * wobble(t + 3)) * company->width;

        if (company->width <= 0.0) {
            low = actual / (1.03 + 0.01 * wobble(t + 3));
        }
        if (t < QUARTERS) {
            used += (size_t)snprintf(
                data + used, sizeof data - used, "%zuQ%zu,%.3f\n", year,
                t % 4 + 1, actual + (t + 1 == QUARTERS ? company->slip : 0.0));
        }
        if (t + company->ranges >= QUARTERS) {
            said += (size_t)snprintf(ranges + said, sizeof ranges - said,
                                     "s,%zuQ%zu,%.3f,%.3f,release\n", year,
                                     t % 4 + 1, low, low + company->width);
        }
    }
    folder_write("s.csv", data);
    folder_write("g.csv", ranges);
    folder_write("s.ini",
                 "[dataset]\nfrequency = quarterly\nguidance = g.csv\n");
}

static fc_status create(fc_projection **out, const fc_dataset *dataset,
                        const char *series, fc_period as_of, fc_error *err)
{
    static fc_model_spec spec;
    const fc_projection_request request = {.dataset = dataset,
                                           .series = series,
                                           .horizon = 4,
                                           .specs = &spec,
                                           .spec_count = 1,
                                           .draws = 1000,
                                           .origins = 12,
                                           .as_of = as_of,
                                           .use_guidance = true};

    assert_int_equal(fc_model_spec_parse(&spec, "snaive-drift", NULL), FC_OK);
    return fc_projection_create(out, &request, err);
}

static fc_report *report_on(const fc_dataset *dataset, const char *series,
                            const char *as_of)
{
    fc_projection *projection = NULL;
    fc_report *report = NULL;
    fc_period period = {.frequency = FC_FREQUENCY_NONE};

    if (as_of != NULL) {
        assert_int_equal(fc_period_parse(&period, as_of, FC_QUARTERLY,
                                         dataset->table->calendar, NULL),
                         FC_OK);
    }
    assert_int_equal(create(&projection, dataset, series, period, NULL), FC_OK);
    assert_int_equal(fc_projection_report(&report, projection, NULL), FC_OK);
    fc_projection_free(projection);
    return report;
}

static fc_report *report_on_company(const struct company *company)
{
    fc_dataset *dataset = NULL;
    fc_report *report = NULL;

    write_company(company);
    dataset = reports_open("s.csv");
    report = report_on(dataset, "s", NULL);
    fc_dataset_free(dataset);
    return report;
}

/* What guidance says of the quarter is what came of it, nearly. */
static void check_helps(const struct company *company)
{
    fc_report *report = report_on_company(company);
    const fc_report_table *change = reports_table(report, "informed");
    const fc_report_table *worth = reports_table(report, "informed_accuracy");
    double truth = actual_of(company, QUARTERS);
    size_t without = reports_find(worth, "forecast", "without");
    size_t with = reports_find(worth, "forecast", "with");

    assert_true(fabs(reports_number(change, 0, "informed") - truth)
                < fabs(reports_number(change, 0, "plain") - truth));
    assert_true(reports_number(worth, with, "mae_first")
                < reports_number(worth, without, "mae_first"));
    assert_true(reports_number(worth, with, "crps_first")
                < reports_number(worth, without, "crps_first"));
    assert_near(reports_number(worth, with, "n"), 12.0, 0.0);
    fc_report_free(report);
}

static void test_helps(void **state)
{
    (void)state;
    check_helps(&(struct company){1000.0, 20.0, 60.0, 30, 0.0, 0});
}

static void test_points(void **state)
{
    (void)state;
    check_helps(&(struct company){1000.0, 20.0, 0.0, 30, 0.0, 0});
}

static void test_below_zero(void **state)
{
    (void)state;
    check_helps(&(struct company){-300.0, 12.0, 25.0, 30, 0.0, 0});
}

/* Rows of the machines' table: the forecast is the informed one, verdict and
 * odds are those of the plain one, which stands as a reference. */
static void test_rows(void **state)
{
    fc_report *report = report_on_company(
        &(struct company){1000.0, 20.0, 60.0, 30, 0.0, 0});
    const fc_report_table *table = reports_table(report, "projection");
    const fc_report_table *change = reports_table(report, "informed");
    size_t forecast = reports_find(table, "kind", "forecast");
    size_t total = reports_find(table, "kind", "total");
    size_t plain = reports_find(table, "kind", "reference");
    size_t odds = plain + 5;
    double sum = 0.0;

    (void)state;
    for (size_t s = 0; s < 4; s++) {
        assert_string_equal(reports_text(table, forecast + s, "model"),
                            "snaive-drift+guidance");
        assert_string_equal(reports_text(table, plain + s, "model"),
                            "snaive-drift");
        assert_near(reports_number(table, forecast + s, "value"),
                    reports_number(change, s, "informed"), 0.0);
        assert_near(reports_number(table, plain + s, "value"),
                    reports_number(change, s, "plain"), 0.0);
        sum += reports_number(table, forecast + s, "value");
    }
    assert_near(reports_number(table, total, "value"), sum, 1e-6);
    assert_string_equal(reports_text(table, plain + 4, "period"), "FY2022");
    assert_string_equal(reports_text(table, odds, "model"),
                        "snaive-drift+guidance");
    assert_string_equal(reports_text(table, odds, "kind"), "reference");
    assert_near(reports_number(table, forecast, "p_above"),
                reports_number(table, plain, "p_above"), 0.0);
    assert_near(reports_number(table, odds, "p_below")
                    + reports_number(table, odds, "p_inside")
                    + reports_number(table, odds, "p_above"),
                1.0, 1e-9);
    assert_true(reports_number(table, odds, "p_inside")
                > reports_number(table, plain, "p_inside"));
    fc_report_free(report);
}

/* A surprise moves the later quarters the same way, and the year. */
static void test_moves_together(void **state)
{
    fc_report *report = report_on_company(
        &(struct company){1000.0, 20.0, 60.0, 30, 0.0, 0});
    const fc_report_table *change = reports_table(report, "informed");
    double year = 0.0;

    (void)state;
    for (size_t s = 0; s < 4; s++) {
        year += reports_number(change, s, "change");
    }
    assert_near(reports_number(change, 4, "change"), year, 1e-6);
    fc_report_free(report);
}

static void test_too_few(void **state)
{
    fc_report *report = report_on_company(
        &(struct company){1000.0, 20.0, 60.0, 7, 0.0, 0});
    const fc_report_table *table = reports_table(report, "projection");

    (void)state;
    assert_true(reports_has_note(report, "only 7 past ranges have an actual"));
    assert_string_equal(
        reports_text(table, reports_find(table, "kind", "forecast"), "model"),
        "snaive-drift");
    assert_null(fc_report_find_table(report, "informed"));
    fc_report_free(report);
}

static void test_few_suffice(void **state)
{
    fc_report *report = report_on_company(
        &(struct company){1000.0, 20.0, 60.0, 8, 0.0, 0});

    (void)state;
    assert_non_null(fc_report_find_table(report, "informed"));
    assert_null(fc_report_find_table(report, "informed_accuracy"));
    fc_report_free(report);
}

/* As of a quarter, nothing of what came later is seen. */
static void test_as_of(void **state)
{
    double value[2];

    (void)state;
    for (int i = 0; i < 2; i++) {
        const struct company company = {
            1000.0, 20.0, 60.0, 30, i == 0 ? 0.0 : 400.0, 0};
        fc_dataset *dataset = NULL;
        fc_report *report = NULL;

        write_company(&company);
        dataset = reports_open("s.csv");
        report = report_on(dataset, "s", "2021Q3");
        value[i] = reports_number(reports_table(report, "informed"), 0,
                                  "informed");
        fc_report_free(report);
        fc_dataset_free(dataset);
    }
    assert_near(value[0], value[1], 0.0);
}

/* The worked example: the bars of the study in docs/benchmarks.md. */
static void test_amazon(void **state)
{
    fc_dataset *dataset = reports_open_amazon();
    const fc_projection_request request = {.dataset = dataset,
                                           .series = "net_sales",
                                           .horizon = 4,
                                           .use_guidance = true};
    fc_projection *projection = NULL;
    fc_report *report = NULL;
    const fc_report_table *worth = NULL;
    size_t with = 0;

    (void)state;
    assert_int_equal(fc_projection_create(&projection, &request, NULL), FC_OK);
    assert_int_equal(fc_projection_report(&report, projection, NULL), FC_OK);
    worth = reports_table(report, "informed_accuracy");
    with = reports_find(worth, "forecast", "with");
    assert_near(reports_number(worth, with, "n"), 40.0, 0.0);
    assert_true(reports_number(worth, with, "mape_first_pct") <= 1.70);
    assert_true(reports_number(worth, with, "mape_all_pct") <= 4.9);
    assert_true(reports_number(worth, with, "crps_first") < reports_number(
                    worth, reports_find(worth, "forecast", "past positions"),
                    "crps_first"));
    assert_near(reports_number(worth, with, "coverage_80_first_pct"), 80.0,
                8.0);
    assert_near(reports_number(worth, with, "coverage_80_all_pct"), 80.0, 8.0);
    /* a fact of the data, known beforehand */
    assert_near(reports_number(worth,
                               reports_find(worth, "forecast", "upper end"),
                               "mape_first_pct"),
                1.73, 0.005);
    fc_report_free(report);
    fc_projection_free(projection);
    fc_dataset_free(dataset);
}

static fc_status project(void *context, fc_error *err)
{
    fc_projection *projection = NULL;
    fc_report *report = NULL;
    fc_status status = create(&projection, context, "s",
                              (fc_period){.frequency = FC_FREQUENCY_NONE}, err);

    if (status == FC_OK) {
        status = fc_projection_report(&report, projection, err);
    }
    fc_report_free(report);
    fc_projection_free(projection);
    return status;
}

static void test_memory(void **state)
{
    fc_dataset *dataset = NULL;

    (void)state;
    /* as short as can be: each run lets another allocation fail */
    write_company(&(struct company){1000.0, 20.0, 60.0, 12, 0.0, 30});
    dataset = reports_open("s.csv");
    assert_true(faults_try_allocations(project, dataset) > 0);
    fc_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_helps),          cmocka_unit_test(test_points),
        cmocka_unit_test(test_below_zero),     cmocka_unit_test(test_rows),
        cmocka_unit_test(test_moves_together), cmocka_unit_test(test_too_few),
        cmocka_unit_test(test_few_suffice),    cmocka_unit_test(test_as_of),
        cmocka_unit_test(test_amazon),         cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, folder_enter, folder_leave);
}
