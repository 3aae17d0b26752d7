/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/vintage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "ledger/values.h"

void fc_vintage_release(struct fc_vintage *vintage)
{
    free(vintage->series);
    free(vintage->unit);
    free(vintage->means);
    fc_scenario_list_release(&vintage->scenarios);
    for (size_t i = 0; i < vintage->input_count; i++) {
        fc_series_free(vintage->inputs[i]);
    }
    free(vintage->inputs);
}

/* Prepare @p sql, of which ?1 is run @p id, and go to its first row. */
static fc_status first_row(sqlite3_stmt **row, bool *found,
                           const fc_ledger *ledger, const char *sql, int64_t id,
                           fc_error *err)
{
    fc_status status = fc_store_prepare(row, ledger, sql, err);

    *found = false;
    if (status == FC_OK) {
        (void)sqlite3_bind_int64(*row, 1, id);
        status = fc_store_next(found, ledger, *row, err);
    }
    return status;
}

/* Seeds go up to 2^64 - 1, further than SQLite's integers. */
static uint64_t seed_of(const char *text)
{
    return strtoull(text, NULL, 10);
}

static fc_status take_model(struct fc_vintage *out, sqlite3_stmt *row,
                            const fc_ledger *ledger, fc_error *err)
{
    char spec[FC_MODEL_SPEC_SIZE + 16];
    fc_error why = {0};

    if (fc_store_column_text(row, 6)[0] != '\0') {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "run %lld is a forecast of '%.60s': how it came about "
                       "is not known here",
                       (long long)out->id, fc_store_column_text(row, 6));
    }
    (void)snprintf(spec, sizeof spec, "%s", fc_store_column_text(row, 7));
    out->informed = fc_told_guidance(spec, fc_store_column_text(row, 11));
    if (fc_model_spec_parse(&out->spec, spec, &why) != FC_OK
        || !fc_intervals_find(&out->intervals, fc_store_column_text(row, 8))) {
        return FC_FAIL_AT(err, FC_ERR_DATA, ledger->path, 0, 0,
                          "run %lld has a model that this version does not "
                          "know: %.200s",
                          (long long)out->id, why.message);
    }
    return fc_told_parse(&out->scenarios, &out->split,
                         fc_store_column_text(row, 12), err);
}

static fc_status take_run(struct fc_vintage *out, sqlite3_stmt *row,
                          const fc_ledger *ledger, fc_error *err)
{
    out->series = fc_text_copy(fc_store_column_text(row, 0));
    out->unit = fc_text_copy(fc_store_column_text(row, 1));
    out->calendar.fiscal_year_end = sqlite3_column_int(row, 2);
    out->origin = (fc_period){
        .frequency = fc_frequency_find(fc_store_column_text(row, 3)),
        .index = sqlite3_column_int64(row, 4)};
    out->horizon = (size_t)sqlite3_column_int64(row, 5);
    out->seed = seed_of(fc_store_column_text(row, 9));
    out->draws = (size_t)sqlite3_column_int64(row, 10);
    out->means = fc_calloc(out->horizon, sizeof(double));
    if (out->series == NULL || out->unit == NULL || out->means == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for run %lld",
                       (long long)out->id);
    }
    for (size_t h = 0; h < out->horizon; h++) {
        out->means[h] = fc_missing();
    }
    return take_model(out, row, ledger, err);
}

static fc_status read_run(struct fc_vintage *out, const fc_ledger *ledger,
                          fc_error *err)
{
    sqlite3_stmt *row = NULL;
    bool found = false;
    fc_status status = first_row(
        &row, &found, ledger,
        "SELECT series, unit, fiscal_year_end, frequency, origin_index,"
        " horizon, source, spec, intervals, seed, draws, parameters, plan FROM run WHERE id = ?1",
        out->id, err);

    if (status == FC_OK && !found) {
        status = FC_FAIL_AT(err, FC_ERR_NOT_FOUND, ledger->path, 0, 0,
                            "there is no run %lld; forecast ledger list shows "
                            "them",
                            (long long)out->id);
    }
    if (status == FC_OK) {
        status = take_run(out, row, ledger, err);
    }
    (void)sqlite3_finalize(row);
    return status;
}

static fc_status read_means(struct fc_vintage *out, const fc_ledger *ledger,
                            fc_error *err)
{
    sqlite3_stmt *row = NULL;
    bool more = false;
    fc_status status = first_row(&row, &more, ledger,
                                 "SELECT step, mean FROM step WHERE run = ?1",
                                 out->id, err);

    while (status == FC_OK && more) {
        int64_t step = sqlite3_column_int64(row, 0);

        if (step >= 1 && (uint64_t)step <= out->horizon) {
            out->means[step - 1] = sqlite3_column_double(row, 1);
        }
        status = fc_store_next(&more, ledger, row, err);
    }
    (void)sqlite3_finalize(row);
    return status;
}

static fc_status take_input(fc_series **out, const struct fc_vintage *vintage,
                            sqlite3_stmt *row, fc_error *err)
{
    const fc_period start = {vintage->origin.frequency,
                             sqlite3_column_int64(row, 2)};
    const void *bytes = sqlite3_column_blob(row, 3);
    size_t length = (size_t)sqlite3_column_bytes(row, 3) / 8;
    double *values = fc_calloc(length, sizeof(double));
    fc_status status = FC_OK;

    if (values == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu values",
                       length);
    }
    if (length > 0) {
        fc_values_unpack(values, bytes, length);
    }
    status = fc_series_create(out, fc_store_column_text(row, 0), vintage->unit,
                              start, values, length, err);
    free(values);
    if (status == FC_OK && strcmp(fc_store_column_text(row, 1), "stock") == 0) {
        (*out)->kind = FC_STOCK;
    }
    return status;
}

static fc_status read_inputs(struct fc_vintage *out, const fc_ledger *ledger,
                             fc_error *err)
{
    sqlite3_stmt *row = NULL;
    bool more = false;
    fc_status status = first_row(
        &row, &more, ledger,
        "SELECT series, kind, start_index, bytes FROM input"
        " JOIN content USING (sha256) WHERE run = ?1 ORDER BY place",
        out->id, err);

    while (status == FC_OK && more) {
        fc_series **grown = fc_reallocarray(out->inputs, out->input_count + 1,
                                            sizeof(fc_series *));

        if (grown == NULL) {
            status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for inputs");
            break;
        }
        out->inputs = grown;
        status = take_input(&grown[out->input_count], out, row, err);
        if (status == FC_OK) {
            out->input_count++;
            status = fc_store_next(&more, ledger, row, err);
        }
    }
    (void)sqlite3_finalize(row);
    if (status == FC_OK && out->input_count == 0) {
        status = FC_FAIL_AT(err, FC_ERR_FORMAT, ledger->path, 0, 0,
                            "the values that run %lld was made from are "
                            "missing; forecast ledger verify tells more",
                            (long long)out->id);
    }
    return status;
}

fc_status fc_vintage_read(struct fc_vintage *out, const fc_ledger *ledger,
                          int64_t id, fc_error *err)
{
    fc_status status = FC_OK;

    *out = (struct fc_vintage){.id = id};
    status = read_run(out, ledger, err);
    if (status == FC_OK) {
        status = read_means(out, ledger, err);
    }
    return status == FC_OK ? read_inputs(out, ledger, err) : status;
}
