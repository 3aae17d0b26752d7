/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_STATS_TEST_RESULT_H
#define FC_STATS_TEST_RESULT_H

#include "forecast/statistics.h"

/**
 * Set the p value of @p test, whose distribution is one of GSL's (chi-squared,
 * F): the upper tail at the statistic.
 * @return FC_ERR_NONFINITE if the statistic is not finite, in which case *out
 *         is not written
 */
fc_status fc_test_finish(fc_test *out, fc_test test, fc_error *err);

/** FC_ERR_NONFINITE naming the first of @p values that is not finite. */
fc_status fc_check_values(const double *values, size_t n, fc_error *err);

#endif
