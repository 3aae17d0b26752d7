/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/arima_state.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

/* As in R's arima(). */
static const double diffuse_variance = 1e6;
static const double largest_variance = 1e4;

void fc_arima_delta(double *delta, size_t d, size_t seasonal_d, size_t m)
{
    size_t lags = d + seasonal_d * m;

    /* Multiply by (1 - B^lag) again and again, from 1 on; delta has the
     * opposite sign and no 1 in front. */
    for (size_t j = 0; j < lags; j++) {
        delta[j] = 0.0;
    }
    for (size_t k = 0; k < d + seasonal_d; k++) {
        size_t lag = k < d ? 1 : m;

        for (size_t j = lags; j > lag; j--) {
            delta[j - 1] -= delta[j - lag - 1];
        }
        delta[lag - 1] += 1.0;
    }
}

fc_status fc_arima_state_init(struct fc_arima_state *out, size_t r, size_t lags,
                              size_t columns, fc_error *err)
{
    size_t size = r + lags;

    *out = (struct fc_arima_state){
        .r = r,
        .lags = lags,
        .size = size,
        .phi = fc_calloc(r, sizeof(double)),
        .theta = fc_calloc(r, sizeof(double)),
        .delta = fc_calloc(lags, sizeof(double)),
        .a = fc_calloc(columns * size, sizeof(double)),
        .covariance = fc_calloc(size * size, sizeof(double)),
        .gain = fc_calloc(size, sizeof(double)),
        .first = fc_calloc(size, sizeof(double)),
        .latest = fc_calloc(size, sizeof(double)),
        .active = size,
    };
    if (out->phi == NULL || out->theta == NULL || out->delta == NULL
        || out->a == NULL || out->covariance == NULL || out->gain == NULL
        || out->first == NULL || out->latest == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    return FC_OK;
}

void fc_arima_state_release(struct fc_arima_state *state)
{
    free(state->phi);
    free(state->theta);
    free(state->delta);
    free(state->a);
    free(state->covariance);
    free(state->gain);
    free(state->first);
    free(state->latest);
    *state = (struct fc_arima_state){0};
}

/* The stationary covariance from its first row: P = T P T' + R R' read from the
 * last element to the first. */
static void start_arma(struct fc_arima_state *state, const struct fc_arma *arma)
{
    size_t r = state->r;
    size_t size = state->size;
    double *covariance = state->covariance;

    for (size_t i = 0; i < r; i++) {
        covariance[i] = arma->covariance[i];
        covariance[i * size] = arma->covariance[i];
    }
    for (size_t i = r; i-- > 1;) {
        for (size_t j = r; j-- > 1;) {
            double next = i + 1 < r && j + 1 < r
                              ? covariance[(i + 1) * size + j + 1]
                              : 0.0;
            double row = i + 1 < r ? covariance[i + 1] : 0.0;
            double column = j + 1 < r ? covariance[j + 1] : 0.0;

            covariance[i * size + j] = next + state->phi[i] * column
                                       + state->phi[j] * row
                                       + state->phi[i] * state->phi[j]
                                             * covariance[0]
                                       + state->theta[i] * state->theta[j];
        }
    }
}

void fc_arima_state_start(struct fc_arima_state *state,
                          const struct fc_arma *arma, size_t columns)
{
    size_t size = 0;

    state->r = arma->r;
    state->size = arma->r + state->lags;
    state->active = state->size;
    size = state->size;
    for (size_t i = 0; i < state->r; i++) {
        state->phi[i] = i < arma->ar.degree ? arma->ar.value[i] : 0.0;
        state->theta[i] = i == 0                 ? 1.0
                          : i <= arma->ma.degree ? arma->ma.value[i - 1]
                                                 : 0.0;
    }
    memset(state->a, 0, columns * size * sizeof(double));
    memset(state->covariance, 0, size * size * sizeof(double));
    start_arma(state, arma);
    for (size_t i = state->r; i < size; i++) {
        state->covariance[i * size + i] = diffuse_variance;
    }
}

double fc_arima_state_value(const struct fc_arima_state *state, const double *a)
{
    double value = a[0];

    for (size_t j = 0; j < state->lags; j++) {
        value += state->delta[j] * a[state->r + j];
    }
    return value;
}

/* y += factor x */
static void add(double *restrict y, double factor, const double *restrict x,
                size_t n)
{
    for (size_t i = 0; i < n; i++) {
        y[i] += factor * x[i];
    }
}

/* P Z', from rows: P is symmetric, and few lags have a coefficient. */
static void covariance_with_value(double *out,
                                  const struct fc_arima_state *state)
{
    const double *covariance = state->covariance;
    size_t lags = state->active - state->r;

    memset(out, 0, state->size * sizeof(double));
    memcpy(out, covariance, state->active * sizeof(double));
    for (size_t j = 0; j < lags; j++) {
        if (state->delta[j] != 0.0) {
            add(out, state->delta[j], covariance + (state->r + j) * state->size,
                state->active);
        }
    }
}

double fc_arima_state_variance(struct fc_arima_state *state)
{
    covariance_with_value(state->gain, state);
    return fc_arima_state_value(state, state->gain);
}

void fc_arima_state_add(const struct fc_arima_state *state, double *a,
                        double innovation, double variance)
{
    double share = innovation / variance;

    for (size_t i = 0; i < state->size; i++) {
        a[i] += state->gain[i] * share;
    }
}

void fc_arima_state_learn(struct fc_arima_state *state, double variance)
{
    for (size_t i = 0; i < state->active; i++) {
        add(state->covariance + i * state->size, -state->gain[i] / variance,
            state->gain, state->active);
    }
}

void fc_arima_state_move(const struct fc_arima_state *state, double *a)
{
    size_t r = state->r;
    double first = a[0];
    double value = fc_arima_state_value(state, a);

    for (size_t i = 0; i < r; i++) {
        a[i] = (i + 1 < r ? a[i + 1] : 0.0) + state->phi[i] * first;
    }
    for (size_t i = state->size; i-- > r + 1;) {
        a[i] = a[i - 1];
    }
    if (state->lags > 0) {
        a[r] = value;
    }
}

/* T P: rows move as the elements of a state do; that of the latest value is
 * left to the caller. */
static void move_rows(struct fc_arima_state *state)
{
    size_t size = state->size;
    size_t r = state->r;
    double *covariance = state->covariance;
    double *first = state->first;

    memcpy(first, covariance, state->active * sizeof(double));
    for (size_t i = 0; i < r; i++) {
        double *row = covariance + i * size;

        if (i + 1 < r) {
            memcpy(row, row + size, state->active * sizeof(double));
        } else {
            memset(row, 0, state->active * sizeof(double));
        }
        if (state->phi[i] != 0.0) {
            add(row, state->phi[i], first, state->active);
        }
    }
    if (state->active > r + 1) {
        memmove(covariance + (r + 1) * size, covariance + r * size,
                (state->active - r - 1) * size * sizeof(double));
    }
}

/* P T' in one row; @p latest is its covariance with the latest value. */
static void move_row(double *row, const struct fc_arima_state *state,
                     double latest)
{
    size_t r = state->r;
    double first = row[0];

    memmove(row, row + 1, (r - 1) * sizeof(double));
    row[r - 1] = 0.0;
    add(row, first, state->phi, r);
    if (state->active > r) {
        memmove(row + r + 1, row + r, (state->active - r - 1) * sizeof(double));
        row[r] = latest;
    }
}

void fc_arima_state_spread(struct fc_arima_state *state)
{
    size_t size = state->size;
    size_t r = state->r;
    double *latest = state->latest;

    /* With the value to come: T P Z'. */
    covariance_with_value(latest, state);
    fc_arima_state_move(state, latest);
    move_rows(state);
    for (size_t i = 0; i < state->active; i++) {
        if (i == r) {
            memcpy(state->covariance + i * size, latest,
                   state->active * sizeof(double));
        } else {
            move_row(state->covariance + i * size, state, latest[i]);
        }
    }
    for (size_t i = 0; i < r; i++) {
        if (state->theta[i] != 0.0) {
            add(state->covariance + i * size, state->theta[i], state->theta, r);
        }
    }
}

/* A value that is known has no variance left: with all lags known only the ARMA
 * part has some, and what is there beside is rounding. */
static void narrow(struct fc_arima_state *state)
{
    size_t size = state->size;

    for (size_t i = 0; i < size && state->active == size; i++) {
        size_t from = i < state->r ? state->r : 0;

        memset(state->covariance + i * size + from, 0,
               (size - from) * sizeof(double));
    }
    state->active = state->r;
}

size_t fc_arima_state_filter(double *out, double *log_determinant,
                             struct fc_arima_state *state,
                             const double *columns, size_t n, size_t count)
{
    size_t counted = 0;
    size_t run = 0; /* of known values */

    *log_determinant = 0.0;
    for (size_t t = 0; t < n; t++) {
        bool known = !isnan(columns[t]);
        double variance = known ? fc_arima_state_variance(state) : 0.0;
        bool counts = known && variance < largest_variance;

        for (size_t c = 0; c < count; c++) {
            double *a = state->a + c * state->size;

            if (known) {
                double error = columns[c * n + t]
                               - fc_arima_state_value(state, a);

                if (counts) {
                    out[c * n + counted] = error / sqrt(variance);
                }
                fc_arima_state_add(state, a, error, variance);
            }
            fc_arima_state_move(state, a);
        }
        if (counts) {
            *log_determinant += log(variance);
            counted++;
        }
        if (known) {
            fc_arima_state_learn(state, variance);
        } else {
            state->active = state->size;
        }
        fc_arima_state_spread(state);
        run = known ? run + 1 : 0;
        if (run >= state->lags) {
            narrow(state);
        }
    }
    state->active = state->size;
    return counted;
}
