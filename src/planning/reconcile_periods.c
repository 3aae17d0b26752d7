/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A forecast made to agree with those of longer periods of the same series:
 * temporal hierarchies (Athanasopoulos, Hyndman, Kourentzes & Petropoulos 2017,
 * European Journal of Operational Research 262, 60-74).
 *
 * The history is cut into years, half-years and quarters that end with the last
 * actual, so that all of it counts; each of these series is forecast on its
 * own, with its own choice of a model. Those of the blocks that the horizon
 * completes are the aggregates of a tree over all steps, and each joint draw is
 * mapped. A block's draws keep the ranks of the sum of its steps: the same
 * future, seen from afar, so that nothing of the width of the intervals is lost
 * to draws that have nothing to do with each other.
 */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "planning/reconciliation.h"
#include "select/reconcile.h"

/* Longer periods, the longest first. */
static const fc_frequency longer[] = {FC_YEARLY, FC_HALF_YEARLY, FC_QUARTERLY};
enum { LONGER = sizeof longer / sizeof longer[0], LEVELS = LONGER + 1 };

/* How many base periods a period of @p frequency covers; 0: it is not longer,
 * or no whole number covers it. */
static size_t block_length(fc_frequency frequency, fc_frequency base)
{
    size_t season = fc_frequency_season(base);
    size_t blocks = fc_frequency_season(frequency);

    if (base != FC_MONTHLY && base != FC_QUARTERLY && base != FC_HALF_YEARLY) {
        return 0;
    }
    return blocks < season ? season / blocks : 0;
}

/* The levels of the tree, from the longest to the base. */
struct levels {
    size_t count;
    fc_frequency frequency[LEVELS];
    size_t length[LEVELS]; /* base periods in a block */
    size_t blocks[LEVELS]; /* that the horizon completes */
    size_t first[LEVELS];  /* node of the first block */
    size_t nodes;
};

static void add_level(struct levels *levels, fc_frequency frequency,
                      size_t length, size_t horizon)
{
    size_t at = levels->count;

    if (length == 0 || horizon < length) {
        return;
    }
    levels->frequency[at] = frequency;
    levels->length[at] = length;
    levels->blocks[at] = horizon / length;
    levels->first[at] = levels->nodes;
    levels->nodes += levels->blocks[at];
    levels->count++;
}

static fc_status find_levels(struct levels *levels,
                             const fc_projection *projection, fc_error *err)
{
    fc_frequency base = projection->origin.frequency;

    *levels = (struct levels){.count = 0};
    if (block_length(FC_YEARLY, base) == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "temporal reconciliation is for months, quarters and "
                       "half-years, not for a series that is %s",
                       fc_frequency_name(base));
    }
    if (projection->history->kind == FC_STOCK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "'%.64s' is a level, which does not add up over a year; "
                       "temporal reconciliation is for flows",
                       projection->history->name);
    }
    for (size_t i = 0; i < LONGER; i++) {
        add_level(levels, longer[i], block_length(longer[i], base),
                  projection->horizon);
    }
    if (levels->count == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "--horizon %zu completes no longer period to reconcile "
                       "with; give a longer one",
                       projection->horizon);
    }
    add_level(levels, base, 1, projection->horizon);
    return FC_OK;
}

/* The next longer block that holds block @p block of a level, if the horizon
 * completes it. */
static size_t find_parent(const struct levels *levels, size_t level,
                          size_t block)
{
    for (size_t up = level; up-- > 0;) {
        size_t holder = block * levels->length[level] / levels->length[up];

        if (levels->length[up] % levels->length[level] == 0
            && holder < levels->blocks[up]) {
            return levels->first[up] + holder;
        }
    }
    return FC_NO_PARENT;
}

