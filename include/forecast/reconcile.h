/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Reconciliation: forecasts of the nodes of a tree made to add up.
 *
 * Base forecasts y^ of all nodes become y~ = P y^ with a linear map P whose
 * values all lie where parents are the sums of their children:
 *
 *   bottom-up          P = S [0 | I]: the leaves, summed
 *   top-down           P = s [1 0 .. 0]: the root, split by the shares s of the
 *                      base forecasts, level by level
 *   top-down-average   likewise, with the mean shares of the past
 *   ols, structural,   P = I - W C' (C W C')^-1 C, which is S (S' W^-1 S)^-1
 *   wls, mint          S' W^-1: least squares with weights W^-1, where C y = 0
 *                      says that all parents are sums, and W is I; diagonal,
 *                      how many leaves a node stands on; diagonal, the
 * variances of the base errors; their covariances
 *
 * Sources: Hyndman & Athanasopoulos, Forecasting: Principles and Practice (3rd
 * ed.), chapter 11; Wickramasuriya, Athanasopoulos & Hyndman (2019), Journal of
 * the American Statistical Association 114, 804-819 (MinT); Panagiotelis,
 * Gamakumara, Athanasopoulos & Hyndman (2023), European Journal of Operational
 * Research 306, 693-706 (sample paths: each joint draw is mapped).
 */
#ifndef FORECAST_RECONCILE_H
#define FORECAST_RECONCILE_H

#include "forecast/hierarchy.h"
#include "forecast/paths.h"

FC_BEGIN_DECLS

/** How forecasts are made to add up; docs/methods.md has the equations. */
typedef enum fc_reconciliation {
    FC_RECONCILE_NONE,
    FC_RECONCILE_BOTTOM_UP,
    FC_RECONCILE_TOP_DOWN,
    FC_RECONCILE_TOP_DOWN_AVERAGE,
    FC_RECONCILE_OLS,
    FC_RECONCILE_STRUCTURAL,
    FC_RECONCILE_WLS,
    FC_RECONCILE_MINT,
} fc_reconciliation;

/** How many there are, NONE included. */
enum { FC_RECONCILIATIONS = FC_RECONCILE_MINT + 1 };

/** "none", "bottom-up" and so on, as above. */
FC_API const char *fc_reconciliation_name(fc_reconciliation method);
/** The method called @p name into *out; false, and nothing there, if none is.
 */
FC_API bool fc_reconciliation_find(fc_reconciliation *out, const char *name);

/** What a map is made from. What the method does not need may be NULL. */
typedef struct fc_reconcile_request {
    const fc_tree *tree;      /**< which series add up to which */
    fc_reconciliation method; /**< how */
    const double *base;       /**< count: top-down: base forecasts */
    const double *shares;     /**< leaves: top-down-average: of the root */
    const double *covariance; /**< count x count: wls (its diagonal), mint; of
                                   the base errors, positive definite */
} fc_reconcile_request;

/**
 * The map P, row-major, count x count.
 * @return FC_ERR_ARGUMENT for top-down under several roots; FC_ERR_DATA where
 *         children's base forecasts add up to 0 (top-down),
 *         FC_ERR_SINGULAR for a covariance that is none, FC_ERR_MEMORY
 */
FC_API fc_status fc_reconcile_map(double *map,
                                  const fc_reconcile_request *request,
                                  fc_error *err);

/**
 * Apply a map to the values of all nodes, in place: the leaves by the map, all
 * others as sums of leaves, so that nothing but the order of adding is lost.
 * @param room count values
 */
FC_API void fc_reconcile_apply(double *values, const double *map,
                               const fc_tree *tree, double *room);

/**
 * Mean over the past of each leaf's share of the root, over the periods in
 * which all leaves are known and the root is not 0.
 * @param leaves,root the series behind each other, aligned, @p n periods: leaf
 *        j at leaves[j * n + t]
 * @param shares one a leaf
 * @return FC_ERR_TOO_SHORT without such a period
 */
FC_API fc_status fc_reconcile_shares(double *shares, const double *leaves,
                                     const double *root, size_t leaf_count,
                                     size_t n, fc_error *err);

/** Solves the reconciliation under leaves of at least 0; opaque. */
typedef struct fc_nonnegative fc_nonnegative;

/**
 * The least-squares problem of Wickramasuriya, Turlach & Hyndman (2020),
 * Statistics and Computing 30, 1167-1182: leaves b >= 0 that minimise
 * (y^ - S b)' W^-1 (y^ - S b), by the active set of Lawson & Hanson (1974),
 * which takes at most three rounds a leaf; what is below 0 after that becomes
 * 0.
 * @param covariance W, count x count, positive definite; NULL: I
 * @return FC_ERR_SINGULAR, FC_ERR_MEMORY. The caller frees *out with
 *         fc_nonnegative_free().
 */
FC_API fc_status fc_nonnegative_create(fc_nonnegative **out,
                                       const fc_tree *tree,
                                       const double *covariance, fc_error *err);
/** NULL is fine. */
FC_API void fc_nonnegative_free(fc_nonnegative *self);
/**
 * Leaves of at least 0 in place of reconciled @p values, of which the parents
 * are summed anew. Without a leaf below 0 nothing changes.
 * @return true if something has changed
 */
FC_API bool fc_nonnegative_apply(fc_nonnegative *self, double *values);

/** What reconciliation of paths is to do at one step. */
typedef struct fc_reconcile_step {
    const double *map;     /**< as fc_reconcile_map() makes it */
    fc_nonnegative *floor; /**< NULL: leaves may be below 0 */
} fc_reconcile_step;

/**
 * Map each joint draw of step @p step, in place.
 * @param paths one a node, of equally many draws
 * @param changed draws that the floor changed; may be NULL
 * @return FC_ERR_MEMORY
 */
FC_API fc_status fc_reconcile_paths(fc_paths *const *paths, const fc_tree *tree,
                                    size_t step, const fc_reconcile_step *how,
                                    size_t *changed, fc_error *err);

/**
 * Covariance shrunk to its diagonal (Schaefer & Strimmer 2005, Statistical
 * Applications in Genetics and Molecular Biology 4, 32), of errors around 0:
 * l D + (1 - l) E'E / n, D its diagonal, with
 *
 *   l = sum over i != j of Var(r(i,j)) / sum over i != j of r(i,j)^2,
 *
 * held between 0 and 1, r the correlations.
 * @param covariance p x p
 * @param intensity l; may be NULL. 1 for a single row
 * @param errors n x p, row-major, no value missing
 * @return FC_ERR_TOO_SHORT for no row, FC_ERR_DATA for a column of zeros
 */
FC_API fc_status fc_shrink_covariance(double *covariance, double *intensity,
                                      const double *errors, size_t n, size_t p,
                                      fc_error *err);

/** With what the paths of several series are to go together. */
typedef struct fc_join_request {
    size_t count;              /**< series */
    const double *correlation; /**< count x count, positive definite */
    const char *stream;        /**< usually the name of the root */
    uint64_t seed;             /**< of the order of draws */
    size_t *order; /**< NULL, or room for count x draws: gets of each series
                        where its path d stood before, for
                        fc_paths_reorder() */
} fc_join_request;

/**
 * Make one joint draw of the draws of several series, which were drawn apart:
 * whole paths change their places, so that each series keeps its law and what
 * its steps have to do with each other, and the ranks of the series go together
 * as in a normal law with this correlation (a Gaussian copula). A path's rank
 * is that of the mean of its standardised steps. Between single steps the
 * correlation is lower than asked for, as far as the steps of a path differ.
 * @param paths of equally many draws
 * @return FC_ERR_SINGULAR for a correlation that is none, FC_ERR_MEMORY
 */
FC_API fc_status fc_paths_join(fc_paths *const *paths,
                               const fc_join_request *request, fc_error *err);

/**
 * Move paths as others were moved: path d is then what path @p order [d] was.
 * Two forecasts from the same random numbers stay so.
 * @return FC_ERR_MEMORY
 */
FC_API fc_status fc_paths_reorder(fc_paths *paths, const size_t *order,
                                  fc_error *err);

/**
 * As fc_paths_join() of two series that always move together: the path of rank
 * r of @p paths goes where that of rank r of @p like stands. The steps may be
 * other ones.
 * @return FC_ERR_MEMORY
 */
FC_API fc_status fc_paths_align(fc_paths *paths, const fc_paths *like,
                                fc_error *err);

FC_END_DECLS

#endif
