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
    char text[FC_PERIOD_TEXT_SIZE];

    if (!failed && lint->outcome != FC_AUDIT_EXPLAINED) {
        return;
    }
    sheet->failed += failed;
    fc_report_table_add_row(sheet->table);
    fc_period_format(text, item->period, sheet->record->calendar);
    fc_report_table_set_text(sheet->table, 0, text);
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
        "Of %zu guided %s%s %.0f %% ended inside the range (95 %% interval %.0f "
        "to %.0f), %.0f %% above and %.0f %% below it.",
        inside->n, noun, inside->n == 1 ? "" : "s", inside->value,
        inside->ends.low, inside->ends.high, all[FC_RECORD_ABOVE].value,
        all[FC_RECORD_BELOW].value);
    if (!isnan(all[FC_RECORD_POSITION].value)) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "The actual lay on average at %.2f of the range (0 "
                           "is the low end, 1 the high end).",
                           all[FC_RECORD_POSITION].value);
    }
    if (record->percent && !isnan(all[FC_RECORD_MAPE_MIDDLE].value)) {
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
        fc_amount_format(low, item->range->low, fc_guidance_decimals(record));
        fc_amount_format(high, item->range->high, fc_guidance_decimals(record));
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
    if (request->odds) {
        fc_report_add_meta(report, "draws", "%zu",
                           request->draws > 0 ? request->draws
                                              : (size_t)FC_EVALUATION_DRAWS);
        fc_report_add_meta(report, "seed", "%" PRIu64, request->seed);
        fc_report_add_meta(report, "intervals", "%s",
                           fc_intervals_name(request->intervals));
    }
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
    fc_guidance_write_ranges(report, record);
    status = fc_guidance_write_summary(report, record, err);
    if (status == FC_OK) {
        status = fc_guidance_write_years(report, record, err);
    }
    if (status == FC_OK) {
        fc_guidance_write_overall(report, record, all, confirmed);
        write_lint(report, record, request->dataset->table);
    }
    if (status == FC_OK) {
        status = fc_guidance_write_charts(report, record,
                                          fc_report_title(report), err);
    }
    if (status == FC_OK && request->odds) {
        status = fc_guidance_write_odds(report, record, request, err);
    }
    if (status == FC_OK) {
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
