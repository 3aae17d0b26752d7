/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/sec_findings.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "planning/columns.h"

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

void fc_sec_set_period(fc_report_table *out, size_t column,
                       const fc_sec_table *table, size_t index)
{
    char text[FC_PERIOD_TEXT_SIZE];

    fc_period_format(text, fc_period_add(table->start, (int64_t)index),
                     table->calendar);
    fc_report_table_set_text(out, column, text);
}

static void set_fact(fc_report_table *out, const fc_sec_fact *fact)
{
    if (fact != NULL) {
        fc_report_table_set_number(out, VALUE, fact->value / FC_SEC_MILLION);
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
                fc_sec_set_period(out, PERIOD, table, j);
                fc_report_table_set_text(out, KIND, "restated in part");
                fc_report_table_set_number(out, VALUE,
                                           series->dollars[j] / FC_SEC_MILLION);
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

bool fc_sec_sum_is_equal(const fc_sec_sum *sum)
{
    return sum->quarters == sum->reported->value;
}

/* Five rounded numbers differ by half a unit each: in whole units, by two. */
bool fc_sec_sum_is_rounding(const fc_sec_sum *sum)
{
    return !fc_sec_sum_is_equal(sum)
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
                   sum->quarters / FC_SEC_MILLION,
                   sum->reported->value / FC_SEC_MILLION);
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

        if (!fc_sec_sum_is_equal(sum) && !fc_sec_sum_is_rounding(sum)) {
            add_differing_year(out, sum, table->calendar);
        }
    }
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
static void add_short(fc_report *report)
{
    static const fc_column columns[] = {
        FC_TEXT_COLUMN("series", "Series"),  FC_TEXT_COLUMN("from", "From"),
        FC_TEXT_COLUMN("to", "To"),          FC_COUNT_COLUMN("n", "n"),
        FC_TEXT_COLUMN("reason", "Finding"),
    };
    const struct fc_table_shape shape = FC_SEC_SHAPE(
        "findings_shown", "Findings", FC_FOR_PEOPLE, columns);
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

void fc_sec_add_findings(fc_report *report, const fc_sec_table *table)
{
    const struct fc_table_shape shape = FC_SEC_SHAPE(
        "findings", NULL, FC_FOR_MACHINES, finding_columns);
    fc_report_table *out = fc_columns_add_table(report, &shape, 0);

    add_refusals(out, table);
    add_restated(out, table);
    add_differing_years(out, table);
    add_short(report);
}
