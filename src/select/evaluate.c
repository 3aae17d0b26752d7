/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The nested evaluation: what choosing anew at each origin would have given,
 * point forecasts and intervals.
 */
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "select/accuracy.h"
#include "select/origin_sampler.h"

/* Quantiles that bound the two intervals, from the lowest to the highest. */
enum { LOW_95, LOW_80, HIGH_80, HIGH_95, BOUND_COUNT };
static const double bounds[BOUND_COUNT] = {0.025, 0.10, 0.90, 0.975};

/* What is counted at one step. */
struct step_count {
    struct fc_accuracy_sums errors;
    size_t intervals;
    size_t hits_80;
    size_t hits_95;
    size_t scores; /* intervals whose score has a scale */
    double score_80;
    double score_95;
};

struct evaluator {
    const fc_backtest *backtest;
    const fc_backtest_request *request;
    const fc_evaluation_options *options;
    struct fc_origin_sampler sampler;
    struct step_count *steps; /* owned: horizon and one for all steps */
};

/* @p scale of the scores; NaN or 0: there is none. */
static void count_interval(struct step_count *count, const double *quantiles,
                           double actual, double scale)
{
    double score_80 = fc_interval_score(quantiles[LOW_80], quantiles[HIGH_80],
                                        0.80, actual);
    double score_95 = fc_interval_score(quantiles[LOW_95], quantiles[HIGH_95],
                                        0.95, actual);

    count->intervals++;
    count->hits_80 += actual >= quantiles[LOW_80]
                      && actual <= quantiles[HIGH_80];
    count->hits_95 += actual >= quantiles[LOW_95]
                      && actual <= quantiles[HIGH_95];
    if (scale > 0.0) {
        count->scores++;
        count->score_80 += score_80 / scale;
        count->score_95 += score_95 / scale;
    }
}

/* @p paths NULL: the point forecast of the backtest instead of their mean. */
static void count_errors(struct evaluator *self, const fc_paths *paths,
                         size_t spec, size_t origin)
{
    const fc_backtest *backtest = self->backtest;
    size_t horizon = backtest->horizon;

    for (size_t step = 0; step < horizon; step++) {
        double forecast = paths != NULL ? fc_paths_mean(paths, step)
                                        : fc_backtest_forecast(backtest, spec,
                                                               origin, step);
        double actual = fc_backtest_actual(backtest, origin, step);
        fc_naive_scale scale = fc_backtest_scale(backtest, origin);

        fc_accuracy_add(&self->steps[step].errors, forecast, actual, scale);
        fc_accuracy_add(&self->steps[horizon].errors, forecast, actual, scale);
    }
}

static fc_status count_intervals(struct evaluator *self, const fc_paths *paths,
                                 size_t origin, fc_error *err)
{
    size_t horizon = self->backtest->horizon;
    double scale = fc_backtest_scale(self->backtest, origin).mae;
    fc_status status = FC_OK;

    for (size_t step = 0; step < horizon && status == FC_OK; step++) {
        double quantiles[BOUND_COUNT];

        status = fc_paths_quantiles(quantiles, paths, step, bounds, BOUND_COUNT,
                                    err);
        double actual = fc_backtest_actual(self->backtest, origin, step);

        if (status == FC_OK && !isnan(actual)) {
            count_interval(&self->steps[step], quantiles, actual, scale);
            count_interval(&self->steps[horizon], quantiles, actual, scale);
        }
    }
    return status;
}

static fc_status show(const struct evaluator *self, const fc_paths *paths,
                      size_t origin, fc_error *err)
{
    const fc_evaluation_options *options = self->options;

    return options->visit != NULL
               ? options->visit(options->visit_context, paths, origin, err)
               : FC_OK;
}

/* A model whose paths overflow has no interval to count there; the number of
 * intervals says so. */
static fc_status evaluate_origin(struct evaluator *self, size_t spec,
                                 size_t origin, fc_error *err)
{
    fc_error why = {0};
    fc_paths *paths = NULL;
    fc_status status = FC_OK;

    fc_origin_sampler_move(&self->sampler, origin);
    status = fc_origin_sampler_draw(&paths, &self->sampler, spec, &why);
    count_errors(self, paths, spec, origin);
    if (status == FC_OK) {
        status = count_intervals(self, paths, origin, &why);
    }
    if (status == FC_OK) {
        status = show(self, paths, origin, err);
    } else if (status == FC_ERR_MEMORY) {
        status = FC_FAIL(err, status, "%s", why.message);
    } else {
        status = FC_OK;
    }
    fc_paths_free(paths);
    return status;
}

static void report_progress(const fc_backtest_request *request, double share)
{
    if (request->progress != NULL) {
        request->progress(request->progress_context, share);
    }
}

static fc_status choose(size_t *out, const struct evaluator *self,
                        size_t origin, fc_error *err)
{
    if (!self->options->fixed) {
        return fc_backtest_choose(out, self->backtest, origin, err);
    }
    *out = self->options->spec;
    return fc_backtest_has(self->backtest, *out, origin)
               ? FC_OK
               : FC_FAIL(err, FC_ERR_NOT_FOUND,
                         "the model has no forecast after %zu observations",
                         origin);
}

/* From @p first to @p last; origins at which nothing can be chosen are left
 * out. */
static fc_status evaluate_origins(fc_evaluation *evaluation,
                                  struct evaluator *self, size_t first,
                                  size_t last, fc_error *err)
{
    for (size_t origin = first; origin <= last; origin++) {
        size_t spec = 0;
        fc_status status = choose(&spec, self, origin, err);

        if (status == FC_OK) {
            status = evaluate_origin(self, spec, origin, err);
            evaluation->origin[evaluation->origins] = origin;
            evaluation->chosen[evaluation->origins] = spec;
            evaluation->origins++;
        } else if (status == FC_ERR_NOT_FOUND) {
            status = FC_OK;
        }
        if (status != FC_OK) {
            return status;
        }
        report_progress(self->request, (double)(origin - first + 1)
                                           / (double)(last - first + 1));
    }
    return FC_OK;
}

