/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scores of quantiles, intervals and distributions (Gneiting & Raftery 2007);
 * the equations stand in the header.
 */
#include <assert.h>
#include <math.h>

#include "forecast/score.h"

double fc_quantile_loss(double quantile, double probability, double actual)
{
    double above = actual - quantile;

    return above >= 0.0 ? probability * above : (probability - 1.0) * above;
}

double fc_interval_score(double lower, double upper, double level,
                         double actual)
{
    double outside = fmax(fmax(lower - actual, actual - upper), 0.0);

    return upper - lower + 2.0 / (1.0 - level) * outside;
}

/* In order x(0) <= x(1) <= ..., the sum of |x(i) - x(j)| over all pairs counted
 * twice is 2 sum (2 i - n + 1) x(i). The weights add up to zero, so that
 * distances from the actual will do for x: they do not cancel where the level
 * is large. */
double fc_crps_compute(const double *sorted, size_t n, double actual)
{
    double count = (double)n;
    double away = 0.0;
    double apart = 0.0;

    assert(n > 0);
    for (size_t i = 0; i < n; i++) {
        double error = sorted[i] - actual;

        away += fabs(error) / count;
        apart += (2.0 * (double)i - count + 1.0) * (error / count);
    }
    return n > 1 ? away - apart / (count - 1.0) : away;
}
