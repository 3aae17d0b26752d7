/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/guidance.h"

#include "near.h"
#include "support/faults.h"

static const fc_calendar december = {0};

static fc_status parse(fc_guidance_list **out, const char *text, fc_error *err)
{
    return fc_guidance_parse(out, text, strlen(text), "g.csv", FC_QUARTERLY,
                             december, err);
}

static const char *const amazon =
    "series,period,low,high,growth_low_pct,growth_high_pct,issued,role,source,"
    "check\n"
    "sales,2025Q1,151000,155500,5,9,2025-02-06,release,10-K,seen\n"
    "sales,2025Q1,151000,155000,5,9,2025-02-06,task,news,\"truncated, it is\"\n"
    "sales,2025Q1,150000,155000,,,2025-01-01,release,old,\n"
    "sales,2025Q2,160000,,,,,,,\n";

static fc_period quarter(const char *text)
{
    fc_period period = {0};

    assert_int_equal(
        fc_period_parse(&period, text, FC_QUARTERLY, december, NULL), FC_OK);
    return period;
}

static void test_read(void **state)
{
    fc_guidance_list *list = NULL;
    const fc_guidance *found = NULL;

    (void)state;
    assert_int_equal(parse(&list, amazon, NULL), FC_OK);
    assert_int_equal(list->count, 4);
    found = fc_guidance_find(list, "sales", quarter("2025Q1"),
                             FC_GUIDANCE_TASK);
    assert_non_null(found);
    assert_near(found->high, 155000, 0.0);
    assert_near(found->growth_high_pct, 9, 0.0);
    assert_int_equal(found->issued.year, 2025);
    assert_string_equal(found->check, "truncated, it is");
    assert_int_equal(found->line, 3);
    /* Of two releases the later one counts, wherever it stands. */
    found = fc_guidance_find(list, "sales", quarter("2025Q1"),
                             FC_GUIDANCE_RELEASE);
    assert_near(found->low, 151000, 0.0);
    found = fc_guidance_find(list, "sales", quarter("2025Q2"),
                             FC_GUIDANCE_RELEASE);
    assert_true(isnan(found->high) && isnan(found->growth_low_pct));
    assert_null(fc_guidance_find(list, "other", quarter("2025Q1"),
                                 FC_GUIDANCE_RELEASE));
    assert_null(fc_guidance_find(list, "sales", quarter("2025Q3"),
                                 FC_GUIDANCE_RELEASE));
    fc_guidance_list_free(list);
}

static void test_refuse(void **state)
{
    static const struct {
        const char *name;
        const char *text;
        fc_status status;
        size_t line;
        size_t column;
    } cases[] = {
        {"no high", "series,period,low\ns,2025Q1,1\n", FC_ERR_FORMAT, 1, 0},
        {"upside down", "series,period,low,high\ns,2025Q1,2,1\n", FC_ERR_DATA,
         2, 3},
        {"no end", "series,period,low,high\n\ns,2025Q1,,\n", FC_ERR_DATA, 3, 3},
        {"no series", "series,period,low,high\n,2025Q1,1,2\n", FC_ERR_DATA, 2,
         1},
        {"a month", "series,period,low,high\ns,2025Q5,1,2\n", FC_ERR_DATA, 2,
         2},
        {"no number", "series,period,low,high\ns,2025Q1,1,2 bn\n",
         FC_ERR_FORMAT, 2, 4},
        {"role", "series,period,low,high,role\ns,2025Q1,1,2,hope\n",
         FC_ERR_FORMAT, 2, 5},
        {"date", "series,period,low,high,issued\ns,2025Q1,1,2,2025-02-30\n",
         FC_ERR_DATA, 2, 5},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_guidance_list *list = NULL;
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        assert_int_equal(parse(&list, cases[i].text, &err), cases[i].status);
        assert_null(list);
        assert_int_equal(err.line, cases[i].line);
        assert_int_equal(err.column, cases[i].column);
        assert_string_equal(err.source, "g.csv");
    }
}

static void test_verdict(void **state)
{
    (void)state;
    assert_string_equal(fc_guidance_verdict(1.0, 2.0, 0.9), "below");
    assert_string_equal(fc_guidance_verdict(1.0, 2.0, 1.0), "inside");
    assert_string_equal(fc_guidance_verdict(1.0, 2.0, 2.0), "inside");
    assert_string_equal(fc_guidance_verdict(1.0, 2.0, 2.1), "above");
    assert_string_equal(fc_guidance_verdict(1.0, (double)NAN, 9.0), "inside");
    assert_string_equal(fc_guidance_verdict((double)NAN, 2.0, 9.0), "above");
}

static void test_shipped_file(void **state)
{
    fc_guidance_list *list = NULL;
    size_t sales = 0;

    (void)state;
    assert_int_equal(fc_guidance_read(&list, FC_DATASETS "/amazon/guidance.csv",
                                      FC_QUARTERLY, december, NULL),
                     FC_OK);
    for (size_t i = 0; i < list->count; i++) {
        sales += strcmp(list->items[i].series, "net_sales") == 0
                 && list->items[i].role == FC_GUIDANCE_RELEASE
                 && list->items[i].period.index >= quarter("2009Q1").index;
    }
    assert_int_equal(sales, 65); /* every quarter, 2009Q1 to 2025Q1 */
    fc_guidance_list_free(list);
}

static fc_status read_all(void *context, fc_error *err)
{
    fc_guidance_list *list = NULL;
    fc_status status = parse(&list, amazon, err);

    (void)context;
    fc_guidance_list_free(list);
    return status;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    assert_true(faults_try_allocations(read_all, NULL) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_refuse),
        cmocka_unit_test(test_verdict),
        cmocka_unit_test(test_shipped_file),
        cmocka_unit_test(test_out_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
