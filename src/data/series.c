/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/series.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"

static fc_status refuse_infinite(const char *name, const double *values,
                                 size_t length, fc_error *err)
{
    for (size_t t = 0; t < length; t++) {
        if (isinf(values[t])) {
            return FC_FAIL(err, FC_ERR_DATA,
                           "value %zu of series '%.64s' is infinite; a missing "
                           "value is NaN",
                           t + 1, name);
        }
    }
    return FC_OK;
}

fc_status fc_series_create(fc_series **out, const char *name, const char *unit,
                           fc_period start, const double *values, size_t length,
                           fc_error *err)
{
    fc_series *series = NULL;
    fc_status status = FC_OK;

    *out = NULL;
    status = refuse_infinite(name, values, length, err);
    if (status != FC_OK) {
        return status;
    }
    series = fc_calloc(1, sizeof *series);
    if (series == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for series '%.64s'",
                       name);
    }
    *series = (fc_series){.name = fc_text_copy(name),
                          .unit = fc_text_copy(unit != NULL ? unit : ""),
                          .start = start,
                          .length = length,
                          .values = fc_calloc(length, sizeof *values)};
    if (series->name == NULL || series->unit == NULL
        || series->values == NULL) {
        fc_series_free(series);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for series '%.64s'",
                       name);
    }
    if (length > 0) {
        memcpy(series->values, values, length * sizeof *values);
    }
    *out = series;
    return FC_OK;
}

void fc_series_free(fc_series *series)
{
    if (series != NULL) {
        free(series->name);
        free(series->unit);
        free(series->values);
        free(series);
    }
}

fc_span fc_series_span(const fc_series *series)
{
    return (fc_span){.start = series->start,
                     .length = series->length,
                     .values = series->values};
}

fc_period fc_span_last(fc_span span)
{
    assert(span.length > 0);
    return fc_period_add(span.start, (int64_t)span.length - 1);
}

fc_span fc_span_head(fc_span span, size_t length)
{
    return fc_span_window(span, 0, length);
}

fc_span fc_span_window(fc_span span, size_t first, size_t length)
{
    assert(first <= span.length && length <= span.length - first);
    return (fc_span){.start = fc_period_add(span.start, (int64_t)first),
                     .length = length,
                     .values = span.values + first};
}

fc_span fc_span_until(fc_span span, fc_period last)
{
    int64_t length = fc_period_distance(span.start, last) + 1;

    if (length <= 0) {
        return fc_span_head(span, 0);
    }
    return (uint64_t)length < span.length ? fc_span_head(span, (size_t)length)
                                          : span;
}

fc_span fc_span_trim(fc_span span)
{
    size_t first = 0;
    size_t end = span.length;

    while (end > 0 && isnan(span.values[end - 1])) {
        end--;
    }
    while (first < end && isnan(span.values[first])) {
        first++;
    }
    return fc_span_window(span, first, end - first);
}

fc_span fc_span_latest_unbroken(fc_span span)
{
    fc_span known = fc_span_trim(span);
    size_t first = known.length;

    while (first > 0 && !isnan(known.values[first - 1])) {
        first--;
    }
    return fc_span_window(known, first, known.length - first);
}

double fc_span_at(fc_span span, fc_period period)
{
    int64_t step = fc_period_distance(span.start, period);

    if (step < 0 || (uint64_t)step >= span.length) {
        return fc_missing();
    }
    return span.values[step];
}

size_t fc_span_missing(fc_span span)
{
    size_t missing = 0;

    for (size_t t = 0; t < span.length; t++) {
        missing += isnan(span.values[t]) != 0;
    }
    return missing;
}

bool fc_span_all_positive(fc_span span)
{
    for (size_t t = 0; t < span.length; t++) {
        if (!(span.values[t] > 0.0)) { /* NaN is not positive either */
            return false;
        }
    }
    return true;
}