static fc_status plant(fc_tree **out, const struct levels *levels,
                       fc_error *err)
{
    size_t base = levels->count - 1;
    fc_status status = fc_tree_create(out, levels->nodes, levels->first[base],
                                      err);

    if (status != FC_OK) {
        return status;
    }
    for (size_t l = 0; l < levels->count; l++) {
        for (size_t b = 0; b < levels->blocks[l]; b++) {
            (*out)->parent[levels->first[l] + b] = find_parent(levels, l, b);
        }
    }
    fc_tree_sum(*out);
    return FC_OK;
}

/* Sums of blocks that end with the last actual. */
static fc_status aggregate(fc_series **out, const fc_projection *projection,
                           const struct levels *levels, size_t level,
                           fc_calendar calendar, fc_error *err)
{
    fc_span used = fc_projection_used(projection);
    size_t k = levels->length[level];
    size_t count = used.length / k;
    double *sums = fc_calloc(count, sizeof *sums);
    fc_date day = fc_period_last_day(projection->origin, projection->calendar);
    fc_period last = fc_period_of_date(day, levels->frequency[level], calendar);
    char name[128];
    fc_status status = FC_OK;

    *out = NULL;
    if (sums == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu periods",
                       count);
    }
    for (size_t i = 0; i < count * k; i++) {
        sums[i / k] += used.values[used.length - count * k + i];
    }
    (void)snprintf(name, sizeof name, "%.100s/%s", projection->history->name,
                   fc_frequency_name(levels->frequency[level]));
    status = fc_series_create(out, name, projection->history->unit,
                              fc_period_add(last, 1 - (int64_t)count), sums,
                              count, err);
    free(sums);
    return status;
}

/* Forecast the blocks of a level, from a dataset of that one series. */
static fc_status project_level(fc_projection **out,
                               const fc_projection *projection,
                               const fc_projection_request *asked,
                               const struct levels *levels, size_t level,
                               fc_error *err)
{
    fc_date day = fc_period_last_day(projection->origin, projection->calendar);
    fc_calendar calendar = {.fiscal_year_end = day.month};
    fc_series *series = NULL;
    fc_table table = {.source = projection->input,
                      .calendar = calendar,
                      .count = 1,
                      .series = &series};
    const fc_dataset dataset = {.table = &table};
    fc_projection_request request = *asked;
    fc_error why = {0};
    fc_status status = aggregate(&series, projection, levels, level, calendar,
                                 err);

    *out = NULL;
    if (status != FC_OK) {
        return status;
    }
    table.start = series->start;
    table.length = series->length;
    request.dataset = &dataset;
    request.series = series->name;
    request.horizon = levels->blocks[level];
    request.as_of = (fc_period){.frequency = FC_FREQUENCY_NONE};
    request.frozen = NULL;
    request.progress = NULL;
    status = fc_projection_create_base(out, &request, &why);
    if (status != FC_OK) {
        (void)FC_FAIL(err, status, "%.100s: %.380s", series->name, why.message);
    }
    fc_series_free(series);
    return status;
}

static fc_status add_levels(fc_projection *projection,
                            const fc_projection_request *request,
                            const struct levels *levels, fc_error *err)
{
    struct fc_reconciled *reconciled = projection->reconciled;
    fc_status status = FC_OK;

    for (size_t l = 0; l < levels->count && status == FC_OK; l++) {
        struct fc_reconciled_node *node = &reconciled->nodes[l];

        node->length = levels->length[l];
        if (l + 1 < levels->count) {
            status = project_level(&node->projection, projection, request,
                                   levels, l, err);
        }
        if (status == FC_OK && node->projection != NULL) {
            status = fc_paths_align(node->projection->paths, projection->paths,
                                    err);
        }
        if (status == FC_OK) {
            status = fc_reconciled_keep_means(
                node, fc_reconciled_at(projection, l), err);
        }
    }
    return status;
}

