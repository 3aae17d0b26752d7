/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A workbook: every table for machines a sheet, the rows of a projection on
 * sheets of their own with formulas and a chart, and About for the rest.
 *
 * Equal reports give equal bytes: libxlsxwriter dates all parts 1980-01-01, and
 * the document gets the last day that the forecast knew of.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "forecast/period.h"

#include "base/bytes.h"
#include "output/writers.h"
#include "output/xlsx_chart.h"
#include "output/xlsx_check.h"
#include "output/xlsx_view.h"

static const char footer[] = "&L&A&RPage &P of &N";

/* The sheets that have fixed names. Of two tables with one name the second is
 * numbered. */
static const struct {
    const char *table;
    const char *sheet;
} sheet_names[] = {
    {"history", "History"},     {"guidance", "Guidance"},
    {"verdict", "Guidance"},    {"record", "Guidance"},
    {"accuracy", "Backtest"},   {"measures", "Backtest"},
    {"scenarios", "Scenarios"}, {"scenario", "Scenarios"},
    {"forecast", "Growth"},     {"candidates_all", "Candidates"},
};

static const char *sheet_name(const char *table)
{
    for (size_t i = 0; i < sizeof sheet_names / sizeof sheet_names[0]; i++) {
        if (strcmp(sheet_names[i].table, table) == 0) {
            return sheet_names[i].sheet;
        }
    }
    return table;
}

static bool is_kind(const fc_report_table *table, size_t row, const char *kind)
{
    return strcmp(fc_xlsx_text(table, row, "kind"), kind) == 0;
}

static bool is_actual(const fc_report_table *table, size_t row)
{
    return is_kind(table, row, "actual");
}

static bool is_forecast(const fc_report_table *table, size_t row)
{
    return is_kind(table, row, "forecast") || is_kind(table, row, "total");
}

static bool is_other(const fc_report_table *table, size_t row)
{
    return !is_actual(table, row) && !is_forecast(table, row);
}

static void put_text(struct fc_xlsx_sheet *sheet, size_t row, size_t column,
                     const char *text, size_t *width)
{
    const struct fc_xlsx_cell cell = {
        .cell = {.type = FC_CELL_TEXT, .text = text}};
    size_t shown = fc_xlsx_put(sheet, row, column, &cell, NULL, 0);

    *width = shown > *width ? shown : *width;
}

/* Notes and provenance: what JSON has besides the tables. */
static void write_about(struct fc_xlsx *file, const fc_report *report)
{
    struct fc_xlsx_sheet sheet;
    size_t width[2] = {0};
    size_t row = 1;

    fc_xlsx_add_sheet(&sheet, file, "About");
    fc_xlsx_put_heading(&sheet, 0, "Item");
    fc_xlsx_put_heading(&sheet, 1, "Value");
    if (fc_report_title(report) != NULL) {
        put_text(&sheet, row, 0, "title", &width[0]);
        put_text(&sheet, row++, 1, fc_report_title(report), &width[1]);
    }
    for (size_t i = 0; i < fc_report_note_count(report); i++, row++) {
        fc_note note = fc_report_note_at(report, i);

        put_text(&sheet, row, 0, fc_note_kind_name(note.kind), &width[0]);
        put_text(&sheet, row, 1, note.text, &width[1]);
    }
    for (size_t i = 0; i < fc_report_meta_count(report); i++, row++) {
        put_text(&sheet, row, 0, fc_report_meta_key(report, i), &width[0]);
        put_text(&sheet, row, 1, fc_report_meta_value(report, i), &width[1]);
    }
    fc_xlsx_set_width(&sheet, 0, width[0]);
    fc_xlsx_set_width(&sheet, 1, width[1]);
    fc_xlsx_finish_sheet(&sheet, 2, row - 1, false);
}

static void write_table(struct fc_xlsx *file, const fc_report_table *table,
                        fc_xlsx_filter *filter, const char *name)
{
    struct fc_xlsx_view view;
    fc_status status = fc_xlsx_view_create(&view, table, filter);

    if (status != FC_OK) {
        fc_xlsx_check(file, LXW_ERROR_MEMORY_MALLOC_FAILED);
    } else if (view.row_count > 0) {
        fc_xlsx_view_write(&view, file, name, true);
    }
    fc_xlsx_view_release(&view);
}

/* Series and unit, as the chart is headed. */
static void make_title(char *out, size_t size, const fc_report_table *table)
{
    const char *unit = fc_xlsx_text(table, 0, "unit");

    (void)snprintf(out, size, "%.100s%s%.60s", fc_xlsx_text(table, 0, "series"),
                   unit[0] != '\0' ? ", " : "", unit);
}

/* The two sheets that formulas and the chart lead back and forth between. */
struct outlook {
    struct fc_xlsx_view history;
    struct fc_xlsx_view forecast;
};

/* Forecast first, then History; both are made before one is written. */
static void write_outlook(struct outlook *out, struct fc_xlsx *file,
                          const fc_report_table *table)
{
    struct fc_xlsx_view *history = &out->history;

    if (fc_xlsx_view_create(history, table, is_actual) != FC_OK
        || fc_xlsx_view_create(&out->forecast, table, is_forecast) != FC_OK) {
        fc_xlsx_check(file, LXW_ERROR_MEMORY_MALLOC_FAILED);
    } else if (out->forecast.row_count > 0) {
        out->forecast.before = history;
        (void)snprintf(history->sheet.name, sizeof history->sheet.name,
                       "History");
        fc_xlsx_view_write(&out->forecast, file, "Forecast", false);
        fc_xlsx_view_write(history, file, "History", true);
    }
}

