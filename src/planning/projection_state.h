/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a projection holds. projection.c makes it, the others read it.
 *
 *  - Everything is owned: the dataset may go once the projection stands.
 *  - `history` runs from the first to the last known value up to the as-of
 *    period; the last `used` of them are what the models were offered, the last
 *    `fitted` what the chosen one was fitted to.
 *  - Step s is the period s + 1 periods behind the origin.
 */
#ifndef FC_PLANNING_PROJECTION_STATE_H
#define FC_PLANNING_PROJECTION_STATE_H

#include "forecast/explanation.h"
#include "forecast/projection.h"

/** Where a range comes from, in falling order of preference. */
enum fc_range_origin {
    FC_RANGE_OPTION,
    FC_RANGE_TASK,
    FC_RANGE_RELEASE,
    FC_RANGE_ORIGINS, /* how many */
};

/** A range for one period. */
struct fc_range {
    bool known;
    enum fc_range_origin origin;
    double low;
    double high;
};

/** The bounds of the two intervals. */
enum fc_bound {
    FC_LOWER_80,
    FC_UPPER_80,
    FC_LOWER_95,
    FC_UPPER_95,
    FC_BOUNDS, /* how many */
};

/** What the draws say of one number; NaN: nothing. */
struct fc_outlook {
    double mean;
    double bound[FC_BOUNDS];
};

/** One forecast period, or one fiscal year that the horizon completes. */
struct fc_projected {
    fc_period period; /**< of a year: its last period */
    int year;         /**< of a year */
    struct fc_outlook value;
    struct fc_outlook growth; /**< on the year before, percent; its mean is
                                   that of the means */
    double *extra;            /**< the quantiles asked for */
};

/** Does a regressor help? */
struct fc_finding {
    char *name;
    bool compared;    /**< both kinds of regression could be evaluated */
    size_t with;      /**< best candidate that uses it */
    size_t without;   /**< best regression that does not */
    fc_comparison of; /**< a is with, b without */
};

/** How a candidate did at the origins of the evaluation. */
struct fc_standing {
    size_t spec;
    fc_accuracy first; /**< step 1 */
    fc_accuracy all;   /**< all steps */
};

struct fc_informed;

struct fc_projection {
    /* What was asked. */
    char *title;
    char *command; /**< "" if none */
    char *input;
    char sha256[65];
    fc_calendar calendar;
    size_t horizon;
    size_t draws;
    uint64_t seed;
    fc_intervals intervals;
    bool as_of_asked;
    char *frozen_by; /**< the file that fixes the model; NULL: it was chosen */
    fc_period frozen_since;
    fc_period as_of;
    struct fc_range option; /**< given by option, for option_period */
    fc_period option_period;
    double *quantiles;
    size_t quantile_count;

    /* What was known. */
    fc_series *history;
    fc_series *later; /**< actuals behind the origin, for charts alone; NULL:
                           none */
    int64_t lag;      /**< periods that the data go on behind it */
    size_t used;
    size_t fitted;
    fc_period origin;
    size_t year_length; /**< periods in a year, 0 if no whole number */
    fc_guidance_list *guidance;
    size_t input_count; /**< regressors that could be used, up to the as-of
                             period where one was asked for */
    fc_series **inputs;
    size_t unusable_count; /**< regressors that could not be used */
    char **unusable;

    /* What came out. */
    fc_backtest *backtest;
    size_t plain_count; /**< candidates that are there without plans, too: the
                             first so many */
    size_t chosen;
    size_t rival; /**< of a frozen model: what would be chosen in its place;
                       `chosen` if nothing */
    fc_fit *fit;
    fc_paths *paths;
    fc_explanation *explanation;      /**< of the means of the paths; NULL: the
                                           model is no sum of terms */
    fc_step_calibration *calibration; /**< horizon */
    struct fc_projected *steps;       /**< horizon */
    size_t total_count;
    struct fc_projected *totals;
    fc_evaluation *evaluation;    /**< NULL: too short for one */
    struct fc_standing *standing; /**< a candidate each; NULL likewise */
    size_t finding_count;
    struct fc_finding *findings;
    const char *scenario;                     /**< NULL: base */
    struct fc_projected_scenarios *scenarios; /**< projection_scenario.h; NULL:
                                                   none were asked for */
    struct fc_informed *informed;     /**< NULL: guidance was not to be used */
    struct fc_reconciled *reconciled; /**< NULL: not asked for */
    size_t target_count;
    struct fc_target_outlook *targets;
};

