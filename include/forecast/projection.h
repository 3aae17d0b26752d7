/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * A projection: the finished forecast of one series. History, forecast, fiscal
 * year totals, intervals, verdict against guidance, what was fitted and how
 * good it has been, what it was compared with, and how to reproduce it.
 */
#ifndef FORECAST_PROJECTION_H
#define FORECAST_PROJECTION_H

#include "forecast/backtest.h"
#include "forecast/dataset.h"
#include "forecast/guidance.h"
#include "forecast/reconcile.h"
#include "forecast/report.h"
#include "forecast/scenario.h"

FC_BEGIN_DECLS

/** What forecast/frozen_choice.h reads. */
typedef struct fc_frozen_choice fc_frozen_choice;

/** A value to be reached in a period or a fiscal year. */
typedef struct fc_target {
    fc_period period; /**< frequency NONE: a fiscal year */
    int year;         /**< of the fiscal year */
    double value;     /**< in the unit of the series */
} fc_target;

/** What to project. Zero in an optional field means the default. */
typedef struct fc_projection_request {
    const fc_dataset *dataset;   /**< where the series is */
    const char *series;          /**< its name */
    size_t horizon;              /**< 0: one year (or one season) */
    const fc_model_spec *specs;  /**< NULL: the default candidates */
    size_t spec_count;           /**< number of models */
    size_t draws;                /**< 0: 10,000 */
    uint64_t seed;               /**< 0 is a seed like any other */
    size_t origins;              /**< of the evaluation; 0: 40 */
    fc_transform_spec transform; /**< of candidates that ask for no scale; the
                                      floor is for all */
    fc_intervals intervals;      /**< 0: SIMULATE, not calibrated */
    const fc_frozen_choice *frozen; /**< no choice is made: this model, with
                                         these intervals; the candidates are
                                         rivals that a warning may name */
    fc_period as_of;                /**< frequency NONE: the last actual */
    const char *guidance_path;      /**< NULL: the one of the dataset */
    bool has_range;                 /**< a range given by option; it wins over
                                         guidance of the file, where role task
                                         wins over release */
    fc_period range_period;  /**< frequency NONE: first forecast period */
    double range_low;        /**< NaN: open */
    double range_high;       /**< NaN: open */
    bool use_guidance;       /**< the range for the first forecast period is
                                  evidence, too (docs/methods.md) */
    fc_period aside_first;   /**< frequency NONE: none. With use_guidance: what
                                  guidance was worth is told with and without */
    fc_period aside_last;    /**< the origins from the first to the last */
    const double *quantiles; /**< extra quantiles for the report */
    size_t quantile_count;   /**< number of quantiles */
    const fc_scenario_list *scenarios; /**< NULL: none */
    fc_plan_split split;               /**< of plans for a year */
    fc_reconciliation reconcile; /**< with the hierarchy of the dataset, whose
                                      other series are forecast likewise (no
                                      frozen model); 0: NONE. With a floor in
                                      `transform` its leaves stay at least 0 */
    bool temporal; /**< reconcile with forecasts of longer periods instead:
                        OLS, STRUCTURAL or WLS; not with scenarios */
    const fc_target *targets; /**< what is to be reached */
    size_t target_count;      /**< number of targets */
    const char *command;      /**< for the reproduction line; may be NULL */
    fc_progress *progress;    /**< told how far it is; may be NULL */
    void *progress_context;   /**< passed to it */
} fc_projection_request;

/** A finished forecast of one series. */
typedef struct fc_projection fc_projection;

