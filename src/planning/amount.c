/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/amount.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Above this the plain digits would not fit, nor would anyone read them. */
static const double plain_limit = 1e15;

int fc_amount_decimals(double size)
{
    double magnitude = fabs(size);
    double limit = 1.0;
    int decimals = 3;

    while (decimals > 0 && magnitude >= limit) {
        decimals--;
        limit *= 10.0;
    }
    return decimals;
}

/* Smallest and largest known value; are all of them whole numbers? */
struct extent {
    double least;
    double most;
    bool whole;
};

static struct extent extent_of(fc_span span)
{
    struct extent out = {INFINITY, -INFINITY, true};

    for (size_t t = 0; t < span.length; t++) {
        double value = span.values[t];

        if (!isnan(value)) {
            out.least = fmin(out.least, value);
            out.most = fmax(out.most, value);
            out.whole = out.whole && value == floor(value);
        }
    }
    return out;
}

int fc_amount_decimals_of(fc_span span)
{
    struct extent extent = extent_of(span);
    double range = extent.most - extent.least;
    double last = span.length > 0 ? span.values[span.length - 1] : 0.0;
    int decimals = last != 0.0 ? fc_amount_decimals(last) : 0;

    if (range > 0.0 && fc_amount_decimals(range) > decimals) {
        decimals = fc_amount_decimals(range);
    }
    if (decimals == 0 && range > 0.0
        && (range < 200.0 || (range < 1000.0 && !extent.whole))) {
        decimals = 1;
    }
    return decimals;
}

void fc_percent_format(char text[FC_AMOUNT_TEXT_SIZE], double percent,
                       int decimals)
{
    if (percent >= FC_PERCENT_LIMIT) {
        (void)snprintf(text, FC_AMOUNT_TEXT_SIZE, "over 1,000 %%");
    } else if (percent <= -FC_PERCENT_LIMIT) {
        (void)snprintf(text, FC_AMOUNT_TEXT_SIZE, "under -1,000 %%");
    } else {
        (void)snprintf(text, FC_AMOUNT_TEXT_SIZE, "%.*f %%", decimals, percent);
    }
}

void fc_amount_format(char text[FC_AMOUNT_TEXT_SIZE], double value,
                      int decimals)
{
    char plain[FC_AMOUNT_TEXT_SIZE] = "";
    size_t digits = 0;
    size_t used = 0;
    bool negative = false;

    if (!(fabs(value) < plain_limit)) {
        (void)snprintf(text, FC_AMOUNT_TEXT_SIZE, "%.6g", value);
        return;
    }
    (void)snprintf(plain, sizeof plain, "%.*f", decimals, value);
    negative = plain[0] == '-';
    digits = strspn(plain + negative, "0123456789");
    if (negative && strpbrk(plain, "123456789") != NULL) {
        text[used++] = '-'; /* but what rounds to zero has no sign */
    }
    for (const char *from = plain + negative; *from != '\0'; from++) {
        text[used++] = *from;
        if (digits > 0) {
            digits--;
            if (digits > 0 && digits % 3 == 0) {
                text[used++] = ',';
            }
        }
    }
    text[used] = '\0';
}
