/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The evidence behind a projection as tables: accuracy and coverage, the
 * candidates side by side, the regressors.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "planning/columns.h"
#include "planning/growth.h"
#include "planning/informed.h"
#include "planning/projection_people.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Candidates that people see. */
enum { most_rows = 10 };

static const fc_column accuracy_columns[] = {
    FC_TEXT_COLUMN("steps", "Steps"),
    FC_COUNT_COLUMN("n", "n"),
    FC_PERCENT_COLUMN("mape_pct", "MAPE"),
    FC_AMOUNT_COLUMN("mae", "MAE"),
    FC_AMOUNT_COLUMN("bias", "Bias"),
    FC_NUMBER_COLUMN("mase", "MASE", 2),
    FC_PERCENT_COLUMN("coverage_80_pct", "In 80 %"),
    FC_WHOLE_PERCENT_COLUMN("coverage_80_low_pct", "from"),
    FC_WHOLE_PERCENT_COLUMN("coverage_80_high_pct", "to"),
    FC_PERCENT_COLUMN("coverage_95_pct", "In 95 %"),
    FC_WHOLE_PERCENT_COLUMN("coverage_95_low_pct", "from"),
    FC_WHOLE_PERCENT_COLUMN("coverage_95_high_pct", "to"),
};

static void set_coverage(fc_report_table *table, size_t column,
                         const fc_coverage *coverage)
{
    fc_report_table_set_number(table, column, 100.0 * coverage->rate);
    fc_report_table_set_number(table, column + 1, 100.0 * coverage->low);
    fc_report_table_set_number(table, column + 2, 100.0 * coverage->high);
}

static void add_accuracy(fc_report_table *table, const char *steps,
                         const fc_accuracy *accuracy,
                         const fc_coverage *coverage_80,
                         const fc_coverage *coverage_95)
{
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, steps);
    fc_report_table_set_number(table, 1, (double)accuracy->n);
    fc_report_table_set_number(table, 2, accuracy->mape);
    fc_report_table_set_number(table, 3, accuracy->mae);
    fc_report_table_set_number(table, 4, accuracy->bias);
    fc_report_table_set_number(table, 5, accuracy->mase);
    set_coverage(table, 6, coverage_80);
    set_coverage(table, 9, coverage_95);
}

void fc_projection_write_accuracy(fc_report *report,
                                  const fc_projection *projection)
{
    char title[96];
    const struct fc_table_shape shape = {"accuracy", title, FC_FOR_ALL,
                                         accuracy_columns,
                                         COUNT_OF(accuracy_columns)};
    const fc_evaluation *evaluation = projection->evaluation;
    fc_report_table *table = NULL;
    char text[FC_NUMBER_TEXT_SIZE];

    if (evaluation == NULL) {
        return;
    }
    (void)snprintf(
        title, sizeof title,
        "How good it has been%s (%s at each "
        "origin)",
        fc_projection_is_informed(projection) ? " without guidance" : "",
        projection->frozen_by != NULL   ? "the frozen model"
        : projection->scenarios != NULL ? "the model of the scenarios"
                                        : "chosen anew");
    table = fc_columns_add_table(report, &shape,
                                 fc_projection_decimals(projection));
    for (size_t s = 0; s < evaluation->horizon; s++) {
        (void)snprintf(text, sizeof text, "%zu", s + 1);
        add_accuracy(table, text, &evaluation->by_step[s],
                     &evaluation->coverage_80[s], &evaluation->coverage_95[s]);
    }
    if (evaluation->horizon > 1) {
        (void)snprintf(text, sizeof text, "1 to %zu", evaluation->horizon);
        add_accuracy(table, text, &evaluation->overall, &evaluation->overall_80,
                     &evaluation->overall_95);
    }
}

/* A candidate and what it says. */
struct entry {
    size_t spec;
    bool chosen;
    bool seasonal_naive;
    double mape_first;
    double mape_all;
    double first; /* forecast of the first period */
    double year;  /* of the first fiscal year completed; NaN if none */
};

