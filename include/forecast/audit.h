/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Audits: is the data what it says it is?
 */
#ifndef FORECAST_AUDIT_H
#define FORECAST_AUDIT_H

#include "forecast/dataset.h"
#include "forecast/report.h"

FC_BEGIN_DECLS

/** What an audit found. */
typedef struct fc_audit_result {
    size_t checks;   /**< individual checks made */
    size_t failures; /**< checks that failed */
} fc_audit_result;

/**
 * Audit a dataset with everything its descriptor names: hierarchy (children
 * add up to the parent), totals (quarters add up to years), guidance (growth
 * fits the ends and the actual of the year before), sources (each cell is as
 * one of its sources has it), facts (each claim computed from the tables:
 * reproduced, differs, not in data; and that as expected). Failures are rows of
 * the report; known and explained differences (column check or note of the
 * files) are listed but do not fail.
 * @return FC_OK also when checks fail; errors for unreadable files.
 *         The caller frees *report with fc_report_free().
 */
FC_API fc_status fc_audit_dataset(fc_report **report, fc_audit_result *result,
                                  const fc_dataset *dataset, fc_error *err);

/**
 * A quick verdict on any file, a row a series: length, gaps, outliers, breaks,
 * and which models are usable. A series that no model can forecast is a
 * failure.
 */
FC_API fc_status fc_audit_series(fc_report **report, fc_audit_result *result,
                                 const fc_dataset *dataset, fc_error *err);

FC_END_DECLS

#endif
