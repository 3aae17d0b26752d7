/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_OUTPUT_JSON_TEXT_H
#define FC_OUTPUT_JSON_TEXT_H

#include "output/sink.h"

/** UTF-8 @p text as a string of JSON, with its quotes; jansson escapes it. */
void fc_json_text(struct fc_sink *out, const char *text);

#endif
