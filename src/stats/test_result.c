/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/test_result.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

const char *fc_distribution_name(fc_distribution distribution)
{
    switch (distribution) {
    case FC_CHI_SQUARED:
        return "chi-squared";
    case FC_F:
        return "F";
    case FC_RATIO_OF_FORMS:
        return "exact";
    case FC_NORMAL:
        return "normal";
    case FC_SUP_CHI_SQUARED:
        return "sup chi-squared";
    case FC_BROWNIAN_BRIDGE:
        return "Brownian bridge";
    case FC_CRAMER_VON_MISES:
        return "Cramer-von Mises";
    }
    return "unknown";
}

fc_status fc_test_finish(fc_test *out, fc_test test, fc_error *err)
{
    assert(test.distribution == FC_CHI_SQUARED || test.distribution == FC_F);
    if (!isfinite(test.statistic)) {
        return FC_FAIL(err, FC_ERR_NONFINITE,
                       "the statistic of the test %s is not a finite number; "
                       "rescale the data",
                       test.name);
    }
    test.p_value = test.distribution == FC_F
                       ? gsl_cdf_fdist_Q(test.statistic, test.df1, test.df2)
                       : gsl_cdf_chisq_Q(test.statistic, test.df1);
    *out = test;
    return FC_OK;
}

fc_status fc_check_values(const double *values, size_t n, fc_error *err)
{
    for (size_t t = 0; t < n; t++) {
        if (!isfinite(values[t])) {
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "value %zu of %zu is missing or not finite; use the "
                           "longest stretch without gaps",
                           t + 1, n);
        }
    }
    return FC_OK;
}
