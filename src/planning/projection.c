/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/projection.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/frozen_choice.h"

#include "base/memory.h"
#include "planning/informed.h"
#include "planning/lookup.h"
#include "planning/projection_charts.h"
#include "planning/projection_data.h"
#include "planning/projection_scenario.h"
#include "planning/projection_state.h"
#include "planning/projection_target.h"
#include "planning/reconciliation.h"

static const size_t default_draws = 10000;

static void release_rows(struct fc_projected *rows, size_t count)
{
    for (size_t i = 0; rows != NULL && i < count; i++) {
        free(rows[i].extra);
    }
    free(rows);
}

static void release_names(fc_projection *projection)
{
    for (size_t i = 0; i < projection->unusable_count; i++) {
        free(projection->unusable[i]);
    }
    free(projection->unusable);
    for (size_t i = 0; i < projection->input_count; i++) {
        fc_series_free(projection->inputs[i]);
    }
    free(projection->inputs);
    for (size_t i = 0; i < projection->finding_count; i++) {
        free(projection->findings[i].name);
    }
    free(projection->findings);
}

void fc_projection_free(fc_projection *projection)
{
    if (projection == NULL) {
        return;
    }
    free(projection->title);
    free(projection->command);
    free(projection->input);
    free(projection->frozen_by);
    free(projection->quantiles);
    fc_series_free(projection->history);
    fc_series_free(projection->later);
    fc_guidance_list_free(projection->guidance);
    fc_backtest_free(projection->backtest);
    fc_fit_free(projection->fit);
    fc_paths_free(projection->paths);
    fc_informed_free(projection->informed, projection);
    fc_explanation_free(projection->explanation);
    free(projection->calibration);
    release_rows(projection->steps, projection->horizon);
    release_rows(projection->totals, projection->total_count);
    fc_evaluation_free(projection->evaluation);
    free(projection->standing);
    release_names(projection);
    fc_projected_scenarios_free(projection->scenarios);
    fc_reconciled_free(projection->reconciled);
    fc_projection_release_targets(projection);
    free(projection);
}

fc_period fc_projection_period(const fc_projection *projection, size_t step)
{
    return fc_period_add(projection->origin, (int64_t)step + 1);
}

const fc_paths *fc_projection_paths(const fc_projection *projection)
{
    return projection->paths;
}

size_t fc_projection_failed(const fc_model_spec **first,
                            const fc_projection *projection)
{
    const fc_backtest *backtest = projection->backtest;
    size_t origin = fc_backtest_last_origin(backtest);
    size_t count = 0;

    *first = NULL;
    for (size_t i = 0; i < projection->plain_count; i++) {
        if (isnan(fc_backtest_forecast(backtest, i, origin, 0))) {
            *first = count == 0 ? fc_backtest_spec_at(backtest, i) : *first;
            count++;
        }
    }
    return count;
}

static fc_status keep_quantiles(fc_projection *projection,
                                const fc_projection_request *request,
                                fc_error *err)
{
    if (request->quantile_count > FC_MOST_QUANTILES) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "%zu quantiles are too many; ask for at most %d",
                       request->quantile_count, FC_MOST_QUANTILES);
    }
    projection->quantiles = fc_calloc(request->quantile_count,
                                      sizeof *projection->quantiles);
    if (projection->quantiles == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for quantiles");
    }
    for (size_t i = 0; i < request->quantile_count; i++) {
        double probability = request->quantiles[i];

        if (!(probability > 0.0 && probability < 1.0)) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "%g is no quantile; give a number between 0 and 1",
                           probability);
        }
        projection->quantiles[i] = probability;
    }
    projection->quantile_count = request->quantile_count;
    return FC_OK;
}

