/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/paths_report.h"

enum { COLUMN_DRAW, COLUMN_PERIOD, COLUMN_VALUE, COLUMN_COUNT };

static const fc_column columns[COLUMN_COUNT] = {
    [COLUMN_DRAW] = {.name = "draw", .style = FC_STYLE_INTEGER},
    [COLUMN_PERIOD] = {.name = "period", .style = FC_STYLE_TEXT},
    [COLUMN_VALUE] = {.name = "value", .style = FC_STYLE_COMPUTED},
};

fc_status fc_paths_report(fc_report **out, const fc_paths *paths,
                          fc_calendar calendar, fc_error *err)
{
    fc_report *report = NULL;
    fc_report_table *table = NULL;
    fc_status status = fc_report_create(&report, NULL, err);

    *out = NULL;
    if (status != FC_OK) {
        return status;
    }
    table = fc_report_add_table(report, "paths", NULL, FC_FOR_MACHINES, columns,
                                COLUMN_COUNT);
    for (size_t draw = 0; draw < paths->draws; draw++) {
        for (size_t step = 0; step < paths->steps; step++) {
            char period[FC_PERIOD_TEXT_SIZE];

            fc_period_format(period, fc_period_add(paths->start, (int64_t)step),
                             calendar);
            fc_report_table_add_row(table);
            fc_report_table_set_number(table, COLUMN_DRAW, (double)draw + 1);
            fc_report_table_set_text(table, COLUMN_PERIOD, period);
            fc_report_table_set_number(
                table, COLUMN_VALUE, paths->values[draw * paths->steps + step]);
        }
    }
    status = fc_report_finish(report, err);
    if (status == FC_OK) {
        *out = report;
    } else {
        fc_report_free(report);
    }
    return status;
}
