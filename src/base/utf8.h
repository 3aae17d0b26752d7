/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8: well-formed text in, well-formed text out (RFC 3629). */
#ifndef FC_BASE_UTF8_H
#define FC_BASE_UTF8_H

#include <stddef.h>

/**
 * Bytes of the well-formed character at @p text, 1 to 4; 0 if there is none:
 * a stray or missing continuation, an overlong form, a surrogate, beyond
 * U+10FFFF. The terminating NUL counts as 1.
 */
size_t fc_utf8_length(const char *text);

/** Characters in well-formed text. */
size_t fc_utf8_count(const char *text);

/** A copy with U+FFFD in place of each byte that is not UTF-8; NULL when out of
 * memory. */
char *fc_utf8_copy(const char *text);

#endif
