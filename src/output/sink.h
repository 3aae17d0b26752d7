/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes that remember a failure: appending needs no check after each call. */
#ifndef FC_OUTPUT_SINK_H
#define FC_OUTPUT_SINK_H

#include "forecast/file.h"

struct fc_sink {
    fc_bytes *bytes;
    fc_status status; /**< of the first call that failed; later ones do nothing
                       */
};

void fc_sink_append(struct fc_sink *sink, const char *data, size_t size);
void fc_sink_text(struct fc_sink *sink, const char *text);
void fc_sink_repeat(struct fc_sink *sink, char character, size_t count);

#endif
