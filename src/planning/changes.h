/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What changed since an earlier forecast. changes.c computes it,
 * changes_report.c tells it; the steps are those of forecast/published.h.
 */
#ifndef FC_PLANNING_CHANGES_H
#define FC_PLANNING_CHANGES_H

#include "forecast/published.h"

/** The steps from the earlier forecast to the present one, in their order. */
enum fc_change_step {
    FC_CHANGE_SETTINGS,
    FC_CHANGE_REVISED,
    FC_CHANGE_ACTUALS,
    FC_CHANGE_MODEL,
    FC_CHANGE_STEPS, /* how many */
};

/** A period, or a fiscal year, that both forecasts cover. */
struct fc_change {
    bool is_total;
    bool is_known;    /**< reported by now */
    fc_period period; /**< of a year: its last period */
    int year;         /**< of a year */
    double earlier;
    double present;
    double step[FC_CHANGE_STEPS]; /**< NaN: not to be told apart */
};

struct fc_changes {
    const fc_projection *present;
    const fc_published *earlier;
    size_t count;
    struct fc_change *rows; /**< the periods, then the years */
    size_t uncovered;       /**< earlier forecast periods beyond the present
                                 horizon */
    bool is_split;          /**< the earlier model could be computed */
    char why[512];          /**< if it could not */
    fc_model_spec spec;     /**< the earlier model; type NULL: not readable */
};

/** Fill *out, which is zeroed; the caller releases it, after a failure too. */
fc_status fc_changes_init(struct fc_changes *out, const fc_projection *present,
                          const fc_published *earlier,
                          const fc_projection_request *request, fc_error *err);
void fc_changes_release(struct fc_changes *changes);

/** The model of the present forecast. */
const fc_model_spec *fc_changes_present_spec(const struct fc_changes *changes);

#endif
