/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The future of a TBATS model: the recursion of models/tbats.h goes on, with
 * errors to come or without.
 */
#include <math.h>
#include <string.h>

#include "models/tbats.h"

/* What came before, the latest first. */
struct past {
    double d[FC_TBATS_ORDER_MAX];
    double e[FC_TBATS_ORDER_MAX];
};

static double arma_value(const struct fc_tbats *model, const struct past *past)
{
    double sum = 0.0;

    for (size_t i = 0; i < model->form.p; i++) {
        sum += model->parameters.ar[i] * past->d[i];
    }
    for (size_t i = 0; i < model->form.q; i++) {
        sum += model->parameters.ma[i] * past->e[i];
    }
    return sum;
}

static void remember(struct past *past, double d, double e)
{
    size_t size = (FC_TBATS_ORDER_MAX - 1) * sizeof(double);

    memmove(past->d + 1, past->d, size);
    memmove(past->e + 1, past->e, size);
    past->d[0] = d;
    past->e[0] = e;
}

static void run(double *out, const struct fc_tbats *model, double *state,
                struct past *past, const double *errors, size_t steps)
{
    bool arma = model->form.p + model->form.q > 0;

    for (size_t h = 0; h < steps; h++) {
        double e = errors != NULL ? errors[h] : 0.0;
        double d = e + (arma ? arma_value(model, past) : 0.0);

        out[h] = fc_tbats_step_value(&model->step, state) + d;
        fc_tbats_step_advance(&model->step, state, state, d);
        if (arma) {
            remember(past, d, e);
        }
    }
}

void fc_tbats_run(double *out, const struct fc_tbats *model,
                  const double *errors, size_t steps)
{
    double state[FC_TBATS_STATES_MAX];
    struct past past;

    memcpy(state, model->state, model->step.states * sizeof *state);
    memcpy(past.d, model->d, sizeof past.d);
    memcpy(past.e, model->e, sizeof past.e);
    run(out, model, state, &past, errors, steps);
}

void fc_tbats_spread(double *out, const struct fc_tbats *model, size_t steps)
{
    double state[FC_TBATS_STATES_MAX] = {0};
    struct past past = {0};
    double squares = 1.0;
    double response = 1.0;

    /* what an error of 1 does later on */
    fc_tbats_step_advance(&model->step, state, state, 1.0);
    remember(&past, 1.0, 1.0);
    for (size_t h = 0; h < steps; h++) {
        out[h] = model->sigma * sqrt(squares);
        run(&response, model, state, &past, NULL, 1);
        squares += response * response;
    }
}

/* Level, trend and each season, as names and in this order. */
void fc_tbats_parts(double *out, const struct fc_tbats *model, size_t steps)
{
    const struct fc_tbats_step *step = &model->step;
    size_t count = fc_tbats_part_count(model);
    double state[FC_TBATS_STATES_MAX];

    memcpy(state, model->state, step->states * sizeof *state);
    for (size_t h = 0; h < steps; h++, out += count) {
        double *part = out + 1;
        size_t at = step->first;

        out[0] = model->state[0];
        if (step->trend) {
            *part++ = state[0] - model->state[0] + step->phi * state[1];
        }
        for (size_t i = 0; i < model->form.seasons; i++, part++) {
            *part = 0.0;
            for (size_t j = 0; j < model->form.k[i]; j++, at += 2) {
                *part += state[at];
            }
        }
        fc_tbats_step_advance(step, state, state, 0.0);
    }
}

size_t fc_tbats_part_count(const struct fc_tbats *model)
{
    return 1 + (size_t)model->form.trend + model->form.seasons;
}
