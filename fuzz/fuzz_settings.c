/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <assert.h>
#include <stdint.h>

#include "forecast/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fc_settings *settings = NULL;

    if (fc_settings_parse(&settings, (const char *)data, size, "fuzz.ini", NULL)
        == FC_OK) {
        for (size_t i = 0; i < settings->count; i++) {
            assert(settings->items[i].section < settings->section_count);
        }
    }
    fc_settings_free(settings);
    return 0;
}
