/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option_import.h"

#include <string.h>

fc_status fc_option_parse_import_output(struct fc_request *request,
                                        const char *text, fc_error *err)
{
    size_t length = strlen(text);

    if (length < 5 || strcmp(text + length - 4, ".csv") != 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "an import makes a .csv file, and a descriptor and the "
                       "provenance beside it");
    }
    request->data_output = text;
    return FC_OK;
}

fc_status fc_user_agent_check(const char *text, fc_error *err)
{
    bool plain = strlen(text) < 200;

    for (const char *c = text; *c != '\0'; c++) {
        plain = plain && (unsigned char)*c >= 0x20 && *c != 0x7f;
    }
    if (!plain || strchr(text, '@') == NULL || strchr(text, ' ') == NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a user agent is a name and a mail address, as in "
                       "\"Jane Doe jane@example.com\"");
    }
    return FC_OK;
}

fc_status fc_option_parse_user_agent(struct fc_request *request,
                                     const char *text, fc_error *err)
{
    request->user_agent = text;
    return fc_user_agent_check(text, err);
}
