/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regressions that cannot be tested, and the table of all tests. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/diagnostics.h"
#include "forecast/init.h"

#include "support/faults.h"

typedef fc_status any_test(fc_test *out, const fc_linear_problem *problem,
                           fc_error *err);

static fc_status breusch_godfrey(fc_test *out, const fc_linear_problem *problem,
                                 fc_error *err)
{
    return fc_breusch_godfrey_test(out, problem, 2, FC_FORM_F, err);
}

static fc_status breusch_pagan(fc_test *out, const fc_linear_problem *problem,
                               fc_error *err)
{
    return fc_breusch_pagan_test(out, problem, FC_KOENKER, err);
}

static fc_status chow(fc_test *out, const fc_linear_problem *problem,
                      fc_error *err)
{
    return fc_chow_test(out, problem, fc_design_rows(problem->design) / 2, err);
}

static fc_status scan(fc_test *out, const fc_linear_problem *problem,
                      fc_error *err)
{
    fc_break_scan_result result = {.test = *out};
    fc_status status = fc_break_scan(&result, problem, 0.0, err);

    *out = result.test;
    return status;
}

static fc_status influence(fc_test *out, const fc_linear_problem *problem,
                           fc_error *err)
{
    fc_influence *result = NULL;
    fc_status status = fc_influence_create(&result, problem, err);

    (void)out;
    fc_influence_free(result);
    return status;
}

static const struct {
    const char *name;
    any_test *run;
} all[] = {
    {"Durbin-Watson", fc_durbin_watson_test},
    {"Breusch-Godfrey", breusch_godfrey},
    {"Breusch-Pagan", breusch_pagan},
    {"White", fc_white_test},
    {"RESET", fc_reset_test},
    {"Chow", chow},
    {"scan", scan},
    {"CUSUM", fc_cusum_test},
    {"influence", influence},
};

enum { TESTS = sizeof all / sizeof all[0], ROWS = 40 };

/* All tests give @p status, with a sentence, and leave the result alone. */
static void assert_all(const fc_linear_problem *problem, fc_status status)
{
    for (size_t i = 0; i < TESTS; i++) {
        fc_test test = {.p_value = 7.0};
        fc_error err = {0};

        print_message("    %s\n", all[i].name);
        assert_int_equal(all[i].run(&test, problem, &err), status);
        assert_true(strlen(err.message) > 20);
        assert_true(test.p_value > 6.0);
    }
}

/* A line with a sawtooth on it; @p columns from 1 (the constant) to 3. */
struct line {
    double x[ROWS];
    double square[ROWS];
    double y[ROWS];
    fc_design *design;
};

static fc_linear_problem line_make(struct line *line, size_t rows,
                                   size_t columns, double error)
{
    double one[ROWS];
    const double *const values[] = {one, line->x, line->square};
    static const char *const names[] = {"one", "x", "square"};

    line->design = NULL;
    for (size_t i = 0; i < ROWS; i++) {
        double t = (double)i;

        one[i] = 1.0;
        line->x[i] = t;
        line->square[i] = t * t;
        line->y[i] = 3.0 + 0.5 * t + error * (double)(i * i * i % 7);
    }
    assert_int_equal(fc_design_create(&line->design, rows, columns, NULL),
                     FC_OK);
    for (size_t j = 0; j < columns; j++) {
        assert_int_equal(fc_design_add(line->design, names[j], values[j], NULL),
                         FC_OK);
    }
    return (fc_linear_problem){.design = line->design, .y = line->y};
}

static void test_no_test_is_possible(void **state)
{
    struct line line;
    double weights[ROWS];
    fc_linear_problem problem;

    (void)state;
    print_message("  an exact fit\n");
    problem = line_make(&line, ROWS, 2, 0.0);
    assert_all(&problem, FC_ERR_DATA);
    fc_design_free(line.design);

    print_message("  as many rows as columns\n");
    problem = line_make(&line, 3, 3, 1.0);
    assert_all(&problem, FC_ERR_TOO_SHORT);
    fc_design_free(line.design);

    print_message("  a weight of zero\n");
    problem = line_make(&line, ROWS, 2, 1.0);
    for (size_t i = 0; i < ROWS; i++) {
        weights[i] = i == 7 ? 0.0 : 1.0;
    }
    problem.weights = weights;
    assert_all(&problem, FC_ERR_ARGUMENT);

    print_message("  a response that is missing\n");
    problem.weights = NULL;
    line.y[3] = (double)NAN;
    assert_all(&problem, FC_ERR_NONFINITE);

    print_message("  squares that overflow\n");
    for (size_t i = 0; i < ROWS; i++) {
        line.y[i] = i % 3 == 0 ? 1e200 : -1e200;
    }
    assert_all(&problem, FC_ERR_NONFINITE);
    fc_design_free(line.design);
}

