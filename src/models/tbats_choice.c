/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The choice of a TBATS model by AIC, along the way of R's tbats(): the number
 * of harmonics of each season first, with all that may be in the model; then
 * Box-Cox, trend and damping; last ARMA errors.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/tbats_search.h"

/* A form whose AIC lies further behind has no part in the choice any more. */
static const double far_behind = 25.0;

/* From so many harmonics on the search goes up or down from the middle. */
enum { MANY = 6 };

/* ARMA models that are tried. */
enum { ORDERS = 3 };

/* Errors needed beyond what is estimated. */
enum { SPARE = 2 };

struct candidate {
    struct fc_tbats_form form;
    struct fc_tbats_point point;
};

struct choice {
    const struct fc_tbats_request *request;
    const double *y;
    struct fc_tbats_room room;
    bool positive;
    struct candidate best;
};

static bool too_large(const struct choice *choice,
                      const struct fc_tbats_form *form)
{
    return fc_tbats_parameter_count(form) + fc_tbats_states(form) + SPARE
           > choice->room.n;
}

static fc_status try_form(struct candidate *out, struct choice *choice,
                          const struct fc_tbats_form *form,
                          const struct fc_tbats_parameters *start,
                          fc_error *err)
{
    struct fc_tbats_plan plan = {.form = form, .start = start};

    out->form = *form;
    out->point.aic = HUGE_VAL;
    if (too_large(choice, form)) {
        return FC_OK;
    }
    fc_tbats_room_scale(&choice->room, choice->y, form->box_cox);
    if (isfinite(choice->best.point.aic)) {
        plan.hopeless = choice->best.point.aic + far_behind;
    }
    return fc_tbats_search(&out->point, &choice->room, &plan, err);
}

static bool better(const struct candidate *a, const struct candidate *b)
{
    return a->point.aic < b->point.aic;
}

/* The most harmonics of season @p i: those of shorter seasons are theirs. */
static size_t most_harmonics(const struct fc_tbats_form *form, size_t i)
{
    double period = form->period[i];
    size_t most = (size_t)floor(period / 2.0);

    for (size_t k = 2; i > 0 && k <= most; k++) {
        double part = period / (double)k;

        if (floor(part) < part && fmod(period, (double)k) > 0.0) {
            continue;
        }
        for (size_t s = 0; s < i; s++) {
            if (fmod(form->period[s], part) == 0.0) {
                return k - 1;
            }
        }
    }
    return most > 1 ? most : 1;
}

/* Go from k harmonics in one direction while the AIC falls. */
static fc_status walk_harmonics(struct candidate *best, struct choice *choice,
                                size_t season, int direction, size_t end,
                                fc_error *err)
{
    fc_status status = FC_OK;

    while (status == FC_OK && best->form.k[season] != end) {
        struct candidate next = {0};
        struct fc_tbats_form form = best->form;

        form.k[season] = direction > 0 ? form.k[season] + 1
                                       : form.k[season] - 1;
        status = try_form(
            &next, choice, &form,
            isfinite(best->point.aic) ? &best->point.parameters : NULL, err);
        if (isfinite(best->point.aic) && !better(&next, best)) {
            break;
        }
        *best = next;
    }
    return status;
}

static fc_status choose_harmonics(struct candidate *best, struct choice *choice,
                                  size_t season, fc_error *err)
{
    size_t most = most_harmonics(&best->form, season);
    size_t others = fc_tbats_states(&best->form) / 2 - best->form.k[season];
    struct candidate up = {0};
    struct candidate down = {0};
    struct fc_tbats_form form = best->form;
    fc_status status = FC_OK;

    most = most + others > FC_TBATS_HARMONICS_MAX
               ? FC_TBATS_HARMONICS_MAX - others
               : most;
    form.k[season] = most < MANY ? most : MANY;
    status = try_form(best, choice, &form, NULL, err);
    if (most <= MANY) {
        return status == FC_OK
                   ? walk_harmonics(best, choice, season, -1, 1, err)
                   : status;
    }
    up = *best;
    down = *best;
    status = walk_harmonics(&down, choice, season, -1, 1, err);
    if (status == FC_OK) {
        status = walk_harmonics(&up, choice, season, 1, most, err);
    }
    *best = better(&up, &down) ? up : down;
    return status;
}

