/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search for the largest likelihood: Levenberg and Marquardt's method, each
 * step the best of its quadratic within the bounds. The states at the start are
 * searched for along with alpha, beta, gamma and phi; residuals are linear or
 * nearly linear in them, so that few steps do.
 */
#include "models/ets_search.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"

/* Damping of the first step, and where the search gives up. */
static const double first_damping = 1e-3;
static const double least_damping = 1e-9;
static const double most_damping = 1e9;

/* A step that lowers -2 log L by less is the last: to tell forms apart, and to
 * give the parameters of the one that was chosen. */
static const double rough = 1e-4;
static const double fine = 1e-10;

enum { MOST_STEPS = 200 };

/* Where the search begins: alpha, the shares of beta and gamma between their
 * bounds, phi. The first is that of R's ets(), alpha by season; those behind
 * the second are for wide bounds, where growth may take a valley of its own. */
static const double starts[][4] = {
    {0.2, 0.1, 0.05, 0.978}, {0.5, 0.1, 0.2, 0.9},   {0.95, 0.95, 0.05, 0.82},
    {0.9, 0.4, 0.5, 0.97},   {0.05, 0.05, 0.9, 0.9},
};

enum { NARROW_STARTS = 2, WIDE_STARTS = sizeof starts / sizeof starts[0] };

struct limits {
    double low;
    double high;
};

/* The bounds of R's ets(), of its share for beta and gamma. */
static const struct limits usual[] = {
    {1e-4, 0.9999}, {0.0, 1.0}, {0.0, 1.0}, {0.8, 0.98}};

/* A narrower growth. */
static const struct limits narrow[] = {
    {1e-4, 0.9999}, {0.0, 0.1}, {0.0, 1.0}, {0.8, 0.98}};

/* The admissible region ends before. */
static const struct limits wide[] = {
    {-1.0, 3.0}, {-4.0, 8.0}, {0.0, 3.0}, {0.01, 1.0}};

static const struct limits *limits_of(const struct fc_ets_search *search,
                                      size_t coordinate)
{
    static const struct limits none = {-HUGE_VAL, HUGE_VAL};
    const struct limits *table = search->bounds == FC_ETS_BOUNDS_NARROW ? narrow
                                 : search->bounds == FC_ETS_BOUNDS_ADMISSIBLE
                                     ? wide
                                     : usual;

    return coordinate < search->smoothing ? &table[search->place[coordinate]]
                                          : &none;
}

fc_status fc_ets_search_init(struct fc_ets_search *out, const double *y,
                             size_t n, size_t season, fc_error *err)
{
    size_t most = FC_ETS_SEASON + season + 2;
    double *at = NULL;

    *out = (struct fc_ets_search){.y = y, .n = n};
    out->memory = fc_calloc(n + most * (2 * most + season + 12), sizeof *at);
    out->place = fc_calloc(2 * most, sizeof *out->place);
    out->held = fc_calloc(most, sizeof *out->held);
    if (out->memory == NULL || out->place == NULL || out->held == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    out->free_ones = out->place + most;
    at = out->memory;
    out->adjusted = at;
    at += n;
    double **const parts[] = {&out->z,       &out->x,        &out->trial,
                              &out->step,    &out->gradient, &out->season,
                              &out->d_level, &out->d_growth, &out->d_value,
                              &out->d_logs,  &out->room,     &out->best};

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++, at += most) {
        *parts[i] = at;
    }
    out->hessian = at;
    out->matrix = at + most * most;
    out->d_season = at + 2 * most * most;
    for (size_t t = 0; t < n; t++) {
        out->known += isnan(y[t]) ? 0 : 1;
    }
    return FC_OK;
}

void fc_ets_search_release(struct fc_ets_search *search)
{
    free(search->memory);
    free(search->place);
    free(search->held);
}

