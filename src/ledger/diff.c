/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The earlier model is computed anew several times, each time with one thing
 * more as it is in the present run; what the mean moves from one time to the
 * next is a step. All of them use the seed, the draws and the kind of intervals
 * of the present run: what moves is not chance.
 *
 * That is between the two runs without what they were told beyond their data.
 * Plan and guidance come off each of them by computing it as it was, with its
 * plans and without. A run is its mean without either, plus what the plans
 * move, plus, if guidance informed it, what is left to the recorded mean.
 */
#include "ledger/diff.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "ledger/diff_stage.h"

/* Means that differ by less than this share of their size differ in rounding
 * alone: calibration moves the paths and leaves the means. */
static const double rounding = 1e-9;

/* The forecasts, in their order. */
enum stage {
    REPRODUCED, /* the earlier run as it was */
    REVISED,    /* its history as it is now */
    UPDATED,    /* and the actuals that have come */
    ESTIMATED,  /* and the parameters that come of them */
    REMODELLED, /* and the present model */
    STAGES,     /* how many */
};

/* A run computed as it was; only where it was told something. */
struct told {
    struct fc_diff_forecast alone; /* without its plans */
    struct fc_diff_forecast
        planned; /* with them; without means: there are none */
};

struct work {
    const struct fc_vintage *earlier;
    const struct fc_vintage *present;
    struct told told_earlier;
    struct told told_present;
    struct fc_diff_forecast at[STAGES];
    bool held;
};

void fc_diff_release(struct fc_diff *diff)
{
    fc_vintage_release(&diff->earlier);
    fc_vintage_release(&diff->present);
    free(diff->rows);
}

static void release_work(struct work *work)
{
    fc_diff_forget(&work->told_earlier.alone);
    fc_diff_forget(&work->told_earlier.planned);
    fc_diff_forget(&work->told_present.alone);
    fc_diff_forget(&work->told_present.planned);
    for (size_t i = 0; i < STAGES; i++) {
        fc_diff_forget(&work->at[i]);
    }
}

/* Last period of the input called @p name in the earlier run; its origin if
 * there was none. */
static fc_period reach_of(const struct fc_vintage *vintage, const char *name)
{
    for (size_t i = 0; i < vintage->input_count; i++) {
        const fc_series *series = vintage->inputs[i];

        if (strcmp(series->name, name) == 0 && series->length > 0) {
            return fc_span_last(fc_series_span(series));
        }
    }
    return vintage->origin;
}

static void free_inputs(fc_series **inputs, size_t count)
{
    for (size_t i = 0; inputs != NULL && i < count; i++) {
        fc_series_free(inputs[i]);
    }
    free(inputs);
}

/* The present inputs as far as the earlier run had them. */
static fc_status cut_inputs(fc_series **out, const struct work *work,
                            fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < work->present->input_count && status == FC_OK; i++) {
        const fc_series *now = work->present->inputs[i];
        fc_span span = fc_span_until(fc_series_span(now),
                                     reach_of(work->earlier, now->name));

        status = fc_series_create(&out[i], now->name, now->unit, span.start,
                                  span.values, span.length, err);
        if (status == FC_OK) {
            out[i]->kind = now->kind;
        }
    }
    return status;
}

static fc_status forecast_revised(struct work *work, const fc_fit *held,
                                  fc_error *err)
{
    size_t count = work->present->input_count;
    fc_series **inputs = fc_calloc(count, sizeof(fc_series *));
    const struct fc_diff_stage stage = {.origin = work->earlier,
                                        .inputs = inputs,
                                        .input_count = count,
                                        .spec = &work->earlier->spec,
                                        .held = held,
                                        .setting = work->present};
    fc_status status = FC_OK;

    if (inputs == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for inputs");
    }
    status = cut_inputs(inputs, work, err);
    if (status == FC_OK) {
        status = fc_diff_forecast(&work->at[REVISED], &stage, err);
    }
    free_inputs(inputs, count);
    return status;
}

static fc_status forecast_present(struct work *work, enum stage at,
                                  const fc_model_spec *spec, const fc_fit *held,
                                  fc_error *err)
{
    const struct fc_diff_stage stage = {
        .origin = work->present,
        .inputs = work->present->inputs,
        .input_count = work->present->input_count,
        .spec = spec,
        .held = held,
        .setting = work->present};

    return fc_diff_forecast(&work->at[at], &stage, err);
}

