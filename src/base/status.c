/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/status.h"

#include <stdarg.h>
#include <stdio.h>

const char *fc_status_text(fc_status status)
{
    switch (status) {
#define XX(name, value, text) \
    case FC_##name:           \
        return text;
        FC_STATUS_MAP(XX)
#undef XX
    }
    return "unknown status";
}

/* Remove a character that the end of the buffer cut in two: the bytes of a
 * UTF-8 character after the first are 10xxxxxx. */
static void drop_partial_character(char *text, size_t length)
{
    size_t start = length;

    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80) {
        start--;
    }
    if (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0xC0) {
        start--;
    }
    text[start] = '\0';
}

static __attribute__((format(printf, 3, 0))) void print_text(char *text,
                                                             size_t size,
                                                             const char *format,
                                                             va_list arguments)
{
    int length = vsnprintf(text, size, format, arguments);

    if (length >= 0 && (size_t)length >= size) {
        drop_partial_character(text, size - 1);
    }
}

static __attribute__((format(printf, 3, 4))) void print_source(
    char *text, size_t size, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    print_text(text, size, format, arguments);
    va_end(arguments);
}

/* Both fill a new error first: the arguments may quote the old one. */
void fc_error_set(fc_error *err, fc_status status, const char *format, ...)
{
    fc_error next = {.status = status};
    va_list arguments;

    if (err == NULL) {
        return;
    }
    va_start(arguments, format);
    print_text(next.message, sizeof next.message, format, arguments);
    va_end(arguments);
    *err = next;
}

void fc_error_set_at(fc_error *err, fc_status status, const char *source,
                     size_t line, size_t column, const char *format, ...)
{
    fc_error next = {.status = status, .line = line, .column = column};
    va_list arguments;

    if (err == NULL) {
        return;
    }
    if (source != NULL) {
        print_source(next.source, sizeof next.source, "%s", source);
    }
    va_start(arguments, format);
    print_text(next.message, sizeof next.message, format, arguments);
    va_end(arguments);
    *err = next;
}
