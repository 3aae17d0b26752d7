/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certified values of NIST's Statistical Reference Datasets. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/regression.h"

#include "support/reference.h"

enum { most_rows = 100, most_columns = 12 };

struct problem {
    size_t rows;
    size_t columns; /* with the constant */
    double y[most_rows];
    double x[most_columns][most_rows];
    double estimate[most_columns];
    double deviation[most_columns];
    double sigma;
    double r_squared;
};

static void read_certified(struct problem *problem, const char *text)
{
    double first = strtod(strchr(text, ',') + 1, NULL);

    if (text[0] == 'B') {
        size_t j = strtoul(text + 1, NULL, 10);

        assert_true(j < most_columns);
        problem->estimate[j] = first;
        problem->deviation[j] = strtod(strrchr(text, ',') + 1, NULL);
        problem->columns++;
    } else if (text[0] == 's') {
        problem->sigma = first;
    } else {
        problem->r_squared = first;
    }
}

/* A row of one x is the base of powers: the problem is a polynomial. */
static void read_row(struct problem *problem, char *text)
{
    size_t i = problem->rows++;
    size_t given = 1;

    assert_true(i < most_rows);
    problem->y[i] = strtod(text, &text);
    problem->x[0][i] = 1.0;
    while (*text == ',') {
        assert_true(given < most_columns);
        problem->x[given++][i] = strtod(text + 1, &text);
    }
    for (; given < problem->columns; given++) {
        problem->x[given][i] = problem->x[given - 1][i] * problem->x[1][i];
    }
}

static void read_problem(struct problem *problem, const char *file)
{
    char path[512];
    char line[256];
    FILE *stream = NULL;

    memset(problem, 0, sizeof *problem);
    (void)snprintf(path, sizeof path, "%s/nist/%s", FC_TEST_DATA, file);
    stream = fopen(path, "r");
    assert_non_null(stream);
    while (stream != NULL && fgets(line, sizeof line, stream) != NULL) {
        if (strncmp(line, "certified,", 10) == 0) {
            read_certified(problem, line + 10);
        } else if (strncmp(line, "row,", 4) == 0) {
            read_row(problem, line + 4);
        }
    }
    if (stream != NULL) {
        (void)fclose(stream);
    }
}

static fc_regression *regress(const struct problem *problem)
{
    fc_design *design = NULL;
    fc_regression *regression = NULL;

    assert_int_equal(
        fc_design_create(&design, problem->rows, problem->columns, NULL),
        FC_OK);
    for (size_t j = 0; j < problem->columns; j++) {
        char name[24];

        (void)snprintf(name, sizeof name, "B%zu", j);
        assert_int_equal(fc_design_add(design, name, problem->x[j], NULL),
                         FC_OK);
    }
    assert_int_equal(
        fc_regression_create(&regression, design, problem->y, FC_OLS, NULL),
        FC_OK);
    fc_design_free(design);
    return regression;
}

/* Tolerances: the condition of the balanced design times the rounding of a
 * double leaves about this; Filip, of degree 10, is the hard one. */
static const struct {
    const char *file;
    size_t rows;
    size_t columns;
    double tolerance;
} cases[] = {
    {.file = "norris.csv", .rows = 36, .columns = 2, .tolerance = 1e-11},
    {.file = "longley.csv", .rows = 16, .columns = 7, .tolerance = 1e-9},
    {.file = "filip.csv", .rows = 82, .columns = 11, .tolerance = 1e-6},
};

static void test_certified_values(void **state)
{
    static struct problem problem;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double tolerance = cases[i].tolerance;
        fc_regression *fit = NULL;

        read_problem(&problem, cases[i].file);
        assert_int_equal(problem.rows, cases[i].rows);
        assert_int_equal(problem.columns, cases[i].columns);
        fit = regress(&problem);
        for (size_t j = 0; j < problem.columns; j++) {
            reference_assert_close(fit->coefficients[j], problem.estimate[j],
                                   tolerance, 0.0);
            reference_assert_close(fit->standard_errors[j],
                                   problem.deviation[j], tolerance, 0.0);
            reference_assert_close(fit->t[j],
                                   problem.estimate[j] / problem.deviation[j],
                                   2.0 * tolerance, 0.0);
        }
        reference_assert_close(fit->sigma, problem.sigma, tolerance, 0.0);
        reference_assert_close(fit->r_squared, problem.r_squared, tolerance,
                               0.0);
        fc_regression_free(fit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certified_values),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
