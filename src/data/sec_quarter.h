/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The value of one quarter, from what the filings give. */
#ifndef FC_DATA_SEC_QUARTER_H
#define FC_DATA_SEC_QUARTER_H

#include "data/sec_line.h"

/**
 * The value of quarter @p slot, in dollars, and where it comes from.
 * @return false if it cannot be had
 */
bool fc_sec_quarter(double *value, fc_sec_cell *cell,
                    const struct fc_sec_line *line, int64_t slot,
                    fc_calendar calendar);

/** What is missing where fc_sec_quarter() is false. */
void fc_sec_quarter_lack(char reason[FC_SEC_REASON_SIZE],
                         const struct fc_sec_line *line, int64_t slot,
                         fc_calendar calendar);

#endif
