/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the guidance changed and what it was worth, as tables.
 */
#include <stdio.h>

#include "planning/columns.h"
#include "planning/growth.h"
#include "planning/informed.h"
#include "planning/projection_people.h"
#include "planning/shares.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const char *const contender_names[FC_CONTENDERS] = {
    [FC_PLAIN] = "without",
    [FC_INFORMED] = "with",
    [FC_POSITIONS] = "past positions",
    [FC_UPPER_END] = "upper end",
};

static const fc_column change_columns[] = {
    FC_TEXT_COLUMN("period", "Period"),
    FC_AMOUNT_COLUMN("plain", "Without"),
    FC_AMOUNT_COLUMN("plain_lower_80", "Low 80"),
    FC_AMOUNT_COLUMN("plain_upper_80", "High 80"),
    FC_AMOUNT_COLUMN("informed", "With"),
    FC_AMOUNT_COLUMN("informed_lower_80", "Low 80"),
    FC_AMOUNT_COLUMN("informed_upper_80", "High 80"),
    FC_AMOUNT_COLUMN("change", "Change"),
    FC_PERCENT_COLUMN("change_pct", "in %"),
};

static void add_change(fc_report_table *table, const char *period,
                       const struct fc_projected *plain,
                       const struct fc_projected *informed)
{
    const struct fc_projected *rows[] = {plain, informed};

    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, period);
    for (size_t i = 0; i < 2; i++) {
        const struct fc_outlook *value = &rows[i]->value;

        fc_report_table_set_number(table, 3 * i + 1, value->mean);
        fc_report_table_set_number(table, 3 * i + 2, value->bound[FC_LOWER_80]);
        fc_report_table_set_number(table, 3 * i + 3, value->bound[FC_UPPER_80]);
    }
    fc_report_table_set_number(table, 7,
                               informed->value.mean - plain->value.mean);
    fc_report_table_set_number(
        table, 8, fc_growth_percent(informed->value.mean, plain->value.mean));
}

static void write_changes(fc_report *report, const fc_projection *projection)
{
    const struct fc_table_shape shape = {
        "informed", "Without and with the guidance", FC_FOR_ALL, change_columns,
        COUNT_OF(change_columns)};
    const struct fc_informed *informed = projection->informed;
    fc_report_table *table = fc_columns_add_table(
        report, &shape, fc_projection_decimals(projection));
    char text[FC_PERIOD_TEXT_SIZE];

    for (size_t s = 0; s < projection->horizon; s++) {
        fc_period_format(text, projection->steps[s].period,
                         projection->calendar);
        add_change(table, text, &informed->plain_steps[s],
                   &projection->steps[s]);
    }
    for (size_t i = 0; i < projection->total_count; i++) {
        fc_year_format(text, projection->totals[i].year);
        add_change(table, text, &informed->plain_totals[i],
                   &projection->totals[i]);
    }
}

static const fc_column odds_columns[] = {
    FC_TEXT_COLUMN("forecast", "Forecast"), FC_AMOUNT_COLUMN("low", "Low"),
    FC_AMOUNT_COLUMN("high", "High"),       FC_AMOUNT_COLUMN("value", "Value"),
    FC_TEXT_COLUMN("verdict", "Verdict"),   FC_ODDS_COLUMN("p_below", "Below"),
    FC_ODDS_COLUMN("p_inside", "Inside"),   FC_ODDS_COLUMN("p_above", "Above"),
};

/* Against the range that the verdict is about. */
static void add_odds(fc_report_table *table, const fc_projection *projection,
                     enum fc_contender who)
{
    const fc_paths *paths = who == FC_PLAIN ? projection->informed->plain
                                            : projection->paths;
    fc_period period = fc_projection_period(projection, 0);
    struct fc_range range = fc_projection_range(projection, period,
                                                FC_RANGE_OPTION);
    double mean = fc_paths_mean(paths, 0);
    fc_odds odds = fc_shares_round(
        fc_paths_odds(paths, 0, range.low, range.high), FC_ODDS_UNITS);

    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, contender_names[who]);
    fc_report_table_set_number(table, 1, range.low);
    fc_report_table_set_number(table, 2, range.high);
    fc_report_table_set_number(table, 3, mean);
    fc_report_table_set_text(table, 4,
                             fc_guidance_verdict(range.low, range.high, mean));
    fc_report_table_set_number(table, 5, odds.below);
    fc_report_table_set_number(table, 6, odds.inside);
    fc_report_table_set_number(table, 7, odds.above);
}

static void write_odds(fc_report *report, const fc_projection *projection)
{
    char title[FC_PERIOD_TEXT_SIZE + 16];
    char period[FC_PERIOD_TEXT_SIZE];
    const struct fc_table_shape shape = {"informed_odds", title, FC_FOR_ALL,
                                         odds_columns, COUNT_OF(odds_columns)};
    fc_report_table *table = NULL;

    fc_period_format(period, fc_projection_period(projection, 0),
                     projection->calendar);
    (void)snprintf(title, sizeof title, "Odds for %s", period);
    table = fc_columns_add_table(report, &shape,
                                 fc_projection_decimals(projection));

    add_odds(table, projection, FC_PLAIN);
    add_odds(table, projection, FC_INFORMED);
}

