/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decomposition of a series into season, trend and remainder by loess,
 *
 *   y(t) = season(t) + trend(t) + remainder(t)
 *
 * Cleveland, Cleveland, McRae & Terpenning, STL: A Seasonal-Trend Decomposition
 * Procedure Based on Loess, Journal of Official Statistics 6 (1990); R:
 * stats::stl(), whose defaults are the ones here. One thing differs: for an
 * even number of values R's program does not always find the median of the
 * remainders that robust weights are measured by (its partial sort wants
 * indices in rising order and gets them falling); here it is the median, as in
 * the article.
 */
#ifndef FC_STATS_STL_H
#define FC_STATS_STL_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

/** A loess smoother. */
struct fc_stl_smoother {
    size_t window;   /**< points; an even number counts as the next odd one, and
                          less than 3 as 3 */
    unsigned degree; /**< 0: locally a level; 1: locally a line */
    size_t jump;     /**< computed at every jump-th point, linear in between; 0:
                          a tenth of the window, rounded up */
};

struct fc_stl_options {
    size_t season; /**< periods, at least 2 */
    /** Along the values of one season; window 0: the same season every time,
     * whatever the degree. */
    struct fc_stl_smoother seasonal;
    /** Window 0: the first odd number from 1.5 season / (1 - 1.5 / window of
     * the seasonal smoother) on. */
    struct fc_stl_smoother trend;
    /** Takes the trend out of the season; window 0: the first odd number from
     * the season on. */
    struct fc_stl_smoother low;
    bool robust;  /**< decides what follows where it is 0 */
    size_t inner; /**< rounds; 0: 2, robust 1 */
    size_t outer; /**< times that outliers are given less weight; 0: none,
                       robust 15 */
};

/** Where the parts go, n values each, owned by the caller. */
struct fc_stl_parts {
    double *season;
    double *trend;
    double *remainder;
    double *weights; /**< between 0 and 1, of each value; may be NULL */
};

/** The options with seasonal window @p window (0: periodic) and otherwise the
 * defaults of R. */
struct fc_stl_options fc_stl_defaults(size_t season, size_t window);

/**
 * Decompose.
 * @param y n values without gaps, more than two seasons
 * @return FC_ERR_ARGUMENT for a season below 2 or a degree above 1,
 *         FC_ERR_TOO_SHORT, FC_ERR_MEMORY
 */
fc_status fc_stl(const struct fc_stl_parts *out, const double *y, size_t n,
                 const struct fc_stl_options *options, fc_error *err);

#endif
