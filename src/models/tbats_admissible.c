/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the search may go. Seasons and trends that do not change have their
 * roots on the circle itself. R lets in what lies 1 % beyond it; with seeds
 * that are the best for every parameter, errors of models beyond the circle
 * look smaller than they are, so here it is no more than rounding asks for. AR
 * and MA keep 1 % inside, as in R.
 */
#include <gsl/gsl_complex_math.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_matrix.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/tbats_search.h"

static const double circle = 1.0001;
static const double arma_circle = 1.0001;

fc_status fc_tbats_spectrum_init(struct fc_tbats_spectrum *out, size_t states,
                                 fc_error *err)
{
    *out = (struct fc_tbats_spectrum){
        .states = states,
        .matrix = gsl_matrix_alloc(states, states),
        .values = gsl_vector_complex_alloc(states),
        .work = gsl_eigen_nonsymm_alloc(states),
    };
    if (out->matrix == NULL || out->values == NULL || out->work == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    return FC_OK;
}

void fc_tbats_spectrum_release(struct fc_tbats_spectrum *spectrum)
{
    gsl_matrix_free(spectrum->matrix);
    gsl_vector_complex_free(spectrum->values);
    if (spectrum->work != NULL) {
        gsl_eigen_nonsymm_free(spectrum->work);
    }
}

/* True if 1 + sign (c(1) z + c(2) z^2 ...) has all its roots beyond the circle:
 * the partial correlations of Schur and Cohn are all below 1. */
static bool roots_outside(const double *coefficients, size_t order, double sign)
{
    double c[FC_TBATS_ORDER_MAX];
    double power = sign;

    for (size_t i = 0; i < order; i++) {
        power *= arma_circle;
        c[i] = coefficients[i] * power;
    }
    for (size_t m = order; m > 0; m--) {
        double k = c[m - 1];
        double before[FC_TBATS_ORDER_MAX];

        if (!(fabs(k) < 1.0)) {
            return false;
        }
        for (size_t i = 0; i + 1 < m; i++) {
            before[i] = (c[i] - k * c[m - 2 - i]) / (1.0 - k * k);
        }
        for (size_t i = 0; i + 1 < m; i++) {
            c[i] = before[i];
        }
    }
    return true;
}

/* F - g w', a column at a time: the step of each unit vector. */
static void fill_matrix(gsl_matrix *out, const struct fc_tbats_step *step)
{
    double unit[FC_TBATS_STATES_MAX] = {0};
    double next[FC_TBATS_STATES_MAX];

    for (size_t k = 0; k < step->states; k++) {
        unit[k] = 1.0;
        fc_tbats_step_advance(step, next, unit,
                              -fc_tbats_step_value(step, unit));
        for (size_t i = 0; i < step->states; i++) {
            gsl_matrix_set(out, i, k, next[i]);
        }
        unit[k] = 0.0;
    }
}

bool fc_tbats_admissible(struct fc_tbats_spectrum *spectrum,
                         const struct fc_tbats_form *form,
                         const struct fc_tbats_parameters *parameters)
{
    struct fc_tbats_step step;

    if (!roots_outside(parameters->ar, form->p, -1.0)
        || !roots_outside(parameters->ma, form->q, 1.0)) {
        return false;
    }
    fc_tbats_step_init(&step, form, parameters);
    fill_matrix(spectrum->matrix, &step);
    if (gsl_eigen_nonsymm(spectrum->matrix, spectrum->values, spectrum->work)
        != 0) {
        return false;
    }
    for (size_t i = 0; i < step.states; i++) {
        if (!(gsl_complex_abs(gsl_vector_complex_get(spectrum->values, i))
              < circle)) {
            return false;
        }
    }
    return true;
}
