/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bytes.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Files of this program are small; doubling from one page is quick enough. */
static const size_t first_capacity = 4096;

static fc_status reserve(fc_bytes *bytes, size_t extra)
{
    size_t capacity = bytes->capacity > 0 ? bytes->capacity : first_capacity;
    char *data = NULL;

    if (extra >= SIZE_MAX / 4 || bytes->size >= SIZE_MAX / 4) {
        return FC_ERR_MEMORY;
    }
    if (bytes->data != NULL && bytes->size + extra < bytes->capacity) {
        return FC_OK;
    }
    while (capacity <= bytes->size + extra) {
        capacity *= 2;
    }
    data = realloc(bytes->data, capacity);
    if (data == NULL) {
        return FC_ERR_MEMORY;
    }
    data[bytes->size] = '\0';
    bytes->data = data;
    bytes->capacity = capacity;
    return FC_OK;
}

void fc_bytes_release(fc_bytes *bytes)
{
    free(bytes->data);
    *bytes = (fc_bytes){0};
}

fc_status fc_bytes_append(fc_bytes *bytes, const void *data, size_t size)
{
    if (reserve(bytes, size) != FC_OK) {
        return FC_ERR_MEMORY;
    }
    if (size > 0) {
        memcpy(bytes->data + bytes->size, data, size);
    }
    bytes->size += size;
    bytes->data[bytes->size] = '\0';
    return FC_OK;
}

fc_status fc_bytes_append_text(fc_bytes *bytes, const char *text)
{
    return fc_bytes_append(bytes, text, strlen(text));
}

fc_status fc_bytes_append_repeat(fc_bytes *bytes, char character, size_t count)
{
    if (reserve(bytes, count) != FC_OK) {
        return FC_ERR_MEMORY;
    }
    memset(bytes->data + bytes->size, character, count);
    bytes->size += count;
    bytes->data[bytes->size] = '\0';
    return FC_OK;
}

fc_status fc_bytes_vprintf(fc_bytes *bytes, const char *format,
                           va_list arguments)
{
    va_list again;
    int length = 0;

    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0 || reserve(bytes, (size_t)length) != FC_OK) {
        return FC_ERR_MEMORY;
    }
    (void)vsnprintf(bytes->data + bytes->size, (size_t)length + 1, format,
                    arguments);
    bytes->size += (size_t)length;
    return FC_OK;
}

fc_status fc_bytes_printf(fc_bytes *bytes, const char *format, ...)
{
    va_list arguments;
    fc_status status = FC_OK;

    va_start(arguments, format);
    status = fc_bytes_vprintf(bytes, format, arguments);
    va_end(arguments);
    return status;
}
