/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run read back whole, so that it can be computed again. */
#ifndef FC_LEDGER_VINTAGE_H
#define FC_LEDGER_VINTAGE_H

#include "forecast/model.h"

#include "ledger/run.h"
#include "ledger/told.h"

/** Owns everything in it. */
struct fc_vintage {
    int64_t id;
    char *series;
    char *unit;
    fc_calendar calendar;
    fc_period origin;
    fc_model_spec spec;
    bool informed;              /**< by guidance */
    fc_scenario_list scenarios; /**< its own, if it was made under plans */
    fc_plan_split split;
    fc_intervals intervals;
    uint64_t seed;
    size_t draws;
    size_t horizon;
    double *means;      /**< horizon; NaN for a step that is not there */
    size_t input_count; /**< the series first, then its regressors */
    fc_series **inputs;
};

/**
 * Read run @p id; the caller releases *out, after a failure too.
 * @return FC_ERR_NOT_FOUND; FC_ERR_ARGUMENT for a forecast of someone else;
 *         FC_ERR_DATA for a model that this version does not know
 */
fc_status fc_vintage_read(struct fc_vintage *out, const fc_ledger *ledger,
                          int64_t id, fc_error *err);
void fc_vintage_release(struct fc_vintage *vintage);

#endif
