/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/guidance_record.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "planning/guidance_lint.h"
#include "planning/lookup.h"

double fc_guidance_position(double low, double high, double value)
{
    return high > low ? (value - low) / (high - low) : (double)NAN;
}

/* What stood in public right after the as-of period. */
static bool was_known(const fc_guidance_report_request *request,
                      fc_period period)
{
    return request->as_of.frequency == FC_FREQUENCY_NONE
           || fc_period_distance(request->as_of, period) <= 1;
}

static double actual_of(const fc_guidance_report_request *request,
                        const fc_series *series, fc_period period)
{
    bool reported = request->as_of.frequency == FC_FREQUENCY_NONE
                    || fc_period_distance(period, request->as_of) >= 0;

    return reported ? fc_span_at(fc_series_span(series), period) : (double)NAN;
}

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static struct fc_guided guided(const struct fc_guidance_record *record,
                               const fc_guidance_report_request *request,
                               const fc_guidance *range)
{
    return (struct fc_guided){
        .range = range,
        .year = fc_period_fiscal_year(range->period, record->calendar),
        .recalled = starts_with(range->check, "recalled"),
        .actual = actual_of(request, record->series, range->period),
        .middle = 0.5 * (range->low + range->high)};
}

/* Errors in per cent need something above 0 on both sides. */
static bool all_positive(const struct fc_guidance_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        const struct fc_guided *item = &record->items[i];

        /* NaN, what is not known, is no hindrance. */
        if (item->actual <= 0.0 || item->range->low <= 0.0
            || item->range->high <= 0.0) {
            return false;
        }
    }
    return true;
}

static int by_period(const void *left, const void *right)
{
    int64_t a = ((const struct fc_guided *)left)->range->period.index;
    int64_t b = ((const struct fc_guided *)right)->range->period.index;

    return (a > b) - (a < b);
}

static fc_status fill(struct fc_guidance_record *record,
                      const fc_guidance_report_request *request, fc_error *err)
{
    const fc_guidance_list *list = record->list;

    record->items = fc_calloc(list->count, sizeof *record->items);
    if (record->items == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu ranges",
                       list->count);
    }
    for (size_t i = 0; i < list->count; i++) {
        const fc_guidance *range = &list->items[i];

        if (range->role != FC_GUIDANCE_RELEASE
            || strcmp(range->series, record->series->name) != 0
            || !was_known(request, range->period)) {
            continue;
        }
        if (fc_guidance_find(list, range->series, range->period, range->role)
            != range) {
            record->superseded++;
            continue;
        }
        record->items[record->count] = guided(record, request, range);
        record->settled += isnan(record->items[record->count].actual) ? 0 : 1;
        record->count++;
    }
    qsort(record->items, record->count, sizeof *record->items, by_period);
    record->percent = all_positive(record);
    return FC_OK;
}

static fc_status read(struct fc_guidance_record *record,
                      const fc_guidance_report_request *request, fc_error *err)
{
    const fc_table *table = request->dataset->table;
    fc_status status = fc_series_lookup(&record->series, table, request->series,
                                        err);

    record->path = request->guidance_path != NULL
                       ? request->guidance_path
                       : request->dataset->guidance_path;
    record->calendar = table->calendar;
    if (status != FC_OK) {
        return status;
    }
    if (record->path == NULL) {
        return FC_FAIL_AT(err, FC_ERR_ARGUMENT, table->source, 0, 0,
                          "there is no guidance; name its file with "
                          "--guidance-file, or in the descriptor");
    }
    status = fc_guidance_read(&record->list, record->path,
                              table->start.frequency, table->calendar, err);
    return status == FC_OK ? fc_guidance_check_units(
               table, record->list, request->series, record->path, err)
                           : status;
}

fc_status fc_guidance_record_init(struct fc_guidance_record *out,
                                  const fc_guidance_report_request *request,
                                  fc_error *err)
{
    fc_status status = read(out, request, err);

    if (status == FC_OK) {
        status = fill(out, request, err);
    }
    if (status == FC_OK && out->count == 0) {
        status = FC_FAIL_AT(
            err, FC_ERR_DATA, out->path, 0, 0,
            "there is no range of the company's (role "
            "'release') for '%.64s'%s; add one, or choose another series%s",
            request->series,
            request->as_of.frequency != FC_FREQUENCY_NONE ? " by then" : "",
            request->as_of.frequency != FC_FREQUENCY_NONE ? " or a later period"
                                                          : "");
    }
    return status;
}

void fc_guidance_record_release(struct fc_guidance_record *record)
{
    free(record->items);
    fc_guidance_list_free(record->list);
}
