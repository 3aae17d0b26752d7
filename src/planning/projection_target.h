/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Targets: what the periods to come must be for a value to be reached, and how
 * likely that is.
 */
#ifndef FC_PLANNING_PROJECTION_TARGET_H
#define FC_PLANNING_PROJECTION_TARGET_H

#include "planning/projection_state.h"

/** One step on the way to a target. */
struct fc_target_step {
    double required; /**< what is left, split as the forecast is; NaN: nothing
                          is left */
    double required_growth; /**< on the year before, percent */
    double given;           /**< mean, given that the target is just met; NaN
                                 likewise, and its interval */
    double given_lower;     /**< 80 % interval, likewise */
    double given_upper;
};

/** A target and what the paths say of it. */
struct fc_target_outlook {
    char text[FC_PERIOD_TEXT_SIZE]; /**< its period or year */
    double value;
    size_t first; /**< steps that count for it */
    size_t last;
    size_t reported_count; /**< periods of the year that are known */
    double reported;       /**< their sum */
    double needed;         /**< value less reported */
    double forecast;       /**< mean, with what is reported */
    double growth;         /**< of the value on the year before, percent */
    double p_reach;        /**< odds of the value or more */
    struct fc_target_step *steps; /**< owned; last - first + 1 */
};

/**
 * Work out the targets of @p request from the paths.
 * @return FC_ERR_ARGUMENT for a period that is reported or lies beyond the
 *         horizon (says which one is needed), a sum of a level; FC_ERR_DATA
 *         where a reported period is missing
 */
fc_status fc_projection_add_targets(fc_projection *projection,
                                    const fc_projection_request *request,
                                    fc_error *err);
void fc_projection_release_targets(fc_projection *projection);

/** Tables target and target_path; a sentence each. Nothing without targets. */
void fc_projection_write_target_tables(fc_report *report,
                                       const fc_projection *projection);
void fc_projection_write_target_notes(fc_report *report,
                                      const fc_projection *projection);

#endif
