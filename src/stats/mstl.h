/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decomposition of a series with one or several seasons,
 *
 *   y(t) = season(1, t) + ... + season(k, t) + trend(t) + remainder(t)
 *
 * Bandara, Hyndman & Bergmeir, MSTL: A Seasonal-Trend Decomposition Algorithm
 * for Time Series with Multiple Seasonal Patterns (2021); R: forecast::mstl().
 */
#ifndef FC_STATS_MSTL_H
#define FC_STATS_MSTL_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

/** Most seasons of a series. */
enum { FC_MSTL_MOST = 6 };

struct fc_mstl_options {
    size_t count;          /**< of seasons, at least 1 */
    const size_t *seasons; /**< rising, at least 2 each */
    bool robust;           /**< outliers count less */
};

/** Where the parts go, owned by the caller. */
struct fc_mstl_parts {
    double *seasons; /**< count times n values, one season after the other */
    double *trend;
    double *remainder;
};

/**
 * Decompose: STL for each season in turn of what is left by the others, twice
 * through all of them (once for a single one). The seasonal smoother of season
 * i has the window 7 + 4 i. Without a season there is nothing to do: a series
 * of that kind is not decomposed.
 * @param y n values without gaps, more than two of the longest season
 * @return FC_ERR_ARGUMENT for no or too many seasons, for one below 2 and for
 *         seasons that do not rise, FC_ERR_TOO_SHORT, FC_ERR_MEMORY
 */
fc_status fc_mstl(const struct fc_mstl_parts *out, const double *y, size_t n,
                  const struct fc_mstl_options *options, fc_error *err);

#endif
