/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state space of an ARIMA process: that of its ARMA part (stats/arma.h)
 * and, behind it, the latest d + D m values of the series itself,
 *
 *   y(t) = a(t)[0] + delta(1) y(t-1) + delta(2) y(t-2) + ...
 *
 * with (1 - B)^d (1 - B^m)^D = 1 - delta(1) B - .... These start with variance
 * 10^6 error variances, the diffuse start of R's arima(); innovations with more
 * than 10^4 count for nothing there and here. A state is that of a period given
 * all earlier ones; variances are in units of the error variance.
 */
#ifndef FC_MODELS_ARIMA_STATE_H
#define FC_MODELS_ARIMA_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

#include "stats/arma.h"

struct fc_arima_state {
    size_t r;           /* elements of the ARMA part */
    size_t lags;        /* of the series: d + D m */
    size_t size;        /* r + lags */
    double *phi;        /* r */
    double *theta;      /* r: 1 first */
    double *delta;      /* lags */
    double *a;          /* columns * size */
    double *covariance; /* size * size */
    double *gain;       /* size: P Z' */
    size_t active;      /* the covariance is 0 from here on: r or size */
    double *first;      /* size: room to move the covariance */
    double *latest;     /* size: room, too */
};

/** The coefficients of the differences; lags values. */
void fc_arima_delta(double *delta, size_t d, size_t seasonal_d, size_t m);

fc_status fc_arima_state_init(struct fc_arima_state *out, size_t r, size_t lags,
                              size_t columns, fc_error *err);
void fc_arima_state_release(struct fc_arima_state *state);

/** The state before the first period. After fc_arma_stationary_state(). */
void fc_arima_state_start(struct fc_arima_state *state,
                          const struct fc_arma *arma, size_t columns);
/** What the state says of its period, without and with variance. */
double fc_arima_state_value(const struct fc_arima_state *state,
                            const double *a);
/** Computes the gain and the variance of the innovation. */
double fc_arima_state_variance(struct fc_arima_state *state);
/** Take an innovation in; then its effect on the covariance. */
void fc_arima_state_add(const struct fc_arima_state *state, double *a,
                        double innovation, double variance);
void fc_arima_state_learn(struct fc_arima_state *state, double variance);
/** One period on: a state, the covariance. */
void fc_arima_state_move(const struct fc_arima_state *state, double *a);
void fc_arima_state_spread(struct fc_arima_state *state);

/**
 * Filter @p columns of @p n values, of which the first decides what is missing.
 * Standardised innovations of the periods that count go to @p out, column by
 * column with @p n places each, without gaps between them.
 * @return how many count
 */
size_t fc_arima_state_filter(double *out, double *log_determinant,
                             struct fc_arima_state *state,
                             const double *columns, size_t n, size_t count);

#endif
