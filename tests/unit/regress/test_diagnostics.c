/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tests of a regression against R's lmtest, tseries and strucchange and
 * against statsmodels and gretl: Longley, Motor Trend's cars, Amazon. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "forecast/init.h"

#include "support/reference.h"
#include "textbook.h"

static const char *const from_r = "diagnostics.csv";
static const char *const from_python = "diagnostics_py.csv";
static const char *const from_gretl = "diagnostics_gretl.csv";

/* Statistics and p values agree to rounding; Longley's columns are so nearly
 * dependent that the residuals of either side are good to 1e-9 only. */
static const double tolerance = 1e-8;

static double number_of(const char *file, const char *book, const char *test,
                        const char *quantity)
{
    char name[64];

    (void)snprintf(name, sizeof name, "%s-%s", test, quantity);
    return reference_value(file, book, name);
}

/* Statistic, degrees and p value; df 0 where the reference has none. */
static void assert_agrees(const fc_test *test, const char *file,
                          const char *book, const char *name)
{
    print_message("  %s, %s: %s\n", book, name, test->name);
    reference_assert_close(test->statistic,
                           number_of(file, book, name, "statistic"), tolerance,
                           1e-3);
    reference_assert_close(test->p_value, number_of(file, book, name, "p"),
                           tolerance, 1e-3);
    assert_true(test->null_hypothesis[0] != '\0');
    assert_true(test->alternative[0] != '\0');
    assert_string_not_equal(fc_distribution_name(test->distribution),
                            "unknown");
}

static void assert_degrees(const fc_test *test, const char *book,
                           const char *name)
{
    assert_true(fabs(test->df1 - number_of(from_r, book, name, "df1")) < 0.5);
    if (test->distribution == FC_F) {
        assert_true(fabs(test->df2 - number_of(from_r, book, name, "df2"))
                    < 0.5);
    } else {
        assert_true(test->df2 <= 0.0);
    }
}

static const struct book {
    const char *name;
    size_t order; /* of the tests for correlation */
    size_t chow;  /* rows before the break */
} books[] = {{"longley", 2, 8}, {"mtcars", 4, 16}, {"amazon", 4, 40}};

enum { BOOKS = sizeof books / sizeof books[0] };

/* R's dwtest() uses Pan's algorithm, which is good to 1e-4 for Amazon's 107
 * rows; Imhof's integral, computed in R, to all digits. */
static void test_durbin_watson(void **state)
{
    (void)state;
    for (size_t i = 0; i < BOOKS; i++) {
        struct textbook book;
        fc_linear_problem problem;
        fc_test test = {0};

        textbook_read(&book, books[i].name);
        problem = textbook_problem(&book, false);
        assert_int_equal(fc_durbin_watson_test(&test, &problem, NULL), FC_OK);
        assert_agrees(&test, from_r, books[i].name, "dw");
        assert_int_equal(test.distribution, FC_RATIO_OF_FORMS);
        assert_true(
            fabs(test.p_value - number_of(from_r, books[i].name, "dw-pan", "p"))
            < (book.rows < 100 ? 1e-8 : 1e-4));
        textbook_release(&book);
    }
}

static void test_durbin_watson_of_many_rows(void **state)
{
    enum { ROWS = 240 };
    double one[ROWS];
    double x[ROWS];
    double y[ROWS];
    fc_design *design = NULL;
    fc_test test = {0};

    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        size_t t = i + 1;

        one[i] = 1.0;
        x[i] = (double)(7 * t % 11);
        y[i] = (double)(t * t % 67) + (double)t / 50.0;
    }
    assert_int_equal(fc_design_create(&design, ROWS, 2, NULL), FC_OK);
    assert_int_equal(fc_design_add(design, "one", one, NULL), FC_OK);
    assert_int_equal(fc_design_add(design, "x", x, NULL), FC_OK);
    assert_int_equal(
        fc_durbin_watson_test(
            &test, &(fc_linear_problem){.design = design, .y = y}, NULL),
        FC_OK);
    assert_agrees(&test, from_r, "long", "dw");
    assert_int_equal(test.distribution, FC_NORMAL);
    fc_design_free(design);
}

