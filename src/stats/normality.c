/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Jarque & Bera (1987), International Statistical Review 55, 163-172:
 *
 *   JB = n S^2 / 6 + n (K - 3)^2 / 24
 *
 * S and K are skewness and kurtosis from central moments divided by n.
 */
#include <gsl/gsl_statistics_double.h>
#include <math.h>

#include "stats/correlation.h"
#include "stats/test_result.h"

enum { FEWEST_VALUES = 4 };

fc_status fc_jarque_bera_test(fc_test *out, const double *values, size_t n,
                              fc_error *err)
{
    fc_test test = {.name = "Jarque-Bera",
                    .null_hypothesis = "the errors are normally distributed",
                    .alternative = "errors that are skewed or have long tails",
                    .distribution = FC_CHI_SQUARED,
                    .df1 = 2.0};
    double mean = 0.0;
    double sd = 0.0;
    double skewness = 0.0;
    double excess = 0.0;
    double size = (double)n;
    fc_status status = FC_OK;

    if (n < FEWEST_VALUES) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "%zu values have no shape; at least %d are needed", n,
                       FEWEST_VALUES);
    }
    status = fc_correlation_check(&mean, values, n, 0, err);
    if (status != FC_OK) {
        return status;
    }
    sd = gsl_stats_sd_with_fixed_mean(values, 1, n, mean);
    skewness = gsl_stats_skew_m_sd(values, 1, n, mean, sd);
    excess = gsl_stats_kurtosis_m_sd(values, 1, n, mean, sd);
    test.statistic = size * skewness * skewness / 6.0
                     + size * excess * excess / 24.0;
    return fc_test_finish(out, test, err);
}
