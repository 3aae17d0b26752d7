/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reconciliation from the inside. */
#ifndef FC_SELECT_RECONCILE_H
#define FC_SELECT_RECONCILE_H

#include "forecast/reconcile.h"

/** Give every aggregate the sum of its leaves. */
void fc_tree_sum_leaves(double *values, const fc_tree *tree);

#endif
