/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * With J D^-1 = U S V' (D: lengths of the columns), the step from parameters b
 * with errors e (fitted minus y) is -D^-1 V S^-1 U'e. |U'e| is what it removes
 * of the errors: zero at a minimum, whatever the units of the parameters.
 */
#include "regress/gauss_newton.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/double_double.h"
#include "base/memory.h"

/* Columns whose singular values fall below this share of the largest determine
 * nothing: derivatives by differences are good to about 1e-12. NIST's hardest
 * problem, Bennett5, keeps 2e-5. */
static const double rank_tolerance = 1e-10;

/* Each step gains a constant factor; this many are plenty. */
static const size_t most_steps = 60;

fc_status fc_gauss_newton_init(fc_gauss_newton *out, fc_curve *curve,
                               fc_error *err)
{
    size_t n = curve->problem->n;
    size_t p = curve->problem->model.p;

    *out = (fc_gauss_newton){
        .curve = curve,
        .u = gsl_matrix_alloc(n, p),
        .v = gsl_matrix_alloc(p, p),
        .singular = gsl_vector_alloc(p),
        .scale = gsl_vector_alloc(p),
        .errors = gsl_vector_alloc(n),
        .along = gsl_vector_alloc(p),
        .spare = gsl_vector_alloc(p),
        .candidate = fc_calloc(p, sizeof(double)),
        .step = fc_calloc(p, sizeof(double)),
    };
    if (out->u == NULL || out->v == NULL || out->singular == NULL
        || out->scale == NULL || out->errors == NULL || out->along == NULL
        || out->spare == NULL || out->candidate == NULL || out->step == NULL) {
        fc_gauss_newton_release(out);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a curve");
    }
    return FC_OK;
}

void fc_gauss_newton_release(fc_gauss_newton *work)
{
    gsl_matrix_free(work->u);
    gsl_matrix_free(work->v);
    gsl_vector_free(work->singular);
    gsl_vector_free(work->scale);
    gsl_vector_free(work->errors);
    gsl_vector_free(work->along);
    gsl_vector_free(work->spare);
    free(work->candidate);
    free(work->step);
    *work = (fc_gauss_newton){0};
}

static double sum_of_squares(const gsl_vector *values)
{
    fc_dd sum = {0.0, 0.0};

    for (size_t i = 0; i < values->size; i++) {
        double value = gsl_vector_get(values, i);

        sum = fc_dd_add(sum, fc_dd_two_product(value, value));
    }
    return fc_dd_value(sum);
}

/* U'e in double-double: at the minimum of a large sum of squares its terms
 * cancel. */
static void project(fc_gauss_newton *work)
{
    for (size_t j = 0; j < work->along->size; j++) {
        fc_dd sum = {0.0, 0.0};

        for (size_t i = 0; i < work->errors->size; i++) {
            sum = fc_dd_add(sum,
                            fc_dd_two_product(gsl_matrix_get(work->u, i, j),
                                              gsl_vector_get(work->errors, i)));
        }
        gsl_vector_set(work->along, j, fc_dd_value(sum));
    }
    work->offset = gsl_blas_dnrm2(work->along);
}

/* Bring the columns to length one; a column of zeros stays. */
static void balance(fc_gauss_newton *work)
{
    for (size_t j = 0; j < work->scale->size; j++) {
        gsl_vector_view column = gsl_matrix_column(work->u, j);
        double length = gsl_blas_dnrm2(&column.vector);

        gsl_vector_set(work->scale, j, length);
        if (length > 0.0) {
            gsl_vector_scale(&column.vector, 1.0 / length);
        }
    }
}

static bool has_full_rank(const fc_gauss_newton *work)
{
    double most = gsl_vector_get(work->singular, 0);
    double least = gsl_vector_get(work->singular, work->singular->size - 1);

    return gsl_vector_min(work->scale) > 0.0 && least > rank_tolerance * most;
}

static void find_step(fc_gauss_newton *work)
{
    size_t p = work->along->size;

    for (size_t j = 0; j < p; j++) {
        double sum = 0.0;

        for (size_t k = 0; k < p; k++) {
            sum += gsl_matrix_get(work->v, j, k)
                   * gsl_vector_get(work->along, k)
                   / gsl_vector_get(work->singular, k);
        }
        work->step[j] = -sum / gsl_vector_get(work->scale, j);
    }
}

/* All that is to be known at @p parameters. */
static void look(fc_gauss_newton *work, const double *parameters)
{
    work->regular = false;
    work->offset = (double)INFINITY;
    fc_curve_errors(work->curve, work->errors->data, parameters);
    work->rss = sum_of_squares(work->errors);
    if (!isfinite(work->rss)
        || !fc_curve_derivatives(work->curve, work->u->data, parameters,
                                 FC_CURVE_EXACT)) {
        return;
    }
    balance(work);
    if (gsl_linalg_SV_decomp_jacobi(work->u, work->v, work->singular)
        != GSL_SUCCESS) {
        return;
    }
    project(work);
    work->regular = has_full_rank(work);
    if (work->regular) {
        find_step(work);
    }
}

void fc_gauss_newton_refine(fc_gauss_newton *work, double *parameters,
                            size_t *iterations)
{
    size_t p = work->along->size;

    look(work, parameters);
    for (size_t i = 0; i < most_steps && work->regular; i++) {
        double before = work->offset;

        for (size_t j = 0; j < p; j++) {
            work->candidate[j] = parameters[j] + work->step[j];
        }
        look(work, work->candidate);
        (*iterations)++;
        if (!(work->regular && work->offset < before)) {
            look(work, parameters);
            return;
        }
        memcpy(parameters, work->candidate, p * sizeof *parameters);
    }
}

void fc_gauss_newton_inverse(const fc_gauss_newton *work, double *out)
{
    size_t p = work->along->size;

    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j < p; j++) {
            double sum = 0.0;

            for (size_t k = 0; k < p; k++) {
                double s = gsl_vector_get(work->singular, k);

                sum += gsl_matrix_get(work->v, i, k) / s
                       * (gsl_matrix_get(work->v, j, k) / s);
            }
            out[i * p + j] = sum / gsl_vector_get(work->scale, i)
                             / gsl_vector_get(work->scale, j);
        }
    }
}

size_t fc_gauss_newton_loosest(const fc_gauss_newton *work)
{
    size_t p = work->along->size;
    size_t loosest = 0;

    for (size_t j = 0; j < p; j++) {
        if (!(gsl_vector_get(work->scale, j) > 0.0)) {
            return j;
        }
        if (fabs(gsl_matrix_get(work->v, j, p - 1))
            > fabs(gsl_matrix_get(work->v, loosest, p - 1))) {
            loosest = j;
        }
    }
    return loosest;
}
