/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_PLANNING_LOOKUP_H
#define FC_PLANNING_LOOKUP_H

#include "forecast/report.h"
#include "forecast/table.h"

/** The series called @p name; FC_ERR_NOT_FOUND with the nearest name. */
fc_status fc_series_lookup(const fc_series **out, const fc_table *table,
                           const char *name, fc_error *err);

/**
 * Hand out a report that is built: *out is written if all went well, else the
 * report is freed.
 */
fc_status fc_report_close(fc_report **out, fc_report *report, fc_error *err);

#endif
