/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hashes of texts: the same on every machine and in every run. */
#ifndef FC_BASE_HASH_H
#define FC_BASE_HASH_H

#include <stdint.h>

/** The mixer of splitmix64 (Steele, Lea & Flood 2014). */
uint64_t fc_hash_mix(uint64_t z);

/** FNV-1a, 64 bit (Fowler, Noll & Vo), finished by the mixer. */
uint64_t fc_hash_text(const char *text);

#endif
