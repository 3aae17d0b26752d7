/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/cases.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "ledger/values.h"

enum column {
    ID,
    SOURCE,
    SPEC,
    SCENARIO,
    ORIGIN,
    STEP,
    PERIOD,
    MEAN,
    GUIDANCE_LOW,
    GUIDANCE_HIGH,
    QUANTILES,
};

/* The last run of each forecaster and origin, with the periods reported by now.
 * ?1 series, ?2 frequency, ?3 last actual, ?4 unit: what is in another one
 * does not compare. */
static const char case_sql[] =
    "SELECT id, source, spec, scenario, origin_index, step, period_index, mean,"
    " guidance_low, guidance_high, quantiles FROM"
    " (SELECT max(id) AS id, source, spec, scenario, origin_index FROM run"
    " WHERE series = ?1 AND frequency = ?2 AND origin_index < ?3"
    " AND (unit = '' OR ?4 = '' OR unit = ?4)"
    " GROUP BY source, spec, scenario, origin_index)"
    " JOIN step ON step.run = id WHERE period_index <= ?3"
    " ORDER BY source, spec, scenario, origin_index, step";

static const char foreign_sql[] =
    "SELECT count(*) FROM run"
    " WHERE series = ?1 AND frequency = ?2 AND origin_index < ?3"
    " AND unit <> '' AND ?4 <> '' AND unit <> ?4";

static const char history_sql[] =
    "SELECT start_index, bytes FROM input JOIN content USING (sha256)"
    " WHERE run = ?1 AND place = 0";

/* What was known of the series when a run was made. */
struct known {
    int64_t run;
    int64_t start;
    size_t length;
    size_t capacity;
    double *values;
    fc_naive_scale scale;
};

struct loader {
    const fc_ledger *ledger;
    fc_span actuals;
    size_t season;
    sqlite3_stmt *history;
    struct known known;
    struct fc_cases *cases;
};

void fc_cases_release(struct fc_cases *cases)
{
    for (size_t i = 0; i < cases->forecaster_count; i++) {
        free(cases->forecasters[i].name);
        free(cases->forecasters[i].scenario);
    }
    free(cases->forecasters);
    free(cases->cases);
}

static fc_status no_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for recorded forecasts");
}

static fc_status reserve_known(struct known *known, size_t length,
                               fc_error *err)
{
    double *grown = NULL;

    if (length <= known->capacity) {
        return FC_OK;
    }
    grown = fc_reallocarray(known->values, length, sizeof *grown);
    if (grown == NULL) {
        return no_memory(err);
    }
    known->values = grown;
    known->capacity = length;
    return FC_OK;
}

/* Others say nothing of what they knew: the actuals up to the origin. */
static fc_status know_actuals(struct loader *loader, int64_t origin,
                              fc_error *err)
{
    struct known *known = &loader->known;
    const fc_period last = {loader->actuals.start.frequency, origin};
    fc_span span = fc_span_until(loader->actuals, last);
    fc_status status = reserve_known(known, span.length, err);

    if (status == FC_OK) {
        known->start = span.start.index;
        known->length = span.length;
        if (span.length > 0) {
            memcpy(known->values, span.values, span.length * sizeof(double));
        }
    }
    return status;
}

static fc_status know_recorded(struct loader *loader, fc_error *err)
{
    struct known *known = &loader->known;
    const void *bytes = sqlite3_column_blob(loader->history, 1);
    size_t length = (size_t)sqlite3_column_bytes(loader->history, 1) / 8;
    fc_status status = reserve_known(known, length, err);

    if (status == FC_OK) {
        known->start = sqlite3_column_int64(loader->history, 0);
        known->length = length;
        if (length > 0) {
            fc_values_unpack(known->values, bytes, length);
        }
    }
    return status;
}

/* Once a run: its history and the scale of that. */
static fc_status know(struct loader *loader, sqlite3_stmt *row, fc_error *err)
{
    struct known *known = &loader->known;
    int64_t run = sqlite3_column_int64(row, ID);
    bool recorded = false;
    fc_status status = FC_OK;

    if (known->run == run) {
        return FC_OK;
    }
    (void)sqlite3_reset(loader->history);
    (void)sqlite3_bind_int64(loader->history, 1, run);
    status = fc_store_next(&recorded, loader->ledger, loader->history, err);
    if (status == FC_OK) {
        status = recorded ? know_recorded(loader, err)
                          : know_actuals(
                              loader, sqlite3_column_int64(row, ORIGIN), err);
    }
    if (status == FC_OK) {
        known->run = run;
        known->scale = fc_naive_scale_compute(known->values, known->length,
                                              loader->season);
    }
    return status;
}

