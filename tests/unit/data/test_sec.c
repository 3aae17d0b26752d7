/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Company facts: tests/data/sec_small.py writes them from a truth of its own,
 * which stands in sec_small.csv; the small cases are written here. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/sec.h"
#include "forecast/table.h"

#include "base/bytes.h"
#include "base/number.h"
#include "support/faults.h"

#define SMALL FC_TEST_DATA "/sec_small.json"
#define TRUTH FC_TEST_DATA "/sec_small.csv"

static const fc_sec_series *find(const fc_sec_table *table, const char *name)
{
    for (size_t i = 0; i < table->series_count; i++) {
        if (strcmp(table->series[i].name, name) == 0) {
            return &table->series[i];
        }
    }
    return NULL;
}

static const fc_sec_series *need(const fc_sec_table *table, const char *name)
{
    const fc_sec_series *series = find(table, name);

    if (series == NULL) {
        fail_msg("there is no %s", name);
        abort(); /* never reached: analyzers do not know */
    }
    return series;
}

static fc_sec_table *make(fc_sec_facts **facts, const char *path,
                          const fc_sec_options *options)
{
    fc_sec_table *table = NULL;

    assert_int_equal(fc_sec_facts_read(facts, path, NULL), FC_OK);
    assert_int_equal(fc_sec_table_create(&table, *facts, options, NULL), FC_OK);
    return table;
}

static void assert_is(const fc_sec_series *series, const fc_series *truth)
{
    for (size_t i = 0; i < truth->length; i++) {
        if (isnan(truth->values[i])) {
            assert_true(isnan(series->dollars[i]));
        } else { /* dollars are whole and below 2^53: nothing is rounded */
            assert_true(series->dollars[i] / 1e6 == truth->values[i]);
        }
    }
}

static void test_truth(void **state)
{
    fc_sec_facts *facts = NULL;
    fc_sec_table *table = make(&facts, SMALL, NULL);
    const fc_table_options options = {.calendar = {.fiscal_year_end = 1}};
    fc_table *truth = NULL;

    (void)state;
    assert_int_equal(fc_table_read(&truth, TRUTH, &options, NULL), FC_OK);
    assert_int_equal(fc_sec_facts_cik(facts), 4242);
    assert_string_equal(fc_sec_facts_entity(facts), "Example Stores, Inc.");
    assert_int_equal(table->calendar.fiscal_year_end, 1);
    assert_int_equal(table->start.index, truth->start.index);
    assert_int_equal(table->length, truth->length);
    assert_int_equal(table->series_count, truth->count);
    for (size_t i = 0; i < truth->count; i++) {
        assert_is(need(table, truth->series[i]->name), truth->series[i]);
    }
    fc_table_free(truth);
    fc_sec_table_free(table);
    fc_sec_facts_free(facts);
}

/* The signed facts of a cell are its value. */
static void test_parts_add_up(void **state)
{
    fc_sec_facts *facts = NULL;
    fc_sec_table *table = make(&facts, SMALL, NULL);
    size_t derived = 0;

    (void)state;
    for (size_t i = 0; i < table->series_count; i++) {
        for (size_t j = 0; j < table->length; j++) {
            const fc_sec_cell *cell = &table->series[i].cells[j];
            double sum = 0;

            for (size_t part = 0; part < cell->part_count; part++) {
                sum += (part == 0 ? 1 : -1) * cell->parts[part]->value;
            }
            assert_int_equal(cell->part_count > 0,
                             !isnan(table->series[i].dollars[j]));
            if (cell->part_count > 0) {
                assert_true(sum == table->series[i].dollars[j]);
            }
            derived += cell->derivation > FC_SEC_REPORTED;
        }
    }
    /* fourth quarters of two lines, and three a year of the cash flow */
    assert_int_equal(derived, 4 + 4 + 12);
    fc_sec_table_free(table);
    fc_sec_facts_free(facts);
}

static void test_ends_of_weeks(void **state)
{
    static const struct {
        size_t row;
        fc_date end;
    } cases[] = {{3, {2017, 1, 28}}, {7, {2018, 2, 3}}, {8, {2018, 5, 5}}};
    fc_sec_facts *facts = NULL;
    fc_sec_table *table = make(&facts, SMALL, NULL);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(
            fc_date_compare(table->ends[cases[i].row], cases[i].end), 0);
    }
    fc_sec_table_free(table);
    fc_sec_facts_free(facts);
}

