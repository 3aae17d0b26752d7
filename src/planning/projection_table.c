/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The machines' table of a projection: the columns of the contract in their
 * order (docs/cli-contract.md), and the provenance.
 */
#include <inttypes.h>
#include <stdio.h>

#include "forecast/init.h"

#include "planning/growth.h"
#include "planning/informed.h"
#include "planning/projection_state.h"
#include "planning/shares.h"

enum column {
    SERIES,
    UNIT,
    PERIOD,
    PERIOD_END,
    KIND,
    MODEL,
    VALUE,
    LOWER_80,
    UPPER_80,
    LOWER_95,
    UPPER_95,
    YOY_PCT,
    GUIDANCE_LOW,
    GUIDANCE_HIGH,
    GUIDANCE_VERDICT,
    P_BELOW,
    P_INSIDE,
    P_ABOVE,
    ORIGIN,
    AS_OF,
    SEED,
    VERSION,
    SCENARIO,
    COVERAGE_80,
    COVERAGE_95,
    COVERAGE_N,
    FIXED_COLUMNS, /* the quantiles asked for stand behind them */
};

static const fc_column fixed[FIXED_COLUMNS] = {
    [SERIES] = {.name = "series", .style = FC_STYLE_TEXT},
    [UNIT] = {.name = "unit", .style = FC_STYLE_TEXT},
    [PERIOD] = {.name = "period", .style = FC_STYLE_TEXT},
    [PERIOD_END] = {.name = "period_end", .style = FC_STYLE_TEXT},
    [KIND] = {.name = "kind", .style = FC_STYLE_TEXT},
    [MODEL] = {.name = "model", .style = FC_STYLE_TEXT},
    [VALUE] = {.name = "value", .style = FC_STYLE_COMPUTED},
    [LOWER_80] = {.name = "lower_80", .style = FC_STYLE_COMPUTED},
    [UPPER_80] = {.name = "upper_80", .style = FC_STYLE_COMPUTED},
    [LOWER_95] = {.name = "lower_95", .style = FC_STYLE_COMPUTED},
    [UPPER_95] = {.name = "upper_95", .style = FC_STYLE_COMPUTED},
    [YOY_PCT] = {.name = "yoy_pct", .style = FC_STYLE_COMPUTED},
    [GUIDANCE_LOW] = {.name = "guidance_low", .style = FC_STYLE_EXACT},
    [GUIDANCE_HIGH] = {.name = "guidance_high", .style = FC_STYLE_EXACT},
    [GUIDANCE_VERDICT] = {.name = "guidance_verdict", .style = FC_STYLE_TEXT},
    [P_BELOW] = {.name = "p_below", .style = FC_STYLE_PROBABILITY},
    [P_INSIDE] = {.name = "p_inside", .style = FC_STYLE_PROBABILITY},
    [P_ABOVE] = {.name = "p_above", .style = FC_STYLE_PROBABILITY},
    [ORIGIN] = {.name = "origin", .style = FC_STYLE_TEXT},
    [AS_OF] = {.name = "as_of", .style = FC_STYLE_TEXT},
    [SEED] = {.name = "seed", .style = FC_STYLE_TEXT},
    [VERSION] = {.name = "version", .style = FC_STYLE_TEXT},
    [SCENARIO] = {.name = "scenario", .style = FC_STYLE_TEXT},
    [COVERAGE_80] = {.name = "coverage_80", .style = FC_STYLE_COMPUTED},
    [COVERAGE_95] = {.name = "coverage_95", .style = FC_STYLE_COMPUTED},
    [COVERAGE_N] = {.name = "coverage_n", .style = FC_STYLE_INTEGER},
};

/* A seed may have more digits than a double holds, so it goes as text. */
enum { seed_text_size = 24 };

static void seed_text(char text[seed_text_size],
                      const fc_projection *projection)
{
    (void)snprintf(text, seed_text_size, "%" PRIu64, projection->seed);
}

