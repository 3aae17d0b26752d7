/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The decomposition of stats/stl.h. The inner loop, with y without trend:
 *
 *   1. smooth the values of each season, one period beyond either end
 *   2. low = what loess makes of their moving averages over m, m and 3 values
 *   3. season = 1 without 2
 *   4. trend = what loess makes of y without the season
 *
 * The outer loop gives value t the weight (1 - u^2)^2, u = |remainder| / 6
 * median |remainder|, in steps 1 and 4 of the next inner loop.
 */
#include "stats/stl.h"

#include <float.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "stats/loess.h"

enum { inner_plain = 2, inner_robust = 1, outer_robust = 15 };
enum { fewest_points = 3, jumps_a_window = 10, default_degree_of_trend = 1 };

/* Work of a decomposition. The arrays have n + 2 season values each. */
struct work {
    double *values;
    double *cycles; /* the smooth values of all seasons */
    double *one;    /* the values of one season */
    double *smooth;
    double *weight;
    double *one_weight;   /* what outliers left of the weights of one season */
    double *kernels;      /* 3 of at most n / 2 + 1 values */
    const double *robust; /* weights of the values; NULL: all 1 */
};

struct smoothers {
    struct fc_loess seasonal;
    struct fc_loess trend;
    struct fc_loess low;
};

struct fc_stl_options fc_stl_defaults(size_t season, size_t window)
{
    return (struct fc_stl_options){
        .season = season,
        .seasonal = {.window = window},
        .trend = {.degree = default_degree_of_trend},
        .low = {.degree = default_degree_of_trend},
    };
}

static size_t next_odd(size_t whole)
{
    return whole % 2 == 0 ? whole + 1 : whole;
}

static struct fc_loess smoother_of(const struct fc_stl_smoother *given,
                                   size_t window, size_t n, double *kernel)
{
    struct fc_loess out = {
        .window = next_odd(window < fewest_points ? fewest_points : window),
        .line = given->degree > 0,
        .jump = given->jump > 0
                    ? given->jump
                    : (window + jumps_a_window - 1) / jumps_a_window,
        .kernel = kernel,
    };

    if (out.window <= n) {
        fc_loess_kernel(kernel, out.window);
    }
    return out;
}

static struct smoothers smoothers_of(const struct fc_stl_options *options,
                                     size_t n, double *kernels)
{
    size_t season = options->season;
    bool periodic = options->seasonal.window == 0;
    size_t seasonal = periodic ? 10 * n + 1 : options->seasonal.window;
    double share = 1.0 - 1.5 / (double)seasonal;
    size_t trend = options->trend.window > 0
                       ? options->trend.window
                       : next_odd((size_t)ceil(1.5 * (double)season / share));
    size_t low = options->low.window > 0 ? options->low.window
                                         : next_odd(season);
    struct smoothers out = {
        .seasonal = smoother_of(&options->seasonal, seasonal, n, kernels),
        .trend = smoother_of(&options->trend, trend, n, kernels + n / 2 + 1),
        .low = smoother_of(&options->low, low, n, kernels + 2 * (n / 2 + 1)),
    };

    out.seasonal.line = out.seasonal.line && !periodic;
    return out;
}

/* Smooth the values of season @p j, and one period beyond either end. */
static void smooth_cycle(struct work *work, size_t n, size_t season, size_t j,
                         const struct fc_loess *by)
{
    size_t k = (n - j - 1) / season + 1;
    size_t reach = by->window < k ? by->window : k;
    double *out = work->smooth;
    const struct fc_loess_data data = {
        .y = work->one,
        .weights = work->robust != NULL ? work->one_weight : NULL,
        .n = k};

    for (size_t i = 0; i < k; i++) {
        work->one[i] = work->values[i * season + j];
    }
    for (size_t i = 0; work->robust != NULL && i < k; i++) {
        work->one_weight[i] = work->robust[i * season + j];
    }
    fc_loess(out + 1, &data, by, work->weight);
    out[0] = fc_loess_at(&data, 0.0, (struct fc_loess_points){1, reach}, by,
                         work->weight, out[1]);
    out[k + 1] = fc_loess_at(&data, (double)(k + 1),
                             (struct fc_loess_points){k - reach + 1, k}, by,
                             work->weight, out[k]);
    for (size_t i = 0; i < k + 2; i++) {
        work->cycles[i * season + j] = out[i];
    }
}

/* Means of @p width neighbours in place of n values; returns how many. */
static size_t average(double *values, size_t n, size_t width)
{
    double sum = 0.0;

    for (size_t i = 0; i < width; i++) {
        sum += values[i];
    }
    for (size_t t = 0; t + width < n; t++) {
        double next = values[t + width];
        double first = values[t];

        values[t] = sum / (double)width;
        sum += next - first;
    }
    values[n - width] = sum / (double)width;
    return n - width + 1;
}

