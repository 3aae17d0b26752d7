/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bench_main_job FILE SERIES [ORIGINS [KIND]]
 *
 * The heavy part of the main job on one series of a file: backtest of all
 * default candidates, nested evaluation, and the draws of the forecast itself.
 * Prints the errors, the coverage and the scores of intervals, the candidates
 * beside them, how often each was chosen, and the time of each part. KIND of
 * intervals: auto (the default), conformal, simulate.
 */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "forecast/backtest.h"
#include "forecast/dataset.h"
#include "forecast/init.h"

enum { HORIZON = 4, FINAL_DRAWS = 10000, SPECS_MAX = 64, REGRESSORS_MAX = 8 };

struct job {
    fc_dataset *dataset;
    fc_span window; /* the part of the table that y covers */
    fc_regressor regressors[REGRESSORS_MAX];
    fc_model_spec specs[SPECS_MAX];
    fc_backtest_request request;
    fc_evaluation_options options;
    fc_backtest *backtest;
    fc_evaluation *evaluation;
};

/* False if there is no such kind. */
static bool read_kind(fc_intervals *out, const char *name)
{
    static const struct {
        const char *name;
        fc_intervals intervals;
    } kinds[] = {{"auto", FC_INTERVALS_AUTO},
                 {"conformal", FC_INTERVALS_CONFORMAL},
                 {"simulate", FC_INTERVALS_SIMULATE}};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(name, kinds[i].name) == 0) {
            *out = kinds[i].intervals;
            return true;
        }
    }
    return false;
}

