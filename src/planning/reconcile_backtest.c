/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How reconciliation would have done. At each origin every series is forecast
 * with the candidate that it would have chosen there; W is made of what was
 * known there: the calibrated spreads of the forecasts and the correlation of
 * the one-step errors so far.
 */
#include "planning/reconcile_backtest.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "planning/reconciliation.h"
#include "select/backtest.h"

struct fc_accuracy_sums *fc_trial_sums(const struct fc_trial *trial,
                                       fc_reconciliation method, size_t node,
                                       size_t step)
{
    size_t row = (size_t)method * (trial->tree->count + 1) + node;

    return &trial->sums[row * (trial->horizon + 1) + step];
}

double *fc_trial_losses(const struct fc_trial *trial, fc_reconciliation method,
                        size_t node)
{
    size_t row = (size_t)method * (trial->tree->count + 1) + node;

    return &trial->losses[row * trial->origins];
}

void fc_trial_release(struct fc_trial *trial)
{
    for (size_t i = 0; trial->nodes != NULL && i < trial->tree->count; i++) {
        fc_backtest_free(trial->nodes[i].backtest);
        fc_projection_data_release(&trial->nodes[i].data);
        fc_projection_free(trial->nodes[i].known);
    }
    free(trial->nodes);
    free(trial->origin);
    free(trial->sums);
    free(trial->losses);
    fc_tree_free(trial->tree);
    *trial = (struct fc_trial){.horizon = 0};
}

static fc_status read_node(struct fc_trial_node *node,
                           const fc_backtest_report_request *request,
                           const char *series, fc_error *err)
{
    const fc_projection_request projection = {
        .dataset = request->dataset,
        .series = series,
        .horizon = request->horizon,
        .specs = request->specs,
        .spec_count = request->spec_count,
        .transform = request->transform,
        .as_of = request->as_of,
    };

    node->known = fc_calloc(1, sizeof *node->known);
    if (node->known == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a backtest");
    }
    node->known->calendar = request->dataset->table->calendar;
    return fc_projection_data_init(&node->data, node->known, &projection, err);
}

static fc_status test_node(struct fc_trial_node *node,
                           const fc_backtest_report_request *request,
                           fc_error *err)
{
    const fc_backtest_request backtest = {
        .data = node->data.training,
        .specs = node->data.specs,
        .spec_count = node->data.spec_count,
        .horizon = node->known->horizon,
        .window = request->window,
        .progress = request->progress,
        .progress_context = request->progress_context,
    };
    fc_error why = {0};
    fc_status status = fc_backtest_create(&node->backtest, &backtest, &why);

    return status == FC_OK ? status
                           : FC_FAIL(err, status, "%.64s: %.400s",
                                     node->known->history->name, why.message);
}

static fc_status make_nodes(struct fc_trial *trial, fc_error *err)
{
    size_t n = trial->tree->count;
    fc_status status = FC_OK;

    trial->nodes = fc_calloc(n, sizeof *trial->nodes);
    if (trial->nodes == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu nodes", n);
    }
    for (size_t i = 0; i < n && status == FC_OK; i++) {
        status = read_node(&trial->nodes[i], trial->request,
                           trial->tree->series[i]->name, err);
        if (status == FC_OK) {
            status = test_node(&trial->nodes[i], trial->request, err);
            trial->horizon = trial->nodes[i].known->horizon;
        }
    }
    return status;
}

/* The origin of a node's backtest whose last actual is that of @p period. */
static size_t origin_at(const struct fc_trial_node *node, fc_period period)
{
    return (size_t)(fc_period_distance(node->backtest->y.start, period) + 1);
}

/* Does any candidate have a forecast there? */
static bool has_forecast(const fc_backtest *backtest, size_t origin)
{
    for (size_t i = 0; i < backtest->spec_count; i++) {
        if (fc_backtest_has(backtest, i, origin)) {
            return true;
        }
    }
    return false;
}

static bool has_actuals(const fc_backtest *backtest, size_t origin)
{
    for (size_t s = 0; s < backtest->horizon; s++) {
        if (isnan(fc_backtest_actual(backtest, origin, s))) {
            return false;
        }
    }
    return true;
}

