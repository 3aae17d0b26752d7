/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Against the figures that the company published with its results of 2024Q4. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/history.h"

#include "near.h"
#include "reports.h"
#include "support/folder.h"

static fc_report *history_of(const fc_dataset *dataset, const char *series)
{
    fc_report *report = NULL;
    fc_error err = {0};

    if (fc_history_report(&report, dataset, series, &err) != FC_OK) {
        fail_msg("%s", err.message);
    }
    return report;
}

static void test_published_growth(void **state)
{
    static const struct {
        const char *series;
        const char *year;
        double value;
        double growth; /* as printed, one decimal */
    } cases[] = {
        {"net_sales", "FY2024", 637959, 11.0},
        {"net_sales", "FY2023", 574785, 11.8},
        {"aws", "FY2024", 107556, 18.5},
        {"operating_income", "FY2024", 68593, 86.1},
    };
    fc_dataset *dataset = reports_open_amazon();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_report *report = history_of(dataset, cases[i].series);
        const fc_report_table *years = reports_table(report, "years");
        size_t row = reports_find(years, "fiscal_year", cases[i].year);

        print_message("  %s %s\n", cases[i].series, cases[i].year);
        assert_near(reports_number(years, row, "value"), cases[i].value, 1e-9);
        assert_near(reports_number(years, row, "growth_pct"), cases[i].growth,
                    0.05);
        fc_report_free(report);
    }
    fc_dataset_free(dataset);
}

static void test_last_quarter(void **state)
{
    fc_dataset *dataset = reports_open_amazon();
    fc_report *report = history_of(dataset, "net_sales");
    const fc_report_table *table = reports_table(report, "history");
    size_t row = reports_find(table, "period", "2024Q4");

    (void)state;
    assert_int_equal(fc_report_table_row_count(table), 112);
    assert_near(reports_number(table, row, "value"), 187792, 0.0);
    assert_near(reports_number(table, row, "growth_year_pct"), 10.5, 0.05);
    assert_near(reports_number(table, row, "growth_period_pct"),
                100.0 * (187792.0 / 158877.0 - 1.0), 1e-9);
    assert_near(reports_number(table, row, "trailing_year"), 637959, 1e-9);
    assert_near(reports_number(table, row, "run_rate"), 4 * 187792.0, 1e-9);
    assert_true(isnan(reports_number(table, 2, "trailing_year")));
    assert_true(isnan(reports_number(table, 3, "growth_year_pct")));
    assert_true(reports_has_note(report, "187,792 USD million, +10.5 %"));
    fc_report_free(report);
    fc_dataset_free(dataset);
}

static void test_shares_and_cagr(void **state)
{
    fc_dataset *dataset = reports_open_amazon();
    fc_report *report = history_of(dataset, "net_sales");
    const fc_report_table *shares = reports_table(report, "seasonal_shares");
    const fc_report_table *cagr = reports_table(report, "cagr");
    double sum = 0.0;

    (void)state;
    assert_int_equal(fc_report_table_row_count(shares), 4);
    for (size_t row = 0; row < 4; row++) {
        sum += reports_number(shares, row, "mean_pct");
        assert_near(reports_number(shares, row, "years"), 5, 0.0);
    }
    assert_near(sum, 100.0, 1e-9);
    /* 2020Q1 is 75,452 of 386,064: the lowest first quarter of the five. */
    assert_near(reports_number(shares, 0, "lowest_pct"),
                100.0 * 75452.0 / 386064.0, 1e-9);
    assert_int_equal(fc_report_table_row_count(cagr), 4);
    assert_near(reports_number(cagr, 3, "cagr_pct"), 21.77, 0.005);
    assert_string_equal(reports_text(cagr, 3, "from"), "FY2014");
    fc_report_free(report);
    fc_dataset_free(dataset);
}

static void test_gaps_stay_empty(void **state)
{
    fc_dataset *dataset = reports_open_amazon();
    fc_report *report = history_of(dataset, "capex_net");
    const fc_report_table *table = reports_table(report, "history");
    const fc_report_table *years = reports_table(report, "years");
    size_t row = reports_find(table, "period", "2007Q1");

    (void)state;
    assert_true(isnan(reports_number(table, row, "value")));
    assert_true(isnan(reports_number(table, row + 3, "trailing_year")));
    assert_true(isnan(reports_number(table, row + 4, "growth_year_pct")));
    assert_true(reports_find(years, "fiscal_year", "FY2007")
                == fc_report_table_row_count(years));
    fc_report_free(report);
    fc_dataset_free(dataset);
}

static void test_stock(void **state)
{
    fc_dataset *dataset = NULL;
    fc_report *report = NULL;
    const fc_report_table *table = NULL;

    (void)state;
    folder_write("s.csv", "period,cash\n2023Q3,5\n2023Q4,10\n2024Q1,7\n"
                          "2024Q2,8\n2024Q3,9\n2024Q4,20\n");
    folder_write("s.ini", "[series.cash]\nkind = stock\nunit = EUR\n");
    dataset = reports_open("s.csv");
    report = history_of(dataset, "cash");
    table = reports_table(report, "years");
    assert_int_equal(fc_report_table_row_count(table), 2);
    assert_near(reports_number(table, 1, "value"), 20, 0.0);
    assert_near(reports_number(table, 1, "growth_pct"), 100, 1e-9);
    assert_null(fc_report_find_table(report, "seasonal_shares"));
    assert_int_equal(
        fc_report_table_column_count(reports_table(report, "history")), 4);
    fc_report_free(report);
    fc_dataset_free(dataset);
}

static void test_unknown_series(void **state)
{
    fc_dataset *dataset = reports_open_amazon();
    fc_report *report = NULL;
    fc_error err = {0};

    (void)state;
    assert_int_equal(fc_history_report(&report, dataset, "net_sale", &err),
                     FC_ERR_NOT_FOUND);
    assert_null(report);
    assert_non_null(strstr(err.message, "'net_sales'"));
    fc_dataset_free(dataset);
}

static void test_list(void **state)
{
    fc_dataset *dataset = reports_open_amazon();
    fc_report *report = NULL;
    const fc_report_table *table = NULL;
    size_t row = 0;

    (void)state;
    assert_int_equal(fc_series_list_report(&report, dataset, NULL), FC_OK);
    table = reports_table(report, "series");
    assert_int_equal(fc_report_table_row_count(table), 8);
    row = reports_find(table, "series", "capex_net");
    assert_string_equal(reports_text(table, row, "first"), "2000Q1");
    assert_string_equal(reports_text(table, row, "last"), "2024Q4");
    assert_string_equal(reports_text(table, row, "unit"), "USD million");
    assert_near(reports_number(table, row, "n"), 98, 0.0);
    assert_near(reports_number(table, row, "missing"), 2, 0.0);
    fc_report_free(report);
    fc_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_growth),
        cmocka_unit_test(test_last_quarter),
        cmocka_unit_test(test_shares_and_cagr),
        cmocka_unit_test(test_gaps_stay_empty),
        cmocka_unit_test_setup_teardown(test_stock, folder_enter, folder_leave),
        cmocka_unit_test(test_unknown_series),
        cmocka_unit_test(test_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
