/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sample paths as they would have been published at an origin: from what was
 * known there, calibrated, if the kind of interval asks for it, on the errors
 * known there.
 */
#ifndef FC_SELECT_ORIGIN_SAMPLER_H
#define FC_SELECT_ORIGIN_SAMPLER_H

#include "select/backtest.h"
#include "select/known.h"

/** What to draw at each origin. */
struct fc_sampling {
    size_t draws;
    uint64_t seed;
    const char *stream;
    fc_intervals intervals;
};

struct fc_origin_sampler {
    const fc_backtest *backtest;
    const fc_training *data;
    struct fc_sampling what;
    struct fc_known known;
    size_t origin;
    fc_future_set *futures; /**< owned; at this origin, once one is needed */
    fc_step_calibration *calibration; /**< owned: horizon */
};

/**
 * @p request is the one that made @p backtest; both must outlive the sampler,
 * which is released after a failure, too. FC_ERR_MEMORY.
 */
fc_status fc_origin_sampler_init(struct fc_origin_sampler *self,
                                 const fc_backtest *backtest,
                                 const fc_backtest_request *request,
                                 const struct fc_sampling *what, fc_error *err);
void fc_origin_sampler_release(struct fc_origin_sampler *self);

/** Go to an origin of the backtest. */
void fc_origin_sampler_move(struct fc_origin_sampler *self, size_t origin);

/** The paths of candidate @p spec there; as fc_fit_create(), fc_fit_draw(). */
fc_status fc_origin_sampler_draw(fc_paths **out, struct fc_origin_sampler *self,
                                 size_t spec, fc_error *err);

#endif
