/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The objective, models/tbats.h, and its derivatives.
 *
 * With D = F - g w' the errors are e = base - R x(0), row t of R being
 * w' D^(t-1), both passed through the ARMA filter; x(0) solves the normal
 * equations. At the best seeds the derivatives by the seeds are zero, so those
 * by the parameters are found with the seeds held, in one sweep from the last
 * period to the first.
 *
 * The series is taken in units of its geometric mean (without Box-Cox: of its
 * deviation) and less its first value. So the objective has no units but for a
 * constant, and 1e-9 and 1e12 are as good as 1.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/tbats.h"

/* Sums of squares below this share of the variation are rounding. */
static const double rounding = 1e-20;

/* A column that others explain but for this share gets no seed. */
static const double smallest_pivot = 1e-13;

/* Below this lambda (y^lambda - 1) / lambda is a series in lambda. */
static const double small_lambda = 1e-4;

size_t fc_tbats_states(const struct fc_tbats_form *form)
{
    size_t states = form->trend ? 2 : 1;

    for (size_t i = 0; i < form->seasons; i++) {
        states += 2 * form->k[i];
    }
    return states;
}

fc_status fc_tbats_room_init(struct fc_tbats_room *out, const double *y,
                             size_t n, size_t states, fc_error *err)
{
    double *room = fc_calloc(9 * n + (2 * n + 1 + states + 3) * states,
                             sizeof *room);

    *out = (struct fc_tbats_room){.n = n, .unit = 1.0, .y = room};
    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    out->log_y = room + n;
    out->w = room + 2 * n;
    out->slope = room + 3 * n;
    out->base = room + 4 * n;
    out->d = room + 5 * n;
    out->e = room + 6 * n;
    out->back = room + 7 * n;
    out->column = room + 8 * n;
    out->rows = room + 9 * n;
    out->state = out->rows + n * states;
    out->normal = out->state + (n + 1) * states;
    out->seed = out->normal + states * states;
    out->scratch = out->seed + states;
    memcpy(out->y, y, n * sizeof *y);
    return FC_OK;
}

void fc_tbats_room_release(struct fc_tbats_room *room)
{
    free(room->y);
}

static double variation(const double *y, size_t n)
{
    double mean = 0.0;
    double squares = 0.0;

    for (size_t t = 0; t < n; t++) {
        double step = y[t] - mean;

        mean += step / (double)(t + 1);
        squares += step * (y[t] - mean);
    }
    return squares;
}

void fc_tbats_room_scale(struct fc_tbats_room *room, const double *y,
                         bool box_cox)
{
    size_t n = room->n;
    double sum = 0.0;

    room->shifted = true;
    for (size_t t = 0; box_cox && t < n; t++) {
        sum += log(y[t]);
    }
    room->unit = box_cox ? exp(sum / (double)n)
                         : sqrt(variation(y, n) / (double)n);
    for (size_t t = 0; t < n; t++) {
        room->y[t] = y[t] / room->unit;
        room->log_y[t] = box_cox ? log(room->y[t]) : 0.0;
    }
    room->floor = rounding * variation(room->y, n);
}

/* (exp(lambda x) - 1) / lambda and its derivative by lambda. */
static double bend(double *slope, double x, double lambda)
{
    double a = lambda * x;
    double value = 0.0;

    if (fabs(lambda) < small_lambda) {
        *slope = x * x * (0.5 + a / 3.0);
        return x * (1.0 + a * (0.5 + a / 6.0));
    }
    value = expm1(a) / lambda;
    *slope = (x * (value * lambda + 1.0) - value) / lambda;
    return value;
}

void fc_tbats_transform(struct fc_tbats_room *room, bool box_cox, double lambda)
{
    double first_slope = 0.0;
    double first = room->y[0];

    if (box_cox) {
        first = bend(&first_slope, room->log_y[0], lambda);
    }
    if (!room->shifted) {
        first = 0.0;
        first_slope = 0.0;
    }
    room->first = first;
    for (size_t t = 0; t < room->n; t++) {
        double slope = 0.0;
        double w = box_cox ? bend(&slope, room->log_y[t], lambda) : room->y[t];

        room->w[t] = w - first;
        room->slope[t] = slope - first_slope;
    }
}