/* The point forecast of the fiscal year that the projection totals first. */
static double year_forecast(const fc_projection *projection, size_t spec)
{
    fc_span known = fc_series_span(projection->history);
    size_t origin = fc_backtest_last_origin(projection->backtest);
    fc_year year = fc_year_of(known, FC_FLOW, projection->totals[0].year,
                              projection->calendar);
    double sum = 0.0;

    for (size_t i = 0; i < year.periods; i++) {
        fc_period period = fc_period_add(year.first, (int64_t)i);
        int64_t step = fc_period_distance(projection->origin, period) - 1;

        sum += step < 0 ? fc_span_at(known, period)
                        : fc_backtest_forecast(projection->backtest, spec,
                                               origin, (size_t)step);
    }
    return sum;
}

static struct entry entry_of(const fc_projection *projection, size_t spec)
{
    const fc_model_spec *model = fc_backtest_spec_at(projection->backtest,
                                                     spec);
    size_t origin = fc_backtest_last_origin(projection->backtest);
    struct entry entry = {
        .spec = spec,
        .chosen = spec == projection->chosen,
        .seasonal_naive = model->type == fc_model_type_find("snaive"),
        .mape_first = fc_missing(),
        .mape_all = fc_missing(),
        .first = fc_backtest_forecast(projection->backtest, spec, origin, 0),
        .year = fc_missing(),
    };

    if (projection->total_count > 0) {
        entry.year = year_forecast(projection, spec);
    }
    if (entry.chosen) { /* as the forecast has it, the mean of its paths */
        entry.first = fc_projection_plain_steps(projection)[0].value.mean;
        entry.year = projection->total_count > 0
                         ? fc_projection_plain_totals(projection)[0].value.mean
                         : entry.year;
    }
    if (projection->standing != NULL) {
        entry.mape_first = projection->standing[spec].first.mape;
        entry.mape_all = projection->standing[spec].all.mape;
    }
    return entry;
}

static int by_number(double a, double b)
{
    if (isnan(a) || isnan(b)) {
        return isnan(a) - isnan(b); /* what is not known comes last */
    }
    return (a > b) - (a < b);
}

/* The chosen one first, then by error, then as proposed. */
static int by_standing(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    int order = (int)b->chosen - (int)a->chosen;

    if (order == 0) {
        order = by_number(a->mape_all, b->mape_all);
    }
    return order != 0 ? order : (a->spec > b->spec) - (a->spec < b->spec);
}

/* Of more than people want to see, the first ones and the seasonal naive. */
static size_t shorten(struct entry *entries, size_t count)
{
    if (count <= most_rows) {
        return count;
    }
    for (size_t i = most_rows; i < count; i++) {
        if (entries[i].seasonal_naive) {
            entries[most_rows - 1] = entries[i];
            break;
        }
    }
    return most_rows;
}

static const fc_column candidate_columns[] = {
    FC_TEXT_COLUMN("chosen", ""),
    FC_TEXT_COLUMN("model", "Candidate"),
    FC_PERCENT_COLUMN("mape_first_pct", "MAPE 1"),
    FC_PERCENT_COLUMN("mape_all_pct", "MAPE all"),
    FC_AMOUNT_COLUMN("forecast_first", NULL),
    FC_AMOUNT_COLUMN("forecast_year", NULL),
};

/* The headings of the last two columns name the period and the year. */
static fc_report_table *add_candidates(fc_report *report,
                                       const fc_projection *projection,
                                       fc_audience audience)
{
    fc_column columns[COUNT_OF(candidate_columns)];
    const struct fc_table_shape shape = {
        audience == FC_FOR_PEOPLE ? "candidates" : "candidates_all",
        "The candidates, at the same origins", audience, columns,
        projection->total_count > 0 ? COUNT_OF(columns)
                                    : COUNT_OF(columns) - 1};
    char first[FC_PERIOD_TEXT_SIZE];
    char year[FC_PERIOD_TEXT_SIZE];

    memcpy(columns, candidate_columns, sizeof columns);
    fc_period_format(first, projection->steps[0].period, projection->calendar);
    columns[4].title = first;
    if (projection->total_count > 0) {
        fc_year_format(year, projection->totals[0].year);
        columns[5].title = year;
    }
    return fc_columns_add_table(report, &shape,
                                fc_projection_decimals(projection));
}