static void place_coordinates(struct fc_ets_search *search,
                              const struct fc_ets_form *form)
{
    size_t *place = search->place;

    search->form = *form;
    search->at_beta = 0;
    search->at_gamma = 0;
    search->at_phi = 0;
    *place++ = FC_ETS_ALPHA;
    if (form->trend != 'N') {
        search->at_beta = (size_t)(place - search->place);
        *place++ = FC_ETS_BETA;
    }
    if (form->season != 'N') {
        search->at_gamma = (size_t)(place - search->place);
        *place++ = FC_ETS_GAMMA;
    }
    if (form->damped) {
        search->at_phi = (size_t)(place - search->place);
        *place++ = FC_ETS_PHI;
    }
    search->smoothing = (size_t)(place - search->place);
    if (search->bounds != FC_ETS_BOUNDS_NARROW) {
        *place++ = FC_ETS_LEVEL;
        if (form->trend != 'N') {
            *place++ = FC_ETS_GROWTH;
        }
    }
    for (size_t s = 1; s < form->m; s++) {
        *place++ = FC_ETS_SEASON + s;
    }
    search->count = (size_t)(place - search->place);
    search->x[FC_ETS_BETA] = 0.0;
    search->x[FC_ETS_GAMMA] = 0.0;
    search->x[FC_ETS_PHI] = 1.0;
    search->x[FC_ETS_GROWTH] = form->trend == 'M' ? 1.0 : 0.0;
    search->x[FC_ETS_SEASON] = form->season == 'M' ? 1.0 : 0.0;
}

/* Solve for the step of the coordinates that are not held; those that are move
 * by what step has for them. */
static bool solve(struct fc_ets_search *search, const bool *held,
                  double damping)
{
    size_t count = search->count;
    double *right = search->room;
    size_t *free_ones = search->free_ones;
    size_t k = 0;

    for (size_t i = 0; i < count; i++) {
        if (!held[i]) {
            free_ones[k++] = i;
        }
    }
    for (size_t a = 0; a < k; a++) {
        size_t i = free_ones[a];
        const double *row = search->hessian + i * count;

        right[a] = -search->gradient[i];
        for (size_t j = 0; j < count; j++) {
            if (held[j]) {
                right[a] -= (j <= i ? row[j] : search->hessian[j * count + i])
                            * search->step[j];
            }
        }
        for (size_t b = 0; b <= a; b++) {
            search->matrix[a * k + b] = row[free_ones[b]];
        }
        search->matrix[a * k + a] += damping * row[i]
                                     + (row[i] > 0.0 ? 0.0 : 1.0);
    }
    if (k == 0) {
        return true;
    }
    gsl_matrix_view matrix = gsl_matrix_view_array(search->matrix, k, k);
    gsl_vector_view vector = gsl_vector_view_array(right, k);

    if (gsl_linalg_cholesky_decomp1(&matrix.matrix) != 0
        || gsl_linalg_cholesky_svx(&matrix.matrix, &vector.vector) != 0) {
        return false;
    }
    for (size_t a = 0; a < k; a++) {
        search->step[free_ones[a]] = right[a];
    }
    return true;
}

/* Hold what stands at a bound and would leave; then, as long as the step leaves
 * the bounds, hold what it leaves them by. */
static bool find_step(struct fc_ets_search *search, double damping)
{
    bool *held = search->held;

    for (size_t i = 0; i < search->count; i++) {
        const struct limits *limits = limits_of(search, i);

        search->step[i] = 0.0;
        held[i] = (search->z[i] <= limits->low && search->gradient[i] >= 0.0)
                  || (search->z[i] >= limits->high
                      && search->gradient[i] <= 0.0);
    }
    for (;;) {
        bool left = false;

        if (!solve(search, held, damping)) {
            return false;
        }
        for (size_t i = 0; i < search->count; i++) {
            const struct limits *limits = limits_of(search, i);
            double to = search->z[i] + search->step[i];

            if (!held[i] && (to < limits->low || to > limits->high)) {
                held[i] = true;
                left = true;
                search->step[i] = (to < limits->low ? limits->low
                                                    : limits->high)
                                  - search->z[i];
            }
        }
        if (!left) {
            return true;
        }
    }
}

static void take_step(struct fc_ets_search *search)
{
    for (size_t i = 0; i < search->count; i++) {
        const struct limits *limits = limits_of(search, i);
        double to = search->z[i] + search->step[i];

        search->trial[i] = fmin(fmax(to, limits->low), limits->high);
    }
}

/* What the quadratic says that the step takes from -2 log L. */
static double expected_gain(const struct fc_ets_search *search)
{
    double sum = 0.0;

    for (size_t i = 0; i < search->count; i++) {
        sum -= search->gradient[i] * search->step[i];
    }
    return (double)search->known * sum / search->squares;
}

/* Less where the quadratic was right, more where it was not (Nielsen's rule):
 * residuals that bend make steps too long. */
