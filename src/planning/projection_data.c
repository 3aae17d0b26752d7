/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/projection_data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "planning/growth.h"
#include "planning/lookup.h"
#include "planning/recency.h"
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

static fc_status add_regressors(fc_projection_data *data,
                                fc_projection *projection,
                                const fc_dataset *dataset, fc_error *err)
{
    const fc_series_info *info = fc_dataset_info(dataset,
                                                 projection->history->name);
    size_t count = info != NULL ? info->regressor_count : 0;
    fc_status status = FC_OK;

    data->regressors = fc_calloc(count, sizeof *data->regressors);
    projection->unusable = fc_calloc(count, sizeof *projection->unusable);
    projection->inputs = fc_calloc(count, sizeof(fc_series *));
    if (data->regressors == NULL || projection->unusable == NULL
        || projection->inputs == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for regressors");
    }
    for (size_t i = 0; i < count; i++) {
        const fc_series *series = fc_table_find(dataset->table,
                                                info->regressors[i]);
        fc_span span = regressor_span(projection, series, data->training.y);

        if (span.length > 0) {
            data->regressors[data->training.regressor_count++] = (fc_regressor){
                .name = series->name, .span = span};
            status = keep_input(projection, series, err);
            if (status != FC_OK) {
                return status;
            }
            continue;
        }
        projection->unusable[projection->unusable_count] = fc_text_copy(
            series->name);
        if (projection->unusable[projection->unusable_count] == NULL) {
            return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a name");
        }
        projection->unusable_count++;
    }
    data->training.regressors = data->regressors;
    return FC_OK;
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
    fc_status status = FC_OK;

    if (request->specs == NULL) {
        status = fc_candidates_default(data->specs, capacity, &data->spec_count,
                                       &data->training, err);
        data->spec_count = data->spec_count < capacity ? data->spec_count
                                                       : capacity;
    } else {
        for (size_t i = 0; i < capacity; i++) {
            data->specs[i] = request->specs[i];
        }
        data->spec_count = capacity;
    }
    for (size_t i = 0; i < data->spec_count; i++) {
        add_transform(&data->specs[i], &request->transform);
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
    data->specs = fc_calloc(count + 1, sizeof *data->specs);
    if (data->specs == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for candidates");
    }
    status = add_rivals(data, count, request, err);
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
    return FC_OK;
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
    return fc_guidance_read(&projection->guidance, path,
                            projection->origin.frequency, projection->calendar,
                            err);
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
    status = add_regressors(data, projection, request->dataset, err);
    if (status == FC_OK) {
        status = add_candidates(data, request, err);
    }
    return status;
}

void fc_projection_data_release(fc_projection_data *data)
{
    free(data->regressors);
    free(data->specs);
}