/* What was known when: the amendment of FY2020Q3 came on 20 January 2020. */
static void test_as_of(void **state)
{
    static const struct {
        fc_date day;
        double sales; /* of FY2020Q3, million */
    } cases[] = {{{2020, 1, 19}, 1185}, {{2020, 1, 20}, 1190}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const fc_sec_options options = {.as_of = cases[i].day};
        fc_sec_facts *facts = NULL;
        fc_sec_table *table = make(&facts, SMALL, &options);
        const fc_sec_series *sales = need(table, "net_sales");

        assert_int_equal(table->length, 15); /* the year was not over */
        assert_true(sales->dollars[14] / 1e6 == cases[i].sales);
        fc_sec_table_free(table);
        fc_sec_facts_free(facts);
    }
}

static void test_findings(void **state)
{
    static const struct {
        const char *series;
        const char *reason;
        size_t count;
    } cases[] = {
        {"operating_income", "its filing has exchanged it", 8},
        {"operating_income", "another filing gives it at the scale", 1},
        {"operating_income", "no filing gives its three months or the 6", 1},
    };
    fc_sec_facts *facts = NULL;
    fc_sec_table *table = make(&facts, SMALL, NULL);
    size_t all = 0;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t count = 0;

        for (size_t j = 0; j < table->refusal_count; j++) {
            const fc_sec_refusal *refusal = &table->refusals[j];

            count += strcmp(refusal->series, cases[i].series) == 0
                     && strstr(refusal->reason, cases[i].reason) != NULL;
        }
        assert_int_equal(count, cases[i].count);
        all += count;
    }
    assert_int_equal(table->refusal_count, all);
    assert_true(need(table, "capex")->cells[7].restated_in_part);
    fc_sec_table_free(table);
    fc_sec_facts_free(facts);
}

/* Small cases: facts of form CONCEPT START END VALUE ACCESSION FORM FILED. */
struct row {
    const char *concept;
    const char *start;
    const char *end;
    const char *value;
    const char *accession;
    const char *form;
    const char *filed;
};

enum { ROWS = 14 };

static fc_sec_table *make_rows(fc_sec_facts **facts, const struct row *rows,
                               const fc_sec_options *options, fc_status *status)
{
    fc_bytes text = {0};
    fc_sec_table *table = NULL;
    const char *concept = "";

    assert_int_equal(
        fc_bytes_append_text(&text, "{\"cik\":1,\"entityName\":\"E\",\"facts\":"
                                    "{\"us-gaap\":{"),
        FC_OK);
    for (size_t i = 0; i < ROWS && rows[i].concept != NULL; i++) {
        const struct row *row = &rows[i];
        bool next = strcmp(row->concept, concept) != 0;

        if (next) {
            assert_int_equal(fc_bytes_printf(&text,
                                             "%s\"%s\":{\"units\":{\"USD\":[",
                                             i > 0 ? "]}}," : "", row->concept),
                             FC_OK);
        }
        concept = row->concept;
        assert_int_equal(
            fc_bytes_printf(&text,
                            "%s{\"start\":\"%s\",\"end\":\"%s\",\"val\":%s,"
                            "\"accn\":\"%s\",\"form\":\"%s\",\"filed\":\"%s\"}",
                            next ? "" : ",", row->start, row->end, row->value,
                            row->accession, row->form, row->filed),
            FC_OK);
    }
    assert_int_equal(fc_bytes_append_text(&text, "]}}}}}"), FC_OK);
    assert_int_equal(
        fc_sec_facts_parse(facts, text.data, text.size, "rows", NULL), FC_OK);
    *status = fc_sec_table_create(&table, *facts, options, NULL);
    fc_bytes_release(&text);
    return table;
}

#define BLANK   ((double)NAN)
#define SALES   "SalesRevenueNet"
#define LATER   "RevenueFromContractWithCustomerExcludingAssessedTax"
#define TOTAL   "Revenues"
#define YEAR_19 "2019-01-01", "2019-12-31"
#define K       "10-K", "2020-02-01"

