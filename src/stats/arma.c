/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The autocovariances come from the autoregressions of order 1, 2, ... that the
 * step-down recursion leaves (Durbin 1960): with the partial autocorrelations
 * k(i), gamma(0) = 1 / ((1 - k(1)^2) ... (1 - k(p)^2)) and
 * gamma(j) = phi(j,1) gamma(j-1) + ... + phi(j,j) gamma(0). So no system of
 * equations is solved and a process that is not stationary is found on the way.
 * The moving average then spreads them: its own products by lag times gamma.
 *
 * The covariance of the state with w(t) follows from what the state is,
 * a(t)[i] = sum over k >= i of phi(k+1) w(t-1-k+i) + theta(k) e(t-k+i).
 *
 * Reference: Box & Jenkins, Time Series Analysis; Harvey, Forecasting,
 * Structural Time Series Models and the Kalman Filter (1989), 3.4.
 */
#include "stats/arma.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_poly.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"

/* A process that varies more than this, in error variances, is a random walk
 * for all that a series can tell, and differences of such numbers have no
 * digits left. */
static const double largest_variance = 1e8;

size_t fc_arma_parameter_count(const struct fc_arma_orders *orders)
{
    return orders->p + orders->q + orders->seasonal_p + orders->seasonal_q;
}

size_t fc_arma_ar_degree(const struct fc_arma_orders *orders)
{
    return orders->p + orders->seasonal_p * orders->m;
}

size_t fc_arma_ma_degree(const struct fc_arma_orders *orders)
{
    return orders->q + orders->seasonal_q * orders->m;
}

static bool allocate(struct fc_arma_polynomial *out, size_t degree)
{
    *out = (struct fc_arma_polynomial){
        .value = fc_calloc(degree, sizeof(double)),
        .lag = fc_calloc(degree, sizeof(size_t)),
        .weight = fc_calloc(degree, sizeof(double)),
    };
    return out->value != NULL && out->lag != NULL && out->weight != NULL;
}

