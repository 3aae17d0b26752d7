/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From parameters to a fit: states, residuals and likelihood, back on the scale
 * of the series.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/tbats.h"

size_t fc_tbats_parameter_count(const struct fc_tbats_form *form)
{
    return 1 + (size_t)form->box_cox + (size_t)form->trend
           + (size_t)form->damped + 2 * form->seasons + form->p + form->q;
}

double fc_tbats_penalty(const struct fc_tbats_form *form)
{
    size_t count = fc_tbats_parameter_count(form) + fc_tbats_states(form)
                   + form->p + form->q;

    for (size_t i = 0; i < form->seasons; i++) {
        count -= 2.0 * (double)form->k[i] == form->period[i] ? 1 : 0;
    }
    return 2.0 * (double)count;
}

/* y of w' units: back to the scale of Box & Cox of y itself. */
static void rescale(struct fc_tbats *model, const struct fc_tbats_room *room)
{
    bool box_cox = model->form.box_cox;
    double lambda = model->parameters.lambda;
    double first = room->shifted ? room->first : 0.0;
    double log_unit = log(room->unit);
    double factor = box_cox ? exp(lambda * log_unit) : room->unit;
    double zero = 0.0;

    if (box_cox) {
        zero = lambda > 0.0 ? expm1(lambda * log_unit) / lambda : log_unit;
    }
    for (size_t i = 0; i < model->step.states; i++) {
        model->state[i] *= factor;
    }
    model->state[0] += factor * first + zero;
    for (size_t t = 0; t < room->n; t++) {
        model->residuals[t] *= factor;
    }
    for (size_t i = 0; i < FC_TBATS_ORDER_MAX; i++) {
        model->d[i] *= factor;
        model->e[i] *= factor;
    }
    model->squares *= factor * factor;
}

/* Gaussian, on the scale of y. */
static void finish_likelihood(struct fc_tbats *model,
                              const struct fc_tbats_room *room)
{
    static const double two_pi = 6.283185307179586;
    double n = (double)model->n;
    double jacobian = 0.0;

    for (size_t t = 0; model->form.box_cox && t < model->n; t++) {
        jacobian += room->log_y[t] + log(room->unit);
    }
    jacobian *= model->parameters.lambda - 1.0;
    model->objective = n * log(model->squares) - 2.0 * jacobian;
    model->aic = model->objective + fc_tbats_penalty(&model->form);
    model->log_likelihood = -0.5 * n * (log(two_pi * model->squares / n) + 1.0)
                            + jacobian;
}

/* What is kept of the room after the filter has run. */
static fc_status keep(struct fc_tbats *out, const struct fc_tbats_form *form,
                      const struct fc_tbats_parameters *parameters,
                      const struct fc_tbats_room *room, fc_error *err)
{
    size_t n = room->n;
    size_t states = fc_tbats_states(form);

    out->form = *form;
    out->parameters = *parameters;
    out->n = n;
    fc_tbats_step_init(&out->step, form, parameters);
    out->state = fc_calloc(states, sizeof(double));
    out->residuals = fc_calloc(n, sizeof(double));
    if (out->state == NULL || out->residuals == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    memcpy(out->state, room->state + n * states, states * sizeof(double));
    memcpy(out->residuals, room->e, n * sizeof(double));
    for (size_t i = 0; i < FC_TBATS_ORDER_MAX && i < n; i++) {
        out->d[i] = room->d[n - 1 - i];
        out->e[i] = room->e[n - 1 - i];
    }
    out->squares = room->squares;
    rescale(out, room);
    finish_likelihood(out, room);
    out->free_count = fc_tbats_parameter_count(form) + states;
    out->degrees = fmax((double)n - (double)out->free_count, 1.0);
    out->sigma = sqrt(out->squares / out->degrees);
    return FC_OK;
}

bool fc_tbats_constant(const double *y, size_t n)
{
    for (size_t t = 1; t < n; t++) {
        if (y[t] != y[0]) {
            return false;
        }
    }
    return true;
}

fc_status fc_tbats_set(struct fc_tbats *out, const struct fc_tbats_form *form,
                       const struct fc_tbats_parameters *parameters,
                       const double *seeds, const double *y, size_t n,
                       fc_error *err)
{
    size_t states = fc_tbats_states(form);
    struct fc_tbats_room room;
    struct fc_tbats_step step;
    fc_status status = fc_tbats_room_init(&room, y, n, states, err);

    if (status == FC_OK) {
        for (size_t t = 0; form->box_cox && t < n; t++) {
            room.log_y[t] = log(y[t]);
        }
        if (seeds != NULL) {
            fc_tbats_transform(&room, form->box_cox, parameters->lambda);
            fc_tbats_step_init(&step, form, parameters);
            memcpy(room.seed, seeds, states * sizeof *seeds);
            fc_tbats_filter(&room, form, &step, parameters);
        } else {
            if (!fc_tbats_constant(y, n)) {
                fc_tbats_room_scale(&room, y, form->box_cox);
            }
            (void)fc_tbats_objective(&room, form, parameters, NULL, NULL);
        }
        status = keep(out, form, parameters, &room, err);
    }
    fc_tbats_room_release(&room);
    return status;
}

void fc_tbats_release(struct fc_tbats *model)
{
    free(model->state);
    free(model->residuals);
}