static void test_correlation_of_errors(void **state)
{
    (void)state;
    for (size_t i = 0; i < BOOKS; i++) {
        struct textbook book;
        fc_linear_problem problem;
        fc_test test = {0};

        textbook_read(&book, books[i].name);
        problem = textbook_problem(&book, false);
        assert_int_equal(fc_breusch_godfrey_test(&test, &problem,
                                                 books[i].order,
                                                 FC_FORM_CHI_SQUARED, NULL),
                         FC_OK);
        assert_agrees(&test, from_r, books[i].name, "bg");
        assert_degrees(&test, books[i].name, "bg");
        assert_int_equal(fc_breusch_godfrey_test(
                             &test, &problem, books[i].order, FC_FORM_F, NULL),
                         FC_OK);
        assert_agrees(&test, from_r, books[i].name, "bg-f");
        assert_degrees(&test, books[i].name, "bg-f");
        textbook_release(&book);
    }
}

static void test_variance_of_errors(void **state)
{
    (void)state;
    for (size_t i = 0; i < BOOKS; i++) {
        struct textbook book;
        fc_linear_problem problem;
        fc_test test = {0};

        textbook_read(&book, books[i].name);
        problem = textbook_problem(&book, false);
        assert_int_equal(
            fc_breusch_pagan_test(&test, &problem, FC_KOENKER, NULL), FC_OK);
        assert_agrees(&test, from_r, books[i].name, "bp");
        assert_degrees(&test, books[i].name, "bp");
        assert_int_equal(
            fc_breusch_pagan_test(&test, &problem, FC_BREUSCH_PAGAN, NULL),
            FC_OK);
        assert_agrees(&test, from_r, books[i].name, "bp-original");
        assert_degrees(&test, books[i].name, "bp-original");
        textbook_release(&book);
    }
}

static void test_white(void **state)
{
    static const struct {
        const char *name;
        size_t degrees;
    } cases[] = {{"mtcars", 5}, {"amazon", 2}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct textbook book;
        fc_linear_problem problem;
        fc_test test = {0};

        textbook_read(&book, cases[i].name);
        problem = textbook_problem(&book, false);
        assert_int_equal(fc_white_test(&test, &problem, NULL), FC_OK);
        assert_agrees(&test, from_python, cases[i].name, "white");
        assert_true(fabs(test.df1 - (double)cases[i].degrees) < 0.5);
        textbook_release(&book);
    }
}

static void test_gretl_agrees(void **state)
{
    struct textbook book;
    fc_linear_problem problem;
    fc_test test = {0};

    (void)state;
    textbook_read(&book, "amazon");
    problem = textbook_problem(&book, false);
    assert_int_equal(fc_white_test(&test, &problem, NULL), FC_OK);
    assert_agrees(&test, from_gretl, "amazon", "white");
    assert_int_equal(fc_breusch_pagan_test(&test, &problem, FC_KOENKER, NULL),
                     FC_OK);
    assert_agrees(&test, from_gretl, "amazon", "bp");
    assert_int_equal(fc_reset_test(&test, &problem, NULL), FC_OK);
    assert_agrees(&test, from_gretl, "amazon", "reset");
    assert_int_equal(fc_chow_test(&test, &problem, 40, NULL), FC_OK);
    assert_agrees(&test, from_gretl, "amazon", "chow");
    textbook_release(&book);
}

/* The square of a dummy is the dummy: it has no degree of freedom. */
static void test_white_with_a_dummy(void **state)
{
    static const double manual[] = {1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0,
                                    0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0,
                                    0, 0, 0, 1, 1, 1, 1, 1, 1, 1};
    struct textbook book;
    fc_linear_problem problem;
    fc_test test = {0};

    (void)state;
    textbook_read(&book, "mtcars");
    for (size_t i = 0; i < book.rows; i++) {
        book.x[1][i] = manual[i];
    }
    textbook_design(&book, true);
    problem = textbook_problem(&book, false);
    assert_int_equal(fc_white_test(&test, &problem, NULL), FC_OK);
    assert_agrees(&test, from_python, "dummy", "white");
    assert_true(fabs(test.df1 - 4.0) < 0.5);
    textbook_release(&book);
}

static void test_specification(void **state)
{
    (void)state;
    for (size_t i = 0; i < BOOKS; i++) {
        struct textbook book;
        fc_linear_problem problem;
        fc_test test = {0};

        textbook_read(&book, books[i].name);
        problem = textbook_problem(&book, false);
        assert_int_equal(fc_reset_test(&test, &problem, NULL), FC_OK);
        assert_agrees(&test, from_r, books[i].name, "reset");
        assert_degrees(&test, books[i].name, "reset");
        textbook_release(&book);
    }
}