static void test_a_column_twice(void **state)
{
    struct line line;
    fc_linear_problem problem = line_make(&line, ROWS, 2, 1.0);
    fc_design *design = NULL;

    (void)state;
    assert_int_equal(fc_design_create(&design, ROWS, 2, NULL), FC_OK);
    assert_int_equal(fc_design_add(design, "x", line.x, NULL), FC_OK);
    assert_int_equal(fc_design_add(design, "again", line.x, NULL), FC_OK);
    problem.design = design;
    assert_all(&problem, FC_ERR_SINGULAR);
    fc_design_free(design);
    fc_design_free(line.design);
}

/* One row more than columns: each test says what it needs. */
static void test_few_rows(void **state)
{
    struct line line;
    fc_linear_problem problem = line_make(&line, 3, 2, 1.0);
    static const fc_status expected[TESTS] = {FC_OK,
                                              FC_ERR_TOO_SHORT,
                                              FC_OK,
                                              FC_ERR_TOO_SHORT,
                                              FC_ERR_TOO_SHORT,
                                              FC_ERR_TOO_SHORT,
                                              FC_ERR_TOO_SHORT,
                                              FC_OK,
                                              FC_ERR_TOO_SHORT};

    (void)state;
    for (size_t i = 0; i < TESTS; i++) {
        fc_test test = {0};
        fc_error err = {0};

        print_message("  %s\n", all[i].name);
        assert_int_equal(all[i].run(&test, &problem, &err), expected[i]);
        assert_true(test.p_value >= 0.0 && test.p_value <= 1.0);
    }
    fc_design_free(line.design);
}

/* A constant alone: nothing that a variance could depend on. */
static void test_a_constant_alone(void **state)
{
    struct line line;
    fc_linear_problem problem = line_make(&line, ROWS, 1, 1.0);
    fc_test test = {0};
    fc_error err = {0};

    (void)state;
    assert_int_equal(breusch_pagan(&test, &problem, &err), FC_ERR_DATA);
    assert_int_equal(fc_white_test(&test, &problem, &err), FC_ERR_DATA);
    assert_int_equal(fc_reset_test(&test, &problem, &err), FC_ERR_DATA);
    assert_int_equal(fc_durbin_watson_test(&test, &problem, &err), FC_OK);
    assert_int_equal(scan(&test, &problem, &err), FC_OK);
    fc_design_free(line.design);
}

/* The dummy of an event lies in one part only and takes a degree off. */
static void test_chow_with_a_dummy(void **state)
{
    struct line line;
    fc_linear_problem problem;
    fc_test test = {0};

    (void)state;
    problem = line_make(&line, ROWS, 2, 1.0);
    fc_design_free(line.design);
    for (size_t i = 0; i < ROWS; i++) {
        line.square[i] = i == 5 ? 1.0 : 0.0;
    }
    assert_int_equal(fc_design_create(&line.design, ROWS, 2, NULL), FC_OK);
    assert_int_equal(fc_design_add(line.design, "x", line.x, NULL), FC_OK);
    assert_int_equal(fc_design_add(line.design, "event", line.square, NULL),
                     FC_OK);
    problem.design = line.design;
    assert_int_equal(chow(&test, &problem, NULL), FC_OK);
    assert_true(fabs(test.df1 - 1.0) < 1e-9);
    assert_true(fabs(test.df2 - (ROWS - 3.0)) < 1e-9);
    fc_design_free(line.design);
}

static void test_arguments(void **state)
{
    static const double trimmings[] = {-0.1, 0.5, 0.9, (double)NAN};
    struct line line;
    fc_linear_problem problem = line_make(&line, ROWS, 2, 1.0);
    fc_break_scan_result result = {0};
    fc_test test = {0};

    (void)state;
    for (size_t i = 0; i < sizeof trimmings / sizeof trimmings[0]; i++) {
        assert_int_equal(fc_break_scan(&result, &problem, trimmings[i], NULL),
                         FC_ERR_ARGUMENT);
    }
    assert_int_equal(fc_break_scan(&result, &problem, 0.01, NULL),
                     FC_ERR_TOO_SHORT);
    assert_int_equal(fc_break_scan(&result, &problem, 0.4999, NULL), FC_OK);
    assert_int_equal(fc_chow_test(&test, &problem, 0, NULL), FC_ERR_TOO_SHORT);
    assert_int_equal(fc_chow_test(&test, &problem, ROWS, NULL),
                     FC_ERR_TOO_SHORT);
    assert_int_equal(fc_chow_test(&test, &problem, (size_t)-1, NULL),
                     FC_ERR_TOO_SHORT);
    assert_int_equal(
        fc_breusch_godfrey_test(&test, &problem, 0, FC_FORM_F, NULL),
        FC_ERR_ARGUMENT);
    assert_int_equal(
        fc_breusch_godfrey_test(&test, &problem, ROWS, FC_FORM_F, NULL),
        FC_ERR_ARGUMENT);
    assert_int_equal(
        fc_breusch_godfrey_test(&test, &problem, ROWS - 2, FC_FORM_F, NULL),
        FC_ERR_TOO_SHORT);
    fc_design_free(line.design);
}

