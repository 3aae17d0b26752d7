/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever parses is written so that it parses again, to the same text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[2 * FC_MODEL_SPEC_SIZE];
    char once[FC_MODEL_SPEC_SIZE];
    char twice[FC_MODEL_SPEC_SIZE];
    fc_model_spec spec;

    if (size >= sizeof text) {
        return 0;
    }
    memcpy(text, data, size);
    text[size] = '\0';
    if (fc_model_spec_parse(&spec, text, NULL) != FC_OK) {
        return 0;
    }
    (void)fc_model_spec_min_length(&spec, 4);
    (void)fc_model_spec_uses_regressor(&spec, "x");
    fc_model_spec_format(once, &spec);
    if (fc_model_spec_parse(&spec, once, NULL) != FC_OK) {
        abort();
    }
    fc_model_spec_format(twice, &spec);
    if (strcmp(once, twice) != 0) {
        abort();
    }
    return 0;
}
