/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/history.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "planning/amount.h"
#include "planning/columns.h"
#include "planning/growth.h"
#include "planning/history_chart.h"
#include "planning/lookup.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Complete fiscal years that the seasonal shares are taken over. */
static const int share_years = 5;

/* Years of rows that people see; machines see all. */
static const size_t recent_years = 3;

/* What the tables of one series are made from. */
struct history {
    const fc_series *series;
    fc_span span; /* without missing values at its ends */
    fc_calendar calendar;
    size_t year_length;
    int decimals;
    int first_year; /* fiscal years touched */
    int last_year;
};

static const fc_column period_columns[] = {
    FC_TEXT_COLUMN("period", "Period"),
    {.name = "value",
     .title = "Value",
     .style = FC_STYLE_EXACT,
     .decimals = FC_SERIES_DECIMALS},
    FC_PERCENT_COLUMN("growth_year_pct", "On year"),
    FC_PERCENT_COLUMN("growth_period_pct", "On period"),
    FC_AMOUNT_COLUMN("trailing_year", "Trailing year"),
    FC_AMOUNT_COLUMN("run_rate", "Run rate"),
};

/* Sum of the year that ends with observation @p t. */
static double trailing_year(const struct history *history, size_t t)
{
    double sum = 0.0;

    if (history->year_length == 0 || t + 1 < history->year_length) {
        return fc_missing();
    }
    for (size_t i = 0; i < history->year_length; i++) {
        sum += history->span.values[t - i];
    }
    return sum;
}

static double growth_over(const struct history *history, size_t t, size_t lag)
{
    const double *values = history->span.values;

    return lag > 0 && t >= lag ? fc_growth_percent(values[t], values[t - lag])
                               : fc_missing();
}

static void add_period(fc_report_table *table, const struct history *history,
                       size_t t)
{
    char text[FC_PERIOD_TEXT_SIZE];
    double value = history->span.values[t];

    fc_period_format(text, fc_period_add(history->span.start, (int64_t)t),
                     history->calendar);
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, text);
    fc_report_table_set_number(table, 1, value);
    fc_report_table_set_number(table, 2,
                               growth_over(history, t, history->year_length));
    fc_report_table_set_number(table, 3, growth_over(history, t, 1));
    if (history->series->kind == FC_FLOW && history->year_length > 0) {
        fc_report_table_set_number(table, 4, trailing_year(history, t));
        fc_report_table_set_number(table, 5,
                                   value * (double)history->year_length);
    }
}

/* Sums make no sense for a stock, so its tables end before them. */
static void write_periods(fc_report *report, const struct history *history)
{
    size_t count = history->series->kind == FC_FLOW
                       ? COUNT_OF(period_columns)
                       : COUNT_OF(period_columns) - 2;
    const struct fc_table_shape all = {"history", NULL, FC_FOR_MACHINES,
                                       period_columns, count};
    const struct fc_table_shape recent = {"recent", "Recent periods",
                                          FC_FOR_PEOPLE, period_columns, count};
    size_t length = history->span.length;
    size_t shown = recent_years
                   * (history->year_length > 0 ? history->year_length : 7);
    fc_report_table *table = fc_columns_add_table(report, &all,
                                                  history->decimals);

    for (size_t t = 0; t < length; t++) {
        add_period(table, history, t);
    }
    table = fc_columns_add_table(report, &recent, history->decimals);
    for (size_t t = length > shown ? length - shown : 0; t < length; t++) {
        add_period(table, history, t);
    }
}

static const fc_column year_columns[] = {
    FC_TEXT_COLUMN("fiscal_year", "Fiscal year"),
    FC_AMOUNT_COLUMN("value", "Value"),
    FC_PERCENT_COLUMN("growth_pct", "Growth"),
};

static double year_value(const struct history *history, int year)
{
    return fc_year_of(history->span, history->series->kind, year,
                      history->calendar)
        .total;
}