static const struct {
    const char *name;
    const char *series;
    size_t row;
    double dollars; /* BLANK, also where the series is not there */
    struct row rows[ROWS];
} cases[] = {
    {"year less nine months",
     "net_sales",
     1,
     40,
     {{SALES, YEAR_19, "100", "k", K},
      {SALES, "2019-01-01", "2019-09-30", "60", "q", "10-Q", "2019-11-01"},
      {SALES, "2019-07-01", "2019-09-30", "25", "q", "10-Q", "2019-11-01"}}},
    {"year less three quarters",
     "net_sales",
     3,
     40,
     {{SALES, YEAR_19, "100", "k", K},
      {SALES, "2019-01-01", "2019-03-31", "10", "q1", "10-Q", "2019-05-01"},
      {SALES, "2019-04-01", "2019-06-30", "20", "q2", "10-Q", "2019-08-01"},
      {SALES, "2019-07-01", "2019-09-30", "30", "q3", "10-Q", "2019-11-01"}}},
    {"half-year less second quarter",
     "net_sales",
     0,
     45,
     {{SALES, YEAR_19, "100", "k", K},
      {SALES, "2020-01-01", "2020-06-30", "99", "q2", "10-Q", "2020-08-01"},
      {SALES, "2020-01-01", "2020-06-30", "95", "q", "10-Q", "2021-08-01"},
      {SALES, "2020-04-01", "2020-06-30", "50", "q", "10-Q", "2021-08-01"}}},
    {"half-year and second quarter of two filings",
     "net_sales",
     0,
     50,
     {{SALES, YEAR_19, "100", "k", K},
      {SALES, "2020-01-01", "2020-06-30", "99", "q2", "10-Q", "2020-08-01"},
      {SALES, "2020-04-01", "2020-06-30", "50", "q", "10-Q", "2021-08-01"}}},
    {"a quarter of four months is none, nor is its rest",
     "net_sales",
     0,
     BLANK,
     {{SALES, YEAR_19, "100", "k", K},
      {SALES, "2019-09-01", "2019-12-31", "30", "k", K}}},
    {"a trailing year is no fiscal year",
     "net_sales",
     0,
     5,
     {{SALES, YEAR_19, "100", "k", K},
      {SALES, "2019-04-01", "2020-03-31", "104", "q", "10-Q", "2020-05-01"},
      {SALES, "2020-01-01", "2020-03-31", "5", "q", "10-Q", "2020-05-01"}}},
    {"the later filing counts",
     "net_sales",
     0,
     6,
     {{SALES, YEAR_19, "100", "k", K},
      {SALES, "2020-01-01", "2020-03-31", "6", "b", "10-Q/A", "2020-06-01"},
      {SALES, "2020-01-01", "2020-03-31", "5", "a", "10-Q", "2020-05-01"}}},
    {"a year restated alone leaves its last quarter",
     "net_sales",
     1,
     40,
     {{SALES, YEAR_19, "100", "k", K},
      {SALES, YEAR_19, "130", "k2", "10-K", "2021-02-01"},
      {SALES, "2019-01-01", "2019-09-30", "60", "q", "10-Q", "2019-11-01"},
      {SALES, "2019-07-01", "2019-09-30", "25", "q", "10-Q", "2019-11-01"}}},
    {"a year restated with its nine months changes it",
     "net_sales",
     1,
     50,
     {{SALES, YEAR_19, "100", "k", K},
      {SALES, YEAR_19, "130", "k2", "10-K", "2021-02-01"},
      {SALES, "2019-01-01", "2019-09-30", "60", "q", "10-Q", "2019-11-01"},
      {SALES, "2019-01-01", "2019-09-30", "80", "q2", "10-Q", "2020-11-01"},
      {SALES, "2019-07-01", "2019-09-30", "25", "q", "10-Q", "2019-11-01"}}},
    {"one line under two names",
     "net_sales",
     1,
     7,
     {{SALES, YEAR_19, "100", "k", K},
      {SALES, "2019-10-01", "2019-12-31", "6", "k", K},
      {LATER, "2020-01-01", "2020-03-31", "7", "q", "10-Q", "2020-05-01"}}},
    {"two lines that one filing tells apart",
     "revenue",
     0,
     8,
     {{SALES, YEAR_19, "100", "k", K},
      {SALES, "2019-10-01", "2019-12-31", "6", "k", K},
      {TOTAL, "2019-10-01", "2019-12-31", "8", "k", K}}},
    {"one line, though one filing tells apart",
     "net_sales",
     0,
     11,
     {{LATER, "2019-01-01", "2019-03-31", "11", "q1", "10-Q", "2019-05-01"},
      {LATER, "2019-04-01", "2019-06-30", "12", "q2", "10-Q", "2019-08-01"},
      {LATER, "2019-07-01", "2019-09-30", "13", "q3", "10-Q", "2019-11-01"},
      {LATER, YEAR_19, "50", "k", K},
      {TOTAL, "2019-01-01", "2019-03-31", "18", "q1", "10-Q", "2019-05-01"},
      {TOTAL, "2019-04-01", "2019-06-30", "12", "q2", "10-Q", "2019-08-01"},
      {TOTAL, "2019-07-01", "2019-09-30", "13", "q3", "10-Q", "2019-11-01"},
      {TOTAL, YEAR_19, "50", "k", K}}},
    {"a fiscal year that ends in June",
     "net_sales",
     0,
     9,
     {{SALES, "2018-07-01", "2019-06-30", "100", "k", "10-K", "2019-08-01"},
      {SALES, "2019-07-01", "2019-09-30", "9", "q", "10-Q", "2019-11-01"}}},
    {"a value in millions stands out",
     "net_sales",
     4,
     BLANK,
     {{SALES, YEAR_19, "480", "k", K},
      {SALES, "2018-01-01", "2018-03-31", "110", "k", K},
      {SALES, "2018-04-01", "2018-06-30", "115", "k", K},
      {SALES, "2018-07-01", "2018-09-30", "120", "k", K},
      {SALES, "2018-10-01", "2018-12-31", "125", "k", K},
      {SALES, "2019-01-01", "2019-03-31", "118000000", "q", "10-Q",
       "2019-05-01"},
      {SALES, "2019-04-01", "2019-06-30", "121", "k", K}}},
    {"a value of a millionth, too",
     "net_sales",
     4,
     BLANK,
     {{SALES, YEAR_19, "480", "k", K},
      {SALES, "2018-01-01", "2018-03-31", "110", "k", K},
      {SALES, "2018-04-01", "2018-06-30", "115", "k", K},
      {SALES, "2018-07-01", "2018-09-30", "120", "k", K},
      {SALES, "2018-10-01", "2018-12-31", "125", "k", K},
      {SALES, "2019-01-01", "2019-03-31", "0.118", "q", "10-Q", "2019-05-01"},
      {SALES, "2019-04-01", "2019-06-30", "121", "k", K}}},
    {"a quarter of sixteen weeks",
     "net_sales",
     0,
     11,
     {{SALES, "2018-12-30", "2019-12-28", "100", "k", K},
      {SALES, "2019-09-08", "2019-12-28", "11", "k", K}}},
    {"a quarter of twelve weeks that ends early in the month",
     "net_sales",
     0,
     12,
     {{SALES, "2018-12-30", "2019-12-28", "100", "k", K},
      {SALES, "2019-06-16", "2019-09-07", "12", "q", "10-Q", "2019-10-01"}}},
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fc_sec_facts *facts = NULL;
        fc_status status = FC_OK;
        fc_sec_table *table = make_rows(&facts, cases[i].rows, NULL, &status);
        const fc_sec_series *series = table != NULL
                                          ? find(table, cases[i].series)
                                          : NULL;
        double got = series != NULL ? series->dollars[cases[i].row]
                                    : fc_missing();

        if (isnan(cases[i].dollars) ? !isnan(got) : got != cases[i].dollars) {
            fail_msg("%s: %g, not %g", cases[i].name, got, cases[i].dollars);
        }
        fc_sec_table_free(table);
        fc_sec_facts_free(facts);
    }
}

