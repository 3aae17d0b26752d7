/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The model beyond the series. A relative error is at least -1, as R has it:
 * values of a multiplicative error do not change their sign.
 */
#include <string.h>

#include "models/ets_step.h"

/* Beyond this a forecast means nothing, but sums of squares stay finite. */
static const double farthest = 1e150;

static double bounded(double value)
{
    return fmin(fmax(value, -farthest), farthest);
}

/* What a multiplicative trend divides by. */
static double above_zero(double value)
{
    return fmin(fmax(value, 1.0 / farthest), farthest);
}

static struct fc_ets_state hold(const struct fc_ets_form *form,
                                struct fc_ets_state state)
{
    state.level = form->trend == 'M' ? above_zero(state.level)
                                     : bounded(state.level);
    state.growth = form->trend == 'M' ? above_zero(state.growth)
                                      : bounded(state.growth);
    state.season = bounded(state.season);
    return state;
}

/* A season that an additive error has brought to zero or near it divides
 * nothing. */
static struct fc_ets_surprise surprise_of(const struct fc_ets_form *form,
                                          struct fc_ets_state state,
                                          struct fc_ets_outlook outlook,
                                          double error)
{
    struct fc_ets_surprise none = {0};

    if (form->error == 'M') {
        return fc_ets_surprise_of_ratio(form, state, outlook,
                                        fmax(error, -1.0));
    }
    if (form->season == 'M'
        && !(fabs(state.season) > 1.0 / farthest
             && fabs(outlook.level) > 1.0 / farthest)) {
        return none;
    }
    return fc_ets_surprise_of(form, state, outlook, error);
}

void fc_ets_continue(double *out, double *room, const struct fc_ets *model,
                     const double *errors, size_t steps)
{
    const struct fc_ets_form *form = &model->form;
    const double *x = model->x;
    struct fc_ets_state state = {.level = model->last[FC_ETS_LEVEL],
                                 .growth = model->last[FC_ETS_GROWTH]};

    memcpy(room, model->last + FC_ETS_SEASON, form->m * sizeof *room);
    for (size_t h = 0, slot = 0; h < steps; h++) {
        struct fc_ets_surprise surprise = {0};
        struct fc_ets_outlook outlook;
        double error = errors != NULL ? errors[h] : 0.0;

        state.season = room[slot];
        outlook = fc_ets_expect(form, x[FC_ETS_PHI], state);
        out[h] = bounded(form->error == 'M'
                             ? outlook.value * (1.0 + fmax(error, -1.0))
                             : outlook.value + error);
        if (errors != NULL) {
            surprise = surprise_of(form, state, outlook, error);
        }
        state = hold(form, fc_ets_advance(x, state, outlook, surprise));
        room[slot] = state.season;
        slot = slot + 1 == form->m ? 0 : slot + 1;
    }
}
