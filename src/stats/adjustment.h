/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Seasonal adjustment by classical decomposition: the season taken out of a
 * series before a method without one, and put back after. Periods count from 0.
 */
#ifndef FC_STATS_ADJUSTMENT_H
#define FC_STATS_ADJUSTMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

struct fc_adjustment {
    size_t season; /* 0 or 1: not seasonal */
    bool multiplicative;
    double *index; /* season: that of t = 0, 1, ... */
};

/**
 * The indices of stats/decompose.h: multiplicative if asked for and no index is
 * near 0 or below, else additive.
 * @param n at least 2 * season
 * @return FC_ERR_MEMORY. The caller ends it with fc_adjustment_release().
 */
fc_status fc_adjustment_find(struct fc_adjustment *out, const double *y,
                             size_t n, size_t season, bool multiplicative,
                             fc_error *err);
void fc_adjustment_release(struct fc_adjustment *adjustment);

bool fc_adjustment_is_seasonal(const struct fc_adjustment *adjustment);
/** Put the season of period @p t into @p value, or take it out. */
double fc_adjustment_put(const struct fc_adjustment *adjustment, double value,
                         size_t t);
double fc_adjustment_take_out(const struct fc_adjustment *adjustment,
                              double value, size_t t);
/** What multiplies the errors of period @p t. */
double fc_adjustment_factor(const struct fc_adjustment *adjustment, size_t t);

#endif
