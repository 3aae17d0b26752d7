/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_DATA_ORDER_STATISTICS_H
#define FC_DATA_ORDER_STATISTICS_H

#include <stddef.h>

/**
 * Rearrange @p values, none of them NaN, so that values[r] is what it would be
 * if they were sorted, for each of the ascending @p ranks. A few ranks take
 * time proportional to @p count.
 */
void fc_order_statistics(double *values, size_t count, const size_t *ranks,
                         size_t rank_count);

/**
 * Quantile of @p probability, type 7 of Hyndman & Fan (1996): it stands at
 * position (count - 1) p of the order statistics, counted from 0.
 * @param sorted @p count values, at least one; the order statistics around the
 *        position are in their places
 */
double fc_sorted_quantile(const double *sorted, size_t count,
                          double probability);

#endif
