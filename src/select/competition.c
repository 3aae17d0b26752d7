/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who runs against whom. Naive 2 is the yardstick: it runs first on each file,
 * asked for or not, and its scores stay with the series.
 */
#include "forecast/competition.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "select/competition_table.h"

static const char yardstick[] = "naive2";

static const struct {
    const char *frequency;
    size_t season;
} seasons[] = {
    {"yearly", 1}, {"quarterly", 4}, {"monthly", 12},    {"weekly", 52},
    {"daily", 7},  {"hourly", 24},   {"halfhourly", 48}, {"other", 1},
};

size_t fc_competition_season(const char *frequency)
{
    for (size_t i = 0; i < sizeof seasons / sizeof seasons[0]; i++) {
        if (strcmp(seasons[i].frequency, frequency) == 0) {
            return seasons[i].season;
        }
    }
    return 0;
}

size_t fc_competition_default(fc_model_spec *out, size_t capacity)
{
    static const char *const names[] = {yardstick, "snaive", "theta", "ets",
                                        "arima"};
    size_t count = 0;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (count < capacity && fc_model_type_find(names[i]) != NULL
            && fc_model_spec_parse(&out[count], names[i], NULL) == FC_OK) {
            count++;
        }
    }
    if (count < capacity) {
        out[count++] = (fc_model_spec){.type = NULL};
    }
    return count;
}

/* One model on one file. */
struct race {
    const fc_competition_request *request;
    const fc_competition_file *file;
    struct fc_actuals *actuals;
    struct fc_competition_table *table; /* NULL: the yardstick, not asked for */
    struct fc_measure_sums *sums;
    size_t model;
    bool is_yardstick;
    size_t done;
    double share; /* of the whole, done before */
    double part;  /* of the whole, this race */
};

static void show_progress(struct race *race)
{
    const fc_competition_request *request = race->request;
    size_t stride = request->stride > 0 ? request->stride : 1;
    double done = (double)(++race->done * stride)
                  / (double)race->actuals->count;

    if (request->progress != NULL) {
        request->progress(request->progress_context,
                          race->share + race->part * (done < 1.0 ? done : 1.0));
    }
}

/* An fc_batch_take. */
static fc_status take(void *context, const fc_batch_forecast *forecast,
                      fc_error *err)
{
    struct race *race = context;
    struct fc_actual *actual = fc_actuals_find(race->actuals,
                                               forecast->series->id);

    if (actual == NULL) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "'%.120s' has changed while it was read",
                       race->file->train);
    }
    fc_measures_add(race->sums, actual, forecast, race->is_yardstick);
    if (race->table != NULL) {
        fc_competition_table_forecast(race->table, race->model, actual,
                                      forecast);
    }
    show_progress(race);
    return FC_OK;
}

/* An fc_batch_fail. */
static fc_status fail(void *context, const fc_long_series *series,
                      const fc_error *why, fc_error *err)
{
    struct race *race = context;

    (void)err;
    if (race->table != NULL) {
        fc_competition_table_failure(race->table, race->file->frequency,
                                     race->model, series->id, why->message);
    }
    show_progress(race);
    return FC_OK;
}

static fc_status run_race(struct race *race, const fc_model_spec *spec,
                          fc_error *err)
{
    const fc_competition_request *request = race->request;
    const fc_batch_request batch = {
        .reading = {.season = race->file->season},
        .specs = spec->type != NULL ? spec : NULL,
        .spec_count = spec->type != NULL ? 1 : 0,
        .horizon = race->actuals->longest,
        .levels = fc_measure_levels,
        .level_count = request->draws > 0 ? FC_MEASURE_LEVELS : 0,
        .draws = request->draws,
        .seed = request->seed,
        .intervals = request->intervals,
        .stride = request->stride,
        .clock = request->clock,
        .take = take,
        .fail = fail,
        .context = race,
    };
    fc_input *input = NULL;
    fc_status status = fc_input_open(&input, race->file->train, err);

    if (status == FC_OK) {
        status = fc_batch_run(input, &batch, err);
    }
    fc_input_free(input);
    return status;
}

/* The yardstick without a row of its own, without intervals. */
static fc_status run_yardstick(const struct race *plan, fc_error *err)
{
    struct fc_measure_sums sums = {0};
    fc_competition_request request = *plan->request;
    struct race race = *plan;
    fc_model_spec spec = {0};
    fc_status status = fc_model_spec_parse(&spec, yardstick, err);

    request.draws = 0;
    request.intervals = FC_INTERVALS_AUTO;
    request.progress = NULL;
    race.request = &request;
    race.sums = &sums;
    race.is_yardstick = true;
    return status == FC_OK ? run_race(&race, &spec, err) : status;
}

static fc_status run_model(const struct race *plan, size_t model,
                           struct fc_competition_table *table, fc_error *err)
{
    const fc_competition_request *request = plan->request;
    struct fc_measure_sums sums = {0};
    struct race race = *plan;
    fc_status status = FC_OK;

    race.table = table;
    race.sums = &sums;
    race.model = model;
    race.part = plan->part / (double)request->spec_count;
    race.share = plan->share + race.part * (double)model;
    status = run_race(&race, &request->specs[model], err);
    if (status == FC_OK) {
        fc_competition_table_row(table, plan->file->frequency, model, &sums);
    }
    return status;
}

static fc_status run_file(const fc_competition_request *request, size_t index,
                          struct fc_competition_table *table, fc_error *err)
{
    struct fc_actuals actuals = {0};
    const struct race plan = {
        .request = request,
        .file = &request->files[index],
        .actuals = &actuals,
        .share = (double)index / (double)request->file_count,
        .part = 1.0 / (double)request->file_count,
    };
    fc_status status = fc_actuals_read(&actuals, plan.file, err);

    if (status == FC_OK) {
        status = run_yardstick(&plan, err);
    }
    for (size_t i = 0; i < request->spec_count && status == FC_OK; i++) {
        status = run_model(&plan, i, table, err);
    }
    fc_actuals_release(&actuals);
    return status;
}

fc_status fc_competition_run(fc_competition *out,
                             const fc_competition_request *request,
                             fc_error *err)
{
    struct fc_competition_table *table = NULL;
    fc_status status = FC_OK;

    if (request->intervals == FC_INTERVALS_CONFORMAL) {
        return FC_FAIL(
            err, FC_ERR_ARGUMENT,
            "conformal intervals need past errors, and a competition "
            "takes none: each model stands for itself");
    }
    status = fc_competition_table_create(&table, out, request, err);
    for (size_t i = 0; i < request->file_count && status == FC_OK; i++) {
        status = run_file(request, i, table, err);
    }
    if (status == FC_OK) {
        status = fc_competition_table_finish(table, err);
    }
    fc_competition_table_free(table);
    return status;
}

void fc_competition_release(fc_competition *competition)
{
    fc_report_free(competition->report);
    fc_report_free(competition->failures);
    fc_report_free(competition->forecasts);
    *competition = (fc_competition){0};
}
