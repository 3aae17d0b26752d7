/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Short forms for the columns of people's tables. A column in the unit of the
 * series gets its decimals from the size of the series when the table is made.
 */
#ifndef FC_PLANNING_COLUMNS_H
#define FC_PLANNING_COLUMNS_H

#include "forecast/report.h"

/** Decimals of a column in the unit of the series. */
enum { FC_SERIES_DECIMALS = -2 };

#define FC_TEXT_COLUMN(id, heading)                               \
    {                                                             \
        .name = (id), .title = (heading), .style = FC_STYLE_TEXT, \
        .decimals = -1                                            \
    }
#define FC_COUNT_COLUMN(id, heading)                                \
    {                                                               \
        .name = (id), .title = (heading), .style = FC_STYLE_INTEGER \
    }
#define FC_AMOUNT_COLUMN(id, heading)                                 \
    {                                                                 \
        .name = (id), .title = (heading), .style = FC_STYLE_COMPUTED, \
        .decimals = FC_SERIES_DECIMALS                                \
    }
#define FC_PERCENT_COLUMN(id, heading)                                \
    {                                                                 \
        .name = (id), .title = (heading), .style = FC_STYLE_COMPUTED, \
        .decimals = 1, .suffix = "%"                                  \
    }
#define FC_WHOLE_PERCENT_COLUMN(id, heading)                          \
    {                                                                 \
        .name = (id), .title = (heading), .style = FC_STYLE_COMPUTED, \
        .decimals = 0, .suffix = "%"                                  \
    }
#define FC_NUMBER_COLUMN(id, heading, places)                         \
    {                                                                 \
        .name = (id), .title = (heading), .style = FC_STYLE_COMPUTED, \
        .decimals = (places)                                          \
    }
#define FC_ODDS_COLUMN(id, heading)                                      \
    {                                                                    \
        .name = (id), .title = (heading), .style = FC_STYLE_PROBABILITY, \
        .decimals = 4                                                    \
    }

/** What fc_columns_add_table() makes. */
struct fc_table_shape {
    const char *name;
    const char *title;
    fc_audience audience;
    const fc_column *columns;
    size_t count;
};

/** Add a table; columns in the unit of the series show @p decimals. */
fc_report_table *fc_columns_add_table(fc_report *report,
                                      const struct fc_table_shape *shape,
                                      int decimals);

#endif
