/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * An earlier forecast as it was published: the CSV file that `forecast` wrote
 * (columns in docs/cli-contract.md), read back, and what has changed since.
 *
 *  - Needed are the columns series, unit, period, kind, model and value; as_of,
 *    seed, version and scenario are read where they are there, all others are
 *    passed over, in any order.
 *  - Rows of kind actual come first, without a hole, then one of kind forecast
 * a period. Rows of kind reference, and those of a scenario other than base,
 *    are passed over.
 */
#ifndef FORECAST_PUBLISHED_H
#define FORECAST_PUBLISHED_H

#include "forecast/model.h"
#include "forecast/projection.h"

FC_BEGIN_DECLS

/** The total of a fiscal year. */
typedef struct fc_published_total {
    int year;     /**< fiscal year */
    double value; /**< its total */
} fc_published_total;

/** Owns everything in it. */
typedef struct fc_published {
    char *source;       /**< file name as given */
    fc_series *history; /**< its last value is known: the origin */
    fc_period as_of;    /**< the origin if the file does not say */
    char *model;        /**< the spec, as text; of this or another version
                             of the program */
    char *seed;         /**< as text; "" if the file does not say */
    char *version;      /**< of the program; likewise */
    size_t horizon;     /**< at least 1 */
    double *forecast;   /**< horizon: from the period behind the history */
    size_t total_count; /**< fiscal years */
    fc_published_total *totals; /**< total_count */
} fc_published;

/**
 * Read the earlier forecast of @p series from a file ("-" is standard input).
 * Name, unit and frequency must be those of @p series; a unit that is blank on
 * either side goes with any.
 * @return FC_ERR_READ, FC_ERR_FORMAT for a file that is no forecast,
 * FC_ERR_DATA for one of another series, unit or frequency, or with holes, all
 * with line and column; FC_ERR_MEMORY. The caller frees *out with
 *         fc_published_free().
 */
FC_API fc_status fc_published_read(fc_published **out, const char *path,
                                   const fc_series *series,
                                   fc_calendar calendar, fc_error *err);

/** As fc_published_read(), from @p size bytes; @p source names them. */
FC_API fc_status fc_published_parse(fc_published **out, const char *text,
                                    size_t size, const char *source,
                                    const fc_series *series,
                                    fc_calendar calendar, fc_error *err);

/** NULL is fine. */
FC_API void fc_published_free(fc_published *published);

/** The last actual that it used. */
FC_API fc_period fc_published_origin(const fc_published *published);

/**
 * What changed between @p earlier and @p present, for each period and fiscal
 * year that both cover, in four steps of a fixed order that add up:
 *
 *   P  published
 *   A  its model, on its own history, with the present settings (draws, seed,
 *      intervals, version of the program; with one origin the horizon, too):
 *      A - P is `settings`
 *   B  its model, on the history as the data have it now, up to its origin:
 *      B - A is `revised_history`
 *   C  its model, on the data up to the present origin: C - B is `new_actuals`
 *   D  the present forecast: D - C is `other_model`
 *
 * For a period that is reported by now C and D are the actual, so the change is
 * the forecast error. Forecasts are means of the calibrated sample paths of
 * fc_projection_create(), with the same streams of random numbers throughout.
 * Regressors are not in the file: all steps take them as the dataset has them
 * now, A and B up to the earlier as-of period.
 *
 * If the earlier model cannot be read or fitted any more, the whole change of a
 * forecast is `other_model` and that of an actual `new_actuals`, the other
 * cells are empty, and a warning says so.
 *
 * @param request what @p present was made with
 * @return FC_ERR_DATA if no period is covered by both, or the earlier forecast
 *         has the later origin; FC_ERR_MEMORY. Table `changes`: period, kind
 *         (forecast, actual, total), earlier, present, change, change_pct,
 *         settings, revised_history, new_actuals, other_model.
 */
FC_API fc_status fc_projection_changes(fc_report **out,
                                       const fc_projection *present,
                                       const fc_published *earlier,
                                       const fc_projection_request *request,
                                       fc_error *err);

FC_END_DECLS

#endif
