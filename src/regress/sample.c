/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "regress/sample.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/names.h"

#include "base/memory.h"
#include "base/number.h"
#include "stats/lags.h"
#include "stats/transform.h"

/* Room for the name of a variable at a lag. */
enum { name_size = 2 * FC_TERM_NAME_SIZE };

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a sample");
}

static fc_status find_series(const fc_series **out, const fc_table *table,
                             const char *name, fc_error *err)
{
    const char **names = NULL;
    const char *nearest = NULL;

    *out = fc_table_find(table, name);
    if (*out != NULL) {
        return FC_OK;
    }
    names = fc_calloc(table->count, sizeof *names);
    if (names == NULL) {
        return out_of_memory(err);
    }
    for (size_t i = 0; i < table->count; i++) {
        names[i] = table->series[i]->name;
    }
    nearest = fc_name_nearest(name, names, table->count);
    free(names);
    return FC_FAIL_AT(err, FC_ERR_NOT_FOUND, table->source, 0, 0,
                      "there is no series '%.64s'; %s%.64s%s", name,
                      nearest != NULL ? "did you mean '" : "",
                      nearest != NULL ? nearest
                                      : "`forecast series` lists those there "
                                        "are",
                      nearest != NULL ? "'?" : "");
}

/* "yoy log capex": what stands in the columns of a series. */
static void name_variable(char text[name_size],
                          const struct fc_sampling *sampling, const char *name,
                          bool logged)
{
    size_t lag = sampling->request->difference;
    char difference[32] = "";

    if (lag > 0 && lag == sampling->season && lag > 1) {
        (void)snprintf(difference, sizeof difference, "yoy ");
    } else if (lag > 0) {
        (void)snprintf(difference, sizeof difference, "d%zu ", lag);
    }
    (void)snprintf(text, name_size, "%s%s%.*s", difference,
                   logged ? "log " : "", FC_TERM_NAME_SIZE, name);
}

/* Log and difference a series as the request asks. */
static fc_status load_variable(struct fc_variable *out,
                               const struct fc_sampling *sampling,
                               const fc_series *series, fc_error *err)
{
    const fc_sample_request *request = sampling->request;
    bool logged = request->logged
                  && fc_known_positive(series->values, series->length);
    double *w = fc_calloc(series->length, sizeof(double));
    char name[name_size];

    name_variable(name, sampling, series->name, logged);
    out->name = fc_text_copy(name);
    out->v = fc_calloc(series->length, sizeof(double));
    if (w == NULL || out->v == NULL || out->name == NULL) {
        free(w);
        return out_of_memory(err);
    }
    fc_log_values(w, series->values, series->length, logged);
    memcpy(out->v, w, series->length * sizeof(double));
    if (request->difference > 0) {
        fc_difference(out->v, w, series->length, request->difference);
    }
    free(w);
    return FC_OK;
}

static bool is_lagged(const fc_term *term)
{
    return term->kind == FC_TERM_LAGS || term->kind == FC_TERM_ALMON
           || term->kind == FC_TERM_GEOMETRIC;
}

static fc_status load_term(struct fc_sampling *sampling, size_t i,
                           fc_error *err)
{
    const fc_sample_request *request = sampling->request;
    const fc_term *term = &request->terms[i];
    const char *name = strcmp(term->series, "y") == 0 ? request->response
                                                      : term->series;
    const fc_series *series = NULL;
    fc_status status = FC_OK;

    if (!is_lagged(term) && term->kind != FC_TERM_POWERS) {
        return FC_OK;
    }
    status = find_series(&series, sampling->table, name, err);
    if (status != FC_OK) {
        return status;
    }
    if (strcmp(name, request->response) == 0
        && (term->kind == FC_TERM_POWERS || fc_lag_set_has(term->lags, 0))) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "'%.64s' cannot explain itself; its own lags begin with "
                       "1",
                       name);
    }
    return load_variable(&sampling->variables[i], sampling, series, err);
}