static double mean_score(double sum, size_t count)
{
    return count > 0 ? sum / (double)count : (double)NAN;
}

static void summarise(fc_evaluation *evaluation, const struct evaluator *self)
{
    size_t horizon = evaluation->horizon;
    const struct step_count *all = &self->steps[horizon];

    for (size_t step = 0; step < horizon; step++) {
        const struct step_count *count = &self->steps[step];

        evaluation->by_step[step] = fc_accuracy_of(&count->errors);
        evaluation->coverage_80[step] = fc_coverage_compute(
            0.80, count->hits_80, count->intervals);
        evaluation->coverage_95[step] = fc_coverage_compute(
            0.95, count->hits_95, count->intervals);
    }
    evaluation->overall = fc_accuracy_of(&all->errors);
    evaluation->overall_80 = fc_coverage_compute(0.80, all->hits_80,
                                                 all->intervals);
    evaluation->overall_95 = fc_coverage_compute(0.95, all->hits_95,
                                                 all->intervals);
    evaluation->msis_80 = mean_score(all->score_80, all->scores);
    evaluation->msis_95 = mean_score(all->score_95, all->scores);
}

static fc_status evaluation_create(fc_evaluation **out, size_t origins,
                                   size_t horizon, fc_error *err)
{
    fc_evaluation *evaluation = fc_calloc(1, sizeof *evaluation);

    if (evaluation != NULL) {
        *evaluation = (fc_evaluation){
            .horizon = horizon,
            .origin = fc_calloc(origins, sizeof(size_t)),
            .chosen = fc_calloc(origins, sizeof(size_t)),
            .by_step = fc_calloc(horizon, sizeof(fc_accuracy)),
            .coverage_80 = fc_calloc(horizon, sizeof(fc_coverage)),
            .coverage_95 = fc_calloc(horizon, sizeof(fc_coverage))};
    }
    if (evaluation == NULL || evaluation->origin == NULL
        || evaluation->chosen == NULL || evaluation->by_step == NULL
        || evaluation->coverage_80 == NULL || evaluation->coverage_95 == NULL) {
        fc_evaluation_free(evaluation);
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for the evaluation of %zu origins",
                       origins);
    }
    *out = evaluation;
    return FC_OK;
}

void fc_evaluation_free(fc_evaluation *evaluation)
{
    if (evaluation != NULL) {
        free(evaluation->origin);
        free(evaluation->chosen);
        free(evaluation->by_step);
        free(evaluation->coverage_80);
        free(evaluation->coverage_95);
        free(evaluation);
    }
}

static fc_status evaluator_init(struct evaluator *self,
                                const fc_backtest *backtest,
                                const fc_backtest_request *request,
                                const fc_evaluation_options *options,
                                fc_error *err)
{
    const struct fc_sampling what = {
        .draws = options->draws > 0 ? options->draws : FC_EVALUATION_DRAWS,
        .seed = options->seed,
        .stream = options->stream != NULL ? options->stream : "",
        .intervals = options->intervals};

    *self = (struct evaluator){
        .backtest = backtest,
        .request = request,
        .options = options,
        .steps = fc_calloc(backtest->horizon + 1, sizeof *self->steps)};
    if (self->steps == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for the evaluation of %zu steps",
                       backtest->horizon);
    }
    return fc_origin_sampler_init(&self->sampler, backtest, request, &what,
                                  err);
}

static void evaluator_release(struct evaluator *self)
{
    fc_origin_sampler_release(&self->sampler);
    free(self->steps);
}

/* The origins to evaluate: the latest so many whose all steps are known. */
static fc_status find_origins(size_t *first, size_t *last,
                              const fc_backtest *backtest, size_t origins,
                              fc_error *err)
{
    size_t most = origins > 0 ? origins : FC_ORIGINS_DEFAULT;

    fc_status status = fc_backtest_find_complete(last, backtest, err);

    if (status == FC_OK) {
        *first = *last - backtest->first < most ? backtest->first
                                                : *last - most + 1;
    }
    return status;
}

fc_status fc_evaluation_create(fc_evaluation **out, const fc_backtest *backtest,
                               const fc_backtest_request *request,
                               const fc_evaluation_options *options,
                               fc_error *err)
{
    struct evaluator self = {0};
    fc_evaluation *evaluation = NULL;
    size_t first = 0;
    size_t last = 0;
    fc_status status = find_origins(&first, &last, backtest, options->origins,
                                    err);

    assert(request->data.y.length == backtest->y.length);
    *out = NULL;
    if (status == FC_OK) {
        status = evaluator_init(&self, backtest, request, options, err);
    }
    if (status == FC_OK) {
        status = evaluation_create(&evaluation, last - first + 1,
                                   backtest->horizon, err);
    }
    if (status == FC_OK) {
        status = evaluate_origins(evaluation, &self, first, last, err);
    }
    if (status == FC_OK && evaluation->origins == 0) {
        status = FC_FAIL(err, FC_ERR_TOO_SHORT,
                         "no candidate has a forecast whose %zu steps are all "
                         "known by now",
                         backtest->horizon);
    }
    if (status == FC_OK) {
        summarise(evaluation, &self);
    }
    evaluator_release(&self);
    if (status != FC_OK) {
        fc_evaluation_free(evaluation);
        return status;
    }
    *out = evaluation;
    return FC_OK;
}
