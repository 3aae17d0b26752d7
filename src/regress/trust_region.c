/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "regress/trust_region.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>
#include <string.h>

/* In the order in which they are tried. The first is the usual one; the others
 * go other ways through the valleys where it stops. */
static const struct {
    const char *name;
    const gsl_multifit_nlinear_trs *const *trs;
    const gsl_multifit_nlinear_scale *const *scale;
    const gsl_multifit_nlinear_solver *const *solver;
} methods[] = {
    {"Levenberg-Marquardt", &gsl_multifit_nlinear_trs_lm,
     &gsl_multifit_nlinear_scale_more, &gsl_multifit_nlinear_solver_qr},
    {"Levenberg-Marquardt with acceleration", &gsl_multifit_nlinear_trs_lmaccel,
     &gsl_multifit_nlinear_scale_more, &gsl_multifit_nlinear_solver_qr},
    {"dogleg", &gsl_multifit_nlinear_trs_dogleg,
     &gsl_multifit_nlinear_scale_more, &gsl_multifit_nlinear_solver_qr},
    {"double dogleg", &gsl_multifit_nlinear_trs_ddogleg,
     &gsl_multifit_nlinear_scale_more, &gsl_multifit_nlinear_solver_qr},
    {"two-dimensional subspace", &gsl_multifit_nlinear_trs_subspace2D,
     &gsl_multifit_nlinear_scale_more, &gsl_multifit_nlinear_solver_qr},
    {"Levenberg-Marquardt, Marquardt's scaling", &gsl_multifit_nlinear_trs_lm,
     &gsl_multifit_nlinear_scale_marquardt, &gsl_multifit_nlinear_solver_svd},
    {"Levenberg-Marquardt, unscaled", &gsl_multifit_nlinear_trs_lm,
     &gsl_multifit_nlinear_scale_levenberg, &gsl_multifit_nlinear_solver_svd},
};

/* Steps below this share of every parameter end a search. */
static const double step_tolerance = 1e-11;
static const size_t default_iterations = 1000;

/* Stands for the errors outside of a model's domain: a step that leads there is
 * refused as uphill, while the norm of all errors stays a number. */
static const double outside = 1e140;

size_t fc_trust_region_count(void)
{
    return sizeof methods / sizeof methods[0];
}

const char *fc_trust_region_name(size_t method)
{
    return methods[method].name;
}

/* GSL's vectors and matrices here are whole ones: their values are dense. */
static int errors(const gsl_vector *parameters, void *context, gsl_vector *f)
{
    const fc_curve *curve = context;

    fc_curve_errors(curve, f->data, parameters->data);
    for (size_t i = 0; i < f->size; i++) {
        f->data[i] = fmin(fmax(f->data[i], -outside), outside);
    }
    return GSL_SUCCESS;
}

static int derivatives(const gsl_vector *parameters, void *context,
                       gsl_matrix *jacobian)
{
    const fc_curve *curve = context;

    return fc_curve_derivatives(curve, jacobian->data, parameters->data,
                                FC_CURVE_FAST)
               ? GSL_SUCCESS
               : GSL_EBADFUNC;
}

static bool all_finite(const gsl_vector *values)
{
    for (size_t i = 0; i < values->size; i++) {
        if (!isfinite(gsl_vector_get(values, i))) {
            return false;
        }
    }
    return true;
}

/* GSL reports "no progress" also where there is none to be made. */
static void iterate(double *parameters, size_t *iterations,
                    gsl_multifit_nlinear_workspace *work, size_t limit)
{
    for (size_t i = 0; i < limit; i++) {
        const gsl_vector *position = NULL;
        int reason = 0;
        int status = gsl_multifit_nlinear_iterate(work);

        position = gsl_multifit_nlinear_position(work);
        if (!all_finite(position)) {
            return;
        }
        (*iterations)++;
        memcpy(parameters, position->data, position->size * sizeof(double));
        if (status != GSL_SUCCESS
            || gsl_multifit_nlinear_test(step_tolerance, 0.0, 0.0, &reason,
                                         work)
                   == GSL_SUCCESS) {
            return;
        }
    }
}

fc_status fc_trust_region_search(double *parameters, size_t *iterations,
                                 fc_curve *curve, size_t method, fc_error *err)
{
    const fc_nonlinear_problem *problem = curve->problem;
    gsl_multifit_nlinear_parameters options =
        gsl_multifit_nlinear_default_parameters();
    gsl_multifit_nlinear_fdf function = {
        .f = errors,
        .df = derivatives,
        .n = problem->n,
        .p = problem->model.p,
        .params = curve,
    };
    gsl_vector_const_view start = gsl_vector_const_view_array(parameters,
                                                              problem->model.p);
    gsl_multifit_nlinear_workspace *work = NULL;

    options.trs = *methods[method].trs;
    options.scale = *methods[method].scale;
    options.solver = *methods[method].solver;
    work = gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &options,
                                      problem->n, problem->model.p);
    if (work == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a curve");
    }
    if (gsl_multifit_nlinear_init(&start.vector, &function, work)
        == GSL_SUCCESS) {
        iterate(parameters, iterations, work,
                problem->iterations > 0 ? problem->iterations
                                        : default_iterations);
    }
    gsl_multifit_nlinear_free(work);
    return FC_OK;
}
