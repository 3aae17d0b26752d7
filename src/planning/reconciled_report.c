/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reconciliation moved, as tables and sentences. */
#include <math.h>
#include <stdio.h>

#include "planning/columns.h"
#include "planning/growth.h"
#include "planning/informed.h"
#include "planning/projection_people.h"
#include "planning/reconciliation.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

enum column { PERIOD, WHAT, BEFORE, AFTER, MOVED, MOVED_PCT, LOWER, UPPER };

/* A forecast before and after. */
struct move {
    const char *period;
    const char *what;
    double before;
    double after;
    double lower; /* 80 % interval, after */
    double upper;
};

/* Guidance comes behind reconciliation and is no part of it. */
static const struct fc_projected *steps_of(const fc_projection *node)
{
    return fc_projection_is_informed(node) ? node->informed->plain_steps
                                           : node->steps;
}

static const struct fc_projected *totals_of(const fc_projection *node)
{
    return fc_projection_is_informed(node) ? node->informed->plain_totals
                                           : node->totals;
}

static const fc_paths *paths_of(const fc_projection *node)
{
    return fc_projection_is_informed(node) ? node->informed->plain
                                           : node->paths;
}

static void add_move(fc_report_table *table, const struct move *move)
{
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, PERIOD, move->period);
    fc_report_table_set_text(table, WHAT, move->what);
    fc_report_table_set_number(table, BEFORE, move->before);
    fc_report_table_set_number(table, AFTER, move->after);
    fc_report_table_set_number(table, MOVED, move->after - move->before);
    fc_report_table_set_number(table, MOVED_PCT,
                               fc_growth_percent(move->after, move->before));
    if (!isnan(move->lower)) {
        fc_report_table_set_number(table, LOWER, move->lower);
        fc_report_table_set_number(table, UPPER, move->upper);
    }
}

static struct move move_of(const struct fc_projected *row, const char *period,
                           const char *what, double before)
{
    return (struct move){.period = period,
                         .what = what,
                         .before = before,
                         .after = row->value.mean,
                         .lower = row->value.bound[FC_LOWER_80],
                         .upper = row->value.bound[FC_UPPER_80]};
}

static void add_steps(fc_report_table *table, const fc_projection *projection)
{
    const struct fc_reconciled *reconciled = projection->reconciled;
    char text[FC_PERIOD_TEXT_SIZE];

    for (size_t s = 0; s < projection->horizon; s++) {
        fc_period_format(text, fc_projection_period(projection, s),
                         projection->calendar);
        for (size_t i = 0; i < reconciled->count; i++) {
            const fc_projection *node = fc_reconciled_at(projection, i);
            struct move move = move_of(&steps_of(node)[s], text,
                                       node->history->name,
                                       reconciled->nodes[i].before[s]);

            add_move(table, &move);
        }
    }
}

/* By how much the steps of a year have moved in all. */
static double year_move(const fc_projection *projection, size_t node, int year)
{
    const fc_projection *own = fc_reconciled_at(projection, node);
    double sum = 0.0;

    for (size_t s = 0; s < projection->horizon; s++) {
        if (fc_period_fiscal_year(own->steps[s].period, projection->calendar)
            == year) {
            sum += steps_of(own)[s].value.mean
                   - projection->reconciled->nodes[node].before[s];
        }
    }
    return sum;
}

static void add_years(fc_report_table *table, const fc_projection *projection)
{
    char text[FC_PERIOD_TEXT_SIZE];

    for (size_t y = 0; y < projection->total_count; y++) {
        int year = projection->totals[y].year;

        fc_year_format(text, year);
        for (size_t i = 0; i < projection->reconciled->count; i++) {
            const fc_projection *node = fc_reconciled_at(projection, i);

            for (size_t k = 0; k < node->total_count; k++) {
                const struct fc_projected *row = &totals_of(node)[k];

                if (row->year == year) {
                    struct move move = move_of(
                        row, text, node->history->name,
                        row->value.mean - year_move(projection, i, year));

                    add_move(table, &move);
                }
            }
        }
    }
}

