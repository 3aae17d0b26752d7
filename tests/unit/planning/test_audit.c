/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped dataset passes; with any one cell altered it does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/audit.h"
#include "forecast/file.h"

#include "near.h"
#include "reports.h"
#include "support/folder.h"

static const char *const files[] = {
    "amazon_quarterly.csv",
    "amazon_quarterly.ini",
    "fiscal_year_totals.csv",
    "guidance.csv",
    "plans.csv",
    "peer_capex.csv",
    "hierarchy.csv",
    "sources.csv",
    "facts.csv",
};

/* Copy a file of the dataset here, with one text in it replaced by another of
 * the same length. */
static void copy(const char *file, const char *from, const char *to)
{
    char path[512];
    fc_bytes bytes = {0};
    char *at = NULL;

    (void)snprintf(path, sizeof path, "%s/amazon/%s", FC_DATASETS, file);
    assert_int_equal(fc_file_read(&bytes, path, NULL), FC_OK);
    if (from != NULL) {
        at = strstr(bytes.data, from);
        assert_non_null(at);
        assert_int_equal(strlen(from), strlen(to));
        for (size_t i = 0; to[i] != '\0'; i++) {
            at[i] = to[i];
        }
    }
    folder_write(file, bytes.data);
    fc_bytes_release(&bytes);
}

static void copy_all(void)
{
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        copy(files[i], NULL, NULL);
    }
}

static fc_report *audit(fc_audit_result *result)
{
    fc_dataset *dataset = reports_open("amazon_quarterly.csv");
    fc_report *report = NULL;
    fc_error err = {0};

    if (fc_audit_dataset(&report, result, dataset, &err) != FC_OK) {
        fail_msg("%s:%zu: %s", err.source, err.line, err.message);
    }
    fc_dataset_free(dataset);
    return report;
}

static void test_shipped_data_passes(void **state)
{
    fc_audit_result result = {0};
    fc_report *report = NULL;
    const fc_report_table *summary = NULL;
    const fc_report_table *facts = NULL;

    (void)state;
    copy_all();
    report = audit(&result);
    assert_int_equal(result.failures, 0);
    summary = reports_table(report, "summary");
    assert_int_equal(fc_report_table_row_count(summary), 7);
    /* 8 quarters of 2000-2001 and 64 from 2009 for the segments; 98 of capex */
    assert_near(reports_number(summary, 0, "passed"), 8 + 64 + 98, 0.0);
    /* the task's range, which its check column explains */
    assert_near(reports_number(summary, 2, "explained"), 1, 0.0);
    /* Three peers from 2015, Microsoft's year to June 2015 not in quarters. */
    assert_near(reports_number(summary, 5, "passed"), 58, 0.0);
    assert_near(reports_number(summary, 4, "passed"), 1, 0.0);
    assert_near(reports_number(summary, 4, "not_in_data"), 1, 0.0);
    facts = reports_table(report, "facts");
    assert_int_equal(fc_report_table_row_count(facts), 22);
    assert_string_equal(reports_text(facts, 2, "result"),
                        "differs (27.834 capex, 26.052 capex_net)");
    fc_report_free(report);
}

