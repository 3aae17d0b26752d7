/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Means and variances h steps ahead (HKOS 2008, chapter 6), with
 *
 *   c(j) = alpha + beta (phi + ... + phi^j) + gamma [m divides j]
 *
 * class 1, all parts additive:
 *   v(h) = sigma^2 (1 + c(1)^2 + ... + c(h-1)^2)
 * class 2, only the error multiplicative:
 *   v(h) = (1 + sigma^2) theta(h) - mu(h)^2,
 *   theta(h) = mu(h)^2 + sigma^2 (c(1)^2 theta(h-1) + ... + c(h-1)^2 theta(1))
 * class 3, error and season multiplicative: u = (l s, b s) with the season s of
 *   one period of the year moves by u' = (A0 + A1 r + A2 r^2) u, A0 = F, and
 *   A1 = G, A2 = 0, but A1 = G + gamma F, A2 = gamma G where that period comes;
 *   its first two moments follow one by one. R builds the same from Kronecker
 *   products; where the trend is damped, R 8.20 leaves phi out of the first
 *   growth, which is a fault there.
 *
 * For the other forms the spread is that of the sum of first-order effects of
 * all errors.
 */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/ets.h"

static const double farthest = 1e150;

/* Shocks that measure effects, as a share of sigma. */
static const double small_shock = 1e-4;

bool fc_ets_has_moments(const struct fc_ets_form *form)
{
    return form->trend != 'M' && (form->season != 'M' || form->error == 'M');
}

/* c(1)^2 ... c(steps - 1)^2, at places 1 ... */
static void fill_squares(double *out, const struct fc_ets *model, size_t steps)
{
    const double *x = model->x;
    double power = 1.0;
    double growth = 0.0;

    for (size_t j = 1; j < steps; j++) {
        double c = 0.0;

        power *= x[FC_ETS_PHI];
        growth += power;
        c = x[FC_ETS_ALPHA] + x[FC_ETS_BETA] * growth;
        if (model->form.season != 'N' && j % model->form.m == 0) {
            c += x[FC_ETS_GAMMA];
        }
        out[j] = c * c;
    }
}

static void spread_of_additive(double *spread, const double *squares,
                               const struct fc_ets *model, size_t steps)
{
    double sum = 1.0;

    for (size_t h = 0; h < steps; h++) {
        sum += h > 0 ? squares[h] : 0.0;
        spread[h] = model->sigma * sqrt(sum);
    }
}

/* @p room: the squares, and steps values. */
static void spread_of_ratios(double *spread, double *room, const double *mean,
                             const struct fc_ets *model, size_t steps)
{
    const double *squares = room;
    double *theta = room + steps;
    double variance = model->sigma * model->sigma;

    for (size_t h = 0; h < steps; h++) {
        double sum = 0.0;

        for (size_t j = 1; j <= h; j++) {
            sum += squares[j] * theta[h - j];
        }
        theta[h] = fmin(mean[h] * mean[h] + variance * sum,
                        farthest * farthest);
        spread[h] = sqrt(fmax(variance * theta[h] + variance * sum, 0.0));
    }
}

/* A 2 x 2 matrix, and how it moves a vector and a matrix of moments. */
struct square {
    double v[2][2];
};

struct moments {
    double first[2];
    double second[2][2];
};

/* out += factor (a s b' ) */
static void add_product(double out[2][2], double factor, const struct square *a,
                        double s[2][2], const struct square *b)
{
    for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
            for (int k = 0; k < 2; k++) {
                for (int l = 0; l < 2; l++) {
                    out[i][j] += factor * a->v[i][k] * s[k][l] * b->v[j][l];
                }
            }
        }
    }
}

/* One step with A0 + A1 r + A2 r^2; r has moments 0, v, 0, 3 v^2. */
static struct moments move(struct moments from, const struct square a[3],
                           double v)
{
    struct moments out = {0};

    for (int i = 0; i < 2; i++) {
        for (int k = 0; k < 2; k++) {
            out.first[i] += (a[0].v[i][k] + v * a[2].v[i][k]) * from.first[k];
        }
    }
    add_product(out.second, 1.0, &a[0], from.second, &a[0]);
    add_product(out.second, v, &a[1], from.second, &a[1]);
    add_product(out.second, v, &a[0], from.second, &a[2]);
    add_product(out.second, v, &a[2], from.second, &a[0]);
    add_product(out.second, 3.0 * v * v, &a[2], from.second, &a[2]);
    return out;
}

