/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The measures of a forecaster at one step, or at all of them. The figures are
 * means over the forecasts; their intervals come from the means by origin, of
 * which those of overlapping forecasts hang together.
 */
#include <math.h>
#include <stdio.h>

#include "ledger/score.h"
#include "select/accuracy.h"

/* Losses that have an interval, in the order of their columns. */
enum loss {
    ERROR,
    ABSOLUTE,
    SQUARED,
    SCALED,
    CRPS,
    PINBALL,
    LOSSES, /* how many */
};

/* Columns of the table; each loss takes three. */
enum {
    SERIES,
    FORECASTER,
    SCENARIO,
    HORIZON,
    N,
    ORIGINS,
    FIRST_LOSS,
    COVERAGE_80 = FIRST_LOSS + 3 * LOSSES,
    COVERAGE_95 = COVERAGE_80 + 3,
    PIT_MEAN = COVERAGE_95 + 3,
};

enum { PIT_BINS = 10 };

static double loss_of(const struct fc_case *one, enum loss loss)
{
    double error = one->forecast - one->actual;

    switch (loss) {
    case ERROR:
        return error;
    case ABSOLUTE:
        return fabs(error);
    case SQUARED:
        return error * error;
    case SCALED:
        return fc_accuracy_ratio(fabs(error), one->scale.mae);
    case CRPS:
        return one->crps;
    case PINBALL:
        return one->pinball;
    case LOSSES:
        break;
    }
    return (double)NAN;
}

size_t fc_score_furthest(const struct fc_forecaster *forecaster)
{
    size_t furthest = 0;

    for (size_t i = 0; i < forecaster->count; i++) {
        size_t step = forecaster->cases[i].step;

        furthest = step > furthest ? step : furthest;
    }
    return furthest;
}

size_t fc_score_by_origin(double *means, const double *values,
                          const int64_t *origins, size_t count)
{
    size_t written = 0;
    size_t i = 0;

    while (i < count) {
        int64_t origin = origins[i];
        double sum = 0.0;
        size_t n = 0;

        for (; i < count && origins[i] == origin; i++) {
            sum += values[i];
            n++;
        }
        means[written++] = sum / (double)n;
    }
    return written;
}

/* What a group is: the cases of a forecaster at `step`, or at all for 0. */
struct group {
    const struct fc_forecaster *forecaster;
    size_t step;
    size_t horizon; /* the furthest step in it */
    const struct fc_score_room *room;
};

static bool is_in(const struct group *group, const struct fc_case *one)
{
    return group->step == 0 || one->step == group->step;
}

struct figure {
    size_t n;
    double value;
    fc_mean_interval interval;
};

/* Mean of a loss over the cases that have it. */
static struct figure figure_of(const struct group *group, enum loss loss)
{
    const struct fc_forecaster *forecaster = group->forecaster;
    const struct fc_score_room *room = group->room;
    struct figure out = {0};
    size_t origins = 0;
    double sum = 0.0;

    for (size_t i = 0; i < forecaster->count; i++) {
        double value = loss_of(&forecaster->cases[i], loss);

        if (is_in(group, &forecaster->cases[i]) && isfinite(value)) {
            room->values[out.n] = value;
            room->origins[out.n++] = forecaster->cases[i].origin;
            sum += value;
        }
    }
    out.value = out.n > 0 ? sum / (double)out.n : (double)NAN;
    origins = fc_score_by_origin(room->means, room->values, room->origins,
                                 out.n);
    out.interval = fc_mean_interval_compute(room->means, origins,
                                            group->horizon);
    return out;
}

static double root(double square)
{
    return isnan(square) ? square : sqrt(fmax(square, 0.0));
}

static void set_three(fc_report_table *table, size_t column, double value,
                      double low, double high)
{
    fc_report_table_set_number(table, column, value);
    fc_report_table_set_number(table, column + 1, low);
    fc_report_table_set_number(table, column + 2, high);
}

