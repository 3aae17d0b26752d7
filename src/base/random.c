/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/random.h"

/* FNV-1a, 64 bit (Fowler, Noll & Vo), finished by the mixer of splitmix64
 * (Steele, Lea & Flood 2014): near names and seeds get far streams. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
    }
    return hash;
}

static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

fc_status fc_random_create(gsl_rng **out, const char *name, uint64_t salt,
                           uint64_t seed, fc_error *err)
{
    uint64_t hash = mix(hash_text(0xcbf29ce484222325u, name));

    *out = gsl_rng_alloc(gsl_rng_mt19937);
    if (*out == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for random numbers");
    }
    hash = mix(hash ^ mix(salt + 0x9e3779b97f4a7c15u));
    hash = mix(hash ^ mix(seed + 0x7f4a7c159e3779b9u));
    gsl_rng_set(*out, (unsigned long)(hash >> 32));
    return FC_OK;
}