/* The value of the same season that was known last. */
static double seasonal_naive(const struct loader *loader, int64_t origin,
                             int64_t step)
{
    const struct known *known = &loader->known;
    int64_t season = (int64_t)loader->season;
    int64_t period = origin + step - season * ((step + season - 1) / season);
    int64_t place = period - known->start;

    return place >= 0 && place < (int64_t)known->length ? known->values[place]
                                                        : fc_missing();
}

static double is_between(double low, double value, double high)
{
    if (isnan(low) || isnan(high)) {
        return fc_missing();
    }
    return low <= value && value <= high ? 1.0 : 0.0;
}

/* Scores of the distribution, if all of it is there. */
static void score_quantiles(struct fc_case *out, const double *quantiles)
{
    double sum = 0.0;

    out->hit_80 = is_between(quantiles[FC_LEDGER_LOWER_80], out->actual,
                             quantiles[FC_LEDGER_UPPER_80]);
    out->hit_95 = is_between(quantiles[FC_LEDGER_LOWER_95], out->actual,
                             quantiles[FC_LEDGER_UPPER_95]);
    for (size_t q = 0; q < FC_LEDGER_LEVELS; q++) {
        sum += fc_quantile_loss(quantiles[q], fc_ledger_levels[q], out->actual);
    }
    if (isnan(sum)) {
        out->crps = out->pinball = out->pit = fc_missing();
        return;
    }
    out->pinball = sum / FC_LEDGER_LEVELS;
    out->crps = fc_crps_of_quantiles(quantiles, fc_ledger_levels,
                                     FC_LEDGER_LEVELS, out->actual);
    out->pit = fc_pit_of_quantiles(quantiles, fc_ledger_levels,
                                   FC_LEDGER_LEVELS, out->actual);
}

static double column_number(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL
               ? fc_missing()
               : sqlite3_column_double(row, column);
}

/* A range that is open on one side has no middle. */
static struct fc_case make_case(const struct loader *loader, sqlite3_stmt *row,
                                double actual)
{
    int64_t origin = sqlite3_column_int64(row, ORIGIN);
    int64_t step = sqlite3_column_int64(row, STEP);
    double quantiles[FC_LEDGER_LEVELS];
    struct fc_case out = {
        .origin = origin,
        .step = (size_t)step,
        .actual = actual,
        .forecast = sqlite3_column_double(row, MEAN),
        .naive = seasonal_naive(loader, origin, step),
        .guidance = 0.5
                    * (column_number(row, GUIDANCE_LOW)
                       + column_number(row, GUIDANCE_HIGH)),
        .scale = loader->known.scale,
    };

    if (!fc_run_quantiles(quantiles, row, QUANTILES)) {
        for (size_t q = 0; q < FC_LEDGER_LEVELS; q++) {
            quantiles[q] = fc_missing();
        }
    }
    score_quantiles(&out, quantiles);
    return out;
}

static bool is_outside(sqlite3_stmt *row)
{
    return fc_store_column_text(row, SOURCE)[0] != '\0';
}

static const char *name_of(sqlite3_stmt *row)
{
    return fc_store_column_text(row, is_outside(row) ? SOURCE : SPEC);
}

/* Rows of a forecaster stand together. */
static fc_status find_forecaster(struct fc_forecaster **out,
                                 struct fc_cases *cases, sqlite3_stmt *row,
                                 fc_error *err)
{
    size_t count = cases->forecaster_count;
    struct fc_forecaster *grown = NULL;

    if (count > 0) {
        *out = &cases->forecasters[count - 1];
        if ((*out)->outside == is_outside(row)
            && strcmp((*out)->name, name_of(row)) == 0
            && strcmp((*out)->scenario, fc_store_column_text(row, SCENARIO))
                   == 0) {
            return FC_OK;
        }
    }
    grown = fc_reallocarray(cases->forecasters, count + 1, sizeof *grown);
    if (grown == NULL) {
        return no_memory(err);
    }
    cases->forecasters = grown;
    *out = &grown[count];
    **out = (struct fc_forecaster){
        .outside = is_outside(row),
        .name = fc_text_copy(name_of(row)),
        .scenario = fc_text_copy(fc_store_column_text(row, SCENARIO))};
    cases->forecaster_count++;
    return (*out)->name == NULL || (*out)->scenario == NULL ? no_memory(err)
                                                            : FC_OK;
}

static fc_status push(struct fc_cases *cases, struct fc_case one, fc_error *err)
{
    if (cases->count == cases->capacity) {
        size_t wanted = cases->capacity == 0 ? 256 : 2 * cases->capacity;
        struct fc_case *grown = fc_reallocarray(cases->cases, wanted,
                                                sizeof *grown);

        if (grown == NULL) {
            return no_memory(err);
        }
        cases->cases = grown;
        cases->capacity = wanted;
    }
    cases->cases[cases->count++] = one;
    return FC_OK;
}

