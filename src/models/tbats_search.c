/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The method of Broyden, Fletcher, Goldfarb & Shanno within bounds, by steps
 * that are halved until they are admissible and go down enough (Nocedal &
 * Wright, Numerical Optimization, 2006, chapter 6). GSL's minimisers know
 * neither bounds nor places where there is no value, and both are where the
 * best models often lie.
 */
#include "models/tbats_search.h"

#include <math.h>
#include <string.h>

/* Descents end where they gain less; AICs are told apart far above this. */
static const double smallest_gain = 1e-6;

/* Share of the slope that a step has to gain. */
static const double armijo = 1e-4;

/* A sweep along the edge is worth another if it gains this. */
static const double smallest_slide = 0.2;

enum {
    MOST_STEPS = 80,
    LATE = 8,
    MOST_HALVINGS = 8,
    SLIDE_HALVINGS = 4,
    MOST_SLIDES = 12
};

/* How far a step goes at most, in sizes of variables: the first, those that
 * know the curvature, and those after it was forgotten. */
static const double first_step = 1.0;
static const double later_step = 5.0;
static const double fresh_step = 0.25;
static const double longest_slide = 0.5;

/* Where a search begins, tried in this order. */
static const double first_alphas[] = {0.09, 0.4, 0.8};
static const double first_lambdas[] = {0.05, 0.5, 0.95};
static const double first_beta = 0.02;
static const double first_phi = 0.97;

/* For the derivative of the edges, in sizes of a variable. */
static const double turn_step = 1e-6;

/* Edges that lie on one line tell nothing. */
static const double flat_cone = 1e-9;

enum { MOST = FC_TBATS_VARIABLES_MAX };

/* A place: parameters, the objective and its slope by the variables. */
struct place {
    struct fc_tbats_parameters parameters;
    double value;
    double x[MOST]; /* variables in units of their sizes */
    double slope[MOST];
};

struct search {
    struct fc_tbats_room *room;
    const struct fc_tbats_form *form;
    struct fc_tbats_spectrum spectrum;
    struct fc_tbats_variable variables[MOST];
    size_t count;
    struct place here;
    struct place next;
    double inverse[MOST][MOST]; /* of the Hessian */
    double direction[MOST];
    int slides;      /* sweeps along the edge that are left */
    double hopeless; /* objective above which late steps are not worth it */
    bool blocked;    /* the last descent met what is not admissible */
};

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
static void set_parameters(struct place *place, const struct search *search)
{
    const struct fc_tbats_form *form = search->form;
    size_t gamma = first_gamma(form);
    double edge[2][2];

    place->parameters = (struct fc_tbats_parameters){.lambda = 1.0, .phi = 1.0};
    for (size_t i = 0; i < search->count; i++) {
        const struct fc_tbats_variable *v = &search->variables[i];

        *parameter(&place->parameters, v->place) = place->x[i] * v->size;
    }
    for (size_t i = 0; i < form->seasons; i++) {
        double u = place->x[gamma + 2 * i] * search->variables[gamma].size;
        double v = place->x[gamma + 2 * i + 1] * search->variables[gamma].size;

        fc_tbats_cone(edge, form, &place->parameters, i);
        place->parameters.gamma1[i] = u * edge[0][0] + v * edge[1][0];
        place->parameters.gamma2[i] = u * edge[0][1] + v * edge[1][1];
    }
}

/* The edges turn with alpha, beta and phi, and the gammas with them. */
static double turn(const struct place *place, const struct search *search,
                   const struct fc_tbats_parameters *gradient, size_t at)
{
    struct place other = *place;
    double sum = 0.0;

    other.x[at] += turn_step;
    set_parameters(&other, search);
    for (size_t i = 0; i < search->form->seasons; i++) {
        sum += gradient->gamma1[i]
                   * (other.parameters.gamma1[i] - place->parameters.gamma1[i])
               + gradient->gamma2[i]
                     * (other.parameters.gamma2[i]
                        - place->parameters.gamma2[i]);
    }
    return sum / turn_step;
}

/* Derivatives by the variables of those by the parameters. */
static void set_slopes(struct place *place, const struct search *search,
                       struct fc_tbats_parameters *gradient, double factor)
{
    const struct fc_tbats_form *form = search->form;
    size_t gamma = first_gamma(form);
    double edge[2][2];

