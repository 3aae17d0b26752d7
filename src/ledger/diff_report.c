/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of why the number changed. */
#include <math.h>
#include <stdio.h>

#include "forecast/ledger.h"

#include "ledger/diff.h"
#include "planning/amount.h"
#include "planning/columns.h"
#include "planning/lookup.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Periods that people see side by side; machines see all. */
enum { MOST_SHOWN = 6 };

static const char *const step_words[FC_DIFF_STEPS] = {
    [FC_DIFF_REVISED] = "revised history",
    [FC_DIFF_ACTUALS] = "new actuals, old parameters",
    [FC_DIFF_ESTIMATION] = "parameters estimated anew",
    [FC_DIFF_MODEL] = "another model",
    [FC_DIFF_GUIDANCE] = "guidance",
    [FC_DIFF_PLAN] = "plan",
    [FC_DIFF_SETTINGS] = "seed, draws, version",
};

static int decimals_of(const struct fc_diff *diff)
{
    return fc_amount_decimals_of(fc_series_span(diff->present.inputs[0]));
}

/* One row a period, and one for all of them together. */
static void write_changes(fc_report *report, const struct fc_diff *diff)
{
    static const fc_column columns[] = {
        FC_TEXT_COLUMN("period", NULL),
        FC_NUMBER_COLUMN("earlier", NULL, -1),
        FC_NUMBER_COLUMN("present", NULL, -1),
        FC_NUMBER_COLUMN("change", NULL, -1),
        FC_NUMBER_COLUMN("revised_history", NULL, -1),
        FC_NUMBER_COLUMN("new_actuals", NULL, -1),
        FC_NUMBER_COLUMN("estimation", NULL, -1),
        FC_NUMBER_COLUMN("other_model", NULL, -1),
        FC_NUMBER_COLUMN("guidance", NULL, -1),
        FC_NUMBER_COLUMN("plan", NULL, -1),
        FC_NUMBER_COLUMN("settings", NULL, -1),
    };
    fc_report_table *table = fc_report_add_table(
        report, "diff", NULL, FC_FOR_MACHINES, columns, COUNT_OF(columns));

    for (size_t i = 0; i < diff->count; i++) {
        const struct fc_diff_row *row = &diff->rows[i];
        char period[FC_PERIOD_TEXT_SIZE];

        fc_period_format(period, row->period, diff->present.calendar);
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, period);
        fc_report_table_set_number(table, 1, row->earlier);
        fc_report_table_set_number(table, 2, row->present);
        fc_report_table_set_number(table, 3, row->present - row->earlier);
        for (size_t s = 0; s < FC_DIFF_STEPS; s++) {
            fc_report_table_set_number(table, 4 + s, row->step[s]);
        }
    }
}

/* The waterfall: what a line of it is for one period. */
static double line_value(const struct fc_diff_row *row, size_t line)
{
    if (line == 0) {
        return row->earlier;
    }
    return line <= FC_DIFF_STEPS ? row->step[line - 1] : row->present;
}

static void write_line(fc_report_table *table, const struct fc_diff *diff,
                       size_t shown, size_t line, const char *words)
{
    double sum = 0.0;

    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, words);
    for (size_t i = 0; i < diff->count; i++) {
        double value = line_value(&diff->rows[i], line);

        sum += value;
        if (i < shown) {
            fc_report_table_set_number(table, 1 + i, value);
        }
    }
    fc_report_table_set_number(table, 1 + shown, sum);
}

static void write_waterfall(fc_report *report, const struct fc_diff *diff)
{
    size_t shown = diff->count < MOST_SHOWN ? diff->count : MOST_SHOWN;
    char names[MOST_SHOWN][FC_PERIOD_TEXT_SIZE];
    char ends[2][32];
    fc_column columns[MOST_SHOWN + 2] = {FC_TEXT_COLUMN("step", "Step")};
    const struct fc_table_shape shape = {"waterfall", "Why the mean changed",
                                         FC_FOR_PEOPLE, columns, shown + 2};
    fc_report_table *table = NULL;

    for (size_t i = 0; i < shown; i++) {
        fc_period_format(names[i], diff->rows[i].period,
                         diff->present.calendar);
        columns[1 + i] = (fc_column)FC_AMOUNT_COLUMN(names[i], NULL);
    }
    columns[1 + shown] = (fc_column)FC_AMOUNT_COLUMN("sum", "Sum");
    table = fc_columns_add_table(report, &shape, decimals_of(diff));
    (void)snprintf(ends[0], sizeof ends[0], "run %lld",
                   (long long)diff->earlier.id);
    (void)snprintf(ends[1], sizeof ends[1], "run %lld",
                   (long long)diff->present.id);
    write_line(table, diff, shown, 0, ends[0]);
    for (size_t s = 0; s < FC_DIFF_STEPS; s++) {
        bool merged = s == FC_DIFF_ACTUALS && !diff->held;

        if (s != FC_DIFF_ESTIMATION || diff->held) {
            write_line(table, diff, shown, 1 + s,
                       merged ? "new actuals, new parameters" : step_words[s]);
        }
    }
    write_line(table, diff, shown, 1 + FC_DIFF_STEPS, ends[1]);
}

enum { run_text_size = FC_MODEL_SPEC_SIZE + FC_PERIOD_TEXT_SIZE + 96 };

/* "run 3 (theta, informed by guidance, actuals to 2023Q4)" */
static void describe_run(char text[run_text_size], const struct fc_vintage *run)
{
    char model[FC_MODEL_SPEC_SIZE];
    char last[FC_PERIOD_TEXT_SIZE];

    fc_model_spec_format(model, &run->spec);
    fc_period_format(last, run->origin, run->calendar);
    (void)snprintf(text, run_text_size, "run %lld (%s%s%s, actuals to %s)",
                   (long long)run->id, model,
                   run->scenarios.count > 0 ? ", under a plan" : "",
                   run->informed ? ", informed by guidance" : "", last);
}

static void write_notes(fc_report *report, const struct fc_diff *diff)
{
    char earlier[run_text_size];
    char present[run_text_size];

    describe_run(earlier, &diff->earlier);
    describe_run(present, &diff->present);
    fc_report_add_note(report, FC_NOTE_HEADLINE, "%s: %s and %s.",
                       diff->present.series, earlier, present);
    if (!diff->held) {
        fc_report_add_note(report, FC_NOTE_WARNING,
                           "The effect of new actuals and that of estimating "
                           "anew are one step: %s.",
                           diff->why);
    }
}

fc_status fc_ledger_diff(fc_report **out, const fc_ledger *ledger, int64_t a,
                         int64_t b, fc_error *err)
{
    struct fc_diff diff = {0};
    fc_report *report = NULL;
    fc_status status = fc_diff_init(&diff, ledger, a, b, err);

    *out = NULL;
    if (status == FC_OK) {
        status = fc_report_create(&report, "Why the number changed", err);
    }
    if (status == FC_OK) {
        write_notes(report, &diff);
        write_changes(report, &diff);
        write_waterfall(report, &diff);
        status = fc_report_close(out, report, err);
    }
    fc_diff_release(&diff);
    return status;
}
