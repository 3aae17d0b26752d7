/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leaves of at least 0. The least-squares loss of leaves b is, but for a
 * constant, (b - b^)' Q (b - b^) with Q = S' W^-1 S and b^ the reconciled
 * leaves without a bound. The active set of Lawson & Hanson (1974, Solving
 * Least Squares Problems, chapter 23) starts with all leaves at 0 and lets the
 * one go that gains most, until none gains.
 */
#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <stdlib.h>

#include "forecast/reconcile.h"

#include "base/memory.h"
#include "select/reconcile.h"

/* Gains below this part of the largest are the noise of the sums. */
static const double tolerance = 1e-12;

struct fc_nonnegative {
    const fc_tree *tree; /* borrowed */
    size_t leaves;
    gsl_matrix *q;
    double *part;   /* leaves x leaves: Q of the free leaves */
    double *target; /* leaves: Q b^ */
    double *b;      /* leaves */
    double *gain;   /* leaves: Q (b^ - b) */
    double *trial;  /* leaves: solution of the free leaves */
    size_t *index;  /* leaves: which are free */
    bool *free;     /* leaves */
};

void fc_nonnegative_free(fc_nonnegative *self)
{
    if (self != NULL) {
        gsl_matrix_free(self->q);
        free(self->part);
        free(self->target);
        free(self->b);
        free(self->gain);
        free(self->trial);
        free(self->index);
        free(self->free);
        free(self);
    }
}

/* Q = (L^-1 S)' (L^-1 S) with W = L L'. */
static fc_status fill(fc_nonnegative *self, const double *covariance,
                      fc_error *err)
{
    size_t n = self->tree->count;
    gsl_matrix *w = gsl_matrix_alloc(n, n);
    gsl_matrix *s = gsl_matrix_alloc(n, self->leaves);
    fc_status status = FC_OK;

    if (w == NULL || s == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu nodes", n);
    } else {
        gsl_matrix_set_identity(w);
        for (size_t i = 0; covariance != NULL && i < n * n; i++) {
            gsl_matrix_set(w, i / n, i % n, covariance[i]);
        }
        for (size_t i = 0; i < n * self->leaves; i++) {
            gsl_matrix_set(s, i / self->leaves, i % self->leaves,
                           self->tree->summing[i]);
        }
        if (gsl_linalg_cholesky_decomp1(w) != 0) {
            status = FC_FAIL(err, FC_ERR_SINGULAR,
                             "the errors of the series have no covariance to "
                             "reconcile with; use another method");
        } else {
            (void)gsl_blas_dtrsm(CblasLeft, CblasLower, CblasNoTrans,
                                 CblasNonUnit, 1.0, w, s);
            (void)gsl_blas_dgemm(CblasTrans, CblasNoTrans, 1.0, s, s, 0.0,
                                 self->q);
        }
    }
    gsl_matrix_free(w);
    gsl_matrix_free(s);
    return status;
}

fc_status fc_nonnegative_create(fc_nonnegative **out, const fc_tree *tree,
                                const double *covariance, fc_error *err)
{
    fc_nonnegative *self = fc_calloc(1, sizeof *self);
    size_t m = fc_tree_leaves(tree);
    fc_status status = FC_OK;

    *out = NULL;
    if (self == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu leaves", m);
    }
    *self = (fc_nonnegative){.tree = tree,
                             .leaves = m,
                             .q = gsl_matrix_calloc(m, m),
                             .part = fc_calloc(m * m, sizeof(double)),
                             .target = fc_calloc(m, sizeof(double)),
                             .b = fc_calloc(m, sizeof(double)),
                             .gain = fc_calloc(m, sizeof(double)),
                             .trial = fc_calloc(m, sizeof(double)),
                             .index = fc_calloc(m, sizeof(size_t)),
                             .free = fc_calloc(m, sizeof(bool))};
    if (self->q == NULL || self->part == NULL || self->target == NULL
        || self->b == NULL || self->gain == NULL || self->trial == NULL
        || self->index == NULL || self->free == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu leaves", m);
    }
    if (status == FC_OK) {
        status = fill(self, covariance, err);
    }
    if (status != FC_OK) {
        fc_nonnegative_free(self);
        return status;
    }
    *out = self;
    return FC_OK;
}

