/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/lognormal.h"

#include <gsl/gsl_randist.h>
#include <math.h>

#include "base/random.h"

fc_status fc_lognormal_factors(double *out, size_t count, double deviation,
                               const char *stream, uint64_t salt, uint64_t seed,
                               fc_error *err)
{
    double variance = log1p(deviation * deviation);
    double s = sqrt(variance);
    double z = 0.0;
    gsl_rng *random = NULL;
    fc_status status = fc_random_create(&random, stream, salt, seed, err);

    if (status != FC_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        z = i % 2 == 0 ? gsl_ran_gaussian_ziggurat(random, 1.0) : -z;
        out[i] = exp(s * z - 0.5 * variance);
    }
    gsl_rng_free(random);
    return FC_OK;
}