    for (size_t i = 0; i < search->count; i++) {
        const struct fc_tbats_variable *v = &search->variables[i];

        place->slope[i] = factor * v->size * *parameter(gradient, v->place);
        if (i >= (size_t)form->box_cox && i < gamma && form->seasons > 0) {
            place->slope[i] += factor * turn(place, search, gradient, i);
        }
    }
    for (size_t i = 0; i < form->seasons; i++) {
        double *slope = place->slope + gamma + 2 * i;

        fc_tbats_cone(edge, form, &place->parameters, i);
        for (size_t k = 0; k < 2; k++) {
            slope[k] = factor * search->variables[gamma].size
                       * (edge[k][0] * gradient->gamma1[i]
                          + edge[k][1] * gradient->gamma2[i]);
        }
    }
}

static void evaluate(struct place *place, struct search *search)
{
    struct fc_tbats_parameters gradient;
    double factor = 0.0;

    set_parameters(place, search);
    place->value = fc_tbats_objective(search->room, search->form,
                                      &place->parameters, &gradient, &factor);
    set_slopes(place, search, &gradient, factor);
    if (!isfinite(place->value)) {
        place->value = HUGE_VAL;
    }
}

static bool admissible(struct search *search, const struct place *place)
{
    return fc_tbats_admissible(&search->spectrum, search->form,
                               &place->parameters);
}

/* True if variable @p i stands at a bound and would go beyond. */
static bool held(const struct search *search, size_t i)
{
    const struct fc_tbats_variable *v = &search->variables[i];
    double x = search->here.x[i] * v->size;

    return (x <= v->lower && search->here.slope[i] > 0.0)
           || (x >= v->upper && search->here.slope[i] < 0.0);
}

static void reset(struct search *search)
{
    memset(search->inverse, 0, sizeof search->inverse);
    for (size_t i = 0; i < search->count; i++) {
        search->inverse[i][i] = 1.0;
    }
}

/* The direction of descent; its slope. At most @p most long in any variable. */
static double aim(struct search *search, double most)
{
    double slope = 0.0;
    double largest = 0.0;

    for (size_t i = 0; i < search->count; i++) {
        double sum = 0.0;

        for (size_t k = 0; k < search->count; k++) {
            sum -= held(search, k)
                       ? 0.0
                       : search->inverse[i][k] * search->here.slope[k];
        }
        search->direction[i] = held(search, i) ? 0.0 : sum;
        largest = fmax(largest, fabs(search->direction[i]));
    }
    for (size_t i = 0; i < search->count; i++) {
        search->direction[i] *= largest > most ? most / largest : 1.0;
        slope += search->direction[i] * search->here.slope[i];
    }
    return slope;
}

static void move(struct search *search, double step)
{
    for (size_t i = 0; i < search->count; i++) {
        const struct fc_tbats_variable *v = &search->variables[i];
        double x = search->here.x[i] + step * search->direction[i];

        search->next.x[i] = fmin(fmax(x, v->lower / v->size),
                                 v->upper / v->size);
    }
}

/* Go along the direction as far as it is admissible and pays. */
static bool descend(struct search *search, int halvings)
{
    double step = 1.0;

    search->blocked = false;
    for (int i = 0; i < halvings; i++) {
        double expected = 0.0;

        move(search, step);
        step *= 0.5;
        evaluate(&search->next, search);
        for (size_t k = 0; k < search->count; k++) {
            expected += search->here.slope[k]
                        * (search->next.x[k] - search->here.x[k]);
        }
        if (search->next.value <= search->here.value + armijo * expected
            && search->next.value < search->here.value) {
            if (admissible(search, &search->next)) {
                return true;
            }
            search->blocked = true;
        }
    }
    return false;
}

/* At the edge of what is admissible the way down may lead beyond it. One
 * variable at a time goes along the edge or away from it; the gain. */
static double slide(struct search *search)
{
    double before = search->here.value;

    for (size_t i = 0; i < search->count; i++) {
        double slope = search->here.slope[i];

        if (held(search, i)) {
            continue;
        }
        memset(search->direction, 0, sizeof search->direction);
        search->direction[i] = fmin(fmax(-slope, -longest_slide),
                                    longest_slide);
        if (descend(search, SLIDE_HALVINGS)) {
            search->here = search->next;
        }
    }
    return before - search->here.value;
}

/* Learn the curvature of the step from here to next. */
static void learn(struct search *search)
{
    size_t count = search->count;
    double s[MOST];
    double y[MOST];
    double hy[MOST] = {0};
    double sy = 0.0;
    double yy = 0.0;
    double yhy = 0.0;

    for (size_t i = 0; i < count; i++) {
        s[i] = search->next.x[i] - search->here.x[i];
        y[i] = search->next.slope[i] - search->here.slope[i];
        sy += s[i] * y[i];
        yy += y[i] * y[i];
    }
    if (!(sy > 1e-12 * yy)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < count; k++) {
            hy[i] += search->inverse[i][k] * y[k];
        }
        yhy += y[i] * hy[i];
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < count; k++) {
            search->inverse[i][k] += (1.0 + yhy / sy) * s[i] * s[k] / sy
                                     - (hy[i] * s[k] + s[i] * hy[k]) / sy;
        }
    }
}

