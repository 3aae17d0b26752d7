/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why the number changed: diff.c computes it, diff_report.c tells it. The steps
 * are those of forecast/ledger.h.
 */
#ifndef FC_LEDGER_DIFF_H
#define FC_LEDGER_DIFF_H

#include "ledger/vintage.h"

enum fc_diff_step {
    FC_DIFF_REVISED,
    FC_DIFF_ACTUALS,
    FC_DIFF_ESTIMATION,
    FC_DIFF_MODEL,
    FC_DIFF_GUIDANCE,
    FC_DIFF_PLAN,
    FC_DIFF_SETTINGS,
    FC_DIFF_STEPS, /* how many */
};

/** A period that both runs forecast. */
struct fc_diff_row {
    fc_period period;
    double earlier;
    double present;
    double step[FC_DIFF_STEPS]; /**< NaN: not to be told from the one before */
};

struct fc_diff {
    struct fc_vintage earlier;
    struct fc_vintage present;
    bool held;     /**< the model could keep its parameters */
    char why[256]; /**< if it could not */
    size_t count;
    struct fc_diff_row *rows;
};

/** Fill *out, which is zeroed; the caller releases it, after a failure too. */
fc_status fc_diff_init(struct fc_diff *out, const fc_ledger *ledger, int64_t a,
                       int64_t b, fc_error *err);
void fc_diff_release(struct fc_diff *diff);

#endif
