/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_STATS_SEASONAL_STRENGTH_H
#define FC_STATS_SEASONAL_STRENGTH_H

#include <stddef.h>

#include "forecast/status.h"

/**
 * The strength of the season, 1 - var(remainder) / var(season + remainder),
 * held between 0 and 1, of the decomposition STL with the windows of R's
 * forecast::mstl(): what forecast::nsdiffs() decides by.
 * @param y n values without gaps, more than two seasons
 * @param season at least 2
 * @return FC_ERR_MEMORY
 */
fc_status fc_seasonal_strength(double *out, const double *y, size_t n,
                               size_t season, fc_error *err);

#endif
