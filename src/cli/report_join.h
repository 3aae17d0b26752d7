/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_CLI_REPORT_JOIN_H
#define FC_CLI_REPORT_JOIN_H

#include <forecast.h>

/**
 * Append copies of the tables of @p part that @p whole has none of the same
 * name of, and of its charts. As when building, a failure sticks and
 * fc_report_finish() returns it.
 */
void fc_report_join_tables(fc_report *whole, const fc_report *part);

/** As fc_report_join_tables(), with notes and metadata. */
void fc_report_join(fc_report *whole, const fc_report *part);

#endif
