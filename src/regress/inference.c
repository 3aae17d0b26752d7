/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *   t(j) = b(j) / se(j)                     Student's t, n - p degrees
 *   F = [(T - S) / q] / [S / (n - p)]       T, S: total, residual squares; q
 *                                           coefficients besides the constant
 *   F = b' V^-1 b / q                       where V is not classical
 *   log L = [sum of log w - n (log(2 pi S / n) + 1)] / 2
 *   AIC = -2 log L + 2 k,  BIC = -2 log L + k log n,  k = p + 1
 *   AICc = AIC + 2 k (k + 1) / (n - k - 1)
 *   VIF(j) = 1 / (1 - R^2 of column j on the others)
 *          = [(X'WX)^-1](j,j) times the squared length of column j beside the
 *            constant
 *
 * References: Greene (2018), "Econometric Analysis", chapters 4, 5 and 9.
 * Hurvich & Tsai (1989), Biometrika 76 (AICc).
 */
#include "regress/inference.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

#include "base/number.h"
#include "stats/information.h"

/* C17 has no M_PI. */
static const double two_pi = 6.283185307179586;

static void fill_covariance(fc_regression *regression, fc_least_squares *work)
{
    size_t p = regression->p;
    gsl_matrix_view directions = gsl_matrix_view_array(regression->directions,
                                                       p, p);
    gsl_matrix_view spread = gsl_matrix_view_array(regression->spread, p, p);
    gsl_matrix_view covariance = gsl_matrix_view_array(regression->covariance,
                                                       p, p);
    gsl_matrix_view half = gsl_matrix_submatrix(work->small, 0, 0, p, p);

    (void)gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1.0, &directions.matrix,
                         &spread.matrix, 0.0, &half.matrix);
    (void)gsl_blas_dgemm(CblasNoTrans, CblasTrans, 1.0, &half.matrix,
                         &directions.matrix, 0.0, &covariance.matrix);
    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j < i; j++) {
            regression->covariance[i * p + j] =
                regression->covariance[j * p + i];
        }
    }
}

/* P(|T| > |t|): a tail of the beta distribution, which GSL has to the last
 * digits; its own tail of t is an expansion for more than 30 degrees. */
static double two_sided(double t, double degrees)
{
    return gsl_cdf_beta_P(degrees / (degrees + t * t), 0.5 * degrees, 0.5);
}

static void fill_tests(fc_regression *regression)
{
    for (size_t j = 0; j < regression->p; j++) {
        double se = sqrt(regression->covariance[j * regression->p + j]);
        double t = se > 0.0 ? regression->coefficients[j] / se : fc_missing();

        regression->standard_errors[j] = se;
        regression->t[j] = t;
        regression->p_values[j] = isnan(t) || regression->estimator == FC_RIDGE
                                      ? fc_missing()
                                      : two_sided(
                                          t, regression->degrees_of_freedom);
    }
}

/* Not the final weights of a robust fit. */
static double weight_of(const fc_problem *problem, size_t i)
{
    return problem->weights == NULL ? 1.0 : problem->weights[i];
}

/* The (weighted) squares of what a multiple of the constant column leaves of y.
 */
static double total_sum_of_squares(const fc_problem *problem)
{
    double along = 0.0;
    double length = 0.0;
    double total = 0.0;
    bool centred = problem->constant < problem->p;

    for (size_t i = 0; centred && i < problem->n; i++) {
        double one = fc_design_value(problem->design, problem->first_row + i,
                                     problem->constant);

        along += weight_of(problem, i) * one * problem->y[i];
        length += weight_of(problem, i) * one * one;
    }
    for (size_t i = 0; i < problem->n; i++) {
        double rest = problem->y[i];

        if (centred) {
            rest -= along / length
                    * fc_design_value(problem->design, problem->first_row + i,
                                      problem->constant);
        }
        total += weight_of(problem, i) * rest * rest;
    }
    return total;
}

/* Robust estimators have a sigma of their own in place of the squares. */
static void fill_r_squared(fc_regression *regression, double total)
{
    double one = regression->has_constant ? 1.0 : 0.0;
    double n = (double)regression->n;
    double rest = regression->sigma * regression->sigma
                  * regression->degrees_of_freedom;

    regression->r_squared = fc_missing();
    regression->adjusted_r_squared = fc_missing();
    if (total > 0.0) {
        regression->r_squared = 1.0 - rest / total;
        regression->adjusted_r_squared =
            1.0 - (rest / regression->degrees_of_freedom) / (total / (n - one));
    }
}

/* An exact fit has no likelihood: it would be infinite. */
static void fill_criteria(fc_regression *regression, bool exact)
{
    double n = (double)regression->n;
    double k = (double)(regression->p + 1);
    double logarithms = 0.0;

    regression->log_likelihood = fc_missing();
    regression->aic = fc_missing();
    regression->aicc = fc_missing();
    regression->bic = fc_missing();
    if (regression->estimator != FC_OLS || exact || !(regression->rss > 0.0)) {
        return;
    }
    for (size_t i = 0; regression->weights != NULL && i < regression->n; i++) {
        logarithms += log(regression->weights[i]);
    }
    regression->log_likelihood =
        0.5 * (logarithms - n * (log(two_pi * regression->rss / n) + 1.0));
    regression->aic = -2.0 * regression->log_likelihood + 2.0 * k;
    regression->bic = -2.0 * regression->log_likelihood + k * log(n);
    regression->aicc = fc_aicc(regression->log_likelihood, k, n);
}