/* The cell of a node in the paths of its level. */
static double *cell(const fc_projection *projection,
                    const struct levels *levels, size_t node, size_t draw)
{
    size_t level = 0;
    const fc_paths *paths = NULL;

    while (node - levels->first[level] >= levels->blocks[level]) {
        level++;
    }
    paths = fc_reconciled_at(projection, level)->paths;
    return &paths->values[draw * paths->steps + node - levels->first[level]];
}

/* W: the variances of the base paths. */
static void find_variances(double *covariance, const fc_projection *projection,
                           const struct levels *levels)
{
    size_t n = levels->nodes;
    size_t draws = projection->paths->draws;

    for (size_t i = 0; i < n; i++) {
        double mean = 0.0;
        double squares = 0.0;

        for (size_t d = 0; d < draws; d++) {
            mean += *cell(projection, levels, i, d) / (double)draws;
        }
        for (size_t d = 0; d < draws; d++) {
            double gap = *cell(projection, levels, i, d) - mean;

            squares += gap * gap;
        }
        covariance[i * n + i] = fmax(squares / (double)draws, DBL_MIN);
    }
}

static void map_draws(const fc_projection *projection,
                      const struct levels *levels, const fc_tree *tree,
                      const fc_reconcile_step *how, double *room)
{
    double *values = room;
    size_t n = levels->nodes;

    for (size_t d = 0; d < projection->paths->draws; d++) {
        for (size_t i = 0; i < n; i++) {
            values[i] = *cell(projection, levels, i, d);
        }
        fc_reconcile_apply(values, how->map, tree, room + n);
        if (how->floor != NULL && fc_nonnegative_apply(how->floor, values)) {
            projection->reconciled->floored++;
        }
        for (size_t i = 0; i < n; i++) {
            *cell(projection, levels, i, d) = values[i];
        }
    }
}

static fc_status reconcile(const fc_projection *projection,
                           const fc_projection_request *request,
                           const struct levels *levels, const fc_tree *tree,
                           fc_error *err)
{
    size_t n = levels->nodes;
    double *memory = fc_calloc(3 * n * n + 2 * n, sizeof *memory);
    double *map = NULL;
    fc_reconcile_request what = {
        .tree = tree, .method = request->reconcile, .covariance = memory};
    fc_reconcile_step how = {.floor = NULL};
    fc_status status = FC_OK;

    if (memory == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu nodes", n);
    }
    map = memory + 2 * n * n;
    how.map = map;
    find_variances(memory, projection, levels);
    status = fc_reconcile_map(map, &what, err);
    if (status == FC_OK && request->transform.positive) {
        fc_reconcile_weights(memory + n * n, &what);
        status = fc_nonnegative_create(&how.floor, tree, memory + n * n, err);
    }
    if (status == FC_OK) {
        map_draws(projection, levels, tree, &how, map + n * n);
    }
    fc_nonnegative_free(how.floor);
    free(memory);
    return status;
}

fc_status fc_projection_reconcile_periods(fc_projection *projection,
                                          const fc_projection_request *request,
                                          fc_error *err)
{
    struct levels levels;
    fc_tree *tree = NULL;
    fc_status status = FC_OK;

    if (request->reconcile != FC_RECONCILE_OLS
        && request->reconcile != FC_RECONCILE_STRUCTURAL
        && request->reconcile != FC_RECONCILE_WLS) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "temporal reconciliation is ols, structural or wls, not "
                       "%s",
                       fc_reconciliation_name(request->reconcile));
    }
    status = find_levels(&levels, projection, err);
    if (status == FC_OK) {
        status = fc_reconciled_create(&projection->reconciled, request,
                                      levels.count, err);
    }
    if (status == FC_OK) {
        projection->reconciled->asked = levels.count - 1;
        status = add_levels(projection, request, &levels, err);
    }
    if (status == FC_OK) {
        status = plant(&tree, &levels, err);
    }
    if (status == FC_OK) {
        status = reconcile(projection, request, &levels, tree, err);
    }
    fc_tree_free(tree);
    return status;
}