static void add_row(fc_report_table *table, const fc_projection *projection,
                    const char *kind, fc_period last, const char *period)
{
    char text[FC_PERIOD_TEXT_SIZE];
    char seed[seed_text_size];

    fc_report_table_add_row(table);
    fc_report_table_set_text(table, SERIES, projection->history->name);
    fc_report_table_set_text(table, UNIT, projection->history->unit);
    fc_period_format(text, last, projection->calendar);
    fc_report_table_set_text(table, PERIOD, period != NULL ? period : text);
    fc_date_format(text, fc_period_last_day(last, projection->calendar));
    fc_report_table_set_text(table, PERIOD_END, text);
    fc_report_table_set_text(table, KIND, kind);
    fc_period_format(text, projection->origin, projection->calendar);
    fc_report_table_set_text(table, ORIGIN, text);
    fc_period_format(text, projection->as_of, projection->calendar);
    fc_report_table_set_text(table, AS_OF, text);
    seed_text(seed, projection);
    fc_report_table_set_text(table, SEED, seed);
    fc_report_table_set_text(table, VERSION, fc_version());
    fc_report_table_set_text(table, SCENARIO,
                             projection->scenario != NULL ? projection->scenario
                                                          : "base");
}

static void set_model(fc_report_table *table, const fc_projection *projection,
                      size_t spec)
{
    char text[FC_MODEL_SPEC_SIZE];

    fc_model_spec_format(text, fc_backtest_spec_at(projection->backtest, spec));
    fc_report_table_set_text(table, MODEL, text);
}

static void set_range(fc_report_table *table, struct fc_range range,
                      double value)
{
    if (range.known) {
        fc_report_table_set_number(table, GUIDANCE_LOW, range.low);
        fc_report_table_set_number(table, GUIDANCE_HIGH, range.high);
        fc_report_table_set_text(
            table, GUIDANCE_VERDICT,
            fc_guidance_verdict(range.low, range.high, value));
    }
}

/* The model of a forecast that guidance informs. */
static void set_informed_model(fc_report_table *table,
                               const fc_projection *projection)
{
    char model[FC_MODEL_SPEC_SIZE];
    char text[FC_MODEL_SPEC_SIZE + sizeof FC_INFORMED_SUFFIX];

    fc_model_spec_format(
        model, fc_backtest_spec_at(projection->backtest, projection->chosen));
    (void)snprintf(text, sizeof text, "%s%s", model, FC_INFORMED_SUFFIX);
    fc_report_table_set_text(table, MODEL, text);
}

/* Value on the year before, both known; the year is counted in periods. */
static double known_growth(const fc_projection *projection, fc_period period,
                           double value)
{
    return fc_growth_percent(
        value,
        fc_span_at(fc_series_span(projection->history),
                   fc_period_add(period, -(int64_t)projection->year_length)));
}

static void add_actuals(fc_report_table *table, const fc_projection *projection)
{
    fc_span known = fc_series_span(projection->history);

    for (size_t t = 0; t < known.length; t++) {
        fc_period period = fc_period_add(known.start, (int64_t)t);
        double value = known.values[t];

        add_row(table, projection, "actual", period, NULL);
        if (value != value) {
            continue; /* a gap: the row says that nothing is known */
        }
        fc_report_table_set_styled(table, VALUE, value, FC_STYLE_EXACT);
        if (projection->year_length > 0) {
            fc_report_table_set_number(table, YOY_PCT,
                                       known_growth(projection, period, value));
        }
        set_range(table,
                  fc_projection_range(projection, period, FC_RANGE_RELEASE),
                  value);
    }
}

static void set_projected(fc_report_table *table,
                          const fc_projection *projection,
                          const struct fc_projected *row)
{
    fc_report_table_set_number(table, VALUE, row->value.mean);
    fc_report_table_set_number(table, LOWER_80, row->value.bound[FC_LOWER_80]);
    fc_report_table_set_number(table, UPPER_80, row->value.bound[FC_UPPER_80]);
    fc_report_table_set_number(table, LOWER_95, row->value.bound[FC_LOWER_95]);
    fc_report_table_set_number(table, UPPER_95, row->value.bound[FC_UPPER_95]);
    fc_report_table_set_number(table, YOY_PCT, row->growth.mean);
    for (size_t q = 0; q < projection->quantile_count; q++) {
        fc_report_table_set_number(table, FIXED_COLUMNS + q, row->extra[q]);
    }
}

/* By which model the published forecast is. */
static void set_forecast_model(fc_report_table *table,
                               const fc_projection *projection)
{
    if (fc_projection_is_informed(projection)) {
        set_informed_model(table, projection);
    } else {
        set_model(table, projection, projection->chosen);
    }
}

/* What the intervals of this step held when they were made before. */
static void set_coverage(fc_report_table *table, const fc_coverage *coverage_80,
                         const fc_coverage *coverage_95, size_t step)
{
    if (coverage_80 == NULL || coverage_80[step].n == 0) {
        return;
    }
    fc_report_table_set_number(table, COVERAGE_80, coverage_80[step].rate);
    fc_report_table_set_number(table, COVERAGE_95, coverage_95[step].rate);
    fc_report_table_set_number(table, COVERAGE_N, (double)coverage_80[step].n);
}

