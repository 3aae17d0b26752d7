/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Covariances of the coefficients of least squares, in the basis Z of
 * least_squares.c, with H = (Z'WZ)^-1:
 *
 *   classical   s^2 H
 *   HC0 - HC3   H [sum of g(i)^2 z(i) z(i)'] H,  g = w e times
 *               1, sqrt(n / (n - p)), 1 / sqrt(1 - h), 1 / (1 - h)
 *   Newey-West  H [G(0) + sum over l = 1..L of (1 - l / (L + 1)) (G(l) +
 * G(l)')] H,  G(l) = sum of g(t) g(t-l) z(t) z(t-l)', g = w e
 *
 * No correction for the number of coefficients in Newey-West, as in R's
 * sandwich::NeweyWest(prewhite = FALSE, adjust = FALSE).
 *
 * References: White (1980), Econometrica 48. MacKinnon & White (1985), Journal
 * of Econometrics 29. Newey & West (1987), Econometrica 55; (1994), "Automatic
 * lag selection in covariance matrix estimation", Review of Economic Studies
 * 61. Zeileis (2004), Journal of Statistical Software 11(10).
 */
#include "regress/covariance.h"

#include <gsl/gsl_blas.h>
#include <math.h>
#include <string.h>

/* A row with leverage nearer to 1 than this has a residual of no digits. */
static const double full_leverage = 1e-10;

/* Row i of the basis times what stands for its error: work->basis_low is free
 * once the fit is done. */
static void load_scores(fc_least_squares *work, const double *factors)
{
    for (size_t i = 0; i < work->n; i++) {
        for (size_t k = 0; k < work->p; k++) {
            work->basis_low[i * work->p + k] = factors[i]
                                               * work->basis[i * work->p + k];
        }
    }
}

static void load_factors(fc_least_squares *work, fc_covariance_kind kind)
{
    double n = (double)work->n;

    for (size_t i = 0; i < work->n; i++) {
        double rest = 1.0 - work->leverage[i];
        double factor = work->weights[i] * work->residuals[i];

        if (kind == FC_COVARIANCE_HC1) {
            factor *= sqrt(n / work->degrees);
        } else if (kind == FC_COVARIANCE_HC2) {
            factor /= sqrt(rest);
        } else if (kind == FC_COVARIANCE_HC3) {
            factor /= rest;
        }
        work->response[i] = factor;
    }
}

static fc_status check_leverage(const fc_least_squares *work,
                                const fc_problem *problem, fc_error *err)
{
    for (size_t i = 0; i < work->n; i++) {
        if (!(1.0 - work->leverage[i] > full_leverage)) {
            return FC_FAIL(err, FC_ERR_SINGULAR,
                           "row %zu alone fixes a coefficient (leverage 1), so "
                           "HC2 and HC3 do not exist; use HC1",
                           problem->first_row + i + 1);
        }
    }
    return FC_OK;
}

/* Lags of Bartlett's kernel that Newey & West (1994) choose, from the sum of
 * the scores of all columns but a constant. */
static size_t choose_bandwidth(const fc_least_squares *work,
                               const fc_problem *problem, double *sums)
{
    size_t n = work->n;
    double count = (double)n;
    size_t longest = (size_t)(4.0 * pow(count / 100.0, 2.0 / 9.0));
    double level = 0.0;
    double slope = 0.0;
    double chosen = 0.0;

    for (size_t i = 0; i < n; i++) {
        sums[i] = 0.0;
        for (size_t j = 0; j < work->p; j++) {
            if (j != problem->constant || work->p == 1) {
                sums[i] += work->response[i]
                           * fc_design_value(problem->design,
                                             problem->first_row + i, j);
            }
        }
    }
    for (size_t lag = 0; lag <= longest && lag < n; lag++) {
        double product = 0.0;

        for (size_t i = lag; i < n; i++) {
            product += sums[i] * sums[i - lag];
        }
        level += (lag == 0 ? 1.0 : 2.0) * product;
        slope += 2.0 * (double)lag * product;
    }
    if (!(fabs(slope) > 0.0)) {
        return 0;
    }
    chosen = 1.1447 * cbrt(slope / level * (slope / level) * count);
    return chosen < count - 1.0 ? (size_t)chosen : n - 1;
}

/* meat += weight (G(lag) + G(lag)'), or G(0) alone. */
static void add_lag(gsl_matrix *meat, const fc_least_squares *work, size_t lag,
                    double weight)
{
    size_t p = work->p;
    gsl_matrix_const_view now = gsl_matrix_const_view_array(
        work->basis_low + lag * p, work->n - lag, p);
    gsl_matrix_const_view before = gsl_matrix_const_view_array(
        work->basis_low, work->n - lag, p);

    if (lag == 0) {
        (void)gsl_blas_dgemm(CblasTrans, CblasNoTrans, 1.0, &now.matrix,
                             &now.matrix, 0.0, meat);
        return;
    }
    (void)gsl_blas_dgemm(CblasTrans, CblasNoTrans, weight, &now.matrix,
                         &before.matrix, 1.0, meat);
    (void)gsl_blas_dgemm(CblasTrans, CblasNoTrans, weight, &before.matrix,
                         &now.matrix, 1.0, meat);
}

/* H meat H */
static void sandwich(double *spread, fc_least_squares *work,
                     const gsl_matrix *meat)
{
    size_t p = work->p;
    gsl_matrix_view bread = gsl_matrix_view_array(work->shape, p, p);
    gsl_matrix_view half = gsl_matrix_submatrix(work->smaller, 0, 0, p, p);
    gsl_matrix_view out = gsl_matrix_view_array(spread, p, p);

    (void)gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1.0, &bread.matrix, meat,
                         0.0, &half.matrix);
    (void)gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1.0, &half.matrix,
                         &bread.matrix, 0.0, &out.matrix);
}

static fc_status find_bandwidth(size_t *bandwidth, const fc_least_squares *work,
                                const fc_problem *problem, double *room,
                                fc_error *err)
{
    if (*bandwidth >= work->n) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "%zu lags are too many for %zu rows; at most %zu fit",
                       *bandwidth, work->n, work->n - 1);
    }
    if (*bandwidth == 0) {
        *bandwidth = choose_bandwidth(work, problem, room);
    }
    return FC_OK;
}

fc_status fc_covariance_find(double *spread, size_t *bandwidth,
                             fc_least_squares *work, const fc_problem *problem,
                             fc_covariance_kind kind, fc_error *err)
{
    size_t p = work->p;
    gsl_matrix_view meat = gsl_matrix_submatrix(work->small, 0, 0, p, p);
    fc_status status = FC_OK;

    if (kind == FC_COVARIANCE_CLASSICAL) {
        for (size_t k = 0; k < p * p; k++) {
            spread[k] = work->sigma * work->sigma * work->shape[k];
        }
        return FC_OK;
    }
    if (kind == FC_COVARIANCE_HC2 || kind == FC_COVARIANCE_HC3) {
        status = check_leverage(work, problem, err);
    }
    load_factors(work, kind);
    if (status == FC_OK && kind == FC_COVARIANCE_NEWEY_WEST) {
        status = find_bandwidth(bandwidth, work, problem, work->scaled_weights,
                                err);
    }
    if (status != FC_OK) {
        return status;
    }
    load_scores(work, work->response);
    add_lag(&meat.matrix, work, 0, 1.0);
    for (size_t lag = 1; lag <= *bandwidth; lag++) {
        add_lag(&meat.matrix, work, lag,
                1.0 - (double)lag / (double)(*bandwidth + 1));
    }
    sandwich(spread, work, &meat.matrix);
    return FC_OK;
}
