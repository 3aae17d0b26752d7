/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasts of others. */
#include <stddef.h>
#include <stdint.h>

#include "forecast/init.h"
#include "forecast/ledger.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const fc_calendar june = {.fiscal_year_end = 6};
    fc_outside *outside = NULL;

    fc_init();
    (void)fc_outside_parse(&outside, (const char *)data, size, "fuzz", "fuzz",
                           june, NULL);
    fc_outside_free(outside);
    return 0;
}
