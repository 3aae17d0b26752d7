/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The maps of reconciliation. With A the rows of S that are no leaves,
 * C = [I | -A]: C y = 0 says that every parent is the sum of its leaves. The
 * least-squares methods project along W onto that space,
 *
 *   P = I - W C' (C W C')^-1 C,
 *
 * which needs no inverse of W and equals S (S' W^-1 S)^-1 S' W^-1
 * (Wickramasuriya, Athanasopoulos & Hyndman 2019, section 2.3).
 */
#include "forecast/reconcile.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "select/reconcile.h"

static const char *const names[FC_RECONCILIATIONS] = {
    [FC_RECONCILE_NONE] = "none",
    [FC_RECONCILE_BOTTOM_UP] = "bottom-up",
    [FC_RECONCILE_TOP_DOWN] = "top-down",
    [FC_RECONCILE_TOP_DOWN_AVERAGE] = "top-down-average",
    [FC_RECONCILE_OLS] = "ols",
    [FC_RECONCILE_STRUCTURAL] = "structural",
    [FC_RECONCILE_WLS] = "wls",
    [FC_RECONCILE_MINT] = "mint",
};

const char *fc_reconciliation_name(fc_reconciliation method)
{
    return names[method];
}

bool fc_reconciliation_find(fc_reconciliation *out, const char *name)
{
    for (size_t i = 0; i < FC_RECONCILIATIONS; i++) {
        if (strcmp(name, names[i]) == 0) {
            *out = (fc_reconciliation)i;
            return true;
        }
    }
    return false;
}

static void map_identity(double *map, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        map[i * n + i] = 1.0;
    }
}

static void map_bottom_up(double *map, const fc_tree *tree)
{
    size_t n = tree->count;
    size_t leaves = fc_tree_leaves(tree);

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < leaves; j++) {
            map[i * n + tree->aggregates + j] = tree->summing[i * leaves + j];
        }
    }
}

/* What the children of @p parent add up to. */
static double sum_children(const fc_tree *tree, const double *base,
                           size_t parent)
{
    double sum = 0.0;

    for (size_t i = parent + 1; i < tree->count; i++) {
        if (tree->parent[i] == parent) {
            sum += tree->sign[i] * base[i];
        }
    }
    return sum;
}

/* A node gets that part of its parent which it has among its siblings. */
static fc_status map_top_down(double *map, const fc_tree *tree,
                              const double *base, fc_error *err)
{
    size_t n = tree->count;

    map[0] = 1.0;
    for (size_t i = 1; i < n; i++) {
        double sum = sum_children(tree, base, tree->parent[i]);

        if (sum == 0.0 || !isfinite(base[i] / sum)) {
            return FC_FAIL(err, FC_ERR_DATA,
                           "the forecasts of the parts add up to %g, which has "
                           "no shares; use another method of reconciliation",
                           sum);
        }
        map[i * n] = map[tree->parent[i] * n] * base[i] / sum;
    }
    return FC_OK;
}

static void map_shares(double *map, const fc_tree *tree, const double *shares)
{
    size_t n = tree->count;
    size_t leaves = fc_tree_leaves(tree);

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < leaves; j++) {
            map[i * n] += tree->summing[i * leaves + j] * shares[j];
        }
    }
}

/* How many leaves a node stands on, whatever their signs. */
static double count_leaves(const fc_tree *tree, size_t node)
{
    size_t leaves = fc_tree_leaves(tree);
    double sum = 0.0;

    for (size_t j = 0; j < leaves; j++) {
        sum += fabs(tree->summing[node * leaves + j]);
    }
    return sum;
}

/* W(i,j) */
static double weight(const fc_reconcile_request *request, size_t i, size_t j)
{
    size_t n = request->tree->count;

    if (request->method == FC_RECONCILE_MINT) {
        return request->covariance[i * n + j];
    }
    if (i != j) {
        return 0.0;
    }
    if (request->method == FC_RECONCILE_STRUCTURAL) {
        return count_leaves(request->tree, i);
    }
    return request->method == FC_RECONCILE_WLS ? request->covariance[i * n + i]
                                               : 1.0;
}

void fc_reconcile_weights(double *out, const fc_reconcile_request *request)
{
    size_t n = request->tree->count;

    for (size_t i = 0; i < n * n; i++) {
        out[i] = weight(request, i / n, i % n);
    }
}

/* What the projection is computed from. */
struct projection {
    gsl_matrix *w;  /* n x n */
    gsl_matrix *c;  /* aggregates x n */
    gsl_matrix *cw; /* aggregates x n: C W, then (C W C')^-1 C W */
    gsl_matrix *k;  /* aggregates x aggregates: C W C' */
};

