/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The variables of the search. Near seasons that do not change, the root z of
 * harmonic j, at the frequency f, moves with the gammas by
 *
 *   -(gamma1 - i gamma2) / 2 T(z),   T(z) = (z - 1) (z - phi) / |zI - F + g w'|
 *
 * of level and trend alone. It stays in the circle if
 *
 *   gamma1 cos a + gamma2 sin a >= 0,   a = arg T(z) - f
 *
 * so the gammas of a season are admissible in a cone. The variables run along
 * its edges from 0 on, and the cone is a matter of bounds. With one harmonic it
 * is a half-plane.
 */
#include <math.h>
#include <stddef.h>

#include "models/tbats_search.h"

static const double half_circle = 3.141592653589793;

#define PLACE(member) \
    (offsetof(struct fc_tbats_parameters, member) / sizeof(double))

static const struct fc_tbats_variable lambda = {0.0, 1.0, 0.3, PLACE(lambda)};
static const struct fc_tbats_variable alpha = {-1.0, 2.0, 0.2, PLACE(alpha)};
static const struct fc_tbats_variable beta = {-1.0, 2.0, 0.05, PLACE(beta)};
static const struct fc_tbats_variable phi = {0.8, 1.0, 0.05, PLACE(phi)};

static const double gamma_size = 0.02;
static const double arma_size = 0.2;

/* The angle a of the frequency @p f. */
static double normal_angle(const struct fc_tbats_form *form,
                           const struct fc_tbats_parameters *parameters,
                           double f)
{
    double kept = form->damped ? parameters->phi : 1.0;
    double level = 1.0 - parameters->alpha;
    double trace = level + kept - kept * parameters->beta;
    double angle = 0.5 * (half_circle - f);

    if (!form->trend) {
        return angle - atan2(sin(f), cos(f) - level);
    }
    return angle + atan2(sin(f), cos(f) - kept)
           - atan2(sin(2.0 * f) - trace * sin(f),
                   cos(2.0 * f) - trace * cos(f) + kept * level);
}

void fc_tbats_cone(double edge[2][2], const struct fc_tbats_form *form,
                   const struct fc_tbats_parameters *parameters, size_t i)
{
    double f = 2.0 * half_circle / form->period[i];
    double last = normal_angle(form, parameters, f);
    double least = last;
    double most = last;
    double angles[2];

    for (size_t j = 2; j <= form->k[i]; j++) {
        double next = normal_angle(form, parameters, f * (double)j);

        last += remainder(next - last, 2.0 * half_circle);
        least = fmin(least, last);
        most = fmax(most, last);
    }
    angles[0] = form->k[i] == 1 ? least : most - 0.5 * half_circle;
    angles[1] = least + 0.5 * half_circle;
    for (size_t k = 0; k < 2; k++) {
        edge[k][0] = cos(angles[k]);
        edge[k][1] = sin(angles[k]);
    }
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
    for (size_t i = 0; i < form->seasons; i++) {
        out[count] = (struct fc_tbats_variable){0.0, HUGE_VAL, gamma_size,
                                                PLACE(gamma1) + i};
        out[count + 1] = (struct fc_tbats_variable){
            form->k[i] == 1 ? -HUGE_VAL : 0.0, HUGE_VAL, gamma_size,
            PLACE(gamma2) + i};
        count += 2;
    }
    for (size_t i = 0; i < form->p + form->q; i++) {
        size_t place = i < form->p ? PLACE(ar) + i : PLACE(ma) + i - form->p;

        out[count++] = (struct fc_tbats_variable){-HUGE_VAL, HUGE_VAL,
                                                  arma_size, place};
    }
    return count;
}
