/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_STATS_MINIMISE_H
#define FC_STATS_MINIMISE_H

#include <stddef.h>

#include "forecast/status.h"

/** A function of one variable; finite between the bounds. */
struct fc_curve_1d {
    double (*value)(double x, void *context);
    void *context;
};

/**
 * The smallest value between @p grid[0] and @p grid[count - 1]: the lowest
 * point of the ascending grid, then Brent's method between its neighbours. So
 * of several valleys the lowest is found if the grid is fine enough to meet it.
 * @param count at least 2
 * @return FC_ERR_MEMORY
 */
fc_status fc_minimise(double *x, const struct fc_curve_1d *curve,
                      const double *grid, size_t count, fc_error *err);

#endif
