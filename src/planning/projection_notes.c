/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The projection in sentences: the answer first, then what one must know to
 * trust it.
 */
#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "planning/amount.h"
#include "planning/informed.h"
#include "planning/projection_people.h"
#include "planning/projection_scenario.h"
#include "planning/projection_target.h"
#include "planning/recency.h"
#include "planning/reconciliation.h"
#include "planning/shares.h"

/* Below this a difference is taken for more than chance. */
static const double significance = 0.05;

/* Room for the headline's text while it is put together. */
enum { sentence_size = 512 };

/* Amounts of one projection, written alike. */
struct amounts {
    char text[2][FC_AMOUNT_TEXT_SIZE];
};

static struct amounts amounts_of(const fc_projection *projection, double low,
                                 double high)
{
    struct amounts out;
    int decimals = fc_projection_decimals(projection);

    fc_amount_format(out.text[0], low, decimals);
    fc_amount_format(out.text[1], high, decimals);
    return out;
}

/* "151,000-155,000"; a minus sign needs words between the numbers. */
static void describe_span(char *text, size_t size,
                          const fc_projection *projection, double low,
                          double high)
{
    struct amounts ends = amounts_of(projection, low, high);

    (void)snprintf(text, size, "%s%s%s", ends.text[0], low < 0.0 ? " to " : "-",
                   ends.text[1]);
}

/* "the range 151,000-155,000"; a point and open ends have words of their own.
 */
static void describe_range(char text[sentence_size],
                           const fc_projection *projection,
                           const struct fc_range *range)
{
    struct amounts ends = amounts_of(projection, range->low, range->high);

    if (isnan(range->high)) {
        (void)snprintf(text, sentence_size, "the guided %s or more",
                       ends.text[0]);
    } else if (isnan(range->low)) {
        (void)snprintf(text, sentence_size, "the guided %s or less",
                       ends.text[1]);
    } else if (range->low < range->high) {
        size_t used = (size_t)snprintf(text, sentence_size, "the range ");

        describe_span(text + used, sentence_size - used, projection, range->low,
                      range->high);
    } else {
        (void)snprintf(text, sentence_size, "the guided %s", ends.text[0]);
    }
}

/* The title as it stands within a sentence: "Net sales" becomes "net sales",
 * "AWS" stays. */
static void lower_title(char text[sentence_size], const char *title)
{
    (void)snprintf(text, sentence_size, "%.200s", title);
    if (text[0] != '\0' && islower((unsigned char)text[1])) {
        text[0] = (char)tolower((unsigned char)text[0]);
    }
}

static void write_answer(fc_report *report, const fc_projection *projection)
{
    const struct fc_projected *first = &projection->steps[0];
    struct amounts mean = amounts_of(projection, first->value.mean, 0.0);
    char period[FC_PERIOD_TEXT_SIZE];
    char title[sentence_size];
    char interval[2 * FC_AMOUNT_TEXT_SIZE + sizeof " to "];

    describe_span(interval, sizeof interval, projection,
                  first->value.bound[FC_LOWER_80],
                  first->value.bound[FC_UPPER_80]);
    fc_period_format(period, first->period, projection->calendar);
    lower_title(title, projection->title);
    fc_report_add_note(
        report, FC_NOTE_HEADLINE, "%s %s%s%s: %s%s%s (80 %% interval %s).",
        period, title, projection->scenarios != NULL ? " without a plan" : "",
        fc_projection_is_informed(projection) ? ", informed by guidance" : "",
        mean.text[0], projection->history->unit[0] != '\0' ? " " : "",
        projection->history->unit, interval);
}

/* The forecast that a verdict is about. */
struct subject {
    const char *words;
    const fc_paths *paths;
};

static void write_odds(fc_report *report, const fc_projection *projection,
                       const struct subject *subject, size_t step,
                       const struct fc_range *range)
{
    double mean = fc_paths_mean(subject->paths, step);
    fc_odds odds = fc_paths_odds(subject->paths, step, range->low, range->high);
    const char *verdict = fc_guidance_verdict(range->low, range->high, mean);
    char period[FC_PERIOD_TEXT_SIZE];
    char words[sentence_size];
    char below[FC_ODDS_TEXT_SIZE];
    char inside[FC_ODDS_TEXT_SIZE];
    char above[FC_ODDS_TEXT_SIZE];

    odds = fc_shares_round(odds, 100);
    fc_odds_format(below, odds.below);
    fc_odds_format(inside, odds.inside);
    fc_odds_format(above, odds.above);
    fc_period_format(period, projection->steps[step].period,
                     projection->calendar);
    describe_range(words, projection, range);
    fc_report_add_note(report, FC_NOTE_HEADLINE,
                       "%s for %s is %s %s (odds: below %s, inside %s, above "
                       "%s).",
                       subject->words, period, verdict, words, below, inside,
                       above);
}

