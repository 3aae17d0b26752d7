/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the guidance changed and what it was worth, in words; or why it was not
 * used.
 */
#include <math.h>
#include <stdio.h>

#include "planning/amount.h"
#include "planning/growth.h"
#include "planning/informed.h"
#include "planning/projection_people.h"

static const char *const range_words[FC_RANGE_ORIGINS] = {
    [FC_RANGE_OPTION] = "the range given by option",
    [FC_RANGE_TASK] = "the range asked for",
    [FC_RANGE_RELEASE] = "the range of the release",
};

static void write_uninformed(fc_report *report, const fc_projection *projection)
{
    const struct fc_informed *informed = projection->informed;
    char period[FC_PERIOD_TEXT_SIZE];
    char why[128] = "";

    fc_period_format(period, fc_projection_period(projection, 0),
                     projection->calendar);
    switch (informed->why_not) {
    case FC_GUIDANCE_USED:
        return;
    case FC_GUIDANCE_NO_RANGE:
        (void)snprintf(why, sizeof why, "there is none for %s", period);
        break;
    case FC_GUIDANCE_OPEN:
        (void)snprintf(why, sizeof why, "its range for %s has an open end",
                       period);
        break;
    case FC_GUIDANCE_FEW:
        (void)snprintf(why, sizeof why,
                       "only %zu past ranges have an actual, and it takes %d "
                       "to learn from",
                       informed->known, FC_GUIDED_FEWEST);
        break;
    case FC_GUIDANCE_NO_PLACE:
        (void)snprintf(why, sizeof why,
                       "its range for %s or the forecast has no place on the "
                       "measure of the past ranges",
                       period);
        break;
    }
    fc_report_add_note(report, FC_NOTE_WARNING,
                       "Guidance is not used: %s. This is the forecast without "
                       "it.",
                       why);
}

/* Where the next actual is expected, in terms of the range. */
static void describe_place(char *text, size_t size,
                           const struct fc_informed *informed)
{
    double recent = informed->law.recent;

    switch (informed->unit) {
    case FC_GUIDED_WIDTH:
        (void)snprintf(text, size,
                       "lately %.0f %% of the way from the lower end to the "
                       "upper",
                       100.0 * (recent + 0.5));
        break;
    case FC_GUIDED_LEVEL:
        (void)snprintf(text, size, "lately %.1f %% %s what was guided",
                       100.0 * fabs(expm1(recent)),
                       recent < 0.0 ? "below" : "above");
        break;
    case FC_GUIDED_NAIVE:
        (void)snprintf(text, size,
                       "lately %.2f seasonal naive errors %s what was guided",
                       fabs(recent), recent < 0.0 ? "below" : "above");
        break;
    }
}

static void write_reason(fc_report *report, const fc_projection *projection)
{
    const struct fc_informed *informed = projection->informed;
    int decimals = fc_projection_decimals(projection);
    char low[FC_AMOUNT_TEXT_SIZE];
    char high[FC_AMOUNT_TEXT_SIZE];
    char suggested[FC_AMOUNT_TEXT_SIZE];
    char place[128];

    fc_amount_format(low, informed->range.low, decimals);
    fc_amount_format(high, informed->range.high, decimals);
    fc_amount_format(suggested, informed->suggested, decimals);
    describe_place(place, sizeof place, informed);
    fc_report_add_note(
        report, FC_NOTE_PLAIN,
        "Guidance: %zu past ranges have an actual, %s; by that and the "
        "season %s, %s to %s, suggests %s. It counts for %.0f %% and the model "
        "for the rest, by what both said at %zu past origins.",
        informed->known, place, range_words[informed->range.origin], low, high,
        suggested, 100.0 * informed->weight, informed->scored);
}

static void describe_change(char *text, size_t size, const char *period,
                            const struct fc_projected *plain,
                            const struct fc_projected *informed, int decimals)
{
    char from[FC_AMOUNT_TEXT_SIZE];
    char to[FC_AMOUNT_TEXT_SIZE];

    fc_amount_format(from, plain->value.mean, decimals);
    fc_amount_format(to, informed->value.mean, decimals);
    (void)snprintf(text, size, "%s from %s to %s", period, from, to);
}

