/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loess, stats/loess.h, with the conventions of the program of Cleveland et al.
 * (1990): weights up to a thousandth of h are 1 and from 0.999 h on 0, and
 * where the points with weight are too close together a line is a level.
 */
#include "stats/loess.h"

#include <math.h>

static double tricube(double distance, double reach)
{
    double share = distance / reach;
    double rest = 1.0 - share * share * share;

    return distance <= 0.001 * reach   ? 1.0
           : distance <= 0.999 * reach ? rest * rest * rest
                                       : 0.0;
}

void fc_loess_kernel(double *kernel, size_t window)
{
    size_t half = window / 2;

    for (size_t j = 0; j <= half; j++) {
        kernel[j] = tricube((double)j, (double)half);
    }
}

/* Half of the points, rounded down, by which a window is too long. */
static size_t beyond(size_t window, size_t n)
{
    return window > n ? (window - n) / 2 : 0;
}

/* In the middle of a whole window. */
static bool is_central(double x, struct fc_loess_points at, size_t n,
                       const struct fc_loess *by)
{
    return by->window <= n
           && x == (double)at.left + (double)(by->window - 1) * 0.5
           && at.right - at.left + 1 == by->window;
}

/* Weights of the points around @p x; returns their sum. */
static double weigh(double *weight, const struct fc_loess_data *data, double x,
                    struct fc_loess_points at, const struct fc_loess *by)
{
    double reach = fmax(x - (double)at.left, (double)at.right - x);
    size_t half = by->window / 2;
    double sum = 0.0;

    if (is_central(x, at, data->n, by)) {
        for (size_t j = 0; j <= half; j++) {
            weight[at.left + half - j - 1] = by->kernel[j];
            weight[at.left + half + j - 1] = by->kernel[j];
        }
    } else {
        reach += (double)beyond(by->window, data->n);
        for (size_t j = at.left; j <= at.right; j++) {
            weight[j - 1] = tricube(fabs((double)j - x), reach);
        }
    }
    for (size_t j = at.left; data->weights != NULL && j <= at.right; j++) {
        weight[j - 1] *= data->weights[j - 1];
    }
    for (size_t j = at.left; j <= at.right; j++) {
        sum += weight[j - 1];
    }
    return sum;
}

/* Turn weights for a level into those for a line; they keep their sum. */
static void tilt(double *weight, double sum, double x,
                 struct fc_loess_points at, size_t n)
{
    double mean = 0.0;
    double spread = 0.0;
    double slope = 0.0;

    for (size_t j = at.left; j <= at.right; j++) {
        mean += weight[j - 1] * (double)j;
    }
    mean /= sum;
    for (size_t j = at.left; j <= at.right; j++) {
        spread += weight[j - 1] * ((double)j - mean) * ((double)j - mean);
    }
    spread /= sum;
    if (!(sqrt(spread) > 0.001 * (double)(n - 1))) {
        return;
    }
    slope = (x - mean) / spread;
    for (size_t j = at.left; j <= at.right; j++) {
        weight[j - 1] *= slope * ((double)j - mean) + 1.0;
    }
}

double fc_loess_at(const struct fc_loess_data *data, double x,
                   struct fc_loess_points at, const struct fc_loess *by,
                   double *room, double otherwise)
{
    double weights = weigh(room, data, x, at, by);
    double sum = 0.0;

    if (!(weights > 0.0)) {
        return otherwise;
    }
    /* Weights that are even on both sides are those of a line already. */
    if (by->line
        && (data->weights != NULL || !is_central(x, at, data->n, by))) {
        tilt(room, weights, x, at, data->n);
    }
    for (size_t j = at.left; j <= at.right; j++) {
        sum += room[j - 1] * data->y[j - 1];
    }
    return sum / weights;
}

/* The window around point @p i, from 1. */
static struct fc_loess_points window(size_t i, size_t n,
                                     const struct fc_loess *by)
{
    size_t half = (by->window + 1) / 2;
    size_t left = i < half ? 1 : i - half + 1;

    if (by->window >= n) {
        return (struct fc_loess_points){1, n};
    }
    if (left + by->window - 1 > n) {
        left = n - by->window + 1;
    }
    return (struct fc_loess_points){left, left + by->window - 1};
}

static void fill_line(double *out, size_t from, size_t to)
{
    double slope = (out[to] - out[from]) / (double)(to - from);

    for (size_t t = from + 1; t < to; t++) {
        out[t] = out[from] + slope * (double)(t - from);
    }
}

void fc_loess(double *out, const struct fc_loess_data *data,
              const struct fc_loess *by, double *room)
{
    size_t n = data->n;
    size_t jump = by->jump < n - 1 ? by->jump : n - 1;
    size_t last = 0;

    for (size_t t = 0; t < n; t += jump) {
        out[t] = fc_loess_at(data, (double)(t + 1), window(t + 1, n, by), by,
                             room, data->y[t]);
        if (t > 0) {
            fill_line(out, last, t);
        }
        last = t;
    }
    if (last != n - 1) {
        /* As the authors' program: with the window of the point before. */
        out[n - 1] = fc_loess_at(data, (double)n, window(last + 1, n, by), by,
                                 room, data->y[n - 1]);
        fill_line(out, last, n - 1);
    }
}
