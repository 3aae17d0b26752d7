/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/projection_data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "planning/growth.h"
#include "planning/guidance_lint.h"
#include "planning/lookup.h"
#include "planning/recency.h"
#include "select/candidates.h"
#include "select/known.h"

/* More candidates than fc_candidates_default() will ever propose. */
enum { most_candidates = 64 };

fc_span fc_projection_used(const fc_projection *projection)
{
    fc_span all = fc_series_span(projection->history);

    return fc_span_window(all, all.length - projection->used, projection->used);
}

/* The span up to the as-of period, without missing values at its ends. */
static fc_status known_part(fc_span *out, const fc_projection *projection,
                            const fc_series *series, const char *source,
                            fc_error *err)
{
    fc_span span = fc_series_span(series);
    char text[FC_PERIOD_TEXT_SIZE] = "";

    if (projection->as_of_asked) {
        fc_period_format(text, projection->as_of, projection->calendar);
        if (projection->as_of.frequency != span.start.frequency) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "the as-of period %s is not a period of series "
                           "'%.64s', which is %s",
                           text, series->name,
                           fc_frequency_name(span.start.frequency));
        }
        span = fc_span_until(span, projection->as_of);
    }
    *out = fc_span_trim(span);
    if (out->length == 0) {
        return FC_FAIL_AT(err, FC_ERR_DATA, source, 0, 0,
                          "series '%.64s' has no value%s%s; choose another "
                          "series%s",
                          series->name,
                          projection->as_of_asked ? " up to " : "", text,
                          projection->as_of_asked ? " or a later period" : "");
    }
    return FC_OK;
}

/* What came behind the origin: nothing but charts may look at it. */
static fc_status keep_later(fc_projection *projection, const fc_series *series,
                            fc_error *err)
{
    fc_span all = fc_series_span(series);
    size_t past = (size_t)fc_period_distance(all.start, projection->origin) + 1;

    if (past == all.length) {
        return FC_OK;
    }
    return fc_series_create(&projection->later, series->name, series->unit,
                            fc_period_add(projection->origin, 1),
                            all.values + past, all.length - past, err);
}

static fc_status find_history(fc_projection *projection,
                              const fc_projection_request *request,
                              fc_error *err)
{
    const fc_table *table = request->dataset->table;
    const fc_series *series = NULL;
    fc_span known = {0};
    fc_status status = fc_series_lookup(&series, table, request->series, err);

    if (status != FC_OK) {
        return status;
    }
    projection->as_of = request->as_of;
    projection->as_of_asked = request->as_of.frequency != FC_FREQUENCY_NONE;
    status = known_part(&known, projection, series, table->source, err);
    if (status == FC_OK) {
        status = fc_series_create(&projection->history, series->name,
                                  series->unit, known.start, known.values,
                                  known.length, err);
    }
    if (status != FC_OK) {
        return status;
    }
    projection->history->kind = series->kind;
    projection->origin = fc_span_last(known);
    status = keep_later(projection, series, err);
    if (status != FC_OK) {
        return status;
    }
    projection->lag = fc_series_lag(request->dataset, series,
                                    projection->as_of_asked
                                        ? projection->as_of
                                        : fc_span_last(fc_series_span(series)));
    projection->used = fc_known_latest(known).length;
    projection->fitted = projection->used; /* until one is chosen */
    projection->year_length = fc_year_length(known.start.frequency);
    if (!projection->as_of_asked) {
        projection->as_of = projection->origin;
    }
    return FC_OK;
}

/* The values of a regressor from the first training period on, up to its last
 * known one, NaN where it has none yet. Length 0 if it has no value there. */
static fc_span regressor_span(const fc_projection *projection,
                              const fc_series *series, fc_span y)
{
    fc_span span = fc_series_span(series);
    int64_t first = fc_period_distance(span.start, y.start);

    if (projection->as_of_asked) {
        span = fc_span_until(span, projection->as_of);
    }
    if (first < 0 || (uint64_t)first >= span.length) {
        return fc_span_head(span, 0);
    }
    span = fc_span_window(span, (size_t)first, span.length - (size_t)first);
    while (span.length > 0 && isnan(span.values[span.length - 1])) {
        span.length--;
    }
    return span;
}

