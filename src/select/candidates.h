/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_SELECT_CANDIDATES_H
#define FC_SELECT_CANDIDATES_H

#include "forecast/backtest.h"

enum { FC_PROJECTION_COUNT = 3, FC_PLANNED_COUNT = 4 };

/** The first of the default candidates: the one that others have to beat. */
fc_status fc_candidate_first(fc_model_spec *out, fc_error *err);

/**
 * Candidates for plans of the @p count series @p names: regressions of growth
 * and of the level on all of them, the value of the period itself and the four
 * before it (yearly: one), on the latest periods and on all.
 * @return FC_ERR_ARGUMENT if the names are too many or too long for a model
 */
fc_status fc_candidates_planned(fc_model_spec out[FC_PLANNED_COUNT],
                                const char *const *names, size_t count,
                                size_t season, fc_error *err);

/**
 * The models that project a regressor, in the order in which they are tried:
 * the first candidate, then simpler ones that need fewer observations.
 */
fc_status fc_projections_default(fc_model_spec out[FC_PROJECTION_COUNT],
                                 size_t season, fc_error *err);

#endif
