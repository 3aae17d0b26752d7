/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forecast/series.h"

#include "support/faults.h"

#define MISSING ((double)NAN)

static const fc_period start = {.frequency = FC_QUARTERLY, .index = 8100};
static const double values[] = {MISSING, 1.0, MISSING, 3.0, 4.0, MISSING};

static fc_span whole(void)
{
    return (fc_span){start, 6, values};
}

static void test_create(void **state)
{
    fc_series *series = NULL;

    (void)state;
    assert_int_equal(
        fc_series_create(&series, "sales", NULL, start, values, 6, NULL),
        FC_OK);
    assert_string_equal(series->name, "sales");
    assert_string_equal(series->unit, "");
    assert_int_equal(series->kind, FC_FLOW);
    assert_int_equal(series->length, 6);
    assert_ptr_not_equal(series->values, values);
    assert_true(series->values[4] == 4.0);
    fc_series_free(series);
    fc_series_free(NULL);
    assert_int_equal(
        fc_series_create(&series, "none", "USD", start, NULL, 0, NULL), FC_OK);
    assert_string_equal(series->unit, "USD");
    fc_series_free(series);
}

static void test_infinite(void **state)
{
    static const double infinite[] = {1.0, -(double)INFINITY};
    fc_series *series = NULL;
    fc_error err = {0};

    (void)state;
    assert_int_equal(
        fc_series_create(&series, "sales", NULL, start, infinite, 2, &err),
        FC_ERR_DATA);
    assert_null(series);
    assert_string_equal(err.message, "value 2 of series 'sales' is infinite; a "
                                     "missing value is NaN");
}

static void assert_span(fc_span span, size_t first, size_t length)
{
    assert_int_equal(span.start.index, start.index + (int64_t)first);
    assert_int_equal(span.length, length);
    assert_ptr_equal(span.values, values + first);
}

static void test_windows(void **state)
{
    (void)state;
    assert_span(fc_span_head(whole(), 2), 0, 2);
    assert_span(fc_span_window(whole(), 3, 2), 3, 2);
    assert_span(fc_span_window(whole(), 6, 0), 6, 0);
    assert_span(fc_span_until(whole(), fc_period_add(start, 2)), 0, 3);
    assert_span(fc_span_until(whole(), fc_period_add(start, 5)), 0, 6);
    assert_span(fc_span_until(whole(), fc_period_add(start, 99)), 0, 6);
    assert_span(fc_span_until(whole(), fc_period_add(start, -1)), 0, 0);
    assert_span(fc_span_trim(whole()), 1, 4);
    assert_span(fc_span_latest_unbroken(whole()), 3, 2);
    assert_int_equal(fc_span_last(whole()).index, start.index + 5);
}

static void test_all_missing(void **state)
{
    fc_span none = fc_span_head(whole(), 1);

    (void)state;
    assert_int_equal(fc_span_trim(none).length, 0);
    assert_int_equal(fc_span_latest_unbroken(none).length, 0);
    assert_int_equal(fc_span_trim(fc_span_head(whole(), 0)).length, 0);
}

static void test_values(void **state)
{
    static const double positive[] = {1.0, 0.5};
    static const double with_zero[] = {1.0, 0.0};

    (void)state;
    assert_true(fc_span_at(whole(), fc_period_add(start, 3)) == 3.0);
    assert_true(isnan(fc_span_at(whole(), fc_period_add(start, 2))));
    assert_true(isnan(fc_span_at(whole(), fc_period_add(start, 6))));
    assert_true(isnan(fc_span_at(whole(), fc_period_add(start, -1))));
    assert_int_equal(fc_span_missing(whole()), 3);
    assert_true(fc_span_all_positive((fc_span){start, 2, positive}));
    assert_false(fc_span_all_positive((fc_span){start, 2, with_zero}));
    assert_false(fc_span_all_positive(whole()));
}

static fc_status create(void *context, fc_error *err)
{
    fc_series *series = NULL;
    fc_status status = fc_series_create(&series, "sales", "USD", start, values,
                                        6, err);

    (void)context;
    fc_series_free(series);
    return status;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    assert_int_equal(faults_try_allocations(create, NULL), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_create),  cmocka_unit_test(test_infinite),
        cmocka_unit_test(test_windows), cmocka_unit_test(test_all_missing),
        cmocka_unit_test(test_values),  cmocka_unit_test(test_out_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
