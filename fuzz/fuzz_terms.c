/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/terms.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef fc_status parser(fc_term *out, const char *text, fc_error *err);

/* Whatever parses is written so that it parses again, to the same text. */
static void check(const char *text, parser *parse)
{
    char once[FC_TERM_TEXT_SIZE];
    char twice[FC_TERM_TEXT_SIZE];
    fc_term term;

    if (parse(&term, text, NULL) != FC_OK) {
        return;
    }
    fc_term_format(once, &term);
    if (parse(&term, once, NULL) != FC_OK) {
        abort();
    }
    fc_term_format(twice, &term);
    if (strcmp(once, twice) != 0) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[512];

    if (size >= sizeof text) {
        return 0;
    }
    memcpy(text, data, size);
    text[size] = '\0';
    check(text, fc_term_parse);
    check(text, fc_term_parse_event);
    return 0;
}
