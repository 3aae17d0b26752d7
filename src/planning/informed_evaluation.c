/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/informed_evaluation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "data/ranks.h"
#include "select/accuracy.h"

/* Arrays by step of one origin: the actuals, and three a contender. */
enum { ARRAYS = 1 + 3 * FC_CONTENDERS };

fc_status fc_informed_evaluation_init(struct fc_informed_evaluation *self,
                                      size_t horizon, size_t count,
                                      fc_error *err)
{
    size_t room = count * ARRAYS * horizon;
    double *next = NULL;

    *self = (struct fc_informed_evaluation){
        .horizon = horizon,
        .origins = fc_calloc(count, sizeof *self->origins),
        .memory = fc_calloc(room, sizeof *self->memory),
        .coverage_80 = fc_calloc(horizon, sizeof *self->coverage_80),
        .coverage_95 = fc_calloc(horizon, sizeof *self->coverage_95)};
    if (self->origins == NULL || self->memory == NULL
        || self->coverage_80 == NULL || self->coverage_95 == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for the evaluation of %zu origins",
                       count);
    }
    for (size_t i = 0; i < room; i++) {
        self->memory[i] = fc_missing();
    }
    next = self->memory;
    for (size_t i = 0; i < count; i++) {
        self->origins[i].actual = next;
        next += horizon;
        for (size_t who = 0; who < FC_CONTENDERS; who++) {
            self->origins[i].of[who] = (struct fc_trial){
                .point = next,
                .inside_80 = next + horizon,
                .inside_95 = next + 2 * horizon,
                .crps = fc_missing()};
            next += 3 * horizon;
        }
    }
    return FC_OK;
}

void fc_informed_evaluation_release(struct fc_informed_evaluation *self)
{
    free(self->origins);
    free(self->memory);
    free(self->coverage_80);
    free(self->coverage_95);
    *self = (struct fc_informed_evaluation){0};
}

static double is_inside(const double *quantiles, double actual)
{
    return actual >= quantiles[0] && actual <= quantiles[1] ? 1.0 : 0.0;
}

/* CRPS of draws in any order. */
static fc_status find_crps(double *out, const double *draws, size_t count,
                           size_t stride, double actual, fc_error *err)
{
    struct fc_ranked *ranked = fc_calloc(2 * count, sizeof *ranked);
    double *sorted = fc_calloc(count, sizeof *sorted);

    if (ranked == NULL || sorted == NULL) {
        free(ranked);
        free(sorted);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu draws",
                       count);
    }
    for (size_t i = 0; i < count; i++) {
        ranked[i] = (struct fc_ranked){.value = draws[i * stride], .place = i};
    }
    fc_ranks_sort(ranked, ranked + count, count);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = ranked[i].value;
    }
    *out = fc_crps_compute(sorted, count, actual);
    free(ranked);
    free(sorted);
    return FC_OK;
}

static fc_status try_paths(struct fc_trial *trial, const fc_paths *paths,
                           const double *actual, fc_error *err)
{
    static const double probabilities[] = {0.025, 0.1, 0.9, 0.975};
    fc_status status = FC_OK;

    for (size_t s = 0; s < paths->steps && status == FC_OK; s++) {
        double bounds[4];

        status = fc_paths_quantiles(bounds, paths, s, probabilities, 4, err);
        if (status == FC_OK) {
            trial->point[s] = fc_paths_mean(paths, s);
            trial->inside_80[s] = is_inside(&bounds[1], actual[s]);
            trial->inside_95[s] = is_inside(
                (const double[]){bounds[0], bounds[3]}, actual[s]);
        }
    }
    return status == FC_OK
               ? find_crps(&trial->crps, paths->values, paths->draws,
                           paths->steps, actual[0], err)
               : status;
}

/* The actuals that the positions known before would mean now. */
static fc_status try_positions(struct fc_trial *trial,
                               const struct fc_guided_record *record, size_t at,
                               double actual, fc_error *err)
{
    double *draws = fc_calloc(at, sizeof *draws);
    double sum = 0.0;
    fc_status status = FC_OK;

    if (draws == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for past ranges");
    }
    for (size_t i = 0; i < at; i++) {
        draws[i] = fc_coordinates_value(&record->items[at].place,
                                        record->items[i].position);
        sum += draws[i];
    }
    trial->point[0] = sum / (double)at;
    status = find_crps(&trial->crps, draws, at, 1, actual, err);
    free(draws);
    return status;
}

fc_status fc_informed_evaluation_add(struct fc_informed_evaluation *self,
                                     const struct fc_trial_case *trial,
                                     fc_error *err)
{
    struct fc_trial_origin *origin = &self->origins[self->count];
    const struct fc_guided *range = &trial->record->items[trial->at];
    fc_status status = FC_OK;

    origin->origin = trial->origin;
    origin->aside = trial->aside;
    for (size_t s = 0; s < self->horizon; s++) {
        origin->actual[s] = fc_backtest_actual(trial->backtest, trial->origin,
                                               s);
    }
    origin->of[FC_UPPER_END].point[0] = range->high;
    origin->of[FC_UPPER_END].crps = fabs(range->high - origin->actual[0]);
    status = try_positions(&origin->of[FC_POSITIONS], trial->record, trial->at,
                           origin->actual[0], err);
    if (status == FC_OK) {
        status = try_paths(&origin->of[FC_PLAIN], trial->plain, origin->actual,
                           err);
    }
    if (status == FC_OK) {
        status = try_paths(&origin->of[FC_INFORMED], trial->informed,
                           origin->actual, err);
    }
    self->relative = range->place.logged;
    self->aside_count += trial->aside;
    self->count += status == FC_OK;
    return status;
}

