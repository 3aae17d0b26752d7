/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The recursion, models/tbats.h. Seasons are rotations of pairs, so a step
 * costs as many operations as there are states; no matrix is made.
 */
#include <math.h>

#include "models/tbats.h"

static const double two_pi = 6.283185307179586;

void fc_tbats_step_init(struct fc_tbats_step *out,
                        const struct fc_tbats_form *form,
                        const struct fc_tbats_parameters *parameters)
{
    size_t h = 0;

    out->trend = form->trend;
    out->phi = form->damped ? parameters->phi : 1.0;
    out->first = form->trend ? 2 : 1;
    out->gain[0] = parameters->alpha;
    if (form->trend) {
        out->gain[1] = parameters->beta;
    }
    for (size_t i = 0; i < form->seasons; i++) {
        for (size_t j = 1; j <= form->k[i]; j++, h++) {
            double angle = two_pi * (double)j / form->period[i];
            bool half = 2.0 * (double)j == form->period[i];

            out->cosine[h] = half ? -1.0 : cos(angle);
            out->sine[h] = half ? 0.0 : sin(angle);
            out->gain[out->first + 2 * h] = parameters->gamma1[i];
            out->gain[out->first + 2 * h + 1] = half ? 0.0
                                                     : parameters->gamma2[i];
        }
    }
    out->states = out->first + 2 * h;
}

double fc_tbats_step_value(const struct fc_tbats_step *step,
                           const double *state)
{
    double sum = state[0];

    if (step->trend) {
        sum += step->phi * state[1];
    }
    for (size_t i = step->first; i < step->states; i += 2) {
        sum += state[i];
    }
    return sum;
}

void fc_tbats_step_advance(const struct fc_tbats_step *step, double *next,
                           const double *state, double d)
{
    const double *g = step->gain;
    double slope = step->trend ? step->phi * state[1] : 0.0;

    next[0] = state[0] + slope + g[0] * d;
    if (step->trend) {
        next[1] = slope + g[1] * d;
    }
    for (size_t i = step->first, h = 0; i < step->states; i += 2, h++) {
        double c = step->cosine[h];
        double s = step->sine[h];
        double a = state[i];
        double b = state[i + 1];

        next[i] = a * c + b * s + g[i] * d;
        next[i + 1] = b * c - a * s + g[i + 1] * d;
    }
}

void fc_tbats_step_row(const struct fc_tbats_step *step, double *next,
                       const double *row)
{
    double weight = 0.0;

    for (size_t i = 0; i < step->states; i++) {
        weight += row[i] * step->gain[i];
    }
    next[0] = row[0] - weight;
    if (step->trend) {
        next[1] = step->phi * (row[0] + row[1] - weight);
    }
    for (size_t i = step->first, h = 0; i < step->states; i += 2, h++) {
        double c = step->cosine[h];
        double s = step->sine[h];

        next[i] = row[i] * c - row[i + 1] * s - weight;
        next[i + 1] = row[i] * s + row[i + 1] * c;
    }
}

void fc_tbats_whiten(double *e, const double *d, size_t n, size_t stride,
                     const struct fc_tbats_form *form,
                     const struct fc_tbats_parameters *parameters)
{
    for (size_t t = 0; t < n; t++) {
        double value = d[t * stride];

        for (size_t i = 1; i <= form->p && i <= t; i++) {
            value -= parameters->ar[i - 1] * d[(t - i) * stride];
        }
        for (size_t i = 1; i <= form->q && i <= t; i++) {
            value -= parameters->ma[i - 1] * e[t - i];
        }
        e[t] = value;
    }
}

void fc_tbats_filter(struct fc_tbats_room *room,
                     const struct fc_tbats_form *form,
                     const struct fc_tbats_step *step,
                     const struct fc_tbats_parameters *parameters)
{
    size_t width = step->states;
    double *state = room->state;

    for (size_t i = 0; i < width; i++) {
        state[i] = room->seed[i];
    }
    for (size_t t = 0; t < room->n; t++, state += width) {
        room->d[t] = room->w[t] - fc_tbats_step_value(step, state);
        fc_tbats_step_advance(step, state + width, state, room->d[t]);
    }
    fc_tbats_whiten(room->e, room->d, room->n, 1, form, parameters);
    room->squares = 0.0;
    for (size_t t = 0; t < room->n; t++) {
        room->squares += room->e[t] * room->e[t];
    }
}