/* The figure that is printed, with its interval. */
struct printed {
    size_t n;
    double value;
    double low;
    double high;
};

static struct printed printed_loss(const struct group *group, enum loss loss)
{
    struct figure figure = figure_of(group, loss);
    struct printed out = {.n = figure.n,
                          .value = figure.value,
                          .low = figure.interval.low,
                          .high = figure.interval.high};

    if (loss == SQUARED) {
        out.value = root(out.value);
        out.low = root(out.low);
        out.high = root(out.high);
    } else if (loss != ERROR && !isnan(out.low)) {
        out.low = fmax(out.low, 0.0);
    }
    return out;
}

static void set_loss(fc_report_table *table, const struct group *group,
                     enum loss loss)
{
    struct printed printed = printed_loss(group, loss);

    set_three(table, FIRST_LOSS + 3 * (size_t)loss, printed.value, printed.low,
              printed.high);
}

static fc_coverage coverage_of(const struct group *group, double nominal)
{
    size_t hits = 0;
    size_t n = 0;

    for (size_t i = 0; i < group->forecaster->count; i++) {
        const struct fc_case *one = &group->forecaster->cases[i];
        double hit = nominal < 0.9 ? one->hit_80 : one->hit_95;

        if (is_in(group, one) && !isnan(hit)) {
            n++;
            hits += hit > 0.0;
        }
    }
    return fc_coverage_compute(nominal, hits, n);
}

static void set_coverage(fc_report_table *table, size_t column,
                         const fc_coverage *coverage)
{
    if (coverage->n > 0) {
        set_three(table, column, coverage->rate, coverage->low, coverage->high);
    }
}

static void horizon_text(char text[24], size_t step)
{
    (void)snprintf(text, 24, step == 0 ? "all" : "%zu", step);
}

static void set_names(fc_report_table *table, const char *series,
                      const struct group *group)
{
    char horizon[24];

    horizon_text(horizon, group->step);
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, SERIES, series);
    fc_report_table_set_text(table, FORECASTER, group->forecaster->name);
    fc_report_table_set_text(table, SCENARIO, group->forecaster->scenario);
    fc_report_table_set_text(table, HORIZON, horizon);
}

static double pit_mean(const struct group *group)
{
    double sum = 0.0;
    size_t n = 0;

    for (size_t i = 0; i < group->forecaster->count; i++) {
        const struct fc_case *one = &group->forecaster->cases[i];

        if (is_in(group, one) && !isnan(one->pit)) {
            sum += one->pit;
            n++;
        }
    }
    return n > 0 ? sum / (double)n : (double)NAN;
}

static void write_scores(fc_report_table *table, const char *series,
                         const struct group *group)
{
    struct figure errors = figure_of(group, ERROR);
    fc_coverage coverage_80 = coverage_of(group, 0.80);
    fc_coverage coverage_95 = coverage_of(group, 0.95);

    if (errors.n == 0) {
        return;
    }
    set_names(table, series, group);
    fc_report_table_set_number(table, N, (double)errors.n);
    fc_report_table_set_number(table, ORIGINS, (double)errors.interval.n);
    for (size_t i = 0; i < LOSSES; i++) {
        set_loss(table, group, (enum loss)i);
    }
    set_coverage(table, COVERAGE_80, &coverage_80);
    set_coverage(table, COVERAGE_95, &coverage_95);
    fc_report_table_set_number(table, PIT_MEAN, pit_mean(group));
}

static void show(fc_report_table *table, const char *series,
                 const struct group *group, const char *measure,
                 struct printed printed)
{
    if (printed.n == 0) {
        return;
    }
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, series);
    fc_report_table_set_text(table, 1, measure);
    fc_score_set_name(table, 2, group->forecaster->name,
                      group->forecaster->scenario);
    fc_report_table_set_number(table, 3, (double)printed.n);
    set_three(table, 4, printed.value, printed.low, printed.high);
}

