/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What future.c and future_plan.c share. */
#ifndef FC_SELECT_FUTURE_SET_H
#define FC_SELECT_FUTURE_SET_H

#include "forecast/backtest.h"

struct fc_future_set {
    fc_future future;
    const char **names;     /* borrowed texts */
    const fc_paths **views; /* what future.paths points to */
    fc_paths **paths;       /* owned */
};

/** What to make of one regressor. */
struct fc_future_projection {
    fc_span span; /**< known at the origin, unbroken */
    size_t season;
    const char *stream;
    size_t steps;
    size_t draws; /**< 1: the mean path alone */
    uint64_t seed;
};

/**
 * The first projection that can be made; *out stays NULL if none can. Only want
 * of memory is an error: a regressor without a future is left out, and the
 * candidates that need it say so.
 */
fc_status fc_future_project(fc_paths **out,
                            const struct fc_future_projection *projection,
                            fc_error *err);

/** The latest stretch without a gap; empty if the value at the origin itself is
 * missing, since steps count from there. */
fc_span fc_future_known(fc_span span, size_t origin);

#endif
