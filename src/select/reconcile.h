/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reconciliation from the inside. */
#ifndef FC_SELECT_RECONCILE_H
#define FC_SELECT_RECONCILE_H

#include "forecast/reconcile.h"

/** Give every aggregate the sum of its leaves. */
void fc_tree_sum_leaves(double *values, const fc_tree *tree);

/** W of a least-squares method, count x count. */
void fc_reconcile_weights(double *out, const fc_reconcile_request *request);

#endif
