/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "forecast/dataset.h"

#include "base/bytes.h"
#include "support/faults.h"
#include "support/folder.h"

static const char csv[] = "period,sales,capex,cash\n"
                          "2024Q1,1,2,3\n"
                          "2024Q2,4,5,6\n";

static const char ini[] = "\xEF\xBB\xBF; a comment\r\n"
                          "[dataset]\r\n"
                          "title = Some company ; and its figures\r\n"
                          "frequency = quarterly\r\n"
                          "fiscal_year_end = June\r\n"
                          "guidance = guidance.csv\r\n"
                          "plans = ../plans.csv\r\n"
                          "totals = /totals.csv\r\n"
                          "facts = facts.csv\r\n"
                          "peers = peers.csv\r\n"
                          "hierarchy = hierarchy.csv\r\n"
                          "sources = sources.csv\r\n"
                          "scenarios = scenarios.csv\r\n"
                          "\r\n"
                          "[series.sales]\r\n"
                          "title: Net sales\r\n"
                          "unit = USD million\r\n"
                          "kind = flow\r\n"
                          "regressors = capex , cash\r\n"
                          "[series.cash]\r\n"
                          "kind = stock\r\n"
                          "other_basis = capex\r\n";

static void write_dataset(void)
{
    assert_int_equal(mkdir("d", 0755), 0);
    folder_write("d/data.csv", csv);
    folder_write("d/data.ini", ini);
}

static void test_open(void **state)
{
    fc_dataset *dataset = NULL;
    const fc_series_info *info = NULL;

    (void)state;
    write_dataset();
    assert_int_equal(fc_dataset_open(&dataset, "d/data.csv", NULL, NULL),
                     FC_OK);
    assert_string_equal(dataset->descriptor_path, "d/data.ini");
    assert_string_equal(dataset->title, "Some company");
    assert_string_equal(dataset->guidance_path, "d/guidance.csv");
    assert_string_equal(dataset->plans_path, "d/../plans.csv");
    assert_string_equal(dataset->totals_path, "/totals.csv");
    assert_string_equal(dataset->facts_path, "d/facts.csv");
    assert_string_equal(dataset->peers_path, "d/peers.csv");
    assert_string_equal(dataset->hierarchy_path, "d/hierarchy.csv");
    assert_string_equal(dataset->sources_path, "d/sources.csv");
    assert_string_equal(dataset->scenarios_path, "d/scenarios.csv");
    assert_int_equal(dataset->table->calendar.fiscal_year_end, 6);
    assert_string_equal(dataset->table->series[0]->unit, "USD million");
    assert_int_equal(dataset->table->series[0]->kind, FC_FLOW);
    assert_int_equal(dataset->table->series[2]->kind, FC_STOCK);
    assert_string_equal(dataset->table->series[2]->unit, "");

    info = fc_dataset_info(dataset, "sales");
    assert_non_null(info);
    assert_string_equal(info->title, "Net sales");
    assert_int_equal(info->regressor_count, 2);
    assert_string_equal(info->regressors[0], "capex");
    assert_string_equal(info->regressors[1], "cash");
    assert_null(info->other_basis);
    info = fc_dataset_info(dataset, "cash");
    assert_non_null(info);
    assert_string_equal(info->title, "cash");
    assert_string_equal(info->other_basis, "capex");
    assert_null(fc_dataset_info(dataset, "capex"));
    fc_dataset_free(dataset);
    fc_dataset_free(NULL);
}

static void test_without_descriptor(void **state)
{
    fc_dataset *dataset = NULL;

    (void)state;
    folder_write("data.csv", csv);
    assert_int_equal(fc_dataset_open(&dataset, "data.csv", NULL, NULL), FC_OK);
    assert_null(dataset->descriptor_path);
    assert_null(dataset->guidance_path);
    assert_string_equal(dataset->title, "");
    assert_int_equal(dataset->info_count, 0);
    fc_dataset_free(dataset);
    assert_int_equal(
        fc_dataset_parse(&dataset, csv, strlen(csv), "<stdin>", NULL, NULL),
        FC_OK);
    assert_string_equal(dataset->table->source, "<stdin>");
    fc_dataset_free(dataset);
    assert_int_equal(fc_dataset_open(&dataset, "none.csv", NULL, NULL),
                     FC_ERR_READ);
    assert_null(dataset);
}