static void write_change(fc_report *report, const fc_projection *projection)
{
    const struct fc_informed *informed = projection->informed;
    int decimals = fc_projection_decimals(projection);
    char period[FC_PERIOD_TEXT_SIZE];
    char first[FC_PERIOD_TEXT_SIZE + 3 * FC_AMOUNT_TEXT_SIZE];
    char year[FC_PERIOD_TEXT_SIZE + 3 * FC_AMOUNT_TEXT_SIZE] = "";

    fc_period_format(period, projection->steps[0].period, projection->calendar);
    describe_change(first, sizeof first, period, &informed->plain_steps[0],
                    &projection->steps[0], decimals);
    if (projection->total_count > 0) {
        fc_year_format(period, projection->totals[0].year);
        describe_change(year, sizeof year, period, &informed->plain_totals[0],
                        &projection->totals[0], decimals);
    }
    fc_report_add_note(report, FC_NOTE_PLAIN, "It moves %s%s%s%s.", first,
                       year[0] != '\0' ? " and " : "", year,
                       projection->horizon > 1
                           ? "; the later periods follow as the model's paths "
                             "depend on the first"
                           : "");
}

static void write_aside(fc_report *report, const fc_projection *projection)
{
    const struct fc_informed *informed = projection->informed;
    char first[FC_PERIOD_TEXT_SIZE];
    char last[FC_PERIOD_TEXT_SIZE];

    fc_period_format(first, informed->aside_first, projection->calendar);
    fc_period_format(last, informed->aside_last, projection->calendar);
    fc_report_add_note(report, FC_NOTE_PLAIN,
                       "The rest of the origins are those without the %zu from "
                       "%s to %s.",
                       informed->evaluation.aside_count, first, last);
}

static void write_contest(fc_report *report, const fc_projection *projection)
{
    const struct fc_informed_evaluation *of = &projection->informed->evaluation;
    const struct fc_contender_score *with = &of->all.of[FC_INFORMED];
    const struct fc_contender_score *without = &of->all.of[FC_PLAIN];
    fc_span used = fc_projection_used(projection);
    char first[FC_PERIOD_TEXT_SIZE];
    char last[FC_PERIOD_TEXT_SIZE];

    fc_period_format(
        first, fc_period_add(used.start, (int64_t)of->origins[0].origin - 1),
        projection->calendar);
    fc_period_format(
        last,
        fc_period_add(used.start,
                      (int64_t)of->origins[of->count - 1].origin - 1),
        projection->calendar);
    fc_report_add_note(
        report, FC_NOTE_PLAIN,
        "In real time at %zu origins, %s to %s, learned and pooled anew at "
        "each: mean CRPS one step ahead %.4g with guidance, %.4g without, %.4g "
        "from the past positions alone; its 80 %% intervals held %.0f %% of "
        "the actuals one step ahead (n = %zu), %.0f %% over all steps (n = "
        "%zu)%s.",
        of->count, first, last, with->crps, without->crps,
        of->all.of[FC_POSITIONS].crps, 100.0 * with->first_80.rate,
        with->first_80.n, 100.0 * with->all_80.rate, with->all_80.n,
        fc_projection_coverage_words(&with->all_80));
}

void fc_projection_write_informed_notes(fc_report *report,
                                        const fc_projection *projection)
{
    if (projection->informed == NULL) {
        return;
    }
    if (!fc_projection_is_informed(projection)) {
        write_uninformed(report, projection);
        return;
    }
    write_change(report, projection);
    write_reason(report, projection);
    if (projection->informed->evaluation.count > 0) {
        write_contest(report, projection);
    }
    if (projection->informed->evaluation.aside_count > 0) {
        write_aside(report, projection);
    }
}

void fc_projection_write_informed_meta(fc_report *report,
                                       const fc_projection *projection)
{
    const struct fc_informed *informed = projection->informed;

    if (!fc_projection_is_informed(projection)) {
        return;
    }
    fc_report_add_meta(report, "guidance", "%.10g:%.10g", informed->range.low,
                       informed->range.high);
    fc_report_add_meta(report, "guidance_weight", "%.4f", informed->weight);
}
