/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cleveland, Cleveland, McRae & Terpenning, STL: A Seasonal-Trend Decomposition
 * Procedure Based on Loess, Journal of Official Statistics 6 (1990): two rounds
 * of the inner loop, no weights against outliers. As in the authors' program a
 * smoother is computed at every tenth of its window and is linear in between.
 * The strength is that of Wang, Smith & Hyndman (2006), FPP3 4.3.
 */
#include "stats/seasonal_strength.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/memory.h"

enum { ROUNDS = 2, SEASON_WINDOW = 11, SEASON_DEGREE = 0 };

/* A loess smoother. */
struct smoother {
    size_t window; /* odd */
    bool line;     /* locally a line, not a level */
    size_t jump;
};

/* Work of a decomposition; all but trend have n + 2 season values. */
struct work {
    double *trend;
    double *season;
    double *cycle;
    double *smooth;
    double *weight;
    double *values;
};

static size_t next_odd(double x)
{
    size_t whole = (size_t)ceil(x);

    return whole % 2 == 0 ? whole + 1 : whole;
}

static struct smoother smoother_of(size_t window, bool line)
{
    return (struct smoother){
        .window = window, .line = line, .jump = (window + 9) / 10};
}

/* The points left to right, counted from 1. */
struct points {
    size_t left;
    size_t right;
};

/* Weights of the points around @p x; false if none has any. */
static bool weigh(double *weight, double x, struct points at, size_t n,
                  const struct smoother *by)
{
    double reach = fmax(x - (double)at.left, (double)at.right - x);
    double sum = 0.0;

    if (by->window > n) {
        reach += floor(0.5 * (double)(by->window - n));
    }
    for (size_t j = at.left; j <= at.right; j++) {
        double distance = fabs((double)j - x);
        double cube = pow(distance / reach, 3.0);
        double *w = &weight[j - 1];

        *w = distance <= 0.001 * reach   ? 1.0
             : distance <= 0.999 * reach ? pow(1.0 - cube, 3.0)
                                         : 0.0;
        sum += *w;
    }
    for (size_t j = at.left; sum > 0.0 && j <= at.right; j++) {
        weight[j - 1] /= sum;
    }
    return sum > 0.0;
}

/* Turn weights for a level into those for a line. */
static void tilt(double *weight, double x, struct points at, size_t n)
{
    double mean = 0.0;
    double spread = 0.0;

    for (size_t j = at.left; j <= at.right; j++) {
        mean += weight[j - 1] * (double)j;
    }
    for (size_t j = at.left; j <= at.right; j++) {
        spread += weight[j - 1] * ((double)j - mean) * ((double)j - mean);
    }
    if (!(sqrt(spread) > 0.001 * (double)(n - 1))) {
        return;
    }
    for (size_t j = at.left; j <= at.right; j++) {
        weight[j - 1] *= (x - mean) / spread * ((double)j - mean) + 1.0;
    }
}

/* The smooth value at @p x, or @p otherwise. */
static double local(const double *y, size_t n, double x, struct points at,
                    const struct smoother *by, double *weight, double otherwise)
{
    double sum = 0.0;

    if (!weigh(weight, x, at, n, by)) {
        return otherwise;
    }
    if (by->line) {
        tilt(weight, x, at, n);
    }
    for (size_t j = at.left; j <= at.right; j++) {
        sum += weight[j - 1] * y[j - 1];
    }
    return sum;
}

/* The window around point @p i, from 1. */
static struct points window(size_t i, size_t n, const struct smoother *by)
{
    size_t half = (by->window + 1) / 2;
    size_t left = i < half ? 1 : i - half + 1;

    if (by->window >= n) {
        return (struct points){1, n};
    }
    if (left + by->window - 1 > n) {
        left = n - by->window + 1;
    }
    return (struct points){left, left + by->window - 1};
}

static void fill_line(double *out, size_t from, size_t to)
{
    double slope = (out[to] - out[from]) / (double)(to - from);

    for (size_t t = from + 1; t < to; t++) {
        out[t] = out[from] + slope * (double)(t - from);
    }
}