/* The part of the table where the response is known and that was asked for. */
static fc_status find_window(struct fc_sampling *sampling,
                             const fc_series *series, fc_error *err)
{
    const fc_sample_request *request = sampling->request;
    fc_span span = fc_series_span(series);
    int64_t first = 0;
    int64_t last = 0;

    if (request->to.frequency != FC_FREQUENCY_NONE) {
        span = fc_span_until(span, request->to);
    }
    span = fc_span_trim(span);
    first = fc_period_distance(series->start, span.start);
    last = first + (int64_t)span.length;
    if (request->from.frequency != FC_FREQUENCY_NONE
        && fc_period_distance(series->start, request->from) > first) {
        first = fc_period_distance(series->start, request->from);
    }
    if (first >= last) {
        return FC_FAIL_AT(err, FC_ERR_DATA, sampling->table->source, 0, 0,
                          "series '%.64s' has no value in the periods asked "
                          "for; choose others",
                          series->name);
    }
    sampling->first = (size_t)first;
    sampling->length = (size_t)(last - first);
    return FC_OK;
}

static fc_status check_positive(const struct fc_sampling *sampling,
                                const fc_series *series, fc_error *err)
{
    for (size_t t = 0; sampling->request->logged && t < series->length; t++) {
        char period[FC_PERIOD_TEXT_SIZE];

        if (!(series->values[t] <= 0.0)) {
            continue;
        }
        fc_period_format(period, fc_period_add(series->start, (int64_t)t),
                         sampling->table->calendar);
        return FC_FAIL_AT(err, FC_ERR_DATA, sampling->table->source, 0, 0,
                          "'%.64s' is %g in %s, which has no logarithm; "
                          "regress without logarithms",
                          series->name, series->values[t], period);
    }
    return FC_OK;
}

static fc_status load_weights(struct fc_sampling *sampling, fc_error *err)
{
    const char *name = sampling->request->weights;
    const fc_series *series = NULL;
    fc_status status = FC_OK;

    if (name == NULL) {
        return FC_OK;
    }
    status = find_series(&series, sampling->table, name, err);
    if (status != FC_OK) {
        return status;
    }
    for (size_t t = 0; t < series->length; t++) {
        if (series->values[t] <= 0.0) {
            return FC_FAIL_AT(err, FC_ERR_DATA, sampling->table->source, 0, 0,
                              "'%.64s' holds the value %g; weights are "
                              "positive",
                              name, series->values[t]);
        }
    }
    sampling->weights.name = fc_text_copy(name);
    sampling->weights.v = fc_calloc(series->length, sizeof(double));
    if (sampling->weights.name == NULL || sampling->weights.v == NULL) {
        return out_of_memory(err);
    }
    memcpy(sampling->weights.v, series->values,
           series->length * sizeof(double));
    return FC_OK;
}

static fc_status load_all(struct fc_sampling *sampling, fc_error *err)
{
    const fc_sample_request *request = sampling->request;
    const fc_series *series = NULL;
    fc_status status = find_series(&series, sampling->table, request->response,
                                   err);

    if (status == FC_OK) {
        status = find_window(sampling, series, err);
    }
    if (status == FC_OK) {
        status = check_positive(sampling, series, err);
    }
    if (status == FC_OK) {
        status = load_variable(&sampling->response, sampling, series, err);
    }
    if (status == FC_OK) {
        status = load_weights(sampling, err);
    }
    for (size_t i = 0; status == FC_OK && i < request->term_count; i++) {
        status = load_term(sampling, i, err);
    }
    return status;
}

void fc_sample_lag_name(char *text, size_t size, const char *name, size_t lag,
                        bool alone)
{
    if (lag > 0) {
        (void)snprintf(text, size, "%s(t-%zu)", name, lag);
    } else {
        (void)snprintf(text, size, "%s%s", name, alone ? "" : "(t)");
    }
}

/* One more thing that must be known in a row. */
static fc_status add_input(struct fc_sampling *sampling,
                           const struct fc_variable *variable, size_t lag,
                           bool alone, fc_error *err)
{
    fc_sample *sample = sampling->sample;
    char name[name_size + 16];

    fc_sample_lag_name(name, sizeof name, variable->name, lag, alone);
    sampling->inputs[sample->reason_count] = (struct fc_input){.v = variable->v,
                                                               .lag = lag};
    sample->reasons[sample->reason_count] = fc_text_copy(name);
    if (sample->reasons[sample->reason_count] == NULL) {
        return out_of_memory(err);
    }
    sample->reason_count++;
    return FC_OK;
}

static fc_status add_term_inputs(struct fc_sampling *sampling, size_t i,
                                 fc_error *err)
{
    const fc_term *term = &sampling->request->terms[i];
    const struct fc_variable *variable = &sampling->variables[i];
    fc_status status = FC_OK;

    if (term->kind == FC_TERM_POWERS) {
        return add_input(sampling, variable, 0, true, err);
    }
    if (!is_lagged(term)) {
        return FC_OK;
    }
    for (size_t lag = 0; status == FC_OK && lag <= FC_LAG_MAX; lag++) {
        if (fc_lag_set_has(term->lags, lag)) {
            status = add_input(sampling, variable, lag, term->lags == 1, err);
        }
    }
    return status;
}

