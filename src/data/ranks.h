/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_DATA_RANKS_H
#define FC_DATA_RANKS_H

#include <stddef.h>

/** A value and where it stood. */
struct fc_ranked {
    double value;
    size_t place;
};

/**
 * Sort @p items, none of them NaN, ascending; equal ones stay in their order.
 * @param room for @p count items
 */
void fc_ranks_sort(struct fc_ranked *items, struct fc_ranked *room,
                   size_t count);

#endif
