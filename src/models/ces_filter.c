/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recursions of models/ces.h. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/ces.h"
#include "stats/decompose.h"

/* The rough start: values behind the level of a series without season, and l
 * over c. */
enum { FIRST_VALUES = 10 };
static const double first_share = 1.1;

size_t fc_ces_weight_count(enum fc_ces_kind kind)
{
    return kind == FC_CES_FULL ? 4 : kind == FC_CES_PARTIAL ? 3 : 2;
}

fc_status fc_ces_work_init(struct fc_ces_work *out, const double *y, size_t n,
                           size_t m, fc_error *err)
{
    *out = (struct fc_ces_work){
        .n = n,
        .y = y,
        .reversed = fc_calloc(n, sizeof(double)),
        .season = fc_calloc(m, sizeof(double)),
        .errors = fc_calloc(n, sizeof(double)),
        .states = fc_calloc(n + 2 * m, sizeof *out->states)};
    if (out->reversed == NULL || out->season == NULL || out->errors == NULL
        || out->states == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    for (size_t t = 0; t < n; t++) {
        out->reversed[t] = y[n - 1 - t];
    }
    if (m > 1 && n >= 2 * m) {
        fc_seasonal_indices(out->season, y, n, m, false);
    }
    return FC_OK;
}

void fc_ces_work_release(struct fc_ces_work *work)
{
    free(work->reversed);
    free(work->season);
    free(work->errors);
    free(work->states);
}

double fc_ces_mean(const struct fc_ces_form *form,
                   const struct fc_ces_state *states, size_t i)
{
    if (form->kind == FC_CES_SIMPLE) {
        return states[i - form->m].l;
    }
    return states[i - 1].l
           + (form->kind == FC_CES_NONE ? 0.0 : states[i - form->m].s);
}

void fc_ces_update(struct fc_ces_state *states, size_t i,
                   const struct fc_ces_form *form, const double *weight,
                   double e)
{
    const struct fc_ces_state *before =
        &states[i - (form->kind == FC_CES_SIMPLE ? form->m : 1)];
    const struct fc_ces_state *season = &states[i - form->m];
    struct fc_ces_state *now = &states[i];
    double a0 = weight[0];
    double a1 = weight[1];
    double b0 = weight[2];
    double b1 = weight[3];

    now->l = before->l - (1.0 - a1) * before->c + (a0 - a1) * e;
    now->c = before->l + (1.0 - a0) * before->c + (a0 + a1) * e;
    if (form->kind == FC_CES_PARTIAL) {
        now->s = season->s + b0 * e;
    } else if (form->kind == FC_CES_FULL) {
        now->s = season->s - (1.0 - b1) * season->z + (b0 - b1) * e;
        now->z = season->s + (1.0 - b0) * season->z + (b0 + b1) * e;
    }
}

static double mean_of(const double *y, size_t n)
{
    double sum = 0.0;

    for (size_t t = 0; t < n; t++) {
        sum += y[t];
    }
    return sum / (double)n;
}

static void start(struct fc_ces_work *work, const struct fc_ces_form *form)
{
    size_t first = form->kind == FC_CES_NONE
                       ? (work->n < FIRST_VALUES ? work->n : FIRST_VALUES)
                       : form->m;
    double mean = mean_of(work->y, first);

    for (size_t i = 0; i < form->m; i++) {
        double l = form->kind == FC_CES_SIMPLE ? work->y[i] : mean;
        double s = work->season[i];

        work->states[i] = (struct fc_ces_state){
            .l = l, .c = l / first_share, .s = s, .z = s / first_share};
    }
}

/* Over all values, and one season on as forecast. */
static double pass(struct fc_ces_work *work, const struct fc_ces_form *form,
                   const double *weight, const double *y)
{
    double squares = 0.0;

    for (size_t i = form->m; i < work->n + form->m; i++) {
        double e = y[i - form->m] - fc_ces_mean(form, work->states, i);

        work->errors[i - form->m] = e;
        squares += e * e;
        fc_ces_update(work->states, i, form, weight, e);
    }
    for (size_t i = 0; i < form->m; i++) {
        fc_ces_update(work->states, work->n + form->m + i, form, weight, 0.0);
    }
    return squares;
}

static void reverse(struct fc_ces_state *states, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct fc_ces_state kept = states[i];

        states[i] = states[count - 1 - i];
        states[count - 1 - i] = kept;
    }
}

double fc_ces_run(struct fc_ces_work *work, const struct fc_ces_form *form,
                  const double *weight)
{
    size_t rows = work->n + 2 * form->m;

    start(work, form);
    (void)pass(work, form, weight, work->y);
    reverse(work->states, rows);
    (void)pass(work, form, weight, work->reversed);
    reverse(work->states, rows);
    return pass(work, form, weight, work->y);
}

void fc_ces_run_on(double *values, struct fc_ces_state *states,
                   const struct fc_ces *model, const double *errors,
                   size_t steps)
{
    for (size_t h = 0; h < steps; h++) {
        size_t i = model->form.m + h;
        double e = errors != NULL ? errors[h] : 0.0;

        values[h] = fc_ces_mean(&model->form, states, i) + e;
        fc_ces_update(states, i, &model->form, model->weight, e);
    }
}
