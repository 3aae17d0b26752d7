/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Correlation and whiteness against R's stats and tseries. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/statistics.h"

#include "support/faults.h"
#include "support/reference.h"

static const char *const reference = "diagnostics.csv";

enum { MOST = 128, LAGS = 8 };

/* Year-on-year growth of Amazon's sales and of its capital expenditure. */
struct growth {
    size_t n;
    double sales[MOST];
    double capex[MOST];
};

static void read_growth(struct growth *growth)
{
    size_t from = (size_t)reference_value(reference, "data", "capex-from");

    growth->n = (size_t)reference_value(reference, "data", "capex-n");
    assert_true(growth->n <= MOST);
    for (size_t t = 0; t < growth->n; t++) {
        growth->sales[t] = reference_numbered(reference, "data", "z", from + t);
        growth->capex[t] = reference_numbered(reference, "data", "c", t + 1);
    }
}

static void test_autocorrelation(void **state)
{
    struct growth growth;
    double r[LAGS + 1];

    (void)state;
    read_growth(&growth);
    assert_int_equal(fc_autocorrelation(r, growth.sales, growth.n, LAGS, NULL),
                     FC_OK);
    for (size_t k = 0; k <= LAGS; k++) {
        reference_assert_close(
            r[k], reference_numbered(reference, "acf", "r", k), 1e-12, 1.0);
    }
}

static void test_cross_correlation(void **state)
{
    struct growth growth;
    double r[2 * LAGS + 1];

    (void)state;
    read_growth(&growth);
    assert_int_equal(fc_cross_correlation(r, growth.capex, growth.sales,
                                          growth.n, LAGS, NULL),
                     FC_OK);
    for (size_t k = 0; k <= 2 * LAGS; k++) {
        reference_assert_close(
            r[k], reference_numbered(reference, "ccf", "r", k), 1e-12, 1.0);
    }
    assert_int_equal(fc_prewhitened_correlation(r, growth.capex, growth.sales,
                                                growth.n, LAGS, 3, NULL),
                     FC_OK);
    for (size_t k = 0; k <= 2 * LAGS; k++) {
        reference_assert_close(
            r[k], reference_numbered(reference, "ccf-white", "r", k), 1e-12,
            1.0);
    }
    reference_assert_close(fc_correlation_limit(growth.n - 3),
                           reference_value(reference, "ccf-white", "limit"),
                           1e-12, 0.0);
}

/* x leads y by two: y(t) = x(t - 2). */
static void test_a_lead_is_on_the_left(void **state)
{
    static const double x[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7};
    enum { N = sizeof x / sizeof x[0] - 2 };
    double r[2 * 4 + 1];
    size_t largest = 0;

    (void)state;
    assert_int_equal(fc_cross_correlation(r, x + 2, x, N, 4, NULL), FC_OK);
    for (size_t k = 0; k < 9; k++) {
        largest = r[k] > r[largest] ? k : largest;
    }
    assert_int_equal(largest, 4 - 2);
}

/* R: Box.test() and jarque.bera.test() of the residuals of mtcars, which are
 * those of the reference times their standard error. */
static void read_residuals(double *e, size_t *n, const char *name)
{
    double k = reference_value(reference, name, "k");

    *n = (size_t)reference_value(reference, name, "n");
    for (size_t i = 0; i < *n; i++) {
        double h = reference_numbered(reference, name, "leverage", i + 1);
        double r = reference_numbered(reference, name, "standardised", i + 1);

        e[i] = r * sqrt(1.0 - h);
    }
    assert_true((double)*n > k);
}

static void assert_agrees(const fc_test *test, double statistic, double p)
{
    reference_assert_close(test->statistic, statistic, 1e-8, 0.0);
    reference_assert_close(test->p_value, p, 1e-8, 1e-3);
}

static void test_whiteness_and_normality(void **state)
{
    static const struct {
        const char *name;
        size_t lags;
    } cases[] = {{"longley", 2}, {"mtcars", 4}, {"amazon", 4}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *name = cases[i].name;
        double e[MOST];
        size_t n = 0;
        fc_test test = {0};

        print_message("  %s\n", name);
        read_residuals(e, &n, name);
        assert_int_equal(fc_portmanteau_test(&test, e, n, cases[i].lags, 0,
                                             FC_LJUNG_BOX, NULL),
                         FC_OK);
        assert_agrees(&test, reference_value(reference, name, "lb-statistic"),
                      reference_value(reference, name, "lb-p"));
        assert_int_equal(fc_portmanteau_test(&test, e, n, cases[i].lags, 1,
                                             FC_BOX_PIERCE, NULL),
                         FC_OK);
        assert_agrees(&test, reference_value(reference, name, "box-statistic"),
                      reference_value(reference, name, "box-p"));
        assert_true(fabs(test.df1 - (double)cases[i].lags + 1.0) < 1e-9);
        assert_int_equal(fc_jarque_bera_test(&test, e, n, NULL), FC_OK);
        assert_agrees(&test, reference_value(reference, name, "jb-statistic"),
                      reference_value(reference, name, "jb-p"));
    }
}

