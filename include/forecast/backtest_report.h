/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * The backtest job: from a dataset and models to a report that measures and
 * compares them.
 */
#ifndef FORECAST_BACKTEST_REPORT_H
#define FORECAST_BACKTEST_REPORT_H

#include "forecast/cross_validation.h"
#include "forecast/dataset.h"
#include "forecast/reconcile.h"
#include "forecast/report.h"

FC_BEGIN_DECLS

/** What to backtest. Zero in an optional field means the default. */
typedef struct fc_backtest_report_request {
    const fc_dataset *dataset;   /**< where the series is */
    const char *series;          /**< its name */
    size_t horizon;              /**< 0: one year (or one season) */
    const fc_model_spec *specs;  /**< NULL: the default candidates, and the
                                      automatic choice among them */
    size_t spec_count;           /**< number of models */
    size_t origins;              /**< 0: 40 */
    size_t stride;               /**< 0: 1 */
    size_t window;               /**< 0: expanding */
    size_t draws;                /**< 0: 1,000 */
    uint64_t seed;               /**< of the draws */
    fc_transform_spec transform; /**< as in fc_projection_request */
    fc_intervals intervals;      /**< 0: SIMULATE, not calibrated */
    fc_period as_of;             /**< frequency NONE: the last actual */
    const char *command;         /**< for the reproduction line; may be NULL */
    fc_progress *progress;       /**< told how far it is; may be NULL */
    void *progress_context;      /**< passed to it */
} fc_backtest_report_request;

/** What comes of it; release it with fc_backtest_outcome_release(). */
typedef struct fc_backtest_outcome {
    fc_report *measures;  /**< the measures, compared */
    fc_report *forecasts; /**< every forecast, to compute the measures anew */
    size_t failed;        /**< models that could not be fitted at any origin */
} fc_backtest_outcome;

/**
 * Do the whole job on the latest unbroken stretch of the series. Report
 * `measures` has the tables measures (machines: a row for each model and step,
 * and one for all steps), points, distributions and by_step (people), and says
 * in words who is best and whether that is chance. Models stand in the order of
 * their losses, those without a loss last. Report `forecasts` has the table
 * forecasts (machines). docs/cli-contract.md has their columns.
 * @return as fc_projection_create() and fc_cross_validation_create()
 */
FC_API fc_status fc_backtest_report(fc_backtest_outcome *out,
                                    const fc_backtest_report_request *request,
                                    fc_error *err);
/**
 * How reconciliation would have done: the forecasts of all series of the
 * hierarchy that the series belongs to, each with its model chosen anew at each
 * origin, before and after reconciliation with every method, at the latest
 * origins from which all of them have a forecast and whose all steps have an
 * actual. Report tables: reconciliation (machines: method, series, step; series
 * `all` pools the scaled errors), rmsse (people). Draws nothing: `draws`,
 * `seed` and `intervals` say nothing here.
 * @param method of which the sentences speak; FC_RECONCILE_NONE: MinT
 * @return as fc_projection_create() with this reconciliation
 */
FC_API fc_status fc_reconcile_report(fc_report **out,
                                     const fc_backtest_report_request *request,
                                     fc_reconciliation method, fc_error *err);

/** Frees the reports and zeroes the outcome. */
FC_API void fc_backtest_outcome_release(fc_backtest_outcome *outcome);

FC_END_DECLS

#endif
