/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Rolling-origin evaluation, the choice among candidates, and the nested
 * evaluation of the whole procedure.
 *
 *  - An origin is a number of known observations: at origin o the last actual
 *    used is y[o - 1] and step h forecasts y[o + h - 1].
 *  - A backtest holds the point forecasts of every candidate at every origin,
 *    made from the data known at that origin only, all of them or the latest
 *    window (regressors beyond it come from their own projection of them).
 *  - The choice at origin o uses only errors already known at o.
 *  - Nested: the printed errors and coverage are those of choosing anew at
 *    each origin, as the user would have.
 */
#ifndef FORECAST_BACKTEST_H
#define FORECAST_BACKTEST_H

#include "forecast/model.h"
#include "forecast/score.h"

FC_BEGIN_DECLS

/** Forecasts of several candidates at past origins. */
typedef struct fc_backtest fc_backtest;

/** Origins that the choice and the calibration look back on, and the default of
 * the evaluation and of comparisons: ten years of quarters. */
enum { FC_ORIGINS_DEFAULT = 40 };

/** Sample paths an origin, for scores of intervals and distributions. */
enum { FC_EVALUATION_DRAWS = 1000 };

/** Called now and then with the share done, from 0 to 1. */
typedef void fc_progress(void *context, double share);

/** What to backtest. Zero in an optional field means the default. */
typedef struct fc_backtest_request {
    fc_training data;           /**< whole history; with gaps each candidate
                                     gets what fc_training_usable() gives it */
    const fc_model_spec *specs; /**< candidates, in order of preference */
    size_t spec_count;          /**< number of models */
    size_t horizon;             /**< steps ahead, at least 1 */
    size_t first_origin;        /**< 0: the earliest at which any spec fits; the
                                     backtest never begins before that */
    size_t window;          /**< fit to the latest so many observations of each
                                 origin, and begin where there are as many; 0:
                                 to all */
    size_t keep;            /**< hold on to the fits of the first candidate at
                                 the latest so many origins, so that an
                                 evaluation need not make them again; 0: none */
    fc_progress *progress;  /**< may be NULL */
    void *progress_context; /**< passed to it */
} fc_backtest_request;

/**
 * Run every candidate at every origin from the first to the last observation
 * (the last origin has no errors; its forecasts are those of the future).
 * A candidate that cannot be fitted at an origin has NaN there, at all steps.
 * @return FC_ERR_TOO_SHORT with the number needed, FC_ERR_ARGUMENT; why the
 * first candidate failed if none could be fitted anywhere. The caller frees
 * *out with fc_backtest_free(). Copies what it needs.
 */
FC_API fc_status fc_backtest_create(fc_backtest **out,
                                    const fc_backtest_request *request,
                                    fc_error *err);
/** NULL is fine. */
FC_API void fc_backtest_free(fc_backtest *backtest);

/** Number of candidates. */
FC_API size_t fc_backtest_spec_count(const fc_backtest *backtest);
/** Candidate @p spec, or NULL. Borrowed from the backtest. */
FC_API const fc_model_spec *fc_backtest_spec_at(const fc_backtest *backtest,
                                                size_t spec);
/** Steps ahead. */
FC_API size_t fc_backtest_horizon(const fc_backtest *backtest);
/** The earliest origin at which a candidate has a forecast. */
FC_API size_t fc_backtest_first_origin(const fc_backtest *backtest);
/** The number of observations: the origin of the forecast itself. */
FC_API size_t fc_backtest_last_origin(const fc_backtest *backtest);
/** Forecast of @p step (from 0) made at @p origin; NaN if there is none. */
FC_API double fc_backtest_forecast(const fc_backtest *backtest, size_t spec,
                                   size_t origin, size_t step);
/** The actual that step @p step of @p origin meets; NaN if not known yet. */
FC_API double fc_backtest_actual(const fc_backtest *backtest, size_t origin,
                                 size_t step);
/**
 * Accuracy of one candidate at one step (0: all steps, else step 1..h) over the
 * origins that fc_evaluation_create() takes: the latest @p origins (0: 40)
 * whose all steps have an actual. Origins at which the candidate has no
 * forecast are left out; n says so.
 */
FC_API fc_accuracy fc_backtest_accuracy(const fc_backtest *backtest,
                                        size_t spec, size_t step,
                                        size_t origins);

/**
 * Choose a candidate with what is known at @p origin. The first candidate that
 * has a forecast there, the incumbent, is kept unless a rival had a lower mean
 * loss over their common earlier origins (the latest 40, at least 8) and a
 * Diebold-Mariano test says that the difference is not chance (p < 0.05); of
 * several the one with the largest gain. The loss of an origin is the mean over
 * those of its steps that have an actual by then: of the absolute log error
 * where all observations and forecasts so far are positive, else of the
 * absolute error over the in-sample seasonal naive MAE at the origin.
 * docs/decisions tells why.
 * @return FC_ERR_NOT_FOUND if no candidate has a forecast at the origin.
 */
