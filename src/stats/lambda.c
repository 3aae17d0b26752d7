/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The choice of lambda.
 *
 * Guerrero, Time-series analysis supported by power transformations, Journal of
 * Forecasting 12 (1993): with the mean m(k) and the standard deviation s(k) of
 * the k-th group of `season` values, counted from the end, the lambda for which
 * s(k) / m(k)^(1 - lambda) has the smallest coefficient of variation.
 *
 * Box & Cox, An analysis of transformations, JRSS B 26 (1964): the lambda with
 * the smallest residual sum of squares of (y^lambda - 1) / (lambda g^(lambda -
 * 1)), g the geometric mean of y, around a linear trend and seasonal means.
 */
#include <math.h>
#include <stdlib.h>

#include "forecast/transformation.h"

#include "base/memory.h"
#include "stats/minimise.h"

/* Groups of a series without a season, as in Guerrero's paper. */
static const size_t shortest_group = 2;

/* The likelihood is looked at in steps of this. */
static const double likelihood_step = 0.05;

enum { GRID = 61 };

struct groups {
    size_t count;
    double *mean;
    double *sd;
};

/* The groups of `size` known values that end with the series. */
static void fill_groups(struct groups *groups, const fc_seasonal_values *y,
                        size_t size)
{
    size_t n = y->n;
    const double *first = y->values + n - n / size * size;

    for (size_t k = 0; k < n / size; k++) {
        const double *group = first + k * size;
        double known = 0.0;
        double mean = 0.0;
        double squares = 0.0;

        for (size_t i = 0; i < size; i++) {
            if (!isnan(group[i])) {
                double step = group[i] - mean;

                known += 1.0;
                mean += step / known;
                squares += step * (group[i] - mean);
            }
        }
        if (known > 1.0) {
            groups->mean[groups->count] = mean;
            groups->sd[groups->count] = sqrt(squares / (known - 1.0));
            groups->count++;
        }
    }
}

static double variation(double lambda, void *context)
{
    const struct groups *groups = context;
    double mean = 0.0;
    double squares = 0.0;

    for (size_t k = 0; k < groups->count; k++) {
        double ratio = groups->sd[k] / pow(groups->mean[k], 1.0 - lambda);
        double step = ratio - mean;

        mean += step / (double)(k + 1);
        squares += step * (ratio - mean);
    }
    return sqrt(squares / (double)(groups->count - 1)) / mean;
}

static bool varies(const struct groups *groups)
{
    for (size_t k = 0; k < groups->count; k++) {
        if (groups->sd[k] > 0.0) {
            return groups->count > 1;
        }
    }
    return false;
}

static fc_status guerrero(double *out, const fc_seasonal_values *y,
                          fc_lambda_range range, fc_error *err)
{
    size_t n = y->n;
    size_t season = y->season;
    size_t size = season > shortest_group ? season : shortest_group;
    double *room = fc_calloc(n, 2 * sizeof *room);
    struct groups groups = {.mean = room, .sd = room != NULL ? room + n : NULL};
    struct fc_curve_1d curve = {.value = variation, .context = &groups};
    double grid[GRID];
    fc_status status = FC_OK;

    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for lambda");
    }
    fill_groups(&groups, y, size);
    if (!varies(&groups)) {
        *out = fmin(fmax(1.0, range.lower), range.upper);
    } else {
        for (size_t i = 0; i < GRID; i++) {
            grid[i] = range.lower
                      + (range.upper - range.lower) * (double)i
                            / (double)(GRID - 1);
        }
        status = fc_minimise(out, &curve, grid, GRID, err);
    }
    free(room);
    return status;
}

/* A series and its parts for the likelihood, with room for one transform. */
struct profile {
    size_t n;
    size_t season;
    const double *values;
    double mean_log; /* of the known values */
    double *z;       /* n: transformed */
    double *trend;   /* n: time, without its seasonal means */
};

