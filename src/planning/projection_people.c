/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of a projection that people read: the forecast, the verdict, what
 * was fitted and how good it has been.
 */
#include "planning/projection_people.h"

#include <math.h>
#include <stdio.h>

#include "planning/amount.h"
#include "planning/columns.h"
#include "planning/growth.h"
#include "planning/informed.h"
#include "planning/projection_state.h"
#include "planning/projection_target.h"
#include "planning/reconciliation.h"
#include "planning/shares.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

int fc_projection_decimals(const fc_projection *projection)
{
    return fc_amount_decimals_of(fc_series_span(projection->history));
}

static const fc_column forecast_columns[] = {
    FC_TEXT_COLUMN("period", "Period"),
    FC_AMOUNT_COLUMN("forecast", "Forecast"),
    FC_AMOUNT_COLUMN("lower_80", "Low 80"),
    FC_AMOUNT_COLUMN("upper_80", "High 80"),
    FC_AMOUNT_COLUMN("lower_95", "Low 95"),
    FC_AMOUNT_COLUMN("upper_95", "High 95"),
    FC_PERCENT_COLUMN("growth", "Growth"),
    FC_PERCENT_COLUMN("growth_lower_80", "Low 80"),
    FC_PERCENT_COLUMN("growth_upper_80", "High 80"),
};

static void add_projected(fc_report_table *table, const char *period,
                          const struct fc_projected *row)
{
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, period);
    fc_report_table_set_number(table, 1, row->value.mean);
    for (size_t i = 0; i < FC_BOUNDS; i++) {
        fc_report_table_set_number(table, 2 + i, row->value.bound[i]);
    }
    fc_report_table_set_number(table, 6, row->growth.mean);
    fc_report_table_set_number(table, 7, row->growth.bound[FC_LOWER_80]);
    fc_report_table_set_number(table, 8, row->growth.bound[FC_UPPER_80]);
}

static void write_forecast(fc_report *report, const fc_projection *projection)
{
    char title[256];
    char text[FC_PERIOD_TEXT_SIZE];
    const struct fc_table_shape shape = {"forecast", title, FC_FOR_ALL,
                                         forecast_columns,
                                         COUNT_OF(forecast_columns)};
    fc_report_table *table = NULL;

    (void)snprintf(title, sizeof title, "Forecast%s%.64s",
                   projection->history->unit[0] != '\0' ? ", " : "",
                   projection->history->unit);
    table = fc_columns_add_table(report, &shape,
                                 fc_projection_decimals(projection));
    for (size_t s = 0; s < projection->horizon; s++) {
        fc_period_format(text, projection->steps[s].period,
                         projection->calendar);
        add_projected(table, text, &projection->steps[s]);
    }
    for (size_t i = 0; i < projection->total_count; i++) {
        fc_year_format(text, projection->totals[i].year);
        add_projected(table, text, &projection->totals[i]);
    }
}

static const fc_column verdict_columns[] = {
    FC_TEXT_COLUMN("period", "Period"),
    FC_TEXT_COLUMN("range", "Range"),
    FC_AMOUNT_COLUMN("low", "Low"),
    FC_AMOUNT_COLUMN("high", "High"),
    FC_AMOUNT_COLUMN("forecast", "Forecast"),
    FC_TEXT_COLUMN("verdict", "Verdict"),
    FC_ODDS_COLUMN("p_below", "Below"),
    FC_ODDS_COLUMN("p_inside", "Inside"),
    FC_ODDS_COLUMN("p_above", "Above"),
};

static const char *const range_names[FC_RANGE_ORIGINS] = {
    [FC_RANGE_OPTION] = "given",
    [FC_RANGE_TASK] = "asked",
    [FC_RANGE_RELEASE] = "release",
};

static void add_verdict(fc_report_table *table, const fc_projection *projection,
                        size_t step, struct fc_range range)
{
    double mean = fc_projection_plain_steps(projection)[step].value.mean;
    fc_odds odds = fc_shares_round(
        fc_paths_odds(fc_projection_plain_paths(projection), step, range.low,
                      range.high),
        FC_ODDS_UNITS);
    char text[FC_PERIOD_TEXT_SIZE];

    fc_period_format(text, projection->steps[step].period,
                     projection->calendar);
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, text);
    fc_report_table_set_text(table, 1, range_names[range.origin]);
    fc_report_table_set_number(table, 2, range.low);
    fc_report_table_set_number(table, 3, range.high);
    fc_report_table_set_number(table, 4, mean);
    fc_report_table_set_text(table, 5,
                             fc_guidance_verdict(range.low, range.high, mean));
    fc_report_table_set_number(table, 6, odds.below);
    fc_report_table_set_number(table, 7, odds.inside);
    fc_report_table_set_number(table, 8, odds.above);
}

/* The range that the verdict is asked for first, then the company's own where
 * that is another. */
static void write_verdict(fc_report *report, const fc_projection *projection)
{
    const struct fc_table_shape shape = {
        "verdict", "Against the guided range, with the odds", FC_FOR_ALL,
        verdict_columns, COUNT_OF(verdict_columns)};
    size_t first = fc_projection_guided_step(projection);
    fc_report_table *table = NULL;

    if (first == projection->horizon) {
        return;
    }
    table = fc_columns_add_table(report, &shape,
                                 fc_projection_decimals(projection));
    for (size_t s = first; s < projection->horizon; s++) {
        fc_period period = projection->steps[s].period;
        struct fc_range asked = fc_projection_range(projection, period,
                                                    FC_RANGE_OPTION);
        struct fc_range release = fc_projection_range(projection, period,
                                                      FC_RANGE_RELEASE);

        if (asked.known) {
            add_verdict(table, projection, s, asked);
        }
        if (release.known && release.origin != asked.origin) {
            add_verdict(table, projection, s, release);
        }
    }
}

