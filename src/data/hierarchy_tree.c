/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of a series, and its summing matrix. */
#include <stdlib.h>

#include "forecast/hierarchy.h"

#include "base/memory.h"

size_t fc_tree_leaves(const fc_tree *tree)
{
    return tree->count - tree->aggregates;
}

size_t fc_tree_find(const fc_tree *tree, const fc_series *series)
{
    size_t node = 0;

    while (node < tree->count && tree->series[node] != series) {
        node++;
    }
    return node;
}

void fc_tree_free(fc_tree *tree)
{
    if (tree != NULL) {
        free(tree->parent);
        free(tree->sign);
        free(tree->summing);
        free(tree->series);
        free(tree);
    }
}

fc_status fc_tree_create(fc_tree **out, size_t count, size_t aggregates,
                         fc_error *err)
{
    fc_tree *tree = fc_calloc(1, sizeof *tree);

    *out = NULL;
    if (tree == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a tree");
    }
    tree->count = count;
    tree->aggregates = aggregates;
    tree->parent = fc_calloc(count, sizeof *tree->parent);
    tree->sign = fc_calloc(count, sizeof *tree->sign);
    tree->summing = fc_calloc(count * (count - aggregates),
                              sizeof *tree->summing);
    tree->series = fc_calloc(count, sizeof *tree->series);
    if (tree->parent == NULL || tree->sign == NULL || tree->summing == NULL
        || tree->series == NULL) {
        fc_tree_free(tree);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu nodes",
                       count);
    }
    for (size_t i = 0; i < count; i++) {
        tree->parent[i] = FC_NO_PARENT;
        tree->sign[i] = 1.0;
    }
    *out = tree;
    return FC_OK;
}

void fc_tree_sum(fc_tree *tree)
{
    size_t leaves = fc_tree_leaves(tree);

    for (size_t j = 0; j < leaves; j++) {
        tree->summing[(tree->aggregates + j) * leaves + j] = 1.0;
    }
    /* From the last: a row is whole before it is added to the one above. */
    for (size_t i = tree->count; i-- > 0;) {
        size_t parent = tree->parent[i];

        for (size_t j = 0; parent != FC_NO_PARENT && j < leaves; j++) {
            tree->summing[parent * leaves + j] +=
                tree->sign[i] * tree->summing[i * leaves + j];
        }
    }
}

/* The first link of @p child, or NULL; another parent is an error. */
static fc_status find_parent(const fc_hierarchy_link **out,
                             const fc_hierarchy *hierarchy,
                             const fc_series *child, fc_error *err)
{
    *out = NULL;
    for (size_t i = 0; i < hierarchy->link_count; i++) {
        const fc_hierarchy_link *link = &hierarchy->links[i];

        if (link->child != child) {
            continue;
        }
        if (*out != NULL) {
            return FC_FAIL_AT(
                err, FC_ERR_DATA, hierarchy->source, link->line, 0,
                "'%.64s' has two parents, '%.64s' and '%.64s'; "
                "reconciliation needs trees that do not overlap: "
                "remove one of the rows",
                child->name, (*out)->parent->name, link->parent->name);
        }
        *out = link;
    }
    return FC_OK;
}

static bool has_children(const fc_hierarchy *hierarchy, const fc_series *series)
{
    for (size_t i = 0; i < hierarchy->link_count; i++) {
        if (hierarchy->links[i].parent == series) {
            return true;
        }
    }
    return false;
}

static fc_status find_root(const fc_series **out, const fc_hierarchy *hierarchy,
                           const fc_series *series, fc_error *err)
{
    const fc_hierarchy_link *link = NULL;
    fc_status status = FC_OK;

    *out = series;
    do {
        status = find_parent(&link, hierarchy, *out, err);
        if (status == FC_OK && link != NULL) {
            *out = link->parent;
        }
    } while (status == FC_OK && link != NULL);
    if (status == FC_OK && !has_children(hierarchy, *out)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the hierarchy %.200s does not name '%.64s'; add its "
                       "rows, or choose a series that it names",
                       hierarchy->source, series->name);
    }
    return status;
}

/* Nodes in the order in which a walk by levels meets them. */
struct walk {
    size_t count;
    const fc_hierarchy_link **link; /* of each with the one above; NULL: root */
    const fc_series **series;
};

static fc_status walk_levels(struct walk *walk, const fc_hierarchy *hierarchy,
                             fc_error *err)
{
    for (size_t at = 0; at < walk->count; at++) {
        for (size_t i = 0; i < hierarchy->link_count; i++) {
            const fc_hierarchy_link *link = &hierarchy->links[i];
            fc_status status = FC_OK;

            if (link->parent != walk->series[at]) {
                continue;
            }
            status = find_parent(&walk->link[walk->count], hierarchy,
                                 link->child, err);
            if (status != FC_OK) {
                return status;
            }
            walk->series[walk->count++] = link->child;
        }
    }
    return FC_OK;
}

/* Append those nodes of the walk that have children, or those that have none.
 */
static size_t append(fc_tree *tree, size_t at, const struct walk *walk,
                     const fc_hierarchy *hierarchy, bool parents)
{
    for (size_t i = 0; i < walk->count; i++) {
        const fc_hierarchy_link *link = walk->link[i];

        if (has_children(hierarchy, walk->series[i]) != parents) {
            continue;
        }
        tree->series[at] = walk->series[i];
        if (link != NULL) {
            tree->parent[at] = fc_tree_find(tree, link->parent);
            tree->sign[at] = link->sign;
        }
        at++;
    }
    return at;
}

static fc_status plant(fc_tree **out, const struct walk *walk,
                       const fc_hierarchy *hierarchy, fc_error *err)
{
    size_t aggregates = 0;
    fc_status status = FC_OK;

    for (size_t i = 0; i < walk->count; i++) {
        aggregates += has_children(hierarchy, walk->series[i]);
    }
    status = fc_tree_create(out, walk->count, aggregates, err);
    if (status == FC_OK) {
        size_t at = append(*out, 0, walk, hierarchy, true);

        (void)append(*out, at, walk, hierarchy, false);
        fc_tree_sum(*out);
    }
    return status;
}

fc_status fc_hierarchy_tree(fc_tree **out, const fc_hierarchy *hierarchy,
                            const fc_series *series, fc_error *err)
{
    /* Without cycles and second parents no node is met twice. */
    size_t most = hierarchy->link_count + 1;
    struct walk walk = {.count = 1,
                        .link = fc_calloc(most, sizeof(void *)),
                        .series = fc_calloc(most, sizeof(void *))};
    fc_status status = FC_OK;

    *out = NULL;
    if (walk.link == NULL || walk.series == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a tree");
    }
    if (status == FC_OK) {
        status = find_root(&walk.series[0], hierarchy, series, err);
    }
    if (status == FC_OK) {
        status = walk_levels(&walk, hierarchy, err);
    }
    if (status == FC_OK) {
        status = plant(out, &walk, hierarchy, err);
    }
    free(walk.link);
    free(walk.series);
    return status;
}