static void write_chart(struct outlook *outlook, struct fc_xlsx *file)
{
    char title[200];

    if (file->status == FC_OK && outlook->forecast.row_count > 0) {
        make_title(title, sizeof title, outlook->forecast.table);
        fc_xlsx_add_chart(&outlook->history, &outlook->forecast, title);
    }
}

/* The tables for machines are complete; those for people alone are parts of
 * them. */
static void write_others(struct fc_xlsx *file, const fc_report *report,
                         const fc_report_table *projection)
{
    for (size_t i = 0; i < fc_report_table_count(report); i++) {
        const fc_report_table *table = fc_report_table_at(report, i);

        if (table == projection) {
            write_table(file, table, is_other, "Reference");
        } else if ((fc_report_table_audience(table) & FC_FOR_MACHINES) != 0) {
            write_table(file, table, NULL,
                        sheet_name(fc_report_table_name(table)));
        }
    }
}

static void write_tables(struct fc_xlsx *file, const fc_report *report)
{
    const fc_report_table *projection = fc_report_find_table(report,
                                                             "projection");
    struct outlook outlook = {.history = {.table = NULL}};

    if (projection != NULL) {
        write_outlook(&outlook, file, projection);
    }
    write_others(file, report, projection);
    write_chart(&outlook, file);
    write_about(file, report);
    fc_xlsx_view_release(&outlook.history);
    fc_xlsx_view_release(&outlook.forecast);
}

/* Seconds since 1970 at the beginning of a day, after the civil calendar. */
static time_t seconds_of(fc_date date)
{
    enum { seconds_a_day = 86400, days_to_1970 = 719468, days_an_era = 146097 };
    int year = date.month > 2 ? date.year : date.year - 1;
    int era = year / 400;
    int year_of_era = year % 400;
    int month = (date.month + 9) % 12;
    int day_of_year = (153 * month + 2) / 5 + date.day - 1;
    long days = (long)era * days_an_era + year_of_era * 365L + year_of_era / 4
                - year_of_era / 100 + day_of_year - days_to_1970;

    return (time_t)days * seconds_a_day;
}

/* The day on which the document says it was made: the end of the period that
 * the forecast was made after; that of zip's calendar if there is none. */
static time_t creation_time(const fc_report *report)
{
    const fc_report_table *table = fc_report_find_table(report, "projection");
    fc_date day = {.year = 1980, .month = 1, .day = 1};
    fc_date found = {0};

    for (size_t i = 0; table != NULL && i < fc_report_table_row_count(table);
         i++) {
        if (strcmp(fc_xlsx_text(table, i, "period"),
                   fc_xlsx_text(table, i, "as_of"))
                == 0
            && fc_date_parse(&found, fc_xlsx_text(table, i, "period_end"), NULL)
                   == FC_OK
            && found.year >= day.year) {
            return seconds_of(found);
        }
    }
    return seconds_of(day);
}

static void set_properties(struct fc_xlsx *file, const fc_report *report)
{
    lxw_doc_properties properties = {.created = creation_time(report)};

    fc_xlsx_check(file, workbook_set_properties(file->book, &properties));
}

static fc_status fill(fc_bytes *out, FILE *from)
{
    char block[8192];
    size_t size = 0;
    fc_status status = FC_OK;

    rewind(from);
    while (status == FC_OK
           && (size = fread(block, 1, sizeof block, from)) > 0) {
        status = fc_bytes_append(out, block, size);
    }
    return status == FC_OK && ferror(from) ? FC_ERR_WRITE : status;
}

static fc_status make_book(FILE *target, const fc_report *report, int digits)
{
    char path[32];
    struct fc_xlsx file = {.digits = digits, .footer = footer};

    /* A name for a file that has none and leaves none behind. */
    (void)snprintf(path, sizeof path, "/dev/fd/%d", fileno(target));
    fc_xlsx_open(&file, path);
    if (file.status == FC_OK) {
        set_properties(&file, report);
        write_tables(&file, report);
    }
    if (file.status == FC_OK) {
        fc_xlsx_check(&file, workbook_close(file.book));
    } else {
        lxw_workbook_free(file.book);
    }
    return file.status;
}

static fc_status xlsx_render(fc_bytes *out, const fc_report *report,
                             const fc_writer_options *options, fc_error *err)
{
    FILE *target = tmpfile();
    fc_status status = target != NULL ? FC_OK : FC_ERR_WRITE;
    bool whole = false;

    if (status == FC_OK) {
        status = make_book(target, report, options->digits);
    }
    if (status == FC_OK) {
        status = fill(out, target);
    }
    if (status == FC_OK) {
        status = fc_xlsx_is_whole(&whole, out->data, out->size);
    }
    if (target != NULL) {
        (void)fclose(target);
    }
    if (status == FC_ERR_ARGUMENT) {
        return FC_FAIL(err, status,
                       "a table has more rows or columns than a sheet takes "
                       "(1,048,576 and 16,384); use csv");
    }
    if (status == FC_ERR_WRITE || (status == FC_OK && !whole)) {
        return FC_FAIL(err, FC_ERR_WRITE,
                       "the workbook cannot be built: is the disk of temporary "
                       "files full, or not writable?");
    }
    return status;
}

const fc_writer fc_writer_xlsx = {
    .name = "xlsx",
    .suffix = "xlsx",
    .summary = "a workbook for Excel and LibreOffice: a table a sheet",
    .binary = true,
    .render = xlsx_render,
};
