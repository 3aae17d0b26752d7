/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/paths.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "data/order_statistics.h"

fc_status fc_paths_create(fc_paths **out, fc_period start, size_t draws,
                          size_t steps, fc_error *err)
{
    fc_paths *paths = NULL;

    *out = NULL;
    if (draws == 0 || steps == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "sample paths need at least one draw and one step");
    }
    paths = fc_calloc(1, sizeof *paths);
    if (paths != NULL && draws <= SIZE_MAX / steps) {
        *paths = (fc_paths){
            .start = start,
            .draws = draws,
            .steps = steps,
            .values = fc_calloc(draws * steps, sizeof *paths->values)};
    }
    if (paths == NULL || paths->values == NULL) {
        fc_paths_free(paths);
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for %zu draws of %zu steps; ask for "
                       "fewer draws",
                       draws, steps);
    }
    *out = paths;
    return FC_OK;
}

void fc_paths_free(fc_paths *paths)
{
    if (paths != NULL) {
        free(paths->values);
        free(paths);
    }
}

static double value_at(const fc_paths *paths, size_t draw, size_t step)
{
    return paths->values[draw * paths->steps + step];
}

/* The running form: a sum of draws could overflow where their mean does not. */
double fc_paths_mean(const fc_paths *paths, size_t step)
{
    double mean = 0.0;

    assert(step < paths->steps);
    for (size_t draw = 0; draw < paths->draws; draw++) {
        mean += (value_at(paths, draw, step) - mean) / (double)(draw + 1);
    }
    return mean;
}

static fc_status check_probabilities(const double *probabilities, size_t count,
                                     fc_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!(probabilities[i] >= 0.0 && probabilities[i] <= 1.0)) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "%g is not a probability; give one between 0 and 1",
                           probabilities[i]);
        }
    }
    return FC_OK;
}

/* A copy of one step. NaN has no order, so it is refused. */
static fc_status copy_step(double *out, const fc_paths *paths, size_t step,
                           fc_error *err)
{
    for (size_t draw = 0; draw < paths->draws; draw++) {
        out[draw] = value_at(paths, draw, step);
        if (isnan(out[draw])) {
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "draw %zu of step %zu is not a number", draw + 1,
                           step + 1);
        }
    }
    return FC_OK;
}

static void insert_rank(size_t *ranks, size_t *count, size_t rank)
{
    size_t at = *count;

    for (; at > 0 && ranks[at - 1] > rank; at--) {
        ranks[at] = ranks[at - 1];
    }
    ranks[at] = rank;
    (*count)++;
}

/* Put the order statistics that the probabilities need in their places. */
static void place_ranks(double *values, size_t draws, size_t *ranks,
                        const double *probabilities, size_t count)
{
    size_t found = 0;

    for (size_t i = 0; i < count; i++) {
        size_t below = (size_t)floor(probabilities[i] * (double)(draws - 1));

        insert_rank(ranks, &found, below);
        if (below + 1 < draws) {
            insert_rank(ranks, &found, below + 1);
        }
    }
    fc_order_statistics(values, draws, ranks, found);
}

fc_status fc_paths_quantiles(double *out, const fc_paths *paths, size_t step,
                             const double *probabilities, size_t count,
                             fc_error *err)
{
    double *values = NULL;
    size_t *ranks = NULL;
    fc_status status = check_probabilities(probabilities, count, err);

    assert(step < paths->steps);
    if (status != FC_OK) {
        return status;
    }
    values = fc_calloc(paths->draws, sizeof *values);
    ranks = fc_calloc(2 * count, sizeof *ranks);
    if (values == NULL || ranks == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for quantiles");
    } else {
        status = copy_step(values, paths, step, err);
    }
    if (status == FC_OK) {
        place_ranks(values, paths->draws, ranks, probabilities, count);
        for (size_t i = 0; i < count; i++) {
            out[i] = fc_sorted_quantile(values, paths->draws, probabilities[i]);
        }
    }
    free(values);
    free(ranks);
    return status;
}

fc_status fc_paths_total(fc_paths **out, const fc_paths *paths, size_t first,
                         size_t last, double certain, fc_error *err)
{
    fc_paths *total = NULL;
    fc_status status = FC_OK;

    assert(first <= last && last < paths->steps);
    status = fc_paths_create(&total,
                             fc_period_add(paths->start, (int64_t)first),
                             paths->draws, 1, err);
    *out = NULL;
    if (status != FC_OK) {
        return status;
    }
    for (size_t draw = 0; draw < paths->draws; draw++) {
        double sum = certain;

        for (size_t step = first; step <= last; step++) {
            sum += value_at(paths, draw, step);
        }
        total->values[draw] = sum;
    }
    *out = total;
    return FC_OK;
}

fc_odds fc_paths_odds(const fc_paths *paths, size_t step, double low,
                      double high)
{
    size_t below = 0;
    size_t above = 0;
    double all = (double)paths->draws + 1.5;

    assert(step < paths->steps && !(low > high)); /* NaN: open */
    for (size_t draw = 0; draw < paths->draws; draw++) {
        double value = value_at(paths, draw, step);

        below += value < low;
        above += value > high;
    }
    return (fc_odds){
        .below = ((double)below + 0.5) / all,
        .inside = ((double)(paths->draws - below - above) + 0.5) / all,
        .above = ((double)above + 0.5) / all,
    };
}

double fc_paths_reach(const fc_paths *paths, size_t step, double value)
{
    size_t count = 0;

    for (size_t d = 0; d < paths->draws; d++) {
        count += paths->values[d * paths->steps + step] >= value;
    }
    return ((double)count + 0.5) / ((double)paths->draws + 1.0);
}
