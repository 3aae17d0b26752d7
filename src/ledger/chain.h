/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The chain of seals: what a run's seal is the digest of.
 *
 *   seal = SHA-256 of
 *     the seal of the run before, 64 digits (zeros for the first), a newline,
 *     a record for the row of `run`, one for each row of `input` (by place),
 *     one for each row of `step` (by step)
 *
 * A record is a letter (R, I, S), its columns in the order of the table, and a
 * newline. A column is a letter for its type, then, but for NULL, the number of
 * its bytes in decimal, a colon and the bytes:
 *   n  NULL        i  an integer in decimal       f  a double, little-endian
 *   t  text, UTF-8                                b  a blob as it is
 * The records can be told apart whatever stands in them, so no two different
 * runs have the same bytes. A run of form 1 was sealed before `source` was
 * there: of such a run that column is left out where it is empty.
 */
#ifndef FC_LEDGER_CHAIN_H
#define FC_LEDGER_CHAIN_H

#include "ledger/store.h"

/** The parts of a run that a seal covers. */
enum { FC_CHAIN_PARTS = 3 };

/** Statements that are used for run after run. */
struct fc_chain {
    const fc_ledger *ledger;
    sqlite3_stmt *rows[FC_CHAIN_PARTS];
};

/** Fill *out; the caller releases it, after a failure too. */
fc_status fc_chain_init(struct fc_chain *out, const fc_ledger *ledger,
                        fc_error *err);
void fc_chain_release(struct fc_chain *chain);

/** The seal of run @p id, computed from what the file holds of it now. */
fc_status fc_chain_compute(char seal[FC_LEDGER_SEAL_SIZE],
                           const struct fc_chain *chain, int64_t id,
                           const char *previous, fc_error *err);

/** The seal of run 0, which the first run is chained to: zeros. */
void fc_chain_begin(char seal[FC_LEDGER_SEAL_SIZE]);

/** Seal run @p id, whose rows are there, behind the one before it. */
fc_status fc_chain_seal(char seal[FC_LEDGER_SEAL_SIZE], const fc_ledger *ledger,
                        int64_t id, fc_error *err);

#endif
