/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "forecast/score.h"

/* The smallest p-value that has no adjusted one yet; n if there is none. */
static size_t least_untreated(const double *adjusted, const double *p_values,
                              size_t n)
{
    size_t least = n;

    for (size_t i = 0; i < n; i++) {
        if (!isnan(p_values[i]) && isnan(adjusted[i])
            && (least == n || p_values[i] < p_values[least])) {
            least = i;
        }
    }
    return least;
}

void fc_holm_adjust(double *adjusted, const double *p_values, size_t n)
{
    double before = 0.0;
    size_t left = 0;
    size_t i = 0;

    for (i = 0; i < n; i++) {
        adjusted[i] = (double)NAN;
        left += isnan(p_values[i]) ? 0 : 1;
    }
    while ((i = least_untreated(adjusted, p_values, n)) < n) {
        before = fmax(before, fmin(1.0, (double)left * p_values[i]));
        adjusted[i] = before;
        left--;
    }
}
