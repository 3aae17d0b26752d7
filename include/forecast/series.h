/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Series own their values, spans borrow them.
 *
 *  - A series is a run of consecutive periods. NaN means missing and nothing
 *    else; infinities are refused when a series is made.
 *  - A span is a read-only window on a series; it is passed by value and never
 *    freed, and it must not outlive the series.
 */
#ifndef FORECAST_SERIES_H
#define FORECAST_SERIES_H

#include <stdbool.h>

#include "forecast/period.h"

FC_BEGIN_DECLS

/** Whether values of a year add up. */
typedef enum fc_series_kind {
    FC_FLOW,  /**< sums over a year: sales, capital expenditure */
    FC_STOCK, /**< a level at the end of the period: cash, headcount */
} fc_series_kind;

/** A named run of consecutive observations; owns all it points to. */
typedef struct fc_series {
    char *name; /**< identifier, such as "net_sales" */
    char *unit; /**< unit of the values, such as "USD million"; "" if none */
    fc_series_kind kind; /**< flow or stock */
    fc_period start;     /**< period of values[0] */
    size_t length;       /**< number of values */
    double *values;      /**< NaN: missing */
} fc_series;

/** A borrowed, read-only window on a series. */
typedef struct fc_span {
    fc_period start;      /**< the first period */
    size_t length;        /**< number of values */
    const double *values; /**< NaN: missing */
} fc_span;

/**
 * Make a series with a copy of @p values.
 * @param unit may be NULL (no unit)
 * @return FC_ERR_DATA for an infinite value, FC_ERR_MEMORY. The caller frees
 *         *out with fc_series_free().
 */
FC_API fc_status fc_series_create(fc_series **out, const char *name,
                                  const char *unit, fc_period start,
                                  const double *values, size_t length,
                                  fc_error *err);

/** Free a series; NULL is fine. */
FC_API void fc_series_free(fc_series *series);

/** The whole series. */
FC_API fc_span fc_series_span(const fc_series *series);

/** Period of the last observation of a span of at least one. */
FC_API fc_period fc_span_last(fc_span span);

/** The first @p length observations. */
FC_API fc_span fc_span_head(fc_span span, size_t length);

/** @p length observations from @p first on; they must exist. */
FC_API fc_span fc_span_window(fc_span span, size_t first, size_t length);

/** The part of the span up to and including @p last (may be empty). */
FC_API fc_span fc_span_until(fc_span span, fc_period last);

/** The span without missing values at its two ends. */
FC_API fc_span fc_span_trim(fc_span span);

/** The latest stretch without a missing value (ends at the last value). */
FC_API fc_span fc_span_latest_unbroken(fc_span span);

/** Value at @p period, NaN if the span does not hold it. */
FC_API double fc_span_at(fc_span span, fc_period period);

/** Number of missing values. */
FC_API size_t fc_span_missing(fc_span span);

/** True if no value is missing and all are greater than zero. */
FC_API bool fc_span_all_positive(fc_span span);

FC_END_DECLS

#endif
