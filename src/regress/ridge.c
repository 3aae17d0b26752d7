/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ridge regression on columns that are centred (if the design has a constant,
 * which is not penalised) and then standardised to mean square 1:
 *
 *   minimise  |y - m - A c|^2 + lambda |c|^2,   A = U S V'
 *   c = V diag(s / (s^2 + lambda)) U'y
 *   Cov(c) = sigma^2 V diag(s^2 / (s^2 + lambda)^2) V'
 *   effective degrees of freedom = sum s^2 / (s^2 + lambda) (+ 1)
 *
 * GSL's penalty is the square of its parameter; lambda here is that square, as
 * in MASS::lm.ridge(). Standard errors are those of the estimator about its own
 * (biased) mean.
 *
 * References: Hoerl & Kennard (1970), "Ridge regression", Technometrics 12.
 * Golub, Heath & Wahba (1979), "Generalized cross-validation as a method for
 * choosing a good ridge parameter", Technometrics 21. Hansen (1992), "Analysis
 * of discrete ill-posed problems by means of the L-curve", SIAM Review 34. GSL
 * manual 2.7, "Regularized regression".
 */
#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "regress/least_squares.h"

/* Points of the curves of GCV and L. */
enum { curve_points = 200 };

/* How far the curve of GCV goes beyond the singular values. */
static const double beyond = 1e3;

/* The standardised problem; q is the number of penalised columns. */
struct standard {
    size_t q;
    size_t *columns; /* q: of the design */
    double *means;   /* q */
    double *scales;  /* q */
    double y_mean;
    gsl_matrix *a; /* n * q */
    gsl_vector *y;
    gsl_vector *c; /* q */
    gsl_multifit_linear_workspace *svd;
    gsl_vector *lambdas; /* the curve: GSL's parameter */
    gsl_vector *across;
    gsl_vector *along;
};

static void standard_release(struct standard *s)
{
    free(s->columns);
    free(s->means);
    free(s->scales);
    gsl_matrix_free(s->a);
    gsl_vector_free(s->y);
    gsl_vector_free(s->c);
    if (s->svd != NULL) {
        gsl_multifit_linear_free(s->svd);
    }
    gsl_vector_free(s->lambdas);
    gsl_vector_free(s->across);
    gsl_vector_free(s->along);
}

static fc_status allocate(struct standard *s, size_t n, fc_error *err)
{
    s->columns = fc_calloc(s->q, sizeof *s->columns);
    s->means = fc_calloc(s->q, sizeof *s->means);
    s->scales = fc_calloc(s->q, sizeof *s->scales);
    s->a = gsl_matrix_alloc(n, s->q);
    s->y = gsl_vector_alloc(n);
    s->c = gsl_vector_alloc(s->q);
    s->svd = gsl_multifit_linear_alloc(n, s->q);
    s->lambdas = gsl_vector_alloc(curve_points);
    s->across = gsl_vector_alloc(curve_points);
    s->along = gsl_vector_alloc(curve_points);
    if (s->columns == NULL || s->means == NULL || s->scales == NULL
        || s->a == NULL || s->y == NULL || s->c == NULL || s->svd == NULL
        || s->lambdas == NULL || s->across == NULL || s->along == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for a ridge regression");
    }
    return FC_OK;
}

static double value_at(const fc_problem *problem, size_t i, size_t j)
{
    return fc_design_value(problem->design, problem->first_row + i, j);
}

/* Column @p k of A. */
static fc_status load_column(struct standard *s, const fc_problem *problem,
                             size_t k, fc_error *err)
{
    size_t j = s->columns[k];
    double n = (double)problem->n;
    bool centred = problem->constant < problem->p;
    double largest = 0.0;
    double squares = 0.0;
    double mean = 0.0;

    for (size_t i = 0; i < problem->n; i++) {
        largest = fmax(largest, fabs(value_at(problem, i, j)));
        mean += centred ? value_at(problem, i, j) / n : 0.0;
    }
    for (size_t i = 0; largest > 0.0 && i < problem->n; i++) {
        double share = (value_at(problem, i, j) - mean) / largest;

        squares += share * share;
    }
    s->means[k] = mean;
    s->scales[k] = largest * sqrt(squares / n);
    if (!(s->scales[k] > 0.0)) {
        return FC_FAIL(err, FC_ERR_SINGULAR,
                       "column '%s' is the same in all %zu rows; leave it out",
                       problem->design->names[j], problem->n);
    }
    for (size_t i = 0; i < problem->n; i++) {
        gsl_matrix_set(s->a, i, k,
                       (value_at(problem, i, j) - mean) / s->scales[k]);
    }
    return FC_OK;
}

