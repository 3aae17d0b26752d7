/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *   mean = x'b,  se(mean)^2 = x'V x = v' S v,  v = D'x,  V = D S D'
 *   se(new)^2 = s^2 + x'V x
 *
 * V itself would lose the variance where columns are nearly dependent.
 * Reference: Greene (2018), "Econometric Analysis", section 4.8.
 */
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "forecast/regression.h"

/* The j-th element of D'x. */
static double along(const fc_regression *regression, const double *row,
                    size_t j)
{
    double sum = 0.0;

    for (size_t k = 0; k < regression->p; k++) {
        sum += regression->directions[k * regression->p + j] * row[k];
    }
    return sum;
}

static double variance_at(const fc_regression *regression, const double *row)
{
    size_t p = regression->p;
    double variance = 0.0;

    for (size_t j = 0; j < p; j++) {
        double v = along(regression, row, j);

        for (size_t k = 0; k < p; k++) {
            variance += v * regression->spread[j * p + k]
                        * along(regression, row, k);
        }
    }
    return fmax(variance, 0.0);
}

fc_status fc_regression_predict(fc_prediction *out,
                                const fc_regression *regression,
                                const double *row, double level, fc_error *err)
{
    fc_prediction prediction = {0};
    double quantile = 0.0;

    if (!(level > 0.0 && level < 1.0)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the level of an interval must be between 0 and 1");
    }
    for (size_t j = 0; j < regression->p; j++) {
        prediction.mean += regression->coefficients[j] * row[j];
    }
    quantile = gsl_cdf_tdist_Qinv(0.5 * (1.0 - level),
                                  regression->degrees_of_freedom);
    prediction.mean_error = sqrt(variance_at(regression, row));
    prediction.error = hypot(regression->sigma, prediction.mean_error);
    prediction.mean_lower = prediction.mean - quantile * prediction.mean_error;
    prediction.mean_upper = prediction.mean + quantile * prediction.mean_error;
    prediction.lower = prediction.mean - quantile * prediction.error;
    prediction.upper = prediction.mean + quantile * prediction.error;
    if (!isfinite(prediction.lower) || !isfinite(prediction.upper)) {
        return FC_FAIL(err, FC_ERR_NONFINITE,
                       "the prediction is not a finite number; look at the "
                       "values of the columns");
    }
    *out = prediction;
    return FC_OK;
}
