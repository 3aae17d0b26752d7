/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loess on equally spaced points, as the decomposition of stats/stl.h needs it:
 * Cleveland, Robust Locally Weighted Regression and Smoothing Scatterplots,
 * JASA 74 (1979). The value at x is that of a level, or a line, fitted by least
 * squares to the points of a window, with weights
 *
 *   w(j) = (1 - (|j - x| / h)^3)^3
 *
 * h the distance from x to the end of the window. A window longer than the
 * series takes all of it, and half of what is too much adds to h.
 */
#ifndef FC_STATS_LOESS_H
#define FC_STATS_LOESS_H

#include <stdbool.h>
#include <stddef.h>

struct fc_loess {
    size_t window; /* odd, at least 3 */
    bool line;     /* locally a line, not a level */
    size_t jump;   /* at least 1 */
    /* Weights by distance in the middle of a window, (window + 1) / 2 of them;
     * no matter for series shorter than the window. */
    const double *kernel;
};

/* Points counted from 1, both ends among them. */
struct fc_loess_points {
    size_t left;
    size_t right;
};

/** The n values to smooth. */
struct fc_loess_data {
    const double *y;
    const double *weights; /* of the points, beside w; NULL: all 1 */
    size_t n;
};

/** Fill the weights by distance of a window. */
void fc_loess_kernel(double *kernel, size_t window);

/** The smooth value at @p x from the points @p at; @p otherwise if none of them
 * has any weight. @param room n values */
double fc_loess_at(const struct fc_loess_data *data, double x,
                   struct fc_loess_points at, const struct fc_loess *by,
                   double *room, double otherwise);

/** The smooth series: at every jump-th point and the last one loess, linear in
 * between. @param room n values */
void fc_loess(double *out, const struct fc_loess_data *data,
              const struct fc_loess *by, double *room);

#endif