/* All that may be in a model. */
static struct fc_tbats_form fullest(const struct choice *choice)
{
    const struct fc_tbats_request *request = choice->request;
    struct fc_tbats_form form = request->form;

    form.p = 0;
    form.q = 0;
    form.box_cox = request->box_cox_given ? form.box_cox : choice->positive;
    form.trend = request->trend_given ? form.trend : true;
    form.damped = request->trend_given ? form.damped : true;
    return form;
}

static bool allowed(const struct choice *choice,
                    const struct fc_tbats_form *form)
{
    const struct fc_tbats_request *request = choice->request;
    struct fc_tbats_form full = fullest(choice);

    return (form->trend || !form->damped)
           && (form->box_cox == full.box_cox
               || (!request->box_cox_given && choice->positive))
           && (!request->trend_given
               || (form->trend == full.trend && form->damped == full.damped));
}

static fc_status consider(struct choice *choice, const struct candidate *full,
                          const struct fc_tbats_form *form, fc_error *err)
{
    struct candidate next = {0};
    fc_status status = FC_OK;

    if (!allowed(choice, form)
        || (form->box_cox == full->form.box_cox
            && form->trend == full->form.trend
            && form->damped == full->form.damped)) {
        return FC_OK;
    }
    status = try_form(&next, choice, form, NULL, err);
    if (status == FC_OK && better(&next, &choice->best)) {
        choice->best = next;
    }
    return status;
}

/* Box-Cox or not, trend or not, damped or not. */
static fc_status choose_parts(struct choice *choice,
                              const struct candidate *full, fc_error *err)
{
    fc_status status = FC_OK;

    if (better(full, &choice->best)) {
        choice->best = *full;
    }
    for (unsigned i = 0; status == FC_OK && i < 8; i++) {
        struct fc_tbats_form form = full->form;

        form.box_cox = (i & 1U) != 0;
        form.trend = (i & 2U) != 0;
        form.damped = (i & 4U) != 0;
        status = consider(choice, full, &form, err);
    }
    return status;
}

/* Without seasons, unless they are asked for. */
static fc_status choose_without_season(struct choice *choice, fc_error *err)
{
    struct candidate full = {.form = fullest(choice)};
    fc_status status = FC_OK;

    full.form.seasons = 0;
    memset(full.form.period, 0, sizeof full.form.period);
    memset(full.form.k, 0, sizeof full.form.k);
    status = try_form(&full, choice, &full.form, NULL, err);
    if (status != FC_OK
        || full.point.aic > choice->best.point.aic + far_behind) {
        return status;
    }
    return choose_parts(choice, &full, err);
}

static fc_status choose_structure(struct choice *choice, fc_error *err)
{
    struct candidate full = {.form = fullest(choice)};
    bool with_season = full.form.seasons > 0;
    fc_status status = FC_OK;

    choice->best.point.aic = HUGE_VAL;
    if (with_season && choice->request->k_count > 0) {
        status = try_form(&full, choice, &full.form, NULL, err);
    }
    if (with_season && choice->request->k_count == 0) {
        for (size_t i = 0; i < full.form.seasons; i++) {
            full.form.k[i] = 1;
        }
        for (size_t i = 0; status == FC_OK && i < full.form.seasons; i++) {
            status = choose_harmonics(&full, choice, i, err);
        }
    }
    if (status == FC_OK && with_season) {
        status = choose_parts(choice, &full, err);
    }
    if (status == FC_OK && !choice->request->season_given) {
        status = choose_without_season(choice, err);
    }
    if (status == FC_OK && !with_season && choice->request->season_given) {
        status = choose_without_season(choice, err);
    }
    return status;
}

/* One ARMA model on top of @p base, from rough coefficients and, if @p often,
 * from none, there and at the usual places. */
