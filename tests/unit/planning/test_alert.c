/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/alert.h"

/* No such figure. */
#define NONE ((double)NAN)

/* A forecast as alerts see it: guidance from the second period on. */
static fc_report *sample(void)
{
    static const fc_column columns[] = {
        {.name = "period", .style = FC_STYLE_TEXT},
        {.name = "kind", .style = FC_STYLE_TEXT},
        {.name = "value", .style = FC_STYLE_COMPUTED},
        {.name = "yoy_pct", .style = FC_STYLE_COMPUTED},
        {.name = "guidance_verdict", .style = FC_STYLE_TEXT},
        {.name = "p_below", .style = FC_STYLE_PROBABILITY},
        {.name = "p_inside", .style = FC_STYLE_PROBABILITY},
        {.name = "p_above", .style = FC_STYLE_PROBABILITY},
    };
    static const struct {
        const char *period;
        const char *kind;
        double value;
        double yoy;
        const char *verdict;
        double odds[3];
    } rows[] = {
        {"2024Q4", "actual", 90, 1, "below", {NONE, NONE, NONE}},
        {"2025Q1", "forecast", 110, 10, NULL, {NONE, NONE, NONE}},
        {"2025Q2", "forecast", 120, 20, "inside", {0.1, 0.7, 0.2}},
        {"2025Q3", "forecast", 130, 30, "above", {0.0, 0.3, 0.7}},
    };
    fc_report *report = NULL;
    fc_report_table *table = NULL;

    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    table = fc_report_add_table(report, "projection", NULL, FC_FOR_ALL, columns,
                                sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, rows[i].period);
        fc_report_table_set_text(table, 1, rows[i].kind);
        fc_report_table_set_number(table, 2, rows[i].value);
        fc_report_table_set_number(table, 3, rows[i].yoy);
        fc_report_table_set_text(table, 4, rows[i].verdict);
        for (size_t k = 0; k < 3; k++) {
            fc_report_table_set_number(table, 5 + k, rows[i].odds[k]);
        }
    }
    assert_int_equal(fc_report_finish(report, NULL), FC_OK);
    return report;
}

static void test_fires(void **state)
{
    static const struct {
        const char *text;
        bool known;
        bool fires;
    } cases[] = {
        {"value>109", true, true},          {"value>110", true, false},
        {" value >= 110 ", true, true},     {"value<110", true, false},
        {"value<=110", true, true},         {"value=110", true, true},
        {"value!=110", true, false},        {"yoy > 9.5", true, true},
        {"p_inside<0.8", true, true},       {"p_below>0.1", true, false},
        {"p_above>=0.2", true, true},       {"verdict=inside", true, true},
        {"verdict != inside", true, false}, {"verdict=above", true, false},
        {"change>9", true, true},           {"change>-1e3", true, true},
        {"change>10.1", true, false},
    };
    fc_report *report = sample();
    fc_alert_facts facts;

    (void)state;
    fc_alert_facts_read(&facts, report);
    assert_string_equal(facts.period, "2025Q1");
    fc_alert_set_previous(&facts, 100.0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_alert alert = {.number = 0.0};

        assert_int_equal(fc_alert_parse(&alert, cases[i].text, NULL), FC_OK);
        assert_int_equal(fc_alert_is_known(&alert, &facts), cases[i].known);
        assert_int_equal(fc_alert_fires(&alert, &facts), cases[i].fires);
    }
    fc_report_free(report);
}

/* What the forecast does not have never fires, whatever the comparison. */
static void test_unknown(void **state)
{
    static const char *const texts[] = {"p_inside<1", "verdict!=inside",
                                        "change!=5", "value<1e300", "yoy!=1"};
    fc_report *report = NULL;
    fc_alert_facts facts;

    (void)state;
    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    fc_alert_facts_read(&facts, report);
    fc_alert_set_previous(&facts, 0.0); /* no growth from nothing */
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        fc_alert alert = {.number = 0.0};

        assert_int_equal(fc_alert_parse(&alert, texts[i], NULL), FC_OK);
        assert_false(fc_alert_is_known(&alert, &facts));
        assert_false(fc_alert_fires(&alert, &facts));
    }
    fc_report_free(report);
}

static void test_refused(void **state)
{
    static const struct {
        const char *text;
        const char *message;
    } cases[] = {
        {"", "not an alert"},
        {"value", "no comparison"},
        {"value 5", "no comparison"},
        {"value<", "no number"},
        {"value<five", "no number"},
        {"value<5 6", "no number"},
        {"value<0x10", "no number"},
        {"value<nan", "no number"},
        {"valeu<5", "did you mean 'value'?"},
        {"value<5; rm", "no number"},
        {"verdict=5", "below, inside or above"},
        {"verdict=insid", "below, inside or above"},
        {"verdict>inside", "= or !="},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_alert alert = {.number = 42.0};
        fc_error err = {.status = FC_OK};

        assert_int_equal(fc_alert_parse(&alert, cases[i].text, &err),
                         FC_ERR_ARGUMENT);
        assert_non_null(strstr(err.message, cases[i].message));
        assert_true(alert.number > 41.0); /* untouched */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fires),
        cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
