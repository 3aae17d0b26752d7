/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small forecasts of sales that end where a test wants them to. */
#ifndef FC_TEST_LEDGER_VINTAGES_H
#define FC_TEST_LEDGER_VINTAGES_H

#include "forecast/ledger.h"

/** A projection and what it was made from; zero before. */
struct vintage {
    fc_dataset *dataset;
    fc_model_spec spec;
    fc_projection *projection;
};

/** Forecast series `s`, five years of quarters to 2024Q4, four quarters ahead
 * with 40 draws, as of @p as_of (NULL: the end). */
fc_status vintage_make(struct vintage *out, const char *model,
                       const char *as_of, fc_error *err);
void vintage_release(struct vintage *vintage);

/** Make it, append it to @p path, and release it; asserts. */
void vintage_record(const char *path, const char *model, const char *as_of,
                    char head[FC_LEDGER_SEAL_SIZE]);

/** Run a statement on the file with a connection of its own; SQLite's code. */
int vintage_run_sql(const char *path, const char *sql);

#endif