static void projection_release(struct projection *self)
{
    gsl_matrix_free(self->w);
    gsl_matrix_free(self->c);
    gsl_matrix_free(self->cw);
    gsl_matrix_free(self->k);
}

static fc_status projection_init(struct projection *self, const fc_tree *tree,
                                 fc_error *err)
{
    size_t n = tree->count;
    size_t a = tree->aggregates;

    *self = (struct projection){.w = gsl_matrix_calloc(n, n),
                                .c = gsl_matrix_calloc(a, n),
                                .cw = gsl_matrix_calloc(a, n),
                                .k = gsl_matrix_calloc(a, a)};
    if (self->w == NULL || self->c == NULL || self->cw == NULL
        || self->k == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu nodes", n);
    }
    return FC_OK;
}

static void fill(struct projection *self, const fc_reconcile_request *request)
{
    const fc_tree *tree = request->tree;
    size_t leaves = fc_tree_leaves(tree);

    for (size_t i = 0; i < tree->count; i++) {
        for (size_t j = 0; j < tree->count; j++) {
            gsl_matrix_set(self->w, i, j, weight(request, i, j));
        }
    }
    for (size_t i = 0; i < tree->aggregates; i++) {
        gsl_matrix_set(self->c, i, i, 1.0);
        for (size_t j = 0; j < leaves; j++) {
            gsl_matrix_set(self->c, i, tree->aggregates + j,
                           -tree->summing[i * leaves + j]);
        }
    }
}

/* P' = I - C' (C W C')^-1 C W. */
static fc_status project(double *map, const fc_reconcile_request *request,
                         fc_error *err)
{
    size_t n = request->tree->count;
    struct projection self = {0};
    fc_status status = projection_init(&self, request->tree, err);

    if (status == FC_OK) {
        gsl_matrix_view out = gsl_matrix_view_array(map, n, n);

        fill(&self, request);
        (void)gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1.0, self.c, self.w,
                             0.0, self.cw);
        (void)gsl_blas_dgemm(CblasNoTrans, CblasTrans, 1.0, self.cw, self.c,
                             0.0, self.k);
        if (gsl_linalg_cholesky_decomp1(self.k) != 0) {
            status = FC_FAIL(err, FC_ERR_SINGULAR,
                             "the errors of the series have no covariance to "
                             "reconcile with; use another method");
        } else {
            (void)gsl_blas_dtrsm(CblasLeft, CblasLower, CblasNoTrans,
                                 CblasNonUnit, 1.0, self.k, self.cw);
            (void)gsl_blas_dtrsm(CblasLeft, CblasLower, CblasTrans,
                                 CblasNonUnit, 1.0, self.k, self.cw);
            map_identity(map, n);
            (void)gsl_blas_dgemm(CblasTrans, CblasNoTrans, -1.0, self.cw,
                                 self.c, 1.0, &out.matrix);
        }
    }
    projection_release(&self);
    return status;
}

static bool has_one_root(const fc_tree *tree)
{
    for (size_t i = 1; i < tree->count; i++) {
        if (tree->parent[i] == FC_NO_PARENT) {
            return false;
        }
    }
    return true;
}

fc_status fc_reconcile_map(double *map, const fc_reconcile_request *request,
                           fc_error *err)
{
    const fc_tree *tree = request->tree;

    if ((request->method == FC_RECONCILE_TOP_DOWN
         || request->method == FC_RECONCILE_TOP_DOWN_AVERAGE)
        && !has_one_root(tree)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "top-down needs one root that all stand under; use "
                       "another method of reconciliation");
    }
    for (size_t i = 0; i < tree->count * tree->count; i++) {
        map[i] = 0.0;
    }
    switch (request->method) {
    case FC_RECONCILE_NONE:
        map_identity(map, tree->count);
        return FC_OK;
    case FC_RECONCILE_BOTTOM_UP:
        map_bottom_up(map, tree);
        return FC_OK;
    case FC_RECONCILE_TOP_DOWN:
        return map_top_down(map, tree, request->base, err);
    case FC_RECONCILE_TOP_DOWN_AVERAGE:
        map_shares(map, tree, request->shares);
        return FC_OK;
    case FC_RECONCILE_OLS:
    case FC_RECONCILE_STRUCTURAL:
    case FC_RECONCILE_WLS:
    case FC_RECONCILE_MINT:
        break;
    }
    return project(map, request, err);
}
