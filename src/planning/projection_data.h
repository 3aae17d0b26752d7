/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a request to what the models see: the series up to the as-of period,
 * its regressors, the candidates; and the guidance known then.
 */
#ifndef FC_PLANNING_PROJECTION_DATA_H
#define FC_PLANNING_PROJECTION_DATA_H

#include "planning/projection_plans.h"

/** Borrows values from the dataset and the projection; owns its arrays. */
typedef struct fc_projection_data {
    fc_training training;
    fc_regressor *regressors;
    fc_model_spec *specs;
    size_t spec_count;
    size_t plain_count;  /**< the first so many are there without plans, too */
    size_t listed_count; /**< likewise of the regressors */
    struct fc_projection_plans plans;
} fc_projection_data;

/**
 * Fill *data, which is zeroed, and the part "what was known" of
 * @p projection. The caller releases *data, after a failure too.
 */
fc_status fc_projection_data_init(fc_projection_data *data,
                                  fc_projection *projection,
                                  const fc_projection_request *request,
                                  fc_error *err);
/**
 * Put the frozen model of @p request in front of the candidates.
 * @return FC_ERR_ARGUMENT if it is not among those named, or not on the scale
 *         asked for. @p data has room for one more.
 */
fc_status fc_projection_data_freeze(fc_projection_data *data,
                                    const fc_projection_request *request,
                                    fc_error *err);
/** Guidance and the range given by option, for a projection whose data are
 * known. */
fc_status fc_projection_add_guidance(fc_projection *projection,
                                     const fc_projection_request *request,
                                     fc_error *err);
void fc_projection_data_release(fc_projection_data *data);

#endif
