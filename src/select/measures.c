/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The definitions stand in forecast/competition.h.
 */
#include "select/measures.h"

#include <math.h>

#include "select/accuracy.h"

const double fc_measure_levels[FC_MEASURE_LEVELS] = {80.0, 95.0};

/* MSIS is that of the last level, with this share outside. */
static const double outside = 0.05;

/* Of one series. */
struct score {
    fc_accuracy accuracy;
    double width;   /* sum of interval scores, unscaled */
    size_t covered; /* forecasts with intervals and an actual */
    size_t hits[FC_MEASURE_LEVELS];
};

static double interval_score(double low, double high, double y)
{
    return high - low
           + 2.0 / outside * (fmax(low - y, 0.0) + fmax(y - high, 0.0));
}

static void add_intervals(struct score *score, const double *bounds, double y)
{
    const double *last = bounds + 2 * (FC_MEASURE_LEVELS - 1);

    for (size_t i = 0; i < FC_MEASURE_LEVELS; i++) {
        score->hits[i] += bounds[2 * i] <= y && y <= bounds[2 * i + 1];
    }
    score->width += interval_score(last[0], last[1], y);
    score->covered++;
}

static struct score score_of(const struct fc_actual *actual,
                             const fc_batch_forecast *forecast)
{
    struct fc_accuracy_sums sums = {0};
    struct score score = {0};
    size_t width = 2 * forecast->level_count;

    for (size_t h = 0; h < actual->length && h < forecast->steps; h++) {
        double y = actual->values[h];

        fc_accuracy_add(&sums, forecast->mean[h], y, actual->absolute_scale);
        if (width > 0 && !isnan(y)) {
            add_intervals(&score, forecast->bounds + h * width, y);
        }
    }
    score.accuracy = fc_accuracy_of(&sums);
    return score;
}

static void add_scaled(struct fc_measure_sums *sums,
                       const struct fc_actual *actual,
                       const struct score *score)
{
    sums->scaled++;
    sums->mase += score->accuracy.mase;
    sums->rmsse += score->accuracy.rmse / sqrt(actual->squared_scale);
    if (score->covered > 0) {
        sums->msis += score->width / (double)score->covered
                      / actual->absolute_scale;
    }
}

static void add_common(struct fc_measure_sums *sums,
                       const struct fc_actual *actual,
                       const fc_accuracy *accuracy)
{
    if (!isnan(actual->naive2_smape)) {
        sums->common_smape += accuracy->smape;
        sums->naive2_smape += actual->naive2_smape;
    }
    if (!isnan(actual->naive2_mase)) {
        sums->common_mase += accuracy->mase;
        sums->naive2_mase += actual->naive2_mase;
    }
}

void fc_measures_add(struct fc_measure_sums *sums, struct fc_actual *actual,
                     const fc_batch_forecast *forecast, bool is_naive2)
{
    struct score score = score_of(actual, forecast);

    sums->seconds += forecast->seconds;
    if (score.accuracy.n == 0) {
        return;
    }
    if (is_naive2) {
        actual->naive2_smape = score.accuracy.smape;
        actual->naive2_mase = score.accuracy.mase;
    }
    sums->series++;
    sums->smape += score.accuracy.smape;
    sums->points += score.accuracy.n;
    sums->point_smape += score.accuracy.smape * (double)score.accuracy.n;
    sums->covered += score.covered;
    for (size_t i = 0; i < FC_MEASURE_LEVELS; i++) {
        sums->hits[i] += score.hits[i];
    }
    if (!isnan(score.accuracy.mase)) {
        add_scaled(sums, actual, &score);
    }
    add_common(sums, actual, &score.accuracy);
}

void fc_measures_merge(struct fc_measure_sums *sums,
                       const struct fc_measure_sums *others)
{
    sums->series += others->series;
    sums->scaled += others->scaled;
    sums->smape += others->smape;
    sums->mase += others->mase;
    sums->rmsse += others->rmsse;
    sums->msis += others->msis;
    sums->points += others->points;
    sums->point_smape += others->point_smape;
    sums->covered += others->covered;
    for (size_t i = 0; i < FC_MEASURE_LEVELS; i++) {
        sums->hits[i] += others->hits[i];
    }
    sums->seconds += others->seconds;
    sums->common_smape += others->common_smape;
    sums->common_mase += others->common_mase;
    sums->naive2_smape += others->naive2_smape;
    sums->naive2_mase += others->naive2_mase;
}

static double mean_of(double sum, size_t n)
{
    return n > 0 ? sum / (double)n : (double)NAN;
}

static double owa(const struct fc_measure_sums *sums)
{
    if (!(sums->naive2_smape > 0.0) || !(sums->naive2_mase > 0.0)) {
        return (double)NAN;
    }
    return 0.5
           * (sums->common_smape / sums->naive2_smape
              + sums->common_mase / sums->naive2_mase);
}

struct fc_measures fc_measures_of(const struct fc_measure_sums *sums)
{
    struct fc_measures out = {
        .smape = mean_of(sums->smape, sums->series),
        .smape_pooled = mean_of(sums->point_smape, sums->points),
        .mase = mean_of(sums->mase, sums->scaled),
        .rmsse = mean_of(sums->rmsse, sums->scaled),
        .owa = owa(sums),
        .msis = sums->covered > 0 ? mean_of(sums->msis, sums->scaled)
                                  : (double)NAN,
        .milliseconds = 1000.0 * mean_of(sums->seconds, sums->series),
    };

    for (size_t i = 0; i < FC_MEASURE_LEVELS; i++) {
        out.coverage[i] = mean_of((double)sums->hits[i], sums->covered);
    }
    return out;
}