static void write_years(fc_report *report, const struct history *history)
{
    const struct fc_table_shape shape = {
        "years",
        history->series->kind == FC_FLOW ? "Fiscal years"
                                         : "Ends of fiscal years",
        FC_FOR_ALL, year_columns, COUNT_OF(year_columns)};
    fc_report_table *table = fc_columns_add_table(report, &shape,
                                                  history->decimals);
    char text[FC_PERIOD_TEXT_SIZE];

    for (int year = history->first_year; year <= history->last_year; year++) {
        double value = year_value(history, year);

        if (isnan(value)) {
            continue; /* not complete */
        }
        fc_year_format(text, year);
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, text);
        fc_report_table_set_number(table, 1, value);
        fc_report_table_set_number(
            table, 2, fc_growth_percent(value, year_value(history, year - 1)));
    }
}

/* The last fiscal year with a value; first_year - 1 if there is none. */
static int last_complete_year(const struct history *history)
{
    int year = history->last_year;

    while (year >= history->first_year && isnan(year_value(history, year))) {
        year--;
    }
    return year;
}

static const fc_column cagr_columns[] = {
    FC_COUNT_COLUMN("years", "Years"),
    FC_TEXT_COLUMN("from", "From"),
    FC_TEXT_COLUMN("to", "To"),
    FC_AMOUNT_COLUMN("first", "First"),
    FC_AMOUNT_COLUMN("last", "Last"),
    FC_PERCENT_COLUMN("cagr_pct", "Growth a year"),
};

static void write_cagr(fc_report *report, const struct history *history)
{
    static const int spans[] = {1, 3, 5, 10};
    const struct fc_table_shape shape = {"cagr", "Compound annual growth",
                                         FC_FOR_ALL, cagr_columns,
                                         COUNT_OF(cagr_columns)};
    fc_report_table *table = fc_columns_add_table(report, &shape,
                                                  history->decimals);
    int to = last_complete_year(history);
    double last = year_value(history, to);
    char text[FC_PERIOD_TEXT_SIZE];

    for (size_t i = 0; i < COUNT_OF(spans); i++) {
        double first = year_value(history, to - spans[i]);
        double growth = fc_growth_cagr(first, last, (double)spans[i]);

        if (isnan(growth)) {
            continue;
        }
        fc_report_table_add_row(table);
        fc_report_table_set_number(table, 0, (double)spans[i]);
        fc_year_format(text, to - spans[i]);
        fc_report_table_set_text(table, 1, text);
        fc_year_format(text, to);
        fc_report_table_set_text(table, 2, text);
        fc_report_table_set_number(table, 3, first);
        fc_report_table_set_number(table, 4, last);
        fc_report_table_set_number(table, 5, 100.0 * growth);
    }
}

static const fc_column share_columns[] = {
    FC_COUNT_COLUMN("position", "Position"),
    FC_COUNT_COLUMN("years", "Years"),
    FC_PERCENT_COLUMN("mean_pct", "Mean share"),
    FC_PERCENT_COLUMN("lowest_pct", "Lowest"),
    FC_PERCENT_COLUMN("highest_pct", "Highest"),
};

struct share {
    int years;
    double sum;
    double lowest;
    double highest;
};

static struct share share_of(const struct history *history, int64_t position)
{
    struct share share = {.lowest = HUGE_VAL, .highest = -HUGE_VAL};

    for (int year = history->last_year;
         year >= history->first_year && share.years < share_years; year--) {
        fc_year whole = fc_year_of(history->span, FC_FLOW, year,
                                   history->calendar);
        double value = 100.0
                       * fc_span_at(history->span,
                                    fc_period_add(whole.first, position))
                       / whole.total;

        if (isfinite(value)) {
            share.years++;
            share.sum += value;
            share.lowest = fmin(share.lowest, value);
            share.highest = fmax(share.highest, value);
        }
    }
    return share;
}

