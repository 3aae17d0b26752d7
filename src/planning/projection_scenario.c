/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The paths of scenarios. Base and scenarios are drawn from one fit with the
 * same stream and seed (common random numbers), so that the difference of two
 * draws is what the plan does and not chance.
 */
#include "planning/projection_scenario.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "planning/growth.h"
#include "planning/informed.h"

static void release_item(struct fc_projected_scenario *item)
{
    fc_projection *view = &item->view;

    for (size_t i = 0; view->steps != NULL && i < view->horizon; i++) {
        free(view->steps[i].extra);
    }
    for (size_t i = 0; i < view->total_count; i++) {
        free(view->totals[i].extra);
    }
    free(view->steps);
    free(view->totals);
    free(view->calibration);
    fc_paths_free(view->paths);
    fc_informed_free_view(view->informed, view);
    fc_future_set_free(item->future);
    free(item->difference);
    free(item->total_difference);
    free(item->regressors);
    free(item->source);
    free(item->name);
}

void fc_projected_scenarios_free(struct fc_projected_scenarios *scenarios)
{
    if (scenarios == NULL) {
        return;
    }
    for (size_t i = 0; i < scenarios->count; i++) {
        release_item(&scenarios->items[i]);
    }
    for (size_t i = 0; i < scenarios->line_count; i++) {
        free(scenarios->lines[i].basis);
    }
    for (size_t i = 0; i < scenarios->series_count; i++) {
        free(scenarios->series[i].name);
        free(scenarios->series[i].other);
    }
    free(scenarios->items);
    free(scenarios->lines);
    free(scenarios->series);
    free(scenarios->regressors);
    free(scenarios->plain_mean);
    free(scenarios);
}

size_t fc_projection_scenario_count(const fc_projection *projection)
{
    return projection->scenarios != NULL ? projection->scenarios->count : 0;
}

const char *fc_projection_scenario_name(const fc_projection *projection,
                                        size_t index)
{
    return projection->scenarios->items[index].name;
}

const fc_projection *fc_projection_scenario_at(const fc_projection *projection,
                                               size_t index)
{
    return &projection->scenarios->items[index].view;
}

/* The best candidate that uses what is planned and has a forecast; else the
 * first that uses it, whose fit tells why there is none. */
static size_t best_planned(const fc_projection *projection,
                           const struct fc_projection_plans *plans,
                           size_t origins)
{
    const fc_backtest *backtest = projection->backtest;
    size_t count = fc_backtest_spec_count(backtest);
    size_t last = fc_backtest_last_origin(backtest);
    size_t first = count;
    size_t best = count;
    fc_accuracy least = {0};

    for (size_t i = 0; i < count; i++) {
        fc_accuracy accuracy;

        if (!fc_projection_plans_fit(plans, fc_backtest_spec_at(backtest, i))) {
            continue;
        }
        first = first < count ? first : i;
        if (isnan(fc_backtest_forecast(backtest, i, last, 0))) {
            continue;
        }
        accuracy = fc_backtest_accuracy(backtest, i, 0, origins);
        if (best == count || fc_projection_is_better(&accuracy, &least)) {
            best = i;
            least = accuracy;
        }
    }
    return best < count ? best : first;
}

static fc_status refuse_frozen(const fc_projection *projection, fc_error *err)
{
    char text[FC_MODEL_SPEC_SIZE];

    fc_model_spec_format(text, fc_backtest_spec_at(projection->backtest, 0));
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "the model frozen by '%.100s', %.160s, does not use what is "
                   "planned; leave out --spec, or the plan",
                   projection->frozen_by, text);
}

