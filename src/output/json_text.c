/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output/json_text.h"

#include <jansson.h>

static int append(const char *data, size_t size, void *context)
{
    struct fc_sink *out = context;

    fc_sink_append(out, data, size);
    return out->status == FC_OK ? 0 : -1;
}

void fc_json_text(struct fc_sink *out, const char *text)
{
    json_t *value = json_string(text);

    if (value == NULL
        || json_dump_callback(value, append, out, JSON_ENCODE_ANY) != 0) {
        out->status = FC_ERR_MEMORY;
    }
    json_decref(value);
}
