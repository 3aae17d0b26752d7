/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/init.h"

#include "planning/amount.h"
#include "planning/columns.h"
#include "planning/guidance_lint.h"
#include "planning/guidance_record.h"
#include "planning/lookup.h"

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

static int decimals_of(const struct fc_guidance_record *record)
{
    return fc_amount_decimals_of(fc_series_span(record->series));
}

static void write_ranges(fc_report *report,
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
    table = fc_columns_add_table(report, &recent, decimals_of(record));
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

static fc_status write_summary(fc_report *report,
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

static fc_status write_years(fc_report *report,
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

static void write_overall(fc_report *report,
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

static const fc_column lint_columns[] = {
    FC_TEXT_COLUMN("period", "Period"),
    FC_TEXT_COLUMN("role", "Role"),
    FC_TEXT_COLUMN("what", "What"),
    FC_NUMBER_COLUMN("stated", "Stated", -1),
    FC_NUMBER_COLUMN("computed", "Computed", 2),
    FC_NUMBER_COLUMN("end", "End", -1),
    FC_NUMBER_COLUMN("fitting_end", "Fitting end", -1),
    FC_TEXT_COLUMN("outcome", "Outcome"),
    FC_COUNT_COLUMN("line", "Line"),
};

/* Where the lint goes. */
struct lint_sheet {
    fc_report_table *table;
    const struct fc_guidance_record *record;
    size_t failed;
};

static void add_lint(void *context, const struct fc_lint *lint)
{
    struct lint_sheet *sheet = context;
    const fc_guidance *item = lint->item;
    bool failed = lint->outcome == FC_AUDIT_FAILED;

    if (!failed && lint->outcome != FC_AUDIT_EXPLAINED) {
        return;
    }
    sheet->failed += failed;
    fc_report_table_add_row(sheet->table);
    set_period(sheet->table, 0, sheet->record, item->period);
    fc_report_table_set_text(
        sheet->table, 1, item->role == FC_GUIDANCE_TASK ? "task" : "release");
    fc_report_table_set_text(sheet->table, 2, fc_lint_kind_text(lint->kind));
    fc_report_table_set_number(sheet->table, 3, lint->stated);
    fc_report_table_set_number(sheet->table, 4, lint->computed);
    fc_report_table_set_number(sheet->table, 5,
                               lint->kind == FC_LINT_GROWTH_LOW ? item->low
                                                                : item->high);
    fc_report_table_set_number(sheet->table, 6, lint->fitting);
    fc_report_table_set_text(sheet->table, 7, failed ? "differs" : "explained");
    fc_report_table_set_number(sheet->table, 8, (double)item->line);
}

static void write_lint(fc_report *report,
                       const struct fc_guidance_record *record,
                       const fc_table *data)
{
    const struct fc_table_shape shape = {
        "lint", "Stated growth that is not that of its end", FC_FOR_ALL,
        lint_columns, COUNT_OF(lint_columns)};
    struct lint_sheet sheet = {
        .table = fc_columns_add_table(report, &shape, -1), .record = record};

    fc_guidance_lint(data, record->list, record->series->name, add_lint,
                     &sheet);
    if (sheet.failed > 0) {
        fc_report_add_note(report, FC_NOTE_WARNING,
                           "%zu stated growth rate%s not follow from %s range; "
                           "the ends that would fit are in the table",
                           sheet.failed, sheet.failed == 1 ? " does" : "s do",
                           sheet.failed == 1 ? "its" : "their");
    }
}

static void write_headline(fc_report *report,
                           const struct fc_guidance_record *record,
                           const struct fc_record_value *all)
{
    const struct fc_record_value *inside = &all[FC_RECORD_INSIDE];
    const char *noun = fc_frequency_noun(record->series->start.frequency);

    if (inside->n == 0) {
        fc_report_add_note(report, FC_NOTE_HEADLINE,
                           "No guided %s has an actual yet.", noun);
        return;
    }
    fc_report_add_note(
        report, FC_NOTE_HEADLINE,
        "Of %zu guided %ss %.0f %% ended inside the range (95 %% interval %.0f "
        "to %.0f), %.0f %% above and %.0f %% below it.",
        inside->n, noun, inside->value, inside->ends.low, inside->ends.high,
        all[FC_RECORD_ABOVE].value, all[FC_RECORD_BELOW].value);
    if (!isnan(all[FC_RECORD_POSITION].value)) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "The actual lay on average at %.2f of the range (0 "
                           "is the low end, 1 the high end).",
                           all[FC_RECORD_POSITION].value);
    }
    if (record->percent) {
        fc_report_add_note(
            report, FC_NOTE_PLAIN,
            "As a forecast the midpoint is off by %.1f %% on average, the "
            "upper end by %.1f %%; the bias is %+.1f %% and %+.1f %% (forecast "
            "minus actual).",
            all[FC_RECORD_MAPE_MIDDLE].value, all[FC_RECORD_MAPE_HIGH].value,
            all[FC_RECORD_BIAS_MIDDLE].value, all[FC_RECORD_BIAS_HIGH].value);
    }
}

static void write_open(fc_report *report,
                       const struct fc_guidance_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        const struct fc_guided *item = &record->items[i];
        char period[FC_PERIOD_TEXT_SIZE];
        char low[FC_AMOUNT_TEXT_SIZE];
        char high[FC_AMOUNT_TEXT_SIZE];

        if (!isnan(item->actual) || isnan(item->middle)) {
            continue;
        }
        fc_period_format(period, item->range->period, record->calendar);
        fc_amount_format(low, item->range->low, decimals_of(record));
        fc_amount_format(high, item->range->high, decimals_of(record));
        fc_report_add_note(report, FC_NOTE_PLAIN, "Open: %s, %s to %s.", period,
                           low, high);
    }
}

static void write_notes(fc_report *report,
                        const struct fc_guidance_record *record)
{
    write_open(report, record);
    if (!record->percent && record->settled > 0) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "Errors are in the unit of the series: values at or "
                           "below 0 have no errors in per cent.");
    }
    if (record->superseded == 1) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "An earlier range for the same period is left out.");
    } else if (record->superseded > 1) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "%zu earlier ranges for the same period are left "
                           "out.",
                           record->superseded);
    }
    fc_report_add_note(report, FC_NOTE_PLAIN,
                       "Intervals are of 95 %%: Wilson's for shares, Student's "
                       "t for means, Bonett and Wright's for the correlation; "
                       "they take the ranges as independent.");
}

