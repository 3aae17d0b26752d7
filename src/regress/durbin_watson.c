/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Durbin & Watson:
 *
 *   d = sum (e(t) - e(t-1))^2 / sum e(t)^2 = e'Ae / e'e
 *
 * With normal errors d is a ratio of quadratic forms, sum l(i) z(i)^2 / sum
 * z(i)^2 with independent normal z and the eigenvalues l of A on the space
 * orthogonal to the columns, so that
 *
 *   P(d < x) = P(sum (l(i) - x) z(i)^2 < 0),
 *
 * which Imhof's integral gives. For many rows the normal distribution with the
 * exact mean and variance of d is used.
 *
 * References: Durbin & Watson (1950, 1951), Biometrika 37, 409-428; 38,
 * 159-177. Imhof (1961), Biometrika 48, 419-426.
 */
#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_math.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "regress/tested.h"

enum { EXACT_ROWS = 200, INTERVALS = 1000 };

static const double integral_tolerance = 1e-11;

static double statistic_of(const fc_tested *tested)
{
    const double *e = tested->residuals;
    double sum = 0.0;

    for (size_t t = 1; t < tested->n; t++) {
        sum += (e[t] - e[t - 1]) * (e[t] - e[t - 1]);
    }
    return sum / tested->rss;
}

/* The weights l(i) - x. */
struct form {
    const double *weights;
    size_t count;
};

/* Imhof's integrand; the rule below never asks for it at 0. */
static double integrand(double u, void *context)
{
    const struct form *form = context;
    double angle = 0.0;
    double log_size = 0.0;

    for (size_t i = 0; i < form->count; i++) {
        double product = form->weights[i] * u;

        angle += 0.5 * atan(product);
        log_size += 0.25 * log1p(product * product);
    }
    return sin(angle) / u * exp(-log_size);
}

/* P(sum weights z^2 < 0) = 1/2 - 1/pi times the integral from 0 to infinity. */
static fc_status below_zero(double *out, struct form form, fc_error *err)
{
    gsl_function function = {.function = integrand, .params = &form};
    gsl_integration_workspace *work = gsl_integration_workspace_alloc(
        INTERVALS);
    double integral = 0.0;
    double error = 0.0;
    int code = GSL_SUCCESS;

    if (work == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for an integral");
    }
    code = gsl_integration_qagiu(&function, 0.0, integral_tolerance, 0.0,
                                 INTERVALS, work, &integral, &error);
    gsl_integration_workspace_free(work);
    /* A failure of rounding keeps what can be had, far below what is shown. */
    if (code != GSL_SUCCESS && !(error < 1e-6)) {
        return FC_FAIL(err, FC_ERR_CONVERGENCE,
                       "the p value of the Durbin-Watson test cannot be "
                       "integrated: %s",
                       gsl_strerror(code));
    }
    *out = fmin(fmax(0.5 - integral / M_PI, 0.0), 1.0);
    return FC_OK;
}

/* Differences of the unit vectors that are orthogonal to the columns, one a
 * row of @p out: their products are A on that space. */
static void difference_directions(gsl_matrix *out, const fc_tested *tested,
                                  double *direction)
{
    for (size_t k = 0; k < out->size1; k++) {
        fc_projector_direction(tested->projector, direction, tested->p + k);
        for (size_t t = 1; t < tested->n; t++) {
            gsl_matrix_set(out, k, t - 1, direction[t] - direction[t - 1]);
        }
    }
}

static fc_status eigenvalues(double *out, const fc_tested *tested,
                             fc_error *err)
{
    size_t count = tested->n - tested->p;
    gsl_matrix *differences = gsl_matrix_alloc(count, tested->n - 1);
    gsl_matrix *products = gsl_matrix_calloc(count, count);
    gsl_eigen_symm_workspace *work = gsl_eigen_symm_alloc(count);
    double *direction = fc_calloc(tested->n, sizeof *direction);
    gsl_vector_view values = gsl_vector_view_array(out, count);
    int code = GSL_ENOMEM;

    if (differences != NULL && products != NULL && work != NULL
        && direction != NULL) {
        difference_directions(differences, tested, direction);
        code = gsl_blas_dsyrk(CblasLower, CblasNoTrans, 1.0, differences, 0.0,
                              products);
        if (code == GSL_SUCCESS) {
            code = gsl_eigen_symm(products, &values.vector, work);
        }
    }
    free(direction);
    gsl_eigen_symm_free(work);
    gsl_matrix_free(products);
    gsl_matrix_free(differences);
    if (code != GSL_SUCCESS) {
        return FC_FAIL(err,
                       code == GSL_ENOMEM ? FC_ERR_MEMORY : FC_ERR_CONVERGENCE,
                       "the eigenvalues of the Durbin-Watson test: %s",
                       gsl_strerror(code));
    }
    return FC_OK;
}