static struct printed printed_coverage(const struct group *group,
                                       double nominal)
{
    fc_coverage coverage = coverage_of(group, nominal);

    return (struct printed){.n = coverage.n,
                            .value = coverage.rate,
                            .low = coverage.low,
                            .high = coverage.high};
}

/* Of people's table: all steps together, a measure's forecasters side by side.
 */
static void write_shown(fc_report_table *table, const struct fc_cases *cases,
                        const struct fc_score_room *room)
{
    static const struct {
        const char *measure;
        enum loss loss; /* or, for LOSSES, the coverage at: */
        double nominal;
    } rows[] = {
        {"bias", ERROR, 0.0},         {"MAE", ABSOLUTE, 0.0},
        {"RMSE", SQUARED, 0.0},       {"MASE", SCALED, 0.0},
        {"CRPS", CRPS, 0.0},          {"pinball loss", PINBALL, 0.0},
        {"inside 80 %", LOSSES, 0.8}, {"inside 95 %", LOSSES, 0.95},
    };

    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        for (size_t i = 0; i < cases->forecaster_count; i++) {
            const struct fc_forecaster *forecaster = &cases->forecasters[i];
            const struct group group = {
                .forecaster = forecaster,
                .horizon = fc_score_furthest(forecaster),
                .room = room};

            show(table, cases->series, &group, rows[r].measure,
                 rows[r].loss == LOSSES
                     ? printed_coverage(&group, rows[r].nominal)
                     : printed_loss(&group, rows[r].loss));
        }
    }
}

static void write_coverage(fc_report_table *table, const char *series,
                           const struct group *group)
{
    static const double levels[] = {0.80, 0.95};

    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        fc_coverage coverage = coverage_of(group, levels[i]);

        if (coverage.n == 0) {
            continue;
        }
        set_names(table, series, group);
        fc_report_table_set_number(table, 4, 100.0 * levels[i]);
        fc_report_table_set_number(table, 5, (double)coverage.n);
        fc_report_table_set_number(table, 6, (double)coverage.hits);
        set_three(table, 7, coverage.rate, coverage.low, coverage.high);
    }
}

/* The histogram of the transforms; flat if the forecasts are calibrated. */
static void write_pit(fc_report_table *table, const char *series,
                      const struct group *group)
{
    size_t counts[PIT_BINS] = {0};
    size_t n = 0;

    for (size_t i = 0; i < group->forecaster->count; i++) {
        double pit = group->forecaster->cases[i].pit;

        if (!isnan(pit)) {
            size_t bin = (size_t)(PIT_BINS * pit);

            counts[bin < PIT_BINS ? bin : PIT_BINS - 1]++;
            n++;
        }
    }
    for (size_t bin = 0; n > 0 && bin < PIT_BINS; bin++) {
        set_names(table, series, group);
        fc_report_table_set_number(table, 4, (double)bin / PIT_BINS);
        fc_report_table_set_number(table, 5, (double)(bin + 1) / PIT_BINS);
        fc_report_table_set_number(table, 6, (double)counts[bin]);
        fc_report_table_set_number(table, 7, (double)n);
        fc_report_table_set_number(table, 8, (double)counts[bin] / (double)n);
        fc_report_table_set_number(table, 9, 1.0 / PIT_BINS);
    }
}

void fc_score_write(const struct fc_score_tables *tables,
                    const struct fc_cases *cases,
                    const struct fc_score_room *room)
{
    for (size_t i = 0; i < cases->forecaster_count; i++) {
        struct group group = {.forecaster = &cases->forecasters[i],
                              .room = room};
        size_t furthest = fc_score_furthest(group.forecaster);

        for (size_t step = 0; step <= furthest; step++) {
            group.step = step;
            group.horizon = step == 0 ? furthest : step;
            write_scores(tables->scores, cases->series, &group);
            write_coverage(tables->coverage, cases->series, &group);
        }
        group.step = 0;
        group.horizon = furthest;
        write_pit(tables->pit, cases->series, &group);
    }
    write_shown(tables->shown, cases, room);
}
