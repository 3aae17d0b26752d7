/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_OUTPUT_PLAIN_TEXT_H
#define FC_OUTPUT_PLAIN_TEXT_H

#include <stdbool.h>

/** What a text may hold after fc_plain_text(). */
struct fc_plain {
    bool ascii; /**< no character outside ASCII: "<=" for U+2264 */
    bool lines; /**< line feeds stay; otherwise they become blanks */
};

/**
 * A copy of UTF-8 @p text that a terminal shows as it is: other control
 * characters, which could move the cursor or change colours, become "?".
 * The caller frees it with free(); NULL when out of memory.
 */
char *fc_plain_text(const char *text, struct fc_plain plain);

#endif
