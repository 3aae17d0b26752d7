/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/run.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"
#include "base/memory.h"
#include "ledger/chain.h"
#include "ledger/values.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Which columns the seal covers: chain.c. */
enum { FORM = 2 };

const double fc_ledger_levels[FC_LEDGER_LEVELS] = {
    0.01, 0.025, 0.05, 0.1, 0.2, 0.25, 0.3,   0.4, 0.5,
    0.6,  0.7,   0.75, 0.8, 0.9, 0.95, 0.975, 0.99};

static const char *kind_name(fc_series_kind kind)
{
    return kind == FC_STOCK ? "stock" : "flow";
}

static fc_status insert_run(const fc_ledger *ledger, int64_t id,
                            const struct fc_run *run, fc_error *err)
{
    char origin[FC_PERIOD_TEXT_SIZE];
    char seed[24];
    const struct fc_store_value values[] = {
        fc_store_integer(id),
        fc_store_integer(FORM),
        fc_store_text(run->series),
        fc_store_text(run->unit),
        fc_store_text(kind_name(run->kind)),
        fc_store_text(fc_frequency_name(run->origin.frequency)),
        fc_store_integer(run->calendar.fiscal_year_end),
        fc_store_text(run->as_of),
        fc_store_text(origin),
        fc_store_integer(run->origin.index),
        fc_store_integer((int64_t)run->step_count),
        fc_store_text(run->model),
        fc_store_text(run->spec),
        fc_store_text(run->parameters),
        fc_store_text(run->equation),
        fc_store_text(run->intervals),
        fc_store_text(seed),
        fc_store_integer((int64_t)run->draws),
        fc_store_text(run->version),
        fc_store_text(run->command),
        fc_store_text(run->input),
        fc_store_text(run->input_sha256),
        fc_store_text(run->job),
        fc_store_text(run->scenario),
        fc_store_text(run->plan),
        fc_store_text(run->source),
    };

    fc_period_format(origin, run->origin, run->calendar);
    /* a seed may have more digits than SQLite's integers hold */
    (void)snprintf(seed, sizeof seed, "%" PRIu64, run->seed);
    return fc_store_insert(
        ledger,
        "INSERT INTO run (id, form, series, unit, kind, frequency,"
        " fiscal_year_end, as_of, origin, origin_index, horizon, model, spec,"
        " parameters, equation, intervals, seed, draws, version, command,"
        " input, input_sha256, job, scenario, plan, source) VALUES (?1, ?2, ?3, ?4, ?5,"
        " ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,"
        " ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
        values, COUNT_OF(values), err);
}

static fc_status insert_step(const fc_ledger *ledger, int64_t id,
                             const struct fc_run *run,
                             const struct fc_run_step *step, fc_error *err)
{
    unsigned char quantiles[8 * FC_LEDGER_LEVELS];
    char period[FC_PERIOD_TEXT_SIZE];
    const struct fc_store_value values[] = {
        fc_store_integer(id),
        fc_store_integer(fc_period_distance(run->origin, step->period)),
        fc_store_text(period),
        fc_store_integer(step->period.index),
        fc_store_real(step->mean),
        fc_store_real(step->guidance_low),
        fc_store_real(step->guidance_high),
        fc_store_blob(quantiles, sizeof quantiles),
    };

    fc_period_format(period, step->period, run->calendar);
    fc_values_pack(quantiles, step->quantiles, FC_LEDGER_LEVELS);
    return fc_store_insert(
        ledger,
        "INSERT INTO step (run, step, period, period_index, mean,"
        " guidance_low, guidance_high, quantiles)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        values, COUNT_OF(values), err);
}

/* Equal values are there once, under their digest. */
static fc_status insert_content(char sha256[65], const fc_ledger *ledger,
                                const fc_series *series, fc_error *err)
{
    size_t size = 8 * series->length;
    unsigned char *bytes = fc_calloc(size, 1);
    fc_status status = FC_OK;

    if (bytes == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu values",
                       series->length);
    }
    fc_values_pack(bytes, series->values, series->length);
    fc_digest_sha256(sha256, bytes, size);
    {
        const struct fc_store_value values[] = {fc_store_text(sha256),
                                                fc_store_blob(bytes, size)};

        status = fc_store_insert(
            ledger,
            "INSERT INTO content (sha256, bytes) SELECT ?1, ?2 WHERE NOT EXISTS"
            " (SELECT 1 FROM content WHERE sha256 = ?1)",
            values, COUNT_OF(values), err);
    }
    free(bytes);
    return status;
}

static fc_status insert_input(const fc_ledger *ledger, int64_t id,
                              const struct fc_run *run, size_t place,
                              fc_error *err)
{
    const fc_series *series = run->inputs[place];
    char start[FC_PERIOD_TEXT_SIZE];
    char sha256[65];
    fc_status status = insert_content(sha256, ledger, series, err);
    const struct fc_store_value values[] = {
        fc_store_integer(id),        fc_store_integer((int64_t)place),
        fc_store_text(series->name), fc_store_text(kind_name(series->kind)),
        fc_store_text(start),        fc_store_integer(series->start.index),
        fc_store_text(sha256),
    };

    if (status != FC_OK) {
        return status;
    }
    fc_period_format(start, series->start, run->calendar);
    return fc_store_insert(ledger,
                           "INSERT INTO input (run, place, series, kind, start,"
                           " start_index, sha256)"
                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                           values, COUNT_OF(values), err);
}

fc_status fc_run_write(char seal[FC_LEDGER_SEAL_SIZE], const fc_ledger *ledger,
                       const struct fc_run *run, fc_error *err)
{
    int64_t id = 0;
    fc_status status = fc_store_count(
        &id, ledger, "SELECT coalesce(max(id), 0) + 1 FROM run", err);

    if (status == FC_OK) {
        status = insert_run(ledger, id, run, err);
    }
    for (size_t i = 0; i < run->input_count && status == FC_OK; i++) {
        status = insert_input(ledger, id, run, i, err);
    }
    for (size_t i = 0; i < run->step_count && status == FC_OK; i++) {
        status = insert_step(ledger, id, run, &run->steps[i], err);
    }
    return status == FC_OK ? fc_chain_seal(seal, ledger, id, err) : status;
}

bool fc_run_quantiles(double quantiles[FC_LEDGER_LEVELS], sqlite3_stmt *row,
                      int column)
{
    const void *bytes = sqlite3_column_blob(row, column);
    bool whole = bytes != NULL
                 && sqlite3_column_bytes(row, column) == 8 * FC_LEDGER_LEVELS;

    if (whole) {
        fc_values_unpack(quantiles, bytes, FC_LEDGER_LEVELS);
    }
    return whole;
}
