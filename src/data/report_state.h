/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report is made of: built by report.c, read by report_view.c. */
#ifndef FC_DATA_REPORT_STATE_H
#define FC_DATA_REPORT_STATE_H

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
    size_t note_count;
    size_t note_capacity;
    struct note *notes;
    size_t meta_count;
    size_t meta_capacity;
    struct meta *meta;
    fc_error failure; /* the first; status FC_OK: none */
};

#endif
