/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What decides between models of the same data. */
#ifndef FC_STATS_INFORMATION_H
#define FC_STATS_INFORMATION_H

/**
 * The corrected criterion of Akaike (Hurvich & Tsai 1989),
 *
 *   AICc = -2 log L + 2 k + 2 k (k + 1) / (n - k - 1)
 *
 * with @p k parameters, the variance among them, of @p n observations.
 * @return NaN if n <= k + 1, where it is not defined
 */
double fc_aicc(double log_likelihood, double k, double n);

#endif
