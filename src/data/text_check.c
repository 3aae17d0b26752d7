/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/text_check.h"

#include <string.h>

#include "base/utf8.h"

size_t fc_text_mark(const char *text, size_t size)
{
    return size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

size_t fc_text_line(const char *text, size_t size)
{
    size_t length = 0;

    while (length < size && text[length] != '\n' && text[length] != '\r') {
        length++;
    }
    if (length < size && text[length] == '\r') {
        length++;
        return length < size && text[length] == '\n' ? length + 1 : length;
    }
    return length < size ? length + 1 : length;
}

/* As fc_utf8_length(), for text that may end without a NUL. */
static size_t character_length(const char *text, size_t size)
{
    char tail[5] = {0}; /* the longest character and a NUL */

    if (size >= sizeof tail) {
        return fc_utf8_length(text);
    }
    memcpy(tail, text, size);
    return fc_utf8_length(tail);
}

static fc_status refuse(unsigned char byte, const char *source, size_t line,
                        size_t position, fc_error *err)
{
    if (byte == 0) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, source, line, 0,
                          "byte %zu of the line is NUL, so this is no text "
                          "file; save it as CSV in UTF-8",
                          position);
    }
    return FC_FAIL_AT(err, FC_ERR_FORMAT, source, line, 0,
                      "byte %zu of the line (0x%02X) is not UTF-8; save the "
                      "file in UTF-8",
                      position, byte);
}

fc_status fc_text_check_line(const char *text, size_t size, const char *source,
                             size_t line, fc_error *err)
{
    size_t at = 0;

    while (at < size) {
        size_t length = 0;

        if ((unsigned char)(text[at] - 1) < 0x7f) { /* most text is ASCII */
            at++;
            continue;
        }
        length = text[at] != 0 ? character_length(text + at, size - at) : 0;

        if (length == 0) {
            return refuse((unsigned char)text[at], source, line, at + 1, err);
        }
        at += length;
    }
    return FC_OK;
}

fc_status fc_text_check(const char *text, size_t size, const char *source,
                        fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t line = 1; size > 0 && status == FC_OK; line++) {
        size_t length = fc_text_line(text, size);

        status = fc_text_check_line(text, length, source, line, err);
        text += length;
        size -= length;
    }
    return status;
}
