/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The projections of all series of a hierarchy, made to add up draw by draw.
 *
 * Each series is forecast on its own, with its own choice of a model and its
 * calibrated paths. The covariance of the base errors of a step is W = D R D: D
 * the standard deviations of the paths at that step, R the correlation of the
 * past one-step errors. The paths of all series are joined with R, then each
 * joint draw is mapped. Every stream is that of its series, so that the result
 * is the same whichever series of the hierarchy was asked for.
 *
 * Scenarios have the same random numbers as base: their paths are moved and
 * mapped as those of base are, so that a difference to base is that of two
 * forecasts of the same draw. The other series follow the plans, too, where
 * their models use what is planned.
 */
#include "planning/reconciliation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "planning/hierarchy_sum.h"
#include "planning/lookup.h"
#include "planning/projection_scenario.h"
#include "select/reconcile.h"

const fc_projection *fc_reconciled_at(const fc_projection *projection,
                                      size_t node)
{
    const fc_projection *own = projection->reconciled->nodes[node].projection;

    return own != NULL ? own : projection;
}

void fc_reconciled_free(struct fc_reconciled *reconciled)
{
    if (reconciled == NULL) {
        return;
    }
    for (size_t i = 0; reconciled->nodes != NULL && i < reconciled->count;
         i++) {
        fc_projection_free(reconciled->nodes[i].projection);
        free(reconciled->nodes[i].before);
    }
    free(reconciled->nodes);
    free(reconciled);
}

fc_status fc_reconciled_create(struct fc_reconciled **out,
                               const fc_projection_request *request,
                               size_t count, fc_error *err)
{
    struct fc_reconciled *reconciled = fc_calloc(1, sizeof *reconciled);

    *out = NULL;
    if (reconciled == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu nodes",
                       count);
    }
    reconciled->method = request->reconcile;
    reconciled->temporal = request->temporal;
    reconciled->count = count;
    reconciled->nodes = fc_calloc(count, sizeof *reconciled->nodes);
    *out = reconciled;
    if (reconciled->nodes == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu nodes",
                       count);
    }
    return FC_OK;
}

fc_status fc_reconciled_keep_means(struct fc_reconciled_node *node,
                                   const fc_projection *projection,
                                   fc_error *err)
{
    node->before = fc_calloc(projection->horizon, sizeof *node->before);
    if (node->before == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu steps",
                       projection->horizon);
    }
    for (size_t s = 0; s < projection->horizon; s++) {
        node->before[s] = fc_paths_mean(projection->paths, s);
    }
    return FC_OK;
}

/* What reconciles one step after another. */
struct work {
    fc_projection *projection; /* the one that was asked for */
    const fc_projection_request *request;
    const fc_tree *tree;
    fc_paths **paths;                /* owned array; a node each */
    size_t scenarios;                /* how many */
    fc_paths **views;                /* owned array; theirs, scenario x node */
    size_t *order;                   /* owned; how base was moved, node x draw;
                                        NULL without scenarios */
    struct fc_joint_member *members; /* owned; a node each */
    double *memory;                  /* owned; all of the following */
    double *correlation;             /* count x count */
    double *covariance;              /* count x count */
    double *weights;                 /* count x count */
    double *map;                     /* count x count */
    double *spread;                  /* count */
    double *base;                    /* count */
    double *shares;                  /* leaves */
};

static void work_release(struct work *work)
{
    free(work->paths);
    free(work->views);
    free(work->order);
    free(work->members);
    free(work->memory);
}

static fc_status work_init(struct work *work, fc_error *err)
{
    size_t n = work->tree->count;

    work->paths = fc_calloc(n, sizeof(fc_paths *));
    work->scenarios = fc_projection_scenario_count(work->projection);
    work->views = fc_calloc(work->scenarios * n, sizeof(fc_paths *));
    if (work->scenarios > 0) {
        work->order = fc_calloc(n * work->projection->draws,
                                sizeof *work->order);
    }
    work->members = fc_calloc(n, sizeof *work->members);
    work->memory = fc_calloc(4 * n * n + 3 * n, sizeof(double));
    if (work->paths == NULL || work->views == NULL || work->members == NULL
        || work->memory == NULL
        || (work->scenarios > 0 && work->order == NULL)) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu nodes", n);
    }
    work->correlation = work->memory;
    work->covariance = work->correlation + n * n;
    work->weights = work->covariance + n * n;
    work->map = work->weights + n * n;
    work->spread = work->map + n * n;
    work->base = work->spread + n;
    work->shares = work->base + n;
    return FC_OK;
}

/* The other series end where this one does, else their forecasts are not for
 * the same periods. */
