/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock. Nothing that is computed looks at it: only the age of data, the
 * day on which an update is issued, and log lines. */
#ifndef FC_CLI_TODAY_H
#define FC_CLI_TODAY_H

#include "cli/request.h"

/** What --today says, else the day it is (UTC). */
fc_date fc_today(const struct fc_request *request);

/** Room for "2025-02-07T06:00:00Z". */
enum { FC_STAMP_SIZE = 32 };

/** The time it is (UTC). */
void fc_today_stamp(char text[FC_STAMP_SIZE]);

/** Seconds of a clock that only goes forward. */
double fc_today_seconds(void);

/**
 * --max-age: is the last value of @p series recent enough?
 * @return FC_ERR_DATA if it is stale
 */
fc_status fc_today_check_age(const struct fc_request *request,
                             const fc_dataset *dataset, const fc_series *series,
                             fc_error *err);

#endif
