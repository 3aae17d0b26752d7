/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * A frozen choice: the model that was chosen for a series, kept in a small JSON
 * file. A projection that is given one makes no choice: it fits that model to
 * the data of the day, evaluates it as it stands, and warns when a rival would
 * now take its place. docs/frozen-model.md shows the file.
 */
#ifndef FORECAST_FROZEN_CHOICE_H
#define FORECAST_FROZEN_CHOICE_H

#include "forecast/file.h"
#include "forecast/model.h"
#include "forecast/projection.h"

FC_BEGIN_DECLS

/** The form of the file, which its first key tells. */
enum { FC_FROZEN_SCHEMA = 1 };

/** What was chosen, and when. Owns its text; release it. */
struct fc_frozen_choice {
    char *source;           /**< file name as given */
    fc_model_spec spec;     /**< with the scale it works on */
    fc_intervals intervals; /**< how its intervals come about */
    fc_period origin;       /**< last actual known when it was chosen */
};

/**
 * Read the choice for @p series from a file. Name and frequency must be those
 * of @p series; keys that say nothing of the model are passed over.
 * @return FC_ERR_READ, FC_ERR_FORMAT for a file that is not JSON or lacks a
 *         key, FC_ERR_DATA for one of another series, frequency or schema, or
 *         of a model that is not known, with line and column where there are
 *         any; FC_ERR_MEMORY. *out is then empty. The caller ends *out with
 *         fc_frozen_choice_release().
 */
FC_API fc_status fc_frozen_choice_read(fc_frozen_choice *out, const char *path,
                                       const fc_series *series,
                                       fc_calendar calendar, fc_error *err);

/** As fc_frozen_choice_read(), from @p size bytes; @p source names them. */
FC_API fc_status fc_frozen_choice_parse(fc_frozen_choice *out, const char *text,
                                        size_t size, const char *source,
                                        const fc_series *series,
                                        fc_calendar calendar, fc_error *err);

/** Safe on a zeroed struct. */
FC_API void fc_frozen_choice_release(fc_frozen_choice *choice);

/**
 * Render the choice of @p projection as the file that fc_frozen_choice_read()
 * takes: schema, series, frequency, season, model, intervals, horizon, origin,
 * version of the program, and, where there is a backtest, the errors of the
 * model and of the best other candidate at the origins of the evaluation.
 * *out must be zeroed; the caller frees it with fc_bytes_release(), after a
 * failure too.
 * @return FC_ERR_MEMORY
 */
FC_API fc_status fc_projection_freeze(fc_bytes *out,
                                      const fc_projection *projection,
                                      fc_error *err);

FC_END_DECLS

#endif
