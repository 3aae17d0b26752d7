/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The method of Teunter, Syntetos & Babai: sizes z smoothed when there is
 * demand, the probability of demand in every period, so that it falls while
 * there is none:
 *
 *   l(t) = l(t-1) + alpha_d (z(t) - l(t-1))           if y(t) > 0
 *   p(t) = p(t-1) + alpha_p ([y(t) > 0] - p(t-1))
 *   y(n+h) = p(n) l(n)
 *
 * starting at the first size and at the first period. The two constants are
 * those of least squared errors of p l on a grid: such errors tell no more
 * than two digits.
 *
 * Reference: Teunter, Syntetos & Babai (2011), "Intermittent demand: linking
 * forecasting to inventory obsolescence", European Journal of Operational
 * Research 214(3).
 */
#include <math.h>

#include "models/intermittent.h"

/* The grid, in hundredths. */
enum { LOWEST = 2, HIGHEST = 30, STEP = 2 };

static const double hundredth = 0.01;

static struct fc_intermittent_level run(const struct fc_demand *demand,
                                        double of_size, double of_probability)
{
    struct fc_intermittent_level out = {
        .probability = demand->y[0] > 0.0 ? 1.0 : 0.0};

    for (size_t t = 0; t < demand->n; t++) {
        double y = demand->y[t];
        double occurs = y > 0.0 ? 1.0 : 0.0;
        double error = y - out.size * out.probability;

        out.squares += t > 0 ? error * error : 0.0;
        out.probability += of_probability * (occurs - out.probability);
        if (y > 0.0) {
            out.size += (out.size > 0.0 ? of_size : 1.0) * (y - out.size);
        }
    }
    return out;
}

/* Least squared errors over what is not given. */
static void find_constants(double *constant, const struct fc_demand *demand)
{
    double least = (double)INFINITY;

    for (int d = LOWEST; d <= HIGHEST; d += STEP) {
        for (int p = LOWEST; p <= HIGHEST; p += STEP) {
            double of_size = hundredth * d;
            double of_probability = hundredth * p;
            double squares = run(demand, of_size, of_probability).squares;

            if (squares < least) {
                least = squares;
                constant[0] = of_size;
                constant[1] = of_probability;
            }
        }
    }
}

static fc_status estimate(struct fc_intermittent *model,
                          const struct fc_demand *demand, fc_error *err)
{
    struct fc_intermittent_level level = {0};

    (void)err;
    if (isnan(model->constant[0])) {
        find_constants(model->constant, demand);
    }
    level = run(demand, model->constant[0], model->constant[1]);
    model->size = level.size;
    model->probability = level.probability;
    return FC_OK;
}

static const struct fc_intermittent_method method = {
    .constants = 2,
    .reported = 2,
    .names = {"alpha_d", "alpha_p"},
    .meanings = {"weight of the latest demand in the size",
                 "weight of the latest period in the probability"},
    .estimate = estimate,
};

const fc_model_type fc_model_tsb = {
    .name = "tsb",
    .summary = "mean size times probability of demand, both smoothed",
    .usage =
        "two smoothing constants, size and probability, as 0.1,0.05 (none: estimated, 0.02 to 0.3)",
    .advice = "rare demand that may end",
    .takes_missing = true,
    .lacks_law = true,
    .never_negative = true,
    .check = fc_intermittent_check,
    .method = &method,
    .min_length = fc_intermittent_min_length,
    .fit = fc_intermittent_fit,
    .predict = fc_intermittent_predict,
    .draw = fc_intermittent_draw,
    .explain = fc_intermittent_explain,
    .coefficient_count = fc_intermittent_coefficient_count,
    .coefficient_at = fc_intermittent_coefficient_at,
    .release = fc_intermittent_free,
};
