/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a regression that its makers share. */
#ifndef FC_REGRESS_REGRESSION_H
#define FC_REGRESS_REGRESSION_H

#include "regress/least_squares.h"

/**
 * A regression with room for @p rows rows and @p columns columns, without
 * names; with 0 rows, what is one a row stays NULL.
 */
fc_status fc_regression_allocate(fc_regression **out, size_t rows,
                                 size_t columns, fc_error *err);

/** Copies of the names of @p design. */
fc_status fc_regression_name(fc_regression *regression, const fc_design *design,
                             fc_error *err);

/** Check what is asked for and find its rows and its constant. */
fc_status fc_regression_prepare(fc_problem *problem, const fc_design *design,
                                const double *y,
                                const fc_regression_options *options,
                                fc_error *err);

/** Estimate @p problem and fill @p regression, both large enough. */
fc_status fc_regression_solve(fc_regression *regression,
                              fc_least_squares *solver,
                              const fc_problem *problem,
                              const fc_regression_options *options,
                              fc_error *err);

#endif
