/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_REGRESS_SUP_LAW_H
#define FC_REGRESS_SUP_LAW_H

#include "forecast/status.h"

/**
 * P(sup of |W(s)|^2 / s over 1 <= s <= exp(span) exceeds @p statistic), W a
 * Brownian motion in @p dimension dimensions: the limit law of the largest Chow
 * statistic (Andrews 1993). Good to about 1e-9.
 * @param span not negative; 0 gives the chi-squared distribution
 * @return FC_ERR_CONVERGENCE if a special function fails
 */
fc_status fc_sup_law_tail(double *out, double statistic, size_t dimension,
                          double span, fc_error *err);

#endif
