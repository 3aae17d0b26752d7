/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quarterly table: every line over the quarters that any of them covers. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "data/calendar.h"
#include "data/sec_audit.h"
#include "data/sec_guard.h"
#include "data/sec_quarter.h"

/* Most quarters of a table: those of the years that a fact may have. */
enum { CAPACITY = 1300 };

struct builder {
    fc_sec_table *out;
    struct fc_sec_frame frame;
    size_t line_count;
    struct fc_sec_line *lines; /* of the rules, in their order */
    int64_t first;             /* slots that spans lie in */
    int64_t last;
    char as_of[FC_PERIOD_TEXT_SIZE];
};

const char *fc_sec_derivation_name(fc_sec_derivation derivation)
{
    switch (derivation) {
    case FC_SEC_REPORTED:
        return "reported";
    case FC_SEC_YEAR_LESS_NINE_MONTHS:
        return "year less nine months";
    case FC_SEC_YEAR_LESS_QUARTERS:
        return "year less three quarters";
    case FC_SEC_YEAR_TO_DATE:
        return "difference of years to date";
    case FC_SEC_HALF_YEAR:
        return "half-year less second quarter";
    case FC_SEC_BLANK:
        break;
    }
    return "blank";
}

void fc_sec_table_free(fc_sec_table *table)
{
    if (table == NULL) {
        return;
    }
    for (size_t i = 0; i < table->series_count; i++) {
        free(table->series[i].dollars);
        free(table->series[i].cells);
    }
    free(table->series);
    free(table->ends);
    free(table->refusals);
    free(table->sums);
    free(table);
}

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for company facts");
}

static fc_period quarter(int64_t slot)
{
    return (fc_period){.frequency = FC_QUARTERLY, .index = slot};
}

static fc_status make_lines(struct builder *builder, fc_error *err)
{
    size_t count = fc_sec_rule_count();
    const char **taken = fc_calloc(count * FC_SEC_CONCEPT_CAPACITY,
                                   sizeof *taken);
    size_t taken_count = 0;
    fc_status status = FC_OK;

    builder->lines = fc_calloc(count, sizeof *builder->lines);
    if (taken == NULL || builder->lines == NULL) {
        status = out_of_memory(err);
    }
    for (size_t i = 0; i < count && status == FC_OK; i++) {
        status = fc_sec_line_make(&builder->lines[i], &builder->frame,
                                  fc_sec_rule_at(i), taken, &taken_count, err);
        builder->line_count += status == FC_OK;
    }
    free(taken);
    return status;
}

static void guard_lines(struct builder *builder)
{
    for (size_t i = 0; i < builder->line_count; i++) {
        fc_sec_guard_exchanged(&builder->lines[i]);
        fc_sec_guard_scale(&builder->lines[i]);
    }
}

static fc_status find_range(struct builder *builder, fc_error *err)
{
    bool any = false;

    for (size_t i = 0; i < builder->line_count; i++) {
        const struct fc_sec_line *line = &builder->lines[i];

        for (size_t j = 0; j < line->count; j++) {
            int64_t slot = line->spans[j].slot;

            builder->first = any && builder->first < slot ? builder->first
                                                          : slot;
            builder->last = any && builder->last > slot ? builder->last : slot;
            any = true;
        }
    }
    if (!any || builder->last - builder->first >= CAPACITY - 1) {
        return FC_FAIL_AT(
            err, FC_ERR_DATA, fc_sec_facts_source(builder->frame.facts), 0, 0,
            "no fact of it is of a quarter or a fiscal year%s",
            builder->frame.as_of != NULL ? "; give a later --as-of" : "");
    }
    builder->first--; /* a half-year may give the quarter before its own */
    return FC_OK;
}

/* The values of one line over the whole range; a line without any is left out.
 * The series is counted only when it is kept. */
static fc_status add_series(struct builder *builder,
                            const struct fc_sec_line *line, fc_error *err)
{
    size_t length = (size_t)(builder->last - builder->first) + 1;
    fc_sec_series *series = &builder->out->series[builder->out->series_count];
    bool any = false;

    *series = (fc_sec_series){.name = line->rule->name,
                              .title = line->rule->title,
                              .kind = line->rule->kind};
    series->dollars = fc_calloc(length, sizeof *series->dollars);
    series->cells = fc_calloc(length, sizeof *series->cells);
    builder->out->series_count++;
    if (series->dollars == NULL || series->cells == NULL) {
        return out_of_memory(err);
    }
    for (size_t i = 0; i < length; i++) {
        series->dollars[i] = fc_missing();
        if (fc_sec_quarter(&series->dollars[i], &series->cells[i], line,
                           builder->first + (int64_t)i,
                           builder->out->calendar)) {
            series->first = any ? series->first : i;
            series->last = i;
            any = true;
        }
    }
    if (!any) {
        free(series->dollars);
        free(series->cells);
        builder->out->series_count--;
    }
    return FC_OK;
}

