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
    double *scale;  /**< owned; [origin - base]: in-sample MAE or NaN */
    fc_model_spec *specs; /**< owned copy */
    size_t spec_count;
    size_t horizon;
    size_t base;       /**< origin of the first row, at least 1 */
    size_t first;      /**< first origin with a forecast; y.length: the last */
    double *forecasts; /**< owned; see fc_backtest_row() */
    double *spreads;   /**< owned; as forecasts: on the model's own scale */
    bool *logged;      /**< owned; one a row: that scale is logarithms */
};

/** The forecasts of one candidate at one origin, one a step. */
double *fc_backtest_row(const fc_backtest *backtest, size_t spec,
                        size_t origin);

/** Number of the row of a candidate at an origin. */
size_t fc_backtest_row_index(const fc_backtest *backtest, size_t spec,
                             size_t origin);

/** True if the candidate has a forecast at the origin. */
bool fc_backtest_has(const fc_backtest *backtest, size_t spec, size_t origin);

/** In-sample seasonal naive MAE at @p origin; NaN if there is none. */
double fc_backtest_scale(const fc_backtest *backtest, size_t origin);

/** The last origin whose all steps have an actual at @p now; 0 if none. */
size_t fc_backtest_complete_until(const fc_backtest *backtest, size_t now);

#endif