/* Can all series be forecast there, and checked at every step? */
static bool is_complete(const struct fc_trial *trial, fc_period period)
{
    for (size_t i = 0; i < trial->tree->count; i++) {
        const fc_backtest *backtest = trial->nodes[i].backtest;
        int64_t origin = fc_period_distance(backtest->y.start, period) + 1;

        if (origin < (int64_t)backtest->first
            || origin >= (int64_t)backtest->y.length
            || !has_forecast(backtest, (size_t)origin)
            || !has_actuals(backtest, (size_t)origin)) {
            return false;
        }
    }
    return true;
}

/* The latest complete origins, from the last one back by the stride. */
static fc_status find_origins(struct fc_trial *trial, fc_error *err)
{
    const fc_backtest_report_request *request = trial->request;
    size_t most = request->origins > 0 ? request->origins : FC_ORIGINS_DEFAULT;
    int64_t stride = request->stride > 0 ? (int64_t)request->stride : 1;
    const fc_backtest *root = trial->nodes[0].backtest;
    fc_period last;

    assert(root != NULL); /* a tree has a root */
    last = fc_period_add(fc_span_last(root->y), -(int64_t)trial->horizon);

    trial->origin = fc_calloc(most, sizeof *trial->origin);
    if (trial->origin == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu origins",
                       most);
    }
    for (int64_t back = 0;
         back < (int64_t)root->y.length && trial->origins < most;
         back += stride) {
        fc_period period = fc_period_add(last, -back);

        if (is_complete(trial, period)) {
            trial->origin[trial->origins++] = period;
        }
    }
    for (size_t i = 0; i < trial->origins / 2; i++) {
        fc_period held = trial->origin[i];

        trial->origin[i] = trial->origin[trial->origins - 1 - i];
        trial->origin[trial->origins - 1 - i] = held;
    }
    return trial->origins > 0
               ? FC_OK
               : FC_FAIL(err, FC_ERR_TOO_SHORT,
                         "there is no origin from which all %zu series have a "
                         "forecast whose %zu steps are known; shorten the "
                         "horizon",
                         trial->tree->count, trial->horizon);
}

/* What is reused from origin to origin. */
struct room {
    struct fc_joint_member *members; /* owned */
    size_t *origins;                 /* owned; of each node's backtest */
    double *memory;                  /* owned; all of the following */
    double *correlation;             /* count x count */
    double *covariance;              /* count x count */
    double *map;                     /* count x count */
    double *base;                    /* count */
    double *spread;                  /* count */
    double *values;                  /* count */
    double *spare;                   /* count */
    double *shares;                  /* count */
};

static void room_release(struct room *room)
{
    free(room->members);
    free(room->origins);
    free(room->memory);
}

static fc_status room_init(struct room *room, size_t n, fc_error *err)
{
    *room = (struct room){
        .members = fc_calloc(n, sizeof *room->members),
        .origins = fc_calloc(n, sizeof *room->origins),
        .memory = fc_calloc(3 * n * n + 5 * n, sizeof(double))};
    if (room->members == NULL || room->origins == NULL
        || room->memory == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu nodes", n);
    }
    room->correlation = room->memory;
    room->covariance = room->correlation + n * n;
    room->map = room->covariance + n * n;
    room->base = room->map + n * n;
    room->spread = room->base + n;
    room->values = room->spread + n;
    room->spare = room->values + n;
    room->shares = room->spare + n;
    return FC_OK;
}

/* The choices, the correlation and the past shares as known at an origin. */
static fc_status look_back(struct room *room, const struct fc_trial *trial,
                           fc_period origin, fc_error *err)
{
    struct fc_joint_source source;
    fc_status status = FC_OK;

    for (size_t i = 0; i < trial->tree->count && status == FC_OK; i++) {
        const struct fc_trial_node *node = &trial->nodes[i];

        room->origins[i] = origin_at(node, origin);
        room->members[i].backtest = node->backtest;
        status = fc_backtest_choose(&room->members[i].spec, node->backtest,
                                    room->origins[i], err);
    }
    if (status == FC_OK) {
        status = fc_joint_correlation(room->correlation, &source, room->members,
                                      trial->tree->count, origin, err);
    }
    return status == FC_OK ? fc_tree_past_shares(room->shares, trial->tree,
                                                 trial->request->dataset->table,
                                                 origin, err)
                           : status;
}