static void write_meta(fc_report *report,
                       const struct fc_guidance_record *record,
                       const fc_guidance_report_request *request)
{
    const fc_table *table = request->dataset->table;
    char text[FC_PERIOD_TEXT_SIZE];

    fc_report_add_meta(report, "version", "%s", fc_version());
    if (request->command != NULL) {
        fc_report_add_meta(report, "command", "%s", request->command);
    }
    fc_report_add_meta(report, "series", "%s", record->series->name);
    fc_report_add_meta(report, "unit", "%s", record->series->unit);
    fc_report_add_meta(report, "input", "%s", table->source);
    fc_report_add_meta(report, "input_sha256", "%s", table->sha256);
    fc_report_add_meta(report, "guidance", "%s", record->path);
    if (request->as_of.frequency != FC_FREQUENCY_NONE) {
        fc_period_format(text, request->as_of, record->calendar);
        fc_report_add_meta(report, "as_of", "%s", text);
    }
}

static fc_status write_all(fc_report *report,
                           const struct fc_guidance_record *record,
                           const fc_guidance_report_request *request,
                           fc_error *err)
{
    struct fc_record_value all[FC_RECORD_MEASURES];
    struct fc_record_value confirmed[FC_RECORD_MEASURES];
    fc_status status = fc_guidance_record_measure(
        all, record, (struct fc_record_group){.year = 0}, err);

    if (status == FC_OK) {
        status = fc_guidance_record_measure(
            confirmed, record, (struct fc_record_group){.confirmed = true},
            err);
    }
    if (status != FC_OK) {
        return status;
    }
    write_headline(report, record, all);
    write_ranges(report, record);
    status = write_summary(report, record, err);
    if (status == FC_OK) {
        status = write_years(report, record, err);
    }
    if (status == FC_OK) {
        write_overall(report, record, all, confirmed);
        write_lint(report, record, request->dataset->table);
        write_notes(report, record);
        write_meta(report, record, request);
    }
    return status;
}

fc_status fc_guidance_report(fc_report **out,
                             const fc_guidance_report_request *request,
                             fc_error *err)
{
    const fc_series_info *info = fc_dataset_info(request->dataset,
                                                 request->series);
    struct fc_guidance_record record = {0};
    fc_report *report = NULL;
    fc_status status = fc_guidance_record_init(&record, request, err);

    *out = NULL;
    if (status == FC_OK) {
        status = fc_report_create(
            &report, info != NULL ? info->title : request->series, err);
    }
    if (status == FC_OK) {
        status = write_all(report, &record, request, err);
    }
    fc_guidance_record_release(&record);
    if (status != FC_OK) {
        fc_report_free(report);
        return status;
    }
    return fc_report_close(out, report, err);
}
