/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A backtest in sentences: who is best, whether that is chance, and how it was
 * measured.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "planning/backtest_state.h"

enum { ALL_STEPS = 0, LIST_SIZE = 1024 };

/* Below this a difference is taken for more than chance. */
static const double significance = 0.05;

static void write_best(fc_report *report, const struct fc_backtest_job *job)
{
    const fc_ranking *ranking = &job->ranking;
    double loss = fc_backtest_rank(job, ranking->best, ALL_STEPS)->loss;
    char name[FC_MODEL_SPEC_SIZE];
    char steps[48] = "step 1";
    char size[48];

    fc_cross_validation_model_name(name, job->validation, ranking->best);
    if (job->horizon > 1) {
        (void)snprintf(steps, sizeof steps, "steps 1 to %zu", job->horizon);
    }
    (void)snprintf(size, sizeof size, ranking->logs ? "%.2f %%" : "%.3f",
                   ranking->logs ? 100.0 * loss : loss);
    fc_report_add_note(
        report, FC_NOTE_HEADLINE,
        "%s %s: mean absolute %s error %s over %s at %zu origins%s.", name,
        job->models > 1 ? "forecasts best" : "alone",
        ranking->logs ? "log" : "scaled", size, steps, ranking->origins,
        job->models > 1 ? " common to the models" : "");
}

/* Models whose difference to the best is chance, or is not: "a, b (p = 0.2)".
 */
static size_t list_models(char list[LIST_SIZE],
                          const struct fc_backtest_job *job, bool chance)
{
    size_t count = 0;
    size_t used = 0;

    list[0] = '\0';
    for (size_t i = 0; i < job->models; i++) {
        const fc_model_rank *rank = fc_backtest_rank(job, job->order[i],
                                                     ALL_STEPS);
        char name[FC_MODEL_SPEC_SIZE];

        if (isnan(rank->p_adjusted)
            || chance != (rank->p_adjusted >= significance)) {
            continue;
        }
        fc_cross_validation_model_name(name, job->validation, job->order[i]);
        used += strlen(name) + 2;
        if (used < LIST_SIZE) {
            (void)snprintf(list + strlen(list), LIST_SIZE - strlen(list),
                           "%s%s", count > 0 ? ", " : "", name);
        }
        count++;
    }
    return count;
}

static void write_chance(fc_report *report, const struct fc_backtest_job *job)
{
    char list[LIST_SIZE];
    size_t beaten = list_models(list, job, false);
    size_t even = 0;

    if (beaten > 0) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "Better beyond chance than: %s.", list);
    }
    even = list_models(list, job, true);
    if (even > 0) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "The difference may be chance to: %s.", list);
    }
    if (beaten + even == 0 && job->models > 1) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "%zu common origins are too few to tell a "
                           "difference from chance.",
                           job->ranking.origins);
    } else if (beaten + even > 0) {
        fc_report_add_note(
            report, FC_NOTE_PLAIN,
            "p: Diebold-Mariano test, with the correction of Harvey, Leybourne "
            "& Newbold, of the mean losses of each origin against those of the "
            "best, after Holm's correction for %zu test%s. The best was found "
            "at the same origins: p is a little too low.",
            beaten + even, beaten + even == 1 ? "" : "s");
    }
}

static void write_origins(fc_report *report, const struct fc_backtest_job *job)
{
    size_t origins = fc_cross_validation_origin_count(job->validation);
    size_t stride = job->request->stride;
    char first[FC_PERIOD_TEXT_SIZE];
    char last[FC_PERIOD_TEXT_SIZE];
    char sample[64] = "all that was known there";
    char apart[64] = "";

    fc_backtest_origin_format(first, job, 0);
    fc_backtest_origin_format(last, job, origins - 1);
    if (job->request->window > 0) {
        (void)snprintf(sample, sizeof sample, "its latest %zu observations",
                       job->request->window);
    }
    if (stride > 1) {
        (void)snprintf(apart, sizeof apart, ", %zu periods apart", stride);
    }
    fc_report_add_note(
        report, FC_NOTE_PLAIN,
        "%zu origin%s, %s to %s%s; each model fitted anew at each to %s.%s",
        origins, origins == 1 ? "" : "s", first, last, apart, sample,
        job->regressors ? " Beyond an origin a regressor is its own projection "
                          "from what was known there."
                        : "");
    if (job->request->origins > origins) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "The series has %zu of the %zu origins asked for.",
                           origins, job->request->origins);
    }
}

static void write_intervals(fc_report *report,
                            const struct fc_backtest_job *job)
{
    static const char *const words[] = {
        [FC_INTERVALS_SIMULATE] = "sample paths as each model draws them, not "
                                  "calibrated",
        [FC_INTERVALS_ANALYTIC] = "the closed form of each model where it has "
                                  "one, not calibrated",
        [FC_INTERVALS_BOOTSTRAP] = "paths whose errors are residuals of the "
                                   "fit, not calibrated",
        [FC_INTERVALS_AUTO] = "sample paths, widened after the errors "
                              "known at the origin",
        [FC_INTERVALS_CONFORMAL] = "conformal, from the errors of each step "
                                   "known at the origin; below 8 of them "
                                   "sample paths, scaled",
    };

    fc_report_add_note(report, FC_NOTE_PLAIN,
                       "Intervals: %s. From and to: 95 %% Clopper-Pearson, "
                       "too narrow where forecasts overlap.",
                       words[job->request->intervals]);
}

/* A model that is missing at some origins. */
static void write_absence(fc_report *report, const struct fc_backtest_job *job,
                          size_t model)
{
    size_t index = 0;
    const char *why = fc_cross_validation_failure(&index, job->validation,
                                                  model);
    size_t all = fc_cross_validation_origin_count(job->validation);
    size_t origins =
        fc_cross_validation_scores(job->validation, model, ALL_STEPS).origins;
    char name[FC_MODEL_SPEC_SIZE];
    char period[FC_PERIOD_TEXT_SIZE];

    if (why == NULL) {
        return;
    }
    fc_cross_validation_model_name(name, job->validation, model);
    fc_backtest_origin_format(period, job, index);
    fc_report_add_note(
        report, FC_NOTE_WARNING,
        "%s has a forecast at %zu of %zu origins%s (%s: %s).", name, origins,
        all,
        origins > 0 && !fc_backtest_rank(job, model, ALL_STEPS)->compared
            ? " and is not compared"
            : "",
        period, why);
}

/* Measures of different origins stand beside each other. */
static void write_uneven(fc_report *report, const struct fc_backtest_job *job)
{
    size_t all = fc_cross_validation_origin_count(job->validation);

    for (size_t i = 0; i < job->models; i++) {
        size_t origins =
            fc_cross_validation_scores(job->validation, i, ALL_STEPS).origins;

        if (origins > 0 && origins < all) {
            fc_report_add_note(report, FC_NOTE_PLAIN,
                               "Rows of different n are measured at different "
                               "origins; the order of the rows and p are of "
                               "the common ones.");
            return;
        }
    }
}

void fc_backtest_write_notes(fc_report *report,
                             const struct fc_backtest_job *job)
{
    if (job->ranking.origins > 0) {
        write_best(report, job);
        write_chance(report, job);
    } else {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "The models have no origin in common: nothing can "
                           "be compared.");
    }
    fc_projection_write_data_notes(report, job->known,
                                   "no later forecast could be checked");
    for (size_t i = 0; i < job->models; i++) {
        write_absence(report, job, job->order[i]);
    }
    write_uneven(report, job);
    write_origins(report, job);
    write_intervals(report, job);
}
