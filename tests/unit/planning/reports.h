/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking into reports and at the shipped dataset; everything asserts. */
#ifndef FC_TEST_PLANNING_REPORTS_H
#define FC_TEST_PLANNING_REPORTS_H

#include "forecast/dataset.h"
#include "forecast/report.h"

/** Prepare the library and open a dataset; the caller frees it. */
fc_dataset *reports_open(const char *path);

/** The shipped dataset of Amazon; the caller frees it. */
fc_dataset *reports_open_amazon(void);

/** A table that must be there. */
const fc_report_table *reports_table(const fc_report *report, const char *name);

/** Column number by name. */
size_t reports_column(const fc_report_table *table, const char *column);

/** First row whose @p column holds @p text; the row count if none does. */
size_t reports_find(const fc_report_table *table, const char *column,
                    const char *text);

/** A cell as a number (NaN if empty), and as text ("" if empty). */
double reports_number(const fc_report_table *table, size_t row,
                      const char *column);
const char *reports_text(const fc_report_table *table, size_t row,
                         const char *column);

/** True if a note holds @p text. */
bool reports_has_note(const fc_report *report, const char *text);

/** The row of a projection with this kind and period; fails without one. */
size_t reports_row_of(const fc_report_table *table, const char *kind,
                      const char *period);

#endif
