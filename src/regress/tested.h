/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A linear problem as the tests see it: rows multiplied by the square roots of
 * their weights, its residuals, and room for auxiliary columns.
 */
#ifndef FC_REGRESS_TESTED_H
#define FC_REGRESS_TESTED_H

#include <stdbool.h>

#include "forecast/diagnostics.h"

#include "regress/projector.h"

typedef struct fc_tested {
    size_t n;
    size_t p;          /* columns, all independent */
    bool constant;     /* the columns span a constant */
    double *x;         /* n * p, row-major, weighted */
    double *y;         /* n, weighted */
    double *roots;     /* n: square roots of the weights */
    double *residuals; /* n, weighted */
    double rss;
    fc_projector *projector; /* n rows; on the columns of x after creation */
} fc_tested;

/**
 * Fit @p problem and check that something is left to test.
 * @param extra auxiliary columns that the projector must have room for
 */
fc_status fc_tested_create(fc_tested **out, const fc_linear_problem *problem,
                           size_t extra, fc_error *err);
/** NULL is fine. */
void fc_tested_free(fc_tested *tested);

/** Begin the projector anew with rows @p from up to, not including, @p to of
 * the columns of x. */
void fc_tested_project(fc_tested *tested, size_t from, size_t to);

/** The norm of residuals that are nothing but rounding of @p y: at most this.
 */
double fc_rounding_norm(const double *y, size_t n);

/**
 * FC_ERR_TOO_SHORT unless rows are left over beyond @p columns of an auxiliary
 * regression.
 */
fc_status fc_tested_room(const fc_tested *tested, size_t columns,
                         const char *test, fc_error *err);

#endif
