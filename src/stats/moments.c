/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two passes in double-double arithmetic: NIST's NumAcc4, 1001 numbers around
 * 10000000.2 of standard deviation 0.1, leaves nothing to a single double.
 */
#include "forecast/moments.h"

#include <math.h>

#include "base/double_double.h"
#include "base/number.h"

static fc_dd mean_of(const double *values, size_t n)
{
    fc_dd sum = {0.0, 0.0};

    for (size_t i = 0; i < n; i++) {
        sum = fc_dd_add(sum, (fc_dd){values[i], 0.0});
    }
    return fc_dd_divide(sum, (fc_dd){(double)n, 0.0});
}

/* Sum of the products of deviations that are @p lag apart. */
static double sum_of_products(const double *values, size_t n, fc_dd mean,
                              size_t lag)
{
    fc_dd sum = {0.0, 0.0};

    for (size_t i = lag; i < n; i++) {
        fc_dd a = fc_dd_subtract((fc_dd){values[i], 0.0}, mean);
        fc_dd b = fc_dd_subtract((fc_dd){values[i - lag], 0.0}, mean);

        sum = fc_dd_add(sum, fc_dd_multiply(a, b));
    }
    return fc_dd_value(sum);
}

fc_status fc_moments_compute(fc_moments *out, const double *values, size_t n,
                             fc_error *err)
{
    fc_dd mean = {0.0, 0.0};
    double squares = 0.0;

    if (n == 0) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT, "no values");
    }
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(values[i])) {
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "value %zu: not a finite number", i + 1);
        }
    }
    mean = mean_of(values, n);
    squares = sum_of_products(values, n, mean, 0);
    if (!isfinite(squares)) {
        return FC_FAIL(err, FC_ERR_NONFINITE,
                       "the squares leave the range of numbers; rescale the "
                       "values");
    }
    *out = (fc_moments){
        .n = n,
        .mean = fc_dd_value(mean),
        .sd = n > 1 ? sqrt(squares / (double)(n - 1)) : fc_missing(),
        .autocorrelation = squares > 0.0
                               ? sum_of_products(values, n, mean, 1) / squares
                               : fc_missing(),
    };
    return FC_OK;
}
