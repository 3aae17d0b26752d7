/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_CLI_SEC_SOURCE_H
#define FC_CLI_SEC_SOURCE_H

#include "cli/request.h"

/**
 * Company facts from the network, by --cik. Reads the environment:
 * FORECAST_USER_AGENT, XDG_CACHE_HOME, HOME, SSL_CERT_FILE, and
 * FORECAST_SEC_URL, the address to use instead of that of the SEC.
 * @return as fc_fetch() and fc_sec_facts_parse(); FC_ERR_ARGUMENT without a
 *         user agent. The caller frees *out with fc_sec_facts_free().
 */
fc_status fc_sec_source_fetch(fc_sec_facts **out,
                              const struct fc_request *request, fc_error *err);

#endif
