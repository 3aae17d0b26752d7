/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/random.h"

#include "base/hash.h"

/* Hashed and mixed: near names and seeds get far streams. */
fc_status fc_random_create(gsl_rng **out, const char *name, uint64_t salt,
                           uint64_t seed, fc_error *err)
{
    uint64_t hash = fc_hash_text(name);

    *out = gsl_rng_alloc(gsl_rng_mt19937);
    if (*out == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for random numbers");
    }
    hash = fc_hash_mix(hash ^ fc_hash_mix(salt + 0x9e3779b97f4a7c15u));
    hash = fc_hash_mix(hash ^ fc_hash_mix(seed + 0x7f4a7c159e3779b9u));
    gsl_rng_set(*out, (unsigned long)(hash >> 32));
    return FC_OK;
}