static fc_status load(struct standard *s, const fc_problem *problem,
                      fc_error *err)
{
    double n = (double)problem->n;
    fc_status status = FC_OK;
    size_t count = 0;

    for (size_t j = 0; j < problem->p; j++) {
        if (j != problem->constant) {
            s->columns[count++] = j;
        }
    }
    for (size_t k = 0; status == FC_OK && k < s->q; k++) {
        status = load_column(s, problem, k, err);
    }
    for (size_t i = 0; problem->constant < problem->p && i < problem->n; i++) {
        s->y_mean += problem->y[i] / n;
    }
    for (size_t i = 0; i < problem->n; i++) {
        gsl_vector_set(s->y, i, problem->y[i] - s->y_mean);
    }
    return status;
}

/* GSL's own grid ends at the singular values, where there may still be no
 * minimum; this one goes on to where nothing and to where all is penalised. GSL
 * looks between the neighbours of the lowest point of the curve; an end of
 * the curve is its own answer. */
static int choose_by_gcv(struct standard *s, double *parameter)
{
    double length = 0.0;
    size_t least = 0;
    int code = gsl_multifit_linear_gcv_init(s->y, s->lambdas, s->c, &length,
                                            s->svd);

    if (code == GSL_SUCCESS) {
        code = gsl_multifit_linear_lreg(
            gsl_vector_get(s->svd->S, s->q - 1) / beyond,
            gsl_vector_get(s->svd->S, 0) * beyond, s->lambdas);
    }
    if (code == GSL_SUCCESS) {
        code = gsl_multifit_linear_gcv_curve(s->lambdas, s->c, length,
                                             s->across, s->svd);
    }
    if (code != GSL_SUCCESS) {
        return code;
    }
    least = gsl_vector_min_index(s->across);
    if (least == 0 || least + 1 == curve_points) {
        *parameter = gsl_vector_get(s->lambdas, least);
        return GSL_SUCCESS;
    }
    return gsl_multifit_linear_gcv_min(s->lambdas, s->c, s->across, length,
                                       parameter, s->svd);
}

static int choose_by_l_curve(struct standard *s, double *parameter)
{
    size_t corner = 0;
    int code = gsl_multifit_linear_lcurve(s->y, s->lambdas, s->across, s->along,
                                          s->svd);

    if (code == GSL_SUCCESS) {
        code = gsl_multifit_linear_lcorner(s->across, s->along, &corner);
    }
    if (code == GSL_SUCCESS) {
        *parameter = gsl_vector_get(s->lambdas, corner);
    }
    return code;
}

static fc_status solve(struct standard *s, fc_least_squares *work,
                       const fc_regression_options *options, fc_error *err)
{
    double parameter = sqrt(options->lambda);
    double error = 0.0;
    double size = 0.0;
    int code = gsl_multifit_linear_svd(s->a, s->svd);

    if (code == GSL_SUCCESS && options->ridge == FC_RIDGE_GCV) {
        code = choose_by_gcv(s, &parameter);
    } else if (code == GSL_SUCCESS && options->ridge == FC_RIDGE_L_CURVE) {
        code = choose_by_l_curve(s, &parameter);
    }
    if (code == GSL_SUCCESS) {
        code = gsl_multifit_linear_solve(parameter, s->a, s->y, s->c, &error,
                                         &size, s->svd);
    }
    if (code != GSL_SUCCESS) {
        return FC_FAIL(err, FC_ERR_CONVERGENCE,
                       "ridge regression failed (%s); give lambda",
                       gsl_strerror(code));
    }
    work->lambda = options->ridge == FC_RIDGE_FIXED ? options->lambda
                                                    : parameter * parameter;
    return FC_OK;
}