/* Cut the table to the quarters that have a value. */
static void trim(struct builder *builder)
{
    fc_sec_table *out = builder->out;
    size_t first = SIZE_MAX;
    size_t last = 0;

    for (size_t i = 0; i < out->series_count; i++) {
        first = out->series[i].first < first ? out->series[i].first : first;
        last = out->series[i].last > last ? out->series[i].last : last;
    }
    for (size_t i = 0; i < out->series_count; i++) {
        fc_sec_series *series = &out->series[i];
        size_t length = last - first + 1;

        assert(series->dollars != NULL && series->cells != NULL);
        memmove(series->dollars, series->dollars + first,
                length * sizeof *series->dollars);
        memmove(series->cells, series->cells + first,
                length * sizeof *series->cells);
        series->first -= first;
        series->last -= first;
    }
    out->start = quarter(builder->first + (int64_t)first);
    out->length = last - first + 1;
}

/* The last day of the quarter of a cell. */
static fc_date end_of(const fc_sec_cell *cell)
{
    if (cell->derivation == FC_SEC_HALF_YEAR) {
        return fc_day_date(fc_day_number(cell->parts[1]->start) - 1);
    }
    return cell->parts[0]->end;
}

/* The last day of a quarter is the one filed last for a value in it; a quarter
 * without value has that of the calendar. */
static fc_status find_ends(fc_sec_table *out, fc_error *err)
{
    out->ends = fc_calloc(out->length, sizeof *out->ends);
    if (out->ends == NULL) {
        return out_of_memory(err);
    }
    for (size_t i = 0; i < out->length; i++) {
        const fc_sec_cell *latest = NULL;

        for (size_t j = 0; j < out->series_count; j++) {
            const fc_sec_cell *cell = &out->series[j].cells[i];

            if (cell->part_count > 0
                && (latest == NULL
                    || strcmp(cell->parts[0]->filed, latest->parts[0]->filed)
                           > 0)) {
                latest = cell;
            }
        }
        out->ends[i] = latest != NULL ? end_of(latest)
                                      : fc_period_last_day(
                                          fc_period_add(out->start, (int64_t)i),
                                          out->calendar);
    }
    return FC_OK;
}

static fc_status make_series(struct builder *builder, fc_error *err)
{
    fc_sec_table *out = builder->out;
    fc_status status = FC_OK;

    out->series = fc_calloc(builder->line_count, sizeof *out->series);
    if (out->series == NULL) {
        return out_of_memory(err);
    }
    for (size_t i = 0; i < builder->line_count && status == FC_OK; i++) {
        status = add_series(builder, &builder->lines[i], err);
    }
    if (status != FC_OK) {
        return status;
    }
    if (out->series_count == 0) {
        return FC_FAIL_AT(err, FC_ERR_DATA, fc_sec_facts_source(out->facts), 0,
                          0, "no quarter can be had from its facts");
    }
    trim(builder);
    return find_ends(out, err);
}

static fc_status find_calendar(struct builder *builder,
                               const fc_sec_options *options, fc_error *err)
{
    fc_calendar *calendar = &builder->out->calendar;

    *calendar = options->calendar;
    if (calendar->fiscal_year_end == 0) {
        calendar->fiscal_year_end = fc_sec_fiscal_year_end(
            builder->frame.facts, builder->frame.as_of);
    }
    if (calendar->fiscal_year_end == 0) {
        return FC_FAIL_AT(
            err, FC_ERR_DATA, fc_sec_facts_source(builder->frame.facts), 0, 0,
            "no annual report (10-K)%s%s tells when the fiscal "
            "year ends; give --fiscal-year-end",
            builder->as_of[0] != '\0' ? " filed by " : "", builder->as_of);
    }
    builder->frame.calendar = *calendar;
    return FC_OK;
}

static fc_status build(struct builder *builder, const fc_sec_options *options,
                       fc_error *err)
{
    fc_status status = find_calendar(builder, options, err);

    if (status == FC_OK) {
        status = make_lines(builder, err);
    }
    if (status == FC_OK) {
        guard_lines(builder);
        status = find_range(builder, err);
    }
    if (status == FC_OK) {
        status = make_series(builder, err);
    }
    return status == FC_OK ? fc_sec_audit(builder->out, builder->lines,
                                          builder->line_count, err)
                           : status;
}

fc_status fc_sec_table_create(fc_sec_table **out, const fc_sec_facts *facts,
                              const fc_sec_options *options, fc_error *err)
{
    static const fc_sec_options defaults = {.as_of = {0}};
    struct builder builder = {.frame = {.facts = facts}};
    fc_status status = FC_OK;

    *out = NULL;
    builder.out = fc_calloc(1, sizeof *builder.out);
    if (builder.out == NULL) {
        return out_of_memory(err);
    }
    options = options != NULL ? options : &defaults;
    builder.out->facts = facts;
    builder.out->as_of = options->as_of;
    if (options->as_of.year != 0) {
        fc_date_format(builder.as_of, options->as_of);
        builder.frame.as_of = builder.as_of;
    }
    status = build(&builder, options, err);
    for (size_t i = 0; i < builder.line_count; i++) {
        fc_sec_line_release(&builder.lines[i]);
    }
    free(builder.lines);
    if (status != FC_OK) {
        fc_sec_table_free(builder.out);
        return status;
    }
    *out = builder.out;
    return FC_OK;
}
