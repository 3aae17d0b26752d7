/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/projection_plans.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "planning/lookup.h"
#include "planning/plan_split.h"

/* While the paths are made. */
struct maker {
    struct fc_projection_plans *plans;
    const fc_projection *projection;
    const fc_projection_request *request;
    const fc_scenario *scenario;
};

#define FAIL_AT(maker, plan, err, ...)                                         \
    FC_FAIL_AT((err), FC_ERR_DATA, (maker)->scenario->source, (plan)->line, 0, \
               __VA_ARGS__)

/* The series that a plan without a name means: the only regressor. */
static fc_status only_regressor(const char **out, const struct maker *maker,
                                const fc_plan *plan, fc_error *err)
{
    const fc_series_info *info = fc_dataset_info(
        maker->request->dataset, maker->projection->history->name);
    size_t count = info != NULL ? info->regressor_count : 0;

    if (count != 1) {
        return FAIL_AT(maker, plan, err,
                       "a plan for %.24s of which series? %.64s has %zu "
                       "regressors; write SERIES:%.24s=...",
                       plan->period, maker->projection->history->name, count,
                       plan->period);
    }
    *out = info->regressors[0];
    return FC_OK;
}

static fc_status find_series(const fc_series **out, const struct maker *maker,
                             const fc_plan *plan, fc_error *err)
{
    const char *target = maker->projection->history->name;
    const char *name = plan->series;
    fc_error why = {0};
    fc_status status = FC_OK;

    if (name[0] == '\0') {
        status = only_regressor(&name, maker, plan, err);
    }
    if (status != FC_OK) {
        return status;
    }
    if (strcmp(name, target) == 0) {
        return FAIL_AT(maker, plan, err,
                       "%.64s is what is forecast; plan a series that may "
                       "explain it",
                       target);
    }
    if (fc_series_lookup(out, maker->request->dataset->table, name, &why)
        != FC_OK) {
        return FAIL_AT(maker, plan, err, "%.300s", why.message);
    }
    return FC_OK;
}

/* Was it issued by the day of the as-of period's results, that is up to the
 * period behind it? A plan without a date is the user's own. */
static bool was_known(const struct maker *maker, const fc_plan *plan)
{
    fc_period as_of = maker->projection->as_of;
    fc_period issued;

    if (!maker->projection->as_of_asked || plan->issued.year == 0) {
        return true;
    }
    issued = fc_period_of_date(plan->issued, as_of.frequency,
                               maker->projection->calendar);
    return fc_period_distance(as_of, issued) <= 1;
}

/* Of several plans on record for a period the latest that was known counts, of
 * those the first. */
static bool is_replaced(const struct maker *maker, size_t index)
{
    const fc_scenario *scenario = maker->scenario;
    const fc_plan *plan = &scenario->plans[index];

    for (size_t i = 0; scenario->is_record && i < scenario->plan_count; i++) {
        const fc_plan *other = &scenario->plans[i];
        int later = fc_date_compare(other->issued, plan->issued);

        if (i != index && strcmp(other->series, plan->series) == 0
            && strcmp(other->period, plan->period) == 0
            && was_known(maker, other)
            && (later > 0 || (later == 0 && i < index))) {
            return true;
        }
    }
    return false;
}

/* What is on record of the series itself is no plan of a regressor. */
static bool counts(const struct maker *maker, size_t index)
{
    const fc_plan *plan = &maker->scenario->plans[index];

    return was_known(maker, plan) && !is_replaced(maker, index)
           && !(maker->scenario->is_record
                && strcmp(plan->series, maker->projection->history->name) == 0);
}

static size_t series_index(const struct fc_projection_plans *plans,
                           const fc_series *series)
{
    size_t i = 0;

    while (i < plans->series_count && plans->series[i] != series) {
        i++;
    }
    return i;
}

