/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Classical decomposition: the seasonal part of a series as one index a season.
 */
#ifndef FC_STATS_DECOMPOSE_H
#define FC_STATS_DECOMPOSE_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Seasonal indices of y = trend * index or trend + index: the mean over the
 * seasons of y without its centred moving average of @p season values (2 x m
 * for even m), scaled to a mean of 1, or shifted to a mean of 0. Index i is
 * that of y[i], y[i + season], ... (R: stats::decompose).
 * @param index @p season values
 * @param n at least 2 * season
 */
void fc_seasonal_indices(double *index, const double *y, size_t n,
                         size_t season, bool multiplicative);

/**
 * Is there a season? The test of Assimakopoulos & Nikolopoulos (2000) at 90 %:
 * with r(k) the autocorrelations of y,
 *
 *   |r(m)| > 1.645 sqrt((1 + 2 (r(1)^2 + ... + r(m-1)^2)) / n)
 *
 * False for season 1, for n <= 2 season and for a series without variation.
 */
bool fc_is_seasonal(const double *y, size_t n, size_t season);

#endif
