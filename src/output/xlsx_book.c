/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output/xlsx_book.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/period.h"

#include "base/memory.h"
#include "base/number.h"
#include "output/cell_text.h"

enum {
    longest_text = 32767, /* of a cell, in Excel */
    widest_text = 72,     /* characters of a column; longer texts wrap */
    iso_date_length = 10,
    /* Digits that Excel and LibreOffice keep of a number. */
    whole_digits = 15,
    first_year = 1901, /* Excel takes 1900 for a leap year */
    paper_a4 = 9,
};

/* Points: two lines. */
static const double heading_height = 30.0;

static const lxw_color_t heading_fill = 0xE8EEF4;

static lxw_format *add_format(struct fc_xlsx *file)
{
    lxw_format *format = NULL;

    if (file->status != FC_OK) {
        return NULL;
    }
    format = workbook_add_format(file->book);
    if (format == NULL) {
        fc_xlsx_check(file, LXW_ERROR_MEMORY_MALLOC_FAILED);
    }
    return format;
}

lxw_format *fc_xlsx_number_format(struct fc_xlsx *file, const char *format)
{
    lxw_format *out = add_format(file);

    if (out != NULL) {
        format_set_num_format(out, format);
        format_set_align(out, LXW_ALIGN_VERTICAL_CENTER);
    }
    return out;
}

static void add_formats(struct fc_xlsx *file)
{
    file->heading = add_format(file);
    file->text = add_format(file);
    file->wrapped = add_format(file);
    file->date = fc_xlsx_number_format(file, "yyyy-mm-dd");
    if (file->status == FC_OK) {
        format_set_bold(file->heading);
        format_set_bg_color(file->heading, heading_fill);
        format_set_bottom(file->heading, LXW_BORDER_THIN);
        format_set_align(file->heading, LXW_ALIGN_CENTER);
        format_set_align(file->heading, LXW_ALIGN_VERTICAL_CENTER);
        format_set_text_wrap(file->heading);
        format_set_align(file->text, LXW_ALIGN_VERTICAL_CENTER);
        format_set_align(file->text, LXW_ALIGN_LEFT);
        format_set_indent(file->text, 1); /* numbers end at its left */
        format_set_align(file->wrapped, LXW_ALIGN_VERTICAL_CENTER);
        format_set_align(file->wrapped, LXW_ALIGN_LEFT);
        format_set_indent(file->wrapped, 1);
        format_set_text_wrap(file->wrapped);
        format_set_align(file->date, LXW_ALIGN_LEFT);
    }
}

void fc_xlsx_open(struct fc_xlsx *file, const char *path)
{
    file->book = workbook_new(path);
    if (file->book == NULL) {
        fc_xlsx_check(file, LXW_ERROR_MEMORY_MALLOC_FAILED);
    }
    add_formats(file);
}

static fc_status status_of(lxw_error error)
{
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED) {
        return FC_ERR_MEMORY;
    }
    return error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE ? FC_ERR_ARGUMENT
                                                           : FC_ERR_WRITE;
}

void fc_xlsx_check(struct fc_xlsx *file, lxw_error error)
{
    if (file->status == FC_OK && error != LXW_NO_ERROR) {
        file->status = status_of(error);
    }
}

/* What Excel allows in the name of a sheet, and no more: names of ranges are
 * made from it. */
static void clean_name(char out[FC_XLSX_NAME_SIZE], const char *wanted)
{
    size_t length = 0;

    for (; wanted[length] != '\0' && length < FC_XLSX_NAME_SIZE - 1; length++) {
        unsigned char c = (unsigned char)wanted[length];

        out[length] = (char)(c < 0x80 && isalnum(c) ? c : ' ');
    }
    out[length] = '\0';
    if (length == 0) {
        (void)snprintf(out, FC_XLSX_NAME_SIZE, "Table");
    }
    out[0] = (char)toupper((unsigned char)out[0]);
}

static void choose_name(char out[FC_XLSX_NAME_SIZE], const struct fc_xlsx *file,
                        const char *wanted)
{
    char stem[FC_XLSX_NAME_SIZE];
    unsigned number = 1;

    clean_name(stem, wanted);
    memcpy(out, stem, sizeof stem);
    while (workbook_validate_sheet_name(file->book, out)
           == LXW_ERROR_SHEETNAME_ALREADY_USED) {
        number++;
        (void)snprintf(out, FC_XLSX_NAME_SIZE, "%.20s %u", stem, number);
    }
}