static const fc_column model_columns[] = {
    FC_TEXT_COLUMN("item", "Item"),
    FC_TEXT_COLUMN("value", "Value"),
};

static void add_item(fc_report_table *table, const char *item,
                     const char *value)
{
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, item);
    fc_report_table_set_text(table, 1, value);
}

/* The statistics that a model has. */
static void add_statistics(fc_report_table *table,
                           const fc_fit_summary *summary)
{
    char text[64];

    (void)snprintf(text, sizeof text, "%zu", summary->parameters);
    add_item(table, "parameters", text);
    if (isfinite(summary->sigma)) {
        (void)snprintf(text, sizeof text, "%.4g%s", summary->sigma,
                       summary->logged ? " (of logarithms)" : "");
        add_item(table, "residual standard error", text);
    }
    if (isfinite(summary->r_squared) && summary->parameters > 2) {
        (void)snprintf(text, sizeof text, "%.3f", summary->r_squared);
        add_item(table, "R squared", text);
    }
    if (isfinite(summary->aicc)) {
        (void)snprintf(text, sizeof text, "%.2f", summary->aicc);
        add_item(table, "AICc", text);
    }
}

/* The scale that was asked for, with its lambda. */
static void add_scale(fc_report_table *table, const fc_fit *fit)
{
    fc_transform scale = fc_fit_transform(fit);
    char text[64];

    if (scale.scale == FC_SCALE_BOX_COX) {
        (void)snprintf(text, sizeof text, "Box-Cox, lambda %.4g", scale.lambda);
        add_item(table, "scale", text);
    }
}

/* How far past errors ask for other intervals. */
static void add_widening(fc_report_table *table,
                         const fc_projection *projection)
{
    double least = projection->calibration[0].factor;
    double most = least;
    char text[64];

    for (size_t s = 1; s < projection->horizon; s++) {
        least = fmin(least, projection->calibration[s].factor);
        most = fmax(most, projection->calibration[s].factor);
    }
    (void)snprintf(text, sizeof text, "%.2f to %.2f times, after past errors",
                   least, most);
    if (most > 1.0) {
        add_item(table, "intervals widened", text);
    }
}

static void write_model(fc_report *report, const fc_projection *projection)
{
    const struct fc_table_shape shape = {"model", "What was fitted", FC_FOR_ALL,
                                         model_columns,
                                         COUNT_OF(model_columns)};
    const fc_model_spec *spec = fc_fit_spec(projection->fit);
    fc_fit_summary summary = fc_fit_summarise(projection->fit);
    fc_report_table *table = fc_columns_add_table(report, &shape, 0);
    char text[FC_MODEL_SPEC_SIZE];

    fc_model_spec_format(text, spec);
    add_item(table, "model", text);
    add_item(table, "what it does", fc_model_type_summary(spec->type));
    add_item(table, "equation", fc_fit_equation(projection->fit));
    (void)snprintf(text, sizeof text, "%zu of %zu observations",
                   summary.observations, projection->fitted);
    add_item(table, "rows", text);
    add_scale(table, projection->fit);
    add_statistics(table, &summary);
    add_widening(table, projection);
}

static const fc_column coefficient_columns[] = {
    FC_TEXT_COLUMN("term", "Term"),
    FC_NUMBER_COLUMN("coefficient", "Coefficient", 4),
    FC_NUMBER_COLUMN("standard_error", "Std. error", 4),
    FC_NUMBER_COLUMN("t", "t", 2),
};

static void write_coefficients(fc_report *report,
                               const fc_projection *projection)
{
    const struct fc_table_shape shape = {"coefficients", NULL, FC_FOR_ALL,
                                         coefficient_columns,
                                         COUNT_OF(coefficient_columns)};
    size_t count = fc_fit_coefficient_count(projection->fit);
    fc_report_table *table = NULL;

    if (count == 0) {
        return;
    }
    table = fc_columns_add_table(report, &shape, 0);
    for (size_t i = 0; i < count; i++) {
        fc_coefficient term = fc_fit_coefficient_at(projection->fit, i);

        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, term.name);
        fc_report_table_set_number(table, 1, term.value);
        fc_report_table_set_number(table, 2, term.standard_error);
        fc_report_table_set_number(table, 3, term.t);
    }
}

/* People see the best candidates only, and are told so. */
static void note_candidates(fc_report *report)
{
    const fc_report_table *some = fc_report_find_table(report, "candidates");
    const fc_report_table *all = fc_report_find_table(report, "candidates_all");

    if (some != NULL && all != NULL
        && fc_report_table_row_count(some) < fc_report_table_row_count(all)) {
        fc_report_add_note(
            report, FC_NOTE_PLAIN, "Candidates: %zu of %zu shown; all in JSON.",
            fc_report_table_row_count(some), fc_report_table_row_count(all));
    }
}

fc_status fc_projection_write_people(fc_report *report,
                                     const fc_projection *projection,
                                     fc_error *err)
{
    fc_status status = FC_OK;

    write_forecast(report, projection);
    write_verdict(report, projection);
    fc_projection_write_informed_tables(report, projection);
    fc_projection_write_target_tables(report, projection);
    fc_projection_write_reconciled_table(report, projection);
    write_model(report, projection);
    write_coefficients(report, projection);
    fc_projection_write_accuracy(report, projection);
    fc_projection_write_regressors(report, projection);
    status = fc_projection_write_candidates(report, projection, err);
    if (status == FC_OK) {
        note_candidates(report);
    }
    return status;
}
