/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/sec_report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "planning/columns.h"
#include "planning/lookup.h"

static const double million = 1e6;

enum { SERIES, PERIOD, KIND, VALUE, FORM, FILED, ACCESSION, REASON };

static const fc_column finding_columns[] = {
    [SERIES] = FC_TEXT_COLUMN("series", "Series"),
    [PERIOD] = FC_TEXT_COLUMN("period", "Period"),
    [KIND] = FC_TEXT_COLUMN("kind", "Finding"),
    [VALUE] = {.name = "value",
               .title = "USD million",
               .style = FC_STYLE_EXACT,
               .decimals = 0},
    [FORM] = FC_TEXT_COLUMN("form", "Form"),
    [FILED] = FC_TEXT_COLUMN("filed", "Filed"),
    [ACCESSION] = {.name = "accession", .decimals = -1},
    [REASON] = FC_TEXT_COLUMN("reason", "Reason"),
};

#define SHAPE(id, heading, audience, columns)   \
    {                                           \
        (id), (heading), (audience), (columns), \
            sizeof(columns) / sizeof *(columns) \
    }

/* The data */

static void add_data_rows(fc_report_table *out, const fc_sec_table *table)
{
    char text[FC_PERIOD_TEXT_SIZE];

    for (size_t i = 0; i < table->length; i++) {
        fc_report_table_add_row(out);
        fc_period_format(text, fc_period_add(table->start, (int64_t)i),
                         table->calendar);
        fc_report_table_set_text(out, 0, text);
        fc_date_format(text, table->ends[i]);
        fc_report_table_set_text(out, 1, text);
        for (size_t j = 0; j < table->series_count; j++) {
            fc_report_table_set_number(out, j + 2,
                                       table->series[j].dollars[i] / million);
        }
    }
}

fc_status fc_sec_data_report(fc_report **out, const fc_sec_table *table,
                             fc_error *err)
{
    size_t count = table->series_count + 2;
    fc_column *columns = fc_calloc(count, sizeof *columns);
    fc_report *report = NULL;
    fc_status status = FC_OK;

    *out = NULL;
    if (columns == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a table");
    }
    columns[0] = (fc_column)FC_TEXT_COLUMN("period", NULL);
    columns[1] = (fc_column)FC_TEXT_COLUMN("period_end", NULL);
    for (size_t i = 0; i < table->series_count; i++) {
        columns[i + 2] = (fc_column){.name = table->series[i].name,
                                     .style = FC_STYLE_EXACT,
                                     .decimals = -1};
    }
    status = fc_report_create(&report, fc_sec_facts_entity(table->facts), err);
    if (status == FC_OK) {
        add_data_rows(fc_report_add_table(report, "data", NULL, FC_FOR_ALL,
                                          columns, count),
                      table);
        status = fc_report_close(out, report, err);
    }
    free(columns);
    return status;
}

/* What it covers */

static void set_period(fc_report_table *out, size_t column,
                       const fc_sec_table *table, size_t index)
{
    char text[FC_PERIOD_TEXT_SIZE];

    fc_period_format(text, fc_period_add(table->start, (int64_t)index),
                     table->calendar);
    fc_report_table_set_text(out, column, text);
}

static void add_series(fc_report *report, const fc_sec_table *table)
{
    static const fc_column columns[] = {
        FC_TEXT_COLUMN("series", "Series"),
        FC_TEXT_COLUMN("kind", "Kind"),
        FC_TEXT_COLUMN("first", "First"),
        FC_TEXT_COLUMN("last", "Last"),
        FC_COUNT_COLUMN("n", "n"),
        FC_COUNT_COLUMN("derived", "Derived"),
        FC_COUNT_COLUMN("blank", "Blank"),
    };
    const struct fc_table_shape shape = SHAPE("series", NULL, FC_FOR_ALL,
                                              columns);
    fc_report_table *out = fc_columns_add_table(report, &shape, 0);

    for (size_t i = 0; i < table->series_count; i++) {
        const fc_sec_series *series = &table->series[i];
        size_t known = 0;
        size_t derived = 0;

        for (size_t j = 0; j < table->length; j++) {
            known += isnan(series->dollars[j]) ? 0 : 1;
            derived += series->cells[j].derivation > FC_SEC_REPORTED;
        }
        fc_report_table_add_row(out);
        fc_report_table_set_text(out, 0, series->name);
        fc_report_table_set_text(out, 1,
                                 series->kind == FC_FLOW ? "flow" : "stock");
        set_period(out, 2, table, series->first);
        set_period(out, 3, table, series->last);
        fc_report_table_set_number(out, 4, (double)known);
        fc_report_table_set_number(out, 5, (double)derived);
        fc_report_table_set_number(
            out, 6, (double)(table->length - series->first - known));
    }
}

