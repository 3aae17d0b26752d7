/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The step-down recursion (Durbin 1960, backwards) turns the coefficients of
 * order k into those of order k - 1,
 *
 *   phi(k-1, i) = (phi(k, i) + phi(k, k) phi(k, k-i)) / (1 - phi(k, k)^2),
 *
 * and the autoregression is stationary if and only if every partial
 * autocorrelation phi(k, k) on the way is inside (-1, 1). No eigenvalues are
 * computed: this runs once for every sample path. The recursion forwards gives
 * the coefficients that belong to given autocorrelations.
 */
#include "stats/autoregression.h"

#include <assert.h>
#include <math.h>

/* Halvings of the interval that holds the factor s: to the last bits. */
static const int halvings = 50;

/* out[l-1] = factor^l phi[l-1] */
static void scale(double *out, const double *phi, size_t order, double factor)
{
    double power = factor;

    for (size_t i = 0; i < order; i++) {
        out[i] = phi[i] * power;
        power *= factor;
    }
}

bool fc_ar_within(const double *phi, size_t order, double radius)
{
    double now[FC_AR_ORDER_MAX];
    double next[FC_AR_ORDER_MAX];

    assert(order <= FC_AR_ORDER_MAX);
    scale(now, phi, order, 1.0 / radius);
    for (size_t k = order; k > 0; k--) {
        double partial = now[k - 1];

        if (!(fabs(partial) < 1.0)) {
            return false;
        }
        for (size_t i = 0; i + 1 < k; i++) {
            next[i] = (now[i] + partial * now[k - 2 - i])
                      / (1.0 - partial * partial);
        }
        for (size_t i = 0; i + 1 < k; i++) {
            now[i] = next[i];
        }
    }
    return true;
}

bool fc_ar_pull(double *phi, size_t order, double radius)
{
    double scaled[FC_AR_ORDER_MAX];
    double low = 0.0;
    double high = 1.0;

    if (fc_ar_within(phi, order, radius)) {
        return false;
    }
    for (int i = 0; i < halvings; i++) {
        double middle = 0.5 * (low + high);

        scale(scaled, phi, order, middle);
        if (fc_ar_within(scaled, order, radius)) {
            low = middle;
        } else {
            high = middle;
        }
    }
    scale(scaled, phi, order, low);
    for (size_t i = 0; i < order; i++) {
        phi[i] = scaled[i];
    }
    return true;
}

void fc_ar_yule_walker(double *phi, const double *r, size_t order)
{
    double last[FC_AR_ORDER_MAX];
    double rest = 1.0; /* variance not explained yet, as a share */

    assert(order <= FC_AR_ORDER_MAX);
    for (size_t k = 0; k < order; k++) {
        double partial = r[k + 1];

        for (size_t i = 0; i < k; i++) {
            partial -= phi[i] * r[k - i];
            last[i] = phi[i];
        }
        partial /= rest;
        phi[k] = partial;
        for (size_t i = 0; i < k; i++) {
            phi[i] = last[i] - partial * last[k - 1 - i];
        }
        rest *= 1.0 - partial * partial;
    }
}
