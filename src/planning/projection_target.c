/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Targets from the joint paths. With T the sum of the steps that count, x(s)
 * one of them, V the value and R what is reported of the year:
 *
 *   required    V - R, split as the means of the steps are
 *   p_reach     (k + 1/2) / (n + 1), k of n draws with R + T >= V (Jeffreys)
 *   given V     x(s) + b(s) (V - R - T) in each draw,
 *               b(s) = Cov(x(s), T) / Var(T),
 *
 * the regression of the step on the sum, which adds up to V in every draw
 * (regression adjustment, Beaumont, Zhang & Balding 2002, Genetics 162,
 * 2025-2035).
 */
#include "planning/projection_target.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "planning/growth.h"

void fc_projection_release_targets(fc_projection *projection)
{
    for (size_t i = 0;
         projection->targets != NULL && i < projection->target_count; i++) {
        free(projection->targets[i].steps);
    }
    free(projection->targets);
}

/* The periods of the target, from the first to the last. */
struct stretch {
    fc_period first;
    fc_period last;
};

static fc_status find_stretch(struct stretch *out, char *text,
                              const fc_projection *projection,
                              const fc_target *target, fc_error *err)
{
    if (target->period.frequency != FC_FREQUENCY_NONE) {
        *out = (struct stretch){target->period, target->period};
        fc_period_format(text, target->period, projection->calendar);
        if (target->period.frequency != projection->origin.frequency) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "the target %s is for no period of the series, "
                           "which is %s",
                           text,
                           fc_frequency_name(projection->origin.frequency));
        }
        return FC_OK;
    }
    fc_year_format(text, target->year);
    fc_fiscal_year_periods(&out->first, &out->last, target->year,
                           projection->origin.frequency, projection->calendar);
    if (projection->history->kind == FC_STOCK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a target for %s needs a sum, but '%.64s' is a level; "
                       "give one for a period",
                       text, projection->history->name);
    }
    return FC_OK;
}

static fc_status check_horizon(const fc_projection *projection,
                               const struct stretch *stretch, const char *text,
                               fc_error *err)
{
    int64_t needed = fc_period_distance(projection->origin, stretch->last);
    char last[FC_PERIOD_TEXT_SIZE];

    if (needed < 1) {
        fc_period_format(last, projection->origin, projection->calendar);
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a target for %s comes too late: the data go to %s; "
                       "give one for a period to come",
                       text, last);
    }
    if ((uint64_t)needed > projection->horizon) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a target for %s needs --horizon %" PRId64
                       ": %zu does not complete it",
                       text, needed, projection->horizon);
    }
    return FC_OK;
}

/* What is reported of the year. */
static fc_status add_reported(struct fc_target_outlook *out,
                              const fc_projection *projection,
                              const struct stretch *stretch, fc_error *err)
{
    fc_span known = fc_series_span(projection->history);
    int64_t first = fc_period_distance(projection->origin, stretch->first) - 1;
    int64_t last = fc_period_distance(projection->origin, stretch->last) - 1;

    for (int64_t s = first; s < 0; s++) {
        out->reported += fc_span_at(known,
                                    fc_period_add(projection->origin, s + 1));
        out->reported_count++;
    }
    if (isnan(out->reported)) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "a target for %s needs all periods of the year that are "
                       "over, but one has no value",
                       out->text);
    }
    out->first = (size_t)(first > 0 ? first : 0);
    out->last = (size_t)last;
    out->needed = out->value - out->reported;
    return FC_OK;
}

/* The value on what the same period or year was before. */
static double growth_of(const fc_projection *projection,
                        const struct stretch *stretch, double value)
{
    fc_span known = fc_series_span(projection->history);
    int64_t year = (int64_t)projection->year_length;
    int64_t count = fc_period_distance(stretch->first, stretch->last) + 1;
    double before = 0.0;

    for (int64_t i = 0; i < count; i++) {
        before += fc_span_at(known, fc_period_add(stretch->first, i - year));
    }
    return year > 0 && !isnan(value) ? fc_growth_percent(value, before)
                                     : fc_missing();
}

/* What is reported is enough: nothing is left to say of the rest. */
static bool is_reached(const struct fc_target_outlook *target)
{
    return target->reported_count > 0 && target->needed <= 0.0;
}

/* What is left, split as the forecast is; evenly shifted where the forecast
 * has no shares. */
