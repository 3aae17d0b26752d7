/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Sample paths: joint draws of the future, the currency of uncertainty.
 *
 * Quantiles, intervals, totals, growth rates and odds are all computed from
 * the same draws, so that they agree with each other.
 */
#ifndef FORECAST_PATHS_H
#define FORECAST_PATHS_H

#include "forecast/period.h"

FC_BEGIN_DECLS

/** Joint draws of `steps` consecutive periods. Owns its values. */
typedef struct fc_paths {
    fc_period start; /**< period of step 0 */
    size_t draws;    /**< how many paths */
    size_t steps;    /**< periods of each draw */
    double *values;  /**< draw-major: values[draw * steps + step] */
} fc_paths;

/** Zeroed paths; FC_ERR_MEMORY. The caller frees them with fc_paths_free(). */
FC_API fc_status fc_paths_create(fc_paths **out, fc_period start, size_t draws,
                                 size_t steps, fc_error *err);
/** NULL is fine. */
FC_API void fc_paths_free(fc_paths *paths);

/** Mean of one step over the draws. */
FC_API double fc_paths_mean(const fc_paths *paths, size_t step);

/**
 * Quantiles of one step, linear between order statistics (Hyndman & Fan 1996,
 * type 7, the default of R's quantile()).
 * @param probabilities @p count values in [0, 1], results into @p out
 */
FC_API fc_status fc_paths_quantiles(double *out, const fc_paths *paths,
                                    size_t step, const double *probabilities,
                                    size_t count, fc_error *err);

/**
 * Sums over steps @p first to @p last (inclusive) of each draw, plus
 * @p certain (what is already known of the total): paths of one step.
 */
FC_API fc_status fc_paths_total(fc_paths **out, const fc_paths *paths,
                                size_t first, size_t last, double certain,
                                fc_error *err);

/**
 * Odds of a range at one step, from the draws, with the Jeffreys floor: counts
 * k of n draws become (k + 1/2) / (n + 3/2), so none is 0 or 1 and the three
 * add up to 1.
 */
typedef struct fc_odds {
    double below;  /**< P(value < low) */
    double inside; /**< P(low <= value <= high) */
    double above;  /**< P(value > high) */
} fc_odds;

/** Odds of [@p low, @p high] at step @p step. NaN is an open end. */
FC_API fc_odds fc_paths_odds(const fc_paths *paths, size_t step, double low,
                             double high);

/**
 * Odds of @p value or more at one step, with the Jeffreys floor: k of n draws
 * become (k + 1/2) / (n + 1).
 */
FC_API double fc_paths_reach(const fc_paths *paths, size_t step, double value);

FC_END_DECLS

#endif
