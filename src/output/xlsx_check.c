/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The zip format: APPNOTE.TXT of PKWARE, 4.3. The directory at the end names
 * the parts; each is a header and deflated data.
 */
/* zlib does not write to its input, and says so if asked. */
#define ZLIB_CONST

#include "output/xlsx_check.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    end_size = 22,     /* end of central directory, without a comment */
    entry_size = 46,   /* of the directory, without its names */
    header_size = 30,  /* in front of the data, without its names */
    largest = 1 << 30, /* of a part; Excel's own limits are below */
};

struct zip {
    const unsigned char *data;
    size_t size;
};

static uint32_t number(const unsigned char *at, unsigned bytes)
{
    uint32_t value = 0;

    for (unsigned i = bytes; i-- > 0;) {
        value = value << 8 | at[i];
    }
    return value;
}

/* The compressed data of the part whose entry stands at @p entry, or NULL. */
static const unsigned char *find_data(const struct zip *zip,
                                      const unsigned char *entry)
{
    size_t packed = number(entry + 20, 4);
    size_t offset = number(entry + 42, 4);
    size_t start = 0;

    if (offset > zip->size || zip->size - offset < header_size) {
        return NULL;
    }
    start = offset + header_size + number(zip->data + offset + 26, 2)
            + number(zip->data + offset + 28, 2);
    if (start > zip->size || zip->size - start < packed) {
        return NULL;
    }
    return zip->data + start;
}

/* Inflate @p packed bytes to exactly @p size. */
static bool unpack(unsigned char *out, size_t size, const unsigned char *data,
                   size_t packed)
{
    z_stream stream = {0};
    bool done = false;

    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) {
        return false;
    }
    stream.next_in = data;
    stream.avail_in = (uInt)packed;
    stream.next_out = out;
    stream.avail_out = (uInt)size;
    done = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0;
    (void)inflateEnd(&stream);
    return done;
}

/* Does the document end with the tag of its root? A root without content is
 * whole, too. */
static bool is_closed(const char *text)
{
    const char *root = strstr(text, "?>");
    const char *end = strrchr(text, '<');
    size_t length = 0;

    root = root != NULL ? strchr(root, '<') : NULL;
    if (root == NULL || end == NULL) {
        return false;
    }
    length = strcspn(root + 1, " />");
    if (end == root) {
        return strstr(root, "/>") != NULL;
    }
    return end[1] == '/' && strncmp(end + 2, root + 1, length) == 0
           && end[2 + length] == '>';
}

static fc_status check_part(bool *whole, const struct zip *zip,
                            const unsigned char *entry)
{
    size_t size = number(entry + 24, 4);
    const unsigned char *data = find_data(zip, entry);
    char *text = NULL;

    if (data == NULL || size > largest) {
        *whole = false;
        return FC_OK;
    }
    text = malloc(size + 1);
    if (text == NULL) {
        return FC_ERR_MEMORY;
    }
    text[size] = '\0';
    *whole = unpack((unsigned char *)text, size, data, number(entry + 20, 4))
             && is_closed(text);
    free(text);
    return FC_OK;
}

fc_status fc_xlsx_is_whole(bool *whole, const void *data, size_t size)
{
    const struct zip zip = {data, size};
    const unsigned char *end = NULL;
    fc_status status = FC_OK;
    size_t offset = 0;
    size_t count = 0;

    *whole = false;
    if (size < end_size) {
        return FC_OK;
    }
    end = zip.data + size - end_size;
    if (memcmp(end, "PK\5\6", 4) != 0) {
        return FC_OK;
    }
    count = number(end + 10, 2);
    offset = number(end + 16, 4);
    *whole = count > 0;
    for (size_t i = 0; i < count && *whole && status == FC_OK; i++) {
        if (offset > size || size - offset < entry_size) {
            *whole = false;
            break;
        }
        status = check_part(whole, &zip, zip.data + offset);
        offset += entry_size + number(zip.data + offset + 28, 2)
                  + number(zip.data + offset + 30, 2)
                  + number(zip.data + offset + 32, 2);
    }
    return status;
}
