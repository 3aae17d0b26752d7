/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of scores. */
#include "ledger/score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "planning/amount.h"
#include "planning/columns.h"
#include "planning/lookup.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#define FIGURE(id)                                                         \
    FC_NUMBER_COLUMN(id, NULL, -1), FC_NUMBER_COLUMN(id "_low", NULL, -1), \
        FC_NUMBER_COLUMN(id "_high", NULL, -1)
#define INTEGER(id)                              \
    {                                            \
        .name = (id), .style = FC_STYLE_INTEGER, \
    }

static const fc_column score_columns[] = {
    FC_TEXT_COLUMN("series", NULL),
    FC_TEXT_COLUMN("forecaster", NULL),
    FC_TEXT_COLUMN("scenario", NULL),
    FC_TEXT_COLUMN("horizon", NULL),
    INTEGER("n"),
    INTEGER("origins"),
    FIGURE("bias"),
    FIGURE("mae"),
    FIGURE("rmse"),
    FIGURE("mase"),
    FIGURE("crps"),
    FIGURE("pinball"),
    FIGURE("coverage_80"),
    FIGURE("coverage_95"),
    FC_NUMBER_COLUMN("pit_mean", NULL, -1),
};

static const fc_column added_columns[] = {
    FC_TEXT_COLUMN("series", NULL),
    FC_TEXT_COLUMN("forecaster", NULL),
    FC_TEXT_COLUMN("scenario", NULL),
    FC_TEXT_COLUMN("against", NULL),
    FC_TEXT_COLUMN("against_scenario", NULL),
    FC_TEXT_COLUMN("horizon", NULL),
    INTEGER("n"),
    INTEGER("origins"),
    FC_NUMBER_COLUMN("mae", NULL, -1),
    FC_NUMBER_COLUMN("mae_against", NULL, -1),
    FIGURE("gain"),
    FC_NUMBER_COLUMN("gain_pct", NULL, -1),
    FC_ODDS_COLUMN("p_value", NULL),
};

static const fc_column coverage_columns[] = {
    FC_TEXT_COLUMN("series", NULL),
    FC_TEXT_COLUMN("forecaster", NULL),
    FC_TEXT_COLUMN("scenario", NULL),
    FC_TEXT_COLUMN("horizon", NULL),
    INTEGER("level"),
    INTEGER("n"),
    INTEGER("hits"),
    FIGURE("rate"),
};

static const fc_column pit_columns[] = {
    FC_TEXT_COLUMN("series", NULL),
    FC_TEXT_COLUMN("forecaster", NULL),
    FC_TEXT_COLUMN("scenario", NULL),
    FC_TEXT_COLUMN("horizon", NULL),
    FC_NUMBER_COLUMN("from", NULL, -1),
    FC_NUMBER_COLUMN("to", NULL, -1),
    INTEGER("count"),
    INTEGER("n"),
    FC_NUMBER_COLUMN("share", NULL, -1),
    FC_NUMBER_COLUMN("expected", NULL, -1),
};

static const fc_column shown_columns[] = {
    FC_TEXT_COLUMN("series", "Series"),
    FC_TEXT_COLUMN("measure", "Measure"),
    FC_TEXT_COLUMN("forecaster", "Forecaster"),
    {.name = "n", .title = "n", .style = FC_STYLE_INTEGER},
    FC_NUMBER_COLUMN("figure", "Figure", -1),
    FC_NUMBER_COLUMN("low", "95% from", -1),
    FC_NUMBER_COLUMN("high", "to", -1),
};

static const fc_column shown_added_columns[] = {
    FC_TEXT_COLUMN("series", "Series"),
    FC_TEXT_COLUMN("forecaster", "Forecaster"),
    FC_TEXT_COLUMN("against", "Against"),
    {.name = "n", .title = "n", .style = FC_STYLE_INTEGER},
    FC_AMOUNT_COLUMN("mae", "MAE"),
    FC_AMOUNT_COLUMN("mae_against", "Its MAE"),
    FC_AMOUNT_COLUMN("gain", "Gain"),
    FC_AMOUNT_COLUMN("gain_low", "95% from"),
    FC_AMOUNT_COLUMN("gain_high", "to"),
    FC_NUMBER_COLUMN("p_value", "p", 3),
};

void fc_score_set_name(fc_report_table *table, size_t column, const char *name,
                       const char *scenario)
{
    char text[FC_MODEL_SPEC_SIZE + FC_PLAN_SERIES_SIZE];

    if (scenario[0] == '\0' || strcmp(scenario, "base") == 0) {
        fc_report_table_set_text(table, column, name);
        return;
    }
    (void)snprintf(text, sizeof text, "%s, scenario %s", name, scenario);
    fc_report_table_set_text(table, column, text);
}

#define SHAPE(name, title, audience, columns)                 \
    (&(struct fc_table_shape){name, title, audience, columns, \
                              COUNT_OF(columns)})