fc_status fc_projection_choose_planned(fc_projection *projection,
                                       const struct fc_projection_plans *plans,
                                       size_t origins, fc_error *err)
{
    const fc_backtest *backtest = projection->backtest;
    struct fc_projected_scenarios *made = fc_calloc(1, sizeof *made);

    if (made == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for scenarios");
    }
    projection->scenarios = made;
    made->plain = projection->rival;
    if (projection->frozen_by == NULL) {
        projection->chosen = best_planned(projection, plans, origins);
    } else if (!fc_projection_plans_fit(plans,
                                        fc_backtest_spec_at(backtest, 0))) {
        return refuse_frozen(projection, err);
    }
    made->accuracy = fc_backtest_accuracy(backtest, projection->chosen, 0,
                                          origins);
    made->plain_accuracy = fc_backtest_accuracy(backtest, made->plain, 0,
                                                origins);
    return FC_OK;
}

static fc_status subtract(fc_paths **out, const fc_paths *a, const fc_paths *b,
                          fc_error *err)
{
    fc_status status = fc_paths_create(out, a->start, a->draws, a->steps, err);

    for (size_t i = 0; status == FC_OK && i < a->draws * a->steps; i++) {
        (*out)->values[i] = a->values[i] - b->values[i];
    }
    return status;
}

/* The steps of a fiscal year in the paths of a difference; what is reported is
 * the same on both sides. */
static fc_status look_at_year(struct fc_outlook *out, const fc_paths *paths,
                              const fc_projection *view,
                              const struct fc_projected *total, fc_error *err)
{
    fc_year year = fc_year_of(fc_series_span(view->history), FC_FLOW,
                              total->year, view->calendar);
    int64_t last = fc_period_distance(paths->start, year.last);
    int64_t first = fc_period_distance(paths->start, year.first);
    fc_paths *sum = NULL;
    fc_status status = fc_paths_total(
        &sum, paths, (size_t)(first > 0 ? first : 0), (size_t)last, 0.0, err);

    if (status == FC_OK) {
        status = fc_outlook_look(out, sum, 0, err);
    }
    fc_paths_free(sum);
    return status;
}

static fc_status add_differences(struct fc_projected_scenario *item,
                                 const fc_projection *base, fc_error *err)
{
    fc_projection *view = &item->view;
    fc_paths *paths = NULL;
    fc_status status = subtract(&paths, view->paths, base->paths, err);

    item->difference = fc_calloc(view->horizon, sizeof *item->difference);
    item->total_difference = fc_calloc(view->total_count,
                                       sizeof *item->total_difference);
    if (status == FC_OK
        && (item->difference == NULL || item->total_difference == NULL)) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for scenarios");
    }
    for (size_t s = 0; s < view->horizon && status == FC_OK; s++) {
        status = fc_outlook_look(&item->difference[s], paths, s, err);
    }
    for (size_t i = 0; i < view->total_count && status == FC_OK; i++) {
        status = look_at_year(&item->total_difference[i], paths, view,
                              &view->totals[i], err);
    }
    fc_paths_free(paths);
    return status;
}

/* The view is as the projection is by now, but for what is made for it alone.
 */
static void renew_view(struct fc_projected_scenario *item,
                       const fc_projection *projection)
{
    fc_paths *paths = item->view.paths;
    fc_step_calibration *calibration = item->view.calibration;

    item->view = *projection;
    item->view.scenario = item->name;
    item->view.scenarios = NULL;
    item->view.explanation = NULL;
    item->view.informed = NULL;
    item->view.paths = paths;
    item->view.calibration = calibration;
    item->view.steps = NULL;
    item->view.totals = NULL;
    item->view.total_count = 0;
}

static fc_status draw_item(struct fc_projected_scenario *item,
                           const struct fc_scenario_maker *maker, size_t index,
                           fc_error *err)
{
    const fc_scenario *scenario = maker->plans->scenarios[index];
    fc_status status = FC_OK;

    item->name = fc_text_copy(scenario->name);
    item->source = fc_text_copy(scenario->source);
    if (item->name == NULL || item->source == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for scenarios");
    }
    renew_view(item, maker->projection);
    if (fc_model_spec_uses_regressor(fc_fit_spec(item->view.fit), NULL)) {
        status = fc_projection_make_future(&item->future, maker, index, err);
    }
    if (status == FC_OK) {
        status = fc_projection_draw_paths(
            &item->view,
            item->future != NULL ? fc_future_set_view(item->future) : NULL,
            err);
    }
    return status == FC_OK ? fc_projection_calibrate(&item->view, err) : status;
}