/* With the earlier parameters, if the model can keep them; else with new ones,
 * and then there is no stage of its own for these. */
static fc_status hold_or_estimate(struct work *work, struct fc_diff *diff,
                                  fc_error *err)
{
    const fc_fit *held = work->at[REPRODUCED].fit;
    fc_error why = {0};
    fc_status status = forecast_revised(work, held, &why);

    if (status == FC_OK) {
        status = forecast_present(work, UPDATED, &work->earlier->spec, held,
                                  &why);
    }
    work->held = status == FC_OK;
    if (status == FC_ERR_ARGUMENT) {
        (void)snprintf(diff->why, sizeof diff->why, "%.250s", why.message);
        fc_diff_forget(&work->at[REVISED]);
        fc_diff_forget(&work->at[UPDATED]);
        return forecast_revised(work, NULL, err);
    }
    return status == FC_OK ? status : FC_FAIL(err, status, "%s", why.message);
}

/* A run as it was, without its plans and with them. */
static fc_status forecast_told(struct told *out, const struct fc_vintage *run,
                               fc_error *err)
{
    struct fc_diff_stage stage = {.origin = run,
                                  .inputs = run->inputs,
                                  .input_count = run->input_count,
                                  .spec = &run->spec,
                                  .setting = run,
                                  .split = run->split};
    bool planned = run->scenarios.count > 0;
    fc_status status = FC_OK;

    if (run->informed || planned) {
        status = fc_diff_forecast(&out->alone, &stage, err);
    }
    if (status == FC_OK && planned) {
        stage.scenarios = &run->scenarios;
        status = fc_diff_forecast(&out->planned, &stage, err);
    }
    return status;
}

static fc_status compute(struct work *work, struct fc_diff *diff, fc_error *err)
{
    const struct fc_diff_stage first = {
        .origin = work->earlier,
        .inputs = work->earlier->inputs,
        .input_count = work->earlier->input_count,
        .spec = &work->earlier->spec,
        .setting = work->present};
    fc_status status = fc_diff_forecast(&work->at[REPRODUCED], &first, err);

    if (status == FC_OK) {
        status = hold_or_estimate(work, diff, err);
    }
    if (status == FC_OK) {
        status = forecast_present(work, ESTIMATED, &work->earlier->spec, NULL,
                                  err);
    }
    if (status == FC_OK) {
        status = forecast_present(work, REMODELLED, &work->present->spec, NULL,
                                  err);
    }
    if (status == FC_OK) {
        status = forecast_told(&work->told_earlier, work->earlier, err);
    }
    if (status == FC_OK) {
        status = forecast_told(&work->told_present, work->present, err);
    }
    diff->held = work->held;
    return status;
}

static bool is_equal(double a, double b)
{
    return fabs(a - b) <= rounding * (fabs(a) + fabs(b));
}

/* What a recorded mean is made of. */
struct parts {
    bool told; /* base is what is left, known to rounding */
    double base;
    double plan;
    double guidance;
};

static struct parts take_apart(const struct told *told,
                               const struct fc_vintage *run, int64_t step,
                               double recorded)
{
    const double *alone = told->alone.means;
    const double *planned = told->planned.means;
    struct parts out = {.told = alone != NULL, .base = recorded};

    if (alone != NULL && planned != NULL) {
        out.plan = planned[step] - alone[step];
    }
    if (alone != NULL && run->informed) {
        out.guidance = recorded - out.plan - alone[step];
    }
    out.base = recorded - out.plan - out.guidance;
    return out;
}

/* Where means differ in rounding alone they are made equal: those of the stages
 * give way to each other from the front, and to the present run from the end;
 * the base of a run that was told something gives way to them. */
static void settle(double means[STAGES], struct parts *earlier,
                   struct parts *present)
{
    double before = earlier->base;

    for (size_t i = 0; i < STAGES; i++) {
        means[i] = is_equal(means[i], before) ? before : means[i];
        before = means[i];
    }
    if (present->told && is_equal(present->base, before)) {
        present->base = before;
    }
    before = present->base;
    for (size_t i = STAGES; i > 0 && is_equal(means[i - 1], before); i--) {
        means[i - 1] = before;
    }
    if (earlier->told && is_equal(earlier->base, means[REPRODUCED])) {
        earlier->base = means[REPRODUCED];
    }
}