/* Keep what was asked; the request may go. */
static fc_status keep_request(fc_projection *projection,
                              const fc_projection_request *request,
                              fc_error *err)
{
    const fc_table *table = request->dataset->table;
    const fc_series_info *info = fc_dataset_info(request->dataset,
                                                 request->series);
    const char *command = request->command != NULL ? request->command : "";

    memcpy(projection->sha256, table->sha256, sizeof projection->sha256);
    projection->title = fc_text_copy(info != NULL ? info->title
                                                  : request->series);
    projection->command = fc_text_copy(command);
    projection->input = fc_text_copy(table->source);
    projection->calendar = table->calendar;
    projection->seed = request->seed;
    projection->intervals = request->intervals;
    projection->draws = request->draws > 0 ? request->draws : default_draws;
    if (request->frozen != NULL) {
        projection->intervals = request->frozen->intervals;
        projection->frozen_since = request->frozen->origin;
        projection->frozen_by = fc_text_copy(request->frozen->source);
    }
    if ((request->frozen != NULL && projection->frozen_by == NULL)
        || projection->title == NULL || projection->command == NULL
        || projection->input == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a projection");
    }
    return keep_quantiles(projection, request, err);
}

static fc_status run_backtest(fc_projection *projection,
                              const fc_backtest_request *backtest,
                              fc_error *err)
{
    fc_status status = fc_backtest_create(&projection->backtest, backtest, err);
    size_t choice = 0;

    if (status == FC_OK) {
        status = fc_backtest_choose_among(
            &choice, projection->backtest,
            fc_backtest_last_origin(projection->backtest),
            projection->plain_count, err);
    }
    /* A frozen model is the first candidate: the incumbent. */
    projection->chosen = projection->frozen_by == NULL ? choice : 0;
    projection->rival = choice;
    return status;
}

/* A series can be long enough to forecast and too short to evaluate. */
static fc_status evaluate(fc_projection *projection,
                          const fc_backtest_request *backtest, size_t origins,
                          fc_error *err)
{
    fc_evaluation_options options = {.origins = origins,
                                     .seed = projection->seed,
                                     .stream = projection->history->name,
                                     .intervals = projection->intervals,
                                     .fixed = projection->frozen_by != NULL
                                              || projection->scenarios != NULL,
                                     .spec = projection->chosen};
    fc_status status = fc_evaluation_create(
        &projection->evaluation, projection->backtest, backtest, &options, err);

    if (status == FC_ERR_TOO_SHORT) {
        return FC_OK;
    }
    if (status == FC_OK) {
        status = fc_projection_add_standing(projection, err);
    }
    return status;
}

static size_t evaluated(size_t origins)
{
    return origins > 0 ? origins : FC_ORIGINS_DEFAULT;
}

/* The evaluation looks at so many origins, and the choice and the calibration
 * at the earliest of them look back as far again: what lies before is never
 * asked for. 0, all origins, for a history that is not longer than that. */
static size_t first_origin(const fc_projection *projection, size_t origins)
{
    size_t needed = evaluated(origins) + FC_ORIGINS_DEFAULT
                    + 2 * projection->horizon;

    return projection->used > 2 * needed ? projection->used - needed : 0;
}

static fc_backtest_request backtest_of(const fc_projection *projection,
                                       const fc_projection_request *request,
                                       const fc_projection_data *data)
{
    return (fc_backtest_request){
        .data = data->training,
        .specs = data->specs,
        .spec_count = data->spec_count,
        .horizon = projection->horizon,
        .first_origin = first_origin(projection, request->origins),
        .keep = evaluated(request->origins) + projection->horizon,
        .progress = request->progress,
        .progress_context = request->progress_context,
    };
}

/* The paths, and those of the scenarios. */
static fc_status draw(fc_projection *projection, const fc_projection_data *data,
                      fc_error *err)
{
    const struct fc_scenario_maker maker = {.projection = projection,
                                            .plans = &data->plans,
                                            .training = &data->training};
    fc_status status = fc_projection_draw(projection, &data->training, err);

    return status == FC_OK && data->plans.count > 0
               ? fc_projection_draw_scenarios(&maker, err)
               : status;
}

