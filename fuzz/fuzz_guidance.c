/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "forecast/guidance.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fc_guidance_list *list = NULL;

    if (fc_guidance_parse(&list, (const char *)data, size, "fuzz", FC_QUARTERLY,
                          (fc_calendar){0}, NULL)
        == FC_OK) {
        for (size_t i = 0; i < list->count; i++) {
            (void)fc_guidance_find(list, list->items[i].series,
                                   list->items[i].period, list->items[i].role);
        }
    }
    fc_guidance_list_free(list);
    return 0;
}
