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

enum { MOST = FC_TBATS_VARIABLES_MAX };

struct search {
    struct fc_tbats_space space;
    struct fc_tbats_spectrum spectrum;
    struct fc_tbats_place here;
    struct fc_tbats_place next;
    double inverse[MOST][MOST]; /* of the Hessian */
    double direction[MOST];
    int slides;      /* sweeps along the edge that are left */
    double hopeless; /* objective above which late steps are not worth it */
    bool blocked;    /* the last descent met what is not admissible */
};

static bool admissible(struct search *search,
                       const struct fc_tbats_place *place)
{
    return fc_tbats_admissible(&search->spectrum, search->space.form,
                               &place->parameters);
}

/* True if variable @p i stands at a bound and would go beyond. */
static bool held(const struct search *search, size_t i)
{
    const struct fc_tbats_variable *v = &search->space.variables[i];
    double x = search->here.x[i] * v->size;

    return (x <= v->lower && search->here.slope[i] > 0.0)
           || (x >= v->upper && search->here.slope[i] < 0.0);
}

static void reset(struct search *search)
{
    memset(search->inverse, 0, sizeof search->inverse);
    for (size_t i = 0; i < search->space.count; i++) {
        search->inverse[i][i] = 1.0;
    }
}

/* The direction of descent; its slope. At most @p most long in any variable. */
static double aim(struct search *search, double most)
{
    double slope = 0.0;
    double largest = 0.0;

    for (size_t i = 0; i < search->space.count; i++) {
        double sum = 0.0;

        for (size_t k = 0; k < search->space.count; k++) {
            sum -= held(search, k)
                       ? 0.0
                       : search->inverse[i][k] * search->here.slope[k];
        }
        search->direction[i] = held(search, i) ? 0.0 : sum;
        largest = fmax(largest, fabs(search->direction[i]));
    }
    for (size_t i = 0; i < search->space.count; i++) {
        search->direction[i] *= largest > most ? most / largest : 1.0;
        slope += search->direction[i] * search->here.slope[i];
    }
    return slope;
}

static void move(struct search *search, double step)
{
    for (size_t i = 0; i < search->space.count; i++) {
        const struct fc_tbats_variable *v = &search->space.variables[i];
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
        fc_tbats_place_evaluate(&search->next, &search->space);
        for (size_t k = 0; k < search->space.count; k++) {
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

    for (size_t i = 0; i < search->space.count; i++) {
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
    size_t count = search->space.count;
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

/* The best of the usual places. */
static void look_around(struct search *search)
{
    size_t lambdas = search->space.form->box_cox ? 3 : 1;

    search->here.value = HUGE_VAL;
    for (size_t k = 0; k < 3 + lambdas - 1; k++) {
        struct fc_tbats_parameters start = {.beta = first_beta,
                                            .phi = first_phi};

        start.alpha = k < 3 ? first_alphas[k] : search->here.parameters.alpha;
        start.lambda = k < 3 ? first_lambdas[1] : first_lambdas[k == 3 ? 0 : 2];
        fc_tbats_place_at(&search->next, &search->space, &start);
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
    struct search search = {.space = {.room = room, .form = plan->form},
                            .slides = plan->thorough ? MOST_SLIDES : 1};
    double penalty = fc_tbats_penalty(plan->form);
    fc_status status = fc_tbats_spectrum_init(&search.spectrum,
                                              fc_tbats_states(plan->form), err);

    if (status == FC_OK) {
        search.hopeless = plan->hopeless != 0.0 ? plan->hopeless - penalty
                                                : HUGE_VAL;
        search.space.count = fc_tbats_variables(search.space.variables,
                                                plan->form);
        if (plan->start != NULL) {
            fc_tbats_place_at(&search.here, &search.space, plan->start);
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