FC_API fc_status fc_backtest_choose(size_t *out, const fc_backtest *backtest,
                                    size_t origin, fc_error *err);

/** As fc_backtest_choose(), among the first @p count candidates alone. */
FC_API fc_status fc_backtest_choose_among(size_t *out,
                                          const fc_backtest *backtest,
                                          size_t origin, size_t count,
                                          fc_error *err);

/**
 * By how much the spread of a candidate must be multiplied at @p origin, by
 * step, for its errors at earlier origins (the latest 40, known at @p origin):
 * at least 0.7, and 1 without errors. src/select/calibrate.c has the formula.
 * @param factor one a step of the backtest's horizon
 */
FC_API void fc_backtest_calibration(double *factor, const fc_backtest *backtest,
                                    size_t spec, size_t origin);

/**
 * Multiply the spread of each step by its factor. The mean of each step and
 * the ranks of the paths stay, so totals and odds follow.
 * @param factor one a step of the paths, above 0
 * @param scale on which to spread; all values have a place on it
 */
FC_API void fc_paths_calibrate(fc_paths *paths, const double *factor,
                               const fc_transform *scale);

/** Whose paths to calibrate, and how. */
typedef struct fc_calibration_request {
    size_t spec;            /**< candidate of the backtest */
    size_t origin;          /**< of the paths: errors known there count */
    fc_intervals intervals; /**< AUTO scales as fc_paths_calibrate() does,
                                 CONFORMAL re-maps; nothing else calibrates */
    fc_transform scale;     /**< of the fit that drew the paths */
} fc_calibration_request;

/** What calibration did to one step. */
typedef struct fc_step_calibration {
    double factor;  /**< of the standard deviation on the model's scale; 1: as
                         drawn */
    size_t errors;  /**< past errors of the step; 0: none was asked for */
    bool conformal; /**< re-mapped; else scaled */
} fc_step_calibration;

/**
 * Calibrate paths on past errors, step by step. The mean of each step and the
 * ranks of the paths stay, so totals and odds follow.
 *
 * CONFORMAL: the value of rank r among N gets the quantile at (r - 1/2) / N of
 * a mixture of the model's own law, spread as AUTO does, with the weight of 10
 * errors, and the symmetric law of the n past standardised errors with the rank
 * correction n + 1 of split conformal prediction. Below 20 errors those of the
 * neighbouring steps shape that law, too; below 8 the step is as AUTO.
 * src/select/conformal.c has the formulas.
 * @param steps one a step of the paths, which are not more than the horizon
 * @return FC_ERR_MEMORY
 */
FC_API fc_status fc_backtest_calibrate(fc_paths *paths,
                                       fc_step_calibration *steps,
                                       const fc_backtest *backtest,
                                       const fc_calibration_request *request,
                                       fc_error *err);

/** Is one candidate better than another, and is it chance? */
typedef struct fc_comparison {
    size_t origins;      /**< common origins compared */
    fc_accuracy a;       /**< over all steps of the common origins */
    fc_accuracy b;       /**< the second */
    fc_accuracy a_first; /**< step 1 alone */
    fc_accuracy b_first; /**< the second, one step ahead */
    fc_dm_test test;     /**< of the per-origin mean losses, a minus b */
} fc_comparison;

/**
 * Compare two candidates over the latest @p origins (0: 40) origins whose all
 * steps have an actual and at which both have a forecast.
 * @return FC_ERR_TOO_SHORT if there are fewer than 4 or not more than steps.
 */
FC_API fc_status fc_backtest_compare(fc_comparison *out,
                                     const fc_backtest *backtest, size_t spec_a,
                                     size_t spec_b, size_t origins,
                                     fc_error *err);

/** Which comparison of one step. */
typedef struct fc_comparison_options {
    size_t step;    /**< from 1 to the horizon */
    size_t origins; /**< the latest so many; 0: 40 */
} fc_comparison_options;

/**
 * As fc_backtest_compare(), at one step alone: does a candidate forecast better
 * so many periods ahead? The origins are those whose all steps have an actual,
 * so that all steps are compared at the same ones; a and b are the accuracies
 * at the step. The Diebold-Mariano test allows for autocorrelation of its
 * losses up to the step less one.
 *
 * Where one candidate is the other plus a regressor and the regressor is of no
 * use, the larger model has the larger expected error, so that the test is
 * cautious: it seldom finds a gain that is not there.
 * @return FC_ERR_ARGUMENT for another step; FC_ERR_TOO_SHORT for fewer than 4
 *         origins or not more than the step
 */
FC_API fc_status fc_backtest_compare_step(fc_comparison *out,
                                          const fc_backtest *backtest,
                                          size_t spec_a, size_t spec_b,
                                          const fc_comparison_options *options,
                                          fc_error *err);

/**
 * Shown the calibrated paths of each origin of an evaluation, in order of
 * origin. Borrowed during the call; anything but FC_OK ends the evaluation.
 */