/* Take the mean of each season out of @p x; unknown stays unknown. */
static void take_seasonal_means(double *x, const struct profile *profile)
{
    for (size_t s = 0; s < profile->season; s++) {
        double known = 0.0;
        double mean = 0.0;

        for (size_t t = s; t < profile->n; t += profile->season) {
            if (!isnan(x[t])) {
                known += 1.0;
                mean += (x[t] - mean) / known;
            }
        }
        for (size_t t = s; t < profile->n; t += profile->season) {
            x[t] -= mean;
        }
    }
}

/* The residual sum of squares at @p lambda: what is left of z and of the trend
 * without seasonal means, and then of z without the trend (Frisch & Waugh). */
static double residual_squares(const struct profile *profile, double lambda)
{
    double scale = exp((1.0 - lambda) * profile->mean_log);
    double *z = profile->z;
    double zt = 0.0;
    double tt = 0.0;
    double squares = 0.0;

    for (size_t t = 0; t < profile->n; t++) {
        double l = log(profile->values[t]);

        z[t] = scale * (lambda == 0.0 ? l : expm1(lambda * l) / lambda);
    }
    take_seasonal_means(z, profile);
    for (size_t t = 0; t < profile->n; t++) {
        if (!isnan(z[t])) {
            zt += z[t] * profile->trend[t];
            tt += profile->trend[t] * profile->trend[t];
        }
    }
    for (size_t t = 0; t < profile->n; t++) {
        if (!isnan(z[t])) {
            double e = z[t] - (tt > 0.0 ? zt / tt * profile->trend[t] : 0.0);

            squares += e * e;
        }
    }
    return squares;
}

static void fill_profile(struct profile *profile)
{
    double known = 0.0;

    for (size_t t = 0; t < profile->n; t++) {
        double l = log(profile->values[t]);

        profile->trend[t] = isnan(l) ? l : (double)t;
        if (!isnan(l)) {
            known += 1.0;
            profile->mean_log += (l - profile->mean_log) / known;
        }
    }
    take_seasonal_means(profile->trend, profile);
}

static fc_status likelihood(double *out, const fc_seasonal_values *y,
                            fc_lambda_range range, fc_error *err)
{
    size_t n = y->n;
    double *room = fc_calloc(n, 2 * sizeof *room);
    struct profile profile = {
        .n = n, .season = y->season, .values = y->values, .z = room};
    size_t steps = (size_t)floor((range.upper - range.lower) / likelihood_step
                                 + 1e-9);
    double lowest = (double)INFINITY;

    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for lambda");
    }
    profile.trend = room + n;
    fill_profile(&profile);
    for (size_t i = 0; i <= steps; i++) {
        double lambda = range.lower + likelihood_step * (double)i;
        double squares = residual_squares(&profile,
                                          fabs(lambda) < 1e-9 ? 0.0 : lambda);

        if (squares < lowest) {
            lowest = squares;
            *out = fabs(lambda) < 1e-9 ? 0.0 : lambda;
        }
    }
    free(room);
    return FC_OK;
}

fc_status fc_lambda_choose(double *out, const fc_seasonal_values *y,
                           fc_lambda_choice choice, fc_lambda_range range,
                           fc_error *err)
{
    bool enough = y->n > 2 * y->season;
    double lambda = fmin(fmax(1.0, range.lower), range.upper);
    fc_status status = FC_OK;

    for (size_t t = 0; t < y->n; t++) {
        if (y->values[t] <= 0.0) {
            return FC_FAIL(err, FC_ERR_DATA,
                           "observation %zu is %g: lambda is chosen on "
                           "positive values only",
                           t + 1, y->values[t]);
        }
    }
    if (enough && choice == FC_LAMBDA_LIKELIHOOD) {
        status = likelihood(&lambda, y, range, err);
    } else if (enough) {
        status = guerrero(&lambda, y, range, err);
    }
    if (status == FC_OK) {
        *out = lambda;
    }
    return status;
}
