/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The likelihood and its derivatives, carried along with the states. Both kinds
 * of error have it as n times the logarithm of a sum of squares, those of
 *
 *   u(t) = e(t)      or      u(t) = r(t) G,  G the geometric mean of |f|
 *
 * so that Gauss and Newton's method applies: du = G (dr + r mean(df / f)).
 *
 * Coordinates are alpha, the shares of beta between its bounds, 1e-4 and alpha,
 * and of gamma, 1e-4 and 1 - alpha, phi, and the states at the start without
 * the first season, which follows from the others. For the admissible region
 * alone, beta and gamma are their own coordinates.
 */
#include <math.h>
#include <string.h>

#include "models/ets_search.h"
#include "models/ets_step.h"

/* The bounds of R's ets(). */
static const double lowest = 1e-4;

/* Residuals below a part in 10^12 of the values are rounding. */
static const double least_square = 1e-24;

/* How beta and gamma follow from the coordinates. */
struct shares {
    double beta_by_alpha;
    double beta_by_own;
    double gamma_by_alpha;
    double gamma_by_own;
};

static struct shares place_parameters(struct fc_ets_search *search,
                                      const double *z)
{
    double *x = search->x;
    struct shares out = {.beta_by_own = 1.0, .gamma_by_own = 1.0};
    double seasons = 0.0;

    for (size_t i = 0; i < search->count; i++) {
        x[search->place[i]] = z[i];
        seasons += search->place[i] > FC_ETS_SEASON ? z[i] : 0.0;
    }
    if (search->form.season != 'N') {
        double total = search->form.season == 'M' ? (double)search->form.m
                                                  : 0.0;

        x[FC_ETS_SEASON] = total - seasons;
    }
    if (search->bounds == FC_ETS_BOUNDS_ADMISSIBLE) {
        return out;
    }
    if (search->form.trend != 'N') {
        out.beta_by_alpha = x[FC_ETS_BETA];
        out.beta_by_own = x[FC_ETS_ALPHA] - lowest;
        x[FC_ETS_BETA] = lowest + out.beta_by_own * out.beta_by_alpha;
    }
    if (search->form.season != 'N') {
        out.gamma_by_alpha = -x[FC_ETS_GAMMA];
        out.gamma_by_own = 1.0 - x[FC_ETS_ALPHA] - lowest;
        x[FC_ETS_GAMMA] = lowest - out.gamma_by_own * out.gamma_by_alpha;
    }
    return out;
}

/* Is it a model there, with logarithms and quotients that mean something? */
static bool is_sound(const struct fc_ets_form *form, struct fc_ets_state state,
                     struct fc_ets_outlook outlook)
{
    return (form->trend != 'M' || (state.level > 0.0 && state.growth > 0.0))
           && (form->season != 'M'
               || (state.season > 0.0 && outlook.level > 0.0))
           && (form->error != 'M' || outlook.value > 0.0);
}

/* A running sum of logarithms that takes few of them. */
struct log_sum {
    double product;
    double sum;
};

static inline void add_log(struct log_sum *logs, double value)
{
    logs->product *= value;
    if (!(logs->product > 1e-100 && logs->product < 1e100)) {
        logs->sum += log(logs->product);
        logs->product = 1.0;
    }
}

static double likelihood(const struct fc_ets_search *search, double squares,
                         const struct log_sum *logs)
{
    double n = (double)search->known;
    double value = n * log(fmax(squares, n * least_square));

    if (search->form.error == 'M') {
        value += 2.0 * (logs->sum + log(logs->product));
    }
    return isnan(value) ? HUGE_VAL : value;
}

static bool is_within_bounds(struct fc_ets_search *search)
{
    /* Without a season the usual region lies in the admissible one. */
    return search->bounds == FC_ETS_BOUNDS_USUAL
           || (search->bounds == FC_ETS_BOUNDS_BOTH
               && search->form.season == 'N')
           || fc_ets_is_admissible(&search->form, search->x, search->room);
}

double fc_ets_objective(struct fc_ets_search *search, const double *z)
{
    const struct fc_ets_form form = search->form;
    const double *x = search->x;
    struct fc_ets_state state = {0};
    struct log_sum logs = {.product = 1.0};
    double squares = 0.0;

    (void)place_parameters(search, z);
    if (!is_within_bounds(search)) {
        return HUGE_VAL;
    }
    state = (struct fc_ets_state){.level = x[FC_ETS_LEVEL],
                                  .growth = x[FC_ETS_GROWTH]};
    memcpy(search->season, x + FC_ETS_SEASON, form.m * sizeof *x);
    for (size_t t = 0, slot = 0; t < search->n; t++) {
        struct fc_ets_surprise surprise = {0};
        struct fc_ets_outlook outlook;

        state.season = search->season[slot];
        outlook = fc_ets_expect(&form, x[FC_ETS_PHI], state);
        if (!is_sound(&form, state, outlook)) {
            return HUGE_VAL;
        }
        if (!isnan(search->y[t])) {
            double e = search->y[t] - outlook.value;

            surprise = fc_ets_surprise_of(&form, state, outlook, e);
            if (form.error == 'M') {
                e /= outlook.value;
                add_log(&logs, outlook.value);
            }
            squares += e * e;
        }
        state = fc_ets_advance(x, state, outlook, surprise);
        search->season[slot] = state.season;
        slot = slot + 1 == form.m ? 0 : slot + 1;
    }
    return likelihood(search, squares, &logs);
}