static void test_how_to_read(void **state)
{
    fc_dataset *dataset = NULL;
    fc_table_options asked = {.delimiter = ','};

    (void)state;
    folder_write("data.csv", "when|a\n31|\"1.234,5 k\"\n");
    folder_write("data.ini", "[dataset]\nperiod_column = when\n"
                             "delimiter = pipe\ndecimal_comma = yes\n"
                             "formatted_numbers = TRUE\nscale_suffixes = on\n"
                             "layout = wide\n");
    assert_int_equal(fc_dataset_open(&dataset, "data.csv", NULL, NULL),
                     FC_ERR_FORMAT); /* the period is none */
    folder_write("data.csv", "when|a\n2024|\"1.234,5 k\"\n");
    assert_int_equal(fc_dataset_open(&dataset, "data.csv", NULL, NULL), FC_OK);
    assert_true(dataset->table->series[0]->values[0] == 1234500.0);
    fc_dataset_free(dataset);
    /* What is asked for wins. */
    assert_int_equal(fc_dataset_open(&dataset, "data.csv", &asked, NULL),
                     FC_ERR_FORMAT);
    asked = (fc_table_options){.calendar = {3}, .frequency = FC_YEARLY};
    assert_int_equal(fc_dataset_open(&dataset, "data.csv", &asked, NULL),
                     FC_OK);
    assert_int_equal(dataset->table->calendar.fiscal_year_end, 3);
    fc_dataset_free(dataset);
    asked = (fc_table_options){.layout = FC_LAYOUT_LONG};
    assert_int_equal(fc_dataset_open(&dataset, "data.csv", &asked, NULL),
                     FC_ERR_FORMAT);
    asked = (fc_table_options){.period_column = "a"};
    assert_int_equal(fc_dataset_open(&dataset, "data.csv", &asked, NULL),
                     FC_ERR_FORMAT);
}

#define TEN   "0123456789"
#define FIFTY TEN TEN TEN TEN TEN