static double next_damping(double damping, double ratio)
{
    double bend = 1.0 - pow(2.0 * ratio - 1.0, 3.0);

    return fmax(damping * fmin(fmax(bend, 0.1), 2.0), least_damping);
}

/* From search->z, where the objective is @p value, down, until a step gains
 * less than @p least. */
static double descend(struct fc_ets_search *search, double value, double least)
{
    double damping = first_damping;

    fc_ets_slopes(search, search->z);
    for (size_t i = 0; i < MOST_STEPS && damping < most_damping; i++) {
        double lower = HUGE_VAL;
        double expected = HUGE_VAL;
        double gain = 0.0;

        if (find_step(search, damping)) {
            expected = expected_gain(search);
            if (!(expected > 0.1 * least)) {
                break;
            }
            take_step(search);
            lower = fc_ets_objective(search, search->trial);
        }
        if (!(lower < value)) {
            damping *= 10.0;
            continue;
        }
        gain = value - lower;
        value = lower;
        memcpy(search->z, search->trial, search->count * sizeof(double));
        if (gain < least) {
            break;
        }
        damping = next_damping(damping, gain / expected);
        fc_ets_slopes(search, search->z);
    }
    return value;
}

static void place_start(struct fc_ets_search *search, const double *start)
{
    bool own = search->bounds == FC_ETS_BOUNDS_ADMISSIBLE;
    double alpha = start[0];

    if (start == starts[0]) {
        alpha /= (double)search->form.m;
    }
    search->z[0] = alpha;
    search->z[search->at_phi] = search->at_phi > 0 ? start[3]
                                                   : search->z[search->at_phi];
    if (search->at_beta > 0) {
        search->z[search->at_beta] = own ? start[1] * alpha : start[1];
    }
    if (search->at_gamma > 0) {
        search->z[search->at_gamma] = own ? start[2] * (1.0 - alpha) : start[2];
    }
}

/* A start at which nearly every model exists: forecasts that follow the values,
 * growth and season still. */
static void place_still_start(struct fc_ets_search *search)
{
    double *x = search->x;
    size_t first = 0;

    while (isnan(search->y[first])) {
        first++;
    }
    for (size_t i = 0; i < search->smoothing; i++) {
        if (search->place[i] != FC_ETS_PHI) {
            search->z[i] = i == 0 ? 0.9 : 0.0;
        }
    }
    x[FC_ETS_LEVEL] = search->y[first];
    x[FC_ETS_GROWTH] = search->form.trend == 'M' ? 1.0 : 0.0;
    for (size_t s = 0; s < search->form.m; s++) {
        x[FC_ETS_SEASON + s] = search->form.season == 'M' ? 1.0 : 0.0;
    }
}

/* The objective at the states of search->x. */
static double start_value(struct fc_ets_search *search)
{
    for (size_t i = search->smoothing; i < search->count; i++) {
        search->z[i] = search->x[search->place[i]];
    }
    return fc_ets_objective(search, search->z);
}

double fc_ets_search_form(struct fc_ets_search *search,
                          const struct fc_ets_form *form)
{
    size_t count = search->bounds == FC_ETS_BOUNDS_NARROW ? NARROW_STARTS
                                                          : WIDE_STARTS;
    double best = HUGE_VAL;

    place_coordinates(search, form);
    for (size_t i = 0; i < count; i++) {
        double value = HUGE_VAL;

        fc_ets_start(search);
        place_start(search, starts[i]);
        value = start_value(search);
        if (!isfinite(value)) {
            place_still_start(search);
            value = start_value(search);
        }
        if (!isfinite(value)) {
            continue;
        }
        value = descend(search, value, rough);
        if (value < best) {
            best = value;
            memcpy(search->best, search->z, search->count * sizeof(double));
            search->best[search->count] = search->x[FC_ETS_LEVEL];
            search->best[search->count + 1] = search->x[FC_ETS_GROWTH];
        }
    }
    return best;
}

double fc_ets_search_finish(struct fc_ets_search *search,
                            const struct fc_ets_form *form, const double *found)
{
    double value = 0.0;

    place_coordinates(search, form);
    memcpy(search->z, found, search->count * sizeof(double));
    search->x[FC_ETS_LEVEL] = found[search->count];
    search->x[FC_ETS_GROWTH] = found[search->count + 1];
    value = fc_ets_objective(search, search->z);
    value = descend(search, value, fine);
    (void)fc_ets_objective(search, search->z);
    return value;
}
