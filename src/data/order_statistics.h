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

#endif
