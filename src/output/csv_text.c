/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output/csv_text.h"

#include <csv.h>
#include <string.h>

static bool needs_quotes(const char *text, bool is_single)
{
    size_t length = strlen(text);

    if (length == 0) {
        return is_single;
    }
    return strpbrk(text, ",\"\r\n") != NULL || strchr(" \t", text[0]) != NULL
           || strchr(" \t", text[length - 1]) != NULL;
}

static void put_quoted(struct fc_sink *out, const char *text, size_t length)
{
    size_t size = csv_write2(NULL, 0, text, length, '"');

    fc_sink_repeat(out, '"', size);
    if (out->status == FC_OK) {
        (void)csv_write2(out->bytes->data + out->bytes->size - size, size, text,
                         length, '"');
    }
}

void fc_csv_text(struct fc_sink *out, struct fc_sink *field, const char *text,
                 bool alone)
{
    field->bytes->size = 0;
    if (text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL) {
        fc_sink_text(field, "'");
    }
    fc_sink_text(field, text);
    if (field->status != FC_OK) {
        out->status = field->status;
    } else if (needs_quotes(field->bytes->data, alone)) {
        put_quoted(out, field->bytes->data, field->bytes->size);
    } else {
        fc_sink_text(out, field->bytes->data);
    }
}
