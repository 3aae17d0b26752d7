/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Guidance as evidence. Past ranges and what came of them give a law of the
 * next actual (guided_learn.c); it is pooled with the law of the forecast by
 * what both said at past origins (select/log_pool.c); the paths get the pooled
 * law at their first step and follow (select/first_step.c, informed_paths.c).
 *
 * One walk over the past ranges does it for every origin as for the last one:
 * whatever is used at an origin comes from ranges, actuals and forecasts before
 * it.
 */
#include "planning/informed.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "select/origin_sampler.h"

/* Everything that the walk needs; released together. */
struct walk {
    fc_projection *projection;
    struct fc_informed *informed; /* of the projection */
    struct fc_guided_record record;
    struct fc_guided_law *laws; /* owned: one a range */
    struct fc_origin_sampler sampler;
    struct fc_pool_past past;
    size_t first_trial; /* origins from here to last_trial are evaluated */
    size_t last_trial;
};

const fc_paths *fc_projection_plain_paths(const fc_projection *projection)
{
    return fc_projection_is_informed(projection) ? projection->informed->plain
                                                 : projection->paths;
}

const struct fc_projected *fc_projection_plain_steps(
    const fc_projection *projection)
{
    return fc_projection_is_informed(projection)
               ? projection->informed->plain_steps
               : projection->steps;
}

const struct fc_projected *fc_projection_plain_totals(
    const fc_projection *projection)
{
    return fc_projection_is_informed(projection)
               ? projection->informed->plain_totals
               : projection->totals;
}

bool fc_projection_is_informed(const fc_projection *projection)
{
    return projection->informed != NULL
           && projection->informed->why_not == FC_GUIDANCE_USED;
}

/* What the user gives wins; then what the company said; a range that is only
 * asked for comes last. */
static struct fc_range informing_range(const fc_projection *projection)
{
    fc_period period = fc_projection_period(projection, 0);
    struct fc_range asked = fc_projection_range(projection, period,
                                                FC_RANGE_OPTION);
    struct fc_range release = fc_projection_range(projection, period,
                                                  FC_RANGE_RELEASE);

    return asked.origin == FC_RANGE_OPTION || !release.known ? asked : release;
}

static fc_status walk_init(struct walk *self, fc_projection *projection,
                           const fc_backtest_request *backtest, fc_error *err)
{
    const struct fc_sampling what = {.draws = FC_EVALUATION_DRAWS,
                                     .seed = projection->seed,
                                     .stream = projection->history->name,
                                     .intervals = projection->intervals};
    fc_status status = fc_guided_record_create(
        &self->record, projection, &projection->informed->range, err);

    self->projection = projection;
    self->informed = projection->informed;
    if (status != FC_OK) {
        return status;
    }
    self->laws = fc_calloc(self->record.count, sizeof *self->laws);
    if (self->laws == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for past ranges");
    }
    if (projection->evaluation != NULL) {
        size_t count = projection->evaluation->origins;

        self->first_trial = projection->evaluation->origin[0];
        self->last_trial = projection->evaluation->origin[count - 1];
    }
    status = fc_guided_learn(self->laws, &self->record, err);
    return status == FC_OK ? fc_origin_sampler_init(
               &self->sampler, projection->backtest, backtest, &what, err)
                           : status;
}

static void walk_release(struct walk *self)
{
    fc_origin_sampler_release(&self->sampler);
    fc_guided_record_release(&self->record);
    free(self->laws);
}

/* What the range @p at says by what was known before it. */
static struct fc_evidence evidence_of(const struct walk *self, size_t at)
{
    return (struct fc_evidence){.law = self->laws[at].law,
                                .weight = fc_pool_past_weight(&self->past),
                                .place = self->record.items[at].place};
}

static bool is_aside(const struct walk *self, size_t origin)
{
    const struct fc_informed *informed = self->informed;
    fc_period last = fc_period_add(fc_projection_used(self->projection).start,
                                   (int64_t)origin - 1);

    return informed->has_aside
           && fc_period_distance(informed->aside_first, last) >= 0
           && fc_period_distance(last, informed->aside_last) >= 0;
}

static fc_status try_origin(struct walk *self, size_t at, size_t origin,
                            const fc_paths *plain, const struct fc_student *law,
                            fc_error *err)
{
    struct fc_trial_case trial = {.origin = origin,
                                  .aside = is_aside(self, origin),
                                  .backtest = self->projection->backtest,
                                  .plain = plain,
                                  .record = &self->record,
                                  .at = at};
    const struct fc_evidence evidence = evidence_of(self, at);
    fc_paths *informed = NULL;
    fc_status status = fc_informed_paths(&informed, &evidence, plain, law,
                                         self->sampler.calibration, err);

    trial.informed = informed;
    if (status == FC_OK) {
        status = fc_informed_evaluation_add(&self->informed->evaluation, &trial,
                                            err);
    }
    fc_paths_free(informed);
    return status;
}

