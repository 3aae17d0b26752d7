/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/history.h"

#include "planning/columns.h"
#include "planning/lookup.h"

static const fc_column columns[] = {
    FC_TEXT_COLUMN("series", "Series"),    FC_TEXT_COLUMN("title", "Title"),
    FC_TEXT_COLUMN("unit", "Unit"),        FC_TEXT_COLUMN("kind", "Kind"),
    FC_TEXT_COLUMN("frequency", "Every"),  FC_TEXT_COLUMN("first", "First"),
    FC_TEXT_COLUMN("last", "Last"),        FC_COUNT_COLUMN("n", "n"),
    FC_COUNT_COLUMN("missing", "Missing"),
};

static void add_series(fc_report_table *table, const fc_dataset *dataset,
                       const fc_series *series)
{
    const fc_series_info *info = fc_dataset_info(dataset, series->name);
    fc_span known = fc_span_trim(fc_series_span(series));
    char text[FC_PERIOD_TEXT_SIZE];

    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, series->name);
    fc_report_table_set_text(table, 1,
                             info != NULL ? info->title : series->name);
    fc_report_table_set_text(table, 2, series->unit);
    fc_report_table_set_text(table, 3,
                             series->kind == FC_FLOW ? "flow" : "stock");
    fc_report_table_set_text(table, 4,
                             fc_frequency_noun(series->start.frequency));
    if (known.length > 0) {
        fc_period_format(text, known.start, dataset->table->calendar);
        fc_report_table_set_text(table, 5, text);
        fc_period_format(text, fc_span_last(known), dataset->table->calendar);
        fc_report_table_set_text(table, 6, text);
    }
    fc_report_table_set_number(table, 7,
                               (double)(known.length - fc_span_missing(known)));
    fc_report_table_set_number(table, 8, (double)fc_span_missing(known));
}

fc_status fc_series_list_report(fc_report **out, const fc_dataset *dataset,
                                fc_error *err)
{
    const struct fc_table_shape shape = {"series", NULL, FC_FOR_ALL, columns,
                                         sizeof columns / sizeof columns[0]};
    fc_report *report = NULL;
    fc_report_table *table = NULL;
    fc_status status = fc_report_create(&report, dataset->table->source, err);

    *out = NULL;
    if (status != FC_OK) {
        return status;
    }
    table = fc_columns_add_table(report, &shape, 0);
    for (size_t i = 0; i < dataset->table->count; i++) {
        add_series(table, dataset, dataset->table->series[i]);
    }
    return fc_report_close(out, report, err);
}
