/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/sec_audit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "data/sec_quarter.h"

enum { YEAR = 4 };

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for company facts");
}

static const struct fc_sec_line *line_of(const struct fc_sec_line *lines,
                                         const char *name)
{
    const struct fc_sec_line *line = lines;

    while (strcmp(line->rule->name, name) != 0) {
        line++;
    }
    return line;
}

static fc_sec_refusal *add_refusal(fc_sec_table *out,
                                   const struct fc_sec_line *line, int64_t slot)
{
    fc_sec_refusal *refusal = &out->refusals[out->refusal_count++];

    refusal->series = line->rule->name;
    refusal->period = (fc_period){.frequency = FC_QUARTERLY, .index = slot};
    return refusal;
}

/* Blanks between values one by one; those behind the last value together. */
static void refuse_blanks(fc_sec_table *out, const struct fc_sec_line *line,
                          const fc_sec_series *series)
{
    for (size_t i = series->first; i < series->last; i++) {
        if (isnan(series->dollars[i])) {
            int64_t slot = out->start.index + (int64_t)i;

            fc_sec_quarter_lack(add_refusal(out, line, slot)->reason, line,
                                slot, out->calendar);
        }
    }
    if (series->last + 1 < out->length) {
        int64_t slot = out->start.index + (int64_t)series->last + 1;

        (void)snprintf(add_refusal(out, line, slot)->reason, FC_SEC_REASON_SIZE,
                       "no filing gives it from here on");
    }
}

static void refuse_set_aside(fc_sec_table *out, const struct fc_sec_line *line)
{
    for (size_t i = 0; i < line->count; i++) {
        const struct fc_sec_span *span = &line->spans[i];

        if (span->set_aside != NULL) {
            fc_sec_refusal *refusal = add_refusal(out, line, span->slot);

            refusal->fact = span->fact;
            (void)snprintf(refusal->reason, sizeof refusal->reason, "%s",
                           span->set_aside);
        }
    }
}

static fc_status make_refusals(fc_sec_table *out,
                               const struct fc_sec_line *lines,
                               size_t line_count, fc_error *err)
{
    size_t most = out->series_count * out->length;

    for (size_t i = 0; i < line_count; i++) {
        most += lines[i].count;
    }
    out->refusals = fc_calloc(most, sizeof *out->refusals);
    if (out->refusals == NULL) {
        return out_of_memory(err);
    }
    for (size_t i = 0; i < out->series_count; i++) {
        refuse_blanks(out, line_of(lines, out->series[i].name),
                      &out->series[i]);
    }
    for (size_t i = 0; i < line_count; i++) {
        refuse_set_aside(out, &lines[i]);
    }
    return FC_OK;
}

/* The sum of the year that ends with row @p last, if there is all of it. */
static void add_sum(fc_sec_table *out, const struct fc_sec_line *line,
                    const fc_sec_series *series, size_t last)
{
    fc_period period = fc_period_add(out->start, (int64_t)last);
    const struct fc_sec_span *year = fc_sec_line_at(line, YEAR, period.index,
                                                    NULL);
    double sum = 0;

    for (size_t i = 0; i < YEAR; i++) {
        sum += series->dollars[last - i];
    }
    if (year != NULL && !isnan(sum)) {
        out->sums[out->sum_count++] = (fc_sec_sum){
            .series = series->name,
            .year = fc_period_fiscal_year(period, out->calendar),
            .quarters = sum,
            .reported = year->fact,
        };
    }
}

static fc_status make_sums(fc_sec_table *out, const struct fc_sec_line *lines,
                           fc_error *err)
{
    out->sums = fc_calloc(out->series_count * (out->length / YEAR + 1),
                          sizeof *out->sums);
    if (out->sums == NULL) {
        return out_of_memory(err);
    }
    for (size_t i = 0; i < out->series_count; i++) {
        for (size_t j = YEAR - 1; j < out->length; j++) {
            if (fc_period_fiscal_position(fc_period_add(out->start, (int64_t)j),
                                          out->calendar)
                == YEAR) {
                add_sum(out, line_of(lines, out->series[i].name),
                        &out->series[i], j);
            }
        }
    }
    return FC_OK;
}

fc_status fc_sec_audit(fc_sec_table *table, const struct fc_sec_line *lines,
                       size_t line_count, fc_error *err)
{
    fc_status status = make_refusals(table, lines, line_count, err);

    return status == FC_OK ? make_sums(table, lines, err) : status;
}
