/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The means of a projection alone: one model, no backtest. Calibration leaves
 * means where they are, so that they are those of the whole projection.
 */
#ifndef FC_PLANNING_PROJECTION_MEANS_H
#define FC_PLANNING_PROJECTION_MEANS_H

#include "forecast/projection.h"

/**
 * The means of @p request, which names one spec, a horizon, a number of draws
 * and at most one scenario (without: of base), into @p means, and the fit
 * behind them into *fit, which the caller frees.
 * @param held the fit whose parameters to keep; NULL: estimate
 * @return as fc_projection_create() and fc_fit_create_held()
 */
fc_status fc_projection_means(double *means, fc_fit **fit,
                              const fc_projection_request *request,
                              const fc_fit *held, fc_error *err);

#endif
