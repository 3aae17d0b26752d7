/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "planning/chart_parts.h"
#include "planning/columns.h"
#include "planning/guidance_odds.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* The statements of one row of the tables. */
struct choice {
    const char *name;
    unsigned events; /* bits */
    size_t step;     /* from 1; 0: all */
};

static bool belongs(const struct fc_odds_statement *statement,
                    const struct choice *choice)
{
    return (choice->events & 1U << statement->event) != 0
           && (choice->step == 0 || statement->step + 1 == choice->step);
}

static size_t pick(const struct fc_stated_odds *odds,
                   const struct choice *choice)
{
    size_t count = 0;

    for (size_t i = 0; i < odds->count; i++) {
        const struct fc_odds_statement *statement = &odds->statements[i];

        if (belongs(statement, choice)) {
            odds->room[count++] = statement->stated;
        }
    }
    return count;
}

/* The score of stating, of each event, the share of times that it came: what
 * nobody knew before. */
static double reference_score(const struct fc_stated_odds *odds,
                              const struct choice *choice)
{
    size_t n[FC_ODDS_EVENTS] = {0};
    size_t happened[FC_ODDS_EVENTS] = {0};
    size_t all = 0;
    double score = 0.0;

    for (size_t i = 0; i < odds->count; i++) {
        const struct fc_odds_statement *statement = &odds->statements[i];

        if (belongs(statement, choice)) {
            n[statement->event]++;
            happened[statement->event] += statement->stated.happened;
            all++;
        }
    }
    for (size_t event = 0; event < FC_ODDS_EVENTS; event++) {
        double came = (double)happened[event];

        score += n[event] > 0 ? came * (1.0 - came / (double)n[event]) : 0.0;
    }
    return score / (double)all;
}

static const fc_column calibration_columns[] = {
    FC_TEXT_COLUMN("event", "Event"),
    FC_NUMBER_COLUMN("bin_low", "From", 1),
    FC_NUMBER_COLUMN("bin_high", "To", 1),
    FC_COUNT_COLUMN("n", "Odds"),
    FC_COUNT_COLUMN("origins", "Origins"),
    FC_NUMBER_COLUMN("stated", "Stated", 2),
    FC_NUMBER_COLUMN("observed", "Observed", 2),
    FC_NUMBER_COLUMN("low_95", "95 % low", 2),
    FC_NUMBER_COLUMN("high_95", "95 % high", 2),
};

static const fc_column brier_columns[] = {
    FC_TEXT_COLUMN("event", "Event"),
    FC_COUNT_COLUMN("n", "Odds"),
    FC_COUNT_COLUMN("origins", "Origins"),
    FC_NUMBER_COLUMN("brier", "Brier", 4),
    FC_NUMBER_COLUMN("reliability", "Reliab.", 4),
    FC_NUMBER_COLUMN("resolution", "Resol.", 4),
    FC_NUMBER_COLUMN("uncertainty", "Uncert.", 4),
    FC_NUMBER_COLUMN("within_bins", "Within", 4),
    FC_NUMBER_COLUMN("reference", "Shares", 4),
    FC_NUMBER_COLUMN("skill", "Skill", 2),
};

/* Where the rows go. */
struct sheets {
    fc_report_table *calibration;
    fc_report_table *brier;
};

static struct fc_ends bin_ends(const struct fc_reliability_bin *bin)
{
    double origins = (double)bin->origins;

    return fc_share_ends(bin->observed * origins, origins);
}

static void add_bin(fc_report_table *table, const char *event, size_t k,
                    const struct fc_reliability_bin *bin)
{
    struct fc_ends ends = bin_ends(bin);

    if (bin->n == 0) {
        return;
    }
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, event);
    fc_report_table_set_number(table, 1, (double)k / FC_RELIABILITY_BINS);
    fc_report_table_set_number(table, 2, (double)(k + 1) / FC_RELIABILITY_BINS);
    fc_report_table_set_number(table, 3, (double)bin->n);
    fc_report_table_set_number(table, 4, (double)bin->origins);
    fc_report_table_set_number(table, 5, bin->stated);
    fc_report_table_set_number(table, 6, bin->observed);
    fc_report_table_set_number(table, 7, ends.low);
    fc_report_table_set_number(table, 8, ends.high);
}

