/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scenarios of a request, held against the data: which series they plan,
 * and the planned path of each. Lives while a projection is made.
 */
#ifndef FC_PLANNING_PROJECTION_PLANS_H
#define FC_PLANNING_PROJECTION_PLANS_H

#include "planning/plan_path.h"
#include "planning/projection_state.h"

/** Borrows from dataset and request; owns its arrays. */
struct fc_projection_plans {
    size_t count;                  /**< 0: no scenarios */
    const fc_scenario **scenarios; /**< those with a plan that was known */
    size_t left_out;               /**< scenarios that were not known then */
    size_t series_count;
    const fc_series **series;   /**< planned in any scenario */
    struct fc_plan_path *paths; /**< scenario-major; without rows where the
                                     scenario does not plan the series */
};

/**
 * @p projection knows its history and its horizon.
 * @return FC_ERR_DATA with the place for a plan that does not fit the data, the
 *         series or the horizon; FC_ERR_MEMORY. Release it after a failure,
 * too.
 */
fc_status fc_projection_plans_init(struct fc_projection_plans *out,
                                   const fc_projection *projection,
                                   const fc_projection_request *request,
                                   fc_error *err);
void fc_projection_plans_release(struct fc_projection_plans *plans);

/** The path of one scenario and series. */
const struct fc_plan_path *fc_projection_plans_path(
    const struct fc_projection_plans *plans, size_t scenario, size_t series);

/** Does @p spec use every planned series? */
bool fc_projection_plans_fit(const struct fc_projection_plans *plans,
                             const fc_model_spec *spec);

#endif
