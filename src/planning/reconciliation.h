/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A projection made to agree with others: with those of the hierarchy that its
 * series belongs to, or with those of longer periods of the series itself.
 */
#ifndef FC_PLANNING_RECONCILIATION_H
#define FC_PLANNING_RECONCILIATION_H

#include "forecast/hierarchy.h"

#include "planning/projection_state.h"
#include "select/joint.h"

/** One of the forecasts that were made to agree. */
struct fc_reconciled_node {
    fc_projection *projection; /**< owned; NULL: the reconciled one itself */
    double *before; /**< owned; a step each: means before reconciliation */
    size_t length;  /**< temporal: steps of the base that a step covers */
};

struct fc_reconciled {
    fc_reconciliation method;
    bool temporal;
    size_t count;
    size_t asked; /**< which node is the projection itself */
    struct fc_reconciled_node *nodes;
    struct fc_joint_source source; /**< of the correlation */
    size_t floored;                /**< draws of steps that met the floor */
};

/**
 * The tree that series @p name belongs to by the hierarchy of the dataset, of
 * which all parents add up until @p last.
 * @return as fc_projection_reconcile()
 */
fc_status fc_dataset_tree(fc_tree **out, const fc_dataset *dataset,
                          const char *name, fc_period last, fc_error *err);

/** Mean shares of the leaves in the root up to period @p last, one a leaf; as
 * fc_reconcile_shares(). */
fc_status fc_tree_past_shares(double *shares, const fc_tree *tree,
                              const fc_table *table, fc_period last,
                              fc_error *err);

/** The projection of a node. */
const fc_projection *fc_reconciled_at(const fc_projection *projection,
                                      size_t node);

/** NULL is fine. */
void fc_reconciled_free(struct fc_reconciled *reconciled);

/** Room for @p count nodes; FC_ERR_MEMORY. */
fc_status fc_reconciled_create(struct fc_reconciled **out,
                               const fc_projection_request *request,
                               size_t count, fc_error *err);

/** Keep the means of a node's paths as they are before reconciliation. */
fc_status fc_reconciled_keep_means(struct fc_reconciled_node *node,
                                   const fc_projection *projection,
                                   fc_error *err);

/**
 * Reconcile the drawn paths of @p projection as @p request asks; nothing for
 * FC_RECONCILE_NONE. Fills `reconciled`.
 * @return FC_ERR_ARGUMENT without a hierarchy or where periods cannot be
 *         combined; FC_ERR_DATA where the hierarchy does not add up or its
 *         series do not end together; errors of the other forecasts
 */
fc_status fc_projection_reconcile(fc_projection *projection,
                                  const fc_projection_request *request,
                                  fc_error *err);
/** Of fc_projection_reconcile(): the part for periods. */
fc_status fc_projection_reconcile_periods(fc_projection *projection,
                                          const fc_projection_request *request,
                                          fc_error *err);

/** Table hierarchy or temporal: what moved; how, in words and provenance.
 * Nothing without reconciliation. */
void fc_projection_write_reconciled_table(fc_report *report,
                                          const fc_projection *projection);
void fc_projection_write_reconciled_notes(fc_report *report,
                                          const fc_projection *projection);

#endif