/* @p out = Q (@p x - b), or Q x without b. */
static void multiply(double *out, const fc_nonnegative *self, const double *x,
                     const double *b)
{
    for (size_t i = 0; i < self->leaves; i++) {
        out[i] = 0.0;
        for (size_t j = 0; j < self->leaves; j++) {
            out[i] += gsl_matrix_get(self->q, i, j)
                      * (x[j] - (b != NULL ? b[j] : 0.0));
        }
    }
}

/* The free leaves that solve their part of the problem; how many, 0 if there is
 * no solution. */
static size_t solve_free(fc_nonnegative *self)
{
    size_t k = 0;

    for (size_t i = 0; i < self->leaves; i++) {
        if (self->free[i]) {
            self->index[k] = i;
            self->trial[k++] = self->target[i];
        }
    }
    if (k == 0) {
        return 0;
    }
    gsl_matrix_view part = gsl_matrix_view_array(self->part, k, k);
    gsl_vector_view trial = gsl_vector_view_array(self->trial, k);

    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < k; j++) {
            gsl_matrix_set(
                &part.matrix, i, j,
                gsl_matrix_get(self->q, self->index[i], self->index[j]));
        }
    }
    if (gsl_linalg_cholesky_decomp1(&part.matrix) != 0
        || gsl_linalg_cholesky_svx(&part.matrix, &trial.vector) != 0) {
        return 0;
    }
    return k;
}

/* How far the way from b to the trial stays above 0, and which of the @p k free
 * leaves ends it; k if none does. */
static double feasible_part(size_t *first, const fc_nonnegative *self, size_t k)
{
    double part = 1.0;

    *first = k;
    for (size_t i = 0; i < k; i++) {
        double from = self->b[self->index[i]];

        if (self->trial[i] <= 0.0 && from / (from - self->trial[i]) <= part) {
            part = from / (from - self->trial[i]);
            *first = i;
        }
    }
    return part;
}

/* Go to the solution of the free leaves, giving up those that reach 0 on the
 * way: each round gives up at least one. */
static void settle(fc_nonnegative *self)
{
    size_t k = 0;
    size_t first = 0;

    do {
        double part = 0.0;

        k = solve_free(self);
        part = feasible_part(&first, self, k);
        for (size_t i = 0; i < k; i++) {
            double *b = &self->b[self->index[i]];

            *b += part * (self->trial[i] - *b);
            if (i == first || *b <= 0.0) {
                *b = 0.0;
                self->free[self->index[i]] = false;
            }
        }
    } while (first < k);
}

/* The bound leaf that gains most; the number of leaves if none gains. */
static size_t find_gain(const fc_nonnegative *self, double scale)
{
    size_t best = self->leaves;

    for (size_t i = 0; i < self->leaves; i++) {
        if (!self->free[i] && self->gain[i] > tolerance * scale
            && (best == self->leaves || self->gain[i] > self->gain[best])) {
            best = i;
        }
    }
    return best;
}

static bool is_below(const double *leaves, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (leaves[i] < 0.0) {
            return true;
        }
    }
    return false;
}

static void start(fc_nonnegative *self, const double *leaves)
{
    for (size_t i = 0; i < self->leaves; i++) {
        self->b[i] = 0.0;
        self->free[i] = false;
    }
    multiply(self->target, self, leaves, NULL);
}

static double largest(const double *values, size_t count)
{
    double most = 0.0;

    for (size_t i = 0; i < count; i++) {
        most = values[i] > most ? values[i] : most;
    }
    return most;
}

bool fc_nonnegative_apply(fc_nonnegative *self, double *values)
{
    double *leaves = values + self->tree->aggregates;
    double scale = 0.0;

    if (!is_below(leaves, self->leaves)) {
        return false;
    }
    start(self, leaves);
    scale = largest(self->target, self->leaves);
    for (size_t round = 0; round < 3 * self->leaves; round++) {
        size_t next = 0;

        multiply(self->gain, self, leaves, self->b);
        next = find_gain(self, scale);
        if (next == self->leaves) {
            break;
        }
        self->free[next] = true;
        settle(self);
    }
    for (size_t i = 0; i < self->leaves; i++) {
        leaves[i] = self->b[i] > 0.0 ? self->b[i] : 0.0;
    }
    fc_tree_sum_leaves(values, self->tree);
    return true;
}
