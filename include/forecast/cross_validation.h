/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Time series cross-validation: the forecasts of several models from the same
 * origins, with their distributions, measured and compared (Hyndman &
 * Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 5.10).
 *
 *  - A backtest (forecast/backtest.h) supplies the point forecasts; here each
 *    model also draws its sample paths at each origin, calibrated as known
 *    there, as the projection would have published them.
 *  - Every model is fitted anew at every origin, to all that was known there or
 *    to a rolling window.
 *  - Results do not depend on the order of the models, but for that of the
 *    automatic choice, which is an order of preference.
 */
#ifndef FORECAST_CROSS_VALIDATION_H
#define FORECAST_CROSS_VALIDATION_H

#include "forecast/backtest.h"

FC_BEGIN_DECLS

/** Models compared at past origins. */
typedef struct fc_cross_validation fc_cross_validation;

/** What to cross-validate. Zero in an optional field means the default. */
typedef struct fc_cross_validation_request {
    fc_training data;           /**< whole history; y without gaps */
    const fc_model_spec *specs; /**< no two the same */
    size_t spec_count;          /**< number of models */
    bool automatic; /**< one model more: the choice among them, made anew at
                         each origin by fc_backtest_choose() */
    size_t horizon; /**< steps ahead, at least 1 */
    size_t origins; /**< the latest so many whose all steps have an actual and
                         that know more than a season, or as many as there
                         are; 0: 40 */
    size_t stride;  /**< periods from one origin to the next; 0: 1 */
    size_t window;  /**< as in fc_backtest_request; 0: expanding */
    size_t draws;   /**< sample paths an origin; 0: 1,000 */
    uint64_t seed;  /**< of the draws */
    const char *stream;     /**< usually the name of the series; NULL: "" */
    fc_intervals intervals; /**< 0: SIMULATE, not calibrated */
    fc_progress *progress;  /**< may be NULL */
    void *progress_context; /**< passed to it */
} fc_cross_validation_request;

/**
 * Fit, forecast and draw at every origin. An origin at which a model cannot be
 * fitted is missing for this model; its n says so.
 * @return as fc_backtest_create(); FC_ERR_TOO_SHORT if no origin is left to
 *         check; FC_ERR_ARGUMENT for two equal specs. The caller frees *out
 *         with fc_cross_validation_free(). Copies what it needs.
 */
FC_API fc_status fc_cross_validation_create(
    fc_cross_validation **out, const fc_cross_validation_request *request,
    fc_error *err);
/** NULL is fine. */
FC_API void fc_cross_validation_free(fc_cross_validation *validation);

/** Number of models: the specs, then the automatic choice if asked for. */
FC_API size_t
fc_cross_validation_model_count(const fc_cross_validation *validation);
/** Name of model @p model: its spec, or "auto". */
FC_API void fc_cross_validation_model_name(
    char text[FC_MODEL_SPEC_SIZE], const fc_cross_validation *validation,
    size_t model);
/** Number of origins, at least 1. */
FC_API size_t
fc_cross_validation_origin_count(const fc_cross_validation *validation);
/** Observations known at origin @p index, ascending. */
FC_API size_t fc_cross_validation_origin_at(
    const fc_cross_validation *validation, size_t index);
/** In-sample errors of the seasonal naive forecast there. */
FC_API fc_naive_scale fc_cross_validation_scale_at(
    const fc_cross_validation *validation, size_t index);
/** Steps ahead. */
FC_API size_t
fc_cross_validation_horizon(const fc_cross_validation *validation);
/** The candidate that the automatic choice took at origin @p index; the number
 * of specs if it found none. */
FC_API size_t fc_cross_validation_chosen_at(
    const fc_cross_validation *validation, size_t index);

/** Quantiles that are scored: the bounds of the central intervals of 95, 80 and
 * 50 per cent, and the median. */
enum { FC_SCORE_QUANTILES = 7 };
/** Probability of quantile @p index, ascending: 0.025, 0.1, 0.25, 0.5 ... */
FC_API double fc_score_probability(size_t index);

/** One step from one origin: what was said, and what came. */
typedef struct fc_origin_forecast {
    double actual; /**< what came; NaN: not known */
    double mean;   /**< as the model computes it; NaN: no forecast */
    double quantile[FC_SCORE_QUANTILES]; /**< of the draws; NaN: no draws */
    double crps;                         /**< NaN likewise */
} fc_origin_forecast;

/** Step @p step (from 0) of model @p model at origin @p index. Borrowed; NULL
 * if the automatic choice found no model there. */
FC_API const fc_origin_forecast *fc_cross_validation_forecast(
    const fc_cross_validation *validation, size_t model, size_t index,
    size_t step);

/** All measures of one model. NaN where a measure does not exist. */
typedef struct fc_scores {
    size_t origins;       /**< at which it has a forecast */
    fc_accuracy accuracy; /**< n of it: forecasts */
    size_t n;             /**< forecasts with draws, of all that follows */
    double crps;          /**< mean, in the unit of the series */
    double quantile_loss[FC_SCORE_QUANTILES]; /**< mean of each */
    double pinball;                           /**< mean of these means */
    double msis;             /**< mean scaled interval score, 95 % */
    fc_coverage coverage_80; /**< of the 80 % interval */
    fc_coverage coverage_95; /**< of the 95 % interval */
} fc_scores;

/** Measures over one step (from 1), or 0: all of them. */
FC_API fc_scores fc_cross_validation_scores(
    const fc_cross_validation *validation, size_t model, size_t step);

/** One model in the comparison. */
typedef struct fc_model_rank {
    bool compared;     /**< false: a forecast at less than half of the origins
                            that the best covered model has */
    double loss;       /**< mean over the common origins; NaN: not compared */
    fc_dm_test test;   /**< its losses minus those of the best; n is 0 for the
                            best itself and where there is no test */
    double p_adjusted; /**< Holm, over all models tested; NaN: no test */
} fc_model_rank;

/** Who is best, and where they met. */
typedef struct fc_ranking {
    size_t best;    /**< model with the lowest mean loss over all steps */
    size_t origins; /**< common to all models compared */
    bool logs;      /**< losses are absolute log errors, else scaled errors */
} fc_ranking;

/**
 * Compare all models with the best one at the origins that they have in common.
 * The loss of an origin is that of fc_backtest_choose(): the mean over the
 * steps of the absolute log error, or of the scaled error. The best has the
 * lowest mean loss over all steps; of equal ones the first by name. Test:
 * Diebold-Mariano with the correction of Harvey, Leybourne & Newbold, for
 * forecasts of ceil(steps / stride) origins. The best was found at the same
 * origins, so that p-values are lower than those of a rival named beforehand.
 * @param models one a model
 * @param step the test at this step alone, from 1; 0: over all steps
 * @return FC_ERR_TOO_SHORT if no origin is common to the models, FC_ERR_MEMORY.
 *         Too few origins to test leave a test out.
 */
FC_API fc_status fc_cross_validation_compare(
    fc_ranking *out, fc_model_rank *models,
    const fc_cross_validation *validation, size_t step, fc_error *err);

/**
 * Why model @p model has no forecast at some origin: the latest such origin
 * into *index, a sentence. NULL if it has one everywhere. Borrowed.
 */
FC_API const char *fc_cross_validation_failure(
    size_t *index, const fc_cross_validation *validation, size_t model);

FC_END_DECLS

#endif
