/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forecast value added: by how much the absolute errors of a forecaster are
 * smaller than those of another, at the same origins and steps.
 *
 *   gain = mean |e of the other| - mean |e|
 *
 * The interval and the test are those of Diebold & Mariano for the means by
 * origin (fc_mean_interval_compute(), fc_dm_test_compute()).
 */
#include <math.h>
#include <stdio.h>

#include "ledger/score.h"

/* Whom a forecaster is held against. */
struct rival {
    const char *name;
    const char *scenario;
    const struct fc_forecaster *forecaster; /* NULL: what stands in the cases */
    bool guided;
};

struct duel {
    const struct fc_forecaster *forecaster;
    const struct rival *rival;
    size_t step; /* 0: all */
    size_t horizon;
};

/* The forecast of the rival for the case @p one; *at moves along its cases. */
static double rival_forecast(const struct rival *rival,
                             const struct fc_case *one, size_t *at)
{
    const struct fc_forecaster *other = rival->forecaster;

    if (other == NULL) {
        return rival->guided ? one->guidance : one->naive;
    }
    while (*at < other->count && fc_case_is_before(&other->cases[*at], one)) {
        ++*at;
    }
    return *at < other->count && !fc_case_is_before(one, &other->cases[*at])
               ? other->cases[*at].forecast
               : (double)NAN;
}

/* Absolute errors of both where both have a forecast; returns how many. */
static size_t pair_errors(const struct duel *duel,
                          const struct fc_score_room *room)
{
    size_t n = 0;
    size_t at = 0;

    for (size_t i = 0; i < duel->forecaster->count; i++) {
        const struct fc_case *one = &duel->forecaster->cases[i];
        double other = rival_forecast(duel->rival, one, &at);

        if (!isnan(other) && (duel->step == 0 || duel->step == one->step)) {
            room->values[n] = fabs(one->forecast - one->actual);
            room->others[n] = fabs(other - one->actual);
            room->origins[n++] = one->origin;
        }
    }
    return n;
}

static double mean_of(const double *values, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += values[i];
    }
    return sum / (double)n;
}

struct outcome {
    size_t n;
    size_t origins;
    double mae;
    double mae_against;
    double gain;
    fc_mean_interval interval; /* of the gain */
    double p_value;
};

/* @p n pairs stand in the room. */
static struct outcome outcome_of(const struct duel *duel, size_t n,
                                 const struct fc_score_room *room)
{
    struct outcome out = {.n = n,
                          .mae = mean_of(room->values, n),
                          .mae_against = mean_of(room->others, n),
                          .p_value = (double)NAN};
    fc_dm_test test = {0};

    out.gain = out.mae_against - out.mae;
    out.origins = fc_score_by_origin(room->means, room->values, room->origins,
                                     n);
    (void)fc_score_by_origin(room->other_means, room->others, room->origins, n);
    if (fc_dm_test_compute(&test, room->other_means, room->means, out.origins,
                           duel->horizon, NULL)
        == FC_OK) {
        out.p_value = test.p_value;
    }
    for (size_t i = 0; i < out.origins; i++) {
        room->means[i] = room->other_means[i] - room->means[i];
    }
    out.interval = fc_mean_interval_compute(room->means, out.origins,
                                            duel->horizon);
    return out;
}

static void set_outcome(fc_report_table *table, size_t column,
                        const struct outcome *outcome)
{
    const double cells[] = {
        (double)outcome->n,
        (double)outcome->origins,
        outcome->mae,
        outcome->mae_against,
        outcome->gain,
        outcome->interval.low,
        outcome->interval.high,
        outcome->mae_against > 0.0
            ? 100.0 * outcome->gain / outcome->mae_against
            : (double)NAN,
        outcome->p_value,
    };

    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        fc_report_table_set_number(table, column + i, cells[i]);
    }
}

static void write_shown(fc_report_table *table, const char *series,
                        const struct duel *duel, const struct outcome *outcome)
{
    const double cells[] = {
        (double)outcome->n, outcome->mae,          outcome->mae_against,
        outcome->gain,      outcome->interval.low, outcome->interval.high,
        outcome->p_value,
    };

    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, series);
    fc_score_set_name(table, 1, duel->forecaster->name,
                      duel->forecaster->scenario);
    fc_score_set_name(table, 2, duel->rival->name, duel->rival->scenario);
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        fc_report_table_set_number(table, 3 + i, cells[i]);
    }
}

static void write_duel(const struct fc_score_tables *tables, const char *series,
                       const struct duel *duel,
                       const struct fc_score_room *room)
{
    size_t n = pair_errors(duel, room);
    struct outcome outcome = {0};
    char horizon[24];

    if (n == 0) {
        return;
    }
    outcome = outcome_of(duel, n, room);
    (void)snprintf(horizon, sizeof horizon, duel->step == 0 ? "all" : "%zu",
                   duel->step);
    fc_report_table_add_row(tables->value_added);
    fc_report_table_set_text(tables->value_added, 0, series);
    fc_report_table_set_text(tables->value_added, 1, duel->forecaster->name);
    fc_report_table_set_text(tables->value_added, 2,
                             duel->forecaster->scenario);
    fc_report_table_set_text(tables->value_added, 3, duel->rival->name);
    fc_report_table_set_text(tables->value_added, 4, duel->rival->scenario);
    fc_report_table_set_text(tables->value_added, 5, horizon);
    set_outcome(tables->value_added, 6, &outcome);
    if (duel->step == 0) {
        write_shown(tables->shown_added, series, duel, &outcome);
    }
}

static void write_duels(const struct fc_score_tables *tables,
                        const struct fc_cases *cases,
                        const struct fc_forecaster *forecaster,
                        const struct rival *rival,
                        const struct fc_score_room *room)
{
    size_t furthest = fc_score_furthest(forecaster);

    for (size_t step = 0; step <= furthest; step++) {
        const struct duel duel = {.forecaster = forecaster,
                                  .rival = rival,
                                  .step = step,
                                  .horizon = step == 0 ? furthest : step};

        write_duel(tables, cases->series, &duel, room);
    }
}

void fc_score_write_added(const struct fc_score_tables *tables,
                          const struct fc_cases *cases,
                          const struct fc_score_room *room)
{
    static const struct rival common[] = {
        {.name = "seasonal naive", .scenario = ""},
        {.name = "guidance midpoint", .scenario = "", .guided = true},
    };

    for (size_t i = 0; i < cases->forecaster_count; i++) {
        const struct fc_forecaster *own = &cases->forecasters[i];

        for (size_t r = 0; r < sizeof common / sizeof common[0]; r++) {
            write_duels(tables, cases, own, &common[r], room);
        }
        for (size_t j = 0; j < cases->forecaster_count; j++) {
            const struct rival rival = {
                .name = cases->forecasters[j].name,
                .scenario = cases->forecasters[j].scenario,
                .forecaster = &cases->forecasters[j]};

            if (j != i) {
                write_duels(tables, cases, own, &rival, room);
            }
        }
    }
}
