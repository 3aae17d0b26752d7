/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A model on its data: residuals and derivatives at given parameters.
 */
#ifndef FC_REGRESS_CURVE_H
#define FC_REGRESS_CURVE_H

#include <stdbool.h>

#include "forecast/nonlinear.h"

/** How derivatives are formed when the model gives none. */
enum fc_curve_accuracy {
    FC_CURVE_FAST,  /**< central differences: about 10 digits */
    FC_CURVE_EXACT, /**< extrapolated to a vanishing step: about 12 digits */
};

/** Working memory; no call below allocates. */
typedef struct fc_curve {
    const fc_nonlinear_problem *problem;
    double *moved; /* p: parameters with one of them displaced */
} fc_curve;

fc_status fc_curve_init(fc_curve *out, const fc_nonlinear_problem *problem,
                        fc_error *err);
/** Safe on a zeroed struct. */
void fc_curve_release(fc_curve *curve);

/** Fitted minus y in every row (the sign of GSL); infinite where the model is
 * not finite. */
void fc_curve_errors(const fc_curve *curve, double *out,
                     const double *parameters);

/**
 * Derivatives of the fitted values, n * p, row-major.
 * @return false if one of them is not finite.
 */
bool fc_curve_derivatives(const fc_curve *curve, double *out,
                          const double *parameters,
                          enum fc_curve_accuracy accuracy);

#endif