static void add_brier(fc_report_table *table, const char *event,
                      const struct fc_brier *brier, double reference)
{
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, event);
    fc_report_table_set_number(table, 1, (double)brier->n);
    fc_report_table_set_number(table, 2, (double)brier->origins);
    fc_report_table_set_number(table, 3, brier->score);
    fc_report_table_set_number(table, 4, brier->reliability);
    fc_report_table_set_number(table, 5, brier->resolution);
    fc_report_table_set_number(table, 6, brier->uncertainty);
    fc_report_table_set_number(table, 7, brier->within);
    fc_report_table_set_number(table, 8, reference);
    if (reference > 0.0) { /* else nothing was to be known */
        fc_report_table_set_number(table, 9, 1.0 - brier->score / reference);
    }
}

/* The curve of one choice, and its score. */
static void write_choice(const struct sheets *sheets,
                         const struct fc_stated_odds *odds,
                         const struct choice *choice)
{
    struct fc_reliability_bin bins[FC_RELIABILITY_BINS];
    struct fc_brier brier = {0};
    size_t count = pick(odds, choice);

    if (count == 0) {
        return;
    }
    fc_reliability_compute(bins, &brier, odds->room, count);
    for (size_t k = 0; sheets->calibration != NULL && k < FC_RELIABILITY_BINS;
         k++) {
        add_bin(sheets->calibration, choice->name, k, &bins[k]);
    }
    add_brier(sheets->brier, choice->name, &brier,
              reference_score(odds, choice));
}

enum {
    OF_RANGE = 1U << FC_ODDS_BELOW | 1U << FC_ODDS_INSIDE | 1U << FC_ODDS_ABOVE,
    OF_GROWTH = (1U << FC_ODDS_EVENTS) - (1U << FC_ODDS_GROWTH),
};
enum { FROM_RANGE = 3, FROM_GROWTH = 4 };
static const struct choice choices[] = {
    {.name = "below", .events = 1U << FC_ODDS_BELOW},
    {.name = "inside", .events = 1U << FC_ODDS_INSIDE},
    {.name = "above", .events = 1U << FC_ODDS_ABOVE},
    [FROM_RANGE] = {.name = "guided", .events = OF_RANGE},
    [FROM_GROWTH] = {.name = "growth", .events = OF_GROWTH},
};

static void write_tables(fc_report *report, const struct fc_stated_odds *odds)
{
    const struct fc_table_shape calibration = {
        "calibration", "How often came what was stated (odds in bins)",
        FC_FOR_ALL, calibration_columns, COUNT_OF(calibration_columns)};
    const struct fc_table_shape brier = {
        "brier", "Brier score of the odds and its parts", FC_FOR_ALL,
        brier_columns, COUNT_OF(brier_columns)};
    struct sheets sheets = {
        .calibration = fc_columns_add_table(report, &calibration, -1),
        .brier = fc_columns_add_table(report, &brier, -1)};

    for (size_t i = 0; i < COUNT_OF(choices); i++) {
        write_choice(&sheets, odds, &choices[i]);
    }
    sheets.calibration = NULL; /* single steps have a score alone */
    for (size_t step = 1; step <= odds->year; step++) {
        char name[32];

        (void)snprintf(name, sizeof name, "growth_step_%zu", step);
        write_choice(
            &sheets, odds,
            &(struct choice){.name = name, .events = OF_GROWTH, .step = step});
    }
}

