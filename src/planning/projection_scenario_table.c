/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables and provenance of scenarios, and their report. */
#include <math.h>
#include <stdio.h>

#include "planning/columns.h"
#include "planning/growth.h"
#include "planning/lookup.h"
#include "planning/projection_charts.h"
#include "planning/projection_people.h"
#include "planning/projection_scenario.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

enum {
    SIDE_COLUMNS = FC_SCENARIO_CAPACITY + 2, /* period, base, scenarios */
    NAME_SIZE = 80,
    TITLE_SIZE = 256,
};

/* A table with a column for base and one for each scenario. */
static fc_report_table *add_side_by_side(fc_report *report,
                                         const fc_projection *projection,
                                         const char *name, const char *title,
                                         int decimals)
{
    const struct fc_projected_scenarios *scenarios = projection->scenarios;
    fc_column columns[SIDE_COLUMNS] = {FC_TEXT_COLUMN("period", "Period"),
                                       FC_AMOUNT_COLUMN("value_base", "base")};
    char names[FC_SCENARIO_CAPACITY][NAME_SIZE];
    const struct fc_table_shape shape = {name, title, FC_FOR_ALL, columns,
                                         scenarios->count + 2};

    for (size_t i = 0; i < scenarios->count; i++) {
        (void)snprintf(names[i], sizeof names[i], "value_%.64s",
                       scenarios->items[i].name);
        columns[i + 2] = (fc_column)FC_AMOUNT_COLUMN(names[i],
                                                     scenarios->items[i].name);
    }
    return fc_columns_add_table(report, &shape, decimals);
}

static void write_values(fc_report *report, const fc_projection *projection)
{
    const struct fc_projected_scenarios *scenarios = projection->scenarios;
    const char *unit = projection->history->unit;
    char title[TITLE_SIZE];
    char text[FC_PERIOD_TEXT_SIZE];
    fc_report_table *table = NULL;

    (void)snprintf(title, sizeof title, "Scenarios%s%.64s",
                   unit[0] != '\0' ? ", " : "", unit);
    table = add_side_by_side(report, projection, "scenarios", title,
                             fc_projection_decimals(projection));
    for (size_t s = 0; s < projection->horizon; s++) {
        fc_period_format(text, projection->steps[s].period,
                         projection->calendar);
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, text);
        fc_report_table_set_number(table, 1, projection->steps[s].value.mean);
        for (size_t i = 0; i < scenarios->count; i++) {
            fc_report_table_set_number(
                table, i + 2, scenarios->items[i].view.steps[s].value.mean);
        }
    }
    for (size_t t = 0; t < projection->total_count; t++) {
        fc_year_format(text, projection->totals[t].year);
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, text);
        fc_report_table_set_number(table, 1, projection->totals[t].value.mean);
        for (size_t i = 0; i < scenarios->count; i++) {
            fc_report_table_set_number(
                table, i + 2, scenarios->items[i].view.totals[t].value.mean);
        }
    }
}

static const fc_column difference_columns[] = {
    FC_TEXT_COLUMN("scenario", "Scenario"),
    FC_TEXT_COLUMN("period", "Period"),
    FC_AMOUNT_COLUMN("difference", "To base"),
    FC_AMOUNT_COLUMN("lower_80", "Low 80"),
    FC_AMOUNT_COLUMN("upper_80", "High 80"),
    FC_AMOUNT_COLUMN("lower_95", "Low 95"),
    FC_AMOUNT_COLUMN("upper_95", "High 95"),
    FC_NUMBER_COLUMN("difference_pct", "% of base", 2),
};

static void add_difference(fc_report_table *table, const char *scenario,
                           const char *period, const struct fc_outlook *of,
                           double base)
{
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, scenario);
    fc_report_table_set_text(table, 1, period);
    fc_report_table_set_number(table, 2, of->mean);
    for (size_t i = 0; i < FC_BOUNDS; i++) {
        fc_report_table_set_number(table, 3 + i, of->bound[i]);
    }
    fc_report_table_set_number(table, 7,
                               fc_growth_percent(base + of->mean, base));
}

static void write_differences(fc_report *report,
                              const fc_projection *projection)
{
    const struct fc_table_shape shape = {
        "differences", "What the plans change, same random numbers", FC_FOR_ALL,
        difference_columns, COUNT_OF(difference_columns)};
    fc_report_table *table = fc_columns_add_table(
        report, &shape, fc_projection_decimals(projection));
    char text[FC_PERIOD_TEXT_SIZE];

    for (size_t i = 0; i < projection->scenarios->count; i++) {
        const struct fc_projected_scenario *item =
            &projection->scenarios->items[i];

        for (size_t s = 0; s < projection->horizon; s++) {
            fc_period_format(text, projection->steps[s].period,
                             projection->calendar);
            add_difference(table, item->name, text, &item->difference[s],
                           projection->steps[s].value.mean);
        }
        for (size_t t = 0; t < projection->total_count; t++) {
            fc_year_format(text, projection->totals[t].year);
            add_difference(table, item->name, text, &item->total_difference[t],
                           projection->totals[t].value.mean);
        }
    }
}

static const fc_column plan_columns[] = {
    FC_TEXT_COLUMN("scenario", "Scenario"),
    FC_TEXT_COLUMN("series", "Series"),
    FC_TEXT_COLUMN("period", "Period"),
    FC_AMOUNT_COLUMN("value", "Plan"),
    FC_PERCENT_COLUMN("sd_pct", "Sd"),
    FC_TEXT_COLUMN("against", "Against"),
    FC_AMOUNT_COLUMN("before", "Year before"),
    FC_PERCENT_COLUMN("growth_pct", "Growth"),
};