static void write_shares(fc_report *report, const struct history *history)
{
    const struct fc_table_shape shape = {
        "seasonal_shares", "Share of the fiscal year, latest complete years",
        FC_FOR_ALL, share_columns, COUNT_OF(share_columns)};
    fc_report_table *table = NULL;

    if (history->series->kind != FC_FLOW || history->year_length < 2
        || history->year_length > 12) {
        return; /* a stock has no shares, and 52 say nothing */
    }
    table = fc_columns_add_table(report, &shape, 0);
    for (size_t p = 0; p < history->year_length; p++) {
        struct share share = share_of(history, (int64_t)p);

        if (share.years == 0) {
            continue;
        }
        fc_report_table_add_row(table);
        fc_report_table_set_number(table, 0, (double)(p + 1));
        fc_report_table_set_number(table, 1, share.years);
        fc_report_table_set_number(table, 2, share.sum / share.years);
        fc_report_table_set_number(table, 3, share.lowest);
        fc_report_table_set_number(table, 4, share.highest);
    }
}

static void write_headline(fc_report *report, const struct history *history)
{
    size_t last = history->span.length - 1;
    double growth = growth_over(history, last, history->year_length);
    const char *unit = history->series->unit;
    char period[FC_PERIOD_TEXT_SIZE];
    char value[FC_AMOUNT_TEXT_SIZE];
    char percent[FC_AMOUNT_TEXT_SIZE];

    fc_period_format(period, fc_span_last(history->span), history->calendar);
    fc_amount_format(value, history->span.values[last], history->decimals);
    if (isnan(growth)) {
        fc_report_add_note(report, FC_NOTE_HEADLINE, "%s: %s%s%s.", period,
                           value, unit[0] != '\0' ? " " : "", unit);
    } else {
        fc_percent_format(percent, growth, 1);
        fc_report_add_note(
            report, FC_NOTE_HEADLINE, "%s: %s%s%s, %s%s on the year before.",
            period, value, unit[0] != '\0' ? " " : "", unit,
            growth >= 0.0 && growth < FC_PERCENT_LIMIT ? "+" : "", percent);
    }
}

static fc_status open_history(struct history *out, const fc_dataset *dataset,
                              const char *name, fc_error *err)
{
    fc_status status = fc_series_lookup(&out->series, dataset->table, name,
                                        err);

    if (status != FC_OK) {
        return status;
    }
    out->span = fc_span_trim(fc_series_span(out->series));
    if (out->span.length == 0) {
        return FC_FAIL_AT(err, FC_ERR_DATA, dataset->table->source, 0, 0,
                          "series '%.64s' has no value; choose another", name);
    }
    out->calendar = dataset->table->calendar;
    out->year_length = fc_year_length(out->span.start.frequency);
    out->decimals = fc_amount_decimals(out->span.values[out->span.length - 1]);
    out->first_year = fc_period_fiscal_year(out->span.start, out->calendar);
    out->last_year = fc_period_fiscal_year(fc_span_last(out->span),
                                           out->calendar);
    return FC_OK;
}

fc_status fc_history_report(fc_report **out, const fc_dataset *dataset,
                            const char *series, fc_error *err)
{
    const fc_series_info *info = fc_dataset_info(dataset, series);
    struct history history = {0};
    fc_report *report = NULL;
    fc_status status = open_history(&history, dataset, series, err);

    *out = NULL;
    if (status == FC_OK) {
        status = fc_report_create(&report, info != NULL ? info->title : series,
                                  err);
    }
    if (status != FC_OK) {
        return status;
    }
    write_headline(report, &history);
    write_periods(report, &history);
    write_years(report, &history);
    write_cagr(report, &history);
    write_shares(report, &history);
    status = fc_history_write_chart(
        report,
        &(struct fc_history_view){.title = fc_report_title(report),
                                  .unit = history.series->unit,
                                  .span = history.span,
                                  .calendar = history.calendar,
                                  .year_length = history.year_length},
        err);
    if (status != FC_OK) {
        fc_report_free(report);
        return status;
    }
    return fc_report_close(out, report, err);
}
