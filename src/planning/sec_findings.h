/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The findings of an import, and what its tables have in common. */
#ifndef FC_PLANNING_SEC_FINDINGS_H
#define FC_PLANNING_SEC_FINDINGS_H

#include "forecast/sec_report.h"

#define FC_SEC_MILLION 1e6

/** The shape of a table from an array of its columns. */
#define FC_SEC_SHAPE(id, heading, audience, columns) \
    {                                                \
        (id), (heading), (audience), (columns),      \
            sizeof(columns) / sizeof *(columns)      \
    }

/** Set a cell to the text of quarter @p index of the table. */
void fc_sec_set_period(fc_report_table *out, size_t column,
                       const fc_sec_table *table, size_t index);

/** Do the quarters add up to the year? */
bool fc_sec_sum_is_equal(const fc_sec_sum *sum);
/** Do they not, but to rounding? */
bool fc_sec_sum_is_rounding(const fc_sec_sum *sum);

/** Add the tables of findings: all for machines; equal ones together, if there
 * are any, for people. */
void fc_sec_add_findings(fc_report *report, const fc_sec_table *table);

#endif
