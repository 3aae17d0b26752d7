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
    };
    if (out->phi == NULL || out->theta == NULL || out->delta == NULL
        || out->a == NULL || out->covariance == NULL || out->gain == NULL) {
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

double fc_arima_state_variance(struct fc_arima_state *state)
{
    for (size_t i = 0; i < state->size; i++) {
        state->gain[i] = fc_arima_state_value(state, state->covariance
                                                         + i * state->size);
    }
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
    for (size_t i = 0; i < state->size; i++) {
        fc_arima_state_add(state, state->covariance + i * state->size,
                           -state->gain[i], variance);
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

static void transpose(double *matrix, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        for (size_t j = 0; j < i; j++) {
            double value = matrix[i * size + j];

            matrix[i * size + j] = matrix[j * size + i];
            matrix[j * size + i] = value;
        }
    }
}

void fc_arima_state_spread(struct fc_arima_state *state)
{
    size_t size = state->size;

    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < size; i++) {
            fc_arima_state_move(state, state->covariance + i * size);
        }
        transpose(state->covariance, size);
    }
    for (size_t i = 0; i < state->r; i++) {
        for (size_t j = 0; state->theta[i] != 0.0 && j < state->r; j++) {
            state->covariance[i * size + j] += state->theta[i]
                                               * state->theta[j];
        }
    }
}

size_t fc_arima_state_filter(double *out, double *log_determinant,
                             struct fc_arima_state *state,
                             const double *columns, size_t n, size_t count)
{
    size_t counted = 0;

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
        }
        fc_arima_state_spread(state);
    }
    return counted;
}
