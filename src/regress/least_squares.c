/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Least squares, refined in twice the precision of a double.
 *
 *   minimise  (y - X b)' W (y - X b)
 *
 *   sqrt(W) X = Q R         in doubles (GSL's Householder QR)
 *   T = inverse of R        in doubles; taken as exact from here on
 *   Z = X T                 in double-doubles; Z'WZ is nearly the identity
 *   c solves Z'W (y - Z c) = 0   by refinement: residuals and their products
 *                           with Z in double-doubles, corrections in doubles
 *   b = T c                 in double-doubles
 *   Cov(b) = s^2 T (Z'WZ)^-1 T'
 *
 * The factorisation in doubles only has to be good enough for Z'WZ to be well
 * conditioned; the result does not inherit its errors. So neither coefficients
 * nor standard errors lose digits to columns that are nearly dependent.
 *
 * References: Bjorck (1996), "Numerical Methods for Least Squares Problems",
 * section 2.9 (iterative refinement). GSL manual 2.7, "Linear Algebra".
 * Yamamoto, Nakatsukasa, Yanagisawa & Fukaya (2015),
 * "Roundoff error analysis of the CholeskyQR2 algorithm", ETNA 44.
 */
#include "regress/least_squares.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

/* A column depends on those before it if less than this share of its length
 * is new. Columns computed from logarithms are good to about 1e-13; the
 * powers of NIST's Filip, hard but of full rank, keep 1e-7. */
static const double rank_tolerance = 1e-10;

/* Residuals below this share of y are rounding errors: the fit is exact. */
static const double exact_tolerance = 1e-13;

/* Each takes about 15 digits off the error of the solution in the basis. */
static const int refinements = 2;

/* Scales stay inside the range of numbers. */
static const int most_exponent = 1000;

fc_status fc_problem_check_size(const fc_problem *problem, fc_error *err)
{
    if (problem->observations > problem->p) {
        return FC_OK;
    }
    return FC_FAIL(err, FC_ERR_TOO_SHORT,
                   "%zu rows are too few for %zu coefficients; at least %zu "
                   "are needed",
                   problem->observations, problem->p, problem->p + 1);
}

/* The power of two that brings @p count values, @p stride apart, near 1. */
static int exponent_of(const double *values, size_t count, size_t stride)
{
    double largest = 0.0;
    int exponent = 0;

    for (size_t i = 0; i < count; i++) {
        largest = fmax(largest, fabs(values[i * stride]));
    }
    (void)frexp(largest, &exponent);
    return exponent < -most_exponent  ? most_exponent
           : exponent > most_exponent ? -most_exponent
                                      : -exponent;
}

static void load_column(fc_least_squares *work, const fc_problem *problem,
                        size_t j)
{
    const fc_design *design = problem->design;
    size_t start = problem->first_row * design->capacity + j;
    int exponent = exponent_of(design->values + start, problem->n,
                               design->capacity);
    double scale = ldexp(1.0, exponent);
    double squares = 0.0;

    work->exponents[j] = exponent;
    for (size_t i = 0; i < problem->n; i++) {
        size_t from = start + i * design->capacity;
        size_t to = i * problem->p + j;
        double value = scale * design->values[from];

        work->columns[to] = value;
        work->columns_low[to] = design->low == NULL ? 0.0
                                                    : scale * design->low[from];
        squares += work->scaled_weights[i] * value * value;
    }
    work->lengths[j] = sqrt(squares);
}

/* Scales are powers of two, so that nothing is rounded. */
static void load_weights(fc_least_squares *work, const fc_problem *problem,
                         int *exponent)
{
    *exponent = 0;
    for (size_t i = 0; i < problem->n; i++) {
        work->weights[i] = problem->weights == NULL ? 1.0 : problem->weights[i];
    }
    if (problem->weights != NULL) {
        *exponent = exponent_of(work->weights, problem->n, 1);
    }
    for (size_t i = 0; i < problem->n; i++) {
        work->scaled_weights[i] = ldexp(work->weights[i], *exponent);
    }
}

/* R into the upper triangle of work->factor. */
static fc_status factorise(fc_least_squares *work, fc_error *err)
{
    size_t n = work->n;
    size_t p = work->p;
    gsl_matrix_view a = gsl_matrix_submatrix(work->factor, 0, 0, n, p);
    gsl_vector_view tau = gsl_vector_subvector(work->tau, 0, p);
    int code = GSL_SUCCESS;

    for (size_t i = 0; i < n; i++) {
        double root = sqrt(work->scaled_weights[i]);

        for (size_t j = 0; j < p; j++) {
            gsl_matrix_set(&a.matrix, i, j, root * work->columns[i * p + j]);
        }
    }
    code = gsl_linalg_QR_decomp(&a.matrix, &tau.vector);
    if (code != GSL_SUCCESS) {
        return FC_FAIL(err, FC_ERR_CONVERGENCE, "least squares failed: %s",
                       gsl_strerror(code));
    }
    return FC_OK;
}

/* The diagonal of R is what is new in each column. */
static fc_status check_rank(const fc_least_squares *work,
                            const fc_problem *problem, fc_error *err)
{
    char *const *names = problem->design->names;
    size_t rows = problem->observations;

    for (size_t j = 0; j < work->p; j++) {
        double fresh = fabs(gsl_matrix_get(work->factor, j, j));

        if (fresh > rank_tolerance * work->lengths[j]) {
            continue;
        }
        if (!(work->lengths[j] > 0.0)) {
            return FC_FAIL(err, FC_ERR_SINGULAR,
                           "column '%s' is zero in all %zu rows; leave it out",
                           names[j], rows);
        }
        return FC_FAIL(err, FC_ERR_SINGULAR,
                       "column '%s' is a linear combination of the columns "
                       "before it in the %zu rows; leave it out",
                       names[j], rows);
    }
    return FC_OK;
}

/* The largest over the smallest singular value of R, its columns scaled to
 * length 1. */
static void find_condition(fc_least_squares *work)
{
    size_t p = work->p;
    gsl_matrix_view r = gsl_matrix_submatrix(work->small, 0, 0, p, p);
    gsl_matrix_view v = gsl_matrix_submatrix(work->smaller, 0, 0, p, p);
    gsl_vector_view values = gsl_vector_subvector(work->tau, 0, p);

    gsl_matrix_set_zero(&r.matrix);
    for (size_t i = 0; i < p; i++) {
        for (size_t j = i; j < p; j++) {
            gsl_matrix_set(&r.matrix, i, j,
                           gsl_matrix_get(work->factor, i, j)
                               / work->lengths[j]);
        }
    }
    (void)gsl_linalg_SV_decomp_jacobi(&r.matrix, &v.matrix, &values.vector);
    work->condition_number = gsl_vector_get(&values.vector, 0)
                             / gsl_vector_get(&values.vector, p - 1);
}

/* T into work->directions, for the scaled columns. */
static void invert_factor(fc_least_squares *work)
{
    size_t p = work->p;
    gsl_matrix_view t = gsl_matrix_view_array(work->directions, p, p);

    gsl_matrix_set_zero(&t.matrix);
    for (size_t i = 0; i < p; i++) {
        for (size_t j = i; j < p; j++) {
            gsl_matrix_set(&t.matrix, i, j, gsl_matrix_get(work->factor, i, j));
        }
    }
    (void)gsl_linalg_tri_invert(CblasUpper, CblasNonUnit, &t.matrix);
}

/* Row @p i of Z = X T; T is upper triangular. */
static void form_basis_row(fc_least_squares *work, size_t i)
{
    size_t p = work->p;
    const double *high = work->columns + i * p;
    const double *low = work->columns_low + i * p;

    for (size_t k = 0; k < p; k++) {
        fc_dd sum = {0.0, 0.0};

        for (size_t j = 0; j <= k; j++) {
            sum = fc_dd_add(sum, fc_dd_scale((fc_dd){high[j], low[j]},
                                             work->directions[j * p + k]));
        }
        work->basis[i * p + k] = sum.high;
        work->basis_low[i * p + k] = sum.low;
    }
}

/* (Z'WZ)^-1 into work->shape; its Cholesky factor into work->small. */
static fc_status invert_gram(fc_least_squares *work, fc_error *err)
{
    size_t p = work->p;
    gsl_matrix_view gram = gsl_matrix_submatrix(work->small, 0, 0, p, p);
    gsl_matrix_view inverse = gsl_matrix_view_array(work->shape, p, p);

    gsl_matrix_set_zero(&gram.matrix);
    for (size_t i = 0; i < work->n; i++) {
        gsl_vector_view z = gsl_vector_view_array(work->basis + i * p, p);

        (void)gsl_blas_dsyr(CblasLower, work->scaled_weights[i], &z.vector,
                            &gram.matrix);
    }
    if (gsl_linalg_cholesky_decomp1(&gram.matrix) != GSL_SUCCESS) {
        return FC_FAIL(err, FC_ERR_SINGULAR,
                       "the columns of the regression are too much alike to "
                       "tell their coefficients apart");
    }
    (void)gsl_matrix_memcpy(&inverse.matrix, &gram.matrix);
    (void)gsl_linalg_cholesky_invert(&inverse.matrix);
    return FC_OK;
}

/* work->errors = y - Z c */
static void find_errors(fc_least_squares *work)
{
    size_t p = work->p;

    for (size_t i = 0; i < work->n; i++) {
        fc_dd error = {work->response[i], 0.0};

        for (size_t k = 0; k < p; k++) {
            fc_dd z = {work->basis[i * p + k], work->basis_low[i * p + k]};

            error = fc_dd_subtract(error, fc_dd_multiply(z, work->solution[k]));
        }
        work->errors[i] = error;
    }
}

/* work->gradient = Z'W (y - Z c) */
static void find_gradient(fc_least_squares *work)
{
    size_t p = work->p;

    for (size_t k = 0; k < p; k++) {
        work->gradient[k] = (fc_dd){0.0, 0.0};
    }
    for (size_t i = 0; i < work->n; i++) {
        fc_dd error = fc_dd_scale(work->errors[i], work->scaled_weights[i]);

        for (size_t k = 0; k < p; k++) {
            fc_dd z = {work->basis[i * p + k], work->basis_low[i * p + k]};

            work->gradient[k] = fc_dd_add(work->gradient[k],
                                          fc_dd_multiply(z, error));
        }
    }
}

static void solve(fc_least_squares *work)
{
    size_t p = work->p;
    gsl_matrix_view gram = gsl_matrix_submatrix(work->small, 0, 0, p, p);
    gsl_vector_view step = gsl_vector_subvector(work->step, 0, p);

    for (size_t k = 0; k < p; k++) {
        work->solution[k] = (fc_dd){0.0, 0.0};
    }
    find_errors(work);
    for (int pass = 0; pass < refinements; pass++) {
        find_gradient(work);
        for (size_t k = 0; k < p; k++) {
            gsl_vector_set(&step.vector, k, work->gradient[k].high);
        }
        (void)gsl_linalg_cholesky_svx(&gram.matrix, &step.vector);
        for (size_t k = 0; k < p; k++) {
            fc_dd change = {gsl_vector_get(&step.vector, k), 0.0};

            work->solution[k] = fc_dd_add(work->solution[k], change);
        }
        find_errors(work);
    }
}

/* Back to the units of the caller. */
static void take_result(fc_least_squares *work, const fc_problem *problem,
                        int response_exponent, int weight_exponent)
{
    size_t p = work->p;
    double squares = 0.0;
    double total = 0.0;

    for (size_t j = 0; j < p; j++) {
        fc_dd sum = {0.0, 0.0};

        for (size_t k = j; k < p; k++) {
            double *direction = &work->directions[j * p + k];

            sum = fc_dd_add(sum, fc_dd_scale(work->solution[k], *direction));
            *direction = ldexp(*direction, work->exponents[j]);
        }
        work->coefficients[j] = ldexp(sum.high,
                                      work->exponents[j] - response_exponent);
    }
    for (size_t i = 0; i < work->n; i++) {
        double error = work->errors[i].high;

        squares += work->scaled_weights[i] * error * error;
        total += work->scaled_weights[i] * work->response[i]
                 * work->response[i];
        work->residuals[i] = ldexp(error, -response_exponent);
    }
    work->exact = sqrt(squares) <= exact_tolerance * sqrt(total);
    work->rss = ldexp(squares, -weight_exponent - 2 * response_exponent);
    work->degrees = (double)(problem->observations - p);
    work->sigma = ldexp(sqrt(ldexp(squares, -weight_exponent) / work->degrees),
                        -response_exponent);
    for (size_t k = 0; k < p * p; k++) {
        work->shape[k] = ldexp(work->shape[k], weight_exponent);
    }
}

/* h(i) = w(i) z(i)' (Z'WZ)^-1 z(i) */
static void find_leverage(fc_least_squares *work)
{
    size_t p = work->p;
    gsl_matrix_view gram = gsl_matrix_submatrix(work->small, 0, 0, p, p);
    gsl_vector_view row = gsl_vector_subvector(work->step, 0, p);

    for (size_t i = 0; i < work->n; i++) {
        double squares = 0.0;

        for (size_t k = 0; k < p; k++) {
            gsl_vector_set(&row.vector, k, work->basis[i * p + k]);
        }
        (void)gsl_blas_dtrsv(CblasLower, CblasNoTrans, CblasNonUnit,
                             &gram.matrix, &row.vector);
        (void)gsl_blas_ddot(&row.vector, &row.vector, &squares);
        work->leverage[i] = fmin(work->scaled_weights[i] * squares, 1.0);
    }
}

fc_status fc_least_squares_fit(fc_least_squares *work,
                               const fc_problem *problem, fc_error *err)
{
    int response_exponent = exponent_of(problem->y, problem->n, 1);
    int weight_exponent = 0;
    fc_status status = fc_problem_check_size(problem, err);

    if (status != FC_OK) {
        return status;
    }
    work->n = problem->n;
    work->p = problem->p;
    work->iterations = 0;
    work->lambda = 0.0;
    load_weights(work, problem, &weight_exponent);
    for (size_t j = 0; j < work->p; j++) {
        load_column(work, problem, j);
    }
    for (size_t i = 0; i < work->n; i++) {
        work->response[i] = ldexp(problem->y[i], response_exponent);
    }
    status = factorise(work, err);
    if (status == FC_OK) {
        status = check_rank(work, problem, err);
    }
    if (status != FC_OK) {
        return status;
    }
    find_condition(work);
    invert_factor(work);
    for (size_t i = 0; i < work->n; i++) {
        form_basis_row(work, i);
    }
    status = invert_gram(work, err);
    if (status == FC_OK) {
        find_leverage(work);
        solve(work);
        take_result(work, problem, response_exponent, weight_exponent);
    }
    return status;
}
