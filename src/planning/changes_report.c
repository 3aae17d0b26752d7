/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report of what changed since an earlier forecast.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/init.h"

#include "planning/amount.h"
#include "planning/changes.h"
#include "planning/columns.h"
#include "planning/growth.h"
#include "planning/lookup.h"
#include "planning/projection_people.h"
#include "planning/projection_state.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const char *const step_words[FC_CHANGE_STEPS] = {
    [FC_CHANGE_SETTINGS] = "rounding and settings",
    [FC_CHANGE_REVISED] = "revised history",
    [FC_CHANGE_ACTUALS] = "new actuals",
    [FC_CHANGE_MODEL] = "another model",
};

static void name_of(char text[FC_PERIOD_TEXT_SIZE],
                    const struct fc_changes *all, const struct fc_change *row)
{
    if (row->is_total) {
        fc_year_format(text, row->year);
    } else {
        fc_period_format(text, row->period, all->present->calendar);
    }
}

static const char *kind_of(const struct fc_change *row)
{
    if (row->is_known) {
        return "actual";
    }
    return row->is_total ? "total" : "forecast";
}

static void set_steps(fc_report_table *table, size_t column,
                      const struct fc_change *row)
{
    for (size_t i = 0; i < FC_CHANGE_STEPS; i++) {
        fc_report_table_set_number(table, column + i, row->step[i]);
    }
}

/* A row of the tables that begin with period, kind, earlier, present, change,
 * change_pct. */
static void add_change(fc_report_table *table, const struct fc_changes *all,
                       const struct fc_change *row)
{
    char period[FC_PERIOD_TEXT_SIZE];

    name_of(period, all, row);
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, period);
    fc_report_table_set_text(table, 1, kind_of(row));
    fc_report_table_set_number(table, 2, row->earlier);
    fc_report_table_set_number(table, 3, row->present);
    fc_report_table_set_number(table, 4, row->present - row->earlier);
    fc_report_table_set_number(table, 5,
                               fc_growth_percent(row->present, row->earlier));
}

static void write_changes(fc_report *report, const struct fc_changes *all)
{
    static const fc_column columns[] = {
        FC_TEXT_COLUMN("period", NULL),
        FC_TEXT_COLUMN("kind", NULL),
        FC_NUMBER_COLUMN("earlier", NULL, -1),
        FC_NUMBER_COLUMN("present", NULL, -1),
        FC_NUMBER_COLUMN("change", NULL, -1),
        FC_NUMBER_COLUMN("change_pct", NULL, -1),
        FC_NUMBER_COLUMN("settings", NULL, -1),
        FC_NUMBER_COLUMN("revised_history", NULL, -1),
        FC_NUMBER_COLUMN("new_actuals", NULL, -1),
        FC_NUMBER_COLUMN("other_model", NULL, -1),
    };
    const struct fc_table_shape shape = {"changes", NULL, FC_FOR_MACHINES,
                                         columns, COUNT_OF(columns)};
    fc_report_table *table = fc_columns_add_table(report, &shape, 0);

    for (size_t i = 0; i < all->count; i++) {
        add_change(table, all, &all->rows[i]);
        set_steps(table, 6, &all->rows[i]);
    }
}

static void write_values(fc_report *report, const struct fc_changes *all)
{
    static const fc_column columns[] = {
        FC_TEXT_COLUMN("period", "Period"),
        FC_TEXT_COLUMN("kind", "Is now"),
        FC_AMOUNT_COLUMN("earlier", "Earlier"),
        FC_AMOUNT_COLUMN("present", "Now"),
        FC_AMOUNT_COLUMN("change", "Change"),
        FC_PERCENT_COLUMN("change_pct", "in %"),
    };
    const char *unit = all->present->history->unit;
    char title[256];
    const struct fc_table_shape shape = {
        "earlier_and_now", title, FC_FOR_PEOPLE, columns, COUNT_OF(columns)};
    fc_report_table *table = NULL;

    (void)snprintf(title, sizeof title, "The earlier forecast and now%s%.64s",
                   unit[0] != '\0' ? ", " : "", unit);
    table = fc_columns_add_table(report, &shape,
                                 fc_projection_decimals(all->present));
    for (size_t i = 0; i < all->count; i++) {
        add_change(table, all, &all->rows[i]);
    }
}

static void write_split(fc_report *report, const struct fc_changes *all)
{
    static const fc_column columns[] = {
        FC_TEXT_COLUMN("period", "Period"),
        FC_AMOUNT_COLUMN("settings", "Settings"),
        FC_AMOUNT_COLUMN("revised_history", "Revised history"),
        FC_AMOUNT_COLUMN("new_actuals", "New actuals"),
        FC_AMOUNT_COLUMN("other_model", "Another model"),
        FC_AMOUNT_COLUMN("change", "Change"),
    };
    const struct fc_table_shape shape = {"steps", "What the change is made of",
                                         FC_FOR_PEOPLE, columns,
                                         COUNT_OF(columns)};
    fc_report_table *table = fc_columns_add_table(
        report, &shape, fc_projection_decimals(all->present));
    char period[FC_PERIOD_TEXT_SIZE];

    for (size_t i = 0; i < all->count; i++) {
        const struct fc_change *row = &all->rows[i];

        name_of(period, all, row);
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, period);
        set_steps(table, 1, row);
        fc_report_table_set_number(table, 1 + FC_CHANGE_STEPS,
                                   row->present - row->earlier);
    }
}