/* What is reported of a planned series by the as-of period. */
static fc_status find_known(fc_span *out, const struct maker *maker,
                            const fc_series *series, const fc_plan *plan,
                            fc_error *err)
{
    fc_span span = fc_series_span(series);
    char text[FC_PERIOD_TEXT_SIZE];

    if (maker->projection->as_of_asked) {
        span = fc_span_until(span, maker->projection->as_of);
    }
    *out = fc_span_trim(span);
    if (out->length == 0
        || fc_period_distance(maker->projection->origin, fc_span_last(*out))
               < 0) {
        fc_period_format(text, maker->projection->origin,
                         maker->projection->calendar);
        return FAIL_AT(maker, plan, err,
                       "%.64s has no value for %s, where the forecast starts, "
                       "so its plan has nothing to follow; add the value",
                       series->name, text);
    }
    return FC_OK;
}

/* Put the plans of the scenario with their series. */
static fc_status gather(const struct maker *maker, struct fc_plan_path *paths,
                        fc_error *err)
{
    const fc_scenario *scenario = maker->scenario;
    fc_status status = FC_OK;

    assert(scenario != NULL);
    for (size_t i = 0; i < scenario->plan_count && status == FC_OK; i++) {
        const fc_plan *plan = &scenario->plans[i];
        const fc_series *series = NULL;
        struct fc_plan_path *path = NULL;

        if (!counts(maker, i)) {
            continue;
        }
        status = find_series(&series, maker, plan, err);
        if (status != FC_OK) {
            return status;
        }
        path = &paths[series_index(maker->plans, series)];
        if (path->rows == NULL) {
            path->rows = fc_calloc(scenario->plan_count, sizeof *path->rows);
            path->series = series;
            path->source = scenario->source;
            path->calendar = maker->projection->calendar;
            path->split = maker->request->split;
            path->is_record = scenario->is_record;
            if (path->rows == NULL) {
                return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for plans");
            }
            status = find_known(&path->known, maker, series, plan, err);
        }
        if (status == FC_OK) {
            path->rows[path->row_count++] = (struct fc_plan_row){
                .plan = plan, .basis = scenario->basis[i]};
        }
    }
    return status;
}

/* A plan that the horizon does not reach changes nothing: a slip. */
static fc_status check_horizon(const struct maker *maker,
                               const struct fc_plan_path *path, fc_error *err)
{
    fc_period last = fc_projection_period(maker->projection,
                                          maker->projection->horizon - 1);
    char text[FC_PERIOD_TEXT_SIZE];

    for (size_t i = 0; i < path->row_count; i++) {
        const struct fc_plan_row *row = &path->rows[i];

        if (fc_period_distance(row->first, last) < 0 && !path->is_record) {
            fc_period_format(text, last, path->calendar);
            return FAIL_AT(maker, row->plan, err,
                           "the plan for %.24s lies behind the forecast, which "
                           "ends with %s; raise --horizon",
                           row->plan->period, text);
        }
    }
    return FC_OK;
}

static fc_status make_scenario(struct maker *maker, size_t index, fc_error *err)
{
    struct fc_projection_plans *plans = maker->plans;
    struct fc_plan_path *paths = plans->paths + index * plans->series_count;
    size_t rows = 0;
    fc_status status = gather(maker, paths, err);

    for (size_t j = 0; j < plans->series_count && status == FC_OK; j++) {
        if (paths[j].row_count == 0) {
            continue;
        }
        status = fc_plan_path_init(&paths[j], err);
        if (status == FC_OK) {
            status = check_horizon(maker, &paths[j], err);
        }
        rows += paths[j].row_count;
    }
    if (status == FC_OK && rows == 0) {
        return FC_FAIL_AT(err, FC_ERR_DATA, maker->scenario->source, 0, 0,
                          "scenario '%.64s' has no plan for a period to come; "
                          "leave it out, or give a plan",
                          maker->scenario->name);
    }
    return status;
}

