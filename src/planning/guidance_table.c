/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "planning/amount.h"
#include "planning/columns.h"
#include "planning/guidance_record.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Ranges that people see; machines see all. */
static const size_t recent_ranges = 12;

static const fc_column record_columns[] = {
    FC_TEXT_COLUMN("series", "Series"),
    FC_TEXT_COLUMN("period", "Period"),
    {.name = "low", .style = FC_STYLE_EXACT, .decimals = -1},
    {.name = "high", .style = FC_STYLE_EXACT, .decimals = -1},
    FC_TEXT_COLUMN("issued", "Issued"),
    {.name = "actual", .style = FC_STYLE_EXACT, .decimals = -1},
    FC_NUMBER_COLUMN("position", "Position", 2),
    FC_TEXT_COLUMN("verdict", "Verdict"),
    FC_PERCENT_COLUMN("width_pct", "Width"),
    FC_PERCENT_COLUMN("error_midpoint_pct", "Error of midpoint"),
    FC_PERCENT_COLUMN("error_high_pct", "Error of upper end"),
    FC_COUNT_COLUMN("recalled", "Recalled"),
    FC_TEXT_COLUMN("check", "Check"),
    FC_TEXT_COLUMN("source", "Source"),
};

static const fc_column recent_columns[] = {
    FC_TEXT_COLUMN("period", "Period"),
    FC_AMOUNT_COLUMN("low", "Low"),
    FC_AMOUNT_COLUMN("high", "High"),
    FC_TEXT_COLUMN("issued", "Issued"),
    FC_AMOUNT_COLUMN("actual", "Actual"),
    FC_NUMBER_COLUMN("position", "Position", 2),
    FC_TEXT_COLUMN("verdict", "Verdict"),
};

static const char *verdict_of(const struct fc_guided *item)
{
    return isnan(item->actual)
               ? "open"
               : fc_guidance_verdict(item->range->low, item->range->high,
                                     item->actual);
}

static double position_of(const struct fc_guided *item)
{
    return fc_guidance_position(item->range->low, item->range->high,
                                item->actual);
}

/* Blank where the day is not known. */
static void set_date(fc_report_table *table, size_t column, fc_date date)
{
    char text[FC_PERIOD_TEXT_SIZE];

    if (date.year != 0) {
        fc_date_format(text, date);
        fc_report_table_set_text(table, column, text);
    }
}

static void set_period(fc_report_table *table, size_t column,
                       const struct fc_guidance_record *record,
                       fc_period period)
{
    char text[FC_PERIOD_TEXT_SIZE];

    fc_period_format(text, period, record->calendar);
    fc_report_table_set_text(table, column, text);
}

static void add_range(fc_report_table *table,
                      const struct fc_guidance_record *record,
                      const struct fc_guided *item)
{
    const fc_guidance *range = item->range;

    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, record->series->name);
    set_period(table, 1, record, range->period);
    fc_report_table_set_number(table, 2, range->low);
    fc_report_table_set_number(table, 3, range->high);
    set_date(table, 4, range->issued);
    fc_report_table_set_number(table, 5, item->actual);
    fc_report_table_set_number(table, 6, position_of(item));
    fc_report_table_set_text(table, 7, verdict_of(item));
    if (record->percent) {
        double percent = 100.0 / item->actual;

        fc_report_table_set_number(
            table, 8, 100.0 * (range->high - range->low) / item->middle);
        fc_report_table_set_number(table, 9,
                                   percent * (item->middle - item->actual));
        fc_report_table_set_number(table, 10,
                                   percent * (range->high - item->actual));
    }
    fc_report_table_set_number(table, 11, item->recalled ? 1.0 : 0.0);
    fc_report_table_set_text(table, 12, range->check);
    fc_report_table_set_text(table, 13, range->source);
}

static void add_recent(fc_report_table *table,
                       const struct fc_guidance_record *record,
                       const struct fc_guided *item)
{
    fc_report_table_add_row(table);
    set_period(table, 0, record, item->range->period);
    fc_report_table_set_number(table, 1, item->range->low);
    fc_report_table_set_number(table, 2, item->range->high);
    set_date(table, 3, item->range->issued);
    fc_report_table_set_number(table, 4, item->actual);
    fc_report_table_set_number(table, 5, position_of(item));
    fc_report_table_set_text(table, 6, verdict_of(item));
}

int fc_guidance_decimals(const struct fc_guidance_record *record)
{
    return fc_amount_decimals_of(fc_series_span(record->series));
}

