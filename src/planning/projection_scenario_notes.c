/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the plans do to the forecast, in words. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "planning/amount.h"
#include "planning/growth.h"
#include "planning/informed.h"
#include "planning/projection_people.h"
#include "planning/projection_scenario.h"

/* A difference below so many per cent of the forecast is called almost nothing:
 * it is small against any error that the forecast has. */
static const double small_share = 1.0;

enum { names_size = 200, words_size = 96 };

/* "capex_net and headcount" */
static void list_series(char text[names_size],
                        const struct fc_projected_scenarios *scenarios)
{
    size_t used = 0;

    text[0] = '\0';
    for (size_t i = 0; i < scenarios->series_count && used < names_size; i++) {
        used += (size_t)snprintf(text + used, names_size - used, "%s%.64s",
                                 i > 0 ? " and " : "",
                                 scenarios->series[i].name);
    }
}

static void describe_error(char text[FC_AMOUNT_TEXT_SIZE],
                           const fc_accuracy *accuracy,
                           const fc_projection *projection)
{
    if (accuracy->mape < FC_PERCENT_LIMIT) {
        fc_percent_format(text, accuracy->mape, 1);
    } else {
        fc_amount_format(text, accuracy->mae,
                         fc_projection_decimals(projection));
    }
}

static void format_spec(char text[FC_MODEL_SPEC_SIZE],
                        const fc_projection *projection, size_t spec)
{
    fc_model_spec_format(text, fc_backtest_spec_at(projection->backtest, spec));
}

/* Which model, how good it was, and how good the default is. */
static void write_model(fc_report *report, const fc_projection *projection)
{
    const struct fc_projected_scenarios *scenarios = projection->scenarios;
    char model[FC_MODEL_SPEC_SIZE];
    char plain[FC_MODEL_SPEC_SIZE];
    char error[FC_AMOUNT_TEXT_SIZE];
    char plain_error[FC_AMOUNT_TEXT_SIZE];
    char names[names_size];

    list_series(names, scenarios);
    format_spec(model, projection, projection->chosen);
    format_spec(plain, projection, scenarios->plain);
    describe_error(error, &scenarios->accuracy, projection);
    describe_error(plain_error, &scenarios->plain_accuracy, projection);
    if (scenarios->plain == projection->chosen) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "Scenarios are forecasts of %s, which uses %s and "
                           "is chosen without a plan, too.",
                           model, names);
        return;
    }
    if (scenarios->accuracy.n == 0 || scenarios->plain_accuracy.n == 0) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "Scenarios are forecasts of %s, which uses %s; "
                           "without a plan %s is chosen.",
                           model, names, plain);
        return;
    }
    fc_report_add_note(
        report, FC_NOTE_PLAIN,
        "Scenarios are forecasts of %s, the best candidate that uses %s: mean "
        "absolute error %s over all steps at past origins. Without a plan %s "
        "is chosen: %s.",
        model, names, error, plain, plain_error);
}

/* What is compared: the last fiscal year that the horizon completes, else the
 * last period. */
struct summary {
    char period[FC_PERIOD_TEXT_SIZE];
    size_t total; /* index of it; the number of totals: the last step */
    size_t first; /* steps of the candidates' forecasts that belong to it */
    size_t last;
    double reported; /* part of the year that is known */
    double base;
};

static struct summary summarise(const fc_projection *projection)
{
    struct summary out = {.total = projection->total_count,
                          .first = projection->horizon - 1,
                          .last = projection->horizon - 1};
    const struct fc_projected *total = NULL;
    fc_year year;

    if (projection->total_count == 0) {
        fc_period_format(out.period, projection->steps[out.last].period,
                         projection->calendar);
        out.base = projection->steps[out.last].value.mean;
        return out;
    }
    out.total--;
    total = &projection->totals[out.total];
    year = fc_year_of(fc_series_span(projection->history), FC_FLOW, total->year,
                      projection->calendar);
    out.base = total->value.mean;
    out.last = (size_t)fc_period_distance(projection->origin, year.last) - 1;
    out.first = out.last + 1 > year.periods ? out.last + 1 - year.periods : 0;
    for (size_t i = 0; i + out.last + 1 - out.first < year.periods; i++) {
        out.reported += fc_span_at(fc_series_span(projection->history),
                                   fc_period_add(year.first, (int64_t)i));
    }
    fc_year_format(out.period, total->year);
    return out;
}

/* What the default forecast, which is no more than drawn, is without. */
static const char *before_words(const fc_projection *projection)
{
    bool informed = fc_projection_is_informed(projection);

    if (projection->reconciled != NULL) {
        return informed ? " before reconciliation and guidance"
                        : " before reconciliation";
    }
    return informed ? " before guidance" : "";
}

static void write_base(fc_report *report, const fc_projection *projection,
                       const struct summary *summary)
{
    size_t plain = projection->scenarios->plain;
    int decimals = fc_projection_decimals(projection);
    double value = summary->reported;
    char model[FC_MODEL_SPEC_SIZE];
    char base[FC_AMOUNT_TEXT_SIZE];
    char other[FC_AMOUNT_TEXT_SIZE];

    for (size_t s = summary->first; s <= summary->last; s++) {
        value += projection->scenarios->plain_mean[s];
    }
    if (plain == projection->chosen) {
        return;
    }
    format_spec(model, projection, plain);
    fc_amount_format(base, summary->base, decimals);
    fc_amount_format(other, value, decimals);
    fc_report_add_note(
        report, FC_NOTE_PLAIN,
        "Base is the same model with what is planned projected "
        "by its own model: %s for %s. The default forecast, of "
        "%s, is %s%s; it is no scenario, so compare scenarios with "
        "base.",
        base, summary->period, model, other, before_words(projection));
}

