/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Accuracy measures, interval coverage and the comparison of two forecasts.
 * Definitions follow Hyndman & Athanasopoulos, Forecasting: Principles and
 * Practice (3rd ed.), chapter 5.
 */
#ifndef FORECAST_SCORE_H
#define FORECAST_SCORE_H

#include <stddef.h>

#include "forecast/status.h"

FC_BEGIN_DECLS

/** Point accuracy over n forecasts. NaN where a measure does not exist. */
typedef struct fc_accuracy {
    size_t n;
    double bias;  /**< mean error, forecast minus actual */
    double mae;   /**< mean absolute error */
    double rmse;  /**< root mean squared error */
    double mape;  /**< mean absolute percentage error, in percent; NaN if an
                       actual is 0 */
    double smape; /**< symmetric MAPE, 200|e|/(|y|+|f|), in percent; an exact
                       forecast of 0 counts as 0 */
    double mase;  /**< scaled by the in-sample seasonal naive MAE; NaN if a
                       scale is 0 or missing */
} fc_accuracy;

/**
 * Accuracy of @p n forecasts. Pairs with a missing side are left out.
 * @param scale seasonal naive in-sample MAE of each forecast's origin, for
 *        MASE; NULL: no MASE
 */
FC_API fc_accuracy fc_accuracy_compute(const double *forecast,
                                       const double *actual,
                                       const double *scale, size_t n);

/**
 * How often an interval held the actual, with a 95 % Clopper-Pearson interval.
 * That interval takes the cases as independent. Those of overlapping forecasts
 * (steps 2 and up, all steps together) are not: it is too narrow for them.
 */
typedef struct fc_coverage {
    double nominal; /**< 0.80 or 0.95 */
    size_t n;
    size_t hits;
    double rate; /**< hits / n; NaN if n is 0 */
    double low;  /**< 0 if n is 0 */
    double high; /**< 1 if n is 0 */
} fc_coverage;

/** @p hits of @p n; hits must not exceed n. */
FC_API fc_coverage fc_coverage_compute(double nominal, size_t hits, size_t n);

/** Diebold & Mariano (1995) with the correction of Harvey et al. (1997). */
typedef struct fc_dm_test {
    size_t n;
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

FC_END_DECLS

#endif
