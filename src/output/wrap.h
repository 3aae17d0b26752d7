/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_OUTPUT_WRAP_H
#define FC_OUTPUT_WRAP_H

#include "output/sink.h"

/** Characters in @p size bytes of UTF-8. */
size_t fc_wrap_characters(const char *text, size_t size);

struct fc_wrap {
    size_t width;  /**< characters in a line */
    size_t start;  /**< characters already in the first line */
    size_t indent; /**< blanks before each further line */
};

/**
 * Append UTF-8 text broken at blanks; a longer word has its own line. Line
 * feeds in the text stay. Nothing follows the last word.
 */
void fc_wrap_text(struct fc_sink *out, const char *text, struct fc_wrap wrap);

#endif
