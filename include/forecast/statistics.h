/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Statistics of series and of residuals: autocorrelation, cross-correlation,
 * tests for whiteness and normality; and the result of any statistical test.
 *
 *  - Values are in order of time, without gaps: a value that is not finite is
 *    an error that names its row.
 *  - What cannot be computed (too few values, no variation) is a status with a
 *    sentence, never a NaN.
 */
#ifndef FORECAST_STATISTICS_H
#define FORECAST_STATISTICS_H

#include <stddef.h>

#include "forecast/status.h"

FC_BEGIN_DECLS

/** What a statistic is compared with. */
typedef enum fc_distribution {
    FC_CHI_SQUARED,     /**< df1 degrees; upper tail */
    FC_F,               /**< df1 and df2 degrees; upper tail */
    FC_RATIO_OF_FORMS,  /**< ratio of quadratic forms in normal variables */
    FC_NORMAL,          /**< standard normal after centring and scaling */
    FC_SUP_CHI_SQUARED, /**< largest of a range of chi-squares of df1 degrees */
    FC_BROWNIAN_BRIDGE, /**< largest distance of a Brownian bridge from 0 */
    FC_CRAMER_VON_MISES, /**< integral of a squared Brownian bridge, of the
                              second level with a trend */
} fc_distribution;

/** A name for output: "chi-squared", "F", ... Never NULL. */
FC_API const char *fc_distribution_name(fc_distribution distribution);

/** The result of a statistical test. A plain value. */
typedef struct fc_test {
    char name[64];                /**< "Breusch-Godfrey, lags 1 to 4" */
    char null_hypothesis[128];    /**< what is tested: a clause in words */
    char alternative[128];        /**< what a small p value speaks for */
    double statistic;             /**< the value of the statistic */
    fc_distribution distribution; /**< under the null hypothesis */
    double df1;     /**< degrees of freedom; 0 if the distribution has none */
    double df2;     /**< second degrees of freedom of F; else 0 */
    double p_value; /**< of the test */
} fc_test;

/**
 * Autocorrelations at lags 0 (always 1) to @p max_lag: about the mean, sums
 * divided by n and by the variance (R: stats::acf).
 * @param out max_lag + 1 values
 * @return FC_ERR_ARGUMENT unless max_lag < n, FC_ERR_NONFINITE, FC_ERR_DATA if
 *         all values are equal.
 */
FC_API fc_status fc_autocorrelation(double *out, const double *values, size_t n,
                                    size_t max_lag, fc_error *err);

/** Kinds of portmanteau tests. */
typedef enum fc_portmanteau {
    FC_LJUNG_BOX,
    FC_BOX_PIERCE,
} fc_portmanteau;

/**
 * No autocorrelation at lags 1 to @p lags (R: stats::Box.test).
 * @param fitted parameters of the ARMA model whose residuals these are; takes
 *        as many degrees off. 0 for a series or a regression.
 * @return as fc_autocorrelation(); FC_ERR_ARGUMENT unless fitted < lags < n.
 */
FC_API fc_status fc_portmanteau_test(fc_test *out, const double *values,
                                     size_t n, size_t lags, size_t fitted,
                                     fc_portmanteau kind, fc_error *err);

/**
 * Skewness and kurtosis are those of the normal distribution: Jarque & Bera
 * (R: tseries::jarque.bera.test). Chi-squared with 2 degrees for many values;
 * for fewer than about 100 it rejects too seldom.
 * @return FC_ERR_TOO_SHORT for n < 4, FC_ERR_NONFINITE, FC_ERR_DATA if all
 *         values are equal.
 */
FC_API fc_status fc_jarque_bera_test(fc_test *out, const double *values,
                                     size_t n, fc_error *err);

/**
 * Cross-correlations (R: stats::ccf): out[max_lag + k] is the correlation of
 * x(t + k) with y(t) for k = -max_lag .. max_lag, about the means, sums divided
 * by n. x leads y by j periods where out[max_lag - j] is large.
 * @param out 2 max_lag + 1 values
 * @return as fc_autocorrelation()
 */
FC_API fc_status fc_cross_correlation(double *out, const double *x,
                                      const double *y, size_t n, size_t max_lag,
                                      fc_error *err);

/** Quantile of the standard normal law at @p probability in (0, 1). */
FC_API double fc_normal_quantile(double probability);

/**
 * Distance from 0 beyond which the correlation of two unrelated series, one of
 * them without autocorrelation, lies in one case of twenty: z(0.975) / sqrt(n).
 */
FC_API double fc_correlation_limit(size_t n);

/**
 * As fc_cross_correlation(), after an autoregression of @p order fitted to x
 * (Yule-Walker) has been applied to both series as a filter (Box & Jenkins):
 * common trends and seasons would else pass for a lead. It has n - order
 * values, for fc_correlation_limit().
 * @param order 0 to 63
 * @return as fc_autocorrelation() for n - order values
 */
FC_API fc_status fc_prewhitened_correlation(double *out, const double *x,
                                            const double *y, size_t n,
                                            size_t max_lag, size_t order,
                                            fc_error *err);

FC_END_DECLS

#endif
