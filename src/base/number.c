/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/number.h"

#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

double fc_missing(void)
{
    return (double)NAN;
}

static const char *skip_digits(const char *text, size_t *count)
{
    while (isdigit((unsigned char)*text)) {
        text++;
        (*count)++;
    }
    return text;
}

/* What strtod() takes is more than a number in a file may be. */
static bool is_decimal(const char *text)
{
    size_t digits = 0;
    size_t exponent_digits = 0;

    text += *text == '+' || *text == '-';
    text = skip_digits(text, &digits);
    if (*text == '.') {
        text = skip_digits(text + 1, &digits);
    }
    if (digits > 0 && (*text == 'e' || *text == 'E')) {
        text++;
        text += *text == '+' || *text == '-';
        text = skip_digits(text, &exponent_digits);
        if (exponent_digits == 0) {
            return false;
        }
    }
    return digits > 0 && *text == '\0';
}

bool fc_number_parse(double *out, const char *text)
{
    double value = is_decimal(text) ? strtod(text, NULL) : fc_missing();

    if (!isfinite(value)) {
        return false;
    }
    *out = value;
    return true;
}

/* Sales are written 637959, not 6.37959e+05: exponents only where the plain
 * form would need padding zeros that carry no information. */
static const double plain_limit = 1e15;

/* A whole number that is written without exponent. */
static bool is_plain(double value)
{
    return fabs(value) < plain_limit && value == trunc(value);
}

void fc_number_format_exact(char text[FC_NUMBER_TEXT_SIZE], double value)
{
    value += 0.0; /* -0 is written 0 */
    if (is_plain(value)) {
        (void)snprintf(text, FC_NUMBER_TEXT_SIZE, "%.0f", value);
        return;
    }
    /* 15 digits always come back from a normal double: if they read as this
     * one they are the shortest, for %g drops the zeros behind them. */
    for (int digits = fabs(value) < DBL_MIN ? 1 : DBL_DIG; digits <= 17;
         digits++) {
        (void)snprintf(text, FC_NUMBER_TEXT_SIZE, "%.*g", digits, value);
        if (strtod(text, NULL) == value) {
            return;
        }
    }
}

void fc_number_format_significant(char text[FC_NUMBER_TEXT_SIZE], double value,
                                  int digits)
{
    char shorter[FC_NUMBER_TEXT_SIZE];
    double rounded = 0.0;

    /* Round first, then write the rounded value in the shortest way: 1e+10
     * becomes 10000000000. The largest doubles would round to infinity. */
    (void)snprintf(shorter, sizeof shorter, "%.*g", digits, value);
    rounded = strtod(shorter, NULL);
    if (digits <= DBL_DIG && isfinite(rounded) && !is_plain(rounded)
        && fabs(rounded) >= DBL_MIN) {
        (void)snprintf(text, FC_NUMBER_TEXT_SIZE, "%s", shorter);
        return; /* it is the shortest already */
    }
    fc_number_format_exact(text, isfinite(rounded) ? rounded : value);
}