static fc_status try_arma(struct choice *choice, const struct candidate *base,
                          const struct fc_tbats_order *order, bool often,
                          fc_error *err)
{
    struct fc_tbats_form form = base->form;
    struct fc_tbats_parameters start = base->point.parameters;
    struct candidate next = {0};
    fc_status status = FC_OK;

    form.p = order->p;
    form.q = order->q;
    memcpy(start.ar, order->ar, sizeof start.ar);
    memcpy(start.ma, order->ma, sizeof start.ma);
    if (isfinite(order->aicc)) {
        status = try_form(&next, choice, &form, &start, err);
        if (status == FC_OK && better(&next, &choice->best)) {
            choice->best = next;
        }
    }
    for (size_t i = 0; status == FC_OK && often && i < 2; i++) {
        status = try_form(&next, choice, &form,
                          i == 0 ? &base->point.parameters : NULL, err);
        if (status == FC_OK && better(&next, &choice->best)) {
            choice->best = next;
        }
    }
    return status;
}

/* The best so far, once more and in earnest. */
static fc_status refine(struct choice *choice, fc_error *err)
{
    struct candidate *best = &choice->best;
    const struct fc_tbats_parameters start = best->point.parameters;
    const struct fc_tbats_plan plan = {
        .form = &best->form, .start = &start, .thorough = true};

    if (!isfinite(best->point.aic)) {
        return FC_FAIL(err, FC_ERR_CONVERGENCE,
                       "model 'tbats': no parameters are admissible");
    }
    fc_tbats_room_scale(&choice->room, choice->y, best->form.box_cox);
    return fc_tbats_search(&best->point, &choice->room, &plan, err);
}

/* ARMA errors of the orders that fit the errors without best. */
static fc_status choose_arma(struct choice *choice, fc_error *err)
{
    bool given = choice->request->arma_given;
    const struct fc_tbats_form *asked = &choice->request->form;
    const struct candidate base = choice->best;
    struct fc_tbats_order orders[ORDERS] = {{0}};
    size_t count = given ? 1 : ORDERS;
    fc_status status = FC_OK;

    if (given && asked->p + asked->q == 0) {
        return FC_OK;
    }
    (void)fc_tbats_objective(&choice->room, &base.form, &base.point.parameters,
                             NULL, NULL);
    fc_tbats_orders(orders, count, given ? asked : NULL, choice->room.back,
                    choice->room.e, choice->room.n);
    if (given) {
        orders[0].p = asked->p;
        orders[0].q = asked->q;
        choice->best.point.aic = HUGE_VAL;
    }
    for (size_t i = 0; status == FC_OK && i < count; i++) {
        if (orders[i].p + orders[i].q > 0) {
            status = try_arma(choice, &base, &orders[i], given, err);
        }
    }
    if (status == FC_OK && choice->best.form.p + choice->best.form.q > 0) {
        status = refine(choice, err);
    }
    return status;
}

/* The most states that a candidate may have. */
static size_t most_states(const struct fc_tbats_request *request)
{
    struct fc_tbats_form form = request->form;
    size_t sum = 0;

    for (size_t i = 0; i < form.seasons; i++) {
        sum += request->k_count > 0 ? form.k[i] : most_harmonics(&form, i);
    }
    return 2
           + 2 * (sum < FC_TBATS_HARMONICS_MAX ? sum : FC_TBATS_HARMONICS_MAX);
}

fc_status fc_tbats_fit(struct fc_tbats *out,
                       const struct fc_tbats_request *request, const double *y,
                       size_t n, fc_error *err)
{
    /* A series that never changes: its level. */
    static const struct fc_tbats_parameters still = {
        .lambda = 1.0, .alpha = 0.5, .phi = 1.0};
    static const struct fc_tbats_form level = {0};
    struct choice choice = {.request = request, .y = y, .positive = true};
    fc_status status = FC_OK;

    if (fc_tbats_constant(y, n)) {
        return fc_tbats_set(out, &level, &still, NULL, y, n, err);
    }
    for (size_t t = 0; t < n; t++) {
        choice.positive = choice.positive && y[t] > 0.0;
    }
    status = fc_tbats_room_init(&choice.room, y, n, most_states(request), err);
    if (status == FC_OK) {
        status = choose_structure(&choice, err);
    }
    if (status == FC_OK) {
        status = refine(&choice, err);
    }
    if (status == FC_OK) {
        status = choose_arma(&choice, err);
    }
    fc_tbats_room_release(&choice.room);
    if (status != FC_OK) {
        return status;
    }
    return fc_tbats_set(out, &choice.best.form, &choice.best.point.parameters,
                        NULL, y, n, err);
}
