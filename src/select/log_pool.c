/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The logarithmic pool of the densities f and g with weight w:
 *
 *   p(x | w) = f(x)^w g(x)^(1 - w) / integral of the same.
 *
 * It is one humped where the two agree, narrower than the linear pool, and does
 * not depend on whether one pools before or after learning (externally
 * Bayesian: Genest, McConway & Schervish 1986, Annals of Statistics 14,
 * 487-501). The weight is learned from the log scores of the pools themselves,
 * S(w) = sum over the past of log p(y | w), with all weights alike at first:
 *
 *   weight = integral of w exp S(w) / integral of exp S(w),
 *
 * which stays near 1/2 while the past is short (as Hall & Mitchell 2007,
 * International Journal of Forecasting 23, 1-13, and Geweke & Amisano 2011,
 * Journal of Econometrics 164, 130-141, do for the linear pool).
 *
 * The grid has knots around both laws, dense at their centres and out to ten
 * scales on both sides; what lies beyond is cut off.
 */
#include "select/log_pool.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

static const double degrees = 5.0;

/* Knots around one law stand at location + scale sinh(u), |u| up to this. */
static const double furthest = 3.0;
enum { OWN_KNOTS = FC_POOL_KNOTS / 2 };

double fc_student_scale(double deviation)
{
    return deviation * sqrt((degrees - 2.0) / degrees);
}

/* Logarithm of the density but for a constant that all laws share. */
static double log_kernel(const struct fc_student *law, double x)
{
    double z = (x - law->location) / law->scale;

    return -0.5 * (degrees + 1.0) * log1p(z * z / degrees) - log(law->scale);
}

static double knot(const struct fc_student *law, size_t i)
{
    double u = furthest * (2.0 * (double)i / (OWN_KNOTS - 1) - 1.0);

    return law->location + law->scale * sinh(u);
}

/* The knots of both laws, merged. */
static void place_knots(double *x, const struct fc_student *first,
                        const struct fc_student *second)
{
    size_t i = 0;
    size_t j = 0;

    for (size_t k = 0; k < FC_POOL_KNOTS; k++) {
        if (j == OWN_KNOTS
            || (i < OWN_KNOTS && knot(first, i) <= knot(second, j))) {
            x[k] = knot(first, i++);
        } else {
            x[k] = knot(second, j++);
        }
    }
}

/* Both laws at one knot, and how much of the axis the knot stands for. */
struct pair {
    double first;
    double second;
    double width;
};

static void evaluate(struct pair *pairs, const double *x,
                     const struct fc_student *first,
                     const struct fc_student *second)
{
    for (size_t k = 0; k < FC_POOL_KNOTS; k++) {
        double left = k > 0 ? x[k] - x[k - 1] : 0.0;
        double right = k + 1 < FC_POOL_KNOTS ? x[k + 1] - x[k] : 0.0;

        pairs[k] = (struct pair){.first = log_kernel(first, x[k]),
                                 .second = log_kernel(second, x[k]),
                                 .width = 0.5 * (left + right)};
    }
}

static double blend(const struct pair *pair, double weight)
{
    return weight * pair->first + (1.0 - weight) * pair->second;
}

/* Logarithm of the integral by the trapezium rule, safe from underflow. */
static double log_integral(const struct pair *pairs, double weight)
{
    double largest = -HUGE_VAL;
    double sum = 0.0;

    for (size_t k = 0; k < FC_POOL_KNOTS; k++) {
        largest = fmax(largest, blend(&pairs[k], weight));
    }
    for (size_t k = 0; k < FC_POOL_KNOTS; k++) {
        sum += pairs[k].width * exp(blend(&pairs[k], weight) - largest);
    }
    return largest + log(sum);
}

void fc_log_pool_fill(struct fc_log_pool *pool, const struct fc_student *first,
                      const struct fc_student *second, double weight)
{
    struct pair pairs[FC_POOL_KNOTS];
    double whole = 0.0;

    place_knots(pool->x, first, second);
    evaluate(pairs, pool->x, first, second);
    whole = log_integral(pairs, weight);
    for (size_t k = 0; k < FC_POOL_KNOTS; k++) {
        pool->density[k] = exp(blend(&pairs[k], weight) - whole);
    }
    pool->probability[0] = 0.0;
    for (size_t k = 1; k < FC_POOL_KNOTS; k++) {
        pool->probability[k] = pool->probability[k - 1]
                               + 0.5 * (pool->x[k] - pool->x[k - 1])
                                     * (pool->density[k - 1]
                                        + pool->density[k]);
    }
}

double fc_log_pool_quantile(const struct fc_log_pool *pool, double probability)
{
    const double *p = pool->probability;
    size_t low = 0;
    size_t high = FC_POOL_KNOTS - 1;
    double share = 0.0;

    assert(probability > 0.0 && probability < 1.0);
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (p[middle] <= probability) {
            low = middle;
        } else {
            high = middle;
        }
    }
    if (p[high] > p[low]) {
        share = fmin((probability - p[low]) / (p[high] - p[low]), 1.0);
    }
    return pool->x[low] + share * (pool->x[high] - pool->x[low]);
}

/* Weight number @p i of the grid. */
static double weight_at(size_t i)
{
    return (double)i / (FC_POOL_WEIGHTS - 1);
}

void fc_pool_past_add(struct fc_pool_past *past, const struct fc_student *first,
                      const struct fc_student *second, double actual)
{
    struct pair pairs[FC_POOL_KNOTS];
    double x[FC_POOL_KNOTS];
    const struct pair here = {.first = log_kernel(first, actual),
                              .second = log_kernel(second, actual)};

    place_knots(x, first, second);
    evaluate(pairs, x, first, second);
    for (size_t i = 0; i < FC_POOL_WEIGHTS; i++) {
        past->sum[i] += blend(&here, weight_at(i))
                        - log_integral(pairs, weight_at(i));
    }
    past->count++;
}

double fc_pool_past_weight(const struct fc_pool_past *past)
{
    double largest = -HUGE_VAL;
    double mass = 0.0;
    double moment = 0.0;

    for (size_t i = 0; i < FC_POOL_WEIGHTS; i++) {
        largest = fmax(largest, past->sum[i]);
    }
    for (size_t i = 0; i < FC_POOL_WEIGHTS; i++) {
        bool end = i == 0 || i + 1 == FC_POOL_WEIGHTS;
        double likely = exp(past->sum[i] - largest) * (end ? 0.5 : 1.0);

        mass += likely;
        moment += likely * weight_at(i);
    }
    return moment / mass;
}
