/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The standard tests of a regression as a table of a report. */
#include <stdio.h>
#include <string.h>

#include "forecast/diagnostics.h"

#include "regress/tested.h"

/* A p value below this is taken for evidence. */
static const double significance = 0.05;

/* A Cook's distance from which a row is worth a look: the first line that R's
 * plot of a regression draws. */
static const double large_distance = 0.5;

enum { DEFAULT_LAGS = 4 };

enum { TEST, STATISTIC, DISTRIBUTION, DF1, DF2, P_VALUE, MEANING, COLUMNS };

static const fc_column columns[COLUMNS] = {
    [TEST] = {.name = "test", .title = "Test"},
    [STATISTIC] = {.name = "statistic",
                   .title = "Statistic",
                   .style = FC_STYLE_COMPUTED,
                   .decimals = 3},
    [DISTRIBUTION] = {.name = "distribution", .title = "Distribution"},
    [DF1] = {.name = "df1", .title = "df", .style = FC_STYLE_INTEGER},
    [DF2] = {.name = "df2", .title = "df2", .style = FC_STYLE_INTEGER},
    [P_VALUE] = {.name = "p_value",
                 .title = "p",
                 .style = FC_STYLE_PROBABILITY,
                 .decimals = 4},
    [MEANING] = {.name = "meaning", .title = "What it says"},
};

/* What the tests share. */
struct battery {
    const fc_linear_problem *problem;
    const fc_tested *tested;
    const fc_diagnostics_options *options;
    size_t lags;
};

/* A row of the battery: runs one test. @p row is that of a break, or n. */
typedef fc_status battery_test(fc_test *out, size_t *row,
                               const struct battery *battery, fc_error *err);

static fc_status durbin_watson(fc_test *out, size_t *row,
                               const struct battery *battery, fc_error *err)
{
    (void)row;
    return fc_durbin_watson_test(out, battery->problem, err);
}

static fc_status breusch_godfrey(fc_test *out, size_t *row,
                                 const struct battery *battery, fc_error *err)
{
    (void)row;
    return fc_breusch_godfrey_test(out, battery->problem, battery->lags,
                                   FC_FORM_CHI_SQUARED, err);
}

static fc_status ljung_box(fc_test *out, size_t *row,
                           const struct battery *battery, fc_error *err)
{
    (void)row;
    return fc_portmanteau_test(out, battery->tested->residuals,
                               battery->tested->n, battery->lags, 0,
                               FC_LJUNG_BOX, err);
}

static fc_status breusch_pagan(fc_test *out, size_t *row,
                               const struct battery *battery, fc_error *err)
{
    (void)row;
    return fc_breusch_pagan_test(out, battery->problem, FC_KOENKER, err);
}

static fc_status white(fc_test *out, size_t *row, const struct battery *battery,
                       fc_error *err)
{
    (void)row;
    return fc_white_test(out, battery->problem, err);
}

static fc_status jarque_bera(fc_test *out, size_t *row,
                             const struct battery *battery, fc_error *err)
{
    (void)row;
    return fc_jarque_bera_test(out, battery->tested->residuals,
                               battery->tested->n, err);
}

static fc_status reset(fc_test *out, size_t *row, const struct battery *battery,
                       fc_error *err)
{
    (void)row;
    return fc_reset_test(out, battery->problem, err);
}

static fc_status breaks(fc_test *out, size_t *row,
                        const struct battery *battery, fc_error *err)
{
    fc_break_scan_result result = {0};
    fc_status status = fc_break_scan(&result, battery->problem, 0.0, err);

    if (status == FC_OK) {
        *out = result.test;
        *row = result.row;
    }
    return status;
}

static fc_status cusum(fc_test *out, size_t *row, const struct battery *battery,
                       fc_error *err)
{
    (void)row;
    return fc_cusum_test(out, battery->problem, err);
}

static const struct {
    const char *name; /* where the test cannot be computed */
    battery_test *run;
} battery_tests[] = {
    {"Durbin-Watson", durbin_watson},
    {"Breusch-Godfrey", breusch_godfrey},
    {"Ljung-Box", ljung_box},
    {"Breusch-Pagan, studentised", breusch_pagan},
    {"White", white},
    {"Jarque-Bera", jarque_bera},
    {"RESET", reset},
    {"sup-F scan for a break", breaks},
    {"CUSUM of residuals", cusum},
};

static void row_text(char *out, size_t size, const struct battery *battery,
                     size_t row)
{
    if (battery->options->row_names != NULL) {
        (void)snprintf(out, size, "%s", battery->options->row_names[row]);
    } else {
        (void)snprintf(out, size, "row %zu", row + 1);
    }
}