fc_status fc_projection_draw_scenarios(const struct fc_scenario_maker *maker,
                                       fc_error *err)
{
    fc_projection *projection = maker->projection;
    fc_status status = FC_OK;

    if (projection->scenarios == NULL) {
        projection->scenarios = fc_calloc(1, sizeof *projection->scenarios);
    }
    if (projection->scenarios != NULL) {
        projection->scenarios->items = fc_calloc(
            maker->plans->count, sizeof *projection->scenarios->items);
    }
    if (projection->scenarios == NULL || projection->scenarios->items == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for scenarios");
    }
    for (size_t i = 0; i < maker->plans->count && status == FC_OK; i++) {
        projection->scenarios->count++;
        status = draw_item(&projection->scenarios->items[i], maker, i, err);
    }
    return status;
}

static fc_status fill_item(struct fc_projected_scenario *item,
                           const struct fc_scenario_maker *maker, fc_error *err)
{
    fc_projection *view = &item->view;
    fc_status status = FC_OK;

    renew_view(item, maker->projection);
    status = fc_projection_keep_regressors(
        &item->regressors, maker, fc_future_set_view(item->future), err);
    fc_future_set_free(item->future);
    item->future = NULL;
    if (status == FC_OK) {
        status = fc_projection_add_steps(view, err);
    }
    if (status == FC_OK) {
        status = fc_projection_add_totals(view, err);
    }
    if (status == FC_OK) {
        status = fc_projection_inform_view(view, maker->projection, err);
    }
    if (status == FC_OK) {
        status = add_differences(item, maker->projection, err);
    }
    return status;
}

static fc_status keep_base(struct fc_projected_scenarios *scenarios,
                           const struct fc_scenario_maker *maker, fc_error *err)
{
    fc_future_set *set = NULL;
    fc_status status = fc_projection_make_future(&set, maker,
                                                 maker->plans->count, err);

    if (status == FC_OK) {
        status = fc_projection_keep_regressors(&scenarios->regressors, maker,
                                               fc_future_set_view(set), err);
    }
    fc_future_set_free(set);
    return status;
}

/* The forecast that there would be without plans. */
static fc_status keep_plain(struct fc_projected_scenarios *scenarios,
                            const struct fc_scenario_maker *maker,
                            fc_error *err)
{
    fc_projection view = *maker->projection;
    fc_status status = FC_OK;

    scenarios->plain_mean = fc_calloc(view.horizon, sizeof(double));
    if (scenarios->plain_mean == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for scenarios");
    }
    view.chosen = scenarios->plain;
    view.fit = NULL;
    view.paths = NULL;
    view.explanation = NULL;
    view.calibration = NULL;
    status = fc_projection_draw(&view, maker->training, err);
    for (size_t s = 0; s < view.horizon && status == FC_OK; s++) {
        scenarios->plain_mean[s] = fc_paths_mean(view.paths, s);
    }
    fc_fit_free(view.fit);
    fc_paths_free(view.paths);
    fc_explanation_free(view.explanation);
    free(view.calibration);
    return status;
}

fc_status fc_projection_add_scenarios(const struct fc_scenario_maker *maker,
                                      const fc_projection_request *request,
                                      fc_error *err)
{
    struct fc_projected_scenarios *scenarios = maker->projection->scenarios;
    fc_status status = fc_projection_keep_plans(scenarios, maker->plans,
                                                request, err);

    scenarios->split = request->split;
    scenarios->left_out = maker->plans->left_out;
    if (status == FC_OK) {
        status = keep_base(scenarios, maker, err);
    }
    if (status == FC_OK) {
        status = keep_plain(scenarios, maker, err);
    }
    for (size_t i = 0; i < scenarios->count && status == FC_OK; i++) {
        status = fill_item(&scenarios->items[i], maker, err);
    }
    return status;
}