/* What to do where no step goes down: once more with no curvature known, then
 * along the edge. False: this is the bottom. */
static bool go_on(struct search *search, bool fresh)
{
    if (fresh) {
        if (!search->blocked || search->slides == 0) {
            return false;
        }
        search->slides--;
        if (slide(search) < smallest_slide) {
            return false;
        }
    }
    reset(search);
    return true;
}

/* From here down to the bottom. */
static void go_down(struct search *search)
{
    double most = first_step;
    bool fresh = true;

    reset(search);
    for (int i = 0; i < MOST_STEPS; i++) {
        double gain = 0.0;

        if (aim(search, most) < 0.0 && descend(search, MOST_HALVINGS)) {
            gain = search->here.value - search->next.value;
            learn(search);
            search->here = search->next;
        }
        if (i >= LATE && search->here.value > search->hopeless) {
            return;
        }
        if (gain >= smallest_gain) {
            fresh = false;
            most = later_step;
            continue;
        }
        if (!go_on(search, fresh)) {
            return;
        }
        fresh = true;
        most = fresh_step;
    }
}

/* Where the gammas of season @p i are along the edges, in x. */
static void place_gammas(double x[2], const struct search *search,
                         const struct fc_tbats_parameters *start, size_t i)
{
    double size = search->variables[first_gamma(search->form)].size;
    double edge[2][2];
    double det = 0.0;

    fc_tbats_cone(edge, search->form, start, i);
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

/* The variables at given parameters, as near as the bounds let them. */
static void place_at(struct place *out, struct search *search,
                     const struct fc_tbats_parameters *start)
{
    struct fc_tbats_parameters values = *start;

    for (size_t i = 0; i < search->count; i++) {
        const struct fc_tbats_variable *v = &search->variables[i];

        out->x[i] = *parameter(&values, v->place) / v->size;
    }
    for (size_t i = 0; i < search->form->seasons; i++) {
        place_gammas(out->x + first_gamma(search->form) + 2 * i, search, start,
                     i);
    }
    for (size_t i = 0; i < search->count; i++) {
        const struct fc_tbats_variable *v = &search->variables[i];

        out->x[i] = fmin(fmax(out->x[i], v->lower / v->size),
                         v->upper / v->size);
    }
    evaluate(out, search);
}

/* The best of the usual places. */
static void look_around(struct search *search)
{
    size_t lambdas = search->form->box_cox ? 3 : 1;

    search->here.value = HUGE_VAL;
    for (size_t k = 0; k < 3 + lambdas - 1; k++) {
        struct fc_tbats_parameters start = {.beta = first_beta,
                                            .phi = first_phi};

        start.alpha = k < 3 ? first_alphas[k] : search->here.parameters.alpha;
        start.lambda = k < 3 ? first_lambdas[1] : first_lambdas[k == 3 ? 0 : 2];
        place_at(&search->next, search, &start);
        if (search->next.value < search->here.value
            && admissible(search, &search->next)) {
            search->here = search->next;
        }
    }
}

fc_status fc_tbats_search(struct fc_tbats_point *out,
                          struct fc_tbats_room *room,
                          const struct fc_tbats_plan *plan, fc_error *err)
{
    struct search search = {.room = room,
                            .form = plan->form,
                            .slides = plan->thorough ? MOST_SLIDES : 1};
    double penalty = fc_tbats_penalty(plan->form);
    fc_status status = fc_tbats_spectrum_init(&search.spectrum,
                                              fc_tbats_states(plan->form), err);

    if (status == FC_OK) {
        search.hopeless = plan->hopeless != 0.0 ? plan->hopeless - penalty
                                                : HUGE_VAL;
        search.count = fc_tbats_variables(search.variables, plan->form);
        if (plan->start != NULL) {
            place_at(&search.here, &search, plan->start);
        }
        if (plan->start == NULL || !admissible(&search, &search.here)) {
            look_around(&search);
        }
        if (search.here.value < HUGE_VAL) {
            go_down(&search);
        }
        out->parameters = search.here.parameters;
        out->objective = search.here.value;
        out->aic = search.here.value + penalty;
    }
    fc_tbats_spectrum_release(&search.spectrum);
    return status;
}