/* What the means move from one stage to the next; the rest is due to settings.
 */
static void split(struct fc_diff_row *row, const struct work *work)
{
    const int64_t steps[] = {
        fc_period_distance(work->earlier->origin, row->period) - 1,
        fc_period_distance(work->present->origin, row->period) - 1};
    struct parts earlier = take_apart(&work->told_earlier, work->earlier,
                                      steps[0], row->earlier);
    struct parts present = take_apart(&work->told_present, work->present,
                                      steps[1], row->present);
    double means[STAGES];

    for (size_t i = 0; i < STAGES; i++) {
        size_t stage = i == UPDATED && !work->held ? ESTIMATED : i;

        const double *of_stage = work->at[stage].means;

        assert(of_stage != NULL);
        means[i] = of_stage[steps[i <= REVISED ? 0 : 1]];
    }
    settle(means, &earlier, &present);
    row->step[FC_DIFF_REVISED] = means[REVISED] - means[REPRODUCED];
    row->step[FC_DIFF_ACTUALS] = means[UPDATED] - means[REVISED];
    row->step[FC_DIFF_ESTIMATION] = work->held
                                        ? means[ESTIMATED] - means[UPDATED]
                                        : fc_missing();
    row->step[FC_DIFF_MODEL] = means[REMODELLED] - means[ESTIMATED];
    row->step[FC_DIFF_GUIDANCE] = present.guidance - earlier.guidance;
    row->step[FC_DIFF_PLAN] = present.plan - earlier.plan;
    row->step[FC_DIFF_SETTINGS] = (means[REPRODUCED] - earlier.base)
                                  + (present.base - means[REMODELLED]);
}

static fc_status add_rows(struct fc_diff *diff, const struct work *work,
                          fc_error *err)
{
    const struct fc_vintage *a = &diff->earlier;
    const struct fc_vintage *b = &diff->present;

    diff->rows = fc_calloc(b->horizon, sizeof *diff->rows);
    if (diff->rows == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu periods",
                       b->horizon);
    }
    for (size_t h = 0; h < b->horizon; h++) {
        struct fc_diff_row row = {
            .period = fc_period_add(b->origin, (int64_t)h + 1),
            .present = b->means[h]};
        uint64_t step = (uint64_t)fc_period_distance(a->origin, row.period) - 1;

        row.earlier = step < a->horizon ? a->means[step] : fc_missing();
        if (!isnan(row.earlier) && !isnan(row.present)) {
            split(&row, work);
            diff->rows[diff->count++] = row;
        }
    }
    return FC_OK;
}

static fc_status check_pair(const struct fc_vintage *a,
                            const struct fc_vintage *b, fc_error *err)
{
    if (strcmp(a->series, b->series) != 0
        || a->origin.frequency != b->origin.frequency) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "run %lld is of '%.60s', run %lld of '%.60s'; give two "
                       "of one series",
                       (long long)a->id, a->series, (long long)b->id,
                       b->series);
    }
    if (fc_period_distance(a->origin, b->origin) < 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "run %lld knows more actuals than run %lld; write diff "
                       "%lld %lld",
                       (long long)a->id, (long long)b->id, (long long)b->id,
                       (long long)a->id);
    }
    if (fc_period_distance(fc_period_add(a->origin, (int64_t)a->horizon),
                           b->origin)
        >= 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "runs %lld and %lld forecast no period in common",
                       (long long)a->id, (long long)b->id);
    }
    return FC_OK;
}

fc_status fc_diff_init(struct fc_diff *out, const fc_ledger *ledger, int64_t a,
                       int64_t b, fc_error *err)
{
    struct work work = {.earlier = &out->earlier, .present = &out->present};
    fc_status status = fc_vintage_read(&out->earlier, ledger, a, err);

    if (status == FC_OK) {
        status = fc_vintage_read(&out->present, ledger, b, err);
    }
    if (status == FC_OK) {
        status = check_pair(&out->earlier, &out->present, err);
    }
    if (status == FC_OK) {
        status = compute(&work, out, err);
    }
    if (status == FC_OK) {
        status = add_rows(out, &work, err);
    }
    release_work(&work);
    return status;
}