static double shrinkage(const struct standard *s, double lambda, size_t k)
{
    double value = gsl_vector_get(s->svd->S, k);

    return value * value / (value * value + lambda);
}

/* Residuals, leverage, degrees of freedom. */
static void take_errors(fc_least_squares *work, const struct standard *s,
                        const fc_problem *problem)
{
    double constant = problem->constant < work->p ? 1.0 / (double)work->n : 0.0;
    double used = 0.0;

    work->rss = 0.0;
    for (size_t i = 0; i < work->n; i++) {
        gsl_vector_const_view row = gsl_matrix_const_row(s->a, i);
        double fitted = 0.0;

        (void)gsl_blas_ddot(&row.vector, s->c, &fitted);
        work->residuals[i] = gsl_vector_get(s->y, i) - fitted;
        work->rss += work->residuals[i] * work->residuals[i];
        work->weights[i] = 1.0;
        work->leverage[i] = constant;
        for (size_t k = 0; k < s->q; k++) {
            double u = gsl_matrix_get(s->svd->A, i, k);

            work->leverage[i] += u * u * shrinkage(s, work->lambda, k);
        }
        used += work->leverage[i];
    }
    work->degrees = (double)work->n - used;
    work->sigma = sqrt(work->rss / work->degrees);
    work->condition_number = gsl_vector_get(s->svd->S, 0)
                             / gsl_vector_get(s->svd->S, s->q - 1);
}

/* Coefficients of the columns as given, and what they vary along: direction k
 * the k-th singular vector, the last one the mean of y. */
static void take_coefficients(fc_least_squares *work, const struct standard *s,
                              const fc_problem *problem)
{
    size_t p = work->p;
    double level = s->y_mean;

    memset(work->directions, 0, p * p * sizeof(double));
    memset(work->shape, 0, p * p * sizeof(double));
    for (size_t k = 0; k < s->q; k++) {
        double value = gsl_vector_get(s->svd->S, k);

        work->coefficients[s->columns[k]] = gsl_vector_get(s->c, k)
                                            / s->scales[k];
        level -= work->coefficients[s->columns[k]] * s->means[k];
        for (size_t l = 0; l < s->q; l++) {
            work->directions[s->columns[k] * p + l] =
                gsl_matrix_get(s->svd->Q, k, l) / s->scales[k];
        }
        value = value / (value * value + work->lambda);
        work->shape[k * p + k] = value * value;
    }
    if (problem->constant == p) {
        return;
    }
    for (size_t l = 0; l < s->q; l++) {
        double sum = 0.0;

        for (size_t k = 0; k < s->q; k++) {
            sum -= s->means[k] * work->directions[s->columns[k] * p + l];
        }
        work->directions[problem->constant * p + l] =
            sum / value_at(problem, 0, problem->constant);
    }
    work->directions[problem->constant * p + s->q] =
        1.0 / value_at(problem, 0, problem->constant);
    work->shape[s->q * p + s->q] = 1.0 / (double)work->n;
    work->coefficients[problem->constant] =
        level / value_at(problem, 0, problem->constant);
}

fc_status fc_ridge_fit(fc_least_squares *work, const fc_problem *problem,
                       const fc_regression_options *options, fc_error *err)
{
    struct standard s = {0};
    fc_status status = fc_problem_check_size(problem, err);

    if (status != FC_OK) {
        return status;
    }
    s.q = problem->p - (problem->constant < problem->p ? 1 : 0);
    if (s.q == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "ridge regression needs a column besides the constant");
    }
    work->n = problem->n;
    work->p = problem->p;
    work->iterations = 0;
    work->exact = false;
    status = allocate(&s, problem->n, err);
    if (status == FC_OK) {
        status = load(&s, problem, err);
    }
    if (status == FC_OK) {
        status = solve(&s, work, options, err);
    }
    if (status == FC_OK) {
        take_errors(work, &s, problem);
        take_coefficients(work, &s, problem);
    }
    standard_release(&s);
    return status;
}