/* |u|^2 with R'u = b, where R'R = V = A'A, A = L'D' for the spread LL' and the
 * rows of D that are tested: V itself would lose digits. NaN if the spread is
 * singular. */
static double wald(const fc_regression *regression, fc_least_squares *work,
                   const fc_problem *problem, size_t q)
{
    size_t p = regression->p;
    gsl_matrix_view l = gsl_matrix_submatrix(work->small, 0, 0, p, p);
    gsl_matrix_view a = gsl_matrix_submatrix(work->smaller, 0, 0, p, q);
    gsl_matrix_view r = gsl_matrix_submatrix(work->smaller, 0, 0, q, q);
    gsl_vector_view b = gsl_vector_subvector(work->step, 0, q);
    gsl_vector_view tau = gsl_vector_subvector(work->tau, 0, q);
    double squares = 0.0;
    size_t column = 0;

    for (size_t k = 0; k < p * p; k++) {
        gsl_matrix_set(&l.matrix, k / p, k % p, regression->spread[k]);
    }
    if (gsl_linalg_cholesky_decomp1(&l.matrix) != 0) {
        return fc_missing();
    }
    for (size_t j = 0; j < p; j++) {
        if (j == problem->constant) {
            continue;
        }
        for (size_t k = 0; k < p; k++) {
            gsl_matrix_set(&a.matrix, k, column,
                           regression->directions[j * p + k]);
        }
        gsl_vector_set(&b.vector, column++, regression->coefficients[j]);
    }
    (void)gsl_blas_dtrmm(CblasLeft, CblasLower, CblasTrans, CblasNonUnit, 1.0,
                         &l.matrix, &a.matrix);
    (void)gsl_linalg_QR_decomp(&a.matrix, &tau.vector);
    (void)gsl_blas_dtrsv(CblasUpper, CblasTrans, CblasNonUnit, &r.matrix,
                         &b.vector);
    (void)gsl_blas_ddot(&b.vector, &b.vector, &squares);
    return squares;
}

static void fill_f(fc_regression *regression, fc_least_squares *work,
                   const fc_problem *problem, double total)
{
    size_t q = regression->p - (regression->has_constant ? 1 : 0);
    double chi_squared;

    regression->f_numerator = (double)q;
    regression->f_denominator = regression->degrees_of_freedom;
    if (q == 0 || work->exact || regression->estimator == FC_RIDGE) {
        chi_squared = fc_missing();
    } else if (regression->estimator == FC_OLS
               && regression->covariance_kind == FC_COVARIANCE_CLASSICAL) {
        chi_squared = fmax(total - regression->rss, 0.0)
                      / (regression->rss / regression->f_denominator);
    } else {
        chi_squared = wald(regression, work, problem, q);
    }
    regression->f_statistic = q > 0 ? chi_squared / (double)q : fc_missing();
    regression->f_p_value = isfinite(regression->f_statistic)
                                ? gsl_cdf_fdist_Q(regression->f_statistic,
                                                  regression->f_numerator,
                                                  regression->f_denominator)
                                : fc_missing();
}

/* Squared length of (weighted) column @p j, scaled, beside the constant. */
static double length_beside_constant(const fc_least_squares *work,
                                     const fc_problem *problem, size_t j)
{
    const fc_design *design = problem->design;
    double scale = ldexp(1.0, work->exponents[j]);
    double along = 0.0;
    double length = 0.0;
    double squares = 0.0;

    for (size_t i = 0; i < problem->n && problem->constant < problem->p; i++) {
        size_t row = problem->first_row + i;
        double one = fc_design_value(design, row, problem->constant);

        along += weight_of(problem, i) * one * scale
                 * fc_design_value(design, row, j);
        length += weight_of(problem, i) * one * one;
    }
    for (size_t i = 0; i < problem->n; i++) {
        size_t row = problem->first_row + i;
        double rest = scale * fc_design_value(design, row, j);

        if (problem->constant < problem->p) {
            rest -= along / length
                    * fc_design_value(design, row, problem->constant);
        }
        squares += weight_of(problem, i) * rest * rest;
    }
    return squares;
}

static void fill_vif(fc_regression *regression, const fc_least_squares *work,
                     const fc_problem *problem)
{
    size_t p = regression->p;

    for (size_t j = 0; j < p; j++) {
        double diagonal = 0.0;

        if (j == problem->constant || regression->estimator == FC_RIDGE) {
            regression->vif[j] = fc_missing();
            continue;
        }
        for (size_t k = 0; k < p; k++) {
            for (size_t l = 0; l < p; l++) {
                diagonal +=
                    ldexp(work->directions[j * p + k], -work->exponents[j])
                    * work->shape[k * p + l]
                    * ldexp(work->directions[j * p + l], -work->exponents[j]);
            }
        }
        regression->vif[j] = diagonal
                             * length_beside_constant(work, problem, j);
    }
}

void fc_inference_fill(fc_regression *regression, fc_least_squares *work,
                       const fc_problem *problem)
{
    double total = total_sum_of_squares(problem);

    fill_covariance(regression, work);
    fill_tests(regression);
    fill_r_squared(regression, total);
    fill_criteria(regression, work->exact);
    fill_f(regression, work, problem, total);
    fill_vif(regression, work, problem);
}