static fc_status check_origin(const fc_projection *projection,
                              const fc_projection *node, fc_error *err)
{
    char ours[FC_PERIOD_TEXT_SIZE];
    char theirs[FC_PERIOD_TEXT_SIZE];

    if (fc_period_distance(projection->origin, node->origin) == 0) {
        return FC_OK;
    }
    fc_period_format(ours, projection->origin, projection->calendar);
    fc_period_format(theirs, node->origin, projection->calendar);
    return FC_FAIL(
        err, FC_ERR_DATA,
        "the series of a hierarchy have to end together, but '%.64s' "
        "ends with %s and '%.64s' with %s; use --as-of with the "
        "earlier one",
        projection->history->name, ours, node->history->name, theirs);
}

static fc_status project_node(struct work *work, size_t node, fc_error *err)
{
    fc_projection *projection = work->projection;
    struct fc_reconciled *reconciled = projection->reconciled;
    fc_projection_request request = *work->request;
    fc_projection **out = &reconciled->nodes[node].projection;
    fc_error why = {0};
    fc_status status = FC_OK;

    request.series = work->tree->series[node]->name;
    request.horizon = projection->horizon;
    request.frozen = NULL;
    request.progress = NULL;
    status = fc_projection_create_base(out, &request, &why);
    if (status != FC_OK) {
        return FC_FAIL(err, status, "%.64s, of the same hierarchy: %.400s",
                       request.series, why.message);
    }
    return check_origin(projection, *out, err);
}

/* A plan on record of the series itself is none of its regressors. */
static fc_status add_views(struct work *work, size_t node,
                           const fc_projection *own, fc_error *err)
{
    size_t n = work->tree->count;

    if (fc_projection_scenario_count(own) != work->scenarios) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a scenario plans only '%.64s', of the same hierarchy; "
                       "leave it out, or leave out --reconcile",
                       own->history->name);
    }
    for (size_t s = 0; s < work->scenarios; s++) {
        work->views[s * n + node] = own->scenarios->items[s].view.paths;
    }
    return FC_OK;
}

static fc_status add_node(struct work *work, size_t node, fc_error *err)
{
    fc_projection *projection = work->projection;
    struct fc_reconciled *reconciled = projection->reconciled;
    fc_status status = FC_OK;
    const fc_projection *own = NULL;

    if (node != reconciled->asked) {
        status = project_node(work, node, err);
    }
    if (status != FC_OK) {
        return status;
    }
    own = fc_reconciled_at(projection, node);
    work->paths[node] = own->paths;
    work->members[node] = (struct fc_joint_member){.backtest = own->backtest,
                                                   .spec = own->chosen};
    status = add_views(work, node, own, err);
    return status == FC_OK
               ? fc_reconciled_keep_means(&reconciled->nodes[node], own, err)
               : status;
}

fc_status fc_tree_past_shares(double *shares, const fc_tree *tree,
                              const fc_table *table, fc_period last,
                              fc_error *err)
{
    size_t leaves = fc_tree_leaves(tree);
    size_t known = (size_t)fc_period_distance(table->start, last) + 1;
    double *values = fc_calloc(leaves * known, sizeof *values);
    fc_status status = FC_OK;

    if (values == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu periods",
                       known);
    }
    for (size_t j = 0; j < leaves; j++) {
        memcpy(values + j * known, tree->series[tree->aggregates + j]->values,
               known * sizeof *values);
    }
    status = fc_reconcile_shares(shares, values, tree->series[0]->values,
                                 leaves, known, err);
    free(values);
    return status;
}

static double spread_of(const fc_paths *paths, size_t step)
{
    double mean = fc_paths_mean(paths, step);
    double squares = 0.0;

    for (size_t d = 0; d < paths->draws; d++) {
        double gap = paths->values[d * paths->steps + step] - mean;

        squares += gap * gap;
    }
    return sqrt(squares / (double)paths->draws);
}

static bool has_floor(const fc_projection_request *request)
{
    return request->transform.positive
           && request->reconcile >= FC_RECONCILE_OLS;
}

static fc_status reconcile_step(struct work *work, size_t step, fc_error *err)
{
    size_t n = work->tree->count;
    const fc_reconcile_request request = {.tree = work->tree,
                                          .method = work->request->reconcile,
                                          .base = work->base,
                                          .shares = work->shares,
                                          .covariance = work->covariance};
    fc_reconcile_step how = {.map = work->map};
    fc_status status = FC_OK;

    for (size_t i = 0; i < n; i++) {
        work->spread[i] = spread_of(work->paths[i], step);
        work->base[i] = fc_paths_mean(work->paths[i], step);
    }
    fc_joint_covariance(work->covariance, work->correlation, work->spread, n);
    status = fc_reconcile_map(work->map, &request, err);
    if (status == FC_OK && has_floor(work->request)) {
        fc_reconcile_weights(work->weights, &request);
        status = fc_nonnegative_create(&how.floor, work->tree, work->weights,
                                       err);
    }
    if (status == FC_OK) {
        status = fc_reconcile_paths(work->paths, work->tree, step, &how,
                                    &work->projection->reconciled->floored,
                                    err);
    }
    for (size_t s = 0; s < work->scenarios && status == FC_OK; s++) {
        status = fc_reconcile_paths(work->views + s * n, work->tree, step, &how,
                                    NULL, err);
    }
    fc_nonnegative_free(how.floor);
    return status;
}

