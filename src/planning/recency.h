/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does a series end before the data do? */
#ifndef FC_PLANNING_RECENCY_H
#define FC_PLANNING_RECENCY_H

#include "forecast/dataset.h"

/**
 * How many periods, up to @p until, lie between the last value of @p series
 * and the last one of any series of the dataset; 0 if the series has none. Its
 * own regressors do not count: they may be known ahead.
 */
int64_t fc_series_lag(const fc_dataset *dataset, const fc_series *series,
                      fc_period until);

/** "s ends with 2001Q4, 27 quarters before the data do" */
void fc_series_lag_describe(char *text, size_t size, const char *name,
                            fc_period last, fc_calendar calendar, int64_t lag);

#endif