void fc_xlsx_add_sheet(struct fc_xlsx_sheet *out, struct fc_xlsx *file,
                       const char *wanted)
{
    *out = (struct fc_xlsx_sheet){.file = file};
    if (file->status != FC_OK) {
        return;
    }
    choose_name(out->name, file, wanted);
    out->sheet = workbook_add_worksheet(file->book, out->name);
    if (out->sheet == NULL) {
        fc_xlsx_check(file, LXW_ERROR_MEMORY_MALLOC_FAILED);
    }
}

/* Characters, where bytes of UTF-8 that go on are none. */
static size_t count_characters(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++) {
        count += ((unsigned char)*text & 0xc0) != 0x80;
    }
    return count;
}

void fc_xlsx_put_heading(struct fc_xlsx_sheet *sheet, size_t column,
                         const char *heading)
{
    if (sheet->file->status == FC_OK) {
        fc_xlsx_check(sheet->file,
                      worksheet_write_string(sheet->sheet, 0, (lxw_col_t)column,
                                             heading, sheet->file->heading));
    }
}

double fc_xlsx_number(const struct fc_xlsx *file, const fc_cell *cell)
{
    char text[FC_CELL_TEXT_SIZE];
    double value = cell->number;

    fc_cell_text_exact(text, cell, file->digits);
    (void)fc_number_parse(&value, text);
    return value;
}

static bool read_date(lxw_datetime *out, const char *text)
{
    fc_date date = {0};

    if (strlen(text) != iso_date_length || text[4] != '-' || text[7] != '-'
        || fc_date_parse(&date, text, NULL) != FC_OK
        || date.year < first_year) {
        return false;
    }
    *out = (lxw_datetime){
        .year = date.year, .month = date.month, .day = date.day};
    return true;
}

/* Is the text a number that a cell can hold without losing a character? */
static bool read_number(double *out, const char *text)
{
    char back[FC_NUMBER_TEXT_SIZE];

    if (strlen(text) > whole_digits || !fc_number_parse(out, text)) {
        return false;
    }
    fc_number_format_exact(back, *out);
    return strcmp(back, text) == 0;
}

/* Excel takes no more of a text; the end goes. */
static lxw_error write_long(lxw_worksheet *sheet, lxw_row_t row,
                            lxw_col_t column, const char *text,
                            lxw_format *format)
{
    static const char rest[] = "...";
    char *start = fc_text_copy(text);
    size_t length = longest_text - strlen(rest);
    lxw_error error = LXW_ERROR_MEMORY_MALLOC_FAILED;

    if (start != NULL) {
        while (length > 0 && ((unsigned char)start[length] & 0xc0) == 0x80) {
            length--;
        }
        memcpy(start + length, rest, sizeof rest);
        error = worksheet_write_string(sheet, row, column, start, format);
    }
    free(start);
    return error;
}

/* A text that wraps needs a higher row; of two such texts the higher one. */
static void make_room(struct fc_xlsx_sheet *sheet, lxw_row_t row,
                      const char *text, size_t length)
{
    static const double line_height = 15.0;
    static const double most = 409.0;              /* Excel's highest row */
    size_t lines = 1 + length / (widest_text - 6); /* words do not break */
    const lxw_row *now = lxw_worksheet_find_row(sheet->sheet, row);
    double height = 0.0;

    for (; (text = strchr(text, '\n')) != NULL; text++) {
        lines++;
    }
    height = fmin((double)lines * line_height, most);
    if (now == NULL || now->height < height) {
        fc_xlsx_check(sheet->file,
                      worksheet_set_row(sheet->sheet, row, height, NULL));
    }
}

static size_t put_text(struct fc_xlsx_sheet *sheet, lxw_row_t row,
                       lxw_col_t column, const char *text)
{
    struct fc_xlsx *file = sheet->file;
    size_t length = count_characters(text);
    bool wraps = length > widest_text || strchr(text, '\n') != NULL;
    lxw_format *format = wraps ? file->wrapped : file->text;
    lxw_datetime date;
    double number = 0.0;

    if (read_date(&date, text)) {
        fc_xlsx_check(file, worksheet_write_datetime(sheet->sheet, row, column,
                                                     &date, file->date));
    } else if (read_number(&number, text)) {
        fc_xlsx_check(file, worksheet_write_number(sheet->sheet, row, column,
                                                   number, file->text));
    } else if (strlen(text) > longest_text) {
        fc_xlsx_check(
            file, write_long(sheet->sheet, row, column, text, file->wrapped));
    } else {
        fc_xlsx_check(file, worksheet_write_string(sheet->sheet, row, column,
                                                   text, format));
    }
    if (wraps) {
        make_room(sheet, row, text, length);
    }
    return length;
}

