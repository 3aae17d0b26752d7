/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Well-formed byte sequences, Unicode standard, table 3-7: the range of the
 * first and of the second byte; all later ones are 80..BF. */
static const struct {
    unsigned char first_low;
    unsigned char first_high;
    unsigned char second_low;
    unsigned char second_high;
    unsigned char length;
} sequences[] = {
    {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
    {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3},
    {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
    {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
};

static bool within(unsigned char byte, unsigned char low, unsigned char high)
{
    return byte >= low && byte <= high;
}

size_t fc_utf8_length(const char *text)
{
    const unsigned char *bytes = (const unsigned char *)text;

    if (bytes[0] < 0x80) {
        return 1;
    }
    for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++) {
        size_t length = 2;

        if (!within(bytes[0], sequences[i].first_low,
                    sequences[i].first_high)) {
            continue;
        }
        if (!within(bytes[1], sequences[i].second_low,
                    sequences[i].second_high)) {
            return 0;
        }
        while (length < sequences[i].length
               && within(bytes[length], 0x80, 0xBF)) {
            length++;
        }
        return length == sequences[i].length ? length : 0;
    }
    return 0;
}

size_t fc_utf8_count(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++) {
        count += ((unsigned char)*text & 0xC0) != 0x80;
    }
    return count;
}

char *fc_utf8_copy(const char *text)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    /* A byte becomes three at worst. */
    char *copy = calloc(strlen(text) + 1, sizeof replacement - 1);
    char *end = copy;

    while (copy != NULL && *text != '\0') {
        size_t length = fc_utf8_length(text);
        bool valid = length > 0;
        size_t size = valid ? length : sizeof replacement - 1;

        memcpy(end, valid ? text : replacement, size);
        end += size;
        text += valid ? length : 1;
    }
    return copy;
}
