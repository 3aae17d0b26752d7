/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Orders of ARMA for errors that are given, by the method of Hannan & Rissanen:
 * a long autoregression gives a first picture of the shocks, then the errors
 * are regressed on earlier errors and earlier shocks. All orders up to 5 share
 * one table of products, so each costs one small system.
 *
 * Reference: Hannan & Rissanen, Recursive estimation of mixed
 * autoregressive-moving average order, Biometrika 69 (1982).
 */
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "models/tbats_search.h"

enum { LAGS = FC_TBATS_ORDER_MAX, COLUMNS = 1 + 2 * LAGS, LONG = 12 };

struct table {
    size_t rows;
    double products[COLUMNS][COLUMNS]; /* error, its lags, lags of shocks */
};

/* Shocks of the long autoregression of Yule & Walker, by Levinson's recursion.
 */
static void fill_shocks(double *shock, const double *e, size_t n, size_t order)
{
    double r[LONG + 1] = {0};
    double a[LONG + 1] = {0};
    double before[LONG + 1] = {0};
    double variance = 0.0;

    for (size_t k = 0; k <= order; k++) {
        for (size_t t = k; t < n; t++) {
            r[k] += e[t] * e[t - k];
        }
    }
    variance = r[0];
    for (size_t m = 1; m <= order && variance > 0.0; m++) {
        double sum = r[m];

        memcpy(before, a, sizeof a);
        for (size_t i = 1; i < m; i++) {
            sum -= before[i] * r[m - i];
        }
        a[m] = sum / variance;
        for (size_t i = 1; i < m; i++) {
            a[i] = before[i] - a[m] * before[m - i];
        }
        variance *= 1.0 - a[m] * a[m];
    }
    for (size_t t = 0; t < n; t++) {
        shock[t] = e[t];
        for (size_t i = 1; i <= order && i <= t; i++) {
            shock[t] -= a[i] * e[t - i];
        }
    }
}

static void fill_table(struct table *out, const double *e, const double *shock,
                       size_t n, size_t first)
{
    *out = (struct table){.rows = n - first};
    for (size_t t = first; t < n; t++) {
        double row[COLUMNS];

        row[0] = e[t];
        for (size_t i = 1; i <= LAGS; i++) {
            row[i] = e[t - i];
            row[LAGS + i] = shock[t - i];
        }
        for (size_t i = 0; i < COLUMNS; i++) {
            for (size_t k = 0; k <= i; k++) {
                out->products[i][k] += row[i] * row[k];
            }
        }
    }
}

/* The squares that are left, and the coefficients. */
static double regress(double *coefficients, const struct table *table, size_t p,
                      size_t q)
{
    size_t count = p + q;
    size_t column[2 * LAGS];
    double normal[4 * LAGS * LAGS];
    double side[2 * LAGS];
    gsl_matrix_view matrix = gsl_matrix_view_array(normal, count, count);
    gsl_vector_view right = gsl_vector_view_array(side, count);
    gsl_vector_view x = gsl_vector_view_array(coefficients, count);
    double squares = table->products[0][0];

    for (size_t i = 0; i < count; i++) {
        column[i] = i < p ? 1 + i : 1 + LAGS + i - p;
        side[i] = table->products[column[i]][0];
        for (size_t k = 0; k <= i; k++) {
            normal[i * count + k] = table->products[column[i]][column[k]];
            normal[k * count + i] = normal[i * count + k];
        }
    }
    if (gsl_linalg_cholesky_decomp1(&matrix.matrix) != 0
        || gsl_linalg_cholesky_solve(&matrix.matrix, &right.vector, &x.vector)
               != 0) {
        return HUGE_VAL;
    }
    for (size_t i = 0; i < count; i++) {
        squares -= coefficients[i] * side[i];
    }
    return squares > 0.0 ? squares : HUGE_VAL;
}

static double corrected_aic(double squares, size_t rows, size_t parameters)
{
    double n = (double)rows;
    double k = (double)parameters + 1.0;

    return n > k + 1.0 ? n * log(squares) + 2.0 * k * n / (n - k - 1.0)
                       : HUGE_VAL;
}

/* Put one among the best, which are in order. */
static void insert(struct fc_tbats_order *best, size_t count,
                   const struct fc_tbats_order *order)
{
    for (size_t i = 0; i < count; i++) {
        if (order->aicc < best[i].aicc) {
            memmove(best + i + 1, best + i, (count - 1 - i) * sizeof *best);
            best[i] = *order;
            return;
        }
    }
}

void fc_tbats_orders(struct fc_tbats_order *best, size_t count,
                     const struct fc_tbats_form *only, double *shock,
                     const double *e, size_t n)
{
    size_t order = n / 4 < LONG ? n / 4 : LONG;
    size_t first = order > LAGS ? order : LAGS;
    struct table table;

    for (size_t i = 0; i < count; i++) {
        best[i] = (struct fc_tbats_order){.aicc = HUGE_VAL};
    }
    if (n <= first + 2) {
        return;
    }
    fill_shocks(shock, e, n, order);
    fill_table(&table, e, shock, n, first);
    for (size_t p = 0; p <= LAGS; p++) {
        for (size_t q = p == 0 ? 1 : 0;
             q <= LAGS && (only != NULL || p + q <= LAGS); q++) {
            double c[2 * LAGS] = {0};
            struct fc_tbats_order next = {.p = p, .q = q};

            if (only != NULL && (p != only->p || q != only->q)) {
                continue;
            }
            next.aicc = corrected_aic(regress(c, &table, p, q), table.rows,
                                      p + q);
            memcpy(next.ar, c, p * sizeof *c);
            memcpy(next.ma, c + p, q * sizeof *c);
            insert(best, count, &next);
        }
    }
}
