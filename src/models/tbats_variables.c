/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The variables of the search. Near seasons that do not change, gammas are
 * admissible in the cone
 *
 *   gamma1 cos f(j) >= gamma2 sin f(j),   j = 1 ... k
 *
 * (where |F - g w'| falls). Its edges belong to j = 1 and j = k; the variables
 * run along them from 0 on, so that the cone is a matter of bounds. With one
 * harmonic it is a half-plane.
 */
#include <math.h>
#include <stddef.h>

#include "models/tbats_search.h"

static const double two_pi = 6.283185307179586;

#define PLACE(member) \
    (offsetof(struct fc_tbats_parameters, member) / sizeof(double))

static const struct fc_tbats_variable lambda = {
    0.0, 1.0, 0.3, {PLACE(lambda), PLACE(lambda)}, {1.0, 0.0}};
static const struct fc_tbats_variable alpha = {
    -1.0, 2.0, 0.2, {PLACE(alpha), PLACE(alpha)}, {1.0, 0.0}};
static const struct fc_tbats_variable beta = {
    -1.0, 2.0, 0.05, {PLACE(beta), PLACE(beta)}, {1.0, 0.0}};
static const struct fc_tbats_variable phi = {
    0.8, 1.0, 0.05, {PLACE(phi), PLACE(phi)}, {1.0, 0.0}};

static const double gamma_size = 0.02;
static const double arma_size = 0.2;

/* Both variables of season @p i. */
static void gamma_variables(struct fc_tbats_variable *out,
                            const struct fc_tbats_form *form, size_t i)
{
    double first = two_pi / form->period[i];
    double last = first * (double)form->k[i];
    bool one = form->k[i] == 1;
    const struct fc_tbats_variable both = {
        .upper = HUGE_VAL,
        .size = gamma_size,
        .target = {PLACE(gamma1) + i, PLACE(gamma2) + i}};

    out[0] = both;
    out[1] = both;
    out[0].weight[0] = one ? cos(first) : sin(last);
    out[0].weight[1] = one ? -sin(first) : cos(last);
    out[1].weight[0] = one ? sin(first) : -sin(first);
    out[1].weight[1] = one ? cos(first) : -cos(first);
    out[1].lower = one ? -HUGE_VAL : 0.0;
}

size_t fc_tbats_variables(struct fc_tbats_variable *out,
                          const struct fc_tbats_form *form)
{
    size_t count = 0;

    if (form->box_cox) {
        out[count++] = lambda;
    }
    out[count++] = alpha;
    if (form->damped) {
        out[count++] = phi;
    }
    if (form->trend) {
        out[count++] = beta;
    }
    for (size_t i = 0; i < form->seasons; i++, count += 2) {
        gamma_variables(out + count, form, i);
    }
    for (size_t i = 0; i < form->p + form->q; i++) {
        size_t place = i < form->p ? PLACE(ar) + i : PLACE(ma) + i - form->p;

        out[count++] = (struct fc_tbats_variable){
            -HUGE_VAL, HUGE_VAL, arma_size, {place, place}, {1.0, 0.0}};
    }
    return count;
}
