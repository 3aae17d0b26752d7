/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The measures of a backtest as tables: for machines a row for each model and
 * step, for people the models side by side.
 */
#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "planning/backtest_state.h"
#include "planning/columns.h"
#include "planning/projection_people.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

enum { ALL_STEPS = 0 };

/* The columns of the contract in their order (docs/cli-contract.md). */
enum {
    MODEL,
    STEP,
    ORIGINS,
    N,
    MAE,
    RMSE,
    MAPE,
    SMAPE,
    MASE,
    RMSSE,
    BIAS,
    N_DRAWN,
    CRPS,
    MSIS,
    PINBALL,
    QUANTILES,
    COVERAGE_80 = QUANTILES + FC_SCORE_QUANTILES,
    COVERAGE_95 = COVERAGE_80 + 3,
    COMMON = COVERAGE_95 + 3,
    LOSS,
    BEST,
    DM_DIFFERENCE,
    DM_STATISTIC,
    DM_P,
    DM_P_HOLM,
    COLUMNS,
};

#define MEASURE(id)                              \
    {                                            \
        .name = (id), .style = FC_STYLE_COMPUTED \
    }
#define COUNT(id)                               \
    {                                           \
        .name = (id), .style = FC_STYLE_INTEGER \
    }
#define TEXT(id)                             \
    {                                        \
        .name = (id), .style = FC_STYLE_TEXT \
    }

static const fc_column columns[COLUMNS] = {
    [MODEL] = TEXT("model"),
    [STEP] = TEXT("step"),
    [ORIGINS] = COUNT("origins"),
    [N] = COUNT("n"),
    [MAE] = MEASURE("mae"),
    [RMSE] = MEASURE("rmse"),
    [MAPE] = MEASURE("mape_pct"),
    [SMAPE] = MEASURE("smape_pct"),
    [MASE] = MEASURE("mase"),
    [RMSSE] = MEASURE("rmsse"),
    [BIAS] = MEASURE("bias"),
    [N_DRAWN] = COUNT("n_drawn"),
    [CRPS] = MEASURE("crps"),
    [MSIS] = MEASURE("msis"),
    [PINBALL] = MEASURE("pinball"),
    [QUANTILES] = MEASURE("pinball_q0.025"),
    MEASURE("pinball_q0.1"),
    MEASURE("pinball_q0.25"),
    MEASURE("pinball_q0.5"),
    MEASURE("pinball_q0.75"),
    MEASURE("pinball_q0.9"),
    MEASURE("pinball_q0.975"),
    [COVERAGE_80] = MEASURE("coverage_80"),
    MEASURE("coverage_80_low"),
    MEASURE("coverage_80_high"),
    [COVERAGE_95] = MEASURE("coverage_95"),
    MEASURE("coverage_95_low"),
    MEASURE("coverage_95_high"),
    [COMMON] = COUNT("common_origins"),
    [LOSS] = MEASURE("loss"),
    [BEST] = TEXT("best"),
    [DM_DIFFERENCE] = MEASURE("dm_difference"),
    [DM_STATISTIC] = MEASURE("dm_statistic"),
    [DM_P] = MEASURE("dm_p"),
    [DM_P_HOLM] = MEASURE("dm_p_holm"),
};

static void set_points(fc_report_table *table, const fc_scores *scores)
{
    const fc_accuracy *accuracy = &scores->accuracy;

    fc_report_table_set_number(table, ORIGINS, (double)scores->origins);
    fc_report_table_set_number(table, N, (double)accuracy->n);
    fc_report_table_set_number(table, MAE, accuracy->mae);
    fc_report_table_set_number(table, RMSE, accuracy->rmse);
    fc_report_table_set_number(table, MAPE, accuracy->mape);
    fc_report_table_set_number(table, SMAPE, accuracy->smape);
    fc_report_table_set_number(table, MASE, accuracy->mase);
    fc_report_table_set_number(table, RMSSE, accuracy->rmsse);
    fc_report_table_set_number(table, BIAS, accuracy->bias);
}

static void set_coverage(fc_report_table *table, size_t column,
                         const fc_coverage *coverage)
{
    if (coverage->n > 0) {
        fc_report_table_set_number(table, column, coverage->rate);
        fc_report_table_set_number(table, column + 1, coverage->low);
        fc_report_table_set_number(table, column + 2, coverage->high);
    }
}