/* Findings */

static void set_fact(fc_report_table *out, const fc_sec_fact *fact)
{
    if (fact != NULL) {
        fc_report_table_set_number(out, VALUE, fact->value / million);
        fc_report_table_set_text(out, FORM, fact->form);
        fc_report_table_set_text(out, FILED, fact->filed);
        fc_report_table_set_text(out, ACCESSION, fact->accession);
    }
}

static void add_refusals(fc_report_table *out, const fc_sec_table *table)
{
    char text[FC_PERIOD_TEXT_SIZE];

    for (size_t i = 0; i < table->refusal_count; i++) {
        const fc_sec_refusal *refusal = &table->refusals[i];

        fc_report_table_add_row(out);
        fc_period_format(text, refusal->period, table->calendar);
        fc_report_table_set_text(out, SERIES, refusal->series);
        fc_report_table_set_text(out, PERIOD, text);
        fc_report_table_set_text(out, KIND,
                                 refusal->fact != NULL ? "not used" : "blank");
        set_fact(out, refusal->fact);
        fc_report_table_set_text(out, REASON, refusal->reason);
    }
}

static void add_restated(fc_report_table *out, const fc_sec_table *table)
{
    for (size_t i = 0; i < table->series_count; i++) {
        const fc_sec_series *series = &table->series[i];

        for (size_t j = 0; j < table->length; j++) {
            if (series->cells[j].restated_in_part) {
                fc_report_table_add_row(out);
                fc_report_table_set_text(out, SERIES, series->name);
                set_period(out, PERIOD, table, j);
                fc_report_table_set_text(out, KIND, "restated in part");
                fc_report_table_set_number(out, VALUE,
                                           series->dollars[j] / million);
                fc_report_table_set_text(
                    out, REASON,
                    "restated in part: derived from values as first filed");
            }
        }
    }
}

/* The unit in which a company rounds, as far as the figures tell. */
static double unit_of(const fc_sec_sum *sum)
{
    static const double units[] = {1e6, 1e3, 1};
    size_t i = 0;

    while (i < 2
           && (fmod(sum->quarters, units[i]) != 0
               || fmod(sum->reported->value, units[i]) != 0)) {
        i++;
    }
    return units[i];
}

static bool is_equal(const fc_sec_sum *sum)
{
    return sum->quarters == sum->reported->value;
}

/* Five rounded numbers differ by half a unit each: in whole units, by two. */
static bool is_rounding(const fc_sec_sum *sum)
{
    return !is_equal(sum)
           && fabs(sum->quarters - sum->reported->value) <= 2 * unit_of(sum);
}

static void add_differing_year(fc_report_table *out, const fc_sec_sum *sum,
                               fc_calendar calendar)
{
    char reason[FC_SEC_REASON_SIZE];
    char text[FC_PERIOD_TEXT_SIZE];
    fc_period first = {0};
    fc_period year = {0};

    fc_fiscal_year_periods(&first, &year, sum->year, FC_YEARLY, calendar);
    fc_period_format(text, year, calendar);
    (void)snprintf(reason, sizeof reason,
                   "its quarters add up to %.10g, the year as filed last is "
                   "%.10g",
                   sum->quarters / million, sum->reported->value / million);
    fc_report_table_add_row(out);
    fc_report_table_set_text(out, SERIES, sum->series);
    fc_report_table_set_text(out, PERIOD, text);
    fc_report_table_set_text(out, KIND, "year differs");
    set_fact(out, sum->reported);
    fc_report_table_set_text(out, REASON, reason);
}

static void add_differing_years(fc_report_table *out, const fc_sec_table *table)
{
    for (size_t i = 0; i < table->sum_count; i++) {
        const fc_sec_sum *sum = &table->sums[i];

        if (!is_equal(sum) && !is_rounding(sum)) {
            add_differing_year(out, sum, table->calendar);
        }
    }
}

static void add_findings(fc_report *report, const fc_sec_table *table)
{
    const struct fc_table_shape shape = SHAPE("findings", NULL, FC_FOR_MACHINES,
                                              finding_columns);
    fc_report_table *out = fc_columns_add_table(report, &shape, 0);

    add_refusals(out, table);
    add_restated(out, table);
    add_differing_years(out, table);
}

