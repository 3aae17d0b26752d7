/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reports of a competition while it runs. */
#ifndef FC_SELECT_COMPETITION_TABLE_H
#define FC_SELECT_COMPETITION_TABLE_H

#include "select/measures.h"

struct fc_competition_table;

/** Fills the reports of @p out, which outlives it, as does the request. */
fc_status fc_competition_table_create(struct fc_competition_table **table,
                                      fc_competition *out,
                                      const fc_competition_request *request,
                                      fc_error *err);
/** NULL is fine. */
void fc_competition_table_free(struct fc_competition_table *table);

/** The row of model @p model on one file; its sums count for the last rows. */
void fc_competition_table_row(struct fc_competition_table *table,
                              const char *frequency, size_t model,
                              const struct fc_measure_sums *sums);
void fc_competition_table_forecast(struct fc_competition_table *table,
                                   size_t model, const struct fc_actual *actual,
                                   const fc_batch_forecast *forecast);
void fc_competition_table_failure(struct fc_competition_table *table,
                                  const char *frequency, size_t model,
                                  const char *id, const char *reason);
/** The rows over all files, and the notes. */
fc_status fc_competition_table_finish(struct fc_competition_table *table,
                                      fc_error *err);

#endif