static void add_error(struct fc_trial *trial, fc_reconciliation method,
                      size_t node, size_t step, size_t index, double forecast,
                      const struct room *room)
{
    const fc_backtest *backtest = trial->nodes[node].backtest;
    size_t origin = room->origins[node];
    double actual = fc_backtest_actual(backtest, origin, step);
    fc_naive_scale scale = fc_backtest_scale(backtest, origin);
    double loss = (forecast - actual) * (forecast - actual) / scale.mse;
    size_t nodes[] = {node, FC_TRIAL_ALL(trial)};
    double weights[] = {1.0, 1.0 / (double)trial->tree->count};

    for (size_t i = 0; i < 2; i++) {
        fc_accuracy_add(fc_trial_sums(trial, method, nodes[i], step + 1),
                        forecast, actual, scale);
        fc_accuracy_add(fc_trial_sums(trial, method, nodes[i], 0), forecast,
                        actual, scale);
        fc_trial_losses(trial, method, nodes[i])[index] +=
            weights[i] * loss / (double)trial->horizon;
    }
}

static fc_status try_method(struct fc_trial *trial, struct room *room,
                            fc_reconciliation method, size_t step, size_t index,
                            fc_error *err)
{
    const fc_reconcile_request request = {.tree = trial->tree,
                                          .method = method,
                                          .base = room->base,
                                          .shares = room->shares,
                                          .covariance = room->covariance};
    size_t n = trial->tree->count;
    fc_status status = FC_OK;

    memcpy(room->values, room->base, n * sizeof *room->values);
    if (method != FC_RECONCILE_NONE) {
        status = fc_reconcile_map(room->map, &request, err);
    }
    if (status != FC_OK) {
        return status;
    }
    if (method != FC_RECONCILE_NONE) {
        fc_reconcile_apply(room->values, room->map, trial->tree, room->spare);
    }
    for (size_t i = 0; i < n; i++) {
        add_error(trial, method, i, step, index, room->values[i], room);
    }
    return FC_OK;
}

static fc_status try_step(struct fc_trial *trial, struct room *room,
                          size_t step, size_t index, fc_error *err)
{
    size_t n = trial->tree->count;
    fc_status status = FC_OK;

    for (size_t i = 0; i < n; i++) {
        const struct fc_joint_member *member = &room->members[i];

        room->base[i] = fc_backtest_forecast(member->backtest, member->spec,
                                             room->origins[i], step);
        room->spread[i] = fc_joint_spread(member, room->origins[i], step);
    }
    fc_joint_covariance(room->covariance, room->correlation, room->spread, n);
    for (size_t m = 0; m < FC_RECONCILIATIONS && status == FC_OK; m++) {
        status = try_method(trial, room, (fc_reconciliation)m, step, index,
                            err);
    }
    return status;
}

static fc_status try_origins(struct fc_trial *trial, fc_error *err)
{
    struct room room = {0};
    fc_status status = room_init(&room, trial->tree->count, err);

    for (size_t i = 0; i < trial->origins && status == FC_OK; i++) {
        status = look_back(&room, trial, trial->origin[i], err);
        for (size_t s = 0; s < trial->horizon && status == FC_OK; s++) {
            status = try_step(trial, &room, s, i, err);
        }
    }
    room_release(&room);
    return status;
}

static fc_status make_sums(struct fc_trial *trial, fc_error *err)
{
    size_t rows = FC_RECONCILIATIONS * (trial->tree->count + 1);

    trial->sums = fc_calloc(rows * (trial->horizon + 1), sizeof *trial->sums);
    trial->losses = fc_calloc(rows * trial->origins, sizeof *trial->losses);
    return trial->sums != NULL && trial->losses != NULL
               ? FC_OK
               : FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu origins",
                         trial->origins);
}

/* The last period of the table that has a value of the series, up to the as-of
 * period: until there the hierarchy has to add up. */
static fc_period last_known(const fc_backtest_report_request *request)
{
    const fc_table *table = request->dataset->table;
    fc_period last = fc_period_add(table->start, (int64_t)table->length - 1);

    return request->as_of.frequency == last.frequency
                   && fc_period_distance(request->as_of, last) > 0
               ? request->as_of
               : last;
}

fc_status fc_trial_run(struct fc_trial *trial,
                       const fc_backtest_report_request *request, fc_error *err)
{
    fc_status status = fc_dataset_tree(&trial->tree, request->dataset,
                                       request->series, last_known(request),
                                       err);

    trial->request = request;
    if (status == FC_OK) {
        status = make_nodes(trial, err);
    }
    if (status == FC_OK) {
        status = find_origins(trial, err);
    }
    if (status == FC_OK) {
        status = make_sums(trial, err);
    }
    return status == FC_OK ? try_origins(trial, err) : status;
}