static struct fc_score_tables add_tables(fc_report *report, int decimals)
{
    return (struct fc_score_tables){
        .scores = fc_columns_add_table(
            report, SHAPE("scores", NULL, FC_FOR_MACHINES, score_columns), 0),
        .value_added = fc_columns_add_table(
            report, SHAPE("value_added", NULL, FC_FOR_MACHINES, added_columns),
            0),
        .coverage = fc_columns_add_table(
            report, SHAPE("coverage", NULL, FC_FOR_MACHINES, coverage_columns),
            0),
        .pit = fc_columns_add_table(
            report, SHAPE("pit", NULL, FC_FOR_MACHINES, pit_columns), 0),
        .shown = fc_columns_add_table(
            report,
            SHAPE("scores_shown", "Scores, all periods ahead together",
                  FC_FOR_PEOPLE, shown_columns),
            decimals),
        .shown_added = fc_columns_add_table(
            report,
            SHAPE("value_added_shown",
                  "Forecast value added: by how much absolute errors are "
                  "smaller",
                  FC_FOR_PEOPLE, shown_added_columns),
            decimals)};
}

static void release_room(struct fc_score_room *room)
{
    free(room->values);
    free(room->others);
    free(room->means);
    free(room->other_means);
    free(room->origins);
}

static fc_status make_room(struct fc_score_room *room, size_t count,
                           fc_error *err)
{
    *room = (struct fc_score_room){
        .values = fc_calloc(count, sizeof(double)),
        .others = fc_calloc(count, sizeof(double)),
        .means = fc_calloc(count, sizeof(double)),
        .other_means = fc_calloc(count, sizeof(double)),
        .origins = fc_calloc(count, sizeof(int64_t)),
    };
    if (room->values == NULL || room->others == NULL || room->means == NULL
        || room->other_means == NULL || room->origins == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu forecasts",
                       count);
    }
    return FC_OK;
}

static void tell_foreign(fc_report *report, const struct fc_cases *cases,
                         const char *unit)
{
    if (cases->foreign > 0) {
        fc_report_add_note(report, FC_NOTE_WARNING,
                           "%zu run%s of %s left out: recorded in another unit "
                           "than that of the data, %s.",
                           cases->foreign, cases->foreign == 1 ? "" : "s",
                           cases->series, unit);
    }
}

/* Adds the cases of @p actuals to the tables, and their number to *count. */
static fc_status score_series(size_t *count, fc_report *report,
                              const struct fc_score_tables *tables,
                              const fc_ledger *ledger, const fc_series *actuals,
                              fc_error *err)
{
    struct fc_cases cases = {0};
    struct fc_score_room room = {0};
    fc_status status = fc_cases_load(&cases, ledger, actuals, err);

    if (status == FC_OK) {
        status = make_room(&room, cases.count, err);
    }
    if (status == FC_OK) {
        fc_score_write(tables, &cases, &room);
        fc_score_write_added(tables, &cases, &room);
        tell_foreign(report, &cases, actuals->unit);
        *count += cases.count;
    }
    release_room(&room);
    fc_cases_release(&cases);
    return status;
}

static void write_notes(fc_report *report, const fc_ledger *ledger,
                        size_t count)
{
    if (count == 0) {
        fc_report_add_note(report, FC_NOTE_HEADLINE,
                           "Nothing to score: no period that a forecast in %s "
                           "is for has been reported.",
                           ledger->path);
        return;
    }
    fc_report_add_note(report, FC_NOTE_HEADLINE,
                       "%zu forecast%s of single periods scored.", count,
                       count == 1 ? "" : "s");
    fc_report_add_note(report, FC_NOTE_PLAIN,
                       "Of several runs of one forecaster at one origin the "
                       "last one counts. Intervals treat the forecasts of an "
                       "origin as one; below 4 origins there is none.");
}

/* As many decimals as the largest series of the tables allows. */
static int decimals_of(const fc_table *table, const fc_series *only)
{
    int fewest = 6;

    for (size_t i = 0; i < table->count; i++) {
        fc_span span = fc_span_trim(fc_series_span(table->series[i]));

        if ((only == NULL || only == table->series[i]) && span.length > 0) {
            int decimals = fc_amount_decimals_of(span);

            fewest = decimals < fewest ? decimals : fewest;
        }
    }
    return fewest;
}

static fc_status score_all(fc_report *report, const fc_ledger *ledger,
                           const fc_table *table, const fc_series *only,
                           fc_error *err)
{
    struct fc_score_tables tables = add_tables(report,
                                               decimals_of(table, only));
    size_t count = 0;
    fc_status status = FC_OK;

    for (size_t i = 0; i < table->count && status == FC_OK; i++) {
        if (only == NULL || only == table->series[i]) {
            status = score_series(&count, report, &tables, ledger,
                                  table->series[i], err);
        }
    }
    write_notes(report, ledger, count);
    return status;
}

fc_status fc_ledger_score(fc_report **out, const fc_ledger *ledger,
                          const fc_dataset *dataset, const char *series,
                          fc_error *err)
{
    const fc_series *only = NULL;
    fc_report *report = NULL;
    fc_status status = FC_OK;

    *out = NULL;
    if (series != NULL) {
        status = fc_series_lookup(&only, dataset->table, series, err);
    }
    if (status == FC_OK) {
        status = fc_report_create(&report, "Scores", err);
    }
    if (status != FC_OK) {
        return status;
    }
    status = score_all(report, ledger, dataset->table, only, err);
    if (status != FC_OK) {
        fc_report_free(report);
        return status;
    }
    return fc_report_close(out, report, err);
}
