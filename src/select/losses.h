/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The losses that the choice and the comparison look at: one number an origin,
 * the mean over its steps that have an actual by then, or one of them.
 *
 * Absolute log error where all observations and forecasts so far are positive,
 * else the absolute error over the in-sample seasonal naive MAE at the origin.
 */
#ifndef FC_SELECT_LOSSES_H
#define FC_SELECT_LOSSES_H

#include "select/backtest.h"

/** How far to look back from where. */
struct fc_losses_request {
    size_t now;     /**< observations known */
    size_t newest;  /**< latest origin to count, at most now - 1 */
    size_t origins; /**< the latest so many common ones, at most */
    bool logs;      /**< see fc_losses_logs() */
    size_t step;    /**< 0: all steps; else this one alone, from 1, which all
                         origins up to the newest have an actual for */
};

/** Losses of two candidates at their common origins, newest first: the test of
 * Diebold & Mariano is the same in either direction of time. */
struct fc_losses {
    size_t count;
    size_t *origin;
    double *a;
    double *b;
};

/** Room for @p origins origins; FC_ERR_MEMORY. */
fc_status fc_losses_init(struct fc_losses *losses, size_t origins,
                         fc_error *err);
void fc_losses_release(struct fc_losses *losses);

/** True if logarithms measure the losses known at @p now. */
bool fc_losses_logs(const fc_backtest *backtest, size_t now);

/** The loss of candidate @p spec at @p origin; not finite if it has no forecast
 * there, or there is nothing to scale by. */
double fc_losses_at(const fc_backtest *backtest, size_t spec, size_t origin,
                    const struct fc_losses_request *request);

/** Fill @p losses for candidates @p a and @p b. */
void fc_losses_fill(struct fc_losses *losses, const fc_backtest *backtest,
                    const struct fc_losses_request *request, size_t a,
                    size_t b);

#endif