static void split(struct fc_target_outlook *out,
                  const fc_projection *projection)
{
    size_t count = out->last - out->first + 1;
    double sum = out->forecast - out->reported;

    for (size_t i = 0; i < count; i++) {
        struct fc_target_step *step = &out->steps[i];
        fc_period period = fc_projection_period(projection, out->first + i);
        struct stretch one = {period, period};
        double mean = fc_paths_mean(projection->paths, out->first + i);

        step->required = fc_missing();
        if (!is_reached(out)) {
            step->required = out->needed > 0.0 && sum > 0.0
                                 ? mean * (out->needed / sum)
                                 : mean + (out->needed - sum) / (double)count;
        }
        step->required_growth = growth_of(projection, &one, step->required);
    }
}

/* Cov(x, T) / Var(T) of one step; 0 without a spread. */
static double slope_of(const fc_paths *paths, size_t step,
                       const fc_paths *total)
{
    double mean = fc_paths_mean(paths, step);
    double mean_total = fc_paths_mean(total, 0);
    double products = 0.0;
    double squares = 0.0;

    for (size_t d = 0; d < paths->draws; d++) {
        double gap = total->values[d] - mean_total;

        products += gap * (paths->values[d * paths->steps + step] - mean);
        squares += gap * gap;
    }
    return squares > 0.0 ? products / squares : 0.0;
}

/* The steps, given that the target is just met. @p total has what is reported
 * in it. */
static fc_status condition(struct fc_target_outlook *out, const fc_paths *paths,
                           const fc_paths *total, fc_error *err)
{
    static const double probabilities[] = {0.1, 0.9};
    fc_paths *given = NULL;
    fc_status status = fc_paths_create(&given, total->start, total->draws, 1,
                                       err);

    for (size_t s = out->first; s <= out->last && status == FC_OK; s++) {
        struct fc_target_step *step = &out->steps[s - out->first];
        double slope = slope_of(paths, s, total);
        double bounds[2];

        if (is_reached(out)) {
            step->given = fc_missing();
            step->given_lower = fc_missing();
            step->given_upper = fc_missing();
            continue;
        }
        for (size_t d = 0; d < given->draws; d++) {
            given->values[d] = paths->values[d * paths->steps + s]
                               + slope * (out->value - total->values[d]);
        }
        step->given = fc_paths_mean(given, 0);
        status = fc_paths_quantiles(bounds, given, 0, probabilities, 2, err);
        step->given_lower = bounds[0];
        step->given_upper = bounds[1];
    }
    fc_paths_free(given);
    return status;
}

static fc_status look(struct fc_target_outlook *out,
                      const fc_projection *projection, fc_error *err)
{
    fc_paths *total = NULL;
    fc_status status = fc_paths_total(&total, projection->paths, out->first,
                                      out->last, out->reported, err);

    if (status != FC_OK) {
        return status;
    }
    out->forecast = fc_paths_mean(total, 0);
    out->p_reach = fc_paths_reach(total, 0, out->value);
    split(out, projection);
    status = condition(out, projection->paths, total, err);
    fc_paths_free(total);
    return status;
}

static fc_status add_target(struct fc_target_outlook *out,
                            const fc_projection *projection,
                            const fc_target *target, fc_error *err)
{
    struct stretch stretch;
    fc_status status = find_stretch(&stretch, out->text, projection, target,
                                    err);

    out->value = target->value;
    if (status == FC_OK) {
        status = check_horizon(projection, &stretch, out->text, err);
    }
    if (status == FC_OK) {
        status = add_reported(out, projection, &stretch, err);
    }
    if (status != FC_OK) {
        return status;
    }
    out->growth = growth_of(projection, &stretch, out->value);
    out->steps = fc_calloc(out->last - out->first + 1, sizeof *out->steps);
    if (out->steps == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a target");
    }
    return look(out, projection, err);
}

fc_status fc_projection_add_targets(fc_projection *projection,
                                    const fc_projection_request *request,
                                    fc_error *err)
{
    fc_status status = FC_OK;

    projection->targets = fc_calloc(request->target_count,
                                    sizeof *projection->targets);
    if (projection->targets == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for targets");
    }
    projection->target_count = request->target_count;
    for (size_t i = 0; i < request->target_count && status == FC_OK; i++) {
        status = add_target(&projection->targets[i], projection,
                            &request->targets[i], err);
    }
    return status;
}
