/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The backtest of reconciliation: reconcile_backtest.c makes it,
 * reconcile_backtest_report.c tells of it. */
#ifndef FC_PLANNING_RECONCILE_BACKTEST_H
#define FC_PLANNING_RECONCILE_BACKTEST_H

#include "forecast/backtest_report.h"

#include "planning/projection_data.h"
#include "select/accuracy.h"
#include "select/joint.h"

/** A series of the hierarchy. */
struct fc_trial_node {
    fc_projection *known; /**< its history */
    fc_projection_data data;
    fc_backtest *backtest;
};

struct fc_trial {
    const fc_backtest_report_request *request;
    fc_tree *tree;
    size_t horizon;
    struct fc_trial_node *nodes; /**< a node of the tree each */
    size_t origins;
    fc_period *origin; /**< origins: the last actual used, earliest first */
    struct fc_accuracy_sums *sums; /**< see fc_trial_sums() */
    double *losses;                /**< see fc_trial_losses() */
};

/** In place of a node: all of them, their scaled errors pooled. */
#define FC_TRIAL_ALL(trial) ((trial)->tree->count)

/** Errors of a method at a node, at step 1 ... h; step 0: all steps. */
struct fc_accuracy_sums *fc_trial_sums(const struct fc_trial *trial,
                                       fc_reconciliation method, size_t node,
                                       size_t step);
/** Mean squared scaled error of each origin. */
double *fc_trial_losses(const struct fc_trial *trial, fc_reconciliation method,
                        size_t node);

/** Zero *trial, which is released after a failure, too. */
fc_status fc_trial_run(struct fc_trial *trial,
                       const fc_backtest_report_request *request,
                       fc_error *err);
void fc_trial_release(struct fc_trial *trial);

#endif