/* The candidate that stands for the forecast at @p origin. */
static fc_status choose(size_t *out, const fc_projection *projection,
                        size_t origin, fc_error *err)
{
    *out = projection->chosen;
    return projection->frozen_by != NULL || projection->scenarios != NULL
               ? FC_OK
               : fc_backtest_choose(out, projection->backtest, origin, err);
}

/* Look at one past range; nothing comes of one whose origin has no forecast. */
static fc_status visit(struct walk *self, size_t at, size_t origin,
                       fc_error *err)
{
    const struct fc_guided *range = &self->record.items[at];
    fc_paths *plain = NULL;
    struct fc_student law = {0};
    fc_error why = {0};
    size_t spec = 0;
    fc_status status = choose(&spec, self->projection, origin, &why);

    if (status == FC_OK) {
        fc_origin_sampler_move(&self->sampler, origin);
        status = fc_origin_sampler_draw(&plain, &self->sampler, spec, &why);
    }
    if (status == FC_OK && fc_first_step_law(&law, plain, &range->place)) {
        if (origin >= self->first_trial && origin <= self->last_trial) {
            status = try_origin(self, at, origin, plain, &law, &why);
        }
        fc_pool_past_add(&self->past, &self->laws[at].law, &law,
                         range->position);
    }
    fc_paths_free(plain);
    return status == FC_ERR_MEMORY ? FC_FAIL(err, status, "%s", why.message)
                                   : FC_OK;
}

/* From the earliest past range to the latest. */
static fc_status look_back(struct walk *self, fc_error *err)
{
    fc_span used = fc_projection_used(self->projection);
    size_t first = fc_backtest_first_origin(self->projection->backtest);
    fc_status status = fc_informed_evaluation_init(
        &self->informed->evaluation, self->projection->horizon,
        self->last_trial - self->first_trial + 1, err);

    for (size_t i = 0; i + 1 < self->record.count && status == FC_OK; i++) {
        int64_t origin = fc_period_distance(used.start,
                                            self->record.items[i].period);

        if (self->laws[i].known && origin >= (int64_t)first) {
            status = visit(self, i, (size_t)origin, err);
        }
    }
    return status == FC_OK && self->informed->evaluation.count > 0
               ? fc_informed_evaluation_close(&self->informed->evaluation, err)
               : status;
}

/* The forecast itself, as any origin before. */
static fc_status finish(struct walk *self, fc_error *err)
{
    struct fc_informed *informed = self->informed;
    size_t at = self->record.count - 1;

    informed->law = self->laws[at];
    informed->weight = fc_pool_past_weight(&self->past);
    informed->scored = self->past.count;
    informed->place = self->record.items[at].place;
    return fc_informed_publish(self->projection, err);
}

static fc_status work(fc_projection *projection,
                      const fc_backtest_request *backtest, fc_error *err)
{
    struct fc_informed *informed = projection->informed;
    struct walk walk = {0};
    fc_status status = walk_init(&walk, projection, backtest, err);

    if (status == FC_OK) {
        informed->known = walk.record.count - 1;
        informed->unit = walk.record.unit;
        if (!walk.laws[walk.record.count - 1].known) {
            informed->why_not = FC_GUIDANCE_FEW;
        }
    }
    if (status == FC_OK && informed->why_not == FC_GUIDANCE_USED) {
        status = look_back(&walk, err);
    }
    if (status == FC_OK && informed->why_not == FC_GUIDANCE_USED) {
        status = finish(&walk, err);
    }
    walk_release(&walk);
    return status;
}

static fc_status keep_aside(struct fc_informed *informed,
                            const fc_projection_request *request, fc_error *err)
{
    informed->has_aside = request->aside_first.frequency != FC_FREQUENCY_NONE;
    informed->aside_first = request->aside_first;
    informed->aside_last = request->aside_last;
    if (informed->has_aside
        && fc_period_distance(request->aside_first, request->aside_last) < 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the origins to set aside end before they begin; give "
                       "FIRST:LAST");
    }
    return FC_OK;
}

fc_status fc_projection_inform(fc_projection *projection,
                               const fc_projection_request *request,
                               const fc_backtest_request *backtest,
                               fc_error *err)
{
    struct fc_informed *informed = fc_calloc(1, sizeof *informed);
    fc_status status = FC_OK;

    if (informed == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for guidance");
    }
    projection->informed = informed;
    status = keep_aside(informed, request, err);
    if (status != FC_OK) {
        return status;
    }
    informed->range = informing_range(projection);
    if (!informed->range.known) {
        informed->why_not = FC_GUIDANCE_NO_RANGE;
    } else if (informed->range.low != informed->range.low
               || informed->range.high != informed->range.high) {
        informed->why_not = FC_GUIDANCE_OPEN;
    }
    return informed->why_not == FC_GUIDANCE_USED
               ? work(projection, backtest, err)
               : FC_OK;
}