static void add_plan(fc_report_table *table, const char *scenario,
                     const struct fc_planned_series *series,
                     const struct fc_plan_line *line, bool other)
{
    double before = other ? line->other_before : line->before;

    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, scenario);
    fc_report_table_set_text(table, 1, series->name);
    fc_report_table_set_text(table, 2, line->period);
    fc_report_table_set_number(table, 3, line->value);
    if (line->sd_pct > 0.0) {
        fc_report_table_set_number(table, 4, line->sd_pct);
    }
    fc_report_table_set_text(table, 5, other ? series->other : series->name);
    fc_report_table_set_number(table, 6, before);
    fc_report_table_set_number(table, 7,
                               fc_growth_percent(line->value, before));
}

static void write_plans(fc_report *report,
                        const struct fc_projected_scenarios *scenarios)
{
    const struct fc_table_shape shape = {"plans", "Plans", FC_FOR_ALL,
                                         plan_columns, COUNT_OF(plan_columns)};
    fc_report_table *table = fc_columns_add_table(
        report, &shape, scenarios->series[0].decimals);

    for (size_t i = 0; i < scenarios->line_count; i++) {
        const struct fc_plan_line *line = &scenarios->lines[i];
        const struct fc_planned_series *series =
            &scenarios->series[line->series];
        const char *name = scenarios->items[line->scenario].name;

        add_plan(table, name, series, line, false);
        if (series->other != NULL) {
            add_plan(table, name, series, line, true);
        }
    }
}

static const fc_column basis_columns[] = {
    FC_TEXT_COLUMN("scenario", "Scenario"),
    FC_TEXT_COLUMN("plan", "Plan"),
    FC_TEXT_COLUMN("basis", "Basis"),
};

static void write_bases(fc_report *report,
                        const struct fc_projected_scenarios *scenarios)
{
    const struct fc_table_shape shape = {"bases", "What the plans include",
                                         FC_FOR_ALL, basis_columns,
                                         COUNT_OF(basis_columns)};
    fc_report_table *table = fc_columns_add_table(report, &shape, 0);

    for (size_t i = 0; i < scenarios->line_count; i++) {
        const struct fc_plan_line *line = &scenarios->lines[i];

        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0,
                                 scenarios->items[line->scenario].name);
        fc_report_table_set_text(table, 1, line->text);
        fc_report_table_set_text(table, 2, line->basis);
    }
}

static void add_path_row(fc_report_table *table,
                         const struct fc_projected_scenarios *scenarios,
                         const char *period, size_t at)
{
    if (isnan(scenarios->regressors[at])) {
        return; /* a year of a level */
    }
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, period);
    fc_report_table_set_number(table, 1, scenarios->regressors[at]);
    for (size_t i = 0; i < scenarios->count; i++) {
        fc_report_table_set_number(table, i + 2,
                                   scenarios->items[i].regressors[at]);
    }
}

/* The planned series as the model sees them, means over the draws. */
static void write_path(fc_report *report, const fc_projection *projection,
                       size_t index)
{
    const struct fc_projected_scenarios *scenarios = projection->scenarios;
    const struct fc_planned_series *series = &scenarios->series[index];
    size_t at = index * (projection->horizon + projection->total_count);
    char name[FC_PLAN_SERIES_SIZE + sizeof "path_"];
    char title[TITLE_SIZE];
    char text[FC_PERIOD_TEXT_SIZE];
    fc_report_table *table = NULL;

    (void)snprintf(name, sizeof name, "path_%.*s", FC_PLAN_SERIES_SIZE - 1,
                   series->name);
    (void)snprintf(title, sizeof title, "%.100s, projected and as planned",
                   series->name);
    table = add_side_by_side(report, projection, name, title, series->decimals);
    for (size_t s = 0; s < projection->horizon; s++) {
        fc_period_format(text, projection->steps[s].period,
                         projection->calendar);
        add_path_row(table, scenarios, text, at++);
    }
    for (size_t t = 0; t < projection->total_count; t++) {
        fc_year_format(text, projection->totals[t].year);
        add_path_row(table, scenarios, text, at++);
    }
}

static void write_provenance(fc_report *report,
                             const struct fc_projected_scenarios *scenarios)
{
    char key[32];

    fc_report_add_meta(report, "split", "%s",
                       fc_plan_split_name(scenarios->split));
    for (size_t i = 0; i < scenarios->line_count; i++) {
        const struct fc_plan_line *line = &scenarios->lines[i];
        const struct fc_projected_scenario *item =
            &scenarios->items[line->scenario];

        (void)snprintf(key, sizeof key, "plan_%zu", i + 1);
        fc_report_add_meta(report, key, "%s: %s (%s)", item->name, line->text,
                           item->source);
    }
}

void fc_projection_write_scenarios(fc_report *report,
                                   const fc_projection *projection)
{
    write_values(report, projection);
    write_differences(report, projection);
    write_plans(report, projection->scenarios);
    write_bases(report, projection->scenarios);
    for (size_t j = 0; j < projection->scenarios->series_count; j++) {
        write_path(report, projection, j);
    }
    write_provenance(report, projection->scenarios);
}

fc_status fc_projection_scenario_report(fc_report **out,
                                        const fc_projection *projection,
                                        fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = FC_OK;

    *out = NULL;
    if (projection->scenarios == NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "there are no scenarios; give --plan or --scenario");
    }
    status = fc_report_create(&report, projection->title, err);
    if (status != FC_OK) {
        return status;
    }
    fc_projection_write_table(report, projection);
    fc_projection_write_notes(report, projection);
    fc_projection_write_scenarios(report, projection);
    status = fc_projection_write_scenario_charts(report, projection, err);
    if (status != FC_OK) {
        fc_report_free(report);
        return status;
    }
    return fc_report_close(out, report, err);
}