/* The curve of one choice: whiskers, then a line through the bins. */
static void draw_choice(fc_chart *chart, const struct fc_stated_odds *odds,
                        const struct choice *choice, const char *name)
{
    struct fc_reliability_bin bins[FC_RELIABILITY_BINS];
    struct fc_brier brier = {0};
    double stated[FC_RELIABILITY_BINS];
    double observed[FC_RELIABILITY_BINS];
    double low[FC_RELIABILITY_BINS];
    double high[FC_RELIABILITY_BINS];
    size_t count = pick(odds, choice);
    size_t shown = 0;

    if (count == 0) {
        return;
    }
    fc_reliability_compute(bins, &brier, odds->room, count);
    for (size_t k = 0; k < FC_RELIABILITY_BINS; k++) {
        if (bins[k].n > 0) {
            struct fc_ends ends = bin_ends(&bins[k]);

            stated[shown] = bins[k].stated;
            observed[shown] = bins[k].observed;
            low[shown] = ends.low;
            high[shown++] = ends.high;
        }
    }
    fc_chart_add_series(chart, &(fc_chart_series){.mark = FC_MARK_WHISKERS,
                                                  .count = shown,
                                                  .x = stated,
                                                  .y = low,
                                                  .high = high});
    fc_chart_add_series(chart, &(fc_chart_series){.name = name,
                                                  .mark = FC_MARK_LINE,
                                                  .count = shown,
                                                  .x = stated,
                                                  .y = observed});
}

static void draw(fc_report *report, const struct fc_stated_odds *odds)
{
    fc_chart *chart = fc_report_add_chart(
        report, &(fc_chart_frame){
                    .name = "reliability",
                    .title = "Odds as they were stated, and how often it came",
                    .summary = "Stated probabilities against the share of "
                               "times that it came; right odds lie on the "
                               "diagonal.",
                    .x_title = "stated probability",
                    .y_title = "share that came, 95 % intervals"});

    fc_chart_add_rule(chart, "as stated", (double[]){0.0, 1.0},
                      (double[]){0.0, 1.0});
    draw_choice(chart, odds, &choices[FROM_RANGE], "the guided range");
    draw_choice(chart, odds, &choices[FROM_GROWTH], "growth on the year");
}

static void write_notes(fc_report *report, const struct fc_stated_odds *odds)
{
    const struct fc_odds_statement *last = &odds->statements[odds->count - 1];
    char from[FC_PERIOD_TEXT_SIZE];
    char to[FC_PERIOD_TEXT_SIZE];

    /* Origin o knows o observations: its last one is o - 1 behind the first. */
    fc_period_format(
        from,
        fc_period_add(odds->used.start,
                      (int64_t)odds->statements[0].stated.origin - 1),
        odds->record->calendar);
    fc_period_format(
        to, fc_period_add(odds->used.start, (int64_t)last->stated.origin - 1),
        odds->record->calendar);
    fc_report_add_note(report, FC_NOTE_PLAIN,
                       "The odds are those of the plain forecast, chosen and "
                       "calibrated anew at each origin from %s to %s: of the "
                       "guided range one period ahead (below, inside, above), "
                       "and of growth on the year before above 0, 5, ... 40 "
                       "%%. Their intervals are Wilson's and count each origin "
                       "once.",
                       from, to);
}

/* Does what was stated say more than the shares of what came? */
static void write_skill(fc_report *report, const struct fc_stated_odds *odds,
                        const struct choice *choice, const char *what)
{
    struct fc_reliability_bin bins[FC_RELIABILITY_BINS];
    struct fc_brier brier = {0};
    size_t count = pick(odds, choice);
    double reference = 0.0;

    if (count == 0) {
        return;
    }
    fc_reliability_compute(bins, &brier, odds->room, count);
    reference = reference_score(odds, choice);
    fc_report_add_note(report, FC_NOTE_PLAIN,
                       "The odds of %s are %s than the mere shares of what "
                       "came, which nobody knew before: Brier score %.3f, of "
                       "the shares %.3f.",
                       what, brier.score < reference ? "better" : "no better",
                       brier.score, reference);
}

void fc_guidance_write_odds_tables(fc_report *report,
                                   const struct fc_stated_odds *odds)
{
    write_tables(report, odds);
    draw(report, odds);
    write_notes(report, odds);
    write_skill(report, odds, &choices[FROM_RANGE], "the guided range");
    write_skill(report, odds, &choices[FROM_GROWTH], "growth");
}
