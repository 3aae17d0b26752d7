/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * The certificate: NIST's Statistical Reference Datasets computed by this
 * library on this machine, and how many digits agree with the certified
 * values.
 *
 * Digits are -log10 of the relative error (the "log relative error"), rounded
 * down to one decimal, between 0 and 15 for linear and univariate problems and
 * 11 for non-linear ones: NIST prints no more. Where the certified value is
 * exactly 0 the error is taken relative to the largest coefficient.
 */
#ifndef FORECAST_CERTIFICATE_H
#define FORECAST_CERTIFICATE_H

#include <stddef.h>

#include "forecast/report.h"

FC_BEGIN_DECLS

/** What a problem of the certificate gave. */
typedef struct fc_certificate_result {
    size_t problems; /**< computed */
    size_t failures; /**< of them, those below their floor */
} fc_certificate_result;

/**
 * Compute all problems of @p folder (datasets/nist of this project): linear
 * ones by fc_regression_fit(), powers by fc_design_add_power(); non-linear ones
 * by fc_nonlinear_fit() without derivatives, from both of NIST's starts, of
 * which the worse counts; univariate ones by fc_moments_compute().
 *
 * The report's table has a row a problem: problem, coef, se, rsd, kind, floor,
 * verdict ("reached" or "below"). coef and se are the least digits over the
 * coefficients and over their standard errors, rsd those of the residual
 * standard deviation and of what else is certified of the residuals: R-squared
 * of linear problems, residual sum of squares of non-linear ones. For
 * univariate problems the three are those of the mean, of the standard
 * deviation and of the lag-1 autocorrelation.
 * The floor is 9 digits for linear problems, 8 for the others. Of Lanczos1 only
 * the coefficients count: its residuals, 1e-13, are rounding errors.
 *
 * @return FC_OK also when problems stay below their floor; FC_ERR_READ,
 *         FC_ERR_FORMAT, FC_ERR_MEMORY. A problem that cannot be computed has
 *         0 digits, and a note says why. The caller frees *out with
 *         fc_report_free().
 */
FC_API fc_status fc_certificate_nist(fc_report **out,
                                     fc_certificate_result *result,
                                     const char *folder, fc_error *err);

FC_END_DECLS

#endif
