/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run as it goes into the ledger, whoever made the forecast.
 */
#ifndef FC_LEDGER_RUN_H
#define FC_LEDGER_RUN_H

#include "forecast/series.h"

#include "ledger/store.h"

/** The quantiles that are kept of each step, ascending, symmetric; those of the
 * 80 % and 95 % intervals among them. */
enum {
    FC_LEDGER_LEVELS = 17,
    FC_LEDGER_LOWER_95 = 1,
    FC_LEDGER_LOWER_80 = 3,
    FC_LEDGER_UPPER_80 = 13,
    FC_LEDGER_UPPER_95 = 15,
};
extern const double fc_ledger_levels[FC_LEDGER_LEVELS];

/** One period of a run. NaN: not known. */
struct fc_run_step {
    fc_period period;
    double mean;
    double guidance_low;
    double guidance_high;
    double quantiles[FC_LEDGER_LEVELS];
};

/** A run. Everything is borrowed; texts must not be NULL. */
struct fc_run {
    const char *source; /**< whose forecast it is; "": this program's */
    const char *series;
    const char *unit;
    fc_series_kind kind;
    fc_calendar calendar;
    const char *as_of;
    fc_period origin;
    const char *model; /**< name of the type; "" of others' forecasts */
    const char *spec;
    const char *parameters; /**< JSON: [["name", value], ...] */
    const char *equation;
    const char *intervals;
    uint64_t seed;
    size_t draws;
    const char *version;
    const char *command;
    const char *input;
    const char *input_sha256;
    const char *job;
    const char *scenario;
    const char *plan;
    size_t step_count;
    const struct fc_run_step *steps;
    size_t input_count; /**< the series itself first, then its regressors */
    const fc_series *const *inputs;
};

/**
 * Write a run behind those that are there and seal it. To be called within a
 * transaction.
 */
fc_status fc_run_write(char seal[FC_LEDGER_SEAL_SIZE], const fc_ledger *ledger,
                       const struct fc_run *run, fc_error *err);

/** The quantiles in a column of @p row, NaN where none is known; false if it
 * holds no quantiles. */
bool fc_run_quantiles(double quantiles[FC_LEDGER_LEVELS], sqlite3_stmt *row,
                      int column);

#endif