static void set_plain_coverage(fc_report_table *table,
                               const fc_projection *projection, size_t step)
{
    const fc_evaluation *evaluation = projection->evaluation;

    if (evaluation != NULL) {
        set_coverage(table, evaluation->coverage_80, evaluation->coverage_95,
                     step);
    }
}

static void set_forecast_coverage(fc_report_table *table,
                                  const fc_projection *projection, size_t step)
{
    if (fc_projection_is_informed(projection)) {
        set_coverage(table, projection->informed->evaluation.coverage_80,
                     projection->informed->evaluation.coverage_95, step);
    } else {
        set_plain_coverage(table, projection, step);
    }
}

/* How @p paths, with their mean, lie against the range of a step. */
static void set_verdict(fc_report_table *table, const fc_projection *projection,
                        const fc_paths *paths, double mean, size_t step)
{
    struct fc_range range = fc_projection_range(
        projection, fc_projection_period(projection, step), FC_RANGE_OPTION);
    fc_odds odds = {0};

    if (!range.known) {
        return;
    }
    odds = fc_shares_round(fc_paths_odds(paths, step, range.low, range.high),
                           FC_ODDS_UNITS);
    set_range(table, range, mean);
    fc_report_table_set_number(table, P_BELOW, odds.below);
    fc_report_table_set_number(table, P_INSIDE, odds.inside);
    fc_report_table_set_number(table, P_ABOVE, odds.above);
}

static void set_plain_verdict(fc_report_table *table,
                              const fc_projection *projection, size_t step)
{
    set_verdict(table, projection, fc_projection_plain_paths(projection),
                fc_projection_plain_steps(projection)[step].value.mean, step);
}

static void add_forecasts(fc_report_table *table,
                          const fc_projection *projection)
{
    for (size_t s = 0; s < projection->horizon; s++) {
        const struct fc_projected *row = &projection->steps[s];

        add_row(table, projection, "forecast", row->period, NULL);
        set_forecast_model(table, projection);
        set_projected(table, projection, row);
        set_forecast_coverage(table, projection, s);
        set_plain_verdict(table, projection, s);
    }
}

static void add_totals(fc_report_table *table, const fc_projection *projection)
{
    for (size_t i = 0; i < projection->total_count; i++) {
        const struct fc_projected *row = &projection->totals[i];
        char text[FC_PERIOD_TEXT_SIZE];

        fc_year_format(text, row->year);
        add_row(table, projection, "total", row->period, text);
        set_forecast_model(table, projection);
        set_projected(table, projection, row);
    }
}

/* Where guidance informs it: the forecast without in full, and the odds with it
 * on a row of their own. */
static void add_plain(fc_report_table *table, const fc_projection *projection)
{
    const struct fc_informed *informed = projection->informed;
    const struct fc_projected *first = &projection->steps[0];
    char text[FC_PERIOD_TEXT_SIZE];

    if (!fc_projection_is_informed(projection)) {
        return;
    }
    for (size_t s = 0; s < projection->horizon; s++) {
        const struct fc_projected *row = &informed->plain_steps[s];

        add_row(table, projection, "reference", row->period, NULL);
        set_model(table, projection, projection->chosen);
        set_projected(table, projection, row);
        set_plain_coverage(table, projection, s);
        set_plain_verdict(table, projection, s);
    }
    for (size_t i = 0; i < informed->plain_total_count; i++) {
        const struct fc_projected *row = &informed->plain_totals[i];

        fc_year_format(text, row->year);
        add_row(table, projection, "reference", row->period, text);
        set_model(table, projection, projection->chosen);
        set_projected(table, projection, row);
    }
    add_row(table, projection, "reference", first->period, NULL);
    set_informed_model(table, projection);
    set_projected(table, projection, first);
    set_verdict(table, projection, projection->paths, first->value.mean, 0);
}

/* The year before a step may itself be a step of the same candidate. */
static double reference_growth(const fc_projection *projection, size_t spec,
                               size_t step, double value)
{
    size_t year = projection->year_length;
    size_t origin = fc_backtest_last_origin(projection->backtest);

    if (year > 0 && step >= year) {
        return fc_growth_percent(
            value, fc_backtest_forecast(projection->backtest, spec, origin,
                                        step - year));
    }
    return year > 0 ? known_growth(
               projection, fc_projection_period(projection, step), value)
                    : projection->steps[step].growth.mean;
}