/* For machines */

static void add_part(fc_report_table *out, const fc_sec_cell *cell, size_t part)
{
    const fc_sec_fact *fact = cell->parts[part];
    char text[FC_PERIOD_TEXT_SIZE];

    fc_report_table_set_text(out, 3, fc_sec_derivation_name(cell->derivation));
    fc_report_table_set_number(out, 4, part == 0 ? 1 : -1);
    fc_report_table_set_text(out, 5, fact->concept);
    if (fact->start.year != 0) {
        fc_date_format(text, fact->start);
        fc_report_table_set_text(out, 6, text);
    }
    fc_date_format(text, fact->end);
    fc_report_table_set_text(out, 7, text);
    fc_report_table_set_number(out, 8, fact->value);
    fc_report_table_set_text(out, 9, fact->accession);
    fc_report_table_set_text(out, 10, fact->form);
    fc_report_table_set_text(out, 11, fact->filed);
}

static void add_cells(fc_report *report, const fc_sec_table *table)
{
    static const fc_column columns[] = {
        {.name = "series"},
        {.name = "period"},
        {.name = "value", .style = FC_STYLE_EXACT},
        {.name = "derivation"},
        {.name = "sign", .style = FC_STYLE_INTEGER},
        {.name = "concept"},
        {.name = "fact_start"},
        {.name = "fact_end"},
        {.name = "fact_usd", .style = FC_STYLE_EXACT},
        {.name = "accession"},
        {.name = "form"},
        {.name = "filed"},
    };
    const struct fc_table_shape shape = SHAPE("cells", NULL, FC_FOR_MACHINES,
                                              columns);
    fc_report_table *out = fc_columns_add_table(report, &shape, 0);

    for (size_t i = 0; i < table->series_count; i++) {
        for (size_t j = 0; j < table->length; j++) {
            const fc_sec_cell *cell = &table->series[i].cells[j];

            for (size_t part = 0; part < cell->part_count; part++) {
                fc_report_table_add_row(out);
                fc_report_table_set_text(out, 0, table->series[i].name);
                set_period(out, 1, table, j);
                fc_report_table_set_number(
                    out, 2, table->series[i].dollars[j] / million);
                add_part(out, cell, part);
            }
        }
    }
}

static void add_sums(fc_report *report, const fc_sec_table *table)
{
    static const fc_column columns[] = {
        {.name = "series"},
        {.name = "fiscal_year", .style = FC_STYLE_INTEGER},
        {.name = "quarters", .style = FC_STYLE_EXACT},
        {.name = "reported", .style = FC_STYLE_EXACT},
        {.name = "difference", .style = FC_STYLE_EXACT},
        {.name = "accession"},
        {.name = "filed"},
    };
    const struct fc_table_shape shape = SHAPE("year_sums", NULL,
                                              FC_FOR_MACHINES, columns);
    fc_report_table *out = fc_columns_add_table(report, &shape, 0);

    for (size_t i = 0; i < table->sum_count; i++) {
        const fc_sec_sum *sum = &table->sums[i];

        fc_report_table_add_row(out);
        fc_report_table_set_text(out, 0, sum->series);
        fc_report_table_set_number(out, 1, sum->year);
        fc_report_table_set_number(out, 2, sum->quarters / million);
        fc_report_table_set_number(out, 3, sum->reported->value / million);
        fc_report_table_set_number(
            out, 4, (sum->quarters - sum->reported->value) / million);
        fc_report_table_set_text(out, 5, sum->reported->accession);
        fc_report_table_set_text(out, 6, sum->reported->filed);
    }
}

