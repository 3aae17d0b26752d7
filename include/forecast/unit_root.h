/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Is a series stationary, and how often must it be differenced until it is?
 */
#ifndef FORECAST_UNIT_ROOT_H
#define FORECAST_UNIT_ROOT_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/statistics.h"

FC_BEGIN_DECLS

/**
 * The test of Kwiatkowski, Phillips, Schmidt & Shin (1992): the series is
 * stationary around a level, or with @p trend around a line, against a unit
 * root. The long-run variance has Bartlett weights up to @p lags
 * (R: urca::ur.kpss). The p value is linear between the critical values of the
 * paper and is held between 0.01 and 0.1 (R: tseries::kpss.test).
 * @return FC_ERR_ARGUMENT unless lags < n, FC_ERR_TOO_SHORT for n < 3,
 *         FC_ERR_NONFINITE, FC_ERR_DATA if there is no variation left.
 */
FC_API fc_status fc_kpss_test(fc_test *out, const double *values, size_t n,
                              bool trend, size_t lags, fc_error *err);

/**
 * Differences until fc_kpss_test() around a level, with 3 sqrt(n) / 13 lags,
 * no longer speaks against stationarity at 5 % (R: forecast::ndiffs). Missing
 * values are left out.
 * @param most largest answer
 * @return FC_ERR_MEMORY
 */
FC_API fc_status fc_difference_count(size_t *out, const double *values,
                                     size_t n, size_t most, fc_error *err);

FC_END_DECLS

#endif
