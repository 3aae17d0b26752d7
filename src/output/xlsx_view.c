/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output/xlsx_view.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/period.h"

#include "base/memory.h"

size_t fc_xlsx_find_column(const fc_report_table *table, const char *name)
{
    size_t count = fc_report_table_column_count(table);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(fc_report_table_column(table, i)->name, name) == 0) {
            return i;
        }
    }
    return count;
}

const char *fc_xlsx_text(const fc_report_table *table, size_t row,
                         const char *name)
{
    size_t column = fc_xlsx_find_column(table, name);
    fc_cell cell = {.type = FC_CELL_EMPTY};

    if (column < fc_report_table_column_count(table)) {
        cell = fc_report_table_cell(table, row, column);
    }
    return cell.type == FC_CELL_TEXT ? cell.text : "";
}

bool fc_xlsx_view_place(const struct fc_xlsx_view *view, const char *name,
                        size_t *out)
{
    size_t column = fc_xlsx_find_column(view->table, name);

    for (size_t i = 0; i < view->column_count; i++) {
        if (view->columns[i] == column) {
            *out = i;
            return true;
        }
    }
    return false;
}

static bool same_cell(const fc_cell *a, const fc_cell *b)
{
    if (a->type != b->type) {
        return false;
    }
    switch (a->type) {
    case FC_CELL_TEXT:
        return strcmp(a->text, b->text) == 0;
    case FC_CELL_NUMBER:
        return !(a->number < b->number) && !(a->number > b->number);
    case FC_CELL_EMPTY:
        break;
    }
    return true;
}

static bool is_constant(const struct fc_xlsx_view *view, size_t column)
{
    fc_cell first = fc_report_table_cell(view->table, view->rows[0], column);

    for (size_t i = 1; i < view->row_count; i++) {
        fc_cell cell = fc_report_table_cell(view->table, view->rows[i], column);

        if (!same_cell(&first, &cell)) {
            return false;
        }
    }
    return true;
}

/* Is the column worth its place? */
static bool is_shown(const struct fc_xlsx_view *view, size_t column)
{
    static const char *const told_elsewhere[] = {
        "series", "unit", "kind",    "model",   "origin",
        "as_of",  "seed", "version", "scenario"};
    const char *name = fc_report_table_column(view->table, column)->name;
    fc_cell first = {.type = FC_CELL_EMPTY};

    if (view->row_count == 0 || !is_constant(view, column)) {
        return true;
    }
    first = fc_report_table_cell(view->table, view->rows[0], column);
    for (size_t i = 0; i < sizeof told_elsewhere / sizeof *told_elsewhere;
         i++) {
        if (strcmp(name, told_elsewhere[i]) == 0) {
            return false;
        }
    }
    return first.type != FC_CELL_EMPTY;
}

/* The end of February is one day, whatever the year: it is what a year before
 * is looked up by. */
static int read_day(const char *text)
{
    enum { february = 2, shortest = 28, longest = 29 };
    fc_date date = {0};

    if (fc_date_parse(&date, text, NULL) != FC_OK) {
        return 0;
    }
    if (date.month == february && date.day == shortest) {
        date.day = longest;
    }
    return (date.year * 100 + date.month) * 100 + date.day;
}

static void read_facts(struct fc_xlsx_view *view)
{
    size_t value = fc_xlsx_find_column(view->table, "value");

    for (size_t i = 0; i < view->row_count; i++) {
        size_t row = view->rows[i];
        fc_cell cell = {.type = FC_CELL_EMPTY};

        if (value < fc_report_table_column_count(view->table)) {
            cell = fc_report_table_cell(view->table, row, value);
        }
        view->facts[i] = (struct fc_xlsx_fact){
            .day = read_day(fc_xlsx_text(view->table, row, "period_end")),
            .total = strcmp(fc_xlsx_text(view->table, row, "kind"), "total")
                     == 0,
            .value = cell.type == FC_CELL_NUMBER ? cell.number : (double)NAN,
        };
    }
}

