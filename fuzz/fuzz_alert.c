/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/alert.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fc_alert_facts facts = {.verdict = "inside", .period = "2025Q1"};
    fc_alert alert = {.number = 0.0};
    char *text = malloc(size + 1);

    if (text == NULL) {
        return 0;
    }
    if (size > 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    if (fc_alert_parse(&alert, text, NULL) == FC_OK) {
        assert(isfinite(alert.number));
        assert((alert.name == FC_ALERT_VERDICT) == (alert.word[0] != '\0'));
        (void)fc_alert_fires(&alert, &facts);
    }
    free(text);
    return 0;
}
