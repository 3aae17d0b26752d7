/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Transformations of values and their inverses. NaN stays NaN.
 */
#ifndef FC_STATS_TRANSFORM_H
#define FC_STATS_TRANSFORM_H

#include <stdbool.h>
#include <stddef.h>

/** True if at least one value is known and all known ones are above zero. */
bool fc_known_positive(const double *values, size_t length);

/** out = log(values) if @p logged, else values. */
void fc_log_values(double *out, const double *values, size_t length,
                   bool logged);

/**
 * exp(x), held between 1e-150 and 1e150: beyond that a forecast means nothing,
 * but sums and squares of it stay finite.
 */
double fc_exp_bounded(double x);

/** out[t] = values[t] - values[t - lag]; NaN for t < lag. */
void fc_difference(double *out, const double *values, size_t length,
                   size_t lag);

#endif
