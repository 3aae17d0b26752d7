/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "forecast/published.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char name[] = "sales";
    static char unit[] = "USD";
    const fc_series series = {
        .name = name, .unit = unit, .start = {.frequency = FC_QUARTERLY}};
    fc_published *published = NULL;

    if (fc_published_parse(&published, (const char *)data, size, "fuzz",
                           &series, (fc_calendar){0}, NULL)
        == FC_OK) {
        (void)fc_published_origin(published);
    }
    fc_published_free(published);
    return 0;
}
