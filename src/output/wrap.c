/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output/wrap.h"

#include <stdbool.h>
#include <string.h>

size_t fc_wrap_characters(const char *text, size_t size)
{
    size_t count = 0;

    for (size_t i = 0; i < size; i++) {
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    return count;
}

void fc_wrap_text(struct fc_sink *out, const char *text, struct fc_wrap wrap)
{
    size_t column = wrap.start;
    bool is_first = true;

    while (*(text += strspn(text, " ")) != '\0') {
        size_t size = strcspn(text, " \n");
        size_t word = fc_wrap_characters(text, size);
        bool is_full = !is_first && column + 1 + word > wrap.width;

        if (*text == '\n' || is_full) {
            text += *text == '\n';
            fc_sink_text(out, "\n");
            fc_sink_repeat(out, ' ', wrap.indent);
            column = wrap.indent;
            is_first = true;
            continue;
        }
        fc_sink_text(out, is_first ? "" : " ");
        fc_sink_append(out, text, size);
        column += word + !is_first;
        is_first = false;
        text += size;
    }
}
