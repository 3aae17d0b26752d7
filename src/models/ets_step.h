/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One step of the recursion of models/ets.h, for whoever walks along a series.
 */
#ifndef FC_MODELS_ETS_STEP_H
#define FC_MODELS_ETS_STEP_H

#include <math.h>

#include "models/ets.h"

struct fc_ets_state {
    double level;
    double growth;
    double season; /* that of the period to come */
};

/* What the states say of the period to come. */
struct fc_ets_outlook {
    double growth; /* d */
    double level;  /* q */
    double value;  /* f */
};

/* By how much an error moves the states, before alpha, beta, gamma. */
struct fc_ets_surprise {
    double level;
    double growth;
    double season;
};

static inline struct fc_ets_outlook fc_ets_expect(
    const struct fc_ets_form *form, double phi, struct fc_ets_state state)
{
    struct fc_ets_outlook out = {.level = state.level};

    if (form->trend == 'A') {
        out.growth = phi * state.growth;
        out.level = state.level + out.growth;
    } else if (form->trend == 'M') {
        out.growth = form->damped ? pow(state.growth, phi) : state.growth;
        out.level = state.level * out.growth;
    }
    out.value = form->season == 'N'   ? out.level
                : form->season == 'A' ? out.level + state.season
                                      : out.level * state.season;
    return out;
}

/* Of an error e. */
static inline struct fc_ets_surprise fc_ets_surprise_of(
    const struct fc_ets_form *form, struct fc_ets_state state,
    struct fc_ets_outlook outlook, double e)
{
    struct fc_ets_surprise out = {.level = e, .season = e};

    if (form->season == 'M') {
        out.level = e / state.season;
        out.season = e / outlook.level;
    }
    out.growth = form->trend == 'M' ? out.level / state.level : out.level;
    return out;
}

/* Of a relative error r, without a division: states may be 0. */
static inline struct fc_ets_surprise fc_ets_surprise_of_ratio(
    const struct fc_ets_form *form, struct fc_ets_state state,
    struct fc_ets_outlook outlook, double r)
{
    bool multiplies = form->season == 'M';
    struct fc_ets_surprise out = {
        .level = (multiplies ? outlook.level : outlook.value) * r,
        .season = (multiplies ? state.season : outlook.value) * r,
    };

    out.growth = out.level;
    if (form->trend == 'M') {
        out.growth = form->season == 'A' ? out.level / state.level
                                         : outlook.growth * r;
    }
    return out;
}

static inline struct fc_ets_state fc_ets_advance(
    const double *x, struct fc_ets_state state, struct fc_ets_outlook outlook,
    struct fc_ets_surprise surprise)
{
    return (struct fc_ets_state){
        .level = outlook.level + x[FC_ETS_ALPHA] * surprise.level,
        .growth = outlook.growth + x[FC_ETS_BETA] * surprise.growth,
        .season = state.season + x[FC_ETS_GAMMA] * surprise.season,
    };
}

#endif