/* The ledger records what a forecast was made from. */
static fc_status keep_input(fc_projection *projection, const fc_series *series,
                            fc_error *err)
{
    fc_span span = fc_series_span(series);
    fc_series **place = &projection->inputs[projection->input_count];
    fc_status status = FC_OK;

    if (projection->as_of_asked) {
        span = fc_span_until(span, projection->as_of);
    }
    status = fc_series_create(place, series->name, series->unit, span.start,
                              span.values, span.length, err);
    if (status == FC_OK) {
        (*place)->kind = series->kind;
        projection->input_count++;
    }
    return status;
}

static bool is_listed(const fc_series_info *info, const char *name)
{
    for (size_t i = 0; info != NULL && i < info->regressor_count; i++) {
        if (strcmp(info->regressors[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static fc_status note_unusable(fc_projection *projection, const char *name,
                               fc_error *err)
{
    char **place = &projection->unusable[projection->unusable_count];

    *place = fc_text_copy(name);
    if (*place == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a name");
    }
    projection->unusable_count++;
    return FC_OK;
}

static fc_status add_regressor(fc_projection_data *data,
                               fc_projection *projection,
                               const fc_series *series, bool listed,
                               fc_error *err)
{
    fc_span span = regressor_span(projection, series, data->training.y);

    if (span.length == 0) {
        return note_unusable(projection, series->name, err);
    }
    data->listed_count += listed;
    data->regressors[data->training.regressor_count++] = (fc_regressor){
        .name = series->name, .span = span};
    return keep_input(projection, series, err);
}

/* Those of the descriptor, and what is planned. */
static fc_status add_regressors(fc_projection_data *data,
                                fc_projection *projection,
                                const fc_dataset *dataset, fc_error *err)
{
    const fc_series_info *info = fc_dataset_info(dataset,
                                                 projection->history->name);
    size_t listed = info != NULL ? info->regressor_count : 0;
    size_t count = listed + data->plans.series_count;
    fc_status status = FC_OK;

    data->regressors = fc_calloc(count, sizeof *data->regressors);
    projection->unusable = fc_calloc(count, sizeof *projection->unusable);
    projection->inputs = fc_calloc(count, sizeof(fc_series *));
    if (data->regressors == NULL || projection->unusable == NULL
        || projection->inputs == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for regressors");
    }
    for (size_t i = 0; i < count && status == FC_OK; i++) {
        const fc_series *series = i < listed ? fc_table_find(
                                      dataset->table, info->regressors[i])
                                             : data->plans.series[i - listed];

        if (i < listed || !is_listed(info, series->name)) {
            status = add_regressor(data, projection, series, i < listed, err);
        }
    }
    data->training.regressors = data->regressors;
    return status;
}

/* What a candidate asks for itself wins. */
static void add_transform(fc_model_spec *spec, const fc_transform_spec *wanted)
{
    bool positive = spec->transform.positive || wanted->positive;

    if (spec->transform.scale == FC_SCALE_OWN) {
        spec->transform = *wanted;
    }
    spec->transform.positive = positive;
}

static fc_status add_rivals(fc_projection_data *data, size_t capacity,
                            const fc_projection_request *request, fc_error *err)
{
    fc_training plain = data->training;
    fc_status status = FC_OK;

    plain.regressor_count = data->listed_count;
    if (request->specs == NULL) {
        status = fc_candidates_default(NULL, 0, &data->plain_count, &plain,
                                       err);
        if (status != FC_OK) {
            return status;
        }
        status = fc_candidates_default(data->specs, capacity, &data->spec_count,
                                       &data->training, err);
        data->spec_count = data->spec_count < capacity ? data->spec_count
                                                       : capacity;
    } else {
        for (size_t i = 0; i < capacity; i++) {
            data->specs[i] = request->specs[i];
        }
        data->spec_count = capacity;
        data->plain_count = capacity;
    }
    for (size_t i = 0; i < data->spec_count; i++) {
        add_transform(&data->specs[i], &request->transform);
    }
    return status;
}

/* Regressions on what is planned, if no candidate can follow a plan. */
static fc_status add_planned(fc_projection_data *data,
                             const fc_transform_spec *transform, fc_error *err)
{
    fc_model_spec *added = data->specs + data->spec_count;
    const char **names = NULL;
    fc_status status = FC_OK;

    for (size_t i = 0; i < data->spec_count; i++) {
        if (fc_projection_plans_fit(&data->plans, &data->specs[i])) {
            return FC_OK;
        }
    }
    names = fc_calloc(data->plans.series_count, sizeof *names);
    if (names == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for candidates");
    }
    for (size_t i = 0; i < data->plans.series_count; i++) {
        names[i] = data->plans.series[i]->name;
    }
    status = fc_candidates_planned(added, names, data->plans.series_count,
                                   data->training.season, err);
    free(names);
    for (size_t i = 0; i < FC_PLANNED_COUNT && status == FC_OK; i++) {
        add_transform(&added[i], transform);
        data->spec_count++;
    }
    return status;
}

static fc_status add_candidates(fc_projection_data *data,
                                const fc_projection_request *request,
                                fc_error *err)
{
    size_t count = request->specs != NULL ? request->spec_count
                                          : most_candidates;
    fc_status status = FC_OK;

    /* one more: a frozen model need not be among them */
    data->specs = fc_calloc(count + FC_PLANNED_COUNT + 1, sizeof *data->specs);
    if (data->specs == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for candidates");
    }
    status = add_rivals(data, count, request, err);
    if (status == FC_OK && data->plans.count > 0) {
        status = add_planned(data, &request->transform, err);
    }
    if (status == FC_OK && request->frozen != NULL) {
        status = fc_projection_data_freeze(data, request, err);
    }
    return status;
}

/* A range given by option must be for a period that is forecast. */
static fc_status add_option(fc_projection *projection,
                            const fc_projection_request *request, fc_error *err)
{
    fc_period period = request->range_period;
    fc_period first = fc_projection_period(projection, 0);
    char text[FC_PERIOD_TEXT_SIZE] = "";

    if (period.frequency == FC_FREQUENCY_NONE) {
        period = first;
    }
    fc_period_format(text, period, projection->calendar);
    if (period.frequency != first.frequency
        || fc_period_distance(first, period) < 0
        || (uint64_t)fc_period_distance(first, period) >= projection->horizon) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the range is for %s, which is not a forecast period; "
                       "give one of the next %zu",
                       text, projection->horizon);
    }
    if (!(request->range_low <= request->range_high)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the range %g to %g is upside down; give LOW:HIGH",
                       request->range_low, request->range_high);
    }
    projection->option = (struct fc_range){.known = true,
                                           .origin = FC_RANGE_OPTION,
                                           .low = request->range_low,
                                           .high = request->range_high};
    projection->option_period = period;
    return fc_guidance_check_unit(
        request->dataset->table,
        &(fc_guidance){.series = projection->history->name,
                       .period = period,
                       .low = request->range_low,
                       .high = request->range_high},
        "--guidance", err);
}

fc_status fc_projection_add_guidance(fc_projection *projection,
                                     const fc_projection_request *request,
                                     fc_error *err)
{
    const char *path = request->guidance_path != NULL
                           ? request->guidance_path
                           : request->dataset->guidance_path;
    fc_status status = request->has_range ? add_option(projection, request, err)
                                          : FC_OK;

    if (status != FC_OK || path == NULL) {
        return status;
    }
    status = fc_guidance_read(&projection->guidance, path,
                              projection->origin.frequency,
                              projection->calendar, err);
    return status == FC_OK ? fc_guidance_check_units(request->dataset->table,
                                                     projection->guidance,
                                                     request->series, path, err)
                           : status;
}

fc_status fc_projection_data_init(fc_projection_data *data,
                                  fc_projection *projection,
                                  const fc_projection_request *request,
                                  fc_error *err)
{
    fc_status status = find_history(projection, request, err);
    fc_frequency frequency = FC_FREQUENCY_NONE;

    if (status != FC_OK) {
        return status;
    }
    frequency = projection->origin.frequency;
    projection->horizon = request->horizon;
    if (projection->horizon == 0) {
        projection->horizon = fc_frequency_season(frequency);
    }
    data->training = (fc_training){
        .y = fc_projection_used(projection),
        .season = fc_frequency_season(frequency),
    };
    status = fc_projection_plans_init(&data->plans, projection, request, err);
    if (status == FC_OK) {
        status = add_regressors(data, projection, request->dataset, err);
    }
    if (status == FC_OK) {
        status = add_candidates(data, request, err);
    }
    projection->plain_count = data->plain_count;
    return status;
}

void fc_projection_data_release(fc_projection_data *data)
{
    free(data->regressors);
    free(data->specs);
    fc_projection_plans_release(&data->plans);
}
