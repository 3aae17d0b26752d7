/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Competitions against R: tests/reference/bench.R on tests/data/bench_small.
 * Tolerances: 1e-9 for what is computed the same way twice; 1e-2 for theta,
 * since thetaf() stops its search after three or four digits.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/competition.h"
#include "forecast/init.h"

#include "select/measures.h"
#include "support/faults.h"
#include "support/reference.h"

#define FOLDER FC_TEST_DATA "/bench_small/"

static const char *const reference = "bench.csv";

static const fc_competition_file files[] = {
    {"yearly", 1, FOLDER "r_yearly_train.csv", FOLDER "r_yearly_test.csv"},
    {"quarterly", 4, FOLDER "r_quarterly_train.csv",
     FOLDER "r_quarterly_test.csv"},
    {"monthly", 12, FOLDER "r_monthly_train.csv", FOLDER "r_monthly_test.csv"},
    {"other", 1, FOLDER "r_other_train.csv", FOLDER "r_other_test.csv"},
};

enum { FILE_COUNT = sizeof files / sizeof files[0] };

static const char *const measures[] = {"n",    "smape", "smape_pooled",
                                       "mase", "rmsse", "owa"};

enum { MEASURE_COUNT = sizeof measures / sizeof measures[0] };

static fc_model_spec spec_of(const char *text)
{
    fc_model_spec spec = {0};

    assert_int_equal(fc_model_spec_parse(&spec, text, NULL), FC_OK);
    return spec;
}

static const fc_report_table *table_of(const fc_report *report)
{
    return fc_report_table_at(report, 0);
}

static size_t column_of(const fc_report_table *table, const char *name)
{
    size_t column = 0;

    while (strcmp(fc_report_table_column(table, column)->name, name) != 0) {
        column++;
        assert_true(column < fc_report_table_column_count(table));
    }
    return column;
}

static const char *text_at(const fc_report_table *table, size_t row,
                           const char *column)
{
    return fc_report_table_cell(table, row, column_of(table, column)).text;
}

static fc_cell cell_at(const fc_report_table *table, size_t row,
                       const char *column)
{
    return fc_report_table_cell(table, row, column_of(table, column));
}

static void check_row(const fc_report_table *table, size_t row)
{
    const char *model = text_at(table, row, "model");
    double tolerance = strcmp(model, "theta") == 0 ? 1e-2 : 1e-9;
    char name[64];

    (void)snprintf(name, sizeof name, "%s_%s", text_at(table, row, "frequency"),
                   model);
    assert_string_equal(text_at(table, row, "set"), "r");
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        reference_assert_close(cell_at(table, row, measures[i]).number,
                               reference_value(reference, name, measures[i]),
                               tolerance, 0.0);
    }
    assert_int_equal(cell_at(table, row, "coverage_80").type, FC_CELL_EMPTY);
    assert_int_equal(cell_at(table, row, "msis").type, FC_CELL_EMPTY);
}

static void test_table_is_that_of_r(void **state)
{
    const fc_model_spec specs[] = {spec_of("naive2"), spec_of("snaive"),
                                   spec_of("theta")};
    const fc_competition_request request = {.set = "r",
                                            .files = files,
                                            .file_count = FILE_COUNT,
                                            .specs = specs,
                                            .spec_count = 3};
    fc_competition out = {0};

    (void)state;
    assert_int_equal(fc_competition_run(&out, &request, NULL), FC_OK);
    assert_int_equal(out.failed, 0);
    assert_int_equal(out.tried, 3 * 13);
    assert_int_equal(fc_report_table_row_count(table_of(out.report)),
                     3 * (FILE_COUNT + 1));
    for (size_t i = 0; i < 3 * (FILE_COUNT + 1); i++) {
        check_row(table_of(out.report), i);
    }
    fc_competition_release(&out);
}

/* The yardstick is there also if nobody asks for it; a sample takes every
 * second series; the automatic choice has a name; the time a column. */
static double tick(void)
{
    static double now;

    now += 0.25;
    return now;
}

static void test_sample_of_auto(void **state)
{
    const fc_model_spec automatic = {.type = NULL};
    const fc_competition_request request = {.set = "r",
                                            .files = &files[1],
                                            .file_count = 1,
                                            .specs = &automatic,
                                            .spec_count = 1,
                                            .stride = 2,
                                            .draws = 100,
                                            .keeps_forecasts = true,
                                            .clock = tick};
    fc_competition out = {0};
    const fc_report_table *rows = NULL;

    (void)state;
    assert_int_equal(fc_competition_run(&out, &request, NULL), FC_OK);
    rows = table_of(out.report);
    assert_string_equal(text_at(rows, 0, "model"), "auto");
    assert_int_equal((int)cell_at(rows, 0, "n").number, 2);
    assert_int_equal(cell_at(rows, 0, "owa").type, FC_CELL_NUMBER);
    assert_true(cell_at(rows, 0, "coverage_95").number
                >= cell_at(rows, 0, "coverage_80").number);
    assert_true(cell_at(rows, 0, "msis").number > 0.0);
    reference_assert_close(cell_at(rows, 0, "ms_per_series").number, 250.0,
                           1e-12, 0.0);
    rows = table_of(out.forecasts);
    assert_int_equal(fc_report_table_row_count(rows), 2 * 8);
    assert_string_equal(text_at(rows, 8, "unique_id"), "austres");
    assert_int_equal((int)cell_at(rows, 15, "step").number, 8);
    fc_competition_release(&out);
}

