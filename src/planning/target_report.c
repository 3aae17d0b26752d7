/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Targets as tables and sentences. */
#include "planning/amount.h"
#include "planning/columns.h"
#include "planning/projection_people.h"
#include "planning/projection_target.h"
#include "planning/shares.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const fc_column target_columns[] = {
    FC_TEXT_COLUMN("target", "Target"),
    FC_AMOUNT_COLUMN("value", "Value"),
    FC_AMOUNT_COLUMN("reported", "Reported"),
    FC_AMOUNT_COLUMN("needed", "Needed"),
    FC_AMOUNT_COLUMN("forecast", "Forecast"),
    FC_PERCENT_COLUMN("growth", "Growth"),
    FC_ODDS_COLUMN("p_reach", "Reached"),
};

static const fc_column path_columns[] = {
    FC_TEXT_COLUMN("target", "Target"),
    FC_TEXT_COLUMN("period", "Period"),
    FC_AMOUNT_COLUMN("forecast", "Forecast"),
    FC_AMOUNT_COLUMN("required", "Required"),
    FC_PERCENT_COLUMN("required_growth", "Growth"),
    FC_AMOUNT_COLUMN("given", "If met"),
    FC_AMOUNT_COLUMN("given_lower_80", "Low 80"),
    FC_AMOUNT_COLUMN("given_upper_80", "High 80"),
};

static void add_target(fc_report_table *table,
                       const struct fc_target_outlook *target)
{
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, target->text);
    fc_report_table_set_number(table, 1, target->value);
    fc_report_table_set_number(table, 2, target->reported);
    fc_report_table_set_number(table, 3, target->needed);
    fc_report_table_set_number(table, 4, target->forecast);
    fc_report_table_set_number(table, 5, target->growth);
    fc_report_table_set_number(table, 6, target->p_reach);
}

static void add_path(fc_report_table *table, const fc_projection *projection,
                     const struct fc_target_outlook *target)
{
    char text[FC_PERIOD_TEXT_SIZE];

    for (size_t s = target->first; s <= target->last; s++) {
        const struct fc_target_step *step = &target->steps[s - target->first];

        fc_period_format(text, fc_projection_period(projection, s),
                         projection->calendar);
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, target->text);
        fc_report_table_set_text(table, 1, text);
        fc_report_table_set_number(table, 2, projection->steps[s].value.mean);
        fc_report_table_set_number(table, 3, step->required);
        fc_report_table_set_number(table, 4, step->required_growth);
        fc_report_table_set_number(table, 5, step->given);
        fc_report_table_set_number(table, 6, step->given_lower);
        fc_report_table_set_number(table, 7, step->given_upper);
    }
}

static void write_sentence(fc_report *report, const fc_projection *projection,
                           const struct fc_target_outlook *target)
{
    int decimals = fc_projection_decimals(projection);
    size_t steps = target->last - target->first + 1;
    char amount[4][FC_AMOUNT_TEXT_SIZE];
    char odds[FC_ODDS_TEXT_SIZE];

    fc_amount_format(amount[0], target->value, decimals);
    fc_amount_format(amount[1], target->needed, decimals);
    fc_amount_format(amount[2], target->reported, decimals);
    fc_amount_format(amount[3], target->forecast, decimals);
    fc_odds_format(odds, target->p_reach);
    if (target->reported_count == 0) {
        fc_report_add_note(report, FC_NOTE_HEADLINE,
                           "Target %s of %s: the forecast is %s; the odds of "
                           "reaching it are %s.",
                           target->text, amount[0], amount[3], odds);
    } else if (target->needed <= 0.0) {
        fc_report_add_note(report, FC_NOTE_HEADLINE,
                           "Target %s of %s: the %s reported is that already, "
                           "with %zu %s to come.",
                           target->text, amount[0], amount[2], steps,
                           steps == 1 ? "period" : "periods");
    } else {
        fc_report_add_note(report, FC_NOTE_HEADLINE,
                           "Target %s of %s: %s is reported, %s is needed in "
                           "%zu %s; the forecast is %s, the odds of reaching "
                           "it are %s.",
                           target->text, amount[0], amount[2], amount[1], steps,
                           steps == 1 ? "period" : "periods", amount[3], odds);
    }
}

void fc_projection_write_target_tables(fc_report *report,
                                       const fc_projection *projection)
{
    const struct fc_table_shape targets = {"target", "Targets, with the odds",
                                           FC_FOR_ALL, target_columns,
                                           COUNT_OF(target_columns)};
    const struct fc_table_shape paths = {
        "target_path",
        "The way there: required with the forecast's shares, and if just met",
        FC_FOR_ALL, path_columns, COUNT_OF(path_columns)};
    int decimals = fc_projection_decimals(projection);
    fc_report_table *table = NULL;

    if (projection->target_count == 0) {
        return;
    }
    table = fc_columns_add_table(report, &targets, decimals);
    for (size_t i = 0; i < projection->target_count; i++) {
        add_target(table, &projection->targets[i]);
    }
    table = fc_columns_add_table(report, &paths, decimals);
    for (size_t i = 0; i < projection->target_count; i++) {
        add_path(table, projection, &projection->targets[i]);
    }
}

void fc_projection_write_target_notes(fc_report *report,
                                      const fc_projection *projection)
{
    for (size_t i = 0; i < projection->target_count; i++) {
        write_sentence(report, projection, &projection->targets[i]);
    }
}
