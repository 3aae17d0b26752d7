/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A projection with the guidance as evidence: what it had been without, what
 * the guidance was worth, and what both were worth in real time.
 */
#ifndef FC_PLANNING_INFORMED_H
#define FC_PLANNING_INFORMED_H

#include "planning/informed_evaluation.h"

/** Why the guidance does not inform the forecast. */
enum fc_uninformed {
    FC_GUIDANCE_USED,
    FC_GUIDANCE_NO_RANGE, /**< none for the first forecast period */
    FC_GUIDANCE_OPEN,     /**< its range has an open end */
    FC_GUIDANCE_FEW,      /**< too few past ranges with an actual */
    FC_GUIDANCE_NO_PLACE, /**< the range or the draws have no place on the
                               measure */
};

struct fc_informed {
    enum fc_uninformed why_not;
    struct fc_range range; /**< what informs */
    size_t known;          /**< past ranges with an actual */
    enum fc_guided_unit unit;
    struct fc_guided_law law;    /**< of the position */
    struct fc_coordinates place; /**< of the range */
    double suggested;            /**< the middle of that law, as a value */
    double weight;               /**< of that law; the model has the rest */
    size_t scored;               /**< past comparisons behind the weight */

    fc_paths *plain;                   /**< owned: without guidance */
    struct fc_projected *plain_steps;  /**< owned: horizon */
    struct fc_projected *plain_totals; /**< owned */
    size_t plain_total_count;

    struct fc_informed_evaluation evaluation; /**< no origins: none */
    bool has_aside;
    fc_period aside_first;
    fc_period aside_last;
};

/**
 * Inform a finished projection: its paths, steps and totals become those with
 * the guidance. Where that cannot be it stays as it is and knows why.
 * @param backtest what made the backtest of the projection
 * @return FC_ERR_MEMORY, FC_ERR_ARGUMENT for a span to set aside that ends
 *         before it begins
 */
fc_status fc_projection_inform(fc_projection *projection,
                               const fc_projection_request *request,
                               const fc_backtest_request *backtest,
                               fc_error *err);

/**
 * Inform a scenario of @p base, which is informed already, by the same law with
 * the same weight. Nothing where base is not informed.
 * @return FC_ERR_MEMORY
 */
fc_status fc_projection_inform_view(fc_projection *view,
                                    const fc_projection *base, fc_error *err);

/** What a range says of the first step, on its measure. */
struct fc_evidence {
    struct fc_student law;
    double weight; /**< the model has the rest */
    struct fc_coordinates place;
};

/**
 * The paths @p plain with the evidence in them.
 * @param law of the first step of @p plain
 * @return FC_ERR_MEMORY; the caller frees *out
 */
fc_status fc_informed_paths(fc_paths **out, const struct fc_evidence *evidence,
                            const fc_paths *plain, const struct fc_student *law,
                            const fc_step_calibration *calibration,
                            fc_error *err);

/**
 * With law, weight and place known: inform the paths, and make steps and totals
 * of them; what was there so far becomes the plain forecast. Where the paths
 * have no place on the measure nothing changes and why_not says so.
 */
fc_status fc_informed_publish(fc_projection *projection, fc_error *err);

/** Release what an informed projection holds; NULL is fine. */
void fc_informed_free(struct fc_informed *informed,
                      const fc_projection *projection);
/** Of a scenario, which borrows the evaluation. */
void fc_informed_free_view(struct fc_informed *informed,
                           const fc_projection *view);

/** Behind the name of the model on the rows of an informed forecast. */
#define FC_INFORMED_SUFFIX "+guidance"

/** Both forecasts side by side, how both did in real time, the tests, and in
 * words what the guidance changed; nothing if it was not to be used. */
void fc_projection_write_informed_tables(fc_report *report,
                                         const fc_projection *projection);
void fc_projection_write_informed_notes(fc_report *report,
                                        const fc_projection *projection);
void fc_projection_write_informed_meta(fc_report *report,
                                       const fc_projection *projection);

/** The guidance was used. */
bool fc_projection_is_informed(const fc_projection *projection);

#endif
