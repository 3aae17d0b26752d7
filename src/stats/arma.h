/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stationary seasonal ARMA processes of error variance 1,
 *
 *   phi(B) Phi(B^m) w(t) = theta(B) Theta(B^m) e(t),
 *
 * with phi(B) = 1 - phi(1) B - ... and theta(B) = 1 + theta(1) B + ..., the
 * signs of Box & Jenkins for the first and of R for both. Parameters stand in
 * the order of R: phi, theta, Phi, Theta.
 *
 * The state space is that of Harvey: a(t) has r = max(p, q + 1) elements (of
 * the multiplied polynomials), w(t) is the first, and
 *
 *   a(t+1) = T a(t) + R e(t+1),  (T a)[i] = a[i+1] + phi(i+1) a[0],
 *   R = (1, theta(1), ...)'.
 */
#ifndef FC_STATS_ARMA_H
#define FC_STATS_ARMA_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

enum { FC_ARMA_ROOTS_MAX = 64 };

struct fc_arma_orders {
    size_t p;
    size_t q;
    size_t seasonal_p;
    size_t seasonal_q;
    size_t m; /* 1: no season; P and Q are 0 */
};

/** A polynomial in B without its leading 1, and where it is not zero. */
struct fc_arma_polynomial {
    size_t degree;
    double *value; /* degree: of the lags 1, 2, ... */
    size_t count;
    size_t *lag;    /* count: of the values that are not zero */
    double *weight; /* count */
};

struct fc_arma {
    struct fc_arma_polynomial ar; /* w(t) = ar w(t-.) + e(t) + ma e(t-.) */
    struct fc_arma_polynomial ma;
    size_t r;
    double *covariance; /* r: of a(t) with w(t), in the stationary state */

    double *psi;    /* r: w(t) = e(t) + psi(1) e(t-1) + ..., psi(0) first */
    double *gamma;  /* p + q + 1: autocovariances of the autoregression */
    double *own;    /* p + 1: those of w */
    double *orders; /* p (p + 1) / 2: autoregressions of order 1, 2, ... */
    double *across; /* q + 1: theta with itself, lag by lag */
};

size_t fc_arma_parameter_count(const struct fc_arma_orders *orders);
size_t fc_arma_ar_degree(const struct fc_arma_orders *orders);
size_t fc_arma_ma_degree(const struct fc_arma_orders *orders);

/** Room for all processes whose polynomials are not longer than those of
 * @p largest. @return FC_ERR_MEMORY; release in any case */
fc_status fc_arma_init(struct fc_arma *out,
                       const struct fc_arma_orders *largest, fc_error *err);
void fc_arma_release(struct fc_arma *arma);

/** Multiply the polynomials out; nothing is computed of the process. */
void fc_arma_expand(struct fc_arma *arma, const struct fc_arma_orders *orders,
                    const double *parameters);
/** Compute the covariance; false if the process is not stationary, or so nearly
 * not that its variance is 10^8 error variances. */
bool fc_arma_stationary_state(struct fc_arma *arma);

/**
 * True if all roots of 1 - c(1) z - ... lie farther than @p modulus from 0.
 * @param room degree * 2 values
 */
bool fc_arma_roots_outside(const double *c, size_t degree, double modulus,
                           double *room);
/**
 * Exchange the roots of 1 + c(1) z + ... that lie inside the unit circle for
 * their mirror images: the same process, with another error variance. @p c
 * stays as it was if the roots are not found.
 * @param degree below FC_ARMA_ROOTS_MAX
 * @return FC_ERR_MEMORY
 */
fc_status fc_arma_reflect(double *c, size_t degree, fc_error *err);

/* arma_filter.c */

/** Room for filters over series of a length. */
struct fc_arma_filter {
    double *gain;  /* r: of the state by an error, times its variance */
    double *ratio; /* r */
    double *shift; /* n + r + 1 */
    double *state; /* columns * (n + r + 1) */
    size_t stride;
};

fc_status fc_arma_filter_init(struct fc_arma_filter *out, size_t n,
                              size_t columns,
                              const struct fc_arma_orders *largest,
                              fc_error *err);
void fc_arma_filter_release(struct fc_arma_filter *filter);

/**
 * The innovations of the columns, each divided by its standard deviation: a
 * linear map of determinant 1 / |V|^(1/2), V the covariance of n values of the
 * process. After fc_arma_stationary_state().
 * @param out,columns count * n
 * @return log |V|
 */
double fc_arma_innovations(double *out, struct fc_arma_filter *filter,
                           const struct fc_arma *arma, const double *columns,
                           size_t n, size_t count);

/**
 * The errors given that those of the first @p skip rows are zero, for
 * conditional sums of squares. Missing values make missing errors, which later
 * ones take as zero.
 */
void fc_arma_conditional_errors(double *out, const struct fc_arma *arma,
                                const double *columns, size_t n, size_t count,
                                size_t skip);

#endif
