/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/small_sample.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "data/ranks.h"

/* Share of each of the two tails: 95 %. */
static const double tail = 0.025;

static const struct fc_ends unknown = {(double)NAN, (double)NAN};

struct fc_ends fc_share_ends(double hits, double n)
{
    double z = gsl_cdf_ugaussian_Qinv(tail);
    double share = 0.0;
    double centre = 0.0;
    double half = 0.0;

    if (!(n > 0.0)) {
        return unknown;
    }
    share = hits / n;
    centre = (share + 0.5 * z * z / n) / (1.0 + z * z / n);
    half = z * sqrt(share * (1.0 - share) / n + 0.25 * z * z / (n * n))
           / (1.0 + z * z / n);
    /* Exact at the ends, where rounding may leave a speck. */
    return (struct fc_ends){.low = hits > 0.0 ? centre - half : 0.0,
                            .high = hits < n ? centre + half : 1.0};
}

struct fc_ends fc_mean_ends(double mean, double sd, size_t n)
{
    double half = 0.0;

    if (n < 2) {
        return unknown;
    }
    half = gsl_cdf_tdist_Qinv(tail, (double)(n - 1)) * sd / sqrt((double)n);
    return (struct fc_ends){.low = mean - half, .high = mean + half};
}

struct fc_ends fc_rank_correlation_ends(double r, size_t n)
{
    double half = 0.0;

    if (n < 4 || !(fabs(r) < 1.0)) {
        return unknown;
    }
    half = gsl_cdf_ugaussian_Qinv(tail)
           * sqrt((1.0 + 0.5 * r * r) / ((double)n - 3.0));
    return (struct fc_ends){.low = tanh(atanh(r) - half),
                            .high = tanh(atanh(r) + half)};
}

/* Ranks from 1, the mean of them for equal values. @p items is room for twice
 * @p n. */
static void rank(double *out, const double *values, size_t n,
                 struct fc_ranked *items)
{
    for (size_t i = 0; i < n; i++) {
        items[i] = (struct fc_ranked){.value = values[i], .place = i};
    }
    fc_ranks_sort(items, items + n, n);
    for (size_t first = 0, end = 0; first < n; first = end) {
        while (end < n && items[end].value == items[first].value) {
            end++;
        }
        for (size_t i = first; i < end; i++) {
            out[items[i].place] = 0.5 * (double)(first + 1 + end);
        }
    }
}

static fc_status check(const double *x, const double *y, size_t n,
                       fc_error *err)
{
    if (n < 2) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "a rank correlation needs at least 2 pairs, not %zu", n);
    }
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i]) || !isfinite(y[i])) {
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "pair %zu of the rank correlation is not finite",
                           i + 1);
        }
    }
    return FC_OK;
}

fc_status fc_rank_correlation(double *out, const double *x, const double *y,
                              size_t n, fc_error *err)
{
    double *ranks = NULL;
    struct fc_ranked *items = NULL;
    double r = 0.0;
    fc_status status = check(x, y, n, err);

    if (status != FC_OK) {
        return status;
    }
    ranks = fc_calloc(2 * n, sizeof *ranks);
    items = fc_calloc(2 * n, sizeof *items);
    if (ranks == NULL || items == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu ranks", n);
    } else {
        rank(ranks, x, n, items);
        rank(ranks + n, y, n, items);
        r = gsl_stats_correlation(ranks, 1, ranks + n, 1, n);
    }
    free(items);
    free(ranks);
    if (status == FC_OK && !isfinite(r)) {
        status = FC_FAIL(err, FC_ERR_DATA,
                         "all values of one side are equal: no correlation");
    }
    if (status == FC_OK) {
        *out = r;
    }
    return status;
}