static void test_altered_cell_fails(void **state)
{
    static const struct {
        const char *name;
        const char *file;
        const char *from;
        const char *to;
        const char *kind;  /* of a row of the table of differences */
        const char *place; /* of that row */
    } cases[] = {
        {"net sales of 2018Q3", "amazon_quarterly.csv", "56576,", "56577,",
         "hierarchy", "amazon_quarterly.csv:88"},
        {"net sales of 1997Q2", "amazon_quarterly.csv", "27.855", "27.856",
         "totals", "fiscal_year_totals.csv:2"},
        {"a segment", "amazon_quarterly.csv", ",16192,", ",16193,", "hierarchy",
         "amazon_quarterly.csv:90"},
        {"capex", "amazon_quarterly.csv", ",27834,", ",27844,", "facts",
         "facts.csv:4"},
        {"operating income", "amazon_quarterly.csv", ",-544,", ",-543,",
         "totals", "fiscal_year_totals.csv:44"},
        {"a total", "fiscal_year_totals.csv", "637959", "637958", "totals",
         "fiscal_year_totals.csv:29"},
        {"a stated growth", "guidance.csv", "138000,143500,8,13",
         "138000,143500,8,14", "guidance", "guidance.csv:136"},
        {"a unit", "guidance.csv", "138000,143500,8,13", "138,143.50000000,,",
         "guidance", "guidance.csv:136"},
        {"a guided end", "guidance.csv", "151000,155500,", "151000,157500,",
         "guidance", "guidance.csv:144"},
        {"the explanation", "guidance.csv", "would be 8.2 %", "would be 8.3 %",
         "guidance", "guidance.csv:145"},
        {"a peer's plan", "peer_capex.csv", "75000", "74000", "facts",
         "facts.csv:9"},
        {"a plan", "plans.csv", ",100000,", ",110000,", "facts", "facts.csv:2"},
        {"a claim", "facts.csv", ",187.8,", ",187.9,", "facts", "facts.csv:12"},
        {"a claim that differs", "facts.csv", ",26.3,", ",99.9,", "facts",
         "facts.csv:4"},
        {"one by a little", "facts.csv", ",26.3,", ",26.5,", "facts",
         "facts.csv:4"},
        {"a run rate", "facts.csv", ",105,USD", ",106,USD", "facts",
         "facts.csv:5"},
        {"an end", "facts.csv", ",155,USD", ",157,USD", "facts",
         "facts.csv:21"},
        {"a growth", "facts.csv", ",9,percent", ",8,percent", "facts",
         "facts.csv:23"},
        {"a bound", "facts.csv", "capex_net)\",1,", "capex_net)\",0,", "facts",
         "facts.csv:4"},
        {"a plan made from a quarter", "plans.csv", ",105200,", ",107200,",
         "plans", "plans.csv:3"},
        {"a quarter of a peer", "peer_capex.csv", "2016Q1,capex,2444",
         "2016Q1,capex,2445", "peers", "peer_capex.csv:43"},
        {"a quarter of a year to June", "peer_capex.csv", "2015Q3,capex,1356",
         "2015Q3,capex,1357", "peers", "peer_capex.csv:248"},
        {"a year of a peer", "peer_capex.csv", "FY2017,revenue,110855",
         "FY2017,revenue,110856", "peers", "peer_capex.csv:95"},
        {"a source beside one that agrees", "sources.csv",
         "2013Q4,capex,879,https://github.com/m",
         "2013Q4,capex,999,https://github.com/m", "sources", "sources.csv:289"},
        {"a rounding twin", "sources.csv", "net_sales,6703,", "net_sales,6700,",
         "sources", "sources.csv:137"},
        {"the reason of a twin", "sources.csv", "used (6704)", "used (6705)",
         "sources", "sources.csv:137"},
        {"the growth of another range", "guidance.csv", "155000,5,9,",
         "155000,5,7,", "guidance", "guidance.csv:145"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_audit_result result = {0};
        fc_report *report = NULL;
        const fc_report_table *problems = NULL;
        bool found = false;

        print_message("  %s\n", cases[i].name);
        copy_all();
        copy(cases[i].file, cases[i].from, cases[i].to);
        report = audit(&result);
        assert_true(result.failures > 0);
        problems = reports_table(report, "problems");
        for (size_t r = 0; r < fc_report_table_row_count(problems); r++) {
            const char *outcome = reports_text(problems, r, "outcome");
            const char *kind = reports_text(problems, r, "kind");
            const char *place = reports_text(problems, r, "place");

            found = found
                    || (strcmp(outcome, "failed") == 0
                        && strcmp(kind, cases[i].kind) == 0
                        && strcmp(place, cases[i].place) == 0);
        }
        assert_true(found);
        fc_report_free(report);
    }
}

/* Without stated rounding, what rounded figures imply is allowed. */
static void test_rounding_of_other_peoples_files(void **state)
{
    static const struct {
        const char *year;
        size_t failures;
    } cases[] = {
        {"FY2024,s,42\n", 0}, /* the sum of four is 40, each off by 0.5 */
        {"FY2024,s,43\n", 1},   {"FY2024,s,40.2\n", 0},
        {"FY2024,s,40.3\n", 1}, {"FY2023,s,1\n", 0}, /* not in the data */
        {"FY2024,t,1\n", 0},
    };

    (void)state;
    folder_write("amazon_quarterly.ini", "[dataset]\ntotals = t.csv\n");
    folder_write("amazon_quarterly.csv",
                 "period,s\n2024Q1,10\n2024Q2,10\n2024Q3,10\n2024Q4,10\n");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_audit_result result = {0};
        fc_report *report = NULL;
        char text[128];

        print_message("  %s", cases[i].year);
        (void)snprintf(text, sizeof text, "fiscal_year,column,value\n%s",
                       cases[i].year);
        folder_write("t.csv", text);
        report = audit(&result);
        assert_int_equal(result.failures, cases[i].failures);
        fc_report_free(report);
    }
}

