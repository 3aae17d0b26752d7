/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output/sink.h"

#include <string.h>

#include "base/bytes.h"

void fc_sink_append(struct fc_sink *sink, const char *data, size_t size)
{
    if (sink->status == FC_OK) {
        sink->status = fc_bytes_append(sink->bytes, data, size);
    }
}

void fc_sink_text(struct fc_sink *sink, const char *text)
{
    fc_sink_append(sink, text, strlen(text));
}

void fc_sink_repeat(struct fc_sink *sink, char character, size_t count)
{
    if (sink->status == FC_OK) {
        sink->status = fc_bytes_append_repeat(sink->bytes, character, count);
    }
}
