/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which range a period is held against. What the user gives by option wins,
 * then the range that was asked for in the file, then the company's own.
 */
#include "planning/projection_state.h"

/* Right after the results of the as-of period the range for the next one
 * stands in public, none beyond. */
static bool was_known(const fc_projection *projection, fc_period period)
{
    return !projection->as_of_asked
           || fc_period_distance(projection->as_of, period) <= 1;
}

static struct fc_range from_list(const fc_projection *projection,
                                 fc_period period, fc_guidance_role role)
{
    const fc_guidance *found = NULL;

    if (projection->guidance != NULL && was_known(projection, period)) {
        found = fc_guidance_find(projection->guidance,
                                 projection->history->name, period, role);
    }
    if (found == NULL) {
        return (struct fc_range){0};
    }
    return (struct fc_range){
        .known = true,
        .origin = role == FC_GUIDANCE_TASK ? FC_RANGE_TASK : FC_RANGE_RELEASE,
        .low = found->low,
        .high = found->high};
}

struct fc_range fc_projection_range(const fc_projection *projection,
                                    fc_period period, enum fc_range_origin best)
{
    struct fc_range range = {0};

    if (best <= FC_RANGE_OPTION && projection->option.known
        && fc_period_distance(projection->option_period, period) == 0) {
        return projection->option;
    }
    if (best <= FC_RANGE_TASK) {
        range = from_list(projection, period, FC_GUIDANCE_TASK);
    }
    return range.known ? range
                       : from_list(projection, period, FC_GUIDANCE_RELEASE);
}

size_t fc_projection_guided_step(const fc_projection *projection)
{
    size_t step = 0;

    while (step < projection->horizon
           && !fc_projection_range(projection,
                                   fc_projection_period(projection, step),
                                   FC_RANGE_OPTION)
                   .known) {
        step++;
    }
    return step;
}

const char *fc_projection_verdict(const fc_projection *projection)
{
    size_t step = fc_projection_guided_step(projection);
    struct fc_range range = {0};

    if (step == projection->horizon) {
        return NULL;
    }
    range = fc_projection_range(
        projection, fc_projection_period(projection, step), FC_RANGE_OPTION);
    return fc_guidance_verdict(
        range.low, range.high,
        fc_projection_plain_steps(projection)[step].value.mean);
}
