/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libcurl does one request at a time. Redirects, waiting and the pace are done
 * here, so that one rule holds for every request that leaves the machine.
 */
#include "fetch/fetch.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/bytes.h"
#include "fetch/address.h"
#include "fetch/cache.h"
#include "fetch/wait.h"

enum {
    REDIRECTS = 5,     /* most in a row */
    ATTEMPTS = 4,      /* of one request that is put off */
    LONGEST_WAIT = 60, /* seconds; a server that asks for more is left alone */
    INTERVAL = 125,    /* milliseconds between requests: 8 a second, where
                          the SEC allows 10 */
    CONNECT_TIMEOUT = 15, /* seconds */
    TIMEOUT = 60,
    URL_SIZE = 1024,
};

static const size_t default_limit = (size_t)128 << 20;

struct exchange {
    const struct fc_fetch_request *request;
    CURL *easy;
    struct curl_slist *headers;
    char url[URL_SIZE]; /* the one asked now */
    bool is_local;      /* the first one is on this machine */
    size_t limit;
    fc_bytes body;
    bool is_too_large;
    bool is_out_of_memory;
    struct fc_validators seen; /* in the last response */
    int64_t last;              /* when the last request was made */
    char reason[CURL_ERROR_SIZE];
};

#define UNREACHABLE(exchange, err, ...) \
    FC_FAIL_AT((err), FC_ERR_UNREACHABLE, (exchange)->url, 0, 0, __VA_ARGS__)

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a request");
}

static size_t take_body(char *data, size_t size, size_t count, void *context)
{
    struct exchange *exchange = context;
    size_t bytes = size * count;

    if (exchange->body.size + bytes > exchange->limit) {
        exchange->is_too_large = true;
        return 0;
    }
    if (fc_bytes_append(&exchange->body, data, bytes) != FC_OK) {
        exchange->is_out_of_memory = true;
        return 0;
    }
    return bytes;
}

/* Keep the value of a header if it is @p name and fits into one plain line. */
static void take_header(char out[FC_VALIDATOR_SIZE], const char *line,
                        size_t size, const char *name)
{
    size_t length = strlen(name);

    if (size <= length || strncasecmp(line, name, length) != 0) {
        return;
    }
    while (length < size && line[length] == ' ') {
        length++;
    }
    while (size > length
           && (line[size - 1] == '\r' || line[size - 1] == '\n')) {
        size--;
    }
    if (size - length >= FC_VALIDATOR_SIZE) {
        return;
    }
    for (size_t i = length; i < size; i++) {
        if ((unsigned char)line[i] < 0x20) {
            return;
        }
    }
    memcpy(out, line + length, size - length);
    out[size - length] = '\0';
}

static size_t take_headers(char *data, size_t size, size_t count, void *context)
{
    struct exchange *exchange = context;

    take_header(exchange->seen.etag, data, size * count, "etag:");
    take_header(exchange->seen.last_modified, data, size * count,
                "last-modified:");
    return size * count;
}

static fc_status set_url(struct exchange *exchange, const char *url,
                         fc_error *err)
{
    if (strlen(url) >= sizeof exchange->url) {
        return UNREACHABLE(exchange, err,
                           "leads to an address that is too long");
    }
    if (!fc_address_is_secure(url)
        && !(exchange->is_local && fc_address_is_local(url))) {
        return UNREACHABLE(exchange, err,
                           "leads to %.100s, which is not https: refused", url);
    }
    (void)snprintf(exchange->url, sizeof exchange->url, "%s", url);
    return FC_OK;
}

static bool add_header(struct exchange *exchange, const char *name,
                       const char *value)
{
    char line[FC_VALIDATOR_SIZE + 32];
    struct curl_slist *longer = NULL;

    if (value[0] == '\0') {
        return true;
    }
    (void)snprintf(line, sizeof line, "%s: %s", name, value);
    longer = curl_slist_append(exchange->headers, line);
    exchange->headers = longer != NULL ? longer : exchange->headers;
    return longer != NULL;
}

/* Every option matters: one that libcurl does not take is a failure. */
#define SET(option, value) \
    (done = done && curl_easy_setopt(easy, (option), (value)) == CURLE_OK)

