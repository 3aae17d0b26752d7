/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conformal intervals: a monotone re-mapping of each step's values.
 *
 * With s(1) <= ... <= s(n) the sizes |u(o,h)| of the past standardised errors
 * of step h (select/calibrate.c), the size of the next one lies below s(i) with
 * probability i / (n + 1) if it is exchangeable with them: the rank correction
 * of split conformal prediction (Vovk, Gammerman & Shafer 2005; Lei, G'Sell,
 * Rinaldo, Tibshirani & Wasserman 2018; by step ahead of a time series:
 * Stankeviciute, Alaa & van der Schaar 2021; Xu & Xie 2021). So the law E of
 * the standardised outcome is symmetric with
 *
 *   P(|z| <= s(i)) = i / (n + 1),  P(|z| <= 0) = 0,  P(|z| <= 5) = 1,
 *
 * linear in between: the rank n + 1 lies between the largest error and five
 * spreads, the largest that counts. Errors of a series are not exchangeable and
 * few, so E is mixed with the model's own law M, that of the paths with its
 * spread multiplied by k(h):
 *
 *   H = (10 M + (n + 1) E) / (10 + n + 1).
 *
 * The value of rank r among N gets the quantile at (r - 1/2) / N of H, on the
 * model's scale around the centre of the paths, in units of their standard
 * deviation; equal values stay equal. Without E this is the scaling by k(h).
 *
 * Below 20 errors those of the steps before and behind shape E, too; n remains
 * the number of its own, since errors of one origin go together.
 */
#include "select/conformal.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

static const double model_weight = 10.0;

/* The size of the errors is what counts: their law is made symmetric. */
static void append_sizes(struct fc_step_past *past, const double *errors,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        past->sizes[past->count++] = fabs(errors[i]);
    }
}

void fc_step_past_collect(struct fc_step_past *past,
                          const fc_backtest *backtest, size_t spec,
                          size_t origin, size_t step)
{
    double errors[FC_ORIGINS_DEFAULT];
    size_t found = fc_past_errors(errors, backtest, spec, origin, step);

    *past = (struct fc_step_past){.factor = fc_past_factor(errors, found),
                                  .own = found};
    append_sizes(past, errors, found);
    if (found < FC_CONFORMAL_ENOUGH) {
        if (step > 0) {
            found = fc_past_errors(errors, backtest, spec, origin, step - 1);
            append_sizes(past, errors, found);
        }
        if (step + 1 < backtest->horizon) {
            found = fc_past_errors(errors, backtest, spec, origin, step + 1);
            append_sizes(past, errors, found);
        }
    }
    gsl_sort(past->sizes, 1, past->count);
}

fc_status fc_conformal_init(struct fc_conformal *self, size_t draws,
                            fc_error *err)
{
    double *memory = fc_calloc(draws, 6 * sizeof *memory);

    *self = (struct fc_conformal){
        .draws = draws,
        .memory = memory,
        .order = fc_calloc(draws, sizeof *self->order)};
    if (memory == NULL || self->order == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for the intervals of %zu draws", draws);
    }
    self->z = memory;
    self->errors = memory + draws;
    self->value = memory + 2 * draws;
    self->position = memory + 4 * draws;
    return FC_OK;
}

void fc_conformal_release(struct fc_conformal *self)
{
    free(self->memory);
    free(self->order);
    *self = (struct fc_conformal){0};
}

/* Where size @p rank stands, from 1; 0 and the one behind the last are the
 * ends. */
static double size_probability(const struct fc_step_past *past, size_t rank)
{
    double n = (double)past->own;

    if (rank > past->count) {
        return 1.0;
    }
    return (double)rank / (double)past->count * (n / (n + 1.0));
}

static double size_at(const struct fc_step_past *past, size_t rank)
{
    if (rank == 0) {
        return 0.0;
    }
    return rank > past->count ? fc_largest_error : past->sizes[rank - 1];
}

/* Quantiles of E at (i + 1/2) / N; its upper half from the middle outwards, the
 * lower half is its mirror. */
static void set_errors(struct fc_conformal *self,
                       const struct fc_step_past *past)
{
    size_t draws = self->draws;
    size_t rank = 1;

    for (size_t i = draws / 2; i < draws; i++) {
        double share = ((double)(2 * i + 1) - (double)draws) / (double)draws;
        double low = 0.0;
        double high = 0.0;
        double size = 0.0;

        while (size_probability(past, rank) < share) {
            rank++;
        }
        low = size_probability(past, rank - 1);
        high = size_probability(past, rank);
        size = size_at(past, rank - 1)
               + (share - low) / (high - low)
                     * (size_at(past, rank) - size_at(past, rank - 1));
        self->errors[i] = size;
        self->errors[draws - 1 - i] = -size;
    }
}

