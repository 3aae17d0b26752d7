/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/address.h"

#include <curl/curl.h>
#include <string.h>

/* Does @p part of the address pass? libcurl takes it apart as it will when it
 * asks, so nothing can be hidden in it. */
static bool check_part(const char *url, CURLUPart part,
                       bool (*passes)(const char *text))
{
    CURLU *parts = curl_url();
    char *text = NULL;
    bool done = parts != NULL
                && curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK
                && curl_url_get(parts, part, &text, 0) == CURLUE_OK
                && passes(text);

    curl_free(text);
    curl_url_cleanup(parts);
    return done;
}

static bool is_https(const char *scheme)
{
    return strcmp(scheme, "https") == 0;
}

static bool is_http(const char *scheme)
{
    return strcmp(scheme, "http") == 0;
}

static bool is_this_machine(const char *host)
{
    return strcmp(host, "127.0.0.1") == 0 || strcmp(host, "[::1]") == 0
           || strcmp(host, "localhost") == 0;
}

bool fc_address_is_secure(const char *url)
{
    return check_part(url, CURLUPART_SCHEME, is_https);
}

bool fc_address_is_local(const char *url)
{
    return check_part(url, CURLUPART_SCHEME, is_http)
           && check_part(url, CURLUPART_HOST, is_this_machine);
}