static const struct {
    const char *name;
    const char *ini;
    size_t line;
    const char *message;
} errors[] = {
    {"an unknown key", "[dataset]\n\nfrequncy = quarterly\n", 3,
     "a dataset has no key 'frequncy'; is 'frequency' meant?"},
    {"a file key misspelt", "[dataset]\nguidence = g.csv\n", 2,
     "a dataset has no key 'guidence'; is 'guidance' meant?"},
    {"a key of nothing", "[dataset]\ncolour = red\n", 2,
     "a dataset has no key 'colour'; forecast init writes a descriptor with "
     "all keys"},
    {"an unknown key of a series", "[series.sales]\nunits = USD\n", 2,
     "a series has no key 'units'; is 'unit' meant?"},
    {"a key of a dataset in a series", "[series.sales]\nguidance = g.csv\n", 2,
     "a series has no key 'guidance'; forecast init writes a descriptor with "
     "all keys"},
    {"a key twice", "[dataset]\ntitle = a\ntitle = b\n", 3,
     "the section has 'title' already; keep one of the two"},
    {"a section twice", "[dataset]\n[series.cash]\n[dataset]\n", 3,
     "[dataset] stands in line 1 already; put the keys of both together"},
    {"a series twice", "[series.cash]\nkind = stock\n\n[series.cash]\n", 4,
     "[series.cash] stands in line 1 already; put the keys of both together"},
    {"an unknown section", "[datset]\n", 1,
     "there is no section [datset]; write [dataset] or [series.NAME]"},
    {"a section without a name", "[series.]\n", 1,
     "[series.] names no series; write [series.NAME]"},
    {"an open section", "[dataset\n", 1, "the section has no ']' at its end"},
    {"a key before any section", "title = a\n", 1,
     "the key stands before any section; write [dataset] above it"},
    {"neither key nor section", "[dataset]\n; fine\ntitle\n", 3,
     "the line is no [section], no key = value and no comment (; or #)"},
    {"an indented line", "[dataset]\ntitle = a\n  frequency = monthly\n", 3,
     "the line is indented, which continues the value above; begin it in the "
     "first column"},
    {"a line that inih would cut",
     "[dataset]\ntitle = " FIFTY FIFTY FIFTY FIFTY "\n", 2,
     "the line has more than 196 bytes, which the INI reader cuts; shorten it"},
    {"a name that inih would cut", "[series." FIFTY "]\n", 1,
     "the name of the section has more than 49 bytes, which the INI reader "
     "cuts; shorten the name"},
    {"a frequency that is none", "[dataset]\nfrequency = fortnightly\n", 2,
     "'fortnightly' does not fit here; give yearly, half-yearly, quarterly, "
     "monthly, weekly, daily or hourly"},
    {"a month that is none", "[dataset]\nfiscal_year_end = 13\n", 2,
     "'13' does not fit here; give the last month of the fiscal year, 1 to 12 "
     "or its name"},
    {"neither yes nor no", "[dataset]\ndecimal_comma = maybe\n", 2,
     "'maybe' does not fit here; give true or false"},
    {"a kind that is none", "[series.cash]\nkind = level\n", 2,
     "'level' does not fit here; give flow (adds up over a year) or stock (a "
     "level at the end of the period)"},
    {"a layout that is none", "[dataset]\nlayout = tall\n", 2,
     "'tall' does not fit here; give wide or long"},
    {"a delimiter that is none", "[dataset]\ndelimiter = colon\n", 2,
     "'colon' does not fit here; give comma, semicolon, tab or pipe"},
    {"a file without a name", "[dataset]\nplans =\n", 2,
     "'' does not fit here; give the name of a file"},
    {"a comma too many", "[series.cash]\nregressors = sales,,capex\n", 2,
     "'sales,,capex' does not fit here; give names of series with a comma "
     "between them"},
    {"a series that the file has not", "[dataset]\n[series.sale]\n", 2,
     "data.csv has no series 'sale'; is 'sales' meant?"},
    {"a regressor that the file has not",
     "[series.sales]\nkind = flow\nregressors = weather\n", 3,
     "data.csv has no series 'weather'; correct the name, or delete it here"},
    {"a basis that is no series", "[series.cash]\nother_basis = sale\n", 2,
     "data.csv has no series 'sale'; is 'sales' meant?"},
    {"its own regressor", "[series.cash]\nregressors = cash\n", 2,
     "'cash' cannot be a regressor of itself; its own past is used anyway"},
    {"not UTF-8", "[dataset]\ntitle = caf\xE9\n", 2,
     "byte 12 of the line (0xE9) is not UTF-8; save the file in UTF-8"},
};

static void test_errors(void **state)
{
    (void)state;
    folder_write("data.csv", csv);
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        fc_dataset *dataset = NULL;
        fc_error err = {0};

        print_message("  %s\n", errors[i].name);
        folder_write("data.ini", errors[i].ini);
        assert_int_equal(fc_dataset_open(&dataset, "data.csv", NULL, &err),
                         FC_ERR_FORMAT);
        assert_null(dataset);
        assert_string_equal(err.source, "data.ini");
        assert_string_equal(err.message, errors[i].message);
        assert_int_equal(err.line, errors[i].line);
    }
}