/* base and rows, before and after the ARMA filter. */
static void fill_rows(struct fc_tbats_room *room,
                      const struct fc_tbats_form *form,
                      const struct fc_tbats_step *step,
                      const struct fc_tbats_parameters *parameters)
{
    size_t width = step->states;
    size_t n = room->n;
    double *state = room->scratch;
    double *row = room->rows;

    for (size_t i = 0; i < width; i++) {
        state[i] = 0.0;
        row[i] = i < step->first || (i - step->first) % 2 == 0 ? 1.0 : 0.0;
    }
    if (step->trend) {
        row[1] = step->phi;
    }
    for (size_t t = 0; t < n; t++, row += width) {
        double d = room->w[t] - fc_tbats_step_value(step, state);

        room->d[t] = d;
        fc_tbats_step_advance(step, state, state, d);
        if (t + 1 < n) {
            fc_tbats_step_row(step, row + width, row);
        }
    }
    fc_tbats_whiten(room->base, room->d, n, 1, form, parameters);
    for (size_t i = 0; form->p + form->q > 0 && i < width; i++) {
        fc_tbats_whiten(room->column, room->rows + i, n, width, form,
                        parameters);
        for (size_t t = 0; t < n; t++) {
            room->rows[t * width + i] = room->column[t];
        }
    }
}

/* The lower triangle of R'R, and R'base into the seeds. */
static void fill_normal(struct fc_tbats_room *room, size_t width)
{
    const double *row = room->rows;

    memset(room->normal, 0, width * width * sizeof(double));
    memset(room->seed, 0, width * sizeof(double));
    for (size_t t = 0; t < room->n; t++, row += width) {
        double base = room->base[t];

        for (size_t i = 0; i < width; i++) {
            double *out = room->normal + i * width;
            double factor = row[i];

            for (size_t j = 0; j <= i; j++) {
                out[j] += factor * row[j];
            }
            room->seed[i] += factor * base;
        }
    }
}

/* Solve by Cholesky's decomposition, columns scaled to 1. A column that hangs
 * on those before it gets a seed of zero: its row is that of the unit. */
static void solve(struct fc_tbats_room *room, size_t width)
{
    double *scale = room->scratch;
    double *l = room->normal;
    double *x = room->seed;

    for (size_t i = 0; i < width; i++) {
        double size = l[i * width + i];

        scale[i] = size > 0.0 ? 1.0 / sqrt(size) : 0.0;
    }
    for (size_t i = 0; i < width; i++) {
        x[i] *= scale[i];
        for (size_t j = 0; j <= i; j++) {
            double sum = l[i * width + j] * scale[i] * scale[j];

            for (size_t m = 0; m < j; m++) {
                sum -= l[i * width + m] * l[j * width + m];
            }
            if (j < i) {
                l[i * width + j] = sum * l[j * width + j];
            } else {
                /* the diagonal holds its inverse */
                l[i * width + i] = sum > smallest_pivot ? 1.0 / sqrt(sum) : 0.0;
            }
        }
    }
    for (size_t i = 0; i < width; i++) {
        for (size_t m = 0; m < i; m++) {
            x[i] -= l[i * width + m] * x[m];
        }
        x[i] *= l[i * width + i];
    }
    for (size_t i = width; i-- > 0;) {
        for (size_t m = i + 1; m < width; m++) {
            x[i] -= l[m * width + i] * x[m];
        }
        x[i] *= l[i * width + i];
    }
    for (size_t i = 0; i < width; i++) {
        x[i] *= scale[i];
    }
}

/* Derivatives of half the squares by the ARMA coefficients; back becomes the
 * derivative by d. */