void fc_guidance_write_ranges(fc_report *report,
                              const struct fc_guidance_record *record)
{
    const struct fc_table_shape all = {"record", NULL, FC_FOR_MACHINES,
                                       record_columns,
                                       COUNT_OF(record_columns)};
    const struct fc_table_shape recent = {"recent", "Latest ranges",
                                          FC_FOR_PEOPLE, recent_columns,
                                          COUNT_OF(recent_columns)};
    size_t count = record->count;
    fc_report_table *table = fc_columns_add_table(report, &all, -1);

    for (size_t i = 0; i < count; i++) {
        add_range(table, record, &record->items[i]);
    }
    table = fc_columns_add_table(report, &recent, fc_guidance_decimals(record));
    for (size_t i = count > recent_ranges ? count - recent_ranges : 0;
         i < count; i++) {
        add_recent(table, record, &record->items[i]);
    }
}

static const fc_column summary_columns[] = {
    FC_TEXT_COLUMN("group", "Group"),
    FC_TEXT_COLUMN("sample", "Sample"),
    FC_TEXT_COLUMN("measure", "Measure"),
    FC_COUNT_COLUMN("n", "n"),
    FC_NUMBER_COLUMN("value", "Value", 2),
    FC_NUMBER_COLUMN("low_95", "95 % low", 2),
    FC_NUMBER_COLUMN("high_95", "95 % high", 2),
    FC_TEXT_COLUMN("interval", "Interval"),
};

static void add_measure(fc_report_table *table, const char *group,
                        const char *sample, enum fc_record_measure measure,
                        const struct fc_record_value *value)
{
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, group);
    fc_report_table_set_text(table, 1, sample);
    fc_report_table_set_text(table, 2, fc_record_measure_name(measure));
    fc_report_table_set_number(table, 3, (double)value->n);
    fc_report_table_set_number(table, 4, value->value);
    fc_report_table_set_number(table, 5, value->ends.low);
    fc_report_table_set_number(table, 6, value->ends.high);
    fc_report_table_set_text(table, 7, fc_record_measure_interval(measure));
}

/* All measures of a fiscal year (0: overall) in both samples. */
static fc_status summarise(fc_report_table *table,
                           const struct fc_guidance_record *record, int year,
                           fc_error *err)
{
    char group[FC_PERIOD_TEXT_SIZE] = "all";
    struct fc_record_value values[FC_RECORD_MEASURES];

    if (year != 0) {
        (void)snprintf(group, sizeof group, "FY%04d", year);
    }
    for (int confirmed = 0; confirmed < 2; confirmed++) {
        fc_status status = fc_guidance_record_measure(
            values, record, (struct fc_record_group){year, confirmed != 0},
            err);

        if (status != FC_OK) {
            return status;
        }
        for (int i = 0; i < FC_RECORD_MEASURES; i++) {
            if (values[i].n > 0) {
                add_measure(table, group, confirmed != 0 ? "confirmed" : "all",
                            (enum fc_record_measure)i, &values[i]);
            }
        }
    }
    return FC_OK;
}

fc_status fc_guidance_write_summary(fc_report *report,
                                    const struct fc_guidance_record *record,
                                    fc_error *err)
{
    const struct fc_table_shape shape = {"summary", NULL, FC_FOR_MACHINES,
                                         summary_columns,
                                         COUNT_OF(summary_columns)};
    fc_report_table *table = fc_columns_add_table(report, &shape, -1);
    fc_status status = summarise(table, record, 0, err);

    for (size_t i = 0; i < record->count && status == FC_OK; i++) {
        int year = record->items[i].year;

        if (i == 0 || record->items[i - 1].year != year) {
            status = summarise(table, record, year, err);
        }
    }
    return status;
}

static const fc_column year_columns[] = {
    FC_TEXT_COLUMN("fiscal_year", "Year"),
    FC_COUNT_COLUMN("n", "Ranges"),
    FC_WHOLE_PERCENT_COLUMN("inside_pct", "Inside"),
    FC_WHOLE_PERCENT_COLUMN("above_pct", "Above"),
    FC_WHOLE_PERCENT_COLUMN("below_pct", "Below"),
    FC_NUMBER_COLUMN("position_mean", "Position", 2),
    FC_PERCENT_COLUMN("mape_midpoint_pct", "MAPE of middle"),
    FC_PERCENT_COLUMN("mape_high_pct", "Of upper end"),
};

