/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 95 % intervals for what a few observations say. All take the observations as
 * independent. NaN at both ends where there are too few.
 */
#ifndef FC_STATS_SMALL_SAMPLE_H
#define FC_STATS_SMALL_SAMPLE_H

#include <stddef.h>

#include "forecast/status.h"

/** The two ends of an interval. */
struct fc_ends {
    double low;
    double high;
};

/**
 * Of a share, @p hits of @p n (which need not be whole): Wilson (1927, Journal
 * of the American Statistical Association 22, 209-212), as Brown, Cai &
 * DasGupta (2001, Statistical Science 16, 101-133) advise for small n.
 */
struct fc_ends fc_share_ends(double hits, double n);

/** Of a mean: Student's t with n - 1 degrees. */
struct fc_ends fc_mean_ends(double mean, double sd, size_t n);

/**
 * Of a rank correlation: Fisher's z with the variance (1 + r^2 / 2) / (n - 3)
 * of Bonett & Wright (2000, Psychometrika 65, 23-28).
 */
struct fc_ends fc_rank_correlation_ends(double r, size_t n);

/**
 * Spearman's rank correlation; equal values share the mean of their ranks
 * (R: cor(x, y, method = "spearman")).
 * @return FC_ERR_TOO_SHORT for n < 2, FC_ERR_NONFINITE, FC_ERR_DATA if all
 *         values of one are equal, FC_ERR_MEMORY
 */
fc_status fc_rank_correlation(double *out, const double *x, const double *y,
                              size_t n, fc_error *err);

#endif
