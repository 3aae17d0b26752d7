/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The future of a theta line. Values to come stand in for observations, so the
 * recursion of the dynamic model simply goes on; the level of the other two
 * moves with the errors alone, and what k or B/2 adds has a closed form:
 *
 *   y(n+h) = l(n) + alpha (e(1) + ... + e(h-1)) + d(h) + e(h)
 */
#include <math.h>

#include "models/theta.h"

/* 1 + (1 - alpha) + ... + (1 - alpha)^(t-1) */
static double weight_sum(double alpha, double t)
{
    return -expm1(t * log1p(-alpha)) / alpha;
}

/* d(h) of the standard and the optimised model, h from 1. */
static double drift(const struct fc_theta_line *line, double h)
{
    double alpha = line->parameters.alpha;
    double n = (double)line->n;

    if (line->kind == FC_THETA_STANDARD) {
        return 0.5 * line->trend.b * (h - 1.0 + weight_sum(alpha, n));
    }
    return line->parameters.k * line->trend.b
           * (h - 1.0 + weight_sum(alpha, n + 1.0));
}

/* What moves along a path. */
struct position {
    double level;
    struct fc_theta_trend trend;
};

static double centre(const struct fc_theta_line *line,
                     const struct position *at, double h)
{
    double alpha = line->parameters.alpha;
    double t = at->trend.t;

    if (line->kind != FC_THETA_DYNAMIC) {
        return at->level + drift(line, h);
    }
    return at->level
           + line->parameters.k
                 * (exp(t * log1p(-alpha)) * at->trend.a
                    + weight_sum(alpha, t + 1.0) * at->trend.b);
}

static void move(struct position *at, const struct fc_theta_line *line,
                 double value, double error)
{
    double alpha = line->parameters.alpha;

    if (line->kind == FC_THETA_DYNAMIC) {
        at->level += alpha * (value - at->level);
        at->trend = fc_theta_trend_add(at->trend, value);
    } else {
        at->level += alpha * error;
    }
}

void fc_theta_line_run(double *out, const struct fc_theta_line *line,
                       const double *errors, size_t steps)
{
    struct position at = {.level = line->level, .trend = line->trend};

    for (size_t h = 0; h < steps; h++) {
        double error = errors != NULL ? errors[h] : 0.0;

        out[h] = centre(line, &at, (double)(h + 1)) + error;
        move(&at, line, out[h], error);
    }
}

/* The dynamic model is linear: what an error of 1 at step @p from does to the
 * later ones is its recursion from zero. */
static void respond(double *out, const struct fc_theta_line *line, size_t from,
                    size_t steps)
{
    struct position at = {.trend = {.t = (double)(line->n + from)}};

    for (size_t h = from; h < steps; h++) {
        out[h] = h == from ? 1.0 : centre(line, &at, (double)(h + 1));
        move(&at, line, out[h], 0.0);
    }
}

void fc_theta_line_spread(double *out, double *room,
                          const struct fc_theta_line *line, size_t steps)
{
    double alpha = line->parameters.alpha;

    for (size_t h = 0; h < steps; h++) {
        out[h] = line->kind == FC_THETA_DYNAMIC
                     ? 0.0
                     : 1.0 + (double)h * alpha * alpha;
    }
    for (size_t i = 0; line->kind == FC_THETA_DYNAMIC && i < steps; i++) {
        respond(room, line, i, steps);
        for (size_t h = i; h < steps; h++) {
            out[h] += room[h] * room[h];
        }
    }
    for (size_t h = 0; h < steps; h++) {
        out[h] = line->sigma * sqrt(out[h]);
    }
}
