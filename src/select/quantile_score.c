/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scores of a distribution that is known by some of its quantiles. With the
 * quantile function Q linear on a stretch of probabilities, and the actual y on
 * one side of it, the quantile loss (1{y < Q} - p) (Q - y) is a polynomial of
 * the second degree in p: Simpson's rule is exact.
 */
#include <assert.h>
#include <math.h>

#include "forecast/score.h"

/* A stretch of probabilities, and Q at its ends. */
struct stretch {
    double from;
    double to;
    double q_from;
    double q_to;
};

static double loss(double q, double p, double above, double y)
{
    return (above - p) * (q - y);
}

/* Integral over a stretch with the actual on one side. */
static double one_sided(struct stretch s, double y)
{
    double above = s.q_from + s.q_to > 2.0 * y ? 1.0 : 0.0;
    double middle = 0.5 * (s.from + s.to);

    return (s.to - s.from) / 6.0
           * (loss(s.q_from, s.from, above, y)
              + 4.0 * loss(0.5 * (s.q_from + s.q_to), middle, above, y)
              + loss(s.q_to, s.to, above, y));
}

/* Where Q passes the actual. */
static double crossing(struct stretch s, double y)
{
    return s.from + (s.to - s.from) * (y - s.q_from) / (s.q_to - s.q_from);
}

static double integral(struct stretch s, double y)
{
    double at = 0.0;

    if (!(s.q_from < y && y < s.q_to)) {
        return one_sided(s, y);
    }
    at = crossing(s, y);
    return one_sided((struct stretch){s.from, at, s.q_from, y}, y)
           + one_sided((struct stretch){at, s.to, y, s.q_to}, y);
}

double fc_crps_of_quantiles(const double *quantiles,
                            const double *probabilities, size_t n,
                            double actual)
{
    double sum = 0.0;

    assert(n > 0);
    sum = integral(
        (struct stretch){0.0, probabilities[0], quantiles[0], quantiles[0]},
        actual);
    for (size_t i = 1; i < n; i++) {
        sum += integral((struct stretch){probabilities[i - 1], probabilities[i],
                                         quantiles[i - 1], quantiles[i]},
                        actual);
    }
    sum += integral((struct stretch){probabilities[n - 1], 1.0,
                                     quantiles[n - 1], quantiles[n - 1]},
                    actual);
    return 2.0 * sum;
}

double fc_pit_of_quantiles(const double *quantiles, const double *probabilities,
                           size_t n, double actual)
{
    assert(n > 0);
    if (actual < quantiles[0]) {
        return 0.5 * probabilities[0];
    }
    for (size_t i = 1; i < n; i++) {
        if (actual < quantiles[i]) {
            return crossing((struct stretch){probabilities[i - 1],
                                             probabilities[i], quantiles[i - 1],
                                             quantiles[i]},
                            actual);
        }
    }
    if (actual > quantiles[n - 1]) {
        return 0.5 * (1.0 + probabilities[n - 1]);
    }
    return probabilities[n - 1];
}