/* A break in the middle is found where it is. */
static void test_a_break_is_found(void **state)
{
    struct line line;
    fc_linear_problem problem = line_make(&line, ROWS, 2, 0.1);
    fc_break_scan_result result = {0};

    (void)state;
    for (size_t i = 23; i < ROWS; i++) {
        line.y[i] += 4.0;
    }
    assert_int_equal(fc_break_scan(&result, &problem, 0.0, NULL), FC_OK);
    assert_int_equal(result.row, 23);
    assert_int_equal(result.first, 6);
    assert_int_equal(result.last, 34);
    assert_true(result.test.p_value < 1e-6);
    fc_design_free(line.design);
}

/* Long samples: a level that moved at row 1,500 of 2,000, a sawtooth on it. */
static void test_long_samples(void **state)
{
    enum { LONG = 10001, SCANNED = 2000 };
    static double one[LONG];
    static double y[LONG];
    fc_linear_problem problem = {.y = y};
    fc_design *design = NULL;
    fc_break_scan_result result = {0};
    fc_error err = {0};

    (void)state;
    for (size_t i = 0; i < LONG; i++) {
        one[i] = 1.0;
        y[i] = (double)(i * i % 7) + (i >= 1500 ? 5.0 : 0.0);
    }
    assert_int_equal(fc_design_create(&design, SCANNED, 1, NULL), FC_OK);
    assert_int_equal(fc_design_add(design, "one", one, NULL), FC_OK);
    problem.design = design;
    assert_int_equal(fc_break_scan(&result, &problem, 0.0, NULL), FC_OK);
    assert_true(result.row >= 1497 && result.row <= 1503);
    fc_design_free(design);

    assert_int_equal(fc_design_create(&design, LONG, 1, NULL), FC_OK);
    assert_int_equal(fc_design_add(design, "one", one, NULL), FC_OK);
    problem.design = design;
    assert_int_equal(fc_break_scan(&result, &problem, 0.0, &err),
                     FC_ERR_ARGUMENT);
    assert_non_null(strstr(err.message, "10000"));
    fc_design_free(design);
}

static void test_white_of_many_columns(void **state)
{
    enum { MANY = 31, LONG = 60 };
    double column[LONG] = {0.0};
    double y[LONG];
    fc_linear_problem problem = {.y = y};
    fc_design *design = NULL;
    fc_test test = {0};
    fc_error err = {0};

    (void)state;
    assert_int_equal(fc_design_create(&design, LONG, MANY, NULL), FC_OK);
    for (size_t j = 0; j < MANY; j++) {
        column[j] = 1.0;
        assert_int_equal(fc_design_add(design, "dummy", column, NULL), FC_OK);
        column[j] = 0.0;
        column[LONG - 1 - j / 2] = (double)j;
    }
    for (size_t i = 0; i < LONG; i++) {
        y[i] = (double)(i * i * i % 7);
    }
    problem.design = design;
    assert_int_equal(fc_white_test(&test, &problem, &err), FC_ERR_ARGUMENT);
    assert_non_null(strstr(err.message, "Breusch-Pagan"));
    fc_design_free(design);
}

enum { TEST, STATISTIC, DISTRIBUTION, DF1, DF2, P_VALUE, MEANING };

static const char *text_at(const fc_report_table *table, size_t row,
                           size_t column)
{
    fc_cell cell = fc_report_table_cell(table, row, column);

    assert_int_equal(cell.type, FC_CELL_TEXT);
    return cell.text;
}