static fc_status move_views(const struct work *work, fc_error *err)
{
    size_t n = work->tree->count;
    fc_status status = FC_OK;

    for (size_t i = 0; i < work->scenarios * n && status == FC_OK; i++) {
        status = fc_paths_reorder(
            work->views[i], work->order + i % n * work->projection->draws, err);
    }
    return status;
}

static fc_status reconcile_all(struct work *work, fc_error *err)
{
    struct fc_reconciled *reconciled = work->projection->reconciled;
    const fc_join_request join = {.count = work->tree->count,
                                  .correlation = work->correlation,
                                  .stream = work->tree->series[0]->name,
                                  .seed = work->request->seed,
                                  .order = work->order};
    fc_status status = fc_joint_correlation(
        work->correlation, &reconciled->source, work->members,
        work->tree->count, work->projection->origin, err);

    if (status == FC_OK
        && work->request->reconcile == FC_RECONCILE_TOP_DOWN_AVERAGE) {
        status = fc_tree_past_shares(work->shares, work->tree,
                                     work->request->dataset->table,
                                     work->projection->origin, err);
    }
    if (status == FC_OK) {
        status = fc_paths_join(work->paths, &join, err);
    }
    if (status == FC_OK) {
        status = move_views(work, err);
    }
    for (size_t s = 0; s < work->projection->horizon && status == FC_OK; s++) {
        status = reconcile_step(work, s, err);
    }
    return status;
}

/* Steps and years of the other series; those of the one that was asked for come
 * with the rest of it. */
static fc_status look_at_others(struct fc_reconciled *reconciled, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < reconciled->count && status == FC_OK; i++) {
        fc_projection *other = reconciled->nodes[i].projection;

        if (other != NULL) {
            status = fc_projection_add_steps(other, err);
            if (status == FC_OK) {
                status = fc_projection_add_totals(other, err);
            }
        }
    }
    return status;
}

static fc_status reconcile_tree(struct work *work, fc_error *err)
{
    fc_projection *projection = work->projection;
    const fc_table *table = work->request->dataset->table;
    size_t n = work->tree->count;
    fc_status status = work_init(work, err);

    if (status == FC_OK) {
        status = fc_reconciled_create(&projection->reconciled, work->request, n,
                                      err);
    }
    if (status == FC_OK) {
        projection->reconciled->asked = fc_tree_find(
            work->tree, fc_table_find(table, projection->history->name));
    }
    for (size_t i = 0; i < n && status == FC_OK; i++) {
        status = add_node(work, i, err);
    }
    if (status == FC_OK) {
        status = reconcile_all(work, err);
    }
    if (status == FC_OK) {
        status = look_at_others(projection->reconciled, err);
    }
    work_release(work);
    return status;
}

fc_status fc_dataset_tree(fc_tree **out, const fc_dataset *dataset,
                          const char *name, fc_period last, fc_error *err)
{
    const fc_table *table = dataset->table;
    const fc_series *series = NULL;
    fc_hierarchy *hierarchy = NULL;
    fc_status status = fc_series_lookup(&series, table, name, err);

    *out = NULL;
    if (status == FC_OK && dataset->hierarchy_path == NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the dataset has no hierarchy to reconcile with; name "
                       "one in its descriptor: hierarchy = FILE");
    }
    if (status == FC_OK) {
        status = fc_hierarchy_read(&hierarchy, dataset->hierarchy_path, table,
                                   err);
    }
    if (status == FC_OK) {
        status = fc_hierarchy_tree(out, hierarchy, series, err);
    }
    if (status == FC_OK) {
        status = fc_hierarchy_check(
            hierarchy, *out, table,
            (size_t)fc_period_distance(table->start, last), err);
    }
    fc_hierarchy_free(hierarchy);
    return status;
}

fc_status fc_projection_reconcile(fc_projection *projection,
                                  const fc_projection_request *request,
                                  fc_error *err)
{
    struct work work = {.projection = projection, .request = request};
    fc_tree *tree = NULL;
    fc_status status = FC_OK;

    if (request->reconcile == FC_RECONCILE_NONE) {
        return FC_OK;
    }
    if (request->temporal && projection->scenarios != NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the forecasts of longer periods know of no plan and "
                       "would take back what it changes; leave out the plan, "
                       "or reconcile with the hierarchy");
    }
    if (request->temporal) {
        return fc_projection_reconcile_periods(projection, request, err);
    }
    status = fc_dataset_tree(&tree, request->dataset, projection->history->name,
                             projection->origin, err);
    if (status == FC_OK) {
        work.tree = tree;
        status = reconcile_tree(&work, err);
    }
    fc_tree_free(tree);
    return status;
}