static void sweep_errors(struct fc_tbats_parameters *out,
                         struct fc_tbats_room *room,
                         const struct fc_tbats_form *form,
                         const struct fc_tbats_parameters *parameters)
{
    double *back = room->back;
    size_t n = room->n;

    for (size_t t = n; t-- > 0;) {
        double value = room->e[t];

        for (size_t i = 1; i <= form->q && t + i < n; i++) {
            value -= parameters->ma[i - 1] * back[t + i];
        }
        back[t] = value;
        for (size_t i = 1; i <= form->p && i <= t; i++) {
            out->ar[i - 1] -= value * room->d[t - i];
        }
        for (size_t i = 1; i <= form->q && i <= t; i++) {
            out->ma[i - 1] -= value * room->e[t - i];
        }
    }
    for (size_t t = 0; form->p > 0 && t < n; t++) {
        for (size_t i = 1; i <= form->p && t + i < n; i++) {
            back[t] -= parameters->ar[i - 1] * back[t + i];
        }
    }
}

/* The states' derivatives one period back: p = F'p - w total. */
static void step_back(const struct fc_tbats_step *step, double *p, double total)
{
    double level = p[0] - total;

    if (step->trend) {
        p[1] = step->phi * (level + p[1]);
    }
    p[0] = level;
    for (size_t i = step->first, h = 0; i < step->states; i += 2, h++) {
        double c = step->cosine[h];
        double s = step->sine[h];
        double a = p[i];

        p[i] = a * c - p[i + 1] * s - total;
        p[i + 1] = a * s + p[i + 1] * c;
    }
}

/* Derivatives by the gains into @p gain, by phi and lambda into @p out. */
static void sweep_states(struct fc_tbats_parameters *out, double *gain,
                         struct fc_tbats_room *room,
                         const struct fc_tbats_step *step)
{
    size_t width = step->states;
    double p[FC_TBATS_STATES_MAX] = {0};

    for (size_t t = room->n; t-- > 0;) {
        const double *state = room->state + t * width;
        double total = room->back[t];

        for (size_t i = 0; i < width; i++) {
            gain[i] += p[i] * room->d[t];
            total += step->gain[i] * p[i];
        }
        if (step->trend) {
            out->phi += (p[0] + p[1] - total) * state[1];
        }
        out->lambda += total * room->slope[t];
        step_back(step, p, total);
    }
}

static void gradient_of(struct fc_tbats_parameters *out,
                        struct fc_tbats_room *room,
                        const struct fc_tbats_form *form,
                        const struct fc_tbats_step *step,
                        const struct fc_tbats_parameters *parameters)
{
    double gain[FC_TBATS_STATES_MAX] = {0};
    size_t at = step->first;

    *out = (struct fc_tbats_parameters){0};
    sweep_errors(out, room, form, parameters);
    sweep_states(out, gain, room, step);
    out->alpha = gain[0];
    out->beta = step->trend ? gain[1] : 0.0;
    for (size_t i = 0; i < form->seasons; i++) {
        for (size_t j = 1; j <= form->k[i]; j++, at += 2) {
            bool half = 2.0 * (double)j == form->period[i];

            out->gamma1[i] += gain[at];
            out->gamma2[i] += half ? 0.0 : gain[at + 1];
        }
    }
}

double fc_tbats_objective(struct fc_tbats_room *room,
                          const struct fc_tbats_form *form,
                          const struct fc_tbats_parameters *parameters,
                          struct fc_tbats_parameters *gradient, double *factor)
{
    double n = (double)room->n;
    struct fc_tbats_step step;

    fc_tbats_step_init(&step, form, parameters);
    fc_tbats_transform(room, form->box_cox, parameters->lambda);
    fill_rows(room, form, &step, parameters);
    fill_normal(room, step.states);
    solve(room, step.states);
    fc_tbats_filter(room, form, &step, parameters);
    if (gradient != NULL) {
        gradient_of(gradient, room, form, &step, parameters);
        *factor = 2.0 * n / (room->squares + room->floor);
    }
    return n * log(room->squares + room->floor) + 2.0 * n * log(room->unit);
}
