/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * The regression job: from a dataset and terms to a report.
 */
#ifndef FORECAST_REGRESS_H
#define FORECAST_REGRESS_H

#include "forecast/dataset.h"
#include "forecast/report.h"
#include "forecast/terms.h"

FC_BEGIN_DECLS

/** What to regress. Zero in an optional field means the default. */
typedef struct fc_regress_request {
    const fc_dataset *dataset;     /**< where the series is */
    fc_sample_request sample;      /**< its table is that of the dataset */
    fc_regression_options options; /**< weights, first_row and rows are set by
                                        the job */
    const char *command; /**< for the reproduction line; may be NULL */
} fc_regress_request;

/**
 * Make the sample, fit it and tell all about it. Tables: coefficients (term,
 * coefficient, std_error, t, p_value, vif), fit (statistics of the whole fit),
 * lag_weights (of Almon and geometric terms), diagnostics (of least squares),
 * dropped (rows left out, and what is missing there), residuals. Notes: the
 * equation with its numbers, the sample, the errors used, the rows dropped.
 * @return the errors of fc_sample_create() and fc_regression_fit().
 */
FC_API fc_status fc_regress_report(fc_report **out,
                                   const fc_regress_request *request,
                                   fc_error *err);

/** What is asked of a series that may lead another. */
typedef struct fc_lead_request {
    const fc_dataset *dataset; /**< where the series is */
    const char *response;      /**< does it follow ... */
    const char *leader;        /**< ... this one? */
    size_t lags;               /**< 0: one season, at least 4 */
    fc_period from; /**< first and last period whose response is looked
                         at, as a base of growth, too; frequency NONE:
                         all */
    fc_period to;   /**< see `from` */
    size_t horizon; /**< of the forecasts compared; 0: one season, at least 4 */
    const fc_period *breaks; /**< periods at which the relation may break */
    size_t break_count;      /**< number of breaks */
    const char *command;     /**< for the reproduction line; may be NULL */
} fc_lead_request;

/**
 * Does one series lead another? On the growth from season to season (of
 * logarithms where all values are positive): correlations by lag, plain and
 * prewhitened; Granger tests both ways; the regression on own lags and lags 1
 * to `lags` of the leader with Newey-West errors, and its stability (scan for a
 * break, Chow tests at `breaks`); and rolling-origin forecasts with and without
 * the leader, with a Diebold-Mariano test of each step, over the latest 40
 * origins. The conclusion is computed from these results. The leader is said to
 * help only if forecasts outside the sample gain: at a step whose p value is
 * below 0.05 after Holm's correction for the number of steps.
 * Tables: lead (one row a question), correlations, granger, coefficients,
 * stability, out_of_sample.
 * @return FC_ERR_NOT_FOUND, FC_ERR_TOO_SHORT, FC_ERR_ARGUMENT for a series that
 *         is to lead itself.
 */
FC_API fc_status fc_lead_report(fc_report **out, const fc_lead_request *request,
                                fc_error *err);

FC_END_DECLS

#endif
