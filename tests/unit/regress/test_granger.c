/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does capital expenditure lead sales? As R's lmtest::grangertest(). */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/diagnostics.h"
#include "forecast/init.h"

#include "support/reference.h"

static const char *const reference = "diagnostics.csv";

enum { MOST = 128 };

static void test_agrees_with_lmtest(void **state)
{
    static const struct {
        const char *name;
        size_t order;
    } cases[] = {{"granger1", 1}, {"granger4", 4}};
    size_t from = (size_t)reference_value(reference, "data", "capex-from");
    size_t n = (size_t)reference_value(reference, "data", "capex-n");
    double sales[MOST];
    double capex[MOST];

    (void)state;
    assert_true(n <= MOST);
    for (size_t t = 0; t < n; t++) {
        sales[t] = reference_numbered(reference, "data", "z", from + t);
        capex[t] = reference_numbered(reference, "data", "c", t + 1);
    }
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *name = cases[i].name;
        fc_test test = {0};

        assert_int_equal(
            fc_granger_test(&test, sales, capex, n, cases[i].order, NULL),
            FC_OK);
        reference_assert_close(test.statistic,
                               reference_value(reference, name, "statistic"),
                               1e-8, 0.0);
        reference_assert_close(
            test.p_value, reference_value(reference, name, "p"), 1e-8, 0.0);
        reference_assert_close(
            test.df1, reference_value(reference, name, "df1"), 1e-12, 0.0);
        reference_assert_close(
            test.df2, reference_value(reference, name, "df2"), 1e-12, 0.0);
    }
}

/* y follows x by one period; x does not follow y. */
static void test_direction(void **state)
{
    enum { N = 60 };
    double x[N];
    double y[N];
    fc_test forwards = {0};
    fc_test backwards = {0};

    (void)state;
    for (size_t t = 0; t < N; t++) {
        x[t] = (double)(t * t * t % 101);
        y[t] = (t > 0 ? x[t - 1] : 0.0) + (double)(t * t % 11);
    }
    assert_int_equal(fc_granger_test(&forwards, y, x, N, 2, NULL), FC_OK);
    assert_int_equal(fc_granger_test(&backwards, x, y, N, 2, NULL), FC_OK);
    assert_true(forwards.p_value < 1e-6);
    assert_true(backwards.p_value > 0.05);
}

static void test_what_cannot_be_computed(void **state)
{
    static const double y[] = {1, 2, 1, 3, 2, 5, 4, 4, 6, 3};
    static const double x[] = {2, 1, 5, 3, 6, 2, 1, 8, 2, 2};
    static const double gap[] = {2, 1, 5, (double)NAN, 6, 2, 1, 8, 2, 2};
    static const double flat[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    static const struct {
        const char *name;
        const double *y;
        const double *x;
        size_t n;
        size_t order;
        fc_status status;
    } cases[] = {
        {"no lag", y, x, 10, 0, FC_ERR_ARGUMENT},
        {"too short", y, x, 10, 3, FC_ERR_TOO_SHORT},
        {"long enough", y, x, 10, 2, FC_OK},
        {"nothing", y, x, 0, 1, FC_ERR_TOO_SHORT},
        {"a gap in x", y, gap, 10, 2, FC_ERR_NONFINITE},
        {"a gap in y", gap, x, 10, 2, FC_ERR_NONFINITE},
        {"x does not vary", y, flat, 10, 2, FC_ERR_DATA},
        {"x is y", y, y, 10, 2, FC_ERR_DATA},
        {"y does not vary", flat, x, 10, 2, FC_ERR_SINGULAR},
        {"far too many lags", y, x, 10, (size_t)-1, FC_ERR_TOO_SHORT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_test test = {.p_value = 7.0};
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        assert_int_equal(fc_granger_test(&test, cases[i].y, cases[i].x,
                                         cases[i].n, cases[i].order, &err),
                         cases[i].status);
        if (cases[i].status != FC_OK) {
            assert_true(strlen(err.message) > 20);
            assert_true(test.p_value > 6.0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agrees_with_lmtest),
        cmocka_unit_test(test_direction),
        cmocka_unit_test(test_what_cannot_be_computed),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
