/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The last digits of a minimum: Gauss-Newton steps with accurate derivatives,
 * by the singular value decomposition of the Jacobian whose columns are scaled
 * to length one.
 */
#ifndef FC_REGRESS_GAUSS_NEWTON_H
#define FC_REGRESS_GAUSS_NEWTON_H

#include <gsl/gsl_matrix.h>
#include <gsl/gsl_vector.h>

#include "regress/curve.h"

/** Working memory and what is known at the current parameters. */
typedef struct fc_gauss_newton {
    fc_curve *curve;
    gsl_matrix *u;        /* n x p: Jacobian, scaled; then its left vectors */
    gsl_matrix *v;        /* p x p */
    gsl_vector *singular; /* p, falling */
    gsl_vector *scale;    /* p: lengths of the columns */
    gsl_vector *errors;   /* n: fitted minus y */
    gsl_vector *along;    /* p: errors along the left vectors */
    gsl_vector *spare;    /* p */
    double *candidate;    /* p */
    double *step;         /* p: to the minimum of the linearised problem */
    double rss;
    double offset; /* length of `along`: what a step can still remove */
    bool regular;  /* false: the data do not determine all parameters */
} fc_gauss_newton;

fc_status fc_gauss_newton_init(fc_gauss_newton *out, fc_curve *curve,
                               fc_error *err);
/** Safe on a zeroed struct. */
void fc_gauss_newton_release(fc_gauss_newton *work);

/**
 * Take steps from @p parameters as long as the offset shrinks. What is known at
 * the end is in @p work.
 */
void fc_gauss_newton_refine(fc_gauss_newton *work, double *parameters,
                            size_t *iterations);

/** (J'J)^-1, p * p, at the current parameters, which must be regular. */
void fc_gauss_newton_inverse(const fc_gauss_newton *work, double *out);

/** The parameter that has most part in what the data do not determine. */
size_t fc_gauss_newton_loosest(const fc_gauss_newton *work);

#endif
