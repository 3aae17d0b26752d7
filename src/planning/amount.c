/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/amount.h"

#include <math.h>
#include <stdbool.h>
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