/* "+1,234" or "-56"; "0" for what rounds to it. */
static void format_signed(char text[FC_AMOUNT_TEXT_SIZE + 1], double value,
                          int decimals)
{
    fc_amount_format(text + 1, value, decimals);
    text[0] = '+';
    if (text[1] == '-' || strpbrk(text + 1, "123456789") == NULL) {
        memmove(text, text + 1, strlen(text));
    }
}

/* ": new actuals +900, another model +200", or ", all of it new actuals";
 * without the steps that show as zero. */
static void format_steps(char *text, size_t size, const struct fc_change *row,
                         int decimals)
{
    char amount[FC_AMOUNT_TEXT_SIZE + 1];
    size_t used = 0;
    size_t shown = 0;
    const char *only = NULL;

    text[0] = '\0';
    for (size_t i = 0; i < FC_CHANGE_STEPS && used < size; i++) {
        if (isnan(row->step[i])) {
            continue;
        }
        format_signed(amount, row->step[i], decimals);
        if (strpbrk(amount, "+-") != NULL) {
            used += (size_t)snprintf(text + used, size - used, "%s %s %s",
                                     used == 0 ? ":" : ",", step_words[i],
                                     amount);
            only = step_words[i];
            shown++;
        }
    }
    if (shown == 1) {
        (void)snprintf(text, size, ", all of it %s", only);
    }
}

static void tell_row(fc_report *report, const struct fc_changes *all,
                     const struct fc_change *row)
{
    int decimals = fc_projection_decimals(all->present);
    const char *unit = all->present->history->unit;
    char period[FC_PERIOD_TEXT_SIZE];
    char earlier[FC_AMOUNT_TEXT_SIZE];
    char present[FC_AMOUNT_TEXT_SIZE];
    char change[FC_AMOUNT_TEXT_SIZE + 1];
    char steps[512];

    name_of(period, all, row);
    fc_amount_format(earlier, row->earlier, decimals);
    fc_amount_format(present, row->present, decimals);
    format_signed(change, row->present - row->earlier, decimals);
    format_steps(steps, sizeof steps, row, decimals);
    if (row->is_known) {
        fc_report_add_note(report, FC_NOTE_HEADLINE,
                           "%s: forecast %s, actual %s%s%.64s, error %s%s.",
                           period, earlier, present, unit[0] != '\0' ? " " : "",
                           unit, change, steps);
    } else {
        fc_report_add_note(
            report, FC_NOTE_HEADLINE, "%s: %s → %s%s%.64s, %s%s.", period,
            earlier, present, unit[0] != '\0' ? " " : "", unit,
            strcmp(earlier, present) == 0 ? "unchanged" : change, steps);
    }
}

/* In words only the first row of each kind; the tables have all. */
static void tell_rows(fc_report *report, const struct fc_changes *all)
{
    const char *told = "";

    for (size_t i = 0; i < all->count; i++) {
        const char *kind = kind_of(&all->rows[i]);

        if (strcmp(kind, told) != 0) {
            tell_row(report, all, &all->rows[i]);
        }
        told = kind;
    }
}

static void tell_files(fc_report *report, const struct fc_changes *all)
{
    const fc_published *earlier = all->earlier;
    char then[FC_PERIOD_TEXT_SIZE];
    char now[FC_PERIOD_TEXT_SIZE];
    char model[FC_MODEL_SPEC_SIZE];

    fc_period_format(then, fc_published_origin(earlier),
                     all->present->calendar);
    fc_period_format(now, all->present->origin, all->present->calendar);
    fc_model_spec_format(model, fc_changes_present_spec(all));
    fc_report_add_note(report, FC_NOTE_PLAIN,
                       "Earlier: %.200s, actuals up to %s, by %.200s. Now: "
                       "actuals up to %s, by %s.",
                       earlier->source, then, earlier->model, now, model);
}

/* How many earlier actuals read otherwise today, and the one that moved most.
 */