static void write_verdict(fc_report *report, const fc_projection *projection)
{
    bool informed = fc_projection_is_informed(projection);
    const struct subject plain = {informed ? "Without the guidance the forecast"
                                           : "The forecast",
                                  fc_projection_plain_paths(projection)};
    const struct subject with = {"With it the forecast", projection->paths};
    size_t step = fc_projection_guided_step(projection);
    fc_period period = {0};
    struct fc_range asked = {0};
    struct fc_range release = {0};
    char words[sentence_size];

    if (step == projection->horizon) {
        return;
    }
    period = fc_projection_period(projection, step);
    asked = fc_projection_range(projection, period, FC_RANGE_OPTION);
    release = fc_projection_range(projection, period, FC_RANGE_RELEASE);
    write_odds(report, projection, &plain, step, &asked);
    if (informed) {
        write_odds(report, projection, &with, step, &asked);
    }
    if (release.known && release.origin != asked.origin
        && (release.low != asked.low || release.high != asked.high)) {
        describe_range(words, projection, &release);
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "The release itself gave %s; the verdict is about "
                           "the range that was asked for.",
                           words);
    }
}

/* The percentage errors where both exist and say something, else the absolute
 * ones: the two are read against each other. */
static struct amounts errors_of(const fc_projection *projection,
                                const fc_accuracy *a, const fc_accuracy *b)
{
    struct amounts out = amounts_of(projection, a->mae, b->mae);

    if (a->mape < FC_PERCENT_LIMIT && b->mape < FC_PERCENT_LIMIT) {
        fc_percent_format(out.text[0], a->mape, 1);
        fc_percent_format(out.text[1], b->mape, 1);
    }
    return out;
}

static void write_finding(fc_report *report, const fc_projection *projection,
                          const struct fc_finding *finding)
{
    const fc_comparison *of = &finding->of;
    struct amounts errors = errors_of(projection, &of->a, &of->b);
    bool better = of->test.mean_difference < 0.0;
    const char *verdict = better ? "seems to help, but that may be chance"
                                 : "does not help";

    if (!finding->compared) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "Whether %s helps cannot be told: too few origins "
                           "or no regression with and without it.",
                           finding->name);
        return;
    }
    if (of->test.p_value < significance) {
        verdict = better ? "helps" : "makes the forecast worse";
    }
    fc_report_add_note(
        report, FC_NOTE_PLAIN,
        "Adding %s %s: the best regression with it errs by %s, the best "
        "without by %s (mean absolute error, all steps, %zu origins; "
        "Diebold-Mariano p = %.2g).",
        finding->name, verdict, errors.text[0], errors.text[1], of->origins,
        of->test.p_value);
}

const char *fc_projection_coverage_words(const fc_coverage *coverage)
{
    if (coverage->high < coverage->nominal) {
        return ", fewer than they should: take the intervals as too narrow";
    }
    if (coverage->low > coverage->nominal) {
        return ", more than they should: take the intervals as too wide";
    }
    return "";
}

/* How the candidate of each origin came about. */
static const char *choice_words(const fc_projection *projection)
{
    if (projection->frozen_by != NULL) {
        return "the frozen model";
    }
    return projection->scenarios != NULL ? "the model of the scenarios"
                                         : "choosing anew";
}

static void write_evaluation(fc_report *report, const fc_projection *projection)
{
    const fc_evaluation *evaluation = projection->evaluation;
    fc_span used = fc_projection_used(projection);
    char first[FC_PERIOD_TEXT_SIZE];
    char last[FC_PERIOD_TEXT_SIZE];
    struct amounts errors;

    if (evaluation == NULL) {
        fc_report_add_note(report, FC_NOTE_WARNING,
                           "The series is too short for a backtest (%zu "
                           "observations): nothing is known of the errors.",
                           projection->used);
        return;
    }
    /* Origin o knows o observations: its last one is o - 1 behind the first. */
    fc_period_format(
        first, fc_period_add(used.start, (int64_t)evaluation->origin[0] - 1),
        projection->calendar);
    fc_period_format(
        last,
        fc_period_add(used.start,
                      (int64_t)evaluation->origin[evaluation->origins - 1] - 1),
        projection->calendar);
    errors = errors_of(projection, &evaluation->by_step[0],
                       &evaluation->overall);
    fc_report_add_note(
        report, FC_NOTE_PLAIN,
        "Evaluated%s at %zu origins, %s to %s, %s at each: mean "
        "absolute error %s one step ahead, %s over steps 1 to %zu; the 80 %% "
        "intervals held %.0f %% of the actuals (n = %zu)%s.",
        fc_projection_is_informed(projection) ? " without guidance" : "",
        evaluation->origins, first, last, choice_words(projection),
        errors.text[0], errors.text[1], evaluation->horizon,
        100.0 * evaluation->overall_80.rate, evaluation->overall_80.n,
        fc_projection_coverage_words(&evaluation->overall_80));
}