/* A copy that ends before a series begins is still one of the same dataset. */
static void test_series_without_values(void **state)
{
    fc_dataset *dataset = NULL;
    const fc_series *series = NULL;

    (void)state;
    folder_write("data.csv", "period,sales,weather\n2024Q1,1,\n2024Q2,2,\n");
    folder_write("data.ini", "[series.sales]\nregressors = weather\n"
                             "[series.weather]\nunit = K\n");
    assert_int_equal(fc_dataset_open(&dataset, "data.csv", NULL, NULL), FC_OK);
    series = fc_table_find(dataset->table, "weather");
    assert_non_null(series);
    assert_string_equal(series->unit, "K");
    assert_int_equal(fc_span_trim(fc_series_span(series)).length, 0);
    fc_dataset_free(dataset);
}

/* The longest line and name that the INI reader takes whole. */
static void test_longest(void **state)
{
    fc_dataset *dataset = NULL;
    fc_bytes text = {0};
    char title[196 - sizeof "title = " + 2] = {0};

    (void)state;
    memset(title, 'x', sizeof title - 1);
    assert_int_equal(fc_bytes_printf(&text,
                                     "[dataset]\ntitle = %s\n"
                                     "[series.%.42s]\nunit = USD\n",
                                     title, FIFTY),
                     FC_OK);
    folder_write("data.ini", text.data);
    fc_bytes_release(&text);
    assert_int_equal(fc_bytes_printf(&text, "period,%.42s\n2024Q1,1\n", FIFTY),
                     FC_OK);
    folder_write("data.csv", text.data);
    fc_bytes_release(&text);
    assert_int_equal(fc_dataset_open(&dataset, "data.csv", NULL, NULL), FC_OK);
    assert_string_equal(dataset->title, title);
    assert_string_equal(dataset->table->series[0]->unit, "USD");
    fc_dataset_free(dataset);
}

static void assert_has(const char *path, const char *name, bool expected)
{
    bool found = !expected;

    print_message("  %s in %s\n", name, path);
    assert_int_equal(fc_dataset_has_series(&found, path, name, NULL), FC_OK);
    assert_int_equal(found, expected);
}

static void test_has_series(void **state)
{
    bool found = true;
    fc_error err = {0};

    (void)state;
    write_dataset();
    folder_write("d/guidance.csv",
                 "series,period,value,low\nsales,2024Q1,1,2\n");
    folder_write("d/peers.csv", "period,sales\n2024Q1,1\n");
    folder_write("d/long.csv", "unique_id,ds,y\na,2024Q1,1\nb,2024Q1,2\n");
    folder_write("d/other.csv", "period;sales,net;period_end\n");
    folder_write("d/broken.csv", "period,a\n1,2,3\n");
    folder_write("d/broken.ini", "what is this\n");
    assert_has("d/data.csv", "sales", true);
    assert_has("d/data.csv", "cash", true);
    assert_has("d/data.csv", "period", false);
    assert_has("d/data.csv", "Sales", false);
    assert_has("d/guidance.csv", "sales", false);
    assert_has("d/guidance.csv", "low", false);
    assert_has("d/peers.csv", "sales", false);
    assert_has("d/../d/peers.csv", "sales", false);
    assert_has("d/long.csv", "b", true);
    assert_has("d/long.csv", "y", false);
    assert_has("d/other.csv", "sales,net", true);
    assert_has("d/other.csv", "period_end", false);
    assert_has("d/broken.csv", "a", true);
    assert_int_equal(fc_dataset_has_series(&found, "d/none.csv", "a", &err),
                     FC_ERR_READ);
    assert_false(found);
    assert_string_equal(err.source, "d/none.csv");
}

static void test_descriptor_path(void **state)
{
    static const char *const names[][2] = {
        {"a.csv", "a.ini"}, {"d.x/a", "d.x/a.ini"}, {"d/a.b.csv", "d/a.b.ini"}};
    char *path = NULL;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(fc_dataset_descriptor_path(&path, names[i][0], NULL),
                         FC_OK);
        assert_string_equal(path, names[i][1]);
        free(path);
    }
}

