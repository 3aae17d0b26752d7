/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ranges that a company gave and what came of them, on one measure: where
 * in its range an actual lay.
 */
#ifndef FC_PLANNING_GUIDED_RECORD_H
#define FC_PLANNING_GUIDED_RECORD_H

#include "planning/projection_state.h"
#include "select/first_step.h"

/** A range, on the measure of its record. */
struct fc_guided {
    fc_period period;
    double low;
    double high;
    double actual;               /**< NaN: not known yet */
    struct fc_coordinates place; /**< 0 is the middle of the range */
    double position;             /**< of the actual; NaN: none */
    size_t season;               /**< of the period, from 0 */
};

/** By what distances from the middle of a range are measured. */
enum fc_guided_unit {
    FC_GUIDED_WIDTH, /**< the width of the range */
    FC_GUIDED_LEVEL, /**< the middle itself, by logarithms: some are points */
    FC_GUIDED_NAIVE, /**< the seasonal naive error known then: points of a
                          series that is not positive */
};

struct fc_guided_record {
    size_t count;            /**< the last one has no actual yet */
    struct fc_guided *items; /**< owned; by period */
    enum fc_guided_unit unit;
    size_t seasons; /**< in a year; 1: none */
};

/**
 * The ranges of role release for the periods of the history, and @p range for
 * the one behind it. Ranges with an open end, or that have no place on the
 * measure, are left out. The measure is that of logarithms if all ends and
 * actuals are positive.
 * @return FC_ERR_MEMORY; the caller releases *out in any case
 */
fc_status fc_guided_record_create(struct fc_guided_record *out,
                                  const fc_projection *projection,
                                  const struct fc_range *range, fc_error *err);
void fc_guided_record_release(struct fc_guided_record *record);

/** What the ranges say of the next actual. */
struct fc_guided_law {
    bool known;            /**< enough was known */
    struct fc_student law; /**< of the position */
    double recent;         /**< recent mean of the positions */
    size_t learned;        /**< from so many ranges */
};

enum { FC_GUIDED_FEWEST = 8 }; /**< past ranges to learn from */

/**
 * For each range the law that the ranges before it give, into @p laws, one a
 * range.
 * @return FC_ERR_MEMORY
 */
fc_status fc_guided_learn(struct fc_guided_law *laws,
                          const struct fc_guided_record *record, fc_error *err);

#endif