/* Derivatives of one step: each is a sum of those of what it is made of. */
struct chain {
    double growth_by_growth; /* d by b */
    double growth_by_phi;
    double level_by_level; /* q by l */
    double level_by_growth;
    double level_by_phi;
    double value_by_level; /* f by q */
    double value_by_season;
    double a_by_value; /* the surprise of the level */
    double a_by_season;
    double c_by_a; /* that of the growth */
    double c_by_level;
    double w_by_value; /* that of the season */
    double w_by_level; /* by q */
    struct fc_ets_surprise surprise;
    bool seen;
};

static struct chain chain_of(const struct fc_ets_form *form, double phi,
                             struct fc_ets_state state,
                             struct fc_ets_outlook outlook,
                             struct fc_ets_surprise surprise)
{
    struct chain out = {.level_by_level = 1.0,
                        .value_by_level = 1.0,
                        .a_by_value = -1.0,
                        .c_by_a = 1.0,
                        .w_by_value = -1.0,
                        .surprise = surprise};

    if (form->trend == 'A') {
        out.growth_by_growth = phi;
        out.growth_by_phi = state.growth;
        out.level_by_growth = phi;
        out.level_by_phi = state.growth;
    } else if (form->trend == 'M') {
        out.growth_by_growth = phi * outlook.growth / state.growth;
        out.growth_by_phi = form->damped ? outlook.growth * log(state.growth)
                                         : 0.0;
        out.level_by_level = outlook.growth;
        out.level_by_growth = state.level * out.growth_by_growth;
        out.level_by_phi = state.level * out.growth_by_phi;
        out.c_by_a = 1.0 / state.level;
        out.c_by_level = -surprise.growth / state.level;
    }
    if (form->season == 'A') {
        out.value_by_season = 1.0;
    } else if (form->season == 'M') {
        out.value_by_level = state.season;
        out.value_by_season = outlook.level;
        out.a_by_value = -1.0 / state.season;
        out.a_by_season = -surprise.level / state.season;
        out.w_by_value = -1.0 / outlook.level;
        out.w_by_level = -surprise.season / outlook.level;
    }
    return out;
}

struct weights {
    double alpha;
    double beta;
    double gamma;
};

/* The derivatives of the states of one coordinate over one step; that of f is
 * the result. @p phi is 1 for the coordinate phi. */
static inline double carry_one(const struct chain *c, struct weights weights,
                               double phi, double *level, double *growth,
                               double *season)
{
    double q = c->level_by_level * *level + c->level_by_growth * *growth
               + c->level_by_phi * phi;
    double f = c->value_by_level * q + c->value_by_season * *season;
    double a = c->a_by_value * f + c->a_by_season * *season;

    *growth = c->growth_by_growth * *growth + c->growth_by_phi * phi
              + weights.beta * (c->c_by_a * a + c->c_by_level * *level);
    *level = q + weights.alpha * a;
    *season += weights.gamma * (c->w_by_value * f + c->w_by_level * q);
    return f;
}

/* The same for all coordinates; those of f go to d_value. */
static void carry(struct fc_ets_search *search, const struct chain *chain,
                  const struct shares *shares, double *restrict season)
{
    const struct chain c = *chain;
    const struct fc_ets_surprise surprise = c.surprise;
    const double *x = search->x;
    const struct weights weights = {.alpha = c.seen ? x[FC_ETS_ALPHA] : 0.0,
                                    .beta = c.seen ? x[FC_ETS_BETA] : 0.0,
                                    .gamma = c.seen ? x[FC_ETS_GAMMA] : 0.0};
    double *restrict level = search->d_level;
    double *restrict growth = search->d_growth;
    double *restrict value = search->d_value;
    size_t phi = search->at_phi;
    double old[3] = {level[phi], growth[phi], season[phi]};

    for (size_t i = 0; i < search->count; i++) {
        value[i] = carry_one(&c, weights, 0.0, &level[i], &growth[i],
                             &season[i]);
    }
    if (phi > 0) {
        value[phi] = carry_one(&c, weights, 1.0, &old[0], &old[1], &old[2]);
        level[phi] = old[0];
        growth[phi] = old[1];
        season[phi] = old[2];
    }
    level[0] += surprise.level;
    if (search->at_beta > 0) {
        growth[0] += surprise.growth * shares->beta_by_alpha;
        growth[search->at_beta] += surprise.growth * shares->beta_by_own;
    }
    if (search->at_gamma > 0) {
        season[0] += surprise.season * shares->gamma_by_alpha;
        season[search->at_gamma] += surprise.season * shares->gamma_by_own;
    }
}