/* What of the history the chosen model did not see. */
static void write_part(fc_report *report, const fc_projection *projection)
{
    size_t all = projection->history->length;
    fc_span fitted = fc_span_window(fc_series_span(projection->history),
                                    all - projection->fitted,
                                    projection->fitted);
    size_t missing = fc_span_missing(fitted);
    char text[FC_PERIOD_TEXT_SIZE];

    if (projection->fitted < all) {
        fc_period_format(text, fitted.start, projection->calendar);
        fc_report_add_note(report, FC_NOTE_WARNING,
                           "%s from %s on is used (%zu of %zu periods).",
                           projection->fitted == projection->used
                               ? "The series is long: its latest part"
                               : "The series has gaps: the latest unbroken "
                                 "stretch",
                           text, projection->fitted, all);
    }
    if (missing > 0) {
        fc_report_add_note(report, FC_NOTE_WARNING,
                           "The series has gaps: the model steps over %zu "
                           "missing of %zu periods.",
                           missing, projection->fitted);
    }
}

void fc_projection_write_data_notes(fc_report *report,
                                    const fc_projection *projection,
                                    const char *consequence)
{
    char text[FC_PERIOD_TEXT_SIZE];

    write_part(report, projection);
    if (projection->lag > 0) {
        char words[sentence_size];

        fc_series_lag_describe(words, sizeof words, projection->history->name,
                               projection->origin, projection->calendar,
                               projection->lag);
        fc_report_add_note(report, FC_NOTE_WARNING, "%s; %s.", words,
                           consequence);
    }
    for (size_t i = 0; i < projection->unusable_count; i++) {
        fc_report_add_note(report, FC_NOTE_WARNING,
                           "Regressor %s has no value in the periods used and "
                           "is left out.",
                           projection->unusable[i]);
    }
    if (projection->as_of_asked) {
        fc_period_format(text, projection->as_of, projection->calendar);
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "As of %s, pseudo real time: the figures are those "
                           "of the file today, which may have been restated.",
                           text);
    }
}

/* Which steps are re-mapped, and which have too few errors for it. */
static void write_conformal(fc_report *report, const fc_projection *projection)
{
    size_t remapped = 0;
    size_t fewest = SIZE_MAX;
    size_t most = 0;

    for (size_t s = 0; s < projection->horizon; s++) {
        const fc_step_calibration *step = &projection->calibration[s];

        if (step->conformal) {
            remapped++;
            fewest = step->errors < fewest ? step->errors : fewest;
            most = step->errors > most ? step->errors : most;
        }
    }
    if (remapped > 0) {
        fc_report_add_note(
            report, FC_NOTE_PLAIN,
            "Intervals: conformal, each step from its %zu to %zu "
            "past errors and the law of the model.",
            fewest, most);
    }
    if (remapped < projection->horizon) {
        fc_report_add_note(report, FC_NOTE_WARNING,
                           "Too few past errors for conformal intervals at %zu "
                           "of %zu steps: there the paths are scaled, as with "
                           "--intervals auto.",
                           projection->horizon - remapped, projection->horizon);
    }
}

/* Intervals that are not what the program does by itself. */
static void write_intervals(fc_report *report, const fc_projection *projection)
{
    const char *words = NULL;

    switch (projection->intervals) {
    case FC_INTERVALS_AUTO:
        return;
    case FC_INTERVALS_CONFORMAL:
        write_conformal(report, projection);
        return;
    case FC_INTERVALS_SIMULATE:
        words = "paths as the model draws them";
        break;
    case FC_INTERVALS_BOOTSTRAP:
        words = "paths whose errors are residuals of the fit";
        break;
    case FC_INTERVALS_ANALYTIC:
        words = fc_fit_has_closed_law(projection->fit)
                    ? "the closed form of the model"
                    : "this model has no closed form, so they are those of its "
                      "paths";
        break;
    }
    fc_report_add_note(report, FC_NOTE_PLAIN,
                       "Intervals: %s, not calibrated on past errors.", words);
}

void fc_projection_write_notes(fc_report *report,
                               const fc_projection *projection)
{
    write_answer(report, projection);
    write_verdict(report, projection);
    fc_projection_write_informed_notes(report, projection);
    fc_projection_write_target_notes(report, projection);
    fc_projection_write_reconciled_notes(report, projection);
    fc_projection_write_data_notes(report, projection,
                                   "the forecast starts there");
    fc_projection_write_frozen(report, projection);
    write_evaluation(report, projection);
    fc_projection_write_frozen_origins(report, projection);
    write_intervals(report, projection);
    for (size_t i = 0; i < projection->finding_count; i++) {
        write_finding(report, projection, &projection->findings[i]);
    }
    if (projection->scenarios != NULL) {
        fc_projection_write_scenario_notes(report, projection);
    }
}