/* What describe writes is read back, and the file with it. */
static void test_describe(void **state)
{
    static const char awkward[] =
        "when|sales|a]b|" FIFTY "|x ;y|\"m\nn\"\n"
        "FY2024Q4|1,5|2,5|1|2|3\nFY2025Q1|1|1|2|3|4\n";
    fc_table_options options = {.delimiter = '|',
                                .decimal_comma = true,
                                .formatted_numbers = true,
                                .scale_suffixes = true,
                                .period_column = "when",
                                .layout = FC_LAYOUT_WIDE,
                                .calendar = {1}};
    fc_table *table = NULL;
    fc_dataset *dataset = NULL;
    char *text = NULL;

    (void)state;
    folder_write("data.csv", awkward);
    assert_int_equal(fc_table_read(&table, "data.csv", &options, NULL), FC_OK);
    assert_int_equal(fc_dataset_describe(&text, table, NULL), FC_OK);
    folder_write("data.ini", text);
    free(text);
    fc_table_free(table);

    assert_int_equal(fc_dataset_open(&dataset, "data.csv", NULL, NULL), FC_OK);
    assert_int_equal(dataset->table->calendar.fiscal_year_end, 1);
    assert_true(dataset->table->series[0]->values[0] == 1.5);
    assert_int_equal(dataset->table->count, 5);
    assert_int_equal(dataset->info_count, 1); /* the others fit no section */
    assert_string_equal(dataset->info[0].name, "sales");
    fc_dataset_free(dataset);
}

static const char description[] =
    "; Describes a.csv. Lines that begin with ; are comments.\n"
    "[dataset]\n"
    "; title = Some company\n"
    "; company = its name in the file of peers\n"
    "frequency = quarterly\n"
    "; The month in which the fiscal year ends, 1 to 12.\n"
    "fiscal_year_end = 12\n"
    "\n"
    "; Files beside this one that go with the data, if there are any.\n"
    "; guidance = guidance.csv\n"
    "; plans = plans.csv\n"
    "; totals = totals.csv\n"
    "; facts = facts.csv\n"
    "; peers = peers.csv\n"
    "; hierarchy = hierarchy.csv\n"
    "; sources = sources.csv\n"
    "; scenarios = scenarios.csv\n"
    "\n"
    "; A section a series.\n"
    ";   title       words for people\n"
    ";   unit        such as USD million\n"
    ";   kind        flow adds up over a year (sales), stock is a level at the\n"
    ";               end of the period (cash, headcount)\n"
    ";   regressors  other series of the file that may explain this one, with\n"
    ";               commas between them\n"
    ";   other_basis the series with the same figures on another basis, as\n"
    ";               gross for net: growth of plans is told on both\n"
    ";   metric      what the file of peers calls it, such as capex\n"
    "\n"
    "[series.sales]\n"
    "; title = sales\n"
    "unit = USD\n"
    "kind = flow\n"
    "; regressors =\n";

static void test_description(void **state)
{
    static const char tall[] = "series,period,value,unit\nsales,2024Q1,1,USD\n";
    fc_table *table = NULL;
    char *text = NULL;

    (void)state;
    assert_int_equal(
        fc_table_parse(&table, tall, strlen(tall), "d/a.csv", NULL, NULL),
        FC_OK);
    assert_int_equal(fc_dataset_describe(&text, table, NULL), FC_OK);
    assert_string_equal(text, description);
    free(text);
    fc_table_free(table);
}

static void write_peers(const char *series)
{
    char text[256];

    folder_write("a.csv", "period,y\n2024Q1,1\n2024Q2,2\n2024Q3,3\n");
    folder_write("p.csv", "company,period,metric,value\n"
                          "Some & Co,2024Q2,capex,20\n"
                          "Some & Co,2024Q4,capex,40\n"
                          "Some & Co,2023Q4,capex,5\n"
                          "Some & Co,FY2024,capex,99\n");
    (void)snprintf(text, sizeof text,
                   "[dataset]\npeers = p.csv\ncompany = Own\n"
                   "[series.y]\nunit = EUR\nmetric = revenue\n%s",
                   series);
    folder_write("a.ini", text);
}

