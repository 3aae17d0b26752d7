/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy of a document, with what its server said of its version. */
#ifndef FC_FETCH_CACHE_H
#define FC_FETCH_CACHE_H

#include "fetch/fetch.h"

enum { FC_VALIDATOR_SIZE = 256 };

/** Texts of the server; "" where it gave none. */
struct fc_validators {
    char etag[FC_VALIDATOR_SIZE];
    char last_modified[FC_VALIDATOR_SIZE];
};

/**
 * The copy of request->url, if there is a whole one: else *document is empty.
 * What is there but damaged, or of another address, counts as none.
 * @return FC_ERR_MEMORY
 */
fc_status fc_cache_load(fc_bytes *document, struct fc_validators *validators,
                        const struct fc_fetch_request *request, fc_error *err);

/** Keep @p document. @return FC_ERR_WRITE, FC_ERR_MEMORY */
fc_status fc_cache_store(const fc_bytes *document,
                         const struct fc_validators *validators,
                         const struct fc_fetch_request *request, fc_error *err);

#endif
