/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/paths.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

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

static int compare_values(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Type 7: the quantile of p stands at position (n - 1) p of the order
 * statistics, counted from 0. */
static double sorted_quantile(const double *sorted, size_t count,
                              double probability)
{
    double position = probability * (double)(count - 1);
    size_t below = (size_t)floor(position);
    double share = position - (double)below;

    if (share <= 0.0 || below + 1 >= count) {
        return sorted[below];
    }
    return (1.0 - share) * sorted[below] + share * sorted[below + 1];
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

/* A copy of one step, in ascending order. NaN has no order, so it is refused.
 */
static fc_status sorted_step(double **out, const fc_paths *paths, size_t step,
                             fc_error *err)
{
    double *sorted = fc_calloc(paths->draws, sizeof *sorted);

    if (sorted == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for quantiles");
    }
    for (size_t draw = 0; draw < paths->draws; draw++) {
        sorted[draw] = value_at(paths, draw, step);
        if (isnan(sorted[draw])) {
            free(sorted);
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "draw %zu of step %zu is not a number", draw + 1,
                           step + 1);
        }
    }
    qsort(sorted, paths->draws, sizeof *sorted, compare_values);
    *out = sorted;
    return FC_OK;
}

fc_status fc_paths_quantiles(double *out, const fc_paths *paths, size_t step,
                             const double *probabilities, size_t count,
                             fc_error *err)
{
    double *sorted = NULL;
    fc_status status = check_probabilities(probabilities, count, err);

    assert(step < paths->steps);
    if (status == FC_OK) {
        status = sorted_step(&sorted, paths, step, err);
    }
    if (status != FC_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        out[i] = sorted_quantile(sorted, paths->draws, probabilities[i]);
    }
    free(sorted);
    return FC_OK;
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

    assert(step < paths->steps && low <= high);
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
