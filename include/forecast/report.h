/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * A report: the finished result of any command. Writers (terminal table, CSV,
 * JSON, later spreadsheets and charts) know nothing else and compute nothing.
 *
 *  - A report holds named tables of typed columns, notes, and key/value
 *    metadata (provenance).
 *  - Tables are for people (terminal), for machines (CSV writes the first one,
 *    JSON all), or both.
 *  - Building never needs a check after each call: the first failure sticks,
 *    later calls do nothing, and fc_report_finish() returns it.
 *  - Rows are complete: a cell that was not set is empty.
 *  - Names are unique: of tables in a report, of columns in a table.
 *  - Texts are copied; bytes that are not UTF-8 become U+FFFD.
 */
#ifndef FORECAST_REPORT_H
#define FORECAST_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

FC_BEGIN_DECLS

/** A finished result, for the writers. */
typedef struct fc_report fc_report;
/** A table of a report. */
typedef struct fc_report_table fc_report_table;

/** Who a table is for; may be combined. */
typedef enum fc_audience {
    FC_FOR_PEOPLE = 1,
    FC_FOR_MACHINES = 2,
    FC_FOR_ALL = 3,
} fc_audience;

/** What a cell holds. */
typedef enum fc_cell_type {
    FC_CELL_EMPTY = 0,
    FC_CELL_TEXT,
    FC_CELL_NUMBER,
} fc_cell_type;

/**
 * What a column holds, hence how its numbers are written. CSV and JSON write
 * EXACT as the shortest text that reads back as the same double, COMPUTED with
 * 10 significant digits, PROBABILITY with 4 decimals, INTEGER without decimals.
 */
typedef enum fc_column_style {
    FC_STYLE_TEXT,
    FC_STYLE_EXACT,
    FC_STYLE_COMPUTED,
    FC_STYLE_PROBABILITY,
    FC_STYLE_INTEGER,
} fc_column_style;

/** A column of a table in a report. */
typedef struct fc_column {
    const char *name;      /**< machine name, snake_case */
    const char *title;     /**< heading for people; NULL: the name */
    fc_column_style style; /**< of its numbers, unless a cell says otherwise */
    int decimals;          /**< for people: decimals to show; < 0: as needed */
    const char *suffix;    /**< for people: "%" or ""; NULL: none */
} fc_column;

/** The content of a cell. */
typedef struct fc_cell {
    fc_cell_type type;     /**< what it holds */
    fc_column_style style; /**< for numbers */
    double number;         /**< if it is a number */
    const char *text;      /**< owned by the report */
} fc_cell;

/** How much a note matters. */
typedef enum fc_note_kind {
    FC_NOTE_HEADLINE, /**< the answer in a sentence */
    FC_NOTE_PLAIN,
    FC_NOTE_WARNING,
} fc_note_kind;

/** A note of a report. */
typedef struct fc_note {
    fc_note_kind kind; /**< how much it matters */
    const char *text;  /**< in words */
} fc_note;

/** @p title may be NULL. The caller frees *out with fc_report_free(). */
FC_API fc_status fc_report_create(fc_report **out, const char *title,
                                  fc_error *err);
/** NULL is fine. */
FC_API void fc_report_free(fc_report *report);

/** FC_OK, or the first failure while building. */
FC_API fc_status fc_report_finish(const fc_report *report, fc_error *err);

/**
 * Append a table; the report owns it. Returns NULL after a failure, which all
 * calls below accept.
 * @param title heading for people; NULL: none
 */
FC_API fc_report_table *fc_report_add_table(fc_report *report, const char *name,
                                            const char *title,
                                            fc_audience audience,
                                            const fc_column *columns,
                                            size_t column_count);

/** Append an empty row. */
FC_API void fc_report_table_add_row(fc_report_table *table);

/** Set a cell of the last row. NaN sets an empty cell; an infinite value is a
 * failure (FC_ERR_NONFINITE). */
FC_API void fc_report_table_set_number(fc_report_table *table, size_t column,
                                       double value);
/** As fc_report_table_set_number(), in another style than the column's. */
FC_API void fc_report_table_set_styled(fc_report_table *table, size_t column,
                                       double value, fc_column_style style);
/** Set a cell of the last row to a copy of @p text; NULL sets it empty. */
FC_API void fc_report_table_set_text(fc_report_table *table, size_t column,
                                     const char *text);

/** Append a note for people (also in JSON). */
FC_API __attribute__((format(printf, 3, 4))) void fc_report_add_note(
    fc_report *report, fc_note_kind kind, const char *format, ...);

/** Append a key and value of provenance, kept in order of insertion. A key that
 * is there keeps its place and gets the new value. */
FC_API __attribute__((format(printf, 3, 4))) void fc_report_add_meta(
    fc_report *report, const char *key, const char *format, ...);

/* Reading, for writers. Everything returned is borrowed from the report. */
/** The title; NULL if there is none. */
FC_API const char *fc_report_title(const fc_report *report);
/** Number of tables. */
FC_API size_t fc_report_table_count(const fc_report *report);
/** Table @p index, which must exist, in the order of insertion. */
FC_API const fc_report_table *fc_report_table_at(const fc_report *report,
                                                 size_t index);
/** The table called @p name, or NULL. */
FC_API const fc_report_table *fc_report_find_table(const fc_report *report,
                                                   const char *name);
/** Machine name of the table. */
FC_API const char *fc_report_table_name(const fc_report_table *table);
/** Heading for people, or NULL. */
FC_API const char *fc_report_table_title(const fc_report_table *table);
/** Who the table is for. */
FC_API fc_audience fc_report_table_audience(const fc_report_table *table);
/** Number of columns. */
FC_API size_t fc_report_table_column_count(const fc_report_table *table);
/** Column @p column, which must exist. */
FC_API const fc_column *fc_report_table_column(const fc_report_table *table,
                                               size_t column);
/** Number of rows. */
FC_API size_t fc_report_table_row_count(const fc_report_table *table);
/** A cell; empty if it was not set. */
FC_API fc_cell fc_report_table_cell(const fc_report_table *table, size_t row,
                                    size_t column);
/** Number of notes. */
FC_API size_t fc_report_note_count(const fc_report *report);
/** Note @p index, which must exist, in the order of insertion. */
FC_API fc_note fc_report_note_at(const fc_report *report, size_t index);
/** "headline", "note" or "warning". */
FC_API const char *fc_note_kind_name(fc_note_kind kind);
/** Number of keys of provenance. */
FC_API size_t fc_report_meta_count(const fc_report *report);
/** Key @p index, which must exist, in the order of insertion. */
FC_API const char *fc_report_meta_key(const fc_report *report, size_t index);
/** The value of key @p index. */
FC_API const char *fc_report_meta_value(const fc_report *report, size_t index);

FC_END_DECLS

#endif