/* Sums over origins. */
struct tally {
    struct fc_accuracy_sums first;
    struct fc_accuracy_sums all;
    double crps;
    size_t scores;
    size_t held;
    size_t held_first;
    size_t cases;
    size_t cases_first;
};

static void count_origin(struct tally *tally, const struct fc_trial *trial,
                         const double *actual, size_t horizon)
{
    const fc_naive_scale unscaled = {fc_missing(), fc_missing()};

    fc_accuracy_add(&tally->first, trial->point[0], actual[0], unscaled);
    for (size_t s = 0; s < horizon; s++) {
        fc_accuracy_add(&tally->all, trial->point[s], actual[s], unscaled);
        if (!isnan(trial->inside_80[s]) && !isnan(actual[s])) {
            tally->cases++;
            tally->held += trial->inside_80[s] > 0.0;
            tally->cases_first += s == 0;
            tally->held_first += s == 0 && trial->inside_80[s] > 0.0;
        }
    }
    if (!isnan(trial->crps)) {
        tally->crps += trial->crps;
        tally->scores++;
    }
}

static struct fc_contender_score score_of(
    const struct fc_informed_evaluation *self, enum fc_contender who,
    bool without_aside)
{
    struct tally tally = {0};

    for (size_t i = 0; i < self->count; i++) {
        const struct fc_trial_origin *origin = &self->origins[i];

        if (!(without_aside && origin->aside)) {
            count_origin(&tally, &origin->of[who], origin->actual,
                         self->horizon);
        }
    }
    return (struct fc_contender_score){
        .first = fc_accuracy_of(&tally.first),
        .all = fc_accuracy_of(&tally.all),
        .crps = tally.scores > 0 ? tally.crps / (double)tally.scores
                                 : fc_missing(),
        .first_80 = fc_coverage_compute(0.80, tally.held_first,
                                        tally.cases_first),
        .all_80 = fc_coverage_compute(0.80, tally.held, tally.cases)};
}

/* The loss of one contender at one origin that a test compares. */
static double loss_of(const struct fc_informed_evaluation *self,
                      const struct fc_trial_origin *origin,
                      enum fc_contender who, enum fc_contest_test test)
{
    double actual = origin->actual[0];
    double error = fabs(origin->of[who].point[0] - actual);

    if (test == FC_CRPS_OF_POSITIONS) {
        return origin->of[who].crps;
    }
    return self->relative ? 100.0 * error / actual : error;
}

static fc_status run_tests(struct fc_contest *contest,
                           const struct fc_informed_evaluation *self,
                           bool without_aside, fc_error *err)
{
    static const enum fc_contender rivals[FC_CONTEST_TESTS] = {
        [FC_ERROR_OF_PLAIN] = FC_PLAIN,
        [FC_ERROR_OF_UPPER_END] = FC_UPPER_END,
        [FC_CRPS_OF_POSITIONS] = FC_POSITIONS,
    };
    double *losses = fc_calloc(2 * self->count, sizeof *losses);
    double *others = NULL;
    fc_error why = {0};

    if (losses == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu origins",
                       self->count);
    }
    others = losses + self->count;
    contest->tested = true;
    for (enum fc_contest_test test = 0; test < FC_CONTEST_TESTS; test++) {
        size_t n = 0;

        for (size_t i = 0; i < self->count; i++) {
            const struct fc_trial_origin *origin = &self->origins[i];

            if (!(without_aside && origin->aside)) {
                losses[n] = loss_of(self, origin, FC_INFORMED, test);
                others[n++] = loss_of(self, origin, rivals[test], test);
            }
        }
        contest->origins = n;
        contest->tested = contest->tested
                          && fc_dm_test_compute(&contest->test[test], losses,
                                                others, n, 1, &why)
                                 == FC_OK;
    }
    free(losses);
    return FC_OK;
}

static fc_status find_contest(struct fc_contest *contest,
                              const struct fc_informed_evaluation *self,
                              bool without_aside, fc_error *err)
{
    for (enum fc_contender who = 0; who < FC_CONTENDERS; who++) {
        contest->of[who] = score_of(self, who, without_aside);
    }
    return run_tests(contest, self, without_aside, err);
}

static fc_coverage coverage_of(const struct fc_informed_evaluation *self,
                               size_t step, bool wide)
{
    size_t hits = 0;

    for (size_t i = 0; i < self->count; i++) {
        const struct fc_trial *trial = &self->origins[i].of[FC_INFORMED];

        hits += (wide ? trial->inside_95 : trial->inside_80)[step] > 0.0;
    }
    return fc_coverage_compute(wide ? 0.95 : 0.80, hits, self->count);
}

fc_status fc_informed_evaluation_close(struct fc_informed_evaluation *self,
                                       fc_error *err)
{
    fc_status status = find_contest(&self->all, self, false, err);

    if (status == FC_OK) {
        status = find_contest(&self->rest, self, true, err);
    }
    for (size_t s = 0; s < self->horizon; s++) {
        self->coverage_80[s] = coverage_of(self, s, false);
        self->coverage_95[s] = coverage_of(self, s, true);
    }
    return status;
}
