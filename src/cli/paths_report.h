/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_CLI_PATHS_REPORT_H
#define FC_CLI_PATHS_REPORT_H

#include "forecast/paths.h"
#include "forecast/report.h"

/**
 * Sample paths as a report of one table: draw (from 1), period, value. The
 * caller frees *out with fc_report_free().
 */
fc_status fc_paths_report(fc_report **out, const fc_paths *paths,
                          fc_calendar calendar, fc_error *err);

#endif