static void test_what_cannot_be_computed(void **state)
{
    static const double flat[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    static const double gap[] = {1, 2, (double)NAN, 4, 5, 6};
    static const double fine[] = {1, 2, 1, 3, 2, 5};
    static const struct {
        const char *name;
        const double *x;
        const double *y;
        size_t n;
        size_t lag;
        size_t order;
        fc_status status;
        const char *message;
    } cases[] = {
        {"equal values", flat, fine, 6, 2, 1, FC_ERR_DATA, "equal"},
        {"equal second", fine, flat, 6, 2, 1, FC_ERR_DATA, "equal"},
        {"a gap", gap, fine, 6, 2, 1, FC_ERR_NONFINITE, "value 3"},
        {"a gap in the second", fine, gap, 6, 2, 1, FC_ERR_NONFINITE, "3"},
        {"lag too long", fine, fine, 6, 6, 1, FC_ERR_ARGUMENT, "lag 6"},
        {"lag too long when white", fine, fine, 6, 5, 1, FC_ERR_ARGUMENT,
         "lag 5"},
        {"order too high", fine, fine, 6, 2, 6, FC_ERR_ARGUMENT, "order 6"},
        {"nothing", fine, fine, 0, 0, 0, FC_ERR_ARGUMENT, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double r[16];
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        assert_int_equal(fc_prewhitened_correlation(r, cases[i].x, cases[i].y,
                                                    cases[i].n, cases[i].lag,
                                                    cases[i].order, &err),
                         cases[i].status);
        assert_non_null(strstr(err.message, cases[i].message));
    }
}

static void test_tests_that_cannot_be_computed(void **state)
{
    static const double flat[] = {0.1, 0.1, 0.1, 0.1};
    static const double fine[] = {1, 2, 1, 3};
    fc_test test = {.p_value = 7.0};
    fc_error err = {0};

    (void)state;
    assert_int_equal(
        fc_portmanteau_test(&test, fine, 4, 0, 0, FC_LJUNG_BOX, &err),
        FC_ERR_ARGUMENT);
    assert_int_equal(
        fc_portmanteau_test(&test, fine, 4, 2, 2, FC_LJUNG_BOX, &err),
        FC_ERR_ARGUMENT);
    assert_int_equal(
        fc_portmanteau_test(&test, fine, 4, 4, 0, FC_LJUNG_BOX, &err),
        FC_ERR_ARGUMENT);
    assert_int_equal(
        fc_portmanteau_test(&test, flat, 4, 2, 0, FC_LJUNG_BOX, &err),
        FC_ERR_DATA);
    assert_int_equal(fc_jarque_bera_test(&test, fine, 3, &err),
                     FC_ERR_TOO_SHORT);
    assert_int_equal(fc_jarque_bera_test(&test, flat, 4, &err), FC_ERR_DATA);
    assert_true(test.p_value > 6.0); /* untouched */
}

static fc_status allocating(void *context, fc_error *err)
{
    static const double fine[] = {1, 2, 1, 3, 2, 5};
    double r[8];
    fc_test test = {0};
    fc_status status = fc_portmanteau_test(&test, fine, 6, 2, 0, FC_LJUNG_BOX,
                                           err);

    (void)context;
    return status == FC_OK
               ? fc_prewhitened_correlation(r, fine, fine, 6, 2, 1, err)
               : status;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    assert_int_equal(faults_try_allocations(allocating, NULL), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_autocorrelation),
        cmocka_unit_test(test_cross_correlation),
        cmocka_unit_test(test_a_lead_is_on_the_left),
        cmocka_unit_test(test_whiteness_and_normality),
        cmocka_unit_test(test_what_cannot_be_computed),
        cmocka_unit_test(test_tests_that_cannot_be_computed),
        cmocka_unit_test(test_out_of_memory),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
