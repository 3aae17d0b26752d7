/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quarterly series of known laws, from the project's own random streams. */
#ifndef FC_TEST_SELECT_SIMULATED_H
#define FC_TEST_SELECT_SIMULATED_H

#include "forecast/backtest.h"

enum { SIMULATED_SEASON = 4 };

/**
 * y of @p n quarters with y(t) = y(t-4) exp(g(t)) and
 * g(t) = 0.03 + 0.7 (g(t-1) - 0.03) + 0.02 e(t), e standard normal.
 */
void simulated_growth(double *y, size_t n, uint64_t seed);

/**
 * y driven by @p x: g(t) = 0.03 + 0.8 (gx(t-2) - 0.03) + 0.01 e(t), where gx is
 * the year-on-year log growth of x.
 */
void simulated_driven(double *y, const double *x, size_t n, uint64_t seed);

/** A training on @p n quarters of @p y from 1997Q1, without regressors. */
fc_training simulated_training(const double *y, size_t n);

#endif