/* A first quarter that comes from its half-year ends where the second begins.
 */
static void test_end_from_half_year(void **state)
{
    static const struct row rows[ROWS] = {
        {SALES, YEAR_19, "100", "k", K},
        {SALES, "2019-12-29", "2020-06-27", "95", "q", "10-Q", "2020-08-01"},
        {SALES, "2020-03-29", "2020-06-27", "50", "q", "10-Q", "2020-08-01"}};
    const fc_date end = {2020, 3, 28};
    fc_sec_facts *facts = NULL;
    fc_status status = FC_OK;
    fc_sec_table *table = make_rows(&facts, rows, NULL, &status);

    (void)state;
    assert_non_null(table);
    assert_int_equal(table->series[0].cells[0].derivation, FC_SEC_HALF_YEAR);
    assert_int_equal(fc_date_compare(table->ends[0], end), 0);
    fc_sec_table_free(table);
    fc_sec_facts_free(facts);
}

static void test_no_annual_report(void **state)
{
    static const struct row rows[ROWS] = {
        {SALES, "2020-01-01", "2020-03-31", "5", "a", "10-Q", "2020-05-01"}};
    const fc_sec_options options = {.calendar = {.fiscal_year_end = 12}};
    fc_sec_facts *facts = NULL;
    fc_status status = FC_OK;

    (void)state;
    assert_null(make_rows(&facts, rows, NULL, &status));
    assert_int_equal(status, FC_ERR_DATA);
    fc_sec_facts_free(facts);
    fc_sec_table_free(make_rows(&facts, rows, &options, &status));
    assert_int_equal(status, FC_OK);
    fc_sec_facts_free(facts);
}