static void set_distribution(fc_report_table *table, const fc_scores *scores)
{
    fc_report_table_set_number(table, N_DRAWN, (double)scores->n);
    fc_report_table_set_number(table, CRPS, scores->crps);
    fc_report_table_set_number(table, MSIS, scores->msis);
    fc_report_table_set_number(table, PINBALL, scores->pinball);
    for (size_t i = 0; i < FC_SCORE_QUANTILES; i++) {
        fc_report_table_set_number(table, QUANTILES + i,
                                   scores->quantile_loss[i]);
    }
    set_coverage(table, COVERAGE_80, &scores->coverage_80);
    set_coverage(table, COVERAGE_95, &scores->coverage_95);
}

static void set_rank(fc_report_table *table, const struct fc_backtest_job *job,
                     const fc_model_rank *rank)
{
    char best[FC_MODEL_SPEC_SIZE];

    if (!rank->compared || job->ranking.origins == 0) {
        return;
    }
    fc_cross_validation_model_name(best, job->validation, job->ranking.best);
    fc_report_table_set_number(table, COMMON, (double)job->ranking.origins);
    fc_report_table_set_number(table, LOSS, rank->loss);
    fc_report_table_set_text(table, BEST, best);
    if (rank->test.n == 0) {
        return;
    }
    fc_report_table_set_number(table, DM_DIFFERENCE,
                               rank->test.mean_difference);
    if (isfinite(rank->test.statistic)) {
        fc_report_table_set_number(table, DM_STATISTIC, rank->test.statistic);
    }
    fc_report_table_set_number(table, DM_P, rank->test.p_value);
    fc_report_table_set_number(table, DM_P_HOLM, rank->p_adjusted);
}

static void add_measures(fc_report_table *table,
                         const struct fc_backtest_job *job, size_t model,
                         size_t step)
{
    fc_scores scores = fc_cross_validation_scores(job->validation, model, step);
    char text[FC_MODEL_SPEC_SIZE];

    fc_report_table_add_row(table);
    fc_cross_validation_model_name(text, job->validation, model);
    fc_report_table_set_text(table, MODEL, text);
    (void)snprintf(text, sizeof text, "%zu", step);
    fc_report_table_set_text(table, STEP, step == ALL_STEPS ? "all" : text);
    set_points(table, &scores);
    set_distribution(table, &scores);
    set_rank(table, job, fc_backtest_rank(job, model, step));
}

void fc_backtest_write_measures(fc_report *report,
                                const struct fc_backtest_job *job)
{
    fc_report_table *table = fc_report_add_table(
        report, "measures", NULL, FC_FOR_MACHINES, columns, COLUMNS);

    for (size_t i = 0; i < job->models; i++) {
        add_measures(table, job, job->order[i], ALL_STEPS);
        for (size_t step = 1; step <= job->horizon; step++) {
            add_measures(table, job, job->order[i], step);
        }
    }
}

static const fc_column point_columns[] = {
    FC_TEXT_COLUMN("model", "Model"),
    FC_COUNT_COLUMN("n", "n"),
    FC_AMOUNT_COLUMN("mae", "MAE"),
    FC_AMOUNT_COLUMN("rmse", "RMSE"),
    FC_PERCENT_COLUMN("mape_pct", "MAPE"),
    FC_PERCENT_COLUMN("smape_pct", "sMAPE"),
    FC_NUMBER_COLUMN("mase", "MASE", 2),
    FC_NUMBER_COLUMN("rmsse", "RMSSE", 2),
    FC_AMOUNT_COLUMN("bias", "Bias"),
    FC_NUMBER_COLUMN("dm_p_holm", "p", 3),
};

static fc_report_table *start_row(fc_report_table *table,
                                  const struct fc_backtest_job *job,
                                  size_t model)
{
    char text[FC_MODEL_SPEC_SIZE];

    fc_cross_validation_model_name(text, job->validation, model);
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, text);
    return table;
}

static void write_points(fc_report *report, const struct fc_backtest_job *job)
{
    char title[80];
    const struct fc_table_shape shape = {
        "points", title, FC_FOR_PEOPLE, point_columns, COUNT_OF(point_columns)};
    fc_report_table *table = NULL;

    (void)snprintf(title, sizeof title, "Point forecasts%s%.40s",
                   job->known->history->unit[0] != '\0' ? ", " : "",
                   job->known->history->unit);
    table = fc_columns_add_table(report, &shape,
                                 fc_projection_decimals(job->known));
    for (size_t i = 0; i < job->models; i++) {
        size_t model = job->order[i];
        fc_scores scores = fc_cross_validation_scores(job->validation, model,
                                                      ALL_STEPS);
        const double values[] = {
            (double)scores.accuracy.n,
            scores.accuracy.mae,
            scores.accuracy.rmse,
            scores.accuracy.mape,
            scores.accuracy.smape,
            scores.accuracy.mase,
            scores.accuracy.rmsse,
            scores.accuracy.bias,
            fc_backtest_rank(job, model, ALL_STEPS)->p_adjusted,
        };

        start_row(table, job, model);
        for (size_t k = 0; k < COUNT_OF(values); k++) {
            fc_report_table_set_number(table, 1 + k, values[k]);
        }
    }
}

