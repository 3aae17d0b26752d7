/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Intermittent demand: many periods without any. The methods forecast one mean
 * demand a period, the same for every step, as the product of a mean size and a
 * probability of demand. That is also the law of the sample paths:
 *
 *   y(n+h) = size s / mean(s) with the probability, else 0
 *
 * with s one of the past sizes, drawn with equal chances, and every period
 * drawn on its own. So paths have the mean that is forecast and are never below
 * zero. What the estimates themselves leave open is not in them; the
 * calibration on past errors widens them.
 *
 * Two periods are the fewest: of one nothing can be said but that it was.
 *
 * A missing period is left out: nothing is known of it, neither demand nor that
 * there was none.
 *
 * Reference: Boylan & Syntetos (2021), "Intermittent Demand Forecasting".
 */
#ifndef FC_MODELS_INTERMITTENT_H
#define FC_MODELS_INTERMITTENT_H

#include "models/model_type.h"

enum { FC_INTERMITTENT_CONSTANTS = 2 };

/** The known periods of a series. */
struct fc_demand {
    size_t n;
    double *y;      /**< n */
    size_t count;   /**< periods with demand */
    double *sizes;  /**< count: their demand, in order */
    double *totals; /**< n: room for sums of periods */
};

struct fc_intermittent {
    const struct fc_intermittent_method *method;
    double constant[FC_INTERMITTENT_CONSTANTS]; /**< of smoothing */
    double size;
    double probability;
    double relative_square; /**< mean(s^2) / mean(s)^2 */
    size_t count;
    double *sizes; /**< count, ascending, with mean 1 */
};

struct fc_intermittent_method {
    size_t constants; /**< smoothing constants that may be given */
    size_t reported;  /**< of them, those that are one number each */
    const char *names[FC_INTERMITTENT_CONSTANTS];
    const char *meanings[FC_INTERMITTENT_CONSTANTS];
    /** Set size and probability, there is demand; constants that are not given
     * are NaN and estimated. */
    fc_status (*estimate)(struct fc_intermittent *model,
                          const struct fc_demand *demand, fc_error *err);
};

/** Size and probability after the last period, and how well they did. */
struct fc_intermittent_level {
    double size;
    double probability;
    double squares; /**< of the errors of one step, from the first demand on */
};

/** Croston's two levels; @p bias is taken off the probability, times alpha. */
struct fc_intermittent_level fc_croston_run(const struct fc_demand *demand,
                                            double alpha, double bias);
/** Estimate Croston's constant unless it is given, and run. */
fc_status fc_croston_estimate(struct fc_intermittent *model,
                              const struct fc_demand *demand, double bias,
                              fc_error *err);

/** The mean distance of two demands, as a number of periods. */
size_t fc_demand_interval(const struct fc_demand *demand);
/**
 * A period's share of the smoothed totals of @p periods periods each; the
 * oldest periods that fill no total are left out.
 * @param alpha NaN: estimated, and written back
 */
fc_status fc_demand_aggregate(double *out, double *alpha,
                              const struct fc_demand *demand, size_t periods,
                              fc_error *err);
/** Take @p forecast, with the share of periods that had demand. */
void fc_intermittent_take(struct fc_intermittent *model,
                          const struct fc_demand *demand, double forecast);

/* What the records share; their method is a struct fc_intermittent_method. */
fc_status fc_intermittent_check(const struct fc_model_options *options,
                                fc_error *err);
fc_status fc_intermittent_fit(fc_fit *fit,
                              const struct fc_model_options *options,
                              const fc_training *training, fc_error *err);
size_t fc_intermittent_min_length(const struct fc_model_options *options,
                                  size_t season);
fc_status fc_intermittent_predict(const struct fc_point_forecast *out,
                                  const fc_fit *fit, size_t steps,
                                  const fc_future *future, fc_error *err);
fc_status fc_intermittent_draw(fc_paths *paths, const fc_fit *fit,
                               const fc_draw_request *request, gsl_rng *random,
                               fc_error *err);
fc_status fc_intermittent_explain(fc_explanation *out, const fc_fit *fit,
                                  const fc_future *future, fc_error *err);
size_t fc_intermittent_coefficient_count(const fc_fit *fit);
fc_coefficient fc_intermittent_coefficient_at(const fc_fit *fit, size_t index);
void fc_intermittent_free(void *state);

#endif
