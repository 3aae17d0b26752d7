/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Least squares by the singular value decomposition of the column-balanced
 * design, and M-estimation with Tukey's bisquare by iterative reweighting,
 * both GSL's.
 *
 * Robust: weights (1 - u^2)^2 for |u| < 1 of u = r / (4.685 s sqrt(1 - h)),
 * s the median absolute deviation / 0.6745 of the residuals, h the leverage.
 *
 * References: GSL manual 2.7, "Linear Least-Squares Fitting". DuMouchel &
 * O'Brien (1989), "Integrating a robust option into a multiple regression
 * computing environment", 21st Symposium on the Interface.
 */
#include "regress/least_squares.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* A column depends on those before it if less than this share of its length
 * is new. Columns computed from logarithms are good to about 1e-13; the
 * powers of NIST's Filip, hard but of full rank, keep 1e-7. */
static const double rank_tolerance = 1e-10;

/* Residuals below this share of y are rounding errors: the fit is exact. */
static const double exact_tolerance = 1e-13;

/* Where GSL's iteration goes round in a circle, steps with the scale held must
 * come below this share of the scale in every fitted value; they shrink by a
 * constant factor, so this many are plenty. */
static const double settled_tolerance = 1e-9;
static const size_t held_iterations = 2000;

/* GSL's floor of the scale, as a share of the standard deviation of y. */
static const double least_scale = 1e-6;

fc_status fc_least_squares_create(fc_least_squares **out, size_t max_rows,
                                  size_t max_columns, fc_error *err)
{
    fc_least_squares *work = fc_calloc(1, sizeof *work);

    *out = NULL;
    if (work == NULL) {
        goto memory;
    }
    work->max_rows = max_rows;
    work->max_columns = max_columns;
    work->coefficients = fc_calloc(max_columns, sizeof(double));
    work->covariance = fc_calloc(max_columns * max_columns, sizeof(double));
    work->residuals = fc_calloc(max_rows, sizeof(double));
    work->weights = fc_calloc(max_rows, sizeof(double));
    work->leverage = fc_calloc(max_rows, sizeof(double));
    work->ordinary_covariance = fc_calloc(max_columns * max_columns,
                                          sizeof(double));
    work->basis = fc_calloc(max_rows * max_columns, sizeof(double));
    work->svd = gsl_multifit_linear_alloc(max_rows, max_columns);
    if (work->coefficients == NULL || work->covariance == NULL
        || work->residuals == NULL || work->weights == NULL
        || work->leverage == NULL || work->ordinary_covariance == NULL
        || work->basis == NULL || work->svd == NULL) {
        goto memory;
    }
    *out = work;
    return FC_OK;
memory:
    fc_least_squares_free(work);
    return FC_FAIL(err, FC_ERR_MEMORY,
                   "out of memory for a regression of %zu rows and %zu columns",
                   max_rows, max_columns);
}

void fc_least_squares_free(fc_least_squares *work)
{
    if (work == NULL) {
        return;
    }
    if (work->svd != NULL) {
        gsl_multifit_linear_free(work->svd);
    }
    if (work->robust != NULL) {
        gsl_multifit_robust_free(work->robust);
    }
    free(work->coefficients);
    free(work->covariance);
    free(work->residuals);
    free(work->weights);
    free(work->leverage);
    free(work->ordinary_covariance);
    free(work->basis);
    free(work);
}

static double length_of(const double *values, size_t n)
{
    gsl_vector_const_view view = gsl_vector_const_view_array(values, n);

    return gsl_blas_dnrm2(&view.vector);
}

/* Take the part along each of the first @p count unit vectors out of @p column,
 * twice: once leaves rounding errors along them (Kahan's "twice is enough"). */
static void orthogonalise(double *column, const double *basis, size_t count,
                          size_t n)
{
    gsl_vector_view v = gsl_vector_view_array(column, n);

    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t k = 0; k < count; k++) {
            gsl_vector_const_view q = gsl_vector_const_view_array(basis + k * n,
                                                                  n);
            double along = 0.0;

            (void)gsl_blas_ddot(&q.vector, &v.vector, &along);
            (void)gsl_blas_daxpy(-along, &q.vector, &v.vector);
        }
    }
}

/* Index of the first column that depends on those before it, or the number of
 * columns. */
