/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/adjustment.h"

#include <stdlib.h>

#include "base/memory.h"
#include "stats/decompose.h"

/* Smaller indices would blow up what is divided by them. */
static const double smallest_index = 1e-4;

static bool tiny_index(const double *index, size_t season)
{
    for (size_t s = 0; s < season; s++) {
        if (!(index[s] >= smallest_index)) {
            return true;
        }
    }
    return false;
}

fc_status fc_adjustment_find(struct fc_adjustment *out, const double *y,
                             size_t n, size_t season, bool multiplicative,
                             fc_error *err)
{
    *out = (struct fc_adjustment){.season = season};
    out->index = fc_calloc(season, sizeof(double));
    if (out->index == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    out->multiplicative = multiplicative;
    fc_seasonal_indices(out->index, y, n, season, out->multiplicative);
    if (out->multiplicative && tiny_index(out->index, season)) {
        out->multiplicative = false;
        fc_seasonal_indices(out->index, y, n, season, false);
    }
    return FC_OK;
}

void fc_adjustment_release(struct fc_adjustment *adjustment)
{
    free(adjustment->index);
}

bool fc_adjustment_is_seasonal(const struct fc_adjustment *adjustment)
{
    return adjustment->season > 1;
}

double fc_adjustment_put(const struct fc_adjustment *adjustment, double value,
                         size_t t)
{
    double index = 0.0;

    if (!fc_adjustment_is_seasonal(adjustment)) {
        return value;
    }
    index = adjustment->index[t % adjustment->season];
    return adjustment->multiplicative ? value * index : value + index;
}

double fc_adjustment_take_out(const struct fc_adjustment *adjustment,
                              double value, size_t t)
{
    double index = 0.0;

    if (!fc_adjustment_is_seasonal(adjustment)) {
        return value;
    }
    index = adjustment->index[t % adjustment->season];
    return adjustment->multiplicative ? value / index : value - index;
}

double fc_adjustment_factor(const struct fc_adjustment *adjustment, size_t t)
{
    return fc_adjustment_is_seasonal(adjustment) && adjustment->multiplicative
               ? adjustment->index[t % adjustment->season]
               : 1.0;
}
