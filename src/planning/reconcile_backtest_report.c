/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the backtest of reconciliation has found. */
#include <math.h>
#include <stdio.h>

#include "forecast/init.h"

#include "base/number.h"
#include "planning/columns.h"
#include "planning/growth.h"
#include "planning/lookup.h"
#include "planning/reconcile_backtest.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const fc_column columns[] = {
    FC_TEXT_COLUMN("method", "Method"),
    FC_TEXT_COLUMN("series", "Series"),
    FC_TEXT_COLUMN("step", "Step"),
    FC_COUNT_COLUMN("n", "n"),
    FC_PERCENT_COLUMN("mape_pct", "MAPE"),
    FC_AMOUNT_COLUMN("mae", "MAE"),
    FC_AMOUNT_COLUMN("bias", "Bias"),
    FC_NUMBER_COLUMN("mase", "MASE", 3),
    FC_NUMBER_COLUMN("rmsse", "RMSSE", 3),
    FC_PERCENT_COLUMN("rmsse_change_pct", "Change"),
    FC_NUMBER_COLUMN("dm_p", "p", 3),
};

static const char *node_name(const struct fc_trial *trial, size_t node)
{
    return node < trial->tree->count ? trial->tree->series[node]->name : "all";
}

static double rmsse_of(const struct fc_trial *trial, fc_reconciliation method,
                       size_t node, size_t step)
{
    return fc_accuracy_of(fc_trial_sums(trial, method, node, step)).rmsse;
}

/* Of the squared scaled errors of each origin against those of the base; NaN
 * where there are too few, or nothing was reconciled. */
static double test(const struct fc_trial *trial, fc_reconciliation method,
                   size_t node)
{
    fc_dm_test result = {.n = 0};

    if (method == FC_RECONCILE_NONE
        || fc_dm_test_compute(&result, fc_trial_losses(trial, method, node),
                              fc_trial_losses(trial, FC_RECONCILE_NONE, node),
                              trial->origins, trial->horizon, NULL)
               != FC_OK) {
        return fc_missing();
    }
    return result.p_value;
}

static void add_row(fc_report_table *table, const struct fc_trial *trial,
                    fc_reconciliation method, size_t node, size_t step)
{
    fc_accuracy accuracy = fc_accuracy_of(
        fc_trial_sums(trial, method, node, step));
    bool one = node < trial->tree->count;
    char text[24] = "all";

    if (step > 0) {
        (void)snprintf(text, sizeof text, "%zu", step);
    }
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, fc_reconciliation_name(method));
    fc_report_table_set_text(table, 1, node_name(trial, node));
    fc_report_table_set_text(table, 2, text);
    fc_report_table_set_number(table, 3, (double)accuracy.n);
    fc_report_table_set_number(table, 4, accuracy.mape);
    if (one) { /* amounts of several series have no mean */
        fc_report_table_set_number(table, 5, accuracy.mae);
        fc_report_table_set_number(table, 6, accuracy.bias);
    }
    fc_report_table_set_number(table, 7, accuracy.mase);
    fc_report_table_set_number(table, 8, accuracy.rmsse);
    fc_report_table_set_number(
        table, 9,
        fc_growth_percent(accuracy.rmsse,
                          rmsse_of(trial, FC_RECONCILE_NONE, node, step)));
    if (step == 0) {
        fc_report_table_set_number(table, 10, test(trial, method, node));
    }
}

static void write_machines(fc_report *report, const struct fc_trial *trial)
{
    const struct fc_table_shape shape = {
        "reconciliation", NULL, FC_FOR_MACHINES, columns, COUNT_OF(columns)};
    fc_report_table *table = fc_columns_add_table(report, &shape, 0);

    for (size_t m = 0; m < FC_RECONCILIATIONS; m++) {
        for (size_t node = 0; node <= trial->tree->count; node++) {
            for (size_t step = 0; step <= trial->horizon; step++) {
                add_row(table, trial, (fc_reconciliation)m, node, step);
            }
        }
    }
}

/* Series across, methods down. */
enum { most_across = 8 };

static void add_across(fc_report_table *table, const struct fc_trial *trial,
                       fc_reconciliation method, const size_t *nodes,
                       size_t count)
{
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, fc_reconciliation_name(method));
    for (size_t i = 0; i < count; i++) {
        fc_report_table_set_number(table, i + 1,
                                   rmsse_of(trial, method, nodes[i], 0));
    }
}