static void test_unreadable_files(void **state)
{
    static const struct {
        const char *name;
        const char *key;
        const char *text;
        fc_status status;
        size_t line;
    } cases[] = {
        {"no series", "hierarchy", "parent,child\ns,none\n", FC_ERR_FORMAT, 2},
        {"no year", "totals", "fiscal_year,column,value\nsome,s,1\n",
         FC_ERR_FORMAT, 2},
        {"no value", "sources", "period,column\n2024Q1,s\n", FC_ERR_FORMAT, 1},
        {"no number of a peer", "peers",
         "company,period,metric,value\nC,2024Q1,capex,1\nC,2024Q2,capex,?\n",
         FC_ERR_FORMAT, 3},
        {"no period of a peer", "peers",
         "company,period,metric,value\nC,soon,capex,1\n", FC_ERR_FORMAT, 2},
        {"no month", "peers",
         "company,period,metric,value,fiscal_year_end\nC,FY2024,capex,1,5\n",
         FC_ERR_DATA, 2},
        {"garbage for peers", "peers", "\x01garbage\n", FC_ERR_FORMAT, 1},
        {"no number of a plan", "plans", "series,period,value\ns,2024Q3,many\n",
         FC_ERR_FORMAT, 2},
        {"no claim", "facts",
         "claim,metric,period,value,unit\nx,s,2024Q1,,EUR\n", FC_ERR_DATA, 2},
    };

    (void)state;
    folder_write("a.csv", "period,s\n2024Q1,10\n2024Q2,10\n");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_audit_result result = {0};
        fc_dataset *dataset = NULL;
        fc_report *report = NULL;
        fc_error err = {0};
        char text[128];

        print_message("  %s\n", cases[i].name);
        (void)snprintf(text, sizeof text, "[dataset]\n%s = b.csv\n",
                       cases[i].key);
        folder_write("a.ini", text);
        folder_write("b.csv", cases[i].text);
        dataset = reports_open("a.csv");
        assert_int_equal(fc_audit_dataset(&report, &result, dataset, &err),
                         cases[i].status);
        assert_null(report);
        assert_int_equal(err.line, cases[i].line);
        fc_dataset_free(dataset);
    }
}

static void test_files_without_rows(void **state)
{
    static const struct {
        const char *key;
        const char *kind;
        const char *text;
    } cases[] = {
        {"hierarchy", "hierarchy", "parent,child\n"},
        {"totals", "totals", "fiscal_year,column,value\n"},
        {"guidance", "guidance", "series,period,low,high\n"},
        {"sources", "sources", "period,column,value\n"},
        {"plans", "plans", "series,period,value\n"},
        {"peers", "peers", "company,period,metric,value\n"},
        {"facts", "facts", "claim,metric,period,value,unit\n"},
    };

    (void)state;
    folder_write("a.csv", "period,s\n2024Q1,10\n2024Q2,10\n");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_audit_result result = {0};
        fc_dataset *dataset = NULL;
        fc_report *report = NULL;
        const fc_report_table *problems = NULL;
        char text[128];

        print_message("  %s\n", cases[i].key);
        (void)snprintf(text, sizeof text, "[dataset]\n%s = b.csv\n",
                       cases[i].key);
        folder_write("a.ini", text);
        folder_write("b.csv", cases[i].text);
        dataset = reports_open("a.csv");
        assert_int_equal(fc_audit_dataset(&report, &result, dataset, NULL),
                         FC_OK);
        problems = reports_table(report, "problems");
        assert_int_equal(fc_report_table_row_count(problems), 1);
        assert_string_equal(reports_text(problems, 0, "outcome"), "warning");
        assert_string_equal(reports_text(problems, 0, "kind"), cases[i].kind);
        assert_string_equal(reports_text(problems, 0, "what"), "no rows");
        assert_string_equal(reports_text(problems, 0, "place"), "b.csv");
        assert_int_equal(result.checks, 0);
        assert_int_equal(result.failures, 0);
        fc_report_free(report);
        fc_dataset_free(dataset);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_shipped_data_passes, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_altered_cell_fails, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_rounding_of_other_peoples_files,
                                        folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(test_unreadable_files, folder_enter,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_files_without_rows, folder_enter,
                                        folder_leave),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
