/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/sec_report.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "planning/columns.h"
#include "planning/lookup.h"
#include "planning/sec_findings.h"

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
            fc_report_table_set_number(
                out, j + 2, table->series[j].dollars[i] / FC_SEC_MILLION);
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
    const struct fc_table_shape shape = FC_SEC_SHAPE("series", NULL, FC_FOR_ALL,
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
        fc_sec_set_period(out, 2, table, series->first);
        fc_sec_set_period(out, 3, table, series->last);
        fc_report_table_set_number(out, 4, (double)known);
        fc_report_table_set_number(out, 5, (double)derived);
        fc_report_table_set_number(
            out, 6, (double)(table->length - series->first - known));
    }
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
    const struct fc_table_shape shape = FC_SEC_SHAPE("cells", NULL,
                                                     FC_FOR_MACHINES, columns);
    fc_report_table *out = fc_columns_add_table(report, &shape, 0);

    for (size_t i = 0; i < table->series_count; i++) {
        for (size_t j = 0; j < table->length; j++) {
            const fc_sec_cell *cell = &table->series[i].cells[j];

            for (size_t part = 0; part < cell->part_count; part++) {
                fc_report_table_add_row(out);
                fc_report_table_set_text(out, 0, table->series[i].name);
                fc_sec_set_period(out, 1, table, j);
                fc_report_table_set_number(
                    out, 2, table->series[i].dollars[j] / FC_SEC_MILLION);
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
    const struct fc_table_shape shape = FC_SEC_SHAPE("year_sums", NULL,
                                                     FC_FOR_MACHINES, columns);
    fc_report_table *out = fc_columns_add_table(report, &shape, 0);

    for (size_t i = 0; i < table->sum_count; i++) {
        const fc_sec_sum *sum = &table->sums[i];

        fc_report_table_add_row(out);
        fc_report_table_set_text(out, 0, sum->series);
        fc_report_table_set_number(out, 1, sum->year);
        fc_report_table_set_number(out, 2, sum->quarters / FC_SEC_MILLION);
        fc_report_table_set_number(out, 3,
                                   sum->reported->value / FC_SEC_MILLION);
        fc_report_table_set_number(
            out, 4, (sum->quarters - sum->reported->value) / FC_SEC_MILLION);
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
        exact += fc_sec_sum_is_equal(&table->sums[i]) ? 1 : 0;
        rounded += fc_sec_sum_is_rounding(&table->sums[i]) ? 1 : 0;
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
    fc_report_add_note(
        report, FC_NOTE_PLAIN,
        "Company facts hold no segments and no proceeds that "
        "offset capital expenditure: add columns for them and "
        "fill these with forecast update; an import keeps them.");
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
    fc_sec_add_findings(report, table);
    add_sums(report, table);
    add_cells(report, table);
    add_notes(report, table);
    return fc_report_close(out, report, err);
}