static void test_malformed(void **state)
{
#define HEAD "{\"cik\":1,\"entityName\":\"E\",\"facts\":{"
#define FACT(it) \
    HEAD "\"us-gaap\":{\"Assets\":{\"units\":{\"USD\":[" it "]}}}}}"
    static const struct {
        const char *text;
        fc_status status;
        const char *message;
    } bad[] = {
        {"", FC_ERR_FORMAT, "no JSON"},
        {"<html>", FC_ERR_FORMAT, "no JSON"},
        {"{\"cik\":1", FC_ERR_FORMAT, "no JSON"},
        {"[]", FC_ERR_FORMAT, "not the company facts"},
        {"{\"cik\":1,\"entityName\":\"E\"}", FC_ERR_FORMAT,
         "not the company facts"},
        {HEAD "\"ifrs-full\":{}}}", FC_ERR_DATA, "us-gaap"},
        {HEAD "\"us-gaap\":{}}}", FC_ERR_DATA, "in US dollars"},
        {HEAD "\"us-gaap\":{\"Assets\":{\"units\":{\"EUR\":[{}]}}}}}",
         FC_ERR_DATA, "in US dollars"},
        {FACT("7"), FC_ERR_FORMAT, "fact 1 of Assets has no text 'end'"},
        {FACT("{\"end\":\"2020-13-01\"}"), FC_ERR_FORMAT, "no usable day"},
        {FACT("{\"end\":\"0020-12-01\"}"), FC_ERR_FORMAT, "no usable day"},
        {FACT("{\"end\":\"2020-12-31\",\"val\":\"1\"}"), FC_ERR_FORMAT,
         "no usable number 'val'"},
        {FACT("{\"end\":\"2020-12-31\",\"val\":-1e16}"), FC_ERR_FORMAT,
         "no usable number 'val'"},
        {FACT("{\"end\":\"2020-12-31\",\"val\":1}"), FC_ERR_FORMAT, "'accn'"},
        {FACT("{\"end\":\"2020-12-31\",\"val\":1,\"accn\":\"a\"}"),
         FC_ERR_FORMAT, "'form'"},
        {FACT("{\"end\":\"2020-12-31\",\"val\":1,\"accn\":\"a\","
              "\"form\":\"10-K\"}"),
         FC_ERR_FORMAT, "'filed'"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        fc_error err = {.status = FC_OK};
        fc_sec_facts *facts = NULL;

        assert_int_equal(fc_sec_facts_parse(&facts, bad[i].text,
                                            strlen(bad[i].text), "f", &err),
                         bad[i].status);
        assert_null(facts);
        assert_non_null(strstr(err.message, bad[i].message));
        assert_string_equal(err.source, "f");
    }
}

/* A faults_job. */
static fc_status read_and_make(void *context, fc_error *err)
{
    fc_sec_facts *facts = NULL;
    fc_sec_table *table = NULL;
    fc_status status = fc_sec_facts_read(&facts, context, err);

    if (status == FC_OK) {
        status = fc_sec_table_create(&table, facts, NULL, err);
    }
    fc_sec_table_free(table);
    fc_sec_facts_free(facts);
    return status;
}

static void test_out_of_memory(void **state)
{
    static char path[] = SMALL;

    (void)state;
    assert_true(faults_try_allocations(read_and_make, path) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_truth),
        cmocka_unit_test(test_parts_add_up),
        cmocka_unit_test(test_ends_of_weeks),
        cmocka_unit_test(test_as_of),
        cmocka_unit_test(test_findings),
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_end_from_half_year),
        cmocka_unit_test(test_no_annual_report),
        cmocka_unit_test(test_malformed),
        cmocka_unit_test(test_out_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
