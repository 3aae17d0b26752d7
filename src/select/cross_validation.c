/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cross-validation says: its forecasts and their measures. */
#include "select/cross_validation.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

#include "select/accuracy.h"
#include "select/backtest.h"

enum { ALL_STEPS = 0 };

/* Where the bounds and the median stand among the quantiles. */
enum { LOW_95, LOW_80, LOW_50, MEDIAN, HIGH_50, HIGH_80, HIGH_95 };

static const double probabilities[FC_SCORE_QUANTILES] = {
    [LOW_95] = 0.025, [LOW_80] = 0.1,  [LOW_50] = 0.25,  [MEDIAN] = 0.5,
    [HIGH_50] = 0.75, [HIGH_80] = 0.9, [HIGH_95] = 0.975};

static const double msis_level = 0.95;

double fc_score_probability(size_t index)
{
    assert(index < FC_SCORE_QUANTILES);
    return probabilities[index];
}

fc_origin_forecast *fc_cross_validation_row(
    const fc_cross_validation *validation, size_t spec, size_t index)
{
    const fc_backtest *backtest = validation->backtest;
    size_t row = index * backtest->spec_count + spec;

    return &validation->forecasts[row * backtest->horizon];
}

size_t fc_cross_validation_spec_of(const fc_cross_validation *validation,
                                   size_t model, size_t index)
{
    return model < validation->backtest->spec_count ? model
                                                    : validation->chosen[index];
}

size_t fc_cross_validation_model_count(const fc_cross_validation *validation)
{
    return validation->backtest->spec_count + (validation->automatic ? 1 : 0);
}

void fc_cross_validation_model_name(char text[FC_MODEL_SPEC_SIZE],
                                    const fc_cross_validation *validation,
                                    size_t model)
{
    const fc_model_spec *spec = fc_backtest_spec_at(validation->backtest,
                                                    model);

    if (spec != NULL) {
        fc_model_spec_format(text, spec);
    } else {
        (void)snprintf(text, FC_MODEL_SPEC_SIZE, "auto");
    }
}

size_t fc_cross_validation_origin_count(const fc_cross_validation *validation)
{
    return validation->origins;
}

size_t fc_cross_validation_origin_at(const fc_cross_validation *validation,
                                     size_t index)
{
    assert(index < validation->origins);
    return validation->origin[index];
}

fc_naive_scale fc_cross_validation_scale_at(
    const fc_cross_validation *validation, size_t index)
{
    assert(index < validation->origins);
    return fc_backtest_scale(validation->backtest, validation->origin[index]);
}

size_t fc_cross_validation_horizon(const fc_cross_validation *validation)
{
    return validation->backtest->horizon;
}

size_t fc_cross_validation_chosen_at(const fc_cross_validation *validation,
                                     size_t index)
{
    assert(index < validation->origins);
    return validation->chosen[index];
}

const fc_origin_forecast *fc_cross_validation_forecast(
    const fc_cross_validation *validation, size_t model, size_t index,
    size_t step)
{
    size_t spec = fc_cross_validation_spec_of(validation, model, index);

    assert(index < validation->origins);
    assert(step < validation->backtest->horizon);
    if (spec == validation->backtest->spec_count) {
        return NULL;
    }
    return &fc_cross_validation_row(validation, spec, index)[step];
}

const char *fc_cross_validation_failure(size_t *index,
                                        const fc_cross_validation *validation,
                                        size_t model)
{
    const struct fc_absence *absence = NULL;

    if (model >= validation->backtest->spec_count
        || !validation->absences[model].is) {
        return NULL;
    }
    absence = &validation->absences[model];
    *index = absence->index;
    return absence->why.message;
}

/* Running sums of the measures; zero is empty. */
struct sums {
    struct fc_accuracy_sums accuracy;
    size_t origins;
    size_t n;
    size_t hits_80;
    size_t hits_95;
    double crps;
    double scaled_scores; /* of the 95 % interval */
    double losses[FC_SCORE_QUANTILES];
};

static bool holds(const fc_origin_forecast *forecast, size_t low, size_t high)
{
    return forecast->actual >= forecast->quantile[low]
           && forecast->actual <= forecast->quantile[high];
}

static void add_distribution(struct sums *sums,
                             const fc_origin_forecast *forecast,
                             fc_naive_scale scale)
{
    sums->n++;
    sums->hits_80 += holds(forecast, LOW_80, HIGH_80);
    sums->hits_95 += holds(forecast, LOW_95, HIGH_95);
    sums->crps += forecast->crps;
    sums->scaled_scores += fc_accuracy_ratio(
        fc_interval_score(forecast->quantile[LOW_95],
                          forecast->quantile[HIGH_95], msis_level,
                          forecast->actual),
        scale.mae);
    for (size_t i = 0; i < FC_SCORE_QUANTILES; i++) {
        sums->losses[i] += fc_quantile_loss(forecast->quantile[i],
                                            probabilities[i], forecast->actual);
    }
}

/* One step of an origin (from 1), or all of them. */
static void add_origin(struct sums *sums, const fc_cross_validation *validation,
                       size_t model, size_t index, size_t step)
{
    size_t horizon = validation->backtest->horizon;
    size_t first = step == ALL_STEPS ? 0 : step - 1;
    size_t end = step == ALL_STEPS ? horizon : step;
    fc_naive_scale scale = fc_cross_validation_scale_at(validation, index);

    for (size_t s = first; s < end; s++) {
        const fc_origin_forecast *forecast = fc_cross_validation_forecast(
            validation, model, index, s);

        if (forecast == NULL || isnan(forecast->mean)) {
            return;
        }
        fc_accuracy_add(&sums->accuracy, forecast->mean, forecast->actual,
                        scale);
        if (!isnan(forecast->crps)) {
            add_distribution(sums, forecast, scale);
        }
    }
    sums->origins++;
}

/* What cannot be scaled is no measure. */
static double mean_of(double sum, size_t n)
{
    return n > 0 && isfinite(sum) ? sum / (double)n : (double)NAN;
}

fc_scores fc_cross_validation_scores(const fc_cross_validation *validation,
                                     size_t model, size_t step)
{
    struct sums sums = {.origins = 0};
    fc_scores scores;
    double pinball = 0.0;

    assert(step <= validation->backtest->horizon);
    for (size_t i = 0; i < validation->origins; i++) {
        add_origin(&sums, validation, model, i, step);
    }
    scores = (fc_scores){
        .origins = sums.origins,
        .accuracy = fc_accuracy_of(&sums.accuracy),
        .n = sums.n,
        .crps = mean_of(sums.crps, sums.n),
        .msis = mean_of(sums.scaled_scores, sums.n),
        .coverage_80 = fc_coverage_compute(0.80, sums.hits_80, sums.n),
        .coverage_95 = fc_coverage_compute(0.95, sums.hits_95, sums.n)};
    for (size_t i = 0; i < FC_SCORE_QUANTILES; i++) {
        scores.quantile_loss[i] = mean_of(sums.losses[i], sums.n);
        pinball += scores.quantile_loss[i];
    }
    scores.pinball = pinball / (double)FC_SCORE_QUANTILES;
    return scores;
}
