/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Hierarchies: which series are sums of which others.
 *
 * A file has the columns parent,child,sign[,rounding]: the parent is the sum of
 * its children times their signs (1 where the sign is blank; -1 subtracts). A
 * file may hold several trees; a tree may have any number of levels.
 *
 * The tree of a series has its summing matrix S (Hyndman & Athanasopoulos,
 * Forecasting: Principles and Practice, 3rd ed., section 11.1): the values of
 * all nodes are S times those of the leaves.
 */
#ifndef FORECAST_HIERARCHY_H
#define FORECAST_HIERARCHY_H

#include <stdint.h>

#include "forecast/table.h"

FC_BEGIN_DECLS

/** One row of the file. The series are those of the table. */
typedef struct fc_hierarchy_link {
    const fc_series *parent; /**< the sum */
    const fc_series *child;  /**< a part of it */
    double sign;             /**< its weight, not 0; usually 1 or -1 */
    double rounding; /**< by how much the sum may differ; NaN: what the decimals
                          of the figures imply */
    size_t line;     /**< in the file */
} fc_hierarchy_link;

/** A file. Owns its links, borrows the series. */
typedef struct fc_hierarchy {
    char *source;             /**< file name as given */
    size_t link_count;        /**< number of links */
    fc_hierarchy_link *links; /**< in the order of the file */
} fc_hierarchy;

/**
 * Read a file whose names are series of @p table, which must outlive *out.
 * @return FC_ERR_READ; FC_ERR_FORMAT with line and column for a name that is no
 *         series, a sign of 0 or a text that is no number; FC_ERR_DATA with the
 *         line for a child that is named twice under a parent or is, over some
 *         levels, its own parent; FC_ERR_MEMORY. The caller frees *out with
 *         fc_hierarchy_free().
 */
FC_API fc_status fc_hierarchy_read(fc_hierarchy **out, const char *path,
                                   const fc_table *table, fc_error *err);
/** As fc_hierarchy_read(), from memory; @p source names it. */
FC_API fc_status fc_hierarchy_parse(fc_hierarchy **out, const char *text,
                                    size_t size, const char *source,
                                    const fc_table *table, fc_error *err);
/** NULL is fine. */
FC_API void fc_hierarchy_free(fc_hierarchy *hierarchy);

/** In place of the parent of a root. */
#define FC_NO_PARENT SIZE_MAX

/**
 * What adds up to what. Parents stand before their children, and all that have
 * children before all that have none (the leaves).
 */
typedef struct fc_tree {
    size_t count;             /**< nodes */
    size_t aggregates;        /**< of them with children; the rest are leaves */
    size_t *parent;           /**< count: node above, or FC_NO_PARENT */
    double *sign;             /**< count: with which it counts in its parent */
    double *summing;          /**< count x leaves, row-major: S */
    const fc_series **series; /**< count; borrowed; NULL each if the nodes are
                                   no series of a table */
} fc_tree;

/**
 * The tree that @p series belongs to, with its root first.
 * @return FC_ERR_ARGUMENT if the file does not name the series; FC_ERR_DATA
 *         with the line if a member of the tree has two parents in the file, so
 *         that the trees overlap; FC_ERR_MEMORY. The caller frees *out with
 *         fc_tree_free().
 */
FC_API fc_status fc_hierarchy_tree(fc_tree **out, const fc_hierarchy *hierarchy,
                                   const fc_series *series, fc_error *err);

/**
 * A tree of @p count nodes without series: parents before children, aggregates
 * before leaves, all signs 1. The caller fills parent and sign and then calls
 * fc_tree_sum().
 */
FC_API fc_status fc_tree_create(fc_tree **out, size_t count, size_t aggregates,
                                fc_error *err);
/** Compute S from parents and signs. */
FC_API void fc_tree_sum(fc_tree *tree);
/** NULL is fine. */
FC_API void fc_tree_free(fc_tree *tree);
/** Number of leaves. */
FC_API size_t fc_tree_leaves(const fc_tree *tree);
/** The node of @p series; the number of nodes if it is none of them. */
FC_API size_t fc_tree_find(const fc_tree *tree, const fc_series *series);

FC_END_DECLS

#endif
