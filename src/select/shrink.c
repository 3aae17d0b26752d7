/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shrinkage of a covariance to its diagonal, of errors around 0, with the
 * intensity of Schaefer & Strimmer (2005) as Wickramasuriya, Athanasopoulos &
 * Hyndman (2019, section 2.4) use it: with x(t,i) = e(t,i) / s(i), s(i)^2 the
 * mean square, and r(i,j) the mean of x(t,i) x(t,j),
 *
 *   Var(r(i,j)) = (sum of x(t,i)^2 x(t,j)^2 - n r(i,j)^2) / (n (n - 1)).
 */
#include <math.h>

#include "forecast/reconcile.h"

static double mean_product(const double *errors, size_t n, size_t p, size_t i,
                           size_t j)
{
    double sum = 0.0;

    for (size_t t = 0; t < n; t++) {
        sum += errors[t * p + i] * errors[t * p + j];
    }
    return sum / (double)n;
}

static double mean_square_product(const double *errors, size_t n, size_t p,
                                  size_t i, size_t j)
{
    double sum = 0.0;

    for (size_t t = 0; t < n; t++) {
        double product = errors[t * p + i] * errors[t * p + j];

        sum += product * product;
    }
    return sum / (double)n;
}

/* @p covariance holds that of the errors. */
static double find_intensity(const double *covariance, const double *errors,
                             size_t n, size_t p)
{
    double variances = 0.0;
    double squares = 0.0;

    if (n < 2) {
        return 1.0;
    }
    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j < i; j++) {
            double scale = covariance[i * p + i] * covariance[j * p + j];
            double r = covariance[i * p + j] / sqrt(scale);
            double fourth = mean_square_product(errors, n, p, i, j) / scale;

            variances += (fourth - r * r) / ((double)n - 1.0);
            squares += r * r;
        }
    }
    return squares > 0.0 ? fmin(1.0, fmax(0.0, variances / squares)) : 1.0;
}

fc_status fc_shrink_covariance(double *covariance, double *intensity,
                               const double *errors, size_t n, size_t p,
                               fc_error *err)
{
    double lambda = 0.0;

    if (n == 0) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "no errors to take a covariance from");
    }
    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j < p; j++) {
            covariance[i * p + j] = mean_product(errors, n, p, i, j);
        }
        if (!(covariance[i * p + i] > 0.0)) {
            return FC_FAIL(err, FC_ERR_DATA,
                           "errors that are all 0 have no correlation");
        }
    }
    lambda = find_intensity(covariance, errors, n, p);
    for (size_t i = 0; i < p * p; i++) {
        covariance[i] *= i / p == i % p ? 1.0 : 1.0 - lambda;
    }
    if (intensity != NULL) {
        *intensity = lambda;
    }
    return FC_OK;
}
