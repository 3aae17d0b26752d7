/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps, growth and fiscal years, all from the same joint draws: a year is the
 * sum of its known periods and its steps in each draw, its growth that of the
 * draw's year on the draw's year before.
 */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "planning/growth.h"
#include "planning/projection_state.h"

static const double probabilities[FC_BOUNDS] = {
    [FC_LOWER_80] = 0.1,
    [FC_UPPER_80] = 0.9,
    [FC_LOWER_95] = 0.025,
    [FC_UPPER_95] = 0.975,
};

static struct fc_outlook nothing(void)
{
    struct fc_outlook out = {.mean = fc_missing()};

    for (size_t i = 0; i < FC_BOUNDS; i++) {
        out.bound[i] = fc_missing();
    }
    return out;
}

fc_status fc_outlook_look(struct fc_outlook *out, const fc_paths *paths,
                          size_t step, fc_error *err)
{
    out->mean = fc_paths_mean(paths, step);
    return fc_paths_quantiles(out->bound, paths, step, probabilities, FC_BOUNDS,
                              err);
}

/* Growth of @p step of @p paths on a base that is certain (@p before NULL) or
 * the step @p base_step of @p before; nothing without a positive base. */
struct growth_base {
    const fc_paths *before;
    size_t step;
    double certain;
};

static bool base_is_positive(const struct growth_base *base)
{
    const fc_paths *before = base->before;

    if (before == NULL) {
        return base->certain > 0.0;
    }
    for (size_t d = 0; d < before->draws; d++) {
        if (!(before->values[d * before->steps + base->step] > 0.0)) {
            return false;
        }
    }
    return true;
}

static double base_of_draw(const struct growth_base *base, size_t draw)
{
    return base->before == NULL
               ? base->certain
               : base->before->values[draw * base->before->steps + base->step];
}

static fc_status look_at_growth(struct fc_outlook *out, const fc_paths *paths,
                                size_t step, const struct growth_base *base,
                                fc_error *err)
{
    fc_paths *growth = NULL;
    fc_status status = FC_OK;

    *out = nothing();
    if (!base_is_positive(base)) {
        return FC_OK;
    }
    status = fc_paths_create(&growth, paths->start, paths->draws, 1, err);
    if (status != FC_OK) {
        return status;
    }
    for (size_t d = 0; d < paths->draws; d++) {
        growth->values[d] = fc_growth_percent(
            paths->values[d * paths->steps + step], base_of_draw(base, d));
    }
    status = fc_outlook_look(out, growth, 0, err);
    fc_paths_free(growth);
    out->mean = fc_growth_percent(
        fc_paths_mean(paths, step),
        base->before == NULL ? base->certain
                             : fc_paths_mean(base->before, base->step));
    return status;
}

static fc_status add_extra(struct fc_projected *row, const fc_paths *paths,
                           size_t step, const fc_projection *projection,
                           fc_error *err)
{
    row->extra = fc_calloc(projection->quantile_count, sizeof *row->extra);
    if (row->extra == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for quantiles");
    }
    return fc_paths_quantiles(row->extra, paths, step, projection->quantiles,
                              projection->quantile_count, err);
}

static struct growth_base base_of_step(const fc_projection *projection,
                                       size_t step)
{
    size_t year = projection->year_length;

    if (year > 0 && step >= year) {
        return (struct growth_base){.before = projection->paths,
                                    .step = step - year};
    }
    return (struct growth_base){
        .certain = year == 0 ? fc_missing()
                             : fc_span_at(fc_series_span(projection->history),
                                          fc_period_add(fc_projection_period(
                                                            projection, step),
                                                        -(int64_t)year))};
}

fc_status fc_projection_add_steps(fc_projection *projection, fc_error *err)
{
    fc_status status = FC_OK;

    projection->steps = fc_calloc(projection->horizon,
                                  sizeof *projection->steps);
    if (projection->steps == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu steps",
                       projection->horizon);
    }
    for (size_t s = 0; s < projection->horizon && status == FC_OK; s++) {
        struct fc_projected *row = &projection->steps[s];
        struct growth_base base = base_of_step(projection, s);

        row->period = fc_projection_period(projection, s);
        status = fc_outlook_look(&row->value, projection->paths, s, err);
        if (status == FC_OK) {
            status = look_at_growth(&row->growth, projection->paths, s, &base,
                                    err);
        }
        if (status == FC_OK) {
            status = add_extra(row, projection->paths, s, projection, err);
        }
    }
    return status;
}

/* The sum of a fiscal year in each draw; *out stays NULL if the horizon does
 * not complete the year or a reported period is missing. */
static fc_status year_paths(fc_paths **out, const fc_projection *projection,
                            const fc_year *year, fc_error *err)
{
    fc_span known = fc_series_span(projection->history);
    int64_t last = fc_period_distance(projection->origin, year->last) - 1;
    int64_t first = fc_period_distance(projection->origin, year->first) - 1;
    double certain = 0.0;

    *out = NULL;
    if (last < 0 || (uint64_t)last >= projection->horizon) {
        return FC_OK;
    }
    for (int64_t s = first; s < 0; s++) {
        certain += fc_span_at(known, fc_period_add(projection->origin, s + 1));
    }
    if (isnan(certain)) {
        return FC_OK;
    }
    return fc_paths_total(out, projection->paths,
                          (size_t)(first > 0 ? first : 0), (size_t)last,
                          certain, err);
}

static fc_status add_total(fc_projection *projection, const fc_year *year,
                           const fc_paths *sum, const fc_paths *before,
                           fc_error *err)
{
    struct fc_projected *row = &projection->totals[projection->total_count];
    fc_year earlier = fc_year_of(fc_series_span(projection->history), FC_FLOW,
                                 year->year - 1, projection->calendar);
    struct growth_base base = {.before = before, .certain = earlier.total};
    fc_status status = fc_outlook_look(&row->value, sum, 0, err);

    row->period = year->last;
    row->year = year->year;
    if (status == FC_OK) {
        status = look_at_growth(&row->growth, sum, 0, &base, err);
    }
    if (status == FC_OK) {
        status = add_extra(row, sum, 0, projection, err);
    }
    projection->total_count++; /* what is in it is freed even so */
    return status;
}

static fc_status add_years(fc_projection *projection, int first, int last,
                           fc_error *err)
{
    fc_paths *before = NULL;
    fc_status status = FC_OK;

    for (int y = first; y <= last && status == FC_OK; y++) {
        fc_year year = fc_year_of(fc_series_span(projection->history), FC_FLOW,
                                  y, projection->calendar);
        fc_paths *sum = NULL;

        status = year_paths(&sum, projection, &year, err);
        if (status == FC_OK && sum != NULL) {
            status = add_total(projection, &year, sum, before, err);
        }
        fc_paths_free(before);
        before = sum;
    }
    fc_paths_free(before);
    return status;
}

fc_status fc_projection_add_totals(fc_projection *projection, fc_error *err)
{
    fc_calendar calendar = projection->calendar;
    int first = fc_period_fiscal_year(fc_projection_period(projection, 0),
                                      calendar);
    int last = fc_period_fiscal_year(
        fc_projection_period(projection, projection->horizon - 1), calendar);

    if (projection->history->kind == FC_STOCK
        || projection->origin.frequency == FC_YEARLY) {
        return FC_OK; /* no sum, or nothing to sum */
    }
    projection->totals = fc_calloc((size_t)(last - first) + 1,
                                   sizeof *projection->totals);
    if (projection->totals == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for totals");
    }
    return add_years(projection, first, last, err);
}