static void inner_loop(const struct fc_stl_parts *out, struct work *work,
                       const double *y, size_t n, size_t season,
                       const struct smoothers *by)
{
    size_t left = n + 2 * season;
    const struct fc_loess_data means = {.y = work->values, .n = n};
    const struct fc_loess_data rest = {
        .y = work->values, .weights = work->robust, .n = n};

    for (size_t t = 0; t < n; t++) {
        work->values[t] = y[t] - out->trend[t];
    }
    for (size_t j = 0; j < season; j++) {
        smooth_cycle(work, n, season, j, &by->seasonal);
    }
    memcpy(work->values, work->cycles, left * sizeof(double));
    left = average(work->values, left, season);
    left = average(work->values, left, season);
    (void)average(work->values, left, 3);
    fc_loess(work->smooth, &means, &by->low, work->weight);
    for (size_t t = 0; t < n; t++) {
        out->season[t] = work->cycles[season + t] - work->smooth[t];
        work->values[t] = y[t] - out->season[t];
    }
    fc_loess(out->trend, &rest, &by->trend, work->weight);
}

/* Weights by the size of the remainders. If most of them are 0 the others count
 * for nothing. */
static void weigh(double *weights, double *room, const double *y, size_t n,
                  const struct fc_stl_parts *parts)
{
    double far = 0.0;

    for (size_t t = 0; t < n; t++) {
        weights[t] = fabs(y[t] - parts->trend[t] - parts->season[t]);
    }
    memcpy(room, weights, n * sizeof *room);
    far = fmax(6.0 * gsl_stats_median(room, 1, n), DBL_MIN);
    for (size_t t = 0; t < n; t++) {
        double u = weights[t] / far;
        double rest = 1.0 - u * u;

        weights[t] = u <= 0.001 ? 1.0 : u <= 0.999 ? rest * rest : 0.0;
    }
}

/* One season for all years: the mean of each. */
static void make_periodic(double *values, size_t n, size_t season)
{
    for (size_t j = 0; j < season; j++) {
        double sum = 0.0;
        size_t count = 0;

        for (size_t t = j; t < n; t += season) {
            sum += values[t];
            count++;
        }
        for (size_t t = j; t < n; t += season) {
            values[t] = sum / (double)count;
        }
    }
}

static void decompose(const struct fc_stl_parts *out, struct work *work,
                      double *weights, const double *y, size_t n,
                      const struct fc_stl_options *options)
{
    const struct smoothers by = smoothers_of(options, n, work->kernels);
    bool robust = options->robust;
    size_t inner = options->inner > 0 ? options->inner
                   : robust           ? inner_robust
                                      : inner_plain;
    size_t outer = options->outer == 0 && robust ? outer_robust
                                                 : options->outer;

    memset(out->trend, 0, n * sizeof(double));
    for (size_t t = 0; t < n; t++) {
        weights[t] = 1.0;
    }
    for (size_t k = 0; k <= outer; k++) {
        if (k > 0) {
            weigh(weights, work->values, y, n, out);
            work->robust = weights;
        }
        for (size_t i = 0; i < inner; i++) {
            inner_loop(out, work, y, n, options->season, &by);
        }
    }
    if (options->seasonal.window == 0) {
        make_periodic(out->season, n, options->season);
    }
    for (size_t t = 0; t < n; t++) {
        out->remainder[t] = y[t] - out->season[t] - out->trend[t];
    }
}

static fc_status check(size_t n, const struct fc_stl_options *options,
                       fc_error *err)
{
    if (options->season < 2) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a decomposition needs a season of at least 2 periods");
    }
    if (options->seasonal.degree > 1 || options->trend.degree > 1
        || options->low.degree > 1) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the degree of a loess smoother is 0 or 1");
    }
    if (options->season >= n || n - options->season <= options->season) {
        return FC_FAIL(
            err, FC_ERR_TOO_SHORT,
            "%zu values are not more than two seasons of %zu periods", n,
            options->season);
    }
    return FC_OK;
}

fc_status fc_stl(const struct fc_stl_parts *out, const double *y, size_t n,
                 const struct fc_stl_options *options, fc_error *err)
{
    fc_status status = check(n, options, err);
    size_t length = n + 2 * options->season;
    double *room = NULL;

    if (status != FC_OK) {
        return status;
    }
    room = fc_calloc(9 * length, sizeof *room);
    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a decomposition");
    }
    decompose(out,
              &(struct work){.values = room,
                             .cycles = room + length,
                             .one = room + 2 * length,
                             .smooth = room + 3 * length,
                             .weight = room + 4 * length,
                             .one_weight = room + 5 * length,
                             .kernels = room + 6 * length},
              out->weights != NULL ? out->weights : room + 8 * length, y, n,
              options);
    free(room);
    return FC_OK;
}