fc_status fc_xlsx_view_create(struct fc_xlsx_view *out,
                              const fc_report_table *table,
                              fc_xlsx_filter *filter)
{
    size_t rows = fc_report_table_row_count(table);
    size_t columns = fc_report_table_column_count(table);

    *out = (struct fc_xlsx_view){.table = table};
    out->rows = fc_calloc(rows, sizeof *out->rows);
    out->columns = fc_calloc(columns, sizeof *out->columns);
    out->facts = fc_calloc(rows, sizeof *out->facts);
    if (out->rows == NULL || out->columns == NULL || out->facts == NULL) {
        return FC_ERR_MEMORY;
    }
    for (size_t i = 0; i < rows; i++) {
        if (filter == NULL || filter(table, i)) {
            out->rows[out->row_count++] = i;
        }
    }
    for (size_t i = 0; i < columns; i++) {
        if (filter == NULL || is_shown(out, i)) {
            out->columns[out->column_count++] = i;
        }
    }
    read_facts(out);
    return FC_OK;
}

void fc_xlsx_view_release(struct fc_xlsx_view *view)
{
    free(view->rows);
    free(view->columns);
    free(view->facts);
    *view = (struct fc_xlsx_view){0};
}

enum { heading_size = 64 };

/* "lower_80": "Lower 80". */
static void make_heading(char out[heading_size], const fc_column *column)
{
    static const struct {
        const char *name;
        const char *heading;
    } own[] = {
        {"yoy_pct", "Growth"},
        {"p_below", "P(below)"},
        {"p_inside", "P(inside)"},
        {"p_above", "P(above)"},
    };

    if (column->title != NULL) {
        (void)snprintf(out, heading_size, "%s", column->title);
        return;
    }
    (void)snprintf(out, heading_size, "%s", column->name);
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        if (strcmp(column->name, own[i].name) == 0) {
            (void)snprintf(out, heading_size, "%s", own[i].heading);
            return;
        }
    }
    out[0] = (char)toupper((unsigned char)out[0]);
    for (char *c = out; *c != '\0'; c++) {
        if (*c == '_') {
            *c = ' ';
        }
    }
}

/* How the numbers of a column are shown. */
struct number_style {
    int decimals; /* -1: the general format */
    const char *suffix;
};

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);

    return length >= strlen(end)
           && strcmp(text + length - strlen(end), end) == 0;
}

/* Where a column leaves its decimals open: what its largest number calls for,
 * and none if all are whole. */
static int open_decimals(const struct fc_xlsx_view *view, size_t column)
{
    static const double many = 1000.0;
    static const double one = 1.0;
    static const double least = 1e-3;
    double largest = 0.0;
    bool whole = true;

    for (size_t i = 0; i < view->row_count; i++) {
        fc_cell cell = fc_report_table_cell(view->table, view->rows[i], column);

        if (cell.type == FC_CELL_NUMBER) {
            largest = fmax(largest, fabs(cell.number));
            whole = whole && floor(cell.number) >= cell.number;
        }
    }
    if (whole) {
        return 0;
    }
    if (largest >= one) {
        return largest >= many ? 1 : 3;
    }
    return largest >= least ? 4 : -1;
}

static struct number_style choose_style(const struct fc_xlsx_view *view,
                                        size_t index)
{
    const fc_column *column = fc_report_table_column(view->table, index);
    struct number_style style = {.decimals = column->decimals, .suffix = ""};

    if (ends_with(column->name, "_pct")
        || (column->suffix != NULL && strcmp(column->suffix, "%") == 0)) {
        style.suffix = "\"%\"";
        style.decimals = style.decimals >= 0 ? style.decimals : 1;
    } else if (style.decimals < 0) {
        style.decimals = open_decimals(view, index);
    }
    return style;
}

static void make_format(char *out, size_t size, struct number_style style)
{
    if (style.decimals < 0) {
        (void)snprintf(out, size, "General");
    } else {
        (void)snprintf(out, size, "#,##0%s%.*s%s",
                       style.decimals > 0 ? "." : "", style.decimals,
                       "000000000000", style.suffix);
    }
}

/* The longest word of a heading, which breaks between words, and the arrow of
 * the filter. */