/* The quarters of a peer, where the table has them; no year. */
static void test_peers(void **state)
{
    fc_dataset *dataset = NULL;
    const fc_series *series = NULL;

    (void)state;
    write_peers("");
    assert_int_equal(fc_dataset_open(&dataset, "a.csv", NULL, NULL), FC_OK);
    assert_string_equal(dataset->company, "Own");
    assert_string_equal(fc_dataset_info(dataset, "y")->metric, "revenue");
    assert_int_equal(dataset->table->count, 1);
    assert_int_equal(fc_dataset_add_peer(dataset, "some_capex", NULL), FC_OK);
    assert_int_equal(fc_dataset_add_peer(dataset, "y", NULL), FC_OK);
    assert_int_equal(dataset->table->count, 1);
    for (int i = 0; i < 2; i++) { /* the second call finds it there */
        assert_int_equal(fc_dataset_add_peer(dataset, "some___co_capex", NULL),
                         FC_OK);
        assert_int_equal(dataset->table->count, 2);
    }
    series = fc_table_find(dataset->table, "some___co_capex");
    assert_non_null(series);
    assert_string_equal(series->unit, "EUR");
    assert_int_equal(series->length, 3);
    assert_true(isnan(series->values[0]));
    assert_true(series->values[1] == 20.0);
    assert_true(isnan(series->values[2]));
    fc_dataset_free(dataset);
}

static void test_peer_as_regressor(void **state)
{
    fc_dataset *dataset = NULL;
    fc_error err = {0};

    (void)state;
    write_peers("regressors = some___co_capex\n");
    assert_int_equal(fc_dataset_open(&dataset, "a.csv", NULL, NULL), FC_OK);
    assert_non_null(fc_table_find(dataset->table, "some___co_capex"));
    fc_dataset_free(dataset);
    folder_write("p.csv", "company,period,metric,value\nA,2024Q5,capex,1\n");
    assert_int_equal(fc_dataset_open(&dataset, "a.csv", NULL, &err),
                     FC_ERR_DATA);
    assert_string_equal(err.source, "p.csv");
    assert_int_equal(err.line, 2);
}

static fc_status add_peer(void *context, fc_error *err)
{
    fc_dataset *dataset = NULL;
    fc_status status = fc_dataset_open(&dataset, "a.csv", NULL, err);

    (void)context;
    fc_dataset_free(dataset);
    return status;
}

static void test_peer_out_of_memory(void **state)
{
    (void)state;
    write_peers("regressors = some___co_capex\n");
    assert_true(faults_try_allocations(add_peer, NULL) > 20);
}

static fc_status open_dataset(void *context, fc_error *err)
{
    fc_dataset *dataset = NULL;
    char *text = NULL;
    fc_status status = fc_dataset_open(&dataset, "d/data.csv", NULL, err);

    (void)context;
    if (status == FC_OK) {
        status = fc_dataset_describe(&text, dataset->table, err);
    }
    free(text);
    fc_dataset_free(dataset);
    return status;
}

static fc_status search(void *context, fc_error *err)
{
    bool found = false;

    (void)context;
    return fc_dataset_has_series(&found, "d/data.csv", "sales", err);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    write_dataset();
    assert_true(faults_try_allocations(open_dataset, NULL) > 50);
    assert_true(faults_try_allocations(search, NULL) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_open, folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(test_without_descriptor, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_how_to_read, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_errors, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_series_without_values,
                                        folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(test_longest, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_has_series, folder_enter,
                                        folder_leave),
        cmocka_unit_test(test_descriptor_path),
        cmocka_unit_test_setup_teardown(test_describe, folder_enter,
                                        folder_leave),
        cmocka_unit_test(test_description),
        cmocka_unit_test_setup_teardown(test_peers, folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(test_peer_as_regressor, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_peer_out_of_memory, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_out_of_memory, folder_enter,
                                        folder_leave),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
