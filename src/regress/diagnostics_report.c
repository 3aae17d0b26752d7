/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The standard tests of a regression in a report: a table with everything for
 * machines, and a narrow one for people. */
#include <stdbool.h>
#include <stdio.h>

#include "forecast/diagnostics.h"

#include "regress/tested.h"

/* A p value below this is taken for evidence. */
static const double significance = 0.05;

/* A Cook's distance from which a row is worth a look: the first line that R's
 * plot of a regression draws. */
static const double large_distance = 0.5;

static const char *const cook_name = "largest Cook's distance";

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

/* For people: what fits a terminal. */
enum { PEOPLE_TEST, PEOPLE_STATISTIC, PEOPLE_P_VALUE, PEOPLE_SAYS, PEOPLE };

static const fc_column people_columns[PEOPLE] = {
    [PEOPLE_TEST] = {.name = "test", .title = "Test"},
    [PEOPLE_STATISTIC] = {.name = "statistic",
                          .title = "Statistic",
                          .style = FC_STYLE_COMPUTED,
                          .decimals = 3},
    [PEOPLE_P_VALUE] = {.name = "p_value",
                        .title = "p",
                        .style = FC_STYLE_PROBABILITY,
                        .decimals = 4},
    [PEOPLE_SAYS] = {.name = "says", .title = "What it says"},
};