static bool set_options(struct exchange *exchange)
{
    const struct fc_fetch_request *request = exchange->request;
    CURL *easy = exchange->easy;
    unsigned seconds = request->timeout != 0 ? request->timeout : TIMEOUT;
    bool done = true;

    SET(CURLOPT_USERAGENT, request->user_agent);
#if LIBCURL_VERSION_NUM >= 0x075500
    SET(CURLOPT_PROTOCOLS_STR, exchange->is_local ? "http,https" : "https");
#else
    SET(CURLOPT_PROTOCOLS,
        (long)CURLPROTO_HTTPS | (exchange->is_local ? CURLPROTO_HTTP : 0));
#endif
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SET(CURLOPT_CONNECTTIMEOUT,
        (long)(seconds < CONNECT_TIMEOUT ? seconds : CONNECT_TIMEOUT));
    SET(CURLOPT_TIMEOUT, (long)seconds);
    SET(CURLOPT_ACCEPT_ENCODING, "");
    SET(CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)exchange->limit);
    SET(CURLOPT_HTTPHEADER, exchange->headers);
    SET(CURLOPT_WRITEFUNCTION, take_body);
    SET(CURLOPT_WRITEDATA, exchange);
    SET(CURLOPT_HEADERFUNCTION, take_headers);
    SET(CURLOPT_HEADERDATA, exchange);
    SET(CURLOPT_ERRORBUFFER, exchange->reason);
    if (request->ca_file != NULL) {
        SET(CURLOPT_CAINFO, request->ca_file);
    }
    if (exchange->is_local) {
        SET(CURLOPT_PROXY, "");
    }
    return done;
}

static fc_status too_large(const struct exchange *exchange, fc_error *err)
{
    return FC_FAIL_AT(err, FC_ERR_READ, exchange->url, 0, 0,
                      "the document is larger than %zu MiB: refused",
                      exchange->limit >> 20);
}

/* What libcurl could not do, in a sentence. */
static fc_status explain(const struct exchange *exchange, CURLcode code,
                         fc_error *err)
{
    if (exchange->is_out_of_memory || code == CURLE_OUT_OF_MEMORY) {
        return out_of_memory(err);
    }
    if (exchange->is_too_large || code == CURLE_FILESIZE_EXCEEDED) {
        return too_large(exchange, err);
    }
    if (code == CURLE_PEER_FAILED_VERIFICATION) {
        return UNREACHABLE(exchange, err,
                           "the certificate of the server is not trusted "
                           "(%.160s): refused",
                           exchange->reason);
    }
    if (code == CURLE_OPERATION_TIMEDOUT) {
        return UNREACHABLE(exchange, err,
                           "no complete answer in time (%.160s); try again "
                           "later, or with a longer --timeout",
                           exchange->reason);
    }
    if (code == CURLE_PARTIAL_FILE) {
        return UNREACHABLE(exchange, err,
                           "the answer broke off after %zu bytes; try again",
                           exchange->body.size);
    }
    return UNREACHABLE(exchange, err, "cannot be reached: %.200s",
                       exchange->reason[0] != '\0' ? exchange->reason
                                                   : curl_easy_strerror(code));
}

/* One request. */
static fc_status ask(long *code, struct exchange *exchange, fc_error *err)
{
    CURLcode result = CURLE_OK;

    fc_wait(exchange->last + INTERVAL - fc_wait_now());
    exchange->last = fc_wait_now();
    exchange->body.size = 0;
    exchange->seen = (struct fc_validators){.etag = ""};
    exchange->reason[0] = '\0';
    result = curl_easy_setopt(exchange->easy, CURLOPT_URL, exchange->url);
    if (result == CURLE_OK) {
        result = curl_easy_perform(exchange->easy);
    }
    if (result == CURLE_OK) {
        result = curl_easy_getinfo(exchange->easy, CURLINFO_RESPONSE_CODE,
                                   code);
    }
    return result == CURLE_OK ? FC_OK : explain(exchange, result, err);
}

static bool is_put_off(long code)
{
    return code == 429 || code == 503;
}

/* Wait as long as the server asks, or longer each time. */
static fc_status wait_to_retry(const struct exchange *exchange, int attempt,
                               long code, fc_error *err)
{
    curl_off_t seconds = 0;

    if (curl_easy_getinfo(exchange->easy, CURLINFO_RETRY_AFTER, &seconds)
            != CURLE_OK
        || seconds <= 0) {
        seconds = (curl_off_t)1 << attempt;
    }
    if (seconds > LONGEST_WAIT) {
        return UNREACHABLE(exchange, err,
                           "answers %ld and asks to wait %lld seconds; try "
                           "again then",
                           code, (long long)seconds);
    }
    fc_wait((int64_t)seconds * 1000);
    return FC_OK;
}

/* One request, again where the server puts it off. */
static fc_status ask_patiently(long *code, struct exchange *exchange,
                               fc_error *err)
{
    fc_status status = ask(code, exchange, err);

    for (int i = 0; i + 1 < ATTEMPTS && status == FC_OK && is_put_off(*code);
         i++) {
        status = wait_to_retry(exchange, i, *code, err);
        if (status == FC_OK) {
            status = ask(code, exchange, err);
        }
    }
    return status;
}

