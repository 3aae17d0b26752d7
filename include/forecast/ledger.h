/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * The ledger: what was forecast, when, from what, kept for good in one SQLite
 * file, so that it can be shown, compared and scored when the actuals are
 * there.
 *
 *  - A run is one forecast of one series (a vintage). It holds what was asked,
 *    the model with its parameters, the values it was made from (each run of
 *    values once, under its SHA-256), and mean and quantiles by period.
 *  - It only grows: triggers refuse any change, and each run is sealed by a
 *    SHA-256 over the seal of the one before it and all that it holds. The seal
 *    of the latest run, the head, vouches for the whole file.
 *  - Appending is one transaction, synced to the disk before the call returns.
 * A process that is killed leaves the file as it was before.
 *  - Several processes may use one file, also on a network drive: the file has
 * a rollback journal, not a write-ahead log, which needs memory that the
 *    processes share. Who has to wait longer than the timeout gets
 *    FC_ERR_LOCKED.
 *  - No clock: what a run says of time is what it was given.
 *
 * docs/ledger.md describes the file, so that it can be audited without us.
 */
#ifndef FORECAST_LEDGER_H
#define FORECAST_LEDGER_H

#include "forecast/projection.h"

FC_BEGIN_DECLS

/** An open ledger. For one thread at a time. */
typedef struct fc_ledger fc_ledger;

/** How a ledger is opened. */
typedef enum fc_ledger_mode {
    FC_LEDGER_READ,  /**< the file must be there; nothing is changed, but that
                          what a killed process has half written is taken back
                        */
    FC_LEDGER_WRITE, /**< made, with its folders, if it is not there; brought to
                          the present version if it is older */
} fc_ledger_mode;

enum {
    FC_LEDGER_SEAL_SIZE = 65,  /**< 64 hexadecimal digits and the NUL */
    FC_LEDGER_TIMEOUT = 10000, /**< milliseconds to wait for others */
};

/** What the projection itself does not know of a run. NULL: none. */
typedef struct fc_ledger_label {
    const char *as_of; /**< as text; NULL: the as-of period */
    const char *job;   /**< name of the job that made it */
} fc_ledger_label;

/**
 * Open the ledger at @p path.
 * @return FC_ERR_READ or FC_ERR_WRITE (by mode) with the reason; FC_ERR_FORMAT
 *         for a file that is no ledger or is damaged; FC_ERR_DATA for one of a
 *         later version of the program; FC_ERR_LOCKED; FC_ERR_MEMORY. The
 *         caller ends it with fc_ledger_close().
 */
FC_API fc_status fc_ledger_open(fc_ledger **out, const char *path,
                                fc_ledger_mode mode, fc_error *err);
/** NULL is fine. */
FC_API void fc_ledger_close(fc_ledger *ledger);

/** How long to wait for another process, in milliseconds; 0: not at all. */
FC_API void fc_ledger_set_timeout(fc_ledger *ledger, int milliseconds);

/**
 * Append a projection, in one transaction: a run for the forecast and one more
 * for each of its scenarios, with its plans. What is published is recorded: of
 * a forecast that guidance informs the informed one, with `+guidance` behind
 * its spec.
 * @param head gets the seal of the last run, now the head of the chain
 * @param label NULL: nothing to add
 * @return FC_ERR_LOCKED, FC_ERR_WRITE (full disk, read-only file),
 *         FC_ERR_FORMAT for a damaged file, FC_ERR_MEMORY; nothing is appended
 *         then.
 */
FC_API fc_status fc_ledger_append(char head[FC_LEDGER_SEAL_SIZE],
                                  fc_ledger *ledger,
                                  const fc_projection *projection,
                                  const fc_ledger_label *label, fc_error *err);

/** Forecasts of someone else, read and checked. */
typedef struct fc_outside fc_outside;

/**
 * Read forecasts of others from a CSV file ("-" is standard input), so that
 * they are scored too: columns series, period, value, and where there are any
 * lower_80, upper_80, lower_95, upper_95, as_of, unit, in any order. A series
 * and an as-of period make a run; as_of is the last period whose actual was
 * known, and where it is blank the one before the first period.
 * @param source whose they are: "consensus", "sales team"
 * @param calendar of the periods
 * @return FC_ERR_READ, FC_ERR_FORMAT, FC_ERR_DATA with line and column;
 *         FC_ERR_ARGUMENT for a source that is blank, longer
 *         than 64 bytes or not of one line; FC_ERR_MEMORY. The caller frees
 *         *out with fc_outside_free().
 */
FC_API fc_status fc_outside_read(fc_outside **out, const char *path,
                                 const char *source, fc_calendar calendar,
                                 fc_error *err);
/** As fc_outside_read(), from @p size bytes of memory, which @p path names. */
FC_API fc_status fc_outside_parse(fc_outside **out, const char *text,
                                  size_t size, const char *path,
                                  const char *source, fc_calendar calendar,
                                  fc_error *err);
/** NULL is fine. */
FC_API void fc_outside_free(fc_outside *outside);

/**
 * Append forecasts of others, all in one transaction.
 * @param runs how many were appended
 * @param head the head of the chain after them
 * @return as fc_ledger_append()
 */
FC_API fc_status fc_ledger_add(size_t *runs, char head[FC_LEDGER_SEAL_SIZE],
                               fc_ledger *ledger, const fc_outside *outside,
                               fc_error *err);

