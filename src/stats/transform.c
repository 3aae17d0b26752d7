/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/transform.h"

#include <math.h>

#include "base/number.h"

/* log(1e150) */
static const double exp_bound = 345.387763949106;

bool fc_known_positive(const double *values, size_t length)
{
    bool known = false;

    for (size_t t = 0; t < length; t++) {
        if (isnan(values[t])) {
            continue;
        }
        if (!(values[t] > 0.0)) {
            return false;
        }
        known = true;
    }
    return known;
}

void fc_log_values(double *out, const double *values, size_t length,
                   bool logged)
{
    for (size_t t = 0; t < length; t++) {
        out[t] = logged ? log(values[t]) : values[t];
    }
}

double fc_exp_bounded(double x)
{
    return exp(fmin(fmax(x, -exp_bound), exp_bound));
}

void fc_difference(double *out, const double *values, size_t length, size_t lag)
{
    for (size_t t = 0; t < length; t++) {
        out[t] = t >= lag ? values[t] - values[t - lag] : fc_missing();
    }
}
