/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Getting one document from the network, politely: a declared user agent, at
 * most eight requests a second, waiting when asked to, conditional requests.
 * The program loads this code only when a command needs it.
 */
#ifndef FC_FETCH_FETCH_H
#define FC_FETCH_FETCH_H

#include <stddef.h>

#include "forecast/file.h"
#include "forecast/status.h"

/** Takes the document; it is kept in the cache only if this gives FC_OK. */
typedef fc_status fc_fetch_taker(void *context, const fc_bytes *document,
                                 fc_error *err);

struct fc_fetch_request {
    /** https, with its certificate verified; http only to this machine
     * (127.0.0.1, ::1, localhost). Redirects obey the same rule. */
    const char *url;
    const char *user_agent; /**< who asks, with an address to write to */
    const char *ca_file;    /**< certificates to trust; NULL: the system's */
    const char *cache_path; /**< copy of the document; NULL: none. Beside it,
                                 in <cache_path>.http, ETag and Last-Modified */
    unsigned timeout;       /**< seconds for a request; 0: 60 */
    size_t limit;           /**< most bytes; 0: 128 MiB */
    fc_fetch_taker *take;
    void *context;
};

/**
 * Get the document, or the copy in the cache if it is still the same.
 * @return FC_ERR_UNREACHABLE with one sentence if there was no document;
 *         FC_ERR_READ if it is too large; FC_ERR_MEMORY; what take() gives;
 *         FC_ERR_WRITE if the cache cannot be written.
 */
typedef fc_status fc_fetch_function(const struct fc_fetch_request *request,
                                    fc_error *err);
FC_API fc_fetch_function fc_fetch;

/** File and symbol of the module. */
#define FC_FETCH_MODULE "forecast-fetch.so"
#define FC_FETCH_SYMBOL "fc_fetch"

#endif
