/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulated.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/random.h"

static const double mean_growth = 0.03;

static gsl_rng *stream(const char *name, uint64_t seed)
{
    gsl_rng *random = NULL;

    assert_int_equal(fc_random_create(&random, name, 0, seed, NULL), FC_OK);
    return random;
}

static double first_year(size_t quarter)
{
    return 100.0 + 20.0 * (double)quarter;
}

void simulated_growth(double *y, size_t n, uint64_t seed)
{
    gsl_rng *random = stream("growth", seed);
    double g = mean_growth;

    for (size_t t = 0; t < n; t++) {
        g = mean_growth + 0.7 * (g - mean_growth)
            + gsl_ran_gaussian(random, 0.02);
        y[t] = t < SIMULATED_SEASON ? first_year(t)
                                    : y[t - SIMULATED_SEASON] * exp(g);
    }
    gsl_rng_free(random);
}

void simulated_driven(double *y, const double *x, size_t n, uint64_t seed)
{
    gsl_rng *random = stream("driven", seed);

    for (size_t t = 0; t < n; t++) {
        double g = mean_growth;

        if (t >= SIMULATED_SEASON + 2) {
            double gx = log(x[t - 2] / x[t - 2 - SIMULATED_SEASON]);

            g += 0.8 * (gx - mean_growth);
        }
        g += gsl_ran_gaussian(random, 0.01);
        y[t] = t < SIMULATED_SEASON ? first_year(t)
                                    : y[t - SIMULATED_SEASON] * exp(g);
    }
    gsl_rng_free(random);
}

fc_training simulated_training(const double *y, size_t n)
{
    return (fc_training){
        .y = {.start = {.frequency = FC_QUARTERLY, .index = (int64_t)4 * 1997},
              .length = n,
              .values = y},
        .season = SIMULATED_SEASON};
}
