/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was forecast and what came: every recorded forecast of a series whose
 * actual is known, scored.
 */
#ifndef FC_LEDGER_CASES_H
#define FC_LEDGER_CASES_H

#include "forecast/dataset.h"
#include "forecast/score.h"

#include "ledger/run.h"

/** A forecast of one period. NaN: not known. */
struct fc_case {
    int64_t origin; /**< index of the last period that was known */
    size_t step;    /**< periods ahead, from 1 */
    double actual;
    double forecast;
    double naive;    /**< of the seasonal naive forecast of that origin */
    double guidance; /**< the middle of the guided range */
    fc_naive_scale scale;
    double crps;
    double pinball; /**< mean over the recorded quantiles */
    double pit;
    double hit_80; /**< 1 or 0 */
    double hit_95;
};

/** Does @p a stand before @p b: by origin, then step? */
bool fc_case_is_before(const struct fc_case *a, const struct fc_case *b);

/** Who forecasts: a source, or one of our models, in a scenario. */
struct fc_forecaster {
    char *name;
    char *scenario;
    bool outside; /**< someone else's, else one of our models */
    size_t count;
    struct fc_case *cases; /**< borrowed; by origin, then step */
};

/** The cases of a series. Owns everything in it. */
struct fc_cases {
    const char *series;
    size_t foreign; /**< runs in another unit, which are left out */
    size_t count;
    size_t capacity;
    struct fc_case *cases;
    size_t forecaster_count;
    struct fc_forecaster *forecasters;
};

/**
 * Fill *out, which is zeroed; the caller releases it, after a failure too. Of
 * several runs of one forecaster and origin the last one counts.
 */
fc_status fc_cases_load(struct fc_cases *out, const fc_ledger *ledger,
                        const fc_series *actuals, fc_error *err);
void fc_cases_release(struct fc_cases *cases);

#endif
