/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tests by an auxiliary regression: do more columns explain what a regression
 * left over?
 */
#ifndef FC_REGRESS_AUXILIARY_H
#define FC_REGRESS_AUXILIARY_H

#include "regress/tested.h"

typedef struct fc_auxiliary {
    fc_tested *tested;
    double *column; /* n: an auxiliary column */
    double *rest;   /* n: what an auxiliary regression leaves over */
} fc_auxiliary;

/**
 * Fit @p problem, with room for @p extra columns.
 * @return as fc_tested_create(); FC_ERR_TOO_SHORT if @p extra columns leave no
 *         row over for the test called @p name
 */
fc_status fc_auxiliary_create(fc_auxiliary **out,
                              const fc_linear_problem *problem, size_t extra,
                              const char *name, fc_error *err);
/** NULL is fine. */
void fc_auxiliary_free(fc_auxiliary *auxiliary);

/**
 * Test whether the columns that the projector has beyond those of the problem
 * explain its residuals; @p test has its names. Finishes the projector.
 * @return FC_ERR_DATA if the columns add nothing new or explain all
 */
fc_status fc_auxiliary_test(fc_test *out, fc_auxiliary *auxiliary, fc_test test,
                            fc_test_form form, fc_error *err);

#endif