static void write_entries(fc_report_table *table,
                          const fc_projection *projection,
                          const struct entry *entries, size_t count)
{
    char text[FC_MODEL_SPEC_SIZE];

    for (size_t i = 0; i < count; i++) {
        const struct entry *entry = &entries[i];

        fc_model_spec_format(
            text, fc_backtest_spec_at(projection->backtest, entry->spec));
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, entry->chosen ? "*" : NULL);
        fc_report_table_set_text(table, 1, text);
        fc_report_table_set_number(table, 2, entry->mape_first);
        fc_report_table_set_number(table, 3, entry->mape_all);
        fc_report_table_set_number(table, 4, entry->first);
        if (projection->total_count > 0) {
            fc_report_table_set_number(table, 5, entry->year);
        }
    }
}

fc_status fc_projection_write_candidates(fc_report *report,
                                         const fc_projection *projection,
                                         fc_error *err)
{
    size_t count = fc_backtest_spec_count(projection->backtest);
    struct entry *entries = fc_calloc(count, sizeof *entries);
    fc_report_table *people = add_candidates(report, projection, FC_FOR_PEOPLE);
    fc_report_table *all = add_candidates(report, projection, FC_FOR_MACHINES);

    if (entries == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for candidates");
    }
    for (size_t i = 0; i < count; i++) {
        entries[i] = entry_of(projection, i);
    }
    qsort(entries, count, sizeof *entries, by_standing);
    write_entries(all, projection, entries, count);
    write_entries(people, projection, entries, shorten(entries, count));
    free(entries);
    return FC_OK;
}

static const fc_column regressor_columns[] = {
    FC_TEXT_COLUMN("regressor", "Regressor"),
    FC_TEXT_COLUMN("regression", "Best regression"),
    FC_COUNT_COLUMN("origins", "n"),
    FC_PERCENT_COLUMN("mape_first_pct", "MAPE 1"),
    FC_PERCENT_COLUMN("mape_all_pct", "MAPE all"),
    FC_NUMBER_COLUMN("p_value", "p", 3),
};

static void add_regression(fc_report_table *table,
                           const fc_projection *projection,
                           const struct fc_finding *finding, bool with)
{
    const fc_comparison *of = &finding->of;
    char text[FC_MODEL_SPEC_SIZE];
    char label[FC_MODEL_SPEC_SIZE];

    fc_model_spec_format(
        text, fc_backtest_spec_at(projection->backtest,
                                  with ? finding->with : finding->without));
    (void)snprintf(label, sizeof label, "%s%.64s", with ? "" : "no ",
                   finding->name);
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, label);
    fc_report_table_set_text(table, 1, text);
    fc_report_table_set_number(table, 2, (double)of->origins);
    fc_report_table_set_number(table, 3,
                               with ? of->a_first.mape : of->b_first.mape);
    fc_report_table_set_number(table, 4, with ? of->a.mape : of->b.mape);
    fc_report_table_set_number(table, 5,
                               with ? of->test.p_value : fc_missing());
}

void fc_projection_write_regressors(fc_report *report,
                                    const fc_projection *projection)
{
    const struct fc_table_shape shape = {
        "regressors", "With and without the regressors", FC_FOR_ALL,
        regressor_columns, COUNT_OF(regressor_columns)};
    fc_report_table *table = NULL;

    for (size_t i = 0; i < projection->finding_count; i++) {
        const struct fc_finding *finding = &projection->findings[i];

        if (!finding->compared) {
            continue;
        }
        if (table == NULL) {
            table = fc_columns_add_table(report, &shape, 0);
        }
        add_regression(table, projection, finding, true);
        add_regression(table, projection, finding, false);
    }
}