/**
 * The data, the model and its calibrated paths, also those under each scenario,
 * alone: what reconciliation starts from. Guidance, steps, evaluation and all
 * that tells of them are not there. As fc_projection_create().
 */
fc_status fc_projection_create_base(fc_projection **out,
                                    const fc_projection_request *request,
                                    fc_error *err);

/** The part of the history that models are offered. */
fc_span fc_projection_used(const fc_projection *projection);

/** The forecast without knowledge of the guidance: the verdict and the odds are
 * about it. */
const struct fc_projected *fc_projection_plain_steps(
    const fc_projection *projection);
const struct fc_projected *fc_projection_plain_totals(
    const fc_projection *projection);
const fc_paths *fc_projection_plain_paths(const fc_projection *projection);

/** Period of step @p step. */
fc_period fc_projection_period(const fc_projection *projection, size_t step);

/**
 * The preferred range of @p period that was known at the as-of period.
 * @param best the most preferred origin to look at
 */
struct fc_range fc_projection_range(const fc_projection *projection,
                                    fc_period period,
                                    enum fc_range_origin best);

/** Quantiles that can be asked for. */
enum { FC_MOST_QUANTILES = 64 };

/** First forecast step with a range; the horizon if none. */
size_t fc_projection_guided_step(const fc_projection *projection);

/** Fit the chosen candidate, draw its paths, explain and calibrate them. */
fc_status fc_projection_draw(fc_projection *projection,
                             const fc_training *training, fc_error *err);
/** Fit @p spec to all that it can be fitted to, with the parameters of @p held
 * (NULL: estimate). */
fc_status fc_projection_fit(fc_projection *projection,
                            const fc_model_spec *spec, const fc_fit *held,
                            const fc_training *training, fc_error *err);
/** Draw the paths of the fit without a plan. *out, the future of the
 * regressors, is NULL if it uses none; the caller frees it, after a failure,
 * too. */
fc_status fc_projection_draw_fit(fc_future_set **out, fc_projection *projection,
                                 const fc_training *training, fc_error *err);
/** Draw the paths of the fit, given the future of the regressors. */
fc_status fc_projection_draw_paths(fc_projection *projection,
                                   const fc_future *future, fc_error *err);
/** Spread the paths as past errors ask for it. */
fc_status fc_projection_calibrate(fc_projection *projection, fc_error *err);

/** What the draws of one step say. */
fc_status fc_outlook_look(struct fc_outlook *out, const fc_paths *paths,
                          size_t step, fc_error *err);

/** Fill steps and totals from the paths. */
fc_status fc_projection_add_steps(fc_projection *projection, fc_error *err);
fc_status fc_projection_add_totals(fc_projection *projection, fc_error *err);

/** How the candidates did, and whether the regressors help. */
fc_status fc_projection_add_standing(fc_projection *projection, fc_error *err);
fc_status fc_projection_add_findings(fc_projection *projection,
                                     const fc_training *training,
                                     fc_error *err);

/** Is the candidate of accuracy @p a better than that of @p b? One that could
 * be fitted at more origins is better known; of equally known ones the one with
 * the smaller error is better. */
bool fc_projection_is_better(const fc_accuracy *a, const fc_accuracy *b);

/** The best candidate but the chosen one at the origins of the evaluation; the
 * number of candidates if there is none. */
size_t fc_projection_runner_up(const fc_projection *projection);

/** Fill a report: the machines' table, the people's tables, the sentences. */
void fc_projection_write_table(fc_report *report,
                               const fc_projection *projection);
fc_status fc_projection_write_people(fc_report *report,
                                     const fc_projection *projection,
                                     fc_error *err);
/** Provenance: the order of effects, where there are more than the forecast
 * and its calibration. */
void fc_projection_write_effects(fc_report *report,
                                 const fc_projection *projection);
/** What was used of the data; @p consequence of a series that ends before the
 * others do. */
void fc_projection_write_data_notes(fc_report *report,
                                    const fc_projection *projection,
                                    const char *consequence);
/** Of a frozen model: by which file, since when, and what speaks against it. */
void fc_projection_write_frozen(fc_report *report,
                                const fc_projection *projection);
/** How many origins of the evaluation its choice had seen. */
void fc_projection_write_frozen_origins(fc_report *report,
                                        const fc_projection *projection);
void fc_projection_write_notes(fc_report *report,
                               const fc_projection *projection);

#endif