static void test_table(void **state)
{
    static const char *names[ROWS];
    struct line line;
    fc_linear_problem problem = line_make(&line, ROWS, 2, 0.1);
    fc_diagnostics_options options = {.lags = 3, .row_names = names};
    fc_report *report = NULL;
    const fc_report_table *table = NULL;

    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        names[i] = i == 23 ? "2005Q4" : "another";
        line.y[i] += i >= 23 ? 4.0 : 0.0;
    }
    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    assert_int_equal(fc_diagnostics_report(report, &problem, &options, NULL),
                     FC_OK);
    assert_int_equal(fc_report_finish(report, NULL), FC_OK);
    table = fc_report_find_table(report, "diagnostics");
    assert_non_null(table);
    assert_int_equal(fc_report_table_row_count(table), 10);
    assert_string_equal(text_at(table, 1, TEST),
                        "Breusch-Godfrey, lags 1 to 3");
    assert_string_equal(text_at(table, 7, MEANING),
                        "evidence of coefficients that changed somewhere, most "
                        "likely from 2005Q4");
    for (size_t row = 0; row < 9; row++) {
        fc_cell p = fc_report_table_cell(table, row, P_VALUE);

        assert_int_equal(p.type, FC_CELL_NUMBER);
        assert_non_null(
            strstr(text_at(table, row, MEANING),
                   p.number < 0.05 ? "evidence of" : "no evidence against: "));
    }
    table = fc_report_find_table(report, "tests");
    assert_non_null(table);
    assert_int_equal(fc_report_table_audience(table), FC_FOR_PEOPLE);
    assert_int_equal(fc_report_table_row_count(table), 10);
    assert_string_equal(text_at(table, 7, 3), "coefficients changed: 2005Q4");
    fc_report_free(report);
    fc_design_free(line.design);
}

/* The other tail of Durbin-Watson: errors that alternate. */
static void test_table_of_alternating_errors(void **state)
{
    struct line line;
    fc_linear_problem problem = line_make(&line, ROWS, 2, 0.1);
    fc_report *report = NULL;

    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        line.y[i] += i % 2 == 0 ? 2.0 : -2.0;
    }
    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    assert_int_equal(fc_diagnostics_report(report, &problem, NULL, NULL),
                     FC_OK);
    assert_string_equal(
        text_at(fc_report_find_table(report, "diagnostics"), 0, MEANING),
        "evidence of negative correlation of successive errors");
    assert_string_equal(text_at(fc_report_find_table(report, "tests"), 0, 3),
                        "errors are correlated");
    fc_report_free(report);
    fc_design_free(line.design);
}

/* What cannot be computed says so in its row; the others are there. */
static void test_table_of_few_rows(void **state)
{
    struct line line;
    fc_linear_problem problem = line_make(&line, 6, 3, 1.0);
    fc_report *report = NULL;
    const fc_report_table *table = NULL;
    size_t missing = 0;

    (void)state;
    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    assert_int_equal(fc_diagnostics_report(report, &problem, NULL, NULL),
                     FC_OK);
    assert_int_equal(fc_report_finish(report, NULL), FC_OK);
    table = fc_report_find_table(report, "diagnostics");
    for (size_t row = 0; row < fc_report_table_row_count(table); row++) {
        fc_cell statistic = fc_report_table_cell(table, row, STATISTIC);
        const char *meaning = text_at(table, row, MEANING);

        if (statistic.type == FC_CELL_EMPTY) {
            assert_non_null(strstr(meaning, "not computed: "));
            missing++;
        } else {
            assert_true(isfinite(statistic.number));
        }
    }
    assert_true(missing > 0 && missing < 9);
    fc_report_free(report);

    problem = (fc_linear_problem){.design = line.design, .y = line.x};
    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    assert_int_equal(fc_diagnostics_report(report, &problem, NULL, NULL),
                     FC_ERR_DATA);
    fc_report_free(report);
    fc_design_free(line.design);
}

/* Work that allocates: the table runs every test. */
static fc_status whole_job(void *context, fc_error *err)
{
    const fc_linear_problem *problem = context;
    fc_report *report = NULL;
    fc_test test = {0};
    fc_status status = fc_report_create(&report, NULL, err);

    if (status == FC_OK) {
        status = fc_diagnostics_report(report, problem, NULL, err);
    }
    if (status == FC_OK) {
        status = fc_report_finish(report, err);
    }
    if (status == FC_OK) {
        status = chow(&test, problem, err);
    }
    if (status == FC_OK) {
        status = fc_granger_test(&test, problem->y, problem->y + 3, ROWS - 3, 2,
                                 err);
    }
    fc_report_free(report);
    return status;
}

static void test_out_of_memory(void **state)
{
    struct line line;
    fc_linear_problem problem = line_make(&line, ROWS, 2, 1.0);
    long allocations = 0;

    (void)state;
    allocations = faults_try_allocations(whole_job, &problem);
    print_message("  %ld allocations\n", allocations);
    assert_true(allocations > 100);
    fc_design_free(line.design);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_test_is_possible),
        cmocka_unit_test(test_a_column_twice),
        cmocka_unit_test(test_few_rows),
        cmocka_unit_test(test_a_constant_alone),
        cmocka_unit_test(test_chow_with_a_dummy),
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_a_break_is_found),
        cmocka_unit_test(test_long_samples),
        cmocka_unit_test(test_white_of_many_columns),
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_table_of_alternating_errors),
        cmocka_unit_test(test_table_of_few_rows),
        cmocka_unit_test(test_out_of_memory),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
