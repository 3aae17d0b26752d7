/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was known at an origin. Every fit of a backtest goes through here, so
 * that there is one place that keeps it from looking ahead.
 */
#ifndef FC_SELECT_KNOWN_H
#define FC_SELECT_KNOWN_H

#include "models/fit_cache.h"

/**
 * The part of a series that is worth looking at: older observations of a long
 * series say little of its future and would cost minutes (500 years of
 * quarters, 38 of weeks, 83 days of hours). Begins and ends with a value.
 */
fc_span fc_known_latest(fc_span known);

struct fc_known {
    size_t window;             /**< observations of a cut; 0: all up to it */
    fc_training training;      /**< cut at the origin */
    fc_regressor *regressors;  /**< owned; what training.regressors points to */
    fc_regressor *room;        /**< owned; for those of one candidate */
    struct fc_fit_cache cache; /**< what was fitted to the cut */
};

/** Room for cuts of @p data; FC_ERR_MEMORY. End it with fc_known_release(). */
fc_status fc_known_init(struct fc_known *known, const fc_training *data,
                        size_t window, fc_error *err);

/** Cut y and every regressor of @p data behind observation @p origin, and in
 * front of the window. */
void fc_known_cut(struct fc_known *known, const fc_training *data,
                  size_t origin);

/** Fit @p spec to what of the cut it can be fitted to. What several candidates
 * have in common is fitted once. */
fc_status fc_known_fit(fc_fit **out, const struct fc_known *known,
                       const fc_model_spec *spec, fc_error *err);

void fc_known_release(struct fc_known *known);

#endif
