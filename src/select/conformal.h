/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conformal re-mapping of the paths of one step. */
#ifndef FC_SELECT_CONFORMAL_H
#define FC_SELECT_CONFORMAL_H

#include "select/calibrate.h"

enum {
    FC_CONFORMAL_FEWEST = 8,  /**< errors of a step; below: as auto */
    FC_CONFORMAL_ENOUGH = 20, /**< errors of a step; below: those of its
                                   neighbours shape the law, too */
    FC_CONFORMAL_MOST = 3 * FC_ORIGINS_DEFAULT,
};

/** What the past says of a step. */
struct fc_step_past {
    double factor;                   /**< k(h) of its own errors */
    size_t own;                      /**< its own errors: they count for n */
    size_t count;                    /**< sizes, with those of its neighbours */
    double sizes[FC_CONFORMAL_MOST]; /**< ascending */
};

/** Collect it for candidate @p spec at @p origin. */
void fc_step_past_collect(struct fc_step_past *past,
                          const fc_backtest *backtest, size_t spec,
                          size_t origin, size_t step);

/** Room for the draws of a step. */
struct fc_conformal {
    size_t draws;
    double *memory;   /**< owned; all of the following */
    double *z;        /**< draws: on the scale of the model, standardised */
    double *errors;   /**< draws: quantiles of the law of the errors */
    double *value;    /**< 2 draws: atoms of the mixture, ascending */
    double *position; /**< 2 draws: their probabilities */
    size_t *order;    /**< owned; draws: from the lowest to the highest */
};

/** FC_ERR_MEMORY; release it in any case. */
fc_status fc_conformal_init(struct fc_conformal *self, size_t draws,
                            fc_error *err);
void fc_conformal_release(struct fc_conformal *self);

/**
 * Re-map the values of a step.
 * @return by how much the standard deviation on the scale of the model grew
 */
double fc_conformal_remap(struct fc_conformal *self, fc_paths *paths,
                          size_t step, const struct fc_step_past *past,
                          const fc_transform *scale);

#endif