fc_status fc_arma_init(struct fc_arma *out,
                       const struct fc_arma_orders *largest, fc_error *err)
{
    size_t p = fc_arma_ar_degree(largest);
    size_t q = fc_arma_ma_degree(largest);
    size_t r = p > q + 1 ? p : q + 1;
    bool whole = false;

    *out = (struct fc_arma){
        .covariance = fc_calloc(r, sizeof(double)),
        .psi = fc_calloc(r, sizeof(double)),
        .gamma = fc_calloc(p + q + 1, sizeof(double)),
        .own = fc_calloc(p + 1, sizeof(double)),
        .orders = fc_calloc(p * (p + 1) / 2, sizeof(double)),
        .across = fc_calloc(q + 1, sizeof(double)),
    };
    whole = allocate(&out->ar, p);
    whole = allocate(&out->ma, q) && whole;
    if (!whole || out->covariance == NULL || out->psi == NULL
        || out->gamma == NULL || out->own == NULL || out->orders == NULL
        || out->across == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    return FC_OK;
}

static void release(struct fc_arma_polynomial *polynomial)
{
    free(polynomial->value);
    free(polynomial->lag);
    free(polynomial->weight);
}

void fc_arma_release(struct fc_arma *arma)
{
    release(&arma->ar);
    release(&arma->ma);
    free(arma->covariance);
    free(arma->psi);
    free(arma->gamma);
    free(arma->own);
    free(arma->orders);
    free(arma->across);
    *arma = (struct fc_arma){0};
}

/* (1 + sign (c(1) B + ...)) (1 + sign (s(1) B^m + ...)), without the 1 and
 * times sign. */
struct factors {
    const double *c;
    size_t count;
    const double *s;
    size_t seasonal;
    size_t m;
    double sign;
};

static void multiply(struct fc_arma_polynomial *out, const struct factors *of)
{
    out->degree = of->count + of->seasonal * of->m;
    out->count = 0;
    for (size_t j = 0; j < out->degree; j++) {
        out->value[j] = j < of->count ? of->c[j] : 0.0;
    }
    for (size_t k = 0; k < of->seasonal; k++) {
        double *value = out->value + (k + 1) * of->m - 1;

        value[0] += of->s[k];
        for (size_t j = 0; j < of->count; j++) {
            value[j + 1] += of->sign * of->s[k] * of->c[j];
        }
    }
    for (size_t j = 0; j < out->degree; j++) {
        if (out->value[j] != 0.0) {
            out->lag[out->count] = j + 1;
            out->weight[out->count++] = out->value[j];
        }
    }
}

void fc_arma_expand(struct fc_arma *arma, const struct fc_arma_orders *orders,
                    const double *parameters)
{
    const double *seasonal = parameters + orders->p + orders->q;
    const struct factors ar = {.c = parameters,
                               .count = orders->p,
                               .s = seasonal,
                               .seasonal = orders->seasonal_p,
                               .m = orders->m,
                               .sign = -1.0};
    const struct factors ma = {.c = parameters + orders->p,
                               .count = orders->q,
                               .s = seasonal + orders->seasonal_p,
                               .seasonal = orders->seasonal_q,
                               .m = orders->m,
                               .sign = 1.0};

    multiply(&arma->ar, &ar);
    multiply(&arma->ma, &ma);
    arma->r = arma->ar.degree > arma->ma.degree + 1 ? arma->ar.degree
                                                    : arma->ma.degree + 1;
}

/* The autoregression of order k among those of all orders. */
static double *order(const struct fc_arma *arma, size_t k)
{
    return arma->orders + k * (k - 1) / 2;
}

/* gamma(0) ... of the autoregression without the moving average. */
static bool autoregression(struct fc_arma *arma)
{
    const struct fc_arma_polynomial *ar = &arma->ar;
    size_t p = ar->degree;
    double variance = 1.0;

    if (p > 0) {
        memcpy(order(arma, p), ar->value, p * sizeof(double));
    }
    for (size_t k = p; k > 0; k--) {
        const double *now = order(arma, k);
        double partial = now[k - 1];
        double rest = 1.0 - partial * partial;

        if (!(rest > 0.0)) {
            return false;
        }
        variance /= rest;
        for (size_t i = 0; i + 1 < k; i++) {
            order(arma, k - 1)[i] = (now[i] + partial * now[k - 2 - i]) / rest;
        }
    }
    arma->gamma[0] = variance;
    for (size_t j = 1; j <= p; j++) {
        const double *now = order(arma, j);

        arma->gamma[j] = 0.0;
        for (size_t i = 0; i < j; i++) {
            arma->gamma[j] += now[i] * arma->gamma[j - 1 - i];
        }
    }
    for (size_t j = p + 1; j <= p + arma->ma.degree; j++) {
        arma->gamma[j] = 0.0;
        for (size_t i = 0; i < ar->count; i++) {
            arma->gamma[j] += ar->weight[i] * arma->gamma[j - ar->lag[i]];
        }
    }
    return variance < largest_variance;
}

/* The autocovariances of w at the lags 0 to p. */
static void spread(struct fc_arma *arma)
{
    const struct fc_arma_polynomial *ma = &arma->ma;
    size_t p = arma->ar.degree;

    memset(arma->across, 0, (ma->degree + 1) * sizeof(double));
    arma->across[0] = 1.0;
    for (size_t i = 0; i < ma->count; i++) {
        arma->across[ma->lag[i]] += ma->weight[i];
        for (size_t j = 0; j <= i; j++) {
            arma->across[ma->lag[i] - ma->lag[j]] += ma->weight[i]
                                                     * ma->weight[j];
        }
    }
    for (size_t k = 0; k <= p; k++) {
        arma->own[k] = arma->across[0] * arma->gamma[k];
    }
    for (size_t h = 1; h <= ma->degree; h++) {
        for (size_t k = 0; arma->across[h] != 0.0 && k <= p; k++) {
            size_t back = k > h ? k - h : h - k;

            arma->own[k] += arma->across[h]
                            * (arma->gamma[k + h] + arma->gamma[back]);
        }
    }
}

static void respond(struct fc_arma *arma)
{
    const struct fc_arma_polynomial *ar = &arma->ar;

    arma->psi[0] = 1.0;
    for (size_t j = 1; j < arma->r; j++) {
        arma->psi[j] = j <= arma->ma.degree ? arma->ma.value[j - 1] : 0.0;
        for (size_t i = 0; i < ar->count && ar->lag[i] <= j; i++) {
            arma->psi[j] += ar->weight[i] * arma->psi[j - ar->lag[i]];
        }
    }
}

bool fc_arma_stationary_state(struct fc_arma *arma)
{
    const struct fc_arma_polynomial *ar = &arma->ar;
    const struct fc_arma_polynomial *ma = &arma->ma;

    if (!autoregression(arma)) {
        return false;
    }
    spread(arma);
    respond(arma);
    memset(arma->covariance, 0, arma->r * sizeof(double));
    arma->covariance[0] = arma->own[0];
    for (size_t j = 0; j < ar->count; j++) {
        for (size_t i = 1; i < ar->lag[j]; i++) {
            arma->covariance[i] += ar->weight[j] * arma->own[ar->lag[j] - i];
        }
    }
    for (size_t j = 0; j < ma->count; j++) {
        for (size_t i = 1; i <= ma->lag[j]; i++) {
            arma->covariance[i] += ma->weight[j] * arma->psi[ma->lag[j] - i];
        }
    }
    return true;
}

bool fc_arma_roots_outside(const double *c, size_t degree, double modulus,
                           double *room)
{
    double *now = room;
    double *next = room + degree;
    double power = modulus;

    for (size_t i = 0; i < degree; i++) {
        now[i] = c[i] * power;
        power *= modulus;
    }
    for (size_t k = degree; k > 0; k--) {
        double partial = now[k - 1];
        double *last = now;

        if (!(fabs(partial) < 1.0)) {
            return false;
        }
        for (size_t i = 0; i + 1 < k; i++) {
            next[i] = (now[i] + partial * now[k - 2 - i])
                      / (1.0 - partial * partial);
        }
        now = next;
        next = last;
    }
    return true;
}

/* The product of (1 - z / root), real as roots come in pairs. */
static void from_roots(double *c, const double *roots, size_t degree)
{
    double re[FC_ARMA_ROOTS_MAX + 1] = {1.0};
    double im[FC_ARMA_ROOTS_MAX + 1] = {0.0};

    for (size_t k = 0; k < degree; k++) {
        double size = roots[2 * k] * roots[2 * k]
                      + roots[2 * k + 1] * roots[2 * k + 1];
        /* Inside the circle 1 / root becomes its mirror image, conj(root). */
        double scale = size < 1.0 ? 1.0 : 1.0 / size;
        double a = roots[2 * k] * scale;
        double b = -roots[2 * k + 1] * scale;

        for (size_t i = k + 1; i > 0; i--) {
            re[i] -= a * re[i - 1] - b * im[i - 1];
            im[i] -= a * im[i - 1] + b * re[i - 1];
        }
    }
    memcpy(c, re + 1, degree * sizeof(double));
}

fc_status fc_arma_reflect(double *c, size_t degree, fc_error *err)
{
    double whole[FC_ARMA_ROOTS_MAX + 1] = {1.0};
    double roots[2 * FC_ARMA_ROOTS_MAX];
    size_t last = degree;
    gsl_poly_complex_workspace *work = NULL;

    while (last > 0 && c[last - 1] == 0.0) {
        last--;
    }
    if (last == 0) {
        return FC_OK;
    }
    memcpy(whole + 1, c, last * sizeof(double));
    work = gsl_poly_complex_workspace_alloc(last + 1);
    if (work == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    if (gsl_poly_complex_solve(whole, last + 1, work, roots) == GSL_SUCCESS) {
        from_roots(c, roots, last);
    }
    gsl_poly_complex_workspace_free(work);
    return FC_OK;
}