static fc_status add_year(fc_report_table *table,
                          const struct fc_guidance_record *record, int year,
                          fc_error *err)
{
    struct fc_record_value values[FC_RECORD_MEASURES];
    char text[FC_PERIOD_TEXT_SIZE];
    fc_status status = fc_guidance_record_measure(
        values, record, (struct fc_record_group){.year = year}, err);

    if (status != FC_OK || values[FC_RECORD_INSIDE].n == 0) {
        return status;
    }
    (void)snprintf(text, sizeof text, "FY%04d", year);
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, text);
    fc_report_table_set_number(table, 1, (double)values[FC_RECORD_INSIDE].n);
    fc_report_table_set_number(table, 2, values[FC_RECORD_INSIDE].value);
    fc_report_table_set_number(table, 3, values[FC_RECORD_ABOVE].value);
    fc_report_table_set_number(table, 4, values[FC_RECORD_BELOW].value);
    fc_report_table_set_number(table, 5, values[FC_RECORD_POSITION].value);
    if (record->percent) {
        fc_report_table_set_number(table, 6,
                                   values[FC_RECORD_MAPE_MIDDLE].value);
        fc_report_table_set_number(table, 7, values[FC_RECORD_MAPE_HIGH].value);
    }
    return FC_OK;
}

fc_status fc_guidance_write_years(fc_report *report,
                                  const struct fc_guidance_record *record,
                                  fc_error *err)
{
    const struct fc_table_shape shape = {
        "years", "By fiscal year", FC_FOR_PEOPLE, year_columns,
        COUNT_OF(year_columns) - (record->percent ? 0 : 2)};
    fc_report_table *table = fc_columns_add_table(report, &shape, -1);
    fc_status status = FC_OK;

    for (size_t i = 0; i < record->count && status == FC_OK; i++) {
        int year = record->items[i].year;

        if (i == 0 || record->items[i - 1].year != year) {
            status = add_year(table, record, year, err);
        }
    }
    return status;
}

static const fc_column overall_columns[] = {
    FC_TEXT_COLUMN("measure", "Measure"),
    FC_NUMBER_COLUMN("all", "All", 2),
    FC_NUMBER_COLUMN("all_low", "95 % low", 2),
    FC_NUMBER_COLUMN("all_high", "95 % high", 2),
    FC_NUMBER_COLUMN("confirmed", "In print", 2),
    FC_NUMBER_COLUMN("confirmed_low", "95 % low", 2),
    FC_NUMBER_COLUMN("confirmed_high", "95 % high", 2),
};

static void set_value(fc_report_table *table, size_t column,
                      const struct fc_record_value *value)
{
    fc_report_table_set_number(table, column, value->value);
    fc_report_table_set_number(table, column + 1, value->ends.low);
    fc_report_table_set_number(table, column + 2, value->ends.high);
}

/* Errors in the unit of the series only where per cent mean nothing. */
static bool is_shown(const struct fc_guidance_record *record,
                     enum fc_record_measure measure)
{
    return !(record->percent
             && (measure == FC_RECORD_ERROR_MIDDLE
                 || measure == FC_RECORD_ERROR_HIGH));
}

void fc_guidance_write_overall(fc_report *report,
                               const struct fc_guidance_record *record,
                               const struct fc_record_value *all,
                               const struct fc_record_value *confirmed)
{
    const struct fc_table_shape shape = {
        "overall", "Overall, and of the ranges seen in print", FC_FOR_PEOPLE,
        overall_columns, COUNT_OF(overall_columns)};
    fc_report_table *table = fc_columns_add_table(report, &shape, -1);

    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, "Ranges");
    fc_report_table_set_styled(table, 1, (double)all[FC_RECORD_INSIDE].n,
                               FC_STYLE_INTEGER);
    fc_report_table_set_styled(table, 4, (double)confirmed[FC_RECORD_INSIDE].n,
                               FC_STYLE_INTEGER);
    for (int i = 0; i < FC_RECORD_MEASURES; i++) {
        enum fc_record_measure measure = (enum fc_record_measure)i;

        if (is_shown(record, measure) && !isnan(all[i].value)) {
            fc_report_table_add_row(table);
            fc_report_table_set_text(table, 0,
                                     fc_record_measure_title(measure));
            set_value(table, 1, &all[i]);
            set_value(table, 4, &confirmed[i]);
        }
    }
}