static double seconds(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static fc_span aligned(const fc_series *series, fc_span y)
{
    int64_t first = fc_period_distance(series->start, y.start);

    return fc_span_window(fc_series_span(series), (size_t)first, y.length);
}

static void add_regressors(struct job *job, const char *series)
{
    const fc_series_info *info = fc_dataset_info(job->dataset, series);
    fc_training *data = &job->request.data;
    size_t count = info != NULL ? info->regressor_count : 0;

    for (size_t i = 0; i < count && i < REGRESSORS_MAX; i++) {
        const fc_series *regressor = fc_table_find(job->dataset->table,
                                                   info->regressors[i]);

        job->regressors[data->regressor_count++] = (fc_regressor){
            .name = regressor->name, .span = aligned(regressor, data->y)};
    }
    data->regressors = job->regressors;
}

static fc_status load(struct job *job, const char *path, const char *name,
                      fc_error *err)
{
    const fc_series *series = NULL;
    fc_span y = {0};
    fc_status status = fc_dataset_open(&job->dataset, path, NULL, err);

    if (status != FC_OK) {
        return status;
    }
    series = fc_table_find(job->dataset->table, name);
    if (series == NULL) {
        return FC_FAIL(err, FC_ERR_NOT_FOUND, "%s holds no series '%s'", path,
                       name);
    }
    y = fc_span_latest_unbroken(fc_series_span(series));
    job->request = (fc_backtest_request){
        .data = {.y = y, .season = fc_frequency_season(y.start.frequency)},
        .specs = job->specs,
        .horizon = HORIZON,
        .keep = FC_ORIGINS_DEFAULT + HORIZON};
    job->options.stream = series->name;
    add_regressors(job, name);
    return fc_candidates_default(job->specs, SPECS_MAX,
                                 &job->request.spec_count, &job->request.data,
                                 err);
}

/* The forecast itself: the candidate chosen at the last observation. */
static fc_status draw_forecast(const struct job *job, fc_error *err)
{
    const fc_training *data = &job->request.data;
    fc_future_set *set = NULL;
    fc_fit *fit = NULL;
    fc_paths *paths = NULL;
    size_t chosen = 0;
    fc_status status = fc_backtest_choose(&chosen, job->backtest,
                                          data->y.length, err);

    if (status == FC_OK) {
        status = fc_future_set_create(&set, data, data->y.length, HORIZON,
                                      FINAL_DRAWS, 0, err);
    }
    if (status == FC_OK) {
        status = fc_fit_create(&fit, &job->specs[chosen], data, err);
    }
    if (status == FC_OK) {
        status = fc_fit_simulate(&paths, fit, HORIZON, FINAL_DRAWS,
                                 fc_future_set_view(set), job->options.stream,
                                 0, err);
    }
    fc_paths_free(paths);
    fc_fit_free(fit);
    fc_future_set_free(set);
    return status;
}

static fc_status run(struct job *job, fc_error *err)
{
    double start = seconds();
    double tested = 0.0;
    double evaluated = 0.0;
    fc_status status = fc_backtest_create(&job->backtest, &job->request, err);

    tested = seconds();
    if (status == FC_OK) {
        status = fc_evaluation_create(&job->evaluation, job->backtest,
                                      &job->request, &job->options, err);
    }
    evaluated = seconds();
    if (status == FC_OK) {
        status = draw_forecast(job, err);
    }
    if (status == FC_OK) {
        printf("time: backtest %.0f ms, evaluation %.0f ms, forecast %.0f ms\n",
               1e3 * (tested - start), 1e3 * (evaluated - tested),
               1e3 * (seconds() - evaluated));
    }
    return status;
}

static void print_accuracy(const char *name, fc_accuracy first, fc_accuracy all)
{
    printf("%-44s %5zu %8.2f %8.2f %8.3f\n", name, all.n, first.mape, all.mape,
           all.mase);
}

static void print_coverage(const char *name, fc_coverage coverage)
{
    printf("%-44s %5zu %7.1f%%  [%.1f, %.1f]\n", name, coverage.n,
           100.0 * coverage.rate, 100.0 * coverage.low, 100.0 * coverage.high);
}

static void print_candidates(const struct job *job)
{
    const fc_evaluation *evaluation = job->evaluation;

    for (size_t i = 0; i < job->request.spec_count; i++) {
        char name[FC_MODEL_SPEC_SIZE];
        size_t origins = job->options.origins;

        fc_model_spec_format(name, &job->specs[i]);
        print_accuracy(name, fc_backtest_accuracy(job->backtest, i, 1, origins),
                       fc_backtest_accuracy(job->backtest, i, 0, origins));
    }
    for (size_t i = 0; i < job->request.spec_count; i++) {
        char name[FC_MODEL_SPEC_SIZE];
        size_t times = 0;

        fc_model_spec_format(name, &job->specs[i]);
        for (size_t k = 0; k < evaluation->origins; k++) {
            times += evaluation->chosen[k] == i;
        }
        if (times > 0) {
            printf("chosen %zu times: %s\n", times, name);
        }
    }
}

/* Mean absolute log error of a candidate over the latest origins known at
 * @p now: the largest number if it has no past, infinite if it has no
 * forecast at @p now. */
static double past_loss(const fc_backtest *backtest, size_t spec, size_t now)
{
    enum { LOOK_BACK = 40 };
    double sum = 0.0;
    size_t count = 0;
    size_t used = 0;

    if (isnan(fc_backtest_forecast(backtest, spec, now, 0))) {
        return HUGE_VAL;
    }
    for (size_t o = now - 1;
         o >= fc_backtest_first_origin(backtest) && used < LOOK_BACK; o--) {
        if (isnan(fc_backtest_forecast(backtest, spec, o, 0))) {
            continue;
        }
        used++;
        for (size_t h = 0; h < HORIZON && o + h < now; h++) {
            sum += fabs(log(fc_backtest_forecast(backtest, spec, o, h)
                            / fc_backtest_actual(backtest, o, h)));
            count++;
        }
    }
    return count > 0 ? sum / (double)count : DBL_MAX;
}

/* What choosing the lowest past loss would have given at the same origins. */
static void print_lowest_loss(const struct job *job)
{
    const fc_evaluation *evaluation = job->evaluation;
    double first = 0.0;
    double all = 0.0;
    size_t n = evaluation->origins;

    for (size_t k = 0; k < n; k++) {
        size_t origin = evaluation->origin[k];
        size_t best = 0;

        for (size_t i = 1; i < job->request.spec_count; i++) {
            if (past_loss(job->backtest, i, origin)
                < past_loss(job->backtest, best, origin)) {
                best = i;
            }
        }
        for (size_t h = 0; h < HORIZON; h++) {
            double share = fc_backtest_forecast(job->backtest, best, origin, h)
                           / fc_backtest_actual(job->backtest, origin, h);
            double percent = 100.0 * fabs(share - 1.0);

            first += h == 0 ? percent : 0.0;
            all += percent;
        }
    }
    printf("%-44s %5zu %8.2f %8.2f\n", "nested, lowest past loss instead",
           n * HORIZON, first / (double)n, all / (double)(n * HORIZON));
}

static void print_evaluation(const struct job *job)
{
    const fc_evaluation *evaluation = job->evaluation;

    printf("%zu origins, horizon %d\n", evaluation->origins, HORIZON);
    printf("%-44s %5s %8s %8s %8s\n", "mean absolute percentage error", "n",
           "h=1", "h=1-4", "MASE");
    print_accuracy("nested choice", evaluation->by_step[0],
                   evaluation->overall);
    print_lowest_loss(job);
    print_candidates(job);
    print_coverage("coverage of 80 % intervals, h=1",
                   evaluation->coverage_80[0]);
    print_coverage("coverage of 80 % intervals, h=1-4", evaluation->overall_80);
    print_coverage("coverage of 95 % intervals, h=1",
                   evaluation->coverage_95[0]);
    print_coverage("coverage of 95 % intervals, h=1-4", evaluation->overall_95);
    printf("%-44s %14.2f %8.2f\n", "MSIS of 80 and 95 % intervals, h=1-4",
           evaluation->msis_80, evaluation->msis_95);
}

int main(int argc, char **argv)
{
    struct job job = {0};
    fc_error err = {0};
    fc_status status = FC_OK;

    job.options.intervals = FC_INTERVALS_AUTO;
    if (argc < 3 || argc > 5
        || (argc == 5 && !read_kind(&job.options.intervals, argv[4]))) {
        (void)fprintf(stderr, "usage: bench_main_job FILE SERIES [ORIGINS "
                              "[auto|conformal|simulate]]\n");
        return 2;
    }
    fc_init();
    job.options.origins = argc >= 4 ? strtoul(argv[3], NULL, 10) : 0;
    status = load(&job, argv[1], argv[2], &err);
    if (status == FC_OK) {
        printf("%s of %s\n", argv[2], argv[1]);
        status = run(&job, &err);
    }
    if (status == FC_OK) {
        print_evaluation(&job);
    } else {
        (void)fprintf(stderr, "bench_main_job: %s\n", err.message);
    }
    fc_evaluation_free(job.evaluation);
    fc_backtest_free(job.backtest);
    fc_dataset_free(job.dataset);
    return status == FC_OK ? 0 : 1;
}
