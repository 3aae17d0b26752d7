/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Are stated odds right? The calibration curve and the Brier score with its
 * parts.
 */
#ifndef FC_SELECT_RELIABILITY_H
#define FC_SELECT_RELIABILITY_H

#include <stdbool.h>
#include <stddef.h>

/** A probability that was stated, and what came. */
struct fc_stated {
    double probability;
    bool happened;
    size_t origin; /**< what was stated at one origin is not independent */
};

/** Bins of equal width from 0 to 1. */
enum { FC_RELIABILITY_BINS = 10 };

/** What was stated within one bin. NaN where n is 0. */
struct fc_reliability_bin {
    size_t n;
    size_t origins;  /**< different ones among the n */
    double stated;   /**< mean probability */
    double observed; /**< share that happened */
};

/** The Brier score and its parts, as reliability.c has them. */
struct fc_brier {
    size_t n;
    size_t origins;
    double score;
    double reliability; /**< 0: what is stated happens as often */
    double resolution;  /**< how much the bins differ in what happens */
    double uncertainty; /**< of the events themselves: score of their share */
    double within;      /**< what the bins hide of the probabilities in them */
};

/**
 * Fill the bins and the score from @p count statements, at least one, in order
 * of origin: the lower edge of a bin belongs to it, 1 to the last one.
 */
void fc_reliability_compute(struct fc_reliability_bin bins[FC_RELIABILITY_BINS],
                            struct fc_brier *brier,
                            const struct fc_stated *stated, size_t count);

#endif
