/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/recency.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static fc_span known_until(const fc_series *series, fc_period until)
{
    return fc_span_trim(fc_span_until(fc_series_span(series), until));
}

static bool is_regressor(const fc_series_info *info, const char *name)
{
    for (size_t i = 0; info != NULL && i < info->regressor_count; i++) {
        if (strcmp(info->regressors[i], name) == 0) {
            return true;
        }
    }
    return false;
}

int64_t fc_series_lag(const fc_dataset *dataset, const fc_series *series,
                      fc_period until)
{
    const fc_series_info *info = fc_dataset_info(dataset, series->name);
    fc_span own = known_until(series, until);
    int64_t lag = 0;

    for (size_t i = 0; own.length > 0 && i < dataset->table->count; i++) {
        const fc_series *other = dataset->table->series[i];
        fc_span known = known_until(other, until);

        if (known.length > 0 && !is_regressor(info, other->name)) {
            int64_t ahead = fc_period_distance(fc_span_last(own),
                                               fc_span_last(known));

            lag = ahead > lag ? ahead : lag;
        }
    }
    return lag;
}

void fc_series_lag_describe(char *text, size_t size, const char *name,
                            fc_period last, fc_calendar calendar, int64_t lag)
{
    char period[FC_PERIOD_TEXT_SIZE];

    fc_period_format(period, last, calendar);
    (void)snprintf(text, size,
                   "%.100s ends with %s, %" PRId64 " %s%s before "
                   "the data do",
                   name, period, lag, fc_frequency_noun(last.frequency),
                   lag == 1 ? "" : "s");
}
