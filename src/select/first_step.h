/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Give the first step of sample paths another law, and let the later steps
 * follow as they depend on it.
 */
#ifndef FC_SELECT_FIRST_STEP_H
#define FC_SELECT_FIRST_STEP_H

#include "forecast/backtest.h"

#include "select/log_pool.h"

/** Coordinates of a pool: (f(y) - centre) / unit, f the logarithm or nothing.
 */
struct fc_coordinates {
    bool logged;
    double centre;
    double unit; /**< above 0 */
};

/** @p value in coordinates; one that has no place there is NaN. */
double fc_coordinates_of(const struct fc_coordinates *to, double value);
/** And back. */
double fc_coordinates_value(const struct fc_coordinates *to, double x);

/**
 * The law of the first step of @p paths in coordinates: Student's, with the
 * mean and the standard deviation of the draws. Where some draws have no place
 * on the scale of logarithms, those of mean and standard deviation over mean.
 * @return false if there is none: no spread, or a mean without a place
 */
bool fc_first_step_law(struct fc_student *law, const fc_paths *paths,
                       const struct fc_coordinates *to);

/**
 * Give the first step the law of @p pool. The ranks of the paths stay. Each
 * later step of a path moves by the move of its first step times the slope of
 * the step on the first over all draws as the model drew them, on the scale of
 * logarithms where all draws are positive. A step whose draws are all 0 or more
 * keeps that floor.
 * @param calibration what was done to the spread of the steps
 * @return FC_ERR_MEMORY
 */
fc_status fc_first_step_set(fc_paths *paths, const struct fc_log_pool *pool,
                            const struct fc_coordinates *to,
                            const fc_step_calibration *calibration,
                            fc_error *err);

#endif
