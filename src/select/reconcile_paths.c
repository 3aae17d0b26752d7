/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maps of reconciliation at work: on values, and on each joint draw. */
#include <math.h>
#include <stdlib.h>

#include "forecast/reconcile.h"

#include "base/memory.h"
#include "select/reconcile.h"

void fc_tree_sum_leaves(double *values, const fc_tree *tree)
{
    size_t leaves = fc_tree_leaves(tree);

    for (size_t i = 0; i < tree->aggregates; i++) {
        values[i] = 0.0;
        for (size_t j = 0; j < leaves; j++) {
            values[i] += tree->summing[i * leaves + j]
                         * values[tree->aggregates + j];
        }
    }
}

void fc_reconcile_apply(double *values, const double *map, const fc_tree *tree,
                        double *room)
{
    size_t n = tree->count;

    for (size_t i = tree->aggregates; i < n; i++) {
        room[i] = 0.0;
        for (size_t j = 0; j < n; j++) {
            room[i] += map[i * n + j] * values[j];
        }
    }
    for (size_t i = tree->aggregates; i < n; i++) {
        values[i] = room[i];
    }
    fc_tree_sum_leaves(values, tree);
}

fc_status fc_reconcile_shares(double *shares, const double *leaves,
                              const double *root, size_t leaf_count, size_t n,
                              fc_error *err)
{
    size_t used = 0;

    for (size_t j = 0; j < leaf_count; j++) {
        shares[j] = 0.0;
    }
    for (size_t t = 0; t < n; t++) {
        bool known = isfinite(root[t]) && root[t] != 0.0;

        for (size_t j = 0; j < leaf_count; j++) {
            known = known && isfinite(leaves[j * n + t]);
        }
        for (size_t j = 0; known && j < leaf_count; j++) {
            shares[j] += leaves[j * n + t] / root[t];
        }
        used += known;
    }
    if (used == 0) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "no period has all parts of the hierarchy; use another "
                       "method of reconciliation");
    }
    for (size_t j = 0; j < leaf_count; j++) {
        shares[j] /= (double)used;
    }
    return FC_OK;
}

fc_status fc_reconcile_paths(fc_paths *const *paths, const fc_tree *tree,
                             size_t step, const fc_reconcile_step *how,
                             size_t *changed, fc_error *err)
{
    size_t n = tree->count;
    double *values = fc_calloc(n, 2 * sizeof *values);

    if (values == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu nodes", n);
    }
    for (size_t d = 0; d < paths[0]->draws; d++) {
        for (size_t i = 0; i < n; i++) {
            values[i] = paths[i]->values[d * paths[i]->steps + step];
        }
        fc_reconcile_apply(values, how->map, tree, values + n);
        if (how->floor != NULL && fc_nonnegative_apply(how->floor, values)
            && changed != NULL) {
            *changed += 1;
        }
        for (size_t i = 0; i < n; i++) {
            paths[i]->values[d * paths[i]->steps + step] = values[i];
        }
    }
    free(values);
    return FC_OK;
}
