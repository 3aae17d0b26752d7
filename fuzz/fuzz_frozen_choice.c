/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of frozen choices: whatever it accepts is complete. */
#include <stdint.h>
#include <stdlib.h>

#include "forecast/frozen_choice.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char name[] = "sales";
    static char unit[] = "USD";
    const fc_series series = {
        .name = name, .unit = unit, .start = {.frequency = FC_QUARTERLY}};
    fc_frozen_choice choice = {0};
    fc_error err = {0};
    fc_status status = fc_frozen_choice_parse(&choice, (const char *)data, size,
                                              "choice.json", &series,
                                              (fc_calendar){0}, &err);

    if (status == FC_OK) {
        if (choice.source == NULL || choice.spec.type == NULL
            || choice.origin.frequency != FC_QUARTERLY) {
            abort();
        }
    } else if (choice.source != NULL || err.status != status
               || err.message[0] == '\0') {
        abort();
    }
    fc_frozen_choice_release(&choice);
    return 0;
}