/* A0, A1 and A2 of a period of another season and of the own one. */
static void fill_moves(struct square other[3], struct square own[3],
                       const double *x)
{
    double alpha = x[FC_ETS_ALPHA];
    double beta = x[FC_ETS_BETA];
    double gamma = x[FC_ETS_GAMMA];
    double phi = x[FC_ETS_PHI];
    const struct square f = {{{1.0, phi}, {0.0, phi}}};
    const struct square g = {{{alpha, alpha * phi}, {beta, beta * phi}}};

    other[0] = own[0] = f;
    other[1] = g;
    other[2] = (struct square){0};
    for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
            own[1].v[i][j] = g.v[i][j] + gamma * f.v[i][j];
            own[2].v[i][j] = gamma * g.v[i][j];
        }
    }
}

static void moments_of_seasons(double *mean, double *spread,
                               const struct fc_ets *model, size_t steps)
{
    const double *last = model->last;
    double phi = model->x[FC_ETS_PHI];
    double v = model->sigma * model->sigma;
    size_t m = model->form.m;
    struct square other[3];
    struct square own[3];

    fill_moves(other, own, model->x);
    for (size_t s = 0; s < m && s < steps; s++) {
        double season = last[FC_ETS_SEASON + s];
        struct moments now = {.first = {season * last[FC_ETS_LEVEL],
                                        season * last[FC_ETS_GROWTH]}};

        for (int i = 0; i < 4; i++) {
            now.second[i / 2][i % 2] = now.first[i / 2] * now.first[i % 2];
        }
        for (size_t h = 0; h < steps; h++) {
            bool comes = h % m == s;

            if (comes) {
                double square = now.second[0][0] + 2.0 * phi * now.second[0][1]
                                + phi * phi * now.second[1][1];

                mean[h] = now.first[0] + phi * now.first[1];
                spread[h] = sqrt(
                    fmax((1.0 + v) * square - mean[h] * mean[h], 0.0));
            }
            now = move(now, comes ? own : other, v);
        }
    }
}

/* @p room: steps errors, steps values, and the states. */
static void spread_to_first_order(double *spread, double *room,
                                  const struct fc_ets *model,
                                  const double *mean, size_t steps)
{
    double *errors = room;
    double *values = room + steps;
    double *states = room + 2 * steps;

    for (size_t h = 0; h < steps; h++) {
        spread[h] = 0.0;
    }
    for (size_t i = 0; i < steps && model->sigma > 0.0; i++) {
        errors[i] = small_shock * model->sigma;
        fc_ets_continue(values, states, model, errors, steps);
        errors[i] = 0.0;
        for (size_t h = i; h < steps; h++) {
            spread[h] = hypot(spread[h], (values[h] - mean[h]) / small_shock);
        }
    }
}

static void hold(double *values, size_t steps)
{
    for (size_t h = 0; h < steps; h++) {
        values[h] = isfinite(values[h])
                        ? fmin(fmax(values[h], -farthest), farthest)
                        : farthest;
    }
}

fc_status fc_ets_moments(double *mean, double *spread,
                         const struct fc_ets *model, size_t steps,
                         fc_error *err)
{
    const struct fc_ets_form *form = &model->form;
    double *room = fc_calloc(3 * steps + FC_ETS_SEASON + form->m, sizeof *room);
    double *spreads = spread;

    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a forecast");
    }
    if (spreads == NULL) {
        spreads = room + 2 * steps + FC_ETS_SEASON + form->m;
    }
    fc_ets_continue(mean, room, model, NULL, steps);
    if (form->season == 'M' && fc_ets_has_moments(form)) {
        moments_of_seasons(mean, spreads, model, steps);
    } else if (spread == NULL) {
        /* Nothing more to do. */
        spreads = mean;
    } else if (!fc_ets_has_moments(form)) {
        spread_to_first_order(spread, room, model, mean, steps);
    } else {
        fill_squares(room, model, steps);
        if (form->error == 'A') {
            spread_of_additive(spread, room, model, steps);
        } else {
            spread_of_ratios(spread, room, mean, model, steps);
        }
    }
    hold(mean, steps);
    hold(spreads, steps);
    free(room);
    return FC_OK;
}
