/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/chain.h"

#include <stdio.h>
#include <string.h>

#include "base/bytes.h"
#include "base/digest.h"
#include "ledger/values.h"

/* The rows of a run that its seal covers, all columns in their order. */
static const struct part {
    char letter;
    const char *sql;
} parts[FC_CHAIN_PARTS] = {
    {'R', "SELECT id, form, series, unit, kind, frequency, fiscal_year_end,"
          " as_of, origin, origin_index, horizon, model, spec, parameters,"
          " equation, intervals, seed, draws, version, command, input,"
          " input_sha256, job, scenario, plan, source FROM run WHERE id = ?1"},
    {'I', "SELECT run, place, series, kind, start, start_index, sha256"
          " FROM input WHERE run = ?1 ORDER BY place"},
    {'S', "SELECT run, step, period, period_index, mean, guidance_low,"
          " guidance_high, quantiles FROM step WHERE run = ?1 ORDER BY step"},
};

static fc_status append_sized(fc_bytes *bytes, char letter, const void *data,
                              size_t size)
{
    fc_status status = fc_bytes_printf(bytes, "%c%zu:", letter, size);

    return status == FC_OK && size > 0 ? fc_bytes_append(bytes, data, size)
                                       : status;
}

static fc_status append_integer(fc_bytes *bytes, sqlite3_int64 value)
{
    char text[32];
    int length = snprintf(text, sizeof text, "%lld", (long long)value);

    return append_sized(bytes, 'i', text, (size_t)length);
}

static fc_status append_column(fc_bytes *bytes, sqlite3_stmt *row, int column)
{
    const void *data = NULL;
    unsigned char real[8];
    double value = 0.0;

    switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER:
        return append_integer(bytes, sqlite3_column_int64(row, column));
    case SQLITE_FLOAT:
        value = sqlite3_column_double(row, column);
        fc_values_pack(real, &value, 1);
        return append_sized(bytes, 'f', real, sizeof real);
    case SQLITE_TEXT:
        data = sqlite3_column_text(row, column);
        return append_sized(bytes, 't', data,
                            (size_t)sqlite3_column_bytes(row, column));
    case SQLITE_BLOB:
        data = sqlite3_column_blob(row, column);
        return append_sized(bytes, 'b', data,
                            (size_t)sqlite3_column_bytes(row, column));
    default:
        return fc_bytes_append_text(bytes, "n");
    }
}

/* Of a run sealed before it had a source, that column does not count. */
static int counted_columns(sqlite3_stmt *row, char letter)
{
    int count = sqlite3_column_count(row);
    bool old = letter == 'R' && sqlite3_column_int64(row, 1) == 1
               && fc_store_column_text(row, count - 1)[0] == '\0';

    return old ? count - 1 : count;
}

static fc_status append_row(fc_bytes *bytes, sqlite3_stmt *row, char letter)
{
    int count = counted_columns(row, letter);
    fc_status status = fc_bytes_printf(bytes, "%c", letter);

    for (int i = 0; i < count && status == FC_OK; i++) {
        status = append_column(bytes, row, i);
    }
    return status == FC_OK ? fc_bytes_append_text(bytes, "\n") : status;
}

static fc_status append_part(fc_bytes *bytes, const struct fc_chain *chain,
                             size_t part, int64_t id, fc_error *err)
{
    sqlite3_stmt *row = chain->rows[part];
    bool more = false;
    fc_status status = FC_OK;

    (void)sqlite3_reset(row); /* says again what the last step has said */
    (void)sqlite3_bind_int64(row, 1, id);
    status = fc_store_next(&more, chain->ledger, row, err);
    while (status == FC_OK && more) {
        if (append_row(bytes, row, parts[part].letter) != FC_OK) {
            status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for run %lld",
                             (long long)id);
            break;
        }
        status = fc_store_next(&more, chain->ledger, row, err);
    }
    (void)sqlite3_reset(row);
    return status;
}

fc_status fc_chain_init(struct fc_chain *out, const fc_ledger *ledger,
                        fc_error *err)
{
    fc_status status = FC_OK;

    *out = (struct fc_chain){.ledger = ledger};
    for (size_t i = 0; i < FC_CHAIN_PARTS && status == FC_OK; i++) {
        status = fc_store_prepare(&out->rows[i], ledger, parts[i].sql, err);
    }
    return status;
}

void fc_chain_release(struct fc_chain *chain)
{
    for (size_t i = 0; i < FC_CHAIN_PARTS; i++) {
        (void)sqlite3_finalize(chain->rows[i]);
    }
}

fc_status fc_chain_compute(char seal[FC_LEDGER_SEAL_SIZE],
                           const struct fc_chain *chain, int64_t id,
                           const char *previous, fc_error *err)
{
    fc_bytes bytes = {0};
    fc_status status = fc_bytes_printf(&bytes, "%s\n", previous);

    if (status != FC_OK) {
        status = FC_FAIL(err, status, "out of memory for run %lld",
                         (long long)id);
    }
    for (size_t i = 0; i < FC_CHAIN_PARTS && status == FC_OK; i++) {
        status = append_part(&bytes, chain, i, id, err);
    }
    if (status == FC_OK) {
        fc_digest_sha256(seal, bytes.data, bytes.size);
    }
    fc_bytes_release(&bytes);
    return status;
}

void fc_chain_begin(char seal[FC_LEDGER_SEAL_SIZE])
{
    (void)snprintf(seal, FC_LEDGER_SEAL_SIZE, "%064d", 0);
}

/* The seal that is kept of the run before @p id. */
static fc_status read_previous(char seal[FC_LEDGER_SEAL_SIZE],
                               const fc_ledger *ledger, int64_t id,
                               fc_error *err)
{
    sqlite3_stmt *row = NULL;
    bool found = false;
    fc_status status = fc_store_prepare(
        &row, ledger, "SELECT seal FROM chain WHERE run = ?1 - 1", err);

    fc_chain_begin(seal);
    if (status == FC_OK) {
        (void)sqlite3_bind_int64(row, 1, id);
        status = fc_store_next(&found, ledger, row, err);
    }
    if (found) {
        (void)snprintf(seal, FC_LEDGER_SEAL_SIZE, "%s",
                       fc_store_column_text(row, 0));
    }
    (void)sqlite3_finalize(row);
    return status;
}

fc_status fc_chain_seal(char seal[FC_LEDGER_SEAL_SIZE], const fc_ledger *ledger,
                        int64_t id, fc_error *err)
{
    char previous[FC_LEDGER_SEAL_SIZE];
    struct fc_chain chain = {0};
    fc_status status = read_previous(previous, ledger, id, err);

    if (status == FC_OK) {
        status = fc_chain_init(&chain, ledger, err);
    }
    if (status == FC_OK) {
        status = fc_chain_compute(seal, &chain, id, previous, err);
    }
    fc_chain_release(&chain);
    if (status == FC_OK) {
        const struct fc_store_value values[] = {fc_store_integer(id),
                                                fc_store_text(seal)};

        status = fc_store_insert(
            ledger, "INSERT INTO chain (run, seal) VALUES (?1, ?2)", values, 2,
            err);
    }
    return status;
}