/* Which scenarios were known? */
static fc_status list_scenarios(struct maker *maker, fc_error *err)
{
    const fc_scenario_list *list = maker->request->scenarios;
    struct fc_projection_plans *plans = maker->plans;

    plans->scenarios = fc_calloc(list->count, sizeof(fc_scenario *));
    if (plans->scenarios == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for plans");
    }
    for (size_t s = 0; s < list->count; s++) {
        size_t i = 0;

        maker->scenario = &list->items[s];
        while (i < maker->scenario->plan_count && !counts(maker, i)) {
            i++;
        }
        if (i < maker->scenario->plan_count) {
            plans->scenarios[plans->count++] = maker->scenario;
        }
    }
    plans->left_out = list->count - plans->count;
    if (plans->count == 0) {
        return FC_FAIL_AT(err, FC_ERR_DATA, list->items[0].source, 0, 0,
                          "none of its plans was known then; leave them out, "
                          "or give a plan without a date of issue");
    }
    return FC_OK;
}

/* Which series are planned at all? */
static fc_status list_series(struct maker *maker, fc_error *err)
{
    struct fc_projection_plans *plans = maker->plans;

    plans->series = fc_calloc(maker->request->dataset->table->count,
                              sizeof(fc_series *));
    if (plans->series == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for plans");
    }
    for (size_t s = 0; s < plans->count; s++) {
        maker->scenario = plans->scenarios[s];
        assert(maker->scenario != NULL);
        for (size_t i = 0; i < maker->scenario->plan_count; i++) {
            const fc_series *series = NULL;
            fc_status status = FC_OK;

            if (!counts(maker, i)) {
                continue;
            }
            status = find_series(&series, maker, &maker->scenario->plans[i],
                                 err);
            if (status != FC_OK) {
                return status;
            }
            if (series_index(plans, series) == plans->series_count) {
                plans->series[plans->series_count++] = series;
            }
        }
    }
    return FC_OK;
}

fc_status fc_projection_plans_init(struct fc_projection_plans *out,
                                   const fc_projection *projection,
                                   const fc_projection_request *request,
                                   fc_error *err)
{
    struct maker maker = {
        .plans = out, .projection = projection, .request = request};
    fc_status status = FC_OK;

    *out = (struct fc_projection_plans){0};
    if (request->scenarios == NULL || request->scenarios->count == 0) {
        return FC_OK;
    }
    status = list_scenarios(&maker, err);
    if (status == FC_OK) {
        status = list_series(&maker, err);
    }
    if (status == FC_OK) {
        out->paths = fc_calloc(out->count * out->series_count,
                               sizeof *out->paths);
        status = out->paths != NULL
                     ? FC_OK
                     : FC_FAIL(err, FC_ERR_MEMORY, "out of memory for plans");
    }
    for (size_t s = 0; status == FC_OK && s < out->count; s++) {
        maker.scenario = out->scenarios[s];
        status = make_scenario(&maker, s, err);
    }
    return status;
}

void fc_projection_plans_release(struct fc_projection_plans *plans)
{
    for (size_t i = 0;
         plans->paths != NULL && i < plans->count * plans->series_count; i++) {
        fc_plan_path_release(&plans->paths[i]);
    }
    free(plans->paths);
    free(plans->series);
    free(plans->scenarios);
}

const struct fc_plan_path *fc_projection_plans_path(
    const struct fc_projection_plans *plans, size_t scenario, size_t series)
{
    return &plans->paths[scenario * plans->series_count + series];
}

static bool is_planned(const struct fc_projection_plans *plans, size_t series)
{
    for (size_t s = 0; s < plans->count; s++) {
        if (fc_projection_plans_path(plans, s, series)->row_count > 0) {
            return true;
        }
    }
    return false;
}

bool fc_projection_plans_fit(const struct fc_projection_plans *plans,
                             const fc_model_spec *spec)
{
    for (size_t i = 0; i < plans->series_count; i++) {
        if (is_planned(plans, i)
            && !fc_model_spec_uses_regressor(spec, plans->series[i]->name)) {
            return false;
        }
    }
    return true;
}
