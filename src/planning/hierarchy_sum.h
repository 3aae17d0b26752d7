/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Do the parts of a hierarchy add up in what is reported? */
#ifndef FC_PLANNING_HIERARCHY_SUM_H
#define FC_PLANNING_HIERARCHY_SUM_H

#include "forecast/hierarchy.h"

/** A parent and the sum of its children in one period. */
struct fc_part_sum {
    bool known; /**< the parent and all children that have started are there */
    bool fits;  /**< up to rounding */
    double stated;
    double computed;
};

/**
 * The sum of the children of @p parent in period @p t of the table. A child
 * that has no value yet is not part of the sum.
 */
struct fc_part_sum fc_hierarchy_sum(const fc_hierarchy *hierarchy,
                                    const fc_series *parent, size_t t);

/** The parent of a link, if no link before it has the same one; else NULL. */
const fc_series *fc_hierarchy_parent(const fc_hierarchy *hierarchy,
                                     size_t link);

/**
 * Check the sums of the parents of @p tree up to table period @p last, those
 * periods alone in which every child is there.
 * @return FC_ERR_DATA that says where the first gap is, and how wide
 */
fc_status fc_hierarchy_check(const fc_hierarchy *hierarchy, const fc_tree *tree,
                             const fc_table *table, size_t last, fc_error *err);

#endif