/* People see the first series, and all together. */
static void write_people(fc_report *report, const struct fc_trial *trial)
{
    static const char *const ids[most_across] = {"s1", "s2", "s3", "s4",
                                                 "s5", "s6", "s7", "s8"};
    fc_column wide[most_across + 1] = {FC_TEXT_COLUMN("method", "Method")};
    size_t nodes[most_across];
    size_t count = trial->tree->count + 1;
    struct fc_table_shape shape = {"rmsse",
                                   "Root mean squared scaled error, all steps",
                                   FC_FOR_PEOPLE, wide, 0};
    fc_report_table *table = NULL;

    count = count < most_across ? count : most_across;
    shape.count = count + 1;
    for (size_t i = 0; i < count; i++) {
        nodes[i] = i + 1 < count ? i : FC_TRIAL_ALL(trial);
        wide[i + 1] = (fc_column)FC_NUMBER_COLUMN(
            ids[i], node_name(trial, nodes[i]), 3);
    }
    table = fc_columns_add_table(report, &shape, 0);
    for (size_t m = 0; m < FC_RECONCILIATIONS; m++) {
        add_across(table, trial, (fc_reconciliation)m, nodes, count);
    }
}

static void write_finding(fc_report *report, const struct fc_trial *trial,
                          fc_reconciliation method, size_t node)
{
    double before = rmsse_of(trial, FC_RECONCILE_NONE, node, 0);
    double after = rmsse_of(trial, method, node, 0);
    double p = test(trial, method, node);
    char words[48] = "too few origins for a test";

    if (!isnan(p)) {
        (void)snprintf(words, sizeof words, "Diebold-Mariano p = %.2g", p);
    }
    fc_report_add_note(report, FC_NOTE_HEADLINE,
                       "%s, RMSSE of %s: %.3f, before reconciliation %.3f "
                       "(%+.1f %%; %s).",
                       fc_reconciliation_name(method), node_name(trial, node),
                       after, before, fc_growth_percent(after, before), words);
}

static void write_notes(fc_report *report, const struct fc_trial *trial,
                        fc_reconciliation method)
{
    fc_calendar calendar = trial->request->dataset->table->calendar;
    char first[FC_PERIOD_TEXT_SIZE];
    char last[FC_PERIOD_TEXT_SIZE];

    write_finding(report, trial, method, 0);
    write_finding(report, trial, method, FC_TRIAL_ALL(trial));
    fc_period_format(first, trial->origin[0], calendar);
    fc_period_format(last, trial->origin[trial->origins - 1], calendar);
    fc_report_add_note(
        report, FC_NOTE_PLAIN,
        "%zu origins, %s to %s, %zu steps; each series chose its "
        "model anew at each, the errors that weigh the series "
        "are those known there. `all` pools the series.",
        trial->origins, first, last, trial->horizon);
    if (trial->request->as_of.frequency != FC_FREQUENCY_NONE) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "Pseudo real time: the figures are those of the "
                           "file today.");
    }
}

static void write_meta(fc_report *report, const struct fc_trial *trial,
                       fc_reconciliation method)
{
    const fc_backtest_report_request *request = trial->request;

    fc_report_add_meta(report, "version", "%s", fc_version());
    if (request->command != NULL) {
        fc_report_add_meta(report, "command", "%s", request->command);
    }
    fc_report_add_meta(report, "series", "%s", request->series);
    fc_report_add_meta(report, "input", "%s", request->dataset->table->source);
    fc_report_add_meta(report, "input_sha256", "%s",
                       request->dataset->table->sha256);
    fc_report_add_meta(report, "horizon", "%zu", trial->horizon);
    fc_report_add_meta(report, "origins", "%zu", trial->origins);
    fc_report_add_meta(report, "reconcile", "%s",
                       fc_reconciliation_name(method));
}

static fc_status write(fc_report **out, const struct fc_trial *trial,
                       fc_reconciliation method, fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = fc_report_create(&report, "Reconciliation", err);

    if (status != FC_OK) {
        return status;
    }
    write_machines(report, trial);
    write_people(report, trial);
    write_notes(report, trial, method);
    write_meta(report, trial, method);
    return fc_report_close(out, report, err);
}

fc_status fc_reconcile_report(fc_report **out,
                              const fc_backtest_report_request *request,
                              fc_reconciliation method, fc_error *err)
{
    struct fc_trial trial = {.horizon = 0};
    fc_status status = fc_trial_run(&trial, request, err);

    *out = NULL;
    if (status == FC_OK) {
        status = write(out, &trial,
                       method != FC_RECONCILE_NONE ? method : FC_RECONCILE_MINT,
                       err);
    }
    fc_trial_release(&trial);
    return status;
}
