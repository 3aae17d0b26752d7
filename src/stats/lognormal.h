/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_STATS_LOGNORMAL_H
#define FC_STATS_LOGNORMAL_H

#include <stdint.h>

#include "forecast/status.h"

/**
 * @p count lognormal factors with mean 1 and standard deviation @p deviation:
 *
 *   exp(s z - s^2 / 2), s^2 = log(1 + deviation^2), z ~ N(0, 1).
 *
 * Factors 2i and 2i + 1 are an antithetic pair (z and -z), as sample paths are.
 * @param stream, salt, seed determine the draws (base/random.h)
 */
fc_status fc_lognormal_factors(double *out, size_t count, double deviation,
                               const char *stream, uint64_t salt, uint64_t seed,
                               fc_error *err);

#endif
