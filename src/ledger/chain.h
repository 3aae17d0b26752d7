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
 * runs have the same bytes.
 */
#ifndef FC_LEDGER_CHAIN_H
#define FC_LEDGER_CHAIN_H

#include "ledger/store.h"

/** The seal of run @p id, computed from what the file holds of it now. */
fc_status fc_chain_compute(char seal[FC_LEDGER_SEAL_SIZE],
                           const fc_ledger *ledger, int64_t id,
                           const char *previous, fc_error *err);

/** The seal that is kept of run @p id: zeros for run 0, "" if there is none. */
fc_status fc_chain_read(char seal[FC_LEDGER_SEAL_SIZE], const fc_ledger *ledger,
                        int64_t id, fc_error *err);

/** Seal run @p id, whose rows are there, behind the one before it. */
fc_status fc_chain_seal(char seal[FC_LEDGER_SEAL_SIZE], const fc_ledger *ledger,
                        int64_t id, fc_error *err);

#endif