static size_t first_dependent(fc_least_squares *work, const fc_design *design)
{
    size_t n = design->rows;

    for (size_t j = 0; j < design->columns; j++) {
        double *column = work->basis + j * n;
        double before = 0.0;
        double after = 0.0;

        for (size_t i = 0; i < n; i++) {
            column[i] = design->values[i * design->capacity + j];
        }
        before = length_of(column, n);
        orthogonalise(column, work->basis, j, n);
        after = length_of(column, n);
        if (!(after > rank_tolerance * before)) {
            return j;
        }
        for (size_t i = 0; i < n; i++) {
            column[i] /= after;
        }
    }
    return design->columns;
}

static fc_status check_rank(fc_least_squares *work, const fc_design *design,
                            fc_error *err)
{
    size_t column = first_dependent(work, design);

    if (column == design->columns) {
        return FC_OK;
    }
    if (column == 0) {
        return FC_FAIL(err, FC_ERR_SINGULAR,
                       "column '%s' is zero in all %zu rows; leave it out",
                       design->names[column], design->rows);
    }
    return FC_FAIL(err, FC_ERR_SINGULAR,
                   "column '%s' is a linear combination of the columns before "
                   "it in the %zu rows; leave it out",
                   design->names[column], design->rows);
}

/* The design as GSL sees it, and the vectors of a fit. */
struct problem {
    gsl_matrix_const_view x;
    gsl_vector_const_view y;
    gsl_vector_view coefficients;
    gsl_matrix_view covariance;
    gsl_vector_view residuals;
};

static struct problem problem_of(fc_least_squares *work,
                                 const fc_design *design, const double *y)
{
    size_t n = design->rows;
    size_t p = design->columns;

    return (struct problem){
        .x = gsl_matrix_const_view_array_with_tda(design->values, n, p,
                                                  design->capacity),
        .y = gsl_vector_const_view_array(y, n),
        .coefficients = gsl_vector_view_array(work->coefficients, p),
        .covariance = gsl_matrix_view_array(work->covariance, p, p),
        .residuals = gsl_vector_view_array(work->residuals, n),
    };
}

static fc_status fit_ordinary(fc_least_squares *work, struct problem *problem,
                              fc_error *err)
{
    gsl_matrix_view u = gsl_matrix_submatrix(work->svd->A, 0, 0, work->n,
                                             work->p);
    gsl_vector_view leverage = gsl_vector_view_array(work->leverage, work->n);
    double chi_squared = 0.0;
    double norm = 0.0;
    int code = gsl_multifit_linear(
        &problem->x.matrix, &problem->y.vector, &problem->coefficients.vector,
        &problem->covariance.matrix, &chi_squared, work->svd);

    if (code == GSL_SUCCESS) {
        code = gsl_linalg_SV_leverage(&u.matrix, &leverage.vector);
    }
    if (code == GSL_SUCCESS) {
        code = gsl_multifit_linear_residuals(
            &problem->x.matrix, &problem->y.vector,
            &problem->coefficients.vector, &problem->residuals.vector);
    }
    if (code != GSL_SUCCESS) {
        return FC_FAIL(err, FC_ERR_CONVERGENCE, "least squares failed: %s",
                       gsl_strerror(code));
    }
    for (size_t i = 0; i < work->n; i++) {
        work->weights[i] = 1.0;
    }
    norm = length_of(work->residuals, work->n);
    work->sigma = norm / sqrt((double)(work->n - work->p));
    work->exact = norm <= exact_tolerance * gsl_blas_dnrm2(&problem->y.vector);
    return FC_OK;
}

static fc_status renew_robust(fc_least_squares *work, fc_error *err)
{
    if (work->robust != NULL && work->robust->n == work->n
        && work->robust->p == work->p) {
        return FC_OK;
    }
    if (work->robust != NULL) {
        gsl_multifit_robust_free(work->robust);
    }
    work->robust = gsl_multifit_robust_alloc(gsl_multifit_robust_bisquare,
                                             work->n, work->p);
    if (work->robust == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for a robust regression");
    }
    return FC_OK;
}

/* weights = bisquare of the residuals over @p scale; residuals of rows with
 * leverage count for more. */
static void reweight(fc_least_squares *work, double scale)
{
    for (size_t i = 0; i < work->n; i++) {
        double u = work->residuals[i] * work->robust->resfac->data[i] / scale;

        work->weights[i] = fabs(u) < 1.0 ? (1.0 - u * u) * (1.0 - u * u) : 0.0;
    }
}

