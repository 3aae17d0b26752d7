/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output/cell_text.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

/* From here on doubles have gaps of more than 0.1: decimals mean nothing, and
 * the digits would not fit. */
static const double plain_limit = 1e15;

enum {
    file_digits = 10, /* of COMPUTED numbers in files, unless asked otherwise */
    people_digits = 6, /* where a column leaves its decimals open */
    probability_decimals = 4,
    most_decimals = 12,
};

static void format_probability(char text[FC_CELL_TEXT_SIZE], double value)
{
    static const double least = 1e-4;

    (void)snprintf(text, FC_CELL_TEXT_SIZE, "%.*f", probability_decimals,
                   fmin(fmax(value, least), 1.0 - least));
}

static void format_integer(char text[FC_CELL_TEXT_SIZE], double value)
{
    fc_number_format_exact(text, round(value));
}

void fc_cell_text_exact(char text[FC_CELL_TEXT_SIZE], const fc_cell *cell,
                        int digits)
{
    switch (cell->style) {
    case FC_STYLE_COMPUTED:
        fc_number_format_significant(text, cell->number,
                                     digits > 0 ? digits : file_digits);
        return;
    case FC_STYLE_PROBABILITY:
        format_probability(text, cell->number);
        return;
    case FC_STYLE_INTEGER:
        format_integer(text, cell->number);
        return;
    case FC_STYLE_TEXT:
    case FC_STYLE_EXACT:
        break;
    }
    fc_number_format_exact(text, cell->number);
}

/* 1234567.5 -> 1,234,567.5; exponents are left alone. */
static void separate_thousands(char text[FC_CELL_TEXT_SIZE])
{
    size_t sign = text[0] == '-';
    size_t whole = 0;

    while (isdigit((unsigned char)text[sign + whole])) {
        whole++;
    }
    for (size_t left = whole; left > 3; left -= 3) {
        char *gap = text + sign + left - 3;

        if (strlen(text) + 2 > FC_CELL_TEXT_SIZE) {
            return;
        }
        memmove(gap + 1, gap, strlen(gap) + 1);
        *gap = ',';
    }
}

/* -0.00 carries a sign that means nothing. */
static void drop_sign_of_zero(char *text)
{
    if (text[0] == '-' && strspn(text + 1, "0.") == strlen(text + 1)) {
        memmove(text, text + 1, strlen(text));
    }
}

static void round_probability(char text[FC_CELL_TEXT_SIZE], double value,
                              int decimals)
{
    double least = 0.0;

    decimals = decimals < most_decimals ? decimals : most_decimals;
    least = pow(10.0, -decimals);

    if (value < least / 2.0) {
        (void)snprintf(text, FC_CELL_TEXT_SIZE, "<%.*f", decimals, least);
    } else if (value > 1.0 - least / 2.0) {
        (void)snprintf(text, FC_CELL_TEXT_SIZE, ">%.*f", decimals, 1.0 - least);
    } else {
        (void)snprintf(text, FC_CELL_TEXT_SIZE, "%.*f", decimals, value);
    }
}

/* As many decimals as the size of the number calls for: none from a million
 * on, where six digits would round the units away. */
static void format_open(char text[FC_CELL_TEXT_SIZE], double value)
{
    static const double large = 1e6;

    if (fabs(value) >= large && fabs(value) < plain_limit) {
        (void)snprintf(text, FC_CELL_TEXT_SIZE, "%.0f", value);
    } else {
        fc_number_format_significant(text, value, people_digits);
    }
}

static void format_fixed(char text[FC_CELL_TEXT_SIZE], double value,
                         int decimals)
{
    if (fabs(value) >= plain_limit) {
        format_open(text, value);
        return;
    }
    (void)snprintf(text, FC_CELL_TEXT_SIZE, "%.*f",
                   decimals < most_decimals ? decimals : most_decimals, value);
    drop_sign_of_zero(text);
}

void fc_cell_text_rounded(char text[FC_CELL_TEXT_SIZE], const fc_cell *cell,
                          const fc_column *column, int digits)
{
    bool is_computed = cell->style == FC_STYLE_COMPUTED;

    if (cell->style == FC_STYLE_PROBABILITY) {
        round_probability(text, cell->number,
                          column->decimals > 0 ? column->decimals
                                               : probability_decimals);
        return;
    }
    if (cell->style == FC_STYLE_INTEGER) {
        format_integer(text, cell->number);
    } else if (is_computed && digits > 0) {
        fc_number_format_significant(text, cell->number, digits);
    } else if (column->decimals >= 0) {
        format_fixed(text, cell->number, column->decimals);
    } else if (is_computed) {
        format_open(text, cell->number);
    } else {
        fc_number_format_exact(text, cell->number);
    }
    separate_thousands(text);
}
