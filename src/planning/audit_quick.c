/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quick verdict on any file as a report. */

#include "forecast/audit.h"

#include "planning/audit_series.h"
#include "planning/columns.h"
#include "planning/lookup.h"
#include "planning/recency.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const fc_column series_columns[] = {
    FC_TEXT_COLUMN("series", "Series"),
    FC_TEXT_COLUMN("first", "First"),
    FC_TEXT_COLUMN("last", "Last"),
    FC_COUNT_COLUMN("n", "n"),
    FC_COUNT_COLUMN("gaps", "Gaps"),
    FC_PERCENT_COLUMN("missing_pct", "Missing"),
    FC_COUNT_COLUMN("outliers", "Outliers"),
    FC_TEXT_COLUMN("break", "Break"),
    FC_COUNT_COLUMN("models", "Models"),
};

static const fc_column outlier_columns[] = {
    FC_TEXT_COLUMN("series", "Series"),
    FC_TEXT_COLUMN("period", "Period"),
    {.name = "value",
     .title = "Value",
     .style = FC_STYLE_EXACT,
     .decimals = -1},
};

static const fc_column model_columns[] = {
    FC_TEXT_COLUMN("series", "Series"),
    FC_TEXT_COLUMN("model", "Model"),
    FC_COUNT_COLUMN("needs", "Needs"),
    FC_COUNT_COLUMN("has", "Has"),
};

/* The report and its tables. */
struct tables {
    fc_report *report;
    fc_report_table *series;
    fc_report_table *outliers;
    fc_report_table *models;
    fc_calendar calendar;
    size_t able; /* series that can be forecast */
};

static size_t count_gaps(fc_span span)
{
    size_t gaps = 0;

    for (size_t t = 1; t < span.length; t++) {
        gaps += span.values[t] != span.values[t]
                && span.values[t - 1] == span.values[t - 1];
    }
    return gaps;
}

static void set_period(fc_report_table *table, size_t column, fc_period period,
                       fc_calendar calendar)
{
    char text[FC_PERIOD_TEXT_SIZE];

    fc_period_format(text, period, calendar);
    fc_report_table_set_text(table, column, text);
}

static void add_series(const struct tables *tables, const fc_series *series,
                       const fc_series_check *check)
{
    fc_report_table *table = tables->series;
    fc_span known = check->known;
    size_t missing = fc_span_missing(known);

    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, series->name);
    if (known.length > 0) {
        set_period(table, 1, known.start, tables->calendar);
        set_period(table, 2, fc_span_last(known), tables->calendar);
        fc_report_table_set_number(
            table, 5, 100.0 * (double)missing / (double)known.length);
    }
    fc_report_table_set_number(table, 3, (double)(known.length - missing));
    fc_report_table_set_number(table, 4, (double)count_gaps(known));
    fc_report_table_set_number(table, 6, (double)check->outliers);
    if (check->has_break) {
        set_period(table, 7, check->break_period, tables->calendar);
    }
    fc_report_table_set_number(table, 8, (double)check->usable);
}

static void add_outliers(const struct tables *tables, const fc_series *series,
                         const fc_series_check *check)
{
    for (size_t i = 0; i < check->outliers && i < FC_OUTLIERS_KEPT; i++) {
        fc_report_table_add_row(tables->outliers);
        fc_report_table_set_text(tables->outliers, 0, series->name);
        set_period(tables->outliers, 1, check->outlier[i], tables->calendar);
        fc_report_table_set_number(
            tables->outliers, 2,
            fc_span_at(fc_series_span(series), check->outlier[i]));
    }
}

/* The models that the series is too short for. */
static void add_models(const struct tables *tables, const fc_series *series,
                       const fc_series_check *check)
{
    size_t season = fc_frequency_season(series->start.frequency);

    for (size_t i = 0; i < fc_model_type_count(); i++) {
        fc_model_spec spec = {.type = fc_model_type_at(i)};
        size_t needs = fc_model_spec_min_length(&spec, season);
        size_t there = fc_series_check_offers(check, &spec);

        if (there >= needs) {
            continue;
        }
        fc_report_table_add_row(tables->models);
        fc_report_table_set_text(tables->models, 0, series->name);
        fc_report_table_set_text(tables->models, 1,
                                 fc_model_type_name(spec.type));
        fc_report_table_set_number(tables->models, 2, (double)needs);
        fc_report_table_set_number(tables->models, 3, (double)there);
    }
}

/* A series that ends early is forecast from there: not everyone's wish. */
static void note_lag(fc_report *report, const fc_dataset *dataset,
                     const fc_series *series, const fc_series_check *check)
{
    fc_period end = fc_span_last(fc_series_span(series));
    int64_t lag = fc_series_lag(dataset, series, end);
    char words[256];

    if (lag > 0) {
        fc_series_lag_describe(words, sizeof words, series->name,
                               fc_span_last(check->known),
                               dataset->table->calendar, lag);
        fc_report_add_note(report, FC_NOTE_WARNING, "%s.", words);
    }
}

static fc_status check_series(struct tables *tables, fc_audit_result *result,
                              const fc_dataset *dataset,
                              const fc_series *series, fc_error *err)
{
    fc_series_check check = {0};
    fc_status status = fc_series_check_compute(&check, series, err);

    if (status != FC_OK) {
        return status;
    }
    add_series(tables, series, &check);
    result->checks++;
    tables->able += check.usable > 0;
    if (check.known.length == 0) {
        return FC_OK; /* it has not begun, which is no fault */
    }
    add_outliers(tables, series, &check);
    add_models(tables, series, &check);
    note_lag(tables->report, dataset, series, &check);
    result->failures += check.usable == 0;
    return FC_OK;
}

static fc_status check_all(struct tables *tables, fc_audit_result *result,
                           const fc_dataset *dataset, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < dataset->table->count && status == FC_OK; i++) {
        status = check_series(tables, result, dataset,
                              dataset->table->series[i], err);
    }
    return status;
}

fc_status fc_audit_series(fc_report **out, fc_audit_result *result,
                          const fc_dataset *dataset, fc_error *err)
{
    const struct fc_table_shape series = {
        "series", NULL, FC_FOR_ALL, series_columns, COUNT_OF(series_columns)};
    const struct fc_table_shape outliers = {
        "outliers", "Outliers: change on the year before, 5 robust deviations",
        FC_FOR_ALL, outlier_columns, COUNT_OF(outlier_columns)};
    const struct fc_table_shape models = {
        "models_too_long", "Models that need a longer unbroken stretch",
        FC_FOR_ALL, model_columns, COUNT_OF(model_columns)};
    struct tables tables = {.calendar = dataset->table->calendar};
    fc_report *report = NULL;
    fc_status status = fc_report_create(&report, dataset->table->source, err);

    *out = NULL;
    *result = (fc_audit_result){0};
    if (status != FC_OK) {
        return status;
    }
    tables.report = report;
    tables.series = fc_columns_add_table(report, &series, 0);
    tables.outliers = fc_columns_add_table(report, &outliers, 0);
    tables.models = fc_columns_add_table(report, &models, 0);
    status = check_all(&tables, result, dataset, err);
    if (status != FC_OK) {
        fc_report_free(report);
        return status;
    }
    fc_report_add_note(report, FC_NOTE_HEADLINE,
                       "%s: %zu series, %zu of them can be forecast.",
                       dataset->table->source, result->checks, tables.able);
    return fc_report_close(out, report, err);
}