/* One weighted fit; @p step is the largest change of a fitted value. */
static int refit(double *step, fc_least_squares *work, struct problem *problem)
{
    gsl_vector_const_view weights = gsl_vector_const_view_array(work->weights,
                                                                work->n);
    gsl_vector_view fresh = gsl_vector_view_array(work->basis, work->n);
    double chi_squared = 0.0;
    int code = gsl_multifit_wlinear(
        &problem->x.matrix, &weights.vector, &problem->y.vector,
        &problem->coefficients.vector, &problem->covariance.matrix,
        &chi_squared, work->svd);

    if (code == GSL_SUCCESS) {
        code = gsl_multifit_linear_residuals(
            &problem->x.matrix, &problem->y.vector,
            &problem->coefficients.vector, &fresh.vector);
    }
    *step = 0.0;
    for (size_t i = 0; i < work->n; i++) {
        *step = fmax(*step, fabs(work->basis[i] - work->residuals[i]));
        work->residuals[i] = work->basis[i];
    }
    return code;
}

/* GSL estimates the scale anew at every step, and can go round in a circle.
 * With the scale held, every step lowers the objective. */
static fc_status settle(fc_least_squares *work, struct problem *problem,
                        fc_error *err)
{
    const gsl_vector *y = &problem->y.vector;
    double least = least_scale * gsl_stats_sd(y->data, y->stride, y->size);
    double scale = fmax(work->robust->stats.sigma_mad, least);

    for (size_t i = 0; i < held_iterations; i++) {
        double step = 0.0;

        reweight(work, work->robust->tune * scale);
        work->iterations++;
        if (refit(&step, work, problem) != GSL_SUCCESS) {
            break;
        }
        if (step <= settled_tolerance * scale) {
            return FC_OK;
        }
    }
    return FC_FAIL(err, FC_ERR_CONVERGENCE,
                   "the robust regression does not settle in %zu steps; use "
                   "ordinary least squares",
                   work->iterations);
}

/* Sigma of DuMouchel & O'Brien. GSL's is not a number if most residuals are
 * zero; its limit then is that of no robust scale at all. The covariance is
 * that of the ordinary fit with this sigma. */
static void take_sigma(fc_least_squares *work)
{
    double p = (double)work->p;
    double ordinary = work->sigma;
    double sigma = work->robust->stats.sigma;

    if (!isfinite(sigma)) {
        sigma = ordinary * p / sqrt(p * p + (double)work->n);
    }
    for (size_t k = 0; k < work->p * work->p; k++) {
        work->covariance[k] = work->ordinary_covariance[k] * (sigma / ordinary)
                              * (sigma / ordinary);
    }
    work->sigma = sigma;
}

/* Starts over from the ordinary fit that @p work holds. */
static fc_status fit_robust(fc_least_squares *work, struct problem *problem,
                            fc_error *err)
{
    fc_status status = renew_robust(work, err);
    size_t n = work->n;
    int code = GSL_SUCCESS;

    if (status != FC_OK) {
        return status;
    }
    memcpy(work->ordinary_covariance, work->covariance,
           work->p * work->p * sizeof(double));
    code = gsl_multifit_robust(&problem->x.matrix, &problem->y.vector,
                               &problem->coefficients.vector,
                               &problem->covariance.matrix, work->robust);
    if (code != GSL_SUCCESS && code != GSL_EMAXITER) {
        return FC_FAIL(err, FC_ERR_CONVERGENCE, "robust regression failed: %s",
                       gsl_strerror(code));
    }
    work->iterations = work->robust->stats.numit;
    memcpy(work->residuals, work->robust->r->data, n * sizeof(double));
    memcpy(work->weights, work->robust->weights->data, n * sizeof(double));
    if (code == GSL_EMAXITER) {
        status = settle(work, problem, err);
    }
    take_sigma(work);
    return status;
}

fc_status fc_least_squares_fit(fc_least_squares *work, const fc_design *design,
                               const double *y, fc_estimator estimator,
                               fc_error *err)
{
    struct problem problem = problem_of(work, design, y);
    fc_status status = FC_OK;

    if (design->rows <= design->columns) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "%zu rows are too few for %zu coefficients; at least "
                       "%zu are needed",
                       design->rows, design->columns, design->columns + 1);
    }
    work->n = design->rows;
    work->p = design->columns;
    work->iterations = 0;
    status = check_rank(work, design, err);
    if (status == FC_OK) {
        status = fit_ordinary(work, &problem, err);
    }
    /* Residuals that are rounding errors have no outliers. */
    if (status == FC_OK && estimator == FC_BISQUARE && !work->exact) {
        status = fit_robust(work, &problem, err);
    }
    return status;
}
