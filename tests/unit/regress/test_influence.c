/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leverage, residuals and Cook's distance against R's hatvalues(), rstandard(),
 * rstudent() and cooks.distance(). */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forecast/init.h"

#include "support/reference.h"
#include "textbook.h"

static const char *const reference = "diagnostics.csv";

static const double tolerance = 1e-8;

static void assert_rows(const double *values, size_t n, const char *book,
                        const char *quantity)
{
    for (size_t i = 0; i < n; i++) {
        reference_assert_close(
            values[i], reference_numbered(reference, book, quantity, i + 1),
            tolerance, 1e-3);
    }
}

static void assert_agrees(const struct textbook *book, bool weighted,
                          const char *name)
{
    fc_linear_problem problem = textbook_problem(book, weighted);
    fc_influence *influence = NULL;

    print_message("  %s\n", name);
    assert_int_equal(fc_influence_create(&influence, &problem, NULL), FC_OK);
    assert_rows(influence->leverage, influence->n, name, "leverage");
    assert_rows(influence->standardised, influence->n, name, "standardised");
    assert_rows(influence->studentised, influence->n, name, "studentised");
    assert_rows(influence->cook, influence->n, name, "cook");
    assert_int_equal(influence->undefined, 0);
    for (size_t i = 0; i < influence->n; i++) {
        assert_true(influence->cook[i] <= influence->cook[influence->largest]);
    }
    fc_influence_free(influence);
}

static void test_agrees_with_r(void **state)
{
    static const char *const names[] = {"longley", "mtcars", "amazon"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct textbook book;

        textbook_read(&book, names[i]);
        assert_agrees(&book, false, names[i]);
        textbook_release(&book);
    }
}

static void test_weighted(void **state)
{
    struct textbook book;

    (void)state;
    textbook_read(&book, "mtcars");
    for (size_t i = 0; i < book.rows; i++) {
        book.weights[i] = 1.0 / (book.x[0][i] * book.x[0][i]);
    }
    assert_agrees(&book, true, "weighted");
    textbook_release(&book);
}

/* A dummy for one row fits it whatever it is: leverage 1, the rest unknown. */
static void test_a_dummy_for_one_row(void **state)
{
    struct textbook book;
    fc_linear_problem problem;
    fc_influence *influence = NULL;

    (void)state;
    textbook_read(&book, "mtcars");
    for (size_t i = 0; i < book.rows; i++) {
        book.x[1][i] = i == 4 ? 1.0 : 0.0;
    }
    textbook_design(&book, true);
    problem = textbook_problem(&book, false);
    assert_int_equal(fc_influence_create(&influence, &problem, NULL), FC_OK);
    assert_int_equal(influence->undefined, 1);
    reference_assert_close(influence->leverage[4], 1.0, 1e-12, 0.0);
    assert_true(isnan(influence->cook[4]));
    assert_true(isnan(influence->standardised[4]));
    assert_true(isnan(influence->studentised[4]));
    assert_true(influence->largest != 4);
    for (size_t i = 0; i < influence->n; i++) {
        assert_true(i == 4 || isfinite(influence->studentised[i]));
    }
    fc_influence_free(influence);
    textbook_release(&book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agrees_with_r),
        cmocka_unit_test(test_weighted),
        cmocka_unit_test(test_a_dummy_for_one_row),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
