/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sec_source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/fetch_module.h"
#include "cli/option_import.h"

enum { URL_SIZE = 512, PATH_SIZE = 1024 };

static const char sec_url[] = "https://data.sec.gov/api/xbrl/companyfacts";

/* Empty counts as not set. */
static const char *variable(const char *name)
{
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): one thread */
    const char *value = getenv(name);

    return value != NULL && value[0] != '\0' ? value : NULL;
}

static fc_status find_user_agent(const char **out,
                                 const struct fc_request *request,
                                 fc_error *err)
{
    *out = request->user_agent != NULL ? request->user_agent
                                       : variable("FORECAST_USER_AGENT");
    if (*out == NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the SEC wants to know who asks: give --user-agent "
                       "\"NAME MAIL\" or set FORECAST_USER_AGENT");
    }
    return fc_user_agent_check(*out, err);
}

/* The copy of the document; false: there is no place for one. */
static bool find_cache(char path[PATH_SIZE], const struct fc_request *request)
{
    const char *folder = request->cache;
    const char *below = "";
    int length = 0;

    if (folder == NULL) {
        folder = variable("XDG_CACHE_HOME");
        below = "/forecast/sec";
    }
    if (folder == NULL) {
        folder = variable("HOME");
        below = "/.cache/forecast/sec";
    }
    if (folder != NULL) {
        length = snprintf(path, PATH_SIZE, "%s%s/CIK%010llu.json", folder,
                          below, (unsigned long long)request->cik);
    }
    return length > 0 && length < PATH_SIZE;
}

struct taking {
    const char *url;
    fc_sec_facts *facts;
};

/* An fc_fetch_taker. */
static fc_status take(void *context, const fc_bytes *document, fc_error *err)
{
    struct taking *taking = context;

    return fc_sec_facts_parse(&taking->facts,
                              document->data != NULL ? document->data : "",
                              document->size, taking->url, err);
}

/* Where the network fails, the copy of an earlier day may do. */
static fc_status add_advice(const char *cache_path, fc_status status,
                            fc_error *err)
{
    char message[sizeof err->message];

    if (status != FC_ERR_UNREACHABLE || cache_path == NULL
        || access(cache_path, R_OK) != 0) {
        return status;
    }
    (void)snprintf(message, sizeof message, "%s", err->message);
    (void)snprintf(err->message, sizeof err->message,
                   "%.280s; the copy of an earlier day: --file %.180s", message,
                   cache_path);
    return status;
}

fc_status fc_sec_source_fetch(fc_sec_facts **out,
                              const struct fc_request *request, fc_error *err)
{
    const char *base = variable("FORECAST_SEC_URL");
    fc_fetch_function *fetch = NULL;
    char url[URL_SIZE];
    char path[PATH_SIZE];
    struct taking taking = {.url = url};
    struct fc_fetch_request asked = {.url = url,
                                     .ca_file = variable("SSL_CERT_FILE"),
                                     .timeout = (unsigned)request->timeout,
                                     .take = take,
                                     .context = &taking};
    fc_status status = find_user_agent(&asked.user_agent, request, err);

    *out = NULL;
    asked.cache_path = find_cache(path, request) ? path : NULL;
    (void)snprintf(url, sizeof url, "%.400s/CIK%010llu.json",
                   base != NULL ? base : sec_url,
                   (unsigned long long)request->cik);
    if (status == FC_OK) {
        status = fc_fetch_module_load(&fetch, err);
    }
    if (status == FC_OK) {
        status = fetch(&asked, err);
    }
    if (status == FC_OK
        && (uint64_t)fc_sec_facts_cik(taking.facts) != request->cik) {
        status = FC_FAIL_AT(err, FC_ERR_DATA, url, 0, 0,
                            "gives the facts of company %lld, not of %llu",
                            fc_sec_facts_cik(taking.facts),
                            (unsigned long long)request->cik);
    }
    if (status != FC_OK) {
        fc_sec_facts_free(taking.facts);
        return add_advice(asked.cache_path, status, err);
    }
    *out = taking.facts;
    return FC_OK;
}
