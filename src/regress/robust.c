/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * M-estimation by iterative reweighting, GSL's: weights w(u) of
 * u = r / (tune s sqrt(1 - h)), s the median absolute deviation / 0.6745 of the
 * residuals, h the leverage.
 *
 *   bisquare  (1 - u^2)^2 for |u| < 1, else 0   tune 4.685
 *   huber     1 for |u| <= 1, else 1 / |u|           1.345
 *   cauchy    1 / (1 + u^2)                          2.385
 *   fair      1 / (1 + |u|)                          1.400
 *   welsch    exp(-u^2)                              2.985
 *
 * References: GSL manual 2.7, "Robust linear regression". DuMouchel & O'Brien
 * (1989), "Integrating a robust option into a multiple regression computing
 * environment", 21st Symposium on the Interface.
 */
#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <string.h>

#include "regress/least_squares.h"

/* Where GSL's iteration goes round in a circle, steps with the scale held must
 * come below this share of the scale in every fitted value; they shrink by a
 * constant factor, so this many are plenty. */
static const double settled_tolerance = 1e-9;
static const size_t held_iterations = 2000;

/* GSL's floor of the scale, as a share of the standard deviation of y. */
static const double least_scale = 1e-6;

/* The problem as GSL sees it, and where it puts the result. */
struct views {
    gsl_matrix_const_view x;
    gsl_vector_const_view y;
    gsl_vector_view coefficients;
    gsl_matrix_view covariance; /* not used: see take_sigma() */
};

static struct views views_of(fc_least_squares *work, const fc_problem *problem)
{
    const fc_design *design = problem->design;
    size_t p = problem->p;

    return (struct views){
        .x = gsl_matrix_const_view_array_with_tda(
            design->values + problem->first_row * design->capacity, problem->n,
            p, design->capacity),
        .y = gsl_vector_const_view_array(problem->y, problem->n),
        .coefficients = gsl_vector_view_array(work->coefficients, p),
        .covariance = gsl_matrix_submatrix(work->small, 0, 0, p, p),
    };
}

static const gsl_multifit_robust_type *type_of(fc_estimator estimator)
{
    switch (estimator) {
    case FC_HUBER:
        return gsl_multifit_robust_huber;
    case FC_CAUCHY:
        return gsl_multifit_robust_cauchy;
    case FC_FAIR:
        return gsl_multifit_robust_fair;
    case FC_WELSCH:
        return gsl_multifit_robust_welsch;
    case FC_OLS:
    case FC_BISQUARE:
    case FC_RIDGE:
        break;
    }
    return gsl_multifit_robust_bisquare;
}

static fc_status renew(fc_least_squares *work,
                       const gsl_multifit_robust_type *type, fc_error *err)
{
    if (work->robust != NULL && work->robust->n == work->n
        && work->robust->p == work->p && work->robust_type == type) {
        return FC_OK;
    }
    if (work->robust != NULL) {
        gsl_multifit_robust_free(work->robust);
    }
    work->robust_type = type;
    work->robust = gsl_multifit_robust_alloc(type, work->n, work->p);
    if (work->robust == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for a robust regression");
    }
    return FC_OK;
}

/* Weights of the residuals over @p scale; residuals of rows with leverage
 * count for more. */
static void reweight(fc_least_squares *work, double scale)
{
    gsl_vector_view u = gsl_vector_view_array(work->response, work->n);
    gsl_vector_view weights = gsl_vector_view_array(work->weights, work->n);

    for (size_t i = 0; i < work->n; i++) {
        work->response[i] = work->residuals[i]
                            * gsl_vector_get(work->robust->resfac, i) / scale;
    }
    (void)work->robust->type->wfun(&u.vector, &weights.vector);
}

/* One weighted fit; @p step is the largest change of a fitted value. */
static int refit(double *step, fc_least_squares *work, struct views *views)
{
    gsl_vector_const_view weights = gsl_vector_const_view_array(work->weights,
                                                                work->n);
    gsl_vector_view fresh = gsl_vector_view_array(work->response, work->n);
    double chi_squared = 0.0;
    int code = gsl_multifit_wlinear(
        &views->x.matrix, &weights.vector, &views->y.vector,
        &views->coefficients.vector, &views->covariance.matrix, &chi_squared,
        work->svd);

    if (code == GSL_SUCCESS) {
        code = gsl_multifit_linear_residuals(&views->x.matrix, &views->y.vector,
                                             &views->coefficients.vector,
                                             &fresh.vector);
    }
    *step = 0.0;
    for (size_t i = 0; i < work->n; i++) {
        *step = fmax(*step, fabs(work->response[i] - work->residuals[i]));
        work->residuals[i] = work->response[i];
    }
    return code;
}

/* GSL estimates the scale anew at every step, and can go round in a circle.
 * With the scale held, every step lowers the objective. */
static fc_status settle(fc_least_squares *work, struct views *views,
                        fc_error *err)
{
    const gsl_vector *y = &views->y.vector;
    double least = least_scale * gsl_stats_sd(y->data, y->stride, y->size);
    double scale = fmax(work->robust->stats.sigma_mad, least);

    for (size_t i = 0; i < held_iterations; i++) {
        double step = 0.0;

        reweight(work, work->robust->tune * scale);
        work->iterations++;
        if (refit(&step, work, views) != GSL_SUCCESS) {
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
 * that of the ordinary fit with this sigma, so directions and shape stay. */
static void take_sigma(fc_least_squares *work)
{
    double p = (double)work->p;
    double sigma = work->robust->stats.sigma;

    if (!isfinite(sigma)) {
        sigma = work->sigma * p / sqrt(p * p + (double)work->n);
    }
    work->sigma = sigma;
    work->rss = 0.0;
    for (size_t i = 0; i < work->n; i++) {
        work->rss += work->residuals[i] * work->residuals[i];
    }
}

/* Starts over from the ordinary fit that @p work holds. */
static fc_status iterate(fc_least_squares *work, const fc_problem *problem,
                         fc_estimator estimator, fc_error *err)
{
    struct views views = views_of(work, problem);
    fc_status status = renew(work, type_of(estimator), err);
    size_t n = work->n;
    int code = GSL_SUCCESS;

    if (status != FC_OK) {
        return status;
    }
    code = gsl_multifit_robust(&views.x.matrix, &views.y.vector,
                               &views.coefficients.vector,
                               &views.covariance.matrix, work->robust);
    if (code != GSL_SUCCESS && code != GSL_EMAXITER) {
        return FC_FAIL(err, FC_ERR_CONVERGENCE, "robust regression failed: %s",
                       gsl_strerror(code));
    }
    work->iterations = work->robust->stats.numit;
    memcpy(work->residuals, work->robust->r->data, n * sizeof(double));
    memcpy(work->weights, work->robust->weights->data, n * sizeof(double));
    if (code == GSL_EMAXITER) {
        status = settle(work, &views, err);
    }
    take_sigma(work);
    return status;
}

fc_status fc_robust_fit(fc_least_squares *work, const fc_problem *problem,
                        fc_estimator estimator, fc_error *err)
{
    fc_status status = fc_least_squares_fit(work, problem, err);

    /* Residuals that are rounding errors have no outliers. */
    if (status == FC_OK && !work->exact) {
        status = iterate(work, problem, estimator, err);
    }
    return status;
}
