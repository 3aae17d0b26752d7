/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A backtest from the inside, for the files of this layer. Immutable once made.
 */
#ifndef FC_SELECT_BACKTEST_H
#define FC_SELECT_BACKTEST_H

#include "forecast/backtest.h"

struct fc_backtest {
    fc_span y;      /**< the whole history; values point to the next field */
    double *values; /**< owned copy */
    fc_naive_scale *scale; /**< owned; [origin - base]: NaN where there is
                                nothing to scale by */
    fc_model_spec *specs;  /**< owned copy */
    size_t spec_count;
    size_t horizon;
    size_t base;       /**< origin of the first row, at least 1 */
    size_t first;      /**< first origin with a forecast; y.length: the last */
    double *forecasts; /**< owned; see fc_backtest_row() */
    double *centres;   /**< owned; as forecasts: on the model's own scale */
    double *spreads;   /**< owned; as centres */
    fc_transform *scales; /**< owned; one a row: that scale */
    fc_fit **kept;        /**< owned; see fc_backtest_kept() */
    size_t kept_count;
};

/** The forecasts of one candidate at one origin, one a step. */
double *fc_backtest_row(const fc_backtest *backtest, size_t spec,
                        size_t origin);

/** Number of the row of a candidate at an origin. */
size_t fc_backtest_row_index(const fc_backtest *backtest, size_t spec,
                             size_t origin);

/** True if the candidate has a forecast at the origin. */
bool fc_backtest_has(const fc_backtest *backtest, size_t spec, size_t origin);

/** Where the fit of the first candidate at @p origin is held, NULL there if
 * there is none; NULL if none is held so early. */
fc_fit **fc_backtest_kept(const fc_backtest *backtest, size_t origin);

/** In-sample seasonal naive errors at @p origin; NaN if there are none. */
fc_naive_scale fc_backtest_scale(const fc_backtest *backtest, size_t origin);

/** The last origin whose all steps have an actual at @p now; 0 if none. */
size_t fc_backtest_complete_until(const fc_backtest *backtest, size_t now);

/** The last origin whose all steps have an actual; FC_ERR_TOO_SHORT if no
 * candidate has a forecast that early. */
fc_status fc_backtest_find_complete(size_t *out, const fc_backtest *backtest,
                                    fc_error *err);

#endif