/* The derivatives of the states at the start. */
static void start_derivatives(struct fc_ets_search *search)
{
    size_t count = search->count;

    memset(search->d_level, 0, count * sizeof(double));
    memset(search->d_growth, 0, count * sizeof(double));
    memset(search->d_logs, 0, count * sizeof(double));
    memset(search->gradient, 0, count * sizeof(double));
    memset(search->d_season, 0, search->form.m * count * sizeof(double));
    memset(search->hessian, 0, count * count * sizeof(double));
    for (size_t i = search->smoothing; i < count; i++) {
        size_t place = search->place[i];

        if (place == FC_ETS_LEVEL) {
            search->d_level[i] = 1.0;
        } else if (place == FC_ETS_GROWTH) {
            search->d_growth[i] = 1.0;
        } else {
            search->d_season[(place - FC_ETS_SEASON) * count + i] = 1.0;
            search->d_season[i] = -1.0;
        }
    }
}

/* Add residual @p u, whose derivatives are @p by times those of f. */
static void add_row(struct fc_ets_search *search, double u, double by)
{
    size_t count = search->count;
    const double *restrict value = search->d_value;

    for (size_t i = 0; i < count; i++) {
        double *restrict row = search->hessian + i * count;
        double factor = by * by * value[i];

        for (size_t j = 0; j <= i; j++) {
            row[j] += factor * value[j];
        }
        search->gradient[i] += u * by * value[i];
    }
}

/* The factor G of multiplicative errors moves, too; its own size cancels. */
static void add_mean_logs(struct fc_ets_search *search, double squares)
{
    size_t count = search->count;
    double *logs = search->d_logs;

    for (size_t i = 0; i < count; i++) {
        logs[i] /= (double)search->known;
    }
    for (size_t i = 0; i < count; i++) {
        double *row = search->hessian + i * count;

        for (size_t j = 0; j <= i; j++) {
            row[j] += search->gradient[i] * logs[j]
                      + search->gradient[j] * logs[i]
                      + squares * logs[i] * logs[j];
        }
    }
    for (size_t i = 0; i < count; i++) {
        search->gradient[i] += squares * logs[i];
    }
}

/* One observed value: its residual goes into the sums. */
static double add_value(struct fc_ets_search *search, double y, double f)
{
    double e = y - f;

    if (search->form.error == 'A') {
        add_row(search, e, -1.0);
        return e * e;
    }
    add_row(search, e / f, -y / (f * f));
    for (size_t i = 0; i < search->count; i++) {
        search->d_logs[i] += search->d_value[i] / f;
    }
    return e * e / (f * f);
}

void fc_ets_slopes(struct fc_ets_search *search, const double *z)
{
    const struct fc_ets_form form = search->form;
    const double *x = search->x;
    const struct shares shares = place_parameters(search, z);
    struct fc_ets_state state = {.level = x[FC_ETS_LEVEL],
                                 .growth = x[FC_ETS_GROWTH]};
    double squares = 0.0;

    start_derivatives(search);
    memcpy(search->season, x + FC_ETS_SEASON, form.m * sizeof *x);
    for (size_t t = 0, slot = 0; t < search->n; t++) {
        bool seen = !isnan(search->y[t]);
        struct fc_ets_surprise surprise = {0};
        struct fc_ets_outlook outlook;
        struct chain chain;

        state.season = search->season[slot];
        outlook = fc_ets_expect(&form, x[FC_ETS_PHI], state);
        if (seen) {
            surprise = fc_ets_surprise_of(&form, state, outlook,
                                          search->y[t] - outlook.value);
        }
        chain = chain_of(&form, x[FC_ETS_PHI], state, outlook, surprise);
        chain.seen = seen;
        carry(search, &chain, &shares, search->d_season + slot * search->count);
        if (seen) {
            squares += add_value(search, search->y[t], outlook.value);
        }
        state = fc_ets_advance(x, state, outlook, surprise);
        search->season[slot] = state.season;
        slot = slot + 1 == form.m ? 0 : slot + 1;
    }
    if (form.error == 'M') {
        add_mean_logs(search, squares);
    }
    search->squares = fmax(squares, (double)search->known * least_square);
}