/**
 * Do the whole job. The latest unbroken stretch of the series is used; a note
 * says so if that leaves anything out. With an as-of period only guidance for
 * periods up to the one behind it counts, and plans issued by then. With
 * use_guidance the forecast is the one informed by guidance, if there are 8
 * past ranges to learn from (else a note says why not); verdict and odds are
 * always those of the forecast without.
 *
 * With scenarios the model is the best candidate that uses all series planned
 * in any of them (regressions on them are added if there is none), at the
 * origins of the evaluation. Its paths are drawn with the regressors projected
 * (`base`) and once for each scenario, from the same random numbers.
 *
 * The order of effects is plans, forecast, calibration, reconciliation,
 * guidance, for base and scenarios alike (docs/methods.md).
 * @return FC_ERR_NOT_FOUND for an unknown series, FC_ERR_ARGUMENT for an as-of
 *         period of another frequency, a range that is upside down or not for a
 *         forecast period, a quantile outside (0, 1), or a frozen choice that
 * is none of the candidates named or not on the scale asked for, or for
 *         scenarios with temporal reconciliation;
 *         FC_ERR_TOO_SHORT if no candidate can be fitted; FC_ERR_DATA for a
 *         plan that does not fit (planning/plan_path.h); errors of reading
 * guidance and of fitting. The caller frees *out with fc_projection_free().
 */
FC_API fc_status fc_projection_create(fc_projection **out,
                                      const fc_projection_request *request,
                                      fc_error *err);
/** NULL is fine. */
FC_API void fc_projection_free(fc_projection *projection);

/** Number of scenarios, without base and without those whose plans were not
 * issued yet. */
FC_API size_t fc_projection_scenario_count(const fc_projection *projection);
/** Name of scenario @p index, which must exist. Borrowed. */
FC_API const char *fc_projection_scenario_name(const fc_projection *projection,
                                               size_t index);
/**
 * The forecast under scenario @p index, in the order of the request: a
 * projection as @p projection is, with own paths, verdict and odds. Borrowed.
 */
FC_API const fc_projection *fc_projection_scenario_at(
    const fc_projection *projection, size_t index);

/** The joint sample paths behind every figure, of a projection with scenarios
 * those of `base`. Borrowed. */
FC_API const fc_paths *fc_projection_paths(const fc_projection *projection);

/**
 * Verdict for the first guided forecast period: "below", "inside", "above", or
 * NULL if no forecast period is guided. Borrowed.
 */
FC_API const char *fc_projection_verdict(const fc_projection *projection);

/**
 * How many candidates gave no forecast (too short a series, a singular design)
 * while others did, those added for plans left out; the first of them into
 * *first (NULL if none). Borrowed.
 */
FC_API size_t fc_projection_failed(const fc_model_spec **first,
                                   const fc_projection *projection);

/**
 * Convert to a report. Table "projection" (machines) has the columns of the
 * contract in its order, then the quantiles asked for (q0.5, ...); the tables
 * for people are forecast, verdict, model, coefficients, accuracy, regressors
 * and candidates (machines get all of them as candidates_all); of a forecast
 * that guidance informs also informed (without and with it), informed_odds,
 * informed_accuracy and informed_tests. A table that has nothing to say is not
 * there: no verdict without a range, no accuracy where
 * the series is too short for a backtest.
 */
FC_API fc_status fc_projection_report(fc_report **out,
                                      const fc_projection *projection,
                                      fc_error *err);

/**
 * The scenarios side by side. Table "projection" as above; for people and
 * machines scenarios (a column each), differences (to base, with intervals),
 * plans (with growth on each basis) and the planned regressors' paths.
 * fc_projection_report() has these tables, too.
 * @return FC_ERR_ARGUMENT if there are no scenarios
 */
FC_API fc_status fc_projection_scenario_report(fc_report **out,
                                               const fc_projection *projection,
                                               fc_error *err);

/**
 * What the forecasts are made of (forecast/explanation.h): the equation, its
 * coefficients in words, and the parts of each step, which add up to the
 * forecast. Tables: contributions (period, part, contribution on the model's
 * scale, effect in the unit of the series), coefficients.
 * @return FC_ERR_ARGUMENT if the chosen model is no sum of terms.
 */
FC_API fc_status fc_projection_explain(fc_report **out,
                                       const fc_projection *projection,
                                       fc_error *err);

FC_END_DECLS

#endif
