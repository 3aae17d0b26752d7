/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_REGRESS_INFERENCE_H
#define FC_REGRESS_INFERENCE_H

#include "regress/least_squares.h"

/**
 * Fill what follows from the latest fit, its directions and its spread:
 * covariance, errors, tests, R squared, criteria, variance inflation.
 * @param regression its options, size, coefficients, directions and spread are
 *                   filled
 */
void fc_inference_fill(fc_regression *regression, fc_least_squares *work,
                       const fc_problem *problem);

#endif
