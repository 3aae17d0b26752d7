/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * A long CSV read series by series, in constant memory: columns unique_id (or
 * series), ds (or period) and y (or value), plain or gzip.
 *
 *  - The rows of a series stand together; it is complete when the id changes.
 *    An id that comes again is an error with its line: ids are kept as 64-bit
 *    hashes, about 20 bytes a series, so that among n series a new id is taken
 *    for an old one with odds of n^2 / 2^65 (3 in a million for ten million).
 *  - What is wrong with one series (a gap, a duplicate, no number) is handed to
 *    the caller with file, line and column, and reading goes on. What is wrong
 *    with the file (quotes, columns, encoding, order) ends it.
 *  - One frequency a run: that of the first series whose dates tell it. ds may
 *    be whole numbers that follow one another (1, 2, 3); they are taken for
 *    such if the first one is no year of four digits, or if a season is given.
 */
#ifndef FORECAST_LONG_READER_H
#define FORECAST_LONG_READER_H

#include "forecast/series.h"
#include "forecast/stream.h"
#include "forecast/table.h"

FC_BEGIN_DECLS

struct fc_period_style;

/** Most rows of one series. */
enum { FC_LONG_ROW_LIMIT = 200000 };

/** How to read. Zero in any field means the default. */
typedef struct fc_long_options {
    fc_table_options table; /**< its layout is of no interest */
    size_t season; /**< of ds that are whole numbers; 0: 1. Dates have their
                        own: giving one with them is an error */
} fc_long_options;

/** One series. Borrowed during the call. */
typedef struct fc_long_series {
    const char *id; /**< its id */
    size_t line;    /**< of its first row */
    fc_span span;   /**< NaN: missing. Whole numbers have frequency NONE */
    size_t season;  /**< season length m */
    const struct fc_period_style *style; /**< how the file writes its periods */
} fc_long_series;

/**
 * Called for each series, in the order of the file. @p failure is NULL, or why
 * the series cannot be used; its id and line are there all the same. A status
 * other than FC_OK ends the reading and is its result.
 */
typedef fc_status fc_long_handler(void *context, const fc_long_series *series,
                                  const fc_error *failure, fc_error *err);

/**
 * Read to the end.
 * @param options NULL: all defaults
 * @return FC_ERR_READ, FC_ERR_FORMAT, FC_ERR_DATA with line and column,
 *         FC_ERR_ARGUMENT, FC_ERR_MEMORY, or what the handler said
 */
FC_API fc_status fc_long_read(fc_input *input, const fc_long_options *options,
                              fc_long_handler *handler, void *context,
                              fc_error *err);

/** Write @p period of the series in the style of its ds. */
FC_API void fc_long_series_ds(char text[FC_PERIOD_TEXT_SIZE],
                              const fc_long_series *series, fc_period period);

FC_END_DECLS

#endif
