/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_CLI_REPORT_JOIN_H
#define FC_CLI_REPORT_JOIN_H

#include "forecast/report.h"

/**
 * Append copies of the tables, notes and metadata of @p part to @p whole. As
 * when building, a failure sticks and fc_report_finish() returns it.
 */
void fc_report_join(fc_report *whole, const fc_report *part);

#endif
