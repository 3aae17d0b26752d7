/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/information.h"

#include "base/number.h"

double fc_aicc(double log_likelihood, double k, double n)
{
    if (!(n > k + 1.0)) {
        return fc_missing();
    }
    return -2.0 * log_likelihood + 2.0 * k
           + 2.0 * k * (k + 1.0) / (n - k - 1.0);
}