static void smooth(double *out, const double *y, size_t n,
                   const struct smoother *by, double *weight)
{
    size_t jump = by->jump < n - 1 ? by->jump : n - 1;
    size_t last = 0;

    if (n < 2) {
        out[0] = y[0];
        return;
    }
    for (size_t t = 0; t < n; t += jump) {
        out[t] = local(y, n, (double)(t + 1), window(t + 1, n, by), by, weight,
                       y[t]);
        if (t > 0) {
            fill_line(out, last, t);
        }
        last = t;
    }
    if (last != n - 1) {
        /* As the authors' program: with the window of the point before. */
        out[n - 1] = local(y, n, (double)n, window(last + 1, n, by), by, weight,
                           y[n - 1]);
        fill_line(out, last, n - 1);
    }
}

/* Smooth each cycle of the season, and one period beyond either end. */
static void smooth_cycles(struct work *work, size_t n, size_t season)
{
    const struct smoother by = smoother_of(SEASON_WINDOW, SEASON_DEGREE > 0);

    for (size_t j = 0; j < season; j++) {
        size_t k = (n - j - 1) / season + 1;
        size_t reach = by.window < k ? by.window : k;
        double *out = work->smooth;

        for (size_t i = 0; i < k; i++) {
            work->cycle[i] = work->values[i * season + j];
        }
        smooth(out + 1, work->cycle, k, &by, work->weight);
        out[0] = local(work->cycle, k, 0.0, (struct points){1, reach}, &by,
                       work->weight, out[1]);
        out[k + 1] = local(work->cycle, k, (double)(k + 1),
                           (struct points){k - reach + 1, k}, &by, work->weight,
                           out[k]);
        for (size_t i = 0; i < k + 2; i++) {
            work->season[i * season + j] = out[i];
        }
    }
}

/* Means of @p width neighbours; returns how many. */
static size_t average(double *values, size_t n, size_t width)
{
    for (size_t t = 0; t + width <= n; t++) {
        double sum = 0.0;

        for (size_t i = 0; i < width; i++) {
            sum += values[t + i];
        }
        values[t] = sum / (double)width;
    }
    return n - width + 1;
}

static void decompose(struct work *work, const double *y, size_t n,
                      size_t season)
{
    double share = 1.0 - 1.5 / (double)SEASON_WINDOW;
    struct smoother low = smoother_of(next_odd((double)season), true);
    struct smoother slow = smoother_of(next_odd(1.5 * (double)season / share),
                                       true);

    for (int round = 0; round < ROUNDS; round++) {
        size_t left = n + 2 * season;

        for (size_t t = 0; t < n; t++) {
            work->values[t] = y[t] - work->trend[t];
        }
        smooth_cycles(work, n, season);
        memcpy(work->values, work->season, left * sizeof(double));
        left = average(work->values, left, season);
        left = average(work->values, left, season);
        (void)average(work->values, left, 3);
        smooth(work->smooth, work->values, n, &low, work->weight);
        for (size_t t = 0; t < n; t++) {
            work->season[t] = work->season[season + t] - work->smooth[t];
            work->values[t] = y[t] - work->season[t];
        }
        smooth(work->trend, work->values, n, &slow, work->weight);
    }
}

static double variance(const double *values, size_t n)
{
    double mean = 0.0;
    double squares = 0.0;

    for (size_t t = 0; t < n; t++) {
        double step = values[t] - mean;

        mean += step / (double)(t + 1);
        squares += step * (values[t] - mean);
    }
    return squares / (double)(n - 1);
}

fc_status fc_seasonal_strength(double *out, const double *y, size_t n,
                               size_t season, fc_error *err)
{
    size_t length = n + 2 * season;
    double *room = fc_calloc(6 * length, sizeof *room);
    struct work work = {0};
    double remainder = 0.0;
    double both = 0.0;

    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a decomposition");
    }
    work = (struct work){.trend = room,
                         .season = room + length,
                         .cycle = room + 2 * length,
                         .smooth = room + 3 * length,
                         .weight = room + 4 * length,
                         .values = room + 5 * length};
    decompose(&work, y, n, season);
    for (size_t t = 0; t < n; t++) {
        work.cycle[t] = y[t] - work.trend[t];
        work.values[t] = work.cycle[t] - work.season[t];
    }
    remainder = variance(work.values, n);
    both = variance(work.cycle, n);
    *out = both > 0.0 ? fmax(0.0, 1.0 - remainder / both) : 0.0;
    free(room);
    return FC_OK;
}
