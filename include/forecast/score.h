/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Accuracy measures, scores of intervals and distributions, and the comparison
 * of forecasts. Definitions follow Hyndman & Athanasopoulos, Forecasting:
 * Principles and Practice (3rd ed.), chapter 5, those of distributions Gneiting
 * & Raftery (2007), Journal of the American Statistical Association 102,
 * 359-378.
 */
#ifndef FORECAST_SCORE_H
#define FORECAST_SCORE_H

#include <stddef.h>

#include "forecast/status.h"

FC_BEGIN_DECLS

/** What errors are scaled by: those of the seasonal naive forecast in the
 * sample of the fit, y(t) - y(t - m). NaN or 0 where there is nothing to scale
 * by. */
typedef struct fc_naive_scale {
    double mae; /**< mean absolute error, of MASE and MSIS */
    double mse; /**< mean squared error, of RMSSE */
} fc_naive_scale;

/** Point accuracy over n forecasts. NaN where a measure does not exist. */
typedef struct fc_accuracy {
    size_t n;     /**< number of observations */
    double bias;  /**< mean error, forecast minus actual */
    double mae;   /**< mean absolute error */
    double rmse;  /**< root mean squared error */
    double mape;  /**< mean absolute percentage error, in percent; NaN if an
                       actual is 0 */
    double smape; /**< symmetric MAPE, 200|e|/(|y|+|f|), in percent; an exact
                       forecast of 0 counts as 0 */
    double mase;  /**< scaled by the in-sample seasonal naive MAE; NaN if a
                       scale is 0 or missing */
    double rmsse; /**< root mean squared scaled error: squares scaled by the
                       in-sample seasonal naive MSE; NaN likewise */
} fc_accuracy;

/**
 * Accuracy of @p n forecasts. Pairs with a missing side are left out.
 * @param scale of each forecast's origin, for MASE and RMSSE; NULL: neither
 */
FC_API fc_accuracy fc_accuracy_compute(const double *forecast,
                                       const double *actual,
                                       const fc_naive_scale *scale, size_t n);

/**
 * The scale of the sample @p y of @p n values with season length @p season.
 * NaN if there are not more than a season.
 */
FC_API fc_naive_scale fc_naive_scale_compute(const double *y, size_t n,
                                             size_t season);

/**
 * Quantile loss (pinball loss) of the forecast @p quantile of probability p:
 *
 *   p (y - q) if y >= q, (1 - p) (q - y) else.
 *
 * Its mean over all p from 0 to 1 is half the CRPS.
 */
FC_API double fc_quantile_loss(double quantile, double probability,
                               double actual);

/**
 * Interval score (Winkler 1972) of the central interval of @p level, as 0.95:
 *
 *   u - l + 2/a (l - y) if y < l, + 2/a (y - u) if y > u,   a = 1 - level.
 *
 * Its mean over the in-sample seasonal naive MAE is the MSIS of the M4
 * competition (Makridakis, Spiliotis & Assimakopoulos 2020, International
 * Journal of Forecasting 36, 54-74).
 */
FC_API double fc_interval_score(double lower, double upper, double level,
                                double actual);

/**
 * Continuous ranked probability score of a forecast distribution, from draws:
 * the fair estimator (Ferro 2014, Quarterly Journal of the Royal Meteorological
 * Society 140, 1917-1923), whose expectation does not depend on their number:
 *
 *   mean |x(i) - y| - sum over pairs |x(i) - x(j)| / (2 n (n - 1)).
 *
 * In the unit of the series; the absolute error for one draw.
 * @param sorted @p n draws, ascending, at least one
 */
FC_API double fc_crps_compute(const double *sorted, size_t n, double actual);

/**
 * Continuous ranked probability score of a forecast that is known by some of
 * its quantiles: that of the distribution whose quantile function Q is linear
 * between them and flat beyond the outermost two,
 *
 *   2 integral over p from 0 to 1 of the quantile loss of Q(p),
 *
 * without error of discretisation. With the 17 quantiles of the ledger it is
 * within 0.9 % of the one of a normal law that has these quantiles, wherever
 * the actual lies within 2.5 standard deviations.
 * @param quantiles @p n values, ascending, at @p probabilities, ascending in
 *        (0, 1); at least one
 */
FC_API double fc_crps_of_quantiles(const double *quantiles,
                                   const double *probabilities, size_t n,
                                   double actual);

/**
 * Probability integral transform: the probability up to @p actual, with the
 * distribution function linear between the quantiles; beyond the outermost two
 * the middle of what is left, p(1) / 2 and (1 + p(n)) / 2. Uniform if the
 * forecasts are calibrated (Dawid 1984, Journal of the Royal Statistical
 * Society A 147, 278-292).
 */
FC_API double fc_pit_of_quantiles(const double *quantiles,
                                  const double *probabilities, size_t n,
                                  double actual);

/**
 * How often an interval held the actual, with a 95 % Clopper-Pearson interval.
 * That interval takes the cases as independent. Those of overlapping forecasts
 * (steps 2 and up, all steps together) are not: it is too narrow for them.
 */
typedef struct fc_coverage {
    double nominal; /**< 0.80 or 0.95 */
    size_t n;       /**< number of observations */
    size_t hits;    /**< actuals inside */
    double rate;    /**< hits / n; NaN if n is 0 */
    double low;     /**< 0 if n is 0 */
    double high;    /**< 1 if n is 0 */
} fc_coverage;

/** @p hits of @p n; hits must not exceed n. */
FC_API fc_coverage fc_coverage_compute(double nominal, size_t hits, size_t n);

/** Diebold & Mariano (1995) with the correction of Harvey et al. (1997). */
typedef struct fc_dm_test {
    size_t n;               /**< number of observations */
    double mean_difference; /**< mean of loss a minus loss b */
    double statistic;       /**< compare with Student t, n - 1 degrees;
                                 infinite if all differences are equal */
    double p_value;         /**< two-sided; 1 if the losses are equal (up to
                                 rounding) */
} fc_dm_test;

/**
 * Test whether two loss series differ in mean.
 * @param horizon h of the forecasts: autocovariances up to h - 1 are used
 *        (Bartlett weights if the plain sum is not positive)
 * @return FC_ERR_TOO_SHORT for n < 4 or n <= horizon, FC_ERR_NONFINITE for a
 *         loss that is not finite
 */
FC_API fc_status fc_dm_test_compute(fc_dm_test *out, const double *loss_a,
                                    const double *loss_b, size_t n,
                                    size_t horizon, fc_error *err);

/** A mean with its 95 % confidence interval. */
typedef struct fc_mean_interval {
    size_t n;    /**< number of observations */
    double mean; /**< NaN if n is 0 */
    double low;  /**< NaN if there are fewer than 4 values, or not more than the
                      horizon */
    double high; /**< upper end */
} fc_mean_interval;

/**
 * The mean of errors or losses in order of their origins, with the interval
 * that belongs to the test above: of all means that it does not tell from the
 * one of the values, at 5 %.
 * @param horizon h of the forecasts, at least 1: errors of overlapping
 *        forecasts hang together
 */
FC_API fc_mean_interval fc_mean_interval_compute(const double *values, size_t n,
                                                 size_t horizon);

/**
 * Holm's correction for several tests (1979, Scandinavian Journal of Statistics
 * 6, 65-70): the k-th smallest of n p-values becomes min(1, (n - k + 1) p), and
 * none is below that of a smaller one. NaN stays and does not count.
 * @param adjusted @p n values; not the array of the p-values
 */
FC_API void fc_holm_adjust(double *adjusted, const double *p_values, size_t n);

FC_END_DECLS

#endif
