/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "data/descriptor.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fc_descriptor *descriptor = NULL;

    (void)fc_descriptor_parse(&descriptor, (const char *)data, size, "fuzz.ini",
                              NULL);
    fc_descriptor_free(descriptor);
    return 0;
}