/* Characters of a number with its decimals and separators; of one in the
 * general format, those it may take. */
static size_t shown_width(double value, int decimals)
{
    static const double plain_limit = 1e15;
    char text[FC_CELL_TEXT_SIZE];

    if (decimals < 0 || fabs(value) >= plain_limit) {
        return FC_NUMBER_TEXT_SIZE / 2;
    }
    (void)snprintf(text, sizeof text, "%.*f", decimals, value);
    return strlen(text) + strcspn(text, ".") / 3 + 1;
}

size_t fc_xlsx_put(struct fc_xlsx_sheet *sheet, size_t row, size_t column,
                   const struct fc_xlsx_cell *cell, lxw_format *format,
                   int decimals)
{
    struct fc_xlsx *file = sheet->file;
    lxw_row_t r = (lxw_row_t)row;
    lxw_col_t c = (lxw_col_t)column;
    double value = 0.0;

    if (file->status != FC_OK || cell->cell.type == FC_CELL_EMPTY) {
        return 0;
    }
    if (cell->cell.type == FC_CELL_TEXT && cell->formula == NULL) {
        return put_text(sheet, r, c, cell->cell.text);
    }
    if (cell->cell.type == FC_CELL_TEXT) {
        fc_xlsx_check(
            file, worksheet_write_formula_str(sheet->sheet, r, c, cell->formula,
                                              file->text, cell->cell.text));
        return count_characters(cell->cell.text);
    }
    value = fc_xlsx_number(file, &cell->cell);
    if (cell->formula != NULL) {
        fc_xlsx_check(file, worksheet_write_formula_num(sheet->sheet, r, c,
                                                        cell->formula, format,
                                                        value));
    } else {
        fc_xlsx_check(
            file, worksheet_write_number(sheet->sheet, r, c, value, format));
    }
    return shown_width(value, decimals);
}

void fc_xlsx_set_width(struct fc_xlsx_sheet *sheet, size_t column,
                       size_t characters)
{
    double width = (double)(characters < widest_text ? characters : widest_text)
                       * 1.1
                   + 2.0;

    if (sheet->file->status == FC_OK) {
        fc_xlsx_check(sheet->file,
                      worksheet_set_column(sheet->sheet, (lxw_col_t)column,
                                           (lxw_col_t)column, width, NULL));
    }
}

void fc_xlsx_name_range(const struct fc_xlsx_sheet *sheet, const char *name,
                        size_t first_column, size_t last_column, size_t rows)
{
    char range[LXW_MAX_CELL_RANGE_LENGTH];
    char formula[FC_XLSX_FORMULA_SIZE];

    if (sheet->file->status != FC_OK || rows == 0) {
        return;
    }
    lxw_rowcol_to_range_abs(range, 1, (lxw_col_t)first_column, (lxw_row_t)rows,
                            (lxw_col_t)last_column);
    (void)snprintf(formula, sizeof formula, "='%s'!%s", sheet->name, range);
    fc_xlsx_check(sheet->file,
                  workbook_define_name(sheet->file->book, name, formula));
}

void fc_xlsx_finish_sheet(struct fc_xlsx_sheet *sheet, size_t columns,
                          size_t rows, bool filtered)
{
    struct fc_xlsx *file = sheet->file;

    if (file->status != FC_OK) {
        return;
    }
    fc_xlsx_check(file,
                  worksheet_set_row(sheet->sheet, 0, heading_height, NULL));
    worksheet_freeze_panes(sheet->sheet, 1, 0);
    worksheet_set_landscape(sheet->sheet);
    worksheet_set_paper(sheet->sheet, paper_a4);
    worksheet_fit_to_pages(sheet->sheet, 1, 0);
    fc_xlsx_check(file, worksheet_repeat_rows(sheet->sheet, 0, 0));
    fc_xlsx_check(file, worksheet_set_footer(sheet->sheet, file->footer));
    if (filtered && rows > 0) {
        fc_xlsx_check(file,
                      worksheet_autofilter(sheet->sheet, 0, 0, (lxw_row_t)rows,
                                           (lxw_col_t)(columns - 1)));
    }
}
