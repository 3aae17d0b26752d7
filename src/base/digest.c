/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/digest.h"

#include <sha2.h>
#include <stdint.h>

void fc_digest_sha256(char text[65], const void *data, size_t size)
{
    (void)SHA256Data((const uint8_t *)data, size, text);
}
