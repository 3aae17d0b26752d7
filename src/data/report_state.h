/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report is made of: built by report.c and chart.c, read by
 * report_view.c. */
#ifndef FC_DATA_REPORT_STATE_H
#define FC_DATA_REPORT_STATE_H

#include "forecast/chart.h"
#include "forecast/report.h"

/* An fc_column lends its texts; this one owns them. */
struct column {
    fc_column view;
    char *name;
    char *title;
    char *suffix;
};

struct cell {
    fc_cell_type type;
    fc_column_style style;
    double number;
    char *text;
};

struct fc_report_table {
    fc_report *report; /* where a failure sticks */
    char *name;
    char *title;
    fc_audience audience;
    size_t column_count;
    struct column *columns;
    size_t row_count;
    size_t row_capacity;
    struct cell *cells; /* row by row */
};

struct note {
    fc_note_kind kind;
    char *text;
};

struct meta {
    char *key;
    char *value;
};

struct fc_report {
    char *title;
    size_t table_count;
    size_t table_capacity;
    fc_report_table **tables;
    size_t chart_count;
    size_t chart_capacity;
    fc_chart **charts;
    size_t note_count;
    size_t note_capacity;
    struct note *notes;
    size_t meta_count;
    size_t meta_capacity;
    struct meta *meta;
    fc_error failure; /* the first; status FC_OK: none */
};

/* The first failure sticks: later calls do nothing. */
bool fc_report_has_failed(const fc_report *report);
void fc_report_run_out(fc_report *report);

/* @p items with room for one more behind @p count, or NULL. */
void *fc_report_with_room(void *items, size_t count, size_t *capacity,
                          size_t size);

/* Copy an optional text; false when out of memory. */
bool fc_report_copy_text(char **out, const char *text);

/* NULL is fine. */
void fc_chart_free(fc_chart *chart);

#endif
