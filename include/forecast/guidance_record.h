/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * The track record of guidance: how the ranges that a company gave compare with
 * what came.
 */
#ifndef FORECAST_GUIDANCE_RECORD_H
#define FORECAST_GUIDANCE_RECORD_H

#include "forecast/backtest.h"
#include "forecast/dataset.h"
#include "forecast/guidance.h"
#include "forecast/report.h"

FC_BEGIN_DECLS

/**
 * Where @p value lies in a range: 0 at the low end, 1 at the high end. NaN for
 * a point and for a range with one end.
 */
FC_API double fc_guidance_position(double low, double high, double value);

/** What to report. Zero in an optional field means the default. */
typedef struct fc_guidance_report_request {
    const fc_dataset *dataset; /**< where the series is */
    const char *series;        /**< its name */
    const char *guidance_path; /**< NULL: the dataset's */
    fc_period as_of;           /**< frequency NONE: all that is known; else
                                    actuals up to it, ranges up to the period
                                    behind it */
    bool odds;                 /**< hold the odds of the plain forecast against
                                    what came, too: runs a backtest */
    size_t horizon;            /**< of the odds; 0: one year */
    size_t origins;            /**< of the odds; 0: 40 */
    size_t draws;              /**< of the odds, an origin; 0: 1,000 */
    uint64_t seed;             /**< of the draws */
    fc_intervals intervals;    /**< of the odds; 0: SIMULATE, not calibrated */
    const char *command;       /**< for the reproduction line; may be NULL */
    fc_progress *progress;     /**< told how far it is; may be NULL */
    void *progress_context;    /**< passed to it */
} fc_guidance_report_request;

/**
 * The record of one series. Only ranges with role `release` count; of several
 * for one period, the one issued last. Tables: record (a row a range), summary
 * (a row a measure, by fiscal year and overall, of all ranges and of those
 * whose check does not begin with "recalled"), lint (what does not fit about
 * the ranges); with odds: calibration and brier. docs/cli-contract.md has the
 * columns, docs/methods.md the measures.
 * @return the errors of fc_guidance_read(); FC_ERR_DATA if there is no range
 *         for the series, or one in another unit; FC_ERR_ARGUMENT if there is
 *         no guidance file; FC_ERR_NOT_FOUND for an unknown series; those of
 *         fc_evaluation_create() with odds. The caller frees *out.
 */
FC_API fc_status fc_guidance_report(fc_report **out,
                                    const fc_guidance_report_request *request,
                                    fc_error *err);

FC_END_DECLS

#endif