/* "+1,234"; what rounds to zero has no sign. */
static void describe_change(char text[words_size], double value, int decimals)
{
    char amount[FC_AMOUNT_TEXT_SIZE];

    fc_amount_format(amount, value, decimals);
    (void)snprintf(
        text, words_size, "%s%s",
        value > 0.0 && strpbrk(amount, "123456789") != NULL ? "+" : "", amount);
}

static const struct fc_outlook *difference_of(
    const struct fc_projected_scenario *item, const struct summary *summary)
{
    return summary->total < item->view.total_count
               ? &item->total_difference[summary->total]
               : &item->difference[summary->last];
}

static void write_scenario(fc_report *report, const fc_projection *projection,
                           const struct fc_projected_scenario *item,
                           const struct summary *summary)
{
    const struct fc_outlook *of = difference_of(item, summary);
    int decimals = fc_projection_decimals(projection);
    char value[FC_AMOUNT_TEXT_SIZE];
    char change[words_size];
    char low[words_size];
    char high[words_size];

    fc_amount_format(value, summary->base + of->mean, decimals);
    describe_change(change, of->mean, decimals);
    describe_change(low, of->bound[FC_LOWER_80], decimals);
    describe_change(high, of->bound[FC_UPPER_80], decimals);
    fc_report_add_note(report, FC_NOTE_HEADLINE,
                       "%s, %s: %s, %s against base (80 %% interval of the "
                       "difference %s to %s).",
                       item->name, summary->period, value, change, low, high);
}

/* Is zero among what the difference may well be? */
static bool may_be_nothing(const struct fc_outlook *of)
{
    return of->bound[FC_LOWER_95] <= 0.0 && of->bound[FC_UPPER_95] >= 0.0;
}

/* The largest difference in per cent of base; "" without a base above zero. */
static void describe_largest(char text[words_size], double largest)
{
    text[0] = '\0';
    if (isfinite(largest)) {
        (void)snprintf(text, words_size, "%s at most %.1f %% of base",
                       largest < small_share ? "almost nothing," : "by",
                       largest);
    }
}

static void write_effect(fc_report *report, const fc_projection *projection,
                         const struct summary *summary)
{
    const struct fc_projected_scenarios *scenarios = projection->scenarios;
    double largest = 0.0;
    size_t clear = 0;
    char names[names_size];
    char size[words_size];

    list_series(names, scenarios);
    for (size_t i = 0; i < scenarios->count; i++) {
        const struct fc_outlook *of = difference_of(&scenarios->items[i],
                                                    summary);

        largest = fmax(largest, fabs(fc_growth_percent(summary->base + of->mean,
                                                       summary->base)));
        clear += !may_be_nothing(of);
    }
    describe_largest(size, largest);
    if (clear == 0) {
        fc_report_add_note(
            report, FC_NOTE_PLAIN,
            "The plans of %s move %s in %s %s, which cannot be told from "
            "nothing: every 95 %% interval of a difference holds zero.",
            names, projection->history->name, summary->period, size);
        return;
    }
    fc_report_add_note(
        report, FC_NOTE_PLAIN,
        "The plans of %s move %s in %s %s; in %zu of %zu scenarios the 95 %% "
        "interval of the difference leaves out zero. That is what went along "
        "with %s in the past, not what it causes.",
        names, projection->history->name, summary->period, size, clear,
        scenarios->count, names);
}

/* Steps at the start at which no scenario differs. */
static void write_delay(fc_report *report, const fc_projection *projection)
{
    const struct fc_projected_scenarios *scenarios = projection->scenarios;
    size_t same = 0;
    bool equal = true;
    char text[FC_PERIOD_TEXT_SIZE];

    while (same < projection->horizon && equal) {
        for (size_t i = 0; i < scenarios->count; i++) {
            const struct fc_outlook *of = &scenarios->items[i].difference[same];

            equal = equal && of->mean == 0.0 && of->bound[FC_LOWER_95] == 0.0
                    && of->bound[FC_UPPER_95] == 0.0;
        }
        same += equal;
    }
    if (same > 0) {
        fc_period_format(text, projection->steps[same - 1].period,
                         projection->calendar);
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "Up to %s no plan can change anything: the model "
                           "uses only earlier values.",
                           text);
    }
}

static void write_guidance(fc_report *report, const fc_projection *projection)
{
    if (fc_projection_is_informed(projection)) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "Guidance informs every scenario as it informs "
                           "base: by the same law with the same weight.");
    }
}

static void write_flat(fc_report *report,
                       const struct fc_projected_scenarios *scenarios)
{
    for (size_t i = 0; i < scenarios->line_count; i++) {
        const struct fc_plan_line *line = &scenarios->lines[i];

        if (line->flat) {
            fc_report_add_note(report, FC_NOTE_WARNING,
                               "%s: there is no complete year to split %s by, "
                               "so its periods are equal.",
                               scenarios->items[line->scenario].name,
                               line->text);
        }
    }
}

void fc_projection_write_scenario_notes(fc_report *report,
                                        const fc_projection *projection)
{
    const struct fc_projected_scenarios *scenarios = projection->scenarios;
    const struct summary summary = summarise(projection);

    for (size_t i = 0; i < scenarios->count; i++) {
        write_scenario(report, projection, &scenarios->items[i], &summary);
    }
    write_effect(report, projection, &summary);
    write_delay(report, projection);
    write_model(report, projection);
    write_base(report, projection, &summary);
    write_guidance(report, projection);
    write_flat(report, scenarios);
    if (scenarios->left_out > 0) {
        fc_report_add_note(report, FC_NOTE_WARNING,
                           "%zu of %zu scenarios left out: their plans were "
                           "not issued yet.",
                           scenarios->left_out,
                           scenarios->left_out + scenarios->count);
    }
}