static const fc_column distribution_columns[] = {
    FC_TEXT_COLUMN("model", "Model"),
    FC_COUNT_COLUMN("n", "n"),
    FC_AMOUNT_COLUMN("crps", "CRPS"),
    FC_AMOUNT_COLUMN("pinball", "Pinball"),
    FC_NUMBER_COLUMN("msis", "MSIS", 2),
    FC_PERCENT_COLUMN("coverage_80_pct", "In 80 %"),
    FC_WHOLE_PERCENT_COLUMN("coverage_80_low_pct", "from"),
    FC_WHOLE_PERCENT_COLUMN("coverage_80_high_pct", "to"),
    FC_PERCENT_COLUMN("coverage_95_pct", "In 95 %"),
    FC_WHOLE_PERCENT_COLUMN("coverage_95_low_pct", "from"),
    FC_WHOLE_PERCENT_COLUMN("coverage_95_high_pct", "to"),
};

static void write_distributions(fc_report *report,
                                const struct fc_backtest_job *job)
{
    const struct fc_table_shape shape = {
        "distributions", "Intervals and distributions", FC_FOR_PEOPLE,
        distribution_columns, COUNT_OF(distribution_columns)};
    fc_report_table *table = fc_columns_add_table(
        report, &shape, fc_projection_decimals(job->known));

    for (size_t i = 0; i < job->models; i++) {
        fc_scores scores = fc_cross_validation_scores(job->validation,
                                                      job->order[i], ALL_STEPS);
        const fc_coverage *in_80 = &scores.coverage_80;
        const fc_coverage *in_95 = &scores.coverage_95;
        const double values[] = {
            (double)scores.n,    scores.crps,         scores.pinball,
            scores.msis,         100.0 * in_80->rate, 100.0 * in_80->low,
            100.0 * in_80->high, 100.0 * in_95->rate, 100.0 * in_95->low,
            100.0 * in_95->high,
        };

        start_row(table, job, job->order[i]);
        for (size_t k = 0; k < COUNT_OF(values) && (k == 0 || scores.n > 0);
             k++) {
            fc_report_table_set_number(table, 1 + k, values[k]);
        }
    }
}

/* Steps that people see, the first and the last among them. */
enum { MOST_STEPS = 8 };

static size_t shown_step(size_t column, size_t shown, size_t horizon)
{
    return shown > 1 ? 1 + column * (horizon - 1) / (shown - 1) : 1;
}

/* MASE, or the MAE where there is nothing to scale by. */
static void write_steps(fc_report *report, const struct fc_backtest_job *job)
{
    bool scaled = isfinite(
        fc_cross_validation_scores(job->validation, job->order[0], ALL_STEPS)
            .accuracy.mase);
    size_t shown = job->horizon < MOST_STEPS ? job->horizon : MOST_STEPS;
    fc_column step_columns[1 + MOST_STEPS] = {FC_TEXT_COLUMN("model", "Model")};
    char names[MOST_STEPS][FC_NUMBER_TEXT_SIZE];
    const struct fc_table_shape shape = {
        "by_step", scaled ? "MASE by step" : "MAE by step", FC_FOR_PEOPLE,
        step_columns, 1 + shown};
    fc_report_table *table = NULL;

    for (size_t k = 0; k < shown; k++) {
        (void)snprintf(names[k], sizeof names[k], "%zu",
                       shown_step(k, shown, job->horizon));
        step_columns[1 + k] = (fc_column){
            .name = names[k],
            .style = FC_STYLE_COMPUTED,
            .decimals = scaled ? 2 : FC_SERIES_DECIMALS};
    }
    table = fc_columns_add_table(report, &shape,
                                 fc_projection_decimals(job->known));
    for (size_t i = 0; i < job->models; i++) {
        start_row(table, job, job->order[i]);
        for (size_t k = 0; k < shown; k++) {
            fc_scores scores = fc_cross_validation_scores(
                job->validation, job->order[i],
                shown_step(k, shown, job->horizon));

            fc_report_table_set_number(table, 1 + k,
                                       scaled ? scores.accuracy.mase
                                              : scores.accuracy.mae);
        }
    }
}

void fc_backtest_write_people(fc_report *report,
                              const struct fc_backtest_job *job)
{
    write_points(report, job);
    write_distributions(report, job);
    if (job->horizon > 1) {
        write_steps(report, job);
    }
}