/* True for Durbin-Watson, whose other tail means something too. */
static bool two_sided(const fc_test *test)
{
    return test->distribution == FC_RATIO_OF_FORMS
           || test->distribution == FC_NORMAL;
}

/* "evidence of ..." or "no evidence against: ...". */
static void write_meaning(fc_report_table *table, const struct battery *battery,
                          const fc_test *test, size_t row)
{
    char text[320];
    char place[128];

    if (test->p_value < significance && row < battery->tested->n) {
        row_text(place, sizeof place, battery, row);
        (void)snprintf(text, sizeof text, "evidence of %s, most likely from %s",
                       test->alternative, place);
    } else if (test->p_value < significance) {
        (void)snprintf(text, sizeof text, "evidence of %s", test->alternative);
    } else if (two_sided(test) && test->p_value > 1.0 - significance) {
        (void)snprintf(text, sizeof text,
                       "evidence of negative correlation of successive errors");
    } else {
        (void)snprintf(text, sizeof text, "no evidence against: %s",
                       test->null_hypothesis);
    }
    fc_report_table_set_text(table, MEANING, text);
}

static void write_test(fc_report_table *table, const struct battery *battery,
                       const fc_test *test, size_t row)
{
    fc_report_table_set_text(table, TEST, test->name);
    fc_report_table_set_number(table, STATISTIC, test->statistic);
    fc_report_table_set_text(table, DISTRIBUTION,
                             fc_distribution_name(test->distribution));
    if (test->df1 > 0.0) {
        fc_report_table_set_number(table, DF1, test->df1);
    }
    if (test->df2 > 0.0) {
        fc_report_table_set_number(table, DF2, test->df2);
    }
    fc_report_table_set_number(table, P_VALUE, test->p_value);
    write_meaning(table, battery, test, row);
}

static fc_status write_battery(fc_report_table *table,
                               const struct battery *battery, fc_error *err)
{
    for (size_t i = 0; i < sizeof battery_tests / sizeof battery_tests[0];
         i++) {
        fc_error why = {0};
        fc_test test = {0};
        size_t row = battery->tested->n;
        fc_status status = battery_tests[i].run(&test, &row, battery, &why);

        if (status == FC_ERR_MEMORY) {
            return FC_FAIL(err, FC_ERR_MEMORY, "%s", why.message);
        }
        fc_report_table_add_row(table);
        if (status == FC_OK) {
            write_test(table, battery, &test, row);
        } else {
            char text[600];

            (void)snprintf(text, sizeof text, "not computed: %s", why.message);
            fc_report_table_set_text(table, TEST, battery_tests[i].name);
            fc_report_table_set_text(table, MEANING, text);
        }
    }
    return FC_OK;
}

/* The row that decides most, as a last line. */
static fc_status write_influence(fc_report_table *table,
                                 const struct battery *battery, fc_error *err)
{
    fc_influence *influence = NULL;
    char place[128];
    char text[256];
    double cook = 0.0;
    fc_error why = {0};
    fc_status status = fc_influence_create(&influence, battery->problem, &why);

    if (status == FC_ERR_MEMORY) {
        return FC_FAIL(err, FC_ERR_MEMORY, "%s", why.message);
    }
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, TEST, "largest Cook's distance");
    if (status != FC_OK) {
        (void)snprintf(text, sizeof text, "not computed: %.200s", why.message);
        fc_report_table_set_text(table, MEANING, text);
        return FC_OK;
    }
    cook = influence->cook[influence->largest];
    row_text(place, sizeof place, battery, influence->largest);
    (void)snprintf(text, sizeof text,
                   cook >= large_distance
                       ? "%s moves the coefficients much; look at it"
                       : "no row stands out; %s moves the coefficients most",
                   place);
    fc_report_table_set_number(table, STATISTIC, cook);
    fc_report_table_set_text(table, MEANING, text);
    fc_influence_free(influence);
    return FC_OK;
}

fc_status fc_diagnostics_report(fc_report *report,
                                const fc_linear_problem *problem,
                                const fc_diagnostics_options *options,
                                fc_error *err)
{
    static const fc_diagnostics_options defaults = {0};
    struct battery battery = {.problem = problem,
                              .options = options != NULL ? options : &defaults};
    fc_report_table *table = NULL;
    fc_tested *tested = NULL;
    fc_status status = fc_tested_create(&tested, problem, 0, err);

    if (status != FC_OK) {
        return status;
    }
    battery.tested = tested;
    battery.lags = battery.options->lags > 0 ? battery.options->lags
                                             : DEFAULT_LAGS;
    table = fc_report_add_table(report, "diagnostics", "Diagnostics",
                                FC_FOR_ALL, columns, COLUMNS);
    status = write_battery(table, &battery, err);
    if (status == FC_OK) {
        status = write_influence(table, &battery, err);
    }
    fc_tested_free(tested);
    return status;
}