/* Intervals of given width around the last value. */
static void test_interval_measures(void **state)
{
    enum { steps = 12 };
    double values[steps];
    double mean[steps];
    double bounds[4 * steps];
    double scale = reference_value(reference, "intervals", "scale");
    double last = reference_value(reference, "intervals", "last");
    struct fc_actual actual = {.values = values,
                               .length = steps,
                               .absolute_scale = scale,
                               .squared_scale = scale * scale};
    const fc_batch_forecast forecast = {.steps = steps,
                                        .mean = mean,
                                        .level_count = FC_MEASURE_LEVELS,
                                        .levels = fc_measure_levels,
                                        .bounds = bounds};
    struct fc_measure_sums sums = {0};
    struct fc_measures result;

    (void)state;
    for (size_t h = 0; h < steps; h++) {
        values[h] = reference_numbered(reference, "intervals", "y", h + 1);
        mean[h] = last;
        bounds[4 * h] = last - 40.0;
        bounds[4 * h + 1] = last + 40.0;
        bounds[4 * h + 2] = last - 80.0;
        bounds[4 * h + 3] = last + 80.0;
    }
    fc_measures_add(&sums, &actual, &forecast, false);
    result = fc_measures_of(&sums);
    reference_assert_close(
        result.coverage[0],
        reference_value(reference, "intervals", "coverage_80"), 1e-12, 0.0);
    reference_assert_close(
        result.coverage[1],
        reference_value(reference, "intervals", "coverage_95"), 1e-12, 0.0);
    reference_assert_close(result.msis,
                           reference_value(reference, "intervals", "msis"),
                           1e-12, 0.0);
}

/* A series without scale, one whose actuals are all missing, one without
 * Naive 2: each is left out of what it has no part in. */
static void test_what_is_left_out(void **state)
{
    double values[] = {4.0, 5.0};
    double missing[] = {(double)NAN, (double)NAN};
    const double mean[] = {4.0, 4.0};
    struct fc_actual scaled = {.values = values,
                               .length = 2,
                               .absolute_scale = 2.0,
                               .squared_scale = 4.0,
                               .naive2_smape = (double)NAN,
                               .naive2_mase = (double)NAN};
    struct fc_actual flat = scaled;
    struct fc_actual unknown = scaled;
    const fc_batch_forecast forecast = {.steps = 2, .mean = mean};
    struct fc_measure_sums sums = {0};
    struct fc_measures result;

    (void)state;
    flat.absolute_scale = (double)NAN;
    flat.squared_scale = (double)NAN;
    unknown.values = missing;
    fc_measures_add(&sums, &scaled, &forecast, false);
    fc_measures_add(&sums, &flat, &forecast, false);
    fc_measures_add(&sums, &unknown, &forecast, false);
    result = fc_measures_of(&sums);
    assert_int_equal(sums.series, 2);
    assert_int_equal(sums.scaled, 1);
    reference_assert_close(result.mase, 0.25, 1e-12, 0.0);
    reference_assert_close(result.rmsse, sqrt(0.5) / 2.0, 1e-12, 0.0);
    assert_true(isnan(result.owa));
    assert_true(isnan(result.msis));
    assert_true(isnan(result.coverage[0]));
}

static void test_defaults(void **state)
{
    fc_model_spec specs[8];
    size_t count = fc_competition_default(specs, 8);

    (void)state;
    assert_true(count >= 4);
    assert_string_equal(fc_model_type_name(specs[0].type), "naive2");
    assert_null(specs[count - 1].type);
    assert_int_equal(fc_competition_default(specs, 1), 1);
    assert_int_equal(fc_competition_season("monthly"), 12);
    assert_int_equal(fc_competition_season("fortnightly"), 0);
}

static fc_status run_once(void *context, fc_error *err)
{
    fc_competition out = {0};
    fc_status status = fc_competition_run(&out, context, err);

    fc_competition_release(&out);
    return status;
}

static void test_every_allocation(void **state)
{
    const fc_model_spec spec = spec_of("naive2");
    fc_competition_request request = {.set = "r",
                                      .files = &files[3],
                                      .file_count = 1,
                                      .specs = &spec,
                                      .spec_count = 1,
                                      .draws = 100,
                                      .keeps_forecasts = true};

    (void)state;
    assert_true(faults_try_allocations(run_once, &request) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_is_that_of_r),
        cmocka_unit_test(test_sample_of_auto),
        cmocka_unit_test(test_interval_measures),
        cmocka_unit_test(test_what_is_left_out),
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_every_allocation),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