static fc_status work(fc_projection *projection,
                      const fc_projection_request *request,
                      const fc_projection_data *data, fc_error *err)
{
    fc_backtest_request backtest = backtest_of(projection, request, data);
    const struct fc_scenario_maker maker = {.projection = projection,
                                            .plans = &data->plans,
                                            .training = &data->training};
    fc_status status = run_backtest(projection, &backtest, err);

    if (status == FC_OK && data->plans.count > 0) {
        status = fc_projection_choose_planned(projection, &data->plans,
                                              request->origins, err);
    }
    if (status == FC_OK) {
        status = draw(projection, data, err);
    }
    if (status == FC_OK) {
        status = fc_projection_reconcile(projection, request, err);
    }
    if (status == FC_OK) {
        status = fc_projection_add_steps(projection, err);
    }
    if (status == FC_OK) {
        status = fc_projection_add_totals(projection, err);
    }
    if (status == FC_OK) {
        status = evaluate(projection, &backtest, request->origins, err);
    }
    if (status == FC_OK) {
        status = fc_projection_add_findings(projection, &data->training, err);
    }
    if (status == FC_OK && request->use_guidance) {
        status = fc_projection_inform(projection, request, &backtest, err);
    }
    if (status == FC_OK && data->plans.count > 0) {
        status = fc_projection_add_scenarios(&maker, request, err);
    }
    if (status == FC_OK) { /* of what is published */
        status = fc_projection_add_targets(projection, request, err);
    }
    return status;
}

/* What one kind of projection does behind the data. */
typedef fc_status worker(fc_projection *projection,
                         const fc_projection_request *request,
                         const fc_projection_data *data, fc_error *err);

static fc_status create(fc_projection **out,
                        const fc_projection_request *request, worker *make,
                        fc_error *err)
{
    fc_projection *projection = fc_calloc(1, sizeof *projection);
    fc_projection_data data = {0};
    fc_status status = FC_OK;

    *out = NULL;
    if (projection == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a projection");
    }
    status = keep_request(projection, request, err);
    if (status == FC_OK) {
        status = fc_projection_data_init(&data, projection, request, err);
    }
    if (status == FC_OK) {
        status = make(projection, request, &data, err);
    }
    fc_projection_data_release(&data);
    if (status != FC_OK) {
        fc_projection_free(projection);
        return status;
    }
    *out = projection;
    return FC_OK;
}

/* Up to the paths. */
static fc_status make_base(fc_projection *projection,
                           const fc_projection_request *request,
                           const fc_projection_data *data, fc_error *err)
{
    fc_backtest_request backtest = backtest_of(projection, request, data);
    fc_status status = run_backtest(projection, &backtest, err);

    return status == FC_OK ? draw(projection, data, err) : status;
}

fc_status fc_projection_create_base(fc_projection **out,
                                    const fc_projection_request *request,
                                    fc_error *err)
{
    return create(out, request, make_base, err);
}

/* A failure of the series gets its name and file; what has a place keeps it. */
static void place_failure(fc_error *err, const fc_projection *projection,
                          const fc_error *why)
{
    if (why->source[0] != '\0') {
        fc_error_set_at(err, why->status, why->source, why->line, why->column,
                        "%s", why->message);
        return;
    }
    fc_error_set_at(err, why->status, projection->input, 0, 0, "%s: %.400s",
                    projection->history->name, why->message);
}

static fc_status make_whole(fc_projection *projection,
                            const fc_projection_request *request,
                            const fc_projection_data *data, fc_error *err)
{
    fc_status status = fc_projection_add_guidance(projection, request, err);
    fc_error why = {0};

    if (status == FC_OK) {
        status = work(projection, request, data, &why);
        if (status != FC_OK) {
            place_failure(err, projection, &why);
        }
    }
    return status;
}

fc_status fc_projection_create(fc_projection **out,
                               const fc_projection_request *request,
                               fc_error *err)
{
    return create(out, request, make_whole, err);
}

fc_status fc_projection_report(fc_report **out, const fc_projection *projection,
                               fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = fc_report_create(&report, projection->title, err);

    *out = NULL;
    if (status != FC_OK) {
        return status;
    }
    fc_projection_write_table(report, projection);
    fc_projection_write_notes(report, projection);
    status = fc_projection_write_people(report, projection, err);
    if (status == FC_OK) {
        status = fc_projection_write_charts(report, projection, err);
    }
    if (status != FC_OK) {
        fc_report_free(report);
        return status;
    }
    if (projection->scenarios != NULL) {
        fc_projection_write_scenarios(report, projection);
    }
    return fc_report_close(out, report, err);
}
