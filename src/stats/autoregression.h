/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stationarity of an autoregression
 *
 *   z(t) = phi[0] z(t-1) + ... + phi[order-1] z(t-order) + e(t)
 *
 * Its radius is the largest modulus of the eigenvalues of its companion matrix;
 * it is stationary if that is below one.
 */
#ifndef FC_STATS_AUTOREGRESSION_H
#define FC_STATS_AUTOREGRESSION_H

#include <stdbool.h>
#include <stddef.h>

/** Largest order that the functions here take. */
enum { FC_AR_ORDER_MAX = 64 };

/** True if the radius is below @p radius; order 0 always is. */
bool fc_ar_within(const double *phi, size_t order, double radius);

/**
 * Pull @p phi inside @p radius: phi[l-1] becomes s^l phi[l-1] with the largest
 * s <= 1 that is inside, which multiplies every eigenvalue by s.
 * @return true if anything had to change
 */
bool fc_ar_pull(double *phi, size_t order, double radius);

/**
 * The autoregression with the autocorrelations @p r at lags 0 to @p order
 * (Yule & Walker), by Durbin's recursion.
 * @param phi order values
 */
void fc_ar_yule_walker(double *phi, const double *r, size_t order);

#endif
