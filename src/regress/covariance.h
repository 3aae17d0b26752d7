/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_REGRESS_COVARIANCE_H
#define FC_REGRESS_COVARIANCE_H

#include "regress/least_squares.h"

/**
 * The p * p matrix @p spread such that directions * spread * directions' is the
 * covariance of the coefficients of the latest fit.
 * @param bandwidth lags asked for, 0 to choose; then those used
 * @return FC_ERR_SINGULAR for HC2 and HC3 if a row has leverage 1,
 *         FC_ERR_ARGUMENT for more lags than rows allow
 */
fc_status fc_covariance_find(double *spread, size_t *bandwidth,
                             fc_least_squares *work, const fc_problem *problem,
                             fc_covariance_kind kind, fc_error *err);

#endif
