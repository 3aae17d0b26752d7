/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calibration from the inside: past errors, and the mean that is kept. */
#ifndef FC_SELECT_CALIBRATE_H
#define FC_SELECT_CALIBRATE_H

#include "select/backtest.h"

/** Standardised errors beyond this count as this. */
extern const double fc_largest_error;

/**
 * The standardised error of step @p step (from 0) of the forecast made at
 * @p origin, whose actual is known; NaN if the candidate has no forecast there
 * or sees no spread.
 */
double fc_past_error(const fc_backtest *backtest, size_t spec, size_t origin,
                     size_t step);

/**
 * The standardised errors of step @p step (from 0) at the latest origins that
 * know them at @p origin, newest first.
 * @return how many
 */
size_t fc_past_errors(double errors[FC_ORIGINS_DEFAULT],
                      const fc_backtest *backtest, size_t spec, size_t origin,
                      size_t step);

/** k(h) of such errors; 1 without any. */
double fc_past_factor(const double *errors, size_t count);

/** Give the values of one step the mean @p wanted: on a scale that bends in
 * proportion, so that what is positive stays so, or by a shift where there is
 * no proportion. */
void fc_paths_restore_mean(fc_paths *paths, size_t step, double wanted,
                           const fc_transform *scale);

#endif