static bool is_redirect(long code)
{
    return code == 301 || code == 302 || code == 303 || code == 307
           || code == 308;
}

static fc_status follow(struct exchange *exchange, long code, fc_error *err)
{
    char *target = NULL; /* libcurl's */

    if (curl_easy_getinfo(exchange->easy, CURLINFO_REDIRECT_URL, &target)
            != CURLE_OK
        || target == NULL) {
        return UNREACHABLE(exchange, err, "answers %ld and leads nowhere",
                           code);
    }
    return set_url(exchange, target, err);
}

static fc_status refused(const struct exchange *exchange, long code,
                         fc_error *err)
{
    if (code == 404) {
        return UNREACHABLE(exchange, err,
                           "there is no such document (404); check the number "
                           "of the company");
    }
    if (code == 403) {
        return UNREACHABLE(exchange, err,
                           "access is refused (403); the SEC wants a user "
                           "agent with a name and a mail address");
    }
    if (is_put_off(code)) {
        return UNREACHABLE(exchange, err,
                           "is overloaded or limits requests (%ld, %d times); "
                           "try again later",
                           code, ATTEMPTS);
    }
    return UNREACHABLE(exchange, err, "answers %ld instead of a document",
                       code);
}

/* Ask until there is a document, or it is known that there is none. */
static fc_status get(long *code, struct exchange *exchange, fc_error *err)
{
    fc_status status = ask_patiently(code, exchange, err);
    int redirects = 0;

    while (status == FC_OK && is_redirect(*code)) {
        if (redirects++ == REDIRECTS) {
            return UNREACHABLE(exchange, err,
                               "leads on and on, more than %d times",
                               REDIRECTS);
        }
        status = follow(exchange, *code, err);
        if (status == FC_OK) {
            status = ask_patiently(code, exchange, err);
        }
    }
    if (status == FC_OK && *code != 200 && *code != 304) {
        status = refused(exchange, *code, err);
    }
    return status;
}

static fc_status take_new(struct exchange *exchange, fc_error *err)
{
    const struct fc_fetch_request *request = exchange->request;
    fc_status status = request->take(request->context, &exchange->body, err);

    if (status == FC_OK && request->cache_path != NULL) {
        status = fc_cache_store(&exchange->body, &exchange->seen, request, err);
    }
    return status;
}

static fc_status run(struct exchange *exchange, const fc_bytes *copy,
                     const struct fc_validators *known, fc_error *err)
{
    const struct fc_fetch_request *request = exchange->request;
    long code = 0;
    fc_status status = FC_OK;

    exchange->is_local = fc_address_is_local(request->url);
    if (!add_header(exchange, "If-None-Match", known->etag)
        || !add_header(exchange, "If-Modified-Since", known->last_modified)
        || !set_options(exchange)) {
        return out_of_memory(err);
    }
    status = set_url(exchange, request->url, err);
    if (status == FC_OK) {
        status = get(&code, exchange, err);
    }
    if (status != FC_OK) {
        return status;
    }
    if (code == 304 && copy->data == NULL) {
        return refused(exchange, code, err);
    }
    return code == 304 ? request->take(request->context, copy, err)
                       : take_new(exchange, err);
}

static fc_status fetch(const struct fc_fetch_request *request, fc_error *err)
{
    struct exchange exchange = {
        .request = request,
        .easy = curl_easy_init(),
        .limit = request->limit != 0 ? request->limit : default_limit,
        .last = fc_wait_now() - INTERVAL,
    };
    struct fc_validators known = {.etag = ""};
    fc_bytes copy = {0};
    fc_status status = exchange.easy != NULL ? FC_OK : out_of_memory(err);

    if (status == FC_OK && request->cache_path != NULL) {
        status = fc_cache_load(&copy, &known, request, err);
    }
    if (status == FC_OK) {
        status = run(&exchange, &copy, &known, err);
    }
    curl_slist_free_all(exchange.headers);
    curl_easy_cleanup(exchange.easy);
    fc_bytes_release(&exchange.body);
    fc_bytes_release(&copy);
    return status;
}

fc_status fc_fetch(const struct fc_fetch_request *request, fc_error *err)
{
    fc_status status = FC_OK;

    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return FC_FAIL(err, FC_ERR_UNREACHABLE, "libcurl cannot start");
    }
    status = fetch(request, err);
    curl_global_cleanup();
    return status;
}
