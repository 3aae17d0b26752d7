/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The odds that the plain forecast would have stated, held against what came.
 * At every origin of the nested evaluation, from the paths as they would have
 * been published there:
 *
 *   of the range guided for the next period: below, inside, above;
 *   of each step up to a year: growth on the year before above 0, 5, ... 40 %.
 *
 * What was stated at one origin hangs together, so intervals count an origin
 * once, however many statements it has in a bin.
 */
#include "planning/guidance_odds.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "planning/projection_data.h"

/* In per cent. */
static const double growth_rates[FC_ODDS_RATES] = {0,  5,  10, 15, 20,
                                                   25, 30, 35, 40};

static const fc_guidance *find_range(const struct fc_stated_odds *odds,
                                     fc_period period)
{
    for (size_t i = 0; i < odds->record->count; i++) {
        const struct fc_guided *item = &odds->record->items[i];

        if (item->range->period.index == period.index && !isnan(item->middle)) {
            return item->range;
        }
    }
    return NULL;
}

static void state(struct fc_stated_odds *odds,
                  struct fc_odds_statement statement)
{
    assert(odds->count < odds->capacity); /* there is room for all */
    odds->statements[odds->count++] = statement;
}

static void state_range(struct fc_stated_odds *odds, const fc_paths *paths,
                        size_t origin, double actual)
{
    const fc_guidance *range = find_range(
        odds, fc_period_add(odds->used.start, (int64_t)origin));
    fc_odds of = {0};

    if (range == NULL) {
        return;
    }
    of = fc_paths_odds(paths, 0, range->low, range->high);
    state(odds, (struct fc_odds_statement){
                    {of.below, actual < range->low, origin}, FC_ODDS_BELOW, 0});
    state(odds, (struct fc_odds_statement){
                    {of.inside, actual >= range->low && actual <= range->high,
                     origin},
                    FC_ODDS_INSIDE,
                    0});
    state(odds,
          (struct fc_odds_statement){
              {of.above, actual > range->high, origin}, FC_ODDS_ABOVE, 0});
}

/* The base is known at the origin: the step is not more than a year away. */
static void state_growth(struct fc_stated_odds *odds, const fc_paths *paths,
                         size_t origin, size_t step)
{
    double actual = fc_backtest_actual(odds->backtest, origin, step);
    double base = 0.0;

    if (step >= odds->year || origin + step < odds->year) {
        return;
    }
    base = odds->used.values[origin + step - odds->year];
    if (!(base > 0.0)) {
        return; /* nor does growth exist */
    }
    for (size_t i = 0; i < FC_ODDS_RATES; i++) {
        double level = base * (1.0 + 0.01 * growth_rates[i]);

        state(odds, (struct fc_odds_statement){
                        {fc_paths_odds(paths, step, level, level).above,
                         actual > level, origin},
                        FC_ODDS_GROWTH + i,
                        step});
    }
}

static fc_status visit(void *context, const fc_paths *paths, size_t origin,
                       fc_error *err)
{
    struct fc_stated_odds *odds = context;
    double next = fc_backtest_actual(odds->backtest, origin, 0);

    (void)err; /* nothing is allocated here */
    if (!isnan(next)) {
        state_range(odds, paths, origin, next);
    }
    for (size_t step = 0; step < paths->steps; step++) {
        if (!isnan(fc_backtest_actual(odds->backtest, origin, step))) {
            state_growth(odds, paths, origin, step);
        }
    }
    return FC_OK;
}

static fc_status make_room(struct fc_stated_odds *odds, size_t origins,
                           size_t horizon, fc_error *err)
{
    odds->capacity = origins * (3 + horizon * FC_ODDS_RATES);
    odds->statements = fc_calloc(odds->capacity, sizeof *odds->statements);
    odds->room = fc_calloc(odds->capacity, sizeof *odds->room);
    if (odds->statements == NULL || odds->room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the odds");
    }
    return FC_OK;
}

/* Do what a projection does for its evaluation, and look at every origin. */
static fc_status evaluate(struct fc_stated_odds *odds,
                          const fc_projection_data *data,
                          const fc_guidance_report_request *request,
                          size_t horizon, fc_error *err)
{
    size_t origins = request->origins > 0 ? request->origins
                                          : FC_ORIGINS_DEFAULT;
    const fc_backtest_request asked = {
        .data = data->training,
        .specs = data->specs,
        .spec_count = data->spec_count,
        .horizon = horizon,
        .keep = origins + horizon,
        .progress = request->progress,
        .progress_context = request->progress_context};
    const fc_evaluation_options options = {.origins = origins,
                                           .draws = request->draws,
                                           .seed = request->seed,
                                           .stream = request->series,
                                           .intervals = request->intervals,
                                           .visit = visit,
                                           .visit_context = odds};
    fc_backtest *backtest = NULL;
    fc_evaluation *evaluation = NULL;
    fc_status status = make_room(odds, origins, horizon, err);

    if (status == FC_OK) {
        status = fc_backtest_create(&backtest, &asked, err);
    }
    if (status == FC_OK) {
        odds->backtest = backtest;
        odds->used = data->training.y;
        status = fc_evaluation_create(&evaluation, backtest, &asked, &options,
                                      err);
    }
    fc_evaluation_free(evaluation);
    fc_backtest_free(backtest);
    return status;
}

static fc_status gather(struct fc_stated_odds *odds,
                        const fc_guidance_report_request *request,
                        fc_error *err)
{
    const fc_projection_request wanted = {.dataset = request->dataset,
                                          .series = request->series,
                                          .horizon = request->horizon,
                                          .as_of = request->as_of};
    fc_projection *known = fc_calloc(1, sizeof *known);
    fc_projection_data data = {0};
    fc_error why = {.status = FC_OK};
    fc_status status = FC_OK;

    if (known == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the odds");
    }
    known->calendar = odds->record->calendar;
    status = fc_projection_data_init(&data, known, &wanted, err);
    if (status == FC_OK) {
        odds->year = known->year_length;
        status = evaluate(odds, &data, request, known->horizon, &why);
        if (status != FC_OK) {
            fc_error_set_at(err, status, request->dataset->table->source, 0, 0,
                            "%s: %.400s", request->series, why.message);
        }
    }
    fc_projection_data_release(&data);
    fc_projection_free(known);
    return status;
}

fc_status fc_guidance_write_odds(fc_report *report,
                                 const struct fc_guidance_record *record,
                                 const fc_guidance_report_request *request,
                                 fc_error *err)
{
    struct fc_stated_odds odds = {.record = record};
    fc_status status = gather(&odds, request, err);

    if (status == FC_OK && odds.count == 0) {
        fc_report_add_note(report, FC_NOTE_WARNING,
                           "at no origin of the evaluation was there anything "
                           "to state odds of");
    } else if (status == FC_OK) {
        fc_guidance_write_odds_tables(report, &odds);
    }
    free(odds.room);
    free(odds.statements);
    return status;
}