static fc_status find_inputs(struct fc_sampling *sampling, fc_error *err)
{
    const fc_sample_request *request = sampling->request;
    fc_sample *sample = sampling->sample;
    size_t most = 2;
    fc_status status = FC_OK;

    for (size_t i = 0; i < request->term_count; i++) {
        most += 1 + fc_lag_set_count(request->terms[i].lags);
    }
    sampling->inputs = fc_calloc(most, sizeof *sampling->inputs);
    sample->reasons = fc_calloc(most, sizeof *sample->reasons);
    if (sampling->inputs == NULL || sample->reasons == NULL) {
        return out_of_memory(err);
    }
    status = add_input(sampling, &sampling->response, 0, true, err);
    if (status == FC_OK && sampling->weights.v != NULL) {
        status = add_input(sampling, &sampling->weights, 0, true, err);
    }
    for (size_t i = 0; status == FC_OK && i < request->term_count; i++) {
        status = add_term_inputs(sampling, i, err);
    }
    return status;
}

/* The first input that is missing at @p t; the number of inputs if none is. */
static size_t first_missing(const struct fc_sampling *sampling, size_t t)
{
    size_t count = sampling->sample->reason_count;

    for (size_t k = 0; k < count; k++) {
        const struct fc_input *input = &sampling->inputs[k];

        if (t < input->lag || isnan(input->v[t - input->lag])) {
            return k;
        }
    }
    return count;
}

static void find_rows(struct fc_sampling *sampling)
{
    fc_sample *sample = sampling->sample;

    for (size_t i = 0; i < sampling->length; i++) {
        size_t t = sampling->first + i;
        size_t missing = first_missing(sampling, t);
        fc_period period = fc_period_add(sampling->table->start, (int64_t)t);

        if (missing < sample->reason_count) {
            sample->dropped[sample->dropped_count++] = (fc_dropped_row){
                .period = period, .reason = missing};
            continue;
        }
        sampling->times[sample->rows] = t;
        sample->y[sample->rows] = sampling->response.v[t];
        if (sample->weights != NULL) {
            sample->weights[sample->rows] = sampling->weights.v[t];
        }
        sample->periods[sample->rows++] = period;
    }
}

static fc_status allocate_rows(struct fc_sampling *sampling, fc_error *err)
{
    fc_sample *sample = sampling->sample;
    size_t n = sampling->length;

    sampling->times = fc_calloc(n, sizeof(size_t));
    sampling->column = fc_calloc(n, sizeof(double));
    sample->y = fc_calloc(n, sizeof(double));
    sample->periods = fc_calloc(n, sizeof *sample->periods);
    sample->dropped = fc_calloc(n, sizeof *sample->dropped);
    sample->response = fc_text_copy(sampling->response.name);
    if (sampling->times == NULL || sampling->column == NULL || sample->y == NULL
        || sample->periods == NULL || sample->dropped == NULL
        || sample->response == NULL) {
        return out_of_memory(err);
    }
    if (sampling->weights.v != NULL) {
        sample->weights = fc_calloc(n, sizeof(double));
        return sample->weights != NULL ? FC_OK : out_of_memory(err);
    }
    return FC_OK;
}

/* The terms with their places in the design, the constant in front. */
static fc_status place_terms(struct fc_sampling *sampling, fc_error *err)
{
    const fc_sample_request *request = sampling->request;
    fc_sample *sample = sampling->sample;
    size_t first = 0;

    sample->terms = fc_calloc(request->term_count + 1, sizeof *sample->terms);
    if (sample->terms == NULL) {
        return out_of_memory(err);
    }
    if (!request->no_constant) {
        sample->terms[sample->term_count++] = (fc_sample_term){
            .term = {.kind = FC_TERM_CONSTANT}};
    }
    for (size_t i = 0; i < request->term_count; i++) {
        sample->terms[sample->term_count++] = (fc_sample_term){
            .term = request->terms[i]};
    }
    for (size_t i = 0; i < sample->term_count; i++) {
        sample->terms[i].first = first;
        sample->terms[i].columns = fc_sample_term_columns(
            sampling, &sample->terms[i].term);
        sample->terms[i].decay = fc_missing();
        first += sample->terms[i].columns;
    }
    if (first == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a regression without a constant needs a term");
    }
    return FC_OK;
}