static void tell_revisions(fc_report *report, const struct fc_changes *all)
{
    fc_span then = fc_series_span(all->earlier->history);
    fc_span now = fc_series_span(all->present->history);
    int decimals = fc_projection_decimals(all->present);
    char period[FC_PERIOD_TEXT_SIZE];
    char amount[FC_AMOUNT_TEXT_SIZE + 1];
    size_t count = 0;
    double most = 0.0;
    fc_period where = then.start;

    for (size_t t = 0; t < then.length; t++) {
        fc_period at = fc_period_add(then.start, (int64_t)t);
        double moved = fc_span_at(now, at) - then.values[t];

        if (!isnan(moved) && moved != 0.0) {
            count++;
            where = fabs(moved) > fabs(most) ? at : where;
            most = fabs(moved) > fabs(most) ? moved : most;
        }
    }
    if (count == 0) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "No earlier actual has been revised.");
        return;
    }
    fc_period_format(period, where, all->present->calendar);
    format_signed(amount, most, decimals);
    fc_report_add_note(report, FC_NOTE_PLAIN,
                       "%zu of %zu earlier actuals %s been revised, %s by "
                       "the most: %s.",
                       count, then.length, count == 1 ? "has" : "have", period,
                       amount);
}

static void tell_split(fc_report *report, const struct fc_changes *all)
{
    if (!all->is_split) {
        fc_report_add_note(report, FC_NOTE_WARNING,
                           "The earlier model '%.200s' cannot be computed here "
                           "(%.300s), so the change of a forecast counts as "
                           "another model, undivided.",
                           all->earlier->model, all->why);
        return;
    }
    fc_report_add_note(
        report, FC_NOTE_PLAIN,
        "The earlier model is forecast anew with the present settings, then "
        "with the history as it stands now, then with the actuals that have "
        "come since; what is left is the choice of another model. The steps "
        "add up to the change and depend on this order.");
    if (fc_model_spec_uses_regressor(&all->spec, NULL)) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "The file holds no regressors: revised values of "
                           "them count as rounding and settings.");
    }
}

static void tell_limits(fc_report *report, const struct fc_changes *all)
{
    char seed[24];

    (void)snprintf(seed, sizeof seed, "%" PRIu64, all->present->seed);
    if (all->earlier->seed[0] != '\0'
        && strcmp(all->earlier->seed, seed) != 0) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "The earlier forecast was drawn with seed %.24s, "
                           "this one with seed %s.",
                           all->earlier->seed, seed);
    }
    if (all->earlier->version[0] != '\0'
        && strcmp(all->earlier->version, fc_version()) != 0) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "The earlier forecast is of version %.24s, this "
                           "one of version %s.",
                           all->earlier->version, fc_version());
    }
    if (all->uncovered > 0) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "%zu of its %zu periods have no value here; a "
                           "longer --horizon compares more.",
                           all->uncovered, all->earlier->horizon);
    }
}

static void write_meta(fc_report *report, const struct fc_changes *all)
{
    const fc_projection *present = all->present;
    char text[FC_MODEL_SPEC_SIZE];

    fc_report_add_meta(report, "version", "%s", fc_version());
    fc_report_add_meta(report, "command", "%s", present->command);
    fc_report_add_meta(report, "series", "%s", present->history->name);
    fc_report_add_meta(report, "unit", "%s", present->history->unit);
    fc_report_add_meta(report, "input", "%s", present->input);
    fc_report_add_meta(report, "input_sha256", "%s", present->sha256);
    fc_period_format(text, present->origin, present->calendar);
    fc_report_add_meta(report, "origin", "%s", text);
    fc_model_spec_format(text, fc_changes_present_spec(all));
    fc_report_add_meta(report, "model", "%s", text);
    fc_report_add_meta(report, "seed", "%" PRIu64, present->seed);
    fc_report_add_meta(report, "earlier", "%s", all->earlier->source);
    fc_period_format(text, fc_published_origin(all->earlier),
                     present->calendar);
    fc_report_add_meta(report, "earlier_origin", "%s", text);
    fc_report_add_meta(report, "earlier_model", "%s", all->earlier->model);
    fc_report_add_meta(report, "earlier_seed", "%s", all->earlier->seed);
    fc_report_add_meta(report, "earlier_version", "%s", all->earlier->version);
}

static void write_all(fc_report *report, const struct fc_changes *all)
{
    write_changes(report, all);
    tell_rows(report, all);
    write_values(report, all);
    write_split(report, all);
    tell_files(report, all);
    tell_revisions(report, all);
    tell_split(report, all);
    tell_limits(report, all);
    fc_projection_write_frozen(report, all->present);
    write_meta(report, all);
}

fc_status fc_projection_changes(fc_report **out, const fc_projection *present,
                                const fc_published *earlier,
                                const fc_projection_request *request,
                                fc_error *err)
{
    struct fc_changes all = {.count = 0};
    fc_report *report = NULL;
    fc_status status = fc_changes_init(&all, present, earlier, request, err);

    *out = NULL;
    if (status == FC_OK) {
        status = fc_report_create(&report, present->title, err);
    }
    if (status == FC_OK) {
        write_all(report, &all);
        status = fc_report_close(out, report, err);
    }
    fc_changes_release(&all);
    return status;
}
