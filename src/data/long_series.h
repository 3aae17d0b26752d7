/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the rows of one series of a long file to its values. */
#ifndef FC_DATA_LONG_SERIES_H
#define FC_DATA_LONG_SERIES_H

#include "forecast/long_reader.h"

#include "data/period_style.h"
#include "data/table_build.h"

/** What the series of a file have in common, and memory that they reuse. */
struct fc_long_frame {
    const fc_long_options *options;
    struct fc_long_columns columns;
    bool numbers;           /* ds are whole numbers */
    bool settled;           /* frequency and calendar are known */
    fc_frequency frequency; /* NONE until then, unless given */
    fc_calendar calendar;
    size_t room; /* of the two arrays */
    fc_period *periods;
    double *values;
    struct fc_period_style style; /* of the series at hand */
};

/** Read the first @p count rows, those of one series, into @p out. */
fc_status fc_long_series_read(fc_long_series *out, struct fc_long_frame *frame,
                              const fc_csv *csv, size_t count, fc_error *err);

#endif