static fc_status make(struct fc_sampling *sampling, fc_error *err)
{
    fc_status status = load_all(sampling, err);

    if (status == FC_OK) {
        status = find_inputs(sampling, err);
    }
    if (status == FC_OK) {
        status = allocate_rows(sampling, err);
    }
    if (status != FC_OK) {
        return status;
    }
    find_rows(sampling);
    if (sampling->sample->rows == 0) {
        return FC_FAIL_AT(
            err, FC_ERR_TOO_SHORT, sampling->table->source, 0, 0,
            "no period has all that the regression needs: '%.80s'"
            " is missing where others are known; use fewer terms",
            sampling->sample->reasons[sampling->sample->dropped[0].reason]);
    }
    status = place_terms(sampling, err);
    if (status == FC_OK) {
        status = fc_sample_find_decay(sampling, err);
    }
    if (status == FC_OK) {
        status = fc_sample_fill_design(&sampling->sample->design, sampling,
                                       err);
    }
    return status;
}

static void variable_release(struct fc_variable *variable)
{
    free(variable->name);
    free(variable->v);
}

static void sampling_release(struct fc_sampling *sampling)
{
    variable_release(&sampling->response);
    variable_release(&sampling->weights);
    for (size_t i = 0;
         sampling->variables != NULL && i < sampling->request->term_count;
         i++) {
        variable_release(&sampling->variables[i]);
    }
    free(sampling->variables);
    free(sampling->inputs);
    free(sampling->times);
    free(sampling->column);
}

static fc_status check_terms(const struct fc_sampling *sampling, fc_error *err)
{
    const fc_sample_request *request = sampling->request;
    size_t geometric = 0;
    char text[FC_TERM_TEXT_SIZE];
    char other[FC_TERM_TEXT_SIZE];

    for (size_t i = 0; i < request->term_count; i++) {
        fc_term_format(text, &request->terms[i]);
        geometric += request->terms[i].kind == FC_TERM_GEOMETRIC;
        for (size_t k = 0; k < i; k++) {
            fc_term_format(other, &request->terms[k]);
            if (strcmp(text, other) == 0) {
                return FC_FAIL(err, FC_ERR_ARGUMENT,
                               "term '%.80s' stands twice; give it once", text);
            }
        }
        if (sampling->season < 2
            && (request->terms[i].kind == FC_TERM_SEASON
                || request->terms[i].kind == FC_TERM_FOURIER)) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "term '%.80s' needs a season, which %s data do not "
                           "have; leave it out",
                           text,
                           fc_frequency_name(sampling->table->start.frequency));
        }
        if (request->terms[i].kind == FC_TERM_FOURIER
            && request->terms[i].order > sampling->season / 2) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "term '%.80s' has more pairs than a season of %zu "
                           "periods takes; give at most %zu",
                           text, sampling->season, sampling->season / 2);
        }
    }
    if (geometric > 1) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "geometric weights can be found for one series only; "
                       "give the others free lags or ~almon2");
    }
    return FC_OK;
}

fc_status fc_sample_create(fc_sample **out, const fc_sample_request *request,
                           fc_error *err)
{
    struct fc_sampling sampling = {
        .request = request,
        .table = request->table,
        .season = fc_frequency_season(request->table->start.frequency),
        .variables = fc_calloc(request->term_count, sizeof *sampling.variables),
        .sample = fc_calloc(1, sizeof *sampling.sample),
    };
    fc_status status = FC_OK;

    *out = NULL;
    if (sampling.variables == NULL || sampling.sample == NULL) {
        status = out_of_memory(err);
    }
    if (status == FC_OK) {
        sampling.sample->season = sampling.season;
        status = check_terms(&sampling, err);
    }
    if (status == FC_OK) {
        status = make(&sampling, err);
    }
    sampling_release(&sampling);
    if (status != FC_OK) {
        fc_sample_free(sampling.sample);
        return status;
    }
    *out = sampling.sample;
    return FC_OK;
}

void fc_sample_free(fc_sample *sample)
{
    if (sample == NULL) {
        return;
    }
    for (size_t i = 0; i < sample->reason_count; i++) {
        free(sample->reasons[i]);
    }
    fc_design_free(sample->design);
    free(sample->response);
    free(sample->y);
    free(sample->weights);
    free(sample->periods);
    free(sample->terms);
    free(sample->dropped);
    free(sample->reasons);
    free(sample);
}
