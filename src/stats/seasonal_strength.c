/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The strength of a season: Wang, Smith & Hyndman (2006), FPP3 4.3.
 */
#include "stats/seasonal_strength.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>

#include "base/memory.h"
#include "stats/mstl.h"

fc_status fc_seasonal_strength(double *out, const double *y, size_t n,
                               size_t season, fc_error *err)
{
    double *room = fc_calloc(3 * n, sizeof *room);
    struct fc_mstl_parts parts = {0};
    const struct fc_mstl_options options = {.count = 1, .seasons = &season};
    fc_status status = FC_OK;

    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a decomposition");
    }
    parts = (struct fc_mstl_parts){
        .seasons = room, .trend = room + n, .remainder = room + 2 * n};
    status = fc_mstl(&parts, y, n, &options, err);
    if (status == FC_OK) {
        double both = 0.0;

        for (size_t t = 0; t < n; t++) {
            parts.seasons[t] += parts.remainder[t];
        }
        both = gsl_stats_variance(parts.seasons, 1, n);
        *out = both > 0.0 ? fmax(
                   0.0, 1.0 - gsl_stats_variance(parts.remainder, 1, n) / both)
                          : 0.0;
    }
    free(room);
    return status;
}
