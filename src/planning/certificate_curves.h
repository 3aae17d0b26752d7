/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The curves of NIST's non-linear problems.
 */
#ifndef FC_PLANNING_CERTIFICATE_CURVES_H
#define FC_PLANNING_CERTIFICATE_CURVES_H

#include <stdbool.h>

#include "forecast/nonlinear.h"

typedef struct fc_certificate_curve {
    const char *dataset;
    size_t p;
    double (*value)(const double *b, const double *x, const void *context);
    bool log_response; /**< the logarithm of y is modelled */
} fc_certificate_curve;

/** The curve of @p dataset, or NULL. */
const fc_certificate_curve *fc_certificate_curve_find(const char *dataset);

#endif
