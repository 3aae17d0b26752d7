/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One forecast of a chain of them, from values that the ledger keeps. */
#ifndef FC_LEDGER_DIFF_STAGE_H
#define FC_LEDGER_DIFF_STAGE_H

#include "ledger/vintage.h"

/** Zero before. */
struct fc_diff_forecast {
    double *means; /**< horizon of the run whose origin it has */
    fc_fit *fit;
};

/** What it is made with; everything is borrowed. */
struct fc_diff_stage {
    const struct fc_vintage *origin; /**< whose origin and horizon */
    fc_series *const *inputs;        /**< the series, then its regressors */
    size_t input_count;
    const fc_model_spec *spec;
    const fc_fit *held;               /**< parameters to keep; NULL: estimate */
    const struct fc_vintage *setting; /**< whose seed, draws and intervals */
    const fc_scenario_list *scenarios; /**< NULL: no plans */
    fc_plan_split split;
};

/**
 * Make it.
 * @return as fc_projection_means(); release *out with fc_diff_forget(), after a
 *         failure, too
 */
fc_status fc_diff_forecast(struct fc_diff_forecast *out,
                           const struct fc_diff_stage *stage, fc_error *err);
void fc_diff_forget(struct fc_diff_forecast *forecast);

#endif
