/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Kalman filter of a stationary ARMA process without its covariance matrix.
 * From the stationary state on, P(t+1) - P(t) = M(t) L(t) L(t)' has rank one
 * (Morf, Sidhu & Kailath 1974; for ARMA Pearlman 1980, Melard 1984), so with
 * F(t) the variance of the innovation and K(t) = T P(t) Z',
 *
 *   F(t+1) = F(t) + M(t) L(t)[0]^2
 *   K(t+1) = K(t) + M(t) L(t)[0] T L(t)
 *   L(t+1) = T L(t) - K(t) L(t)[0] / F(t)
 *   M(t+1) = M(t) F(t) / F(t+1),           L(1) = K(1), M(1) = -1 / F(1):
 *
 * a handful of vectors a step instead of matrices. F falls to 1; there the
 * innovations are those of the difference equation, whose few terms are all
 * that is left to compute.
 *
 * The state moves along its buffer instead of being moved: element i of the
 * state at t stands at t + i, since (T a)[i] begins with a[i+1].
 */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "stats/arma.h"

/* F this close to 1 is 1: in units of its rounding, and at most. */
static const double close_to_one = 1e-14;
static const double farthest_from_one = 1e-9;

fc_status fc_arma_filter_init(struct fc_arma_filter *out, size_t n,
                              size_t columns,
                              const struct fc_arma_orders *largest,
                              fc_error *err)
{
    size_t p = fc_arma_ar_degree(largest);
    size_t q = fc_arma_ma_degree(largest);
    size_t r = p > q + 1 ? p : q + 1;

    *out = (struct fc_arma_filter){
        .gain = fc_calloc(r, sizeof(double)),
        .ratio = fc_calloc(r, sizeof(double)),
        .shift = fc_calloc(n + r + 1, sizeof(double)),
        .state = fc_calloc(columns * (n + r + 1), sizeof(double)),
        .stride = n + r + 1,
    };
    if (out->gain == NULL || out->ratio == NULL || out->shift == NULL
        || out->state == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    return FC_OK;
}

void fc_arma_filter_release(struct fc_arma_filter *filter)
{
    free(filter->gain);
    free(filter->ratio);
    free(filter->shift);
    free(filter->state);
    *filter = (struct fc_arma_filter){0};
}

/* Far from overflow, whatever the next factor. */
static const double largest_product = 1e100;

/* What a filter is about. */
struct run {
    struct fc_arma_filter *filter;
    const struct fc_arma *arma;
    const double *columns;
    double *out;
    size_t n;
    size_t count;
};

static double start(const struct run *run)
{
    const struct fc_arma *arma = run->arma;
    struct fc_arma_filter *filter = run->filter;
    size_t r = arma->r;

    memset(filter->shift, 0, (run->n + r + 1) * sizeof(double));
    memset(filter->state, 0, run->count * filter->stride * sizeof(double));
    for (size_t i = 0; i < r; i++) {
        filter->gain[i] = i + 1 < r ? arma->covariance[i + 1] : 0.0;
    }
    for (size_t j = 0; j < arma->ar.count; j++) {
        filter->gain[arma->ar.lag[j] - 1] += arma->ar.weight[j]
                                             * arma->covariance[0];
    }
    memcpy(filter->shift, filter->gain, r * sizeof(double));
    return arma->covariance[0];
}

/* The vectors stand apart. */
static void correct(double *restrict state, const double *restrict ratio,
                    double error, size_t r)
{
    for (size_t i = 0; i < r; i++) {
        state[i] += ratio[i] * error;
    }
}

/* One period of every column, with the gains of this period. */
static void step_columns(const struct run *run, size_t t, double variance)
{
    const struct fc_arma_polynomial *ar = &run->arma->ar;
    const double *ratio = run->filter->ratio;
    double scale = 1.0 / sqrt(variance);

    for (size_t c = 0; c < run->count; c++) {
        double *state = run->filter->state + c * run->filter->stride + t;
        double first = state[0];
        double error = run->columns[c * run->n + t] - first;

        run->out[c * run->n + t] = error * scale;
        correct(state + 1, ratio, error, run->arma->r);
        for (size_t j = 0; j < ar->count; j++) {
            state[ar->lag[j]] += ar->weight[j] * first;
        }
    }
}

struct gains {
    double weight; /* M(t) L(t)[0] */
    double first;  /* L(t)[0] */
    double share;  /* 1 / F(t+1) */
};

/* The vectors stand apart. */
static void move_gains(double *restrict gain, double *restrict ratio,
                       double *restrict shift, const struct gains by, size_t r)
{
    for (size_t i = 0; i < r; i++) {
        gain[i] += by.weight * shift[i];
        shift[i] -= ratio[i] * by.first;
        ratio[i] = gain[i] * by.share;
    }
}

/* M(t) and F(t) move on, and with them the gains. */
static void step_gains(const struct run *run, size_t t, double *variance,
                       double *m)
{
    const struct fc_arma_polynomial *ar = &run->arma->ar;
    struct fc_arma_filter *filter = run->filter;
    double *shift = filter->shift + t;
    double first = shift[0];
    double weight = *m * first;
    double next = *variance + weight * first;
    const struct gains by = {
        .weight = weight, .first = first, .share = 1.0 / next};

    for (size_t j = 0; j < ar->count; j++) {
        shift[ar->lag[j]] += ar->weight[j] * first;
    }
    move_gains(filter->gain, filter->ratio, shift + 1, by, run->arma->r);
    *m *= *variance / next;
    *variance = next;
}

/* The difference equation, from period @p from on. */
static void finish(const struct run *run, size_t column, size_t from)
{
    const struct fc_arma_polynomial *ar = &run->arma->ar;
    const struct fc_arma_polynomial *ma = &run->arma->ma;
    double *state = run->filter->state + column * run->filter->stride;
    const double *x = run->columns + column * run->n;
    double *out = run->out + column * run->n;

    for (size_t t = from; t < run->n; t++) {
        double error = x[t] - state[t];

        out[t] = error;
        for (size_t j = 0; j < ar->count; j++) {
            state[t + ar->lag[j]] += ar->weight[j] * x[t];
        }
        for (size_t j = 0; j < ma->count; j++) {
            state[t + ma->lag[j]] += ma->weight[j] * error;
        }
    }
}

double fc_arma_innovations(double *out, struct fc_arma_filter *filter,
                           const struct fc_arma *arma, const double *columns,
                           size_t n, size_t count)
{
    const struct run run = {.filter = filter,
                            .arma = arma,
                            .columns = columns,
                            .out = out,
                            .n = n,
                            .count = count};
    double variance = start(&run);
    double limit = 1.0 + fmin(close_to_one * variance, farthest_from_one);
    double m = -1.0 / variance;
    double log_determinant = 0.0;
    double product = 1.0; /* of variances whose logarithm is not taken yet */
    size_t t = 0;

    for (size_t i = 0; i < arma->r; i++) {
        filter->ratio[i] = filter->gain[i] * (1.0 / variance);
    }
    for (; t < n && variance > limit; t++) {
        product *= variance;
        if (product > largest_product) {
            log_determinant += log(product);
            product = 1.0;
        }
        step_columns(&run, t, variance);
        step_gains(&run, t, &variance, &m);
    }
    for (size_t c = 0; c < count; c++) {
        finish(&run, c, t);
    }
    return log_determinant + log(product);
}

/* What the autoregression leaves, term by term in their order. */
static void leave(double *restrict e, const double *restrict x,
                  const struct fc_arma_polynomial *ar, size_t from, size_t n)
{
    for (size_t t = 0; t < n; t++) {
        e[t] = t < from ? 0.0 : x[t];
    }
    for (size_t j = 0; j < ar->count; j++) {
        size_t lag = ar->lag[j];
        double weight = ar->weight[j];

        for (size_t t = from; t < n; t++) {
            e[t] -= weight * x[t - lag];
        }
    }
}

/* The moving average of errors from @p from on, those before it being zero. */
static void recur(double *e, const struct fc_arma_polynomial *ma, size_t from,
                  size_t n)
{
    size_t terms = 0; /* whose lags do not reach beyond the first row */

    for (size_t t = from; t < n; t++) {
        double error = e[t];

        while (terms < ma->count && ma->lag[terms] <= t) {
            terms++;
        }
        for (size_t j = 0; j < terms; j++) {
            double past = e[t - ma->lag[j]];

            error -= isnan(past) ? 0.0 : ma->weight[j] * past;
        }
        e[t] = error;
    }
}

void fc_arma_conditional_errors(double *out, const struct fc_arma *arma,
                                const double *columns, size_t n, size_t count,
                                size_t skip)
{
    for (size_t c = 0; c < count; c++) {
        leave(out + c * n, columns + c * n, &arma->ar, skip, n);
        recur(out + c * n, &arma->ma, skip, n);
    }
}
