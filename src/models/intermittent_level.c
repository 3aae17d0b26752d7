/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The levels that the methods for intermittent demand smooth. */
#include <math.h>

#include "models/intermittent.h"
#include "stats/minimise.h"

/* Where smoothing constants are looked for: the range that the literature
 * recommends for intermittent demand. */
static const double lowest_alpha = 0.1;
static const double highest_alpha = 0.3;

/* Points at which the search begins. */
enum { GRID = 11 };

/* One constant, that with which errors of one step are least. */
static fc_status find_alpha(double *alpha, const struct fc_curve_1d *curve,
                            fc_error *err)
{
    double grid[GRID];

    for (size_t i = 0; i < GRID; i++) {
        double share = (double)i / (double)(GRID - 1);

        grid[i] = lowest_alpha + (highest_alpha - lowest_alpha) * share;
    }
    return fc_minimise(alpha, curve, grid, GRID, err);
}

/* Both levels start at their first value. */
struct fc_intermittent_level fc_croston_run(const struct fc_demand *demand,
                                            double alpha, double bias)
{
    struct fc_intermittent_level out = {0};
    double interval = 0.0;
    double waited = 0.0;

    for (size_t t = 0; t < demand->n; t++) {
        double y = demand->y[t];
        double error = y - out.size * out.probability;

        out.squares += interval > 0.0 ? error * error : 0.0;
        waited += 1.0;
        if (y > 0.0) {
            bool first = !(interval > 0.0);

            out.size += (first ? 1.0 : alpha) * (y - out.size);
            interval += (first ? 1.0 : alpha) * (waited - interval);
            out.probability = (1.0 - bias * alpha) / interval;
            waited = 0.0;
        }
    }
    return out;
}

struct croston {
    const struct fc_demand *demand;
    double bias;
};

static double croston_squares(double alpha, void *context)
{
    const struct croston *search = context;

    return fc_croston_run(search->demand, alpha, search->bias).squares;
}

fc_status fc_croston_estimate(struct fc_intermittent *model,
                              const struct fc_demand *demand, double bias,
                              fc_error *err)
{
    struct croston search = {.demand = demand, .bias = bias};
    const struct fc_curve_1d curve = {.value = croston_squares,
                                      .context = &search};
    struct fc_intermittent_level level = {0};
    fc_status status = FC_OK;

    if (isnan(model->constant[0])) {
        status = find_alpha(&model->constant[0], &curve, err);
    }
    level = fc_croston_run(demand, model->constant[0], bias);
    model->size = level.size;
    model->probability = level.probability;
    return status;
}

size_t fc_demand_interval(const struct fc_demand *demand)
{
    size_t last = demand->n;

    while (!(demand->y[last - 1] > 0.0)) {
        last--;
    }
    return (size_t)rint((double)last / (double)demand->count);
}

struct totals {
    const double *values;
    size_t count;
};

/* Simple exponential smoothing from the first total on. */
static double smooth(double *squares, const struct totals *totals, double alpha)
{
    double level = totals->values[0];

    *squares = 0.0;
    for (size_t i = 1; i < totals->count; i++) {
        double error = totals->values[i] - level;

        *squares += error * error;
        level += alpha * error;
    }
    return level;
}

static double smoothing_squares(double alpha, void *context)
{
    double squares = 0.0;

    (void)smooth(&squares, context, alpha);
    return squares;
}

fc_status fc_demand_aggregate(double *out, double *alpha,
                              const struct fc_demand *demand, size_t periods,
                              fc_error *err)
{
    struct totals totals = {.values = demand->totals,
                            .count = demand->n / periods};
    const struct fc_curve_1d curve = {.value = smoothing_squares,
                                      .context = &totals};
    size_t first = demand->n % periods;
    double squares = 0.0;
    fc_status status = FC_OK;

    for (size_t i = 0; i < totals.count; i++) {
        demand->totals[i] = 0.0;
        for (size_t k = 0; k < periods; k++) {
            demand->totals[i] += demand->y[first + i * periods + k];
        }
    }
    if (isnan(*alpha)) {
        status = find_alpha(alpha, &curve, err);
    }
    *out = smooth(&squares, &totals, *alpha) / (double)periods;
    return status;
}

void fc_intermittent_take(struct fc_intermittent *model,
                          const struct fc_demand *demand, double forecast)
{
    model->probability = (double)demand->count / (double)demand->n;
    model->size = forecast / model->probability;
}
