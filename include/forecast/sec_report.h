/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * What was made from company facts, as reports.
 */
#ifndef FORECAST_SEC_REPORT_H
#define FORECAST_SEC_REPORT_H

#include "forecast/report.h"
#include "forecast/sec.h"

FC_BEGIN_DECLS

/** The unit of the values that are written. */
#define FC_SEC_UNIT "USD million"

/**
 * The data itself: one table `data` with period, period_end and a column a
 * series, in millions of dollars, which are exact: nothing is rounded.
 * @return FC_ERR_MEMORY. The caller frees *out with fc_report_free().
 */
FC_API fc_status fc_sec_data_report(fc_report **out, const fc_sec_table *table,
                                    fc_error *err);

/**
 * What the data is made of. Tables: `series` (what each covers), `findings`
 * (blank quarters, facts that were not used, restatements of a part, years that
 * their quarters do not add up to, each with the reason), and for machines
 * `cells` (the facts of every value, a row each with its sign, so that the rows
 * of a cell add up to it) and `year_sums` (every fiscal year).
 * @return FC_ERR_MEMORY. The caller frees *out with fc_report_free().
 */
FC_API fc_status fc_sec_report(fc_report **out, const fc_sec_table *table,
                               fc_error *err);

FC_END_DECLS

#endif
