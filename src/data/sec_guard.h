/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mistakes of filings that show by themselves. What is found is set aside. */
#ifndef FC_DATA_SEC_GUARD_H
#define FC_DATA_SEC_GUARD_H

#include "data/sec_line.h"

/**
 * Set aside what a filing gives for one period and all others give for the same
 * period a year later, or before: its columns are exchanged.
 */
void fc_sec_guard_exchanged(struct fc_sec_line *line);

/**
 * Set aside values that are 300 times and more what their neighbours are, or a
 * 300th and less: thousands taken for units, or the like. Also those that
 * another filing gives at another scale, nearer to that of the neighbours.
 */
void fc_sec_guard_scale(struct fc_sec_line *line);

#endif
