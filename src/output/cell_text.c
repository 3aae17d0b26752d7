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

/* Decimals of a probability in files, and at most in a table. */
enum { probability_decimals = 4, most_decimals = 12 };

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
        fc_number_format_significant(text, cell->number, digits);
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
    double least = pow(10.0, -decimals);

    if (value < least / 2.0) {
        (void)snprintf(text, FC_CELL_TEXT_SIZE, "<%.*f", decimals, least);
    } else if (value > 1.0 - least / 2.0) {
        (void)snprintf(text, FC_CELL_TEXT_SIZE, ">%.*f", decimals, 1.0 - least);
    } else {
        (void)snprintf(text, FC_CELL_TEXT_SIZE, "%.*f", decimals, value);
    }
}

void fc_cell_text_rounded(char text[FC_CELL_TEXT_SIZE], const fc_cell *cell,
                          const fc_column *column, int digits)
{
    int decimals = column->decimals < most_decimals ? column->decimals
                                                    : most_decimals;

    if (cell->style == FC_STYLE_PROBABILITY) {
        round_probability(text, cell->number,
                          decimals > 0 ? decimals : probability_decimals);
        return;
    }
    if (cell->style == FC_STYLE_INTEGER) {
        format_integer(text, cell->number);
    } else if (decimals < 0) {
        fc_number_format_significant(text, cell->number, digits);
    } else if (fabs(cell->number) >= plain_limit) {
        fc_number_format_significant(text, cell->number, digits);
    } else {
        (void)snprintf(text, FC_CELL_TEXT_SIZE, "%.*f", decimals, cell->number);
        drop_sign_of_zero(text);
    }
    separate_thousands(text);
}