/** Whether the chain holds. */
typedef struct fc_ledger_check {
    bool holds;                     /**< nothing was changed */
    size_t runs;                    /**< looked at: all of them if it holds */
    char head[FC_LEDGER_SEAL_SIZE]; /**< the seal of the last one */
    int64_t first_bad; /**< the first run that is not what was recorded; 0: none
                            in particular */
    char why[128];     /**< "" if it holds */
} fc_ledger_check;

/**
 * Seal every run anew, digest all kept values anew, and look for rows that
 * belong to no run.
 * @param head a seal that was noted earlier and must be in the chain; NULL: any
 * @return FC_ERR_FORMAT for a file that SQLite finds damaged; FC_ERR_READ,
 *         FC_ERR_LOCKED, FC_ERR_MEMORY. A chain that does not hold is FC_OK,
 *         and the answer is in *out.
 */
FC_API fc_status fc_ledger_verify(fc_ledger_check *out, const fc_ledger *ledger,
                                  const char *head, fc_error *err);

/** The answer as a report. Table `verify`: holds (yes, no), runs, head,
 * first_bad, why. */
FC_API fc_status fc_ledger_check_report(fc_report **out,
                                        const fc_ledger_check *check,
                                        fc_error *err);

/**
 * The runs, oldest first. Table `runs`: id, series, source, as_of, origin,
 * horizon, spec, scenario, job, version, seal.
 * @param series NULL: of all
 */
FC_API fc_status fc_ledger_list(fc_report **out, const fc_ledger *ledger,
                                const char *series, fc_error *err);

/**
 * One run, whole. Tables `steps` (period, value, intervals, guidance, all
 * quantiles), `run` (field, value), `parameters`, `inputs`.
 * @return FC_ERR_NOT_FOUND if there is no run @p id
 */
FC_API fc_status fc_ledger_show(fc_report **out, const fc_ledger *ledger,
                                int64_t id, fc_error *err);

/**
 * Every period of every run. Table `export`: id, series, source, as_of, origin,
 * spec, scenario, job, step, period, value, guidance_low, guidance_high, a
 * column a quantile (q0.01 ...), seal.
 * @param series NULL: of all
 */
FC_API fc_status fc_ledger_export(fc_report **out, const fc_ledger *ledger,
                                  const char *series, fc_error *err);

/**
 * Why the number changed from run @p a to run @p b of one series, for every
 * period that both forecast. The model of A is computed anew from the values
 * that are kept in the ledger, with the seed and draws of B throughout:
 *
 *   A     as it was recorded
 *   1     its model with its parameters, on the history as B has it, up to the
 *         origin of A: `revised_history`
 *   2     the same, up to the origin of B: `new_actuals`
 *   3     its model, estimated anew: `estimation`
 *   4     the model of B: `other_model`
 *   5, 6  `guidance`, `plan`: what B was told beyond its data, less what A was
 *   B     as it was recorded
 *
 * Each of the two runs is for that computed as it was, once with its plans and
 * once without: `plan` is the difference, and `guidance`, of a run that it
 * informed, what then lies between that and what was recorded. The steps 1 to 4
 * are between the runs without either.
 *
 * The steps add up to B - A. What is left if a run cannot be computed again to
 * the digit (another seed, number of draws or version) is `settings`, else 0.
 * A model that cannot keep its parameters (fc_model_abilities.holds) is
 * estimated anew in 1 and 2 as well: `estimation` is empty then, and a warning
 * says so.
 *
 * Table `diff`: period, earlier, present, change, and the steps.
 * @return FC_ERR_NOT_FOUND; FC_ERR_ARGUMENT for runs of two series, of others,
 *         without a period in common, or in the wrong order; FC_ERR_DATA for a
 *         model that this version does not know; errors of fitting
 */
FC_API fc_status fc_ledger_diff(fc_report **out, const fc_ledger *ledger,
                                int64_t a, int64_t b, fc_error *err);

/**
 * Score what was forecast against what came: every recorded forecast of a
 * series of @p dataset for a period whose actual is there. Forecasters are the
 * sources of others' forecasts and our own models, by scenario. Of several runs
 * of one forecaster and origin the last one counts.
 *
 *  - Errors are forecast minus actual. They are scaled (MASE) by the in-sample
 *    errors of the seasonal naive forecast in the history that the run was made
 *    from; of others, who say nothing of it, in the actuals up to the origin.
 *  - CRPS: fc_crps_of_quantiles(); pinball: the mean quantile loss over the
 *    recorded quantiles; PIT: fc_pit_of_quantiles(). Only where all quantiles
 *    were recorded.
 *  - Intervals of 95 %: fc_mean_interval_compute() of the means by origin with
 *    the furthest step as horizon; of coverage Clopper & Pearson's.
 *
 * Tables: `scores` (series, forecaster, scenario, horizon: all or a step, n,
 * origins, then bias, mae, rmse, mase, crps, pinball, coverage_80, coverage_95,
 * each with _low and _high, pit_mean); `value_added` (against, n, origins, mae,
 * mae_against, gain with its interval, gain_pct, p_value) against the seasonal
 * naive forecast, the middle of the guided range and every other forecaster;
 * `coverage` and `pit` (chart data).
 * @param series NULL: all of the dataset
 * @return FC_ERR_NOT_FOUND for an unknown series, FC_ERR_LOCKED, FC_ERR_FORMAT,
 *         FC_ERR_MEMORY
 */
FC_API fc_status fc_ledger_score(fc_report **out, const fc_ledger *ledger,
                                 const fc_dataset *dataset, const char *series,
                                 fc_error *err);

FC_END_DECLS

#endif