static fc_status exact_p_value(fc_test *test, const fc_tested *tested,
                               fc_error *err)
{
    struct form form = {.count = tested->n - tested->p};
    double *weights = fc_calloc(form.count, sizeof *weights);
    fc_status status = FC_OK;

    if (weights == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for eigenvalues");
    }
    status = eigenvalues(weights, tested, err);
    if (status == FC_OK) {
        for (size_t i = 0; i < form.count; i++) {
            weights[i] -= test->statistic;
        }
        form.weights = weights;
        status = below_zero(&test->p_value, form, err);
    }
    free(weights);
    test->distribution = FC_RATIO_OF_FORMS;
    return status;
}

/* out = A z: second differences, with first ones at the ends. */
static void apply_differences(double *out, const double *z, size_t n)
{
    for (size_t t = 0; t < n; t++) {
        double before = t > 0 ? z[t] - z[t - 1] : 0.0;
        double after = t + 1 < n ? z[t] - z[t + 1] : 0.0;

        out[t] = before + after;
    }
}

/* Sums over the unit vectors u that span the columns: of u'Au, of |Au|^2, and
 * of the squares of all u(i)'A u(j). */
struct traces {
    double form;
    double squares;
    double products;
};

static fc_status traces_of(struct traces *out, const fc_tested *tested,
                           fc_error *err)
{
    size_t n = tested->n;
    double *u = fc_reallocarray(NULL, tested->p, n * sizeof *u);
    double *au = fc_calloc(n, sizeof *au);
    struct traces sums = {0};

    if (u == NULL || au == NULL) {
        free(u);
        free(au);
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for the Durbin-Watson test");
    }
    for (size_t i = 0; i < tested->p; i++) {
        fc_projector_direction(tested->projector, u + i * n, i);
    }
    for (size_t i = 0; i < tested->p; i++) {
        gsl_vector_view left = gsl_vector_view_array(au, n);

        apply_differences(au, u + i * n, n);
        sums.squares += gsl_pow_2(gsl_blas_dnrm2(&left.vector));
        for (size_t j = 0; j < tested->p; j++) {
            gsl_vector_view right = gsl_vector_view_array(u + j * n, n);
            double product = 0.0;

            (void)gsl_blas_ddot(&left.vector, &right.vector, &product);
            sums.products += product * product;
            sums.form += i == j ? product : 0.0;
        }
    }
    free(u);
    free(au);
    *out = sums;
    return FC_OK;
}

/* Mean and variance of d by Durbin & Watson (1951), section 4. */
static fc_status normal_p_value(fc_test *test, const fc_tested *tested,
                                fc_error *err)
{
    double n = (double)tested->n;
    double left = (double)(tested->n - tested->p);
    struct traces sums = {0};
    fc_status status = traces_of(&sums, tested, err);
    double first = 2.0 * (n - 1.0) - sums.form;
    double second = 2.0 * (3.0 * n - 4.0) - 2.0 * sums.squares + sums.products;
    double mean = first / left;
    double variance = 2.0 / (left * (left + 2.0)) * (second - first * mean);

    test->distribution = FC_NORMAL;
    test->p_value = gsl_cdf_ugaussian_P((test->statistic - mean)
                                        / sqrt(variance));
    return status;
}

fc_status fc_durbin_watson_test(fc_test *out, const fc_linear_problem *problem,
                                fc_error *err)
{
    fc_test test = {.name = "Durbin-Watson",
                    .null_hypothesis = "no correlation of successive errors",
                    .alternative = "positive correlation of successive errors"};
    fc_tested *tested = NULL;
    fc_status status = fc_tested_create(&tested, problem, 0, err);

    if (status != FC_OK) {
        return status;
    }
    test.statistic = statistic_of(tested);
    status = tested->n <= EXACT_ROWS ? exact_p_value(&test, tested, err)
                                     : normal_p_value(&test, tested, err);
    fc_tested_free(tested);
    if (status == FC_OK) {
        *out = test;
    }
    return status;
}