typedef fc_status fc_evaluation_visit(void *context, const fc_paths *paths,
                                      size_t origin, fc_error *err);

/** How to evaluate. Zero in any field means the default. */
typedef struct fc_evaluation_options {
    size_t origins;     /**< the latest so many whose all steps have an actual,
                             or as many as there are; 0: 40 */
    size_t draws;       /**< sample paths an origin, for coverage; 0: 1,000 */
    uint64_t seed;      /**< of the draws */
    const char *stream; /**< usually the name of the series; NULL: "" */
    fc_intervals intervals; /**< 0: SIMULATE, not calibrated */
    bool fixed;  /**< evaluate candidate `spec` at each origin: no choice */
    size_t spec; /**< which, if fixed */
    fc_evaluation_visit *visit; /**< may be NULL */
    void *visit_context;        /**< passed to it */
} fc_evaluation_options;

/** The nested evaluation; owns its arrays. */
typedef struct fc_evaluation {
    size_t origins;           /**< how many */
    size_t horizon;           /**< steps ahead */
    size_t *origin;           /**< origins: each origin */
    size_t *chosen;           /**< origins: candidate chosen there */
    fc_accuracy *by_step;     /**< horizon: accuracy at each step */
    fc_accuracy overall;      /**< over all steps */
    fc_coverage *coverage_80; /**< horizon */
    fc_coverage *coverage_95; /**< horizon */
    fc_coverage overall_80;   /**< all steps, 80 % interval */
    fc_coverage overall_95;   /**< all steps, 95 % interval */
    double msis_80; /**< mean scaled interval score over all steps; NaN where
                         there is nothing to scale by */
    double msis_95; /**< of the 95 % interval */
} fc_evaluation;

/**
 * Evaluate the whole procedure: at each origin choose (unless the candidate is
 * fixed; origins where it has no forecast are left out), draw the chosen
 * candidate's paths, calibrate them as known there, and score their mean and
 * their intervals, as the projection would have published them. The first
 * origins of a short history count too: the choice there is the first candidate
 * that can be fitted. An origin whose paths cannot be drawn (they overflow) is
 * missing in the coverage; its n says so. Progress runs from 0 to 1 again. An
 * origin's draws depend on seed, stream and origin, not on how many origins
 * there are.
 * @p request is the one that made @p backtest.
 * @return FC_ERR_TOO_SHORT if there is no origin with a choice and an actual.
 */
FC_API fc_status fc_evaluation_create(fc_evaluation **out,
                                      const fc_backtest *backtest,
                                      const fc_backtest_request *request,
                                      const fc_evaluation_options *options,
                                      fc_error *err);
/** NULL is fine. */
FC_API void fc_evaluation_free(fc_evaluation *evaluation);

/** The futures of several regressors; opaque. */
typedef struct fc_future_set fc_future_set;

/**
 * The future of every regressor beyond origin @p origin, each from its own
 * projection with its uncertainty: the robust autoregression of year-on-year
 * growth, or a seasonal naive where that cannot be fitted, on the latest
 * unbroken stretch up to the origin. Values beyond the origin are not looked
 * at. A regressor that is missing at the origin is left out; models that need
 * it say so. Names are borrowed from @p data.
 * @param draws 1 gives the mean path alone
 * @param seed with the name of the regressor determines the draws
 * The caller frees *out with fc_future_set_free().
 */
FC_API fc_status fc_future_set_create(fc_future_set **out,
                                      const fc_training *data, size_t origin,
                                      size_t steps, size_t draws, uint64_t seed,
                                      fc_error *err);
/**
 * Put a plan in the place of what the set projects of regressor @p name. Where
 * the plan has no value (NaN) the projection stays; behind planned steps the
 * regressor goes on from them, by the projection of its known values with the
 * means of the steps in between: what a draw of the plan is above its mean, its
 * draw a season later is above the mean there, in proportion.
 * @param plan draws x steps; one draw stands for all
 * @param data, origin, seed those that made @p set
 * @return FC_ERR_DATA if the set projects no such regressor, since its value at
 *         the origin is missing; FC_ERR_ARGUMENT for other steps or draws;
 *         errors of the projection
 */
FC_API fc_status fc_future_set_plan(fc_future_set *set, const char *name,
                                    const fc_paths *plan,
                                    const fc_training *data, size_t origin,
                                    uint64_t seed, fc_error *err);
/** What a model takes; borrowed from the set, never NULL. */
FC_API const fc_future *fc_future_set_view(const fc_future_set *set);
/** NULL is fine. */
FC_API void fc_future_set_free(fc_future_set *set);

/**
 * The default candidates, in order of preference: for each regressor of
 * @p data the regressions with it stand behind those without. At most
 * @p capacity specs are written; *count is how many there are.
 */
FC_API fc_status fc_candidates_default(fc_model_spec *out, size_t capacity,
                                       size_t *count, const fc_training *data,
                                       fc_error *err);

FC_END_DECLS

#endif