static void add_reference(fc_report_table *table,
                          const fc_projection *projection, size_t spec)
{
    size_t origin = fc_backtest_last_origin(projection->backtest);

    for (size_t s = 0; s < projection->horizon; s++) {
        double value = fc_backtest_forecast(projection->backtest, spec, origin,
                                            s);

        if (value != value) {
            continue; /* it could not be fitted here */
        }
        add_row(table, projection, "reference",
                fc_projection_period(projection, s), NULL);
        set_model(table, projection, spec);
        fc_report_table_set_number(table, VALUE, value);
        fc_report_table_set_number(
            table, YOY_PCT, reference_growth(projection, spec, s, value));
    }
}

static void add_provenance(fc_report *report, const fc_projection *projection)
{
    char text[FC_MODEL_SPEC_SIZE];

    fc_report_add_meta(report, "version", "%s", fc_version());
    fc_report_add_meta(report, "command", "%s", projection->command);
    fc_report_add_meta(report, "series", "%s", projection->history->name);
    fc_report_add_meta(report, "unit", "%s", projection->history->unit);
    fc_report_add_meta(report, "input", "%s", projection->input);
    fc_report_add_meta(report, "input_sha256", "%s", projection->sha256);
    fc_period_format(text, projection->origin, projection->calendar);
    fc_report_add_meta(report, "origin", "%s", text);
    fc_period_format(text, projection->as_of, projection->calendar);
    fc_report_add_meta(report, "as_of", "%s", text);
    fc_report_add_meta(report, "horizon", "%zu", projection->horizon);
    fc_model_spec_format(
        text, fc_backtest_spec_at(projection->backtest, projection->chosen));
    fc_report_add_meta(report, "model", "%s", text);
    fc_report_add_meta(report, "parameters", "%s",
                       fc_fit_equation(projection->fit));
    fc_report_add_meta(report, "seed", "%" PRIu64, projection->seed);
    fc_report_add_meta(report, "draws", "%zu", projection->draws);
    fc_report_add_meta(
        report, "origins", "%zu",
        projection->evaluation != NULL ? projection->evaluation->origins : 0);
    fc_report_add_meta(report, "candidates", "%zu",
                       fc_backtest_spec_count(projection->backtest));
    if (projection->frozen_by != NULL) {
        fc_period_format(text, projection->frozen_since, projection->calendar);
        fc_report_add_meta(report, "frozen_since", "%s", text);
    }
    fc_projection_write_effects(report, projection);
    fc_projection_write_informed_meta(report, projection);
}

/* Longest name of a quantile column: q0.0000000000000001. */
enum { quantile_name_size = 32 };

static fc_report_table *add_table(fc_report *report,
                                  const fc_projection *projection)
{
    fc_column columns[FIXED_COLUMNS + FC_MOST_QUANTILES];
    char names[FC_MOST_QUANTILES][quantile_name_size];

    for (size_t i = 0; i < FIXED_COLUMNS; i++) {
        columns[i] = fixed[i];
        columns[i].decimals = -1;
    }
    for (size_t q = 0; q < projection->quantile_count; q++) {
        (void)snprintf(names[q], sizeof names[q], "q%.10g",
                       projection->quantiles[q]);
        columns[FIXED_COLUMNS + q] = (fc_column){
            .name = names[q], .style = FC_STYLE_COMPUTED, .decimals = -1};
    }
    return fc_report_add_table(report, "projection", NULL, FC_FOR_MACHINES,
                               columns,
                               FIXED_COLUMNS + projection->quantile_count);
}

void fc_projection_write_table(fc_report *report,
                               const fc_projection *projection)
{
    fc_report_table *table = add_table(report, projection);
    size_t count = fc_backtest_spec_count(projection->backtest);

    add_actuals(table, projection);
    add_forecasts(table, projection);
    add_totals(table, projection);
    for (size_t i = 0; i < fc_projection_scenario_count(projection); i++) {
        const fc_projection *view = fc_projection_scenario_at(projection, i);

        add_forecasts(table, view);
        add_totals(table, view);
    }
    add_plain(table, projection);
    for (size_t i = 0; i < fc_projection_scenario_count(projection); i++) {
        add_plain(table, fc_projection_scenario_at(projection, i));
    }
    for (size_t i = 0; i < count; i++) {
        /* reconciliation moves the chosen one away from what it says itself */
        if (i != projection->chosen || projection->reconciled != NULL) {
            add_reference(table, projection, i);
        }
    }
    add_provenance(report, projection);
}
