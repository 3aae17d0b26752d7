/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A period from any text. The first byte chooses frequency and fiscal year.
 * What is read must be written in a form that reads back as the same period.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/period.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_round_trip(fc_period period, fc_calendar calendar)
{
    char text[FC_PERIOD_TEXT_SIZE];
    fc_period again = {0};

    if (fc_period_fiscal_year(period, calendar) > 9999) {
        return; /* years are read with four digits */
    }
    fc_period_format(text, period, calendar);
    if (fc_period_parse(&again, text, period.frequency, calendar, NULL) != FC_OK
        || again.index != period.index) {
        abort();
    }
    (void)fc_period_fiscal_position(fc_period_add(period, INT64_MAX), calendar);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[64] = {0};
    fc_calendar calendar = {0};
    fc_period period = {0};

    if (size == 0 || size > sizeof text) {
        return 0;
    }
    memcpy(text, data + 1, size - 1);
    calendar.fiscal_year_end = data[0] % 13;
    if (fc_period_parse(&period, text, (fc_frequency)(data[0] / 13 % 8),
                        calendar, NULL)
        == FC_OK) {
        check_round_trip(period, calendar);
    }
    return 0;
}
