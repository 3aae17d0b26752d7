/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_BASE_DIGEST_H
#define FC_BASE_DIGEST_H

#include <stddef.h>

/** SHA-256 of @p size bytes as 64 lower-case hexadecimal digits (libmd). */
void fc_digest_sha256(char text[65], const void *data, size_t size);

#endif