struct tables {
    fc_report_table *all;
    fc_report_table *people;
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

static const struct battery_entry {
    const char *name; /* where the test cannot be computed */
    battery_test *run;
    const char *yes; /* what a small p value says, in few words */
    const char *no;
} battery_tests[] = {
    {"Durbin-Watson", durbin_watson, "errors are correlated",
     "no sign of correlated errors"},
    {"Breusch-Godfrey", breusch_godfrey, "errors are correlated",
     "no sign of correlated errors"},
    {"Ljung-Box", ljung_box, "errors are correlated",
     "no sign of correlated errors"},
    {"Breusch-Pagan, studentised", breusch_pagan, "the variance changes",
     "no sign of unequal variance"},
    {"White", white, "the variance changes", "no sign of unequal variance"},
    {"Jarque-Bera", jarque_bera, "errors are not normal",
     "no sign against normal errors"},
    {"RESET", reset, "a curve or a term is missing",
     "no sign of a missing term"},
    {"sup-F scan for a break", breaks, "coefficients changed",
     "no sign of a break"},
    {"CUSUM of residuals", cusum, "the level moved",
     "no sign that the level moved"},
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

static bool rejects(const fc_test *test)
{
    return test->p_value < significance
           || (two_sided(test) && test->p_value > 1.0 - significance);
}

/* "evidence of ..." or "no evidence against: ...". */
static void write_meaning(fc_report_table *table, const struct battery *battery,
                          const fc_test *test, size_t row)
{
    char text[320];
    char place[128];

    if (!rejects(test)) {
        (void)snprintf(text, sizeof text, "no evidence against: %s",
                       test->null_hypothesis);
    } else if (test->p_value > significance) {
        (void)snprintf(text, sizeof text,
                       "evidence of negative correlation of successive errors");
    } else if (row < battery->tested->n) {
        row_text(place, sizeof place, battery, row);
        (void)snprintf(text, sizeof text, "evidence of %s, most likely from %s",
                       test->alternative, place);
    } else {
        (void)snprintf(text, sizeof text, "evidence of %s", test->alternative);
    }
    fc_report_table_set_text(table, MEANING, text);
}

static void write_for_all(fc_report_table *table, const struct battery *battery,
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

static void write_for_people(fc_report_table *table,
                             const struct battery *battery,
                             const struct battery_entry *entry,
                             const fc_test *test, size_t row)
{
    char text[192];
    char place[128];

    fc_report_table_set_text(table, PEOPLE_TEST, test->name);
    fc_report_table_set_number(table, PEOPLE_STATISTIC, test->statistic);
    fc_report_table_set_number(table, PEOPLE_P_VALUE, test->p_value);
    if (rejects(test) && row < battery->tested->n) {
        row_text(place, sizeof place, battery, row);
        (void)snprintf(text, sizeof text, "%s: %s", entry->yes, place);
        fc_report_table_set_text(table, PEOPLE_SAYS, text);
    } else {
        fc_report_table_set_text(table, PEOPLE_SAYS,
                                 rejects(test) ? entry->yes : entry->no);
    }
}

/* A row that says why there is no result. */
static void write_absence(struct tables tables, const char *name,
                          const fc_error *why)
{
    char text[600];

    (void)snprintf(text, sizeof text, "not computed: %s", why->message);
    fc_report_table_set_text(tables.all, TEST, name);
    fc_report_table_set_text(tables.all, MEANING, text);
    fc_report_table_set_text(tables.people, PEOPLE_TEST, name);
    fc_report_table_set_text(tables.people, PEOPLE_SAYS, text);
}

static void add_row(struct tables tables)
{
    fc_report_table_add_row(tables.all);
    fc_report_table_add_row(tables.people);
}

static fc_status write_battery(struct tables tables,
                               const struct battery *battery, fc_error *err)
{
    for (size_t i = 0; i < sizeof battery_tests / sizeof battery_tests[0];
         i++) {
        const struct battery_entry *entry = &battery_tests[i];
        fc_error why = {0};
        fc_test test = {0};
        size_t row = battery->tested->n;
        fc_status status = entry->run(&test, &row, battery, &why);

        if (status == FC_ERR_MEMORY) {
            return FC_FAIL(err, FC_ERR_MEMORY, "%s", why.message);
        }
        add_row(tables);
        if (status == FC_OK) {
            write_for_all(tables.all, battery, &test, row);
            write_for_people(tables.people, battery, entry, &test, row);
        } else {
            write_absence(tables, entry->name, &why);
        }
    }
    return FC_OK;
}

static void write_cook(struct tables tables, const struct battery *battery,
                       const fc_influence *influence)
{
    double cook = influence->cook[influence->largest];
    bool large = cook >= large_distance;
    char place[128];
    char text[256];

    row_text(place, sizeof place, battery, influence->largest);
    (void)snprintf(text, sizeof text,
                   large ? "%s moves the coefficients much; look at it"
                         : "no row stands out; %s moves the coefficients most",
                   place);
    fc_report_table_set_text(tables.all, TEST, cook_name);
    fc_report_table_set_number(tables.all, STATISTIC, cook);
    fc_report_table_set_text(tables.all, MEANING, text);
    (void)snprintf(text, sizeof text,
                   large ? "decides much: %s" : "none decides much; most: %s",
                   place);
    fc_report_table_set_text(tables.people, PEOPLE_TEST, cook_name);
    fc_report_table_set_number(tables.people, PEOPLE_STATISTIC, cook);
    fc_report_table_set_text(tables.people, PEOPLE_SAYS, text);
}

/* The row that decides most, as a last line. */
static fc_status write_influence(struct tables tables,
                                 const struct battery *battery, fc_error *err)
{
    fc_influence *influence = NULL;
    fc_error why = {0};
    fc_status status = fc_influence_create(&influence, battery->problem, &why);

    if (status == FC_ERR_MEMORY) {
        return FC_FAIL(err, FC_ERR_MEMORY, "%s", why.message);
    }
    add_row(tables);
    if (status == FC_OK) {
        write_cook(tables, battery, influence);
    } else {
        write_absence(tables, cook_name, &why);
    }
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
    struct tables tables = {0};
    fc_tested *tested = NULL;
    fc_status status = fc_tested_create(&tested, problem, 0, err);

    if (status != FC_OK) {
        return status;
    }
    battery.tested = tested;
    battery.lags = battery.options->lags > 0 ? battery.options->lags
                                             : DEFAULT_LAGS;
    tables.all = fc_report_add_table(report, "diagnostics", NULL,
                                     FC_FOR_MACHINES, columns, COLUMNS);
    tables.people = fc_report_add_table(report, "tests", "Diagnostics",
                                        FC_FOR_PEOPLE, people_columns, PEOPLE);
    status = write_battery(tables, &battery, err);
    if (status == FC_OK) {
        status = write_influence(tables, &battery, err);
    }
    fc_tested_free(tested);
    return status;
}
