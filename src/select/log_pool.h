/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The logarithmic pool of two forecast densities, and how much each of them is
 * worth by what both said before.
 */
#ifndef FC_SELECT_LOG_POOL_H
#define FC_SELECT_LOG_POOL_H

#include <stddef.h>

/** Student's law with 5 degrees of freedom: the variance is 5/3 of the square
 * of the scale. */
struct fc_student {
    double location;
    double scale; /**< above 0 */
};

/** The scale of such a law whose standard deviation is @p deviation. */
double fc_student_scale(double deviation);

enum {
    FC_POOL_KNOTS = 802,  /**< of a pool's density */
    FC_POOL_WEIGHTS = 41, /**< weights that past scores are kept for */
};

/** A pool on a grid; a plain value. */
struct fc_log_pool {
    double x[FC_POOL_KNOTS];           /**< ascending */
    double density[FC_POOL_KNOTS];     /**< integrates to 1 */
    double probability[FC_POOL_KNOTS]; /**< from 0 to 1 */
};

/** Pool with @p weight, 0 to 1, for @p first and the rest for @p second. */
void fc_log_pool_fill(struct fc_log_pool *pool, const struct fc_student *first,
                      const struct fc_student *second, double weight);

/** Quantile of @p probability, which lies in (0, 1). */
double fc_log_pool_quantile(const struct fc_log_pool *pool, double probability);

/** Sums of the log scores of the pools of all weights; zero at first. */
struct fc_pool_past {
    size_t count;
    double sum[FC_POOL_WEIGHTS];
};

/** Add what the pools of two laws scored when @p actual came. */
void fc_pool_past_add(struct fc_pool_past *past, const struct fc_student *first,
                      const struct fc_student *second, double actual);

/** The weight of the first law: the mean of all weights, each as likely as its
 * past scores make it; 1/2 without a past. */
double fc_pool_past_weight(const struct fc_pool_past *past);

#endif
