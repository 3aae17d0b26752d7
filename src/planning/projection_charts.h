/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_PLANNING_PROJECTION_CHARTS_H
#define FC_PLANNING_PROJECTION_CHARTS_H

#include "forecast/chart.h"

#include "planning/projection_state.h"

/** The charts of a projection: forecast (a fan), errors (by horizon, where
 * there is an evaluation). */
fc_status fc_projection_write_charts(fc_report *report,
                                     const fc_projection *projection,
                                     fc_error *err);

/** Of these: components of the history, where it has a season. */
fc_status fc_projection_write_components(fc_report *report,
                                         const fc_projection *projection,
                                         fc_error *err);

/** The scenarios and what they plan, where there are any. */
fc_status fc_projection_write_scenario_charts(fc_report *report,
                                              const fc_projection *projection,
                                              fc_error *err);

/** Periods of history beside a forecast: four years, or four times the
 * horizon, so that it is seen against what has been. */
size_t fc_projection_shown_past(const fc_projection *projection);

/** And the diagnostics of the chosen candidate, where it has errors enough. */
fc_status fc_projection_write_residuals(fc_report *report,
                                        const fc_projection *projection,
                                        fc_error *err);

#endif