static void add_notes(fc_report *report, const fc_sec_table *table)
{
    char first[FC_PERIOD_TEXT_SIZE];
    char last[FC_PERIOD_TEXT_SIZE];
    size_t exact = 0;
    size_t rounded = 0;

    fc_period_format(first, table->start, table->calendar);
    fc_period_format(last,
                     fc_period_add(table->start, (int64_t)table->length - 1),
                     table->calendar);
    for (size_t i = 0; i < table->sum_count; i++) {
        exact += is_equal(&table->sums[i]) ? 1 : 0;
        rounded += is_rounding(&table->sums[i]) ? 1 : 0;
    }
    fc_report_add_note(report, FC_NOTE_HEADLINE,
                       "%zu quarter%s, %s to %s, of %zu series, in " FC_SEC_UNIT
                       "; fiscal years end in month %d.",
                       table->length, table->length == 1 ? "" : "s", first,
                       last, table->series_count,
                       table->calendar.fiscal_year_end);
    if (table->sum_count > 0) {
        fc_report_add_note(
            report, FC_NOTE_PLAIN,
            "Of %zu fiscal years of a series the quarters add up to "
            "the year as filed last in %zu, to rounding in %zu.",
            table->sum_count, exact, rounded);
    }
    fc_report_add_note(report, FC_NOTE_PLAIN,
                       "Company facts hold no segments and no proceeds that "
                       "offset capital expenditure: add such series with "
                       "forecast update.");
}

static void add_meta(fc_report *report, const fc_sec_table *table)
{
    char text[FC_PERIOD_TEXT_SIZE];

    fc_report_add_meta(report, "entity", "%s",
                       fc_sec_facts_entity(table->facts));
    fc_report_add_meta(report, "cik", "%lld", fc_sec_facts_cik(table->facts));
    fc_report_add_meta(report, "source", "%s",
                       fc_sec_facts_source(table->facts));
    fc_report_add_meta(report, "source_sha256", "%s",
                       fc_sec_facts_sha256(table->facts));
    if (table->as_of.year != 0) {
        fc_date_format(text, table->as_of);
        fc_report_add_meta(report, "as_of", "%s", text);
    }
    fc_report_add_meta(report, "fiscal_year_end", "%d",
                       table->calendar.fiscal_year_end);
    fc_report_add_meta(report, "unit", FC_SEC_UNIT);
}

/* Is a cell of two rows the same? */
static bool is_like(const fc_report_table *table, size_t a, size_t b,
                    size_t column)
{
    const char *one = fc_report_table_cell(table, a, column).text;
    const char *other = fc_report_table_cell(table, b, column).text;

    return one == other
           || (one != NULL && other != NULL && strcmp(one, other) == 0);
}

/* The first row behind @p row that is another finding, or of another filing. */
static size_t end_of_group(const fc_report_table *table, size_t row)
{
    size_t end = row + 1;

    while (end < fc_report_table_row_count(table)
           && is_like(table, row, end, SERIES)
           && is_like(table, row, end, ACCESSION)
           && is_like(table, row, end, REASON)) {
        end++;
    }
    return end;
}

/* People get equal findings of a series together, and only if there are any. */
static void add_findings_for_people(fc_report *report)
{
    static const fc_column columns[] = {
        FC_TEXT_COLUMN("series", "Series"),  FC_TEXT_COLUMN("from", "From"),
        FC_TEXT_COLUMN("to", "To"),          FC_COUNT_COLUMN("n", "n"),
        FC_TEXT_COLUMN("reason", "Finding"),
    };
    const struct fc_table_shape shape = SHAPE("findings_shown", "Findings",
                                              FC_FOR_PEOPLE, columns);
    const fc_report_table *all = fc_report_find_table(report, "findings");
    size_t rows = all != NULL ? fc_report_table_row_count(all) : 0;
    fc_report_table *out = NULL;
    size_t end = 0;

    if (rows > 0) {
        out = fc_columns_add_table(report, &shape, 0);
    }
    for (size_t row = 0; row < rows; row = end) {
        end = end_of_group(all, row);
        fc_report_table_add_row(out);
        fc_report_table_set_text(out, 0,
                                 fc_report_table_cell(all, row, SERIES).text);
        fc_report_table_set_text(out, 1,
                                 fc_report_table_cell(all, row, PERIOD).text);
        fc_report_table_set_text(
            out, 2, fc_report_table_cell(all, end - 1, PERIOD).text);
        fc_report_table_set_number(out, 3, (double)(end - row));
        fc_report_table_set_text(out, 4,
                                 fc_report_table_cell(all, row, REASON).text);
    }
}

fc_status fc_sec_report(fc_report **out, const fc_sec_table *table,
                        fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = fc_report_create(&report,
                                        fc_sec_facts_entity(table->facts), err);

    *out = NULL;
    if (status != FC_OK) {
        return status;
    }
    add_meta(report, table);
    add_series(report, table);
    add_findings(report, table);
    add_findings_for_people(report);
    add_sums(report, table);
    add_cells(report, table);
    add_notes(report, table);
    return fc_report_close(out, report, err);
}