static size_t heading_width(const char *heading)
{
    enum { arrow = 3 };
    size_t longest = 0;

    while (*heading != '\0') {
        size_t length = strcspn(heading, " ");

        longest = length > longest ? length : longest;
        heading += length + (heading[length] != '\0');
    }
    return longest + arrow;
}

/* The formats of the numbers of a column. A cell may have a style of its own.
 */
struct column_formats {
    lxw_format *own;
    int decimals;
    lxw_format *whole;
    lxw_format *odds;
};

enum { odds_decimals = 4 };

static struct column_formats make_formats(const struct fc_xlsx_view *view,
                                          size_t index)
{
    struct number_style style = choose_style(view, index);
    struct fc_xlsx *file = view->sheet.file;
    char text[heading_size];

    make_format(text, sizeof text, style);
    return (struct column_formats){
        .own = fc_xlsx_number_format(file, text),
        .decimals = style.decimals,
        .whole = fc_xlsx_number_format(file, "#,##0"),
        .odds = fc_xlsx_number_format(file, "0.0000"),
    };
}

static size_t put_cell(struct fc_xlsx_view *view, size_t row, size_t place,
                       const struct column_formats *formats)
{
    char formula[FC_XLSX_FORMULA_SIZE];
    struct fc_xlsx_cell cell = {
        .cell = fc_report_table_cell(view->table, view->rows[row],
                                     view->columns[place])};
    bool is_whole = cell.cell.style == FC_STYLE_INTEGER;
    lxw_format *format = is_whole ? formats->whole : formats->own;
    int decimals = is_whole ? 0 : formats->decimals;

    if (cell.cell.style == FC_STYLE_PROBABILITY) {
        format = formats->odds;
        decimals = odds_decimals;
    }
    if (fc_xlsx_formula(formula, view, row, place)) {
        cell.formula = formula;
    }
    return fc_xlsx_put(&view->sheet, row + 1, place, &cell, format, decimals);
}

static void write_column(struct fc_xlsx_view *view, size_t place)
{
    size_t index = view->columns[place];
    struct column_formats formats = make_formats(view, index);
    char heading[heading_size];
    size_t width = 0;

    make_heading(heading, fc_report_table_column(view->table, index));
    fc_xlsx_put_heading(&view->sheet, place, heading);
    width = heading_width(heading);
    for (size_t i = 0; i < view->row_count; i++) {
        size_t shown = put_cell(view, i, place, &formats);

        width = shown > width ? shown : width;
    }
    fc_xlsx_set_width(&view->sheet, place, width);
}

/* The whole of the sheet, and its columns, as names for other formulas. */
static void name_ranges(const struct fc_xlsx_view *view)
{
    char name[2 * FC_XLSX_NAME_SIZE + heading_size];
    char stem[FC_XLSX_NAME_SIZE];
    size_t count = view->column_count;

    memcpy(stem, view->sheet.name, sizeof stem);
    for (char *c = stem; *c != '\0'; c++) {
        *c = *c == ' ' ? '_' : *c;
    }
    if (isdigit((unsigned char)stem[0])) {
        return; /* no name of a range begins so */
    }
    (void)snprintf(name, sizeof name, "%s_table", stem);
    fc_xlsx_name_range(&view->sheet, name, 0, count - 1, view->row_count);
    for (size_t i = 0; i < count; i++) {
        const char *column =
            fc_report_table_column(view->table, view->columns[i])->name;

        if (strspn(column, "abcdefghijklmnopqrstuvwxyz0123456789_")
            == strlen(column)) {
            (void)snprintf(name, sizeof name, "%s_%.60s", stem, column);
            fc_xlsx_name_range(&view->sheet, name, i, i, view->row_count);
        }
    }
}

void fc_xlsx_view_write(struct fc_xlsx_view *view, struct fc_xlsx *file,
                        const char *name, bool filtered)
{
    fc_xlsx_add_sheet(&view->sheet, file, name);
    for (size_t i = 0; i < view->column_count; i++) {
        write_column(view, i);
    }
    fc_xlsx_finish_sheet(&view->sheet, view->column_count, view->row_count,
                         filtered);
    if (view->column_count > 0) {
        name_ranges(view);
    }
}