static void test_without_a_constant(void **state)
{
    struct textbook book;
    fc_linear_problem problem;
    fc_test test = {0};
    fc_error err = {0};

    (void)state;
    textbook_read(&book, "mtcars");
    textbook_design(&book, false);
    problem = textbook_problem(&book, false);
    assert_int_equal(fc_durbin_watson_test(&test, &problem, NULL), FC_OK);
    assert_agrees(&test, from_r, "origin", "dw");
    assert_int_equal(
        fc_breusch_godfrey_test(&test, &problem, 4, FC_FORM_CHI_SQUARED, NULL),
        FC_OK);
    assert_agrees(&test, from_r, "origin", "bg");
    assert_int_equal(fc_reset_test(&test, &problem, NULL), FC_OK);
    assert_agrees(&test, from_r, "origin", "reset");
    assert_int_equal(fc_cusum_test(&test, &problem, &err), FC_ERR_ARGUMENT);
    textbook_release(&book);
}

static void test_weighted(void **state)
{
    struct textbook book;
    fc_linear_problem problem;
    fc_test test = {0};

    (void)state;
    textbook_read(&book, "mtcars");
    for (size_t i = 0; i < book.rows; i++) {
        book.weights[i] = 1.0 / (book.x[0][i] * book.x[0][i]);
    }
    problem = textbook_problem(&book, true);
    assert_int_equal(fc_durbin_watson_test(&test, &problem, NULL), FC_OK);
    assert_agrees(&test, from_r, "weighted", "dw");
    assert_int_equal(
        fc_breusch_godfrey_test(&test, &problem, 4, FC_FORM_CHI_SQUARED, NULL),
        FC_OK);
    assert_agrees(&test, from_r, "weighted", "bg");
    assert_int_equal(fc_breusch_pagan_test(&test, &problem, FC_KOENKER, NULL),
                     FC_OK);
    assert_agrees(&test, from_python, "weighted", "bp");
    assert_int_equal(fc_white_test(&test, &problem, NULL), FC_OK);
    assert_agrees(&test, from_python, "weighted", "white");
    textbook_release(&book);
}

static void test_stability(void **state)
{
    (void)state;
    for (size_t i = 0; i < BOOKS; i++) {
        struct textbook book;
        fc_linear_problem problem;
        fc_test test = {0};

        textbook_read(&book, books[i].name);
        problem = textbook_problem(&book, false);
        assert_int_equal(fc_chow_test(&test, &problem, books[i].chow, NULL),
                         FC_OK);
        assert_agrees(&test, from_r, books[i].name, "chow");
        assert_degrees(&test, books[i].name, "chow");
        assert_int_equal(fc_cusum_test(&test, &problem, NULL), FC_OK);
        assert_agrees(&test, from_r, books[i].name, "cusum");
        textbook_release(&book);
    }
}

/* The statistic and the row are strucchange's. Its p value is a polynomial
 * fitted to a simulation (Hansen 1997), ours that of the limit law itself:
 * within 0.03 of each other, and equal to what mpmath sums. */
static void test_break_scan(void **state)
{
    (void)state;
    for (size_t i = 1; i < BOOKS; i++) {
        struct textbook book;
        fc_linear_problem problem;
        fc_break_scan_result scan = {0};

        textbook_read(&book, books[i].name);
        problem = textbook_problem(&book, false);
        assert_int_equal(fc_break_scan(&scan, &problem, 0.0, NULL), FC_OK);
        reference_assert_close(
            scan.test.statistic,
            reference_value(from_r, books[i].name, "sup-statistic"), tolerance,
            0.0);
        assert_int_equal(scan.row, (size_t)reference_value(
                                       from_r, books[i].name, "sup-row"));
        assert_true(
            fabs(scan.test.p_value
                 - reference_value(from_r, books[i].name, "sup-p-hansen"))
            < 0.03);
        reference_assert_close(
            scan.test.p_value,
            reference_value(from_python, books[i].name, "sup-p"), tolerance,
            0.0);
        textbook_release(&book);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_durbin_watson),
        cmocka_unit_test(test_durbin_watson_of_many_rows),
        cmocka_unit_test(test_correlation_of_errors),
        cmocka_unit_test(test_variance_of_errors),
        cmocka_unit_test(test_white),
        cmocka_unit_test(test_gretl_agrees),
        cmocka_unit_test(test_white_with_a_dummy),
        cmocka_unit_test(test_specification),
        cmocka_unit_test(test_without_a_constant),
        cmocka_unit_test(test_weighted),
        cmocka_unit_test(test_stability),
        cmocka_unit_test(test_break_scan),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