/* "2025Q1-2025Q4" */
static void format_block(char text[2 * FC_PERIOD_TEXT_SIZE],
                         const fc_projection *projection, size_t first,
                         size_t last)
{
    char ends[2][FC_PERIOD_TEXT_SIZE];

    fc_period_format(ends[0], fc_projection_period(projection, first),
                     projection->calendar);
    fc_period_format(ends[1], fc_projection_period(projection, last),
                     projection->calendar);
    (void)snprintf(text, 2 * FC_PERIOD_TEXT_SIZE, first < last ? "%s-%s" : "%s",
                   ends[0], ends[1]);
}

static void add_blocks(fc_report_table *table, const fc_projection *projection)
{
    for (size_t i = 0; i < projection->reconciled->count; i++) {
        const struct fc_reconciled_node *node =
            &projection->reconciled->nodes[i];
        const fc_projection *own = fc_reconciled_at(projection, i);
        const char *what = fc_frequency_noun(own->origin.frequency);

        for (size_t b = 0; b < own->horizon; b++) {
            char text[2 * FC_PERIOD_TEXT_SIZE];
            struct move move = {.period = text,
                                .what = what,
                                .before = node->before[b],
                                .after = fc_paths_mean(paths_of(own), b),
                                .lower = (double)NAN,
                                .upper = (double)NAN};

            format_block(text, projection, b * node->length,
                         (b + 1) * node->length - 1);
            add_move(table, &move);
        }
    }
}

static fc_report_table *add_table(fc_report *report,
                                  const fc_projection *projection)
{
    bool temporal = projection->reconciled->temporal;
    const fc_column columns[] = {
        FC_TEXT_COLUMN("period", "Period"),
        FC_TEXT_COLUMN(temporal ? "length" : "series",
                       temporal ? "Length" : "Series"),
        FC_AMOUNT_COLUMN("before", "Before"),
        FC_AMOUNT_COLUMN("after", "After"),
        FC_AMOUNT_COLUMN("moved", "Moved"),
        FC_NUMBER_COLUMN("moved_pct", "%", 2),
        FC_AMOUNT_COLUMN("lower_80", "Low 80"),
        FC_AMOUNT_COLUMN("upper_80", "High 80"),
    };
    char title[96];
    const struct fc_table_shape shape = {
        temporal ? "temporal" : "hierarchy", title, FC_FOR_ALL, columns,
        COUNT_OF(columns) - (temporal ? 2 : 0)};

    (void)snprintf(title, sizeof title, "Reconciled (%s%s): what moved",
                   temporal ? "temporal:" : "",
                   fc_reconciliation_name(projection->reconciled->method));
    return fc_columns_add_table(report, &shape,
                                fc_projection_decimals(projection));
}

static void write_sentence(fc_report *report, const fc_projection *projection)
{
    const struct fc_reconciled *reconciled = projection->reconciled;

    if (reconciled->method == FC_RECONCILE_MINT) {
        fc_report_add_note(
            report, FC_NOTE_PLAIN,
            "Reconciled with %zu series: correlations of %zu common past "
            "errors, shrunk by %.2f; the backtest below is of the forecast "
            "before that (forecast backtest --reconcile has both).",
            reconciled->count, reconciled->source.errors,
            reconciled->source.intensity);
    } else if (!reconciled->temporal) {
        fc_report_add_note(
            report, FC_NOTE_PLAIN,
            "Reconciled with %zu series; the backtest below is of the forecast "
            "before that (forecast backtest --reconcile has both).",
            reconciled->count);
    } else {
        fc_report_add_note(
            report, FC_NOTE_PLAIN,
            "Reconciled with longer periods, counted from the last actual; the "
            "backtest below is of the forecast before that.");
    }
    if (reconciled->floored > 0) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "Held at 0 or above in %zu reconciled draws.",
                           reconciled->floored);
    }
}

void fc_projection_write_reconciled_table(fc_report *report,
                                          const fc_projection *projection)
{
    fc_report_table *table = NULL;

    if (projection->reconciled == NULL) {
        return;
    }
    table = add_table(report, projection);
    if (projection->reconciled->temporal) {
        add_blocks(table, projection);
    } else {
        add_steps(table, projection);
        add_years(table, projection);
    }
}

void fc_projection_write_reconciled_notes(fc_report *report,
                                          const fc_projection *projection)
{
    const struct fc_reconciled *reconciled = projection->reconciled;

    if (reconciled != NULL) {
        write_sentence(report, projection);
        fc_report_add_meta(report, "reconcile", "%s%s",
                           reconciled->temporal ? "temporal:" : "",
                           fc_reconciliation_name(reconciled->method));
    }
}
