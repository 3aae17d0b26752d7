/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_PLANNING_PROJECTION_PEOPLE_H
#define FC_PLANNING_PROJECTION_PEOPLE_H

#include "planning/projection_state.h"

/** Decimals of amounts in the unit of the series. */
int fc_projection_decimals(const fc_projection *projection);

/** Error and coverage of the whole procedure, by step and over all. */
void fc_projection_write_accuracy(fc_report *report,
                                  const fc_projection *projection);

/** What to make of a coverage; "" if it is what chance explains. */
const char *fc_projection_coverage_words(const fc_coverage *coverage);

/** Every candidate: for people the best ones, for machines all. */
fc_status fc_projection_write_candidates(fc_report *report,
                                         const fc_projection *projection,
                                         fc_error *err);

/** With and without each regressor. */
void fc_projection_write_regressors(fc_report *report,
                                    const fc_projection *projection);

#endif
