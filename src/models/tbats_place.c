/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Places of the search for a TBATS model: from the variables to the parameters
 * and the slope of the objective, and back.
 */
#include <math.h>

#include "models/tbats_search.h"

/* For the derivative of the edges, in sizes of a variable. */
static const double turn_step = 1e-6;

/* Edges that lie on one line tell nothing. */
static const double flat_cone = 1e-9;

static double *parameter(struct fc_tbats_parameters *parameters, size_t place)
{
    return (double *)parameters + place;
}

/* The first variable of the seasons' gammas. */
static size_t first_gamma(const struct fc_tbats_form *form)
{
    return 1 + (size_t)form->box_cox + (size_t)form->trend
           + (size_t)form->damped;
}

/* Parameters of the variables. */
static void set_parameters(struct fc_tbats_place *place,
                           const struct fc_tbats_space *space)
{
    const struct fc_tbats_form *form = space->form;
    size_t gamma = first_gamma(form);
    double edge[2][2];

    place->parameters = (struct fc_tbats_parameters){.lambda = 1.0, .phi = 1.0};
    for (size_t i = 0; i < space->count; i++) {
        const struct fc_tbats_variable *v = &space->variables[i];

        *parameter(&place->parameters, v->place) = place->x[i] * v->size;
    }
    for (size_t i = 0; i < form->seasons; i++) {
        double u = place->x[gamma + 2 * i] * space->variables[gamma].size;
        double v = place->x[gamma + 2 * i + 1] * space->variables[gamma].size;

        fc_tbats_cone(edge, form, &place->parameters, i);
        place->parameters.gamma1[i] = u * edge[0][0] + v * edge[1][0];
        place->parameters.gamma2[i] = u * edge[0][1] + v * edge[1][1];
    }
}

/* The edges turn with alpha, beta and phi, and the gammas with them. */
static double turn(const struct fc_tbats_place *place,
                   const struct fc_tbats_space *space,
                   const struct fc_tbats_parameters *gradient, size_t at)
{
    struct fc_tbats_place other = *place;
    double sum = 0.0;

    other.x[at] += turn_step;
    set_parameters(&other, space);
    for (size_t i = 0; i < space->form->seasons; i++) {
        sum += gradient->gamma1[i]
                   * (other.parameters.gamma1[i] - place->parameters.gamma1[i])
               + gradient->gamma2[i]
                     * (other.parameters.gamma2[i]
                        - place->parameters.gamma2[i]);
    }
    return sum / turn_step;
}

/* Derivatives by the variables of those by the parameters. */
static void set_slopes(struct fc_tbats_place *place,
                       const struct fc_tbats_space *space,
                       struct fc_tbats_parameters *gradient, double factor)
{
    const struct fc_tbats_form *form = space->form;
    size_t gamma = first_gamma(form);
    double edge[2][2];

    for (size_t i = 0; i < space->count; i++) {
        const struct fc_tbats_variable *v = &space->variables[i];

        place->slope[i] = factor * v->size * *parameter(gradient, v->place);
        if (i >= (size_t)form->box_cox && i < gamma && form->seasons > 0) {
            place->slope[i] += factor * turn(place, space, gradient, i);
        }
    }
    for (size_t i = 0; i < form->seasons; i++) {
        double *slope = place->slope + gamma + 2 * i;

        fc_tbats_cone(edge, form, &place->parameters, i);
        for (size_t k = 0; k < 2; k++) {
            slope[k] = factor * space->variables[gamma].size
                       * (edge[k][0] * gradient->gamma1[i]
                          + edge[k][1] * gradient->gamma2[i]);
        }
    }
}

void fc_tbats_place_evaluate(struct fc_tbats_place *place,
                             const struct fc_tbats_space *space)
{
    struct fc_tbats_parameters gradient;
    double factor = 0.0;

    set_parameters(place, space);
    place->value = fc_tbats_objective(space->room, space->form,
                                      &place->parameters, &gradient, &factor);
    set_slopes(place, space, &gradient, factor);
    if (!isfinite(place->value)) {
        place->value = HUGE_VAL;
    }
}

/* Where the gammas of season @p i are along the edges, in x. */
static void place_gammas(double x[2], const struct fc_tbats_space *space,
                         const struct fc_tbats_parameters *start, size_t i)
{
    double size = space->variables[first_gamma(space->form)].size;
    double edge[2][2];
    double det = 0.0;

    fc_tbats_cone(edge, space->form, start, i);
    det = edge[0][0] * edge[1][1] - edge[0][1] * edge[1][0];
    if (fabs(det) < flat_cone) {
        x[0] = 0.0;
        x[1] = 0.0;
        return;
    }
    x[0] = (start->gamma1[i] * edge[1][1] - start->gamma2[i] * edge[1][0]) / det
           / size;
    x[1] = (start->gamma2[i] * edge[0][0] - start->gamma1[i] * edge[0][1]) / det
           / size;
}

void fc_tbats_place_at(struct fc_tbats_place *out,
                       const struct fc_tbats_space *space,
                       const struct fc_tbats_parameters *start)
{
    struct fc_tbats_parameters values = *start;

    for (size_t i = 0; i < space->count; i++) {
        const struct fc_tbats_variable *v = &space->variables[i];

        out->x[i] = *parameter(&values, v->place) / v->size;
    }
    for (size_t i = 0; i < space->form->seasons; i++) {
        place_gammas(out->x + first_gamma(space->form) + 2 * i, space, start,
                     i);
    }
    for (size_t i = 0; i < space->count; i++) {
        const struct fc_tbats_variable *v = &space->variables[i];

        out->x[i] = fmin(fmax(out->x[i], v->lower / v->size),
                         v->upper / v->size);
    }
    fc_tbats_place_evaluate(out, space);
}
