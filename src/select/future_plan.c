/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan in the place of the projection of a regressor. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "select/future_set.h"

/* A path that is being put together, step by step. */
struct blend {
    fc_paths *paths;
    const fc_paths *plan;
    const fc_paths *projected;
    fc_span known; /* up to the origin */
    const char *name;
    size_t season;
    uint64_t seed;
    bool planned; /* a planned step lies behind */
};

static double value_of(const fc_paths *paths, size_t draw, size_t step)
{
    return paths->values[draw % paths->draws * paths->steps + step];
}

static bool is_planned(const struct blend *blend, size_t step)
{
    return !isnan(blend->plan->values[step]);
}

static void copy_step(const struct blend *blend, const fc_paths *from,
                      size_t step)
{
    fc_paths *to = blend->paths;

    for (size_t d = 0; d < to->draws; d++) {
        to->values[d * to->steps + step] = value_of(from, d, step);
    }
}

/* The known values and the means of the steps so far. The caller frees it. */
static double *extend(const struct blend *blend, size_t steps)
{
    size_t length = blend->known.length;
    double *values = fc_calloc(length + steps, sizeof *values);

    if (values == NULL) {
        return NULL;
    }
    memcpy(values, blend->known.values, length * sizeof *values);
    for (size_t s = 0; s < steps; s++) {
        values[length + s] = fc_paths_mean(blend->paths, s);
    }
    return values;
}

/* What draw @p draw is of the mean, at the same time of the latest year before
 * step @p first: the share that @p step takes over. */
static double carried(const struct blend *blend, const double *means,
                      size_t draw, size_t first, size_t step)
{
    size_t back = step;

    while (back >= first && back >= blend->season) {
        back -= blend->season;
    }
    return back < first && means[back] > 0.0
               ? value_of(blend->paths, draw, back) / means[back]
               : 1.0;
}

static void append(const struct blend *blend, const fc_paths *beyond,
                   const double *means, size_t first)
{
    fc_paths *to = blend->paths;

    for (size_t d = 0; d < to->draws; d++) {
        for (size_t k = 0; k < beyond->steps; k++) {
            to->values[d * to->steps + first + k] = value_of(beyond, d, k)
                                                    * carried(blend, means, d,
                                                              first, first + k);
        }
    }
}

/* Steps @p first to @p last - 1, which follow planned ones. The noise is other
 * than that of the projection, which may stand before the plan. */
static fc_status go_on(const struct blend *blend, size_t first, size_t last,
                       fc_error *err)
{
    double *values = extend(blend, first);
    char stream[160];
    fc_paths *beyond = NULL;
    fc_status status = FC_OK;
    struct fc_future_projection projection = {
        .span = {.start = blend->known.start,
                 .length = blend->known.length + first,
                 .values = values},
        .season = blend->season,
        .stream = stream,
        .steps = last - first,
        .draws = blend->paths->draws,
        .seed = blend->seed};

    if (values == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a plan");
    }
    (void)snprintf(stream, sizeof stream, "%.128s behind step %zu", blend->name,
                   first);
    status = fc_future_project(&beyond, &projection, err);
    if (status == FC_OK && beyond == NULL) {
        status = FC_FAIL(err, FC_ERR_DATA,
                         "nothing can be said of '%.64s' behind its plan; plan "
                         "all periods of the horizon",
                         blend->name);
    }
    if (status == FC_OK) {
        append(blend, beyond, values + blend->known.length, first);
    }
    fc_paths_free(beyond);
    free(values);
    return status;
}

static fc_status fill(struct blend *blend, fc_error *err)
{
    size_t steps = blend->paths->steps;
    fc_status status = FC_OK;
    size_t s = 0;

    while (s < steps && status == FC_OK) {
        size_t next = s + 1;

        if (is_planned(blend, s)) {
            copy_step(blend, blend->plan, s);
            blend->planned = true;
        } else if (!blend->planned) {
            copy_step(blend, blend->projected, s);
        } else {
            while (next < steps && !is_planned(blend, next)) {
                next++;
            }
            status = go_on(blend, s, next, err);
        }
        s = next;
    }
    return status;
}

static const fc_regressor *find_regressor(const fc_training *data,
                                          const char *name)
{
    for (size_t i = 0; i < data->regressor_count; i++) {
        if (strcmp(data->regressors[i].name, name) == 0) {
            return &data->regressors[i];
        }
    }
    return NULL;
}

static fc_status replace(fc_future_set *set, size_t index, struct blend *blend,
                         fc_error *err)
{
    const fc_paths *before = set->paths[index];
    fc_status status = FC_OK;

    if (blend->plan->steps != before->steps
        || (blend->plan->draws != 1 && blend->plan->draws != before->draws)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the plan of '%.64s' has %zu steps and %zu draws, not "
                       "%zu and %zu",
                       blend->name, blend->plan->steps, blend->plan->draws,
                       before->steps, before->draws);
    }
    blend->projected = before;
    status = fc_paths_create(&blend->paths, before->start, before->draws,
                             before->steps, err);
    if (status == FC_OK) {
        status = fill(blend, err);
    }
    if (status != FC_OK) {
        fc_paths_free(blend->paths);
        return status;
    }
    fc_paths_free(set->paths[index]);
    set->paths[index] = blend->paths;
    set->views[index] = blend->paths;
    return FC_OK;
}

fc_status fc_future_set_plan(fc_future_set *set, const char *name,
                             const fc_paths *plan, const fc_training *data,
                             size_t origin, uint64_t seed, fc_error *err)
{
    const fc_regressor *regressor = find_regressor(data, name);
    struct blend blend = {
        .plan = plan, .name = name, .season = data->season, .seed = seed};

    for (size_t i = 0; regressor != NULL && i < set->future.count; i++) {
        if (strcmp(set->names[i], name) == 0) {
            blend.known = fc_future_known(regressor->span, origin);
            return replace(set, i, &blend, err);
        }
    }
    return FC_FAIL(err, FC_ERR_DATA,
                   "'%.64s' has no value at the origin, where its plan starts; "
                   "its values must reach as far as those of the series",
                   name);
}
