/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * With residual e, leverage h, s^2 = S / (n - p):
 *
 *   standardised  r = e / (s sqrt(1 - h))
 *   studentised   t = r s / s(i),  s(i)^2 = (S - e^2 / (1 - h)) / (n - p - 1)
 *   Cook          r^2 h / (p (1 - h))
 *
 * Reference: Cook & Weisberg (1982), Residuals and Influence in Regression.
 */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "regress/tested.h"

/* A row whose leverage is that close to 1 is fitted whatever its y is. */
static const double full_leverage = 1e-10;

static bool allocate(fc_influence *influence, size_t n)
{
    influence->n = n;
    influence->leverage = fc_calloc(n, sizeof *influence->leverage);
    influence->standardised = fc_calloc(n, sizeof *influence->standardised);
    influence->studentised = fc_calloc(n, sizeof *influence->studentised);
    influence->cook = fc_calloc(n, sizeof *influence->cook);
    return influence->leverage != NULL && influence->standardised != NULL
           && influence->studentised != NULL && influence->cook != NULL;
}

static void fill_row(fc_influence *influence, const fc_tested *tested, size_t i)
{
    double left = (double)(tested->n - tested->p);
    double variance = tested->rss / left;
    double e = tested->residuals[i];
    double free_share = 1.0 - influence->leverage[i];
    double square = 0.0;
    double without = 0.0;

    if (free_share < full_leverage) {
        influence->standardised[i] = fc_missing();
        influence->studentised[i] = fc_missing();
        influence->cook[i] = fc_missing();
        influence->undefined++;
        return;
    }
    square = e * e / free_share;
    without = (tested->rss - square) / (left - 1.0);
    influence->standardised[i] = e / sqrt(variance * free_share);
    influence->studentised[i] = e / sqrt(fmax(without, 0.0) * free_share);
    influence->cook[i] = square / variance * influence->leverage[i]
                         / ((double)tested->p * free_share);
}

static void find_largest(fc_influence *influence)
{
    double largest = -1.0;

    for (size_t i = 0; i < influence->n; i++) {
        if (influence->cook[i] > largest) {
            largest = influence->cook[i];
            influence->largest = i;
        }
    }
}

fc_status fc_influence_create(fc_influence **out,
                              const fc_linear_problem *problem, fc_error *err)
{
    fc_influence *influence = NULL;
    fc_tested *tested = NULL;
    fc_status status = fc_tested_create(&tested, problem, 0, err);

    *out = NULL;
    if (status == FC_OK) {
        status = fc_tested_room(tested, tested->p + 1, "influence", err);
    }
    if (status != FC_OK) {
        fc_tested_free(tested);
        return status;
    }
    influence = fc_calloc(1, sizeof *influence);
    if (influence == NULL || !allocate(influence, tested->n)) {
        fc_influence_free(influence);
        fc_tested_free(tested);
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for the influence of "
                       "rows");
    }
    fc_projector_leverage(tested->projector, influence->leverage);
    for (size_t i = 0; i < tested->n; i++) {
        fill_row(influence, tested, i);
    }
    find_largest(influence);
    fc_tested_free(tested);
    *out = influence;
    return FC_OK;
}

void fc_influence_free(fc_influence *influence)
{
    if (influence == NULL) {
        return;
    }
    free(influence->leverage);
    free(influence->standardised);
    free(influence->studentised);
    free(influence->cook);
    free(influence);
}