/* The atoms of the mixture in their order, each in the middle of its mass. */
static void mix(struct fc_conformal *self, const struct fc_step_past *past)
{
    size_t draws = self->draws;
    double whole = model_weight + (double)past->own + 1.0;
    double model = model_weight / whole / (double)draws;
    double error = ((double)past->own + 1.0) / whole / (double)draws;
    size_t m = 0;
    size_t e = 0;

    while (m + e < 2 * draws) {
        double below = (double)m * model + (double)e * error;
        double own = m < draws ? past->factor * self->z[self->order[m]]
                               : HUGE_VAL;
        bool is_model = e == draws || own <= self->errors[e];

        self->value[m + e] = is_model ? own : self->errors[e];
        self->position[m + e] = below + 0.5 * (is_model ? model : error);
        m += is_model;
        e += !is_model;
    }
}

/* The quantile at @p probability; @p at is where the last, lower one was. */
static double quantile(const struct fc_conformal *self, size_t *at,
                       double probability)
{
    const double *value = self->value;
    const double *position = self->position;
    size_t last = 2 * self->draws - 1;

    while (*at < last && position[*at + 1] < probability) {
        (*at)++;
    }
    if (*at == last) {
        return value[last];
    }
    return value[*at]
           + (probability - position[*at]) / (position[*at + 1] - position[*at])
                 * (value[*at + 1] - value[*at]);
}

/* What the mixture is put around. */
struct centre {
    const fc_transform *scale;
    double w;      /* mean on the scale of the model */
    double spread; /* standard deviation there */
    double middle; /* what comes back of w */
    double factor;
};

/* Where z comes to lie in the unit of the series: as calibrate.c has it, above
 * the centre on levels, so that the mean does not run away. */
static double place(const struct centre *centre, double z)
{
    double factor = centre->factor;

    if (z < 0.0) {
        return fc_transform_invert(centre->scale,
                                   centre->w + centre->spread * z);
    }
    return centre->middle
           + factor
                 * (fc_transform_invert(centre->scale,
                                        centre->w
                                            + centre->spread * (z / factor))
                    - centre->middle);
}

static struct centre standardise(struct fc_conformal *self,
                                 const fc_paths *paths, size_t step,
                                 const fc_transform *scale)
{
    struct centre centre = {.scale = scale};
    double count = (double)self->draws;
    double squares = 0.0;

    for (size_t d = 0; d < self->draws; d++) {
        self->z[d] = fc_transform_apply(scale,
                                        paths->values[d * paths->steps + step]);
        centre.w += self->z[d] / count;
    }
    for (size_t d = 0; d < self->draws; d++) {
        self->z[d] -= centre.w;
        squares += self->z[d] * self->z[d] / count;
    }
    centre.spread = sqrt(squares);
    centre.middle = fc_transform_invert(scale, centre.w);
    for (size_t d = 0; d < self->draws && centre.spread > 0.0; d++) {
        self->z[d] /= centre.spread;
    }
    return centre;
}

/* Ranks from @p first on that hold the same value. */
static size_t count_equal(const struct fc_conformal *self, size_t first)
{
    size_t end = first + 1;

    while (end < self->draws
           && self->z[self->order[end]] == self->z[self->order[first]]) {
        end++;
    }
    return end - first;
}

double fc_conformal_remap(struct fc_conformal *self, fc_paths *paths,
                          size_t step, const struct fc_step_past *past,
                          const fc_transform *scale)
{
    double mean = fc_paths_mean(paths, step);
    double count = (double)self->draws;
    double squares = 0.0;
    size_t equal = 0;
    size_t at = 0;
    struct centre centre = standardise(self, paths, step, scale);

    if (!(centre.spread > 0.0)) {
        return 1.0;
    }
    centre.factor = past->factor;
    gsl_sort_index(self->order, self->z, 1, self->draws);
    set_errors(self, past);
    mix(self, past);
    for (size_t rank = 0; rank < self->draws; rank += equal) {
        double z = 0.0;
        double value = 0.0;

        equal = count_equal(self, rank);
        z = quantile(self, &at, ((double)rank + 0.5 * (double)equal) / count);
        value = place(&centre, z);
        squares += z * z * (double)equal / count;
        for (size_t i = 0; i < equal; i++) {
            size_t draw = self->order[rank + i];

            paths->values[draw * paths->steps + step] = value;
        }
    }
    fc_paths_restore_mean(paths, step, mean, scale);
    return sqrt(squares);
}
