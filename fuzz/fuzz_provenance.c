/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of provenance sidecars: whatever it accepts is complete. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "output/provenance.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fc_sidecar sidecar = {0};
    fc_error err = {0};
    fc_status status = fc_sidecar_parse(&sidecar, (const char *)data, size,
                                        "result.csv.json", &err);

    if (status == FC_OK) {
        if (sidecar.input == NULL || strlen(sidecar.sha256) != 64) {
            abort();
        }
    } else if (sidecar.input != NULL || err.status != status
               || err.message[0] == '\0') {
        abort();
    }
    fc_sidecar_release(&sidecar);
    return 0;
}