static fc_status add_case(struct loader *loader, sqlite3_stmt *row,
                          fc_error *err)
{
    const fc_period period = {loader->actuals.start.frequency,
                              sqlite3_column_int64(row, PERIOD)};
    double actual = fc_span_at(loader->actuals, period);
    struct fc_forecaster *forecaster = NULL;
    fc_status status = FC_OK;

    if (isnan(actual) || sqlite3_column_int64(row, STEP) < 1) {
        return FC_OK;
    }
    status = know(loader, row, err);
    if (status == FC_OK) {
        status = find_forecaster(&forecaster, loader->cases, row, err);
    }
    if (status == FC_OK) {
        status = push(loader->cases, make_case(loader, row, actual), err);
    }
    if (status == FC_OK) {
        forecaster->count++;
    }
    return status;
}

/* The first row of a query about the runs of a series. */
static fc_status ask(sqlite3_stmt **row, bool *more,
                     const struct loader *loader, const char *sql,
                     const fc_series *actuals, fc_error *err)
{
    fc_status status = fc_store_prepare(row, loader->ledger, sql, err);

    if (status != FC_OK) {
        return status;
    }
    (void)sqlite3_bind_text(*row, 1, actuals->name, -1, SQLITE_STATIC);
    (void)sqlite3_bind_text(*row, 2,
                            fc_frequency_name(actuals->start.frequency), -1,
                            SQLITE_STATIC);
    (void)sqlite3_bind_int64(*row, 3, fc_span_last(loader->actuals).index);
    (void)sqlite3_bind_text(*row, 4, actuals->unit, -1, SQLITE_STATIC);
    return fc_store_next(more, loader->ledger, *row, err);
}

static fc_status count_foreign(struct loader *loader, const fc_series *actuals,
                               fc_error *err)
{
    sqlite3_stmt *row = NULL;
    bool more = false;
    fc_status status = ask(&row, &more, loader, foreign_sql, actuals, err);

    if (status == FC_OK && more) {
        loader->cases->foreign = (size_t)sqlite3_column_int64(row, 0);
    }
    (void)sqlite3_finalize(row);
    return status;
}

static fc_status load_rows(struct loader *loader, const fc_series *actuals,
                           fc_error *err)
{
    sqlite3_stmt *row = NULL;
    bool more = false;
    fc_status status = ask(&row, &more, loader, case_sql, actuals, err);

    while (status == FC_OK && more) {
        status = add_case(loader, row, err);
        if (status == FC_OK) {
            status = fc_store_next(&more, loader->ledger, row, err);
        }
    }
    (void)sqlite3_finalize(row);
    return status;
}

bool fc_case_is_before(const struct fc_case *a, const struct fc_case *b)
{
    return a->origin < b->origin
           || (a->origin == b->origin && a->step < b->step);
}

/* The guided range of a period stood in public for all forecasters of that
 * origin, whoever has recorded it. */
static void share_guidance(const struct fc_forecaster *to,
                           const struct fc_forecaster *from)
{
    size_t at = 0;

    for (size_t i = 0; i < to->count; i++) {
        struct fc_case *one = &to->cases[i];

        while (at < from->count && fc_case_is_before(&from->cases[at], one)) {
            at++;
        }
        if (isnan(one->guidance) && at < from->count
            && !fc_case_is_before(one, &from->cases[at])) {
            one->guidance = from->cases[at].guidance;
        }
    }
}

/* All are there and move no more. */
static void assign_cases(struct fc_cases *cases)
{
    size_t count = cases->forecaster_count;
    size_t first = 0;

    for (size_t i = 0; i < count; i++) {
        cases->forecasters[i].cases = cases->cases + first;
        first += cases->forecasters[i].count;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            share_guidance(&cases->forecasters[i], &cases->forecasters[j]);
        }
    }
}

fc_status fc_cases_load(struct fc_cases *out, const fc_ledger *ledger,
                        const fc_series *actuals, fc_error *err)
{
    struct loader loader = {
        .ledger = ledger,
        .actuals = fc_span_trim(fc_series_span(actuals)),
        .season = fc_frequency_season(actuals->start.frequency),
        .cases = out};
    fc_status status = FC_OK;

    out->series = actuals->name;
    if (loader.actuals.length == 0) {
        return FC_OK; /* nothing has come yet */
    }
    status = fc_store_prepare(&loader.history, ledger, history_sql, err);
    if (status == FC_OK) {
        status = count_foreign(&loader, actuals, err);
    }
    if (status == FC_OK) {
        status = load_rows(&loader, actuals, err);
    }
    (void)sqlite3_finalize(loader.history);
    free(loader.known.values);
    if (status == FC_OK) {
        assign_cases(out);
    }
    return status;
}