static const fc_column worth_columns[] = {
    FC_TEXT_COLUMN("origins", "Origins"),
    FC_TEXT_COLUMN("forecast", "Forecast"),
    FC_COUNT_COLUMN("n", "n"),
    {.name = "mape_first_pct",
     .title = "MAPE 1",
     .style = FC_STYLE_COMPUTED,
     .decimals = 2,
     .suffix = "%"},
    {.name = "mape_all_pct",
     .title = "MAPE all",
     .style = FC_STYLE_COMPUTED,
     .decimals = 2,
     .suffix = "%"},
    FC_AMOUNT_COLUMN("mae_first", "MAE 1"),
    FC_AMOUNT_COLUMN("crps_first", "CRPS 1"),
    FC_PERCENT_COLUMN("coverage_80_first_pct", "In 80 %"),
    FC_PERCENT_COLUMN("coverage_80_all_pct", "all"),
};

static void add_worth(fc_report_table *table, const char *origins,
                      enum fc_contender who,
                      const struct fc_contender_score *score)
{
    bool has_all = who == FC_PLAIN || who == FC_INFORMED;

    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, origins);
    fc_report_table_set_text(table, 1, contender_names[who]);
    fc_report_table_set_number(table, 2, (double)score->first.n);
    fc_report_table_set_number(table, 3, score->first.mape);
    fc_report_table_set_number(table, 5, score->first.mae);
    fc_report_table_set_number(table, 6, score->crps);
    if (has_all) {
        fc_report_table_set_number(table, 4, score->all.mape);
        fc_report_table_set_number(table, 7, 100.0 * score->first_80.rate);
        fc_report_table_set_number(table, 8, 100.0 * score->all_80.rate);
    }
}

/* The origins that a row is about. */
static const char all_origins[] = "all";
static const char rest_of_origins[] = "rest";

static void write_worth(fc_report *report, const fc_projection *projection)
{
    const struct fc_table_shape shape = {
        "informed_accuracy", "With and without the guidance, in real time",
        FC_FOR_ALL, worth_columns, COUNT_OF(worth_columns)};
    const struct fc_informed_evaluation *of = &projection->informed->evaluation;
    fc_report_table *table = fc_columns_add_table(
        report, &shape, fc_projection_decimals(projection));

    for (enum fc_contender who = 0; who < FC_CONTENDERS; who++) {
        add_worth(table, all_origins, who, &of->all.of[who]);
    }
    for (enum fc_contender who = 0; who < FC_CONTENDERS && of->aside_count > 0;
         who++) {
        add_worth(table, rest_of_origins, who, &of->rest.of[who]);
    }
}

static const fc_column test_columns[] = {
    FC_TEXT_COLUMN("origins", "Origins"),
    FC_TEXT_COLUMN("against", "With against"),
    FC_TEXT_COLUMN("loss", "Loss, step 1"),
    FC_COUNT_COLUMN("n", "n"),
    FC_NUMBER_COLUMN("difference", "Difference", 2),
    FC_NUMBER_COLUMN("statistic", "DM", 2),
    FC_NUMBER_COLUMN("p_value", "p", 3),
};

static void add_tests(fc_report_table *table, const char *origins,
                      const struct fc_contest *contest, bool relative)
{
    static const enum fc_contender rivals[FC_CONTEST_TESTS] = {
        [FC_ERROR_OF_PLAIN] = FC_PLAIN,
        [FC_ERROR_OF_UPPER_END] = FC_UPPER_END,
        [FC_CRPS_OF_POSITIONS] = FC_POSITIONS,
    };

    for (size_t i = 0; i < FC_CONTEST_TESTS && contest->tested; i++) {
        const fc_dm_test *test = &contest->test[i];
        const char *error = relative ? "error in %" : "absolute error";

        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, origins);
        fc_report_table_set_text(table, 1, contender_names[rivals[i]]);
        fc_report_table_set_text(table, 2,
                                 i == FC_CRPS_OF_POSITIONS ? "CRPS" : error);
        fc_report_table_set_number(table, 3, (double)test->n);
        fc_report_table_set_number(table, 4, test->mean_difference);
        fc_report_table_set_number(table, 5, test->statistic);
        fc_report_table_set_number(table, 6, test->p_value);
    }
}

static void write_tests(fc_report *report, const fc_projection *projection)
{
    const struct fc_table_shape shape = {
        "informed_tests", "Is it chance? (Diebold-Mariano)", FC_FOR_ALL,
        test_columns, COUNT_OF(test_columns)};
    const struct fc_informed_evaluation *of = &projection->informed->evaluation;
    fc_report_table *table = NULL;

    if (!of->all.tested) {
        return;
    }
    table = fc_columns_add_table(report, &shape,
                                 fc_projection_decimals(projection));
    add_tests(table, all_origins, &of->all, of->relative);
    if (of->aside_count > 0) {
        add_tests(table, rest_of_origins, &of->rest, of->relative);
    }
}

void fc_projection_write_informed_tables(fc_report *report,
                                         const fc_projection *projection)
{
    if (!fc_projection_is_informed(projection)) {
        return;
    }
    write_changes(report, projection);
    write_odds(report, projection);
    if (projection->informed->evaluation.count > 0) {
        write_worth(report, projection);
        write_tests(report, projection);
    }
}
